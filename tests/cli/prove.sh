#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# prove: every property of the shipped content holds; every way of breaking one is caught, with the place and the way.
source "$(dirname "$0")/lib.sh"

check "the shipped content keeps all six properties" 0 "^([0-9]+) of \1 hold, " "$alternat" prove
"$alternat" prove --json >"$work/proof.json"
check "the report keeps its schema" 0 "proof ok" node tests/cli/shape.mjs proof "$work/proof.json"
check "one partnership, one property" 0 "readmission \(xa-xb\)" "$alternat" prove xa-xb --property gates
check "a bound that is reached is no proof" 1 "NOT PROVED.*readmission" "$alternat" prove --property ends --states 50
check "and says which bound" 1 "bound: more than 50 control states" "$alternat" prove --property ends --states 50
check "an unknown partnership" 1 "program.unknown_partnership" "$alternat" prove xa-xc
check "an unknown property" 1 "prove.unknown_property" "$alternat" prove --property luck

# mutant NAME FILE PERL: a copy of the content, changed in one place; fails here if nothing changed.
mutant() {
  rm -rf "$work/content"; cp -r content "$work/content"
  perl -0pi -e "$3" "$work/content/$2"
  cmp -s "content/$2" "$work/content/$2" && { failed=$((failed + 1)); echo "FAILED the mutant $1 changes nothing"; }
}
proves() { "$alternat" prove --content "$work/content" "$@"; }
checks() { "$alternat" check "$work/content"; }

# 1 gates
mutant "request without phase" procedures/readmission.bpmn 's/(alternat:message="readmission_request")\s+alternat:phase="contact"/$1/'
check "a request that is sent again on a stale gate is found" 1 "submit: \"readmission_request\" leaves .* passed before a fact they read changed" proves --property gates
check "the way is gone again by the engine" 1 "replay: replayed" proves --property gates
check "check refuses it with the place and the way" 1 "readmission.bpmn:[0-9]+:[0-9]+: error: readmission: submit: .* The way: start opened > .*proof.gates" checks
mutant "transfer without phase" procedures/readmission.bpmn 's/(<userTask id="transfer"[^>]*?)\s+alternat:phase="execution"/$1/s'
check "an act whose element names no phase is known by what it records" 1 "transfer: \"transfer_result\" is recorded .*(passed before a fact they read changed)" proves --property gates
mutant "gateway past the gate" procedures/readmission.bpmn 's/contact_outcome = &quot;PASS&quot;/contact_outcome = &quot;REVIEW&quot;/'
check "a gateway that lets REVIEW through is refused" 1 "bpmn.phase_unguarded|proof.gates" checks
mutant "first word by withdrawal" procedures/readmission.bpmn 's/(contact_next_to_discarded" name="nein" sourceRef="contact_next" targetRef=")discarded/$1leave/; s/<incoming>contact_next_to_discarded<\/incoming>//; s/(<exclusiveGateway id="leave">)/$1<incoming>contact_next_to_discarded<\/incoming>/; s/<endEvent id="discarded".*?<\/endEvent>//s; s/<flowNodeRef>discarded<\/flowNodeRef>//; s/<bpmndi:BPMNShape[^>]*bpmnElement="discarded".*?<\/bpmndi:BPMNShape>//s'
check "a withdrawal that would be the first word about a person is found" 1 "withdraw: \"readmission_withdrawal\" leaves .* nothing about the person has left before" proves --property gates

# No case runs under such content; its pages show the way.
check "serve refuses content that fails" 1 "serve.unsafe_content" "$alternat" serve --content "$work/content" --data "$work/node" --port 0
check "and wrote nothing" 1 "" test -e "$work/node"
check "the demo needs cases" 1 "serve.demo_without_cases" "$alternat" serve --content "$work/content" --data "$work/node" --port 0 --demo --without-cases
start_node "$work/node" --content "$work/content" --without-cases
check "the page walks the way over the diagram" 0 'class="bpmn' curl -sS "http://localhost:$port/proofs/gates/1?step=2"
check "nobody can sign in" 0 '"status":40[13]|^40[13]' curl -sS -o /dev/null -w '%{http_code}' "http://localhost:$port/tray" -H 'Accept: application/json'
check "no feed without cases" 0 '^40[34]' curl -sS -o /dev/null -w '%{http_code}' "http://localhost:$port/partnerships/xa-xb/cases" -H 'Accept: application/json'
stop_node
check "and keeps no data" 1 "" test -e "$work/node"

# 2 noninterference
mutant "asylum in a field" law/de/messages.toml 's/nationality_evidence_tier/fear_expressed/'
check "a field filled from an asylum fact is found" 1 "field \"evidence_list\" of \"readmission_request\" shows a fact of the category asylum" proves --property noninterference
check "check refuses it" 1 "proof.noninterference" checks
mutant "no release" law/de/messages.toml 's/\[\[release\]\]\nid = "withdrawal-leaves".*?\n(?=\[\[release)//s'
check "a message that leaves because of an asylum fact needs a release" 1 "withdraw: whether \"readmission_withdrawal\" leaves .* depends on" proves --property noninterference
mutant "no batch" law/de/messages.toml 's/(id = "transfer_notice"\nto = "partner_state"\nphase = "scheduling"\n)batch = "daily"\n/$1/'
check "a message without a batch shows the moment" 1 "notify: \"transfer_notice\" leaves .* at once" proves --property noninterference

# 3 every path ends
mutant "a join of alternatives" procedures/readmission.bpmn 's/<exclusiveGateway id="leave">(.*?)<\/exclusiveGateway>/<parallelGateway id="leave">$1<\/parallelGateway>/s'
check "a join that waits for tokens that cannot come is found" 1 "No end can be reached once .* tokens stand at" proves --property ends
check "check refuses the deadlock" 1 "proof.ends" checks

mutant "a deadlock inside a part" procedures/readmission.bpmn 's/<exclusiveGateway id="submit_again">(.*?)<\/exclusiveGateway>/<parallelGateway id="submit_again">$1<\/parallelGateway>/s'
check "a join inside a part that can be stopped is found though the case may end" 1 "Nothing inside \"partner_part\" can move any more once .* only an interruption leads on" proves --property ends --procedure readmission
mutant "no default" procedures/readmission.bpmn 's/(id="fear" name="[^"]*") default="fear_to_await"/$1/; s/(<sequenceFlow id="fear_to_await"[^>]*?)\/>/$1><conditionExpression>fear_expressed = false and track_pending = true<\/conditionExpression><\/sequenceFlow>/'
check "a gateway whose conditions can all be false is named with values" 0 "readmission.bpmn:[0-9]+:[0-9]+: warning: .*\"fear\" has no default flow, and no condition holds for fear_expressed = false, track_pending = false.*bpmn.no_way_out" checks

# 4 safeguards
mutant "a loosened safeguard" facts/returns-steps.toml 's/(id = "monitor_informed"\n)/$1hook = "H3"\n/'
perl -0pi -e 's/sets = \{ ba_arrangement/sets = { monitor_informed = true, ba_arrangement/' "$work/content/partnerships/xa-xb/overlays.toml"
check "an overlay that answers for the monitor is found" 1 "G59 is less strict than the law through overlay \"open-placement\": .*by law REVIEW, under the agreement PASS" proves --property safeguards
check "check refuses the overlay" 1 "overlays.toml:9:.*proof.safeguards" checks

# 5 tables
mutant "a rule missing" law/de/safeguards/transfer.dmn 's/<rule id="G59_not_informed">.*?<\/rule>//s'
check "a table with a gap is found, with the case" 1 "table \"G59\" has no rule for monitor_informed = false" proves --property tables
check "check refuses the gap" 1 "legal.gap" checks

# 6 access
mutant "a hole in the firewall" law/de/access.dmn 's/(returns_03_category"><text>"identity")/$1, "employment"/'
check "a row that reads work data for a return never becomes a program" 1 "category employment may not be set: nothing known from work.*access.firewall" checks
mutant "a complaint in a return" procedures/readmission.bpmn 's/alternat:form="review_next"/alternat:form="review_next,complaint_kind?"/'
check "a fact of advice in a return never becomes a program" 1 "asks for 'complaint_kind', a fact of the realm advice.*program.wrong_realm" checks
mutant "advice beside returns" facts/advice-complaint.toml 's/realm = "advice"/realm = ["advice", "returns"]/'
check "nor does a fact that advice and returns share" 1 "cannot be of returns and advice.*fact.realm" checks
finish
