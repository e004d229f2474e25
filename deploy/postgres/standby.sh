#!/usr/bin/env bash
# A streaming standby: copies the primary once, then follows it. Promote it by hand (pg_ctl promote) when the primary is
# gone for good, and never start that one again as it was.
set -euo pipefail

PGPASSWORD=$(tr -d '\n' </run/secrets/replication_password)
export PGPASSWORD

if [[ ! -s "$PGDATA/PG_VERSION" ]]; then
  install -d -o postgres -g postgres -m 700 "$PGDATA"
  gosu postgres pg_basebackup --host "$PRIMARY_HOST" --username replicator --pgdata "$PGDATA" \
    --wal-method stream --checkpoint fast --write-recovery-conf
  # The name is what synchronous_standby_names of the primary waits for.
  printf "primary_conninfo = 'host=%s user=replicator password=%s application_name=%s'\n" \
    "$PRIMARY_HOST" "$PGPASSWORD" "$STANDBY_NAME" >>"$PGDATA/postgresql.auto.conf"
fi

exec gosu postgres postgres -c hot_standby=on -c max_connections=200
