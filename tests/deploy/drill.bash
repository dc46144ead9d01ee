# What the drills share. Sourced by them, never run; deploy/test runs *.sh.

port=${port:-5700}
free_port() { # the next one, in $port
  port=$((port + 1))
  while (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; do port=$((port + 1)); done
}

# One line: ok DRILL: NAME, or not ok DRILL: NAME with the end of what was said, and of these logs.
drill=$(basename "$0" .sh) logs=()
check() { # NAME COMMAND…
  local called=$1 log
  shift
  if "$@" >"$temp/out" 2>&1; then echo "ok $drill: $called"; else
    echo "not ok $drill: $called"
    { tail -n 15 "$temp/out"; for log in "${logs[@]}"; do tail -n 5 $log; done; } 2>/dev/null | cut -c1-400 | sed 's/^/    | /'
  fi
}

says_ready() { # LOG PID: within five minutes
  local tenth
  for tenth in {1..3000}; do
    grep -qs '^Ready: ' "$1" && return
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}
