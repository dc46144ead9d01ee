# The private PostgreSQL cluster of one checkout. Sourced by deploy/run and deploy/msonet.
#
#   <data home>/cluster    the data directory      <data home>/port      its port on 127.0.0.1
#   <data home>/socket     its Unix socket         <data home>/password  of the database user msonet
#   <data home>/log        the last start's log    <data home>/in-use    locked by everything that uses it
#   <data home>/mails      what would be sent, as long as there is no MSONET_SMTP; those of the demo in mails/demo
#   <data home>/exports    files for downloads, as long as nothing changes
#
# The demo has a database of its own beside the real one.
#
# Root may not run PostgreSQL: then it runs as Debian's user postgres. On a machine with several users
# nobody else gets in: the superuser only by the operating system's word (peer), msonet by its password.

data_home() {
  local base name
  if [[ -n ${MSONET_DATA_HOME:-} ]]; then base=$(realpath -m "$MSONET_DATA_HOME")
  elif ((EUID)); then base=${XDG_DATA_HOME:-$HOME/.local/share}/msonet
  else base=/var/lib/msonet; fi
  name=$(basename "$repo" | tr -cd 'A-Za-z0-9_-' | cut -c1-24)
  printf '%s/%s-%s\n' "$base" "$name" "$(printf %s "$repo" | sha256sum | cut -c1-8)"
}
data=$(data_home)
cluster=$data/cluster
export MSONET_MAILS=${MSONET_MAILS:-$data/mails} MSONET_EXPORTS=${MSONET_EXPORTS:-$data/exports}
database=msonet

choose_demo() {
  export MSONET_DEMO=on
  database=msonet_demo
  [[ -z ${MSONET_SMTP:-} ]] || say "The demo sends no mails: MSONET_SMTP is ignored."
  unset MSONET_SMTP
}

# DemoSetting.cs refuses the same, and more exactly; here it is told before anything is installed.
need_local_demo() {
  local host='(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?/?' named='(^|;) *(database|db|initial catalog) *=[^;]*_demo *(;|$)' urls url
  [[ -z ${MSONET_PUBLIC_URL:-} || ${MSONET_PUBLIC_URL,,} =~ ^https?://$host$ ]] ||
    wrong "The demo stays on this machine, because everybody in it becomes administrator with one click; MSONET_PUBLIC_URL is $MSONET_PUBLIC_URL."
  IFS=';' read -ra urls <<<"$MSONET_URLS"
  for url in "${urls[@]// /}"; do
    [[ -z $url || ${url,,} =~ ^http://$host$ ]] ||
      wrong "The demo listens on this machine only (localhost, 127.0.0.1, [::1]); MSONET_URLS names \"$url\"."
  done
  [[ -z ${MSONET_DATABASE:-} || ${MSONET_DATABASE,,} =~ $named ]] ||
    wrong "The demo takes only a database whose name ends in _demo, so that it is never the real one; MSONET_DATABASE names another."
}

find_postgresql() { # the version of the existing cluster, otherwise the newest one that has PostGIS
  local version
  for version in $(cat "$cluster/PG_VERSION" 2>/dev/null || { ls /usr/lib/postgresql 2>/dev/null || true; } | sort -rn); do
    MSONET_PG_BIN=/usr/lib/postgresql/$version/bin
    export MSONET_PG_BIN
    [[ -x $MSONET_PG_BIN/initdb && -e /usr/share/postgresql/$version/extension/postgis.control ]] && return
  done
  return 1
}

if ((EUID)); then postgres_user=$(id -un); else postgres_user=postgres; fi
as_postgres() { # never with our locks: the server outlives us
  if ((EUID)); then env -C "$data" "$@" 7>&- 8>&- 9>&-
  else runuser -u postgres -- env -C "$data" "$@" 7>&- 8>&- 9>&-; fi
}
pg_ctl() { as_postgres "$MSONET_PG_BIN/pg_ctl" -D "$cluster" -s -w "$@"; }
superuser_sql() { as_postgres "$MSONET_PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$data/socket" -p "$(<"$data/port")" -U postgres "$@"; }

another_place='Choose another place: MSONET_DATA_HOME=/some/place deploy/run'

# Before anything is installed or made. The path stands in PostgreSQL's settings, in a connection string, in patterns of find and in a
# command that pg_ctl has a shell read; a Unix socket's is 107 bytes at most, of which the socket's own name takes 22.
need_usable_data_home() {
  local LC_ALL=C place=$data unusable=$'*[][*?\'"`$\\\\,;[:cntrl:]]*'
  # shellcheck disable=SC2053
  [[ $data != $unusable ]] ||
    wrong "$(printf %q "$data") has a character that PostgreSQL's settings cannot take: one of ' \" \` \$ \\ , ; * ? [ ] or a line end. $another_place"
  ((${#data} <= 80)) || wrong "$data is too long a path for a Unix socket: ${#data} bytes, 80 are possible. $another_place"
  until [[ -e $place ]]; do place=$(dirname "$place"); done
  [[ -d $place && -w $place && $(df -Pk "$place" | awk 'NR == 2 { print $2 }') != 0 ]] ||
    fail "$data cannot be made: $place takes no directories of $(id -un). $another_place"
}

make_data_home() {
  need_usable_data_home
  umask 022
  mkdir -p "$data" || fail "$data cannot be made. $another_place"
  as_postgres true 2>/dev/null || fail "The user $postgres_user cannot enter $data; one of the directories above is closed to it.
  $another_place"
  install -d -m 700 -o "$postgres_user" "$data/socket"
  [[ -s $data/password ]] || (umask 077 && head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$data/password")
}

# A killed initdb leaves a child that goes on writing for a moment.
remove_unfinished() {
  local tenth
  for tenth in {1..100}; do
    find /proc/[0-9]*/cwd -maxdepth 0 -lname "$1*" 2>/dev/null | cut -d/ -f3 | xargs -r kill -9 2>/dev/null || true
    rm -rf "$1" 2>/dev/null && return
    sleep 0.1
  done
  fail "$1 cannot be removed; please do it, then start again: rm -r '$1'"
}

# Made under another name and renamed when it is complete: a killed start leaves nothing that looks finished.
make_cluster() {
  if [[ -e $cluster && ! -s $cluster/global/pg_control ]]; then
    local aside
    aside=$cluster.broken-$(date +%Y%m%d-%H%M%S)
    say "    The cluster is incomplete; moved aside to $aside"
    mv "$cluster" "$aside"
  fi
  [[ ! -e $cluster ]] || return 0
  say "    making a new one in $data …"
  local new=$data/cluster.new
  remove_unfinished "$new"
  install -d -m 700 -o "$postgres_user" "$new"
  as_postgres "$MSONET_PG_BIN/initdb" -D "$new" -U postgres --auth=peer --encoding=UTF8 --locale=C.UTF-8 --data-checksums >/dev/null ||
    fail "initdb failed (see above)."
  as_postgres tee -a "$new/postgresql.conf" >/dev/null <<<"include 'msonet.conf' # written at each start"
  as_postgres tee "$new/pg_ident.conf" >/dev/null <<<"owner \"$postgres_user\" postgres"
  as_postgres tee "$new/pg_hba.conf" >/dev/null <<'END'
local all    postgres              peer map=owner
local all    msonet                scram-sha-256
host  all    msonet   127.0.0.1/32 scram-sha-256
END
  mv "$new" "$cluster"
}

write_settings() {
  as_postgres tee "$cluster/msonet.conf" >/dev/null <<END
port = $(<"$data/port")
listen_addresses = '127.0.0.1'
unix_socket_directories = '$data/socket'
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 2GB
random_page_cost = 1.1
jit = off
synchronous_commit = on
END
}

is_running() { # the number in a stale file may be a zombie or some other process by now
  local pid
  pid=$(head -1 "$cluster/postmaster.pid" 2>/dev/null) || return 1
  [[ $(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") == *"$cluster"* ]]
}

# PostgreSQL trusts the numbers in its lock files; we look whether any of its processes is left.
remove_stale_files() {
  [[ -e $cluster/postmaster.pid ]] || return 0
  local second left
  for second in {1..60}; do
    left=$(find /proc/[0-9]*/cwd -maxdepth 0 -lname "$cluster" 2>/dev/null | cut -d/ -f3 | xargs || true)
    [[ -n $left ]] || break
    sleep 1
  done
  [[ -z $left ]] || fail "Processes of a killed PostgreSQL are still there. Stop them, then start again: kill $left"
  say "    removing the stale lock files of a killed PostgreSQL"
  rm -f "$cluster/postmaster.pid" "$data"/socket/.s.PGSQL.*
}

start_server() {
  local port attempt
  remove_stale_files
  port=$(cat "$data/port" 2>/dev/null || echo 54320)
  [[ ! -e $data/log ]] || mv "$data/log" "$data/log.old"
  install -m 600 -o "$postgres_user" /dev/null "$data/log"
  for attempt in {1..20}; do
    while listens "$port"; do port=$((port + 1)); done
    printf '%s\n' "$port" >"$data/port"
    write_settings
    pg_ctl -t 120 -l "$data/log" start >/dev/null 2>&1 && return
    grep -q 'Address already in use' "$data/log" || break
  done
  say "$(tail -15 "$data/log")"
  fail "PostgreSQL did not start; its last words are above, all of them in $data/log."
}

wait_until_answering() { # a server found running may still be recovering from a crash
  local second
  for second in {1..120}; do
    as_postgres "$MSONET_PG_BIN/pg_isready" -q -h "$data/socket" -p "$(<"$data/port")" && return
    sleep 1
  done
  fail "PostgreSQL runs but does not answer; see $data/log."
}

make_database() {
  local password
  password=$(<"$data/password")
  wait_until_answering
  superuser_sql -d template1 -c 'set client_min_messages = warning; create extension if not exists postgis' &&
    superuser_sql -d postgres <<END &&
select 'create role msonet login' where not exists (select from pg_roles where rolname = 'msonet') \gexec
alter role msonet createdb password '$password'; -- evaluate-search works in a database of its own
select 'create database $database owner msonet' where not exists (select from pg_database where datname = '$database') \gexec
END
    superuser_sql -d "$database" -c 'set client_min_messages = warning; create extension if not exists postgis'
}

use_cluster() {
  unset "${!PG@}" # PGHOST and the like of the caller mean another server
  make_data_home
  exec 8>>"$data/in-use"
  chmod 600 "$data/in-use" # whoever may read it could hold the lock
  flock -s 8
  exec 7>"$data/starting"
  chmod 600 "$data/starting"
  until flock -n 7; do sleep 0.2; done
  make_cluster
  if is_running; then say "    already running, port $(<"$data/port")"
  else start_server; say "    running, port $(<"$data/port")"; fi
  make_database || fail "The database could not be made (see above)."
  exec 7>&-
  MSONET_DATABASE="Host=$data/socket;Port=$(<"$data/port");Database=$database;Username=msonet;Password=$(<"$data/password")"
  export MSONET_DATABASE
}

# Whoever leaves last stops the server.
leave_cluster() {
  { true >&8; } 2>/dev/null || return 0
  exec 7>&-
  if flock -n -x 8 && is_running; then
    pg_ctl -m fast -t 120 stop >/dev/null || say "PostgreSQL did not stop; see $data/log"
  fi
  exec 8>&-
}
