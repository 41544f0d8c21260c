// SPDX-License-Identifier: GPL-3.0-or-later
#include <mutex>
#include <vector>

#include <QTest>

#include "core/media/decodepool.h"
#include "core/probe/previewhub.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;

namespace {

class Listener final : public fleet::PreviewListener {
public:
    void onAccessUnit(model::AccessUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        m_units.push_back(std::move(unit));
    }
    void onEnded(const std::string& reason) override {
        const std::lock_guard lock(m_mutex);
        m_reason = reason;
    }
    std::vector<model::AccessUnitPtr> units() const {
        const std::lock_guard lock(m_mutex);
        return m_units;
    }
    std::string reason() const {
        const std::lock_guard lock(m_mutex);
        return m_reason;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<model::AccessUnitPtr> m_units;
    std::string m_reason;
};

void push(probe::PreviewHub& hub, const testing::EncodedUnit& unit, bool isDamaged = false) {
    hub.push("H.264", std::as_bytes(std::span(unit.data)), unit.pts, unit.isKey, isDamaged,
             base::SystemClock::instance().now());
}

} // namespace

class TestPreviewHub : public QObject {
    Q_OBJECT
    std::vector<testing::EncodedUnit> m_units;

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
        m_units = testing::encodeH264(110); // four groups and a bit
        QCOMPARE(m_units.size(), std::size_t(110));
    }

    void joinersSeeTheGroupAtOnceAndStayInStep() {
        const auto hub = probe::PreviewHub::make("hub");
        for (std::size_t i = 0; i < 85; ++i) { // ten pictures into the fourth group
            push(*hub, m_units[i]);
        }
        Listener listener;
        const auto watch = hub->watch({}, listener);
        const auto atOnce = listener.units();
        QVERIFY(!atOnce.empty());
        QVERIFY(atOnce.front()->isKey);
        for (std::size_t i = 85; i < 95; ++i) {
            push(*hub, m_units[i]);
        }
        const auto all = listener.units();
        QVERIFY(all.size() > atOnce.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i]->sequence, std::uint64_t(i));
        }
    }

    void keysOnly() {
        const auto hub = probe::PreviewHub::make("hub");
        Listener listener;
        model::PreviewRequest request;
        request.isKeyFramesOnly = true;
        const auto watch = hub->watch(request, listener);
        for (const auto& unit : m_units) {
            push(*hub, unit);
        }
        const auto units = listener.units();
        QVERIFY(units.size() >= 2);
        for (std::size_t i = 0; i < units.size(); ++i) {
            QVERIFY(units[i]->isKey);
            QCOMPARE(units[i]->sequence, std::uint64_t(i));
        }
    }

    void damageIsAGapUntilTheNextKey() {
        const auto hub = probe::PreviewHub::make("hub");
        Listener listener;
        const auto watch = hub->watch({}, listener);
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            push(*hub, m_units[i], i == 60);
        }
        const auto units = listener.units();
        int gaps = 0;
        for (std::size_t i = 1; i < units.size(); ++i) {
            if (units[i]->sequence != units[i - 1]->sequence + 1) {
                ++gaps;
                QVERIFY(units[i]->isKey);
            }
        }
        QCOMPARE(gaps, 1);
    }

    void endedWatchesHearNothing() {
        const auto hub = probe::PreviewHub::make("hub");
        Listener first;
        Listener second;
        auto watch = hub->watch({}, first);
        const auto other = hub->watch({}, second);
        watch.reset();
        for (const auto& unit : m_units) {
            push(*hub, unit);
        }
        QVERIFY(first.units().empty());
        QVERIFY(!second.units().empty());
        hub->close("the node is stopping");
        QCOMPARE(second.reason(), std::string("the node is stopping"));
        QVERIFY(first.reason().empty());
        Listener late;
        const auto lateWatch = hub->watch({}, late);
        QVERIFY(!late.reason().empty());
    }
};

QTEST_GUILESS_MAIN(TestPreviewHub)
#include "tst_previewhub.moc"
