// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/arranger.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "ui/wall/presets.h"

namespace vigie::ui::wall {

namespace {

/// From here on a feed goes into the penalty box.
constexpr engine::Severity failing = engine::Severity::Major;
/// A snapshot so much later than the one before is of another time: nothing was seen in between.
constexpr std::chrono::seconds longestStep{60};

/// Feeds without a number come last.
std::uint32_t numberKey(std::uint32_t number) {
    return number == 0 ? ~0u : number;
}

} // namespace

void Arranger::setSpec(const WallSpec& spec) {
    m_spec = spec;
    if (m_spec.columns > 0) {
        tidy(m_spec);
    }
    m_filter.set(m_spec.assignment, m_node);
    m_mustSort = true;
}

void Arranger::setNode(const QString& nodeId) {
    m_node = nodeId.toStdString();
    m_filter.set(m_spec.assignment, m_node);
    m_mustSort = true;
}

void Arranger::forget() {
    m_memory.clear();
    m_box.clear();
    m_displaced.clear();
    m_mustSort = true;
}

void Arranger::update(const engine::Snapshot& snapshot) {
    if (snapshot.now < m_now || snapshot.now > m_now + longestStep) {
        m_memory.clear();
        m_box.clear();
        m_mustSort = m_mustSort || m_spec.assignment.order == WallAssignment::Order::WorstFirst;
    }
    m_now = snapshot.now;
    resolvePins(snapshot);
    choose(snapshot);
    remember(snapshot);
    layCells();
    fillBox();
    orderHomes();
    fillSlots();
    m_mustSort = false;
}

void Arranger::resolvePins(const engine::Snapshot& snapshot) {
    m_pins.resize(m_spec.cells.size());
    for (std::size_t i = 0; i < m_pins.size(); ++i) {
        Pin& pin = m_pins[i];
        if (m_mustSort || pin.pin != m_spec.cells[i].pin) {
            pin = {};
            pin.pin = m_spec.cells[i].pin;
            pin.feedId = pin.pin.feedId.toStdString();
            pin.regionId =
                (pin.pin.regionId.isEmpty() ? m_spec.assignment.regionId : pin.pin.regionId)
                    .toStdString();
        }
        if (pin.feedId.empty()) {
            continue;
        }
        const auto isIt = [&pin](const engine::DeliveryStatus& delivery) {
            return delivery.feedId == pin.feedId && delivery.regionId == pin.regionId;
        };
        // Deliveries seldom change their order.
        if (pin.delivery && *pin.delivery < snapshot.deliveries.size() && !pin.regionId.empty() &&
            isIt(snapshot.deliveries[*pin.delivery])) {
            continue;
        }
        const std::string before = std::exchange(pin.shownRegion, pin.regionId);
        pin.delivery.reset();
        engine::Severity worst = engine::Severity::None;
        for (std::size_t k = 0; k < snapshot.deliveries.size(); ++k) {
            const auto& delivery = snapshot.deliveries[k];
            if (delivery.feedId != pin.feedId ||
                (!pin.regionId.empty() && delivery.regionId != pin.regionId)) {
                continue;
            }
            const engine::Severity severity = wallSeverity(snapshot, delivery);
            if (!pin.delivery || severity > worst ||
                (severity == worst && delivery.regionId == before)) {
                pin.delivery = k;
                pin.shownRegion = delivery.regionId;
                worst = severity;
            }
        }
    }
}

bool Arranger::isPinnedAway(const std::string& feedId, const std::string& regionId) const {
    return std::any_of(m_pins.begin(), m_pins.end(), [&](const Pin& pin) {
        return pin.feedId == feedId && (pin.regionId.empty() || pin.regionId == regionId);
    });
}

/// One delivery for each feed: where it is worst; where it was while that is as bad as any.
void Arranger::choose(const engine::Snapshot& snapshot) {
    struct Choice {
        std::size_t delivery = 0;
        engine::Severity severity = engine::Severity::None;
        bool isWhereItWas = false;
    };
    std::unordered_map<std::string_view, Choice> choices;
    m_filter.begin(snapshot);
    for (std::size_t i = 0; i < snapshot.deliveries.size(); ++i) {
        if (!m_filter.isWanted(i)) {
            continue;
        }
        const engine::DeliveryStatus& delivery = snapshot.deliveries[i];
        const engine::Severity severity = wallSeverity(snapshot, delivery);
        const auto known = m_memory.find(delivery.feedId);
        const bool isWhereItWas =
            known != m_memory.end() && known->second.regionId == delivery.regionId;
        const auto [at, isNew] =
            choices.try_emplace(delivery.feedId, Choice{i, severity, isWhereItWas});
        if (!isNew &&
            (severity > at->second.severity || (severity == at->second.severity && isWhereItWas))) {
            at->second = {i, severity, isWhereItWas};
        }
    }
    m_items.clear();
    for (const auto& [feedId, choice] : choices) {
        const engine::DeliveryStatus& delivery = snapshot.deliveries[choice.delivery];
        if (!isPinnedAway(delivery.feedId, delivery.regionId)) {
            m_items.push_back(
                {delivery.feedId, delivery.feedNumber, choice.delivery, choice.severity});
        }
    }
    std::sort(m_items.begin(), m_items.end(), [](const Item& a, const Item& b) {
        return std::pair(numberKey(a.number), std::string_view(a.feedId)) <
               std::pair(numberKey(b.number), std::string_view(b.feedId));
    });
    m_itemOf.clear();
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        m_itemOf[m_items[i].feedId] = i;
    }
}

void Arranger::remember(const engine::Snapshot& snapshot) {
    const auto stay = m_spec.penaltyBox.stay;
    for (Item& one : m_items) {
        Memory& memory = m_memory[one.feedId];
        const engine::Severity severity = one.rank;
        const std::string& regionId = snapshot.deliveries[one.delivery].regionId;
        if (!m_spec.assignment.regionId.isEmpty() && memory.regionId != regionId) {
            memory = {}; // what failed into another region is no fault of this wall
        }
        memory.regionId = regionId;
        if (severity >= memory.rank || m_now >= memory.rankUntil) {
            memory.rank = severity;
            memory.rankUntil = m_now + stay;
        }
        if (severity >= failing) {
            if (!memory.isFailing) {
                memory.isFailing = true;
                memory.failingSince = m_now;
            }
            memory.failingUntil = m_now + stay;
        } else if (m_now >= memory.failingUntil) {
            memory.isFailing = false;
        }
        one.rank = memory.rank;
    }
    // Feeds come and go for hours.
    if (m_memory.size() > 2 * m_items.size() + 1000) {
        std::erase_if(m_memory,
                      [this](const auto& entry) { return !m_itemOf.contains(entry.first); });
    }
}

void Arranger::layCells() {
    m_spans.clear();
    if (m_spec.cells.empty()) {
        m_grid = autoGrid(static_cast<int>(m_items.size()));
        for (int i = 0; i < m_grid.capacity(); ++i) {
            m_spans.push_back({i % m_grid.columns, i / m_grid.columns, 1, 1});
        }
        m_free = m_spans.size();
        return;
    }
    m_grid = {m_spec.columns, m_spec.rows};
    m_free = 0;
    for (std::size_t i = 0; i < m_spec.cells.size(); ++i) {
        m_spans.push_back(m_spec.cells[i].span);
        m_free += m_pins[i].feedId.empty() ? 1 : 0;
    }
}

const Arranger::Item* Arranger::item(const std::string& feedId) const {
    const auto found = m_itemOf.find(feedId);
    return found == m_itemOf.end() ? nullptr : &m_items[found->second];
}

bool Arranger::isBoxed(const std::string& feedId) const {
    return std::find(m_box.begin(), m_box.end(), feedId) != m_box.end();
}

void Arranger::settle(std::vector<std::string>& order) const {
    const auto rankOf = [this](const std::string& feedId) {
        const Item* found = item(feedId);
        return found == nullptr ? -1 : static_cast<int>(found->rank);
    };
    std::vector<int> wanted;
    for (const auto& feedId : order) {
        wanted.push_back(rankOf(feedId));
    }
    std::sort(wanted.begin(), wanted.end(), std::greater<>());
    std::vector<std::string> misplaced;
    std::vector<std::size_t> vacant;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (rankOf(order[i]) != wanted[i]) {
            misplaced.push_back(order[i]);
            vacant.push_back(i);
        }
    }
    std::sort(misplaced.begin(), misplaced.end(), [this](const auto& a, const auto& b) {
        const Item* first = item(a);
        const Item* second = item(b);
        return std::pair(first ? numberKey(first->number) : ~0u, a) <
               std::pair(second ? numberKey(second->number) : ~0u, b);
    });
    for (const auto& feedId : misplaced) {
        const auto slot = std::find_if(vacant.begin(), vacant.end(),
                                       [&](std::size_t i) { return wanted[i] == rankOf(feedId); });
        order[*slot] = feedId; // there is one: as many of each rank are wanted as there are
        vacant.erase(slot);
    }
}

void Arranger::fillBox() {
    std::vector<const Item*> candidates;
    if (m_spec.penaltyBox.isOn && m_free > 0) {
        for (const Item& one : m_items) {
            if (m_memory[one.feedId].isFailing) {
                candidates.push_back(&one);
            }
        }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [this](const Item* a, const Item* b) {
        const auto key = [this](const Item* one) {
            return std::tuple(-static_cast<int>(one->rank), isBoxed(one->feedId) ? 0 : 1,
                              m_memory[one->feedId].failingSince);
        };
        return key(a) < key(b);
    });
    const auto wanted = static_cast<std::size_t>(std::max(0, m_spec.penaltyBox.cells));
    const std::size_t most =
        wanted > 0 ? std::min(wanted, m_free) : std::max<std::size_t>(1, m_free / 2);
    m_waiting = static_cast<int>(candidates.size() > most ? candidates.size() - most : 0);
    candidates.resize(std::min(candidates.size(), most));
    std::vector<std::string> next;
    for (const auto& feedId : m_box) {
        if (std::any_of(candidates.begin(), candidates.end(),
                        [&](const Item* one) { return one->feedId == feedId; })) {
            next.push_back(feedId);
        }
    }
    for (const Item* one : candidates) {
        if (!isBoxed(one->feedId)) {
            next.push_back(one->feedId);
        }
    }
    settle(next);
    m_box = std::move(next);
}

int Arranger::pagesFor(std::size_t feeds) const {
    return m_free == 0 ? 1 : std::max(1, static_cast<int>((feeds + m_free - 1) / m_free));
}

void Arranger::orderHomes() {
    std::set<std::string_view> housed(m_homes.begin(), m_homes.end());
    std::vector<std::string> added;
    for (const Item& one : m_items) {
        if (!housed.contains(one.feedId)) {
            added.push_back(one.feedId);
        }
    }
    const bool isWorstFirst = m_spec.assignment.order == WallAssignment::Order::WorstFirst;
    // Places of feeds that are gone are given up only when there are fewer pages or cells then.
    const bool isRoomy =
        pagesFor(m_items.size()) < pagesFor(m_homes.size()) ||
        (m_spec.cells.empty() && autoGrid(static_cast<int>(m_homes.size())) != m_grid);
    if (m_mustSort || isRoomy || (!added.empty() && !isWorstFirst)) {
        m_homes.clear();
        for (const Item& one : m_items) {
            m_homes.push_back(one.feedId);
        }
        m_displaced.clear();
        if (isWorstFirst) {
            std::stable_sort(m_homes.begin(), m_homes.end(), [this](const auto& a, const auto& b) {
                return item(a)->rank > item(b)->rank;
            });
        }
        return;
    }
    if (isWorstFirst) {
        m_homes.insert(m_homes.end(), added.begin(), added.end());
        settle(m_homes);
        while (!m_homes.empty() && item(m_homes.back()) == nullptr) {
            m_homes.pop_back(); // what is gone was settled last
        }
    }
}

void Arranger::fillSlots() {
    m_slots.clear();
    m_hidden = 0;
    m_pages = 1;
    const std::size_t boxed = m_box.size();
    if (m_free <= boxed) {
        for (const Item& one : m_items) {
            m_hidden += isBoxed(one.feedId) ? 0 : 1;
        }
        return;
    }
    m_pages = pagesFor(m_homes.size());
    m_slots.resize(static_cast<std::size_t>(m_pages) * m_free);
    const auto isOfBox = [&](std::size_t slot) { return slot % m_free < boxed; };
    std::vector<std::pair<std::string, std::size_t>> homeless; // and where they belong
    for (std::size_t home = 0; home < m_homes.size(); ++home) {
        const std::string& feedId = m_homes[home];
        if (item(feedId) == nullptr || isBoxed(feedId)) {
            continue;
        }
        if (isOfBox(home)) {
            homeless.emplace_back(feedId, home);
        } else {
            m_slots[home] = feedId;
        }
    }
    const auto isVacant = [&](std::size_t slot) {
        return slot < m_slots.size() && !isOfBox(slot) && m_slots[slot].empty();
    };
    std::unordered_map<std::string, std::size_t> displaced;
    const auto put = [&](const std::string& feedId, std::size_t slot) {
        m_slots[slot] = feedId;
        displaced[feedId] = slot;
    };
    // First those that can stay where they went before.
    std::erase_if(homeless, [&](const auto& one) {
        const auto before = m_displaced.find(one.first);
        if (before == m_displaced.end() || !isVacant(before->second)) {
            return false;
        }
        put(one.first, before->second);
        return true;
    });
    // Then on their own page, then anywhere, then on pages more.
    std::erase_if(homeless, [&](const auto& one) {
        const std::size_t first = one.second / m_free * m_free;
        for (std::size_t slot = first; slot < first + m_free; ++slot) {
            if (isVacant(slot)) {
                put(one.first, slot);
                return true;
            }
        }
        return false;
    });
    std::size_t next = 0;
    for (const auto& [feedId, home] : homeless) {
        while (!isVacant(next)) {
            ++next;
            if (next >= m_slots.size()) {
                m_slots.resize(m_slots.size() + m_free);
                ++m_pages;
            }
        }
        put(feedId, next);
    }
    m_displaced = std::move(displaced);
}

Arrangement Arranger::page(int page) const {
    Arrangement made;
    made.grid = m_grid;
    made.spans = m_spans;
    made.pages = m_pages;
    made.page = std::clamp(page, 0, m_pages - 1);
    made.matching = static_cast<int>(m_items.size());
    made.hidden = m_hidden;
    made.waiting = m_waiting;
    const auto region = [this](const std::string& feedId) {
        const auto known = m_memory.find(feedId);
        return known == m_memory.end() ? QString() : QString::fromStdString(known->second.regionId);
    };
    std::size_t freeCell = 0;
    for (std::size_t cell = 0; cell < m_spans.size(); ++cell) {
        ArrangedTile tile;
        tile.cell = static_cast<int>(cell);
        if (cell < m_pins.size() && !m_pins[cell].feedId.empty()) {
            const Pin& pin = m_pins[cell];
            tile.feedId = pin.pin.feedId;
            tile.regionId = QString::fromStdString(pin.shownRegion);
            tile.view = pin.pin.view;
            tile.isPinned = true;
            tile.delivery = pin.delivery;
            made.tiles.push_back(std::move(tile));
            continue;
        }
        const std::size_t within = freeCell++;
        const std::size_t slot = static_cast<std::size_t>(made.page) * m_free + within;
        std::string feedId;
        if (within < m_box.size()) {
            feedId = m_box[within];
            tile.isPenalty = true;
        } else if (slot < m_slots.size()) {
            feedId = m_slots[slot];
        }
        const Item* one = feedId.empty() ? nullptr : item(feedId);
        if (one != nullptr) {
            tile.feedId = QString::fromStdString(feedId);
            tile.regionId = region(feedId);
            tile.delivery = one->delivery;
            made.tiles.push_back(std::move(tile));
        }
    }
    return made;
}

std::optional<Arranger::Place> Arranger::find(const QString& feedId, int preferredPage) const {
    const std::string wanted = feedId.toStdString();
    for (const int page : {preferredPage, -1}) {
        for (int i = 0; i < m_pages; ++i) {
            if (page >= 0 && i != page) {
                continue;
            }
            std::size_t freeCell = 0;
            for (std::size_t cell = 0; cell < m_spans.size(); ++cell) {
                const bool isPinned = cell < m_pins.size() && !m_pins[cell].feedId.empty();
                if (isPinned) {
                    if (m_pins[cell].feedId == wanted) {
                        return Place{i, static_cast<int>(cell)};
                    }
                    continue;
                }
                const std::size_t within = freeCell++;
                const std::size_t slot = static_cast<std::size_t>(i) * m_free + within;
                const bool isHere = within < m_box.size()
                                        ? m_box[within] == wanted
                                        : slot < m_slots.size() && m_slots[slot] == wanted;
                if (isHere) {
                    return Place{i, static_cast<int>(cell)};
                }
            }
        }
    }
    return std::nullopt;
}

std::vector<std::string> Arranger::order() const {
    std::vector<std::string> all;
    for (const auto& feedId : m_slots) {
        if (!feedId.empty()) {
            all.push_back(feedId);
        }
    }
    return all;
}

} // namespace vigie::ui::wall
