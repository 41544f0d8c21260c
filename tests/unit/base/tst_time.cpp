// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/log.h"
#include "core/base/result.h"
#include "core/base/time.h"

using namespace vigie;

class TestTime : public QObject {
    Q_OBJECT
private slots:
    void iso8601() {
        QCOMPARE(base::toIso8601(base::utcFromNs(0)), std::string("1970-01-01T00:00:00.000Z"));
        QCOMPARE(base::toIso8601(base::utcFromNs(1'785'089'143'120'999'999)),
                 std::string("2026-07-26T18:05:43.120Z"));
        QCOMPARE(base::toIso8601(base::utcFromNs(-1)), std::string("1969-12-31T23:59:59.999Z"));
        QCOMPARE(base::toIso8601(base::utcFromNs(951'782'400'000'000'000)),
                 std::string("2000-02-29T00:00:00.000Z"));
    }

    void wholeSecondsAreFloored() {
        QCOMPARE(base::toSeconds(base::utcFromNs(1'999'999'999)), std::int64_t{1});
        QCOMPARE(base::toSeconds(base::utcFromNs(-1)), std::int64_t{-1});
        QCOMPARE(base::toNs(base::utcFromNs(42)), std::int64_t{42});
        QCOMPARE(base::toNs(base::monoFromNs(43)), std::int64_t{43});
    }

    void theSystemClockGoesOn() {
        const auto& clock = base::SystemClock::instance();
        const auto a = clock.now();
        const auto b = clock.now();
        QVERIFY(b.mono >= a.mono);
        QVERIFY(base::toSeconds(a.utc) > 1'700'000'000);
        const auto error = base::systemClockError();
        QVERIFY(error.count() == -1 || error.count() >= 0);
    }

    void aClockIsNamedByItsBootOrNotAtAll() {
        QTemporaryDir folder;
        const auto file = [&folder](const char* name, const QByteArray& content) {
            QFile out(folder.filePath(QString::fromLatin1(name)));
            return out.open(QIODevice::WriteOnly) && out.write(content) == content.size()
                       ? out.fileName().toStdString()
                       : std::string();
        };
        QCOMPARE(base::systemClockId(file("boot_id", "4c1f7d0e-9a51-4d0e-8f43-0c9d3b1e2a77\n")),
                 std::string("4c1f7d0e-9a51-4d0e-8f43-0c9d3b1e2a77"));
        QCOMPARE(base::systemClockId(file("empty", "")), std::string());
        QCOMPARE(base::systemClockId(file("words", "this is no boot id, though as long..\n")),
                 std::string());
        QCOMPARE(base::systemClockId(folder.filePath("none").toStdString()), std::string());
        QCOMPARE(base::systemClockId(), base::systemClockId());
    }

    void resultsCarryAValueOrASentence() {
        const auto half = [](int number) -> base::Result<int> {
            if (number % 2 != 0) {
                return base::failure("3 is odd");
            }
            return number / 2;
        };
        QCOMPARE(*half(4), 2);
        QVERIFY(!half(3));
        QCOMPARE(half(3).error(), base::Error{"3 is odd"});
    }

    void oneLoggerPerComponent() {
        QCOMPARE(base::logger("component-x").get(), base::logger("component-x").get());
        QVERIFY(base::logger("component-x") != base::logger("component-y"));
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
