// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmsound.h"

#include <algorithm>

#include "ui/alarms/incidentsummary.h"

namespace vigie::ui::alarms {

namespace {

std::optional<media::Tone> toneOf(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Critical:
        return media::Tone::Critical;
    case engine::Severity::Major:
        return media::Tone::Major;
    case engine::Severity::Minor:
        return media::Tone::Minor;
    case engine::Severity::Warning:
    case engine::Severity::None:
        break;
    }
    return std::nullopt;
}

} // namespace

std::optional<media::Tone> SoundRules::step(const engine::Snapshot& snapshot, base::Utc now) {
    const bool isSilent =
        !snapshot.isLive || (snapshot.mutedUntil.has_value() && now < *snapshot.mutedUntil);
    std::map<LineId, engine::Severity> next;
    engine::Severity due = engine::Severity::None;
    bool isCriticalUnseen = false;
    for (const Line& line : linesOf(snapshot)) {
        if (line.speaker == nullptr || line.unacknowledged == 0) {
            continue; // seen or hidden: what joins later is new
        }
        engine::Severity unseen = engine::Severity::None;
        bool isPresent = false;
        for (const auto* alarm : line.alarms) {
            if (alarm->isAnnunciated() && alarm->isUnacknowledged()) {
                unseen = std::max(unseen, alarm->severity);
                isPresent = isPresent || alarm->isPresent();
            }
        }
        const LineId id = line.incident != nullptr ? LineId{true, line.incident->id}
                                                   : LineId{false, line.speaker->id};
        const auto known = m_heard.find(id);
        const engine::Severity heard =
            known == m_heard.end() ? engine::Severity::None : known->second;
        isCriticalUnseen = isCriticalUnseen || unseen == engine::Severity::Critical;
        if (unseen <= heard || !isPresent) {
            next[id] = std::min(unseen, heard);
        } else if (isSilent) {
            next[id] = heard; // is heard when the mute ends
        } else {
            next[id] = unseen;
            due = std::max(due, unseen);
        }
    }
    m_heard = std::move(next);
    if (isSilent) {
        return std::nullopt;
    }
    const bool isAfterTone = m_lastTone && now >= *m_lastTone;
    if (isCriticalUnseen && (!isAfterTone || now - *m_lastTone >= repeatEvery)) {
        due = engine::Severity::Critical;
    }
    if (isAfterTone && now - *m_lastTone < leastGap && due <= m_lastSeverity) {
        return std::nullopt;
    }
    const auto tone = toneOf(due);
    if (tone) {
        m_lastTone = now;
        m_lastSeverity = due;
    }
    return tone;
}

AlarmSound::AlarmSound(desk::DeskContext& desk, media::TonePlayer& player, QObject* parent)
    : QObject(parent), m_desk(desk), m_player(player) {
    connect(&m_desk, &desk::DeskContext::liveSnapshotChanged, this, &AlarmSound::look);
    connect(&m_timer, &QTimer::timeout, this, &AlarmSound::look);
    m_timer.start(1000);
    look();
}

void AlarmSound::look() {
    if (const auto live = m_desk.liveSnapshot()) {
        if (const auto tone = m_rules.step(*live, m_desk.liveNow().utc)) {
            m_player.play(*tone);
        }
    }
    const QString trouble = QString::fromStdString(m_player.trouble());
    if (trouble != m_trouble) {
        m_trouble = trouble;
        emit troubleChanged(m_trouble);
    }
}

} // namespace vigie::ui::alarms
