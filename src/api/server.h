// SPDX-License-Identifier: EUPL-1.2
// Server: the node's front. Builds the site (templates, files, map), answers requests, listens.
#pragma once

#include <memory>
#include <string>

#include "api/http/listener.h"
#include "api/identity/accounts.h"
#include "api/site.h"
#include "casework/demo/cast.h"
#include "casework/node.h"

namespace alternat::api {

// What the server reads; all outlive it.
struct ServerSources {
  const program::Program* program = nullptr;
  casework::Node* node = nullptr;            // cases, trays, records
  const casework::DemoCast* cast = nullptr;  // the demo's accounts; empty without --demo
  const Clock* clock = nullptr;
  RandomSource* random = nullptr;  // sessions and tokens; guarded here for concurrent use
};

struct ServerOptions {
  ListenOptions listen;
  std::string web_folder = "web";  // templates/ and dist/ lie below
  Mode mode = Mode::kOperation;    // kDemo: one-click roles, only on a loopback address
  CookieTransport transport = CookieTransport::kPlain;
  std::vector<Account> accounts;
  std::string feed_file;  // keys of calendar feeds; "" = in memory
};

class Server {
 public:
  // Errors: those of the templates (all mistakes in one), web.not_built, web.map,
  // api.demo_address (the demo on an address that others reach).
  static Result<std::unique_ptr<Server>> create(const ServerSources& sources,
                                                ServerOptions options);
  ~Server();

  // The answer to one request; safe for concurrent use. Tests need no socket.
  Response answer(const Request& request) const;

  // Listens; returns once the port is open (http.port_busy otherwise).
  Status start();
  std::uint16_t port() const;
  // Lets running requests end.
  void stop();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace alternat::api
