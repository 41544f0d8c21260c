// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was put comes back: in order, by time, by kind; of one file and of a folder.
#include "core/record/recording.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/record/bytes.h"
#include "core/record/payloads.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;

namespace {

std::filesystem::path in(const QTemporaryDir& dir, const char* name) {
    return std::filesystem::path(dir.path().toStdString()) / name;
}

#define SAME(expression)                                                                           \
    do {                                                                                           \
        const std::string mismatch = (expression);                                                 \
        QVERIFY2(mismatch.empty(), mismatch.c_str());                                              \
    } while (false)

std::string readFile(const std::filesystem::path& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool writeBytes(const std::filesystem::path& path, const std::string& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.write(bytes.data(), static_cast<qint64>(bytes.size())) ==
               static_cast<qint64>(bytes.size());
}

} // namespace

class TestRecording : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        recordlab::FleetOptions options;
        options.seconds = 400;
        m_made = recordlab::makeFleet(options);
        const auto written = recordlab::writeFile(m_made, in(m_dir, "one.vigie"));
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        auto recording = record::Recording::open(in(m_dir, "one.vigie"));
        QVERIFY2(recording, recording ? "" : recording.error().message.c_str());
        m_recording = std::move(*recording);
    }

    void saysWhatItIs() {
        const auto& info = m_recording->info();
        QCOMPARE(info.files.size(), std::size_t{1});
        QCOMPARE(info.version, 1U);
        QCOMPARE(info.madeBy, std::string("recordlab"));
        QVERIFY(info.isComplete);
        QVERIFY(!info.isRedacted);
        QVERIFY(info.damages.empty());
        QCOMPARE(info.firstOrder, m_made.items.front().order);
        QCOMPARE(info.lastOrder, m_made.items.back().order);
        QVERIFY(info.from == m_made.items.front().at().utc);
        QVERIFY(info.to == m_made.items.back().at().utc);
        QCOMPARE(info.pictures, static_cast<std::uint64_t>(m_made.pictures.size()));
        QCOMPARE(info.bytes,
                 static_cast<std::uint64_t>(std::filesystem::file_size(in(m_dir, "one.vigie"))));
    }

    void itemsComeBackAsTheyWere() {
        const auto items = m_recording->itemsFrom(0);
        SAME(recordlab::howDifferent(*items, m_made.items, 0));
        QVERIFY(items->damages().empty());
    }

    void itemsFromTheMiddle() {
        std::mt19937 random(7);
        for (int round = 0; round < 12; ++round) {
            const std::uint64_t order = random() % m_made.items.back().order + 1;
            const auto first = std::find_if(m_made.items.begin(), m_made.items.end(),
                                            [&](const auto& item) { return item.order >= order; });
            const auto items = m_recording->itemsFrom(order);
            SAME(recordlab::howDifferent(*items, m_made.items,
                                         static_cast<std::size_t>(first - m_made.items.begin())));
        }
    }

    void momentsHaveOrders() {
        std::mt19937 random(8);
        for (int round = 0; round < 60; ++round) {
            const auto at = recordlab::dayStart + std::chrono::milliseconds(random() % 410'000) -
                            std::chrono::seconds(5);
            std::uint64_t expected = m_made.items.back().order + 1;
            for (const auto& item : m_made.items) {
                if (item.at().utc >= at) {
                    expected = std::min(expected, item.order);
                }
            }
            QCOMPARE(m_recording->orderAt(at), expected);
        }
    }

    void notesWithoutTicks() {
        const auto from = recordlab::dayStart + std::chrono::seconds(70);
        const auto to = recordlab::dayStart + std::chrono::seconds(250);
        std::vector<record::Item> expected;
        for (const auto& item : m_made.items) {
            const auto* note = std::get_if<record::Note>(&item.what);
            const auto* input = std::get_if<fleet::Input>(&item.what);
            const bool isNote = note != nullptr && note->kind != record::NoteKind::Timer &&
                                !record::chunkKindOf(note->kind);
            const bool isInput =
                input != nullptr && (std::holds_alternative<model::EventPtr>(input->what) ||
                                     std::holds_alternative<fleet::ContactChange>(input->what));
            if (item.at().utc >= from && item.at().utc <= to && (isNote || isInput)) {
                expected.push_back(item);
            }
        }
        const auto found = m_recording->notesBetween(from, to);
        QVERIFY(expected.size() > 10);
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            SAME(recordlab::howDifferent(expected[i], found[i]));
        }
    }

    void newestOfEachKind() {
        using record::NoteKind;
        std::mt19937 random(9);
        for (const NoteKind kind :
             {NoteKind::Begin, NoteKind::Book, NoteKind::Frame, NoteKind::Outline}) {
            for (int round = 0; round < 20; ++round) {
                const auto at = recordlab::dayStart + std::chrono::milliseconds(random() % 400'000);
                const record::Item* expected = nullptr;
                for (const auto& item : m_made.items) {
                    const auto* note = std::get_if<record::Note>(&item.what);
                    if (note != nullptr && note->kind == kind && note->at.utc <= at) {
                        expected = &item;
                    }
                }
                const auto found = m_recording->newestNote(kind, at);
                QCOMPARE(found.has_value(), expected != nullptr);
                if (found) {
                    SAME(recordlab::howDifferent(*expected, {found->order, found->note}));
                }
            }
        }
        QVERIFY(!m_recording->newestNote(NoteKind::Frame,
                                         recordlab::dayStart - std::chrono::seconds(1)));
        QVERIFY(!m_recording->newestNote(NoteKind::Entry, base::Utc::max()));
    }

    void outlinesAreThinnedEvenly() {
        const auto from = recordlab::dayStart;
        const auto to = recordlab::dayStart + std::chrono::seconds(400);
        const auto all = m_recording->outlines(from, to, 1000);
        QCOMPARE(all.size(), std::size_t{40});
        const auto few = m_recording->outlines(from, to, 8);
        QCOMPARE(few.size(), std::size_t{8});
        for (std::size_t i = 0; i < few.size(); ++i) {
            QCOMPARE(few[i].note.bytes, all[i * 5 + 4].note.bytes);
        }
        QVERIFY(m_recording->outlines(from, to, 0).empty());
    }

    void picturesComeBack() {
        std::size_t next = 0;
        std::string difference;
        m_recording->pictures(base::Utc::min(), base::Utc::max(), [&](const auto& picture) {
            difference = next < m_made.pictures.size()
                             ? recordlab::howDifferent(m_made.pictures[next], picture)
                             : "one too many";
            ++next;
            return difference.empty();
        });
        SAME(difference);
        QCOMPARE(next, m_made.pictures.size());

        std::mt19937 random(10);
        for (int round = 0; round < 60; ++round) {
            const auto& path = m_made.pictures[random() % m_made.pictures.size()].path;
            const auto at = recordlab::dayStart + std::chrono::milliseconds(random() % 400'000);
            const std::chrono::seconds oldest(60);
            const record::Picture* expected = nullptr;
            for (const auto& picture : m_made.pictures) {
                if (picture.path == path && picture.received <= at &&
                    picture.received >= at - oldest) {
                    expected = &picture;
                }
            }
            const auto found = m_recording->pictureAt(path, at, oldest);
            QCOMPARE(found.has_value(), expected != nullptr);
            if (found) {
                SAME(recordlab::howDifferent(*expected, *found));
            }
        }
    }

    void marksAreAddedToAWholeFile() {
        const auto file = in(m_dir, "marked.vigie");
        QVERIFY(recordlab::writeFile(m_made, file));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        QCOMPARE((*recording)->marks().size(), std::size_t{1});
        const record::Mark first{"a-1", recordlab::dayStart, recordlab::dayStart, "look", "me",
                                 false};
        record::Mark second{"a-2",
                            recordlab::dayStart + std::chrono::seconds(5),
                            recordlab::dayStart + std::chrono::seconds(9),
                            "here",
                            "me",
                            false};
        for (int again = 0; again < 2; ++again) {
            QVERIFY((*recording)->addMark(first));
            QVERIFY((*recording)->addMark(second));
            QCOMPARE((*recording)->marks().size(), std::size_t{3});
            QVERIFY((*recording)->marks()[0] == first);
            QVERIFY((*recording)->marks()[1] == second);
            recording = record::Recording::open(file);
            QVERIFY(recording);
            second.text = "here, replaced";
        }
        second.isRemoved = true;
        QVERIFY((*recording)->addMark(second));
        QCOMPARE((*recording)->marks().size(), std::size_t{2});
        recording = record::Recording::open(file);
        QVERIFY(recording);
        QVERIFY((*recording)->info().isComplete);
        QVERIFY((*recording)->info().damages.empty());
        QCOMPARE((*recording)->marks().size(), std::size_t{2});
        QCOMPARE((*recording)->info().pictures, static_cast<std::uint64_t>(m_made.pictures.size()));
        SAME(recordlab::howDifferent(*(*recording)->itemsFrom(0), m_made.items, 0));

        // Not into one that is cut off, or a folder.
        const std::string bytes = readFile(file);
        const auto cut = in(m_dir, "cut.vigie");
        QVERIFY(writeBytes(cut, bytes.substr(0, bytes.size() - 40)));
        auto torn = record::Recording::open(cut);
        QVERIFY(torn);
        QVERIFY(!(*torn)->addMark(first));
        QCOMPARE(readFile(cut).size(), bytes.size() - 40);
    }

    void aFileThatIsNotClosedIsRead() {
        const auto file = in(m_dir, "open.vigie");
        record::WriterOptions options;
        options.madeBy = "recordlab";
        auto writer = record::Writer::create(file, options);
        QVERIFY(writer);
        QVERIFY(recordlab::put(m_made, **writer));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        QVERIFY(!(*recording)->info().isComplete);
        QVERIFY((*recording)->info().damages.empty());
        SAME(recordlab::howDifferent(*(*recording)->itemsFrom(0), m_made.items, 0));
        QCOMPARE((*recording)->info().lastOrder, m_made.items.back().order);
    }

    void aNewerFormatIsRefused() {
        record::HeadPayload head;
        head.version = 2;
        record::ChunkHead chunk;
        const auto file = in(m_dir, "newer.vigie");
        QVERIFY(writeBytes(file, record::packChunk(chunk, record::packHead(head), false)));
        const auto recording = record::Recording::open(file);
        QVERIFY(!recording);
        QVERIFY(recording.error().message.find("upgrade vigie") != std::string::npos);
    }

    void whatIsNotKnownIsSteppedOver() {
        // A chunk of a later kind, and one of a later layout, behind a whole file.
        std::string bytes = readFile(in(m_dir, "one.vigie"));
        record::ChunkHead later;
        later.kind = static_cast<record::ChunkKind>(77);
        bytes += record::packChunk(later, "something", false);
        record::ChunkHead layout;
        layout.kind = record::ChunkKind::Outline;
        layout.version = 9;
        layout.from = layout.to = m_made.items.back().at().utc;
        layout.firstOrder = layout.lastOrder = m_made.items.back().order;
        bytes += record::packChunk(layout, "who knows", false);
        const auto file = in(m_dir, "later.vigie");
        QVERIFY(writeBytes(file, bytes));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        const auto items = (*recording)->itemsFrom(0);
        SAME(recordlab::howDifferent(*items, m_made.items, 0));
        QCOMPARE(items->damages().size(), std::size_t{1});
        QVERIFY(items->damages()[0].what.find("later version") != std::string::npos);
    }

    void whatIsNoRecordingIsRefused() {
        QVERIFY(!record::Recording::open(in(m_dir, "nowhere.vigie")));
        QVERIFY(writeBytes(in(m_dir, "text.vigie"), std::string(100'000, 'x')));
        QVERIFY(!record::Recording::open(in(m_dir, "text.vigie")));
        QVERIFY(writeBytes(in(m_dir, "empty.vigie"), ""));
        QVERIFY(!record::Recording::open(in(m_dir, "empty.vigie")));
        QTemporaryDir empty;
        QVERIFY(!record::Recording::open(empty.path().toStdString()));
    }

private:
    QTemporaryDir m_dir;
    recordlab::Made m_made;
    std::unique_ptr<record::Recording> m_recording;
};

QTEST_APPLESS_MAIN(TestRecording)
#include "tst_recording.moc"
