# A primary and its standby (PostgreSQL's streaming replication, synchronous), a writer, and what was acknowledged. Sourced by the drills
# that have two servers; msonet, bin and the ports primary and standby are theirs.

temp=$(mktemp -d "/tmp/msonet-$(basename "$0" .sh).XXXXXX")
chmod 755 "$temp"
export MSONET_DATA_HOME=$temp/home MSONET_DEV_TOKEN=drill MSONET_SEEDS=$repo/seeds MSONET_LIMITS=off MSONET_MAILS=$temp/mails
export ASPNETCORE_CONTENTROOT=$repo/src/MsoNetwork.Web
unset MSONET_PUBLIC_URL MSONET_SMTP MSONET_BOUNDARIES "${!PG@}"

owner=$( ((EUID)) && id -un || echo postgres)
install -d -m 700 -o "$owner" "$temp/clusters"
as_owner=(env -C "$temp")
((EUID)) || as_owner=(runuser -u postgres -- "${as_owner[@]}") # PostgreSQL does not run as root
# Where each of them is: its address, and how a command there begins. On this machine's loopback, unless a drill says otherwise.
declare -A address=([primary]=127.0.0.1 [standby]=127.0.0.1)
in_primary=() in_standby=() in_server=()
servers=()
stop_replicas() {
  ((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null
  local name
  for name in primary standby; do
    "${as_owner[@]}" "$bin/pg_ctl" -D "$temp/clusters/$name" -m immediate stop >/dev/null 2>&1
  done
  wait
  rm -rf "$temp"
}

source "$repo/tests/deploy/drill.bash"
logs=("$temp/log.*")

sql() { "${as_owner[@]}" "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$temp/clusters" -p "$1" -U postgres -d "${3:-msonet}" -c "$2"; } # PORT SQL [DATABASE]
pg() { local -n inside=in_$1; "${inside[@]}" "${as_owner[@]}" "$bin/pg_ctl" -D "$temp/clusters/$1" -s -w -l "$temp/clusters/$1.log" -o "-c listen_addresses=${address[$1]}" "${@:2}"; } # NAME ARGUMENTS
postmaster() { head -1 "$temp/clusters/$1/postmaster.pid"; } # NAME
serve() { # NAME PORT CONNECTION [ARGUMENTS]
  MSONET_URLS=http://127.0.0.1:$2 MSONET_DATABASE="$3;Database=msonet;Username=msonet;Password=drill" \
    "${in_server[@]}" dotnet "$msonet" serve "${@:4}" </dev/null >"$temp/log.$1" 2>&1 &
  servers+=($!)
}
is_ready() { says_ready "$temp/log.$1" "${servers[-1]}"; } # NAME
get() { "${in_server[@]}" curl -s -m 15 -H 'Accept: text/html,application/json;q=0.9' "http://127.0.0.1:$1$2" "${@:3}"; } # PORT PATH
status() { get "$@" -o /dev/null -w '%{http_code}'; }
ask() { # PORT QUERY
  "${in_server[@]}" curl -s -m 15 "http://127.0.0.1:$1/graphql" -H 'Content-Type: application/json' -H 'Authorization: Bearer drill' \
    -H 'X-Actor: organisation:atlant-e-v' --data "$(node -e 'console.log(JSON.stringify({ query: process.argv[1] }))' "$2")"
}
soon() { within 15 "$@"; } # COMMAND…
within() { # SECONDS COMMAND…
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return
    sleep 0.1
  done
}

make_primary() {
  "${as_owner[@]}" "$bin/initdb" -D "$temp/clusters/primary" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums || return
  "${as_owner[@]}" tee -a "$temp/clusters/primary/postgresql.conf" >/dev/null <<CONF
unix_socket_directories = '$temp/clusters'
wal_keep_size = 256MB
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
max_connections = 100
CONF
  "${as_owner[@]}" tee -a "$temp/clusters/primary/pg_hba.conf" >/dev/null <<<'host all,replication all samenet trust'
  pg primary -o "-p $primary" start || return
  sql "$primary" "create role msonet login createdb password 'drill'" postgres && sql "$primary" 'create database msonet owner msonet' postgres &&
    sql "$primary" 'create extension postgis'
}
make_standby() {
  "${in_standby[@]}" "${as_owner[@]}" "$bin/pg_basebackup" -h "${address[primary]}" -p "$primary" -U postgres -D "$temp/clusters/standby" -X stream --checkpoint=fast -R \
    -C -S drill -d 'application_name=standby' || return
  pg standby -o "-p $standby" start || return
  sql "$primary" "alter system set synchronous_standby_names = 'standby'" && sql "$primary" 'select pg_reload_conf()' || return
  soon is_synchronous
}
is_synchronous() { [[ $(sql "$primary" "select sync_state from pg_stat_replication") == sync ]]; }
# Whoever takes writes, of both.
of_both() { echo "Host=${address[primary]}:$primary,${address[standby]}:$standby;Target Session Attributes=primary;Host Recheck Seconds=5"; }

call='mutation { createPartnerCall(input: {content: {direction: SEEKS, subject: ROOMS, texts: [{language: "de", title: "TITLE", text: "Für Proben."}]}}) { partnerCall { id } } }'
# Writes one call after the other, each for another organisation, and notes each that was acknowledged, and the longest time between two.
write() { # PORT WORD of the titles
  sql "$primary" 'select slug from organisations order by slug' >"$temp/slugs"
  "${in_server[@]}" node - "$1" "$call" "$temp/slugs" "$2" >"$temp/written" 2>"$temp/refused" <<'END_OF_SCRIPT' &
const [, , port, call, slugs, word] = process.argv;
const actors = require('node:fs').readFileSync(slugs, 'utf8').trim().split('\n');
let number = 0, last = Date.now(), longest = 0;
process.on('SIGTERM', () => { console.error(`longest ${longest}`); process.exit(0); });
(async () => {
  for (;;) {
    const title = `${word} ${++number}`;
    try {
      const answer = await (await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST', signal: AbortSignal.timeout(15000),
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
END_OF_SCRIPT
  writing=$!
}
written() { wc -l <"$temp/written"; }
# What the pool still had of a server that is cut off is noticed by its keepalive, or by whoever waits for an answer.
writes_on() { within 30 more_than "$(written)"; }
more_than() { (($(written) > $1)); }
stop_writing() {
  kill -TERM "$writing"
  wait "$writing"
  longest=$(sed -n 's/longest //p' "$temp/refused")
}
keeps_all() { # PORT: what was acknowledged is there, once
  sql "$1" "select titles ->> 'de' from partner_calls" | sort >"$temp/kept"
  echo "missing: $(sort "$temp/written" | comm -23 - "$temp/kept" | wc -l), twice: $(uniq -d "$temp/kept" | wc -l)"
  [[ -z $(sort "$temp/written" | comm -23 - "$temp/kept") && -z $(uniq -d "$temp/kept") ]]
}
tell() { grep -E '^(acknowledged|missing)' "$temp/out" | sed 's/^/    | /'; }
