// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "core/base/thread.h"

namespace vigie::testing {

/// A socket on 127.0.0.1; port 0: the kernel picks. Throws when the port is taken.
inline int loopbackSocket(int type, std::uint16_t& port) {
    const int fd = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    socklen_t size = sizeof address;
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        (type == SOCK_STREAM && ::listen(fd, 16) != 0)) {
        ::close(fd);
        throw std::runtime_error("the port cannot be had");
    }
    port = ntohs(address.sin_port);
    return fd;
}

/// A port that was free a moment ago.
inline std::uint16_t freePort(int type) {
    std::uint16_t port = 0;
    ::close(loopbackSocket(type, port));
    return port;
}

/// A small HTTP/1.1 server on loopback with a thread of its own: remembers what it was sent and
/// answers what it is told to. Stops with its owner, who may start another on the same port.
class WebServer {
public:
    struct Request {
        std::string method;
        std::string path;
        std::map<std::string, std::string> headers; // names in lower case
        std::string body;
    };
    using Answer = std::function<int(const Request&)>;

    /// 0 as the answer's status: none at all, the connection just stays until the server ends.
    explicit WebServer(
        std::uint16_t port = 0, Answer answer = [](const Request&) { return 200; })
        : m_answer(std::move(answer)), m_port(port),
          m_listener(loopbackSocket(SOCK_STREAM, m_port)),
          m_thread(
              base::startThread("webserver", [this](const std::stop_token& stop) { run(stop); })) {}
    ~WebServer() {
        m_thread.request_stop();
        m_thread.join();
        for (const int fd : m_held) {
            ::close(fd);
        }
        ::close(m_listener);
    }
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::vector<Request> requests() const {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    /// False: there were never so many within the limit.
    [[nodiscard]] bool
    waitForRequests(std::size_t count,
                    std::chrono::milliseconds limit = std::chrono::seconds(20)) const {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, limit, [&] { return m_requests.size() >= count; });
    }

private:
    static constexpr int stepMs = 20;

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            pollfd item{.fd = m_listener, .events = POLLIN, .revents = 0};
            if (::poll(&item, 1, stepMs) <= 0) {
                continue;
            }
            const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (fd >= 0 && !serve(fd, stop)) {
                ::close(fd);
            }
        }
    }

    /// True: the connection is held.
    bool serve(int fd, const std::stop_token& stop) {
        std::string text;
        std::array<char, 65536> buffer{};
        while (!stop.stop_requested()) {
            if (const auto request = parsed(text)) {
                const int status = m_answer(*request);
                {
                    const std::lock_guard lock(m_mutex);
                    m_requests.push_back(*request);
                }
                m_changed.notify_all();
                if (status == 0) {
                    m_held.push_back(fd);
                    return true;
                }
                const std::string answer = "HTTP/1.1 " + std::to_string(status) +
                                           " Answer\r\nLocation: /elsewhere\r\n"
                                           "Content-Length: 0\r\nConnection: close\r\n\r\n";
                (void)!::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
                return false;
            }
            pollfd item{.fd = fd, .events = POLLIN, .revents = 0};
            if (::poll(&item, 1, stepMs) <= 0) {
                continue;
            }
            const auto got = ::recv(fd, buffer.data(), buffer.size(), 0);
            if (got <= 0) {
                return false;
            }
            text.append(buffer.data(), static_cast<std::size_t>(got));
        }
        return false;
    }

    static std::optional<Request> parsed(const std::string& text) {
        const auto end = text.find("\r\n\r\n");
        if (end == std::string::npos) {
            return std::nullopt;
        }
        Request request;
        std::size_t at = text.find("\r\n");
        const std::string first = text.substr(0, at);
        request.method = first.substr(0, first.find(' '));
        request.path = first.substr(first.find(' ') + 1);
        request.path = request.path.substr(0, request.path.find(' '));
        while (at < end) {
            at += 2;
            const auto line = text.substr(at, text.find("\r\n", at) - at);
            const auto colon = line.find(':');
            std::string name = line.substr(0, colon);
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            request.headers[name] = line.substr(std::min(line.size(), colon + 2));
            at += line.size();
        }
        const std::size_t length = request.headers.contains("content-length")
                                       ? std::stoul(request.headers["content-length"])
                                       : 0;
        if (text.size() < end + 4 + length) {
            return std::nullopt;
        }
        request.body = text.substr(end + 4, length);
        return request;
    }

    const Answer m_answer;
    std::uint16_t m_port;
    const int m_listener;
    std::vector<int> m_held; // the thread's
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::vector<Request> m_requests; // under m_mutex
    std::jthread m_thread;
};

} // namespace vigie::testing
