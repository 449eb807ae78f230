// SPDX-License-Identifier: EUPL-1.2
#include "terms/content_folder.h"

#include <algorithm>
#include <functional>

#include "base/file.h"
#include "terms/content_references.h"

namespace alternat::terms {

namespace {

template <typename T>
const T* find_by_id(const std::vector<T>& items, std::string_view id) {
  for (const T& item : items)
    if (item.id == id) return &item;
  return nullptr;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// Reads one content folder; holds what every step needs.
class FolderReader {
 public:
  FolderReader(const std::string& folder, Diagnostics& diagnostics)
      : folder_(folder), diagnostics_(diagnostics) {
    Result<std::vector<std::string>> files = list_files(folder, ".toml");
    if (files) {
      paths_ = std::move(files).value();
    } else {
      diagnostics.error("content.no_folder", "there is no content folder " + folder,
                        SourceSpan{folder, 0, 0});
    }
  }

  Content read() {
    content_.folder = folder_;
    each("/facts/", [&](const TomlNode& node) { content_.facts.read(node, diagnostics_); });
    each("/law/de/parameters",
         [&](const TomlNode& node) { content_.parameters.read(node, diagnostics_); });
    each("/law/de/clocks", [&](const TomlNode& node) { content_.clocks.read(node, diagnostics_); });
    each("/law/de/hooks.toml", [&](const TomlNode& node) {
      for (Hook& hook : read_hooks(node, diagnostics_)) content_.hooks.push_back(std::move(hook));
    });
    each("/law/de/messages.toml",
         [&](const TomlNode& node) { content_.messages.read(node, diagnostics_); });
    each("/authorities/", [&](const TomlNode& node) { content_.offices.read(node, diagnostics_); });
    read_texts();
    read_union();
    read_partnerships();
    content_.facts.check_references(diagnostics_);
    content_.messages.check_references(content_.facts, diagnostics_);
    content_.parameters.check_ratios(diagnostics_);
    content_.offices.check_references(diagnostics_);
    content_.texts.check(diagnostics_);
    check_content(content_, diagnostics_);
    diagnostics_.sort_by_place();
    return std::move(content_);
  }

 private:
  using Read = std::function<void(const TomlNode&)>;

  // Every file whose path below the folder starts with `prefix`.
  void each(const std::string& prefix, const Read& read) {
    for (const std::string& path : paths_)
      if (path.compare(0, folder_.size() + prefix.size(), folder_ + prefix) == 0) one(path, read);
  }

  void one(const std::string& path, const Read& read) {
    Result<TomlNode> node = read_toml(path);
    if (node) return read(*node);
    const Error& error = node.error();
    diagnostics_.error(error.code, error.message,
                       error.spans.empty() ? SourceSpan{path, 0, 0} : error.spans.front());
  }

  void read_texts() {
    for (const std::string& path : paths_) {
      if (path.compare(0, folder_.size() + 6, folder_ + "/text/") != 0) continue;
      std::string language = file_name(path);
      language.resize(language.size() - 5);  // ".toml"
      language = language.substr(language.rfind('.') + 1);
      one(path, [&](const TomlNode& node) { content_.texts.read(language, node, diagnostics_); });
    }
  }

  void read_union() {
    each("/law/eu/readmission-", [&](const TomlNode& node) {
      if (auto agreement = read_agreement_terms(node, diagnostics_))
        content_.union_agreements.push_back(std::move(*agreement));
    });
    each("/law/eu/register", [&](const TomlNode& node) {
      for (EuEntry& entry : read_eu_register(node, diagnostics_))
        content_.eu_register.push_back(std::move(entry));
    });
  }

  void read_partnerships() {
    for (const std::string& path : paths_) {
      const bool below = path.compare(0, folder_.size() + 14, folder_ + "/partnerships/") == 0;
      if (below && ends_with(path, "/partnership.toml"))
        read_partnership_folder(path.substr(0, path.size() - 17));
    }
    std::sort(content_.partnerships.begin(), content_.partnerships.end(),
              [](const PartnershipContent& a, const PartnershipContent& b) {
                return a.partnership.id < b.partnership.id;
              });
  }

  void read_partnership_folder(const std::string& own) {
    std::optional<Partnership> partnership;
    one(own + "/partnership.toml",
        [&](const TomlNode& node) { partnership = read_partnership(node, diagnostics_); });
    if (!partnership) return;
    PartnershipContent content{own, std::move(*partnership), {}, {}, {}, {}, {}, {}};
    if (file_name(own) != content.partnership.id)
      diagnostics_.error("content.folder_name",
                         "partnership \"" + content.partnership.id + "\" lies in the folder \"" +
                             file_name(own) + "\"; both have one name",
                         content.partnership.span);
    const std::string prefix = own.substr(folder_.size()) + "/";
    each(prefix + "instruments/", [&](const TomlNode& node) {
      if (auto instrument = read_instrument(node, diagnostics_))
        content.instruments.push_back(std::move(*instrument));
    });
    each(prefix + "commitments.toml",
         [&](const TomlNode& node) { content.commitments = read_commitments(node, diagnostics_); });
    each(prefix + "quotas.toml",
         [&](const TomlNode& node) { content.quotas = read_quotas(node, diagnostics_); });
    each(prefix + "overlays.toml",
         [&](const TomlNode& node) { content.overlays = read_overlays(node, diagnostics_); });
    each(prefix + "series.toml",
         [&](const TomlNode& node) { content.series = read_series(node, diagnostics_); });
    each(prefix + "authorities.toml",
         [&](const TomlNode& node) { content_.offices.read(node, diagnostics_); });
    each(prefix + "agreement-", [&](const TomlNode& node) {
      if (auto agreement = read_agreement_terms(node, diagnostics_))
        content.agreements.push_back(std::move(*agreement));
    });
    content_.partnerships.push_back(std::move(content));
  }

  std::string folder_;
  Diagnostics& diagnostics_;
  std::vector<std::string> paths_;
  Content content_;
};

}  // namespace

const Instrument* PartnershipContent::find_instrument(std::string_view id) const {
  return find_by_id(instruments, id);
}
const Commitment* PartnershipContent::find_commitment(std::string_view id) const {
  return find_by_id(commitments, id);
}
const Quota* PartnershipContent::find_quota(std::string_view id) const {
  return find_by_id(quotas, id);
}
const Series* PartnershipContent::find_series(std::string_view id) const {
  return find_by_id(series, id);
}

std::vector<const Overlay*> PartnershipContent::overlays_on(Date day, Date known_as_of) const {
  std::vector<const Overlay*> found;
  for (const Overlay& overlay : overlays) {
    // An overlay is no stronger than the instrument it comes from.
    const Instrument* instrument = find_instrument(overlay.instrument);
    if (overlay.works_on(day, known_as_of) && instrument && instrument->works_on(day, known_as_of))
      found.push_back(&overlay);
  }
  return found;
}

const PartnershipContent* Content::find_partnership(std::string_view id) const {
  for (const PartnershipContent& content : partnerships)
    if (content.partnership.id == id) return &content;
  return nullptr;
}

const AgreementTerms* Content::find_agreement(std::string_view id) const {
  for (const PartnershipContent& content : partnerships)
    if (const AgreementTerms* own = find_by_id(content.agreements, id)) return own;
  return find_by_id(union_agreements, id);
}

std::vector<const AgreementTerms*> Content::agreements_with(const Country& country) const {
  std::vector<const AgreementTerms*> found;
  const auto add = [&](const std::vector<AgreementTerms>& agreements) {
    for (const AgreementTerms& agreement : agreements)
      if (std::find(agreement.parties.begin(), agreement.parties.end(), country.code()) !=
          agreement.parties.end())
        found.push_back(&agreement);
  };
  for (const PartnershipContent& content : partnerships)
    if (content.partnership.origin == country) add(content.agreements);
  add(union_agreements);
  return found;
}

Content read_content(const std::string& folder, Diagnostics& diagnostics) {
  const bool slash = !folder.empty() && folder.back() == '/';
  FolderReader reader(slash ? folder.substr(0, folder.size() - 1) : folder, diagnostics);
  return reader.read();
}

}  // namespace alternat::terms
