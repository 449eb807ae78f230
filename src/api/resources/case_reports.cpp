// SPDX-License-Identifier: EUPL-1.2
#include "api/resources/case_reports.h"

#include <map>

#include "api/http/form.h"
#include "casework/may_act.h"

namespace alternat::api {

namespace {

bool may_send(const DueInput& input, const procedures::AwaitedSignal& awaited) {
  return is_office_in(input.definition, input.viewer.role) ||
         casework::answers_for(input.definition, awaited.element,
                               std::string(access::to_text(input.viewer.role)));
}

}  // namespace

Json reports_json(const Words& words, const DueInput& input, const procedures::OpenTask& task) {
  Json out = Json::array();
  for (const casework::ReportableError& error :
       casework::reportable_errors(input.definition, task.element))
    out.push_back({{"code", error.code},
                   {"label", words.find_text("label.error." + error.code)
                                 .value_or(element_name(words, input.definition, error.event))}});
  return out;
}

Json signals_json(const Words& words, const DueInput& input) {
  std::map<std::string, Json> out;  // by signal
  if (input.sight != Sight::kFile || input.row.state.ended || !may_act(input.viewer.role))
    return Json::array();
  for (const procedures::AwaitedSignal& awaited : input.row.state.signals)
    if (may_send(input, awaited)) out[awaited.signal];
  Json list = Json::array();
  for (auto& [signal, one] : out) {
    Json waits = Json::array();
    for (const procedures::AwaitedSignal& awaited : input.row.state.signals)
      if (awaited.signal == signal)
        waits.push_back(element_name(words, input.definition, awaited.element));
    one = {{"signal", signal},
           {"label", words.label("procedure_signal", signal)},
           {"waits", std::move(waits)},
           {"action_href", "/cases/" + input.row.partnership + "/" + input.row.id + "/signals/" +
                               percent_encode(signal)},
           {"signal_command", input.new_command()}};
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace alternat::api
