// SPDX-License-Identifier: GPL-3.0-or-later
//
// What lies over alarms: shelves, suppression by design, maintenance, out of service.
#include <algorithm>
#include <string>
#include <utility>

#include "core/alarm/bookimpl.h"

namespace vigie::alarm {

namespace {

std::string textOf(std::uint8_t bits) {
    std::string text;
    const auto add = [&](Suppression reason, const char* word) {
        if ((bits & bit(reason)) != 0) {
            text += (text.empty() ? "" : ", ") + std::string(word);
        }
    };
    add(Suppression::OffAir, "off air");
    add(Suppression::Maintenance, "maintenance");
    add(Suppression::ParentFailed, "parent failed");
    return text;
}

} // namespace

bool covers(const Override& over, const Alarm& alarm) {
    if (over.subject.nodeId != alarm.subject.nodeId ||
        (!over.ruleId.empty() && over.ruleId != alarm.ruleId)) {
        return false;
    }
    switch (over.subject.scope) {
    case model::Scope::Node:
        return true;
    case model::Scope::Input:
        return over.subject == alarm.subject || (alarm.subject.scope == model::Scope::Path &&
                                                 alarm.parentInputId == over.subject.id);
    case model::Scope::Path:
    case model::Scope::Pid:
        return over.subject == alarm.subject;
    }
    return false;
}

bool isSamePlace(const Override& a, const Override& b) {
    return a.isMaintenance == b.isMaintenance && a.subject == b.subject && a.ruleId == b.ruleId;
}

std::uint8_t Book::Impl::suppressionOf(const Alarm& alarm) const {
    const auto it = m_suppressed.find(alarm.subject);
    std::uint8_t bits = it == m_suppressed.end() ? std::uint8_t{0} : it->second;
    if (!alarm.isOnAirOnly) {
        bits &= static_cast<std::uint8_t>(~bit(Suppression::OffAir));
    }
    if (std::any_of(m_overrides.begin(), m_overrides.end(), [&](const Override& over) {
            return over.isMaintenance && covers(over, alarm);
        })) {
        bits |= bit(Suppression::Maintenance);
    }
    return bits;
}

bool Book::Impl::isOutOfService(const Alarm& alarm) const {
    return std::any_of(m_overrides.begin(), m_overrides.end(), [&](const Override& over) {
        return !over.isMaintenance && covers(over, alarm);
    });
}

/// Brings an alarm's bits up to what lies over its subject; what then lies bare is shown again.
void Book::Impl::cover(std::uint64_t id, base::Utc at, const std::string& text) {
    const Alarm& now = m_alarms.at(id);
    const std::uint8_t before = now.suppressed;
    const std::uint8_t after = suppressionOf(now);
    const bool wasOut = now.isOutOfService;
    const bool isOut = isOutOfService(now);
    if (before == after && wasOut == isOut) {
        return;
    }
    change(id, [&](Alarm& alarm) {
        alarm.suppressed = after;
        alarm.isOutOfService = isOut;
    });
    const auto begun = static_cast<std::uint8_t>(after & ~before);
    const auto ended = static_cast<std::uint8_t>(before & ~after);
    if (begun != 0) {
        log(RecordKind::Suppressed, m_alarms.at(id), at, textOf(begun));
    }
    if (ended != 0) {
        log(RecordKind::Released, m_alarms.at(id), at, textOf(ended));
    }
    if (wasOut != isOut) {
        log(isOut ? RecordKind::OutOfService : RecordKind::ReturnedToService, m_alarms.at(id), at,
            text);
    }
    if ((before != 0 && after == 0) || (wasOut && !isOut)) {
        surface(id, at);
    }
}

void Book::Impl::coverAll(base::Utc at, const std::string& text) {
    // cover() may close alarms.
    std::vector<std::uint64_t> ids;
    ids.reserve(m_alarms.size());
    for (const auto& [id, alarm] : m_alarms) {
        ids.push_back(id);
    }
    for (const std::uint64_t id : ids) {
        cover(id, at, text);
    }
}

void Book::Impl::suppress(const Subject& subject, Suppression reason, bool isSuppressed,
                          base::Utc at) {
    const auto it = m_suppressed.find(subject);
    const std::uint8_t before = it == m_suppressed.end() ? std::uint8_t{0} : it->second;
    const auto after =
        static_cast<std::uint8_t>(isSuppressed ? before | bit(reason) : before & ~bit(reason));
    if (before == after) {
        return;
    }
    if (after == 0) {
        m_suppressed.erase(it);
    } else {
        m_suppressed[subject] = after;
    }
    m_commit.suppressed[subject] = after;
    ++m_revision;
    std::vector<std::uint64_t> ids;
    for (auto key = m_byKey.lower_bound({subject, {}});
         key != m_byKey.end() && key->first.first == subject; ++key) {
        ids.push_back(key->second);
    }
    for (const std::uint64_t id : ids) {
        cover(id, at, {});
    }
}

void Book::Impl::endShelf(std::uint64_t id, RecordKind kind, base::Utc at,
                          const std::string& text) {
    change(id, [](Alarm& alarm) { alarm.shelf.reset(); });
    log(kind, m_alarms.at(id), at, text);
    surface(id, at);
}

void Book::Impl::advance(base::Utc at) {
    std::vector<std::uint64_t> ended;
    for (const std::uint64_t id : m_shelved) {
        if (m_alarms.at(id).shelf->until <= at) {
            ended.push_back(id);
        }
    }
    for (const std::uint64_t id : ended) {
        endShelf(id, RecordKind::ShelfEnded, at, "time is over");
    }
    endOverrides(at);
    if (m_mutedUntil && *m_mutedUntil <= at) {
        m_mutedUntil.reset();
        m_commit.mutedUntil.emplace(std::nullopt);
        ++m_revision;
    }
}

void Book::Impl::endOverrides(base::Utc at) {
    std::vector<Override> kept;
    std::vector<Override> ended;
    for (const Override& over : m_overrides) {
        (over.until && *over.until <= at ? ended : kept).push_back(over);
    }
    if (ended.empty()) {
        return;
    }
    setOverrides(std::move(kept));
    for (const Override& over : ended) {
        logOverride(over.isMaintenance ? RecordKind::MaintenanceEnded
                                       : RecordKind::ReturnedToService,
                    over, at, "time is over");
    }
    coverAll(at, "time is over");
}

void Book::Impl::setOverrides(std::vector<Override> overrides) {
    m_overrides = std::move(overrides);
    m_commit.overrides = m_overrides;
    ++m_revision;
}

void Book::Impl::putOverride(Override added) {
    std::vector<Override> all = m_overrides;
    std::erase_if(all, [&](const Override& over) { return isSamePlace(over, added); });
    all.push_back(std::move(added));
    setOverrides(std::move(all));
}

void Book::Impl::logOverride(RecordKind kind, const Override& over, base::Utc at,
                             std::string text) {
    Record record;
    record.at = at;
    record.kind = kind;
    record.subject = over.subject;
    record.ruleId = over.ruleId;
    record.until = over.until;
    record.text = std::move(text);
    record.isAnnunciated = false;
    log(std::move(record));
}

} // namespace vigie::alarm
