// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include "core/model/fleet.h"
#include "core/model/metric.h"

using namespace vigie;
using model::MetricKind;

class TestCatalogue : public QObject {
    Q_OBJECT
private slots:
    void everyEntryCanBeShown() {
        std::set<std::string> keys;
        for (const auto& metric : model::metricCatalogue()) {
            QVERIFY2(keys.insert(metric.key).second, metric.key.c_str());
            QVERIFY2(!metric.name.empty() && !metric.group.empty(), metric.key.c_str());
            QVERIFY2(metric.step > 0, metric.key.c_str());
            QVERIFY2(metric.key.find(' ') == std::string::npos, metric.key.c_str());
            const bool isState = metric.kind == MetricKind::State;
            QCOMPARE(!metric.states.empty(), isState);
            if (isState) {
                QCOMPARE(metric.states[0], std::string("unknown"));
            } else {
                QVERIFY2(!metric.unit.empty(), metric.key.c_str());
            }
        }
    }

    void statesAgreeWithTheirNumbers() {
        const auto& all = model::metricCatalogue();
        const auto stateName = [&all](std::string_view key, std::int64_t value) {
            for (const auto& metric : all) {
                if (metric.key == key) {
                    return metric.states.at(static_cast<std::size_t>(value));
                }
            }
            return std::string();
        };
        QCOMPARE(stateName(model::key::inputState, model::state::InputNoData),
                 std::string("no data"));
        QCOMPARE(stateName(model::key::pathState, model::state::PathServiceMissing),
                 std::string("service missing"));
        QCOMPARE(stateName(model::key::contentBlack, model::state::ContentPresent),
                 std::string("present"));
        QCOMPARE(stateName(model::key::rfLock, model::state::Unlocked), std::string("unlocked"));
        QCOMPARE(stateName(model::tr101290StateKey("1.4"), model::state::CheckDisabled),
                 std::string("disabled"));
        QCOMPARE(stateName(model::key::contentPolicy, model::state::PolicyKeyFrames),
                 std::string("key frames"));
    }

    void checksOfTr101290() {
        QVERIFY(model::tr101290Checks().size() >= 27);
        QCOMPARE(model::tr101290Name("1.4"), std::string_view("Continuity_count_error"));
        QVERIFY(model::tr101290Name("9.9").empty());
        QCOMPARE(model::tr101290ErrorsKey("1.3.a"), std::string("tr101290.1.3.a.errors"));
        for (const auto& check : model::tr101290Checks()) {
            QVERIFY(!model::tr101290Name(check).empty());
        }
    }

    void namesReadBack() {
        using model::DecodePolicy;
        using model::NodeKind;
        using model::PathKind;
        using model::Transport;
        for (const auto kind : {NodeKind::Origin, NodeKind::Cloud, NodeKind::Satellite}) {
            QVERIFY(model::nodeKindFrom(model::toString(kind)) == kind);
        }
        for (const auto kind :
             {PathKind::Origin, PathKind::Cloud, PathKind::Satellite, PathKind::Fibre}) {
            QVERIFY(model::pathKindFrom(model::toString(kind)) == kind);
        }
        for (const auto one :
             {Transport::Srt, Transport::Rtp, Transport::Udp, Transport::Hls, Transport::File}) {
            QVERIFY(model::transportFrom(model::toString(one)) == one);
        }
        for (const auto policy : {DecodePolicy::Off, DecodePolicy::KeyFrames, DecodePolicy::Full}) {
            QVERIFY(model::decodePolicyFrom(model::toString(policy)) == policy);
        }
        QVERIFY(!model::nodeKindFrom("Origin "));
        QVERIFY(!model::pathKindFrom(""));
    }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
