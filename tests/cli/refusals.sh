#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Bad input: one clear message with a stable code, a non-zero exit, nothing changed.
source "$(dirname "$0")/lib.sh"

facts() { printf '%s' "$2" >"$work/$1.json"; echo "$work/$1.json"; }
pathways() { "$alternat" pathways --facts "$@"; }

good=$(facts good '{"on": "2026-06-15", "nationality": "XB", "german_level": "B1"}')
check "facts are answered" 0 "the mission decides" pathways "$good"
check "an unknown fact has a near miss" 1 "facts.unknown_id.*|german_level" pathways "$(facts unknown '{"on": "2026-06-15", "german_levl": "B1"}')"
check "a level B3 is named with the levels" 1 "facts.unknown_value" pathways "$(facts level '{"on": "2026-06-15", "german_level": "B3"}')"
check "an ill-typed value is named" 1 "facts.wrong_type" pathways "$(facts type '{"on": "2026-06-15", "gross_annual_cents": "many"}')"
check "an impossible day is named" 1 "facts.impossible_date" pathways "$(facts day '{"on": "2026-06-15", "birth_date": "2000-02-30"}')"
both=$(facts both '{"on": "2026-06-15", "german_level": "B3", "birth_date": "2000-02-30"}')
check "all problems are named at once (1)" 1 "facts.unknown_value" pathways "$both"
check "all problems are named at once (2)" 1 "facts.impossible_date" pathways "$both"
check "without a day there is no law" 1 "facts.no_day" pathways "$(facts noday '{"german_level": "B1"}')"
check "a file that is not there" 1 "file.not_found" pathways "$work/none.json"
check "a file that is no JSON has line and column" 1 "json.malformed" pathways "$(facts broken '{"on": ')"
check "an unknown partnership" 1 "program.unknown_partnership" pathways "$good" --partnership xa-xc
check "an impossible day on the command line" 1 "date.impossible" pathways "$good" --on 2026-02-30
check "a missing argument is usage" 2 "facts" "$alternat" pathways
check "an unknown command is usage" 2 "." "$alternat" frobnicate
check "help prints itself" 0 "pathways" "$alternat" --help

# A copy of the content, broken in one place each.
content() { rm -rf "$work/content"; cp -r content "$work/content"; }
content; echo '<definitions' >"$work/content/law/de/pathways/broken.dmn"
check "a model that does not parse has file, line and column" 1 "broken.dmn:1:[0-9]+: error: .*xml.malformed" "$alternat" check "$work/content"
content; cp content/law/de/pathways/18a.dmn "$work/content/law/de/pathways/again.dmn"
check "two models with one id name both" 1 "dmn.duplicate" "$alternat" check "$work/content"
content; rm -r "$work/content/facts"
check "half a content folder is named" 1 "error" "$alternat" check "$work/content"
check "a content folder that is not there" 1 "content.no_folder|file.not_found" "$alternat" check "$work/none"
content
cat >>"$work/content/partnerships/xa-xb/overlays.toml" <<'T'

[[overlay]]
id = "xa-xb-lower-threshold"
instrument = "xa-xb-2024"
clause = "4"
kind = "route_parameter"
hook = "H3"
pathway = "18g"
sets = [{ fact = "bc_short_cents", value = 1 }]
summary = { de = "Senkt eine Schwelle.", en = "Lowers a threshold." }
provenance = { mark = "knowledge", title = "invented", checked = 2026-11-01 }
T
check "a partnership that edits a statutory threshold is refused" 1 "overlay.no_hook" "$alternat" check "$work/content"

# The node.
mkdir "$work/taken"; echo mine >"$work/taken/file.txt"
check "a folder that is no demo's is never touched" 1 "serve.not_a_demo_folder" "$alternat" serve --demo --data "$work/taken" --port 0
check "and still holds what it held" 0 "mine" cat "$work/taken/file.txt"
mkdir "$work/half"; head -c 4096 /dev/urandom >"$work/half/ledger.db"
check "a half-written database is named and kept" 1 "ledger\.(not_a_ledger|damaged)" "$alternat" verify --data "$work/half"
check "a port out of range" 1 "serve.port" "$alternat" serve --port 70000 --data "$work/node"
finish
