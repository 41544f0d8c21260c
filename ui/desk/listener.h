// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QString>

#include "core/model/fleet.h"
#include "core/model/sound.h"

namespace vigie::media {
class SoundPlayer;
}

namespace vigie::ui::desk {

class DeskContext;

/// Listening to one path at a time, whichever wall, page or palette asks for it. One for each desk.
/// GUI thread; never blocks. Only in the present: going to the past falls silent and says why, and
/// coming back is heard again. Volume and mute are remembered where there is a player.
class Listener final : public QObject {
    Q_OBJECT
public:
    /// The desk's own; made at the first call, owned by it.
    [[nodiscard]] static Listener& of(DeskContext& desk);
    ~Listener() override;

    /// Where the sound goes; null: nothing can be heard, whyNot() says so. Must outlive the desk.
    void setPlayer(media::SoundPlayer* player);

    /// What is listened to; absent: nothing.
    [[nodiscard]] std::optional<model::PathRef> path() const;
    /// Listens to this path alone, to `track` of its sounds (0: the first).
    void listen(const model::PathRef& path, int track = 0);
    /// Listens to it, or stops where it is the one listened to.
    void toggle(const model::PathRef& path);
    void stop();
    [[nodiscard]] int track() const;
    /// The sounds that the path has, in their order; empty while not known.
    [[nodiscard]] const model::SoundTracks& tracks() const;

    /// 0 to 100.
    [[nodiscard]] int volume() const;
    void setVolume(int percent);
    [[nodiscard]] bool isMuted() const;
    void setMuted(bool isMuted);

    /// Why nothing is heard of what is listened to; empty while sound comes.
    [[nodiscard]] QString whyNot() const;

signals:
    /// Path, track, volume, mute or whyNot().
    void changed();

private:
    explicit Listener(DeskContext& desk);
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::ui::desk
