#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Decisions asked by name, and worked examples of decisions, parameters and clocks.
source "$(dirname "$0")/lib.sh"

printf '%s' '{"permit_route": "18b", "contract_months": 40, "ba_consent_months": null}' >"$work/title.json"
check "a title of July 2026: 40 and 3 months" 0 "^months = 43$" \
  "$alternat" decide --model title --facts "$work/title.json" --on 2026-07-21
check "a title of August 2026: 40 and 6 months" 0 "^months = 46$" \
  "$alternat" decide --model title --facts "$work/title.json" --on 2026-08-12
check "a day between the texts: not established" 0 "title_margin_months" \
  "$alternat" decide --model title --facts "$work/title.json" --on 2026-08-01
check "no such model" 1 "There is no model" "$alternat" decide --model nothing --facts "$work/title.json" --on 2026-08-12

mkdir "$work/examples"
printf '# B30\n\nSilence.\n\n| clock | from | last day |\n|---|---|---|\n| ba_consent | 2026-06-01 | 2026-06-15 |\n' >"$work/examples/a.case.md"
check "an example of a clock passes" 0 "^1 passed, 0 failed$" "$alternat" examples "$work/examples"
printf '# B30\n\nSilence.\n\n| clock | from | last day |\n|---|---|---|\n| ba_consent | 2026-06-01 | 2026-06-16 |\n' >"$work/examples/b.case.md"
check "a wrong day is named" 1 "b.case.md:7:1: ba_consent: expected 2026-06-16, got 2026-06-15" "$alternat" examples "$work/examples"
rm "$work/examples/b.case.md"
printf '# B30\n\nSilence.\n\n| timer | from | last day |\n|---|---|---|\n| ba_consent | 2026-06-01 | 2026-06-16 |\n' >"$work/examples/c.case.md"
check "an unknown kind of table is refused" 1 "example.bad_row" "$alternat" examples "$work/examples"
finish
