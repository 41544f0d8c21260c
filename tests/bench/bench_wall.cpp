// SPDX-License-Identifier: GPL-3.0-or-later
// The real wall (WallView, DecodePool) in a window, fed with pre-encoded streams at their pace,
// with snapshots ten times a second as from a live engine. Pictures are 320x180, unscaled, so that
// peers can be given the same work. Driven by wall.sh, which measures CPU from outside. Usage:
// bench_wall N SECONDS FOLDER | bench_wall --export N SECONDS FOLDER (writes N .h264 files)
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>

#include <QApplication>
#include <QTimer>

#include "core/base/thread.h"
#include "core/media/decodepool.h"
#include "tests/bench/streamset.h"
#include "tests/bench/usage.h"
#include "tests/ui/support/fakeengine.h"
#include "ui/desk/deskcontext.h"
#include "ui/theme/look.h"
#include "ui/wall/wallview.h"

using namespace vigie;

namespace {

constexpr auto frameTime = std::chrono::milliseconds(40);
constexpr int warmUpSeconds = 3;

/// Pushes the streams at 25 units per second each, spread over the interval as a network does.
class PacedSource final : public fleet::Source {
public:
    explicit PacedSource(const std::vector<bench::Stream>& set) {
        for (const auto& stream : set) {
            m_units.push_back(testing::toAccessUnits(stream, model::VideoCodec::H264));
        }
        m_sinks.resize(set.size());
        m_thread =
            base::startThread("bench-source", [this](const std::stop_token& stop) { run(stop); });
    }
    ~PacedSource() override { stop(); }

    void start(fleet::Sink&) override {}
    void stop() override {
        m_thread.request_stop();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    base::SubscriptionPtr watchPreview(const model::PathRef& path, const model::PreviewRequest&,
                                       fleet::PreviewSink& sink) override {
        // "...-f007" is the seventh stream.
        const auto index = static_cast<std::size_t>(
                               std::atoi(path.pathId.substr(path.pathId.size() - 3).c_str())) -
                           1;
        const std::lock_guard lock(m_mutex);
        m_sinks.at(index) = &sink;
        return std::make_unique<base::CallOnEnd>([this, index] {
            const std::lock_guard inner(m_mutex);
            m_sinks[index] = nullptr;
        });
    }
    [[nodiscard]] base::Timestamp now() const override {
        return base::SystemClock::instance().now();
    }
    [[nodiscard]] bool isLive() const override { return true; }

private:
    void run(const std::stop_token& stop) {
        const auto start = std::chrono::steady_clock::now();
        for (int frame = 0; !stop.stop_requested(); ++frame) {
            for (std::size_t i = 0; i < m_units.size(); ++i) {
                std::this_thread::sleep_until(start + frame * frameTime +
                                              frameTime * static_cast<int>(i) /
                                                  static_cast<int>(m_units.size()));
                // A copy gives each round of the loop its own sequence.
                auto unit = std::make_shared<model::AccessUnit>(
                    *m_units[i][static_cast<std::size_t>(frame) % m_units[i].size()]);
                unit->sequence = static_cast<std::uint64_t>(frame) + 1;
                const std::lock_guard lock(m_mutex);
                if (m_sinks[i] != nullptr) {
                    m_sinks[i]->onAccessUnit(std::move(unit));
                }
            }
        }
    }

    std::vector<std::vector<model::AccessUnitPtr>> m_units;
    std::mutex m_mutex;
    std::vector<fleet::PreviewSink*> m_sinks; // guarded by m_mutex
    std::jthread m_thread;
};

int exportStreams(const std::vector<bench::Stream>& set, int seconds, const std::string& folder) {
    for (std::size_t i = 0; i < set.size(); ++i) {
        std::ofstream out(folder + "/" + std::to_string(i) + ".h264", std::ios::binary);
        for (int frame = 0; frame < seconds * 25; ++frame) {
            out << set[i][static_cast<std::size_t>(frame) % set[i].size()].data;
        }
        if (!out) {
            return 1;
        }
    }
    return 0;
}

struct Counted {
    std::uint64_t shown = 0;
    std::uint64_t in = 0;
};

Counted count(const ui::wall::WallView& view) {
    Counted counted;
    for (const auto& tile : view.figures()) {
        counted.shown += tile.framesShown;
        counted.in += tile.unitsIn;
    }
    return counted;
}

double percentile(const ui::wall::TilePainter::Delays& delays, double share) {
    std::uint64_t all = 0;
    for (const auto n : delays) {
        all += n;
    }
    std::uint64_t below = 0;
    for (std::size_t ms = 0; ms < delays.size(); ++ms) {
        below += delays[ms];
        if (static_cast<double>(below) >= share * static_cast<double>(all)) {
            return static_cast<double>(ms) + 1;
        }
    }
    return 0;
}

int show(int argc, char** argv, const std::vector<bench::Stream>& set, int seconds,
         int snapshotsPerSecond) {
    QApplication application(argc, argv);
    ui::theme::apply(application);
    const int tiles = static_cast<int>(set.size());
    std::vector<engine::Snapshot> snapshots;
    for (int i = 0; i < 20; ++i) {
        snapshots.push_back(
            uitest::makeSnapshot({.feeds = tiles, .regions = 1, .hasFaults = false}));
        snapshots.back().now += std::chrono::milliseconds(100 * i);
        for (auto& path : snapshots.back().paths) {
            path.audioPeak[0] -= static_cast<float>((i * 7) % 13);
            path.audioPeak[1] -= static_cast<float>((i * 5) % 11);
        }
    }
    PacedSource source(set);
    uitest::FakeEngine engine(snapshots.front());
    const auto decoders = media::makeDecodePool();
    ui::desk::DeskContext desk(engine, source, *decoders);
    ui::wall::WallView view(desk);
    view.setRegion(QString::fromStdString(snapshots.front().regions.front().id));
    // The size at which a tile's picture is 320x180 to the pixel.
    view.setFixedSize(view.grid().columns * 360 + 6, view.grid().rows * 266 + 6);
    view.show();

    int step = 0;
    QTimer ticks;
    QObject::connect(&ticks, &QTimer::timeout, &view, [&] {
        engine::Snapshot next = snapshots[static_cast<std::size_t>(++step % 20)];
        next.now = snapshots.front().now + std::chrono::milliseconds(100 * step);
        engine.publish(std::move(next));
    });
    if (snapshotsPerSecond > 0) {
        ticks.start(1000 / snapshotsPerSecond);
    }
    Counted before;
    QTimer::singleShot(warmUpSeconds * 1000, &view, [&] { before = count(view); });
    QTimer::singleShot((warmUpSeconds + seconds) * 1000, &view, [&] {
        const Counted after = count(view);
        const double expected = static_cast<double>(after.in - before.in);
        const auto picture = view.visibleTiles().front().geometry.picture.size();
        std::printf(
            "tiles %d picture-area %dx%d shown %.2f%% direct %llu indirect %llu "
            "p50 %.0f ms p95 %.0f ms threads %ld rss %.0f MB\n",
            tiles, picture.width(), picture.height(),
            expected > 0 ? 100.0 * static_cast<double>(after.shown - before.shown) / expected : 0.0,
            static_cast<unsigned long long>(view.pictures().direct()),
            static_cast<unsigned long long>(view.pictures().indirect()),
            percentile(view.delaysMs(), 0.5), percentile(view.delaysMs(), 0.95),
            bench::statusField("Threads:"),
            static_cast<double>(bench::statusField("VmRSS:")) / 1024);
        std::fflush(stdout);
        QApplication::quit();
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const bool isExport = argc == 5 && std::string(argv[1]) == "--export";
    const int first = isExport ? 2 : 1;
    if (argc < first + 3 || argc > first + 4) {
        std::fprintf(stderr,
                     "usage: bench_wall [--export] N SECONDS FOLDER [SNAPSHOTS PER SECOND]\n");
        return 2;
    }
    const int tiles = std::atoi(argv[first]);
    const int seconds = std::atoi(argv[first + 1]);
    const std::string folder = argv[first + 2];
    const int snapshots = argc > first + 3 ? std::atoi(argv[first + 3]) : 10;
    std::string whyNot;
    if (tiles < 1 || tiles > 36 || seconds < 1 || !media::initialize(&whyNot)) {
        std::fprintf(stderr, "bench_wall: %s\n", whyNot.empty() ? "bad arguments" : whyNot.c_str());
        return 2;
    }
    const auto set = bench::makeStreamSet(folder, tiles);
    if (set.empty()) {
        std::fprintf(stderr, "bench_wall: the streams could not be encoded\n");
        return 1;
    }
    return isExport ? exportStreams(set, seconds, folder)
                    : show(argc, argv, set, seconds, snapshots);
}
