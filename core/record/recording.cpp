// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <limits>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "core/record/recordingreader.h"
#include "core/record/writer.h"

namespace vigie::record {
namespace {

/// Payloads that are kept: a minute of a large fleet, and what stands around it.
constexpr std::size_t cacheBytes = std::size_t{64} << 20U;

bool endsWith(const std::string& name, std::string_view end) {
    return name.size() > end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
}

bool isBetween(const ChunkPlace& place, base::Utc from, base::Utc to) {
    return place.head.from <= to && place.head.to >= from;
}

bool isPlainNote(const Item& item) {
    if (const auto* input = std::get_if<fleet::Input>(&item.what)) {
        return std::holds_alternative<model::EventPtr>(input->what) ||
               std::holds_alternative<fleet::ContactChange>(input->what);
    }
    return std::get<Note>(item.what).kind != NoteKind::Timer;
}

} // namespace

base::Result<std::unique_ptr<Recording>>
Recording::open(const std::filesystem::path& fileOrFolder) {
    auto reader = std::make_unique<RecordingReader>(fileOrFolder);
    if (auto loaded = reader->load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return reader;
}

RecordingReader::RecordingReader(std::filesystem::path path)
    : m_path(std::move(path)), m_cache(cacheBytes) {}

base::Result<void> RecordingReader::load() {
    std::error_code error;
    m_isFolder = std::filesystem::is_directory(m_path, error);
    return update();
}

base::Result<void> RecordingReader::refresh() {
    std::error_code error;
    const bool isThere = std::filesystem::exists(m_path, error) ||
                         std::filesystem::exists(m_path.string() + journalSuffix, error);
    if (!isThere) {
        // What is open can still be read.
        return base::failure(m_path.string() + " was taken away while it was read");
    }
    return update();
}

std::vector<std::filesystem::path> RecordingReader::filesThere() const {
    if (!m_isFolder) {
        return {m_path};
    }
    std::set<std::filesystem::path> files;
    std::error_code error;
    for (auto it = std::filesystem::directory_iterator(m_path, error);
         !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
        const std::string name = it->path().filename().string();
        if (endsWith(name, fileSuffix)) {
            files.insert(it->path());
        } else if (endsWith(name, std::string(fileSuffix) + journalSuffix)) {
            files.insert(it->path().parent_path() /
                         name.substr(0, name.size() - std::string_view(journalSuffix).size()));
        }
    }
    return {files.begin(), files.end()};
}

base::Result<void> RecordingReader::update() {
    const auto files = filesThere();
    std::map<std::filesystem::path, PartPtr> known;
    for (const PartPtr& part : m_parts) {
        known.emplace(part->path(), part);
    }
    m_parts.clear();
    std::optional<base::Error> why;
    for (const auto& file : files) {
        const auto before = known.find(file);
        if (before != known.end() && !before->second->isGone() && before->second->refresh()) {
            m_parts.push_back(before->second);
            continue;
        }
        auto part = RecordingPart::open(file, m_cache, m_damages);
        if (part) {
            m_parts.push_back(*part);
        } else {
            why = part.error();
            std::error_code gone;
            if (m_isFolder && std::filesystem::exists(file, gone)) {
                m_damages.add({file, 0, std::nullopt, std::nullopt, part.error().message});
            }
        }
    }
    leaveOutOthers();
    std::stable_sort(m_parts.begin(), m_parts.end(), [](const PartPtr& a, const PartPtr& b) {
        const auto key = [](const PartPtr& part) {
            const auto& marks = part->of(ChunkKind::Carry, 0);
            if (part->span().isEmpty && !marks.empty()) {
                // Nothing of its own yet: its lead says behind what it stands.
                return std::pair(part->place(marks.front()).head.lastOrder, UINT64_MAX);
            }
            return std::pair(part->span().firstOrder, part->span().lastOrder);
        };
        return key(a) < key(b);
    });
    fillInfo();
    if (m_parts.empty()) {
        return why && !m_isFolder ? base::failure(why->message)
                                  : base::failure("there is no recording in " + m_path.string() +
                                                  (why ? ": " + why->message : std::string()));
    }
    return {};
}

void RecordingReader::leaveOutOthers() {
    // Orders of two desks mean nothing to each other: the desk that was heard last is taken.
    const PartPtr* newest = nullptr;
    for (const PartPtr& part : m_parts) {
        const bool isNewer = newest == nullptr || part->span().to > (*newest)->span().to;
        if (!part->head().origin.empty() && isNewer) {
            newest = &part;
        }
    }
    if (newest == nullptr) {
        return;
    }
    const std::string origin = (*newest)->head().origin;
    const auto isOther = [&](const PartPtr& part) {
        const std::string& other = part->head().origin;
        if (other.empty() || other == origin) {
            return false;
        }
        m_damages.add({part->path(), 0, part->span().from, part->span().to,
                       "it was recorded by another desk and is left out here: open it by itself"});
        return true;
    };
    m_parts.erase(std::remove_if(m_parts.begin(), m_parts.end(), isOther), m_parts.end());
}

void RecordingReader::fillInfo() {
    m_info = {};
    RecordingPart::Span span;
    m_info.isComplete = !m_parts.empty();
    for (const PartPtr& part : m_parts) {
        m_info.files.push_back(part->path());
        const HeadPayload& head = part->head();
        m_info.version = std::max(m_info.version, head.version);
        m_info.madeBy = head.madeBy.empty() ? m_info.madeBy : head.madeBy;
        m_info.isRedacted = m_info.isRedacted || head.isRedacted;
        m_info.isComplete =
            m_info.isComplete && part->index() != nullptr && part->index()->isComplete();
        m_info.bytes += part->index() != nullptr ? part->index()->file().size() : 0;
        m_info.pictures += part->pictures();
        if (!part->span().isEmpty) {
            const auto& its = part->span();
            span.add(its.firstOrder, its.lastOrder, its.from, its.to);
        }
    }
    m_info.from = span.from;
    m_info.to = span.to;
    m_info.firstOrder = span.firstOrder;
    m_info.lastOrder = span.lastOrder;
    m_info.damages = m_damages.all();
}

std::size_t RecordingReader::partAt(base::Utc at) const {
    for (std::size_t i = m_parts.size(); i > 0; --i) {
        const auto& span = m_parts[i - 1]->span();
        if (!span.isEmpty && span.from <= at) {
            return i - 1;
        }
    }
    return 0;
}

std::unique_ptr<Items> RecordingReader::itemsFrom(std::uint64_t order) {
    return mergeItems(m_parts, order);
}

std::uint64_t RecordingReader::orderAt(base::Utc at) {
    std::uint64_t found = std::numeric_limits<std::uint64_t>::max();
    const auto consider = [&](const Item& item) {
        if (item.at().utc >= at) {
            found = std::min(found, item.order);
        }
    };
    for (const PartPtr& part : m_parts) {
        if (part->span().isEmpty || part->span().to < at) {
            continue;
        }
        const std::uint64_t lead = part->leadEnd();
        if (part->index() != nullptr) {
            for (const ChunkPlace& place : part->index()->places()) {
                const ChunkKind kind = place.head.kind;
                const bool isOfItems = kind == ChunkKind::Slab || kind == ChunkKind::Notes ||
                                       kind == ChunkKind::Description || noteKindOf(kind);
                const bool isLead = place.offset < lead && part != m_parts.front();
                if (!isOfItems || isLead || place.head.to < at || place.head.firstOrder >= found) {
                    continue;
                }
                if (kind == ChunkKind::Slab) {
                    const LoadedChunkPtr chunk = part->load(place);
                    // Only when ticks came is asked: none of their columns.
                    const std::vector<std::uint32_t> none{UINT32_MAX};
                    const auto ticks = chunk ? chunk->slab->ticks(base::Utc::max(), none)
                                             : base::Result<std::vector<StoredTick>>{};
                    for (const StoredTick& tick : ticks ? *ticks : std::vector<StoredTick>{}) {
                        if (tick.received.utc >= at) {
                            found = std::min(found, tick.order);
                        }
                    }
                } else {
                    for (const Item& item : part->itemsOf(place, nullptr)) {
                        consider(item);
                    }
                }
            }
        }
        std::for_each(part->minute().begin(), part->minute().end(), consider);
        if (found != std::numeric_limits<std::uint64_t>::max()) {
            return found;
        }
    }
    return m_info.lastOrder + 1;
}

std::vector<Item> RecordingReader::notesBetween(base::Utc from, base::Utc to) {
    std::vector<Item> found;
    for (const PartPtr& part : m_parts) {
        const bool isFirst = part == m_parts.front();
        const auto consider = [&](Item& item) {
            if (item.at().utc >= from && item.at().utc <= to && isPlainNote(item)) {
                found.push_back(std::move(item));
            }
        };
        for (const std::uint32_t index : part->of(ChunkKind::Notes)) {
            const ChunkPlace& place = part->place(index);
            const bool isRepeated = !isFirst && place.offset < part->leadEnd();
            if (isBetween(place, from, to) && !isRepeated) {
                auto items = part->itemsOf(place, nullptr);
                std::for_each(items.begin(), items.end(), consider);
            }
        }
        std::vector<Item> minute = part->minute();
        std::for_each(minute.begin(), minute.end(), consider);
    }
    return found;
}

std::optional<FoundNote> RecordingReader::newestNote(NoteKind kind, base::Utc at) {
    const auto chunkKind = chunkKindOf(kind);
    if (!chunkKind || m_parts.empty()) {
        return std::nullopt;
    }
    for (std::size_t i = partAt(at) + 1; i > 0; --i) {
        RecordingPart& part = *m_parts[i - 1];
        const auto& places = part.of(*chunkKind);
        for (std::size_t k = places.size(); k > 0; --k) {
            const ChunkPlace& place = part.place(places[k - 1]);
            if (place.head.from > at) {
                continue;
            }
            auto items = part.itemsOf(place, nullptr);
            if (!items.empty()) {
                return FoundNote{items.front().order,
                                 std::move(std::get<Note>(items.front().what))};
            }
        }
    }
    return std::nullopt;
}

std::vector<FoundNote> RecordingReader::outlines(base::Utc from, base::Utc to, std::size_t most) {
    std::vector<std::pair<RecordingPart*, const ChunkPlace*>> there;
    for (const PartPtr& part : m_parts) {
        for (const std::uint32_t index : part->of(ChunkKind::Outline)) {
            const ChunkPlace& place = part->place(index);
            if (isBetween(place, from, to)) {
                there.emplace_back(part.get(), &place);
            }
        }
    }
    std::vector<FoundNote> found;
    const std::size_t count = std::min(most, there.size());
    for (std::size_t i = 0; i < count; ++i) {
        // Spread over all of them, the last one always among them.
        const auto& [part, place] = there[(i + 1) * there.size() / count - 1];
        auto items = part->itemsOf(*place, nullptr);
        if (!items.empty()) {
            found.push_back({items.front().order, std::move(std::get<Note>(items.front().what))});
        }
    }
    return found;
}

std::vector<NodeMoment> RecordingReader::momentAt(base::Utc at,
                                                  const std::vector<std::string>& metricKeys) {
    if (m_parts.empty()) {
        return {};
    }
    return momentOf(*m_parts[partAt(at)], at, metricKeys);
}

series::Points RecordingReader::chart(const series::SeriesKey& key, base::Utc from, base::Utc to,
                                      std::size_t maxPoints) {
    return chartOf(m_parts, key, from, to, maxPoints);
}

} // namespace vigie::record
