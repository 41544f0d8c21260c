// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whatever happened to a file: it opens as far as it can be read, says what is damaged, and
// everything outside of that is as it was written.
#include <random>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/record/payloads.h"
#include "core/record/recording.h"
#include "core/record/slab.h"
#include "core/record/writer.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;

namespace {

/// Bytes [from, to) are not what they were.
struct Wound {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};

struct Chunk {
    record::ChunkHead head;
    std::uint64_t offset = 0;
    /// Indexes of the original items in it.
    std::vector<std::size_t> items;

    [[nodiscard]] std::uint64_t end() const {
        return offset + record::chunkHeadBytes + head.storedBytes;
    }
};

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

class TestDamage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        recordlab::FleetOptions options;
        options.seed = 3;
        options.nodes = 2;
        options.paths = 3;
        options.tickHz = 4;
        options.seconds = 330;
        m_made = recordlab::makeFleet(options);
        m_file = std::filesystem::path(m_dir.path().toStdString()) / "a.vigie";
        QVERIFY(recordlab::writeFile(m_made, m_file));
        m_bytes = readFile(m_file);
        readChunks();
        QVERIFY(m_chunks.size() > 100);
        std::size_t items = 0;
        for (const Chunk& chunk : m_chunks) {
            items += chunk.items.size();
        }
        QCOMPARE(items, m_made.items.size());
    }

    void cutAtEachBoundary() {
        for (const Chunk& chunk : m_chunks) {
            check(m_bytes.substr(0, chunk.offset), {chunk.offset, m_bytes.size()});
        }
    }

    void cutAnywhere() {
        std::mt19937 random(1);
        for (int round = 0; round < 150; ++round) {
            const std::uint64_t at = random() % m_bytes.size();
            check(m_bytes.substr(0, at), {at, m_bytes.size()});
        }
    }

    void flippedBits() {
        std::mt19937 random(2);
        for (int round = 0; round < 500; ++round) {
            std::string bytes = m_bytes;
            const std::uint64_t at = random() % bytes.size();
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
            check(bytes, {at, at + 1});
        }
    }

    void flippedHeads() {
        // Few bytes are heads, so that random ones seldom hit them: each once, by its kind too.
        std::mt19937 random(3);
        for (const Chunk& chunk : m_chunks) {
            std::string bytes = m_bytes;
            const std::uint64_t at = chunk.offset + random() % record::chunkHeadBytes;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
            check(bytes, {at, at + 1});
        }
    }

    void flippedHeadsWithoutAnIndex() {
        // Cut before the End and the Index before it: from head to head.
        std::mt19937 random(4);
        for (const Chunk& chunk : m_chunks) {
            if (chunk.offset == 0) {
                continue;
            }
            std::string bytes = m_bytes;
            for (const Chunk& other : m_chunks) {
                if (other.head.kind == record::ChunkKind::Index) {
                    bytes[other.offset + 90] = static_cast<char>(bytes[other.offset + 90] ^ 1);
                }
            }
            const std::uint64_t at = chunk.offset + random() % record::chunkHeadBytes;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << (random() % 8)));
            check(bytes, {at, at + 1});
        }
    }

    void zeroedStretches() {
        std::mt19937 random(5);
        for (int round = 0; round < 150; ++round) {
            std::string bytes = m_bytes;
            const std::uint64_t from = random() % bytes.size();
            const std::uint64_t to =
                std::min<std::uint64_t>(bytes.size(), from + random() % 20'000 + 1);
            std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                      bytes.begin() + static_cast<std::ptrdiff_t>(to), '\0');
            check(bytes, {from, to});
        }
    }

    void copiedInPart() {
        // As long as it should be, with holes: whole pages of zeros.
        for (const double part : {0.2, 0.5, 0.9}) {
            const auto at = static_cast<std::size_t>(static_cast<double>(m_bytes.size()) * part);
            const auto damaged = m_file.parent_path() / "sparse.vigie";
            QVERIFY(writeBytes(damaged, m_bytes.substr(0, at)));
            std::filesystem::resize_file(damaged, m_bytes.size());
            checkFile(damaged, {at, m_bytes.size()});
            // And with an end that lies far behind a hole.
            std::filesystem::resize_file(damaged, std::uint64_t{1} << 36U);
            checkFile(damaged, {at, m_bytes.size()});
        }
    }

    void aFolderWithStrangers() {
        QTemporaryDir dir;
        const auto folder = std::filesystem::path(dir.path().toStdString());
        QVERIFY(writeBytes(folder / "2026-07-26T18.vigie", m_bytes));
        QVERIFY(writeBytes(folder / "empty.vigie", ""));
        QVERIFY(writeBytes(folder / "text.vigie", std::string(5000, 'x')));
        QVERIFY(writeBytes(folder / "notes.txt", "nothing of ours"));
        QVERIFY(writeBytes(folder / "gone.vigie.journal", "nothing either"));
        std::filesystem::create_directory(folder / "folder.vigie");
        auto recording = record::Recording::open(folder);
        QVERIFY2(recording, recording ? "" : recording.error().message.c_str());
        QCOMPARE((*recording)->info().files.size(), std::size_t{1});
        QCOMPARE((*recording)->info().damages.size(), std::size_t{4});
        const std::string mismatch =
            recordlab::howDifferent(*(*recording)->itemsFrom(0), m_made.items, 0);
        QVERIFY2(mismatch.empty(), mismatch.c_str());
    }

    void aFileWithoutItsJournal() {
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        auto writer = record::Writer::create(file, {});
        QVERIFY(writer);
        QVERIFY(recordlab::put(m_made, **writer));
        QVERIFY(std::filesystem::remove(file.string() + record::journalSuffix));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        QVERIFY(!(*recording)->info().isComplete);
        // All of the sealed minutes; of the last one only what was written at once.
        const auto items = (*recording)->itemsFrom(0);
        std::size_t index = 0;
        std::size_t found = 0;
        while (const auto item = items->next()) {
            ++found;
            while (index < m_made.items.size() &&
                   !recordlab::howDifferent(m_made.items[index], *item).empty()) {
                QVERIFY(m_made.items[index].at().utc >=
                        recordlab::dayStart + std::chrono::seconds(240));
                ++index;
            }
            QVERIFY(index < m_made.items.size());
            ++index;
        }
        QVERIFY(found > m_made.items.size() / 2);
    }

    void aJournalWithoutItsFile() {
        QTemporaryDir dir;
        const auto file = std::filesystem::path(dir.path().toStdString()) / "a.vigie";
        recordlab::FleetOptions options;
        options.seconds = 40;
        const auto made = recordlab::makeFleet(options);
        auto writer = record::Writer::create(file, {});
        QVERIFY(writer);
        QVERIFY(recordlab::put(made, **writer));
        QVERIFY(std::filesystem::remove(file));
        auto recording = record::Recording::open(file);
        QVERIFY2(recording, recording ? "" : recording.error().message.c_str());
        QVERIFY(!(*recording)->info().damages.empty());
        std::vector<record::Item> expected;
        for (const auto& item : made.items) {
            const auto* note = std::get_if<record::Note>(&item.what);
            if (note == nullptr || !record::chunkKindOf(note->kind)) {
                expected.push_back(item);
            }
        }
        const std::string mismatch =
            recordlab::howDifferent(*(*recording)->itemsFrom(0), expected, 0);
        QVERIFY2(mismatch.empty(), mismatch.c_str());
    }

    void itBecomesShorterWhileItIsRead() {
        const auto file = m_file.parent_path() / "shrinks.vigie";
        QVERIFY(writeBytes(file, m_bytes));
        auto recording = record::Recording::open(file);
        QVERIFY(recording);
        const auto items = (*recording)->itemsFrom(0);
        QVERIFY(items->next());
        std::filesystem::resize_file(file, m_bytes.size() / 3);
        std::size_t count = 1;
        while (items->next()) {
            ++count;
        }
        QVERIFY(count < m_made.items.size());
        QVERIFY(!items->damages().empty());
        QVERIFY((*recording)->refresh());
        QVERIFY(!(*recording)->info().isComplete);
        QVERIFY((*recording)->info().bytes == m_bytes.size() / 3);
        std::filesystem::remove(file);
        const auto gone = (*recording)->refresh();
        QVERIFY(!gone);
        QVERIFY(gone.error().message.find("taken away") != std::string::npos);
        // What is open can be read all the same.
        QVERIFY((*recording)->itemsFrom(0)->next());
    }

private:
    void readChunks() {
        std::map<std::uint32_t, std::string> endpoints;
        std::size_t found = 0;
        std::vector<bool> isTaken(m_made.items.size(), false);
        const auto take = [&](Chunk& chunk, const record::Item& item) {
            const auto first = std::lower_bound(
                m_made.items.begin(), m_made.items.end(), item.order,
                [](const auto& made, std::uint64_t order) { return made.order < order; });
            for (auto it = first; it != m_made.items.end() && it->order == item.order; ++it) {
                const auto index = static_cast<std::size_t>(it - m_made.items.begin());
                if (!isTaken[index] && recordlab::howDifferent(*it, item).empty()) {
                    isTaken[index] = true;
                    chunk.items.push_back(index);
                    ++found;
                    return;
                }
            }
            QFAIL("a chunk has what was never put");
        };
        for (std::uint64_t offset = 0; offset < m_bytes.size();) {
            const auto rest = std::string_view(m_bytes).substr(offset);
            const auto head = record::readChunkHead(rest);
            QVERIFY(head);
            Chunk chunk{*head, offset, {}};
            const auto payload = record::unpackChunk(*head, rest.substr(record::chunkHeadBytes));
            QVERIFY(payload);
            if (head->kind == record::ChunkKind::Description) {
                const auto said = record::readDescription(*payload);
                QVERIFY(said);
                endpoints[head->stream] = said->endpoint;
                take(chunk, {head->firstOrder,
                             fleet::Input{said->endpoint, said->description, said->received}});
            } else if (head->kind == record::ChunkKind::Slab) {
                const auto slab = record::SlabReader::open(*payload);
                QVERIFY(slab);
                const auto ticks = slab->ticks();
                QVERIFY(ticks);
                for (const auto& tick : *ticks) {
                    take(chunk, {tick.order,
                                 fleet::Input{endpoints[head->stream], tick.tick, tick.received}});
                }
            } else if (head->kind == record::ChunkKind::Notes) {
                const auto notes = record::readNotes(*payload);
                QVERIFY(notes);
                for (const auto& note : *notes) {
                    take(chunk, note);
                }
            } else if (const auto kind = record::noteKindOf(head->kind)) {
                const auto note = record::readNote(*kind, *payload);
                QVERIFY(note);
                take(chunk, {head->firstOrder, *note});
            }
            offset = chunk.end();
            m_chunks.push_back(std::move(chunk));
        }
    }

    void check(const std::string& bytes, const Wound& wound) {
        const auto file = m_file.parent_path() / "damaged.vigie";
        QVERIFY(writeBytes(file, bytes));
        checkFile(file, wound);
    }

    void checkFile(const std::filesystem::path& file, const Wound& wound) {
        const std::string where =
            "bytes " + std::to_string(wound.from) + " to " + std::to_string(wound.to);
        auto recording = record::Recording::open(file);
        if (!recording) {
            // Nothing is left of one that is cut within its first chunk.
            QVERIFY2(wound.from < m_chunks.front().end() && wound.to >= m_bytes.size(),
                     (where + ": " + recording.error().message).c_str());
            return;
        }
        // What stands outside of the wound must be there; its chunks may be.
        std::vector<bool> isExpected(m_made.items.size(), false);
        std::map<std::uint32_t, int> descriptions;
        const auto isHurt = [&](const Chunk& chunk) {
            return chunk.offset < wound.to && chunk.end() > wound.from;
        };
        for (const Chunk& chunk : m_chunks) {
            const bool isDescription = chunk.head.kind == record::ChunkKind::Description;
            descriptions[chunk.head.stream] += isDescription && !isHurt(chunk) ? 1 : 0;
        }
        for (const Chunk& chunk : m_chunks) {
            // Samples mean nothing while nobody says whose they are.
            const bool isNameless =
                chunk.head.kind == record::ChunkKind::Slab && descriptions[chunk.head.stream] == 0;
            for (const std::size_t item : chunk.items) {
                isExpected[item] = !isHurt(chunk) && !isNameless;
            }
        }
        const auto items = (*recording)->itemsFrom(0);
        std::vector<bool> isFound(m_made.items.size(), false);
        std::size_t index = 0;
        while (const auto item = items->next()) {
            while (index < m_made.items.size() &&
                   !recordlab::howDifferent(m_made.items[index], *item).empty()) {
                ++index;
            }
            QVERIFY2(
                index < m_made.items.size(),
                (where + ": never put or out of order: " + recordlab::describe(*item)).c_str());
            isFound[index++] = true;
        }
        bool isSomethingLost = false;
        for (std::size_t i = 0; i < isFound.size(); ++i) {
            QVERIFY2(isFound[i] || !isExpected[i],
                     (where + ": lost " + recordlab::describe(m_made.items[i])).c_str());
            isSomethingLost = isSomethingLost || !isFound[i];
        }
        const bool isSaid = !(*recording)->info().damages.empty();
        QVERIFY2(isSaid || !(*recording)->info().isComplete || !isSomethingLost, where.c_str());
        const bool isCut = wound.to == m_bytes.size() && isSomethingLost;
        QVERIFY2(!isCut || !(*recording)->info().isComplete, where.c_str());
        ask(**recording);
    }

    /// Everything else that can be asked: answers, whatever they are worth.
    void ask(record::Recording& recording) {
        const auto at = recordlab::dayStart + std::chrono::seconds(100);
        for (const auto& node : recording.momentAt(at, {})) {
            if (node.description) {
                for (std::size_t metric = 0; metric < node.latest.size(); ++metric) {
                    QCOMPARE(node.latest[metric].size(),
                             node.description->rows(node.description->metrics[metric].scope));
                }
            }
        }
        const series::SeriesKey key{"node0", model::Scope::Path, "path0", "gop.length"};
        QVERIFY(recording.chart(key, recordlab::dayStart, at, 3).points.size() <= 3);
        QVERIFY(recording.chart(key, recordlab::dayStart, at, 200).points.size() <= 200);
        std::size_t pictures = 0;
        recording.pictures(base::Utc::min(), base::Utc::max(), [&](const auto& picture) {
            const auto known =
                std::find_if(m_made.pictures.begin(), m_made.pictures.end(), [&](const auto& made) {
                    return recordlab::howDifferent(made, picture).empty();
                });
            pictures += known != m_made.pictures.end() ? 1 : 1000;
            return true;
        });
        QVERIFY(pictures <= m_made.pictures.size());
        QVERIFY(recording.marks().size() <= m_made.marks.size());
        (void)recording.orderAt(at);
        (void)recording.newestNote(record::NoteKind::Frame, at);
        (void)recording.notesBetween(recordlab::dayStart, at);
    }

    QTemporaryDir m_dir;
    std::filesystem::path m_file;
    recordlab::Made m_made;
    std::string m_bytes;
    std::vector<Chunk> m_chunks;
};

QTEST_APPLESS_MAIN(TestDamage)
#include "tst_damage.moc"
