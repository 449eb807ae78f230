#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# audit and scenario: the last line, the same bytes on any number of threads, refusals with codes.
source "$(dirname "$0")/lib.sh"

audit() { "$alternat" audit --on 2026-06-15 "$@"; }
scenario() { "$alternat" scenario --on 2026-06-15 --seed 1 --population "${persons:-200}" "$@"; }

check "the last line counts" 0 "^audit: 100 persons, [0-9]+ checks, 0 violations$" audit --population 100 --seed 3
audit --population 100 --seed 3 --threads 1 --json >"$work/one.json" 2>/dev/null
audit --population 100 --seed 3 --threads 3 --json >"$work/three.json" 2>/dev/null
check "threads change nothing" 0 "" cmp "$work/one.json" "$work/three.json"
audit --population 100 --seed 4 --json >"$work/other.json" 2>/dev/null
check "another seed is another population" 1 "differ" cmp "$work/one.json" "$work/other.json"
check "a population of nobody" 1 "population.none" audit --population 0 --seed 1
check "a negative population" 1 "population.not_a_number" audit --population=-5 --seed 1
check "a population that is no number" 1 "population.not_a_number" audit --population many --seed 1
check "a population over a hundred million" 1 "population.too_large" audit --population 100000001 --seed 1
check "a seed that is no number" 1 "seed.not_a_number" audit --population 5 --seed lucky
check "an impossible day" 1 "date.impossible" "$alternat" audit --population 5 --seed 1 --on 2026-02-30
check "without a seed it is usage" 2 "seed" "$alternat" audit --population 5
check "a content folder that is not there" 1 "content.no_folder|file.not_found" audit --population 5 --seed 1 --content "$work/none"

cp -r content "$work/content"
check "the same content twice changes nothing" 0 "No row changes for anybody" scenario --before content --after "$work/content"
sed -i '/name = "bc_short_cents"/,/citation/ s/numerator = 453/numerator = 500/' "$work/content/law/de/parameters.toml"
check "a higher threshold has losers, with the amount" 0 "parameter bc_short_cents: .*4593420 -> 5070000" scenario --before content --after "$work/content"
persons=3000 check "who loses is shown with both answers" 0 "loses: ELIGIBLE \(ENTITLEMENT\) -> INELIGIBLE SAL_BELOW_45_3" scenario --before content --after "$work/content"
check "the scenario as JSON" 0 '"lose_a_row"' scenario --before content --after "$work/content" --json
check "a missing folder of the scenario" 1 "content.no_folder|file.not_found" scenario --before content --after "$work/none"
echo 'fact = "no_such_fact"' | sed '1i [[draw]]' >>"$work/content/audit/labour.toml"
check "a draw of an unknown fact has file and line" 1 "labour.toml:[0-9]+:[0-9]+: error: .*audit.unknown_fact" audit --population 5 --seed 1 --content "$work/content"
finish
