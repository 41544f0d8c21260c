// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/recordingpart.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

#include "core/record/writer.h"

namespace vigie::record {
namespace {

/// Descriptions that are kept decoded.
constexpr std::size_t mostDescriptions = 64;
/// Beyond this a recording is beyond telling place by place.
constexpr std::size_t mostDamages = 10'000;

std::uint64_t nextNumber() {
    static std::atomic<std::uint64_t> number{0};
    return ++number;
}

bool isContact(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    return input != nullptr && std::holds_alternative<fleet::ContactChange>(input->what);
}

const std::vector<std::uint32_t> nothing;

} // namespace

void Damages::add(Damage damage) {
    if (m_all.size() < mostDamages && m_known.emplace(damage.file.string(), damage.offset).second) {
        m_all.push_back(std::move(damage));
    }
}

void RecordingPart::Span::add(std::uint64_t first, std::uint64_t last, base::Utc begin,
                              base::Utc end) {
    firstOrder = isEmpty ? first : std::min(firstOrder, first);
    lastOrder = isEmpty ? last : std::max(lastOrder, last);
    from = isEmpty ? begin : std::min(from, begin);
    to = isEmpty ? end : std::max(to, end);
    isEmpty = false;
}

RecordingPart::RecordingPart(std::filesystem::path path, ChunkCache& cache, Damages& damages)
    : m_path(std::move(path)), m_number(nextNumber()), m_cache(cache), m_damages(damages),
      m_journal(m_path.string() + journalSuffix) {}

base::Result<std::shared_ptr<RecordingPart>>
RecordingPart::open(const std::filesystem::path& file, ChunkCache& cache, Damages& damages) {
    std::shared_ptr<RecordingPart> part(new RecordingPart(file, cache, damages));
    auto index = FileIndex::open(file);
    if (index) {
        part->m_index = std::move(*index);
    }
    auto read = part->refreshAll();
    if (!index && part->m_minute.empty()) {
        return tl::unexpected(index.error());
    }
    if (!read) {
        return tl::unexpected(read.error());
    }
    return part;
}

base::Result<void> RecordingPart::refresh() {
    if (!m_index) {
        // The file may be there by now: then this is opened anew.
        std::error_code ignored;
        if (std::filesystem::exists(m_path, ignored)) {
            return base::failure(m_path.string() + " came back");
        }
    }
    return refreshAll();
}

base::Result<void> RecordingPart::refreshAll() {
    // What leaves the journal is in the file before: the file must be looked at behind it. Twice is
    // enough unless a minute ends in between each time.
    for (int round = 0; round < 4; ++round) {
        m_journal.refresh();
        if (!m_index) {
            break;
        }
        if (auto result = m_index->refresh(); !result) {
            return result;
        }
        const std::uint64_t after = m_journal.after();
        m_journal.refresh();
        if (m_journal.after() == after) {
            break;
        }
    }
    nameStreams();
    takeMinute();
    measure();
    for (Damage& damage : knownDamages()) {
        m_damages.add(std::move(damage));
    }
    return {};
}

std::vector<Damage> RecordingPart::knownDamages() const {
    std::vector<Damage> known;
    if (m_index) {
        known = m_index->damages();
        if (m_index->tornAt() && !m_journal.isThere()) {
            known.push_back({m_path, *m_index->tornAt(), m_span.to, std::nullopt,
                             "the file ends within a chunk: what followed was cut off"});
        }
    } else {
        known.push_back({m_path, 0, std::nullopt, std::nullopt,
                         "the file is not there or cannot be read: only its journal is"});
    }
    for (const std::uint64_t offset : m_journal.damagedAt()) {
        known.push_back({m_journal.path(), offset, m_span.to, std::nullopt,
                         "an item of the journal cannot be read"});
    }
    if (m_hasHole) {
        known.push_back({m_path, m_index->file().size(), m_span.to, std::nullopt,
                         "the file is shorter than when its journal began: what is between is "
                         "missing"});
    }
    if (m_hasStrangers) {
        known.push_back({m_journal.path(), 0, std::nullopt, std::nullopt,
                         "the journal has samples of nodes whose description is lost"});
    }
    return known;
}

const HeadPayload& RecordingPart::head() const {
    return m_index ? m_index->head() : m_journal.head();
}

bool RecordingPart::isGone() const {
    std::error_code ignored;
    return !std::filesystem::exists(m_index ? m_path : m_journal.path(), ignored);
}

const std::vector<std::uint32_t>& RecordingPart::of(ChunkKind kind) const {
    return m_index ? m_index->of(kind) : nothing;
}

const std::vector<std::uint32_t>& RecordingPart::of(ChunkKind kind, std::uint32_t stream) const {
    return m_index ? m_index->of(kind, stream) : nothing;
}

void RecordingPart::nameStreams() {
    const auto& known = of(ChunkKind::Description);
    for (; m_namedDescriptions < known.size(); ++m_namedDescriptions) {
        const ChunkPlace& where = place(known[m_namedDescriptions]);
        if (m_streams.count(where.head.stream) == 0) {
            if (const auto said = description(where)) {
                m_streams.emplace(where.head.stream, said->endpoint);
            }
        }
    }
    for (const MinuteItem& entry : m_journal.items()) {
        const auto* input = std::get_if<fleet::Input>(&entry.item.what);
        if (entry.stream != 0 && input != nullptr && !input->endpoint.empty()) {
            m_streams.emplace(entry.stream, input->endpoint);
        }
    }
}

std::uint64_t RecordingPart::leadEnd() const {
    const auto& marks = of(ChunkKind::Carry, 0);
    return marks.empty() ? 0 : place(marks.front()).end();
}

bool RecordingPart::isInChunk(const MinuteItem& entry) const {
    const auto isCovered = [&](const std::vector<std::uint32_t>& places) {
        return std::any_of(places.rbegin(), places.rend(), [&](std::uint32_t index) {
            const ChunkPlace& chunk = place(index);
            return chunk.offset >= m_journal.after() && chunk.head.lastOrder >= entry.item.order;
        });
    };
    if (!m_index) {
        return false;
    }
    if (entry.item.isTick()) {
        return isCovered(of(ChunkKind::Slab, entry.stream));
    }
    const auto* input = std::get_if<fleet::Input>(&entry.item.what);
    if (input != nullptr && std::holds_alternative<model::NodeDescriptionPtr>(input->what)) {
        const auto& known = of(ChunkKind::Description);
        return std::any_of(known.rbegin(), known.rend(), [&](std::uint32_t index) {
            return place(index).head.firstOrder == entry.item.order;
        });
    }
    return isCovered(of(ChunkKind::Notes));
}

void RecordingPart::takeMinute() {
    m_minute.clear();
    if (m_index && m_index->isComplete()) {
        return;
    }
    m_hasStrangers = false;
    m_hasHole = false;
    if (m_index) {
        const auto& seals = of(ChunkKind::Notes);
        const std::uint64_t sealed =
            seals.empty() ? leadEnd() : std::max(leadEnd(), place(seals.back()).end());
        if (m_journal.after() < sealed) {
            return; // of a seal that is in the file already
        }
        m_hasHole = m_journal.after() > m_index->file().size();
    }
    for (const MinuteItem& entry : m_journal.items()) {
        if (isInChunk(entry)) {
            continue;
        }
        Item item = entry.item;
        if (item.isTick()) {
            const auto known = m_streams.find(entry.stream);
            if (known == m_streams.end()) {
                m_hasStrangers = true;
                continue;
            }
            std::get<fleet::Input>(item.what).endpoint = known->second;
        }
        m_minute.push_back(std::move(item));
    }
    std::stable_sort(m_minute.begin(), m_minute.end(),
                     [](const Item& a, const Item& b) { return a.order < b.order; });
}

void RecordingPart::measure() {
    m_span = {};
    m_pictures = 0;
    const auto& end = m_index ? m_index->end() : std::nullopt;
    const bool isClosed = end && m_index->isComplete();
    if (isClosed && end->firstOrder <= end->lastOrder && end->lastOrder > 0) {
        m_span.add(end->firstOrder, end->lastOrder, end->from, end->to);
    } else if (m_index) {
        const std::uint64_t begin = leadEnd();
        for (const ChunkPlace& chunk : m_index->places()) {
            const ChunkKind kind = chunk.head.kind;
            // Where the end of the lead is lost, what it says again is not told from the rest: only
            // what it never has.
            const bool isOwn = kind == ChunkKind::Slab || kind == ChunkKind::Book ||
                               kind == ChunkKind::Frame || kind == ChunkKind::Outline;
            const bool isMaybe = kind == ChunkKind::Description || kind == ChunkKind::Begin ||
                                 kind == ChunkKind::Notes;
            if (isOwn || (isMaybe && begin > 0 && chunk.offset >= begin)) {
                m_span.add(chunk.head.firstOrder, chunk.head.lastOrder, chunk.head.from,
                           chunk.head.to);
            }
        }
    }
    if (isClosed) {
        m_pictures = end->pictures;
    } else {
        const auto& chunks = of(ChunkKind::Picture);
        for (; m_countedChunks < chunks.size(); ++m_countedChunks) {
            m_counted += picturesOf(place(chunks[m_countedChunks])).size();
        }
        m_pictures = m_counted;
    }
    for (const Item& item : m_minute) {
        const base::Utc at = plausible(item.at().utc);
        m_span.add(item.order, item.order, at, at);
    }
}

void RecordingPart::tell(const ChunkPlace& where, const std::string& what) {
    const Damage damage{m_path, where.offset, where.head.from, where.head.to, what};
    m_damages.add(damage);
    if (m_told != nullptr) {
        m_told->push_back(damage);
    }
}

base::Result<std::string> RecordingPart::payloadOf(const ChunkPlace& where) {
    if (where.head.version > 1) {
        return base::failure("a later version wrote this, and this one does not know it");
    }
    // What an index told may be right where the head itself is not: the payload says.
    const auto head = m_index->file().headAt(where.offset);
    auto payload = m_index->file().payloadOf(where);
    if (payload && (!head || head->head.checksum != where.head.checksum)) {
        tell(where, "the head of a chunk is damaged; the index has it, and nothing is missing");
    }
    return payload;
}

LoadedChunkPtr RecordingPart::load(const ChunkPlace& where) {
    const ChunkCache::Key key{m_number, where.offset};
    if (LoadedChunkPtr known = m_cache.find(key)) {
        return known;
    }
    auto payload = payloadOf(where);
    if (!payload) {
        tell(where, payload.error().message);
        return nullptr;
    }
    auto chunk = std::make_shared<LoadedChunk>();
    chunk->bytes = std::move(*payload);
    if (where.head.kind == ChunkKind::Slab) {
        // The chunk's checksum was just compared: those within need not be.
        SlabTrust trust;
        trust.isChecked = false;
        auto slab = SlabReader::open(chunk->bytes, trust);
        if (!slab) {
            tell(where, slab.error().message);
            return nullptr;
        }
        chunk->slab.emplace(std::move(*slab));
    }
    m_cache.put(key, chunk);
    return chunk;
}

std::string RecordingPart::readPart(const ChunkPlace& where, std::uint64_t offset,
                                    std::size_t count) const {
    if (offset > where.head.storedBytes) {
        return {};
    }
    const auto most = static_cast<std::size_t>(where.head.storedBytes - offset);
    return m_index->file().read(where.offset + chunkHeadBytes + offset, std::min(count, most));
}

std::shared_ptr<const DescriptionPayload> RecordingPart::description(const ChunkPlace& where) {
    const auto known =
        std::find_if(m_descriptions.begin(), m_descriptions.end(),
                     [&where](const auto& entry) { return entry.first == where.offset; });
    if (known != m_descriptions.end()) {
        m_descriptions.splice(m_descriptions.begin(), m_descriptions, known);
        return m_descriptions.front().second;
    }
    const auto payload = payloadOf(where);
    auto said = payload ? readDescription(*payload)
                        : base::Result<DescriptionPayload>(tl::unexpected(payload.error()));
    if (!said) {
        tell(where, said.error().message);
        return nullptr;
    }
    m_descriptions.emplace_front(where.offset,
                                 std::make_shared<const DescriptionPayload>(std::move(*said)));
    if (m_descriptions.size() > mostDescriptions) {
        m_descriptions.pop_back();
    }
    return m_descriptions.front().second;
}

std::vector<PicturePlace> RecordingPart::picturesOf(const ChunkPlace& where) {
    const auto end = pictureDirectoryEnd(readPart(where, 0, pictureFixedBytes));
    const std::string beginning =
        end ? readPart(where, 0, std::min<std::size_t>(*end, where.head.storedBytes)) : "";
    auto pictures = end ? readPictureDirectory(beginning, where.head.storedBytes)
                        : base::Result<std::vector<PicturePlace>>(tl::unexpected(end.error()));
    if (!pictures) {
        tell(where, pictures.error().message);
        return {};
    }
    return std::move(*pictures);
}

std::vector<Item> RecordingPart::itemsOf(const ChunkPlace& where, std::vector<Damage>* told) {
    m_told = told;
    auto items = decode(where);
    m_told = nullptr;
    return items;
}

std::vector<Item> RecordingPart::decode(const ChunkPlace& where) {
    std::vector<Item> items;
    const std::uint64_t order = where.head.firstOrder;
    if (where.head.kind == ChunkKind::Description) {
        if (const auto said = description(where)) {
            items.push_back(
                {order, fleet::Input{said->endpoint, said->description, said->received}});
        }
        return items;
    }
    if (where.head.kind == ChunkKind::Slab) {
        const auto endpoint = m_streams.find(where.head.stream);
        if (endpoint == m_streams.end()) {
            tell(where, "samples of a node whose description is lost");
            return items;
        }
        const LoadedChunkPtr chunk = load(where);
        if (!chunk) {
            return items;
        }
        auto ticks = chunk->slab->ticks();
        if (!ticks) {
            tell(where, ticks.error().message);
            return items;
        }
        items.reserve(ticks->size());
        for (StoredTick& tick : *ticks) {
            items.push_back(
                {tick.order, fleet::Input{endpoint->second, std::move(tick.tick), tick.received}});
        }
        return items;
    }
    const auto payload = payloadOf(where);
    if (!payload) {
        tell(where, payload.error().message);
        return items;
    }
    if (where.head.kind == ChunkKind::Notes) {
        auto notes = readNotes(*payload);
        if (!notes) {
            tell(where, notes.error().message);
            return items;
        }
        return std::move(*notes);
    }
    if (const auto kind = noteKindOf(where.head.kind)) {
        auto note = readNote(*kind, *payload);
        if (!note) {
            tell(where, note.error().message);
            return items;
        }
        items.push_back({order, std::move(*note)});
    }
    return items;
}

const std::vector<Item>& RecordingPart::contacts() {
    const auto& notes = of(ChunkKind::Notes);
    for (; m_contactChunks < notes.size(); ++m_contactChunks) {
        auto items = itemsOf(place(notes[m_contactChunks]), nullptr);
        std::copy_if(std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()),
                     std::back_inserter(m_contacts), isContact);
    }
    m_contactsAndMinute = m_contacts;
    std::copy_if(m_minute.begin(), m_minute.end(), std::back_inserter(m_contactsAndMinute),
                 isContact);
    return m_contactsAndMinute;
}

} // namespace vigie::record
