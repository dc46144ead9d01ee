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
source "$repo/tests/deploy/replicas.bash"
trap stop_replicas EXIT
port=5850
free_port; primary=$port
free_port; standby=$port
free_port; writer=$port
free_port; reader=$port

check "a primary" make_primary
serve writer "$writer" "$(of_both)" --prepare
check "a server that knows both uses the one that takes writes" is_ready writer

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

# Either is killed and comes back, so often.
come_back() {
  local rounds=${MSONET_KILL_ROUNDS:-2} round name
  write "$writer" Runde
  for ((round = 0; round < rounds; round++)); do
    sleep "1.$((RANDOM % 10))"
    name=$( ((round % 2)) && echo standby || echo primary)
    kill -9 "$(postmaster "$name")"
    soon pg "$name" -o "-p ${!name}" start && soon is_synchronous || { echo "$name stays away"; stop_writing; return 1; }
  done
  sleep 2
  stop_writing
  echo "acknowledged $(written) in $rounds kills; ms without writes: $longest"
  (($(written) > rounds)) && keeps_all "$primary"
}
check "primary and standby are killed and come back while somebody writes: nothing acknowledged is lost" come_back
tell
fails_over() {
  local before
  write "$writer" Übung
  sleep 3
  before=$(written)
  kill -9 "$(postmaster primary)"
  sleep 0.5 # until somebody sees it; then:
  pg standby promote && writes_on && sleep 2 || { stop_writing; return 1; }
  stop_writing
  echo "acknowledged $before before and $(($(written) - before)) after; ms without writes: $longest"
  sort -u "$temp/refused" | head -5
  ((before > 20 && $(written) > before + 20)) || return
  keeps_all "$standby"
}
check "the primary is killed and the standby promoted while somebody writes: nothing acknowledged is lost" fails_over
tell
takes_over() { soon writes_now "$reader" && soon ready_again; }
writes_now() { ask "$1" "${call/TITLE/Danach}" | grep -q '"partnerCall"'; }
ready_again() { get "$reader" /readyz | grep -q '"readOnly":false'; }
check "the server that could only read writes now" takes_over
