// SPDX-License-Identifier: EUPL-1.2
// The wording check, after the guidelines on treaties under international law (GGO s. 72(6)), part
// on instruments that are no treaties: the name does not decide; a text below treaty level avoids
// the words of treaties, and a treaty does not speak of mere intent.
#include <algorithm>
#include <array>
#include <span>

#include "terms/instrument.h"

namespace alternat::terms {

namespace {

struct Word {
  std::string_view text;     // lower case
  std::string_view instead;  // what to write
};

constexpr std::array kTreatyWordsDe = {
    Word{"vertragspartei", "die Seiten"},         Word{"verpflicht", "beabsichtigen"},
    Word{"tritt in kraft", "wird angewendet ab"}, Word{"inkrafttreten", "Beginn der Anwendung"},
    Word{"vereinbaren", "stimmen darin überein"}, Word{"abkommen", "Gemeinsame Erklärung"},
    Word{"ratifi", "innerstaatliche Verfahren"}};

constexpr std::array kTreatyWordsEn = {Word{"contracting part", "the sides"},
                                       Word{"undertake", "intend to"},
                                       Word{"shall", "will"},
                                       Word{"enter into force", "be applied from"},
                                       Word{"enters into force", "is applied from"},
                                       Word{"entry into force", "start of application"},
                                       Word{"agreement", "arrangement"},
                                       Word{"ratif", "internal procedures"}};

constexpr std::array kIntentWordsDe = {Word{"beabsichtig", "verpflichten sich"},
                                       Word{"absichtserklärung", "Abkommen"},
                                       Word{"streben an", "verpflichten sich"}};

constexpr std::array kIntentWordsEn = {
    Word{"intend to", "shall"}, Word{"declaration of intent", "agreement"},
    Word{"memorandum of understanding", "agreement"}, Word{"aspire to", "shall"}};

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

struct Checked {
  std::string place;  // "title", "clause 4"
  SourceSpan span;
  bool treaty;
};

void check_text(std::string_view text, std::span<const Word> words, const Checked& checked,
                Diagnostics& diagnostics) {
  const std::string lower = lower_ascii(text);
  for (const Word& word : words) {
    if (lower.find(word.text) == std::string::npos) continue;
    diagnostics.warning(
        "instrument.wording",
        checked.place + ": \"" + std::string(word.text) + "\" is a word of " +
            (checked.treaty ? "intent, and this is a treaty" : "treaties, and this is none") +
            "; usual instead: \"" + std::string(word.instead) + "\"",
        checked.span);
  }
}

void check_both(const LocalText& text, const Checked& checked, Diagnostics& diagnostics) {
  if (checked.treaty) {
    check_text(text.de, kIntentWordsDe, checked, diagnostics);
    check_text(text.en, kIntentWordsEn, checked, diagnostics);
  } else {
    check_text(text.de, kTreatyWordsDe, checked, diagnostics);
    check_text(text.en, kTreatyWordsEn, checked, diagnostics);
  }
}

}  // namespace

void check_wording(const Instrument& instrument, Diagnostics& diagnostics) {
  // A draft may still become a treaty; an existence only reported has no text to check.
  if (instrument.binding == Binding::kPrepared || instrument.binding == Binding::kReported ||
      instrument.binding == Binding::kTalks || instrument.binding == Binding::kDenied)
    return;
  const bool treaty = instrument.binding == Binding::kTreaty;
  check_both(instrument.title, {"title", instrument.span, treaty}, diagnostics);
  for (const Clause& clause : instrument.clauses)
    check_both(clause.text, {"clause " + clause.number, clause.span, treaty}, diagnostics);
}

}  // namespace alternat::terms
