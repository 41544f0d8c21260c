// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <limits>
#include <map>
#include <string>

#include "core/record/slab.h"
#include "tests/unit/record/slabticks.h"

using namespace vigie;
using record::SlabReader;
using record::StoredTick;

namespace {

bool areEqual(const std::vector<StoredTick>& a, const std::vector<StoredTick>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const StoredTick& x, const StoredTick& y) {
                          return x.order == y.order && x.received.utc == y.received.utc &&
                                 x.received.mono == y.received.mono && *x.tick == *y.tick;
                      });
}

void roundTrip(const std::vector<StoredTick>& ticks) {
    const std::string bytes = record::packSlab(ticks);
    const auto reader = SlabReader::open(bytes);
    QVERIFY2(reader.has_value(), reader ? "" : reader.error().message.c_str());
    QCOMPARE(reader->tickCount(), ticks.size());
    QCOMPARE(reader->epoch(), ticks.front().tick->epoch);
    const auto read = reader->ticks();
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(areEqual(*read, ticks));
}

StoredTick one(std::vector<std::int64_t> values) {
    auto tick = std::make_shared<model::Tick>();
    tick->sequence = 1;
    model::Block& block = tick->blocks.emplace_back();
    block.count = static_cast<std::uint32_t>(values.size());
    block.columns.emplace_back().values = std::move(values);
    return {1, {}, tick};
}

} // namespace

class TestSlab : public QObject {
    Q_OBJECT
private slots:
    void usualTicksComeBack() {
        for (unsigned seed = 1; seed < 9; ++seed) {
            slabticks::Shape shape;
            shape.seed = seed;
            shape.paths = 9 + seed * 37; // odd sizes, several groups
            shape.isFast = seed % 2 == 0;
            shape.ticks = shape.isFast ? 600 : 60;
            shape.hasAbsent = seed % 3 != 0;
            roundTrip(slabticks::make(shape));
        }
    }

    void anyTicksComeBack() {
        for (unsigned seed = 1; seed < 200; ++seed) {
            slabticks::Shape shape;
            shape.seed = seed;
            shape.ticks = 1 + static_cast<int>(seed % 40);
            shape.isWild = true;
            roundTrip(slabticks::make(shape));
        }
    }

    void edges() {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        roundTrip({one({})});
        roundTrip({one({0})});
        roundTrip({one({least, most, -1, 0, 1})});
        roundTrip({one({least, most}), one({most, least}), one({0, 0})});
        roundTrip({one({1}), one({1}), one({1})});
        auto empty = std::make_shared<model::Tick>(); // no blocks at all, as a sign of life
        roundTrip({{5, {}, empty}});
        auto bare = std::make_shared<model::Tick>(*empty); // a block without columns
        bare->blocks.push_back({model::Scope::Pid, 7, 9, {}});
        bare->utc = base::Utc::min();
        bare->mono = base::Mono::max();
        roundTrip({{std::numeric_limits<std::uint64_t>::max(), {}, bare}, {6, {}, empty}});
        // A tick that says one metric twice, and extremes beyond all 64 bits.
        auto twice = std::make_shared<model::Tick>();
        model::Block& block = twice->blocks.emplace_back();
        block.count = 2;
        block.columns.push_back({3, {most, 1}, {0x02}, {least, 1}, {most, 2}});
        block.columns.push_back({3, {5, 6}, {}, {}, {}});
        roundTrip({{1, {}, twice}, {2, {}, twice}});
    }

    void everyWidthComesBack() {
        for (unsigned bits = 0; bits <= 64; ++bits) {
            std::vector<StoredTick> ticks;
            std::mt19937_64 random(bits);
            const std::uint64_t mask = bits == 0 ? 0 : ~std::uint64_t{0} >> (64 - bits);
            std::int64_t walk = 0;
            for (int t = 0; t < 70; ++t) {
                const auto value = static_cast<std::int64_t>(random() & mask);
                walk = static_cast<std::int64_t>(static_cast<std::uint64_t>(walk) +
                                                 static_cast<std::uint64_t>(value));
                ticks.push_back(one({value, walk, 7}));
            }
            roundTrip(ticks);
        }
    }

    void oneSeriesIsWhatTheTicksHold() {
        slabticks::Shape shape;
        shape.paths = 700;
        const auto ticks = slabticks::make(shape);
        const std::string bytes = record::packSlab(ticks);
        const auto reader = SlabReader::open(bytes);
        QVERIFY(reader.has_value());
        std::size_t samples = 0;
        for (const std::uint32_t metric : reader->metrics(model::Scope::Path)) {
            const auto cells = reader->cells(model::Scope::Path, metric);
            QVERIFY(cells.has_value());
            QCOMPARE(cells->size(), metric < 206 ? std::size_t{700} : std::size_t{236});
            for (const std::uint32_t row : {0U, 3U, 235U, 236U, 699U}) {
                const auto series = reader->series(model::Scope::Path, row, metric);
                QVERIFY(series.has_value());
                samples += series->size();
                checkSeries(ticks, row, metric, *series,
                            row < cells->size() ? (*cells)[row] : record::SlabCell{});
            }
        }
        QVERIFY(samples > 2000);
        QVERIFY(reader->series(model::Scope::Path, 700, 200)->empty());
        QVERIFY(reader->series(model::Scope::Pid, 0, 200)->empty());
        QVERIFY(reader->metrics(model::Scope::Pid).empty());
        QCOMPARE(reader->metrics(model::Scope::Input).size(), std::size_t{4});
    }

    void aPartOfTheTicks() {
        slabticks::Shape shape;
        const auto ticks = slabticks::make(shape);
        const std::string bytes = record::packSlab(ticks);
        const auto reader = SlabReader::open(bytes);
        QVERIFY(reader.has_value());
        const std::vector<std::uint32_t> metrics{102, 204, 1};
        const auto part = reader->ticks(ticks[20].received.utc, metrics);
        QVERIFY(part.has_value());
        std::vector<StoredTick> expected;
        for (const StoredTick& stored : ticks) {
            if (stored.received.utc > ticks[20].received.utc) {
                continue;
            }
            auto tick = std::make_shared<model::Tick>(*stored.tick);
            for (model::Block& block : tick->blocks) {
                std::erase_if(block.columns, [&](const model::Column& c) {
                    return std::find(metrics.begin(), metrics.end(), c.metric) == metrics.end();
                });
            }
            std::erase_if(tick->blocks,
                          [](const model::Block& block) { return block.columns.empty(); });
            expected.push_back({stored.order, stored.received, tick});
        }
        QVERIFY(areEqual(*part, expected));
        QVERIFY(reader->ticks(ticks[0].received.utc - std::chrono::hours(1), {})->empty());
        QVERIFY(areEqual(*reader->ticks(base::Utc::max(), {}), ticks));
    }

    void whatDoesNotMoveCostsNothing() {
        std::vector<StoredTick> ticks;
        for (int t = 0; t < 60; ++t) {
            auto tick = std::make_shared<model::Tick>();
            tick->sequence = static_cast<std::uint64_t>(t);
            model::Block& block = tick->blocks.emplace_back();
            block.count = 800;
            for (std::uint32_t metric = 0; metric < 30; ++metric) {
                block.columns.emplace_back().metric = metric;
                block.columns.back().values.assign(800, metric);
            }
            ticks.push_back({static_cast<std::uint64_t>(t), {}, tick});
        }
        roundTrip(ticks);
        const std::size_t samples = 60 * 800 * 30;
        QVERIFY(record::packSlab(ticks).size() * 500 < samples);
    }

    void everyDamageIsSeen() {
        slabticks::Shape shape;
        shape.ticks = 12;
        shape.paths = 9;
        const auto ticks = slabticks::make(shape);
        const std::string sound = record::packSlab(ticks);
        for (std::size_t bit = 0; bit < sound.size() * 8; ++bit) {
            std::string bytes = sound;
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
            const auto reader = SlabReader::open(bytes);
            const bool isSeen = !reader || !reader->ticks();
            QVERIFY2(isSeen, std::to_string(bit).c_str());
        }
        for (std::size_t size = 0; size < sound.size(); ++size) {
            QVERIFY(!SlabReader::open(std::string_view(sound).substr(0, size)));
        }
        QVERIFY(!SlabReader::open(sound + "x"));
    }

    void damageStaysInItsGroup() {
        slabticks::Shape shape;
        shape.paths = 700;
        const auto ticks = slabticks::make(shape);
        std::string bytes = record::packSlab(ticks);
        bytes.back() = static_cast<char>(bytes.back() ^ 1); // in the group of the last lane
        const auto reader = SlabReader::open(bytes);
        QVERIFY(reader.has_value());
        QVERIFY(!reader->ticks());
        const auto series = reader->series(model::Scope::Path, 1, 200);
        QVERIFY(series.has_value());
        QVERIFY(!series->empty());
    }

    void withoutChecksumsItStillKeepsItsBounds() {
        record::SlabTrust trust;
        trust.isChecked = false;
        trust.mostPlainBytes = 16U << 20U;
        slabticks::Shape shape;
        shape.ticks = 10;
        shape.paths = 9;
        const std::string sound = record::packSlab(slabticks::make(shape));
        std::mt19937 random(3);
        std::size_t opened = 0;
        for (int round = 0; round < 20'000; ++round) {
            std::string bytes = sound;
            for (auto flips = 1 + random() % 3; flips > 0; --flips) {
                bytes[random() % bytes.size()] = static_cast<char>(random());
            }
            const auto reader = SlabReader::open(bytes, trust);
            if (!reader) {
                continue;
            }
            ++opened;
            static_cast<void>(reader->ticks());
            static_cast<void>(reader->cells(model::Scope::Path, 200));
            static_cast<void>(reader->series(model::Scope::Path, 3, 201));
        }
        QVERIFY(opened > 0);
    }

    void whatWouldNeedTooMuchIsNotBelieved() {
        slabticks::Shape shape;
        shape.paths = 400;
        const auto ticks = slabticks::make(shape);
        const std::string bytes = record::packSlab(ticks);
        std::uint64_t needs = 0;
        for (const StoredTick& stored : ticks) {
            needs += record::slabBytesOf(*stored.tick);
        }
        record::SlabTrust trust;
        trust.mostPlainBytes = needs;
        QVERIFY(SlabReader::open(bytes, trust).has_value()); // what the writer counts is enough
        trust.mostPlainBytes = needs / 4;
        QVERIFY(!SlabReader::open(bytes, trust));
    }

private:
    static void checkSeries(const std::vector<StoredTick>& ticks, std::uint32_t row,
                            std::uint32_t metric, const std::vector<record::SlabSample>& series,
                            const record::SlabCell& cell) {
        std::size_t at = 0;
        std::int64_t sum = 0;
        record::SlabCell expected;
        for (const StoredTick& stored : ticks) {
            for (const model::Block& block : stored.tick->blocks) {
                for (const model::Column& c : block.columns) {
                    if (c.metric != metric || row < block.first ||
                        row - block.first >= block.count || !c.isPresent(row - block.first)) {
                        continue;
                    }
                    const std::size_t r = row - block.first;
                    QVERIFY(at < series.size());
                    const record::SlabSample& sample = series[at++];
                    QVERIFY(sample.at == stored.tick->utc);
                    QCOMPARE(sample.value, c.values[r]);
                    QCOMPARE(sample.minimum, c.minima.empty() ? c.values[r] : c.minima[r]);
                    QCOMPARE(sample.maximum, c.maxima.empty() ? c.values[r] : c.maxima[r]);
                    const bool isFirst = expected.count++ == 0;
                    expected.minimum =
                        isFirst ? sample.minimum : std::min(expected.minimum, sample.minimum);
                    expected.maximum =
                        isFirst ? sample.maximum : std::max(expected.maximum, sample.maximum);
                    expected.last = sample.value;
                    sum += sample.value;
                }
            }
        }
        QCOMPARE(at, series.size());
        QCOMPARE(cell.count, expected.count);
        if (expected.count > 0) {
            QCOMPARE(cell.minimum, expected.minimum);
            QCOMPARE(cell.maximum, expected.maximum);
            QCOMPARE(cell.last, expected.last);
            QCOMPARE(cell.mean, sum / expected.count);
        }
    }
};

QTEST_APPLESS_MAIN(TestSlab)
#include "tst_slab.moc"
