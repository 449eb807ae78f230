// SPDX-License-Identifier: EUPL-1.2
// Listener: accepts connections, reads whole requests within limits, and gives each to one function
// on a pool of threads. The only door to the HTTP library (listener.cpp).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "api/http/message.h"
#include "base/result.h"

namespace alternat::api {

struct ListenOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free port (tests)
  unsigned threads = 4;
  std::size_t header_bytes_max = 32u << 10;  // beyond: 431, by the library
  std::size_t body_bytes_max = 1u << 20;     // beyond: 413
  unsigned idle_seconds_max = 15;            // a client that sends nothing for so long is cut off
  unsigned connections_max = 512;
  unsigned connections_per_peer_max = 128;
};

class Listener {
 public:
  // Errors: http.address (not an IPv4 or IPv6 address), http.port_busy, http.start.
  static Result<Listener> start(const ListenOptions& options, Handler handler);
  Listener(Listener&&) noexcept;
  Listener& operator=(Listener&&) noexcept;
  ~Listener();

  std::uint16_t port() const;
  // Accepts no more, lets running requests end (at most two seconds), closes. Idempotent.
  void stop();

  struct State;  // of listener.cpp

 private:
  explicit Listener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Blocks SIGINT and SIGTERM in this thread and those it starts later; call before Listener::start.
void block_stop_signals();
// Waits until SIGINT or SIGTERM arrives.
void wait_for_stop_signal();

}  // namespace alternat::api
