// SPDX-License-Identifier: EUPL-1.2
// The listener over real sockets: answers, limits, a busy port, a graceful stop.
#include "api/http/listener.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace alternat::api {
namespace {

// Sends `text` as it is and reads until the other end closes.
std::string exchange(std::uint16_t port, const std::string& text) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  REQUIRE(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  std::size_t sent = 0;
  while (sent < text.size()) {
    const ssize_t n = ::send(fd, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) break;
    sent += static_cast<std::size_t>(n);
  }
  std::string out;
  char buffer[4096];
  for (ssize_t n; (n = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) {
    out.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(fd);
  return out;
}

std::string head(const std::string& path) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
}

Response echo(const Request& request) {
  Response response;
  response.content_type = "text/plain";
  response.body = request.path + "|" + std::string(request.query.get("q")) + "|" + request.body +
                  "|" + std::string(request.header("x-one")) + "|" + request.peer;
  return response;
}

ListenOptions any_port() {
  ListenOptions options;
  options.port = 0;
  options.threads = 2;
  return options;
}

TEST_CASE("a request arrives decoded and whole") {
  Result<Listener> listener = Listener::start(any_port(), echo);
  REQUIRE(listener.ok());
  const std::string got = exchange(listener->port(), head("/a%20b?q=1%2B1") + "X-One: 1\r\n\r\n");
  CHECK(got.starts_with("HTTP/1.1 200"));
  CHECK(got.ends_with("/a b|1+1||1|127.0.0.1"));
  const std::string posted = exchange(listener->port(),
                                      "POST /f HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                      "Content-Length: 3\r\n\r\nabc");
  CHECK(posted.ends_with("/f||abc||127.0.0.1"));
}

TEST_CASE("a body over the limit is refused with 413, announced or not") {
  ListenOptions options = any_port();
  options.body_bytes_max = 10;
  Result<Listener> listener = Listener::start(options, echo);
  REQUIRE(listener.ok());
  const std::string announced = exchange(
      listener->port(),
      "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 11\r\n\r\n01234567890");
  CHECK(announced.starts_with("HTTP/1.1 413"));
  CHECK(announced.find("http.body_too_large") != std::string::npos);
  const std::string chunked =
      exchange(listener->port(),
               "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
               "chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n");
  CHECK(chunked.starts_with("HTTP/1.1 413"));
}

TEST_CASE("headers over the limit and broken addresses are refused") {
  Result<Listener> listener = Listener::start(any_port(), echo);
  REQUIRE(listener.ok());
  const std::string large =
      exchange(listener->port(), head("/") + "X: " + std::string(64u << 10, 'a') + "\r\n\r\n");
  CHECK((large.empty() || large.starts_with("HTTP/1.1 4")));
  CHECK(exchange(listener->port(), head("/%ZZ") + "\r\n").starts_with("HTTP/1.1 400"));
  CHECK(exchange(listener->port(), head("/?a=%C3%28") + "\r\n").starts_with("HTTP/1.1 400"));
}

TEST_CASE("a client that stops sending is cut off") {
  ListenOptions options = any_port();
  options.idle_seconds_max = 1;
  Result<Listener> listener = Listener::start(options, echo);
  REQUIRE(listener.ok());
  CHECK(exchange(listener->port(), "GET / HTTP/1.1\r\nHost: x\r\n").find(" 200") ==
        std::string::npos);
}

TEST_CASE("a busy port gives one clear error") {
  Result<Listener> first = Listener::start(any_port(), echo);
  REQUIRE(first.ok());
  ListenOptions options = any_port();
  options.port = first->port();
  const Result<Listener> second = Listener::start(options, echo);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().code == "http.port_busy");
  CHECK(second.error().message == "Another program already listens on 127.0.0.1 port " +
                                      std::to_string(options.port) +
                                      "; stop it, or choose another port with --port.");
  options.address = "localhost";
  CHECK(Listener::start(options, echo).error().code == "http.address");
}

TEST_CASE("stop lets a running answer end") {
  Result<Listener> listener = Listener::start(any_port(), [](const Request& request) {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    return echo(request);
  });
  REQUIRE(listener.ok());
  std::string got;
  std::thread client([&] { got = exchange(listener->port(), head("/slow") + "\r\n"); });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  listener->stop();
  client.join();
  CHECK(got.starts_with("HTTP/1.1 200"));
}

}  // namespace
}  // namespace alternat::api
