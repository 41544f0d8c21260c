// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/model/metric.h"
#include "core/probe/erroredsecond.h"
#include "core/probe/eventring.h"
#include "core/probe/tickbuilder.h"

using namespace vigie;
namespace key = model::key;

namespace {

model::NodeDescriptionPtr twoInputs() {
    auto description = std::make_shared<model::NodeDescription>();
    description->id = "n";
    description->epoch = 4;
    description->inputs.resize(2);
    description->paths.resize(9);
    description->metrics = model::metricCatalogue();
    return description;
}

const model::Column* columnOf(const model::NodeDescription& description, const model::Tick& tick,
                              std::string_view wanted) {
    for (const auto& block : tick.blocks) {
        for (const auto& column : block.columns) {
            if (description.metrics[column.metric].key == wanted) {
                return &column;
            }
        }
    }
    return nullptr;
}

} // namespace

class TestTickBuilder : public QObject {
    Q_OBJECT
private slots:
    void whatWasNotSetIsAbsent() {
        const auto description = twoInputs();
        probe::TickBuilder builder(description);
        builder.set(key::tsBitrate, 1, 2'500'049.0);
        builder.set(key::srtRtt, 0, std::nullopt);
        builder.set(key::rfEsN0, 0, std::nan(""));
        builder.set("no.such_metric", 0, 1.0);
        builder.set(key::tsBitrate, 99, 1.0);
        const model::Tick tick = builder.finish(7, {base::utcFromNs(10), base::monoFromNs(11)});
        QCOMPARE(tick.sequence, std::uint64_t(7));
        QCOMPARE(tick.epoch, std::uint64_t(4));
        QVERIFY(!model::whyMalformed(*description, tick));

        const model::Column* bitrate = columnOf(*description, tick, key::tsBitrate);
        QVERIFY(bitrate);
        QVERIFY(!bitrate->isPresent(0));
        QVERIFY(bitrate->isPresent(1));
        QCOMPARE(bitrate->values[1], std::int64_t(25000)); // steps of 100 bit/s
        const model::Column* rtt = columnOf(*description, tick, key::srtRtt);
        QVERIFY(rtt && !rtt->isPresent(0) && !rtt->isPresent(1));
        const model::Column* esn0 = columnOf(*description, tick, key::rfEsN0);
        QVERIFY(esn0 && !esn0->isPresent(0));
        QVERIFY(!columnOf(*description, tick, key::tsNullBitrate));
    }

    void ninthRowHasItsOwnByte() {
        const auto description = twoInputs();
        probe::TickBuilder builder(description);
        builder.setRaw(key::pathState, 8, model::state::PathReceiving);
        const model::Tick tick = builder.finish(1, {});
        const model::Column* state = columnOf(*description, tick, key::pathState);
        QVERIFY(state);
        QCOMPARE(state->valid.size(), std::size_t(2));
        QVERIFY(state->isPresent(8));
        QVERIFY(!state->isPresent(0));
    }

    void causesAddUp() {
        probe::ErroredSeconds seconds;
        seconds.add({});
        probe::SecondCauses causes;
        causes.isLoss = true;
        causes.isTsPriority1 = true;
        seconds.add(causes);
        QCOMPARE(seconds.judged, std::uint64_t(2));
        QCOMPARE(seconds.errored, std::uint64_t(1));
        QCOMPARE(seconds.loss, std::uint64_t(1));
        QCOMPARE(seconds.tsPriority1, std::uint64_t(1));
        QCOMPARE(seconds.black, std::uint64_t(0));
    }

    void ringForgetsTheOldest() {
        probe::EventRing ring(3);
        QCOMPARE(ring.after(0, 10).firstAvailable, std::uint64_t(1));
        QVERIFY(ring.after(0, 10).events.empty());
        for (int i = 0; i < 5; ++i) {
            ring.add(model::Event{});
        }
        const auto page = ring.after(0, 10);
        QCOMPARE(page.firstAvailable, std::uint64_t(3));
        QCOMPARE(page.events.size(), std::size_t(3));
        QCOMPARE(page.events.front()->sequence, std::uint64_t(3));
        QCOMPARE(ring.after(4, 10).events.size(), std::size_t(1));
        QCOMPARE(ring.after(3, 1).events.size(), std::size_t(1));
        QVERIFY(ring.after(99, 10).events.empty());
    }
};

QTEST_APPLESS_MAIN(TestTickBuilder)
#include "tst_tickbuilder.moc"
