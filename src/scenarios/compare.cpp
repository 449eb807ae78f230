// SPDX-License-Identifier: EUPL-1.2
#include "scenarios/compare.h"

#include <algorithm>

namespace alternat::scenarios {
namespace {

using assessment::PathwayOutcome;
using assessment::PathwayResult;

std::vector<std::string> codes_of(const PathwayResult& result) {
  std::vector<std::string> codes;
  for (const assessment::Reason& reason : result.reasons) codes.push_back(reason.code);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

const PathwayResult* find(const std::vector<PathwayResult>& results, const PathwayResult& like) {
  const auto found = std::find_if(results.begin(), results.end(), [&](const PathwayResult& result) {
    return result.pathway == like.pathway && result.row == like.row;
  });
  return found == results.end() ? nullptr : &*found;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Json side(const PathwayResult* result) {
  if (!result) return nullptr;
  Json json = {{"outcome", to_text(result->outcome)},
               {"codes", codes_of(*result)},
               {"missing", result->missing}};
  if (result->outcome == PathwayOutcome::kEligible) json["class"] = to_text(result->legal_class);
  return json;
}

}  // namespace

int standing(PathwayOutcome outcome) {
  switch (outcome) {
    case PathwayOutcome::kIneligible:
      return 0;
    case PathwayOutcome::kNeedsInfo:
    case PathwayOutcome::kOfficer:
      return 1;
    case PathwayOutcome::kEligible:
      return 2;
  }
  return 0;
}

ChangeKind compare(const PathwayResult* before, const PathwayResult* after) {
  const int then = before ? standing(before->outcome) : 0;
  const int now = after ? standing(after->outcome) : 0;
  if (now > then) return ChangeKind::kGains;
  if (now < then) return ChangeKind::kLoses;
  if (!before || !after) return before == after ? ChangeKind::kNone : ChangeKind::kOther;
  if (before->outcome != after->outcome) return ChangeKind::kOther;
  if (before->outcome == PathwayOutcome::kEligible)
    return before->legal_class == after->legal_class ? ChangeKind::kNone : ChangeKind::kOther;
  return codes_of(*before) == codes_of(*after) && before->missing == after->missing
             ? ChangeKind::kNone
             : ChangeKind::kReasons;
}

std::vector<RowChange> changes(const std::vector<PathwayResult>& before,
                               const std::vector<PathwayResult>& after) {
  std::vector<RowChange> all;
  const auto add = [&all](const PathwayResult& named, const PathwayResult* then,
                          const PathwayResult* now) {
    const ChangeKind kind = compare(then, now);
    if (kind != ChangeKind::kNone) all.push_back({named.pathway, named.row, kind, then, now});
  };
  for (const PathwayResult& result : after) add(result, find(before, result), &result);
  for (const PathwayResult& result : before)
    if (!find(after, result)) add(result, &result, nullptr);
  return all;
}

std::string_view to_text(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kNone:
      return "none";
    case ChangeKind::kGains:
      return "gains";
    case ChangeKind::kLoses:
      return "loses";
    case ChangeKind::kOther:
      return "other";
    case ChangeKind::kReasons:
      return "reasons";
  }
  return "none";
}

std::string summary(const PathwayResult* result) {
  if (!result) return "no such row";
  std::string text(to_text(result->outcome));
  switch (result->outcome) {
    case PathwayOutcome::kEligible:
      return text + " (" + std::string(to_text(result->legal_class)) + ")";
    case PathwayOutcome::kNeedsInfo:
      return text + " " + joined(result->missing);
    case PathwayOutcome::kIneligible:
    case PathwayOutcome::kOfficer:
      return text + " " + joined(codes_of(*result));
  }
  return text;
}

Json to_json(const RowChange& change) {
  return {{"pathway", change.pathway},
          {"row", change.row},
          {"change", to_text(change.kind)},
          {"before", side(change.before)},
          {"after", side(change.after)}};
}

}  // namespace alternat::scenarios
