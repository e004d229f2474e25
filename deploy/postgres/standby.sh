#!/usr/bin/env bash
# A streaming standby: copies the primary once, then follows it. Promote it by hand (pg_ctl promote) when the primary is
# gone for good, and never start that one again as it was.
set -euo pipefail

primary="host=$PRIMARY_HOST port=${PRIMARY_PORT:-5432} user=replicator passfile=$PGDATA.passfile application_name=$STANDBY_NAME"

# host:port:database:user:password, with ':' and '\' of the password escaped; a password never stands in a command line.
install -o postgres -g postgres -m 600 /dev/null "$PGDATA.passfile"
printf '*:*:*:replicator:%s\n' "$(tr -d '\n' </run/secrets/replication_password | sed 's/[\\:]/\\&/g')" >"$PGDATA.passfile"

# A copy that was broken off has no backup label's end: it begins anew.
if [[ ! -e "$PGDATA/copied" ]]; then
  rm -rf "${PGDATA:?}"/*
  install -d -o postgres -g postgres -m 700 "$PGDATA"
  gosu postgres pg_basebackup --dbname "$primary" --pgdata "$PGDATA" --wal-method stream --checkpoint fast
  # The name is what synchronous_standby_names of the primary waits for.
  printf "primary_conninfo = '%s'\n" "$primary" >>"$PGDATA/postgresql.auto.conf"
  gosu postgres touch "$PGDATA/standby.signal" "$PGDATA/copied"
fi

exec gosu postgres postgres -c hot_standby=on -c max_connections=200
