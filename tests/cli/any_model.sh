#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# decide: any DMN file, exact numbers, unknown inputs, services and functions by name; broken models and facts are
# refused with a stable code and their place.
source "$(dirname "$0")/lib.sh"

# model FILE BODY: a model in the DMN 1.5 namespace.
model() {
  printf '<?xml version="1.0"?>\n<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:%s">\n%s</definitions>\n' "$(basename "$1" .dmn)" "$2" >"$1"
}
input() { printf '<inputData id="in_%s" name="%s"><variable name="%s" typeRef="%s"/></inputData>\n' "${1// /_}" "$1" "$1" "$2"; }
# decision NAME INPUT TYPE FEEL
decision() {
  printf '<decision id="d_%s" name="%s"><variable name="%s" typeRef="%s"/><informationRequirement><requiredInput href="#in_%s"/></informationRequirement><literalExpression><text>%s</text></literalExpression></decision>\n' \
    "${1// /_}" "$1" "$1" "$3" "${2// /_}" "$4"
}
facts() { printf '%s' "$1" >"$work/facts.json"; }
decide() { "$alternat" decide --facts "$work/facts.json" --json "$@"; }

model "$work/loan.dmn" "$(input 'Loan Amount' number)$(input 'Start' date)$(decision 'A third' 'Loan Amount' number 'Loan Amount / 3')$(decision 'Next month' Start date 'Start + @"P1M"')$(decision 'Broken' 'Loan Amount' number 'Loan Amount / 0')"
facts '{"Loan Amount": 1, "Start": "2026-01-31"}'
check "all 34 digits" 0 '"A third": 0.3333333333333333333333333333333333,' decide --model "$work/loan.dmn"
check "dates are ISO strings" 0 '"Next month": "2026-02-28"' decide --model "$work/loan.dmn"
check "trouble is null and a warning with its place" 0 'loan.dmn:[0-9]+:[0-9]+' decide --model "$work/loan.dmn"
decide --model "$work/loan.dmn" --trace >"$work/answer.json"
check "the answer has the shape of docs/schema/decide.schema.json" 0 "decide ok" node tests/cli/shape.mjs decide "$work/answer.json"
facts '{"Loan Amount": 0.1}'
check "0.1 is 0.1" 0 '"A third": 0.03333333333333333333333333333333333,' decide --model "$work/loan.dmn"
check "an absent input is unknown, and named" 0 '"Start"' decide --model "$work/loan.dmn"
check "one decision by name" 0 '^A third = 0.0333' "$alternat" decide --model "$work/loan.dmn" --facts "$work/facts.json" --decision 'A third'
facts '{"Loan Amount": 1e400}'
check "a number beyond a binary fraction" 0 '"A third": 3{34}0{366}' decide --model "$work/loan.dmn" --decision 'A third'
facts '{}'
check "nothing given" 0 '"unknown": \[' decide --model "$work/loan.dmn"
facts '{"Loan Amuont": 1, "Start": "2026-02-30"}'
check "a name that no model has, with the nearest" 1 "decide.unknown_input: .*Did you mean 'Loan Amount'" decide --model "$work/loan.dmn"
check "a day that does not exist, in the same run" 1 "feel.json_type: 'Start' must be a date, not \"2026-02-30\"" decide --model "$work/loan.dmn"
facts '{"Loan Amount": "12"}'
check "a number in letters" 1 "feel.json_type: 'Loan Amount' must be a number, not \"12\"" decide --model "$work/loan.dmn"
facts '{"Loan Amount": 1'
check "facts that are no JSON" 1 'json.malformed' decide --model "$work/loan.dmn"
facts '[]'
check "facts that are no object" 1 'facts.not_an_object' decide --model "$work/loan.dmn"
facts '{}'
check "a decision that is not there" 1 "decide.no_decision: .*Did you mean 'A third'" decide --model "$work/loan.dmn" --decision 'A thrid'
check "a model of the content that is not there" 1 'decide.no_model' decide --model nowhere
check "a day that does not exist" 1 'decide.bad_day' decide --model "$work/loan.dmn" --on 2026-02-30
check "a file that is not there" 1 'nowhere.dmn' decide --model "$work/nowhere.dmn"

model "$work/level.dmn" "<itemDefinition name=\"tLevel\"><typeRef>string</typeRef><allowedValues><text>\"A1\", \"A2\"</text></allowedValues></itemDefinition>$(input level tLevel)$(decision d level string 'level')"
facts '{"level": "B3"}'
check "a value that the type does not allow" 1 'decide.not_allowed: .*does not allow: "A1", "A2"' decide --model "$work/level.dmn"

model "$work/service.dmn" "$(input a number)$(decision half a number 'a / 2')<businessKnowledgeModel id=\"k\" name=\"double it\"><variable name=\"double it\"/><encapsulatedLogic><formalParameter name=\"n\" typeRef=\"number\"/><literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel><decisionService id=\"s\" name=\"halving\"><variable name=\"halving\"/><outputDecision href=\"#d_half\"/><inputData href=\"#in_a\"/></decisionService>"
facts '{"a": 3}'
check "a decision service by name" 0 '"halving": 1.5' decide --model "$work/service.dmn" --decision halving
facts '{"n": 3}'
check "a function by name" 0 '"double it": 6' decide --model "$work/service.dmn" --decision 'double it'
facts '{"m": 3}'
check "a parameter that the function does not have" 1 'decide.unknown_input' decide --model "$work/service.dmn" --decision 'double it'

mkdir -p "$work/two"
model "$work/two/base.dmn" "$(input a number)$(decision half a number 'a / 2')"
model "$work/two/top.dmn" '<import name="base" namespace="urn:base" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/><decision id="d" name="d"><variable name="d" typeRef="number"/><informationRequirement><requiredDecision href="urn:base#d_half"/></informationRequirement><literalExpression><text>base.half + 1</text></literalExpression></decision>'
facts '{"a": 4}'
check "imports come from the same folder" 0 '"d": 3' decide --model "$work/two/top.dmn"
model "$work/java.dmn" '<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic kind="Java"/></businessKnowledgeModel>'
facts '{}'
check "Java functions are refused" 1 'java.dmn:3:[0-9]+: .*Java functions are not supported.*dmn.unsupported' decide --model "$work/java.dmn"
for version in 20180521 20191111 20211108 20230324; do
  host=https; [ $version = 20180521 ] && host=http
  sed "s#https://www.omg.org/spec/DMN/20230324#$host://www.omg.org/spec/DMN/$version#" "$work/level.dmn" >"$work/v$version.dmn"
  facts '{"level": "A1"}'
  check "namespace $version loads" 0 '"d": "A1"' decide --model "$work/v$version.dmn"
done
finish
