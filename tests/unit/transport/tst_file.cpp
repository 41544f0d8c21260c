// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <map>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/transport/receiver.h"
#include "core/transport/tsplayback.h"
#include "tests/unit/transport/recordingsink.h"
#include "tests/unit/transport/tsbuilder.h"

using namespace vigie;
using namespace vigie::transport;
using vigie::transport::test::bytesOf;
using vigie::transport::test::clockedStream;
using vigie::transport::test::plainPacket;
using vigie::transport::test::RecordingSink;
using vigie::transport::test::stampAt;

namespace {

constexpr int patienceMs = 20'000;
constexpr std::int64_t step = pcrHz / 50; // 20 ms

std::vector<TsPacket> packetsOf(const std::vector<std::byte>& bytes) {
    std::vector<TsPacket> out(bytes.size() / 188);
    std::memcpy(out.data(), bytes.data(), out.size() * 188);
    return out;
}

int ccOf(const TsPacket& packet) {
    return std::to_integer<int>(packet[3] & std::byte{0x0f});
}

} // namespace

class TestFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char* name, const std::vector<std::byte>& bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            return {};
        }
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
        return file.fileName().toStdString();
    }

private slots:
    void layouts_data() {
        QTest::addColumn<std::size_t>("before");
        QTest::addColumn<std::size_t>("behind");
        QTest::newRow("188") << std::size_t{0} << std::size_t{0};
        QTest::newRow("192") << std::size_t{4} << std::size_t{0};
        QTest::newRow("204") << std::size_t{0} << std::size_t{16};
    }
    void layouts() {
        QFETCH(std::size_t, before);
        QFETCH(std::size_t, behind);
        const auto packets = clockedStream(1000, 20, step, 3);
        const auto bytes = bytesOf(packets, before, behind);
        const auto layout = detectLayout(bytes);
        QVERIFY(layout);
        QCOMPARE(layout->stride, 188 + before + behind);
        QCOMPARE(layout->first, before);
        auto reader = TsFileReader::open(write("layout.ts", bytes));
        QVERIFY(reader);
        for (int pass = 0; pass < 2; ++pass) {
            for (const auto& packet : packets) {
                QVERIFY(reader->next() == packet);
            }
            QVERIFY(!reader->next());
            reader->rewind();
        }
    }
    void damageIsSkipped() {
        const auto packets = clockedStream(1000, 20, step, 3);
        auto bytes = bytesOf(packets);
        bytes.insert(bytes.begin() + 40 * 188, 77, std::byte{0});
        auto reader = TsFileReader::open(write("damaged.ts", bytes));
        QVERIFY(reader);
        std::size_t count = 0;
        while (const auto packet = reader->next()) {
            QVERIFY(*packet == packets[count]);
            ++count;
        }
        QCOMPARE(count, packets.size());
    }
    void whatCannotBePlayedIsToldInWords() {
        const auto text = write("text.ts", std::vector<std::byte>(5000, std::byte{'x'}));
        const auto empty = write("empty.ts", {});
        const auto clockless =
            write("clockless.ts", bytesOf(std::vector<TsPacket>(50, plainPacket(300, 0))));
        const auto standing = write("standing.ts", bytesOf(clockedStream(1000, 20, 0, 3)));
        const auto missing = m_folder.filePath("missing.ts").toStdString();
        const std::pair<std::string, std::string> cases[] = {
            {text, text + " is not a transport stream"},
            {empty, empty + " is empty"},
            {missing, missing + " cannot be opened: No such file or directory"},
            {m_folder.path().toStdString(),
             m_folder.path().toStdString() + " is a folder, not a transport stream"},
            {clockless, clockless + " carries no running programme clock (PCR), so that its pace "
                                    "is not known"},
            {standing, standing + " carries no running programme clock (PCR), so that its pace "
                                  "is not known"},
        };
        for (const auto& [path, words] : cases) {
            RecordingSink sink;
            const auto receiver = Receiver::create("file", {path}).value();
            receiver->start(sink);
            QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Failed), patienceMs);
            QCOMPARE(sink.reason(), words);
            receiver->stop();
        }
    }
    void clocksGoOnOverTheLoop_data() {
        QTest::addColumn<qint64>("firstPcr");
        QTest::newRow("from the start") << qint64{0};
        QTest::newRow("odd extension") << qint64{123'457};
        QTest::newRow("over the wrap") << qint64{pcrWrap - 5 * step};
    }
    void clocksGoOnOverTheLoop() {
        QFETCH(qint64, firstPcr);
        constexpr int clocks = 10;
        constexpr int between = 3;
        constexpr int head = 2;
        const auto stream = clockedStream(firstPcr, clocks, step, between, head);
        auto playback = TsPlayback::open(write("loop.ts", bytesOf(stream)), true);
        QVERIFY(playback);
        std::optional<std::int64_t> lastPcr;
        std::map<std::uint16_t, int> counters;
        double ticks = 0;
        std::size_t packets = 0;
        while (playback->passes() < 40) {
            const auto run = playback->next();
            QVERIFY(run && !run->packets.empty());
            ticks += run->ticks;
            packets += run->packets.size();
            for (const auto& packet : run->packets) {
                const auto pid = pidOf(packet);
                if (counters.contains(pid)) {
                    QCOMPARE(ccOf(packet), (counters[pid] + 1) & 0x0f);
                }
                counters[pid] = ccOf(packet);
                const auto pcr = pcrOf(packet);
                if (!pcr) {
                    continue;
                }
                if (lastPcr) {
                    const auto gone = (*pcr - *lastPcr + pcrWrap) % pcrWrap;
                    // The head of the next pass lies in between, at the same pace.
                    const bool isJoin = gone > step;
                    QVERIFY2(std::llabs(gone - (isJoin ? step + step / 4 * head : step)) <= 300,
                             std::to_string(gone).c_str());
                }
                lastPcr = pcr;
                const auto base = static_cast<std::uint64_t>(*pcr / 300);
                const auto wrap = std::uint64_t{1} << 33;
                QCOMPARE(stampAt(&packet[26]), base);
                QCOMPARE(stampAt(&packet[21]), (base + 3600) % wrap);
            }
        }
        QCOMPARE(packets, 40 * stream.size());
        // Four packets a step, whatever the pass.
        QVERIFY(std::abs(ticks - static_cast<double>(packets) * step / 4) < 40 * 300);
    }
    void jumpInTheFileIsPlayedOver() {
        auto stream = clockedStream(1000, 10, step, 3);
        const auto later = clockedStream(1000 + 3600 * pcrHz, 10, step, 3);
        stream.insert(stream.end(), later.begin(), later.end());
        auto playback = TsPlayback::open(write("jump.ts", bytesOf(stream)), false);
        QVERIFY(playback);
        double ticks = 0;
        while (const auto run = playback->next()) {
            ticks += run->ticks;
        }
        QCOMPARE(ticks, 20.0 * step);
    }
    void playsAtItsPace() {
        const auto stream = clockedStream(1000, 25, step, 13); // 0.5 s
        RecordingSink sink;
        const auto receiver =
            Receiver::create("file",
                             {"file://" + write("pace.ts", bytesOf(stream, 4, 0)) + "?loop=false"})
                .value();
        const auto before = base::SystemClock::instance().now();
        receiver->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::NoData), patienceMs);
        const auto after = base::SystemClock::instance().now();
        QCOMPARE(sink.reason(), std::string("end of the file"));
        QVERIFY(packetsOf(sink.bytes()) == stream);
        QVERIFY(after.mono - before.mono >= std::chrono::milliseconds(490));
        const auto calls = sink.calls();
        QCOMPARE(calls.size(), 50U);
        for (std::size_t i = 1; i < calls.size(); ++i) {
            // Due times, not the times of waking: exact, unless the host stalled for a second.
            const auto stepNs = (calls[i].second.mono - calls[i - 1].second.mono).count();
            QVERIFY2(std::llabs(stepNs - 10'000'000) <= 1 || stepNs > 1'000'000'000,
                     std::to_string(stepNs).c_str());
        }
        QVERIFY(calls.front().second.mono >= before.mono);
        receiver->stop();
        QCOMPARE(receiver->figures().bytes, stream.size() * 188);
    }
    void loopsWithoutRestart() {
        const auto stream = clockedStream(1000, 5, pcrHz / 500, 2);
        RecordingSink sink;
        const auto receiver =
            Receiver::create("file", {write("loops.ts", bytesOf(stream))}).value();
        receiver->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(sink.size() > 5 * stream.size() * 188, patienceMs);
        QElapsedTimer timer;
        timer.start();
        receiver->stop();
        QVERIFY(timer.elapsed() < 2000);
        QCOMPARE(sink.restarts(), 0);
        QCOMPARE(sink.states().size(), 2U);
    }
    void aFileThatComesLaterIsPlayed() {
        const auto path = m_folder.filePath("later.ts").toStdString();
        RecordingSink sink;
        const auto receiver = Receiver::create("file", {path}).value();
        receiver->start(sink);
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Failed), patienceMs);
        write("later.ts", bytesOf(clockedStream(1000, 25, step, 13)));
        QTRY_VERIFY_WITH_TIMEOUT(sink.isIn(LinkState::Receiving), patienceMs);
        receiver->stop();
    }
};

QTEST_GUILESS_MAIN(TestFile)
#include "tst_file.moc"
