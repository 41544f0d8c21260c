// SPDX-License-Identifier: GPL-3.0-or-later
//
// What it costs the receiving process to take in telemetry: CPU milliseconds per million samples of
// our gRPC source (columnar ticks, checked, acknowledged, into a sink that counts), against the
// floor of the same run: the same samples over plain TCP as 4-byte integers, parsed by hand. The
// senders are another process.
#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <optional>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "core/base/thread.h"
#include "core/rpc/grpcsource.h"
#include "tests/bench/ingestfeeder.h"

using namespace vigie;
using namespace std::chrono_literals;
using bench::Feeder;
using bench::FeederProcess;
using bench::IngestLoad;

namespace {

struct Measured {
    double cpuMs = 0;
    double seconds = 0;
    std::uint64_t samples = 0;
    [[nodiscard]] double msPerMillion() const { return cpuMs * 1e6 / static_cast<double>(samples); }
};

double cpuMs() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Waits until samples flow, then measures for `seconds`.
Measured measure(const std::atomic<std::uint64_t>& samples, double seconds) {
    const auto warmUp = std::chrono::steady_clock::now() + 10s;
    while (samples == 0 && std::chrono::steady_clock::now() < warmUp) {
        std::this_thread::sleep_for(10ms);
    }
    std::this_thread::sleep_for(1s);
    const double cpu = cpuMs();
    const std::uint64_t before = samples;
    const auto begin = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    Measured measured;
    measured.samples = samples - before;
    measured.cpuMs = cpuMs() - cpu;
    measured.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return measured;
}

class CountingSink final : public fleet::Sink {
public:
    bool take(fleet::Input input) override {
        if (const auto* tick = std::get_if<model::TickPtr>(&input.what)) {
            std::uint64_t count = 0;
            for (const auto& block : (*tick)->blocks) {
                for (const auto& column : block.columns) {
                    count += column.values.size();
                }
            }
            samples += count;
            folded += (*tick)->conflated;
        } else if (const auto* change = std::get_if<fleet::ContactChange>(&input.what)) {
            losses += change->contact == fleet::Contact::Lost ? 1 : 0;
        }
        return true;
    }
    std::atomic<std::uint64_t> samples{0};
    std::atomic<std::uint64_t> folded{0};
    std::atomic<std::uint64_t> losses{0};
};

std::optional<Measured> measureGrpc(const IngestLoad& load, double seconds, std::uint64_t& folded,
                                    std::uint64_t& losses) {
    const FeederProcess feeder(Feeder::Grpc, load);
    if (feeder.ports().empty()) {
        return std::nullopt;
    }
    rpc::GrpcSourceOptions options;
    for (const auto port : feeder.ports()) {
        options.endpoints.push_back({fmt::format("127.0.0.1:{}", port), std::nullopt});
    }
    CountingSink sink;
    const auto source = rpc::makeGrpcSource(options);
    source->start(sink);
    const auto measured = measure(sink.samples, seconds);
    folded = sink.folded;
    losses = sink.losses;
    source->stop();
    return measured;
}

bool readAll(int fd, void* into, std::size_t bytes) {
    auto* at = static_cast<char*>(into);
    while (bytes > 0) {
        const auto got = read(fd, at, bytes);
        if (got <= 0) {
            return false;
        }
        at += got;
        bytes -= static_cast<std::size_t>(got);
    }
    return true;
}

/// Takes blocks of one sender into a reused column of 64-bit values.
void receiveRaw(int fd, std::atomic<std::uint64_t>& samples) {
    constexpr std::uint32_t most = 16'000'000;
    std::vector<std::int32_t> block;
    std::vector<std::int64_t> values;
    std::uint32_t count = 0;
    while (readAll(fd, &count, sizeof count) && count <= most) {
        block.resize(count);
        if (!readAll(fd, block.data(), std::size_t{count} * sizeof(std::int32_t))) {
            return;
        }
        values.assign(block.begin(), block.end());
        samples += values.size();
    }
}

std::optional<Measured> measureRaw(const IngestLoad& load, double seconds) {
    const FeederProcess feeder(Feeder::Raw, load);
    if (feeder.ports().empty()) {
        return std::nullopt;
    }
    std::atomic<std::uint64_t> samples{0};
    std::vector<int> sockets;
    std::vector<std::jthread> threads;
    for (const auto port : feeder.ports()) {
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            close(fd);
            continue;
        }
        sockets.push_back(fd);
        threads.push_back(base::startThread(
            "bench-receive", [fd, &samples](const std::stop_token&) { receiveRaw(fd, samples); }));
    }
    const auto measured = measure(samples, seconds);
    for (const int fd : sockets) {
        shutdown(fd, SHUT_RDWR);
    }
    threads.clear();
    for (const int fd : sockets) {
        close(fd);
    }
    return measured;
}

} // namespace

int main(int argc, char** argv) {
    IngestLoad load;
    const bool isFeeder = argc == 6 && std::string_view(argv[1]).starts_with("--feed-");
    const auto number = [argv](int index) { return std::atof(argv[index]); };
    if (isFeeder) {
        load = {static_cast<int>(number(2)), static_cast<int>(number(3)),
                static_cast<int>(number(4)), number(5)};
        return runFeeder(argv[1] == std::string_view("--feed-raw") ? Feeder::Raw : Feeder::Grpc,
                         load);
    }
    double seconds = 10;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        if (option == "--nodes") {
            load.nodes = static_cast<int>(number(i + 1));
        } else if (option == "--paths") {
            load.paths = static_cast<int>(number(i + 1));
        } else if (option == "--rate") {
            load.rateHz = number(i + 1);
        } else if (option == "--seconds") {
            seconds = number(i + 1);
        }
    }
    if (load.nodes < 1 || load.paths < 1 || !(load.rateHz > 0) || !(seconds > 0)) {
        fmt::print(stderr,
                   "usage: bench_ingest [--nodes N] [--paths N] [--rate HZ] [--seconds S]\n");
        return 2;
    }
    fmt::print("command: bench_ingest --nodes {} --paths {} --rate {} --seconds {}\n", load.nodes,
               load.paths, load.rateHz, seconds);
    const auto raw = measureRaw(load, seconds);
    std::uint64_t folded = 0;
    std::uint64_t losses = 0;
    const auto ours = measureGrpc(load, seconds, folded, losses);
    if (!raw || !ours || raw->samples == 0 || ours->samples == 0) {
        fmt::print(stderr, "nothing was received\n");
        return 1;
    }
    const auto show = [](const char* name, const Measured& m) {
        fmt::print("{:22} {:8.2f} ms CPU per million samples  ({:.1f} M samples in {:.1f} s)\n",
                   name, m.msPerMillion(), static_cast<double>(m.samples) / 1e6, m.seconds);
    };
    show("floor: TCP, by hand", *raw);
    show("vigie: gRPC, columnar", *ours);
    fmt::print("ratio                  {:8.2f}  ({} ticks folded, contact lost {} times)\n",
               ours->msPerMillion() / raw->msPerMillion(), folded, losses);
    return 0;
}
