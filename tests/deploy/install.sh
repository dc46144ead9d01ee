#!/usr/bin/env bash
# What deploy/install writes, looked at without systemd running: units that systemd can read, hardened, and settings that stay.
# One line per check: ok NAME, not ok NAME, skip NAME.
set -uo pipefail
repo=$(cd "$(dirname "$0")/../.." && pwd -P)
temp=$(mktemp -d /tmp/msonet-install.XXXXXX)
trap 'rm -rf "$temp"' EXIT
there=$temp/etc/systemd/system

source "$repo/tests/deploy/drill.bash"
writes() {
  "$repo/deploy/install" --to "$temp" --instances 3 &&
    [[ $(stat -c %a "$temp/etc/msonet.env") == 640 ]] && grep -q 'msonet@5083' "$there/msonet.target" && cmp "$repo/deploy/nginx/msonet.conf" "$temp/etc/nginx/conf.d/msonet.conf"
}
check "it writes units, settings and the proxy's file below a folder" writes
keeps() { echo MINE=1 >>"$temp/etc/msonet.env"; "$repo/deploy/install" --to "$temp" && grep -q MINE "$temp/etc/msonet.env"; }
check "settings that are there stay" keeps
wrong_use() { ! "$repo/deploy/install" --instances none && ! "$repo/deploy/install" --nonsense; }
check "wrong use changes nothing" wrong_use
known() { # each setting that the units and the file name is one of the program's or of deploy/
  local name
  for name in $(cat "$there"/* "$temp/etc/msonet.env" | grep -oE 'MSONET_[A-Z_]+' | sort -u); do
    grep -q "$name=" "$repo/deploy/example.env" || { echo "$name is not in deploy/example.env"; return 1; }
  done
}
check "all settings are known" known
if ! command -v systemd-analyze >/dev/null; then echo "skip install: units as systemd reads them (no systemd-analyze here)"; else
  readable() { (cd "$there" && systemd-analyze verify --man=no ./msonet@.service ./msonet-backup.timer 2>&1) | grep -E 'msonet.*(Unknown|Failed to parse|Invalid|ignoring)' && return 1; return 0; }
  check "systemd can read the units" readable
  # 0 is best, 10 is worst; what a server on the network must have leaves 1.5.
  is_hardened() { systemd-analyze security --offline=yes --threshold=20 "$there/$1" | tail -1 && systemd-analyze security --offline=yes --threshold=20 "$there/$1" >/dev/null; }
  check "the server is hardened" is_hardened msonet@.service
  check "the backup is hardened" is_hardened msonet-backup.service
fi
