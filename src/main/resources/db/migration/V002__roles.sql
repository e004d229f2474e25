-- Migrations run as the schema's owner; the platform works as the role "jianzheng", which owns nothing. So a later
-- migration closes an append-only table with one line, and no injected statement of the platform can open it again:
--   REVOKE UPDATE, DELETE ON the_table FROM jianzheng;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jianzheng') THEN
    RAISE EXCEPTION 'The role "jianzheng", as which the platform works, does not exist in this database server. '
      'Create it: CREATE ROLE jianzheng LOGIN PASSWORD ...; then start again.';
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO jianzheng;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO jianzheng;
REVOKE ALL ON flyway_schema_history FROM jianzheng;
GRANT SELECT ON flyway_schema_history TO jianzheng;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO jianzheng;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO jianzheng;
