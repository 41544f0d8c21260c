// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/media/tone.h"
#include "ui/desk/deskcontext.h"

namespace vigie::ui::alarms {

/// When which tone is due. A line sounds once when it comes, when it gets worse, and when something
/// new joins it after it was acknowledged; critical lines sound again every 10 s until they are
/// acknowledged. Warnings never sound, nor does what is shelved, suppressed or out of service, nor
/// a replay. What comes while sounds are muted is heard when the mute ends: a mute delays, it never
/// swallows. Several at once are one tone, the worst. Pure: time comes with the call.
class SoundRules {
public:
    static constexpr std::chrono::seconds repeatEvery{10};
    /// A tone keeps lesser and equal ones away for so long: a storm is no organ.
    static constexpr std::chrono::seconds leastGap{2};

    /// The tone that is due at `now`.
    [[nodiscard]] std::optional<media::Tone> step(const engine::Snapshot& snapshot, base::Utc now);

private:
    /// Incident id, or alarm id of an alarm without one.
    using LineId = std::pair<bool, std::uint64_t>;
    std::map<LineId, engine::Severity> m_heard;
    std::optional<base::Utc> m_lastTone;
    engine::Severity m_lastSeverity = engine::Severity::None;
};

/// Lets a desk be heard: looks at every snapshot of the present, wherever the desk is, and once a
/// second. Silent where there is no present. GUI thread; the player must outlive it.
class AlarmSound final : public QObject {
    Q_OBJECT
public:
    AlarmSound(desk::DeskContext& desk, media::TonePlayer& player, QObject* parent = nullptr);

    /// Why alarms can not be heard; empty: they can.
    [[nodiscard]] QString trouble() const { return m_trouble; }

signals:
    void troubleChanged(const QString& trouble);

private:
    void look();

    desk::DeskContext& m_desk;
    media::TonePlayer& m_player;
    SoundRules m_rules;
    QTimer m_timer;
    QString m_trouble;
};

} // namespace vigie::ui::alarms
