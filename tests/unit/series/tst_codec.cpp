// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <limits>
#include <random>

#include "core/series/codec.h"
#include "core/series/stage.h"

using namespace vigie;

namespace {

void roundTrip(const std::vector<std::int64_t>& values) {
    std::vector<std::uint8_t> bytes{0xaa}; // what was there stays
    series::packIntegers(values, bytes);
    std::vector<std::int64_t> read(values.size());
    const std::size_t used = series::unpackIntegers({bytes.data() + 1, bytes.size() - 1}, read);
    QCOMPARE(used, bytes.size() - 1);
    QCOMPARE(read, values);
    QCOMPARE(bytes[0], std::uint8_t{0xaa});
}

} // namespace

class TestCodec : public QObject {
    Q_OBJECT
private slots:
    void edges() {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        roundTrip({0});
        roundTrip({most});
        roundTrip({least});
        roundTrip({least, most, least, 0, -1, 1, most});
        roundTrip(std::vector<std::int64_t>(128, -7));
    }

    void constantAndRampCostAlmostNothing() {
        std::vector<std::uint8_t> bytes;
        series::packIntegers(std::vector<std::int64_t>(128, 123'456'789), bytes);
        QVERIFY(bytes.size() <= 8);
        std::vector<std::int64_t> ramp(128);
        for (std::size_t i = 0; i < ramp.size(); ++i) {
            ramp[i] = 9'000'000'000 + 1500 * static_cast<std::int64_t>(i);
        }
        bytes.clear();
        series::packIntegers(ramp, bytes);
        QVERIFY(bytes.size() <= 12);
        roundTrip(ramp);
    }

    void random() {
        std::mt19937_64 random(11);
        for (int round = 0; round < 2000; ++round) {
            const unsigned bits = random() % 65;
            const std::uint64_t mask = bits == 0 ? 0 : ~std::uint64_t{0} >> (64 - bits);
            std::vector<std::int64_t> values(1 + random() % 128);
            std::int64_t walk = static_cast<std::int64_t>(random() & mask);
            const bool isWalk = random() % 2 == 0;
            for (std::int64_t& value : values) {
                const auto next = static_cast<std::int64_t>(random() & mask);
                walk = static_cast<std::int64_t>(static_cast<std::uint64_t>(walk) +
                                                 static_cast<std::uint64_t>(next));
                value = isWalk ? walk : next;
            }
            roundTrip(values);
        }
    }

    void stageKeepsWhatItIsGiven() {
        std::mt19937_64 random(12);
        for (int round = 0; round < 300; ++round) {
            series::Stage stage;
            std::vector<std::int64_t> values;
            for (int i = 0; i < 100; ++i) {
                const auto value = static_cast<std::int64_t>(random() >> (random() % 64));
                if (!values.empty() && random() % 4 == 0) {
                    stage.setLast(value);
                    values.back() = value;
                } else {
                    stage.push(value);
                    values.push_back(value);
                }
                QCOMPARE(stage.size(), values.size());
            }
            for (std::size_t i = 0; i < values.size(); ++i) {
                QCOMPARE(stage.at(i), values[i]);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
