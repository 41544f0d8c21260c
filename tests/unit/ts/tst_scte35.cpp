// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/scte35.h"

#include <QtTest>

#include "tests/unit/ts/tsbench.h"

using namespace vigie;
using namespace tsbench;
using ts::SpliceInfo;

namespace {

constexpr std::uint16_t splicePid = 0x1f0;
constexpr std::uint64_t wrap = std::uint64_t{1} << 33;

Buffer put(std::initializer_list<int> bytes) {
    Buffer out;
    for (const int byte : bytes) {
        out.push_back(static_cast<std::uint8_t>(byte));
    }
    return out;
}

/// splice_time() with its flag.
Buffer spliceTime(std::uint64_t pts) {
    Buffer out{static_cast<std::uint8_t>(0xfe | (pts >> 32))};
    tswriter::put32(out, static_cast<std::uint32_t>(pts));
    return out;
}

Buffer spliceSection(std::uint8_t type, const Buffer& command, const Buffer& descriptors = {},
                     std::uint64_t adjustment = 0, bool isLengthKnown = true) {
    Buffer out{0xfc};
    tswriter::put16(
        out, static_cast<unsigned>(0x3000 + 11 + command.size() + 2 + descriptors.size() + 4));
    out.push_back(0); // protocol_version
    out.push_back(static_cast<std::uint8_t>((adjustment >> 32) & 1));
    tswriter::put32(out, static_cast<std::uint32_t>(adjustment));
    out.push_back(0xff); // cw_index
    const auto length = isLengthKnown ? static_cast<unsigned>(command.size()) : 0xfffu;
    out.push_back(0xff);
    tswriter::put16(out, 0xf000u | length);
    out.push_back(type);
    tswriter::append(out, command);
    tswriter::put16(out, static_cast<unsigned>(descriptors.size()));
    tswriter::append(out, descriptors);
    tswriter::put32(out, tswriter::crc32Mpeg2(out));
    return out;
}

Buffer insertCommand(std::uint32_t eventId, std::uint64_t pts,
                     std::optional<std::uint64_t> duration) {
    Buffer out;
    tswriter::put32(out, eventId);
    out.push_back(0x7f);
    out.push_back(static_cast<std::uint8_t>(0xcf | (duration ? 0x20 : 0)));
    tswriter::append(out, spliceTime(pts));
    if (duration) {
        tswriter::append(out, spliceTime(*duration)); // auto_return 1, the same layout
    }
    tswriter::append(out, put({0x12, 0x34, 2, 3}));
    return out;
}

Buffer segmentationDescriptor(std::uint32_t eventId, std::uint8_t type, const Buffer& upid,
                              std::optional<std::uint64_t> duration) {
    Buffer body = tswriter::bytesOf("CUEI");
    tswriter::put32(body, eventId);
    body.push_back(0x7f);
    body.push_back(static_cast<std::uint8_t>(0xbf | (duration ? 0x40 : 0)));
    if (duration) {
        body.push_back(static_cast<std::uint8_t>(*duration >> 32));
        tswriter::put32(body, static_cast<std::uint32_t>(*duration));
    }
    body.push_back(0x08);
    body.push_back(static_cast<std::uint8_t>(upid.size()));
    tswriter::append(body, upid);
    tswriter::append(body, put({type, 1, 2}));
    return tswriter::descriptor(0x02, body);
}

std::optional<SpliceInfo> read(const Buffer& section) {
    return ts::readSpliceInfo(section);
}

/// The bench's service with splice information.
struct SpliceBench : Bench {
    SpliceBench() { streams.push_back({0x86, splicePid, {}}); }
    void splice(const Buffer& section) { feed(writer.section(splicePid, section)); }
    /// The programme clock at the last step, 90 kHz.
    [[nodiscard]] std::uint64_t clock() const {
        const auto ticks = static_cast<std::uint64_t>((now - period).count()) * 27 / 1000;
        return (pcrStart + ticks) / 300 % wrap;
    }
};

} // namespace

class TestScte35 : public QObject {
    Q_OBJECT
private slots:
    void readsInsert();
    void readsCancelAndImmediate();
    void readsTimeSignal();
    void readsWithoutCommandLength();
    void adjustmentWraps();
    void keepsOnlyTheHeaderOfEncrypted();
    void refusesDamage();
    void namesThings();
    void analyzerTellsOnce();
    void analyzerKnowsTheTime();
    void analyzerDropsBadCrc();
    void noClockNoTime();
    void unannouncedIsToldWithoutService();
};

void TestScte35::readsInsert() {
    const auto info = read(spliceSection(0x05, insertCommand(0x4800008f, 0x07369c02e, 0x52ccf5)));
    QVERIFY(info);
    QCOMPARE(info->command, SpliceInfo::Command::Insert);
    QCOMPARE(*info->eventId, 0x4800008fu);
    QCOMPARE(*info->isOutOfNetwork, true);
    QVERIFY(!info->isImmediate && !info->isCanceled && info->isAutoReturn);
    QCOMPARE(*info->splicePts, std::uint64_t{0x07369c02e});
    QCOMPARE(*info->breakDuration, std::uint64_t{0x52ccf5});
    QCOMPARE(*info->uniqueProgramId, std::uint16_t{0x1234});
    QCOMPARE(info->availNumber, std::uint8_t{2});
    QCOMPARE(info->availsExpected, std::uint8_t{3});
    QCOMPARE(info->tier, std::uint16_t{0xfff});
}

void TestScte35::readsCancelAndImmediate() {
    auto info = read(spliceSection(0x05, put({0, 0, 0, 9, 0xff})));
    QVERIFY(info && info->isCanceled);
    QCOMPARE(*info->eventId, 9u);
    QVERIFY(!info->isOutOfNetwork && !info->splicePts);

    info = read(spliceSection(0x05, put({0, 0, 0, 9, 0x7f, 0x5f, 0, 1, 0, 0})));
    QVERIFY(info && info->isImmediate && !info->splicePts);
    QCOMPARE(*info->isOutOfNetwork, false);

    // Component by component.
    Buffer command = put({0, 0, 0, 9, 0x7f, 0x8f, 2, 1});
    tswriter::append(command, spliceTime(90'000));
    command.push_back(2);
    tswriter::append(command, spliceTime(95'000));
    tswriter::append(command, put({0, 1, 0, 0}));
    info = read(spliceSection(0x05, command));
    QVERIFY(info);
    QCOMPARE(*info->splicePts, std::uint64_t{90'000});
}

void TestScte35::readsTimeSignal() {
    Buffer descriptors = segmentationDescriptor(77, 0x30, put({0xab, 0xcd}), 2'700'000);
    tswriter::append(descriptors, tswriter::descriptor(0x00, tswriter::bytesOf("CUEIabcd")));
    tswriter::append(descriptors, segmentationDescriptor(78, 0x36, {}, std::nullopt));
    const auto info = read(spliceSection(0x06, spliceTime(900'000), descriptors));
    QVERIFY(info);
    QCOMPARE(info->command, SpliceInfo::Command::TimeSignal);
    QCOMPARE(*info->splicePts, std::uint64_t{900'000});
    QCOMPARE(info->segmentations.size(), std::size_t{2});
    const ts::Segmentation& first = info->segmentations[0];
    QCOMPARE(first.eventId, 77u);
    QCOMPARE(first.type, std::uint8_t{0x30});
    QCOMPARE(*first.duration, std::uint64_t{2'700'000});
    QCOMPARE(first.upidType, std::uint8_t{8});
    QCOMPARE(QString::fromStdString(first.upid), QString("abcd"));
    QCOMPARE(first.number, std::uint8_t{1});
    QCOMPARE(first.expected, std::uint8_t{2});
    QVERIFY(!info->segmentations[1].duration);
    // No time: immediately.
    const auto now = read(spliceSection(0x06, put({0x7f})));
    QVERIFY(now && !now->splicePts);
}

void TestScte35::readsWithoutCommandLength() {
    const auto info = read(spliceSection(0x06, spliceTime(900'000),
                                         segmentationDescriptor(7, 0x10, {}, {}), 0, false));
    QVERIFY(info);
    QCOMPARE(*info->splicePts, std::uint64_t{900'000});
    QCOMPARE(info->segmentations.size(), std::size_t{1});
}

void TestScte35::adjustmentWraps() {
    const auto info = read(spliceSection(0x06, spliceTime(wrap - 100), {}, 350));
    QVERIFY(info);
    QCOMPARE(*info->splicePts, std::uint64_t{250});
}

void TestScte35::keepsOnlyTheHeaderOfEncrypted() {
    Buffer section = spliceSection(0x05, insertCommand(1, 2, 3));
    section[4] |= 0x80;
    const auto info = read(section);
    QVERIFY(info && info->isEncrypted && !info->eventId && !info->splicePts);
    QCOMPARE(info->command, SpliceInfo::Command::Private);
}

void TestScte35::refusesDamage() {
    const Buffer good = spliceSection(0x05, insertCommand(1, 2, 3),
                                      segmentationDescriptor(7, 0x10, put({1, 2}), 5));
    QVERIFY(read(good));
    for (std::size_t size = 0; size < good.size(); ++size) {
        QVERIFY(!read(Buffer(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))));
    }
    Buffer other = good;
    other[0] = 0xfd;
    QVERIFY(!read(other));
    other = good;
    other[3] = 1; // protocol_version
    QVERIFY(!read(other));
    other = good;
    other[12] = 0xf0; // splice_command_length beyond the section
    QVERIFY(!read(other));
    // The command ends before its own fields do.
    QVERIFY(!read(spliceSection(0x05, put({0, 0, 0, 1, 0x7f, 0xcf, 0xfe}))));
    // A descriptor loop longer than what is there.
    other = spliceSection(0x00, {});
    other[15] = 9;
    QVERIFY(!read(other));
}

void TestScte35::namesThings() {
    QCOMPARE(ts::spliceCommandName(SpliceInfo::Command::Insert), std::string_view("splice_insert"));
    QCOMPARE(ts::spliceCommandName(static_cast<SpliceInfo::Command>(0x55)),
             std::string_view("reserved"));
    QCOMPARE(ts::segmentationName(0x30), std::string_view("Provider advertisement start"));
    QCOMPARE(ts::segmentationName(0x99), std::string_view());
}

void TestScte35::analyzerTellsOnce() {
    SpliceBench bench;
    bench.run(1s);
    const Buffer one = spliceSection(0x05, insertCommand(1, 5'000, {}));
    bench.splice(one);
    bench.splice(one);
    QCOMPARE(bench.recorder.splices.size(), std::size_t{1});
    bench.splice(spliceSection(0x05, insertCommand(2, 5'000, {})));
    QCOMPARE(bench.recorder.splices.size(), std::size_t{2});
    // Repeats that are at most 10 s apart are no news, however long they last.
    bench.run(9s);
    bench.splice(one);
    bench.run(9s);
    bench.splice(one);
    QCOMPARE(bench.recorder.splices.size(), std::size_t{2});
    bench.run(10s + Bench::period);
    bench.splice(one);
    QCOMPARE(bench.recorder.splices.size(), std::size_t{3});
    QCOMPARE(bench.recorder.splices[0].pid, splicePid);
    QCOMPARE(bench.recorder.splices[0].serviceId, std::uint16_t{1});
}

void TestScte35::analyzerKnowsTheTime() {
    SpliceBench bench;
    bench.pcrStart = (wrap - 90'000) * 300; // the splice lies behind the wrap of the clock
    bench.run(500ms);
    const std::uint64_t splice = (bench.clock() + 8 * 90'000) % wrap;
    bench.splice(spliceSection(0x06, spliceTime(splice)));
    QCOMPARE(bench.recorder.splices.size(), std::size_t{1});
    const ts::SpliceEvent& event = bench.recorder.splices[0];
    QVERIFY(event.clock && event.untilSplice);
    // The packets before it carried the clock of one step ago.
    QCOMPARE(*event.untilSplice, base::Nanoseconds(8s) - Bench::period);
    bench.splice(spliceSection(0x06, spliceTime((bench.clock() + wrap - 90'000) % wrap)));
    QVERIFY(*bench.recorder.splices[1].untilSplice < base::Nanoseconds(-1s));
    bench.splice(spliceSection(0x06, put({0x7f})));
    QVERIFY(!bench.recorder.splices[2].untilSplice && bench.recorder.splices[2].clock);
}

void TestScte35::analyzerDropsBadCrc() {
    SpliceBench bench;
    bench.run(1s);
    Buffer bad = spliceSection(0x05, insertCommand(1, 5'000, {}));
    bad[14] ^= 1;
    bench.splice(bad);
    bench.run(1s);
    QVERIFY(bench.recorder.splices.empty());
    QCOMPARE(bench.errors(ts::Check::CrcError), std::uint64_t{0});
}

void TestScte35::noClockNoTime() {
    SpliceBench bench;
    bench.hasPcr = false;
    bench.run(1s);
    bench.splice(spliceSection(0x05, insertCommand(1, 5'000, {})));
    QCOMPARE(bench.recorder.splices.size(), std::size_t{1});
    QVERIFY(!bench.recorder.splices[0].clock && !bench.recorder.splices[0].untilSplice);
}

void TestScte35::unannouncedIsToldWithoutService() {
    SpliceBench bench;
    bench.streams.pop_back(); // the PMT does not name it
    const Buffer early = spliceSection(0x05, insertCommand(1, 5'000, {}));
    bench.hasPat = bench.hasPmt = false;
    bench.step();
    bench.splice(early); // too early to know that nothing will
    QVERIFY(bench.recorder.splices.empty());
    bench.hasPat = bench.hasPmt = true;
    bench.run(2s);
    bench.splice(early);
    QCOMPARE(bench.recorder.splices.size(), std::size_t{1});
    QCOMPARE(bench.recorder.splices[0].serviceId, std::uint16_t{0});
    QVERIFY(bench.recorder.splices[0].untilSplice); // there is one clock only
    bench.splice(early);
    QCOMPARE(bench.recorder.splices.size(), std::size_t{1});
    // What only begins like it is left alone.
    Buffer other(20, 0x00);
    other[0] = 0xfc;
    bench.feed(bench.writer.section(0x1e0, other));
    QCOMPARE(bench.recorder.splices.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestScte35)
#include "tst_scte35.moc"
