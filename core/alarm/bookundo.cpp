// SPDX-License-Identifier: GPL-3.0-or-later
//
// Taking back an action: alarm by alarm, and only where nothing has changed since.
#include <algorithm>
#include <string>
#include <utility>

#include "core/alarm/bookimpl.h"

namespace vigie::alarm {

namespace {

/// Empty: it cannot be undone.
std::string wordOf(ActionKind kind) {
    switch (kind) {
    case ActionKind::Acknowledge:
        return "acknowledge";
    case ActionKind::Shelve:
    case ActionKind::ShelveOneShot:
        return "shelve";
    case ActionKind::Unshelve:
        return "unshelve";
    case ActionKind::OutOfService:
        return "out of service";
    case ActionKind::ReturnToService:
        return "return to service";
    case ActionKind::BeginMaintenance:
        return "begin maintenance";
    case ActionKind::EndMaintenance:
        return "end maintenance";
    case ActionKind::Comment:
        return "comment";
    case ActionKind::Assign:
        return "assign";
    case ActionKind::Reset:
    case ActionKind::Undo:
    case ActionKind::SignOn:
    case ActionKind::SignOff:
    case ActionKind::HandOver:
    case ActionKind::Mute:
        return {};
    }
    return {};
}

/// Which incident it is put under is no change of the alarm.
bool isUnchanged(const Alarm& then, const Alarm& now) {
    Alarm same = then;
    same.incidentId = now.incidentId;
    return same == now;
}

bool contains(const std::vector<Override>& all, const Override& over) {
    return std::find(all.begin(), all.end(), over) != all.end();
}

std::vector<Override> without(const std::vector<Override>& all,
                              const std::vector<Override>& removed) {
    std::vector<Override> left;
    std::copy_if(all.begin(), all.end(), std::back_inserter(left),
                 [&](const Override& over) { return !contains(removed, over); });
    return left;
}

} // namespace

/// Keeps what an action did for as long as it can be asked back.
void Book::Impl::finish(const Action& action, std::vector<Override> overridesBefore) {
    if (wordOf(action.kind).empty()) {
        return;
    }
    Done done;
    done.actionId = m_lastActionId;
    done.kind = action.kind;
    for (auto& [id, before] : m_running->before) {
        const auto now = m_alarms.find(id);
        done.alarms.emplace(
            id,
            Done::Change{std::move(before),
                         now == m_alarms.end() ? std::nullopt : std::optional<Alarm>(now->second)});
    }
    done.overridesBefore = std::move(overridesBefore);
    done.overridesAfter = m_overrides;
    m_done.push_back(std::move(done));
    if (m_done.size() > mostUndoable) {
        m_done.pop_front();
    }
}

Book::Impl::Refusal Book::Impl::undo(const Action& action, base::Utc at) {
    const auto it = std::find_if(m_done.begin(), m_done.end(),
                                 [&](const Done& done) { return done.actionId == action.undoes; });
    if (it == m_done.end()) {
        return "This cannot be undone: it was undone already, is too long ago, or is of a kind "
               "that stands.";
    }
    const Done& done = *it;
    const auto added = without(done.overridesAfter, done.overridesBefore);
    auto removed = without(done.overridesBefore, done.overridesAfter);
    const bool isAllThere = std::all_of(added.begin(), added.end(), [&](const Override& over) {
        return contains(m_overrides, over);
    });
    std::vector<Override> overrides = without(m_overrides, added);
    const bool isFree = std::none_of(removed.begin(), removed.end(), [&](const Override& over) {
        return std::any_of(overrides.begin(), overrides.end(),
                           [&](const Override& now) { return isSamePlace(over, now); });
    });
    if (!isAllThere || !isFree) {
        return "This cannot be undone: it has been changed since.";
    }
    std::erase_if(removed, [&](const Override& over) { return over.until && *over.until <= at; });
    overrides.insert(overrides.end(), removed.begin(), removed.end());
    const bool hasOverrides = !added.empty() || !removed.empty();
    const std::string text = wordOf(done.kind) + " (action " + std::to_string(done.actionId) + ")";
    if (hasOverrides) {
        setOverrides(std::move(overrides));
        for (const Override& over : added.empty() ? removed : added) {
            logOverride(RecordKind::Undone, over, at, text);
        }
    }
    bool hasActed = hasOverrides;
    for (const auto& [id, change] : done.alarms) {
        if (takeBack(id, change, at)) {
            log(RecordKind::Undone, m_alarms.at(id), at, text);
            hasActed = true;
        }
    }
    if (!hasActed) {
        return "This cannot be undone: its alarms have changed since.";
    }
    if (hasOverrides) {
        // What came or changed in the meantime follows the overrides that now hold.
        coverAll(at, text);
    }
    m_done.erase(it);
    return {};
}

bool Book::Impl::takeBack(std::uint64_t id, const Done::Change& done, base::Utc at) {
    Alarm form = done.before;
    if (form.shelf && form.shelf->until <= at) {
        return false;
    }
    const auto now = m_alarms.find(id);
    if (done.after) {
        if (now == m_alarms.end() || !isUnchanged(*done.after, now->second)) {
            return false;
        }
        form.incidentId = now->second.incidentId;
    } else if (now != m_alarms.end() || m_byKey.contains({form.subject, form.ruleId})) {
        return false;
    }
    form.suppressed = suppressionOf(form);
    form.isOutOfService = isOutOfService(form);
    if (now == m_alarms.end()) {
        insert(std::move(form));
    } else {
        change(id, [&](Alarm& alarm) { alarm = std::move(form); });
    }
    return true;
}

} // namespace vigie::alarm
