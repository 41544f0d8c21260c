// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cstdint>
#include <span>
#include <vector>

#include "core/ts/h264.h"

using namespace vigie::ts;

namespace {

using Buffer = std::vector<std::uint8_t>;

std::span<const std::byte> view(const Buffer& bytes) {
    return std::as_bytes(std::span(bytes));
}

Buffer nal(std::uint8_t header, const Buffer& body, bool isLong = true) {
    Buffer out = isLong ? Buffer{0, 0, 0, 1} : Buffer{0, 0, 1};
    out.push_back(header);
    out.insert(out.end(), body.begin(), body.end());
    return out;
}

Buffer join(const std::vector<Buffer>& parts) {
    Buffer out;
    for (const Buffer& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

const Buffer aud = nal(0x09, {0xf0});
const Buffer sps = nal(0x67, {0x42, 0x00, 0x1e, 0x95});
const Buffer pps = nal(0x68, {0xce, 0x3c, 0x80});
const Buffer idr = nal(0x65, {0x88, 0x84, 0x21}, false);
const Buffer slice = nal(0x41, {0x9a, 0x24, 0x6c});

} // namespace

class TestH264 : public QObject {
    Q_OBJECT
private slots:
    void walksNalUnits();
    void nothingToWalk();
    void summarizes();
    void recoveryPoint();
    void splits();
    void splitKeepsEveryByte();
};

void TestH264::walksNalUnits() {
    const Buffer stream = join({{0xaa}, aud, idr, {0x00, 0x00}, slice});
    h264::NalReader reader(view(stream));
    const auto first = reader.next();
    QVERIFY(first && first->is(h264::NalType::AccessUnitDelimiter));
    QCOMPARE(first->start, std::size_t{1});
    QCOMPARE(first->bytes.size(), std::size_t{2});
    const auto second = reader.next();
    QVERIFY(second && second->is(h264::NalType::SliceIdr));
    // The trailing zeros are not its own.
    QCOMPARE(second->bytes.size(), std::size_t{4});
    const auto third = reader.next();
    QVERIFY(third && third->is(h264::NalType::Slice));
    QCOMPARE(third->bytes.size(), std::size_t{4});
    QVERIFY(!reader.next());
    QVERIFY(!reader.next());
}

void TestH264::nothingToWalk() {
    for (const Buffer& stream :
         {Buffer{}, Buffer{0}, Buffer{0, 0}, Buffer{0, 0, 1}, Buffer{0, 0, 0, 1},
          Buffer{1, 1, 1, 1}, Buffer{0, 0, 1, 0, 0, 1}, Buffer{0, 1, 0, 1}}) {
        h264::NalReader reader(view(stream));
        QVERIFY(!reader.next());
        QVERIFY(!h264::summarize(view(stream)).hasPicture);
    }
}

void TestH264::summarizes() {
    const auto key = h264::summarize(view(join({aud, sps, pps, idr})));
    QVERIFY(key.hasAud && key.hasSps && key.hasPps && key.hasIdr && key.hasPicture);
    QVERIFY(key.isRandomAccess() && !key.hasRecoveryPoint);
    const auto plain = h264::summarize(view(join({aud, slice})));
    QVERIFY(plain.hasPicture && !plain.isRandomAccess() && !plain.hasSps);
}

void TestH264::recoveryPoint() {
    const auto has = [](const Buffer& sei) {
        return h264::summarize(view(join({aud, nal(0x06, sei), slice}))).hasRecoveryPoint;
    };
    QVERIFY(has({0x06, 0x01, 0xc4, 0x80}));
    QVERIFY(!has({0x01, 0x01, 0xc4, 0x80}));
    // Behind another message, whose payload holds emulation prevention and a false type.
    QVERIFY(has({0x05, 0x04, 0x00, 0x00, 0x03, 0x01, 0x06, 0x06, 0x01, 0xc4, 0x80}));
    // Type 255 + 6 is another message.
    QVERIFY(!has({0xff, 0x06, 0x01, 0xc4, 0x80}));
    // A length past the end.
    QVERIFY(!has({0x05, 0x40, 0x06, 0x01, 0xc4, 0x80}));
    QVERIFY(!has({0x80}));
}

void TestH264::splits() {
    const Buffer one = join({aud, sps, pps, idr});
    const Buffer two = join({aud, slice});
    const Buffer both = join({one, two, two});
    const auto parts = h264::splitAccessUnits(view(both));
    QCOMPARE(parts.size(), std::size_t{3});
    QCOMPARE(parts[0].size(), one.size());
    QCOMPARE(parts[1].size(), two.size());
    QVERIFY(h264::summarize(parts[0]).hasIdr);
    QVERIFY(!h264::summarize(parts[1]).hasIdr);

    QCOMPARE(h264::splitAccessUnits(view(one)).size(), std::size_t{1});
    QCOMPARE(h264::splitAccessUnits(view(join({sps, pps, idr}))).size(), std::size_t{1});
    QVERIFY(h264::splitAccessUnits({}).empty());
    // Parameter sets before the first delimiter stay with it; the end of a picture does not.
    QCOMPARE(h264::splitAccessUnits(view(join({sps, aud, slice}))).size(), std::size_t{1});
    QCOMPARE(h264::splitAccessUnits(view(join({slice, aud, slice}))).size(), std::size_t{2});
}

void TestH264::splitKeepsEveryByte() {
    const Buffer stream = join({{0x12, 0x34}, aud, slice, {0, 0, 0}, aud, idr, aud});
    std::size_t size = 0;
    const std::byte* expected = view(stream).data();
    for (const auto& part : h264::splitAccessUnits(view(stream))) {
        QCOMPARE(part.data(), expected);
        expected += part.size();
        size += part.size();
    }
    QCOMPARE(size, stream.size());
}

QTEST_APPLESS_MAIN(TestH264)
#include "tst_h264.moc"
