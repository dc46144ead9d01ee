# What deploy/backup and deploy/restore share. Sourced, never run.

kept_copies=${MSONET_BACKUPS:-$data/backups}

# Reads MSONET_DATABASE for PostgreSQL's own programs. Quoted values are not read: such passwords go into a ~/.pgpass.
read_connection() {
  local pair name value
  local -a pairs
  unset "${!PG@}"
  IFS=';' read -ra pairs <<<"$MSONET_DATABASE"
  for pair in "${pairs[@]}"; do
    name=$(tr -d ' ' <<<"${pair%%=*}") value=${pair#*=}
    case ${name,,} in
      host | server) export PGHOST=$value ;;
      port) export PGPORT=$value ;;
      database | db) export PGDATABASE=$value ;;
      username | userid | user) export PGUSER=$value ;;
      password) export PGPASSWORD=$value ;;
      sslmode) export PGSSLMODE=${value,,} ;;
    esac
  done
  [[ -n ${PGHOST:-} && -n ${PGDATABASE:-} ]] || wrong "MSONET_DATABASE names no Host or no Database."
  export PGOPTIONS='-c statement_timeout=0'
}

use_database() {
  find_postgresql || fail "PostgreSQL's programs are not installed yet. deploy/run does it."
  [[ -n ${MSONET_DATABASE:-} ]] || use_cluster
  read_connection
}

sql() { "$MSONET_PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

# A file of 0600 with a passphrase. gpg's symmetric encryption notices when a byte was changed.
need_key() {
  [[ -s $MSONET_BACKUP_KEY ]] || wrong "MSONET_BACKUP_KEY names no file with a passphrase: $MSONET_BACKUP_KEY"
  [[ -z $(find "$MSONET_BACKUP_KEY" -perm /077) ]] || wrong "Others may read $MSONET_BACKUP_KEY. To mend it: chmod 600 '$MSONET_BACKUP_KEY'"
  command -v gpg-agent >/dev/null && command -v gpg >/dev/null || install_packages gpg gpg-agent
}
with_key() { # ARGUMENTS of gpg, with an agent that ends with it
  local code=0
  gpg --homedir "$work" --batch --quiet --pinentry-mode loopback --passphrase-file "$MSONET_BACKUP_KEY" "$@" 6>&- 8>&- || code=$?
  gpgconf --homedir "$work" --kill gpg-agent 2>/dev/null || true
  return "$code"
}

# Everything but the extension, which only a superuser may make: it is there already.
restore_into() { # DATABASE DUMP
  "$MSONET_PG_BIN/pg_restore" --list "$2" | grep -vE ' (EXTENSION|COMMENT) - .*postgis|spatial_ref_sys' >"$work/list"
  PGDATABASE=$1 "$MSONET_PG_BIN/pg_restore" --dbname="$1" --no-owner --no-privileges --exit-on-error --single-transaction \
    --use-list="$work/list" "$2"
}

# Each of our tables with the number of its rows, one a line.
counts="
select format('select %L, count(*) from %s;', c.oid::regclass, c.oid::regclass) from pg_class as c
where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  and not exists (select from pg_depend as d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
order by c.relname"
