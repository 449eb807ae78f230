# SPDX-License-Identifier: EUPL-1.2
# Shared by the command line tests: each `check` is one test; `finish` prints "N passed, M failed".
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
alternat=$root/${BUILD:-build}/alternat
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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
finish() { echo "$passed passed, $failed failed"; [ $failed -eq 0 ]; }
