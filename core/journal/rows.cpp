// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/rows.h"

#include <algorithm>

namespace vigie::journal {

namespace {

/// A number that names no value (a damaged file) becomes the last one: a reader sees something.
template <typename E> E enumFrom(std::int64_t number, E last) {
    return static_cast<E>(std::clamp<std::int64_t>(number, 0, static_cast<std::int64_t>(last)));
}

} // namespace

alarm::Record recordFrom(sqlite::Statement& row) {
    alarm::Record record;
    record.sequence = static_cast<std::uint64_t>(row.integer());
    record.at = base::utcFromNs(row.integer());
    record.kind = enumFrom(row.integer(), alarm::RecordKind::Refused);
    record.alarmId = static_cast<std::uint64_t>(row.integer());
    record.incidentId = static_cast<std::uint64_t>(row.integer());
    record.actionId = static_cast<std::uint64_t>(row.integer());
    record.operatorName = row.text();
    record.ruleId = row.text();
    record.subject.scope = enumFrom(row.integer(), model::Scope::Pid);
    record.subject.nodeId = row.text();
    record.subject.id = row.text();
    record.feedId = row.text();
    record.regionId = row.text();
    record.severity = enumFrom(row.integer(), alarm::Severity::Critical);
    record.state = enumFrom(row.integer(), alarm::AlarmState::Normal);
    record.value = row.real();
    record.limit = row.real();
    if (const auto until = row.optionalInteger()) {
        record.until = base::utcFromNs(*until);
    }
    record.text = row.text();
    record.isAnnunciated = row.integer() != 0;
    return record;
}

base::Result<void> insert(sqlite::Statement& into, const alarm::Record& record) {
    const auto number = [](auto value) { return static_cast<std::int64_t>(value); };
    return into.run(number(record.sequence), base::toNs(record.at), number(record.kind),
                    number(record.alarmId), number(record.incidentId), number(record.actionId),
                    std::string_view(record.operatorName), std::string_view(record.ruleId),
                    number(record.subject.scope), std::string_view(record.subject.nodeId),
                    std::string_view(record.subject.id), std::string_view(record.feedId),
                    std::string_view(record.regionId), number(record.severity),
                    number(record.state), record.value, record.limit,
                    record.until ? std::optional(base::toNs(*record.until)) : std::nullopt,
                    std::string_view(record.text), number(record.isAnnunciated));
}

} // namespace vigie::journal
