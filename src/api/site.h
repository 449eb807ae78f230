// SPDX-License-Identifier: EUPL-1.2
// Site: what every handler reads, put together once at start and constant afterwards (sessions and
// accounts guard themselves); and the one way from a Page to a Response.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "api/http/accept.h"
#include "api/http/message.h"
#include "api/http/static_files.h"
#include "api/identity/accounts.h"
#include "api/identity/csrf.h"
#include "api/identity/feed_keys.h"
#include "api/identity/sessions.h"
#include "api/render/page.h"
#include "api/render/words.h"
#include "base/instant.h"
#include "decisions/assessment/assess.h"
#include "documents/pictures/world_map.h"
#include "proofs/proof.h"

namespace alternat::terms {
struct Content;
}
namespace alternat::program {
class Program;
}

namespace alternat::casework {
class Node;
struct DemoCast;
}  // namespace alternat::casework

namespace alternat::api {

enum class Mode { kOperation, kDemo };

// What the pathway check asks before anything is answered, remembered for one day.
struct OpenQuestions {
  std::mutex mutex;
  std::string day;
  std::vector<std::string> facts;
};

// Comparisons of two days as JSON, remembered: they depend on the content alone.
struct LawChanges {
  std::mutex mutex;
  std::map<std::string, std::string> bodies;  // by the two days
};

// What `alternat prove` says of the content, computed when first asked for.
struct ProvenContent {
  std::mutex mutex;
  std::optional<proofs::Report> report;
};

struct Site {
  const program::Program* program = nullptr;
  casework::Node* node = nullptr;
  const casework::DemoCast* cast = nullptr;
  const terms::Content* content = nullptr;  // the program's
  assessment::Law law;                      // the program's
  const Clock* clock = nullptr;
  TextSource texts;
  Mode mode = Mode::kOperation;
  CookieTransport transport = CookieTransport::kPlain;
  StaticFiles files;
  std::unique_ptr<Templates> templates;
  documents::MapShapes map;
  std::unique_ptr<SessionStore> sessions;
  std::unique_ptr<Csrf> csrf;
  std::unique_ptr<Accounts> accounts;
  std::unique_ptr<FeedKeys> feed_keys;
  std::unique_ptr<OpenQuestions> open_questions = std::make_unique<OpenQuestions>();
  std::unique_ptr<LawChanges> law_changes = std::make_unique<LawChanges>();

  std::unique_ptr<ProvenContent> proofs = std::make_unique<ProvenContent>();

  // The legal day where the node stands (Europe/Berlin).
  Date today() const;
};

// The two complete languages; the first is the default.
const std::vector<std::string>& site_languages();

// One request with what was found out about it.
struct Visit {
  const Site& site;
  const Request& request;
  std::string language;
  Representation representation = Representation::kHtml;
  std::optional<Session> session;

  Words words() const { return Words(site.texts, language, site.today()); }
};

// ?lang, then the cookie, then Accept-Language; ?format=json, then Accept.
Visit make_visit(const Site& site, const Request& request);

// The page in the representation asked for.
Response respond(const Visit& visit, const Page& page);
// problem+json for programs; for people a page that says what happened and what to do.
Response respond_error(const Visit& visit, const Error& error);

// A token for a form on this page; sets the visit cookie on the response where there is no session.
struct FormToken {
  std::string token;
  std::string set_cookie;  // "" if none is needed
};
FormToken form_token(const Visit& visit);

}  // namespace alternat::api
