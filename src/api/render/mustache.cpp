// SPDX-License-Identifier: EUPL-1.2
// Templates over the Mustache library: the only file that knows it.
#include <kainjow/mustache.hpp>
#include <mutex>

#include "api/render/templates.h"
#include "api/render/url.h"
#include "base/assert.h"
#include "base/file.h"
#include "base/json.h"
#include "base/markup.h"

namespace alternat::api {

namespace mustache = kainjow::mustache;

namespace {

// Rendering writes into the compiled template, so each template keeps copies for the threads that
// render it at the same time.
struct Compiled {
  std::string source;
  std::mutex mutex;
  std::vector<std::unique_ptr<mustache::mustache>> idle;

  std::unique_ptr<mustache::mustache> take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto out = std::move(idle.back());
        idle.pop_back();
        return out;
      }
    }
    auto fresh = std::make_unique<mustache::mustache>(source);
    fresh->set_custom_escape([](const std::string& text) { return escape_markup(text); });
    return fresh;
  }
  void give_back(std::unique_ptr<mustache::mustache> used) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(used));
  }
};

mustache::data convert(const Json& value, std::string_view key, const Pictures& pictures);

mustache::data convert_object(const Json& value, const Pictures& pictures) {
  mustache::data out(mustache::data::type::object);
  for (const auto& [key, item] : value.items()) {
    out.set(key, convert(item, key, pictures));
    if (item.is_array()) {
      out.set(key + "_any", mustache::data(item.empty() ? mustache::data::type::bool_false
                                                        : mustache::data::type::bool_true));
      out.set(key + "_count", mustache::data(std::to_string(item.size())));
    }
  }
  return out;
}

mustache::data convert_text(std::string text, std::string_view key, const Pictures& pictures) {
  if (text.empty()) return mustache::data(mustache::data::type::bool_false);
  if (key.ends_with("_picture")) {
    const auto found = pictures.find(text);
    if (found == pictures.end()) return mustache::data(mustache::data::type::bool_false);
    const std::string* markup = &found->second;
    return mustache::data(mustache::lambda2(
        [markup](const std::string&, const mustache::renderer&) { return *markup; }));
  }
  if (key.ends_with("href")) return mustache::data(checked_href(text));
  return mustache::data(std::move(text));
}

mustache::data convert(const Json& value, std::string_view key, const Pictures& pictures) {
  switch (value.type()) {
    case Json::value_t::object:
      return convert_object(value, pictures);
    case Json::value_t::array: {
      mustache::data out(mustache::data::type::list);
      for (const Json& item : value) out.push_back(convert(item, key, pictures));
      return out;
    }
    case Json::value_t::string:
      return convert_text(value.get<std::string>(), key, pictures);
    case Json::value_t::boolean:
      return mustache::data(value.get<bool>() ? mustache::data::type::bool_true
                                              : mustache::data::type::bool_false);
    case Json::value_t::null:
    case Json::value_t::discarded:
      return mustache::data(mustache::data::type::bool_false);
    default:
      return mustache::data(value.dump());
  }
}

Result<TemplateSources> read_sources(const std::string& folder) {
  Result<std::vector<std::string>> paths = list_files(folder, ".mustache");
  if (!paths) return paths.error();
  TemplateSources sources;
  for (const std::string& path : *paths) {
    Result<std::string> source = read_file(path);
    if (!source) return source.error();
    std::string name = path.substr(folder.size(), path.size() - folder.size() - 9);
    while (name.starts_with('/')) name.erase(0, 1);
    sources.emplace(std::move(name), std::move(source).value());
  }
  return sources;
}

}  // namespace

struct Templates::State {
  std::map<std::string, std::unique_ptr<Compiled>, std::less<>> compiled;  // "de/home"
};

Templates::Templates(std::unique_ptr<State> state) : state_(std::move(state)) {}
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::load(const std::string& folder,
                                  const std::vector<std::string>& languages,
                                  const TextSource& texts) {
  Result<TemplateSources> sources = read_sources(folder);
  if (!sources) return sources.error();
  Diagnostics diagnostics;
  auto state = std::make_unique<State>();
  for (const std::string& language : languages) {
    for (const auto& [name, source] : *sources) {
      auto compiled = std::make_unique<Compiled>();
      compiled->source = compose(*sources, name, language, texts, diagnostics);
      auto first = compiled->take();
      if (!first->is_valid()) {
        diagnostics.error("template.syntax",
                          "The template does not compile: " + first->error_message() + ".",
                          {"templates/" + name + ".mustache", 0, 0});
      }
      compiled->give_back(std::move(first));
      state->compiled.emplace(language + "/" + name, std::move(compiled));
    }
  }
  if (diagnostics.has_errors()) return diagnostics.to_error(Fault::kRefused);
  return Templates(std::move(state));
}

std::string Templates::render(std::string_view name, std::string_view language,
                              const PageJson& model, const Pictures& pictures) const {
  const auto found = state_->compiled.find(std::string(language) + "/" + std::string(name));
  ALTERNAT_ASSERT(found != state_->compiled.end());
  const mustache::data data = convert(model, "", pictures);
  auto page = found->second->take();
  std::string out;
  page->render(data, [&out](const std::string& part) { out += part; });
  ALTERNAT_ASSERT(page->is_valid());
  found->second->give_back(std::move(page));
  return out;
}

PageJson without_pictures(const PageJson& model) {
  if (model.is_array()) {
    PageJson out = PageJson::array();
    for (const PageJson& item : model) out.push_back(without_pictures(item));
    return out;
  }
  if (!model.is_object()) return model;
  PageJson out = PageJson::object();
  for (const auto& [key, item] : model.items()) {
    if (!key.ends_with("_picture")) out[key] = without_pictures(item);
  }
  return out;
}

}  // namespace alternat::api
