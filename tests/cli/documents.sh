#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# What is generated from content is up to date; answers have the shapes of docs/schema.
source "$(dirname "$0")/lib.sh"

"$alternat" document >"$work/facts.md"
check "docs/facts.md is what the dictionary gives (alternat document > docs/facts.md)" 0 "" diff -q docs/facts.md "$work/facts.md"
printf '%s' '{"on": "2026-06-15", "nationality": "XB"}' >"$work/facts.json"
"$alternat" pathways --facts "$work/facts.json" --json >"$work/pathways.json"
check "pathways answers as JSON" 0 "pathways ok" node tests/cli/shape.mjs pathways "$work/pathways.json"
printf '%s' '{"on": "2026-08-20", "person_scope": "third_country"}' >"$work/case.json"
"$alternat" safeguards --facts "$work/case.json" --json >"$work/safeguards.json"
check "safeguards answers as JSON" 0 "safeguards ok" node tests/cli/shape.mjs safeguards "$work/safeguards.json"
node -e 'const fs=require("fs");const a=JSON.parse(fs.readFileSync(process.argv[1]));delete a.results[0].outcome;fs.writeFileSync(process.argv[2],JSON.stringify(a))' "$work/pathways.json" "$work/broken.json"
check "an answer that breaks its schema is noticed" 1 "outcome" node tests/cli/shape.mjs pathways "$work/broken.json"
check "no outcome of the safeguards approves anything" 1 "" grep -iE '"(APPROVED|ALLOWED|GO)"' "$work/safeguards.json"
finish
