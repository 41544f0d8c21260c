// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring: hours, bounds, what goes and what is held, one desk at a time.
#include "core/record/recorder.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

#include "core/fleet/state.h"
#include "core/record/ringfiles.h"
#include "tests/unit/record/ringlab.h"

using namespace vigie;
using namespace vigie::record;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

RecorderOptions optionsFor(const QTemporaryDir& dir) {
    RecorderOptions options;
    options.folder = fs::path(dir.path().toStdString()) / "ring";
    options.madeBy = "test";
    options.keep = 24h;
    options.leastFreeBytes = 0;
    return options;
}

std::unique_ptr<Recorder> opened(const RecorderOptions& options) {
    auto recorder = Recorder::open(options);
    if (!recorder) {
        qWarning("%s", recorder.error().message.c_str());
        return nullptr;
    }
    return *std::move(recorder);
}

std::vector<std::string> namesIn(const fs::path& folder) {
    std::vector<std::string> names;
    for (const RingFile& file : ringFiles(folder)) {
        names.push_back(file.path.filename().string());
    }
    return names;
}

#define SAME(expression)                                                                           \
    do {                                                                                           \
        const std::string mismatch = (expression);                                                 \
        QVERIFY2(mismatch.empty(), mismatch.c_str());                                              \
    } while (false)

std::string differenceOf(const std::vector<Item>& expected, const fs::path& folder) {
    std::string error;
    const auto found = ringlab::itemsOf(folder, error);
    return error.empty() ? ringlab::difference(expected, found) : error;
}

/// A timer each ten minutes over so many hours.
std::uint64_t takeHours(Recorder& recorder, std::uint64_t order, int firstHour, int hours) {
    for (int i = 0; i < hours * 6; ++i) {
        const auto after = std::chrono::hours(firstHour) + std::chrono::minutes(10 * i);
        if (!recorder.take(ringlab::timer(order++, after))) {
            qFatal("not taken");
        }
    }
    return order;
}

} // namespace

class TestRecorder : public QObject {
    Q_OBJECT
private slots:
    void aFileForEachHour() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        // From 18:58 to 19:02:20.
        const auto made = recordlab::makeFleet({.seed = 5, .nodes = 2, .seconds = 260});
        const auto items = ringlab::later(made.items, 58min);
        {
            const auto recorder = opened(options);
            QVERIFY(recorder);
            QCOMPARE(recorder->nextOrder(), std::uint64_t{1});
            for (const Item& item : items) {
                QVERIFY(recorder->take(item));
            }
            QVERIFY(ringlab::flush(*recorder));
            QCOMPARE(recorder->status().durableOrder, items.back().order);
            QCOMPARE(recorder->status().items, static_cast<std::uint64_t>(items.size()));
            QVERIFY(recorder->status().from == items.front().at().utc);
            SAME(differenceOf(items, options.folder)); // while it is written
            recorder->close();
            QVERIFY(recorder->status().state == RecorderState::Closed);
            QVERIFY(!recorder->take(items.back()));
        }
        QCOMPARE(namesIn(options.folder),
                 (std::vector<std::string>{"2026-07-26T18.vigie", "2026-07-26T19.vigie"}));
        SAME(differenceOf(items, options.folder));

        // The second hour stands alone: what was in force is there, newest samples included.
        auto alone = Recording::open(options.folder / "2026-07-26T19.vigie");
        QVERIFY(alone);
        const auto hour = recordlab::dayStart + 1h;
        for (const auto after : {0s, 1s, 30s, 70s}) {
            fleet::FleetState state;
            for (const Item& item : items) {
                const auto* input = std::get_if<fleet::Input>(&item.what);
                if (input != nullptr && item.at().utc <= hour + after) {
                    state.apply(*input);
                }
            }
            const auto found = (*alone)->momentAt(hour + after, {});
            QCOMPARE(found.size(), state.nodes().size());
            for (const NodeMoment& moment : found) {
                const auto node = std::find_if(
                    state.nodes().begin(), state.nodes().end(),
                    [&](const fleet::NodeState& n) { return n.endpoint == moment.endpoint; });
                QVERIFY(node != state.nodes().end());
                SAME(recordlab::howDifferent(*node, moment));
            }
        }
        QVERIFY((*alone)->newestNote(NoteKind::Begin, hour + 1s));
    }

    void aRestartGoesOn() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        {
            const auto recorder = opened(options);
            QVERIFY(recorder);
            takeHours(*recorder, recorder->nextOrder(), 0, 1);
        }
        {
            const auto recorder = opened(options);
            QVERIFY(recorder);
            QCOMPARE(recorder->nextOrder(), std::uint64_t{7});
            QVERIFY(recorder->take(ringlab::timer(7, 59min)));
        }
        QCOMPARE(namesIn(options.folder),
                 (std::vector<std::string>{"2026-07-26T18.vigie", "2026-07-26T18_02.vigie"}));
        std::string error;
        QCOMPARE(ringlab::itemsOf(options.folder, error).size(), std::size_t{7});
    }

    void oneDeskAtATime() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        auto recorder = opened(options);
        QVERIFY(recorder);
        const auto second = Recorder::open(options);
        QVERIFY(!second);
        QVERIFY(second.error().message.find("Another desk") != std::string::npos);
        recorder.reset();
        QVERIFY(Recorder::open(options));
        RecorderOptions nowhere = options;
        nowhere.folder = "/proc/no/such";
        QVERIFY(!Recorder::open(nowhere));
    }

    void theOldGoByAge() {
        const QTemporaryDir dir;
        auto options = optionsFor(dir);
        options.keep = 5h;
        const auto recorder = opened(options);
        QVERIFY(recorder);
        takeHours(*recorder, 1, 0, 12);
        QVERIFY(ringlab::flush(*recorder));
        // Ends at 05:50; 00:50 is not yet older than five hours.
        QTRY_COMPARE_WITH_TIMEOUT(namesIn(options.folder).front(),
                                  std::string("2026-07-27T00.vigie"), 20'000);
        QCOMPARE(namesIn(options.folder).size(), std::size_t{6});
        QTRY_VERIFY_WITH_TIMEOUT(recorder->status().from == recordlab::dayStart + 6h, 20'000);
    }

    void theOldGoBySize() {
        const QTemporaryDir dir;
        auto options = optionsFor(dir);
        options.mostBytes = 10'000;
        const auto recorder = opened(options);
        QVERIFY(recorder);
        takeHours(*recorder, 1, 0, 20);
        QVERIFY(ringlab::flush(*recorder));
        QTRY_VERIFY_WITH_TIMEOUT(recorder->status().bytes <= options.mostBytes, 20'000);
        const auto names = namesIn(options.folder);
        QVERIFY(names.size() > 2);
        QCOMPARE(names.back(), std::string("2026-07-27T13.vigie"));
    }

    void aClockThatWasSetEmptiesNothing() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        const auto recorder = opened(options);
        QVERIFY(recorder);
        const std::uint64_t order = takeHours(*recorder, 1, 0, 3);
        Item wrong = ringlab::timer(order, 4h);
        std::get<Note>(wrong.what).at.utc += 24h * 365;
        QVERIFY(recorder->take(wrong));
        QVERIFY(ringlab::flush(*recorder));
        // A second tending has been by when this is on disk.
        QVERIFY(recorder->take(ringlab::timer(order + 1, 4h)));
        QVERIFY(ringlab::flush(*recorder));
        recorder->close();
        QCOMPARE(namesIn(options.folder).size(), std::size_t{5});
    }

    void outdatedFilesAndHolds() {
        const auto at = [](int hour) { return recordlab::dayStart + std::chrono::hours(hour); };
        std::vector<RingFile> files;
        for (int hour = 0; hour < 6; ++hour) {
            files.push_back({"", at(hour), at(hour + 1) - 1s, 0, 100, true});
        }
        files.push_back({"", {}, {}, 0, 100, true}); // nothing of its own
        using Indexes = std::vector<std::size_t>;
        const RetentionLimits byAge{3h, 10'000, true};
        QCOMPARE(outdated(files, {}, byAge, at(6), 0), (Indexes{0, 1, 2}));
        QCOMPARE(outdated(files, {}, {3h, 10'000, false}, at(6), 0), Indexes{});
        QCOMPARE(outdated(files, {}, {24h, 450, true}, at(6), 50), (Indexes{0, 1, 2}));
        // Held: of the moment, from there on, and not at all.
        QCOMPARE(outdated(files, {{"a", at(1), at(1), "x"}}, byAge, at(6), 0), (Indexes{0, 2}));
        QCOMPARE(outdated(files, {{"a", at(1), {}, "x"}}, byAge, at(6), 0), (Indexes{0}));
        QCOMPARE(outdated(files, {{"a", at(2), at(3), "x"}}, byAge, at(6), 0), (Indexes{0, 1}));
        QCOMPARE(outdated(files, {{"a", at(0), at(2), "x"}}, {24h, 450, true}, at(6), 50),
                 (Indexes{3, 4, 5}));
    }

    void holdsOutliveTheDesk() {
        const QTemporaryDir dir;
        auto options = optionsFor(dir);
        options.keep = 2h;
        const Hold kept{"match", recordlab::dayStart, recordlab::dayStart + 30min, "by hand"};
        const Hold running{"running", recordlab::dayStart + 10h, {}, "incident 12"};
        {
            const auto recorder = opened(options);
            QVERIFY(recorder);
            recorder->hold({"match", recordlab::dayStart, {}, "old"});
            recorder->hold(kept);
            recorder->hold(running);
            recorder->hold({"gone", recordlab::dayStart, {}, ""});
            recorder->release("gone");
            QCOMPARE(recorder->holds().size(), std::size_t{2});
        }
        const auto recorder = opened(options);
        QVERIFY(recorder);
        QVERIFY((recorder->holds() == std::vector<Hold>{kept, running}));
        std::uint64_t order = takeHours(*recorder, recorder->nextOrder(), 0, 8);
        QVERIFY(ringlab::flush(*recorder));
        QTRY_COMPARE_WITH_TIMEOUT(namesIn(options.folder).size(), std::size_t{4}, 20'000);
        QCOMPARE(namesIn(options.folder).front(), std::string("2026-07-26T18.vigie"));
        recorder->release("match");
        QVERIFY(recorder->take(ringlab::timer(order++, 8h)));
        QTRY_COMPARE_WITH_TIMEOUT(namesIn(options.folder).front(),
                                  std::string("2026-07-27T00.vigie"), 20'000);
    }

    void aDamagedStateIsSetAside() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        QVERIFY(opened(options));
        const fs::path state = options.folder / "ring.json";
        QVERIFY(fs::exists(state));
        {
            QFile file(QString::fromStdString(state.string()));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{\"origin\": 5");
        }
        const auto recorder = opened(options);
        QVERIFY(recorder);
        QVERIFY(recorder->holds().empty());
        QVERIFY(fs::exists(options.folder / "ring.json.damaged"));
    }

    void whatDoesNotFitIsCountedAndMarked() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        const auto recorder = opened(options);
        QVERIFY(recorder);
        std::uint64_t order = recorder->nextOrder();
        QVERIFY(recorder->take(ringlab::timer(order++, 0s)));
        // The recorder's thread stands still in here.
        std::promise<void> entered;
        std::promise<void> go;
        recorder->flush([&entered, going = go.get_future().share()] {
            entered.set_value();
            going.wait_for(30s);
        });
        QVERIFY(entered.get_future().wait_for(30s) == std::future_status::ready);
        constexpr std::uint64_t most = 100'000;
        for (std::uint64_t i = 0; i < most; ++i) {
            QVERIFY(recorder->take(ringlab::timer(order++, std::chrono::milliseconds(i))));
        }
        constexpr int tooMany = 25;
        for (int i = 0; i < tooMany; ++i) {
            QVERIFY(!recorder->take(ringlab::timer(order++, 101s)));
        }
        QCOMPARE(recorder->status().lost, std::uint64_t{tooMany});
        go.set_value();
        QVERIFY(ringlab::flush(*recorder));
        QTRY_VERIFY_WITH_TIMEOUT(recorder->take(ringlab::timer(order, 102s)), 20'000);
        recorder->close();
        std::string error;
        const auto items = ringlab::itemsOf(options.folder, error);
        QCOMPARE(items.size(), std::size_t{most + 3});
        const auto* gap = std::get_if<Note>(&items[most + 1].what);
        QVERIFY(gap != nullptr);
        QVERIFY(gap->kind == NoteKind::Gap);
        QVERIFY2(gap->bytes.find("25") != std::string::npos, gap->bytes.c_str());
        QCOMPARE(items.back().order, order);
    }

    void picturesAndMarks() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        const auto made = recordlab::makeFleet({.seed = 6, .nodes = 2, .seconds = 70});
        {
            const auto recorder = opened(options);
            QVERIFY(recorder);
            for (const Item& item : made.items) {
                QVERIFY(recorder->take(item));
            }
            for (const Picture& picture : made.pictures) {
                QVERIFY(recorder->take(picture));
            }
            const Mark mark{"m1", recordlab::dayStart, recordlab::dayStart + 5s, "goal", "Ana",
                            false};
            QVERIFY(recorder->take(mark));
            QVERIFY(ringlab::flush(*recorder));
            auto recording = Recording::open(options.folder);
            QVERIFY(recording);
            std::size_t found = 0;
            (*recording)
                ->pictures(recordlab::dayStart - 1s, recordlab::dayStart + 1h,
                           [&](const Picture&) { return ++found > 0; });
            QCOMPARE(found, made.pictures.size());
            QCOMPARE((*recording)->marks().size(), std::size_t{1});
            QVERIFY((*recording)->marks().front() == mark);
        }
    }

    void manyThreadsAskAndOneTakes() {
        const QTemporaryDir dir;
        const auto options = optionsFor(dir);
        const auto recorder = opened(options);
        QVERIFY(recorder);
        const auto made = recordlab::makeFleet({.seed = 7, .nodes = 2, .seconds = 130});
        std::atomic<bool> isDone{false};
        std::atomic<int> flushes{0};
        std::vector<std::jthread> askers;
        for (int i = 0; i < 3; ++i) {
            askers.emplace_back([&, i] {
                int n = 0;
                while (!isDone) {
                    (void)recorder->status();
                    recorder->hold({"h" + std::to_string(i), recordlab::dayStart, {}, ""});
                    (void)recorder->holds();
                    if (ringlab::flush(*recorder)) {
                        ++flushes;
                    }
                    recorder->setTroubleListener([](const std::string&) {});
                    if (++n % 2 == 0) {
                        recorder->release("h" + std::to_string(i));
                    }
                }
            });
        }
        for (const Item& item : made.items) {
            QVERIFY(recorder->take(item));
        }
        QVERIFY(ringlab::flush(*recorder));
        QTRY_VERIFY_WITH_TIMEOUT(flushes > 3, 20'000);
        isDone = true;
        askers.clear();
        recorder->close();
        SAME(differenceOf(made.items, options.folder));
    }
};

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
