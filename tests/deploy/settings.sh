#!/usr/bin/env bash
# Settings that deploy/run cannot do anything with: one sentence before anything is installed, built or made.
# One line per check: ok NAME, not ok NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
temp=$(mktemp -d /tmp/msonet-settings.XXXXXX)
unset MSONET_DATABASE

listeners=()
clean_up() {
  ((${#listeners[@]} == 0)) || kill "${listeners[@]}" 2>/dev/null
  wait
  rm -rf "$temp"
}
trap clean_up EXIT

check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@"; then echo "ok $name"; else
    echo "not ok $name"
    sed 's/^/    | /' "$temp/out"
  fi
}

refused() { # CODE SENTENCE SETTING…: deploy/run ends so, in one line, and nothing was made
  local code=$1 sentence=$2
  shift 2
  env MSONET_DATA_HOME="$temp/data" "$@" timeout -s KILL 20 "$repo/deploy/run" </dev/null >"$temp/out" 2>&1
  (($? == code)) && [[ $(wc -l <"$temp/out") == 1 ]] && grep -qF -- "$sentence" "$temp/out" && [[ -z $(find "$temp" -mindepth 1 -not -name out) ]]
}
for url in http://localhost:5194/netz localhost:5194 http://localhost:99999 https://localhost:5194 'http://127.0.0.1:1; nonsense' ' ; '; do
  check "MSONET_URLS=$url is refused" refused 2 'it takes http:// addresses without a path' MSONET_URLS="$url"
done
for name in "it's" 'a,b' 'a;b' 'a"b' 'a\b' 'a$b' 'a`b' 'a[b]' $'a\nb'; do
  check "MSONET_DATA_HOME: $(printf %q "$name") is refused" refused 2 'has a character that' MSONET_URLS=http://127.0.0.1:1 MSONET_DATA_HOME="$temp/$name"
done
for url in 'http://*:1' http://0.0.0.0:1 'http://[::]:1' 'http://localhost:1; http://192.0.2.7:1'; do
  check "MSONET_URLS=$url without MSONET_PUBLIC_URL is refused" refused 2 'so MSONET_PUBLIC_URL must say' MSONET_URLS="$url"
done
umlauts=$(printf 'ü%.0s' {1..41})
check "a path is measured in bytes" refused 2 'is too long a path for a Unix socket' LC_ALL=C.UTF-8 MSONET_URLS=http://127.0.0.1:1 MSONET_DATA_HOME="/tmp/$umlauts"
check "a place that takes no directories is not called a full disk" refused 1 'cannot be made: /proc takes no directories' MSONET_URLS=http://127.0.0.1:1 MSONET_DATA_HOME=/proc/x

free() { (MSONET_URLS=$1 && source "$repo/deploy/prepare.sh" && need_free_address) >"$temp/out" 2>&1; }
in_use() { ! free "$1" && grep -q "Port $port is in use" "$temp/out" && grep -q 'MSONET_URLS=http://' "$temp/out"; }
listen() { # ADDRESS: until it does; its port in $port
  node -e "const s = require('net').createServer().listen(0, '$1', () => console.log(s.address().port))" >"$temp/port" &
  listeners+=($!)
  until [[ -s $temp/port ]] || ! kill -0 "${listeners[-1]}" 2>/dev/null; do sleep 0.1; done
  port=$(<"$temp/port")
  : >"$temp/port"
}
listen 127.0.0.1
check "a listener on localhost leaves 127.0.0.2 free" free "http://127.0.0.2:$port"
check "a listener on localhost is in the way of localhost" in_use "http://127.0.0.2:$port; http://localhost:$port"
check "a listener on localhost is in the way of all addresses" in_use "http://*:$port"
listen 127.0.0.2
check "a listener on 127.0.0.2 leaves localhost free" free "http://localhost:$port"
check "a listener on 127.0.0.2 is in the way of 127.0.0.2" in_use "http://127.0.0.2:$port/"
