// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/replay/frame.h"
#include "core/replay/framefields.h"

namespace vigie::replay {
namespace {

constexpr std::uint8_t layoutVersion = 1;

void flags(auto& io, auto& snapshot) {
    io("overrides", snapshot.overrides);
    io("operator", snapshot.operatorName);
    io("mutedUntil", snapshot.mutedUntil);
    io("flood", snapshot.isFlood);
    io("lines", snapshot.linesLast10Min);
    io("journalTrouble", snapshot.journalTrouble);
}

} // namespace

std::string packBook(const engine::Snapshot& snapshot) {
    ColumnWriter out;
    PackOne one(out);
    flags(one, snapshot);
    out.number(snapshot.alarms.size());
    for (const engine::AlarmStatus& alarm : snapshot.alarms) {
        alarmFields(one, alarm, static_cast<const alarm::Alarm&>(alarm));
    }
    one.put(snapshot.incidents);
    return out.finish(layoutVersion);
}

base::Result<void> readBook(const std::string& bytes, engine::Snapshot& into) {
    ColumnReader in(bytes);
    if (in.version() > layoutVersion) {
        return base::failure("A book of alarms was written by a newer Vigie.");
    }
    ReadOne one(in);
    engine::Snapshot read;
    flags(one, read);
    const std::size_t alarms = in.countInHead();
    for (std::size_t i = 0; i < alarms && in.isSound(); ++i) {
        engine::AlarmStatus& alarm = read.alarms.emplace_back();
        alarmFields(one, alarm, static_cast<alarm::Alarm&>(alarm));
    }
    one.read(read.incidents);
    if (!in.isWhole()) {
        return base::failure("A book of alarms cannot be read: it is damaged.");
    }
    into.overrides = std::move(read.overrides);
    into.operatorName = std::move(read.operatorName);
    into.mutedUntil = read.mutedUntil;
    into.isFlood = read.isFlood;
    into.linesLast10Min = read.linesLast10Min;
    into.journalTrouble = std::move(read.journalTrouble);
    into.alarms = std::move(read.alarms);
    into.incidents = std::move(read.incidents);
    return {};
}

} // namespace vigie::replay
