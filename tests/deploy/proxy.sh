#!/usr/bin/env bash
# deploy/nginx/msonet.conf as it stands, in Debian's nginx, with a certificate of its own, before two instances on one database.
# One line per check: ok NAME, not ok NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
temp=$(mktemp -d /tmp/msonet-proxy.XXXXXX)
chmod 755 "$temp"
name=verzeichnis.example.org
export MSONET_DATA_HOME=$temp/data MSONET_PUBLIC_URL=https://$name MSONET_TRUSTED_PROXIES=127.0.0.1
unset MSONET_DATABASE MSONET_LIMITS MSONET_SMTP
(source "$repo/deploy/prepare.sh"
  missing=()
  [[ -x /usr/sbin/nginx ]] || missing+=(nginx-light)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v curl >/dev/null || missing+=(curl)
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}") >"$temp/out" 2>&1 || {
  echo "skip nginx before two instances (it cannot be installed here: $(tail -1 "$temp/out"))"
  rm -rf "$temp"
  exit 0
}

nginx= runs=()
clean_up() {
  [[ -z $nginx ]] || kill "$nginx" 2>/dev/null
  ((${#runs[@]} == 0)) || kill -TERM "${runs[@]}" 2>/dev/null
  wait
  rm -rf "$temp"
}
trap clean_up EXIT

port=5800
source "$repo/tests/deploy/drill.bash"
logs=("$temp/log.*" "$temp/errors")
free_port; first=$port
free_port; second=$port
free_port; plain=$port
free_port; tls=$port

start() { # PORT: its deploy/run in the last of $runs
  MSONET_URLS=http://localhost:$1 "$repo/deploy/run" </dev/null >"$temp/log.$1" 2>&1 &
  runs+=($!)
}
is_ready() { says_ready "$temp/log.$1" "${runs[-1]}"; } # PORT
program() { # PORT: the process that listens
  ss -ltnpH "sport = :$1" | sed -nE 's/.*pid=([0-9]+).*/\1/p' | head -1
}
front() { curl -s -m 20 --cacert "$temp/certificate" --resolve "$name:$tls:127.0.0.1" "$@"; }
direct() { # PORT PATH [ARGUMENTS]: one instance, as the proxy asks it
  curl -s -m 20 -H "Host: $name" -H 'X-Forwarded-Proto: https' "http://127.0.0.1:$1$2" "${@:3}"
}
at=https://$name:$tls

start_nginx() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
    -keyout "$temp/key" -out "$temp/certificate" 2>/dev/null || return
  mkdir "$temp/cache"
  sed -e "s#/var/cache/nginx/msonet#$temp/cache#; s#127.0.0.1:5081#127.0.0.1:$first#; s#127.0.0.1:5082#127.0.0.1:$second#" \
    -e "s#/etc/letsencrypt/live/$name/fullchain.pem#$temp/certificate#; s#/etc/letsencrypt/live/$name/privkey.pem#$temp/key#" \
    -e "/listen \[::\]/d; s#listen 80;#listen 127.0.0.1:$plain;#; s#listen 443 #listen 127.0.0.1:$tls #" \
    "$repo/deploy/nginx/msonet.conf" >"$temp/site.conf"
  cat >"$temp/nginx.conf" <<END
daemon off;
$( ((EUID)) || echo 'user root;' )
pid $temp/pid;
error_log $temp/errors;
events { worker_connections 512; }
http {
    log_format chosen '\$msonet \$request_method \$request_uri';
    access_log $temp/chosen chosen;
    client_body_temp_path $temp/body; proxy_temp_path $temp/proxied;
    fastcgi_temp_path $temp/f; uwsgi_temp_path $temp/u; scgi_temp_path $temp/s;
    include $temp/site.conf;
}
END
  /usr/sbin/nginx -t -c "$temp/nginx.conf" || return
  /usr/sbin/nginx -c "$temp/nginx.conf" 2>>"$temp/errors" &
  nginx=$!
  local tenth
  for tenth in {1..50}; do
    (exec 3<>"/dev/tcp/127.0.0.1/$tls") 2>/dev/null && return
    sleep 0.1
  done
  return 1
}

both_start() { start "$first"; start "$second"; is_ready "$first" && is_ready "$second"; }
check "two instances start on one database" both_start
check "nginx takes the example" start_nginx
[[ -n $nginx ]] || exit

header() { tr -d '\r' <"$temp/headers" | sed -nE "s/^$1: (.*)/\1/Ip"; }
is_https() {
  front -D "$temp/headers" -o "$temp/page" -H 'Accept: text/html' "$at/de" && grep -E 'canonical|<base' "$temp/page"
  grep -q "rel=\"canonical\" href=\"https://$name/de" "$temp/page" &&
    [[ $(header Strict-Transport-Security) == max-age=31536000 && $(header Cache-Control) == public,* ]]
}
check "a page by TLS names itself by https and asks for it for a year" is_https
is_redirected() { curl -s -o /dev/null -D "$temp/headers" -H "Host: $name" "http://127.0.0.1:$plain/de?a=b" && [[ $(header Location) == "https://$name/de?a=b" ]]; }
check "who comes without TLS is sent to it" is_redirected
is_secure() { front -o /dev/null -D "$temp/headers" -H 'Accept: text/html' "$at/de/anmelden" && [[ $(header Set-Cookie) == __Host-* && $(header Set-Cookie | tr A-Z a-z) == *secure* ]]; }
check "cookies are Secure" is_secure
is_kept() {
  front -o /dev/null -H 'Accept: text/html' "$at/de/organisationen?q=kept" && sleep 0.2 &&
    front -o /dev/null -D "$temp/headers" -H 'Accept: text/html' "$at/de/organisationen?q=kept" && [[ $(header X-Cache) == HIT ]]
}
check "a page is kept for the next one" is_kept
is_not_kept() {
  front -o /dev/null -H 'Accept: text/html' -H 'Cookie: a=b' "$at/de/organisationen?q=cookie" &&
    front -o /dev/null -D "$temp/headers" -H 'Accept: text/html' -H 'Cookie: a=b' "$at/de/organisationen?q=cookie" && [[ $(header X-Cache) != HIT ]]
}
check "a page of whoever has a cookie is not" is_not_kept
chosen() { # METHOD [ARGUMENTS]: by whom it was answered
  front -o /dev/null -X "$1" "$at/de/organisationen?q=chosen" "${@:2}" && sleep 0.2 && tail -1 "$temp/chosen"
}
is_split() {
  [[ $(chosen GET) == 'msonet-reading GET '* && $(chosen GET -H 'Cookie: a=b') == 'msonet GET '* && $(chosen POST) == 'msonet POST '* &&
    $(chosen GET -H 'Authorization: Bearer x') == 'msonet GET '* && $(chosen HEAD -I) == 'msonet-reading HEAD '* ]]
}
check "whoever is nobody and only reads may go to a standby, others may not" is_split
foreign_host() { [[ $(curl -s -o /dev/null -w '%{http_code}' -H 'Host: evil.example' "http://127.0.0.1:$first/de") == 421 ]]; }
check "another host is refused" foreign_host

query='/graphql?query=%7Bregion(key%3A%2205358%22)%7Bname%7D%7D'
taken() { [[ $1 == /graphql* ]] && echo application/json || echo 'text/html,*/*;q=0.8'; }
tag() { direct "$1" "$2" -o /dev/null -D "$temp/headers" -H "Accept: $(taken "$2")"; header ETag; }
same_tags() {
  local path tenth one
  for path in "$query" /de /de/organisationen?q=bonn /organisations/export.csv; do
    for tenth in {1..100}; do # until both have all in memory
      one=$(tag "$first" "$path")
      [[ -n $one && $one == "$(tag "$second" "$path")" ]] && break
      sleep 0.1
    done
    echo "$path $one"
    [[ $(direct "$second" "$path" -o /dev/null -w '%{http_code}' -H "Accept: $(taken "$path")" -H "If-None-Match: $one") == 304 ]] || return
  done
}
check "both instances give the same ETags, and confirm each other's" same_tags

signs_in() {
  local link form
  link=$("$repo/deploy/msonet" sign-in somebody@example.org 2>/dev/null | tail -1)
  [[ $link == https://$name/* ]] || return
  form=$(front -b "$temp/jar" -c "$temp/jar" -H 'Accept: text/html' -L "${link/$name/$name:$tls}" | tr '\n' ' ')
  local token
  token=$(sed -nE 's/.*name="__RequestVerificationToken"[^>]*value="([^"]*)".*/\1/p' <<<"$form")
  front -o /dev/null -w '%{http_code}\n' -b "$temp/jar" -c "$temp/jar" -H 'Accept: text/html' -H "Origin: https://$name" \
    --data-urlencode "__RequestVerificationToken=$token" "${link/$name/$name:$tls}"
  local cookie
  cookie=$(awk '$6 == "__Host-msonet" { print $6 "=" $7 }' "$temp/jar")
  [[ -n $cookie ]] || return
  for port in "$first" "$second" "$first"; do
    [[ $(direct "$port" /de/konto -o /dev/null -w '%{http_code}' -H 'Accept: text/html' -H "Cookie: $cookie") == 200 ]] || return
  done
  [[ $(direct "$first" /de/konto -o /dev/null -w '%{http_code}' -H 'Accept: text/html') != 200 ]]
}
check "who signed in at one is signed in at both" signs_in

remaining() { direct "$1" '/graphql?query=%7BrateLimit%7Bremaining%7D%7D' -H 'X-Forwarded-For: 203.0.113.7' | sed -nE 's/.*"remaining":([0-9]+).*/\1/p'; }
shared_limits() {
  local export tenth
  # Of a file that is kept: 1,000 each, while 5,000 come back in a second.
  for export in {1..100}; do direct "$first" /organisations/export.csv -o /dev/null -H 'X-Forwarded-For: 203.0.113.7'; done
  for tenth in {1..30}; do
    echo "$(remaining "$first") $(remaining "$second")"
    (($(remaining "$second") < 250000)) && return
    sleep 0.1
  done
  return 1
}
check "what a visitor spent at one is spent at both" shared_limits

# Eight visitors for some seconds, each question another one, so that nothing is answered from what is kept.
load() { # SECONDS: a line "ANSWERED FAILED"; what failed is said
  node - "$tls" "$temp/certificate" "$name" "$1" <<'END'
const [, , port, certificate, name, seconds] = process.argv;
const https = require('node:https');
const ca = require('node:fs').readFileSync(certificate);
const agent = new https.Agent({ keepAlive: true, maxSockets: 8, ca, servername: name });
const end = Date.now() + 1000 * seconds;
let [answered, failed, number] = [0, 0, 0];
const ask = () => new Promise(done => {
  const n = ++number;
  const path = n % 5 ? '/graphql?query=' + encodeURIComponent(`{ a${n}: region(key: "05358") { name } }`) : `/de/organisationen?q=w${n}`;
  const fail = said => { failed++; console.error(`${path}: ${said}`); done(); };
  https.get({ host: '127.0.0.1', port, path, agent, headers: { host: name, accept: n % 5 ? 'application/json' : 'text/html' } }, answer => {
    answer.on('error', error => fail(error.message)).resume().on('end', () => {
      if (answer.statusCode === 200 && answer.complete) { answered++; done(); } else fail(answer.statusCode);
    });
  }).on('error', error => fail(error.message));
});
const pause = () => new Promise(done => setTimeout(done, 20)); // else a fast machine spends what one visitor may
Promise.all([...Array(8)].map(async () => { while (Date.now() < end) { await ask(); await pause(); } })).then(() => {
  console.log(answered, failed);
  process.exit(0);
});
END
}
under_load() { # SECONDS COMMAND…: in the middle of it
  local result
  load "$1" >"$temp/load" 2>"$temp/failed" &
  local visitors=$!
  sleep 1.5
  "${@:2}" || return
  wait "$visitors"
  cat "$temp/load"
  head -5 "$temp/failed"
  read -r -a result <"$temp/load"
  ((result[0] > 100 && result[1] == 0))
}
killed() { kill -9 "$(program "$second")"; }
check "kill -9 of one instance under load: no visitor notices" under_load 5 killed
wait "${runs[-1]}" 2>/dev/null
unset 'runs[-1]'
comes_back() { start "$second" && is_ready "$second"; }
check "it comes back" comes_back
stopped() { kill -TERM "${runs[-1]}"; wait "${runs[-1]}"; }
check "an instance is stopped under load: no visitor notices" under_load 5 stopped
unset 'runs[-1]'
