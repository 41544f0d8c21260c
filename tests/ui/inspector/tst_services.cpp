// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QtTest>

#include "tests/ui/support/fakeengine.h"
#include "ui/inspector/servicetable.h"
#include "ui/theme/figures.h"

using namespace vigie;
using namespace vigie::ui;
using namespace vigie::ui::inspector;

namespace {

/// Of one side's node, as it would describe itself anew.
void describe(engine::Snapshot& snapshot, const Twin& twin,
              std::vector<model::ServiceInfo> services) {
    for (auto& node : snapshot.nodes) {
        if (node.description->id == twin.ref.nodeId) {
            auto anew = std::make_shared<model::NodeDescription>(*node.description);
            anew->services = std::move(services);
            node.description = anew;
        }
    }
}

} // namespace

class TestServices : public QObject {
    Q_OBJECT
private slots:
    void allOfTheInputWithOneMarked() {
        engine::Snapshot snapshot = uitest::makeSnapshot();
        const Twins twins = findTwins(snapshot, "f003", "south-america");
        const Twin& cloud = *twins.paths[0];
        const std::uint16_t own = cloud.serviceId;
        const std::string input = cloud.input.id;
        std::uint16_t pmt = 0;
        for (const auto& pid : snapshot.findNode(cloud.ref.nodeId)->description->pids) {
            if (pid.inputId == input) {
                pmt = static_cast<std::uint16_t>(pid.pid - 1);
                break;
            }
        }
        describe(snapshot, cloud,
                 {{input, own, "Drone", "Nord", pmt, 0x1fff},
                  {input, static_cast<std::uint16_t>(own + 1), "", "", 0x30, 0x31},
                  {"another", 99, "Not ours", "", 0x40, 0x41}});

        ServiceTable table;
        const QAbstractItemModelTester tester(&table);
        table.setTwins(twins);
        table.setSnapshot(snapshot);
        QCOMPARE(table.rowCount(), 2);
        const auto text = [&table](int row, int column, int role = Qt::DisplayRole) {
            return table.index(row, column).data(role).toString();
        };
        QCOMPARE(text(0, 0), QString::number(own));
        QCOMPARE(text(0, 1), QStringLiteral("Drone"));
        QCOMPARE(text(0, 2), QStringLiteral("▸ H.264 · AAC eng"));
        const QString tip = text(0, 2, Qt::ToolTipRole);
        QVERIFY2(tip.contains("This path takes it") && tip.contains("Provider: Nord") &&
                     tip.contains(QStringLiteral("PCR on ") + theme::unknownFigure()),
                 qPrintable(tip));
        // One without a name and without streams is there all the same.
        QCOMPARE(text(1, 1), theme::unknownFigure());
        QCOMPARE(text(1, 2), theme::unknownFigure());
        QVERIFY(text(1, 2, Qt::ToolTipRole).contains("0x0030"));
        // The other side's node told nothing.
        QCOMPARE(text(0, 3), theme::unknownFigure());
        QVERIFY(text(0, 3, Qt::ToolTipRole).contains("has not told"));

        describe(
            snapshot, *twins.paths[1],
            {{twins.paths[1]->input.id, static_cast<std::uint16_t>(own + 1), "", "", 0x30, 0x31}});
        table.setSnapshot(snapshot);
        QVERIFY(text(0, 3, Qt::ToolTipRole).contains("no such service"));
    }

    void nothingToldIsNoRow() {
        ServiceTable table;
        const QAbstractItemModelTester tester(&table);
        const engine::Snapshot snapshot = uitest::makeSnapshot();
        table.setTwins(findTwins(snapshot, "f003", "south-america"));
        table.setSnapshot(snapshot);
        QCOMPARE(table.rowCount(), 0);
    }
};

QTEST_MAIN(TestServices)
#include "tst_services.moc"
