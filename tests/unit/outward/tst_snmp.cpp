// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include "core/outward/snmp.h"
#include "core/outward/snmpvariables.h"
#include "tests/unit/outward/samples.h"

using namespace vigie;
using namespace vigie::outward;
using vigie::testing::notice;
using What = Notice::What;

namespace {

/// name -> number under `parent`, as the MIB's text has them.
QMap<QString, int> numbersUnder(const QString& mib, const QString& parent) {
    QMap<QString, int> numbers;
    const QRegularExpression definition(
        "^(\\w+) (?:OBJECT-TYPE|NOTIFICATION-TYPE)\\b.*?::= \\{ (\\w+) (\\d+) \\}",
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    auto it = definition.globalMatch(mib);
    while (it.hasNext()) {
        const auto match = it.next();
        if (match.captured(2) == parent) {
            numbers[match.captured(1)] = match.captured(3).toInt();
        }
    }
    return numbers;
}

std::string textAt(const std::vector<SnmpVariable>& variables, int object) {
    const auto* text =
        std::get_if<std::string>(&variables.at(static_cast<size_t>(object) - 1).value);
    return text == nullptr ? std::string("no text") : *text;
}

} // namespace

/// What goes into a notification, held against the MIB that we ship.
class TestSnmp : public QObject {
    Q_OBJECT
    QString m_mib;

private slots:
    void initTestCase() {
        QFile file(QStringLiteral(VIGIE_SOURCE_DIR "/resources/snmp/VIGIE-MIB.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_mib = QString::fromUtf8(file.readAll());
    }

    void theMibHasEveryObjectAtItsPlace() {
        const auto numbers = numbersUnder(m_mib, "vigieObjects");
        Notice full = notice("incident-12");
        full.test = "1.4";
        full.fault = alarm::FaultKind::Continuity;
        full.nodeId = "teleport";
        full.inputId = "t7";
        full.pathId = "p1";
        full.feedId = "track";
        full.operatorName = "Ana";
        full.ended = testing::moment(9);
        const auto variables = snmpVariablesOf(full, "abc-1");
        QCOMPARE(static_cast<qsizetype>(variables.size()), numbers.size());
        for (std::size_t i = 0; i < variables.size(); ++i) {
            QCOMPARE(variables[i].object, i + 1);
        }
        const QMap<QString, std::string> expected{
            {"vigieNoticeId", "abc-1"},
            {"vigieNoticeKey", "incident-12"},
            {"vigieProbableCause", "transmissionError"},
            {"vigieFault", "continuity"},
            {"vigieRule", "rf.margin"},
            {"vigieTestNumber", "1.4"},
            {"vigieSubjectType", "transponder"},
            {"vigieSubject", "is20-t7"},
            {"vigieNode", "teleport"},
            {"vigieInput", "t7"},
            {"vigiePath", "p1"},
            {"vigieFeed", "track"},
            {"vigieRegion", "europe"},
            {"vigieValue", "0.4"},
            {"vigieLimit", "1.0"},
            {"vigieUnit", "dB"},
            {"vigieText", full.summary},
            {"vigieTodo", full.todo},
            {"vigieSince", base::toIso8601(full.since)},
            {"vigieUntil", base::toIso8601(testing::moment(9))},
            {"vigieOperator", "Ana"}};
        for (auto it = expected.begin(); it != expected.end(); ++it) {
            QVERIFY2(numbers.contains(it.key()), qPrintable(it.key()));
            QCOMPARE(textAt(variables, numbers[it.key()]), it.value());
        }
        const auto at = [&](const char* name) {
            return variables[static_cast<std::size_t>(numbers[name]) - 1].value;
        };
        QCOMPARE(std::get<std::int32_t>(at("vigieNoticeKind")), 1);
        QCOMPARE(std::get<std::int32_t>(at("vigieSeverity")), 4);
        QCOMPARE(std::get<std::uint32_t>(at("vigieTestIndex")), 1040U);
        QCOMPARE(std::get<std::uint32_t>(at("vigieFeeds")), 14U);
        QCOMPARE(std::get<std::uint32_t>(at("vigiePaths")), 28U);
        QCOMPARE(std::get<std::uint32_t>(at("vigieRegions")), 3U);
    }

    void theMibHasEveryNotification() {
        const auto numbers = numbersUnder(m_mib, "vigieNotifications");
        QCOMPARE(numbers.size(), 4);
        QCOMPARE(numbers["vigieOpened"], static_cast<int>(snmpNotificationOf(What::Opened)));
        QCOMPARE(numbers["vigieChanged"], static_cast<int>(snmpNotificationOf(What::Changed)));
        QCOMPARE(numbers["vigieEnded"], static_cast<int>(snmpNotificationOf(What::Ended)));
        QCOMPARE(numbers["vigieTest"], static_cast<int>(snmpNotificationOf(What::Test)));
        QString root = QString::fromLatin1(snmpRoot.data(), static_cast<int>(snmpRoot.size()));
        root.remove("1.3.6.1.4.1.").replace('.', ' ');
        QVERIFY(m_mib.contains("::= { enterprises " + root + " }"));
    }

    void severitiesAreNamesNotAScale() {
        using alarm::Severity;
        const auto of = [](Severity severity, What what = What::Opened) {
            return static_cast<int>(perceivedSeverityOf(notice("incident-1", what, severity)));
        };
        QCOMPARE(of(Severity::Critical), 3);
        QCOMPARE(of(Severity::Major), 4);
        QCOMPARE(of(Severity::Minor), 5);
        QCOMPARE(of(Severity::Warning), 6);
        QCOMPARE(of(Severity::None), 2);
        QCOMPARE(of(Severity::Critical, What::Ended), 1);
    }

    void longTextsAreCut() {
        Notice longOne = notice("incident-1");
        longOne.summary = std::string(254, 'a') + "\xC3\xA9";
        const auto variables = snmpVariablesOf(longOne, "1");
        QCOMPARE(textAt(variables, 20), std::string(254, 'a'));
    }

    void identifiers() {
        QVERIFY(oidFrom("1.3.6.1") == (std::vector<std::uint32_t>{1, 3, 6, 1}));
        QVERIFY(oidFrom(".1.3.6").has_value());
        for (const char* wrong :
             {"", "1", "1.", "1..3", "3.1", "1.40", "1.3.x", "1.3.4294967296"}) {
            QVERIFY2(!oidFrom(wrong), wrong);
        }
        QCOMPARE(engineIdFrom("0x8000000001"), std::optional(std::string("\x80\0\0\0\x01", 5)));
        for (const char* wrong :
             {"", "8000", "80000000012", "800000000g", "0000000000", "ffffffffff"}) {
            QVERIFY2(!engineIdFrom(wrong), wrong);
        }
    }
};

QTEST_APPLESS_MAIN(TestSnmp)
#include "tst_snmp.moc"
