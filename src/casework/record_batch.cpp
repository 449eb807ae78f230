// SPDX-License-Identifier: EUPL-1.2
#include "casework/record_batch.h"

#include "procedures/record_text.h"

namespace alternat::casework {
namespace {

class BatchBuilder {
 public:
  BatchBuilder(const Node& node, const Call& call, const Loaded& loaded)
      : node_(node), call_(call), loaded_(loaded) {}

  Result<Prepared> build(const Recording& recording) {
    Result<ledger::LogId> log = ledger::LogId::from_text(loaded_.row.partnership);
    Result<ledger::StreamId> stream = ledger::StreamId::from_text(loaded_.row.id);
    if (!log) return log.error();
    if (!stream) return stream.error();
    Prepared prepared{{*log,
                       call_.command,
                       call_.actor,
                       std::string(access::to_text(call_.purpose)),
                       node_.now(),
                       {},
                       {{*stream, loaded_.row.version}}},
                      {}};
    for (const ExtraRecord& record : recording.extra)
      prepared.batch.records.push_back(
          {*stream, record.type, node_.today(), record.body.dump(), {}});
    if (loaded_.row.subject.empty()) add_open_values(recording.values, *stream, prepared);
    for (const procedures::Record& record : recording.records) {
      const auto ordinal = static_cast<std::uint32_t>(prepared.batch.records.size());
      prepared.batch.records.push_back({*stream,
                                        std::string(procedures::type_name(record)),
                                        node_.today(),
                                        procedures::to_body(record),
                                        {}});
      if (Status status = add_personal(record, ordinal, recording.values, prepared); !status)
        return status.error();
    }
    return prepared;
  }

 private:
  // A case about an instrument or a project: its values are no personal data and stand in the open.
  void add_open_values(const procedures::Values& values, const ledger::StreamId& stream,
                       Prepared& prepared) {
    if (values.empty()) return;
    Json body = {{"values", Json::object()}};
    for (const auto& [name, text] : values)
      body["values"][name] = Json::parse(text, nullptr, false);
    prepared.batch.records.push_back(
        {stream, "CaseValuesRecorded", node_.today(), body.dump(), {}});
  }

  access::FactCategory category_of(const std::string& name) const {
    const terms::FactDefinition* fact = node_.program().content().facts.find(name);
    const std::optional<access::FactCategory> category =
        fact ? access::find_category(terms::to_text(fact->category)) : std::nullopt;
    return category.value_or(access::FactCategory::kProcedure);
  }

  Status add_personal(const procedures::Record& record, std::uint32_t ordinal,
                      const procedures::Values& values, Prepared& prepared) {
    const auto* set = std::get_if<procedures::VariableSet>(&record);
    if (!set || loaded_.row.subject.empty()) return {};
    Result<ledger::SubjectId> subject = ledger::SubjectId::from_text(loaded_.row.subject);
    if (!subject) return subject.error();
    for (const std::string& name : set->names) {
      const auto found = values.find(name);
      if (found == values.end()) continue;
      prepared.values.push_back({ordinal, *subject, "case", name,
                                 access::Sensitive<std::string>(category_of(name), found->second)});
    }
    return {};
  }

  const Node& node_;
  const Call& call_;
  const Loaded& loaded_;
};

}  // namespace

Result<Prepared> prepare_batch(const Node& node, const Call& call, const Loaded& loaded,
                               const Recording& recording) {
  return BatchBuilder(node, call, loaded).build(recording);
}

}  // namespace alternat::casework
