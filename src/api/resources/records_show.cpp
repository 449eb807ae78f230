// SPDX-License-Identifier: EUPL-1.2
// One record, and the log of a partnership, for a session.
#include <charconv>

#include "api/resources/case_show.h"
#include "api/resources/records.h"
#include "api/resources/work_routes.h"
#include "base/sha256.h"
#include "program/program.h"
#include "terms/content_folder.h"

namespace alternat::api {

namespace {

constexpr std::size_t kLinesMax = 60;

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Error no_record(std::string_view position) {
  return {Fault::kNotFound,
          "record.not_found",
          "There is no record '" + std::string(position.substr(0, 30)) + "'.",
          {}};
}

Error not_for_you() {
  return {Fault::kForbidden,
          "record.no_part",
          "Your role has no part in what this record is about.",
          {}};
}

// The sentence of a line outside its case: names of recorded facts are left to the case itself.
std::string sentence_of(const Site& site, const Words& words, const projections::LogRow& line,
                        const projections::CaseRow* row, const ActorNames& names) {  // five: a line
  static const procedures::Definition kNone;
  const program::CompiledProcedure* procedure = row ? site.node->procedure_of(*row) : nullptr;
  const std::function<bool(std::string_view)> knows_none = [](std::string_view) { return false; };
  const Json body = {{"role", line.detail},     {"outcome", line.detail},
                     {"message", line.detail},  {"reason", line.detail},
                     {"code", line.detail},     {"reference", line.detail},
                     {"decision", line.detail}, {"medium", ""}};
  std::string sentence =
      record_sentence(words, {line, body, procedure ? procedure->definition : kNone,
                              site.content->facts, names, knows_none});
  if (!sentence.empty()) return sentence;
  // Records that only move tokens, and those whose names stay in the case.
  const std::string element =
      procedure ? element_name(words, procedure->definition, line.element) : line.element;
  const std::string key = "record." + line.type;
  if (line.type == "VariableSet" || line.type == "CaseValuesRecorded" || !words.find_text(key))
    return words.text(words.find_text(key) ? "records.values" : "record.other",
                      {{"who", names(line.actor)}, {"type", line.type}});
  return words.text(key, {{"who", names(line.actor)},
                          {"element", element},
                          {"message", words.label("procedure_message", line.detail)},
                          {"outcome", words.label("case_outcome", line.detail)}});
}

Response show_record(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const Words words = visit.words();
  const std::uint64_t position = number_of(request.parameter("position"));
  std::optional<projections::LogRow> line;
  std::optional<projections::CaseRow> row;
  bool may_see = false;
  Sight sight = Sight::kNone;
  site.node->with_tables([&](const projections::Tables& tables) {
    const std::optional<projections::LogRow> found = tables.find_record(position);
    if (!found) return;
    line = *found;
    may_see = may_see_record(*site.node, tables, *found, *viewer);
    if (const projections::CaseRow* of = tables.find_case(found->log, found->stream)) {
      sight = sight_of(*site.node, tables, *of, *viewer);
      row = *of;
    }
  });
  if (!line) return respond_error(visit, no_record(request.parameter("position")));
  if (!may_see) return respond_error(visit, not_for_you());
  const ActorNames names = actor_names(site, words);
  RecordInput input{*line, sentence_of(site, words, *line, row ? &*row : nullptr, names),
                    partnership_title(*site.content, words, line->log)};
  if (row && sight != Sight::kNone) input.case_href = "/cases/" + row->partnership + "/" + row->id;
  input.synthetic = is_fictitious(*site.content, line->log);
  input.recorded_text = moment_text(words, line->recorded_at);
  input.actor_label = names(line->actor);
  const Result<ledger::LogId> log = ledger::LogId::from_text(line->log);
  const Result<ledger::StreamId> stream = ledger::StreamId::from_text(line->stream);
  Result<std::unique_ptr<ledger::Reader>> reader = site.node->ledger().store().read();
  if (!log || !stream || !reader) return respond_error(visit, no_record(request.path));
  const Result<std::optional<ledger::Leaf>> leaf =
      (*reader)->find_leaf(*log, *stream, line->version);
  const Result<std::uint64_t> size = (*reader)->tree_size(*log);
  if (!leaf) return respond_error(visit, leaf.error());
  if (!size) return respond_error(visit, size.error());
  input.tree_size = *size;
  if (*leaf) {
    input.leaf_index = (*leaf)->index;
    input.leaf_hash = to_hex(std::string_view(reinterpret_cast<const char*>((*leaf)->hash.data()),
                                              (*leaf)->hash.size()));
  }
  return respond(visit, record_page(words, input));
}

Response show_records(const Site& site, const Request& request) {
  const Visit visit = make_visit(site, request);
  const Result<Viewer> viewer = viewer_of(visit);
  if (!viewer) return sign_in_first(visit, viewer.error());
  const std::string partnership(request.parameter("id"));
  if (!site.content->find_partnership(partnership))
    return respond_error(visit,
                         Error{Fault::kNotFound,
                               "partnership.not_found",
                               "There is no partnership '" + partnership.substr(0, 60) + "'.",
                               {}});
  const Words words = visit.words();
  const ActorNames names = actor_names(site, words);
  RecordsInput input;
  input.partnership = partnership;
  input.partnership_title = partnership_title(*site.content, words, partnership);
  input.synthetic = is_fictitious(*site.content, partnership);
  const std::uint64_t before = number_of(request.query.get("before"));
  site.node->with_tables([&](const projections::Tables& tables) {
    tables.walk_back(before, [&](const projections::LogRow& line) {
      if (line.log != partnership) return true;
      // Token moves and looks would hide what happened; each stays one click away by its number.
      if (line.type == "FlowTaken" || line.type.starts_with("Element")) return true;
      const projections::CaseRow* row = tables.find_case(line.log, line.stream);
      if (!row || !may_see_record(*site.node, tables, line, *viewer)) return true;
      if (input.lines.size() == kLinesMax) {
        input.has_more = true;
        return false;
      }
      const program::CompiledProcedure* procedure = site.node->procedure_of(*row);
      input.lines.push_back(
          {line.position, moment_text(words, line.recorded_at),
           sentence_of(site, words, line, row, names),
           (procedure ? procedure_title(words, procedure->definition) : row->procedure) + " " +
               short_id(row->id)});
      return true;
    });
  });
  return respond(visit, records_page(words, input));
}

}  // namespace

void add_record_routes(Router& router, const Site& site) {
  router.add({Method::kGet, "/records/{position}", Effect::kRead,
              [&site](const Request& request) { return show_record(site, request); }});
  router.add({Method::kGet, "/partnerships/{id}/records", Effect::kRead,
              [&site](const Request& request) { return show_records(site, request); }});
}

}  // namespace alternat::api
