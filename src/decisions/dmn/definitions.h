// SPDX-License-Identifier: EUPL-1.2
// A DMN model as read from its file: definitions, decisions and their boxed expressions, in the
// words of DMN 1.5. Expressions are text with a position until compile() puts the FEEL tree beside
// them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/span.h"
#include "decisions/feel/type.h"

namespace alternat::dmn {

struct CompiledText;  // the FEEL tree of one text (compiled.h)
struct CompiledTextDeleter {
  void operator()(CompiledText* text) const;
};
using CompiledTextPtr = std::unique_ptr<CompiledText, CompiledTextDeleter>;

// FEEL as written, and where.
struct Text {
  std::string text;
  SourceSpan span;
  CompiledTextPtr compiled;  // null until compile()
};

struct ItemDefinition;

// A typeRef resolved: the FEEL type and, for named types, the definition with its allowed values.
struct ItemType {
  feel::Type type;
  const ItemDefinition* item = nullptr;
};

// InformationItem (DMN 1.5 clause 7.3.6): a name with a type.
struct InformationItem {
  std::string id;
  std::string name;
  std::string type_ref;  // as written; "" = Any
  SourceSpan span;
  // Set by compile().
  std::uint32_t slot = 0;  // in the frame of its scope
  ItemType type;
};

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct LiteralExpression {
  Text text;
};

struct Binding {
  InformationItem parameter;
  ExpressionPtr value;  // may be null: no expression given
};
struct Invocation {
  ExpressionPtr function;
  std::vector<Binding> bindings;
};

struct ContextEntry {
  std::optional<InformationItem> variable;  // absent: the result of the context
  ExpressionPtr value;
};
struct BoxedContext {
  std::vector<ContextEntry> entries;
};

struct BoxedList {
  std::vector<ExpressionPtr> items;
};

struct Relation {
  std::vector<InformationItem> columns;
  std::vector<std::vector<ExpressionPtr>> rows;
};

enum class FunctionKind { kFeel, kJava, kPmml };
struct FunctionDefinition {
  FunctionKind kind = FunctionKind::kFeel;
  std::vector<InformationItem> parameters;
  ExpressionPtr body;
  // Set by compile(): the name of the context entry it stands in, which its body may call.
  std::optional<std::uint32_t> self_slot;
};

struct Conditional {
  ExpressionPtr condition, then, otherwise;
};
struct Filter {
  ExpressionPtr in, match;
  Text items;  // made by compile(): the list `in` as FEEL sees it
  std::uint32_t list_slot = 0, item_slot = 0;
};
enum class IterationKind { kFor, kSome, kEvery };
struct Iteration {
  IterationKind kind = IterationKind::kFor;
  std::string variable;
  ExpressionPtr in, body;  // body: `return` or `satisfies`
  Text items;              // made by compile(): what is iterated over, as a list
  std::uint32_t list_slot = 0, item_slot = 0, partial_slot = 0;
};

enum class HitPolicy { kUnique, kAny, kFirst, kPriority, kCollect, kRuleOrder, kOutputOrder };
enum class Aggregation { kNone, kSum, kMin, kMax, kCount };

struct InputClause {
  std::string id;
  std::string label;
  Text expression;
  std::string type_ref;
  std::optional<Text> allowed;  // inputValues
  SourceSpan span;
  ItemType type;  // of type_ref; set by compile()
};
struct OutputClause {
  std::string id;
  std::string label;
  std::string name;
  std::string type_ref;
  std::optional<Text> allowed;   // outputValues, also the order of PRIORITY and OUTPUT ORDER
  std::optional<Text> fallback;  // defaultOutputEntry
  SourceSpan span;
  ItemType type;  // of type_ref; set by compile()
};
struct Rule {
  std::string id;
  std::vector<Text> inputs;   // unary tests
  std::vector<Text> outputs;  // expressions
  std::vector<std::string> annotations;
  std::string description;
  SourceSpan span;
};
struct DecisionTable {
  HitPolicy hit_policy = HitPolicy::kUnique;
  Aggregation aggregation = Aggregation::kNone;
  std::string output_label;
  std::vector<InputClause> inputs;
  std::vector<OutputClause> outputs;
  std::vector<std::string> annotation_names;
  std::vector<Rule> rules;
};

struct Expression {
  std::string id;
  std::string type_ref;
  SourceSpan span;
  std::optional<ItemType> declared;  // of type_ref; set by compile()
  std::variant<LiteralExpression, DecisionTable, Invocation, BoxedContext, BoxedList, Relation,
               FunctionDefinition, Conditional, Filter, Iteration>
      node;
};

// An element of `extensionElements` in the namespace urn:alternat:content:1.
struct Extension {
  std::string name;  // "row"
  std::map<std::string, std::string, std::less<>> attributes;
  std::string text;
  SourceSpan span;
  // "" if absent.
  std::string get_or_empty(std::string_view attribute) const;
};
const Extension* find_extension(const std::vector<Extension>& extensions, std::string_view name);

// A reference as written ("#id" or "namespace#id"), resolved by compile().
struct Reference {
  std::string href;
  SourceSpan span;
};

struct InputData {
  std::string id;
  std::string name;
  InformationItem variable;
  bool has_variable = true;  // false: the file gives none, and `variable` is made from the name
  SourceSpan span;
};

struct Decision {
  std::string id;
  std::string name;
  std::string label;
  std::string description;
  std::string question;
  std::string allowed_answers;
  InformationItem variable;
  bool has_variable = true;
  std::vector<Reference> required_inputs;
  std::vector<Reference> required_decisions;
  std::vector<Reference> required_knowledge;
  ExpressionPtr expression;  // null: a decision without logic (evaluates to null)
  std::vector<Extension> extensions;
  SourceSpan span;
};

struct BusinessKnowledge {
  std::string id;
  std::string name;
  InformationItem variable;
  std::vector<Reference> required_knowledge;
  FunctionDefinition logic;
  SourceSpan span;
};

struct DecisionService {
  std::string id;
  std::string name;
  InformationItem variable;
  std::vector<Reference> outputs;
  std::vector<Reference> encapsulated;
  std::vector<Reference> input_decisions;
  std::vector<Reference> input_data;
  SourceSpan span;
};

struct KnowledgeSource {
  std::string id;
  std::string name;
  SourceSpan span;
};

// ItemDefinition (DMN 1.5 clause 7.3.2): a type by name; components nest.
struct ItemDefinition {
  std::string id;
  std::string name;
  std::string type_ref;  // "" if it has components or is a function
  bool is_collection = false;
  std::optional<Text> allowed;
  std::optional<Text> type_constraint;
  std::vector<ItemDefinition> components;
  bool is_function = false;
  std::vector<InformationItem> function_parameters;
  std::string function_output;
  SourceSpan span;
  // Set by compile().
  const ItemDefinition* base = nullptr;  // what type_ref names, if it is an item definition
  bool constrained = false;              // allowed values here, in the base or in a component
};

struct Import {
  std::string name;  // the prefix of the names it brings
  std::string namespace_uri;
  std::string import_type;
  std::string location;
  SourceSpan span;
};

// Diagram data (DMNDI), for pictures; never for meaning. Decimals as written in thousandths.
struct Point {
  std::int64_t x = 0, y = 0;  // thousandths of a diagram unit
};
struct DiagramShape {
  std::string element;  // id of what it shows
  Point at;
  std::int64_t width = 0, height = 0;
};
struct DiagramEdge {
  std::string element;
  std::vector<Point> waypoints;
};
struct Diagram {
  std::string name;
  std::vector<DiagramShape> shapes;
  std::vector<DiagramEdge> edges;
};

struct Definitions {
  std::string id;
  std::string name;
  std::string namespace_uri;
  std::string version;  // of DMN: "1.2" … "1.5"
  std::string file;
  std::string hash;  // SHA-256 of the file's bytes, hex: the model's identity
  std::string expression_language;
  std::vector<Extension> extensions;
  std::vector<Import> imports;
  std::vector<ItemDefinition> items;
  std::vector<InputData> inputs;
  std::vector<Decision> decisions;
  std::vector<BusinessKnowledge> knowledge;
  std::vector<DecisionService> services;
  std::vector<KnowledgeSource> sources;
  std::vector<Diagram> diagrams;
};

std::string_view to_text(HitPolicy policy);         // "UNIQUE" …
std::string_view to_text(Aggregation aggregation);  // "SUM" …; "" for kNone

}  // namespace alternat::dmn
