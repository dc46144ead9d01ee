#!/usr/bin/env bash
# A primary and its standby (PostgreSQL's streaming replication, synchronous): the standby serves all reading, and takes over while people
# write. With two clusters in a temporary folder. See docs/standby.md.
# One line per check: ok NAME, not ok NAME, skip NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
msonet=$repo/src/MsoNetwork.Web/bin/Release/net10.0/msonet.dll
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
if [[ -z $bin || ! -e $msonet ]]; then
  echo "skip a standby (no PostgreSQL here, or nothing is built)"
  exit 0
fi
temp=$(mktemp -d /tmp/msonet-standby.XXXXXX)
chmod 755 "$temp"
export MSONET_DATA_HOME=$temp/home MSONET_DEV_TOKEN=drill MSONET_SEEDS=$repo/seeds MSONET_LIMITS=off MSONET_MAILS=$temp/mails
export ASPNETCORE_CONTENTROOT=$repo/src/MsoNetwork.Web
unset MSONET_PUBLIC_URL MSONET_SMTP MSONET_BOUNDARIES "${!PG@}"

owner=$( ((EUID)) && id -un || echo postgres)
install -d -m 700 -o "$owner" "$temp/clusters"
as_owner() { if ((EUID)); then env -C "$temp" "$@"; else runuser -u postgres -- env -C "$temp" "$@"; fi; }
servers=()
clean_up() {
  ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null
  local name
  for name in primary standby; do
    as_owner "$bin/pg_ctl" -D "$temp/clusters/$name" -m immediate stop >/dev/null 2>&1
  done
  wait
  rm -rf "$temp"
}
trap clean_up EXIT

port=5850
source "$repo/tests/deploy/drill.bash"
logs=("$temp/log.*")
free_port; primary=$port
free_port; standby=$port
free_port; writer=$port
free_port; reader=$port

sql() { as_owner "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$temp/clusters" -p "$1" -U postgres -d "${3:-msonet}" -c "$2"; } # PORT SQL [DATABASE]
pg() { as_owner "$bin/pg_ctl" -D "$temp/clusters/$1" -s -w -l "$temp/clusters/$1.log" "${@:2}"; } # NAME ARGUMENTS
serve() { # NAME PORT CONNECTION [ARGUMENTS]
  MSONET_URLS=http://127.0.0.1:$2 MSONET_DATABASE="$3;Database=msonet;Username=msonet;Password=drill" \
    dotnet "$msonet" serve "${@:4}" </dev/null >"$temp/log.$1" 2>&1 &
  servers+=($!)
}
is_ready() { says_ready "$temp/log.$1" "${servers[-1]}"; } # NAME
get() { curl -s -m 10 -H 'Accept: text/html,application/json;q=0.9' "http://127.0.0.1:$1$2" "${@:3}"; } # PORT PATH
status() { get "$@" -o /dev/null -w '%{http_code}'; }
ask() { # PORT QUERY
  curl -s -m 10 "http://127.0.0.1:$1/graphql" -H 'Content-Type: application/json' -H 'Authorization: Bearer drill' \
    -H 'X-Actor: organisation:atlant-e-v' --data "$(node -e 'console.log(JSON.stringify({ query: process.argv[1] }))' "$2")"
}
soon() { # COMMAND…: within 15 seconds
  local tenth
  for tenth in {1..150}; do
    "$@" && return
    sleep 0.1
  done
  return 1
}

make_primary() {
  as_owner "$bin/initdb" -D "$temp/clusters/primary" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums || return
  as_owner tee -a "$temp/clusters/primary/postgresql.conf" >/dev/null <<END
listen_addresses = '127.0.0.1'
unix_socket_directories = '$temp/clusters'
wal_keep_size = 256MB
max_connections = 100
END
  pg primary -o "-p $primary" start || return
  sql "$primary" "create role msonet login createdb password 'drill'" postgres && sql "$primary" 'create database msonet owner msonet' postgres &&
    sql "$primary" 'create extension postgis'
}
check "a primary" make_primary
hosts="Host=127.0.0.1:$primary,127.0.0.1:$standby;Target Session Attributes=primary;Host Recheck Seconds=1"
serve writer "$writer" "$hosts" --prepare
check "a server that knows both uses the one that takes writes" is_ready writer

make_standby() {
  as_owner "$bin/pg_basebackup" -h 127.0.0.1 -p "$primary" -U postgres -D "$temp/clusters/standby" -X stream --checkpoint=fast -R \
    -C -S drill -d 'application_name=standby' || return
  pg standby -o "-p $standby" start || return
  sql "$primary" "alter system set synchronous_standby_names = 'standby'" && sql "$primary" 'select pg_reload_conf()' || return
  soon is_synchronous
}
is_synchronous() { [[ $(sql "$primary" "select sync_state from pg_stat_replication") == sync ]]; }
check "its standby, synchronous" make_standby

serve reader "$reader" "Host=127.0.0.1;Port=$standby"
check "a server on the standby gets ready" is_ready reader
reads() {
  local path
  for path in /readyz /de /de/organisationen '/de/organisationen?q=migrafrica' /de/organisationen/migrafrica /organisations/export.csv /news.atom \
    '/graphql?query=%7BsearchOrganisations(query%3A%22migrafrica%22)%7BtotalCount%7D%7D'; do
    [[ $(status "$reader" "$path") == 200 ]] || { echo "$path: $(status "$reader" "$path")"; return 1; }
  done
  get "$reader" /readyz | grep -q '"readOnly":true' && ask "$reader" '{ searchOrganisations(query: "migrafrica") { totalCount } }' | grep -q '"totalCount":[1-9]'
}
check "pages, files, API and search answer there" reads
is_new() { ask "$1" '{ searchOrganisations(query: "Quallenzuchtfreunde") { totalCount } }' | grep -q '"totalCount":1'; }
follows() {
  sql "$primary" "update organisations set alternate_names = alternate_names || 'Quallenzuchtfreunde'::text where slug = 'migrafrica'" || return
  soon is_new "$writer" && soon is_new "$reader"
}
check "its search follows what is written elsewhere" follows
call='mutation { createPartnerCall(input: {content: {direction: SEEKS, subject: ROOMS, texts: [{language: "de", title: "TITLE", text: "Für Proben."}]}}) { partnerCall { id } } }'
says_so() { ask "$reader" "$call" >"$temp/said"; cat "$temp/said"; grep -q 'This server is read-only right now' "$temp/said"; }
check "writing there is refused in plain words" says_so
page_says_so() {
  curl -s -m 10 -c "$temp/jar" -H 'Accept: text/html' "http://127.0.0.1:$reader/de/anmelden" >"$temp/form"
  local token
  token=$(tr '\n' ' ' <"$temp/form" | sed -nE 's/.*name="__RequestVerificationToken"[^>]*value="([^"]*)".*/\1/p')
  curl -s -m 10 -b "$temp/jar" -H 'Accept: text/html' -H "Origin: http://127.0.0.1:$reader" "http://127.0.0.1:$reader/de/anmelden" \
    --data-urlencode "__RequestVerificationToken=$token" -d 'Email=somebody@example.org' >"$temp/said"
  grep -q 'Gerade kann man hier nur lesen' "$temp/said"
}
check "a form says so, too" page_says_so
prepares_nothing() { # deploy/run always prepares
  free_port
  serve prepared "$port" "Host=127.0.0.1;Port=$standby" --prepare
  is_ready prepared && grep -q 'takes no writes; nothing is seeded' "$temp/log.prepared"
}
check "serve --prepare starts there, too" prepares_nothing

# Writes one call after the other, each for another organisation, and notes each that was acknowledged, and the longest time between two.
write() { # WORD of the titles
  sql "$primary" 'select slug from organisations order by slug' >"$temp/slugs"
  exec node - "$writer" "$call" "$temp/slugs" "$1" >"$temp/written" 2>"$temp/refused" <<'END'
const [, , port, call, slugs, word] = process.argv;
const actors = require('node:fs').readFileSync(slugs, 'utf8').trim().split('\n');
let number = 0, last = Date.now(), longest = 0;
process.on('SIGTERM', () => { console.error(`longest ${longest}`); process.exit(0); });
(async () => {
  for (;;) {
    const title = `${word} ${++number}`;
    try {
      const answer = await (await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST', signal: AbortSignal.timeout(5000),
        headers: { 'content-type': 'application/json', authorization: 'Bearer drill', 'x-actor': `organisation:${actors[number % actors.length]}` },
        body: JSON.stringify({ query: call.replace('TITLE', title) }),
      })).json();
      if (answer.data?.createPartnerCall?.partnerCall) {
        console.log(title);
        longest = Math.max(longest, Date.now() - last);
        last = Date.now();
        continue;
      }
      console.error(answer.errors?.[0]?.message);
    } catch (error) { console.error(error.message); }
    await new Promise(done => setTimeout(done, 50));
  }
})();
END
}
keeps_all() { # PORT: what was acknowledged is there, once
  sql "$1" "select titles ->> 'de' from partner_calls" | sort >"$temp/kept"
  echo "missing: $(sort "$temp/written" | comm -23 - "$temp/kept" | wc -l), twice: $(uniq -d "$temp/kept" | wc -l)"
  [[ -z $(sort "$temp/written" | comm -23 - "$temp/kept") ]]
}
# Either is killed and comes back, so often.
come_back() {
  local rounds=${MSONET_KILL_ROUNDS:-2} round name writing
  write Runde &
  writing=$!
  for ((round = 0; round < rounds; round++)); do
    sleep "1.$((RANDOM % 10))"
    name=$( ((round % 2)) && echo standby || echo primary)
    kill -9 "$(head -1 "$temp/clusters/$name/postmaster.pid")"
    soon pg "$name" -o "-p ${!name}" start && soon is_synchronous || { echo "$name stays away"; kill "$writing"; return 1; }
  done
  sleep 2
  kill -TERM "$writing"
  wait "$writing"
  echo "acknowledged $(wc -l <"$temp/written") in $rounds kills; ms without writes: $(sed -n 's/longest //p' "$temp/refused")"
  (($(wc -l <"$temp/written") > rounds)) && keeps_all "$primary"
}
check "primary and standby are killed and come back while somebody writes: nothing acknowledged is lost" come_back
grep -E '^(acknowledged|missing)' "$temp/out" | sed 's/^/    | /'
fails_over() {
  local writing before postmaster
  write Übung &
  writing=$!
  sleep 3
  before=$(wc -l <"$temp/written")
  postmaster=$(head -1 "$temp/clusters/primary/postmaster.pid")
  kill -9 "$postmaster"
  sleep 0.5 # until somebody sees it; then:
  pg standby promote || return
  sleep 6
  kill -TERM "$writing"
  wait "$writing"
  echo "acknowledged $before before and $(($(wc -l <"$temp/written") - before)) after; ms without writes: $(sed -n 's/longest //p' "$temp/refused")"
  sort -u "$temp/refused" | head -5
  ((before > 20 && $(wc -l <"$temp/written") > before + 20)) || return
  keeps_all "$standby"
}
check "the primary is killed and the standby promoted while somebody writes: nothing acknowledged is lost" fails_over
grep -E '^(acknowledged|missing)' "$temp/out" | sed 's/^/    | /'
takes_over() { soon writes_now "$reader" && soon ready_again; }
writes_now() { ask "$1" "${call/TITLE/Danach}" | grep -q '"partnerCall"'; }
ready_again() { get "$reader" /readyz | grep -q '"readOnly":false'; }
check "the server that could only read writes now" takes_over
