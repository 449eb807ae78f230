// SPDX-License-Identifier: EUPL-1.2
// Putting the node's front together, and the way of one request through it.
#include "api/server.h"

#include <mutex>

#include "api/http/router.h"
#include "api/resources/routes.h"
#include "base/file.h"
#include "program/program.h"

namespace alternat::api {

namespace {

// Sessions and tokens draw at the same time.
class GuardedRandom final : public RandomSource {
 public:
  explicit GuardedRandom(RandomSource& inner) : inner_(inner) {}
  void fill(unsigned char* bytes, std::size_t size) override {
    const std::lock_guard lock(mutex_);
    inner_.fill(bytes, size);
  }

 private:
  RandomSource& inner_;
  std::mutex mutex_;
};

Result<documents::MapShapes> read_map(const std::string& path) {
  Result<std::string> text = read_file(path);
  if (!text) return text.error();
  Result<Json> json = parse_json(*text, path);
  if (!json) return json.error();
  const auto bad = [&path] {
    return Error{
        Fault::kUnavailable,
        "web.map",
        "The map data in " + path + " is not what web/build/map.mjs writes; build it again.",
        {{path, 0, 0}}};
  };
  if (!json->is_object() || !json->contains("countries") || !json->contains("land")) return bad();
  documents::MapShapes shapes;
  shapes.width = json->value("width", 0);
  shapes.height = json->value("height", 0);
  shapes.land = json->value("land", "");
  for (const Json& country : (*json)["countries"]) {
    if (!country.is_object()) return bad();
    shapes.countries.push_back({country.value("code", ""), country.value("path", ""),
                                country.value("x", 0), country.value("y", 0)});
  }
  if (shapes.width <= 0 || shapes.height <= 0) return bad();
  return shapes;
}

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

}  // namespace

struct Server::State {
  std::unique_ptr<GuardedRandom> random;
  Site site;
  ListenOptions listen;
  Router router;
  std::unique_ptr<Listener> listener;
};

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() {
  stop();
}

Result<std::unique_ptr<Server>> Server::create(const ServerSources& sources,
                                               ServerOptions options) {
  if (options.mode == Mode::kDemo && !is_loopback(options.listen.address)) {
    return Error{Fault::kRefused,
                 "api.demo_address",
                 "The demo signs everybody in with one click, so it listens on 127.0.0.1 only, not "
                 "on " +
                     options.listen.address + ".",
                 {}};
  }
  auto state = std::make_unique<State>();
  state->random = std::make_unique<GuardedRandom>(*sources.random);
  state->listen = options.listen;
  Site& site = state->site;
  site.program = sources.program;
  site.node = sources.node;
  site.cast = sources.cast;
  site.content = &sources.program->content();
  site.law = sources.program->law();
  site.clock = sources.clock;
  site.mode = options.mode;
  site.transport = options.transport;
  const terms::TextCatalogue* catalogue = &sources.program->content().texts;
  site.texts = [catalogue](std::string_view language,
                           std::string_view key) -> std::optional<std::string> {
    const std::string* text = catalogue->find(language, key);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  Result<StaticFiles> files = StaticFiles::load(options.web_folder + "/dist");
  if (!files) return files.error();
  site.files = std::move(files).value();
  Result<Templates> templates =
      Templates::load(options.web_folder + "/templates", site_languages(), site.texts);
  if (!templates) return templates.error();
  site.templates = std::make_unique<Templates>(std::move(templates).value());
  Result<documents::MapShapes> map = read_map(options.web_folder + "/dist/map.json");
  if (!map) return map.error();
  site.map = std::move(map).value();
  site.sessions = std::make_unique<MemorySessions>(*state->random);
  site.csrf = std::make_unique<Csrf>(*state->random);
  site.accounts = std::make_unique<Accounts>(std::move(options.accounts));
  Result<std::unique_ptr<FeedKeys>> feed_keys = FeedKeys::open(options.feed_file, *state->random);
  if (!feed_keys) return feed_keys.error();
  site.feed_keys = std::move(feed_keys).value();
  add_routes(state->router, site);
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Response Server::answer(const Request& sent) const {
  const Site& site = state_->site;
  Request request = sent;
  if (request.path.starts_with("/assets/")) {
    if (Result<Response> file = site.files.answer(request)) {
      file->set_header("X-Content-Type-Options", "nosniff");
      return std::move(file).value();
    }
  }
  const Visit visit = make_visit(site, request);
  const Result<const Route*> route = state_->router.find(request);
  if (!route) return respond_error(visit, route.error());
  if (Status allowed = site.csrf->check(request, (*route)->effect); !allowed) {
    return respond_error(visit, allowed.error());
  }
  return (*route)->handler(request);
}

Status Server::start() {
  Result<Listener> listener =
      Listener::start(state_->listen, [this](const Request& request) { return answer(request); });
  if (!listener) return listener.error();
  state_->listener = std::make_unique<Listener>(std::move(listener).value());
  return {};
}

std::uint16_t Server::port() const {
  return state_->listener ? state_->listener->port() : 0;
}

void Server::stop() {
  if (state_ && state_->listener) state_->listener->stop();
}

}  // namespace alternat::api
