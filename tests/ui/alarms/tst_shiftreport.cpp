// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/alarms/shiftreportpage.h"

using namespace vigie;
using alarm::RecordKind;
using ui::alarms::ReportSection;
using ui::alarms::ShiftFacts;
using ui::alarms::ShiftReport;
using ui::alarms::ShiftReportPage;
using ui::desk::DeskContext;

namespace {

const base::Utc now = uitest::FleetShape().now;

base::Utc ago(int seconds) {
    return now - std::chrono::seconds(seconds);
}

alarm::Record record(std::uint64_t sequence, RecordKind kind, int secondsAgo, const char* who,
                     const char* text, std::uint64_t incidentId = 0) {
    alarm::Record made;
    made.sequence = sequence;
    made.kind = kind;
    made.at = ago(secondsAgo);
    made.operatorName = who;
    made.text = text;
    made.incidentId = incidentId;
    return made;
}

alarm::Incident incident(std::uint64_t id, alarm::Severity severity, int sinceAgo, int endAgo) {
    alarm::Incident made;
    made.id = id;
    made.isNamed = true;
    made.cause.hop = {alarm::HopType::Transponder, "is20-t7", "IS-20 T7"};
    made.fault = alarm::FaultKind::RfMargin;
    made.value = -0.3;
    made.severity = severity;
    made.since = ago(sinceAgo);
    if (endAgo >= 0) {
        made.ended = ago(endAgo);
    }
    made.alarms = {id * 10, id * 10 + 1};
    made.feeds = 14;
    made.paths = 28;
    made.regions = 3;
    return made;
}

ShiftFacts facts() {
    ShiftFacts made;
    made.from = ago(8 * 3600);
    made.to = now;
    made.snapshot = std::make_shared<engine::Snapshot>(uitest::makeSnapshot());
    made.incidents = {incident(1, alarm::Severity::Major, 7200, 6600),
                      incident(2, alarm::Severity::Critical, 3600, -1)};
    made.incidents[1].deliveriesLost = 5;
    made.records = {
        record(1, RecordKind::SignedOn, 28'000, "Marie Varga", ""),
        record(2, RecordKind::Acknowledged, 7110, "Marie Varga", "", 1),
        record(3, RecordKind::Commented, 7000, "Marie Varga", "rain at the teleport", 1),
        record(4, RecordKind::Commented, 7000, "Marie Varga", "rain at the teleport", 1),
        record(5, RecordKind::HandedOver, 1000, "Marie Varga", "to Jean Petit")};
    return made;
}

const ReportSection* section(const ShiftReport& report, const QString& title) {
    for (const ReportSection& one : report.sections) {
        if (one.title == title) {
            return &one;
        }
    }
    return nullptr;
}

} // namespace

class TestShiftReport : public QObject {
    Q_OBJECT
private slots:
    void incidentsAreToldWhole();
    void handOversAndOperators();
    void outagesAreTheLongest();
    void availabilitySaysItsWindow();
    void unknownIsADashNotZero();
    void foreignTextIsEscaped();
    void htmlIsSelfContained();
    void textHasItAll();
    void pdfIsWritten();
    void pageBeginsAtTheHandOver();
    void pageBuildsFromAllAnswers();
    void pageSaysWhatFailed();

private:
    uitest::FakeSource m_source;
    uitest::FakeDecodePool m_decoders;
};

void TestShiftReport::incidentsAreToldWhole() {
    const ShiftReport report = ui::alarms::shiftReport(facts());
    const ReportSection* incidents = section(report, QStringLiteral("Incidents"));
    QVERIFY(incidents != nullptr);
    const auto& rows = incidents->table->rows;
    QCOMPARE(static_cast<int>(rows.size()), 2);
    QCOMPARE(rows[0][0], QStringLiteral("■ critical")); // worst first
    QCOMPARE(rows[0][2], QStringLiteral("01:00:00, still open"));
    QCOMPARE(rows[0][5], QStringLiteral("—"));
    QCOMPARE(rows[1][0], QStringLiteral("▲ major"));
    QCOMPARE(rows[1][2], QStringLiteral("00:10:00"));
    QVERIFY(rows[1][3].contains(QStringLiteral("IS-20 T7")));
    QVERIFY(rows[1][4].contains(QStringLiteral("14 feeds")));
    QCOMPARE(rows[1][5], QStringLiteral("Marie Varga after 00:01:30"));
    // One comment on two alarms is one comment.
    QCOMPARE(rows[1][6].count(QStringLiteral("rain at the teleport")), 1);
    QVERIFY(incidents->paragraphs.first().startsWith(QStringLiteral("2 in all: 1 critical")));
}

void TestShiftReport::handOversAndOperators() {
    const ShiftReport report = ui::alarms::shiftReport(facts());
    const ReportSection* people = section(report, QStringLiteral("Operators and hand-overs"));
    QVERIFY(people != nullptr);
    QCOMPARE(static_cast<int>(people->table->rows.size()), 2);
    QCOMPARE(people->table->rows[1][1], QStringLiteral("handed over"));
    QCOMPARE(people->table->rows[1][3], QStringLiteral("to Jean Petit"));
    QCOMPARE(people->paragraphs.first(), QStringLiteral("Acted: Marie Varga."));
}

void TestShiftReport::outagesAreTheLongest() {
    ShiftFacts many = facts();
    many.incidents.clear();
    for (int i = 1; i <= 15; ++i) {
        auto one =
            incident(static_cast<std::uint64_t>(i), alarm::Severity::Critical, 7200, 7200 - i * 60);
        one.deliveriesLost = i % 2 == 0 ? 3 : 0;
        one.fault = i % 2 == 0 ? alarm::FaultKind::Black : alarm::FaultKind::NoData;
        many.incidents.push_back(one);
    }
    many.incidents.push_back(incident(99, alarm::Severity::Major, 7200, 0)); // no outage
    auto unknown = incident(100, alarm::Severity::Critical, 7200, 0);
    unknown.fault = alarm::FaultKind::NoContact;
    unknown.deliveriesLost = 9;
    many.incidents.push_back(unknown);
    const ShiftReport report = ui::alarms::shiftReport(many);
    const auto& rows = section(report, QStringLiteral("Longest outages"))->table->rows;
    QCOMPARE(static_cast<int>(rows.size()), 10);
    QCOMPARE(rows.front()[0], QStringLiteral("00:15:00"));
    QCOMPARE(rows.back()[0], QStringLiteral("00:06:00"));
}

void TestShiftReport::availabilitySaysItsWindow() {
    const ShiftReport report = ui::alarms::shiftReport(facts());
    for (const char* title : {"Availability per region", "Availability per kind of path"}) {
        const ReportSection* one = section(report, QString::fromLatin1(title));
        QVERIFY(one != nullptr);
        QVERIFY(one->paragraphs.first().contains(QStringLiteral("24 hours before 2026-07-26")));
        QVERIFY(!one->table->rows.empty());
    }
}

void TestShiftReport::unknownIsADashNotZero() {
    ShiftFacts empty;
    empty.from = ago(3600);
    empty.to = now;
    engine::Snapshot snapshot;
    snapshot.regions.emplace_back();
    snapshot.regions.front().name = "Oceania";
    snapshot.regions.front().id = "oceania";
    snapshot.paths.emplace_back();
    snapshot.paths.front().kind = model::PathKind::Cloud;
    empty.snapshot = std::make_shared<engine::Snapshot>(snapshot);
    const ShiftReport report = ui::alarms::shiftReport(empty);
    const auto& region = section(report, QStringLiteral("Availability per region"))->table->rows[0];
    QCOMPARE(region[0], QStringLiteral("Oceania"));
    for (int column = 1; column <= 3; ++column) {
        QCOMPARE(region[column], QStringLiteral("—"));
    }
    for (const QStringList& row :
         section(report, QStringLiteral("Share of cloud, satellite and fibre"))->table->rows) {
        for (int column = 1; column < row.size(); ++column) {
            QCOMPARE(row[column], QStringLiteral("—"));
        }
    }
    QVERIFY(section(report, QStringLiteral("Alarm system"))->table->rows.empty());
    QVERIFY(ui::alarms::toHtml(report).contains(QStringLiteral("Not known.")));
}

void TestShiftReport::foreignTextIsEscaped() {
    const QString evil = QStringLiteral("<script>alert('%1 %2')</script>&\"");
    const std::string bytes = evil.toStdString();
    ShiftFacts made = facts();
    for (auto& one : made.records) {
        one.operatorName = bytes;
        one.text = bytes;
    }
    for (auto& one : made.incidents) {
        one.cause.hop.name = bytes;
        one.runnerUp = one.cause;
    }
    auto snapshot = uitest::makeSnapshot();
    for (auto& region : snapshot.regions) {
        region.name = bytes;
    }
    auto plan = std::make_shared<model::Plan>(*snapshot.plan);
    plan->name = bytes;
    snapshot.plan = plan;
    snapshot.operatorName = bytes;
    snapshot.incidents = made.incidents;
    made.snapshot = std::make_shared<engine::Snapshot>(snapshot);
    made.remarks = QStringList{evil};
    const QString html = ui::alarms::toHtml(ui::alarms::shiftReport(made));
    QVERIFY(!html.contains(QStringLiteral("<script")));
    QVERIFY(html.contains(QStringLiteral("&lt;script&gt;")));
    // And it comes out of a document as it went in, its figures not taken for placeholders.
    QTextDocument document;
    document.setHtml(html);
    QVERIFY(document.toPlainText().count(QStringLiteral("<script>alert('%1 %2')</script>&\"")) >
            10);
}

void TestShiftReport::htmlIsSelfContained() {
    const QString html = ui::alarms::toHtml(ui::alarms::shiftReport(facts()));
    QVERIFY(html.startsWith(QStringLiteral("<!DOCTYPE html>")));
    QVERIFY(html.contains(QStringLiteral("<meta charset=\"utf-8\">")));
    QCOMPARE(html.count(QStringLiteral("<h1>")), 1);
    QVERIFY(html.count(QStringLiteral("<h2>")) >= 8);
    QVERIFY(html.count(QStringLiteral("<thead>")) >= 5);
    for (const char* fetched : {"http:", "https:", "src=", "url(", "@import", "<link"}) {
        QVERIFY2(!html.contains(QLatin1String(fetched)), fetched);
    }
    for (const char* tag : {"table", "thead", "tbody", "tr", "td", "th", "h2", "p"}) {
        const QString name = QString::fromLatin1(tag);
        QCOMPARE(html.count(QRegularExpression(QStringLiteral("<%1[ >]").arg(name))),
                 html.count(QStringLiteral("</%1>").arg(name)));
    }
}

void TestShiftReport::textHasItAll() {
    const ShiftReport report = ui::alarms::shiftReport(facts());
    const QString text = ui::alarms::toText(report);
    QVERIFY(text.startsWith(QStringLiteral("Shift report — Summer Games\n=====")));
    for (const ReportSection& one : report.sections) {
        QVERIFY(text.contains(QLatin1Char('\n') + one.title + QLatin1Char('\n')));
    }
    QVERIFY(text.contains(QStringLiteral("Marie Varga after 00:01:30")));
}

void TestShiftReport::pdfIsWritten() {
    const QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const QString path = folder.filePath(QStringLiteral("report.pdf"));
    const QString html = ui::alarms::toHtml(ui::alarms::shiftReport(facts()));
    QCOMPARE(ui::alarms::writePdf(path, QStringLiteral("Report"), html), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.size() > 5000);
    QVERIFY(file.readAll().startsWith("%PDF-"));
    const QString nowhere = folder.filePath(QStringLiteral("no/such/folder/report.pdf"));
    QVERIFY(ui::alarms::writePdf(nowhere, QStringLiteral("Report"), html)
                .contains(QStringLiteral("could not be written")));
}

void TestShiftReport::pageBeginsAtTheHandOver() {
    uitest::FakeEngine engine;
    DeskContext desk(engine, m_source, m_decoders);
    ShiftReportPage page(desk);
    page.show();
    QTRY_VERIFY(page.isReady());
    QVERIFY(page.from() == ago(8 * 3600)); // nobody handed over
    QVERIFY(page.to() == now);
    const auto first = engine.historyQueries().front();
    QCOMPARE(static_cast<int>(first.kinds.size()), 1);
    QVERIFY(first.kinds.front() == RecordKind::HandedOver);
    engine.setHistory({.records = {record(9, RecordKind::HandedOver, 5000, "Marie", "")}});
    page.rebuild();
    QTRY_VERIFY(page.isReady());
    QVERIFY(page.from() == ago(5000));
}

void TestShiftReport::pageBuildsFromAllAnswers() {
    uitest::FakeEngine engine;
    engine.setHistory({.records = facts().records});
    engine.setPastIncidents({.incidents = facts().incidents});
    alarm::Performance performance;
    performance.at = now;
    performance.from = ago(3600 * 24);
    performance.lines = 12;
    engine.setPerformance(performance);
    DeskContext desk(engine, m_source, m_decoders);
    ShiftReportPage page(desk);
    page.build(ago(3600 * 8), now);
    QVERIFY(!page.isReady());
    QTRY_VERIFY(page.isReady());
    QVERIFY(page.html().contains(QStringLiteral("IS-20 T7")));
    QVERIFY(page.html().contains(QStringLiteral("Marie Varga after 00:01:30")));
    QVERIFY(page.html().contains(QStringLiteral("Lines per day")));
    QVERIFY(!page.html().contains(QStringLiteral("not complete")));
    page.copyText();
    QCOMPARE(QGuiApplication::clipboard()->text(), page.plainText());
    QVERIFY(page.plainText().contains(QStringLiteral("IS-20 T7")));
}

void TestShiftReport::pageSaysWhatFailed() {
    uitest::FakeEngine engine;
    engine.setHistory({.error = "The file is damaged."});
    engine.setPastIncidents({.error = "No such table."});
    DeskContext desk(engine, m_source, m_decoders);
    ShiftReportPage page(desk);
    page.build(ago(3600), now);
    QTRY_VERIFY(page.isReady());
    QVERIFY(page.html().contains(QStringLiteral("This report is not complete")));
    QVERIFY(page.html().contains(QStringLiteral("The file is damaged.")));
    QVERIFY(page.html().contains(QStringLiteral("No such table.")));
}

QTEST_MAIN(TestShiftReport)
#include "tst_shiftreport.moc"
