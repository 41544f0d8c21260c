// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/ts/analyzer.h"
#include "tests/corpus/corpustable.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

using corpus::Row;

std::vector<std::uint8_t> readFile(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A plain look at the packets at fixed places, to time the playback and to judge where the table's
/// figure is another kind of mean. Shares nothing with the analyzer.
struct Scan {
    std::size_t stride = 188;
    std::size_t offset = 0;
    struct Pcr {
        std::size_t packet;
        double seconds;
    };
    /// Of the PID that carries the first PCR.
    std::vector<Pcr> pcrs;
    /// PID and table_id of sections that begin a payload, of the PIDs of service information.
    std::set<std::pair<int, int>> tables;

    /// How packets that are not fit to be counted are taken.
    struct CcRule {
        bool usesBadPackets;
        bool dropsReferencesAtBadSync;
    };

    explicit Scan(const std::vector<std::uint8_t>& bytes) : m_bytes(bytes) {
        const auto isStep = [&bytes](std::size_t at, std::size_t step) {
            for (std::size_t k = 0; k < 10; ++k) {
                if (at + k * step >= bytes.size() || bytes[at + k * step] != 0x47) {
                    return false;
                }
            }
            return true;
        };
        if (!isStep(0, 188) && isStep(4, 192)) {
            stride = 192;
            offset = 4;
        }
        for (std::size_t at = offset; at + 188 <= bytes.size(); at += stride) {
            const std::uint8_t* const p = &bytes[at];
            const int pid = ((p[1] & 0x1f) << 8) | p[2];
            if (p[0] == 0x47 && (p[1] & 0x40) != 0 && pid >= 0x10 && pid <= 0x14) {
                const std::size_t begin = (p[3] & 0x20) != 0 ? 5u + p[4] : 4u;
                const std::size_t section = begin < 187 ? begin + 1 + p[begin] : 188;
                if (section < 188) {
                    tables.emplace(pid, p[section]);
                }
            }
        }
        std::optional<int> pcrPid;
        for (std::size_t at = offset, n = 0; at + 188 <= bytes.size(); at += stride, ++n) {
            const std::uint8_t* const p = &bytes[at];
            if (p[0] != 0x47 || (p[1] & 0x80) != 0 || (p[3] & 0x20) == 0 || p[4] < 7 ||
                (p[5] & 0x10) == 0) {
                continue;
            }
            const int pid = ((p[1] & 0x1f) << 8) | p[2];
            if (pcrPid.value_or(pid) != pid) {
                continue;
            }
            pcrPid = pid;
            double base = 0;
            for (int i = 6; i < 10; ++i) {
                base = base * 256 + p[i];
            }
            const double ticks = (base * 2 + (p[10] >> 7)) * 300 + (((p[10] & 1) << 8) | p[11]);
            pcrs.push_back({n, ticks / 27e6});
        }
    }

    /// Continuity errors by the duplicate rule that core/ts documents: one identical repeat is
    /// legal, every later one counts.
    [[nodiscard]] std::uint64_t ccErrors(CcRule rule) const {
        struct State {
            int counter = 0;
            const std::uint8_t* payloadPacket = nullptr;
            bool isRepeated = false;
        };
        std::map<int, State> states;
        std::uint64_t errors = 0;
        for (std::size_t at = offset; at + 188 <= m_bytes.size(); at += stride) {
            const std::uint8_t* const p = &m_bytes[at];
            if (p[0] != 0x47) {
                if (rule.dropsReferencesAtBadSync) {
                    states.clear();
                }
                continue;
            }
            const int pid = ((p[1] & 0x1f) << 8) | p[2];
            const int control = (p[3] >> 4) & 3;
            const bool isBad = (p[1] & 0x80) != 0 || control == 0;
            if (pid == 0x1fff || (isBad && !rule.usesBadPackets)) {
                continue;
            }
            const bool hasPayload = (control & 1) != 0;
            const bool isAnnounced = control >= 2 && p[4] > 0 && (p[5] & 0x80) != 0;
            const int counter = p[3] & 15;
            const auto [found, isFirst] = states.try_emplace(pid);
            State& state = found->second;
            const int expected = hasPayload ? (state.counter + 1) % 16 : state.counter;
            if (!isFirst && !isAnnounced && counter != expected) {
                const bool isRepeat = hasPayload && counter == state.counter &&
                                      state.payloadPacket != nullptr &&
                                      std::equal(p, p + 188, state.payloadPacket);
                errors += isRepeat && !state.isRepeated ? 0 : 1;
                state.isRepeated = isRepeat;
            } else if (hasPayload) {
                state.isRepeated = false;
            }
            state.counter = counter;
            state.payloadPacket = hasPayload ? p : state.payloadPacket;
        }
        return errors;
    }

    /// When the packet arrives if the stream is played by its PCR; by the table's length where
    /// there are too few.
    [[nodiscard]] double arrival(std::size_t packet, const Row& row) const {
        const bool isMonotonic =
            pcrs.size() >= 2 &&
            std::is_sorted(pcrs.begin(), pcrs.end(),
                           [](const Pcr& a, const Pcr& b) { return a.seconds < b.seconds; });
        if (!isMonotonic) {
            return row.seconds * static_cast<double>(packet) / static_cast<double>(row.packets);
        }
        std::size_t i = 1;
        while (i + 1 < pcrs.size() && pcrs[i].packet < packet) {
            ++i;
        }
        const Pcr& a = pcrs[i - 1];
        const Pcr& b = pcrs[i];
        const double perPacket = (b.seconds - a.seconds) / static_cast<double>(b.packet - a.packet);
        return a.seconds - pcrs.front().seconds +
               (static_cast<double>(packet) - static_cast<double>(a.packet)) * perPacket;
    }

    /// The mean of the rates of the intervals, each counting the same, however long.
    [[nodiscard]] std::optional<double> meanOfRates() const {
        double sum = 0;
        int n = 0;
        for (std::size_t i = 1; i < pcrs.size(); ++i) {
            const double seconds = pcrs[i].seconds - pcrs[i - 1].seconds;
            if (seconds > 0) {
                sum += static_cast<double>(pcrs[i].packet - pcrs[i - 1].packet) * 1504 / seconds;
                ++n;
            }
        }
        return n > 0 ? std::optional(sum / n) : std::nullopt;
    }
    /// All bits between the first and the last PCR by the time between them.
    [[nodiscard]] std::optional<double> overallRate() const {
        if (pcrs.size() < 2) {
            return std::nullopt;
        }
        return static_cast<double>(pcrs.back().packet - pcrs.front().packet) * 1504 /
               (pcrs.back().seconds - pcrs.front().seconds);
    }

private:
    const std::vector<std::uint8_t>& m_bytes;
};

bool isWithin(double a, double b, double share) {
    return std::abs(a - b) <= share * std::abs(b);
}

/// Plays a file at the pace of its PCR, seven packets at a time as over IP; returns for how many
/// seconds.
double play(const std::vector<std::uint8_t>& bytes, const Scan& scan, const Row& row,
            ts::Analyzer& analyzer) {
    const std::size_t burst = 7 * scan.stride;
    double latest = 0;
    for (std::size_t at = 0; at < bytes.size(); at += burst) {
        const std::size_t size = std::min(burst, bytes.size() - at);
        latest = std::max(latest, scan.arrival((at + size) / scan.stride, row));
        const auto ns = static_cast<std::int64_t>(latest * 1e9);
        analyzer.feed(std::as_bytes(std::span(&bytes[at], size)),
                      {base::utcFromNs(1'700'000'000'000'000'000 + ns),
                       base::monoFromNs(1'000'000'000'000 + ns)});
    }
    return latest - std::max(0.0, scan.arrival(7, row));
}

} // namespace

/// The analyzer on real streams, against figures that others measured.
class TestCorpusAnalyzer : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void agrees_data();
    void agrees();
    void splitsDoNotMatter_data();
    void splitsDoNotMatter();

private:
    void checkPackets(const ts::Analyzer& analyzer, const Scan& scan, const Row& row,
                      std::size_t fileSize);
    void checkContinuity(const ts::Analyzer& analyzer, const Scan& scan, const Row& row);
    void checkRate(const ts::Analyzer& analyzer, const Scan& scan, const Row& row);
    void checkTables(const ts::Analyzer& analyzer, const Row& row, double seconds);
    void checkServiceInformation(const ts::Analyzer& analyzer, const Scan& scan, const Row& row,
                                 double seconds);
    std::vector<Row> m_rows;
};

void TestCorpusAnalyzer::initTestCase() {
    if (corpus::folder().empty()) {
        QSKIP("Skipped: VIGIE_CORPUS does not name the folder of corpus streams.");
    }
    m_rows = corpus::readTable(corpus::folder() + "/README.md");
    QVERIFY2(m_rows.size() >= 20, "the corpus' README has no table of measurements");
}

void TestCorpusAnalyzer::agrees_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        QTest::newRow(m_rows[i].file.c_str()) << static_cast<int>(i);
    }
}

void TestCorpusAnalyzer::agrees() {
    QFETCH(int, index);
    const Row& row = m_rows[static_cast<std::size_t>(index)];
    const auto bytes = readFile(corpus::folder() + "/" + row.file);
    QVERIFY(!bytes.empty());
    const Scan scan(bytes);

    ts::AnalyzerSink sink;
    ts::Analyzer analyzer(ts::Profile::dvb(), sink);
    const double seconds = play(bytes, scan, row, analyzer);
    checkPackets(analyzer, scan, row, bytes.size());
    checkContinuity(analyzer, scan, row);
    checkRate(analyzer, scan, row);
    checkTables(analyzer, row, seconds);
    checkServiceInformation(analyzer, scan, row, seconds);
}

void TestCorpusAnalyzer::checkPackets(const ts::Analyzer& analyzer, const Scan& scan,
                                      const Row& row, std::size_t fileSize) {
    const ts::Totals& totals = analyzer.totals();
    const std::uint64_t badSyncs = analyzer.check(ts::Check::SyncByteError).errors;
    const std::uint64_t losses = analyzer.check(ts::Check::TsSyncLoss).errors;
    std::size_t seen = 0;
    for (const ts::PidFigures& pid : analyzer.pids()) {
        seen += pid.packets > 0 ? 1 : 0;
    }
    const auto distance = [](std::size_t a, std::size_t b) { return a > b ? a - b : b - a; };

    QCOMPARE(totals.packetSize, static_cast<int>(scan.stride));
    if (row.badSyncs == 0) {
        QCOMPARE(badSyncs, std::uint64_t{0});
        QCOMPARE(losses, std::uint64_t{0});
        QCOMPARE(seen, row.pids);
    } else {
        // The table counts at a fixed distance over the whole file. TR 101 290 1.1 gives up after
        // two wrong sync bytes and looks for the step anew, so that packets which are only shifted
        // are found and no further ones are called wrong.
        QVERIFY(losses >= row.counter("TS_sync_loss"));
        QVERIFY(badSyncs >= 2 && badSyncs <= row.badSyncs * losses);
        QVERIFY(distance(seen, row.pids) <= row.badSyncs);
    }
    if (row.badSyncs != 0) {
        QVERIFY(distance(totals.packets, row.packets) <= row.badSyncs);
    } else if (scan.stride == 188) {
        QCOMPARE(totals.packets, row.packets);
    } else {
        // The four bytes before the first sync byte belong to the first packet: a count of whole
        // strides from that sync byte on misses the last one.
        QCOMPARE(totals.packets, std::uint64_t{fileSize / scan.stride});
        QVERIFY(distance(totals.packets, row.packets) <= 1);
    }
    QCOMPARE(analyzer.services().size(), row.services);
    QCOMPARE(analyzer.check(ts::Check::TransportError).errors, row.transportErrors);
}

void TestCorpusAnalyzer::checkContinuity(const ts::Analyzer& analyzer, const Scan& scan,
                                         const Row& row) {
    std::uint64_t errors = 0;
    for (const ts::PidFigures& pid : analyzer.pids()) {
        errors += pid.ccErrors;
    }
    QCOMPARE(errors, analyzer.check(ts::Check::ContinuityCountError).errors);

    // The table holds two counts of 1.4: one takes any standing counter for a duplicate, the other
    // (among the counters) compares the packets.
    const std::uint64_t compared = row.counter("Continuity_count_error");
    if (errors == row.ccErrors || errors == compared) {
        return;
    }
    // Otherwise the whole difference must come from two clauses: packets with
    // transport_error_indicator or the reserved adaptation_field_control 00 are used for nothing,
    // and after a loss of sync the counters begin anew.
    QCOMPARE(errors, scan.ccErrors({false, true}));
    const std::uint64_t withThem = scan.ccErrors({true, false});
    QVERIFY2(withThem == row.ccErrors || withThem == compared, std::to_string(withThem).c_str());
}

void TestCorpusAnalyzer::checkRate(const ts::Analyzer& analyzer, const Scan& scan, const Row& row) {
    const auto mean = analyzer.totals().pcrBitrateMean;
    QCOMPARE(mean.has_value(), row.pcrBitrate > 0);
    if (!mean) {
        return;
    }
    if (isWithin(*mean, row.pcrBitrate, 0.005)) {
        return;
    }
    // On a variable rate the table's figure is another mean: of the rates of the intervals, however
    // long each is, where ours is all bits by all time.
    QVERIFY(isWithin(*mean, scan.overallRate().value(), 0.0005));
    QVERIFY(isWithin(row.pcrBitrate, scan.meanOfRates().value(), 0.005));
}

void TestCorpusAnalyzer::checkTables(const ts::Analyzer& analyzer, const Row& row, double seconds) {
    struct Rule {
        ts::Check check;
        const char* counter;
        /// How many subjects a clock may miss that the table's analyzer, which begins with the
        /// first one that came and ends with the last, does not.
        std::uint64_t subjects;
    };
    for (const Rule& rule :
         {Rule{ts::Check::PatError2, "PAT_error_2", 1}, Rule{ts::Check::CrcError, "CRC_error", 0},
          Rule{ts::Check::PmtError2, "pmt_error_2", row.services},
          Rule{ts::Check::PcrRepetitionError, "PCR_repetition_error", 1},
          Rule{ts::Check::PcrDiscontinuityError, "PCR_discontinuity_indicator_error", 0}}) {
        const std::uint64_t errors = analyzer.check(rule.check).errors;
        const std::uint64_t theirs = row.counter(rule.counter);
        QVERIFY2(errors <= theirs + rule.subjects, rule.counter);
        // Fewer only where packets with transport_error_indicator made up their sections, or
        // before anything can be missed.
        QVERIFY2(errors >= theirs || row.transportErrors > 0 || seconds < 0.5, rule.counter);
    }
}

void TestCorpusAnalyzer::checkServiceInformation(const ts::Analyzer& analyzer, const Scan& scan,
                                                 const Row& row, double seconds) {
    struct Rule {
        ts::Check check;
        int pid;
        int tableId;
        double limit;
        std::uint64_t subjects;
        const char* counter;
    };
    for (const Rule& rule : {Rule{ts::Check::NitActualError, 0x10, 0x40, 10, 1, "NIT_actual_error"},
                             Rule{ts::Check::SdtActualError, 0x11, 0x42, 2, 1, "SDT_actual_error"},
                             Rule{ts::Check::EitActualError, 0x12, 0x4e, 2, 2, "EIT_actual_error"},
                             Rule{ts::Check::TdtError, 0x14, 0x70, 30, 1, "TDT_error"}}) {
        const std::uint64_t errors = analyzer.check(rule.check).errors;
        if (!scan.tables.contains({rule.pid, rule.tableId})) {
            // The text has the table missed after its time, whether it ever came or not (of the
            // EIT present and following each). The table's analyzer begins with the first one.
            QCOMPARE(errors, seconds > rule.limit ? rule.subjects : 0);
        } else if (rule.check == ts::Check::EitActualError) {
            // 25 ms between any two sections of the table_id, of whichever service, is what the
            // text says to the letter and the table's analyzer counts; no multiplex with several
            // services keeps it. Ours asks it of one section of one service.
            QVERIFY(errors <= row.counter(rule.counter));
        } else {
            QCOMPARE(errors, row.counter(rule.counter));
        }
    }
    // Nobody found anything here, and neither do we.
    for (const ts::Check check :
         {ts::Check::NitOtherError, ts::Check::SdtOtherError, ts::Check::EitOtherError,
          ts::Check::EitPfError, ts::Check::RstError}) {
        QCOMPARE(analyzer.check(check).errors, std::uint64_t{0});
    }
    // 3.2 is entailed by a gap or a repetition that another check found too.
    if (analyzer.check(ts::Check::SiRepetitionError).errors > 0) {
        QVERIFY(row.counter("NIT_actual_error") + row.counter("SDT_actual_error") +
                    row.counter("TDT_error") + row.counter("EIT_actual_error") >
                0);
    }
}

void TestCorpusAnalyzer::splitsDoNotMatter_data() {
    agrees_data();
}

void TestCorpusAnalyzer::splitsDoNotMatter() {
    QFETCH(int, index);
    const Row& row = m_rows[static_cast<std::size_t>(index)];
    auto bytes = readFile(corpus::folder() + "/" + row.file);
    bytes.resize(std::min<std::size_t>(bytes.size(), 200'000));
    ts::AnalyzerSink sink;
    ts::Analyzer whole(ts::Profile::dvb(), sink);
    ts::Analyzer split(ts::Profile::dvb(), sink);
    const base::Timestamp now{base::utcFromNs(1'700'000'000'000'000'000), base::monoFromNs(1)};
    whole.feed(std::as_bytes(std::span(bytes)), now);
    std::size_t size = 1;
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        size = size * 7 % 991 + 1;
        split.feed(std::as_bytes(std::span(bytes).subspan(at, std::min(size, bytes.size() - at))),
                   now);
    }
    QCOMPARE(split.totals().packets, whole.totals().packets);
    QCOMPARE(split.totals().bytes, whole.totals().bytes);
    QCOMPARE(split.services().size(), whole.services().size());
    for (std::size_t i = 0; i < ts::checkCount; ++i) {
        const auto check = static_cast<ts::Check>(i);
        QCOMPARE(split.check(check).errors, whole.check(check).errors);
    }
    const auto a = whole.pids();
    const auto b = split.pids();
    QCOMPARE(b.size(), a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        QCOMPARE(b[i].pid, a[i].pid);
        QCOMPARE(b[i].packets, a[i].packets);
        QCOMPARE(b[i].content, a[i].content);
    }
}

QTEST_APPLESS_MAIN(TestCorpusAnalyzer)
#include "tst_analyzer.moc"
