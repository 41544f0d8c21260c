// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/fileindex.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/record/bytes.h"

namespace vigie::record {
namespace {

/// How far back from the end the newest Index is searched before all heads are looked at.
constexpr std::uint64_t mostTail = std::uint64_t{256} << 20U;
/// Damaged stretches that are told one by one; the rest is told together.
constexpr std::size_t mostDamages = 1000;

const std::vector<std::uint32_t> nothing;

std::uint64_t endOf(const IndexEntry& entry) {
    return entry.offset + chunkHeadBytes + entry.head.storedBytes;
}

} // namespace

base::Result<std::unique_ptr<FileIndex>> FileIndex::open(const std::filesystem::path& path) {
    auto file = RecordFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    std::unique_ptr<FileIndex> index(new FileIndex(std::move(*file)));
    if (auto loaded = index->load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return index;
}

base::Result<void> FileIndex::load() {
    if (m_file.size() == 0) {
        return base::failure(m_file.path().string() + " is empty");
    }
    if (auto head = readHead(); !head) {
        return head;
    }
    std::uint64_t covered = m_end;
    if (const auto last = lastIndex()) {
        const std::uint64_t begin = readChain(*last);
        if (begin > m_end) {
            scan(m_end, begin); // the chain is broken: what is before it is found head by head
        }
        covered = last->end();
    }
    m_end = scan(covered, m_file.size());
    std::sort(m_places.begin(), m_places.end(),
              [](const ChunkPlace& a, const ChunkPlace& b) { return a.offset < b.offset; });
    list(0);
    tellTimes();
    return {};
}

base::Result<void> FileIndex::readHead() {
    const std::string name = m_file.path().string();
    auto place = m_file.headAt(0);
    if (place && place->head.kind == ChunkKind::Head) {
        auto payload = m_file.payloadOf(*place);
        // The version stands first and stays there: of a later one nothing else is known.
        const std::uint32_t version =
            payload ? ByteReader(*payload).fixed<std::uint32_t>() : formatVersion;
        if (version > formatVersion) {
            return base::failure(name + " is of version " + std::to_string(version) +
                                 " of the format, and this program reads up to version " +
                                 std::to_string(formatVersion) +
                                 ": upgrade vigie to open the file");
        }
        auto head = payload ? record::readHead(*payload)
                            : base::Result<HeadPayload>(tl::unexpected(payload.error()));
        if (head) {
            m_head = *head;
        } else {
            note(0, place->end(), "who recorded it cannot be read: " + head.error().message);
        }
        m_end = place->end();
        return {};
    }
    const auto first = m_file.searchForward(0, m_file.size());
    if (!first) {
        return base::failure(name + " is not a recording, or nothing of it is left");
    }
    if (first->offset > 0) {
        note(0, first->offset, "the beginning of the file cannot be read");
    } else {
        note(0, 0, "the file does not begin with who recorded it");
    }
    m_end = first->offset;
    return {};
}

std::optional<ChunkPlace> FileIndex::lastIndex() const {
    std::uint64_t end = m_file.size();
    const std::uint64_t begin = std::max(m_end, end > mostTail ? end - mostTail : 0);
    while (end > begin) {
        const auto place = m_file.searchBackward(ChunkKind::Index, begin, end);
        if (!place || indexAt(*place)) {
            return place;
        }
        end = place->offset;
    }
    return std::nullopt;
}

base::Result<IndexPayload> FileIndex::indexAt(const ChunkPlace& place) const {
    auto payload = m_file.payloadOf(place);
    if (!payload) {
        return tl::unexpected(payload.error());
    }
    auto index = readIndex(*payload);
    if (!index) {
        return index;
    }
    std::uint64_t end = 0;
    for (const IndexEntry& entry : index->entries) {
        if (entry.offset < end || entry.head.storedBytes > maxChunkBytes ||
            entry.head.plainBytes > maxChunkBytes || entry.offset >= place.offset ||
            endOf(entry) > place.offset) {
            return base::failure("an index tells of chunks that cannot be");
        }
        end = endOf(entry);
    }
    if (index->previous >= place.offset) {
        return base::failure("an index tells of one behind it");
    }
    return index;
}

std::uint64_t FileIndex::readChain(const ChunkPlace& last) {
    std::optional<ChunkPlace> place = last;
    std::uint64_t begin = last.offset;
    while (place) {
        const auto index = indexAt(*place);
        if (!index) {
            note(place->offset, place->end(),
                 "an index cannot be read: the chunks before it are found one by one");
            break;
        }
        for (const IndexEntry& entry : index->entries) {
            add({entry.head, entry.offset});
        }
        add(*place);
        begin = index->entries.empty() ? place->offset : index->entries.front().offset;
        if (index->previous == 0) {
            begin = 0; // the first one: it tells of everything before it
            break;
        }
        const auto before = m_file.headAt(index->previous);
        const bool isIndex = before && before->head.kind == ChunkKind::Index;
        if (!isIndex) {
            note(index->previous, index->previous,
                 "an index cannot be read: the chunks before it are found one by one");
        }
        place = isIndex ? std::optional(*before) : std::nullopt;
    }
    return begin;
}

std::uint64_t FileIndex::scan(std::uint64_t from, std::uint64_t to) {
    std::uint64_t offset = from;
    while (offset < to) {
        auto place = m_file.headAt(offset);
        if (place && place->end() <= std::max(to, offset)) {
            add(*place);
            offset = place->end();
            continue;
        }
        const auto next = m_file.searchForward(offset + 1, to);
        if (!next) {
            if (to == m_file.size()) {
                m_tornAt = offset;
            } else {
                note(offset, to, "no chunk can be found here");
            }
            return offset;
        }
        note(offset, next->offset,
             place ? "a chunk reaches into the next one" : place.error().message);
        offset = next->offset;
    }
    return offset;
}

void FileIndex::add(ChunkPlace place) {
    place.head.from = plausible(place.head.from);
    place.head.to = plausible(place.head.to);
    if (place.offset >= m_lastOffset) {
        m_lastOffset = place.offset;
        m_isComplete = place.head.kind == ChunkKind::End;
        if (m_isComplete) {
            const auto payload = m_file.payloadOf(place);
            const auto end = payload ? readEnd(*payload)
                                     : base::Result<EndPayload>(tl::unexpected(payload.error()));
            m_endPayload = end ? std::optional(*end) : std::nullopt;
            m_isComplete = m_endPayload.has_value();
            if (m_isComplete) {
                m_endPayload->from = plausible(m_endPayload->from);
                m_endPayload->to = plausible(m_endPayload->to);
            }
        }
    }
    switch (place.head.kind) {
    case ChunkKind::Description:
    case ChunkKind::Slab:
    case ChunkKind::Notes:
    case ChunkKind::Begin:
    case ChunkKind::Book:
    case ChunkKind::Frame:
    case ChunkKind::Outline:
    case ChunkKind::Picture:
    case ChunkKind::Mark:
    case ChunkKind::Pyramid:
    case ChunkKind::Carry:
        m_places.push_back(place);
        break;
    case ChunkKind::Head:
    case ChunkKind::Index:
    case ChunkKind::End:
    case ChunkKind::Item:
        break; // nothing is asked of these by place
    }
    // A kind from a later version is stepped over, as the specification says.
}

void FileIndex::list(std::size_t known) {
    for (std::size_t i = known; i < m_places.size(); ++i) {
        const ChunkHead& head = m_places[i].head;
        m_byKind[head.kind].push_back(static_cast<std::uint32_t>(i));
        m_byStream[{head.kind, head.stream}].push_back(static_cast<std::uint32_t>(i));
    }
}

void FileIndex::tellTimes() {
    for (Damage& damage : m_damages) {
        const auto behind = std::upper_bound(
            m_places.begin(), m_places.end(), damage.offset,
            [](std::uint64_t offset, const ChunkPlace& place) { return offset < place.offset; });
        if (behind != m_places.begin()) {
            damage.from = std::prev(behind)->head.to;
        }
        if (behind != m_places.end()) {
            damage.to = behind->head.from;
        }
    }
}

base::Result<void> FileIndex::refresh() {
    const std::uint64_t before = m_file.size();
    m_file.measure();
    if (m_file.size() < before) {
        return base::failure(m_file.path().string() + " became shorter while it was read");
    }
    if (m_file.size() > m_end) {
        m_tornAt.reset();
        const std::size_t known = m_places.size();
        m_end = scan(m_end, m_file.size());
        list(known);
        tellTimes();
    }
    return {};
}

const std::vector<std::uint32_t>& FileIndex::of(ChunkKind kind) const {
    const auto found = m_byKind.find(kind);
    return found == m_byKind.end() ? nothing : found->second;
}

const std::vector<std::uint32_t>& FileIndex::of(ChunkKind kind, std::uint32_t stream) const {
    const auto found = m_byStream.find({kind, stream});
    return found == m_byStream.end() ? nothing : found->second;
}

void FileIndex::note(std::uint64_t from, std::uint64_t to, std::string what) {
    if (m_damages.size() > mostDamages) {
        return;
    }
    Damage damage;
    damage.file = m_file.path();
    damage.offset = from;
    damage.what = std::move(what);
    if (to > from) {
        damage.what += " (" + std::to_string(to - from) + " bytes)";
    }
    if (m_damages.size() == mostDamages) {
        damage.what = "there is more damage than is told one by one";
    }
    m_damages.push_back(std::move(damage));
}

} // namespace vigie::record
