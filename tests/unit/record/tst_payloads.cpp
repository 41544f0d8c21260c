// SPDX-License-Identifier: GPL-3.0-or-later
//
// What chunks hold comes back as it was; what was cut or changed is refused and breaks nothing.
#include <QTest>

#include <limits>
#include <random>

#include "core/record/payloads.h"
#include "core/record/pyramid.h"
#include "core/record/pyramidbuilder.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;
using namespace vigie::record;

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// Every shorter form, and some with a changed byte: whatever `read` makes of them, it returns.
template <typename Read> int refusedOf(const std::string& payload, Read&& read) {
    int refused = 0;
    for (std::size_t size = 0; size < payload.size();
         size += std::max<std::size_t>(1, payload.size() / 500)) {
        refused += read(std::string_view(payload).substr(0, size)) ? 0 : 1;
    }
    std::mt19937 random(3);
    for (int i = 0; i < 500 && !payload.empty(); ++i) {
        std::string changed = payload;
        changed[random() % changed.size()] ^= static_cast<char>(1U << (random() % 8));
        (void)read(changed);
    }
    return refused;
}

bool hasOwnChunk(const Item& item) {
    const auto* note = std::get_if<Note>(&item.what);
    return note != nullptr && chunkKindOf(note->kind);
}

bool isDescription(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    return input != nullptr && std::holds_alternative<model::NodeDescriptionPtr>(input->what);
}

Item withoutEndpoint(Item item) {
    std::get<fleet::Input>(item.what).endpoint.clear();
    return item;
}

} // namespace

class TestPayloads : public QObject {
    Q_OBJECT
private slots:
    void heads() {
        HeadPayload head;
        head.isRedacted = true;
        head.slabSeconds = 30;
        head.made = recordlab::dayStart;
        head.after = 1'234'567'890'123;
        head.madeBy = "vigie 0.1.0 on desk3";
        head.origin = "c0ffee";
        const std::string payload = packHead(head);
        const auto read = readHead(payload);
        QVERIFY(read);
        QCOMPARE(read->version, formatVersion);
        QVERIFY(read->isRedacted);
        QCOMPARE(read->slabSeconds, 30U);
        QVERIFY(read->made == head.made);
        QCOMPARE(read->after, head.after);
        QCOMPARE(read->madeBy, head.madeBy);
        QCOMPARE(read->origin, head.origin);
        QCOMPARE(refusedOf(payload, readHead), static_cast<int>(payload.size()));
        head.version = formatVersion + 1;
        const auto newer = readHead(packHead(head));
        QVERIFY(!newer);
        QVERIFY(newer.error().message.find("format 2") != std::string::npos);
    }

    void everyItemThroughTheJournal() {
        const auto made = recordlab::makeFleet({});
        std::size_t ticks = 0;
        for (const Item& item : made.items) {
            if (hasOwnChunk(item)) {
                continue;
            }
            std::string payload;
            packItem(item, payload);
            const auto read = readItem(payload, item.order);
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            const Item& expected = item.isTick() ? withoutEndpoint(item) : item;
            const std::string differs = recordlab::howDifferent(expected, *read);
            QVERIFY2(differs.empty(), differs.c_str());
            if (item.isTick() && ++ticks % 50 == 1) {
                QVERIFY(refusedOf(payload, [](std::string_view bytes) {
                            return readItem(bytes, 1).has_value();
                        }) > 0);
            }
        }
        QVERIFY(ticks > 1000);
    }

    void ticksOfTheWidestValues() {
        auto tick = std::make_shared<model::Tick>();
        tick->sequence = std::numeric_limits<std::uint64_t>::max();
        tick->utc = base::utcFromNs(least);
        tick->mono = base::monoFromNs(most);
        tick->conflated = 7;
        tick->blocks = {{model::Scope::Path,
                         3,
                         9,
                         {{0, {least, most, 0, -1, 1, 5, 6, 7, 8}, {0xf0, 0x01}, {}, {}},
                          {1, std::vector<std::int64_t>(9, least), {}, {}, {}},
                          {2, {1, 2, 3, 4, 5, 6, 7, 8, 256}, {}, {}, {}},
                          {3,
                           std::vector<std::int64_t>(9, 5),
                           {},
                           std::vector<std::int64_t>(9, least),
                           std::vector<std::int64_t>(9, most)}}},
                        {model::Scope::Pid, 0, 0, {{4, {}, {}, {}, {}}}},
                        {model::Scope::Node, 0, 1, {}}};
        const Item item{9, fleet::Input{{}, model::TickPtr(tick), {}}};
        std::string payload;
        packItem(item, payload);
        const auto read = readItem(payload, 9);
        QVERIFY(read);
        QCOMPARE(recordlab::howDifferent(item, *read), std::string());
        QVERIFY(refusedOf(payload, [](std::string_view bytes) {
                    return readItem(bytes, 1).has_value();
                }) > 100);
    }

    void aTickThatClaimsMuchIsNotBelieved() {
        // 100,000 constant columns of 100,000 rows each take 1.4 MB here and 80 GB in memory.
        auto tick = std::make_shared<model::Tick>();
        tick->blocks.push_back({model::Scope::Path, 0, 100'000, {}});
        model::Column column{0, std::vector<std::int64_t>(100'000, 1), {}, {}, {}};
        tick->blocks.front().columns.assign(200, column);
        std::string payload;
        packItem({1, fleet::Input{{}, model::TickPtr(tick), {}}}, payload);
        QVERIFY(payload.size() < 10'000);
        const auto read = readItem(payload, 1);
        QVERIFY(!read);
    }

    void notes() {
        const auto made = recordlab::makeFleet({});
        std::vector<Item> items;
        for (const Item& item : made.items) {
            if (!item.isTick() && !isDescription(item) && !hasOwnChunk(item)) {
                items.push_back(item);
            }
        }
        QVERIFY(items.size() > 20);
        const std::string payload = packNotes(items);
        const auto read = readNotes(payload);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->size(), items.size());
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string differs = recordlab::howDifferent(items[i], (*read)[i]);
            QVERIFY2(differs.empty(), differs.c_str());
        }
        QVERIFY(refusedOf(payload, [](std::string_view bytes) {
                    return readNotes(bytes).has_value();
                }) > 100);
        QVERIFY(readNotes(packNotes({}))->empty());
    }

    void notesOfTheirOwn() {
        for (const NoteKind kind :
             {NoteKind::Begin, NoteKind::Book, NoteKind::Frame, NoteKind::Outline}) {
            const Note note{kind, recordlab::deskTime(std::chrono::seconds(5)),
                            std::string("\0x", 2)};
            const auto read = readNote(kind, packNote(note));
            QVERIFY(read);
            QCOMPARE(recordlab::howDifferent(Item{1, note}, Item{1, *read}), std::string());
            QVERIFY(noteKindOf(*chunkKindOf(kind)) == kind);
            QVERIFY(!readNote(kind, "short"));
        }
        QVERIFY(!chunkKindOf(NoteKind::Timer));
        QVERIFY(!noteKindOf(ChunkKind::Slab));
    }

    void pictures() {
        const auto made = recordlab::makeFleet({});
        QVERIFY(made.pictures.size() > 5);
        const std::string payload = packPictures(made.pictures);
        const auto end =
            pictureDirectoryEnd(std::string_view(payload).substr(0, pictureFixedBytes));
        QVERIFY(end);
        // The directory alone is enough to find one.
        const auto places =
            readPictureDirectory(std::string_view(payload).substr(0, *end), payload.size());
        QVERIFY2(places, places ? "" : places.error().message.c_str());
        QCOMPARE(places->size(), made.pictures.size());
        for (std::size_t i = 0; i < places->size(); ++i) {
            const PicturePlace& place = (*places)[i];
            std::string data = payload.substr(place.offset, place.size);
            const auto read = readPicture(place, data);
            QVERIFY(read);
            QCOMPARE(recordlab::howDifferent(made.pictures[i], *read), std::string());
            data[0] ^= 1;
            QVERIFY(!readPicture(place, data));
        }
        QVERIFY(refusedOf(payload.substr(0, *end), [&](std::string_view bytes) {
                    return readPictureDirectory(bytes, payload.size()).has_value();
                }) > 0);
        QVERIFY(!readPictureDirectory(payload, payload.size() - 1));
    }

    void marks() {
        const Mark mark{"m-1",
                        recordlab::dayStart,
                        recordlab::dayStart + std::chrono::seconds(9),
                        "Größe",
                        "Zoë",
                        true};
        const std::string payload = packMark(mark);
        const auto read = readMark(payload);
        QVERIFY(read);
        QVERIFY(*read == mark);
        QCOMPARE(refusedOf(payload, [](std::string_view b) { return readMark(b).has_value(); }),
                 static_cast<int>(payload.size()));
    }

    void carries() {
        CarryPayload carry;
        carry.isComplete = true;
        carry.lastTick = recordlab::dayStart;
        carry.lastReceived = recordlab::deskTime(std::chrono::seconds(1));
        carry.columns = {{0, {{0, {least, recordlab::dayStart, true}}, {7, {most, {}, false}}}},
                         {900, {{99'999, {-5, base::utcFromNs(most), true}}}}};
        const std::string payload = packCarry(carry);
        const auto read = readCarry(payload);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(read->isComplete);
        QVERIFY(read->lastTick == carry.lastTick);
        QVERIFY(read->lastReceived.mono == carry.lastReceived.mono);
        QCOMPARE(read->columns.size(), carry.columns.size());
        for (std::size_t c = 0; c < carry.columns.size(); ++c) {
            QCOMPARE(read->columns[c].metric, carry.columns[c].metric);
            QCOMPARE(read->columns[c].cells.size(), carry.columns[c].cells.size());
            for (std::size_t i = 0; i < carry.columns[c].cells.size(); ++i) {
                const auto& a = carry.columns[c].cells[i];
                const auto& b = read->columns[c].cells[i];
                QVERIFY(a.row == b.row && a.cell.raw == b.cell.raw && a.cell.at == b.cell.at &&
                        a.cell.isPresent == b.cell.isPresent);
            }
        }
        QCOMPARE(refusedOf(payload, [](std::string_view b) { return readCarry(b).has_value(); }),
                 static_cast<int>(payload.size()));
        QVERIFY(!readCarry(packCarry({}))->lastTick);
    }

    void indexesAndEnds() {
        IndexPayload index;
        index.previous = 77;
        std::mt19937_64 random(5);
        std::uint64_t offset = 4096;
        for (int i = 0; i < 300; ++i) {
            IndexEntry entry;
            entry.offset = offset;
            entry.head.kind = static_cast<ChunkKind>(1 + random() % 15);
            entry.head.flags = static_cast<std::uint16_t>(random() % 2);
            entry.head.stream = static_cast<std::uint32_t>(random());
            entry.head.firstOrder = random();
            entry.head.lastOrder = random();
            entry.head.from = base::utcFromNs(static_cast<std::int64_t>(random()));
            entry.head.to = base::utcFromNs(static_cast<std::int64_t>(random()));
            entry.head.storedBytes = random() % maxChunkBytes;
            entry.head.plainBytes = random() % maxChunkBytes;
            entry.head.checksum = random();
            offset += chunkHeadBytes + entry.head.storedBytes;
            index.entries.push_back(entry);
        }
        const std::string payload = packIndex(index);
        const auto read = readIndex(payload);
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->previous, index.previous);
        QCOMPARE(read->entries.size(), index.entries.size());
        for (std::size_t i = 0; i < index.entries.size(); ++i) {
            QCOMPARE(read->entries[i].offset, index.entries[i].offset);
            ChunkHead a = index.entries[i].head;
            ChunkHead b = read->entries[i].head;
            QVERIFY(a.kind == b.kind && a.version == b.version && a.flags == b.flags &&
                    a.stream == b.stream && a.firstOrder == b.firstOrder &&
                    a.lastOrder == b.lastOrder && a.from == b.from && a.to == b.to &&
                    a.storedBytes == b.storedBytes && a.plainBytes == b.plainBytes &&
                    a.checksum == b.checksum);
        }
        QVERIFY(refusedOf(payload, [](std::string_view b) { return readIndex(b).has_value(); }) >
                100);

        const EndPayload end{1, 2, 3, recordlab::dayStart, base::utcFromNs(-4), 5};
        const std::string endBytes = packEnd(end);
        QCOMPARE(endBytes.size(), endPayloadBytes);
        const auto endRead = readEnd(endBytes);
        QVERIFY(endRead);
        QCOMPARE(endRead->lastIndex, end.lastIndex);
        QCOMPARE(endRead->lastOrder, end.lastOrder);
        QVERIFY(endRead->to == end.to);
        QCOMPARE(endRead->pictures, end.pictures);
        QCOMPARE(refusedOf(endBytes, [](std::string_view b) { return readEnd(b).has_value(); }),
                 static_cast<int>(endBytes.size()));
    }

    void descriptions() {
        const auto made = recordlab::makeFleet({});
        for (const Item& item : made.items) {
            if (!isDescription(item)) {
                continue;
            }
            const auto& input = std::get<fleet::Input>(item.what);
            const std::string payload = packDescription(
                {input.endpoint, input.received, std::get<model::NodeDescriptionPtr>(input.what)});
            const auto read = readDescription(payload);
            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QCOMPARE(recordlab::howDifferent(
                         item, Item{item.order, fleet::Input{read->endpoint, read->description,
                                                             read->received}}),
                     std::string());
            for (std::size_t size = 0; size < 16; ++size) {
                QVERIFY(!readDescription(payload.substr(0, size)));
            }
            QVERIFY(!readDescription(payload.substr(0, payload.size() - 1)));
            return;
        }
        QFAIL("no description");
    }

    void pyramidsAreThatOfTheSlabs() {
        // By the builder from ticks, and by the reader out of packed slabs: the same cells.
        const auto made = recordlab::makeFleet({.seed = 4, .nodes = 1, .paths = 9, .seconds = 200});
        model::NodeDescriptionPtr description;
        PyramidBuilder builder;
        std::vector<std::string> slabs;
        std::vector<StoredTick> ticks;
        const auto closeSlab = [&] {
            if (!ticks.empty() && ticks.front().tick->epoch == description->epoch) {
                builder.add(*description, ticks);
                slabs.push_back(packSlab(ticks));
            }
            ticks.clear();
        };
        for (const Item& item : made.items) {
            const auto* input = std::get_if<fleet::Input>(&item.what);
            if (input == nullptr) {
                continue;
            }
            if (const auto* described = std::get_if<model::NodeDescriptionPtr>(&input->what)) {
                if (slabs.size() > 3) {
                    break;
                }
                ticks.clear();
                slabs.clear();
                (void)builder.take();
                description = *described;
            } else if (item.isTick()) {
                const auto& tick = std::get<model::TickPtr>(input->what);
                if (model::whyMalformed(*description, *tick)) {
                    continue;
                }
                ticks.push_back({item.order, input->received, tick});
                if (ticks.size() == 40) {
                    closeSlab();
                }
            }
        }
        QVERIFY(slabs.size() > 1);
        const std::string payload = packPyramid(builder.take());
        const auto end = PyramidReader::directoryEnd(payload);
        QVERIFY(end);
        const auto reader =
            PyramidReader::open(std::string_view(payload).substr(0, *end), payload.size());
        QVERIFY2(reader, reader ? "" : reader.error().message.c_str());
        QCOMPARE(reader->slabs().size(), slabs.size());
        std::size_t compared = 0;
        for (std::size_t s = 0; s < slabs.size(); ++s) {
            const auto slab = SlabReader::open(slabs[s]);
            QVERIFY(slab);
            for (const auto& [key, section] : reader->sections()) {
                const auto cells = slab->cells(key.first, key.second);
                QVERIFY(cells);
                for (std::uint32_t row = 0; row < section.rows; ++row) {
                    const auto found = reader->row(
                        section, std::string_view(payload).substr(section.offset, section.bytes()),
                        row);
                    QVERIFY2(found, found ? "" : found.error().message.c_str());
                    const SlabCell expected = row < cells->size() ? (*cells)[row] : SlabCell{};
                    const SlabCell& cell = (*found)[s];
                    QCOMPARE(cell.count, expected.count);
                    if (cell.count > 0) {
                        QCOMPARE(cell.minimum, expected.minimum);
                        QCOMPARE(cell.maximum, expected.maximum);
                        QCOMPARE(cell.mean, expected.mean);
                        QCOMPARE(cell.last, expected.last);
                        ++compared;
                    }
                }
            }
        }
        QVERIFY(compared > 500);
        QVERIFY(refusedOf(payload.substr(0, *end), [&](std::string_view bytes) {
                    return PyramidReader::open(bytes, payload.size()).has_value();
                }) > 0);
    }

    void pyramidsOfValuesThatOverflow() {
        model::NodeDescription description;
        description.paths.resize(1);
        model::MetricInfo metric;
        metric.scope = model::Scope::Path;
        description.metrics = {metric};
        std::vector<StoredTick> ticks;
        for (const std::int64_t value : {most, most - 2, least, most}) {
            auto tick = std::make_shared<model::Tick>();
            tick->blocks = {{model::Scope::Path, 0, 1, {{0, {value}, {}, {}, {}}}}};
            ticks.push_back({ticks.size() + 1, {}, std::move(tick)});
        }
        PyramidBuilder builder;
        builder.add(description, ticks);
        const Pyramid pyramid = builder.take();
        const auto slab = packSlab(ticks);
        const auto expected = SlabReader::open(slab)->cells(model::Scope::Path, 0);
        QVERIFY(expected);
        QCOMPARE(pyramid.columns.front().cells.front().mean, expected->front().mean);
        QCOMPARE(pyramid.columns.front().cells.front().minimum, least);
    }
};

QTEST_APPLESS_MAIN(TestPayloads)
#include "tst_payloads.moc"
