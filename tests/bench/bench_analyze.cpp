// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the analysis of a transport stream costs. First offline: a typical HD stream in memory
// through the analyzer with every check of the DVB profile, against a plain pass over the same
// bytes that looks at each packet header; the two take turns. Then live: how many such streams of
// 10 Mb/s one core carries over real UDP sockets, receive included, against a loop that only
// receives. Usage: bench_analyze [--mib 96] [--rounds 9] [--paths 24] [--seconds 2]
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <memory>
#include <netinet/in.h>
#include <span>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "core/base/thread.h"
#include "core/transport/receiver.h"
#include "core/ts/analyzer.h"
#include "tests/bench/usage.h"
#include "tests/support/tsload.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

/// So much of a stream, in memory.
struct TsLoad {
    std::vector<std::uint8_t> bytes;
    double seconds = 0;
    double bitrate = 0;
};

TsLoad makeTsLoad(std::size_t size) {
    tsload::Stream stream;
    TsLoad load;
    load.bitrate = stream.options().bitrate;
    load.bytes = stream.take(size / 188);
    load.seconds = stream.now();
    return load;
}

constexpr std::size_t datagram = std::size_t{7} * 188;

double threadCpu() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Looks at the header of every packet: sync, and how many packets each PID has.
std::uint64_t plainPass(std::span<const std::uint8_t> bytes, std::vector<std::uint32_t>& perPid) {
    std::uint64_t good = 0;
    for (std::size_t at = 0; at + 188 <= bytes.size(); at += 188) {
        const std::uint8_t* const p = bytes.data() + at;
        good += p[0] == 0x47 ? 1 : 0;
        ++perPid[static_cast<std::size_t>((p[1] << 8) | p[2]) & 0x1fff];
    }
    return good;
}

/// As the offline analysis feeds: pieces of a file, time by the stream's own rate.
std::uint64_t analyze(const TsLoad& load, const ts::Profile& profile, std::string& findings,
                      int& measured) {
    constexpr std::size_t piece = std::size_t{64} * 188;
    ts::AnalyzerSink sink;
    ts::Analyzer analyzer(profile, sink);
    const std::span<const std::uint8_t> bytes(load.bytes);
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const auto part = bytes.subspan(at, std::min(piece, bytes.size() - at));
        const auto ns =
            static_cast<std::int64_t>(static_cast<double>(at + part.size()) * 8e9 / load.bitrate);
        analyzer.feed(std::as_bytes(part),
                      {base::utcFromNs(1'790'000'000'000'000'000 + ns), base::monoFromNs(ns)});
    }
    findings.clear();
    measured = 0;
    for (std::size_t i = 0; i < ts::checkCount; ++i) {
        const auto check = static_cast<ts::Check>(i);
        measured += analyzer.check(check).state == ts::CheckState::Ok ? 1 : 0;
        if (analyzer.check(check).errors > 0) {
            findings += fmt::format(" {}={}", ts::checkNumber(check), analyzer.check(check).errors);
        }
    }
    return analyzer.totals().packets;
}

void offline(std::size_t size, int rounds) {
    const TsLoad load = makeTsLoad(size);
    const auto packets = static_cast<double>(load.bytes.size()) / 188;
    std::vector<std::uint32_t> perPid(8192);
    std::vector<double> plain;
    std::vector<double> ours;
    std::vector<double> ratio;
    std::string findings;
    std::uint64_t seen = 0;
    int measured = 0;
    for (int round = 0; round < rounds; ++round) {
        double begin = threadCpu();
        seen += plainPass(load.bytes, perPid);
        plain.push_back(threadCpu() - begin);
        begin = threadCpu();
        seen += analyze(load, ts::Profile::dvb(), findings, measured);
        ours.push_back(threadCpu() - begin);
        ratio.push_back(ours.back() / plain.back());
    }
    fmt::print(
        "offline: {:.0f} MiB, {:.0f} s of 10 Mb/s, {} rounds in turns, medians of CPU time\n",
        static_cast<double>(load.bytes.size()) / 1048576, load.seconds, rounds);
    const auto show = [&](const char* name, double seconds) {
        fmt::print("{:28} {:7.2f} ms  {:6.1f} ns a packet  {:6.1f} Gb/s\n", name, seconds * 1e3,
                   seconds * 1e9 / packets, packets * 1504 / seconds / 1e9);
    };
    show("plain pass over the headers", median(plain));
    show("vigie, every DVB check", median(ours));
    fmt::print("ratio                        {:7.2f}   ({} checks measured and ok, raised:{})\n",
               median(ratio), measured, findings.empty() ? " none" : findings);
}

/// Sends the same stream to every port at its pace, until killed or its parent is gone.
[[noreturn]] void sendForever(const std::vector<std::uint16_t>& ports, const TsLoad& load) {
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const pid_t parent = getppid();
    const auto gap = std::chrono::duration<double>(datagram * 8 / load.bitrate);
    const auto begin = std::chrono::steady_clock::now();
    const std::size_t count = load.bytes.size() / datagram;
    std::vector<sockaddr_in> to;
    for (const std::uint16_t port : ports) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        to.push_back(address);
    }
    for (std::size_t i = 0; i < count && getppid() == parent; ++i) {
        for (const sockaddr_in& address : to) {
            sendto(fd, load.bytes.data() + i * datagram, datagram, 0,
                   reinterpret_cast<const sockaddr*>(&address), sizeof address);
        }
        std::this_thread::sleep_until(
            begin + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                        gap * static_cast<double>(i + 1)));
    }
    _exit(0);
}

/// Runs the sender as another process while it lives.
class Sender {
public:
    Sender(const std::vector<std::uint16_t>& ports, const TsLoad& load) : m_pid(fork()) {
        if (m_pid == 0) {
            sendForever(ports, load);
        }
    }
    ~Sender() {
        if (m_pid > 0) {
            kill(m_pid, SIGTERM);
            waitpid(m_pid, nullptr, 0);
        }
    }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

private:
    pid_t m_pid;
};

/// One input of a node without its content checks.
class Path final : public transport::ReceiverSink {
public:
    explicit Path(bool isAnalyzed) : m_isAnalyzed(isAnalyzed) {
        m_receiver = transport::Receiver::create("bench", {.uri = "udp://127.0.0.1:0"}).value();
    }
    void start() { m_receiver->start(*this); }
    void stop() { m_receiver->stop(); }
    [[nodiscard]] std::optional<std::uint16_t> port() const { return m_receiver->boundPort(); }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    [[nodiscard]] std::uint64_t continuityErrors() const {
        return m_analyzer.check(ts::Check::ContinuityCountError).errors;
    }
    void onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) override {
        m_bytes += bytes.size();
        if (m_isAnalyzed) {
            m_analyzer.feed(bytes, arrival);
        }
    }
    void onGap(std::uint64_t, base::Timestamp at) override { m_analyzer.gap(at); }
    void onRestart(base::Timestamp at) override { m_analyzer.restart(at); }
    void onState(transport::LinkState, const std::string&, base::Timestamp) override {}

private:
    const bool m_isAnalyzed;
    ts::AnalyzerSink m_sink;
    ts::Analyzer m_analyzer{ts::Profile::dvb(), m_sink};
    std::unique_ptr<transport::Receiver> m_receiver;
    std::atomic<std::uint64_t> m_bytes{0};
};

struct Load {
    double cores = 0;
    double megabits = 0;
    std::uint64_t continuityErrors = 0;
};

double megabitsOf(std::uint64_t bytes, double seconds) {
    return static_cast<double>(bytes) * 8 / seconds / 1e6;
}

Load measurePaths(int count, double seconds, bool isAnalyzed, const TsLoad& load) {
    std::vector<std::unique_ptr<Path>> paths;
    std::vector<std::uint16_t> ports;
    for (int i = 0; i < count; ++i) {
        paths.push_back(std::make_unique<Path>(isAnalyzed));
        paths.back()->start();
    }
    const auto until = std::chrono::steady_clock::now() + 5s;
    for (const auto& path : paths) {
        while (!path->port() && std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(5ms);
        }
        ports.push_back(path->port().value_or(0));
    }
    const Sender sender(ports, load);
    std::this_thread::sleep_for(1s);
    const auto sum = [&paths] {
        std::uint64_t bytes = 0;
        for (const auto& path : paths) {
            bytes += path->bytes();
        }
        return bytes;
    };
    const std::uint64_t before = sum();
    const bench::CpuMeter meter;
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    Load measured;
    measured.cores = meter.cores();
    measured.megabits = megabitsOf(sum() - before, meter.wall());
    for (const auto& path : paths) {
        path->stop();
        measured.continuityErrors += path->continuityErrors();
    }
    return measured;
}

/// The floor: a thread for each socket that only receives.
Load measureFloor(int count, double seconds, const TsLoad& load) {
    std::vector<int> sockets;
    std::vector<std::uint16_t> ports;
    std::atomic<std::uint64_t> bytes{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
        const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        timeval wait{};
        wait.tv_usec = 200'000;
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
            getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
            close(fd);
            continue;
        }
        sockets.push_back(fd);
        ports.push_back(ntohs(address.sin_port));
        threads.push_back(
            base::startThread("bench-receive", [fd, &bytes](const std::stop_token& stop) {
                std::array<std::uint8_t, 2048> buffer{};
                while (!stop.stop_requested()) {
                    const auto got = recv(fd, buffer.data(), buffer.size(), 0);
                    if (got > 0) {
                        bytes += static_cast<std::uint64_t>(got);
                    }
                }
            }));
    }
    Load measured;
    {
        const Sender sender(ports, load);
        std::this_thread::sleep_for(1s);
        const std::uint64_t before = bytes;
        const bench::CpuMeter meter;
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        measured.cores = meter.cores();
        measured.megabits = megabitsOf(bytes - before, meter.wall());
    }
    threads.clear();
    for (const int fd : sockets) {
        close(fd);
    }
    return measured;
}

void live(int paths, double seconds) {
    constexpr int rounds = 3;
    const TsLoad load = makeTsLoad(static_cast<std::size_t>((seconds + 4) * 10e6 / 8));
    fmt::print("\nlive: {} inputs of 10 Mb/s over UDP on loopback, content off; CPU time of the "
               "receiving process, medians of {} rounds of {:.0f} s in turns\n",
               paths, rounds, seconds);
    struct Kind {
        const char* name;
        std::function<Load()> measure;
        std::vector<double> each;
        double megabits = 0;
        std::uint64_t continuityErrors = 0;
    };
    std::vector<Kind> kinds;
    kinds.push_back(
        {"floor: recv() in threads", [&] { return measureFloor(paths, seconds, load); }});
    kinds.push_back(
        {"vigie, receive only", [&] { return measurePaths(paths, seconds, false, load); }});
    kinds.push_back(
        {"vigie, every DVB check", [&] { return measurePaths(paths, seconds, true, load); }});
    for (int round = 0; round < rounds; ++round) {
        for (Kind& kind : kinds) {
            const Load l = kind.measure();
            // What did not come costs nothing: count what did.
            kind.each.push_back(l.cores / (l.megabits / 10));
            kind.megabits += l.megabits / rounds;
            kind.continuityErrors += l.continuityErrors;
        }
    }
    const double floor = median(kinds[0].each);
    for (const Kind& kind : kinds) {
        const double each = median(kind.each);
        fmt::print(
            "{:28} {:6.2f} % of a core each  {:5.0f} paths a core  ratio {:.2f}  ({:.0f} of {} "
            "Mb/s came, {} CC errors)\n",
            kind.name, each * 100, 1 / each, each / floor, kind.megabits, paths * 10,
            kind.continuityErrors);
    }
}

} // namespace

int main(int argc, char** argv) {
    std::size_t mebibytes = 96;
    int rounds = 9;
    int paths = 24;
    double seconds = 2;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        const double value = std::atof(argv[i + 1]);
        if (option == "--mib") {
            mebibytes = static_cast<std::size_t>(value);
        } else if (option == "--rounds") {
            rounds = static_cast<int>(value);
        } else if (option == "--paths") {
            paths = static_cast<int>(value);
        } else if (option == "--seconds") {
            seconds = value;
        }
    }
    if (mebibytes < 1 || rounds < 1 || paths < 0 || !(seconds > 0)) {
        fmt::print(stderr,
                   "usage: bench_analyze [--mib N] [--rounds N] [--paths N] [--seconds S]\n");
        return 2;
    }
    fmt::print("command: bench_analyze --mib {} --rounds {} --paths {} --seconds {}\n", mebibytes,
               rounds, paths, seconds);
    offline(mebibytes << 20, rounds);
    if (paths > 0) {
        live(paths, seconds);
    }
    return 0;
}
