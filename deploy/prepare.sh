# What deploy/run, deploy/test and deploy/msonet share: packages, web assets, build. Sourced, never run.
# Messages go to standard error, so that `deploy/msonet export > file` stays clean.

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
shopt -s nullglob
web=$repo/src/MsoNetwork.Web
assets=$web/Assets
app=$web/bin/Release/net10.0/msonet.dll
kept=$repo/.msonet-build # stamps and lock, ignored by git

export MSONET_URLS=${MSONET_URLS:-http://localhost:5080}
export MSONET_SEEDS=${MSONET_SEEDS:-$repo/seeds}
export MSONET_BOUNDARIES=${MSONET_BOUNDARIES:-$assets/boundaries/nrw.geojsonl}
export ASPNETCORE_CONTENTROOT=$web
# No build server may outlive us: it would keep the lock.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*" >&2; }
fail() { say "deploy: $*"; exit 1; }
wrong() { say "deploy: $*"; exit 2; } # a setting that nothing can be done with
set -E
trap 'say "deploy: failed at $(basename "${BASH_SOURCE[0]}"):$LINENO: $BASH_COMMAND"' ERR # what no message foresees

step_number=0
step() { step_number=$((step_number + 1)); say "$step_number/$steps $*"; }

# Runs a long command in a session of its own, so that a signal ends it together with its children.
child=
patiently() {
  setsid "$@" </dev/null >&2 &
  child=$!
  tick "$child" &
  local code=0 ticking=$!
  wait "$child" || code=$?
  child=
  kill "$ticking" 2>/dev/null || true
  return "$code"
}
tick() { # PID: says now and then that it is still at work (npm and compilers are silent where no terminal is)
  local never seconds=0
  trap - EXIT INT TERM HUP
  exec {never}<> <(:) 9>&-
  while ! read -rt 20 -u "$never" && kill -0 "$1" 2>/dev/null; do
    seconds=$((seconds + 20))
    say "    … still at it, $seconds s"
  done
}
stop_child() { [[ -z $child ]] || { kill -TERM -- "-$child" 2>/dev/null || true; wait "$child" || true; }; }

# --- packages ---------------------------------------------------------------------------------

need_packages() { # postgresql | no-postgresql
  local missing=()
  [[ $1 == no-postgresql ]] || find_postgresql || missing+=(postgresql postgresql-postgis)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  if ((${#missing[@]})); then install_packages "${missing[@]}"; fi
  [[ $1 == no-postgresql ]] || find_postgresql || fail "PostgreSQL with PostGIS is still missing after the installation${data:+ (a cluster in $data keeps its version: $(cat "$cluster/PG_VERSION" 2>/dev/null || echo none yet))}."
  local node
  node=$(node --version) || fail "node does not run."
  [[ $node =~ ^v(1[89]|[2-9][0-9]) ]] || fail "node $node is too old; 18 or newer is needed."
}

# For the tests of the pages; without one they are skipped and counted.
need_browser() {
  command -v chromium >/dev/null || (install_packages chromium) || say "    No chromium: the tests in a browser will be skipped."
}

# For the tests of files: what others read them with.
need_readers() {
  local missing=()
  /usr/bin/python3 -c 'import openpyxl' 2>/dev/null || missing+=(python3-openpyxl)
  /usr/bin/python3 -c 'import icalendar' 2>/dev/null || missing+=(python3-icalendar)
  /usr/bin/python3 -c 'import feedparser' 2>/dev/null || missing+=(python3-feedparser)
  /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
  command -v vdirsyncer >/dev/null || missing+=(vdirsyncer)
  command -v khal >/dev/null || missing+=(khal)
  /usr/bin/python3 -c 'import networkx' 2>/dev/null || missing+=(python3-networkx)
  /usr/bin/python3 -c 'import igraph' 2>/dev/null || missing+=(python3-igraph)
  command -v ogrinfo >/dev/null || missing+=(gdal-bin)
  if ((${#missing[@]})); then install_packages "${missing[@]}"; fi
}

install_packages() {
  local sudo=() command="apt-get install -y --no-install-recommends $*"
  command -v apt-get >/dev/null || fail "Please install: $*  (apt-get is not here to do it)"
  if ((EUID)); then
    sudo=(sudo)
    if ! command -v sudo >/dev/null || { [[ ! -t 0 ]] && ! sudo -n true 2>/dev/null; }; then
      fail "Packages are missing and there is no way to become root here. As root, please type:
    apt-get update && $command"
    fi
  fi
  say "    installing $* …"
  local apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; } >&2 ||
    fail "apt-get failed (see above). When it is mended, start again, or as root type:
    apt-get update && $command"
}

need_dotnet() {
  local place
  for place in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
    command -v dotnet >/dev/null && break
    [[ ! -x $place/dotnet ]] || PATH=$PATH:$place
  done
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || fail "The .NET SDK 10 is missing. Get it from
    https://dotnet.microsoft.com/download/dotnet/10.0
  or, into your home directory and without root:
    curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
}

# --- the machine ------------------------------------------------------------------------------

need_writable_checkout() {
  local locked
  locked=$(find "$repo" -maxdepth 4 -path "$repo/.git" -prune -o -type d ! -writable -print -quit)
  [[ -z $locked || ,$(findmnt -no OPTIONS -T "$locked" 2>/dev/null), != *,ro,* ]] ||
    fail "$locked lies on a disk that is mounted read-only. Mount it for writing, or clone to another place."
  [[ -z $locked ]] || fail "$locked cannot be written by $(id -un) (an earlier start as another user?). To mend it:
    sudo chown -R $(id -un) '$repo'"
}

need_space() { # DIRECTORY MEGABYTES HINT
  local place=$1 free
  until [[ -e $place ]]; do place=$(dirname "$place"); done
  free=$(df -Pm "$place" | awk 'NR == 2 { print $4 }')
  ((free >= $2)) || fail "The disk is full: $free MB are free at $place, $2 MB are needed. $3"
}

listens() { (exec 3<>"/dev/tcp/${2:-localhost}/$1") 2>/dev/null; } # PORT [HOST]

# Reads MSONET_URLS by the rule of ListeningAddresses.cs, so that nothing is installed and built in vain. Whether somebody listens is asked
# only where asking stays on this machine; of any other address msonet says it.
need_free_address() {
  local form='^http://(\[[0-9a-f:.%]+\]|[^][:space:]/?#@:[]+)(:([0-9]+))?/?$' urls url host port asked found= who
  IFS=';' read -ra urls <<<"${MSONET_URLS//$'\n'/ }"
  for url in "${urls[@]}"; do
    url=${url#"${url%%[![:space:]]*}"} url=${url%"${url##*[![:space:]]}"}
    [[ -n $url ]] || continue
    found=yes
    [[ ${url,,} != http://unix:/* ]] || continue
    [[ ${url,,} =~ $form ]] && host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-80} && ((${#port} <= 5 && 10#$port <= 65535)) ||
      wrong "MSONET_URLS names \"$url\"; it takes http:// addresses without a path, such as http://localhost:5080, separated by semicolons."
    asked=$(reachable_at "$host")
    [[ -n $asked ]] && listens "$port" "$asked" || continue
    who=$(ss -ltnpH "sport = :$port" 2>/dev/null | sed -nE 's/.*users:\(\("([^"]+)",pid=([0-9]+).*/\1, process \2/p' | sort -u | head -1) || true
    fail "Port $port is in use${who:+ by $who}. Stop that, or choose another:
    MSONET_URLS=http://$host:$((port < 65535 ? port + 1 : 5080)) deploy/run"
  done
  [[ -n $found ]] || wrong "MSONET_URLS has no address between its semicolons; it takes http:// addresses without a path, such as http://localhost:5080."
}

# By the rule of ListeningAddresses.cs: where other machines reach the server, it must know its own address.
need_public_url() {
  local url urls here='^http://(localhost|[^/:]*\.localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?/?$'
  [[ -z ${MSONET_PUBLIC_URL:-} ]] || return 0
  IFS=';' read -ra urls <<<"${MSONET_URLS// /}"
  for url in "${urls[@]}"; do
    [[ -z $url || ${url,,} == http://unix:/* || ${url,,} =~ $here ]] ||
      wrong "MSONET_URLS names \"$url\", where other machines reach it; so MSONET_PUBLIC_URL must say which address the site has, for example https://verzeichnis.example.org."
  done
}

reachable_at() { # HOST as in an address: where a listener there would be met, nothing if that may be another machine
  local bare=${1#[}
  bare=${bare%]}
  case $bare in
    0.0.0.0 | ::) echo localhost ;;
    127.* | ::1) echo "$bare" ;;
    *:* | [0-9]*.[0-9]*.[0-9]*.[0-9]*) [[ " $(hostname -I 2>/dev/null) " != *" $bare "* ]] || echo "$bare" ;;
    *) echo localhost ;; # a name that is not localhost means all addresses of this machine
  esac
}

# Only one start of a checkout prepares at a time. Builds inherit the lock, so that the next start
# waits even for those of a start that was killed.
lock_checkout() {
  mkdir -p "$kept"
  exec 9>"$kept/lock"
  flock -n 9 && return
  say "    Another start of this checkout is preparing; waiting for it …"
  until flock -n 9; do sleep 1; done
}
unlock_checkout() { exec 9>&-; }

# --- assets and build: each is skipped while its inputs are what they were ----------------------

content() { find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }
is_fresh() { [[ -e $3 && -f $kept/$1 && $(<"$kept/$1") == "$2" ]]; } # NAME CONTENT RESULT
remember() { printf '%s\n' "$2" >"$kept/$1"; }
forget() { rm -f "$kept/$1"; }

npm_here() { patiently env -C "$assets" npm "$@"; }

install_npm_packages() {
  local content
  content=$(content "$assets/package.json" "$assets/package-lock.json")
  is_fresh npm "$content" "$assets/node_modules/.package-lock.json" && return
  forget npm
  say "    npm packages (330 MB, mostly boundaries) …"
  # Not `npm ci`: it refuses a lock file without the platform packages that a registry copy does not serve.
  npm_here install --no-save || fail "npm install failed (see above). Is the npm registry reachable? Then start again."
  remember npm "$content"
}

build_graphiql() {
  local content
  content=$(content "$assets"/{package-lock.json,index.html,tsconfig.json,vite.config.mjs,src})
  is_fresh graphiql "$content" "$web/wwwroot/graphiql/index.html" && return
  forget graphiql
  say "    GraphiQL …"
  npm_here run build || fail "The build of GraphiQL failed (see above)."
  remember graphiql "$content"
}

# The scripts of the pages and the widget, each with its own configuration of Vite.
build_scripts() { # site | widget
  [[ -d $assets/$1 ]] || return 0
  local content
  content=$(content "$assets"/{package-lock.json,tsconfig.scripts.json,compressed.mjs,"vite.$1.config.mjs","$1"} "$repo/src/Texts/widget")
  is_fresh "$1" "$content" "$web/wwwroot/$1" && return
  forget "$1"
  say "    $1 …"
  npm_here run "build:$1" || fail "The build of the scripts ($1) failed (see above)."
  remember "$1" "$content"
}

extract_boundaries() {
  local content
  content=$(content "$assets"/{package-lock.json,boundaries.mjs})
  is_fresh boundaries "$content" "$assets/boundaries/nrw.geojsonl" && return
  forget boundaries
  npm_here run boundaries || fail "The boundaries could not be read (see above)."
  remember boundaries "$content"
}

app_content() { # without what builds write, with the built GraphiQL
  find "$repo"/src "$repo"/*.props "$repo"/*.json "$repo"/*.config "$repo"/.editorconfi[g] \
    \( -name bin -o -name obj -o -name Assets \) -prune -o -type f -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

build_app() {
  local content
  content=$(app_content)
  is_fresh app "$content" "$app" && return
  forget app
  patiently dotnet build "$web/MsoNetwork.Web.csproj" -c Release -nologo -v minimal -p:UseSharedCompilation=false ||
    fail "The build failed (see above). Without a network, NuGet packages cannot be fetched."
  remember app "$content"
}

# --- the executable ---------------------------------------------------------------------------

# Runs msonet, hands signals on to it and returns its exit code. It is told to stop even if this shell is killed.
run_msonet() {
  local code=0
  setpriv --pdeathsig TERM dotnet "$app" "$@" <&0 9>&- &
  local running=$!
  trap 'kill -TERM "$running" 2>/dev/null || true' INT TERM HUP
  wait "$running" || code=$?
  while kill -0 "$running" 2>/dev/null; do wait "$running" || true; done # a signal ends only the waiting
  wait "$running" 2>/dev/null && code=0 || code=$?
  return "$code"
}
