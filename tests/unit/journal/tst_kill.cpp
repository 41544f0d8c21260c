// SPDX-License-Identifier: GPL-3.0-or-later
//
// kill -9 at any moment: what was said to be on disk is there, and what is there is a state that
// the book really had.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

#include "tests/support/pace.h"
#include "tests/unit/journal/seededdesk.h"

using namespace vigie;

namespace {

/// Where two states differ, for the report; empty: nowhere.
QByteArray difference(const alarm::BookState& one, const alarm::BookState& other) {
    QByteArray text;
    const auto note = [&](bool isSame, const char* what) {
        if (!isSame) {
            text += QByteArray(" ") + what;
        }
    };
    note(one.alarms == other.alarms, "alarms");
    note(one.overrides == other.overrides, "overrides");
    note(one.suppressed == other.suppressed, "suppressed");
    note(one.operatorName == other.operatorName, "operator");
    note(one.mutedUntil == other.mutedUntil, "mute");
    note(one.lastAlarmId == other.lastAlarmId, "alarm ids");
    note(one.lastRecord == other.lastRecord, "records");
    note(one.lastActionId == other.lastActionId, "action ids");
    note(one == other, "differ");
    return text;
}

} // namespace

class TestKill : public QObject {
    Q_OBJECT
private slots:
    void theStateOutlivesAKillAtAnyMoment() {
        constexpr int kills = 60;
        std::mt19937 random(5);
        std::uint64_t furthest = 0;
        int withEntries = 0;
        for (int i = 0; i < kills; ++i) {
            QTemporaryDir folder;
            QVERIFY(folder.isValid());
            const std::string file = folder.filePath("journal.sqlite").toStdString();
            const auto seed = static_cast<std::uint64_t>(1000 + i);

            QProcess victim;
            victim.setProcessChannelMode(QProcess::SeparateChannels);
            victim.start(VIGIE_VICTIM, {QString::fromStdString(file), QString::number(seed)});
            QVERIFY(victim.waitForStarted(10'000));
            if (i % 10 != 0) { // each tenth dies while it opens
                QVERIFY2(victim.waitForReadyRead(20'000), victim.readAllStandardError());
                testing::pace(std::chrono::milliseconds(random() % 60));
            } else {
                testing::pace(std::chrono::milliseconds(random() % 30));
            }
            victim.kill();
            QVERIFY(victim.waitForFinished(10'000));
            QCOMPARE(victim.exitStatus(), QProcess::CrashExit);

            std::uint64_t told = 0;
            const QList<QByteArray> lines = victim.readAllStandardOutput().split('\n');
            for (const QByteArray& line : lines) {
                told = std::max<std::uint64_t>(told, line.toULongLong());
            }

            journal::Journal::Options options;
            options.file = file;
            const auto journal = journal::Journal::open(std::move(options));
            QVERIFY2(journal, journal ? "" : journal.error().message.c_str());
            const journal::Restored& restored = (*journal)->restored();
            QCOMPARE(restored.remark, std::string());
            const QByteArray where = QStringLiteral("kill %1: told %2, found %3")
                                         .arg(i)
                                         .arg(told)
                                         .arg(restored.lastEntry)
                                         .toUtf8();
            QVERIFY2(restored.lastEntry >= told, where);

            testing::SeededDesk replay(seed);
            for (std::uint64_t entry = 0; entry < restored.lastEntry; ++entry) {
                (void)replay.next();
            }
            const QByteArray differs = difference(restored.book, replay.state());
            QVERIFY2(differs.isEmpty(), where + differs);
            furthest = std::max(furthest, restored.lastEntry);
            withEntries += restored.lastEntry > 0 ? 1 : 0;
        }
        QVERIFY(withEntries > kills / 2);
        qInfo("%d kills, the furthest after %llu entries", kills,
              static_cast<unsigned long long>(furthest));
    }

    void aDeskThatIsKilledOftenGoesOn() {
        // Each life goes on where the one before was cut off.
        QTemporaryDir folder;
        const std::string file = folder.filePath("journal.sqlite").toStdString();
        constexpr std::uint64_t seed = 7;
        std::uint64_t before = 0;
        for (int life = 0; life < 10; ++life) {
            QProcess victim;
            victim.start(VIGIE_VICTIM, {QString::fromStdString(file), QString::number(seed)});
            QVERIFY(victim.waitForStarted(10'000));
            QVERIFY2(victim.waitForReadyRead(20'000), victim.readAllStandardError());
            victim.kill();
            QVERIFY(victim.waitForFinished(10'000));
            journal::Journal::Options options;
            options.file = file;
            const auto journal = journal::Journal::open(std::move(options));
            QVERIFY2(journal, journal ? "" : journal.error().message.c_str());
            const journal::Restored& restored = (*journal)->restored();
            QVERIFY(restored.lastEntry > before);
            before = restored.lastEntry;
            testing::SeededDesk replay(seed);
            for (std::uint64_t entry = 0; entry < restored.lastEntry; ++entry) {
                (void)replay.next();
            }
            QCOMPARE(difference(restored.book, replay.state()), QByteArray());
        }
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
