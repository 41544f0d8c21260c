// SPDX-License-Identifier: GPL-3.0-or-later
//
// Hours of a wall in minutes: the real wall and the real decoders on a clock that runs ahead as
// fast as the pictures can be shown, one picture a second and tile. Feeds come and go, streams
// stop, lose units, bring garbage and change their resolution, decoders fail, layouts, pages,
// regions and views change, the wall is hidden and shown, the desk goes to another look of the
// same. Said each hour: memory, threads, file handles. At the end of each hour every tile must
// live. The first hour is not judged: in it each layout, size and view comes up for the first time.
// Of the others, no hour of the second half may hold 5 % more memory than the first half in the
// mean, nor more threads or handles than its most. Usage: soak_wall [HOURS (8)] [SEED]
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <vector>

#include <malloc.h>

#include <QApplication>
#include <QElapsedTimer>

#include "core/base/heap.h"
#include "core/media/decodepool.h"
#include "tests/bench/usage.h"
#include "tests/support/pace.h"
#include "tests/ui/support/fakeengine.h"
#include "tests/unit/media/encodedunits.h"
#include "ui/desk/deskcontext.h"
#include "ui/theme/look.h"
#include "ui/wall/wallview.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

constexpr int feeds = 24;
constexpr int regions = 3;
constexpr double mostGrowth = 0.05;

std::size_t openHandles() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator("/proc/self/fd")) {
        ++count;
    }
    return count;
}

/// Streams in three sizes, pushed when the soak says so, on a clock of its own. Units are pushed
/// from the soak's thread: the wall takes them on any.
class SoakSource final : public fleet::Source {
public:
    struct Fault {
        int silentFor = 0; // seconds
        int garbageFor = 0;
        bool losesNext = false;
    };

    explicit SoakSource(base::Timestamp begin) : m_now(begin) {
        for (const auto& [width, height] : {std::pair(320, 180), {480, 270}, {240, 136}}) {
            m_streams.push_back(testing::toAccessUnits(
                testing::encodeH264(50, "pattern=ball", width, height), model::VideoCodec::H264));
        }
    }

    [[nodiscard]] bool isUsable() const {
        return std::none_of(m_streams.begin(), m_streams.end(),
                            [](const auto& stream) { return stream.empty(); });
    }
    void start(fleet::Sink&) override {}
    void stop() override {}
    [[nodiscard]] base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                                     const model::PreviewRequest&,
                                                     fleet::PreviewSink& sink) override {
        const std::lock_guard lock(m_mutex);
        const auto id = ++m_lastWatch;
        m_watches[id] = {path, &sink, 0, 0};
        return std::make_unique<base::CallOnEnd>([this, id] {
            const std::lock_guard ending(m_mutex);
            m_watches.erase(id);
        });
    }
    [[nodiscard]] base::Timestamp now() const override {
        const std::lock_guard lock(m_mutex);
        return m_now;
    }
    [[nodiscard]] bool isLive() const override { return true; }

    [[nodiscard]] std::size_t watches() const {
        const std::lock_guard lock(m_mutex);
        return m_watches.size();
    }
    void setFault(const std::string& pathId, const Fault& fault) {
        const std::lock_guard lock(m_mutex);
        m_faults[pathId] = fault;
    }
    void clearFaults() {
        const std::lock_guard lock(m_mutex);
        m_faults.clear();
    }
    void setResolution(const std::string& pathId, std::size_t which) {
        const std::lock_guard lock(m_mutex);
        m_resolution[pathId] = which % m_streams.size();
    }
    void interruptAll() {
        const std::lock_guard lock(m_mutex);
        for (auto& [id, watch] : m_watches) {
            watch.sink->onInterrupted("the node went away");
        }
    }

    /// A second later: each watch gets its next unit, or what its fault makes of it.
    void step() {
        const std::lock_guard lock(m_mutex);
        m_now.utc += 1s;
        m_now.mono += 1s;
        for (auto& [id, watch] : m_watches) {
            Fault& fault = m_faults[watch.path.pathId];
            const auto which = m_resolution[watch.path.pathId];
            if (watch.resolution != which) { // begins with a key picture, as an encoder does
                watch.resolution = which;
                watch.next = 0;
            }
            const auto& units = m_streams[which];
            if (fault.silentFor > 0) {
                --fault.silentFor;
                continue;
            }
            auto unit = std::make_shared<model::AccessUnit>(*units[watch.next % units.size()]);
            ++watch.next;
            watch.sequence += fault.losesNext ? 2 : 1;
            fault.losesNext = false;
            unit->sequence = watch.sequence;
            unit->arrival = m_now.utc;
            if (fault.garbageFor > 0) {
                --fault.garbageFor;
                for (std::size_t i = 4; i < unit->data.size(); i += 7) {
                    unit->data[i] = static_cast<char>(unit->data[i] ^ 0x5a);
                }
                unit->data.resize(unit->data.size() / 2 + 1);
            }
            watch.sink->onAccessUnit(std::move(unit));
        }
    }

private:
    struct Watch {
        model::PathRef path;
        fleet::PreviewSink* sink = nullptr;
        std::uint64_t sequence = 0;
        std::size_t next = 0;
        std::size_t resolution = 0;
    };
    mutable std::mutex m_mutex;
    base::Timestamp m_now;
    std::vector<std::vector<model::AccessUnitPtr>> m_streams;
    std::uint64_t m_lastWatch = 0;
    std::map<std::uint64_t, Watch> m_watches;
    std::map<std::string, Fault> m_faults;
    std::map<std::string, std::size_t> m_resolution;
};

/// What is held of the machine.
struct Held {
    long rssKb = 0;
    double liveMb = 0; // of the heap, in use
    long threads = 0;
    std::size_t handles = 0;
};

Held held() {
    malloc_trim(0); // what the allocator keeps for later is not ours to judge
    const struct mallinfo2 heap = mallinfo2();
    return {bench::statusField("VmRSS:"),
            static_cast<double>(heap.uordblks + heap.hblkhd) / 1024 / 1024,
            bench::statusField("Threads:"), openHandles()};
}

bool isFlat(const std::vector<Held>& course) {
    const auto settled = course.begin() + (course.size() > 2 ? 1 : 0);
    const auto middle = settled + (course.end() - settled + 1) / 2;
    double meanKb = 0;
    Held most;
    for (auto hour = settled; hour != middle; ++hour) {
        meanKb += static_cast<double>(hour->rssKb) / static_cast<double>(middle - settled);
        most.threads = std::max(most.threads, hour->threads);
        most.handles = std::max(most.handles, hour->handles);
    }
    return std::all_of(middle, course.end(), [&](const Held& hour) {
        return static_cast<double>(hour.rssKb) <= (1 + mostGrowth) * meanKb &&
               hour.threads <= most.threads && hour.handles <= most.handles;
    });
}

class Soak {
public:
    explicit Soak(std::uint32_t seed)
        : m_random(seed), m_shape{.feeds = feeds, .regions = regions, .hasFaults = true},
          m_source({m_shape.now, base::monoFromNs(1'000'000'000'000)}),
          m_engine(uitest::makeSnapshot(m_shape)), m_decoders(media::makeDecodePool(2)),
          m_desk(m_engine, m_source, *m_decoders), m_wall(m_desk) {
        m_wall.resize(1280, 720);
        m_wall.show();
    }

    [[nodiscard]] bool isUsable() const { return m_source.isUsable(); }

    /// One second of the wall; returns once its pictures were decoded and painted, within a bound.
    void second() {
        m_shape.now += 1s;
        m_engine.publish(uitest::makeSnapshot(m_shape));
        m_source.step();
        QCoreApplication::processEvents();
        settle();
    }

    /// Something that happens in a control room.
    void disturb() {
        switch (number(12)) {
        case 0:
            m_shape.feeds = 6 + number(feeds - 5); // feeds come and go
            break;
        case 1:
            m_shape.hasFaults = !m_shape.hasFaults;
            break;
        case 2:
            m_source.setFault(anyPath(), {.silentFor = 5 + number(60)});
            break;
        case 3:
            m_source.setFault(anyPath(), {.garbageFor = 1 + number(20)});
            break;
        case 4:
            m_source.setFault(anyPath(), {.losesNext = true});
            break;
        case 5:
            m_source.setResolution(anyPath(), static_cast<std::size_t>(number(3)));
            break;
        case 6:
            m_wall.setPreset(ui::wall::allPresets[static_cast<std::size_t>(
                number(static_cast<int>(ui::wall::allPresets.size())))]);
            break;
        case 7:
            m_wall.setPage(number(4));
            break;
        case 8:
            m_wall.setEnlarged(!m_wall.isEnlarged());
            break;
        case 9:
            m_wall.setCurrentTile(number(feeds));
            m_wall.nextTwin();
            break;
        case 10:
            m_wall.resize(640 + number(1280), 360 + number(720));
            m_wall.setVisible(number(4) != 0);
            break;
        default:
            m_source.interruptAll();
            break;
        }
    }

    /// All is well again, and everything is looked at. What does not live then, in words.
    [[nodiscard]] QStringList recover() {
        m_source.clearFaults();
        m_shape.feeds = feeds;
        m_shape.hasFaults = false;
        ui::wall::WallSpec spec;
        ui::wall::setPreset(spec, ui::wall::Preset::Grid6x6);
        m_wall.setSpec(spec);
        m_wall.setEnlarged(false);
        m_wall.resize(1280, 720);
        m_wall.show();
        for (int i = 0; i < 60; ++i) { // a key picture comes after 25 at the latest
            second();
        }
        std::map<QString, std::uint64_t> before;
        for (const auto& tile : m_wall.figures()) {
            before[tile.feedId] = tile.framesShown;
        }
        for (int i = 0; i < 10; ++i) {
            second();
        }
        QStringList dead;
        const auto figures = m_wall.figures();
        if (figures.size() != feeds) {
            dead << QStringLiteral("%1 tiles of %2").arg(figures.size()).arg(feeds);
        }
        for (const auto& tile : figures) {
            if (tile.framesShown <= before[tile.feedId] || tile.isStill) {
                dead << QStringLiteral("%1 shown %2, %3")
                            .arg(tile.feedId)
                            .arg(tile.framesShown)
                            .arg(tile.isStill ? QStringLiteral("still") : QStringLiteral("live"));
            }
        }
        return dead;
    }

    [[nodiscard]] std::uint64_t shown() const {
        std::uint64_t sum = 0;
        for (const auto& tile : m_wall.figures()) {
            sum += tile.framesShown;
        }
        return sum;
    }

private:
    int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(m_random); }

    std::string anyPath() {
        const auto snapshot = m_engine.snapshot();
        return snapshot
            ->paths[static_cast<std::size_t>(number(static_cast<int>(snapshot->paths.size())))]
            .ref.pathId;
    }

    /// Until the decoders have been quiet for a while: all that was pushed is on the glass.
    void settle() {
        QElapsedTimer whole;
        whole.start();
        QElapsedTimer quiet;
        quiet.start();
        std::uint64_t last = 0;
        do {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
            std::uint64_t sum = 0;
            for (const auto& tile : m_wall.figures()) {
                sum += tile.framesDecoded + tile.framesShown + tile.unitsIn;
            }
            if (sum != last) {
                last = sum;
                quiet.restart();
            }
            testing::pace(1ms);
        } while (quiet.elapsed() < 12 && whole.elapsed() < 1000);
    }

    std::mt19937 m_random;
    uitest::FleetShape m_shape;
    SoakSource m_source;
    uitest::FakeEngine m_engine;
    std::unique_ptr<media::DecodePool> m_decoders;
    ui::desk::DeskContext m_desk;
    ui::wall::WallView m_wall;
};

} // namespace

int main(int argc, char** argv) {
    base::limitArenas(); // as the desk
    const int hours = argc > 1 ? std::clamp(std::atoi(argv[1]), 2, 1000) : 8;
    const auto seed = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 7);
    ::setenv("QT_QPA_PLATFORM", "offscreen", 0);
    QApplication application(argc, argv);
    ui::theme::apply(application);
    std::string whyNot;
    if (!media::initialize(&whyNot)) {
        std::fprintf(stderr, "soak_wall: %s\n", whyNot.c_str());
        return 1;
    }
    Soak soak(seed);
    if (!soak.isUsable()) {
        std::fprintf(stderr, "soak_wall: no encoder\n");
        return 1;
    }
    std::printf("%d hours, seed %u, %d feeds into %d regions\n", hours, seed, feeds, regions);
    std::mt19937 when(seed + 1);
    std::vector<Held> course;
    bool isGood = true;
    QElapsedTimer clock;
    clock.start();
    for (int hour = 1; hour <= hours; ++hour) {
        for (int second = 0; second < 3600; ++second) {
            if (when() % 10 == 0) {
                soak.disturb();
            }
            soak.second();
        }
        // Measured in the same state each time: all tiles live.
        const QStringList dead = soak.recover();
        const Held now = held();
        course.push_back(now);
        std::printf("hour %d after %.0f s: RSS %.1f MB, in use %.1f MB, threads %ld, handles %zu, "
                    "tiles that do not live: %lld %s\n",
                    hour, static_cast<double>(clock.elapsed()) / 1000,
                    static_cast<double>(now.rssKb) / 1024, now.liveMb, now.threads, now.handles,
                    static_cast<long long>(dead.size()),
                    qPrintable(dead.join(QStringLiteral("; "))));
        std::fflush(stdout);
        isGood = isGood && dead.isEmpty();
    }
    isGood = isGood && isFlat(course);
    std::printf("%s\n", isGood ? "flat, and every tile lives" : "NOT flat, or a tile is dead");
    return isGood ? 0 : 1;
}
