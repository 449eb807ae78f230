// SPDX-License-Identifier: EUPL-1.2
// The JSON form gives the bytes that the interpreter's explanation gives, and refuses what does not
// fit, all of it at once.
#include "decisions/prepared/json_call.h"

#include <doctest/doctest.h>

#include <random>

#include "decisions/feel/convert.h"
#include "decisions/prepared/explanation.h"
#include "decisions/prepared/test_facts.h"
#include "decisions/prepared/test_models.h"

namespace alternat::prepared {
namespace {

std::string text_of(const Plan& plan, const std::vector<feel::Value>& facts) {
  Json json = Json::object();
  for (std::uint32_t i = 0; i < plan.inputs().size(); ++i)
    if (!facts[i].is_unknown()) json[plan.inputs()[i].name] = feel::to_json(facts[i]);
  return json.dump();
}

// Numbers of many digits are texts in to_json; as facts they are numbers.
bool is_plain(const feel::Value& value) {
  return !value.is_number() || feel::to_json(value).is_number();
}

void compare(const std::string& file, const std::vector<const char*>& decisions, int calls) {
  const dmn::ModelSet models = reference_model(file);
  std::vector<std::uint32_t> wanted;
  for (const char* name : decisions) wanted.push_back(*models.find_decision("", name));
  const Plan plan = Plan::compile(models, wanted, {});
  CHECK(plan.bridged().empty());
  JsonCall call(plan);
  dmn::Evaluation evaluation(models);
  const assessment::Law law{&models, nullptr, nullptr};
  FactSource source(law, plan, 7);
  std::size_t asked = 0;
  for (int i = 0; i < calls; ++i) {
    const std::vector<feel::Value> facts = source.person();
    if (!std::all_of(facts.begin(), facts.end(), is_plain)) continue;
    ++asked;
    for (std::uint32_t k = 0; k < plan.inputs().size(); ++k)
      evaluation.set_inputs_named(plan.inputs()[k].name, facts[k]);
    const Result<std::string_view> answer = call.decide(text_of(plan, facts));
    REQUIRE(answer.ok());
    CHECK(std::string(*answer) == explain(plan, evaluation).dump());
  }
  CHECK(asked > static_cast<std::size_t>(calls) / 4);
  CHECK(call.interpreted() < asked);
}

TEST_CASE("the JSON form gives the interpreter's explanation, byte by byte") {
  compare("table.dmn", {"one"}, 400);
  compare("table.dmn", {"ways"}, 400);
  compare("table.dmn", {"one", "ways"}, 100);
  compare("card.dmn", {"card"}, 400);
}

TEST_CASE("an explanation names the rule, the failed cells, the values and the legal basis") {
  const dmn::ModelSet models = reference_model("table.dmn");
  const std::vector<std::uint32_t> wanted = {*models.find_decision("", "one")};
  const Plan plan = Plan::compile(models, wanted, {});
  JsonCall call(plan);
  const auto answer = call.decide(
      R"({"kind":"degree","pay":46000.50,"months":0,"level":"A2","age":30,"name_of_no_input":[1]})");
  REQUIRE(answer.ok());
  const Json json = Json::parse(*answer);
  CHECK(json["version"] == 1);
  const Json& table = json["decisions"][0]["table"];
  CHECK(json["decisions"][0]["result"] == "SHORTAGE_LANGUAGE");
  CHECK(table["inputs"][1].dump() == R"({"expression":"pay","value":46000.5})");
  CHECK(table["rules"][3].dump() ==
        R"x({"cells":[],"id":"r4","legal_basis":"Reference Act s.1(4)",)x"
        R"x("outputs":{"result":"SHORTAGE_LANGUAGE"},"verdict":"hit"})x");
  CHECK(table["rules"][0].dump() ==
        R"x({"cells":[{"input":1,"test":">= 50700.00","verdict":"no"}],"id":"r1",)x"
        R"x("legal_basis":"Reference Act s.1(1)","verdict":"no"})x");
  CHECK(call.interpreted() == 0);
}

TEST_CASE("facts that do not fit are refused, all in one message") {
  const dmn::ModelSet models = reference_model("table.dmn");
  const std::vector<std::uint32_t> wanted = {*models.find_decision("", "one")};
  const Plan plan = Plan::compile(models, wanted, {});
  JsonCall call(plan);
  const auto refused = [&](std::string_view text) {
    const auto answer = call.decide(text);
    REQUIRE(!answer.ok());
    return answer.error();
  };
  const Error wrong = refused(R"({"kind":1,"pay":"much","age":true})");
  CHECK(wrong.code == "prepared.wrong_type");
  CHECK(wrong.message ==
        "\"kind\" must be a text; \"pay\" must be a number; \"age\" must be a number");
  CHECK(refused(R"({"pay":1,"pay":2})").code == "json.duplicate_key");
  CHECK(refused(R"({"pay":1,"pay":2})").message == "\"pay\" is said twice");
  CHECK(refused("[1]").code == "json.malformed");
  CHECK(refused("{\"pay\":1").code == "json.malformed");
  CHECK(refused("{\"pay\":1} {}").code == "json.malformed");
  CHECK(refused("").code == "json.malformed");
  for (const char* number : {"01", "1.", ".5", "-", "1e", "0x1", "1 2", "+1", "NaN"})
    CHECK(!call.decide("{\"pay\":" + std::string(number) + "}").ok());
  for (const char* number : {"0", "-0.5", "1e3", "1E+3", "10.25e-1"})
    CHECK(call.decide("{\"pay\":" + std::string(number) + "}").ok());
  CHECK(call.decide("{}").ok());
}

}  // namespace
}  // namespace alternat::prepared
