#!/usr/bin/env bash
# The drill: fill, back up, destroy, restore, compare every answer. With a cluster of its own in a temporary data home.
# One line per check: ok NAME, not ok NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
temp=$(mktemp -d /tmp/msonet-backup.XXXXXX)
chmod 755 "$temp"
export MSONET_DATA_HOME=$temp/data MSONET_BACKUPS=$temp/copies MSONET_BACKUP_KEEP=2
unset MSONET_DATABASE
log=$temp/log out=$temp/out

run=
clean_up() {
  [[ -z $run ]] || { kill -TERM "$run" 2>/dev/null; wait "$run"; }
  rm -rf "$temp"
}
trap clean_up EXIT

port=5750
while (exec 3<>"/dev/tcp/localhost/$port") 2>/dev/null; do port=$((port + 1)); done
check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@" >"$out" 2>&1; then echo "ok backup: $name"; else
    echo "not ok backup: $name"
    { tail -n 15 "$out"; tail -n 5 "$log"; } | sed 's/^/    | /'
  fi
}
says() { "${@:2}" 2>&1 | tee "$out.said"; ((PIPESTATUS[0] == 0)) && grep -q "$1" "$out.said"; } # WORDS COMMAND…
refused() { "${@:2}" 2>&1 | tee "$out.said"; ((PIPESTATUS[0] > 0)) && grep -q "$1" "$out.said"; }
start() {
  MSONET_URLS=http://localhost:$port "$repo/deploy/run" </dev/null >"$log" 2>&1 &
  run=$!
  local tenth
  for tenth in {1..6000}; do
    grep -qs '^Ready: ' "$log" && return
    kill -0 "$run" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}
stop() { kill -TERM "$run"; wait "$run"; run=; }

# All that can be downloaded, and pages of each kind.
answers() { # FOLDER
  mkdir -p "$1" && node - "http://localhost:$port" "$1" <<'END'
const [, , site, folder] = process.argv;
const { writeFileSync } = require('node:fs');
const query = '{ organisations(first: 100) { totalCount nodes { id slug name updatedAt topics { key } sources { name } } } }';
const search = '{ searchOrganisations(query: "Frauen Köln", first: 20) { totalCount nodes { id name } } }';
const asked = {
  'organisations.csv': '/organisations/export.csv', 'organisations.geojson': '/organisations/export.geojson',
  'nodes.csv': '/network/nodes.csv?region=05', 'edges.csv': '/network/edges.csv?region=05', 'news.atom': '/news.atom',
  'list.json': '/graphql?query=' + encodeURIComponent(query), 'search.json': '/graphql?query=' + encodeURIComponent(search),
};
(async () => {
  for (const [name, path] of Object.entries(asked)) {
    const answer = await fetch(site + path, { headers: { accept: name.endsWith('.json') ? 'application/json' : '*/*' } });
    writeFileSync(`${folder}/${name}`, `${answer.status}\n${await answer.text()}`);
  }
})().catch(error => { console.error(error); process.exit(1) });
END
}
same_answers() { diff -r "$temp/before" "$temp/after" | cut -c1-1500; ((PIPESTATUS[0] == 0)) && [[ $(head -qn1 "$temp"/before/* | sort -u) == 200 ]]; }

check "a site starts" start
check "it has answers" answers "$temp/before"
check "a copy is written while it serves, and restored on trial" says 'restored on trial: [1-9]' "$repo/deploy/backup"
head -c 40 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$temp/key"
export MSONET_BACKUP_KEY=$temp/key
check "a passphrase that others may read is refused" refused 'chmod 600' "$repo/deploy/backup"
chmod 600 "$temp/key"
check "an encrypted copy" says 'restored on trial: [1-9]' "$repo/deploy/backup"
copy=$(ls "$MSONET_BACKUPS"/*.gpg)
check "it does not show what is in it" bash -c "[[ -s '$copy' ]] && ! grep -aqi organisations '$copy'"
check "a copy is not restored over what is there" refused 'is not empty' "$repo/deploy/restore" "$copy"
check "a third copy" says 'restored on trial' env -u MSONET_BACKUP_KEY "$repo/deploy/backup"
check "only the newest two stay" bash -c "ls '$MSONET_BACKUPS' | wc -l | grep -qx 2"
stop
rm -rf "$MSONET_DATA_HOME" # the machine is gone
cp "$copy" "$temp/changed.gpg" && printf x | dd of="$temp/changed.gpg" bs=1 seek=5000 conv=notrunc 2>/dev/null
check "a copy that was changed is refused" refused 'gpg cannot read' "$repo/deploy/restore" "$temp/changed.gpg"
check "an encrypted copy is restored" says 'restored: [1-9]' "$repo/deploy/restore" "$copy"
check "the site starts on it" start
check "it answers" answers "$temp/after"
check "every answer is as before" same_answers
stop
