// SPDX-License-Identifier: GPL-3.0-or-later
//
// kill -9 at any moment: the ring opens, whatever was said to be safe is there, all of it is as it
// was, and verify finds nothing wrong. VIGIE_KILLS says how often (40), VIGIE_SEED from where.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

#include "core/record/tools.h"
#include "tests/support/pace.h"
#include "tests/unit/record/victimfleet.h"

using namespace vigie;
using namespace vigie::record;
namespace fs = std::filesystem;

namespace {

struct Killed {
    std::uint64_t told = 0;
    bool isAtEnd = false;
};

bool isFact(const Item& item) {
    const auto* note = std::get_if<Note>(&item.what);
    return note == nullptr || note->kind == NoteKind::Timer || note->kind == NoteKind::Act ||
           note->kind == NoteKind::Rules;
}

bool isGap(const Item& item) {
    const auto* note = std::get_if<Note>(&item.what);
    return note != nullptr && note->kind == NoteKind::Gap;
}

/// What the ring lacks of what was put, or has beyond it; empty: it is a beginning of it that
/// reaches as far as was told.
std::string missingIn(const fs::path& folder, const std::vector<Item>& items, std::uint64_t told) {
    std::string error;
    const auto found = ringlab::itemsOf(folder, error);
    if (!error.empty()) {
        return error;
    }
    if (found.size() > items.size()) {
        return "more than was put";
    }
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(found.size());
    if (std::string differs = ringlab::difference({items.begin(), end}, found); !differs.empty()) {
        return differs;
    }
    const auto lost = std::find_if(
        end, items.end(), [&](const Item& item) { return isFact(item) && item.order <= told; });
    return lost == items.end() ? std::string() : "lost: " + recordlab::describe(*lost);
}

} // namespace

class TestRecorderKill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        m_seed = qEnvironmentVariableIsSet("VIGIE_SEED") ? qgetenv("VIGIE_SEED").toUInt()
                                                         : std::random_device()();
        m_kills = std::max(1, qEnvironmentVariableIsSet("VIGIE_KILLS")
                                  ? qEnvironmentVariableIntValue("VIGIE_KILLS")
                                  : 40);
        qInfo("VIGIE_SEED=%u VIGIE_KILLS=%d", m_seed, m_kills);
        m_items = testing::victimItems(fleetSeed);
        QVERIFY(m_items.size() > 5'000);
    }

    void nothingThatWasToldIsLost() {
        std::mt19937 random(m_seed);
        std::uint64_t furthest = 0;
        int withItems = 0;
        for (int kill = 0; kill < m_kills; ++kill) {
            const QTemporaryDir dir;
            const fs::path folder = fs::path(dir.path().toStdString()) / "ring";
            const QByteArray which = QByteArray("kill ") + QByteArray::number(kill);
            Killed killed;
            runAndKill(folder, random, kill % 10 == 0, killed);
            if (QTest::currentTestFailed()) {
                return;
            }
            if (!fs::exists(folder)) {
                QCOMPARE(killed.told, std::uint64_t{0});
                continue;
            }
            // As the crash left it: a reader opens it without anybody's help.
            if (killed.told > 0) {
                const std::string missing = missingIn(folder, m_items, killed.told);
                QVERIFY2(missing.empty(), which + ": " + missing.c_str());
                const auto left = verify(folder, {});
                QVERIFY2(left, which);
                QVERIFY2(left->ticks + left->events + left->notes > 0, which);
            }
            // Taken over by the next desk.
            RecorderOptions options;
            options.folder = folder;
            options.leastFreeBytes = 0;
            auto recorder = Recorder::open(options);
            QVERIFY2(recorder, which);
            QVERIFY2((*recorder)->nextOrder() > killed.told, which);
            furthest = std::max(furthest, (*recorder)->nextOrder());
            (*recorder)->close();
            if (killed.told > 0) {
                const std::string missing = missingIn(folder, m_items, killed.told);
                QVERIFY2(missing.empty(), which + " taken over: " + missing.c_str());
                const auto verified = verify(folder, {});
                QVERIFY2(verified, which);
                QVERIFY2(verified->isSound(),
                         verified->isSound()
                             ? ""
                             : which + ": " + verified->damages.front().what.c_str());
                QVERIFY2(verified->info.isComplete, which);
                ++withItems;
            }
        }
        QVERIFY(withItems > m_kills / 2);
        qInfo("%d kills, the furthest at order %llu", m_kills,
              static_cast<unsigned long long>(furthest));
    }

    void aDeskThatIsKilledOftenGoesOn() {
        std::mt19937 random(m_seed + 1);
        const QTemporaryDir dir;
        const fs::path folder = fs::path(dir.path().toStdString()) / "ring";
        Killed killed;
        std::uint64_t before = 0;
        for (int life = 0; life < 12 && !killed.isAtEnd; ++life) {
            runAndKill(folder, random, false, killed);
            if (QTest::currentTestFailed()) {
                return;
            }
            QVERIFY(killed.told >= before);
            before = killed.told;
        }
        std::string error;
        auto found = ringlab::itemsOf(folder, error);
        QCOMPARE(error, std::string());
        std::erase_if(found, isGap);
        // Of the facts all are there, once and in order; a life may have lost what it had not told.
        std::vector<Item> expected;
        std::copy_if(m_items.begin(), m_items.end(), std::back_inserter(expected),
                     [&](const Item& item) { return isFact(item) && item.order <= before; });
        std::erase_if(found,
                      [&](const Item& item) { return !isFact(item) || item.order > before; });
        // A new life's ticks need a new description: what came before one is refused.
        std::uint64_t last = 0;
        for (const Item& item : found) {
            QVERIFY(item.order > last);
            last = item.order;
        }
        QVERIFY(found.size() > expected.size() / 4);
    }

private:
    static constexpr std::uint32_t fleetSeed = 21;

    void runAndKill(const fs::path& folder, std::mt19937& random, bool isEarly, Killed& killed) {
        QProcess victim;
        victim.start(VIGIE_VICTIM,
                     {QString::fromStdString(folder.string()), QString::number(fleetSeed)});
        QVERIFY(victim.waitForStarted(10'000));
        if (isEarly) { // it dies while it opens
            testing::pace(std::chrono::milliseconds(random() % 60));
        } else {
            QVERIFY2(victim.waitForReadyRead(20'000), victim.readAllStandardError());
            testing::pace(std::chrono::milliseconds(random() % 150));
        }
        victim.kill();
        QVERIFY(victim.waitForFinished(10'000));
        for (const QByteArray& line : victim.readAllStandardOutput().split('\n')) {
            killed.isAtEnd = killed.isAtEnd || line == "end";
            killed.told = std::max<std::uint64_t>(killed.told, line.toULongLong());
        }
    }

    std::uint32_t m_seed = 0;
    int m_kills = 40;
    std::vector<Item> m_items;
};

QTEST_GUILESS_MAIN(TestRecorderKill)
#include "tst_recorderkill.moc"
