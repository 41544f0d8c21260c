// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/model/tick.h"

using namespace vigie;
using model::Block;
using model::Column;
using model::MetricKind;
using model::Scope;
using model::Tick;

namespace {

model::NodeDescription node() {
    model::NodeDescription description;
    description.epoch = 3;
    description.paths.resize(9);
    description.inputs.resize(2);
    description.metrics = {{"gauge", Scope::Path, MetricKind::Gauge, "", 1, "", "", {}, {}, {}},
                           {"counter", Scope::Path, MetricKind::Counter, "", 1, "", "", {}, {}, {}},
                           {"state", Scope::Path, MetricKind::State, "", 1, "", "", {}, {}, {}},
                           {"mark", Scope::Path, MetricKind::Mark, "", 1, "", "", {}, {}, {}},
                           {"input", Scope::Input, MetricKind::Gauge, "", 1, "", "", {}, {}, {}}};
    return description;
}

Tick tickOf(std::vector<Column> columns, std::uint32_t count = 2) {
    Tick tick;
    tick.epoch = 3;
    tick.blocks = {{Scope::Path, 0, count, std::move(columns)}};
    return tick;
}

Column column(std::uint32_t metric, std::vector<std::int64_t> values) {
    return {metric, std::move(values), {}, {}, {}};
}

} // namespace

class TestTick : public QObject {
    Q_OBJECT
private slots:
    void absentRows() {
        Column c = column(0, std::vector<std::int64_t>(9, 5));
        QVERIFY(c.isPresent(8));
        c.setAbsent(8);
        QVERIFY(!c.isPresent(8));
        QVERIFY(c.isPresent(7));
        QCOMPARE(c.values[8], std::int64_t{0});
        QCOMPARE(c.valid.size(), std::size_t{2});
    }

    void conflationKeepsNewestValuesAndExtremes() {
        const auto description = node();
        Tick a = tickOf(
            {column(0, {10, 50}), column(1, {100, 100}), column(2, {1, 1}), column(3, {7, 8})});
        Tick b = tickOf(
            {column(0, {5, 60}), column(1, {101, 130}), column(2, {2, 1}), column(3, {9, 0})});
        b.blocks[0].columns[3].setAbsent(1); // no new mark of the second path
        Tick c = tickOf({column(0, {20, 55})});
        a.sequence = 1;
        b.sequence = 2;
        c.sequence = 3;
        const Tick two = model::conflate(description, a, b);
        QCOMPARE(two.sequence, std::uint64_t{2});
        QCOMPARE(two.conflated, 1U);
        const auto& columns = two.blocks[0].columns;
        QCOMPARE(columns[0].values, (std::vector<std::int64_t>{5, 60}));
        QCOMPARE(columns[0].minima, (std::vector<std::int64_t>{5, 50}));
        QCOMPARE(columns[0].maxima, (std::vector<std::int64_t>{10, 60}));
        QCOMPARE(columns[1].values, (std::vector<std::int64_t>{101, 130}));
        QVERIFY(columns[1].minima.empty());
        QCOMPARE(columns[3].values, (std::vector<std::int64_t>{9, 8}));
        QVERIFY(columns[3].isPresent(1));
        const Tick three = model::conflate(description, two, c);
        QCOMPARE(three.conflated, 2U);
        QCOMPARE(three.blocks[0].columns[0].values, (std::vector<std::int64_t>{20, 55}));
        QCOMPARE(three.blocks[0].columns[0].minima, (std::vector<std::int64_t>{5, 50}));
        QCOMPARE(three.blocks[0].columns[0].maxima, (std::vector<std::int64_t>{20, 60}));
        QCOMPARE(three.blocks[0].columns.size(), std::size_t{4}); // what c did not sample stays
        QVERIFY(!model::whyMalformed(description, three));
    }

    void conflationDoesNotKeepExtremesOfWhatIsGone() {
        const auto description = node();
        Tick a = tickOf({column(0, {10, 50})});
        a.blocks[0].columns[0].setAbsent(1);
        Tick b = tickOf({column(0, {5, 60})});
        b.blocks[0].columns[0].setAbsent(0);
        const Tick both = model::conflate(description, a, b);
        const Column& c = both.blocks[0].columns[0];
        QVERIFY(!c.isPresent(0));
        QVERIFY(c.isPresent(1));
        QCOMPARE(c.minima[1], std::int64_t{60});
        QCOMPARE(c.maxima[1], std::int64_t{60});
    }

    void conflationOfBlocksThatDiffer() {
        const auto description = node();
        const Tick a = tickOf({column(0, {1, 2})});
        Tick b = tickOf({column(0, {3})}, 1);
        b.blocks[0].scope = Scope::Input;
        b.blocks[0].columns[0].metric = 4;
        const Tick both = model::conflate(description, a, b);
        QCOMPARE(both.blocks.size(), std::size_t{2});
        QVERIFY(!model::whyMalformed(description, both));
    }

    void malformedTicksAreNamed() {
        const auto description = node();
        const Tick good = tickOf({column(0, {1, 2})});
        QVERIFY(!model::whyMalformed(description, good));
        QVERIFY(!model::whyMalformed(description, tickOf({})));
        const auto isBad = [&](auto change) {
            Tick tick = good;
            change(tick, tick.blocks[0], tick.blocks[0].columns[0]);
            const auto why = model::whyMalformed(description, tick);
            return why && !why->empty();
        };
        QVERIFY(isBad([](Tick& t, Block&, Column&) { t.epoch = 4; }));
        QVERIFY(isBad([](Tick&, Block& b, Column&) { b.first = 8; }));
        QVERIFY(isBad([](Tick&, Block& b, Column&) { b.first = 0xffffffff; }));
        QVERIFY(isBad([](Tick&, Block& b, Column&) { b.count = 0xffffffff; }));
        QVERIFY(isBad([](Tick&, Block& b, Column&) { b.scope = Scope::Pid; }));
        QVERIFY(isBad([](Tick&, Block&, Column& c) { c.metric = 5; }));
        QVERIFY(isBad([](Tick&, Block&, Column& c) { c.metric = 4; }));
        QVERIFY(isBad([](Tick&, Block&, Column& c) { c.values.pop_back(); }));
        QVERIFY(isBad([](Tick&, Block&, Column& c) { c.valid = {1, 2}; }));
        QVERIFY(isBad([](Tick&, Block&, Column& c) { c.minima = {1, 2}; }));
        QVERIFY(isBad([](Tick&, Block&, Column& c) {
            c.minima = {1};
            c.maxima = {1};
        }));
    }

    void tables() {
        const auto description = node();
        QCOMPARE(description.rows(Scope::Node), std::size_t{1});
        QCOMPARE(description.rows(Scope::Path), std::size_t{9});
        QCOMPARE(description.rows(Scope::Input), std::size_t{2});
        QCOMPARE(description.rows(Scope::Pid), std::size_t{0});
        QCOMPARE(*description.metricIndex("state"), 2U);
        QVERIFY(!description.metricIndex("nothing"));
    }
};

QTEST_APPLESS_MAIN(TestTick)
#include "tst_tick.moc"
