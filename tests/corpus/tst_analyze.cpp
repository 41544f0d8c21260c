// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `vigiectl analyze` says of real streams, against what others measured on them.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>

#include "core/analysis/analysis.h"
#include "tests/corpus/corpustable.h"

using namespace vigie;
using corpus::Row;
using ts::Check;

namespace {

/// A counter of the table, and what it is called here.
struct Counter {
    const char* name;
    Check check;
};
constexpr std::array<Counter, 12> counters{{
    {"TS_sync_loss", Check::TsSyncLoss},
    {"Sync_byte_error", Check::SyncByteError},
    {"PAT_error_2", Check::PatError2},
    {"Continuity_count_error", Check::ContinuityCountError},
    {"pmt_error_2", Check::PmtError2},
    {"PID_error", Check::PidError},
    {"Transport_error", Check::TransportError},
    {"CRC_error", Check::CrcError},
    {"PCR_repetition_error", Check::PcrRepetitionError},
    {"PCR_discontinuity_indicator_error", Check::PcrDiscontinuityError},
    {"PTS_error", Check::PtsError},
    {"Unreferenced_PID", Check::UnreferencedPid},
}};

/// Where we count otherwise, and the clause that says so.
struct Difference {
    const char* file;
    Check check;
    std::uint64_t ours;
    const char* why;
};
const std::vector<Difference> differences{
    {"eyevinn/80s_with_ad.ts", Check::PcrRepetitionError, 80,
     "2.3.a: a second goes by after the last PCR too, and the clock sees it"},
    {"eyevinn/80s_with_ad.ts", Check::PtsError, 0,
     "2.5: no two PTS of a stream are 700 ms apart anywhere in it"},
    {"mux.js/test-middle-pat-pmt.ts", Check::PatError2, 0,
     "1.3.a: 0.5 s pass neither before the PAT nor after it; the table's clock goes faster"},
    {"mux.js/test-middle-pat-pmt.ts", Check::PmtError2, 0, "1.5.a: the same"},
    {"tsduck-test/test-030.ts", Check::ContinuityCountError, 12,
     "2.1: a packet with transport_error_indicator counts for nothing else, so that it is missing"},
    {"tsduck-test/test-030.ts", Check::CrcError, 0,
     "2.2: sections with such packets in them are not judged: 2.1 has told of them"},
    {"tsduck-test/test-127.ts", Check::PatError2, 0,
     "1.3.a: the file lasts milliseconds and tells no time: no half second can be missed"},
    {"tsduck-test/test-137.ts", Check::PmtError2, 4,
     "1.5.a: each program_map_PID of the PAT is tested; four of five never come"},
    {"tsduck-test/test-142.ts", Check::TsSyncLoss, 2,
     "1.1: two wrong sync bytes lose it, five right ones find it again, twice"},
    {"tsduck-test/test-142.ts", Check::SyncByteError, 4,
     "1.2: counted while in step; the table counts at a fixed distance over all of it"},
    {"tsduck-test/test-142.ts", Check::ContinuityCountError, 0,
     "1.4: after a loss of sync the counters begin anew"},
    {"tsduck-test/test-142.ts", Check::TransportError, 0,
     "2.1: what was found out of step is no packet"},
    {"tsduck-test/test-144.ts", Check::ContinuityCountError, 3,
     "1.4: adaptation_field_control 00 is reserved: the packet counts for nothing"},
};

const analysis::CheckReport& checkOf(const analysis::Report& report, Check check) {
    return report.checks.at(static_cast<std::size_t>(check));
}

std::vector<std::uint8_t> readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int pidOf(const std::uint8_t* packet) {
    return ((packet[1] & 0x1f) << 8) | packet[2];
}
bool hasPcr(const std::uint8_t* packet) {
    return (packet[3] & 0x20) != 0 && packet[4] >= 7 && (packet[5] & 0x10) != 0;
}

/// How much of a file lies outside its first and last PCR, 0 to 1: there time is the rate's.
double shareOutsidePcrs(const std::vector<std::uint8_t>& bytes, int stride) {
    const auto step = static_cast<std::size_t>(stride);
    const std::size_t offset = stride == 192 ? 4 : 0;
    std::optional<std::size_t> first;
    std::size_t last = 0;
    for (std::size_t at = offset; at + 188 <= bytes.size(); at += step) {
        if (bytes[at] == 0x47 && (bytes[at + 1] & 0x80) == 0 && hasPcr(&bytes[at])) {
            first = first.value_or(at);
            last = at;
        }
    }
    const auto inside = static_cast<double>(last - first.value_or(last));
    return 1 - inside / static_cast<double>(bytes.size());
}

/// The same stream without one PID's payload from a packet on. Null packets take its place; a PCR
/// stays, in a packet without payload, whose counter does not move: 1.4 and 2.3 see nothing.
std::vector<std::uint8_t> withoutPayload(std::vector<std::uint8_t> bytes, int pid,
                                         std::size_t fromPacket) {
    int counter = 0;
    for (std::size_t n = 0; (n + 1) * 188 <= bytes.size(); ++n) {
        std::uint8_t* const packet = &bytes[n * 188];
        if (pidOf(packet) != pid) {
            continue;
        }
        if (n < fromPacket) {
            counter = packet[3] & 15;
        } else if (hasPcr(packet)) {
            packet[1] &= 0x1f; // no unit begins
            packet[3] = static_cast<std::uint8_t>(0x20 | counter);
            packet[4] = 183;
            packet[5] = 0x10;
            std::fill(packet + 12, packet + 188, std::uint8_t{0xff});
        } else {
            const std::array<std::uint8_t, 4> header{0x47, 0x1f, 0xff, 0x10};
            std::copy(header.begin(), header.end(), packet);
            std::fill(packet + 4, packet + 188, std::uint8_t{0xff});
        }
    }
    return bytes;
}

} // namespace

class TestCorpusAnalyze : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void agrees_data();
    void agrees();
    void sameBytesOut_data() { agrees_data(); }
    void sameBytesOut();
    void vanishedVideo_data();
    void vanishedVideo();

private:
    void checkTime(const analysis::Report& report, const Row& row, const std::string& path);
    void checkCounters(const analysis::Report& report, const Row& row);
    static analysis::Report analyze(const std::string& path) {
        analysis::Options options;
        options.profile = ts::Profile::dvb();
        auto report = analysis::analyzeFile(path, options);
        return report ? std::move(*report) : analysis::Report{};
    }
    std::vector<Row> m_rows;
    QTemporaryDir m_folder;
};

void TestCorpusAnalyze::initTestCase() {
    if (corpus::folder().empty()) {
        QSKIP("Skipped: VIGIE_CORPUS does not name the folder of corpus streams.");
    }
    m_rows = corpus::readTable(corpus::folder() + "/README.md");
    QVERIFY2(m_rows.size() >= 20, "the corpus' README has no table of measurements");
}

void TestCorpusAnalyze::agrees_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        QTest::newRow(m_rows[i].file.c_str()) << static_cast<int>(i);
    }
}

void TestCorpusAnalyze::agrees() {
    QFETCH(int, index);
    const Row& row = m_rows[static_cast<std::size_t>(index)];
    const std::string path = corpus::folder() + "/" + row.file;
    const auto report = analyze(path);
    const auto distance = [](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };
    if (row.badSyncs > 0) {
        // Out of step bytes are no packets, and shifted ones are found where the table sees none.
        QVERIFY(distance(report.totals.packets, row.packets) <= row.badSyncs);
        QVERIFY(distance(report.pids.size(), row.pids) <= row.badSyncs);
    } else if (report.totals.packetSize == 188) {
        QCOMPARE(report.totals.packets, row.packets);
        QCOMPARE(report.pids.size(), row.pids);
    } else {
        // The four bytes before the first sync byte are the first packet's: counted from the sync
        // byte on, the last packet seems cut.
        QVERIFY(distance(report.totals.packets, row.packets) <= 1);
        QCOMPARE(report.pids.size(), row.pids);
    }
    QCOMPARE(report.services.size(), row.services);
    QCOMPARE(report.totals.bytes, std::uint64_t{std::filesystem::file_size(path)});
    std::uint64_t ccErrors = 0;
    for (const auto& pid : report.pids) {
        ccErrors += pid.figures.ccErrors;
    }
    QCOMPARE(ccErrors, checkOf(report, Check::ContinuityCountError).count);
    checkTime(report, row, path);
    checkCounters(report, row);
}

void TestCorpusAnalyze::checkTime(const analysis::Report& report, const Row& row,
                                  const std::string& path) {
    QCOMPARE(report.bitrate.has_value(), row.pcrBitrate > 0);
    // Where there are no PCRs the table assumes a rate; we say that we do not know.
    QCOMPARE(report.duration.has_value(), row.pcrBitrate > 0);
    if (!report.duration) {
        QVERIFY(report.time.kind == analysis::TimeBasis::Kind::Assumed);
        return;
    }
    const double outside = shareOutsidePcrs(readFile(path), report.totals.packetSize);
    const double difference = std::abs(*report.duration - row.seconds) / row.seconds;
    QVERIFY2(difference <= 0.001 + 2 * outside,
             qPrintable(QString("%1 s, the table has %2 s, %3 of it outside PCRs")
                            .arg(*report.duration)
                            .arg(row.seconds)
                            .arg(outside)));
    // The bits of everything by all the time: by how much the rate varies within does not matter.
    const double mean = static_cast<double>(report.totals.packets) * 1504 / *report.duration;
    QVERIFY(std::abs(mean - *report.bitrate) / mean <= 0.001 + 2 * outside);
}

void TestCorpusAnalyze::checkCounters(const analysis::Report& report, const Row& row) {
    for (const Counter& counter : counters) {
        const auto& check = checkOf(report, counter.check);
        const auto known =
            std::find_if(differences.begin(), differences.end(), [&](const Difference& difference) {
                return row.file == difference.file && counter.check == difference.check;
            });
        const std::uint64_t theirs =
            known != differences.end() ? known->ours : row.counter(counter.name);
        // The table holds a second count of 1.4, by the rule "one identical repeat is allowed".
        const bool isSecondRule = counter.check == Check::ContinuityCountError &&
                                  known == differences.end() && check.count == row.ccErrorsByRule2;
        QVERIFY2(
            check.count == theirs || isSecondRule,
            qPrintable(QString("%1: %2, not %3").arg(counter.name).arg(check.count).arg(theirs)));
    }
    // The tables of service information that a profile asks for are missed once their time has
    // passed, and no sooner; the table's analyzer looks only at those that it has seen.
    const std::array<std::pair<Check, double>, 4> absences{{{Check::NitActualError, 10},
                                                            {Check::SdtActualError, 2},
                                                            {Check::EitActualError, 2},
                                                            {Check::TdtError, 30}}};
    for (const auto& [check, seconds] : absences) {
        const auto& found = checkOf(report, check);
        QVERIFY(found.count == 0 || *found.first >= seconds);
    }
}

void TestCorpusAnalyze::sameBytesOut() {
    QFETCH(int, index);
    const std::string path = corpus::folder() + "/" + m_rows[static_cast<std::size_t>(index)].file;
    analysis::Options options;
    options.profile = ts::Profile::dvb();
    const auto first = analysis::analyzeFileToJson(path, options);
    const auto second = analysis::analyzeFileToJson(path, options);
    QVERIFY(first && second);
    QVERIFY(*first == *second);
}

void TestCorpusAnalyze::vanishedVideo_data() {
    QTest::addColumn<QString>("file");
    for (const char* file :
         {"gst/test.ts", "eyevinn/80s_with_ad.ts", "tsduck-test/test-064.ts",
          "tsduck-test/test-072.ts", "moq/ffmpeg.ts",
          "mpeg-ts-analyzer/sample_188byte_video_mpeg2_320x240_25fps_audio_mp2_48000Hz.ts"}) {
        QTest::newRow(file) << QString(file);
    }
}

void TestCorpusAnalyze::vanishedVideo() {
    QFETCH(QString, file);
    const std::string path = corpus::folder() + "/" + file.toStdString();
    const auto before = analyze(path);
    int video = -1;
    for (const auto& stream : before.services.at(0).streams) {
        if (stream.figures.streamClass == ts::StreamClass::Video) {
            video = stream.figures.pid;
        }
    }
    QVERIFY(video >= 0);
    QCOMPARE(checkOf(before, Check::EsStopped).count, std::uint64_t{0});

    const auto bytes = readFile(path);
    const std::size_t half = bytes.size() / 188 / 2;
    const auto spoiled = withoutPayload(bytes, video, half);
    const std::string copy = m_folder.filePath("spoiled.ts").toStdString();
    std::ofstream(copy, std::ios::binary)
        .write(reinterpret_cast<const char*>(spoiled.data()),
               static_cast<std::streamsize>(spoiled.size()));
    // When the last payload came, by an analysis of what was there until then.
    const std::string head = m_folder.filePath("head.ts").toStdString();
    std::ofstream(head, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(half * 188));
    const double cut = analyze(head).duration.value();

    const auto after = analyze(copy);
    const auto& stopped = checkOf(after, Check::EsStopped);
    QVERIFY(stopped.count >= 1);
    QVERIFY2(*stopped.first <= cut + 2,
             qPrintable(QString("gone at %1 s, told at %2 s").arg(cut).arg(*stopped.first)));
    for (const Check check : {Check::TransportError, Check::CrcError, Check::PcrDiscontinuityError,
                              Check::PatError2, Check::PmtError2}) {
        QCOMPARE(checkOf(after, check).count, checkOf(before, check).count);
    }
    QVERIFY(checkOf(after, Check::ContinuityCountError).count <=
            checkOf(before, Check::ContinuityCountError).count);
}

QTEST_APPLESS_MAIN(TestCorpusAnalyze)
#include "tst_analyze.moc"
