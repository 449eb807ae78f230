// SPDX-License-Identifier: EUPL-1.2
#include "decisions/dmn/tck.h"

#include <algorithm>
#include <map>
#include <ostream>

#include "base/file.h"
#include "decisions/dmn/evaluate.h"
#include "decisions/dmn/load.h"
#include "decisions/dmn/tck_file.h"
#include "decisions/feel/convert.h"
#include "decisions/feel/operations.h"

namespace alternat::dmn {
namespace {

using feel::Value;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

enum class Numbers { kExact, kTolerant };

bool same_number(const Decimal& a, const Decimal& b, Numbers numbers) {
  if (a == b) return true;
  if (numbers == Numbers::kExact) return false;
  const std::optional<Decimal> difference = a.minus(b);
  if (!difference) return false;
  const Decimal size = difference->is_negative() ? difference->negated() : *difference;
  return size < Decimal::from_scaled(1, 8);
}

// Contexts are equal whatever the order of their entries.
bool same(const Value& expected, const Value& actual, Numbers numbers) {
  if (expected.is_number() && actual.is_number())
    return same_number(expected.number(), actual.number(), numbers);
  if (expected.is_list() && actual.is_list()) {
    const auto a = expected.items(), b = actual.items();
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Value& x, const Value& y) { return same(x, y, numbers); });
  }
  if (expected.is_context() && actual.is_context()) {
    if (expected.entries().size() != actual.entries().size()) return false;
    for (const Value::Entry& entry : expected.entries()) {
      const Value* other = actual.find_entry(entry.name);
      if (!other || !same(entry.value, *other, numbers)) return false;
    }
    return true;
  }
  return feel::identical(expected, actual) || feel::equal(expected, actual).is_true();
}

// Whether loading said something about the element: a message recorded early is a message.
bool was_diagnosed(const Diagnostics& diagnostics, const Definitions& model,
                   const SourceSpan& element) {
  std::uint32_t end = UINT32_MAX;
  for (const Decision& other : model.decisions)
    if (other.span.line > element.line) end = std::min(end, other.span.line);
  return std::any_of(diagnostics.items().begin(), diagnostics.items().end(),
                     [&](const Diagnostic& item) {
                       return item.span.file == element.file && item.span.line >= element.line &&
                              item.span.line < end;
                     });
}

struct CaseRun {
  const ModelSet& set;
  const Diagnostics& diagnostics;
  const TckCase& test;
  Value now;
  Value today;

  Value input_named(const std::string& name) const {
    for (const TckInput& input : test.inputs)
      if (input.name == name) return input.value;
    return Value::null();
  }
  void prepare(Evaluation& evaluation) const;
  Value call_service(Evaluation& evaluation, std::uint32_t service,
                     const std::string& output) const;
  std::optional<Value> result_of(Evaluation& evaluation, const TckExpectation& expected) const;
  // "" if as expected.
  std::string check(const TckExpectation& expected, bool& tolerant) const;
};

void CaseRun::prepare(Evaluation& evaluation) const {
  evaluation.clear_inputs_to_null();
  evaluation.context().set_now(now);
  evaluation.context().set_today(today);
  for (const TckInput& input : test.inputs) {
    bool is_input = false;
    for (std::uint32_t index = 0; index < set.inputs().size(); ++index) {
      const InputNode& node = set.inputs()[index];
      if (node.data->name != input.name && node.data->variable.name != input.name) continue;
      if (!input.namespace_uri.empty() &&
          set.models()[node.model]->namespace_uri != input.namespace_uri)
        continue;
      evaluation.set_input(index, input.value);
      is_input = true;
    }
    if (is_input || test.type == "decisionService") continue;
    if (const auto decision = set.find_decision(input.namespace_uri, input.name))
      evaluation.override_decision(*decision, input.value);
  }
}

Value CaseRun::call_service(Evaluation& evaluation, std::uint32_t service,
                            const std::string& output) const {
  const ServiceNode& node = set.services()[service];
  std::vector<Value> arguments;
  for (std::uint32_t input : node.inputs)
    arguments.push_back(input_named(set.inputs()[input].data->name));
  for (std::uint32_t decision : node.input_decisions)
    arguments.push_back(input_named(set.decisions()[decision].decision->name));
  const Value result = evaluation.call_service(service, arguments);
  if (node.outputs.size() > 1 && result.is_context())
    if (const Value* entry = result.find_entry(output)) return *entry;
  return result;
}

std::optional<Value> CaseRun::result_of(Evaluation& evaluation,
                                        const TckExpectation& expected) const {
  const std::string& uri = expected.namespace_uri;
  if (test.type == "decisionService" && !test.invocable.empty()) {
    const auto service = set.find_service("", test.invocable);
    if (!service) return std::nullopt;
    return call_service(evaluation, *service, expected.name);
  }
  if (test.type == "bkm" && !test.invocable.empty()) {
    const auto knowledge = set.find_knowledge("", test.invocable);
    if (!knowledge) return std::nullopt;
    std::vector<Value> arguments;
    for (const InformationItem& parameter : set.knowledge()[*knowledge].knowledge->logic.parameters)
      arguments.push_back(input_named(parameter.name));
    return evaluation.call_knowledge(*knowledge, arguments);
  }
  if (const auto decision = set.find_decision(uri, expected.name))
    return evaluation.decide(*decision);
  if (const auto service = set.find_service(uri, expected.name))
    return call_service(evaluation, *service, expected.name);
  return std::nullopt;
}

std::string CaseRun::check(const TckExpectation& expected, bool& tolerant) const {
  Evaluation evaluation(set);
  prepare(evaluation);
  const std::optional<Value> actual = result_of(evaluation, expected);
  if (!actual) return "there is no \"" + expected.name + "\" to evaluate";
  if (expected.wants_error) {
    if (!actual->is_null())
      return expected.name + ": wants null and a message, is " + feel::to_literal(*actual);
    bool diagnosed = evaluation.context().has_warnings();
    if (const auto decision = set.find_decision(expected.namespace_uri, expected.name))
      diagnosed |= was_diagnosed(diagnostics, *set.models()[set.decisions()[*decision].model],
                                 set.decisions()[*decision].decision->span);
    return diagnosed ? "" : expected.name + ": is null, but no message was recorded";
  }
  if (same(expected.value, *actual, Numbers::kExact)) return "";
  tolerant = same(expected.value, *actual, Numbers::kTolerant);
  std::string reason = expected.name + ": wants " + feel::to_literal(expected.value) + ", is " +
                       feel::to_literal(*actual);
  if (evaluation.context().has_warnings())
    reason += " (" + evaluation.context().warnings().front().message + ")";
  return reason;
}

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.size() > 300 ? text.substr(0, 300) + "…" : text;
}

struct FolderCount {
  int passed = 0, total = 0;
};

void run_file(const std::string& path, Instant now, TckSummary& summary, FolderCount& folder,
              std::ostream& out) {
  const Result<TckFile> file = read_tck_file(path);
  if (!file) {
    out << stem_of(path) << "/* FAIL " << in_one_line(to_string(file.error())) << '\n';
    ++summary.failed;
    ++folder.total;
    return;
  }
  ModelSet set;
  Diagnostics diagnostics;
  load_model(folder_of(path) + "/" + file->model, Strictness::kConformance, set, diagnostics);
  constexpr std::int64_t kMicrosADay = 86'400'000'000;
  const std::int64_t day = now.micros() / kMicrosADay;
  feel::DateAndTime moment{
      day, (now.micros() - day * kMicrosADay) * 1000, {feel::Zone::Mode::kOffset, 0, nullptr}};
  for (const TckCase& test : file->cases) {
    const CaseRun run{set, diagnostics, test, Value::from_date_time(moment), Value::from_day(day)};
    std::string reason;
    bool tolerant = true;
    for (const TckExpectation& expected : test.expectations) {
      bool this_tolerant = false;
      const std::string failed = run.check(expected, this_tolerant);
      if (failed.empty()) continue;
      tolerant &= this_tolerant;
      if (reason.empty()) reason = failed;
    }
    ++folder.total;
    out << stem_of(path) << '/' << test.id;
    if (reason.empty()) {
      ++summary.passed;
      ++folder.passed;
      out << " ok\n";
      continue;
    }
    if (diagnostics.has_errors())
      for (const Diagnostic& item : diagnostics.items())
        if (item.severity == Severity::kError) {
          reason += "; model: " + to_string(item);
          break;
        }
    ++summary.failed;
    summary.tolerant += tolerant ? 1 : 0;
    out << " FAIL " << in_one_line(reason) << '\n';
  }
}

}  // namespace

Result<TckSummary> run_tck(const std::string& folder, Instant now, std::ostream& out) {
  const Result<std::vector<std::string>> paths = list_files(folder, ".xml");
  if (!paths) return paths.error();
  TckSummary summary;
  std::map<std::string, FolderCount> folders;
  for (const std::string& path : *paths)
    run_file(path, now, summary, folders[folder_of(path)], out);
  std::int64_t shares = 0;
  for (const auto& [name, count] : folders) {
    ++summary.folders;
    if (count.total == 0) continue;
    summary.folders_whole += count.passed == count.total ? 1 : 0;
    shares += 10000 * count.passed / count.total;
  }
  if (summary.folders > 0) summary.folder_average = static_cast<int>(shares / summary.folders);
  out << summary.passed << " passed, " << summary.failed << " failed\n"
      << "folders: " << summary.folders_whole << " of " << summary.folders << " whole, average "
      << summary.folder_average / 100 << '.' << (summary.folder_average % 100) / 10
      << summary.folder_average % 10 << " %\n"
      << "only within a tolerance of 1e-8: " << summary.tolerant << '\n';
  return summary;
}

}  // namespace alternat::dmn
