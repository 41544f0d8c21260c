// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <vector>

#include "core/transport/address.h"
#include "core/transport/wakefd.h"

namespace vigie::transport::test {

/// A small HTTP/1.1 server on the loopback: what it answers is set from the test. One thread, one
/// connection at a time, each closed after its answer.
class HttpServer {
public:
    struct Answer {
        int status = 200;
        std::string body;
        std::string headers;   // further lines, each with its end
        bool isSilent = false; // takes the request and says nothing
        bool hasRanges = true;
    };

    HttpServer() : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const auto any = SocketAddress::numeric("127.0.0.1", 0).value();
        if (::bind(m_fd.get(), any.raw(), any.length) == 0 && ::listen(m_fd.get(), 16) == 0) {
            m_port = SocketAddress::ofSocket(m_fd.get())->port();
        }
        m_thread = std::jthread([this] { serve(); });
    }
    ~HttpServer() {
        m_wake.wake();
        m_thread.join();
    }
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path) const {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }
    void set(const std::string& path, Answer answer) {
        const std::lock_guard lock(m_mutex);
        m_answers[path] = std::move(answer);
    }
    void set(const std::string& path, const std::string& body) { set(path, Answer{.body = body}); }
    void set(const std::string& path, const std::vector<std::byte>& body) {
        set(path, std::string(reinterpret_cast<const char*>(body.data()), body.size()));
    }
    [[nodiscard]] int requests(const std::string& path) const {
        const std::lock_guard lock(m_mutex);
        const auto found = m_requests.find(path);
        return found == m_requests.end() ? 0 : found->second;
    }

private:
    void serve() {
        std::vector<Descriptor> held; // silent connections, until the end
        for (;;) {
            pollfd items[] = {{.fd = m_fd.get(), .events = POLLIN, .revents = 0},
                              {.fd = m_wake.get(), .events = POLLIN, .revents = 0}};
            if (::poll(items, 2, -1) < 0 || items[1].revents != 0) {
                return;
            }
            Descriptor connection(::accept4(m_fd.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (connection.isOpen() && !answer(connection)) {
                held.push_back(std::move(connection));
            }
        }
    }
    /// False: hold the connection without a word.
    bool answer(const Descriptor& connection) {
        std::string request;
        char buffer[4096];
        while (request.find("\r\n\r\n") == std::string::npos) {
            pollfd item{.fd = connection.get(), .events = POLLIN, .revents = 0};
            if (::poll(&item, 1, 2000) <= 0) {
                return true;
            }
            const auto size = ::recv(connection.get(), buffer, sizeof buffer, 0);
            if (size <= 0) {
                return true;
            }
            request.append(buffer, static_cast<std::size_t>(size));
        }
        const auto begin = request.find(' ') + 1;
        const auto path = request.substr(begin, request.find(' ', begin) - begin);
        Answer answer{.status = 404};
        {
            const std::lock_guard lock(m_mutex);
            ++m_requests[path];
            if (const auto found = m_answers.find(path); found != m_answers.end()) {
                answer = found->second;
            }
        }
        if (answer.isSilent) {
            return false;
        }
        std::string body = answer.body;
        unsigned long long first = 0;
        unsigned long long last = 0;
        const auto range = request.find("Range: bytes=");
        if (range != std::string::npos && answer.hasRanges && answer.status == 200 &&
            std::sscanf(request.c_str() + range, "Range: bytes=%llu-%llu", &first, &last) == 2) {
            body = body.substr(first, last - first + 1);
            answer.status = 206;
        }
        const std::string text = "HTTP/1.1 " + std::to_string(answer.status) +
                                 " X\r\nContent-Length: " + std::to_string(body.size()) +
                                 "\r\nConnection: close\r\n" + answer.headers + "\r\n" + body;
        for (std::size_t sent = 0; sent < text.size();) {
            const auto size =
                ::send(connection.get(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
            if (size <= 0) {
                break;
            }
            sent += static_cast<std::size_t>(size);
        }
        return true;
    }

    Descriptor m_fd;
    std::uint16_t m_port = 0;
    WakeFd m_wake;
    mutable std::mutex m_mutex;
    std::map<std::string, Answer> m_answers; // guarded by m_mutex
    std::map<std::string, int> m_requests;   // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace vigie::transport::test
