// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of each version that was released still open, with all that was in them. A file is never
// made anew: it is what that version wrote. VIGIE_MAKE_RECORDING=FILE makes the one of the present
// version, for a new version to keep.
#include <QCryptographicHash>
#include <QTest>

#include "core/record/recording.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;

namespace {

recordlab::Made sample() {
    recordlab::FleetOptions options;
    options.seed = 20;
    options.nodes = 2;
    options.paths = 2;
    options.tickHz = 2;
    options.seconds = 150;
    return recordlab::makeFleet(options);
}

void add(QCryptographicHash& hash, const std::string& text) {
    hash.addData(QByteArray::fromStdString(text + "\n"));
}

/// Everything of an item in words: what a later program must read of it.
void add(QCryptographicHash& hash, const record::Item& item) {
    add(hash, recordlab::describe(item) + " " + std::to_string(base::toNs(item.at().utc)) + " " +
                  std::to_string(base::toNs(item.at().mono)));
    if (const auto* note = std::get_if<record::Note>(&item.what)) {
        add(hash, note->bytes);
        return;
    }
    const auto& input = std::get<fleet::Input>(item.what);
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input.what)) {
        add(hash, (*description)->id + " " + std::to_string((*description)->epoch) + " " +
                      std::to_string((*description)->incarnation));
        for (const auto& path : (*description)->paths) {
            add(hash, path.id);
        }
        for (const auto& metric : (*description)->metrics) {
            add(hash, metric.key + " " + std::to_string(metric.step));
        }
    } else if (const auto* event = std::get_if<model::EventPtr>(&input.what)) {
        add(hash, (*event)->code + " " + (*event)->subject + " " +
                      std::to_string((*event)->sequence) + " " + std::to_string((*event)->count));
    } else if (const auto* change = std::get_if<fleet::ContactChange>(&input.what)) {
        add(hash, std::to_string(static_cast<int>(change->contact)) + change->reason);
    } else {
        const model::Tick& tick = *std::get<model::TickPtr>(input.what);
        add(hash, std::to_string(tick.sequence) + " " + std::to_string(base::toNs(tick.utc)) + " " +
                      std::to_string(base::toNs(tick.mono)) + " " + std::to_string(tick.conflated));
        for (const auto& block : tick.blocks) {
            for (const auto& column : block.columns) {
                std::string line =
                    std::to_string(block.first) + " " + std::to_string(column.metric) + ":";
                for (std::size_t row = 0; row < column.values.size(); ++row) {
                    line += column.isPresent(row) ? " " + std::to_string(column.values[row])
                                                  : std::string(" -");
                }
                for (std::size_t row = 0; row < column.minima.size(); ++row) {
                    line += " " + std::to_string(column.minima[row]) + "/" +
                            std::to_string(column.maxima[row]);
                }
                add(hash, line);
            }
        }
    }
}

struct Contents {
    std::size_t items = 0;
    std::size_t pictures = 0;
    std::size_t marks = 0;
    QByteArray hash;
};

Contents contentsOf(record::Recording& recording) {
    Contents contents;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto items = recording.itemsFrom(0);
    while (const auto item = items->next()) {
        ++contents.items;
        add(hash, *item);
    }
    recording.pictures(base::Utc::min(), base::Utc::max(), [&](const record::Picture& picture) {
        ++contents.pictures;
        add(hash, picture.path.nodeId + picture.path.pathId + picture.unit->data +
                      std::to_string(picture.unit->pts));
        return true;
    });
    for (const auto& mark : recording.marks()) {
        ++contents.marks;
        add(hash, mark.id + mark.text + mark.author + std::to_string(base::toNs(mark.at)));
    }
    contents.hash = hash.result().toHex();
    return contents;
}

} // namespace

class TestRecordingVersions : public QObject {
    Q_OBJECT
private slots:
    void make() {
        const QByteArray target = qgetenv("VIGIE_MAKE_RECORDING");
        if (target.isEmpty()) {
            QSKIP("only on demand: VIGIE_MAKE_RECORDING=FILE");
        }
        QVERIFY(recordlab::writeFile(sample(), target.toStdString()));
        auto recording = record::Recording::open(target.toStdString());
        QVERIFY(recording);
        const auto contents = contentsOf(**recording);
        qInfo("%zu items, %zu pictures, %zu marks, %s", contents.items, contents.pictures,
              contents.marks, contents.hash.constData());
    }

    void opensWithEverything_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<int>("marks");
        QTest::addColumn<QByteArray>("hash");
        QTest::addRow("version 1")
            << "recording-v1.vigie" << 769 << 30 << 1
            << QByteArray("c20df3628f36e5e2c38f20ff857554e22994e20ab506acec1ed45907d21fe295");
    }
    void opensWithEverything() {
        QFETCH(QString, file);
        QFETCH(int, items);
        QFETCH(int, pictures);
        QFETCH(int, marks);
        QFETCH(QByteArray, hash);
        const auto path = QString(VIGIE_SOURCE_DIR "/tests/data/") + file;
        auto recording = record::Recording::open(path.toStdString());
        QVERIFY2(recording, recording ? "" : recording.error().message.c_str());
        QVERIFY((*recording)->info().isComplete);
        const auto contents = contentsOf(**recording);
        QVERIFY((*recording)->info().damages.empty());
        QCOMPARE(static_cast<int>(contents.items), items);
        QCOMPARE(static_cast<int>(contents.pictures), pictures);
        QCOMPARE(static_cast<int>(contents.marks), marks);
        QCOMPARE(contents.hash, hash);
        const auto& info = (*recording)->info();
        const auto nodes = (*recording)->momentAt(info.to, {});
        QCOMPARE(nodes.size(), std::size_t{2});
        const series::SeriesKey key{"node0", model::Scope::Path, "path0", "gop.length"};
        QVERIFY(!(*recording)->chart(key, info.from, info.to, 100).points.empty());
        QVERIFY((*recording)->newestNote(record::NoteKind::Frame, info.to));
    }
};

QTEST_APPLESS_MAIN(TestRecordingVersions)
#include "tst_recordingversions.moc"
