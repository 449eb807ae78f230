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
check "the nearest level is suggested, at line and column" 1 "level.json:1:[0-9]+: error: german_level: .B3. is not one of none, A1, A2, B1, B2, C1, C2; did you mean .B2.\?" pathways "$work/level.json"
check "a month's pay where a year is asked" 1 "write 12 x 422500 = 5070000 .facts.implausible" pathways "$(facts month '{"on": "2026-06-15", "gross_annual_cents": 422500}')"
check "whole euros of a month where cents of a year are asked" 1 "write 12 x 100 x 4225 = 5070000 .facts.implausible" pathways "$(facts euros '{"on": "2026-06-15", "gross_annual_cents": 4225}')"
check "an unknown country is suggested by its name" 1 "nationality: .India. is not a country code.*did you mean .IN.\?.*facts.unknown_country" pathways "$(facts country '{"on": "2026-06-15", "nationality": "India"}')"
check "a certificate dated before the birth" 1 "degree_date: .* before the birth .*facts.contradiction" pathways "$(facts born '{"on": "2026-06-15", "birth_date": "1990-01-01", "degree_date": "1980-06-30"}')"
check "work that ends before it begins" 1 "exp_periods.0..to: .*facts.contradiction" pathways "$(facts period '{"on": "2026-06-15", "exp_periods": [{"from": "2023-01-02", "to": "2023-01-01", "relation": "related"}]}')"
check "an occupation that is no code" 1 "isco08: .*facts.malformed_code" pathways "$(facts isco '{"on": "2026-06-15", "isco08": "nurse"}')"
check "a key that stands twice" 1 "json.duplicate_key" pathways "$(facts twice '{"on": "2026-06-15", "german_level": "A1", "german_level": "B1"}')"
check "what is unusual but possible is answered, with a warning" 0 "warning: gross_annual_cents: 900000 .*facts.unusual" pathways "$(facts unusual '{"on": "2026-06-15", "gross_annual_cents": 900000}')"
check "the day of the command line counts for contradictions" 1 "birth_date: .*facts.contradiction" pathways "$(facts unborn '{"on": "2026-06-15", "birth_date": "2020-01-01"}')" --on 2019-12-31
check "the answer speaks German" 0 "die Auslandsvertretung entscheidet" pathways "$good" --language de
check "no other language" 1 "usage.language" pathways "$good" --language fr
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
sets = { bc_short_cents = 1 }
summary = { de = "Senkt eine Schwelle.", en = "Lowers a threshold." }
provenance = { mark = "knowledge", title = "invented", checked = 2026-11-01 }
T
check "a partnership that edits a statutory threshold is refused" 1 "overlays.toml:[0-9]+:[0-9]+: error: .*bc_short_cents.* is fixed by law for everybody .*overlay.no_hook" "$alternat" check "$work/content"
content; sed -i '0,/value = 8760000/s//value = "many"/' "$work/content/law/de/parameters.toml"
check "an ill-typed parameter has file, line and column" 1 "law/de/parameters.toml:[0-9]+:[0-9]+: error: .*toml.wrong_type" "$alternat" check "$work/content"
content; sed -i 's/from = 2024-01-01/from = 2023-06-01/' "$work/content/law/de/parameters.toml"
check "a parameter with two values on one day is refused" 1 "parameter.overlap" "$alternat" check "$work/content"
content; head -c 3000 content/procedures/placement.bpmn >"$work/content/procedures/placement.bpmn"
check "half a BPMN file has file, line and column" 1 "placement.bpmn:[0-9]+:[0-9]+: error: .*xml.malformed" "$alternat" check "$work/content"
content; sed -i 's/offer_accepted = true</offer_accepted = = true</' "$work/content/procedures/placement.bpmn"
check "a condition that does not parse has file, line and column" 1 "placement.bpmn:[0-9]+:[0-9]+: error: .*feel.syntax" "$alternat" check "$work/content"
content; sed -i 's/targetRef="describe"/targetRef="nowhere"/' "$work/content/procedures/placement.bpmn"
check "a flow that leads nowhere is refused" 1 "placement.bpmn:[0-9]+:[0-9]+: error: .*nowhere.*bpmn\." "$alternat" check "$work/content"
content; rm "$work/content/law/de/access.dmn"
check "content without its access table is refused" 1 "no decision access_returns" "$alternat" check "$work/content"
check "and no node runs on it" 1 "access.no_table" "$alternat" serve --content "$work/content" --data "$work/unborn" --port 0
check "nor is a folder made for it" 1 "" test -e "$work/unborn"

# Days outside the law's periods: never a wrong answer.
old=$(facts old '{"on": "1999-06-15", "nationality": "XB"}')
check "before a law was in force no pathway is open" 0 "18g BC1: INELIGIBLE" pathways "$old"
check "and says so" 0 "NOT_IN_FORCE" pathways "$old"
check "nothing is eligible then" 1 "" grep -c ": ELIGIBLE" <("$alternat" pathways --facts "$old")
card=$(facts card '{"nationality": "XB", "gross_annual_cents": 9999999, "qual_kind": "degree", "degree_comparable": true, "job_offer": true, "job_qualified": true, "isco08": "2512", "licence_state": "not_needed", "birth_date": "2000-01-01"}')
check "within the periods the threshold decides" 0 "18g BC1: ELIGIBLE" pathways "$card" --on 2026-12-31
check "the day after the last period a threshold is not established, and a person decides" 0 "18g BC1: OFFICER" pathways "$card" --on 2027-01-01
check "and the reason is named" 0 "PARAMETER_NOT_ESTABLISHED" pathways "$card" --on 2027-01-01

# The node.
mkdir "$work/taken"; echo mine >"$work/taken/file.txt"
check "a folder that is no demo's is never touched" 1 "serve.not_a_demo_folder" "$alternat" serve --demo --data "$work/taken" --port 0
check "and still holds what it held" 0 "mine" cat "$work/taken/file.txt"
for size in 1 100 4096; do
  mkdir "$work/half$size"; head -c $size /dev/urandom >"$work/half$size/ledger.db"
  before=$(sha256sum <"$work/half$size/ledger.db")
  check "a file of $size bytes that is no ledger is named" 1 "ledger\.(not_a_ledger|damaged)" "$alternat" verify --data "$work/half$size"
  check "and kept ($size)" 0 "${before%% *}" sha256sum "$work/half$size/ledger.db"
done
check "a port out of range" 1 "serve.port" "$alternat" serve --port 70000 --data "$work/node"
check "a folder to replay that is not there" 1 "node.no_ledger" "$alternat" replay --data "$work/none"
check "and is not made by asking" 1 "" test -e "$work/none"

# One running node of the demo: its port and its folder are taken; its ledger cut short is refused.
start_node "$work/demo"
check "a busy port is named with what to do" 1 "http.port_busy.*--port|--port.*http.port_busy" "$alternat" serve --demo --data "$work/demo2" --port "$port"
check "a node already running on the folder" 1 "ledger.in_use" "$alternat" serve --demo --data "$work/demo" --port 0
check "its ledger is not verified meanwhile" 1 "ledger.in_use" "$alternat" verify --data "$work/demo"
check "the running node goes on" 0 "XA" curl -s "http://127.0.0.1:$port/partnerships/xa-xb"
stop_node
check "stopped, it is as it was recorded" 0 "everything is as it was recorded" "$alternat" verify --data "$work/demo"
check "a demo's folder is served by --demo only" 1 "serve.demo_folder" "$alternat" serve --data "$work/demo" --port 0
cp -r "$work/demo" "$work/cut"; truncate -s 300000 "$work/cut/ledger.db"; rm -f "$work/cut"/ledger.db-*
check "a ledger cut short is refused" 1 "ledger\.|verify\." "$alternat" verify --data "$work/cut"
cp -r "$work/demo" "$work/keyless"; rm "$work/keyless"/keys-labour.db*
check "a vault without its keys is refused" 1 "vault.missing_key" "$alternat" replay --data "$work/keyless"
finish
