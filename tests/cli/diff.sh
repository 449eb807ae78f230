#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# What changed between two days and between two contents; refusals with their codes.
source "$(dirname "$0")/lib.sh"

check "the turn of the year changes the thresholds, old and new with their source" 0 \
  "bc_reg_cents \(EUR cents a year\): 4830000 \(.*\) -> 5070000 \(" "$alternat" diff --from 2025-12-31 --to 2026-01-01
check "two days of one law change nothing" 0 "^0 parameters changed" "$alternat" diff --from 2026-06-15 --to 2026-06-16
check "rows that come into force are named with their day" 0 "20a FK .*comes_into_force on 2024-06-01" \
  "$alternat" diff --from 2024-05-31 --to 2024-06-01
check "somebody of the examples loses by the turn of the year" 0 "18g BC[12] loses: ELIGIBLE" \
  "$alternat" diff --from 2025-12-31 --to 2026-01-01
check "JSON has the persons with their facts" 0 '"persons_asked"' "$alternat" diff --from 2025-12-31 --to 2026-01-01 --json

cp -r content "$work/after"
sed -i 's/&lt; bc_reg_cents/\&lt;= bc_reg_cents/' "$work/after/law/de/pathways/18g.dmn"
check "between two contents a changed rule is shown before and after" 0 "\+ .*<= bc_reg_cents" \
  "$alternat" diff --before content --after "$work/after"
check "and who loses by it" 0 "18g BC1 loses: ELIGIBLE .* -> INELIGIBLE SAL_BELOW_50" \
  "$alternat" diff --before content --after "$work/after"
check "a content compared with itself is the same" 0 "^0 rules changed" "$alternat" diff --before content --after content

check "one day is not enough" 1 "diff.usage" "$alternat" diff --from 2026-01-01
check "one content is not enough" 1 "diff.usage" "$alternat" diff --before content
check "days and contents are not mixed" 1 "diff.usage" "$alternat" diff --from 2026-01-01 --to 2026-01-02 --before content
check "nothing to compare" 1 "diff.usage" "$alternat" diff
check "an impossible day" 1 "date.impossible" "$alternat" diff --from 2026-02-30 --to 2026-03-01
check "a content that is not there" 1 "content.no_folder|file.not_found" "$alternat" diff --before content --after "$work/none"
finish
