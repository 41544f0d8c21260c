// SPDX-License-Identifier: GPL-3.0-or-later
//
// CSV and OpenMetrics out, CSV in.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <sstream>

#include "core/base/csv.h"
#include "core/config/mappingfile.h"
#include "core/exchange/csvexport.h"
#include "core/exchange/csvimport.h"
#include "core/exchange/openmetrics.h"
#include "core/record/tools.h"
#include "tests/support/recordlab/lab.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

#define GOOD(result)                                                                               \
    do {                                                                                           \
        const auto& outcome = (result);                                                            \
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());                         \
    } while (false)

std::vector<std::vector<std::string>> rowsOf(const std::string& text) {
    std::istringstream in(text);
    base::CsvReader reader(in, ',');
    std::vector<std::vector<std::string>> rows;
    for (auto row = reader.next(); row && *row; row = reader.next()) {
        rows.push_back((*row)->fields);
    }
    return rows;
}

exchange::ImportMapping wideMapping() {
    exchange::ImportMapping mapping;
    mapping.timeColumn = "time";
    mapping.nodeColumn = "site";
    mapping.nodeKind = model::NodeKind::Satellite;
    mapping.scope = model::Scope::Input;
    mapping.subjectColumn = "receiver";
    model::MetricInfo margin{"rf.margin",
                             model::Scope::Input,
                             model::MetricKind::Gauge,
                             "dB",
                             0.1,
                             "Margin",
                             "RF",
                             {},
                             {},
                             {}};
    model::MetricInfo lock{"rf.lock",
                           model::Scope::Input,
                           model::MetricKind::State,
                           "",
                           1,
                           "Lock",
                           "RF",
                           {},
                           {},
                           {"unknown", "locked", "unlocked"}};
    mapping.metrics = {{"margin", 1, margin}, {"lock", 1, lock}};
    return mapping;
}

} // namespace

class TestExchange : public QObject {
    Q_OBJECT
private slots:
    void readsCsvByTheRfc() {
        const auto rows = rowsOf("\xef\xbb\xbf"
                                 "a,b\r\n\"x,\"\"y\"\"\",\"two\r\nlines\"\n\n,\n1,2");
        const std::vector<std::vector<std::string>> expected{
            {"a", "b"}, {"x,\"y\"", "two\r\nlines"}, {"", ""}, {"1", "2"}};
        QCOMPARE(rows, expected);
        QCOMPARE(base::csvField("a\"b"), std::string("\"a\"\"b\""));
        for (const char* bad : {"\"open", "\"a\"b,c"}) {
            std::istringstream in(bad);
            base::CsvReader reader(in, ',');
            const auto row = reader.next();
            QVERIFY(!row);
            QVERIFY(row.error().message.starts_with("1: "));
        }
    }

    void readsTimes() {
        using exchange::timeFromIso8601;
        QVERIFY(timeFromIso8601("2026-07-26T18:00:00Z") == recordlab::dayStart);
        QVERIFY(timeFromIso8601("2026-07-26 20:00:00.25+02:00") == recordlab::dayStart + 250ms);
        QVERIFY(timeFromIso8601("2026-07-26T13:30:00-0430") == recordlab::dayStart);
        for (const char* bad : {"", "2026-07-26", "2026-02-30T00:00:00Z", "2026-07-26T18:00:00",
                                "2026-07-26T25:00:00Z", "2026-07-26T18:00:00.Z", "x"}) {
            QVERIFY2(!timeFromIso8601(bad), bad);
        }
    }

    void aRecordingAsCsv() {
        recordlab::FleetOptions options;
        options.seconds = 30;
        options.isUnruly = false;
        const auto made = recordlab::makeFleet(options);
        GOOD(recordlab::writeFile(made, in("one.vigie")));
        const auto recording = std::move(*record::Recording::open(in("one.vigie")));
        std::ostringstream out;
        const auto exported = exchange::exportCsv(*recording, {}, out, {});
        GOOD(exported);
        const auto rows = rowsOf(out.str());
        QCOMPARE(rows.front(),
                 (std::vector<std::string>{"time", "node", "subject", "metric", "unit", "value"}));
        QCOMPARE(static_cast<std::uint64_t>(rows.size() - 1), exported->count);
        // Every present sample of every tick, once.
        std::uint64_t samples = 0;
        for (const record::Item& item : made.items) {
            if (!item.isTick()) {
                continue;
            }
            const auto& input = std::get<fleet::Input>(item.what);
            for (const auto& block : std::get<model::TickPtr>(input.what)->blocks) {
                for (const auto& column : block.columns) {
                    for (std::size_t row = 0; row < block.count; ++row) {
                        samples += column.isPresent(row) ? 1 : 0;
                    }
                }
            }
        }
        std::uint64_t values = 0;
        std::set<std::string> metrics;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            QCOMPARE(rows[i].size(), std::size_t{6});
            values += rows[i][5].empty() ? 0 : 1;
            metrics.insert(rows[i][3]);
        }
        QCOMPARE(values, samples);
        // One metric of one time.
        exchange::Selection selection;
        selection.metricKeys = {*metrics.begin()};
        selection.from = recordlab::dayStart + 5s;
        selection.to = recordlab::dayStart + 6s;
        std::ostringstream few;
        GOOD(exchange::exportCsv(*recording, selection, few, {}));
        const auto chosen = rowsOf(few.str());
        QVERIFY(chosen.size() < rows.size() / 4);
        for (std::size_t i = 1; i < chosen.size(); ++i) {
            QCOMPARE(chosen[i][3], *metrics.begin());
        }
        std::ostringstream never;
        selection.from = recordlab::dayStart + 24h;
        selection.to.reset();
        QVERIFY(!exchange::exportCsv(*recording, selection, never, {}));
    }

    void comesInAsCsv() {
        write("in.csv", "time,site,receiver,margin,lock\n"
                        "2026-07-26T18:00:01Z,paris,rx1,5.2,locked\n"
                        "2026-07-26T18:00:00Z,paris,rx1,5.1,locked\n"
                        "2026-07-26T18:00:00Z,paris,rx2,,unlocked\n"
                        "2026-07-26T18:00:01Z,\"lyon, est\",rx1,-0.3,2\n");
        exchange::ImportOptions options;
        options.madeBy = "test";
        const auto imported =
            exchange::importCsv(in("in.csv"), wideMapping(), in("in.vigie"), options, {});
        GOOD(imported);
        QCOMPARE(imported->nodes, std::size_t{2});
        QCOMPARE(imported->rows, std::uint64_t{4});
        QCOMPARE(imported->samples, std::uint64_t{7});
        QCOMPARE(imported->ticks, std::uint64_t{3});
        const auto verified = record::verify(in("in.vigie"), {});
        GOOD(verified);
        QVERIFY(verified->isSound());
        const auto recording = std::move(*record::Recording::open(in("in.vigie")));
        std::ostringstream out;
        GOOD(exchange::exportCsv(*recording, {}, out, {}));
        QCOMPARE(rowsOf(out.str()),
                 (std::vector<std::vector<std::string>>{
                     {"time", "node", "subject", "metric", "unit", "value"},
                     {"2026-07-26T18:00:00.000Z", "paris", "rx1", "rf.margin", "dB", "5.1"},
                     {"2026-07-26T18:00:00.000Z", "paris", "rx1", "rf.lock", "", "locked"},
                     {"2026-07-26T18:00:00.000Z", "paris", "rx2", "rf.lock", "", "unlocked"},
                     {"2026-07-26T18:00:01.000Z", "paris", "rx1", "rf.margin", "dB", "5.2"},
                     {"2026-07-26T18:00:01.000Z", "paris", "rx1", "rf.lock", "", "locked"},
                     {"2026-07-26T18:00:01.000Z", "lyon, est", "rx1", "rf.margin", "dB", "-0.3"},
                     {"2026-07-26T18:00:01.000Z", "lyon, est", "rx1", "rf.lock", "", "unlocked"},
                 }));

        std::ostringstream metrics;
        const auto told = exchange::exportOpenMetrics(*recording, {}, metrics);
        GOOD(told);
        QCOMPARE(told->count, std::uint64_t{5});
        const std::string text = metrics.str();
        QVERIFY(text.ends_with("# EOF\n"));
        QVERIFY(text.find("# TYPE vigie_rf_margin_decibels gauge\n"
                          "# UNIT vigie_rf_margin_decibels decibels\n") != std::string::npos);
        QVERIFY(text.find("vigie_rf_margin_decibels{node=\"paris\",input=\"rx1\"} 5.2 "
                          "1785088801.000000000\n") != std::string::npos);
        QVERIFY(text.find("vigie_rf_lock{node=\"paris\",input=\"rx2\",vigie_rf_lock=\"unlocked\"} "
                          "1 1785088800.000000000\n") != std::string::npos);
    }

    void tellsWhereAFileIsWrong_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString head = "time,site,receiver,margin,lock\n";
        QTest::newRow("column") << "time,site,receiver,lock\n"
                                << ":1: expected a column 'margin'";
        QTest::newRow("time") << head + "now,a,b,1,locked\n"
                              << ":2: expected a time such as";
        QTest::newRow("number") << head + "2026-07-26T18:00:00Z,a,b,high,locked\n"
                                << ":2: expected a number for 'margin', found 'high'";
        QTest::newRow("state") << head + "2026-07-26T18:00:00Z,a,b,1,maybe\n"
                               << ":2: expected one of unknown, locked, unlocked for 'lock'";
        QTest::newRow("fields") << head + "2026-07-26T18:00:00Z,a\n"
                                << ":2: expected 5 fields";
        QTest::newRow("node") << head + "2026-07-26T18:00:00Z,,b,1,locked\n"
                              << ":2: expected a node in 'site'";
        QTest::newRow("twice") << head + "2026-07-26T18:00:00Z,a,b,1,locked\n"
                                         "2026-07-26T18:00:00Z,a,b,2,locked\n"
                               << ":3: expected one value for each moment";
        QTest::newRow("empty") << head << ":1: expected a header and at least one row";
    }
    void tellsWhereAFileIsWrong() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        write("bad.csv", text.toStdString());
        const auto imported =
            exchange::importCsv(in("bad.csv"), wideMapping(), in("bad.vigie"), {}, {});
        QVERIFY(!imported);
        const auto message = QString::fromStdString(imported.error().message);
        QVERIFY2(message.contains("bad.csv" + expected), qPrintable(message));
        QVERIFY(!std::filesystem::exists(in("bad.vigie")));
    }

    void readsAMapping() {
        write("map.yaml", "separator: ';'\n"
                          "time: {column: Zeit, form: ms}\n"
                          "node: {is: teleport, kind: satellite}\n"
                          "subject: {column: Empfaenger, scope: input}\n"
                          "metric: {column: Name, value: Wert}\n"
                          "metrics:\n"
                          "  - {from: C/N, key: rf.cn, unit: dB, scale: 0.1, step: 0.01}\n"
                          "  - {from: Lock, key: rf.lock, kind: state, states: [unknown, locked]}\n"
                          "  - {from: Loss, key: rtp.lost, kind: counter, unit: '{packet}'}\n");
        const auto mapping = config::readMapping(in("map.yaml"));
        GOOD(mapping);
        QCOMPARE(mapping->separator, ';');
        QVERIFY(mapping->timeForm == config::MappedTime::Milliseconds);
        QCOMPARE(mapping->node.fixed, std::string("teleport"));
        QVERIFY(mapping->scope == model::Scope::Input);
        QCOMPARE(mapping->metrics.size(), std::size_t{3});
        QCOMPARE(mapping->metrics[0].scale, 0.1);
        QCOMPARE(mapping->metrics[2].info.step, 1.0);

        write("bad.yaml", "time: {column: t, form: days}\nnode: {}\nmetrics:\n"
                          "  - {from: a, key: x, kind: state}\n  - {from: b, key: x}\n");
        const auto bad = config::readMapping(in("bad.yaml"));
        QVERIFY(!bad);
        const std::string& message = bad.error().message;
        for (const char* part : {"bad.yaml:1:", "expected either 'column' or 'is'",
                                 "a state needs its 'states'", "'x' is given twice"}) {
            QVERIFY2(message.find(part) != std::string::npos, message.c_str());
        }
    }

private:
    [[nodiscard]] std::filesystem::path in(const std::string& name) const {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    void write(const std::string& name, const std::string& text) const {
        QFile file(in(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), static_cast<qint64>(text.size()));
    }
    QTemporaryDir m_dir;
};

QTEST_APPLESS_MAIN(TestExchange)
#include "tst_exchange.moc"
