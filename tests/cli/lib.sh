# SPDX-License-Identifier: EUPL-1.2
# Shared by the command line tests: each `check` is one test; `finish` prints "N passed, M failed".
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
alternat=$root/${BUILD:-build}/alternat
work=$(mktemp -d)
node=
trap 'stop_node; rm -rf "$work"' EXIT
passed=0 failed=0

# check NAME EXIT PATTERN COMMAND…: the exit code and a text in the output (both streams).
check() {
  local name=$1 code=$2 pattern=$3 out status; shift 3
  out=$("$@" 2>&1 </dev/null); status=$?
  if [ $status -eq "$code" ] && grep -qE -- "$pattern" <<<"$out"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)); echo "FAILED $name: exit $status (expected $code), output:"; head -n 12 <<<"$out"
  fi
}

# start_node FOLDER [OPTION…]: a node on a free port, the demo's without options; sets `node` (process) and `port`.
start_node() {
  local data=$1; shift
  [ $# -eq 0 ] && set -- --demo
  "$alternat" serve "$@" --data "$data" --port 0 --web "${WEB:-web}" >"$work/node.log" 2>&1 &
  node=$!
  for _ in $(seq 300); do
    port=$(sed -nE 's/.*listens on http:.*:([0-9]+).*/\1/p' "$work/node.log")
    [ -n "$port" ] && return 0
    kill -0 "$node" 2>/dev/null || break
    sleep 0.1
  done
  failed=$((failed + 1)); echo "FAILED the node does not start:"; cat "$work/node.log"; finish; exit 1
}
stop_node() {
  [ -z "$node" ] && return 0
  kill -TERM "$node" 2>/dev/null; wait "$node" 2>/dev/null; node=
}
finish() { echo "$passed passed, $failed failed"; [ $failed -eq 0 ]; }
