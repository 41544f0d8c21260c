// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ingestfeeder.h"

#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <random>
#include <spawn.h>
#include <sstream>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/base/thread.h"
#include "core/rpc/server.h"

extern char** environ;

namespace vigie::bench {
namespace {

/// Random walks, as measured figures are: one or two bytes each as zig-zag.
class Walk {
public:
    explicit Walk(std::size_t size) : m_values(size, 100) {}
    const std::vector<std::int64_t>& step() {
        for (auto& value : m_values) {
            value += static_cast<std::int64_t>(m_random() % 7) - 3;
        }
        return m_values;
    }

private:
    std::minstd_rand m_random{1};
    std::vector<std::int64_t> m_values;
};

void everyPeriod(const std::stop_token& stop, double rateHz, const std::function<void()>& body) {
    const auto period = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(1 / rateHz));
    auto next = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        body();
        next += period;
        std::this_thread::sleep_until(next);
    }
}

/// A node that does nothing but tick.
class TickingProvider final : public fleet::Provider {
public:
    TickingProvider(int number, const IngestLoad& load) {
        auto d = std::make_shared<model::NodeDescription>();
        d->id = fmt::format("bench-{}", number);
        d->incarnation = 1;
        d->epoch = 1;
        d->tickRateHz = load.rateHz;
        d->inputs.resize(1);
        d->inputs[0].id = "in";
        for (int path = 0; path < load.paths; ++path) {
            model::PathInfo info;
            info.id = fmt::format("path-{}", path);
            info.inputId = "in";
            d->paths.push_back(std::move(info));
        }
        for (int metric = 0; metric < load.metrics; ++metric) {
            model::MetricInfo info;
            info.key = fmt::format("metric.{}", metric);
            d->metrics.push_back(std::move(info));
        }
        m_description = std::move(d);
        m_thread = base::startThread("bench-node", [this, load](const std::stop_token& stop) {
            Walk walk(static_cast<std::size_t>(load.paths));
            std::uint64_t sequence = 0;
            everyPeriod(stop, load.rateHz, [&] { tick(++sequence, walk, load); });
        });
    }

    [[nodiscard]] model::NodeDescriptionPtr describe() const override { return m_description; }
    [[nodiscard]] base::SubscriptionPtr subscribe(fleet::ProviderListener& listener) override {
        const std::lock_guard lock(m_mutex);
        m_listener = &listener;
        listener.onDescription(m_description);
        return std::make_unique<base::CallOnEnd>([this] {
            const std::lock_guard ending(m_mutex);
            m_listener = nullptr;
        });
    }
    [[nodiscard]] fleet::EventPage eventsAfter(std::uint64_t, std::size_t) const override {
        return {};
    }
    [[nodiscard]] base::Result<base::SubscriptionPtr>
    watchPreview(const std::string&, const model::PreviewRequest&,
                 fleet::PreviewListener&) override {
        return base::failure("no previews here");
    }

private:
    void tick(std::uint64_t sequence, Walk& walk, const IngestLoad& load) {
        auto made = std::make_shared<model::Tick>();
        made->sequence = sequence;
        made->epoch = 1;
        const auto now = base::SystemClock::instance().now();
        made->utc = now.utc;
        made->mono = now.mono;
        model::Block block{model::Scope::Path, 0, static_cast<std::uint32_t>(load.paths), {}};
        for (int metric = 0; metric < load.metrics; ++metric) {
            block.columns.push_back({static_cast<std::uint32_t>(metric), walk.step(), {}, {}, {}});
        }
        made->blocks.push_back(std::move(block));
        const std::lock_guard lock(m_mutex);
        if (m_listener != nullptr) {
            m_listener->onTick(std::move(made));
        }
    }

    model::NodeDescriptionPtr m_description;
    std::mutex m_mutex;
    fleet::ProviderListener* m_listener = nullptr; // guarded by m_mutex
    std::jthread m_thread;
};

/// Accepts one connection and sends it length-prefixed blocks of 4-byte integers.
class RawSender {
public:
    explicit RawSender(const IngestLoad& load)
        : m_listen(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (bind(m_listen, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
            listen(m_listen, 1) == 0 &&
            getsockname(m_listen, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
            m_port = ntohs(address.sin_port);
        }
        m_thread = base::startThread("bench-raw", [this, load](const std::stop_token& stop) {
            const int connection = accept4(m_listen, nullptr, nullptr, SOCK_CLOEXEC);
            if (connection < 0) {
                return;
            }
            m_connection = connection;
            send(stop, load);
        });
    }
    ~RawSender() {
        m_thread.request_stop();
        shutdown(m_listen, SHUT_RDWR);
        if (m_connection >= 0) {
            shutdown(m_connection, SHUT_RDWR);
        }
        m_thread.join();
        close(m_listen);
        if (m_connection >= 0) {
            close(m_connection);
        }
    }
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    void send(const std::stop_token& stop, const IngestLoad& load) {
        Walk walk(static_cast<std::size_t>(load.paths));
        std::vector<std::int32_t> block;
        everyPeriod(stop, load.rateHz, [&] {
            block.assign(1, load.paths * load.metrics);
            for (int metric = 0; metric < load.metrics; ++metric) {
                const auto& values = walk.step();
                block.insert(block.end(), values.begin(), values.end());
            }
            const char* from = reinterpret_cast<const char*>(block.data());
            std::size_t left = block.size() * sizeof(std::int32_t);
            while (left > 0) {
                const auto sent = ::send(m_connection, from, left, MSG_NOSIGNAL);
                if (sent <= 0) {
                    return;
                }
                from += sent;
                left -= static_cast<std::size_t>(sent);
            }
        });
    }

    const int m_listen;
    std::atomic<int> m_connection{-1};
    std::uint16_t m_port = 0;
    std::jthread m_thread;
};

void announceAndWait(const std::vector<std::uint16_t>& ports) {
    fmt::print("{}\n", fmt::join(ports, " "));
    std::fflush(stdout);
    while (std::fgetc(stdin) != EOF) {
    }
}

} // namespace

int runFeeder(Feeder feeder, const IngestLoad& load) {
    std::vector<std::uint16_t> ports;
    if (feeder == Feeder::Raw) {
        std::vector<std::unique_ptr<RawSender>> senders;
        for (int node = 0; node < load.nodes; ++node) {
            senders.push_back(std::make_unique<RawSender>(load));
            ports.push_back(senders.back()->port());
        }
        announceAndWait(ports);
        return 0;
    }
    std::vector<std::unique_ptr<TickingProvider>> providers;
    std::vector<std::unique_ptr<rpc::Server>> servers;
    for (int node = 0; node < load.nodes; ++node) {
        providers.push_back(std::make_unique<TickingProvider>(node, load));
        auto server = rpc::Server::start(*providers.back(), {});
        if (!server) {
            fmt::print(stderr, "{}\n", server.error().message);
            return 1;
        }
        servers.push_back(std::move(*server));
        ports.push_back(servers.back()->port());
    }
    announceAndWait(ports);
    servers.clear();
    return 0;
}

FeederProcess::FeederProcess(Feeder feeder, const IngestLoad& load) {
    int toChild[2];
    int fromChild[2];
    if (pipe2(toChild, O_CLOEXEC) != 0) {
        return;
    }
    if (pipe2(fromChild, O_CLOEXEC) != 0) {
        close(toChild[0]);
        close(toChild[1]);
        return;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO);
    std::vector<std::string> arguments{"bench_ingest",
                                       feeder == Feeder::Grpc ? "--feed-grpc" : "--feed-raw",
                                       std::to_string(load.nodes),
                                       std::to_string(load.paths),
                                       std::to_string(load.metrics),
                                       std::to_string(load.rateHz)};
    std::vector<char*> argv;
    for (auto& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    const bool isStarted =
        posix_spawn(&m_pid, "/proc/self/exe", &actions, nullptr, argv.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(toChild[0]);
    close(fromChild[1]);
    m_stdin = toChild[1];
    std::string line;
    char c = 0;
    while (isStarted && read(fromChild[0], &c, 1) == 1 && c != '\n') {
        line += c;
    }
    close(fromChild[0]);
    std::istringstream words(line);
    for (std::uint16_t port = 0; words >> port;) {
        m_ports.push_back(port);
    }
}

FeederProcess::~FeederProcess() {
    if (m_stdin >= 0) {
        close(m_stdin);
    }
    if (m_pid > 0) {
        waitpid(m_pid, nullptr, 0);
    }
}

} // namespace vigie::bench
