// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was recorded without a desk gets the verdicts of one, and can be looked at.
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <variant>

#include "core/config/rulesfile.h"
#include "core/record/recording.h"
#include "core/replay/judge.h"
#include "core/replay/past.h"
#include "core/replay/rerun.h"
#include "tests/support/pastlab/samplefile.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

bool isVerdict(const record::Item& item) {
    const auto* note = std::get_if<record::Note>(&item.what);
    return note != nullptr && static_cast<int>(note->kind) >= 32;
}

} // namespace

class TestJudge : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) { return m_folder.filePath(name).toStdString(); }

private slots:
    void initTestCase() {
        // Facts alone, as vigiectl record had them before it judged.
        auto items = pastlab::sampleItems();
        std::erase_if(items, isVerdict);
        QVERIFY(pastlab::writeItems(items, at("facts.vigie")).has_value());
    }

    void theVerdictsAreThoseOfADesk() {
        const auto done = replay::judged(at("facts.vigie"), at("judged.vigie"), {}, {});
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        auto facts = record::Recording::open(at("facts.vigie"));
        auto judged = record::Recording::open(at("judged.vigie"));
        QVERIFY(facts && judged);
        QVERIFY((*judged)->info().isComplete);
        QCOMPARE((*judged)->info().lastOrder, (*facts)->info().lastOrder);
        QVERIFY(replay::asRecorded(**facts, {})->alarms.empty());
        const auto recorded = replay::asRecorded(**judged, {});
        const auto again = replay::rerun(**facts, {});
        QVERIFY(recorded && again);
        QVERIFY(recorded->alarms.size() > 10);
        QVERIFY(recorded->alarms == again->alarms);
        QCOMPARE(recorded->fingerprint, again->fingerprint);
    }

    void aDeskCanShowIt() {
        auto past = replay::Past::open(at("judged.vigie"));
        QVERIFY2(past, past ? "" : past.error().message.c_str());
        const base::Utc from = (*past)->info().from;
        (*past)->seek(from + 250s); // within the outage
        QTRY_VERIFY_WITH_TIMEOUT((*past)->snapshot()->now == from + 250s, 10000);
        const auto shown = (*past)->snapshot();
        QVERIFY(!shown->deliveries.empty());
        QVERIFY(std::any_of(shown->nodes.begin(), shown->nodes.end(), [](const auto& node) {
            return node.contact == fleet::Contact::Connected;
        }));
        QVERIFY(!shown->incidents.empty());
        QVERIFY(shown->world.minute.percent().has_value());
        QVERIFY(!shown->regions.empty());
    }

    void otherRulesGiveOtherVerdicts() {
        const auto none = config::readRulesText("version: 1\ndefaults: false\nrules: []\n", "none");
        QVERIFY2(none, none ? "" : none.error().message.c_str());
        QVERIFY(replay::judged(at("judged.vigie"), at("silent.vigie"), *none, {}).has_value());
        auto silent = record::Recording::open(at("silent.vigie"));
        QVERIFY(silent);
        QVERIFY(replay::asRecorded(**silent, {})->alarms.empty());
    }

    void whatCanNotBeDoneIsSaid() {
        const auto there = replay::judged(at("facts.vigie"), at("judged.vigie"), {}, {});
        QVERIFY(!there && !there.error().message.empty()); // never over what exists
        QVERIFY(!replay::judged(at("nothing.vigie"), at("new.vigie"), {}, {}));
        std::stop_source stop;
        stop.request_stop();
        record::Progress progress;
        progress.stop = stop.get_token();
        QVERIFY(!replay::judged(at("facts.vigie"), at("stopped.vigie"), {}, progress));
        QVERIFY(!std::filesystem::exists(at("stopped.vigie")));
        QVERIFY(!std::filesystem::exists(at("new.vigie")));
    }
};

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
