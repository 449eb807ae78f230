// SPDX-License-Identifier: EUPL-1.2
#include "casework/record_message.h"

#include <algorithm>

#include "casework/values_check.h"

namespace alternat::casework {
namespace {

bool is_hash(const std::string& text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Status check_letter(const Node& node, const Letter& letter) {
  if (!is_hash(letter.hash))
    return Error{Fault::kMalformed,
                 "casework.letter_hash",
                 "The document's hash is SHA-256 as 64 small hex digits ('sha256sum FILE').",
                 {}};
  if (letter.direction != "received" && letter.direction != "sent")
    return Error{Fault::kMalformed,
                 "casework.letter_direction",
                 "A letter is 'received' or 'sent', not '" + letter.direction + "'.",
                 {}};
  if (letter.received_on > node.today())
    return Error{Fault::kMalformed,
                 "casework.letter_in_future",
                 "The day " + letter.received_on.to_iso() +
                     " lies in the future; clocks start on "
                     "the day of receipt.",
                 {}};
  return check_values(node.program(), letter.values);
}

}  // namespace

Result<StepResult> record_message(Node& node, const Call& call, const CaseRef& of,
                                  const Letter& letter) {
  if (Status status = check_letter(node, letter); !status) return status.error();
  const ExtraRecord record{"LetterRecorded",
                           {{"direction", letter.direction},
                            {"medium", letter.medium},
                            {"on", letter.received_on.to_iso()},
                            {"hash", letter.hash},
                            {"reference", letter.reference}}};
  procedures::Action action = procedures::AmendValues{letter.values};
  if (!letter.message.empty())
    action = procedures::CorrelateMessage{letter.message, letter.element, letter.values};
  return step(node, call,
              {of.partnership, of.case_id, of.seen_version, std::move(action), {record}, {}});
}

}  // namespace alternat::casework
