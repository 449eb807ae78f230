// SPDX-License-Identifier: EUPL-1.2
// ModelSet: several DMN models, their imports resolved by namespace, every expression parsed, every
// requirement checked. Built once; immutable after; evaluation from several threads is safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "decisions/dmn/definitions.h"
#include "decisions/feel/scope.h"
#include "decisions/feel/type.h"

namespace alternat::calendar {
class CalendarSet;
}

namespace alternat::dmn {

enum class Source : std::uint8_t { kInput, kDecision, kKnowledge, kService };

// A name in an element's scope and what fills its slot.
struct Link {
  Source source = Source::kInput;
  std::uint32_t index = 0;  // into ModelSet::inputs(), decisions(), …
  std::uint32_t slot = 0;
  bool is_read = false;     // some expression reads this slot
  std::int32_t group = -1;  // imported: index into ImportSlot of the element; else -1
  std::string local_name;   // "general.age_years" or "age_years"
};

// The context that stands for an import in a scope: `general` in `general . age_years`.
struct ImportSlot {
  std::uint32_t slot = 0;
  bool is_read = false;
};

// What every element with logic has.
struct Frame {
  std::uint32_t size = 0;  // slots to reserve, locals included
  std::vector<Link> links;
  std::vector<ImportSlot> imports;
  feel::Scope scope;  // the names of the element, without locals
};

struct InputNode {
  std::uint32_t model = 0;
  const InputData* data = nullptr;
  ItemType type;
};
struct DecisionNode {
  std::uint32_t model = 0;
  Decision* decision = nullptr;
  ItemType type;
  Frame frame;
  // Everything it rests on, directly or through others, sorted.
  std::vector<std::uint32_t> input_closure;
  std::vector<std::uint32_t> decision_closure;  // in order of evaluation, without itself
};
struct KnowledgeNode {
  std::uint32_t model = 0;
  BusinessKnowledge* knowledge = nullptr;
  ItemType result;
  std::vector<ItemType> parameters;
  Frame frame;
};
struct ServiceNode {
  std::uint32_t model = 0;
  const DecisionService* service = nullptr;
  ItemType result;
  std::vector<std::uint32_t> outputs, input_decisions, inputs;
};

// What a name that no requirement declares does: refused (content), or null (conformance suites).
enum class Strictness { kContent, kConformance };

class ModelSet {
 public:
  ModelSet();
  ModelSet(ModelSet&&) noexcept;
  ModelSet& operator=(ModelSet&&) noexcept;
  ~ModelSet();

  // Reads one model; problems go to `diagnostics`. dmn.duplicate_namespace if two models have one.
  void add(std::string_view bytes, const std::string& file, Diagnostics& diagnostics);
  // Reads all *.dmn below the folder, sorted by path, then compiles. Errors of reading files too.
  void add_folder(const std::string& folder, Diagnostics& diagnostics);
  // After all are added, once. Codes: dmn.unknown_import, dmn.unknown_input (a reference to
  // nothing), dmn.missing_requirement, dmn.unknown_type, dmn.cycle, feel.*.
  void compile(Strictness strictness, Diagnostics& diagnostics);

  // What deadline() in the models counts by; it must outlive the set.
  void set_calendars(const calendar::CalendarSet* calendars) { calendars_ = calendars; }
  const calendar::CalendarSet* calendars() const { return calendars_; }

  const std::vector<std::unique_ptr<Definitions>>& models() const { return models_; }
  const std::vector<InputNode>& inputs() const { return inputs_; }
  const std::vector<DecisionNode>& decisions() const { return decisions_; }
  const std::vector<KnowledgeNode>& knowledge() const { return knowledge_; }
  const std::vector<ServiceNode>& services() const { return services_; }

  // By the model's name, id or namespace.
  const Definitions* find_model(std::string_view key) const;
  // Index of the decision with this name or id in the model of this namespace ("" = any).
  std::optional<std::uint32_t> find_decision(std::string_view namespace_uri,
                                             std::string_view name) const;
  std::optional<std::uint32_t> find_service(std::string_view namespace_uri,
                                            std::string_view name) const;
  std::optional<std::uint32_t> find_knowledge(std::string_view namespace_uri,
                                              std::string_view name) const;
  // All inputs of this name, in whatever model: one fact feeds all of them.
  const std::vector<std::uint32_t>& inputs_named(std::string_view name) const;
  // Decisions that rest on the input.
  const std::vector<std::uint32_t>& dependents(std::uint32_t input) const {
    return dependents_[input];
  }

 private:
  friend class Compiler;
  std::vector<std::unique_ptr<Definitions>> models_;
  std::vector<InputNode> inputs_;
  std::vector<DecisionNode> decisions_;
  std::vector<KnowledgeNode> knowledge_;
  std::vector<ServiceNode> services_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> inputs_by_name_;
  std::vector<std::vector<std::uint32_t>> dependents_;
  const calendar::CalendarSet* calendars_ = nullptr;
};

}  // namespace alternat::dmn
