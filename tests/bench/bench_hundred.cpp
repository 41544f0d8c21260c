// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hundred tiles and 8,000 paths on two cores: the whole desk (gRPC, engine with the shipped
// rules, decoders, main window with a wall of 10 x 10) pinned to two cores, the nodes that send in
// another process on the others. Asks: does a tile stand still unnoticed, how many pictures a
// second reach the glass, and how long does the GUI thread not answer, beside what a thread that
// only sleeps sees on the same cores in the same run. Driven by hundred.sh, which starts the X
// server. Usage: bench_hundred SECONDS FOLDER [TILES]
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QApplication>
#include <QTimer>

#include <fmt/format.h>

#include "core/base/heap.h"
#include "core/base/thread.h"
#include "core/config/rulesfile.h"
#include "core/engine/engine.h"
#include "core/media/decodepool.h"
#include "core/rpc/grpcsource.h"
#include "core/rpc/server.h"
#include "tests/bench/judgedfleet.h"
#include "tests/bench/streamset.h"
#include "tests/bench/usage.h"
#include "ui/desk/deskcontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/look.h"
#include "ui/wall/wallpage.h"

extern char** environ;

using namespace vigie;
using namespace std::chrono_literals;

namespace {

constexpr int nodeCount = 10;
constexpr int pathsEach = 800;
constexpr int deskCores = 2;
constexpr auto frameTime = 40ms;
/// These streams stop without a word after half of the time; the wall has to say so.
constexpr std::array<std::size_t, 3> stopped{10, 20, 30};

/// Of those this process may use: the first two, or the others.
std::vector<int> usableCores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> cores;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int core = 0; core < CPU_SETSIZE; ++core) {
            if (CPU_ISSET(core, &set)) {
                cores.push_back(core);
            }
        }
    }
    return cores;
}

bool pinTo(const std::vector<int>& cores) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int core : cores) {
        CPU_SET(core, &set);
    }
    return sched_setaffinity(0, sizeof set, &set) == 0;
}

/// One node: ticks once a second, and previews of its first paths at 25 a second.
class Node final : public fleet::Provider {
public:
    Node(int number, const std::vector<bench::Stream>* streams, std::chrono::seconds stopAfter)
        : m_description(bench::describeJudged(
              number, pathsEach, streams == nullptr ? 0 : static_cast<int>(streams->size()))) {
        m_ticker = base::startThread(
            "bench-ticks", [this, number](const std::stop_token& stop) { tick(number, stop); });
        if (streams == nullptr) {
            return;
        }
        for (const auto& stream : *streams) {
            m_units.push_back(testing::toAccessUnits(stream, model::VideoCodec::H264));
        }
        m_watchers.resize(m_units.size());
        m_pictures =
            base::startThread("bench-pictures", [this, stopAfter](const std::stop_token& stop) {
                send(stopAfter, stop);
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
    watchPreview(const std::string& pathId, const model::PreviewRequest&,
                 fleet::PreviewListener& listener) override {
        const auto index = static_cast<std::size_t>(std::atoi(pathId.c_str() + 1)); // "f7"
        if (index >= m_units.size()) {
            return base::failure("no preview of this path");
        }
        const std::lock_guard lock(m_mutex);
        auto& watch = m_watchers[index][&listener];
        watch = 0;
        return std::make_unique<base::CallOnEnd>([this, index, &listener] {
            const std::lock_guard ending(m_mutex);
            m_watchers[index].erase(&listener);
        });
    }

private:
    void tick(int number, const std::stop_token& stop) {
        std::mt19937_64 random(static_cast<std::uint64_t>(number));
        auto next = std::chrono::steady_clock::now() + 10ms * number;
        for (int second = 0; !stop.stop_requested(); ++second) {
            auto made = bench::judgedTick(*m_description, second, random);
            const auto now = base::SystemClock::instance().now();
            made->utc = now.utc;
            made->mono = now.mono;
            {
                const std::lock_guard lock(m_mutex);
                if (m_listener != nullptr) {
                    m_listener->onTick(std::move(made));
                }
            }
            next += 1s;
            std::this_thread::sleep_until(next);
        }
    }

    void send(std::chrono::seconds stopAfter, const std::stop_token& stop) {
        const auto begin = std::chrono::steady_clock::now();
        const std::set<std::size_t> silent(stopped.begin(), stopped.end());
        for (int frame = 0; !stop.stop_requested(); ++frame) {
            for (std::size_t i = 0; i < m_units.size(); ++i) {
                const auto due = begin + frame * frameTime +
                                 frameTime * static_cast<int>(i) / static_cast<int>(m_units.size());
                std::this_thread::sleep_until(due);
                if (due > begin + stopAfter && silent.contains(i)) {
                    continue;
                }
                const auto& units = m_units[i];
                const auto& unit = units[static_cast<std::size_t>(frame) % units.size()];
                const std::lock_guard lock(m_mutex);
                for (auto& [listener, sequence] : m_watchers[i]) {
                    if (sequence == 0 && !unit->isKey) {
                        continue; // begins with a key picture, as a node does
                    }
                    auto copy = std::make_shared<model::AccessUnit>(*unit);
                    copy->sequence = ++sequence;
                    listener->onAccessUnit(std::move(copy));
                }
            }
        }
    }

    const std::shared_ptr<model::NodeDescription> m_description;
    std::vector<std::vector<model::AccessUnitPtr>> m_units;
    std::mutex m_mutex;
    fleet::ProviderListener* m_listener = nullptr; // guarded by m_mutex
    /// By stream: who watches, and the last sequence sent; guarded by m_mutex.
    std::vector<std::map<fleet::PreviewListener*, std::uint64_t>> m_watchers;
    std::jthread m_ticker;
    std::jthread m_pictures;
};

/// The sending process: prints its ports, sends until stdin ends.
int runNodes(int seconds, const std::string& folder, int tiles) {
    const std::vector<int> cores = usableCores();
    if (!pinTo({cores.begin() + deskCores, cores.end()})) {
        return 1;
    }
    const auto streams = bench::makeStreamSet(folder, tiles, 4);
    if (streams.empty()) {
        std::fprintf(stderr, "bench_hundred: no encoder\n");
        return 1;
    }
    std::vector<std::unique_ptr<Node>> nodes;
    std::vector<std::unique_ptr<rpc::Server>> servers;
    std::string ports;
    for (int n = 0; n < nodeCount; ++n) {
        // The previews are those of the first region's cloud node.
        nodes.push_back(std::make_unique<Node>(n, n == 0 ? &streams : nullptr,
                                               std::chrono::seconds(seconds / 2 + 10)));
        auto server = rpc::Server::start(*nodes.back(), {});
        if (!server) {
            std::fprintf(stderr, "%s\n", server.error().message.c_str());
            return 1;
        }
        servers.push_back(std::move(*server));
        ports += std::to_string(servers.back()->port()) + ' ';
    }
    std::printf("%s\n", ports.c_str());
    std::fflush(stdout);
    while (std::fgetc(stdin) != EOF) {
    }
    servers.clear();
    return 0;
}

/// The sending process as the desk's process sees it. Ended by the destructor.
class Nodes {
public:
    Nodes(int seconds, const std::string& folder, int tiles) {
        int toChild[2];
        int fromChild[2];
        if (pipe2(toChild, O_CLOEXEC) != 0 || pipe2(fromChild, O_CLOEXEC) != 0) {
            return;
        }
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO);
        std::vector<std::string> words{"bench_hundred", "--nodes", std::to_string(seconds), folder,
                                       std::to_string(tiles)};
        std::vector<char*> argv;
        for (auto& word : words) {
            argv.push_back(word.data());
        }
        argv.push_back(nullptr);
        const bool isStarted =
            posix_spawn(&m_pid, "/proc/self/exe", &actions, nullptr, argv.data(), environ) == 0;
        posix_spawn_file_actions_destroy(&actions);
        close(toChild[0]);
        close(fromChild[1]);
        m_stdin = toChild[1];
        std::string text;
        char c = 0;
        while (isStarted && read(fromChild[0], &c, 1) == 1 && c != '\n') {
            text += c;
        }
        close(fromChild[0]);
        std::istringstream numbers(text);
        for (std::uint16_t port = 0; numbers >> port;) {
            ports.push_back(port);
        }
    }
    ~Nodes() {
        if (m_stdin >= 0) {
            close(m_stdin);
        }
        if (m_pid > 0) {
            waitpid(m_pid, nullptr, 0);
        }
    }
    Nodes(const Nodes&) = delete;
    Nodes& operator=(const Nodes&) = delete;

    std::vector<std::uint16_t> ports;

private:
    int m_pid = -1;
    int m_stdin = -1;
};

constexpr auto pulse = 10ms;

/// How late each pulse came, in ms.
struct Lateness {
    std::vector<double> ms;
    void add(std::chrono::steady_clock::duration late) {
        ms.push_back(std::max(0.0, std::chrono::duration<double, std::milli>(late).count()));
    }
    [[nodiscard]] double at(double part) {
        if (ms.empty()) {
            return 0;
        }
        std::sort(ms.begin(), ms.end());
        return ms[std::min(ms.size() - 1,
                           static_cast<std::size_t>(part * static_cast<double>(ms.size())))];
    }
};

/// What the scheduler does to a thread that only sleeps, on the same cores.
class Sleeper {
public:
    Sleeper()
        : m_thread(base::startThread("bench-sleeper", [this](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  const auto due = std::chrono::steady_clock::now() + pulse;
                  std::this_thread::sleep_until(due);
                  const auto late = std::chrono::steady_clock::now() - due;
                  if (isCounting) {
                      m_lateness.add(late);
                  }
              }
          })) {}
    Lateness end() {
        m_thread.request_stop();
        m_thread.join();
        return m_lateness;
    }
    std::atomic<bool> isCounting{false};

private:
    Lateness m_lateness; // the thread's until it is joined
    std::jthread m_thread;
};

void showTiles(ui::wall::WallView& wall, int tiles) {
    ui::wall::WallSpec spec;
    spec.assignment.regionId = QStringLiteral("r0");
    ui::wall::setGrid(spec, {10, std::max(1, (tiles + 9) / 10)});
    wall.setSpec(spec);
}

int run(int argc, char** argv, int seconds, const std::string& folder, int tiles) {
    std::vector<int> cores = usableCores();
    if (cores.size() < 4) {
        std::printf("skipped: two cores for the desk and two for the senders are needed, %zu are "
                    "here\n",
                    cores.size());
        return 0;
    }
    const Nodes nodes(seconds, folder, tiles);
    if (nodes.ports.size() != nodeCount) {
        std::fprintf(stderr, "bench_hundred: the senders did not start\n");
        return 1;
    }
    cores.resize(deskCores);
    if (!pinTo(cores)) { // before any other thread is there
        std::fprintf(stderr, "bench_hundred: the desk cannot be pinned\n");
        return 1;
    }
    QApplication application(argc, argv);
    ui::theme::apply(application);
    rpc::GrpcSourceOptions sourceOptions;
    for (const auto port : nodes.ports) {
        sourceOptions.endpoints.push_back({fmt::format("127.0.0.1:{}", port), std::nullopt});
    }
    const auto source = rpc::makeGrpcSource(std::move(sourceOptions));
    engine::EngineOptions engineOptions;
    engineOptions.rules = config::defaultRules();
    engine::Engine engine(*source, std::move(engineOptions));
    const auto decoders = media::makeDecodePool(deskCores);
    bool isGood = false;
    {
        ui::desk::DeskContext desk(engine, *source, *decoders);
        desk.selectRegion(QStringLiteral("r0"));
        ui::shell::MainWindow window(desk, {.isRemembered = false});
        window.resize(1920, 1080);
        ui::wall::WallView& wall = window.wall().view();
        showTiles(wall, tiles);
        window.show();
        engine.start();

        Sleeper sleeper;
        Lateness gui;
        bool isCounting = false;
        auto due = std::chrono::steady_clock::now() + pulse;
        QTimer beat;
        beat.setTimerType(Qt::PreciseTimer);
        beat.setSingleShot(true);
        QObject::connect(&beat, &QTimer::timeout, &beat, [&] {
            const auto now = std::chrono::steady_clock::now();
            if (isCounting) {
                gui.add(now - due);
            }
            due = now + pulse;
            beat.start(pulse);
        });
        beat.start(pulse);

        // A tile that shows nothing new for longer than a live one may, and does not say so.
        struct Seen {
            std::uint64_t shown = 0;
            std::chrono::steady_clock::time_point since;
        };
        std::map<QString, Seen> seen;
        std::map<QString, std::uint64_t> first;
        std::size_t unnoticed = 0;
        std::size_t stillAtEnd = 0;
        std::size_t silentAtEnd = 0;
        const auto mostStill = ui::wall::TileBoard::stillAfter + 1000ms;
        QTimer watch;
        QObject::connect(&watch, &QTimer::timeout, &watch, [&] {
            const auto now = std::chrono::steady_clock::now();
            stillAtEnd = 0;
            silentAtEnd = 0;
            for (const ui::wall::TileFigures& tile : wall.figures()) {
                Seen& known = seen[tile.feedId];
                if (known.shown != tile.framesShown ||
                    known.since.time_since_epoch().count() == 0) {
                    known = {tile.framesShown, now};
                }
                const bool isSilent = now - known.since > mostStill;
                unnoticed += isCounting && isSilent && !tile.isStill ? 1 : 0;
                silentAtEnd += isSilent ? 1 : 0;
                stillAtEnd += tile.isStill ? 1 : 0;
            }
        });
        watch.start(500);

        bench::CpuMeter meter;
        QTimer::singleShot(10s, &window, [&] { // warmed up
            isCounting = true;
            sleeper.isCounting = true;
            meter = bench::CpuMeter();
            for (const auto& tile : wall.figures()) {
                first[tile.feedId] = tile.framesShown;
            }
        });
        QTimer::singleShot(std::chrono::seconds(seconds + 10), &application, &QApplication::quit);
        QApplication::exec();
        isCounting = false;

        const double elapsed = meter.wall();
        const double used = meter.cores();
        std::vector<double> rates;
        for (const auto& tile : wall.figures()) {
            rates.push_back(static_cast<double>(tile.framesShown - first[tile.feedId]) / elapsed);
        }
        std::sort(rates.begin(), rates.end());
        const auto rate = [&rates](double part) {
            return rates.empty() ? 0.0
                                 : rates[static_cast<std::size_t>(
                                       part * static_cast<double>(rates.size() - 1))];
        };
        Lateness jitter = sleeper.end();
        const engine::SnapshotPtr snapshot = desk.snapshot();
        std::printf("tiles %zu of %d, paths of telemetry %zu, alarms %zu; desk on %d cores uses "
                    "%.2f; RSS %ld MB, threads %ld\n",
                    rates.size(), tiles, snapshot->paths.size(), snapshot->alarms.size(), deskCores,
                    used, bench::statusField("VmRSS:") / 1024, bench::statusField("Threads:"));
        std::printf("pictures a second on the glass of 25 sent: p50 %.1f, p5 %.1f\n", rate(0.5),
                    rate(0.05));
        std::printf("tiles that stood still: %zu, of which the wall says so of %zu; unnoticed for "
                    "half a second or more: %zu times\n",
                    silentAtEnd, stillAtEnd, unnoticed);
        std::printf("late, ms: GUI thread p50 %.1f p99 %.1f most %.1f | a sleeping thread p50 %.1f "
                    "p99 %.1f most %.1f\n",
                    gui.at(0.5), gui.at(0.99), gui.at(1), jitter.at(0.5), jitter.at(0.99),
                    jitter.at(1));
        isGood = rates.size() == static_cast<std::size_t>(tiles) && unnoticed == 0 &&
                 silentAtEnd >= stopped.size() && stillAtEnd >= silentAtEnd &&
                 gui.at(1) <= jitter.at(1) + 50;
        std::printf("%s\n", isGood ? "within the goals" : "NOT within the goals");
    }
    engine.stop();
    return isGood ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    base::limitArenas(); // as the desk
    const bool isNodes = argc > 1 && std::string_view(argv[1]) == "--nodes";
    const int at = isNodes ? 2 : 1;
    if (argc < at + 2) {
        std::fprintf(stderr, "usage: bench_hundred SECONDS FOLDER [TILES]\n");
        return 2;
    }
    const int seconds = std::max(10, std::atoi(argv[at]));
    const std::string folder = argv[at + 1];
    const int tiles = argc > at + 2 ? std::clamp(std::atoi(argv[at + 2]) / 10 * 10, 40, 100) : 100;
    std::string whyNot;
    if (!media::initialize(&whyNot)) {
        std::fprintf(stderr, "bench_hundred: %s\n", whyNot.c_str());
        return 1;
    }
    return isNodes ? runNodes(seconds, folder, tiles) : run(argc, argv, seconds, folder, tiles);
}
