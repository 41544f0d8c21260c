// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <map>
#include <tuple>
#include <utility>

#include "core/replay/rerun.h"

namespace vigie::replay {
namespace {

using std::chrono::milliseconds;

base::Utc beginOf(const Raised& raised) {
    return raised.since;
}
base::Utc beginOf(const Told& told) {
    return told.opened;
}
std::optional<base::Utc> endOf(const Raised& raised) {
    return raised.cleared;
}
std::optional<base::Utc> endOf(const Told& told) {
    return told.closed;
}
alarm::Severity severityOf(const Raised& raised) {
    return raised.severity;
}
alarm::Severity severityOf(const Told& told) {
    return told.incident.severity;
}
auto keyOf(const Raised& raised) {
    return std::tuple(raised.subject, raised.ruleId);
}
auto keyOf(const Told& told) {
    return std::tuple(told.incident.cause.hop.type, told.incident.cause.hop.id);
}
/// Nobody is shown a hidden alarm, so one that is hidden on one side only is a difference.
bool isShown(const Raised& raised) {
    return raised.isAnnunciated;
}
bool isShown(const Told& /*told*/) {
    return true;
}
void setBefore(Difference& into, const Raised& raised) {
    into.alarmBefore = raised;
}
void setBefore(Difference& into, const Told& told) {
    into.incidentBefore = told;
}
void setAfter(Difference& into, const Raised& raised) {
    into.alarmAfter = raised;
}
void setAfter(Difference& into, const Told& told) {
    into.incidentAfter = told;
}

/// Pairs what two runs say of one kind of thing and tells where they differ.
template <typename T> class Pairs {
public:
    Pairs(const std::vector<T>& before, const std::vector<T>& after, base::Utc beforeTo,
          base::Utc afterTo, milliseconds leastMove, milliseconds tolerance,
          std::vector<Difference>& into)
        : m_beforeTo(beforeTo), m_afterTo(afterTo), m_leastMove(leastMove), m_tolerance(tolerance),
          m_into(into) {
        std::map<decltype(keyOf(before[0])), std::pair<Column, Column>> groups;
        for (const T& one : before) {
            groups[keyOf(one)].first.push_back(&one);
        }
        for (const T& one : after) {
            groups[keyOf(one)].second.push_back(&one);
        }
        for (auto& [key, group] : groups) {
            pair(std::move(group.first), std::move(group.second));
        }
    }

private:
    using Column = std::vector<const T*>;

    [[nodiscard]] bool isNear(const T& one, const T& other) const {
        return beginOf(one) - m_tolerance <= lastOf(other, m_afterTo) &&
               beginOf(other) - m_tolerance <= lastOf(one, m_beforeTo);
    }
    /// A clock that steps back may end what it has not begun yet.
    [[nodiscard]] static base::Utc lastOf(const T& one, base::Utc to) {
        return std::max(beginOf(one), endOf(one).value_or(to));
    }
    [[nodiscard]] static base::Nanoseconds distance(const T& one, const T& other) {
        return std::chrono::abs(beginOf(one) - beginOf(other));
    }

    void pair(Column before, Column after) {
        const auto byBegin = [](const T* one, const T* other) {
            return beginOf(*one) < beginOf(*other);
        };
        std::stable_sort(before.begin(), before.end(), byBegin);
        std::stable_sort(after.begin(), after.end(), byBegin);
        std::size_t b = 0;
        std::size_t a = 0;
        while (b < before.size() && a < after.size()) {
            const T& old = *before[b];
            const T& fresh = *after[a];
            if (!isNear(old, fresh)) {
                beginOf(old) <= beginOf(fresh) ? vanished(*before[b++]) : appeared(*after[a++]);
            } else if (a + 1 < after.size() && isNear(old, *after[a + 1]) &&
                       distance(old, *after[a + 1]) < distance(old, fresh)) {
                appeared(*after[a++]); // the one behind it fits better
            } else if (b + 1 < before.size() && isNear(*before[b + 1], fresh) &&
                       distance(*before[b + 1], fresh) < distance(old, fresh)) {
                vanished(*before[b++]);
            } else {
                both(*before[b++], *after[a++]);
            }
        }
        while (b < before.size()) {
            vanished(*before[b++]);
        }
        while (a < after.size()) {
            appeared(*after[a++]);
        }
    }

    Difference& add(Difference::Kind kind) {
        Difference& made = m_into.emplace_back();
        made.kind = kind;
        return made;
    }
    void vanished(const T& old) { setBefore(add(Difference::Kind::Vanished), old); }
    void appeared(const T& fresh) { setAfter(add(Difference::Kind::Appeared), fresh); }
    void both(const T& old, const T& fresh) {
        const auto tell = [&](Difference::Kind kind) -> Difference& {
            Difference& made = add(kind);
            setBefore(made, old);
            setAfter(made, fresh);
            return made;
        };
        if (isShown(old) != isShown(fresh)) {
            tell(isShown(old) ? Difference::Kind::Vanished : Difference::Kind::Appeared);
            return;
        }
        const auto moved = [this](base::Utc from, base::Utc to) {
            const auto by = std::chrono::duration_cast<milliseconds>(to - from);
            return by != milliseconds{0} && std::chrono::abs(by) >= m_leastMove ? by
                                                                                : milliseconds{0};
        };
        const milliseconds begin = moved(beginOf(old), beginOf(fresh));
        const milliseconds end =
            endOf(old) || endOf(fresh)
                ? moved(endOf(old).value_or(m_beforeTo), endOf(fresh).value_or(m_afterTo))
                : milliseconds{0};
        if (severityOf(old) != severityOf(fresh)) {
            tell(Difference::Kind::SeverityChanged);
        }
        if (begin != milliseconds{0} || end != milliseconds{0}) {
            Difference& made = tell(Difference::Kind::Moved);
            made.beginMoved = begin;
            made.endMoved = end;
        }
    }

    base::Utc m_beforeTo;
    base::Utc m_afterTo;
    milliseconds m_leastMove;
    milliseconds m_tolerance;
    std::vector<Difference>& m_into;
};

base::Utc timeOf(const Difference& difference) {
    if (difference.alarmBefore || difference.incidentBefore) {
        return difference.alarmBefore ? difference.alarmBefore->since
                                      : difference.incidentBefore->opened;
    }
    return difference.alarmAfter ? difference.alarmAfter->since : difference.incidentAfter->opened;
}

} // namespace

Comparison compare(RunReport baseline, RunReport candidate, milliseconds leastMove,
                   milliseconds tolerance) {
    Comparison made;
    made.baseline = std::move(baseline);
    made.candidate = std::move(candidate);
    const RunReport& before = made.baseline;
    const RunReport& after = made.candidate;
    const Pairs<Told> incidents(before.incidents, after.incidents, before.to, after.to, leastMove,
                                tolerance, made.differences);
    const Pairs<Raised> alarms(before.alarms, after.alarms, before.to, after.to, leastMove,
                               tolerance, made.differences);
    std::stable_sort(
        made.differences.begin(), made.differences.end(),
        [](const auto& one, const auto& other) { return timeOf(one) < timeOf(other); });
    return made;
}

const Told* hiddenOutage(const Difference& difference, const Comparison& in) {
    if (difference.kind != Difference::Kind::Vanished || !difference.alarmBefore ||
        difference.alarmBefore->incidentId == 0) {
        return nullptr;
    }
    // An id is used again only by a desk that keeps nothing: the one of that time is meant.
    const Told* found = nullptr;
    for (const Told& told : in.baseline.incidents) {
        if (told.incident.id == difference.alarmBefore->incidentId &&
            told.incident.severity >= alarm::Severity::Major &&
            (found == nullptr ||
             std::chrono::abs(told.opened - difference.alarmBefore->since) <
                 std::chrono::abs(found->opened - difference.alarmBefore->since))) {
            found = &told;
        }
    }
    return found;
}

} // namespace vigie::replay
