# What goes on beside the server while deploy/run serves: its PostgreSQL is started again when it died, and logs stay bounded.
# Sourced by deploy/run.
#
#   MSONET_LOGS    a folder: what deploy/run says goes to msonet.log there instead of the terminal

log_bytes=20000000 # of one file; 5 older ones are kept
watcher=

use_logs() {
  [[ -n ${MSONET_LOGS:-} ]] || return 0
  (umask 077 && mkdir -p "$MSONET_LOGS") || fail "$MSONET_LOGS cannot be made. Choose another place in MSONET_LOGS."
  say "What is said from now on stands in $MSONET_LOGS/msonet.log"
  (umask 077 && : >>"$MSONET_LOGS/msonet.log")
  exec >>"$MSONET_LOGS/msonet.log" 2>&1
}

# The writer keeps its file and appends to it: its content is copied, then cut off. What is said in between is lost.
bound_log() { # FILE
  local number
  (($(stat -c %s "$1" 2>/dev/null || echo 0) > log_bytes)) || return 0
  for number in 4 3 2 1; do
    [[ ! -e $1.$number ]] || mv -f "$1.$number" "$1.$((number + 1))"
  done
  cp -p "$1" "$1.1" && truncate -s 0 "$1"
}

# Under the number that MSONET_DATABASE of the running server names.
restart_cluster() {
  remove_stale_files
  pg_ctl -t 120 -l "$data/log" start >/dev/null 2>&1 || return 1
  say "    PostgreSQL had ended and was started again, port $(<"$data/port")"
}

watch_once() {
  [[ -z ${MSONET_LOGS:-} ]] || bound_log "$MSONET_LOGS/msonet.log"
  [[ -n ${watched_cluster:-} ]] || return 0
  bound_log "$data/log"
  ! is_running || return 0
  exec 7>"$data/starting"
  if flock -n 7 && ! is_running; then
    if (restart_cluster); then failing=
    elif [[ -z ${failing:-} ]]; then
      failing=yes # said once
      say "    PostgreSQL ended and does not start again, trying until it does; its last words:"
      tail -5 "$data/log" >&2
    fi
  fi
  exec 7>&-
}

start_watching() { # until stop_watching, or until this shell is gone
  local main=$$
  {
    trap - EXIT
    trap '' INT HUP
    trap 'exit 0' TERM
    exec 6>&- 8>&- 9>&-
    while kill -0 "$main" 2>/dev/null; do
      watch_once || true
      sleep 1 &
      wait $! || true
    done
  } &
  watcher=$!
}

stop_watching() {
  [[ -n $watcher ]] || return 0
  kill -TERM "$watcher" 2>/dev/null || true
  wait "$watcher" 2>/dev/null || true
  watcher=
}
