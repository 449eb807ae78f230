#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A demo's running cases under a changed procedure: rehearsed, moved, put back, and what is refused.
source "$(dirname "$0")/lib.sh"

data=$work/data
new=$work/new
cp -r content "$new"
sed -i 's/"describe"/"describe_vacancy"/g; s/>describe</>describe_vacancy</g' "$new/procedures/placement.bpmn"
sed -i 's/placement\.describe\]/placement.describe_vacancy]/' "$new"/text/parts/procedures.*.toml
printf '[placement]\ndescribe = "describe_vacancy"\n' >"$work/map.toml"
printf '[placement]\ndescribe = "nowhere"\n' >"$work/wrong.toml"

start_node "$data"
stop_node
replayed() { "$alternat" replay --data "$data"; }
rehearse() { "$alternat" rehearse --data "$data" "$@"; }
migrate() { "$alternat" migrate --data "$data" --content "$new" --by SYN-lead-1 --reason "GZ 1" "$@"; }

check "under the same content nothing has to move" 0 "^0 running cases" rehearse
check "a changed procedure is rehearsed over its cases" 0 "running cases on other versions: [1-9]" rehearse --content "$new" --mapping "$work/map.toml"
check "without the mapping somebody breaks" 0 "element_gone: stands at 'describe'" rehearse --content "$new"
check "the rehearsal as JSON" 0 '"breaks": 0' rehearse --content "$new" --mapping "$work/map.toml" --json
check "a mapping to nowhere is refused" 1 "migration.unknown_element" rehearse --content "$new" --mapping "$work/wrong.toml"
check "a folder without a ledger" 1 "node.no_ledger" "$alternat" rehearse --data "$work/none"
check "a procedure that is not there" 1 "migration.no_procedure" rehearse --content "$new" --procedure nothing
check "a move names who" 1 "migration.no_actor" "$alternat" migrate --data "$data" --content "$new" --reason x
check "a move names why" 1 "migration.reason" "$alternat" migrate --data "$data" --content "$new" --by SYN-lead-1
check "an unknown role" 1 "migration.unknown_role" migrate --role king
check "a role without a part" 1 "casework.no_part" migrate --role employer
check "a dry run is a rehearsal" 0 "running cases on other versions: [1-9]" migrate --mapping "$work/map.toml" --dry-run
check "the cases move" 0 "^migration m-[0-9a-f]{12}: [1-9][0-9]* moved, 0 left" migrate --mapping "$work/map.toml" --migration ""
check "moved once" 0 "0 moved, 0 left" migrate --mapping "$work/map.toml"
check "the records still replay" 0 "open tasks; tables" replayed
check "and verify" 0 "everything is as it was recorded" "$alternat" verify --data "$data"
id=$(migrate --mapping "$work/map.toml" | sed -nE 's/^migration (m-[0-9a-f]+):.*/\1/p')
check "a migration nobody made" 1 "migration.unknown" "$alternat" undo --data "$data" --content "$new" --migration m-0 --by SYN-lead-1 --reason x
check "all are put back" 0 "[1-9][0-9]* back, 0 left" "$alternat" undo --data "$data" --content "$new" --migration "$id" --by SYN-lead-1 --reason "GZ 2"
check "and stand under the old content as before" 0 "^0 running cases" rehearse
finish
