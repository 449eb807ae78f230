// SPDX-License-Identifier: EUPL-1.2
// The hierarchy of norms: an agreement acts on the law only through the law's own hooks. Everything
// else is refused, with the clause, the list of hooks and the statute in the message.
#include <algorithm>

#include "terms/named.h"
#include "terms/overlay.h"

namespace alternat::terms {

namespace {

std::string where(const Overlay& overlay) {
  return "overlay \"" + overlay.id + "\" (" + overlay.instrument + ", clause " + overlay.clause +
         ")";
}

// "H1 (s. 16a …), H3 (…)": those an agreement may go through, with or without an ordinance.
std::string open_hooks(const OverlayContext& context) {
  std::string out;
  for (const Hook& hook : context.hooks) {
    if (hook.access == HookAccess::kNobody) continue;
    out += (out.empty() ? "" : ", ") + hook.id + " (" + hook.citation + ")";
  }
  return out.empty() ? "none" : out;
}

const Hook* find_hook(const OverlayContext& context, const std::string& id) {
  for (const Hook& hook : context.hooks)
    if (hook.id == id) return &hook;
  return nullptr;
}

void check_hook(const Overlay& overlay, const OverlayContext& context, Diagnostics& diagnostics) {
  if (overlay.hook.empty()) return;  // kinds that touch no route; the shape is checked on reading
  const Hook* hook = find_hook(context, overlay.hook);
  if (!hook) {
    diagnostics.error("overlay.no_hook",
                      where(overlay) + ": there is no hook \"" + overlay.hook +
                          "\"; hooks open to agreements: " + open_hooks(context),
                      overlay.span);
  } else if (hook->access == HookAccess::kNobody) {
    diagnostics.error("overlay.no_hook",
                      where(overlay) + ": " + hook->id +
                          " is open to no agreement: " + hook->effect.en + " (" + hook->citation +
                          "); hooks open to agreements: " + open_hooks(context),
                      overlay.span);
  } else if (hook->access == HookAccess::kOrdinance && overlay.ordinance.empty()) {
    diagnostics.error("overlay.no_ordinance",
                      where(overlay) + ": " + hook->id + " (" + hook->citation +
                          ") opens only by ordinance; cite it: ordinance = \"…\"",
                      overlay.span);
  }
}

std::string statute_of(const Parameter& parameter) {
  return parameter.values.empty() ? "the statute" : parameter.values.back().citation;
}

bool has_type(const OverlayFact& set, const FactDefinition& fact) {
  switch (fact.type) {
    case FactType::kBoolean:
      return set.value && std::holds_alternative<bool>(*set.value);
    case FactType::kNumber:
      return set.value && std::holds_alternative<Decimal>(*set.value);
    case FactType::kString:
      return set.value && std::holds_alternative<std::string>(*set.value);
    case FactType::kDate:
      return set.value && std::holds_alternative<Date>(*set.value);
    case FactType::kStrings:
      return !set.value;
    case FactType::kDates:
    case FactType::kContexts:
      return false;
  }
  return false;
}

void check_value(const Overlay& overlay, const OverlayFact& set, const FactDefinition& fact,
                 Diagnostics& diagnostics) {
  if (!has_type(set, fact)) {
    diagnostics.error("overlay.value",
                      where(overlay) + ": fact \"" + fact.id + "\" is a " +
                          std::string(to_text(fact.type)) + "; the value is not",
                      set.span);
    return;
  }
  if (fact.values.empty()) return;
  std::vector<std::string> given = set.values;
  if (set.value) given.push_back(std::get<std::string>(*set.value));
  for (const std::string& word : given) {
    if (std::find(fact.values.begin(), fact.values.end(), word) == fact.values.end())
      diagnostics.error(
          "overlay.value",
          where(overlay) + ": fact \"" + fact.id + "\": " + not_one_of(word, fact.values),
          set.span);
  }
}

void check_set(const Overlay& overlay, const OverlayFact& set, const OverlayContext& context,
               Diagnostics& diagnostics) {
  if (const Parameter* parameter = context.parameters.find(set.fact)) {
    diagnostics.error("overlay.no_hook",
                      where(overlay) + ": \"" + set.fact + "\" is fixed by law for everybody (" +
                          statute_of(*parameter) +
                          ") and no agreement may set it; hooks open to "
                          "agreements: " +
                          open_hooks(context),
                      set.span);
    return;
  }
  const FactDefinition* fact = context.facts.find(set.fact);
  if (!fact) {
    const std::string near = nearest_name(set.fact, context.facts.ids());
    diagnostics.error("overlay.unknown_fact",
                      where(overlay) + ": \"" + set.fact + "\" is no fact" +
                          (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                      set.span);
  } else if (fact->hook.empty()) {
    diagnostics.error("overlay.no_hook",
                      where(overlay) + ": fact \"" + fact->id +
                          "\" carries no hook, so no agreement "
                          "may set it; hooks open to agreements: " +
                          open_hooks(context),
                      set.span);
  } else if (!find_hook(context, overlay.hook)) {
    return;  // said by check_hook, or by the shape when reading
  } else if (fact->hook != overlay.hook) {
    diagnostics.error("overlay.wrong_hook",
                      where(overlay) + ": fact \"" + fact->id + "\" is set through " + fact->hook +
                          ", not through " + overlay.hook,
                      set.span);
  } else {
    check_value(overlay, set, *fact, diagnostics);
  }
}

}  // namespace

void check_overlay(const Overlay& overlay, const OverlayContext& context,
                   Diagnostics& diagnostics) {
  check_hook(overlay, context, diagnostics);
  for (const OverlayFact& set : overlay.sets) check_set(overlay, set, context, diagnostics);
}

}  // namespace alternat::terms
