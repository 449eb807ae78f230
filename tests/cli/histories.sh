#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Worked histories: what comes is compared, a difference shows both sides, a bad file its places.
source "$(dirname "$0")/lib.sh"

histories=$work/histories
mkdir "$histories"
write() { printf '# A vacancy is described\n\n```history\n%s\n```\n' "$1" >"$histories/one.history.md"; }
examples() { "$alternat" examples "$histories" "$@"; }

open='@ 2026-06-15
> open placement in xa-xb by candidate'
write "$open
opened placement
task describe for employer"
check "a history that says what comes passes" 0 "^1 passed, 0 failed" examples
write "$open
opened placement
task describe for candidate"
check "a difference has line and step" 1 "one.history.md:5:1: 'open placement in xa-xb by candidate' gave something else" examples
check "a difference shows what was expected" 1 "^  - task describe for candidate" examples
check "a difference shows what came" 1 "^  \+ task describe for employer" examples
check "--rewrite writes what came" 0 "^1 passed, 0 failed" examples --rewrite
check "and then it passes" 0 "^ok .*one.history.md" examples
write "$open
opened placement
task describe for employer
> complete describe by candidate"
check "an unexpected refusal says why" 1 "gave something else \(" examples
write "> open placement in xa-xb by candidate"
check "a history without a moment is refused" 1 "one.history.md:4:1: .*history.beginning" examples
write "$open
> complte describe by employer
> claim describe by butcher"
check "an unknown command has a near miss" 1 "did you mean 'complete'" examples
check "all problems of a file are named at once" 1 "history.unknown_role|butcher" examples
write '@ 2026-06-15
> open placement in xa-xc by candidate
refused casework.no_partnership'
check "a refused opening is an outcome like any other" 0 "^1 passed, 0 failed" examples
finish
