// SPDX-License-Identifier: GPL-3.0-or-later
// The real wall (WallView, DecodePool) in a window, fed with pre-encoded streams at their pace,
// with snapshots ten times a second as from a live engine. Pictures are 320x180, unscaled, so that
// peers can be given the same work, or shown at 240x135. Driven by wall.sh, which measures CPU from
// outside. Usage:
//   bench_wall N SECONDS FOLDER [SNAPSHOTS PER SECOND] [WIDTH=320]
//   bench_wall --export N SECONDS FOLDER        writes N .h264 files
//   bench_wall --cell WIDTH                     prints width and height of a cell with such a
//   picture bench_wall --until-lit START_NS SECONDS X,Y...   waits until these points of the screen
//   are not
//     black and prints how many milliseconds after START_NS the first and the last one was
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>

#include <QApplication>
#include <QScreen>
#include <QTimer>

#include "core/base/heap.h"
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
        m_watches.resize(set.size());
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
        // A node sends the pictures since its newest key at once, so that a joiner is in step.
        const auto index = static_cast<std::size_t>(
                               std::atoi(path.pathId.substr(path.pathId.size() - 3).c_str())) -
                           1;
        const std::lock_guard lock(m_mutex);
        Watch& watch = m_watches.at(index);
        watch.sink = &sink;
        for (int frame = watch.frame / 25 * 25; frame <= watch.frame; ++frame) {
            deliver(index, frame);
        }
        return std::make_unique<base::CallOnEnd>([this, index] {
            const std::lock_guard inner(m_mutex);
            m_watches[index].sink = nullptr;
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
                const std::lock_guard lock(m_mutex);
                m_watches[i].frame = frame;
                if (m_watches[i].sink != nullptr) {
                    deliver(i, frame);
                }
            }
        }
    }

    struct Watch {
        fleet::PreviewSink* sink = nullptr;
        int frame = 0; // the newest, over all rounds of the loop
        std::uint64_t sequence = 0;
    };
    /// With m_mutex held.
    void deliver(std::size_t index, int frame) {
        // A copy gives each round of the loop its own sequence.
        auto unit = std::make_shared<model::AccessUnit>(
            *m_units[index][static_cast<std::size_t>(frame) % m_units[index].size()]);
        unit->sequence = ++m_watches[index].sequence;
        m_watches[index].sink->onAccessUnit(std::move(unit));
    }

    std::vector<std::vector<model::AccessUnitPtr>> m_units;
    std::mutex m_mutex;
    std::vector<Watch> m_watches; // guarded by m_mutex
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

int untilLit(int argc, char** argv) {
    QGuiApplication application(argc, argv);
    const long long start = std::atoll(argv[2]);
    const auto sinceStart = [start] {
        return (std::chrono::system_clock::now().time_since_epoch().count() - start) / 1'000'000;
    };
    std::vector<QPoint> dark;
    for (int i = 4; i < argc; ++i) {
        const QStringList xy = QString::fromLocal8Bit(argv[i]).split(QLatin1Char(','));
        dark.emplace_back(xy.value(0).toInt(), xy.value(1).toInt());
    }
    long long first = -1;
    while (!dark.empty() && sinceStart() < std::atoll(argv[3]) * 1000) {
        std::erase_if(dark, [&](const QPoint& point) {
            const QImage pixel = QGuiApplication::primaryScreen()
                                     ->grabWindow(0, point.x(), point.y(), 8, 8)
                                     .toImage();
            for (int x = 0; x < pixel.width(); ++x) {
                for (int y = 0; y < pixel.height(); ++y) {
                    if (qGray(pixel.pixel(x, y)) > 40) {
                        return true;
                    }
                }
            }
            return false;
        });
        if (first < 0 && static_cast<int>(dark.size()) < argc - 4) {
            first = sinceStart();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::printf("%lld %lld\n", first, dark.empty() ? sinceStart() : -1);
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

/// Pictures that each tile showed in each second, of all tiles and seconds.
class Seconds {
public:
    void take(const ui::wall::WallView& view) {
        const auto figures = view.figures();
        if (m_before.size() == figures.size()) {
            for (std::size_t i = 0; i < figures.size(); ++i) {
                m_shown.push_back(static_cast<int>(figures[i].framesShown - m_before[i]));
            }
        }
        m_before.clear();
        for (const auto& tile : figures) {
            m_before.push_back(tile.framesShown);
        }
    }
    [[nodiscard]] int percentile(double share) {
        if (m_shown.empty()) {
            return 0;
        }
        std::sort(m_shown.begin(), m_shown.end());
        return m_shown[static_cast<std::size_t>(share * static_cast<double>(m_shown.size() - 1))];
    }

private:
    std::vector<std::uint64_t> m_before;
    std::vector<int> m_shown;
};

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

/// Of a tile with its gap: grown until the picture is as wide as asked for, to the pixel.
QSize cellFor(int width) {
    const int height = width * 9 / 16 + 86;
    int cell = width;
    for (; cell < 2 * width; ++cell) {
        const QRect outer(0, 0, cell - ui::wall::gapPixels, height - ui::wall::gapPixels);
        if (ui::wall::tileGeometry(outer, false).picture.width() >= width) {
            break;
        }
    }
    return {cell, height};
}

int show(int argc, char** argv, const std::vector<bench::Stream>& set, int seconds,
         int snapshotsPerSecond, int width) {
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
    const QSize cell = cellFor(width);
    view.setFixedSize(view.grid().columns * cell.width() + ui::wall::gapPixels,
                      view.grid().rows * cell.height() + ui::wall::gapPixels);
    const auto shownAt = std::chrono::steady_clock::now();
    view.show();
    std::vector<double> firstMs(static_cast<std::size_t>(tiles), -1);
    QTimer firsts;
    QObject::connect(&firsts, &QTimer::timeout, &view, [&] {
        const auto figures = view.figures();
        const double ms =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - shownAt)
                .count();
        bool isWaiting = figures.size() < firstMs.size();
        for (std::size_t i = 0; i < std::min(figures.size(), firstMs.size()); ++i) {
            if (firstMs[i] < 0 && figures[i].framesShown > 0) {
                firstMs[i] = ms;
            }
            isWaiting = isWaiting || firstMs[i] < 0;
        }
        if (!isWaiting) {
            firsts.stop();
        }
    });
    firsts.start(2);

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
    Seconds perSecond;
    QTimer eachSecond;
    QObject::connect(&eachSecond, &QTimer::timeout, &view, [&] { perSecond.take(view); });
    QTimer::singleShot(warmUpSeconds * 1000, &view, [&] {
        before = count(view);
        perSecond.take(view);
        eachSecond.start(1000);
    });
    QTimer::singleShot((warmUpSeconds + seconds) * 1000, &view, [&] {
        const Counted after = count(view);
        std::sort(firstMs.begin(), firstMs.end());
        const double expected = static_cast<double>(after.in - before.in);
        const auto picture = view.visibleTiles().front().geometry.picture.size();
        std::printf(
            "tiles %d picture-area %dx%d shown %.2f%% a second p50 %d p5 %d direct %llu indirect "
            "%llu first picture p50 %.0f ms last %.0f ms unit to glass p50 %.0f ms p95 %.0f ms "
            "threads %ld rss %.0f MB\n",
            tiles, picture.width(), picture.height(),
            expected > 0 ? 100.0 * static_cast<double>(after.shown - before.shown) / expected : 0.0,
            perSecond.percentile(0.5), perSecond.percentile(0.05),
            static_cast<unsigned long long>(view.pictures().direct()),
            static_cast<unsigned long long>(view.pictures().indirect()),
            firstMs[firstMs.size() / 2], firstMs.back(), percentile(view.delaysMs(), 0.5),
            percentile(view.delaysMs(), 0.95), bench::statusField("Threads:"),
            static_cast<double>(bench::statusField("VmRSS:")) / 1024);
        std::fflush(stdout);
        QApplication::quit();
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    base::limitArenas(); // as the desk
    if (argc >= 5 && std::string(argv[1]) == "--until-lit") {
        return untilLit(argc, argv);
    }
    if (argc == 3 && std::string(argv[1]) == "--cell") {
        const QSize cell = cellFor(std::atoi(argv[2]));
        std::printf("%d %d\n", cell.width(), cell.height());
        return 0;
    }
    const bool isExport = argc == 5 && std::string(argv[1]) == "--export";
    const int first = isExport ? 2 : 1;
    if (argc < first + 3 || argc > first + 5) {
        std::fprintf(
            stderr,
            "usage: bench_wall [--export] N SECONDS FOLDER [SNAPSHOTS PER SECOND] [WIDTH]\n");
        return 2;
    }
    const int tiles = std::atoi(argv[first]);
    const int seconds = std::atoi(argv[first + 1]);
    const std::string folder = argv[first + 2];
    const int snapshots = argc > first + 3 ? std::atoi(argv[first + 3]) : 10;
    const int width = argc > first + 4 ? std::atoi(argv[first + 4]) : 320;
    std::string whyNot;
    if (tiles < 1 || tiles > 100 || width < 64 || seconds < 1 || !media::initialize(&whyNot)) {
        std::fprintf(stderr, "bench_wall: %s\n", whyNot.empty() ? "bad arguments" : whyNot.c_str());
        return 2;
    }
    const auto set = bench::makeStreamSet(folder, tiles);
    if (set.empty()) {
        std::fprintf(stderr, "bench_wall: the streams could not be encoded\n");
        return 1;
    }
    return isExport ? exportStreams(set, seconds, folder)
                    : show(argc, argv, set, seconds, snapshots, width);
}
