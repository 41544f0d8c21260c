// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "tests/unit/engine/lab.h"

using namespace vigie;
using model::NodeKind;
using model::PathKind;
using test::FakeNode;
using test::Lab;
namespace key = model::key;
namespace because = health::because;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// A feed that leaves an origin and arrives by cloud and by satellite.
struct Chain {
    explicit Chain(const std::string& originClock = "", const std::string& cloudClock = "") {
        origin.edit().clockId = originClock;
        cloud.edit().clockId = cloudClock;
        origin.addPath("o1", "f1", PathKind::Origin);
        cloud.addPath("c1", "f1", PathKind::Cloud);
        satellite.addPath("s1", "f1", PathKind::Satellite);
        lab.connectAll();
    }
    /// `count` seconds, each with a mark: the arrival at the origin is the moment itself.
    void run(int count, milliseconds cloudDelay, milliseconds satelliteDelay,
             std::int64_t restamp = 0) {
        for (int i = 0; i < count; ++i) {
            lab.second({}, [&] {
                const base::Utc leaves = lab.now().utc - seconds{2};
                const std::int64_t pcr = 27'000'000 * ++m_marks;
                origin.setMark(0, pcr, leaves);
                cloud.setMark(0, pcr + restamp, leaves + cloudDelay);
                satellite.setMark(0, pcr, leaves + satelliteDelay);
                if (hasPts) {
                    origin.setPtsMark(0, m_marks * 90'000, m_marks * 7919, leaves);
                    cloud.setPtsMark(0, m_marks * 90'000, m_marks * 7919, leaves + cloudDelay);
                    satellite.setPtsMark(0, m_marks * 90'000, m_marks * 7919,
                                         leaves + satelliteDelay);
                }
                if (hasPictures && !isStill) {
                    m_picture = m_random();
                    origin.setSignature(0, m_picture, leaves);
                    cloud.setSignature(0, m_picture ^ 0x11, leaves + cloudDelay);
                    satellite.setSignature(0, m_picture, leaves + satelliteDelay);
                }
            });
        }
    }
    [[nodiscard]] health::Latency of(const std::string& node, const std::string& path) const {
        return lab.snapshot().findPath({node, path})->latency;
    }
    Lab lab;
    FakeNode& origin = lab.add(FakeNode("venue", NodeKind::Origin));
    FakeNode& cloud = lab.add(FakeNode("cloud-a", NodeKind::Cloud, "asia"));
    FakeNode& satellite = lab.add(FakeNode("sat-a", NodeKind::Satellite, "asia"));

    bool hasPts = false;
    bool hasPictures = false;
    bool isStill = false;

private:
    std::int64_t m_marks = 0;
    std::mt19937_64 m_random{3};
    std::uint64_t m_picture = 0;
};

} // namespace

class TestLatency : public QObject {
    Q_OBJECT
private slots:
    void knownDelayIsMeasured() {
        Chain chain;
        chain.origin.set(key::nodeClockError, 0, 400); // 0.4 ms
        chain.cloud.set(key::nodeClockError, 0, 1100); // 1.1 ms
        chain.run(12, milliseconds{137}, milliseconds{620});
        const auto cloud = chain.of("cloud-a", "c1");
        QCOMPARE(*cloud.ms, 137.0);
        QCOMPARE(*cloud.uncertaintyMs, 1.5);
        QCOMPARE(cloud.method, health::LatencyMethod::PcrMarks);
        const auto satellite = chain.of("sat-a", "s1");
        QCOMPARE(*satellite.ms, 620.0);
        QVERIFY(!satellite.uncertaintyMs); // its node does not know its clock's error
        const auto snapshot = chain.lab.snapshot();
        QCOMPARE(*snapshot.deliveries.at(0).latency.ms, 137.0);
        QCOMPARE(*snapshot.deliveries[0].skew.ms, 137.0 - 620.0);
        QCOMPARE(snapshot.regions.at(0).latencyKnown, 1U);
        QCOMPARE(*snapshot.regions[0].latencyMedianMs, 137.0);
        QCOMPARE(*snapshot.regions[0].latencyP95Ms, 137.0);
        QCOMPARE(*snapshot.regions[0].latencyUncertaintyMs, 1.5);
        QVERIFY(!chain.of("venue", "o1").ms);
        QCOMPARE(chain.of("venue", "o1").unknownBecause, std::string(because::isOrigin));
    }

    void followsAChangeWithinTenSeconds() {
        Chain chain;
        chain.run(20, milliseconds{100}, milliseconds{600});
        chain.run(10, milliseconds{500}, milliseconds{600});
        QCOMPARE(*chain.of("cloud-a", "c1").ms, 500.0);
        QCOMPARE(*chain.lab.snapshot().deliveries.at(0).skew.ms, -100.0);
    }

    void skewNeedsNoOrigin() {
        Chain chain;
        chain.lab.lose(chain.origin);
        chain.run(30, milliseconds{100}, milliseconds{500});
        const auto snapshot = chain.lab.snapshot();
        QCOMPARE(*snapshot.deliveries.at(0).skew.ms, -400.0);
        QVERIFY(!snapshot.deliveries[0].latency.ms);
        QCOMPARE(snapshot.deliveries[0].latency.unknownBecause,
                 std::string(because::noOriginMarks));
        QCOMPARE(snapshot.regions.at(0).latencyKnown, 0U);
        QVERIFY(!snapshot.regions[0].latencyMedianMs);
    }

    void restampedClockIsSaidAndNeverGuessed() {
        Chain chain;
        chain.run(30, milliseconds{100}, milliseconds{500}, 12345);
        QVERIFY(!chain.of("cloud-a", "c1").ms);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::measuring));
        chain.run(50, milliseconds{100}, milliseconds{500}, 12345);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::restamped));
        QCOMPARE(*chain.of("sat-a", "s1").ms, 500.0);
        QCOMPARE(chain.lab.snapshot().deliveries.at(0).skew.unknownBecause,
                 std::string(because::restamped));
    }

    void impossibleDelaysAreRefused() {
        Chain chain;
        chain.run(12, milliseconds{-1500}, milliseconds{-900});
        QVERIFY(!chain.of("cloud-a", "c1").ms);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::outOfBounds));
        // Nothing arrives before it left, unless the clocks' own errors explain it.
        QCOMPARE(chain.of("sat-a", "s1").unknownBecause, std::string(because::outOfBounds));
        chain.origin.set(key::nodeClockError, 0, 500'000); // 0.5 s
        chain.satellite.set(key::nodeClockError, 0, 450'000);
        chain.run(3, milliseconds{-1500}, milliseconds{-900});
        QCOMPARE(*chain.of("sat-a", "s1").ms, -900.0);
        QCOMPARE(*chain.of("sat-a", "s1").uncertaintyMs, 950.0);
        // Skew may have either sign.
        QCOMPARE(*chain.lab.snapshot().deliveries.at(0).skew.ms, -600.0);
    }

    void nodesOfOneClockHaveNoClockError() {
        Chain chain("4c1f7d0e", "4c1f7d0e");
        chain.run(12, milliseconds{137}, milliseconds{620});
        QCOMPARE(*chain.of("cloud-a", "c1").ms, 137.0);
        QCOMPARE(*chain.of("cloud-a", "c1").uncertaintyMs, 0.0); // though nobody is synchronized
        QVERIFY(!chain.of("sat-a", "s1").uncertaintyMs);
        QVERIFY(!chain.lab.snapshot().deliveries.at(0).skew.uncertaintyMs);
        // What the method itself leaves open stays.
        for (int i = 0; i < 12; ++i) {
            chain.run(1, milliseconds{130 + 7 * (i % 3)}, milliseconds{620});
        }
        QCOMPARE(*chain.of("cloud-a", "c1").uncertaintyMs, 7.0);
    }

    void nodesWithoutAClockNameShareNone() {
        Chain chain("", "");
        chain.run(12, milliseconds{137}, milliseconds{620});
        QVERIFY(!chain.of("cloud-a", "c1").uncertaintyMs);
    }

    void anotherPcrFallsBackToPts() {
        Chain chain("x", "x");
        chain.hasPts = true;
        chain.run(12, milliseconds{137}, milliseconds{620}, 12345);
        const auto cloud = chain.of("cloud-a", "c1");
        QCOMPARE(cloud.method, health::LatencyMethod::PtsMarks);
        QCOMPARE(*cloud.ms, 137.0);
        QCOMPARE(chain.of("sat-a", "s1").method, health::LatencyMethod::PcrMarks);
        const auto skew = chain.lab.snapshot().deliveries.at(0).skew;
        QCOMPARE(skew.method, health::LatencyMethod::PtsMarks);
        QCOMPARE(*skew.ms, 137.0 - 620.0);
        chain.run(12, milliseconds{137}, milliseconds{620}); // the stamper is gone
        QCOMPARE(chain.of("cloud-a", "c1").method, health::LatencyMethod::PcrMarks);
    }

    void aProgrammeCodedAnewFallsBackToPictures() {
        Chain chain("x", "x");
        chain.hasPictures = true;
        chain.run(90, milliseconds{1137}, milliseconds{620}, 12345);
        // Nobody said how often pictures are looked at.
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::restamped));
        for (FakeNode* node : {&chain.origin, &chain.cloud, &chain.satellite}) {
            node->set(key::contentPolicy, 0, model::state::PolicyFull);
            node->set(key::videoFrameRate, 0, 25'000);
            node->set(key::gopInterval, 0, 2000);
        }
        chain.run(60, milliseconds{1137}, milliseconds{620}, 12345);
        const auto cloud = chain.of("cloud-a", "c1");
        QCOMPARE(cloud.method, health::LatencyMethod::Pictures);
        QVERIFY(std::abs(*cloud.ms - 1137) <= *cloud.uncertaintyMs);
        QCOMPARE(*cloud.uncertaintyMs, 40.0);
        chain.cloud.set(key::contentPolicy, 0, model::state::PolicyKeyFrames);
        chain.run(3, milliseconds{1137}, milliseconds{620}, 12345);
        QCOMPARE(*chain.of("cloud-a", "c1").uncertaintyMs, 2000.0);
        QCOMPARE(chain.lab.snapshot().deliveries.at(0).skew.method,
                 health::LatencyMethod::Pictures);
        chain.isStill = true;
        chain.run(90, milliseconds{1137}, milliseconds{620}, 12345);
        QVERIFY(!chain.of("cloud-a", "c1").ms);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::stillPictures));
        chain.cloud.set(key::contentPolicy, 0, model::state::PolicyOff);
        chain.run(3, milliseconds{1137}, milliseconds{620}, 12345);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::undecodedPictures));
    }

    void goesWithTheMarks() {
        Chain chain;
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::noMarks));
        chain.run(12, milliseconds{100}, milliseconds{500});
        QVERIFY(chain.of("cloud-a", "c1").ms);
        chain.lab.seconds(17);
        QVERIFY(!chain.of("cloud-a", "c1").ms);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::noMarks));
        chain.lab.lose(chain.cloud);
        QCOMPARE(chain.of("cloud-a", "c1").unknownBecause, std::string(because::noContact));
    }

    void withoutAnOriginItSaysSo() {
        Lab lab;
        FakeNode& cloud = lab.add(FakeNode("cloud-a", NodeKind::Cloud, "asia"));
        cloud.addPath("c1", "f1", PathKind::Cloud);
        lab.connectAll();
        lab.second({}, [&] { cloud.setMark(0, 1, lab.now().utc); });
        const auto snapshot = lab.snapshot();
        QCOMPARE(snapshot.paths.at(0).latency.unknownBecause, std::string(because::noOrigin));
        QCOMPARE(snapshot.deliveries.at(0).skew.unknownBecause, std::string(because::noTwin));
    }

    void medianAndP95OverTheRegion() {
        Lab lab;
        FakeNode& origin = lab.add(FakeNode("venue", NodeKind::Origin));
        FakeNode& cloud = lab.add(FakeNode("cloud-a", NodeKind::Cloud, "asia"));
        for (int i = 0; i < 20; ++i) {
            const std::string number = std::to_string(i);
            origin.addPath("o" + number, "f" + number, PathKind::Origin);
            cloud.addPath("c" + number, "f" + number, PathKind::Cloud);
        }
        lab.connectAll();
        for (int i = 0; i < 5; ++i) {
            lab.second({}, [&] {
                const base::Utc leaves = lab.now().utc - seconds{2};
                for (std::size_t row = 0; row < 20; ++row) {
                    const auto pcr = static_cast<std::int64_t>(row * 1000) + i;
                    origin.setMark(row, pcr, leaves);
                    cloud.setMark(row, pcr, leaves + milliseconds{10 * (row + 1)});
                }
            });
        }
        const auto region = lab.snapshot().regions.at(0);
        QCOMPARE(region.latencyKnown, 20U);
        QCOMPARE(*region.latencyMedianMs, 105.0);
        QCOMPARE(*region.latencyP95Ms, 190.0);
    }
};

QTEST_APPLESS_MAIN(TestLatency)
#include "tst_latency.moc"
