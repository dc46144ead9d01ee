#!/usr/bin/env bash
# What deploy/run promises about bad days, with real clusters in a temporary data home.
# One line per check: ok NAME, not ok NAME, skip NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
if ! dotnet "$repo/src/MsoNetwork.Web/bin/Release/net10.0/msonet.dll" --help 2>/dev/null | grep -q import; then
  echo "skip deploy/run: this build has no commands to start yet"
  exit 0
fi
temp=$(mktemp -d /tmp/msonet-start.XXXXXX)
chmod 755 "$temp"
export MSONET_DATA_HOME=$temp/data
unset MSONET_DATABASE
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)

pids=()
clean_up() {
  local pid mounted=$temp/small
  for pid in "${pids[@]}" $(cat "$temp"/*/*/cluster/postmaster.pid 2>/dev/null | grep -xE '[0-9]{2,}' | head -1); do
    kill -TERM "$pid" 2>/dev/null
  done
  wait
  ! mountpoint -q "$mounted" || umount "$mounted"
  rm -rf "$temp"
}
trap clean_up EXIT

check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@"; then echo "ok $name"; else
    echo "not ok $name"
    sed 's/^/    | /' "$log"
  fi
}

free_port() { # from 5600 up
  local port=${1:-5600}
  while (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

# Starts deploy/run in the background: its number in $run, its output in $log.
start() { # [ENVIRONMENT…]
  log=$temp/log.${#pids[@]}
  env MSONET_URLS="http://localhost:$port" "$@" "$repo/deploy/run" </dev/null >"$log" 2>&1 &
  run=$!
  pids+=("$run")
}
is_ready() { # waits up to ten minutes for the line, or for the end
  local tenth
  for tenth in {1..6000}; do
    grep -qs '^Ready: ' "$log" && return
    kill -0 "$run" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}
start_ready() { start "$@"; is_ready; }
stop() { kill -TERM "$run"; wait "$run"; }
alive() { [[ -n $(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline") ]]; } # a zombie has no command line
gone() { # waits until PID is no more
  local tenth
  for tenth in {1..300}; do
    alive "$1" || return 0
    sleep 0.1
  done
  return 1
}
process() { # PATTERN: the first process of this checkout whose command line begins so
  local place
  for place in /proc/[0-9]*; do
    [[ $(tr '\0' ' ' 2>/dev/null <"$place/cmdline") =~ ^([^ ]*/)?$1 ]] && echo "${place#/proc/}" && return
  done
  return 1
}
status() { curl -s -o /dev/null -m 10 -w '%{http_code}' -H 'Accept: text/html' "http://localhost:$port$1"; }
readyz() { curl -s -m 10 "http://localhost:$port/readyz"; }
as_superuser() { (source "$repo/deploy/prepare.sh"; source "$repo/deploy/cluster.sh"; find_postgresql; superuser_sql -d msonet "$@"); }
answers() { (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; }
data() { echo "$MSONET_DATA_HOME"/*; }
server() { head -1 "$(data)/cluster/postmaster.pid" 2>/dev/null; }
server_runs() { [[ -n $(server) ]] && alive "$(server)"; }
says() { grep -qs -- "$1" "$log"; }
fails() { start "$@"; ! wait "$run"; }

port=$(free_port)
log=/dev/null

stops_cleanly() { stop && ! server_runs && ! answers; }
check "an empty data home: the first start gets Ready" start_ready
is_ready || exit 1
check "it answers" answers
looks_well() { ! grep -E '^(fail|warn|crit): |deploy: failed|Unhandled exception|Executed DbCommand' "$log"; }
check "the first start says nothing that looks like a failure" looks_well
check "SIGTERM stops the application and the cluster, exit code 0" stops_cleanly

is_quick() { start_ready && ! says 'npm packages' && ! says 'GraphiQL …' && ! says 'making a new' && ! says 'Determining projects'; }
check "the second start prepares nothing again" is_quick

second_is_refused() { # while the first still runs
  local first=$run first_log=$log
  ! start_ready && ! wait "$run" && says "Port $port is in use" && says 'MSONET_URLS=http://localhost:'
  local code=$?
  run=$first
  ((code)) || log=$first_log
  return "$code"
}
check "a port in use is named, with the way out" second_is_refused

last_one_stops_it() {
  local first=$run first_port=$port
  port=$(free_port $((port + 1)))
  start_ready && says 'already running' && stop && server_runs
  local code=$?
  run=$first port=$first_port
  return "$code"
}
check "a second server on another port leaves the shared cluster running" last_one_stops_it

survives_kill() {
  local application
  application=$(process "dotnet $repo/.*/msonet.dll serve")
  kill -9 "$run"
  wait "$run" 2>/dev/null
  gone "$application" && server_runs && start_ready && says 'already running' && stop && ! server_runs
}
check "kill -9 of the start: the application ends, the next start takes over the cluster" survives_kill

survives_server_kill() {
  start_ready || return
  local killed
  killed=$(server)
  kill -9 "$killed"
  stop # in the middle of the restart that deploy/run makes, or after it
  start_ready && stop
}
check "kill -9 of PostgreSQL: the next start recovers" survives_server_kill

is_watched() { # while the server goes on
  start_ready || return
  local killed tenth
  killed=$(server)
  kill -9 "$killed"
  for tenth in {1..200}; do
    server_runs && [[ $(server) != "$killed" ]] && says 'had ended and was started again' && break
    sleep 0.1
  done
  for tenth in {1..100}; do
    [[ $(status /readyz) != 200 ]] || break
    sleep 0.1
  done
  [[ $(status /readyz) == 200 && $(status /de/organisationen) == 200 ]] && ! says 'No such file' && stop && ! server_runs
}
check "kill -9 of PostgreSQL while the server runs: it is started again, and answers again" is_watched

is_bounded() {
  local logs=$temp/logs
  start MSONET_LOGS="$logs"
  log=$logs/msonet.log
  is_ready && head -c 21000000 /dev/zero >>"$log" || return
  local tenth
  for tenth in {1..100}; do
    [[ ! -s $log.1 ]] || (($(stat -c %s "$log") > 1000000)) || break
    sleep 0.1
  done
  [[ $(stat -c %a "$log") == 600 && $(status /de) == 200 ]] || return
  for tenth in {1..100}; do
    ! grep -qsa '/{language' "$log" || break
    sleep 0.1
  done
  (($(stat -c %s "$log") < 1000000)) && grep -qa RequestId "$log" && stop
}
check "MSONET_LOGS: a log that has grown is cut off, and the server writes on" is_bounded

# The database's files that are gone at once lie on a small disk of their own.
if mkdir "$temp/spill" && mount -t tmpfs -o size=3m tmpfs "$temp/spill" 2>/dev/null; then
  small=$temp/spill
  knows_a_full_disk() {
    local home code
    home=$(data)
    start_ready || return
    chown postgres "$small" && install -d -m 700 -o postgres "$small/space"
    as_superuser -c "create tablespace small location '$small/space'" &&
      as_superuser -c "alter role msonet set temp_tablespaces = small" &&
      as_superuser -c "grant create on tablespace small to msonet" && stop && start_ready || return
    head -c 2500000 /dev/zero >"$small/full"
    sleep 11 # the answer is kept for ten seconds
    [[ $(status /readyz) == 503 ]] && readyz | grep -q 'the disk of the database is full' && [[ $(status /de/organisationen) == 200 ]]
    code=$?
    rm "$small/full"
    sleep 11
    ((code == 0)) && [[ $(status /readyz) == 200 ]] && readyz | grep -q '"space":"ok"' || return
    as_superuser -c 'alter role msonet reset temp_tablespaces' && as_superuser -c 'drop tablespace small' && stop
  }
  check "a full disk of the database: /readyz names it, pages go on" knows_a_full_disk
  umount "$small" 2>/dev/null || umount -l "$small"
else
  echo "skip a full disk of the database (needs root and mount)"
fi

survives_stale_pid() {
  printf '%s\n' $$ "$(data)/cluster" 1 1 >"$(data)/cluster/postmaster.pid"
  start_ready && says 'stale' && ! says 'No such file' && stop
}
check "a stale postmaster.pid with another process's number" survives_stale_pid

survives_taken_port() {
  local taken code
  taken=$(<"$(data)/port")
  node -e "require('net').createServer().listen($taken, '127.0.0.1')" &
  local listener=$!
  pids+=("$listener")
  while [[ -d /proc/$listener ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$taken") 2>/dev/null; do sleep 0.1; done
  start_ready && [[ $(<"$(data)/port") != "$taken" ]] && stop
  code=$?
  kill "$listener"
  return "$code"
}
check "the cluster's port taken by somebody else: another one" survives_taken_port

survives_half_made() {
  local home
  home=$(data)
  rm -rf "$home/cluster"
  install -d -o "$(stat -c %U "$home/socket")" "$home/cluster" "$home/cluster.new/base"
  start_ready && says 'incomplete' && [[ ! -e $home/cluster.new && -d $(echo "$home"/cluster.broken-*) ]] && stop
}
check "a half-made cluster is moved aside and made again" survives_half_made

initdb_killed() {
  local home killed=
  home=$(data)
  rm -rf "$home/cluster"
  start
  until killed=$(process "initdb -D $home/cluster.new") || [[ ! -d /proc/$run ]] || says '^Ready'; do sleep 0.02; done
  kill -9 "$run" ${killed:+"$killed"}
  wait "$run" 2>/dev/null
  [[ ! -e $home/cluster ]] && start_ready && stop
}
check "a start killed in the middle of initdb" initdb_killed

command_line() {
  local out
  out=$("$repo/deploy/msonet" --help 2>"$temp/err") && [[ $out == *import* && $out != *running* ]] && ! server_runs
}
check "deploy/msonet starts and stops the cluster by itself, standard output is msonet's own" command_line
wrong_usage() { "$repo/deploy/msonet" no-such-command >"$temp/out" 2>&1; (($? == 2)); }
check "deploy/msonet passes the exit code on" wrong_usage

given_database() {
  start_ready || return
  local first=$run home given
  home=$(data)
  given="Host=$home/socket;Port=$(<"$home/port");Database=msonet;Username=msonet;Password=$(<"$home/password")"
  local first_port=$port
  port=$(free_port $((port + 1)))
  start_ready MSONET_DATABASE="$given" MSONET_DATA_HOME="$temp/unused" && stop && [[ -z $(find "$temp/unused" -name PG_VERSION 2>/dev/null) ]]
  local code=$?
  run=$first port=$first_port
  return "$code"
}
check "MSONET_DATABASE: that one is used and no cluster is made" given_database

if ((EUID)); then echo "skip other users are refused (needs root)"; else
  is_refused() {
    ! runuser -u nobody -- "$bin/psql" -h "$(data)/socket" -p "$(<"$(data)/port")" -U postgres -c 'select 1' >"$temp/out" 2>&1 &&
      ! PGPASSWORD=wrong runuser -u nobody -- "$bin/psql" -h 127.0.0.1 -p "$(<"$(data)/port")" -U msonet -c 'select 1' msonet >>"$temp/out" 2>&1 &&
      ! runuser -u nobody -- cat "$(data)/password" 2>/dev/null
  }
  check "other users of the machine are refused" is_refused
fi
stop

if ((EUID)); then echo "skip an ordinary user's own cluster (these checks run as one)"; else
  ordinary_user() {
    install -d -o nobody "$temp/nobody"
    runuser -u nobody -- env HOME="$temp/nobody" MSONET_DATA_HOME= XDG_DATA_HOME= bash -euc '
      source "$1/deploy/prepare.sh"; source "$1/deploy/cluster.sh"; trap leave_cluster EXIT
      find_postgresql; use_cluster; superuser_sql -d msonet -c "select postgis_version()"' - "$repo" >"$temp/out" 2>&1 &&
      grep -q '^3\.' "$temp/out" && [[ -d $(echo "$temp"/nobody/.local/share/msonet/*/cluster) ]]
  }
  log=$temp/out
  check "an ordinary user keeps a cluster at home" ordinary_user
fi

mkdir "$temp/small"
if mount -t tmpfs -o size=50m tmpfs "$temp/small" 2>/dev/null; then
  full_disk() { fails MSONET_DATA_HOME="$temp/small" && says 'The disk is full: .* MB are free at .*/small'; }
  check "a full disk is named before anything is made" full_disk
else
  echo "skip a full disk (needs root and mount)"
fi
