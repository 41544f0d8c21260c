// SPDX-License-Identifier: GPL-3.0-or-later
//
// A full disk, played by a limit on the size of files (RLIMIT_FSIZE), and one with less room than
// is to be left to others: recording stops and says so, and goes on when there is room.
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <mutex>
#include <sys/statvfs.h>

#include "tests/unit/record/ringlab.h"

using namespace vigie;
using namespace vigie::record;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

class Troubles {
public:
    void take(std::string reason) {
        const std::lock_guard lock(m_mutex);
        m_all.push_back(std::move(reason));
    }
    [[nodiscard]] std::vector<std::string> all() const {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_all;
};

} // namespace

class TestRecorderDisk : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        // Writing beyond the limit is an error then, as on a full disk, and not the end.
        QVERIFY(std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    }

    void itStopsAndGoesOn() {
        const QTemporaryDir dir;
        RecorderOptions options;
        options.folder = fs::path(dir.path().toStdString()) / "ring";
        options.leastFreeBytes = 0;
        Troubles troubles;
        auto recorder = Recorder::open(options);
        QVERIFY(recorder);
        (*recorder)->setTroubleListener([&](std::string why) { troubles.take(std::move(why)); });
        const auto made = recordlab::makeFleet({.seed = 8, .nodes = 2, .seconds = 200});
        const std::size_t half = made.items.size() / 2;
        std::uint64_t durable = 0;
        {
            const ringlab::SmallDisk full(300'000);
            for (std::size_t i = 0; i < half; ++i) {
                QVERIFY((*recorder)->take(made.items[i])); // the desk is never held up
            }
            QTRY_COMPARE_WITH_TIMEOUT(troubles.all().size(), std::size_t{1}, 20'000);
            QVERIFY(!troubles.all().front().empty());
            QVERIFY(ringlab::flush(**recorder)); // questions are still answered
            const auto status = (*recorder)->status();
            QVERIFY(status.state == RecorderState::Stopped);
            QVERIFY(!status.reason.empty());
            QVERIFY(status.lost > 0);
            durable = status.durableOrder;
            QVERIFY(durable > 0 && durable < made.items[half - 1].order);
            std::string error;
            const auto found = ringlab::itemsOf(options.folder, error);
            QCOMPARE(error, std::string());
            QVERIFY(!found.empty());
            QVERIFY(found.back().order >= durable);
        }
        QTRY_COMPARE_WITH_TIMEOUT(troubles.all().size(), std::size_t{2}, 20'000);
        QCOMPARE(troubles.all().back(), std::string());
        QVERIFY((*recorder)->status().state == RecorderState::Recording);
        for (std::size_t i = half; i < made.items.size(); ++i) {
            QVERIFY((*recorder)->take(made.items[i]));
        }
        (*recorder)->close();

        // What was taken before, the gap, what came after; each once and as it was.
        std::string error;
        const auto found = ringlab::itemsOf(options.folder, error);
        QCOMPARE(error, std::string());
        const auto gap = std::find_if(found.begin(), found.end(), [](const Item& item) {
            const auto* note = std::get_if<Note>(&item.what);
            return note != nullptr && note->kind == NoteKind::Gap &&
                   note->bytes.find("missing") != std::string::npos;
        });
        QVERIFY(gap != found.end());
        const auto before = static_cast<std::size_t>(gap - found.begin());
        QVERIFY(before > 0);
        QVERIFY(found[before - 1].order >= durable);
        const std::vector<Item> head(made.items.begin(),
                                     made.items.begin() + static_cast<std::ptrdiff_t>(before));
        QCOMPARE(ringlab::difference(head, {found.begin(), gap}), std::string());
        const std::vector<Item> tail(made.items.begin() + static_cast<std::ptrdiff_t>(half),
                                     made.items.end());
        const std::vector<Item> foundTail(gap + 1, found.end());
        // A description that was lost takes its node's ticks with it until the next one.
        QVERIFY(foundTail.size() <= tail.size());
        QVERIFY(foundTail.size() > tail.size() / 3);
        QCOMPARE(foundTail.back().order, tail.back().order);
    }

    void roomIsLeftToOthers() {
        const QTemporaryDir dir;
        RecorderOptions options;
        options.folder = fs::path(dir.path().toStdString()) / "ring";
        struct statvfs disk {};
        QVERIFY(::statvfs(dir.path().toStdString().c_str(), &disk) == 0);
        options.leastFreeBytes = std::uint64_t{disk.f_blocks} * disk.f_frsize + 1;
        auto recorder = Recorder::open(options);
        QVERIFY(recorder);
        Troubles troubles;
        (*recorder)->setTroubleListener([&](std::string why) { troubles.take(std::move(why)); });
        QTRY_COMPARE_WITH_TIMEOUT(troubles.all().size(), std::size_t{1}, 20'000);
        QVERIFY(troubles.all().front().find("left") != std::string::npos);
        QVERIFY((*recorder)->take(ringlab::timer(1, 0s)));
        QVERIFY(ringlab::flush(**recorder));
        QCOMPARE((*recorder)->status().lost, std::uint64_t{1});
        (*recorder)->close();
        QVERIFY((*recorder)->status().state == RecorderState::Closed);
    }
};

QTEST_GUILESS_MAIN(TestRecorderDisk)
#include "tst_recorderdisk.moc"
