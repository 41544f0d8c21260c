// SPDX-License-Identifier: GPL-3.0-or-later
//
// A reader beside the writer: what was put is there at the next refresh, once and in order, through
// every seal; and a folder whose files come and go.
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "core/record/recording.h"
#include "core/record/writer.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;

namespace {

std::filesystem::path in(const QTemporaryDir& dir, const std::string& name) {
    return std::filesystem::path(dir.path().toStdString()) / name;
}

recordlab::Made made(std::uint32_t seed, double seconds) {
    recordlab::FleetOptions options;
    options.seed = seed;
    options.nodes = 2;
    options.tickHz = 4;
    options.seconds = seconds;
    return recordlab::makeFleet(options);
}

/// Writes those with an order of [from, to) into a file of their own and closes it.
bool writePart(const recordlab::Made& made, const std::filesystem::path& file, std::uint64_t from,
               std::uint64_t to) {
    auto writer = record::Writer::create(file, {});
    return writer && recordlab::put(made, **writer, from, to) && (*writer)->close();
}

} // namespace

class TestFollow : public QObject {
    Q_OBJECT
private slots:
    void seesWhatWasPut() {
        const auto fleet = made(21, 260);
        QTemporaryDir dir;
        const auto file = in(dir, "a.vigie");
        auto writer = record::Writer::create(file, {});
        QVERIFY(writer);
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        std::mt19937 random(21);
        std::size_t seen = 0;
        std::size_t put = 0;
        const auto readOn = [&] {
            QVERIFY((*recording)->refresh());
            QVERIFY((*recording)->info().damages.empty());
            const auto& info = (*recording)->info();
            QCOMPARE(info.lastOrder, fleet.items[put - 1].order);
            // All of the last order again: a verdict may have come behind its fact.
            std::size_t begin = seen;
            while (begin > 0 && fleet.items[begin - 1].order == fleet.items[seen].order) {
                --begin;
            }
            const auto items = (*recording)->itemsFrom(fleet.items[begin].order);
            for (std::size_t i = begin; i < put; ++i) {
                const auto item = items->next();
                QVERIFY2(item, recordlab::describe(fleet.items[i]).c_str());
                const std::string mismatch = recordlab::howDifferent(fleet.items[i], *item);
                QVERIFY2(mismatch.empty(), mismatch.c_str());
            }
            QVERIFY(!items->next());
            QVERIFY(items->damages().empty());
            seen = put - 1;
        };
        while (put < fleet.items.size()) {
            const std::size_t next = std::min(put + 1 + random() % 150, fleet.items.size());
            for (; put < next; ++put) {
                QVERIFY((*writer)->put(fleet.items[put]));
            }
            readOn();
        }
        QVERIFY((*writer)->close());
        readOn();
        QVERIFY((*recording)->info().isComplete);
    }

    void beside() {
        // The writer on a thread of its own, as fast as it can.
        const auto fleet = made(22, 400);
        QTemporaryDir dir;
        const auto file = in(dir, "a.vigie");
        auto writer = record::Writer::create(file, {});
        QVERIFY(writer);
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        std::atomic<bool> hasFailed{false};
        std::jthread thread([&] {
            for (const auto& item : fleet.items) {
                hasFailed = hasFailed || !(*writer)->put(item);
            }
            hasFailed = hasFailed || !(*writer)->close();
        });
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        std::size_t next = 0;
        int rounds = 0;
        while (std::chrono::steady_clock::now() < deadline) {
            QVERIFY((*recording)->refresh());
            ++rounds;
            const bool isComplete = (*recording)->info().isComplete;
            const auto items = (*recording)->itemsFrom(0);
            next = 0;
            while (const auto item = items->next()) {
                // What was written at once stands before its fact is sealed; all else is in order.
                while (next < fleet.items.size() &&
                       !recordlab::howDifferent(fleet.items[next], *item).empty()) {
                    QVERIFY(!isComplete);
                    ++next;
                }
                QVERIFY2(next < fleet.items.size(), recordlab::describe(*item).c_str());
                ++next;
            }
            QVERIFY(items->damages().empty());
            if (isComplete) {
                break;
            }
        }
        thread.join();
        QVERIFY(!hasFailed);
        QVERIFY(rounds > 1);
        QCOMPARE(next, fleet.items.size());
    }

    void filesComeAndGo() {
        const auto fleet = made(23, 300);
        const std::uint64_t last = fleet.items.back().order;
        QTemporaryDir dir;
        QVERIFY(writePart(fleet, in(dir, "1.vigie"), 0, last / 3));
        auto recording = record::Recording::open(dir.path().toStdString());
        QVERIFY(recording);
        QCOMPARE((*recording)->info().lastOrder, last / 3 - 1);
        // Parts of their own have no description of what an earlier one described: whole folders of
        // a ring do. What is in them is still in order.
        QVERIFY(std::filesystem::remove(in(dir, "1.vigie")));
        const auto empty = (*recording)->refresh();
        QVERIFY(!empty);
        QVERIFY(writePart(fleet, in(dir, "2.vigie"), 0, last / 2));
        QVERIFY((*recording)->refresh());
        QCOMPARE((*recording)->info().lastOrder, last / 2 - 1);
        QVERIFY((*recording)->itemsFrom(0)->next());
        QVERIFY((*recording)->momentAt(recordlab::dayStart + std::chrono::seconds(20), {}).size() ==
                2);
    }
};

QTEST_APPLESS_MAIN(TestFollow)
#include "tst_follow.moc"
