#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Deadlines by the law's own counting, with their reasons, and every refusal. 2026: Easter is 5 April,
# Whit Monday 25 May, Corpus Christi 4 June.
source "$(dirname "$0")/lib.sh"
ask() { "$alternat" deadline "$@"; }

check "an agreement's twelve days end on a Sunday and stay" 0 "^2025-06-15$" \
  ask --start 2025-06-03 --rule P12D:treaty --calendar xa
check "and say why" 0 "The end stays on that day" ask --start 2025-06-03 --rule P12D:treaty --calendar xa
check "in German too" 0 "15. Juni 2025 ist ein Sonntag" \
  ask --start 2025-06-03 --rule P12D:treaty --calendar xa --language de
check "BGB s.193 moves the end of a German period" 0 "next working day: Monday, 16 June 2025 .BGB s.193" \
  ask --start 2025-06-03 --rule P12D --calendar de-BE
check "consent deemed on Whit Monday is not moved" 0 "^2026-05-25$" \
  ask --start 2026-05-11 --rule ba_consent --calendar de-BE --event transmission
check "the same two weeks for somebody who must act end on Tuesday" 0 "^2026-05-26$" \
  ask --start 2026-05-11 --rule P2W --calendar de-BE
check "a clock of the law names its clause" 0 "rests on: BeschV s.36\(2\)" \
  ask --start 2026-06-01 --rule ba_consent --calendar de-BE
check "Corpus Christi is a holiday in Bavaria" 0 "^2026-06-05$" ask --start 2026-05-25 --rule P10D --calendar de-BY
check "and none in Berlin" 0 "^2026-06-04$" ask --start 2026-05-25 --rule P10D --calendar de-BE
check "a month too short ends on its last day" 0 "^2027-03-01$" ask --start 2027-01-31 --rule P1M --calendar de-BE
check "without s.193 on 28 February" 0 "^2027-02-28$" \
  ask --start 2027-01-31 --rule P1M:bgb_fixed_end --calendar de-BE
check "Union law: at least two working days" 0 "^2026-06-09$" ask --start 2026-06-05 --rule P2D:eu --calendar de-BE
check "hours of Union law start with the next full hour" 0 "^2026-06-07T11:00:00" \
  ask --start 2026-06-05T10:20:00Z --rule PT48H:eu --calendar de-BE
check "the moment is told as the clocks there show it" 0 "7 June 2026, 13:00" \
  ask --start 2026-06-05T10:20:00Z --rule PT48H:eu --calendar de-BE
check "suspended days do not count" 0 "^2026-06-18$" \
  ask --start 2026-06-03 --rule P12D:treaty --calendar xa --suspended 2026-06-10..2026-06-12
check "extended for a reason" 0 "extended by 6 calendar days .reason: both sides agreed." \
  ask --start 2026-06-03 --rule P10D:treaty --calendar xa --extended P6D --reason agreed
check "working days of both sides" 0 "^2026-06-11$" \
  ask --start 2026-06-03 --rule P5D:working_days:treaty_both_sides --calendar xa+xb
check "a provisional holiday marks the day" 0 "still move" \
  ask --start 2026-06-18 --rule P3D:working_days:treaty --calendar xb

ask --start 2025-06-03 --rule P12D:treaty --calendar xa --json >"$work/answer.json"
check "the JSON keeps its schema" 0 "" node tests/cli/shape.mjs deadline "$work/answer.json"
check "and states the day" 0 '"last_day": "2025-06-15"' cat "$work/answer.json"

check "a word that is no period" 1 "calendar.period_not_found" ask --start 2026-06-03 --rule twelve
check "a period that cannot be counted" 1 "calendar.bad_period" ask --start 2026-06-03 --rule P1Y6M
check "a rule that does not exist" 1 "calendar.rule_not_found.*Did you mean 'treaty'" ask --start 2026-06-03 --rule P12D:traety
check "weeks in working days" 1 "calendar.bad_counting" ask --start 2026-06-03 --rule P2W:working_days
check "a calendar that does not exist" 1 "calendar.not_found.*Did you mean 'de-B" \
  ask --start 2026-06-03 --rule P12D --calendar de-BA
check "a day that does not exist" 1 "date\." ask --start 2026-06-31 --rule P12D
check "holidays that nobody knows yet" 1 "calendar.year_not_covered" ask --start 2036-12-24 --rule P5D:working_days
check "one calendar for a rule of two sides" 1 "calendar.two_sides" \
  ask --start 2026-06-03 --rule P5D:treaty_both_sides --calendar xa
check "three calendars" 1 "calendar.bad_place" ask --start 2026-06-03 --rule P5D --calendar xa+xb+de
check "an extension without a reason" 1 "calendar.no_reason" ask --start 2026-06-03 --rule P5D --extended P2D
check "a reason without an extension" 1 "deadline.reason_of_nothing" ask --start 2026-06-03 --rule P5D --reason agreed
check "a suspension that is none" 1 "calendar.bad_suspension" ask --start 2026-06-03 --rule P5D --suspended soon
check "a suspension after the end" 1 "calendar.suspended_too_late" \
  ask --start 2026-06-03 --rule P5D --suspended 2026-07-01
check "hours from a day" 1 "calendar.no_moment" ask --start 2026-06-03 --rule PT48H
check "an event that starts nothing" 1 "deadline.unknown_event" ask --start 2026-06-03 --rule P5D --event luck
check "a language that is not spoken" 1 "deadline.unknown_language" ask --start 2026-06-03 --rule P5D --language fr

# FEEL: the same counting in a model.
cat >"$work/reply.dmn" <<'DMN'
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="reply" name="reply" namespace="urn:reply">
  <inputData id="received" name="received"><variable name="received" typeRef="date"/></inputData>
  <decision id="last" name="last day"><variable name="last day" typeRef="date"/>
    <informationRequirement><requiredInput href="#received"/></informationRequirement>
    <literalExpression><text>deadline(received, "P12D:treaty", "xa")</text></literalExpression></decision>
  <decision id="consent" name="consent"><variable name="consent" typeRef="date"/>
    <informationRequirement><requiredInput href="#received"/></informationRequirement>
    <literalExpression><text>deadline(received, "ba_consent", "de-BE")</text></literalExpression></decision>
  <decision id="nowhere" name="nowhere"><variable name="nowhere" typeRef="date"/>
    <informationRequirement><requiredInput href="#received"/></informationRequirement>
    <literalExpression><text>deadline(received, "P12D", "xq")</text></literalExpression></decision>
</definitions>
DMN
printf '%s' '{"received": "2026-05-11"}' >"$work/received.json"
decide() { "$alternat" decide --model "$work/reply.dmn" --facts "$work/received.json" "$@"; }
check "FEEL counts an agreement's days" 0 '"last day": "2026-05-23"' decide --json
check "FEEL knows the clocks of the law" 0 '"consent": "2026-05-25"' decide --json
check "FEEL gives null and says why" 0 "There is no calendar 'xq'" decide --json

# An operator's list of holidays.
printf 'region\tdate\ttype\tlocal\tde\ten\tsubstitute\nQQ\t2026-01-01\tpublic\tx\tNeujahr\tNew Year\t0\nQQ\t2027-01-01\tpublic\tx\tNeujahr\tNew Year\t0\nQQ\t2026-03-20\tpublic\tx\tFest\tFeast\t0\nQQ\t2027-03-09\tpublic\tx\tFest\tFeast\t0\nQQ\t2026-05-05\tbank\tx\tBank\tBank\t0\n' >"$work/list.tsv"
import() { "$alternat" import holidays --file "$work/list.tsv" --id qq --zone Etc/GMT-3 "$@"; }
check "a list of holidays becomes a calendar" 0 "dates = .2026-01-01, 2027-01-01." import --region QQ
check "what the moon moves is provisional" 0 "^provisional = true$" import --region QQ
check "a region that the list does not have" 1 "import.no_region" import --region QX
printf 'QQ\t2026-02-30\tpublic\tx\tx\tx\n' >"$work/list.tsv"
check "a day that does not exist, with its line" 1 "list.tsv:1:1.*import.bad_list" import --region QQ

check "without a start" 2 "start" ask --rule P5D
finish
