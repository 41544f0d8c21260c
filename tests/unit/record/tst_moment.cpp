// SPDX-License-Identifier: GPL-3.0-or-later
//
// The fleet at a moment of a recording is what fleet::FleetState has made of all inputs up to it.
#include <random>

#include <QTemporaryDir>
#include <QTest>

#include "core/record/recording.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;

namespace {

#define SAME(expression)                                                                           \
    do {                                                                                           \
        const std::string mismatch = (expression);                                                 \
        QVERIFY2(mismatch.empty(), mismatch.c_str());                                              \
    } while (false)

fleet::FleetState stateAt(const recordlab::Made& made, base::Utc at) {
    fleet::FleetState state;
    for (const auto& item : made.items) {
        const auto* input = std::get_if<fleet::Input>(&item.what);
        if (input != nullptr && input->received.utc <= at) {
            state.apply(*input);
        }
    }
    return state;
}

std::string compare(const fleet::FleetState& state, const std::vector<record::NodeMoment>& nodes) {
    if (state.nodes().size() != nodes.size()) {
        return "number of nodes: " + std::to_string(nodes.size());
    }
    for (const auto& expected : state.nodes()) {
        const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const auto& node) {
            return node.endpoint == expected.endpoint;
        });
        if (found == nodes.end()) {
            return expected.endpoint + " is missing";
        }
        if (std::string difference = recordlab::howDifferent(expected, *found);
            !difference.empty()) {
            return difference;
        }
    }
    return {};
}

} // namespace

class TestMoment : public QObject {
    Q_OBJECT
private slots:
    void equalsTheState_data() {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("isClosed");
        for (int seed = 1; seed <= 6; ++seed) {
            QTest::addRow("seed %d", seed) << seed << true;
            QTest::addRow("seed %d, still open", seed) << seed << false;
        }
    }
    void equalsTheState() {
        QFETCH(int, seed);
        QFETCH(bool, isClosed);
        recordlab::FleetOptions options;
        options.seed = static_cast<std::uint32_t>(seed);
        options.seconds = 230;
        const auto made = recordlab::makeFleet(options);
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        auto writer = record::Writer::create(file, {});
        QVERIFY(writer);
        QVERIFY(recordlab::put(made, **writer));
        if (isClosed) {
            QVERIFY((*writer)->close());
        }
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        for (int round = 0; round < 25; ++round) {
            const auto at = recordlab::dayStart + std::chrono::milliseconds(random() % 232'000) -
                            std::chrono::seconds(1);
            SAME(compare(stateAt(made, at), (*recording)->momentAt(at, {})));
        }
        // Each moment at which something changes but ticks.
        int changes = 0;
        for (const auto& item : made.items) {
            const auto* input = std::get_if<fleet::Input>(&item.what);
            const bool isChange = input != nullptr && !item.isTick() &&
                                  !std::holds_alternative<model::EventPtr>(input->what);
            if (isChange && ++changes % 3 == 0) {
                const auto at = item.at().utc;
                SAME(compare(stateAt(made, at), (*recording)->momentAt(at, {})));
            }
        }
        QVERIFY(changes > 5);
        QVERIFY((*recording)->info().damages.empty());
    }

    void onlyTheMetricsThatAreAskedFor() {
        recordlab::FleetOptions options;
        options.isUnruly = false;
        options.seconds = 130;
        const auto made = recordlab::makeFleet(options);
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        QVERIFY(recordlab::writeFile(made, file));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        for (const int second : {3, 61, 62, 100, 129}) {
            const auto at = recordlab::dayStart + std::chrono::seconds(second);
            const auto state = stateAt(made, at);
            const auto nodes = (*recording)->momentAt(at, {"gop.length", "rare.setting"});
            QCOMPARE(nodes.size(), state.nodes().size());
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                const auto& expected = state.nodes()[i];
                QVERIFY(nodes[i].lastTick == expected.lastTick);
                for (const std::size_t metric : {std::size_t{3}, std::size_t{7}}) {
                    const auto& cells = expected.latest[metric].cells;
                    QCOMPARE(nodes[i].latest[metric].size(), cells.size());
                    for (std::size_t row = 0; row < cells.size(); ++row) {
                        QCOMPARE(nodes[i].latest[metric][row].raw, cells[row].raw);
                        QVERIFY(nodes[i].latest[metric][row].at == cells[row].at);
                    }
                }
                QVERIFY(!nodes[i].latest[1].front().isPresent);
            }
            // None of them known: the nodes are there all the same.
            QCOMPARE((*recording)->momentAt(at, {"no.such"}).size(), nodes.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestMoment)
#include "tst_moment.moc"
