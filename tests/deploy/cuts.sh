#!/usr/bin/env bash
# The network between a server, its primary and the standby is cut: nothing comes back, not even a refusal. In network namespaces of its
# own, a switch and three machines, so that nobody else's network is touched. Needs root. See docs/standby.md.
# One line per check: ok NAME, not ok NAME, skip NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
msonet=$repo/src/MsoNetwork.Web/bin/Release/net10.0/msonet.dll
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
lan=msonet-$$
if [[ -z $bin || ! -e $msonet ]] || ! ip netns add "$lan" 2>/dev/null; then
  echo "skip cuts of the network (no PostgreSQL here, nothing is built, or no network namespaces may be made)"
  exit 0
fi
source "$repo/tests/deploy/replicas.bash"
remove_lan() {
  local name
  for name in '' -primary -standby -server; do ip netns del "$lan$name" 2>/dev/null; done
}
trap 'stop_replicas; remove_lan' EXIT
primary=5432 standby=5433 writer=5080 reader=5081
address=([primary]=10.0.0.1 [standby]=10.0.0.2 [server]=10.0.0.3)
in_primary=(ip netns exec "$lan-primary") in_standby=(ip netns exec "$lan-standby") in_server=(ip netns exec "$lan-server")

make_lan() {
  local name
  ip -n "$lan" link add switch type bridge && ip -n "$lan" link set switch up || return
  for name in primary standby server; do
    ip netns add "$lan-$name" && ip -n "$lan-$name" link set lo up &&
      ip -n "$lan" link add "$name" type veth peer name lan netns "$lan-$name" &&
      ip -n "$lan" link set "$name" master switch up &&
      ip -n "$lan-$name" address add "${address[$name]}/24" dev lan && ip -n "$lan-$name" link set lan up || return
  done
}
# Out of the switch, not down: a machine that loses its link is told so, and one behind a broken switch is not.
sever() { ip -n "$lan" link set "$1" nomaster; }
rejoin() { ip -n "$lan" link set "$1" master switch; }

check "a switch and three machines" make_lan
check "a primary" make_primary
serve writer "$writer" "$(of_both)" --prepare
check "a server gets ready" is_ready writer
check "its standby, synchronous" make_standby
# Where the standby is, so that both are cut off together.
there() { local in_server=("${in_standby[@]}"); "$@"; }
MSONET_STANDBY_SECONDS=5 there serve reader "$reader" "Host=${address[standby]};Port=$standby"
check "a server for reading gets ready" is_ready reader

question='{ organisations(first: 1) { nodes { name } } }'
# At once, whatever is cut.
answers() { # PORT of a server, STATUS of /readyz
  local started=$SECONDS live
  live=$(status "$1" /healthz)
  [[ $live == 200 ]] || { echo "/healthz: $live"; return 1; }
  [[ $(status "$1" /readyz) == "$2" ]] || { echo "/readyz is not $2 but $(status "$1" /readyz)"; return 1; }
  ((SECONDS - started <= 10)) || { echo "took $((SECONDS - started)) s"; return 1; }
}
reads() { ask "$1" "$question" | grep -q '"name"'; } # PORT
is_old() { answers "$reader" 503 && get "$reader" /readyz | grep 'seconds behind its primary' && reads "$reader"; }
is_fresh() { [[ $(there status "$reader" /readyz) == 200 ]]; }
primary_away() {
  local before
  write "$writer" Schnitt
  sleep 3
  before=$(written)
  sever primary
  sleep 10 # statements that were under way have ended
  answers "$writer" 503 && there is_old || { rejoin primary; stop_writing; return 1; }
  rejoin primary
  writes_on && soon is_synchronous && writes_on || { stop_writing; return 1; }
  stop_writing
  echo "acknowledged $before before the cut and $(($(written) - before)) after; ms without writes: $longest"
  sort "$temp/refused" | uniq -c | sort -rn | head -5
  keeps_all "$primary"
}
check "the primary is cut off and comes back: readers read on, writers write on, nothing acknowledged is lost" primary_away
tell

standby_away() {
  local before
  write "$writer" Wartend
  sleep 3
  sever standby
  sleep 2 # what was under way
  before=$(written)
  sleep 10
  (($(written) == before)) || { echo "$(($(written) - before)) acknowledged without the standby"; rejoin standby; stop_writing; return 1; }
  answers "$writer" 200 && reads "$writer" && there is_old || { rejoin standby; stop_writing; return 1; }
  rejoin standby
  soon is_synchronous && writes_on && soon is_fresh || { stop_writing; return 1; }
  stop_writing
  echo "acknowledged $before before the cut and $(($(written) - before)) after; ms without writes: $longest"
  sort "$temp/refused" | uniq -c | sort -rn | head -5
  keeps_all "$primary"
}
check "the standby is cut off and comes back: everybody reads on, writing waits" standby_away
tell

# The worst: first the standby hears nothing for longer than any patience, then the primary burns down.
both_lost() {
  local before
  write "$writer" Letzte
  sleep 3
  before=$(written)
  sever standby
  sleep 15
  kill -9 "$(postmaster primary)"
  sever primary
  rejoin standby
  pg standby promote && writes_on || { stop_writing; return 1; }
  stop_writing
  echo "acknowledged $before before the cut and $(($(written) - before)) after; ms without writes: $longest"
  sort "$temp/refused" | uniq -c | sort -rn | head -5
  keeps_all "$standby"
}
check "the standby is cut off, then the primary lost, and the standby promoted: nothing acknowledged is lost" both_lost
tell
