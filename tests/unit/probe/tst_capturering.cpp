// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>
#include <thread>

#include "core/probe/captureextract.h"
#include "core/probe/capturering.h"
#include "core/probe/ringwriter.h"
#include "tests/unit/probe/capturesupport.h"

using namespace vigie;
using namespace vigie::probe;
using namespace vigie::probe::test;
using namespace std::chrono_literals;

/// The ring alone, flushed by hand at moments that the test names.
class TestCaptureRing : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] std::filesystem::path ringFolder() const {
        return pathOf(*m_folder) / "ring" / "in";
    }
    [[nodiscard]] std::unique_ptr<CaptureRing> makeRing(RingLimits limits) const {
        return std::make_unique<CaptureRing>("in", ringFolder(), limits);
    }
    /// What an extract of everything holds, read back through a file.
    [[nodiscard]] std::string contentOf(const CaptureRing& ring) const {
        const auto extract = ring.extract(at(-1000s).mono, at(1000s).mono);
        const auto path = pathOf(*m_folder) / "extract.ts";
        const auto written = writeExtract(extract, path, {});
        if (!written) {
            return "failed: " + written.error().message;
        }
        std::string text = textOf(path);
        std::filesystem::remove(path);
        return text;
    }
    [[nodiscard]] std::size_t segments() const {
        std::error_code error;
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(ringFolder(), error)) {
            count += entry.path().extension() == ".ts" ? 1 : 0;
        }
        return count;
    }
    [[nodiscard]] std::uint64_t bytesOnDisk() const {
        std::uint64_t bytes = 0;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(ringFolder(), error)) {
            bytes += entry.file_size();
        }
        return bytes;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void givesBackExactlyWhatCame() {
        const auto ring = makeRing({.bytes = 50'000'000});
        std::string sent;
        for (int second = 0; second < 10; ++second) {
            for (int datagram = 0; datagram < 20; ++datagram) {
                const std::string bytes = packets(7);
                ring->push(bytesOf(bytes), at(second * 1s + datagram * 50ms));
                sent += bytes;
            }
            ring->flush(at(second * 1s + 1s));
        }
        QVERIFY(segments() > 3);
        QVERIFY(contentOf(*ring) == sent);
        const auto status = ring->status(at(10s).mono);
        QVERIFY(status.failure.empty());
        QCOMPARE(*status.seconds, 9.95);
        QCOMPARE(status.droppedBytes, std::uint64_t(0));
    }

    void anExtractIsTheSecondsAskedFor() {
        const auto ring = makeRing({.bytes = 50'000'000});
        std::vector<std::string> seconds;
        for (int second = 0; second < 10; ++second) {
            seconds.push_back(packets(10));
            ring->push(bytesOf(seconds.back()), at(second * 1s));
        }
        ring->flush(at(10s));
        const auto extract = ring->extract(at(3s).mono, at(5s).mono);
        QVERIFY(extract.from == at(3s).utc);
        QVERIFY(extract.to == at(5s).utc);
        const auto path = pathOf(*m_folder) / "x.ts";
        QVERIFY(writeExtract(extract, path, {}));
        QVERIFY(textOf(path) == seconds[3] + seconds[4] + seconds[5]);
        QCOMPARE(ring->extract(at(20s).mono, at(30s).mono).bytes, std::uint64_t(0));
        QVERIFY(ring->flushedUpTo() == at(10s).mono);
    }

    void wrapsByBytes() {
        constexpr std::uint64_t limit = 400'000;
        const auto ring = makeRing({.bytes = limit});
        std::string sent;
        for (int i = 0; i < 100; ++i) {
            const std::string bytes = packets(70); // 13 kB
            ring->push(bytesOf(bytes), at(i * 100ms));
            sent += bytes;
            ring->flush(at(i * 100ms));
            QVERIFY(bytesOnDisk() <= limit);
        }
        const std::string kept = contentOf(*ring);
        QVERIFY(kept.size() > limit / 2);
        QVERIFY(sent.ends_with(kept));
    }

    void wrapsByTime() {
        const auto ring = makeRing({.bytes = 50'000'000, .time = 5s});
        for (int second = 0; second < 30; ++second) {
            const std::string bytes = packets(10);
            ring->push(bytesOf(bytes), at(second * 1s));
            ring->flush(at(second * 1s));
        }
        const double held = *ring->status(at(29s).mono).seconds;
        QVERIFY2(held >= 5 && held <= 8, qPrintable(QString::number(held)));
        // Nothing comes any more: what is there grows old all the same.
        ring->flush(at(100s));
        QCOMPARE(*ring->status(at(100s).mono).seconds, 0.0);
        QCOMPARE(segments(), std::size_t(0));
    }

    void startsAndEndsAtPackets_data() {
        QTest::addColumn<int>("packetSize");
        QTest::newRow("188") << 188;
        QTest::newRow("192") << 192;
        QTest::newRow("204") << 204;
    }
    void startsAndEndsAtPackets() {
        QFETCH(int, packetSize);
        const auto ring = makeRing({.bytes = 50'000'000});
        const std::string whole = packets(2000, static_cast<std::size_t>(packetSize));
        // In pieces that know nothing of packets, one each 20 ms.
        std::size_t cut = 0;
        for (int i = 0; cut < whole.size(); ++i) {
            const std::string piece = whole.substr(cut, 1000);
            ring->push(bytesOf(piece), at(i * 20ms));
            cut += piece.size();
        }
        ring->flush(at(10s));
        const auto path = pathOf(*m_folder) / "x.ts";
        const auto written = writeExtract(ring->extract(at(1s).mono, at(2s).mono), path, {});
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        QCOMPARE(*written->packetSize, std::size_t(packetSize));
        const std::string text = textOf(path);
        QCOMPARE(text.size() % std::size_t(packetSize), std::size_t(0));
        const auto found = whole.find(text);
        QVERIFY(found != std::string::npos);
        QCOMPARE(found % std::size_t(packetSize), std::size_t(0));
        // No more than a packet is lost at either end.
        QVERIFY(51 * 1000 - text.size() < 2 * std::size_t(packetSize));
        QCOMPARE(written->bytes, std::uint64_t(text.size()));
    }

    void garbageIsKeptAsItCame() {
        const auto ring = makeRing({.bytes = 50'000'000});
        const std::string noise(10'000, '\x11');
        ring->push(bytesOf(noise), at(1s));
        ring->flush(at(2s));
        const auto path = pathOf(*m_folder) / "x.ts";
        const auto written = writeExtract(ring->extract(at(0s).mono, at(2s).mono), path, {});
        QVERIFY(written);
        QVERIFY(!written->packetSize);
        QVERIFY(textOf(path) == noise);
    }

    void gapsAndRestartsAreMarked() {
        const auto ring = makeRing({.bytes = 50'000'000});
        const std::string bytes = packets(7);
        ring->push(bytesOf(bytes), at(1s));
        ring->noteLoss(3, at(1001ms));
        ring->push(bytesOf(bytes), at(1002ms)); // within 10 ms: yet a place of its own
        ring->flush(at(1100ms));
        ring->noteRestart(at(1200ms));
        ring->flush(at(1250ms)); // before the byte that it is about
        ring->push(bytesOf(bytes), at(1300ms));
        ring->flush(at(2s));
        const auto extract = ring->extract(at(0s).mono, at(3s).mono);
        QCOMPARE(extract.marks.size(), std::size_t(2));
        QVERIFY(extract.marks[0].kind == RingMark::Kind::Lost);
        QCOMPARE(extract.marks[0].amount, std::uint64_t(3));
        QCOMPARE(extract.marks[0].offset, std::uint64_t(7 * 188));
        QVERIFY(extract.marks[1].kind == RingMark::Kind::Restart);
        QCOMPARE(extract.marks[1].offset, std::uint64_t(14 * 188));
        QCOMPARE(ring->extract(at(1200ms).mono, at(3s).mono).marks[0].offset, std::uint64_t(0));
    }

    void slowDiskDropsAndCounts() {
        const auto ring = makeRing({.bytes = 50'000'000, .waitingBytes = 10 * 188});
        const std::string bytes = packets(7);
        ring->push(bytesOf(bytes), at(1s));
        ring->push(bytesOf(bytes), at(1100ms)); // nobody writes: no room
        ring->push(bytesOf(bytes), at(1200ms));
        auto status = ring->status(at(1300ms).mono);
        QCOMPARE(status.droppedBytes, std::uint64_t(14 * 188));
        QVERIFY(!status.failure.empty());
        QVERIFY(!status.seconds);
        const auto begin = ring->takeTransition(at(1300ms));
        QVERIFY(begin && begin->phase == model::EventPhase::Begin);
        QCOMPARE(begin->code, std::string("capture.ring_failed"));
        QCOMPARE(begin->subject, std::string("in"));
        QVERIFY(!ring->takeTransition(at(1400ms)));
        ring->flush(at(1400ms));
        ring->push(bytesOf(bytes), at(1500ms));
        ring->flush(at(1600ms));
        const auto end = ring->takeTransition(at(4s));
        QVERIFY(end && end->phase == model::EventPhase::End);
        const auto extract = ring->extract(at(0s).mono, at(4s).mono);
        QCOMPARE(extract.bytes, std::uint64_t(14 * 188));
        QCOMPARE(extract.marks.size(), std::size_t(1));
        QVERIFY(extract.marks[0].kind == RingMark::Kind::Dropped);
        QCOMPARE(extract.marks[0].amount, std::uint64_t(14 * 188));
        QCOMPARE(extract.marks[0].offset, std::uint64_t(7 * 188));
    }

    void fullDiskSaysSoAndResumes() {
        const auto ring = makeRing({.bytes = 50'000'000});
        const std::string good = packets(100);
        ring->push(bytesOf(good), at(1s));
        ring->flush(at(1s));
        const std::string big = packets(1000);
        {
            const SpaceLimit noSpace(64'000); // as a full disk: a part is written, then no more
            ring->push(bytesOf(big), at(2s));
            ring->flush(at(2s));
            const auto status = ring->status(at(2s).mono);
            QVERIFY2(status.failure.find("cannot write") == 0, status.failure.c_str());
            QVERIFY(!status.seconds);
            QCOMPARE(status.droppedBytes, std::uint64_t(big.size()));
            ring->push(bytesOf(big), at(2500ms)); // not even tried
            ring->flush(at(2500ms));
            QCOMPARE(ring->status(at(2500ms).mono).droppedBytes, std::uint64_t(2 * big.size()));
            QVERIFY(bytesOnDisk() == good.size()); // nothing half written stays
        }
        ring->push(bytesOf(good), at(5s));
        ring->flush(at(5s));
        const auto status = ring->status(at(5s).mono);
        QVERIFY2(status.failure.empty(), status.failure.c_str());
        QCOMPARE(*status.seconds, 4.0);
        QVERIFY(contentOf(*ring) == good + good);
        const auto marks = ring->extract(at(0s).mono, at(9s).mono).marks;
        QCOMPARE(marks.size(), std::size_t(1));
        QCOMPARE(marks[0].amount, std::uint64_t(2 * big.size()));
        QCOMPARE(marks[0].offset, std::uint64_t(good.size()));
    }

    void unusableFolderSaysSoAndResumes() {
        // A file where a folder is to be: not even root can write there.
        const auto blocker = pathOf(*m_folder) / "ring";
        std::ofstream(blocker) << "in the way";
        const auto ring = makeRing({.bytes = 50'000'000});
        const std::string bytes = packets(7);
        ring->push(bytesOf(bytes), at(1s));
        ring->flush(at(1s));
        QVERIFY(ring->status(at(1s).mono).failure.find("cannot make") == 0);
        std::filesystem::remove(blocker);
        ring->push(bytesOf(bytes), at(4s));
        ring->flush(at(4s));
        QVERIFY(ring->status(at(4s).mono).failure.empty());
        QVERIFY(contentOf(*ring) == bytes);
    }

    void whatWasWrittenBeforeAFailureIsNotCountedAsDropped() {
        const auto ring = makeRing({.bytes = 4'000'000, .segmentBytes = 100'000});
        const std::string small = packets(100);
        const std::string big = packets(1000);
        {
            const SpaceLimit limit(64'000);
            ring->push(bytesOf(small), at(1s));
            ring->push(bytesOf(big), at(1500ms)); // a segment of its own, and too much for it
            ring->flush(at(2s));
        }
        QCOMPARE(ring->status(at(2s).mono).droppedBytes, std::uint64_t(big.size()));
        QVERIFY(contentOf(*ring) == small);
    }

    void aFailureLeavesWhatIsKept() {
        const auto ring = makeRing({.bytes = 50'000'000});
        const std::string first = packets(100);
        ring->push(bytesOf(first), at(1s));
        ring->flush(at(1s));
        const std::string second = packets(100);
        {
            const FileLimit noFiles; // the next segment cannot be opened
            ring->push(bytesOf(second), at(5s));
            ring->flush(at(5s));
            QVERIFY(ring->status(at(5s).mono).failure.find("cannot write") == 0);
        }
        ring->push(bytesOf(second), at(9s));
        ring->flush(at(9s));
        QVERIFY2(contentOf(*ring) == first + second, contentOf(*ring).substr(0, 100).c_str());
    }

    void removesItsOwnLeftoversOnly() {
        std::filesystem::create_directories(ringFolder() / "seg-0000000009.ts");
        for (const char* name : {"seg-0000000001.ts", "seg-1.ts", "notes.txt", "holiday.ts"}) {
            std::ofstream(ringFolder() / name) << "x";
        }
        {
            const auto ring = makeRing({.bytes = 50'000'000});
            const std::string bytes = packets(7);
            ring->push(bytesOf(bytes), at(1s));
            ring->flush(at(1s));
            QVERIFY(contentOf(*ring) == bytes);
        }
        QVERIFY(!std::filesystem::exists(ringFolder() / "seg-0000000001.ts"));
        for (const char* name : {"seg-1.ts", "notes.txt", "holiday.ts", "seg-0000000009.ts"}) {
            QVERIFY2(std::filesystem::exists(ringFolder() / name), name);
        }
    }

    void anExtractOutlivesItsFilesPlace() {
        const auto ring = makeRing({.bytes = 400'000});
        const std::string bytes = packets(70);
        ring->push(bytesOf(bytes), at(1s));
        ring->flush(at(1s));
        const auto extract = ring->extract(at(0s).mono, at(2s).mono);
        for (int i = 0; i < 60; ++i) {
            const std::string more = packets(70);
            ring->push(bytesOf(more), at(2s + i * 100ms));
            ring->flush(at(2s + i * 100ms));
        }
        QCOMPARE(ring->extract(at(0s).mono, at(1500ms).mono).bytes, std::uint64_t(0));
        const auto path = pathOf(*m_folder) / "x.ts";
        QVERIFY(writeExtract(extract, path, {}));
        QVERIFY(textOf(path) == bytes);
    }

    void writesWhileOthersAsk() {
        FolderLock lock(pathOf(*m_folder));
        const auto ring =
            std::make_shared<CaptureRing>("in", ringFolder(), RingLimits{.bytes = 50'000'000});
        RingWriter writer(lock, pathOf(*m_folder) / "ring");
        writer.add(ring);
        writer.start();
        std::jthread reader([&ring](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                const auto now = base::SystemClock::instance().now();
                static_cast<void>(ring->status(now.mono));
                static_cast<void>(ring->extract(now.mono - 10s, now.mono));
                std::this_thread::yield();
            }
        });
        std::string sent;
        for (int i = 0; i < 2000; ++i) {
            const std::string bytes = packets(7);
            ring->push(bytesOf(bytes), base::SystemClock::instance().now());
            sent += bytes;
        }
        const auto end = base::SystemClock::instance().now().mono;
        QTRY_VERIFY_WITH_TIMEOUT(ring->flushedUpTo() > end, 20000);
        reader.request_stop();
        reader.join();
        writer.stop();
        const auto extract = ring->extract(end - 60s, end + 60s);
        const auto path = pathOf(*m_folder) / "x.ts";
        QVERIFY(writeExtract(extract, path, {}));
        QVERIFY(textOf(path) == sent);
        QCOMPARE(ring->status(end).droppedBytes, std::uint64_t(0));
    }

    void twoProcessesDoNotShareAFolder() {
        FolderLock first(pathOf(*m_folder));
        FolderLock second(pathOf(*m_folder));
        QVERIFY(first.take(at(0s).mono).empty());
        const std::string why = second.take(at(0s).mono);
        QVERIFY2(why.find("in use by another process") != std::string::npos, why.c_str());
    }
};

QTEST_APPLESS_MAIN(TestCaptureRing)
#include "tst_capturering.moc"
