#!/usr/bin/env bash
# GraphQL over HTTP: the audits of graphql-http against the real server, started by deploy/run over a database of its own.
# One line per check: ok NAME, not ok NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
temp=$(mktemp -d /tmp/msonet-audit.XXXXXX)
chmod 755 "$temp"
export MSONET_DATA_HOME=$temp/data
unset MSONET_DATABASE

run=
clean_up() {
  [[ -z $run ]] || { kill -TERM "$run" 2>/dev/null; wait "$run"; }
  rm -rf "$temp"
}
trap clean_up EXIT

port=5700
while (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; do port=$((port + 1)); done

MSONET_URLS=http://localhost:$port "$repo/deploy/run" </dev/null >"$temp/log" 2>&1 &
run=$!
for tenth in {1..6000}; do
  grep -qs '^Ready: ' "$temp/log" && break
  kill -0 "$run" 2>/dev/null || break
  sleep 0.1
done

check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@" >"$temp/out" 2>&1; then echo "ok $name"; else
    echo "not ok $name"
    sed 's/^/    | /' "$temp/out"
    tail -5 "$temp/log" | sed 's/^/    | /'
  fi
}

audit() { node "$repo/src/MsoNetwork.Web/Assets/audit.mjs" "http://localhost:$port/graphql" && grep -q '^60 ok, 0 warn, 0 notice, 0 error' "$temp/out"; }
get() { # PATH: its body as a browser gets it; fails unless the status is 200
  node -e 'fetch(process.argv[1], { headers: { accept: "text/html,*/*;q=0.8" } }).then(async answer => { console.log(await answer.text()); process.exit(answer.ok ? 0 : 1) })' "http://localhost:$port$1"
}
graphiql() { get /graphql | grep -q graphiql.js && get /graphiql/graphiql.js >/dev/null; }
ready() { get /readyz; }

check "graphql-http: all 60 audits pass" audit
check "GraphiQL is served from our own origin" graphiql
check "/readyz is 200 once the server says Ready" ready
