// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <limits>
#include <tuple>
#include <utility>

#include "core/record/recordingreader.h"

namespace vigie::record {
namespace {

bool hasItems(ChunkKind kind) {
    return kind == ChunkKind::Description || kind == ChunkKind::Slab || kind == ChunkKind::Notes ||
           noteKindOf(kind).has_value();
}

bool isFact(const Item& item) {
    const auto* note = std::get_if<Note>(&item.what);
    return note == nullptr || note->kind == NoteKind::Timer || note->kind == NoteKind::Act ||
           note->kind == NoteKind::Rules;
}

/// Of one order: the fact, what it did to alarms, then what the file has chunks of its own for.
int rankOf(const Item& item) {
    if (isFact(item)) {
        return 0;
    }
    return chunkKindOf(std::get<Note>(item.what).kind) ? 2 : 1;
}

/// A chunk that was opened; the item it stands at decides when it is its turn.
struct Source {
    std::vector<Item> items;
    std::size_t next = 0;
    std::uint64_t offset = 0;

    [[nodiscard]] const Item& top() const { return items[next]; }
    [[nodiscard]] auto turn() const { return std::tuple(top().order, rankOf(top()), offset); }
};

/// Opens chunks when the order comes to them and drops them when it left them: what is in memory is
/// what overlaps, a slab of each node.
class MergedItems final : public Items {
public:
    MergedItems(std::vector<std::shared_ptr<RecordingPart>> parts, std::uint64_t order)
        : m_parts(parts.begin(), parts.end()), m_from(order) {}

    std::optional<Item> next() override {
        while (true) {
            openDue();
            if (m_sources.empty()) {
                if (!enterPart()) {
                    return std::nullopt;
                }
                continue;
            }
            std::pop_heap(m_sources.begin(), m_sources.end(), isLater);
            Source& source = m_sources.back();
            Item item = std::move(source.items[source.next++]);
            if (source.next < source.items.size()) {
                std::push_heap(m_sources.begin(), m_sources.end(), isLater);
            } else {
                m_sources.pop_back();
            }
            if (isNew(item)) {
                return item;
            }
        }
    }
    [[nodiscard]] const std::vector<Damage>& damages() const override { return m_damages; }

private:
    static bool isLater(const Source& a, const Source& b) { return a.turn() > b.turn(); }

    bool enterPart() {
        if (m_parts.empty()) {
            return false;
        }
        m_borderOrder = m_lastOrder;
        m_part = std::move(m_parts.front());
        m_parts.pop_front();
        m_plan.clear();
        m_planned = 0;
        for (const Damage& damage : m_part->knownDamages()) {
            m_damages.push_back(damage);
        }
        if (m_part->index() != nullptr) {
            const auto& places = m_part->index()->places();
            for (std::uint32_t i = 0; i < places.size(); ++i) {
                const bool isRepeated = m_lastOrder && places[i].offset < m_part->leadEnd();
                if (hasItems(places[i].head.kind) && places[i].head.lastOrder >= m_from &&
                    !isRepeated) {
                    m_plan.push_back(i);
                }
            }
            std::stable_sort(m_plan.begin(), m_plan.end(),
                             [&places](std::uint32_t a, std::uint32_t b) {
                                 return places[a].head.firstOrder < places[b].head.firstOrder;
                             });
        }
        openSource(m_part->minute(), std::numeric_limits<std::uint64_t>::max());
        return true;
    }

    void openDue() {
        while (m_planned < m_plan.size()) {
            const ChunkPlace& place = m_part->place(m_plan[m_planned]);
            if (!m_sources.empty() && m_sources.front().top().order < place.head.firstOrder) {
                return;
            }
            ++m_planned;
            openSource(m_part->itemsOf(place, &m_damages), place.offset);
        }
    }

    void openSource(std::vector<Item> items, std::uint64_t offset) {
        Source source{std::move(items), 0, offset};
        const auto first = std::find_if(source.items.begin(), source.items.end(),
                                        [this](const Item& item) { return item.order >= m_from; });
        source.next = static_cast<std::size_t>(first - source.items.begin());
        if (source.next < source.items.size()) {
            m_sources.push_back(std::move(source));
            std::push_heap(m_sources.begin(), m_sources.end(), isLater);
        }
    }

    /// A file says again at its beginning what was in force: not what was given already.
    bool isNew(const Item& item) {
        const bool isGiven = m_lastOrder && item.order <= *m_lastOrder;
        if (isFact(item)) {
            if (m_lastFact && item.order <= *m_lastFact) {
                return false;
            }
            m_lastFact = item.order;
        } else if (isGiven && m_borderOrder && item.order <= *m_borderOrder) {
            const auto& note = std::get<Note>(item.what);
            const bool isKnown =
                std::any_of(m_verdicts.begin(), m_verdicts.end(), [&note](const Verdict& given) {
                    return given.first == note.kind && given.second == note.at.utc;
                });
            if (item.order < *m_borderOrder || isKnown) {
                return false;
            }
        }
        if (!m_lastOrder || item.order > *m_lastOrder) {
            m_lastOrder = item.order;
            m_verdicts.clear();
        }
        if (!isFact(item)) {
            const auto& note = std::get<Note>(item.what);
            m_verdicts.emplace_back(note.kind, note.at.utc);
        }
        return true;
    }

    using Verdict = std::pair<NoteKind, base::Utc>;

    std::deque<std::shared_ptr<RecordingPart>> m_parts;
    std::uint64_t m_from;
    std::shared_ptr<RecordingPart> m_part;
    // Chunks of the part with items, by the order that they begin with.
    std::vector<std::uint32_t> m_plan;
    std::size_t m_planned = 0;
    std::vector<Source> m_sources; // a heap, the next item in front
    std::optional<std::uint64_t> m_lastFact;
    std::optional<std::uint64_t> m_lastOrder;
    // Of the part before.
    std::optional<std::uint64_t> m_borderOrder;
    // Given of m_lastOrder.
    std::vector<Verdict> m_verdicts;
    std::vector<Damage> m_damages;
};

} // namespace

std::unique_ptr<Items> mergeItems(std::vector<std::shared_ptr<RecordingPart>> parts,
                                  std::uint64_t order) {
    return std::make_unique<MergedItems>(std::move(parts), order);
}

} // namespace vigie::record
