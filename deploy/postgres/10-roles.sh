#!/usr/bin/env bash
# First start of an empty PostgreSQL: the owner of the schema, the platform's role that owns nothing, the database, and
# the standby's role. Passwords come from files, and never into a command line.
set -euo pipefail

secret() { tr -d '\n' <"/run/secrets/$1" | sed "s/'/''/g"; }

# There is no standby yet, and these commits must not wait for one.
export PGOPTIONS='-c synchronous_commit=local'

psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres <<SQL
CREATE ROLE jianzheng_owner LOGIN PASSWORD '$(secret owner_password)';
CREATE ROLE jianzheng LOGIN PASSWORD '$(secret platform_password)';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD '$(secret replication_password)';
CREATE DATABASE jianzheng OWNER jianzheng_owner;
SQL

echo 'host replication replicator all scram-sha-256' >>"$PGDATA/pg_hba.conf"
