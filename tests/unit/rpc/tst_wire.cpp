// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

#include "core/rpc/protocol.h"
#include "core/wire/wire.h"
#include "tests/unit/rpc/fakeprovider.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::wire;
using namespace vigie::rpc::test;

namespace {

v1::NodeDescription wireDescription() {
    v1::NodeDescription out;
    toWire(makeDescription(), out);
    return out;
}

model::Tick makeTick() {
    model::Tick tick;
    tick.sequence = 5;
    tick.epoch = 1;
    tick.utc = base::utcFromNs(1'700'000'000'123'456'789);
    tick.mono = base::monoFromNs(42);
    tick.conflated = 3;
    model::Column gauges{0, {-7, 0, 9, std::numeric_limits<std::int64_t>::min()}, {}, {}, {}};
    gauges.minima = {-8, 0, 1, 2};
    gauges.maxima = {1, 2, 10, std::numeric_limits<std::int64_t>::max()};
    gauges.setAbsent(1);
    tick.blocks = {{model::Scope::Path, 0, 4, {gauges}},
                   {model::Scope::Node, 0, 1, {{5, {1}, {}, {}, {}}}}};
    return tick;
}

v1::Tick wireTick() {
    v1::Tick out;
    toWire(makeTick(), out);
    return out;
}

using Spoil = std::function<void(v1::NodeDescription&)>;
using SpoilTick = std::function<void(v1::Tick&)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(SpoilTick)

class WireTest : public QObject {
    Q_OBJECT
private slots:
    void descriptionMakesTheRoundTrip();
    void ourOwnCatalogueMakesTheRoundTrip();
    void lyingDescriptionIsRefused_data();
    void lyingDescriptionIsRefused();
    void newerEnumsAreUnknownNotErrors();
    void tickMakesTheRoundTrip();
    void lyingTickIsRefused_data();
    void lyingTickIsRefused();
    void eventMakesTheRoundTrip();
    void lyingEventIsRefused();
    void accessUnitMakesTheRoundTrip();
    void previewRequestIsChecked();
    void versionRefusalSaysWhichSideToUpgrade();
};

void WireTest::descriptionMakesTheRoundTrip() {
    const auto before = makeDescription();
    const auto after = fromWire(wireDescription());
    QVERIFY(after);
    const auto& d = **after;
    QCOMPARE(d.id, before.id);
    QCOMPARE(d.name, before.name);
    QVERIFY(d.kind == before.kind);
    QCOMPARE(d.regionId, before.regionId);
    QVERIFY(d.position == before.position);
    QCOMPARE(d.software, before.software);
    QCOMPARE(d.incarnation, before.incarnation);
    QCOMPARE(d.epoch, before.epoch);
    QVERIFY(d.regions == before.regions);
    QVERIFY(d.feeds == before.feeds);
    QVERIFY(d.inputs == before.inputs);
    QVERIFY(d.paths == before.paths);
    QVERIFY(d.pids == before.pids);
    QVERIFY(!d.services.empty());
    QVERIFY(d.services == before.services);
    QVERIFY(d.metrics == before.metrics);
    QCOMPARE(d.tickRateHz, before.tickRateHz);
    QCOMPARE(d.clockId, before.clockId);

    auto nowhere = before;
    nowhere.position.reset();
    v1::NodeDescription out;
    toWire(nowhere, out);
    QVERIFY(!(*fromWire(out))->position);
}

void WireTest::ourOwnCatalogueMakesTheRoundTrip() {
    auto before = makeDescription();
    before.metrics = model::metricCatalogue();
    v1::NodeDescription out;
    toWire(before, out);
    const auto after = fromWire(out);
    QVERIFY2(after, after ? "" : after.error().message.c_str());
    QVERIFY((*after)->metrics == before.metrics);
}

void WireTest::lyingDescriptionIsRefused_data() {
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, Spoil spoil, const char* says) {
        QTest::newRow(name) << spoil << says;
    };
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    row(
        "no id", [](auto& d) { d.clear_id(); }, "node without id");
    row(
        "long name", [](auto& d) { d.set_name(std::string(5000, 'x')); }, "5000 bytes");
    row(
        "long clock", [](auto& d) { d.set_clock_id(std::string(5000, 'x')); }, "5000 bytes");
    row(
        "tick rate NaN", [nan](auto& d) { d.set_tick_rate_hz(nan); }, "tick rate");
    row(
        "tick rate 0", [](auto& d) { d.set_tick_rate_hz(0); }, "tick rate");
    row(
        "latitude NaN", [nan](auto& d) { d.mutable_position()->set_latitude(nan); }, "Earth");
    row(
        "longitude", [](auto& d) { d.mutable_position()->set_longitude(181); }, "Earth");
    row(
        "path twice", [](auto& d) { d.mutable_paths(1)->set_id("p0"); }, "path \"p0\" twice");
    row(
        "input twice", [](auto& d) { d.mutable_inputs(1)->set_id("in-a"); }, "\"in-a\" twice");
    row(
        "metric twice", [](auto& d) { d.mutable_metrics(1)->set_key("g"); }, "\"g\" twice");
    row(
        "feed twice", [](auto& d) { *d.add_feeds() = d.feeds(0); }, "twice");
    row(
        "region twice", [](auto& d) { *d.add_regions() = d.regions(0); }, "twice");
    row(
        "PID twice", [](auto& d) { *d.add_pids() = d.pids(0); }, "twice");
    row(
        "empty path id", [](auto& d) { d.mutable_paths(0)->clear_id(); }, "without id");
    row(
        "path of no input", [](auto& d) { d.mutable_paths(0)->set_input_id("x"); },
        "not described");
    row(
        "service twice", [](auto& d) { *d.add_services() = d.services(0); }, "twice");
    row(
        "service of no input", [](auto& d) { d.mutable_services(0)->set_input_id("x"); },
        "not described");
    row(
        "service 65536", [](auto& d) { d.mutable_services(0)->set_service_id(65536); },
        "service 65536");
    row(
        "PCR PID 8192", [](auto& d) { d.mutable_services(0)->set_pcr_pid(8192); }, "PCR PID 8192");
    row(
        "PID of no input", [](auto& d) { d.mutable_pids(0)->set_input_id("x"); }, "not described");
    row(
        "PID 8192", [](auto& d) { d.mutable_pids(0)->set_pid(8192); }, "PID 8192");
    row(
        "service", [](auto& d) { d.mutable_paths(0)->set_service_id(65536); }, "service 65536");
    row(
        "step NaN", [nan](auto& d) { d.mutable_metrics(0)->set_step(nan); }, "step");
    row(
        "step 0", [](auto& d) { d.mutable_metrics(0)->set_step(0); }, "step");
    row(
        "range", [](auto& d) { d.mutable_metrics(0)->set_maximum(INFINITY); }, "not finite");
    row(
        "scope", [](auto& d) { d.mutable_metrics(0)->clear_scope(); }, "does not know");
    row(
        "kind", [](auto& d) { d.mutable_metrics(0)->clear_kind(); }, "does not know");
    row(
        "states",
        [](auto& d) {
            for (int i = 0; i < 2000; ++i) {
                d.mutable_metrics(5)->add_states("x");
            }
        },
        "states");
    row(
        "metrics",
        [](auto& d) {
            for (int i = 0; i < 10'001; ++i) {
                d.add_metrics();
            }
        },
        "more than 10000");
    row(
        "rows",
        [](auto& d) {
            for (int i = 0; i < 100'001; ++i) {
                d.add_paths();
            }
        },
        "more than 100000");
}

void WireTest::lyingDescriptionIsRefused() {
    QFETCH(Spoil, spoil);
    QFETCH(QString, says);
    auto description = wireDescription();
    QVERIFY(fromWire(description));
    spoil(description);
    const auto read = fromWire(description);
    QVERIFY(!read);
    QVERIFY2(QString::fromStdString(read.error().message).contains(says),
             read.error().message.c_str());
}

void WireTest::newerEnumsAreUnknownNotErrors() {
    auto description = wireDescription();
    description.set_kind(static_cast<v1::NodeKind>(99));
    description.mutable_paths(0)->set_kind(static_cast<v1::PathKind>(99));
    description.mutable_inputs(0)->set_transport(static_cast<v1::Transport>(99));
    const auto read = fromWire(description);
    QVERIFY(read);
    QVERIFY((*read)->kind == model::NodeKind::Unknown);
    QVERIFY((*read)->paths[0].kind == model::PathKind::Unknown);
    QVERIFY((*read)->inputs[0].transport == model::Transport::Unknown);
}

void WireTest::tickMakesTheRoundTrip() {
    v1::Tick parsed;
    QVERIFY(parsed.ParseFromString(wireTick().SerializeAsString()));
    const auto after = fromWire(parsed, makeDescription());
    QVERIFY2(after, after ? "" : after.error().message.c_str());
    QVERIFY(**after == makeTick());
    QVERIFY(!(*after)->blocks[0].columns[0].isPresent(1));
}

void WireTest::lyingTickIsRefused_data() {
    QTest::addColumn<SpoilTick>("spoil");
    const auto row = [](const char* name, SpoilTick spoil) { QTest::newRow(name) << spoil; };
    const auto column = [](v1::Tick& t) { return t.mutable_blocks(0)->mutable_columns(0); };
    row("epoch", [](auto& t) { t.set_epoch(2); });
    row("rows beyond the table", [](auto& t) { t.mutable_blocks(0)->set_first(1); });
    row("row overflow", [](auto& t) { t.mutable_blocks(0)->set_first(0xffffffff); });
    row("4 G rows", [](auto& t) { t.mutable_blocks(0)->set_count(0xffffffff); });
    row("no scope", [](auto& t) { t.mutable_blocks(0)->clear_scope(); });
    row("other scope", [](auto& t) { t.mutable_blocks(0)->set_scope(v1::SCOPE_INPUT); });
    row("metric", [column](auto& t) { column(t)->set_metric(6); });
    row("metric of another scope", [column](auto& t) { column(t)->set_metric(3); });
    row("values short", [column](auto& t) { column(t)->mutable_values()->RemoveLast(); });
    row("values long", [column](auto& t) { column(t)->add_values(1); });
    row("valid long", [column](auto& t) { column(t)->set_valid("ab"); });
    row("minima alone", [column](auto& t) { column(t)->clear_maxima(); });
    row("extremes short", [column](auto& t) {
        column(t)->mutable_maxima()->RemoveLast();
        column(t)->mutable_minima()->RemoveLast();
    });
    row("columns without end", [](auto& t) {
        for (int i = 0; i < 100'001; ++i) {
            t.add_blocks()->set_scope(v1::SCOPE_NODE);
        }
    });
}

void WireTest::lyingTickIsRefused() {
    QFETCH(SpoilTick, spoil);
    auto tick = wireTick();
    QVERIFY(fromWire(tick, makeDescription()));
    spoil(tick);
    const auto read = fromWire(tick, makeDescription());
    QVERIFY(!read);
    QVERIFY(!read.error().message.empty());
}

void WireTest::eventMakesTheRoundTrip() {
    model::Event event;
    event.sequence = 9;
    event.utc = base::utcFromNs(123);
    event.code = "1.4";
    event.subject = "in-a";
    event.pid = std::uint16_t{0};
    event.count = 12;
    event.parameters = {{"from", "3"}, {"from", "5"}};
    using K = model::EventKind;
    for (const auto kind : {K::Unknown, K::Tr101290, K::PsiChange, K::Scte35, K::ContentFault,
                            K::Input, K::ClockStep, K::Node, K::Gap}) {
        for (const auto phase :
             {model::EventPhase::Once, model::EventPhase::Begin, model::EventPhase::End}) {
            for (const auto scope :
                 {model::Scope::Node, model::Scope::Input, model::Scope::Path, model::Scope::Pid}) {
                event.kind = kind;
                event.phase = phase;
                event.scope = scope;
                v1::Event out;
                toWire(event, 77, out);
                QCOMPARE(out.incarnation(), std::uint64_t{77});
                const auto after = fromWire(out);
                QVERIFY(after);
                QVERIFY(**after == event);
            }
        }
    }
    event.pid.reset();
    v1::Event out;
    toWire(event, 77, out);
    QVERIFY(!(*fromWire(out))->pid);
}

void WireTest::lyingEventIsRefused() {
    v1::Event event;
    QVERIFY(!fromWire(event)); // no scope
    event.set_scope(v1::SCOPE_INPUT);
    QVERIFY(fromWire(event));
    event.set_pid(9000);
    QVERIFY(!fromWire(event));
    event.set_pid(1);
    event.set_code(std::string(10'000, 'x'));
    QVERIFY(!fromWire(event));
}

void WireTest::accessUnitMakesTheRoundTrip() {
    for (const auto codec : {model::VideoCodec::Unknown, model::VideoCodec::H264,
                             model::VideoCodec::H265, model::VideoCodec::Mpeg2}) {
        model::AccessUnit unit{4, codec, true, 90'000, base::utcFromNs(55), "bytes"};
        v1::AccessUnit out;
        toWire(unit, out);
        const auto after = fromWire(out);
        QVERIFY(after);
        QCOMPARE((*after)->sequence, unit.sequence);
        QVERIFY((*after)->codec == codec);
        QVERIFY((*after)->isKey);
        QCOMPARE((*after)->pts, unit.pts);
        QVERIFY((*after)->arrival == unit.arrival);
        QCOMPARE((*after)->data, unit.data);
    }
    v1::AccessUnit empty;
    QVERIFY(!fromWire(empty));
}

void WireTest::previewRequestIsChecked() {
    const model::PreviewRequest request{640, 360, 12.5, true};
    v1::WatchRequest out;
    toWire(request, out);
    QVERIFY(*fromWire(out) == request);
    out.set_max_frame_rate(std::numeric_limits<double>::quiet_NaN());
    QVERIFY(!fromWire(out));
    out.set_max_frame_rate(0);
    out.set_width(1'000'000);
    QVERIFY(!fromWire(out));
}

void WireTest::versionRefusalSaysWhichSideToUpgrade() {
    v1::Protocol protocol;
    fillProtocol(protocol);
    QVERIFY(!whyRefused(protocol));
    protocol.set_minor(99);
    QVERIFY(!whyRefused(protocol));
    protocol.set_major(protocolMajor + 1);
    QVERIFY(whyRefused(protocol)->ends_with("upgrade the node"));
    protocol.set_major(protocolMajor - 1);
    QVERIFY(whyRefused(protocol)->ends_with("upgrade the client"));
}

QTEST_APPLESS_MAIN(WireTest)
#include "tst_wire.moc"
