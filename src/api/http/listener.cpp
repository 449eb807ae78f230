// SPDX-License-Identifier: EUPL-1.2
// The listener over libmicrohttpd: the only file that knows that library.
#include "api/http/listener.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "api/http/form.h"

namespace alternat::api {

struct Listener::State {
  ListenOptions options;
  Handler handler;
  MHD_Daemon* daemon = nullptr;
  std::uint16_t port = 0;

  ~State() { stop(); }
  void stop() {
    if (!daemon) return;
    const MHD_socket listening = MHD_quiesce_daemon(daemon);
    for (int i = 0; i < 40; ++i) {  // at most two seconds for what is being answered
      const MHD_DaemonInfo* info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_CURRENT_CONNECTIONS);
      if (!info || info->num_connections == 0) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(i < 4 ? 5 : 50));
    }
    MHD_stop_daemon(daemon);
    daemon = nullptr;
    if (listening != MHD_INVALID_SOCKET) ::close(listening);
  }
};

namespace {

// One request while it arrives.
struct Incoming {
  std::string target;  // raw path and query
  Request request;
  bool headers_read = false;
  int refused_status = 0;
  std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
};

constexpr auto kUploadTimeMax = std::chrono::seconds(60);

void* begin_request(void*, const char* uri, MHD_Connection*) {
  auto incoming = std::make_unique<Incoming>();
  incoming->target = uri;
  return incoming.release();
}

void end_request(void*, MHD_Connection*, void** context, MHD_RequestTerminationCode) {
  delete static_cast<Incoming*>(*context);
  *context = nullptr;
}

size_t keep_escaped(void*, MHD_Connection*, char* text) {
  return std::strlen(text);
}

MHD_Result read_header(void* context, MHD_ValueKind, const char* name, const char* value) {
  auto* request = static_cast<Request*>(context);
  std::string key(name);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  std::string& slot = request->headers[key];
  if (!slot.empty()) slot += key == "cookie" ? "; " : ", ";
  if (value) slot += value;
  return MHD_YES;
}

Method parse_method(std::string_view text) {
  if (text == "GET") return Method::kGet;
  if (text == "HEAD") return Method::kHead;
  if (text == "POST") return Method::kPost;
  if (text == "PUT") return Method::kPut;
  if (text == "DELETE") return Method::kDelete;
  return Method::kOther;
}

std::string peer_address(MHD_Connection* connection) {
  const MHD_ConnectionInfo* info =
      MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (!info || !info->client_addr) return {};
  char text[INET6_ADDRSTRLEN] = {};
  if (info->client_addr->sa_family == AF_INET) {
    const auto* in = reinterpret_cast<const sockaddr_in*>(info->client_addr);
    inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
  } else if (info->client_addr->sa_family == AF_INET6) {
    const auto* in6 = reinterpret_cast<const sockaddr_in6*>(info->client_addr);
    inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof text);
  }
  return text;
}

// 0, or the status that refuses the request before a handler sees it.
int read_head(MHD_Connection* connection, std::string_view method, Incoming& incoming) {
  Request& request = incoming.request;
  request.method = parse_method(method);
  request.peer = peer_address(connection);
  MHD_get_connection_values(connection, MHD_HEADER_KIND, &read_header, &request);
  const std::string_view target = incoming.target;
  const std::size_t question = target.find('?');
  auto path = percent_decode(target.substr(0, question));
  if (!path || !path->starts_with('/') || !is_utf8(*path)) return 400;
  request.path = std::move(*path);
  if (question != std::string_view::npos) {
    Result<Fields> query = parse_urlencoded(target.substr(question + 1));
    if (!query) return 400;
    request.query = std::move(query).value();
  }
  return 0;
}

void free_shared(void* context) {
  delete static_cast<std::shared_ptr<const std::string>*>(context);
}

MHD_Response* make_response(Response& response) {
  MHD_Response* out = nullptr;
  if (response.shared_body) {
    auto* keep = new std::shared_ptr<const std::string>(response.shared_body);
    out = MHD_create_response_from_buffer_with_free_callback_cls(
        (*keep)->size(), const_cast<char*>((*keep)->data()), &free_shared, keep);
  } else {
    out = MHD_create_response_from_buffer(response.body.size(), response.body.data(),
                                          MHD_RESPMEM_MUST_COPY);
  }
  if (!response.content_type.empty() && response.status != 304) {
    MHD_add_response_header(out, "Content-Type", response.content_type.c_str());
  }
  for (const auto& [name, value] : response.headers) {
    MHD_add_response_header(out, name.c_str(), value.c_str());
  }
  return out;
}

MHD_Result send(MHD_Connection* connection, Response response) {
  MHD_Response* out = make_response(response);
  if (!out) return MHD_NO;
  const MHD_Result result =
      MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
  MHD_destroy_response(out);
  return result;
}

MHD_Result refuse(MHD_Connection* connection, int status) {
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  const bool large = status == 413;
  response.body = std::string("{\"code\":\"") +
                  (large ? "http.body_too_large" : "http.malformed_request") +
                  "\",\"status\":" + std::to_string(status) + ",\"title\":\"" +
                  (large ? "The request body is larger than this node reads."
                         : "The address or query is not well-formed.") +
                  "\",\"type\":\"about:blank\"}";
  response.set_header("Connection", "close");
  return send(connection, std::move(response));
}

MHD_Result handle(void* context, MHD_Connection* connection, const char*, const char* method,
                  const char*, const char* upload, size_t* upload_size, void** slot) {
  auto* state = static_cast<Listener::State*>(context);
  auto* incoming = static_cast<Incoming*>(*slot);
  if (!incoming) return MHD_NO;
  if (!incoming->headers_read) {
    incoming->headers_read = true;
    incoming->refused_status = read_head(connection, method, *incoming);
    const std::string length(incoming->request.header("content-length"));
    if (!incoming->refused_status && !length.empty() &&
        std::strtoull(length.c_str(), nullptr, 10) > state->options.body_bytes_max) {
      incoming->refused_status = 413;
    }
    if (incoming->refused_status) return refuse(connection, incoming->refused_status);
    return MHD_YES;
  }
  if (*upload_size > 0) {
    if (std::chrono::steady_clock::now() - incoming->started > kUploadTimeMax) return MHD_NO;
    if (incoming->request.body.size() + *upload_size > state->options.body_bytes_max) {
      incoming->refused_status = 413;
    } else if (!incoming->refused_status) {
      incoming->request.body.append(upload, *upload_size);
    }
    *upload_size = 0;
    return MHD_YES;
  }
  if (incoming->refused_status) return refuse(connection, incoming->refused_status);
  return send(connection, state->handler(incoming->request));
}

struct Address {
  sockaddr_storage storage = {};
  bool v6 = false;
};

Result<Address> parse_address(const std::string& text, std::uint16_t port) {
  Address out;
  auto* in = reinterpret_cast<sockaddr_in*>(&out.storage);
  auto* in6 = reinterpret_cast<sockaddr_in6*>(&out.storage);
  if (inet_pton(AF_INET, text.c_str(), &in->sin_addr) == 1) {
    in->sin_family = AF_INET;
    in->sin_port = htons(port);
    return out;
  }
  if (inet_pton(AF_INET6, text.c_str(), &in6->sin6_addr) == 1) {
    in6->sin6_family = AF_INET6;
    in6->sin6_port = htons(port);
    out.v6 = true;
    return out;
  }
  return Error{Fault::kMalformed,
               "http.address",
               "'" + text + "' is not an IPv4 or IPv6 address; give for example 127.0.0.1.",
               {}};
}

// Binding here first tells a busy port from other failures, which the library does not.
Result<int> bind_socket(const Address& address, const ListenOptions& options) {
  const int family = address.v6 ? AF_INET6 : AF_INET;
  const int fd = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const int on = 1;
  const socklen_t size = address.v6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  if (fd >= 0) ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (fd < 0 || ::bind(fd, reinterpret_cast<const sockaddr*>(&address.storage), size) != 0 ||
      ::listen(fd, 1024) != 0) {
    const int reason = errno;
    if (fd >= 0) ::close(fd);
    const std::string place = options.address + " port " + std::to_string(options.port);
    if (reason == EADDRINUSE) {
      return Error{Fault::kUnavailable,
                   "http.port_busy",
                   "Another program already listens on " + place +
                       "; stop it, or choose another port with --port.",
                   {}};
    }
    return Error{Fault::kUnavailable,
                 "http.start",
                 "Cannot listen on " + place + ": " + std::strerror(reason) + ".",
                 {}};
  }
  return fd;
}

std::uint16_t bound_port(int fd, bool v6) {
  sockaddr_storage storage = {};
  socklen_t size = sizeof storage;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size);
  return ntohs(v6 ? reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port
                  : reinterpret_cast<const sockaddr_in*>(&storage)->sin_port);
}

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

Listener::Listener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Listener::Listener(Listener&&) noexcept = default;
Listener& Listener::operator=(Listener&&) noexcept = default;
Listener::~Listener() = default;

Result<Listener> Listener::start(const ListenOptions& options, Handler handler) {
  Result<Address> address = parse_address(options.address, options.port);
  if (!address) return address.error();
  Result<int> fd = bind_socket(*address, options);
  if (!fd) return fd.error();
  auto state = std::make_unique<State>();
  state->options = options;
  state->handler = std::move(handler);
  state->port = bound_port(*fd, address->v6);
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_USE_ITC;
  if (address->v6) flags |= MHD_USE_IPv6;
  state->daemon = MHD_start_daemon(
      flags, 0, nullptr, nullptr, &handle, state.get(), MHD_OPTION_LISTEN_SOCKET, *fd,
      MHD_OPTION_THREAD_POOL_SIZE, options.threads, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      options.header_bytes_max, MHD_OPTION_CONNECTION_TIMEOUT, options.idle_seconds_max,
      MHD_OPTION_CONNECTION_LIMIT, options.connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
      options.connections_per_peer_max, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_UNESCAPE_CALLBACK, &keep_escaped, nullptr, MHD_OPTION_URI_LOG_CALLBACK,
      &begin_request, nullptr, MHD_OPTION_NOTIFY_COMPLETED, &end_request, nullptr, MHD_OPTION_END);
  if (!state->daemon) {
    ::close(*fd);
    return Error{Fault::kUnavailable,
                 "http.start",
                 "The HTTP library did not start on " + options.address + " port " +
                     std::to_string(options.port) + ".",
                 {}};
  }
  return Listener(std::move(state));
}

std::uint16_t Listener::port() const {
  return state_->port;
}

void Listener::stop() {
  if (state_) state_->stop();
}

void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_stop_signal() {
  const sigset_t signals = stop_signals();
  int received = 0;
  sigwait(&signals, &received);
}

}  // namespace alternat::api
