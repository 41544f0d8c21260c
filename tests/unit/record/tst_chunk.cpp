// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <random>
#include <string>

#include "core/record/bytes.h"
#include "core/record/chunk.h"
#include "core/record/compress.h"

using namespace vigie;

namespace {

record::ChunkHead sample() {
    record::ChunkHead head;
    head.kind = record::ChunkKind::Notes;
    head.version = 3;
    head.stream = 7;
    head.firstOrder = 1;
    head.lastOrder = ~std::uint64_t{0};
    head.from = base::utcFromNs(-5);
    head.to = base::utcFromNs(1'790'000'000'000'000'000);
    return head;
}

std::string noise(std::size_t size) {
    std::mt19937 random(4);
    std::string bytes(size, '\0');
    for (char& byte : bytes) {
        byte = static_cast<char>(random());
    }
    return bytes;
}

/// Puts figures into a packed head that its own checksum then confirms.
void forge(std::string& chunk, std::size_t at, std::uint64_t value) {
    std::string raw;
    record::putFixed(raw, value);
    chunk.replace(at, 8, raw);
    raw.clear();
    record::putFixed(raw, record::checksumOf(std::string_view(chunk).substr(0, 72)));
    chunk.replace(72, 8, raw);
}

} // namespace

class TestChunk : public QObject {
    Q_OBJECT
private slots:
    void comesBack() {
        for (const std::string& payload :
             {std::string(), std::string("x"), std::string(10'000, 'a'), noise(3000)}) {
            for (const bool isCompressible : {true, false}) {
                auto head = sample();
                const std::string bytes = record::packChunk(head, payload, isCompressible);
                QCOMPARE(bytes.size(), record::chunkHeadBytes + head.storedBytes);
                QCOMPARE(head.plainBytes, payload.size());
                const auto read = record::readChunkHead(bytes + "what follows");
                QVERIFY(read.has_value());
                QCOMPARE(read->kind, head.kind);
                QCOMPARE(read->version, head.version);
                QCOMPARE(read->flags, head.flags);
                QCOMPARE(read->stream, head.stream);
                QCOMPARE(read->firstOrder, head.firstOrder);
                QCOMPARE(read->lastOrder, head.lastOrder);
                QCOMPARE(base::toNs(read->from), base::toNs(head.from));
                QCOMPARE(base::toNs(read->to), base::toNs(head.to));
                QCOMPARE(read->storedBytes, head.storedBytes);
                const auto plain = record::unpackChunk(
                    *read, std::string_view(bytes).substr(record::chunkHeadBytes));
                QVERIFY(plain.has_value());
                QCOMPARE(*plain, payload);
            }
        }
    }

    void isCompressedOnlyWhereItHelps() {
        auto head = sample();
        QVERIFY(record::packChunk(head, std::string(10'000, 'a'), true).size() < 200);
        QCOMPARE(head.flags, std::uint16_t{1});
        QCOMPARE(record::packChunk(head, noise(3000), true).size(), record::chunkHeadBytes + 3000);
        QCOMPARE(head.flags, std::uint16_t{0});
    }

    void everyDamageIsSeen() {
        auto head = sample();
        const std::string sound = record::packChunk(head, std::string(500, 'a') + noise(40), true);
        for (std::size_t bit = 0; bit < sound.size() * 8; ++bit) {
            std::string bytes = sound;
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
            const auto read = record::readChunkHead(bytes);
            QVERIFY(!read || !record::unpackChunk(
                                 *read, std::string_view(bytes).substr(record::chunkHeadBytes)));
        }
        for (std::size_t size = 0; size < sound.size(); ++size) {
            const auto bytes = std::string_view(sound).substr(0, size);
            const auto read = record::readChunkHead(bytes);
            QVERIFY(size < record::chunkHeadBytes
                        ? !read
                        : read &&
                              !record::unpackChunk(*read, bytes.substr(record::chunkHeadBytes)));
        }
    }

    void forgedSizesAreRefused() {
        constexpr std::size_t storedAt = 8 + 40;
        constexpr std::size_t plainAt = storedAt + 8;
        auto head = sample();
        const std::string sound = record::packChunk(head, std::string(500, 'a'), true);
        std::string bytes = sound;
        forge(bytes, plainAt, record::maxChunkBytes); // from 20 bytes: not even zstd does that
        QVERIFY(!record::readChunkHead(bytes));
        bytes = sound;
        forge(bytes, storedAt, ~std::uint64_t{0});
        QVERIFY(!record::readChunkHead(bytes));
        bytes = sound;
        forge(bytes, plainAt, 501);
        const auto read = record::readChunkHead(bytes);
        QVERIFY(read.has_value());
        QVERIFY(
            !record::unpackChunk(*read, std::string_view(bytes).substr(record::chunkHeadBytes)));
        auto plain = sample();
        bytes = record::packChunk(plain, "abc", false);
        forge(bytes, plainAt, 4);
        QVERIFY(!record::readChunkHead(bytes));
    }
};

QTEST_APPLESS_MAIN(TestChunk)
#include "tst_chunk.moc"
