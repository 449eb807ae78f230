// SPDX-License-Identifier: EUPL-1.2
// The tables are COLLECT: what any rule opens is open; a box that no rule names stays closed.
#include "access/load_access.h"

#include <set>

#include "access/firewall.h"
#include "base/file.h"
#include "decisions/dmn/evaluate.h"

namespace alternat::access {
namespace {

constexpr const char* kNamespace = "urn:alternat:law:de:access";

// What the rows that hit say together; false if the value is no list of read and write.
bool add_rows(const feel::Value& rows, FactCategory category, CategorySet* read,
              CategorySet* write) {
  if (!rows.is_list()) return false;
  for (const feel::Value& row : rows.items()) {
    const feel::Value* may_read = row.is_context() ? row.find_entry("read") : nullptr;
    const feel::Value* may_write = row.is_context() ? row.find_entry("write") : nullptr;
    if (may_read == nullptr || may_write == nullptr) return false;
    if (!may_read->is_boolean() || !may_write->is_boolean()) return false;
    if (may_read->is_true()) read->add(category);
    if (may_write->is_true()) write->add(category);
  }
  return true;
}

class Tables {
 public:
  Tables(const dmn::ModelSet& models, const std::string& file)
      : models_(models), evaluation_(models), file_(file) {}

  AccessMatrix fill(Diagnostics& diagnostics) {
    for (unsigned p = 0; p < kPurposeCount; ++p) {
      const auto purpose = static_cast<Purpose>(p);
      const std::optional<Realm> realm = realm_of(purpose);
      if (!realm) continue;
      const std::string name = "access_" + std::string(to_text(*realm));
      const std::optional<std::uint32_t> decision = models_.find_decision(kNamespace, name);
      if (!decision) {
        if (missing_.insert(name).second)
          diagnostics.error("access.no_table", "There is no decision " + name + ".", {file_, 0, 0});
        continue;
      }
      evaluation_.set_inputs_named("purpose", feel::Value::from_string(to_text(purpose)));
      for (unsigned r = 0; r < kRoleCount; ++r)
        ask(purpose, static_cast<Role>(r), *decision, diagnostics);
    }
    return matrix_;
  }

 private:
  void ask(Purpose purpose, Role role, std::uint32_t decision, Diagnostics& diagnostics) {
    evaluation_.set_inputs_named("role", feel::Value::from_string(to_text(role)));
    for (FactCategory category : CategorySet::all().members()) {
      evaluation_.set_inputs_named("category", feel::Value::from_string(to_text(category)));
      if (add_rows(evaluation_.decide(decision), category, &matrix_.readable(purpose, role),
                   &matrix_.writable(purpose, role)))
        continue;
      diagnostics.error("access.not_decided",
                        "For purpose " + std::string(to_text(purpose)) + ", role " +
                            std::string(to_text(role)) + ", category " +
                            std::string(to_text(category)) +
                            " the table gives no rows of read and write.",
                        {file_, 0, 0});
    }
  }

  const dmn::ModelSet& models_;
  dmn::Evaluation evaluation_;
  const std::string& file_;
  std::set<std::string> missing_;  // named once, not for each purpose
  AccessMatrix matrix_;
};

}  // namespace

Result<AccessTable> compile_access(const dmn::ModelSet& models, const std::string& file) {
  Diagnostics diagnostics;
  const AccessMatrix matrix = Tables(models, file).fill(diagnostics);
  diagnostics.append(check_firewall(matrix, file));
  if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kRefused);
  return AccessTable::from_matrix(matrix);
}

Result<AccessTable> load_access(const std::string& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  Diagnostics diagnostics;
  dmn::ModelSet models;
  models.add(*bytes, path, diagnostics);
  models.compile(dmn::Strictness::kContent, diagnostics);
  if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kMalformed);
  return compile_access(models, path);
}

}  // namespace alternat::access
