#!/usr/bin/env bash
# The scripts of the pages and of the widget: types (tsc, strict) and their own tests (Node's runner).
# One line per check: ok NAME, not ok NAME.
set -uo pipefail
cd "$(dirname "$0")/../../src/MsoNetwork.Web/Assets" || exit 1

if out=$(npm run --silent check 2>&1); then echo "ok scripts: types"; else
  echo "not ok scripts: types"
  printf '%s\n' "$out" | sed 's/^/    | /'
fi

# TAP's top level has one line for each test; what belongs to it is indented.
code=0
npm run --silent test -- --test-reporter=tap 2>&1 | sed -E 's/^((not )?ok) [0-9]+ - /\1 scripts: /; /^(#|TAP|[0-9])/d' || code=$?
exit "$code"
