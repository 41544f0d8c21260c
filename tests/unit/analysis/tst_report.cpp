// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/analysis/analysis.h"
#include "core/model/metric.h"
#include "tests/unit/analysis/schemacheck.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;
using tswriter::append;
using tswriter::Buffer;
using Json = nlohmann::ordered_json;

namespace {

/// A service with H.264 (PID 0x101, carries the PCR) and MPEG audio (0x102) at a constant rate:
/// 40 packets each 20 ms, 3.008 Mbit/s. The switches take effect for what is written next.
class Programme {
public:
    void run(int milliseconds) {
        for (int i = 0; i < milliseconds / 20; ++i) {
            step();
        }
    }
    void jumpPcr(std::int64_t ticks) { m_offset += ticks; }

    bool hasVideo = true;
    bool hasPat = true;
    Buffer bytes;

private:
    void step() {
        const std::size_t end = bytes.size() + std::size_t{40} * 188;
        const std::uint64_t pcr =
            static_cast<std::uint64_t>(27'000'000 + m_offset) + m_step * 540'000;
        const std::uint64_t pts = pcr / 300 + 45'000;
        tswriter::PacketOptions options;
        options.pcr = pcr;
        append(bytes, m_writer.packet(0x101, {}, options));
        if (m_step % 5 == 0 && hasPat) {
            append(bytes, m_writer.section(0, tswriter::patSection({{1, 0x100}})));
        }
        if (m_step % 5 == 0) {
            append(bytes, m_writer.section(0x100, tswriter::pmtSection(1, 0x101, m_streams)));
        }
        if (m_step % 50 == 0) {
            append(bytes,
                   m_writer.section(0x11, tswriter::sdtSection(1, tswriter::bytesOf("House"),
                                                               tswriter::bytesOf("One \x86\x01"))));
        }
        if (m_step % 2 == 0 && hasVideo) {
            append(bytes,
                   m_writer.unit(0x101, tswriter::pesPacket(0xe0, pts, Buffer(900, 0x55), false)));
        }
        if (m_step % 2 == 1) {
            append(bytes, m_writer.unit(0x102, tswriter::pesPacket(0xc0, pts, Buffer(120, 0xaa))));
        }
        while (bytes.size() < end) {
            append(bytes, tswriter::Writer::null());
        }
        ++m_step;
    }

    tswriter::Writer m_writer;
    std::uint64_t m_step = 0;
    std::int64_t m_offset = 0;
    std::vector<tswriter::Stream> m_streams{
        {0x1b, 0x101, {}}, {0x03, 0x102, tswriter::descriptor(0x0a, {'f', 'r', 'a', 0})}};
};

analysis::Options options() {
    analysis::Options wanted;
    wanted.profile = ts::Profile::dvb();
    return wanted;
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    std::filesystem::path write(const char* name, const Buffer& bytes) {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::ofstream out(path, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
        return path;
    }
    analysis::Report analyze(const Buffer& bytes, const analysis::Options& wanted = options()) {
        const auto report = analysis::analyzeFile(write("stream.ts", bytes), wanted);
        return report ? *report : analysis::Report{};
    }
    static const analysis::CheckReport& checkOf(const analysis::Report& report, ts::Check check) {
        return report.checks.at(static_cast<std::size_t>(check));
    }

private slots:
    void figuresAreThoseOfTheStream() {
        Programme programme;
        programme.run(6000);
        const auto report = analyze(programme.bytes);
        QCOMPARE(report.source, std::string("stream.ts"));
        QCOMPARE(report.totals.packets, std::uint64_t{12'000});
        QCOMPARE(report.totals.packetSize, 188);
        QVERIFY(report.duration && std::abs(*report.duration - 6) < 1e-3);
        QVERIFY(report.bitrate && std::abs(*report.bitrate - 3'008'000) < 1);
        QCOMPARE(report.strayBytes, std::uint64_t{0});
        QCOMPARE(report.services.size(), std::size_t{1});
        QCOMPARE(report.services[0].streams.size(), std::size_t{2});
        QCOMPARE(report.services[0].streams[1].figures.language, std::string("fra"));
        double sum = 0;
        for (const auto& pid : report.pids) {
            sum += pid.bitrate.value();
        }
        QVERIFY(std::abs(sum - *report.bitrate) < 1);
        QVERIFY(report.time.kind == analysis::TimeBasis::Kind::Pcr);
        QCOMPARE(report.time.pid.value(), std::uint16_t{0x101});
        // Arrival was made of PCRs: no jitter is told.
        QVERIFY(!report.services[0].figures.pcrJitter);
        QVERIFY(!report.services[0].figures.pcr.overallJitterNs);
        QVERIFY(!report.link && !report.isLive && !report.isCut);
    }

    void everyCheckIsThereInItsOrder() {
        Programme programme;
        programme.run(1000);
        const auto json = Json::parse(analysis::toJson(analyze(programme.bytes)));
        std::vector<std::string> keys;
        for (const auto& [key, value] : json.at("checks").items()) {
            keys.push_back(key);
            // Never a count of a check that cannot say ok or error without a reason.
            const auto state = value.at("state").get<std::string>();
            QCOMPARE(value.at("reason").is_null(), state == "ok" || state == "error");
        }
        QVERIFY(keys == model::tr101290Checks());
    }

    void theSchemaHolds() {
        QFile file(VIGIE_SOURCE_DIR "/docs/analyze.schema.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const SchemaCheck schema(nlohmann::json::parse(file.readAll().toStdString()));
        Programme programme;
        programme.run(2000);
        programme.hasPat = programme.hasVideo = false;
        programme.run(3000);
        const auto bytes = analysis::toJson(analyze(programme.bytes));
        const auto faults = schema.faultsOf(nlohmann::json::parse(bytes));
        QVERIFY2(faults.empty(), faults.empty() ? "" : faults.front().c_str());
        // And the checker sees what does not fit.
        auto broken = nlohmann::json::parse(bytes);
        broken["checks"].erase("1.4");
        broken["packets"] = "12";
        broken["more"] = 1;
        QCOMPARE(schema.faultsOf(broken).size(), std::size_t{3});
    }

    void theSameBytesGiveTheSameReport() {
        Programme programme;
        programme.run(3000);
        programme.hasVideo = false;
        programme.run(3000);
        const auto path = write("same.ts", programme.bytes);
        const auto first = analysis::analyzeFileToJson(path, options());
        const auto second = analysis::analyzeFileToJson(path, options());
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
    }

    void absenceIsJudgedByTheStreamsClock() {
        Programme programme;
        programme.run(3000);
        programme.hasPat = false;
        programme.run(3000);
        programme.hasPat = true;
        programme.run(1000);
        const auto report = analyze(programme.bytes);
        const auto& check = checkOf(report, ts::Check::PatError2);
        QCOMPARE(check.count, std::uint64_t{1});
        QVERIFY(check.state == ts::CheckState::Error && !check.isErrorAtEnd);
        // The last PAT was at 2.9 s; half a second later it is missed, and until 6 s.
        QVERIFY2(std::abs(check.first.value() - 3.4) < 0.05, std::to_string(*check.first).c_str());
        QVERIFY2(std::abs(check.last.value() - 6.0) < 0.05, std::to_string(*check.last).c_str());
    }

    void vanishedVideoIsToldInTwoSeconds() {
        Programme programme;
        programme.run(4000);
        programme.hasVideo = false; // its PCR goes on, and so does every counter
        programme.run(4000);
        const auto report = analyze(programme.bytes);
        const auto& check = checkOf(report, ts::Check::EsStopped);
        QCOMPARE(check.count, std::uint64_t{1});
        QVERIFY(check.isErrorAtEnd);
        QVERIFY(check.first.value() > 4 && check.first.value() <= 6);
        QCOMPARE(checkOf(report, ts::Check::ContinuityCountError).count, std::uint64_t{0});
    }

    void aJumpIsNoAbsence() {
        Programme programme;
        programme.run(3000);
        programme.jumpPcr(std::int64_t{27'000'000} * 7200);
        programme.run(3000);
        const auto report = analyze(programme.bytes);
        QCOMPARE(report.time.jumps, std::uint64_t{1});
        QVERIFY(std::abs(report.duration.value() - 6) < 1e-3);
        QCOMPARE(checkOf(report, ts::Check::PatError2).count, std::uint64_t{0});
        QCOMPARE(checkOf(report, ts::Check::PidError).count, std::uint64_t{0});
        QVERIFY(checkOf(report, ts::Check::PcrDiscontinuityError).count >= 1);
    }

    void eventsAreBoundedAndCounted() {
        Programme programme;
        programme.run(2000);
        Buffer bytes = programme.bytes;
        for (std::size_t packet = 1000; packet < 1040; ++packet) {
            bytes[packet * 188 + 1] |= 0x80; // transport_error_indicator
        }
        auto wanted = options();
        wanted.maximumEvents = 10;
        const auto report = analyze(bytes, wanted);
        QCOMPARE(checkOf(report, ts::Check::TransportError).count, std::uint64_t{40});
        QCOMPARE(report.events.size(), std::size_t{10});
        const auto all = analyze(bytes);
        QCOMPARE(all.events.size(), report.eventsDropped + 10);
        QCOMPARE(all.eventsDropped, std::uint64_t{0});
        QVERIFY(std::is_sorted(all.events.begin(), all.events.end(),
                               [](const auto& a, const auto& b) { return a.at < b.at; }));
    }

    void aTimeLimitCuts() {
        Programme programme;
        programme.run(6000);
        auto wanted = options();
        wanted.seconds = 2;
        const auto report = analyze(programme.bytes, wanted);
        QVERIFY(report.isCut);
        QVERIFY(std::abs(report.duration.value() - 2) < 0.03);
    }

    void withoutPcrsNothingIsGuessed() {
        Buffer bytes;
        tswriter::Writer writer;
        for (int i = 0; i < 500; ++i) {
            append(bytes, writer.section(0, tswriter::patSection({{1, 0x100}})));
        }
        const auto report = analyze(bytes);
        QVERIFY(report.time.kind == analysis::TimeBasis::Kind::Assumed);
        QVERIFY(!report.duration && !report.bitrate && !report.pids.at(0).bitrate);
        const auto json = Json::parse(analysis::toJson(report));
        QVERIFY(json.at("duration").is_null() && json.at("bitrate").is_null());
        // Half a second without a PMT may or may not have passed.
        for (const ts::Check check :
             {ts::Check::PatError2, ts::Check::PmtError2, ts::Check::PcrRepetitionError,
              ts::Check::SiRepetitionError}) {
            QVERIFY(checkOf(report, check).state == ts::CheckState::NotMeasurable);
            QCOMPARE(checkOf(report, check).count, std::uint64_t{0});
        }
        QVERIFY(checkOf(report, ts::Check::ContinuityCountError).state == ts::CheckState::Ok);
    }

    void aForeignTableIsFoundWithoutTime() {
        Buffer bytes;
        tswriter::Writer writer;
        for (int i = 0; i < 200; ++i) {
            append(bytes, writer.section(0, tswriter::patSection({{1, 0x100}})));
            append(bytes, writer.section(0, tswriter::pmtSection(1, 0x1fff, {})));
        }
        const auto report = analyze(bytes);
        QVERIFY(report.time.kind == analysis::TimeBasis::Kind::Assumed);
        QVERIFY(checkOf(report, ts::Check::PatError2).state == ts::CheckState::Error);
    }

    void cutPacketsAreStrayBytes() {
        Programme programme;
        programme.run(1000);
        programme.bytes.erase(programme.bytes.end() - 100, programme.bytes.end());
        QCOMPARE(analyze(programme.bytes).strayBytes, std::uint64_t{88});
    }

    void whatCannotBeReadIsToldInWords_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << "" << QByteArray() << "No such file";
        QTest::newRow("empty") << "empty.ts" << QByteArray() << "is empty";
        QTest::newRow("text") << "text.ts" << QByteArray("Hello, world.\n").repeated(500)
                              << "no transport stream";
        QTest::newRow("zeros") << "zeros.ts" << QByteArray(100'000, '\0') << "no transport stream";
        QTest::newRow("folder") << "." << QByteArray() << "Is a directory";
    }
    void whatCannotBeReadIsToldInWords() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        std::filesystem::path path(m_folder.filePath(name).toStdString());
        if (name.isEmpty()) {
            path = m_folder.filePath("nothing-here.ts").toStdString();
        } else if (name != ".") {
            path = write(name.toStdString().c_str(), Buffer(bytes.begin(), bytes.end()));
        }
        const auto report = analysis::analyzeFile(path, options());
        QVERIFY(!report);
        QVERIFY2(QString::fromStdString(report.error().message).contains(says),
                 report.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
