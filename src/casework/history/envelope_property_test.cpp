// SPDX-License-Identifier: EUPL-1.2
// Noninterference on the running engine: return cases that differ only in asylum, health and
// criminal facts, and pass the same safeguards, send the same bytes to the same state in the same
// batch. The cases are the worked histories of both readmission directions, transit, error return
// and voluntary return, with protected facts changed at random; mutants must be caught.
#include <filesystem>
#include <random>

#include "casework/case_values.h"
#include "casework/envelope.h"
#include "casework/history/play_history.h"
#include "casework/testing.h"
#include "decisions/assessment/assess.h"
#include "program/testing.h"
#include "proofs/static_flow.h"

namespace alternat::casework::testing {
namespace {

namespace fs = std::filesystem;
using terms::FactDefinition;

constexpr unsigned kSeed = 20261124;
constexpr const char* kDirections[] = {"readmission", "readmission-requested",
                                       "readmission-transit", "readmission-error-return",
                                       "voluntary-return"};

History history_of(const std::string& file) {
  const Result<std::string> text = read_file(file);
  REQUIRE(text.ok());
  Result<History> history = parse_history(*text, file);
  REQUIRE(history.ok());
  return std::move(*history);
}

std::vector<std::string> histories(const std::string& procedure) {
  std::vector<std::string> files;
  for (const auto& entry :
       fs::directory_iterator(ALTERNAT_SOURCE_DIR "/content/examples/procedures/" + procedure))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

// What a case sent to the partner state, in the order of the batches.
struct Sent {
  std::vector<Envelope> envelopes;
  std::vector<std::string> gates;  // "decided safeguards:contact: PASS", in order
  bool refused = false;            // a command of the history was
};

// Composes what was thrown since the last look, from the values that the case holds then.
class Post {
 public:
  explicit Post(const program::Program& program) : program_(program) {}
  Status look(Node& node, const projections::CaseRow& row) {
    const auto thrown =
        node.with_tables([](const projections::Tables& tables) { return tables.thrown(); });
    for (; seen_ < thrown.size(); ++seen_) {
      const terms::MessageType* type = program_.content().messages.find(thrown[seen_].message);
      if (type != nullptr && type->to != terms::Recipient::kPartnerState) continue;
      CaseValues values(node, row);
      const Result<const procedures::Values*> all = values.all();
      if (!all) return all.error();
      Result<Envelope> envelope = compose_envelope(
          program_.content(),
          {row.partnership, thrown[seen_].message, thrown[seen_].thrown_at, node.zone(), **all});
      if (!envelope) return envelope.error();
      sent.push_back(std::move(*envelope));
    }
    return {};
  }
  std::vector<Envelope> sent;

 private:
  const program::Program& program_;
  std::size_t seen_ = 0;
};

Sent play(const program::Program& program, const History& history) {
  Post post(program);
  const auto played = play_history(
      program, history,
      [&](Node& node, const projections::CaseRow& row) { return post.look(node, row); });
  if (!played) FAIL(to_string(played.error()));
  Sent sent{std::move(post.sent), {}, false};
  for (const PlayedStep& step : *played)
    for (const std::string& line : step.lines) {
      if (line.starts_with("decided safeguards:")) sent.gates.push_back(line);
      sent.refused |= line.starts_with("refused ");
    }
  order_batches(sent.envelopes);
  return sent;
}

std::string words(const std::vector<Envelope>& envelopes) {
  std::string text;
  for (const Envelope& one : envelopes)
    text += one.leaves_at.to_iso() + " " + one.to + " " + one.body + "\n";
  return text;
}

// Whether it may leave at all is a declared release of the message.
bool may_stay_away(const std::string& message) {
  const auto& releases = content().content().messages.releases();
  return std::any_of(releases.begin(), releases.end(), [&](const terms::Release& release) {
    return release.message == message && release.channel == terms::ReleaseChannel::kLeaving;
  });
}

// What two cases must have in common; "" if they have.
std::string difference(const Sent& one, const Sent& other) {
  const bool same_answers = one.gates == other.gates && one.refused == other.refused;
  if (same_answers)
    return one.envelopes == other.envelopes ? "" : words(one.envelopes) + words(other.envelopes);
  // Their ways part: what a message says is still the same, and whether it leaves is a release.
  for (const auto& [from, to] : {std::pair(&one, &other), std::pair(&other, &one)})
    for (const Envelope& envelope : from->envelopes) {
      const auto same = std::find_if(
          to->envelopes.begin(), to->envelopes.end(),
          [&](const Envelope& candidate) { return candidate.message == envelope.message; });
      const bool found = same != to->envelopes.end();
      if (found && same->body != envelope.body) return envelope.body + " and " + same->body;
      if (!found && !may_stay_away(envelope.message)) return envelope.body + " in one case only";
    }
  return "";
}

// Facts recorded before the first safeguards were asked.
Json early_facts(const History& history) {
  Json facts = {{"partnership", kPartnership}};
  for (const HistoryStep& step : history.steps) {
    if (step.verb == HistoryVerb::kMoment && !facts.contains("on")) facts["on"] = step.on->to_iso();
    for (const auto& [name, value] : step.values) facts[name] = Json::parse(value);
    for (const std::string& line : step.expected)
      if (line.starts_with("decided safeguards:")) return facts;
  }
  return facts;
}

std::string contact_outcome(const Json& facts) {
  const assessment::AssessmentOptions options(day(facts.at("on").get<std::string>()));
  const auto result =
      assessment::assess_safeguards(content().law(), facts, options, assessment::expected_gates());
  REQUIRE(result.ok());
  return std::string(assessment::to_text(result->phases.front().outcome));
}

std::optional<Json> some_value(const FactDefinition& fact, std::mt19937& random) {
  switch (fact.type) {
    case terms::FactType::kBoolean:
      return Json(random() % 2 == 0);
    case terms::FactType::kString:
      if (fact.values.empty()) return std::nullopt;
      return Json(fact.values[random() % fact.values.size()]);
    case terms::FactType::kDate:
      return Json(random() % 2 == 0 ? "2026-05-04" : "2026-06-01");
    default:
      return std::nullopt;
  }
}

enum class Keep { kTheGates, kNothing };

// Protected facts of the file with other values; with kTheGates only such as leave the outcome of
// the safeguards before contact what it was.
Json changed_facts(const History& history, std::mt19937& random, Keep keep) {
  const Json base = early_facts(history);
  Json facts = base;
  Json changes = Json::object();
  const std::string outcome = contact_outcome(base);
  for (const FactDefinition& fact : content().content().facts.all()) {
    if (!proofs::is_protected(fact.category) || !fact.realms.contains(terms::Realm::kReturns))
      continue;
    if (random() % (keep == Keep::kTheGates ? 2 : 6) != 0) continue;
    const std::optional<Json> value = some_value(fact, random);
    if (!value || facts.value(fact.id, Json()) == *value) continue;
    Json tried = facts;
    tried[fact.id] = *value;
    if (content().content().facts.check(tried, "x").has_errors()) continue;
    if (keep == Keep::kTheGates && contact_outcome(tried) != outcome) continue;
    facts = std::move(tried);
    changes[fact.id] = *value;
  }
  return changes;
}

// The history with the changed facts recorded right after the opening, and wherever it says them
// itself before the safeguards are asked.
History changed(History history, const Json& changes) {
  HistoryStep amend;
  amend.verb = HistoryVerb::kAmend;
  amend.role = access::Role::kAliensAuthority;
  for (const auto& [name, value] : changes.items()) amend.values[name] = value.dump();
  bool asked = false;
  for (HistoryStep& step : history.steps) {
    if (!asked)
      for (auto& [name, value] : step.values)
        if (changes.contains(name)) value = changes.at(name).dump();
    for (const std::string& line : step.expected) asked |= line.starts_with("decided safeguards:");
  }
  if (!amend.values.empty()) history.steps.insert(history.steps.begin() + 2, amend);
  return history;
}

// The same story, but fear was noted by mistake, the safeguards held the case, and it was put right
// and released in the afternoon of the same day.
History held_for_hours(const History& base) {
  History history;
  history.title = base.title;
  for (const HistoryStep& step : base.steps) {
    history.steps.push_back(step);
    const bool asks = std::any_of(
        step.expected.begin(), step.expected.end(),
        [](const std::string& line) { return line == "decided safeguards:contact: PASS"; });
    if (!asks) continue;
    HistoryStep mistake;
    mistake.verb = HistoryVerb::kAmend;
    mistake.role = access::Role::kAliensAuthority;
    mistake.values = {{"fear_expressed", "true"}};
    history.steps.insert(history.steps.end() - 1, mistake);
    HistoryStep afternoon = base.steps.front();
    afternoon.minute = 15 * 60 + 30;
    history.steps.push_back(afternoon);
    mistake.values = {{"fear_expressed", "false"}};
    history.steps.push_back(mistake);
    HistoryStep again;
    again.verb = HistoryVerb::kComplete;
    again.what = "contact_review";
    again.role = access::Role::kAliensAuthority;
    again.values = {{"review_next", "\"check_again\""}};
    history.steps.push_back(again);
  }
  return history;
}

std::string readmission(const std::string& name) {
  return ALTERNAT_SOURCE_DIR "/content/examples/procedures/readmission/" + name + ".history.md";
}

}  // namespace

TEST_CASE("cases that differ only in protected facts send the same bytes in the same batch") {
  std::mt19937 random(kSeed);
  MESSAGE("seed " << kSeed);
  int pairs_that_pass = 0;
  int differing_facts = 0;
  std::size_t sent = 0;
  for (const char* procedure : kDirections)
    for (const std::string& file : histories(procedure)) {
      const History history = history_of(file);
      const Sent base = play(content(), history);
      sent += base.envelopes.size();
      for (const Keep keep : {Keep::kTheGates, Keep::kTheGates, Keep::kNothing, Keep::kNothing}) {
        const Json changes = changed_facts(history, random, keep);
        CAPTURE(kSeed);
        CAPTURE(file);
        CAPTURE(changes.dump());
        const Sent other = play(content(), changed(history, changes));
        CHECK(difference(base, other) == "");
        if (other.gates != base.gates || other.refused != base.refused) continue;
        ++pairs_that_pass;
        differing_facts += static_cast<int>(changes.size());
      }
    }
  MESSAGE(pairs_that_pass << " pairs pass alike, with " << differing_facts << " facts changed");
  CHECK(pairs_that_pass >= 40);
  CHECK(differing_facts >= 100);
  CHECK(sent >= 20);
}

TEST_CASE("a hold that is lifted the same day shows in nothing that leaves") {
  for (const char* name : {"refused", "silence", "stop"}) {
    const History history = history_of(readmission(name));
    const Sent straight = play(content(), history);
    const Sent held = play(content(), held_for_hours(history));
    CAPTURE(name);
    CHECK(held.gates.size() == straight.gates.size() + 1);
    CHECK(held.gates.front() != "decided safeguards:contact: PASS");
    CHECK(held.gates.back() == "decided safeguards:contact: PASS");
    CHECK_FALSE(straight.envelopes.empty());
    CHECK(words(held.envelopes) == words(straight.envelopes));
  }
}

TEST_CASE("a case that is held sends nothing, and no reason") {
  std::mt19937 random(kSeed);
  History history = history_of(readmission("refused"));
  const Json fear = {{"fear_expressed", true}};
  const Sent held = play(content(), changed(std::move(history), fear));
  CHECK(held.gates.front() != "decided safeguards:contact: PASS");
  CHECK(words(held.envelopes) == "");
}

TEST_CASE("a mutant whose message has a field filled from a protected fact is caught") {
  program::testing::ContentCopy copy;
  copy.replace("law/de/messages.toml", "fact = \"nationality_evidence_tier\"",
               "fact = \"medical_certificate\"");
  const std::unique_ptr<program::Program> mutant = copy.load();
  const History history = history_of(readmission("refused"));
  std::mt19937 random(kSeed);
  bool caught = false;
  for (int i = 0; i < 20 && !caught; ++i) {
    const Json changes = changed_facts(history, random, Keep::kTheGates);
    if (!changes.contains("medical_certificate")) continue;
    const Sent base = play(*mutant, history);
    const Sent other = play(*mutant, changed(history, changes));
    caught = base.gates == other.gates && difference(base, other) != "";
  }
  CHECK(caught);
}

TEST_CASE("a mutant whose message leaves at once shows when the hold was lifted, and is caught") {
  program::testing::ContentCopy copy;
  copy.replace("law/de/messages.toml",
               "id = \"readmission_request\"\nto = \"partner_state\"\nphase = \"contact\"\nbatch = "
               "\"daily\"\n",
               "id = \"readmission_request\"\nto = \"partner_state\"\nphase = \"contact\"\n");
  const std::unique_ptr<program::Program> mutant = copy.load();
  const History history = history_of(readmission("refused"));
  CHECK(words(play(*mutant, held_for_hours(history)).envelopes) !=
        words(play(*mutant, history).envelopes));
}

}  // namespace alternat::casework::testing
