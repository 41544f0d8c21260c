// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/config/deskfile.h"
#include "core/config/scalars.h"
#include "core/config/schedulefile.h"

using namespace vigie;
using config::applySchedule;
using config::parseSchedule;

namespace {

base::Utc at(const char* text) {
    const auto time = config::parseUtc(text);
    if (!time) {
        qFatal("no time: %s", text);
    }
    return *time;
}

model::Plan plan() {
    model::Plan made;
    made.regions = {{"europe", "Europe"}, {"asia", "Asia"}};
    for (std::uint32_t number : {1U, 2U, 3U}) {
        model::FeedInfo feed;
        feed.id = "f00" + std::to_string(number);
        feed.number = number;
        feed.name = number == 1 ? "Ceremony" : number == 2 ? "Judo · Mat 1" : "Judo · Mat 2";
        made.feeds.push_back(feed);
        for (const char* region : {"europe", "asia"}) {
            if (number == 3 && std::string(region) == "asia") {
                continue;
            }
            model::Delivery delivery;
            delivery.feedId = feed.id;
            delivery.regionId = region;
            delivery.id = feed.id + "-" + region;
            made.deliveries.push_back(delivery);
        }
    }
    return made;
}

QString why(const base::Result<config::Schedule>& result) {
    return result ? QString() : QString::fromStdString(result.error().message);
}

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

std::string calendar(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + events +
           "END:VCALENDAR\r\n";
}

std::string oneEvent(const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:1\r\nX-VIGIE-FEED:f001\r\n" + lines + "END:VEVENT\r\n";
}

/// "18:00-19:30 ..." of what was read, by day.
QStringList spans(const base::Result<config::Schedule>& schedule) {
    QStringList out;
    if (!schedule) {
        return {QString::fromStdString(schedule.error().message)};
    }
    for (const auto& entry : schedule->entries) {
        const auto minute = [](base::Utc time) {
            return QString::fromStdString(base::toIso8601(time)).left(16);
        };
        out << minute(entry.interval.from) + "/" + minute(entry.interval.to).mid(11);
    }
    out.sort();
    return out;
}

} // namespace

/// When feeds are on air, as traffic systems write it.
class TestSchedule : public QObject {
    Q_OBJECT
private slots:
    void csv() {
        const auto schedule =
            parseSchedule("feed,region,start,end,remark\r\n"
                          "f001,europe,2026-07-26T18:00:00Z,2026-07-26T19:30:00Z,x\r\n"
                          "\r\n"
                          "2,\"asia\",2026-07-26 20:00,2026-07-26T21:00+02:00\r\n"
                          "3,*,2026-07-26T20:00:00.5-0330,2026-07-27T00:00-03\r\n",
                          "s.csv");
        QCOMPARE(why(schedule), text("s.csv:4: the end must be later than the start"));
        const auto good = parseSchedule("\xef\xbb\xbf"
                                        "Start;End;Duration;Feed;Region\n"
                                        "2026-07-26T18:00:00Z;2026-07-26T19:30:00Z;;f001;europe\n"
                                        "2026-07-26 20:00;;90min;\"2\";asia\n"
                                        "2026-07-26T20:00:00-0330;;1:30:00;Judo \xc2\xb7 Mat 2;*\n"
                                        "2026-07-26T20:00+02:00;2026-07-26T20:00+01;;1;\n",
                                        "s.csv");
        QCOMPARE(spans(good), QStringList({"2026-07-26T18:00/19:00", "2026-07-26T18:00/19:30",
                                           "2026-07-26T20:00/21:30", "2026-07-26T23:30/01:00"}));
        QCOMPARE(good->entries[1].feedId, std::string("2"));
        QCOMPARE(good->entries[1].line, 3U);
        QCOMPARE(good->entries[2].regionId, std::string());
        const auto tabs = parseSchedule("feed\tstart\tduration\n1\t2026-07-26T18:00Z\t1.5h\n", "s");
        QCOMPARE(spans(tabs), QStringList({"2026-07-26T18:00/19:30"}));
    }

    void csvFaults_data() {
        QTest::addColumn<QString>("csv");
        QTest::addColumn<QString>("error");
        const QString head = "feed,region,start,end\n";
        QTest::newRow("empty") << ""
                               << "s:1: expected a heading";
        QTest::newRow("no heading") << "f001,europe,1,2\n"
                                    << "s:1: expected a heading";
        QTest::newRow("no length") << "feed,start\n"
                                   << "s:1: expected a heading";
        QTest::newRow("twice") << "feed,start,end,Feed\n"
                               << "s:1: the column 'feed' is given twice";
        QTest::newRow("no feed") << head + ",,2026-07-26T18:00Z,2026-07-26T19:00Z\n"
                                 << "s:2: expected a feed";
        QTest::newRow("no time")
            << head + "1,,soon,2026-07-26T19:00Z\n"
            << "s:2: expected 'start' as a time like 2026-07-26T18:00:00Z, found 'soon'";
        QTest::newRow("no day") << head + "1,,2026-02-29T18:00Z,2026-07-26T19:00Z\n"
                                << "s:2: expected 'start'";
        QTest::newRow("far") << head + "1,,2026-02-28T18:00Z,9999-07-26T19:00Z\n"
                             << "s:2: expected 'end'";
        QTest::newRow("no zone") << head + "1,,2026-02-28T18:00X,2026-07-26T19:00+2:0\n"
                                 << "s:2: expected 'start'";
        QTest::newRow("no end") << head + "1,,2026-07-26T18:00Z\n"
                                << "s:2: expected an 'end'";
        QTest::newRow("both")
            << "feed,start,end,duration\n1,2026-07-26T18:00Z,2026-07-26T19:00Z,1h\n"
            << "s:2: expected 'end' or 'duration', not both";
        QTest::newRow("duration") << "feed,start,duration\n1,2026-07-26T18:00Z,long\n"
                                  << "s:2: expected a duration";
        QTest::newRow("backwards") << head + "1,,2026-07-26T18:00Z,2026-07-26T18:00Z\n"
                                   << "s:2: the end must be later";
        QTest::newRow("too wide") << head + "1,,2026-07-26T18:00Z,2026-07-26T19:00Z,more\n"
                                  << "s:2: expected 4 fields as in the heading, found 5";
        QTest::newRow("quote") << head + "\"1,,2026\n"
                               << "s:2: expected the closing quote";
        QTest::newRow("several")
            << head + "1,,x,y\n\n2,,a,b\n"
            << "s:2: expected 'start' as a time like 2026-07-26T18:00:00Z, found 'x'\n"
               "s:4: ";
    }
    void csvFaults() {
        QFETCH(QString, csv);
        QFETCH(QString, error);
        const auto schedule = parseSchedule(csv.toStdString(), "s");
        QVERIFY(!schedule.has_value());
        QVERIFY2(why(schedule).startsWith(error), qPrintable(why(schedule)));
    }

    void manyFaultsAreBounded() {
        std::string csv = "feed,start,end\n";
        for (int i = 0; i < 5000; ++i) {
            csv += "1,x,y\n";
        }
        const QString error = why(parseSchedule(csv, "s"));
        QCOMPARE(error.count('\n'), 50);
        QVERIFY(error.endsWith("s: and more"));
    }

    void singleEvents() {
        QCOMPARE(
            spans(parseSchedule(
                calendar(oneEvent("DTSTART:20260726T180000Z\r\nDTEND:20260726T193000Z\r\n")), "s")),
            QStringList({"2026-07-26T18:00/19:30"}));
        // Without a zone: UTC. A day. A duration; folded lines.
        QCOMPARE(spans(parseSchedule(
                     calendar(oneEvent("DTSTART:20260726T1800\r\n 00\r\nDURATION:PT1H30M\r\n") +
                              oneEvent("DTSTART;VALUE=DATE:20260727\r\n")),
                     "s")),
                 QStringList({"2026-07-26T18:00/19:30", "2026-07-27T00:00/00:00"}));
    }

    void zones() {
        // Known by name; the hour that summer time adds is kept apart.
        QCOMPARE(
            spans(parseSchedule(
                calendar(
                    oneEvent("DTSTART;TZID=Europe/Paris:20260726T200000\r\nDTEND;TZID=Europe/"
                             "Paris:20260726T213000\r\n") +
                    oneEvent("DTSTART;TZID=Europe/Paris:20261226T200000\r\nDURATION:PT1H\r\n")),
                "s")),
            QStringList({"2026-07-26T18:00/19:30", "2026-12-26T19:00/20:00"}));
        // Known by the file.
        const std::string zone =
            "BEGIN:VTIMEZONE\r\nTZID:House\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
            "TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        QCOMPARE(spans(parseSchedule(
                     calendar(zone +
                              oneEvent("DTSTART;TZID=House:20260726T200000\r\nDURATION:PT1H\r\n")),
                     "s")),
                 QStringList({"2026-07-26T14:30/15:30"}));
        QCOMPARE(why(parseSchedule(
                     calendar(oneEvent(
                         "DTSTART;TZID=Nowhere/Town:20260726T200000\r\nDURATION:PT1H\r\n")),
                     "s.ics")),
                 text("s.ics:4: the time zone 'Nowhere/Town' of DTSTART is not known"));
    }

    void series() {
        const std::string begin = "DTSTART;TZID=Europe/Paris:20261023T200000\r\nDURATION:PT1H\r\n";
        // Over the end of summer time: the hour on the wall stays.
        QCOMPARE(spans(parseSchedule(
                     calendar(oneEvent(begin + "RRULE:FREQ=DAILY;COUNT=4\r\n"
                                               "EXDATE;TZID=Europe/Paris:20261024T200000\r\n"
                                               "RDATE;TZID=Europe/Paris:20261030T210000\r\n")),
                     "s")),
                 QStringList({"2026-10-23T18:00/19:00", "2026-10-25T19:00/20:00",
                              "2026-10-26T19:00/20:00", "2026-10-30T20:00/21:00"}));
        // Until; one of them moved, one cancelled, one whole day left out.
        QCOMPARE(
            spans(parseSchedule(
                calendar(oneEvent("DTSTART:20260726T180000Z\r\nDURATION:PT1H\r\n"
                                  "RRULE:FREQ=DAILY;UNTIL=20260730T180000Z\r\nEXDATE;VALUE=DATE:"
                                  "20260730\r\n") +
                         oneEvent("RECURRENCE-ID:20260727T180000Z\r\nDTSTART:"
                                  "20260727T200000Z\r\nDURATION:PT2H\r\n") +
                         oneEvent("RECURRENCE-ID:20260728T180000Z\r\nSTATUS:CANCELLED\r\nDTSTART:"
                                  "20260728T180000Z\r\nDURATION:PT1H\r\n")),
                "s")),
            QStringList(
                {"2026-07-26T18:00/19:00", "2026-07-27T20:00/22:00", "2026-07-29T18:00/19:00"}));
    }

    void calendarFaults_data() {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("error");
        const QString start = "DTSTART:20260726T180000Z\r\n";
        const QString hour = start + "DURATION:PT1H\r\n";
        QTest::newRow("no start") << "DURATION:PT1H\r\n"
                                  << "s:4: expected DTSTART";
        QTest::newRow("no end") << start << "s:4: expected DTEND or DURATION";
        QTest::newRow("backwards") << start + "DTEND:20260726T170000Z\r\n"
                                   << "s:4: the end must be later than the start";
        QTest::newRow("for ever") << hour + "RRULE:FREQ=DAILY\r\n"
                                  << "s:4: expected COUNT or UNTIL";
        QTest::newRow("too often") << hour + "RRULE:FREQ=SECONDLY;COUNT=2000000000\r\n"
                                   << "s:4: RRULE repeats more than 10000 times";
        QTest::newRow("too long")
            << hour + "RRULE:FREQ=YEARLY;COUNT=90\r\n"
            << "s:4: RRULE repeats more than 10000 times, or for more than 10 years";
        QTest::newRow("no rule") << hour + "RRULE:NONSENSE\r\n"
                                 << "s:4: ";
        QTest::newRow("range") << hour + "RECURRENCE-ID;RANGE=THISANDFUTURE:20260726T180000Z\r\n"
                               << "s:4: RANGE of RECURRENCE-ID";
        QTest::newRow("far") << "DTSTART:99990726T180000Z\r\nDURATION:PT1H\r\n"
                             << "s:4: expected a time between 1970 and 2200 in DTSTART";
        QTest::newRow("damaged") << hour + "DTEND:tomorrow\r\n"
                                 << "s:4: ";
        QTest::newRow("cut") << hour + "END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VALARM\r\n"
                                       "BEGIN:VEVENT\r\n"
                             << "s:";
    }
    void calendarFaults() {
        QFETCH(QString, lines);
        QFETCH(QString, error);
        const auto schedule = parseSchedule(calendar(oneEvent(lines.toStdString())), "s");
        QVERIFY(!schedule.has_value());
        QVERIFY2(why(schedule).startsWith(error), qPrintable(why(schedule)));
    }

    void calendarThatIsCut() {
        const std::string whole =
            calendar(oneEvent("DTSTART:20260726T180000Z\r\nDURATION:PT1H\r\n"));
        QVERIFY(parseSchedule(whole, "s").has_value());
        QCOMPARE(why(parseSchedule(whole.substr(0, whole.size() - 20), "s")),
                 text("s:9: the calendar is not whole: each BEGIN needs its END"));
        QVERIFY(!parseSchedule("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "s").has_value());
        QVERIFY(!parseSchedule("BEGIN:NOTHING\r\nEND:NOTHING\r\n", "s").has_value());
    }

    void whichFeedAndRegion() {
        const auto schedule = parseSchedule(
            calendar(
                "BEGIN:VEVENT\r\nDTSTART:20260726T180000Z\r\nDURATION:PT1H\r\nLOCATION:Stadium\r\n"
                "SUMMARY:Judo \xc2\xb7 mat 1\r\nCATEGORIES:Judo,Asia\r\nEND:VEVENT\r\n"
                "BEGIN:VEVENT\r\nDTSTART:20260726T190000Z\r\nDURATION:PT2H\r\nLOCATION:3\r\n"
                "SUMMARY:Final\r\nX-VIGIE-REGION:europe\r\nCATEGORIES:Judo\r\nEND:VEVENT\r\n"
                "BEGIN:VEVENT\r\nDTSTART:20260726T200000Z\r\nDURATION:PT3H\r\nSUMMARY:f001\r\n"
                "X-VIGIE-REGION:*\r\nEND:VEVENT\r\n"),
            "s");
        QVERIFY2(schedule.has_value(), qPrintable(why(schedule)));
        model::Plan own = plan();
        const auto applied = applySchedule(*schedule, own);
        QVERIFY2(applied.has_value(), applied ? "" : applied.error().message.c_str());
        QVERIFY(own.deliveries[0].schedule == own.deliveries[1].schedule); // f001, both
        QCOMPARE(own.deliveries[0].schedule.size(), std::size_t{1});
        QVERIFY(own.deliveries[2].schedule.empty()); // f002 into Europe: not said
        QCOMPARE(own.deliveries[3].schedule.size(), std::size_t{1});
        QVERIFY(own.deliveries[4].schedule[0].from == at("2026-07-26T19:00:00Z"));
        QVERIFY(!own.plannedHours); // one is on air always
    }

    void applied() {
        model::Plan own = plan();
        own.deliveries[1].schedule = {{at("2026-07-01T00:00:00Z"), at("2026-07-01T10:00:00Z")}};
        const auto schedule = parseSchedule("feed,region,start,end\n"
                                            "1,europe,2026-07-26T20:00Z,2026-07-26T21:00Z\n"
                                            "f001,Europe,2026-07-26T18:00Z,2026-07-26T19:00Z\n"
                                            "ceremony,europe,2026-07-26T18:30Z,2026-07-26T20:00Z\n"
                                            "2,,2026-07-26T18:00Z,2026-07-26T19:00Z\n"
                                            "3,,2026-07-26T18:00Z,2026-07-26T19:00Z\n",
                                            "s");
        QVERIFY2(schedule.has_value(), qPrintable(why(schedule)));
        QVERIFY(applySchedule(*schedule, own).has_value());
        QCOMPARE(own.deliveries[0].schedule.size(), std::size_t{1}); // overlapping and touching
        QVERIFY(own.deliveries[0].schedule[0].from == at("2026-07-26T18:00:00Z"));
        QVERIFY(own.deliveries[0].schedule[0].to == at("2026-07-26T21:00:00Z"));
        QVERIFY(own.deliveries[1].schedule[0].to == at("2026-07-01T10:00:00Z")); // keeps its own
        QCOMPARE(own.plannedHours.value_or(0), 3.0 + 10 + 1 + 1 + 1);
        own.plannedHours = 11'000;
        QVERIFY(applySchedule(*schedule, own).has_value());
        QCOMPARE(*own.plannedHours, 11'000.0);
    }

    void unknownOnes() {
        const auto schedule = parseSchedule("feed,region,start,end\n"
                                            "f009,europe,2026-07-26T20:00Z,2026-07-26T21:00Z\n"
                                            "1,mars,2026-07-26T20:00Z,2026-07-26T21:00Z\n"
                                            "3,asia,2026-07-26T20:00Z,2026-07-26T21:00Z\n",
                                            "s.csv");
        model::Plan own = plan();
        const auto result = applySchedule(*schedule, own);
        QVERIFY(!result.has_value());
        QCOMPARE(QString::fromStdString(result.error().message),
                 text("s.csv:2: 'f009' is no feed of the plan, by id, number or name\n"
                      "s.csv:3: 'mars' is no region of the plan\n"
                      "s.csv:4: the plan does not deliver 'f003' into 'asia'"));
        QVERIFY(own == plan());
        own.feeds[2].name = own.feeds[1].name;
        const auto twice = parseSchedule(
            "feed,start,end\njudo \xc2\xb7 mat 1,2026-07-26T20:00Z,2026-07-26T21:00Z\n", "s");
        QVERIFY(applySchedule(*twice, own).error().message.find("both 'f002' and 'f003'") !=
                std::string::npos);
        const auto words = parseSchedule(
            calendar(
                oneEvent("DTSTART:20260726T180000Z\r\nDURATION:PT1H\r\nCATEGORIES:Judo,Mars\r\n")),
            "s");
        QVERIFY(applySchedule(*words, own)
                    .error()
                    .message.find("none of the categories 'Judo', 'Mars' is a region") !=
                std::string::npos);
    }

    void namedByTheDesk() {
        QTemporaryDir folder;
        const auto write = [&folder](const QString& name, const QByteArray& bytes) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        write("desk.yaml", "nodes: [127.0.0.1:7070]\nplan: plan.yaml\nschedule: s.csv\n");
        write("s.csv", "feed,start,end\n1,2026-07-26T20:00Z,2026-07-26T21:00Z\n");
        const auto desk = config::readDeskConfig(folder.filePath("desk.yaml").toStdString());
        QVERIFY(desk.has_value());
        const auto schedule = config::readSchedule(desk->scheduleFile);
        QVERIFY2(schedule.has_value(), qPrintable(why(schedule)));
        QVERIFY(!config::readSchedule(folder.filePath("no.csv").toStdString()).has_value());
        write("desk.yaml", "nodes: [127.0.0.1:7070]\nschedule: s.csv\n");
        const auto wrong = config::readDeskConfig(folder.filePath("desk.yaml").toStdString());
        QVERIFY(!wrong.has_value());
        QVERIFY(wrong.error().message.find("desk.yaml:2:11: a schedule needs a 'plan'") !=
                std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
