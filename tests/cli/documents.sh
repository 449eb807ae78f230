#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# What is generated from content is up to date; answers have the shapes of docs/schema.
source "$(dirname "$0")/lib.sh"

"$alternat" document >"$work/facts.md"
check "docs/facts.md is what the dictionary gives (alternat document > docs/facts.md)" 0 "" diff -q docs/facts.md "$work/facts.md"
printf '%s' '{"on": "2026-06-15", "nationality": "XB"}' >"$work/facts.json"
"$alternat" pathways --facts "$work/facts.json" --json >"$work/pathways.json"
check "pathways answers as JSON" 0 "pathways ok" node tests/cli/shape.mjs pathways "$work/pathways.json"
printf '%s' '{"on": "2026-01-20", "nationality": "IN", "birth_date": "1990-01-01", "qual_kind": "degree", "degree_comparable": true, "degree_date": "2015-01-01", "job_offer": true, "job_qualified": true, "isco08": "1221", "gross_annual_cents": 4850000, "german_level": "A1", "application_date": "2025-12-10"}' >"$work/turn.json"
"$alternat" pathways --facts "$work/turn.json" --json >"$work/turn-answer.json"
check "an answer across the turn of a year keeps its schema" 0 "pathways ok" node tests/cli/shape.mjs pathways "$work/turn-answer.json"
check "and names the outcome of each day" 0 "10 December 2025 .application.: ELIGIBLE" "$alternat" pathways --facts "$work/turn.json"
check "with the figures of the decision's year" 0 "20 January 2026 .decision.: INELIGIBLE SAL_BELOW_50" "$alternat" pathways --facts "$work/turn.json"
check "reasons have both languages in JSON" 0 "B1 .*statt A1" grep -E '"de": "B1 .*statt A1' "$work/turn-answer.json"
"$alternat" diff --from 2025-12-31 --to 2026-01-01 --json >"$work/diff.json"
check "diff answers as JSON" 0 "diff ok" node tests/cli/shape.mjs diff "$work/diff.json"
printf '%s' '{"on": "2026-08-20", "person_scope": "third_country"}' >"$work/case.json"
"$alternat" safeguards --facts "$work/case.json" --json >"$work/safeguards.json"
check "safeguards answers as JSON" 0 "safeguards ok" node tests/cli/shape.mjs safeguards "$work/safeguards.json"
node -e 'const fs=require("fs");const a=JSON.parse(fs.readFileSync(process.argv[1]));delete a.results[0].outcome;fs.writeFileSync(process.argv[2],JSON.stringify(a))' "$work/pathways.json" "$work/broken.json"
check "an answer that breaks its schema is noticed" 1 "outcome" node tests/cli/shape.mjs pathways "$work/broken.json"
check "no outcome of the safeguards approves anything" 1 "" grep -iE '"(APPROVED|ALLOWED|GO)"' "$work/safeguards.json"
finish
