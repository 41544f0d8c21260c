// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/listener.h"

#include <algorithm>
#include <utility>

#include <QSettings>

#include "core/media/soundplayer.h"
#include "ui/desk/deskcontext.h"
#include "ui/theme/words.h"

namespace vigie::ui::desk {

namespace {

constexpr const char* keyVolume = "listen/v1/volume";
constexpr const char* keyMuted = "listen/v1/muted";
constexpr int usualVolume = 70;

} // namespace

/// The sink of one watch after the other: units go straight to the player, on whatever thread they
/// come; what the operator sees goes to the GUI thread and counts there only while its watch does.
class Listener::Impl final : public fleet::SoundSink {
public:
    Impl(Listener& owner, DeskContext& context) : q(owner), desk(context) {}

    void onBegun() override {
        post([this] { trouble.reset(); });
    }
    void onTracks(const model::SoundTracks& newTracks) override {
        post([this, newTracks] {
            tracks = newTracks;
            areTracksKnown = true;
            trouble.reset();
        });
    }
    void onSound(model::SoundUnitPtr unit) override { player->push(std::move(unit)); }
    void onInterrupted(fleet::SoundTrouble why, const std::string& detail) override {
        post([this, why, text = QString::fromStdString(detail)] {
            trouble = why;
            troubleDetail = text;
        });
    }

    /// Does `what` on the GUI thread, if the watch that it is about is then still the one.
    template <typename What> void post(What what) {
        QMetaObject::invokeMethod(
            &q,
            [this, about = generation, what = std::move(what)] {
                if (about == generation) {
                    what();
                    emit q.changed();
                }
            },
            Qt::QueuedConnection);
    }

    void openWatch() {
        closeWatch();
        if (!path || player == nullptr || !desk.isLive()) {
            return;
        }
        player->begin();
        watch = desk.source().watchSound(*path, track, *this);
    }

    void closeWatch() {
        const bool wasOpen = watch != nullptr;
        watch.reset(); // nothing calls the sink any more
        ++generation;
        tracks.clear();
        areTracksKnown = false;
        trouble.reset();
        if (wasOpen && player != nullptr) {
            player->stop();
        }
    }

    [[nodiscard]] QString nodeName() const {
        return theme::nodeName(*desk.snapshot(), path->nodeId);
    }

    [[nodiscard]] QString whyNotByNode() const {
        switch (*trouble) {
        case fleet::SoundTrouble::NodeAway:
            return Listener::tr("%1 cannot be reached.").arg(nodeName());
        case fleet::SoundTrouble::NodeTooOld:
            return Listener::tr("%1 is too old to be listened to: upgrade it.").arg(nodeName());
        case fleet::SoundTrouble::Refused:
            return Listener::tr("%1 refuses: %2").arg(nodeName(), troubleDetail);
        case fleet::SoundTrouble::NoSoundHere:
            return Listener::tr("A recording has no sound.");
        }
        return {};
    }

    [[nodiscard]] QString whyNotByPlayer() const {
        const media::SoundPlayer::Status status = player->status();
        const QString detail = QString::fromStdString(status.detail);
        switch (status.state) {
        case media::SoundPlayer::State::Playing:
            return {};
        case media::SoundPlayer::State::Quiet:
            return Listener::tr("No sound comes yet.");
        case media::SoundPlayer::State::NoDevice:
            return Listener::tr("The audio device does not play: %1").arg(detail);
        case media::SoundPlayer::State::NoDecoder:
            return Listener::tr("This sound cannot be decoded: %1").arg(detail);
        }
        return {};
    }

    Listener& q;
    DeskContext& desk;
    media::SoundPlayer* player = nullptr; // changes only while nothing is watched
    std::optional<model::PathRef> path;
    int track = 0;
    int volume = usualVolume;
    bool isMuted = false;
    model::SoundTracks tracks;
    bool areTracksKnown = false;
    std::optional<fleet::SoundTrouble> trouble;
    QString troubleDetail;
    std::uint64_t generation = 0; // grows only while nothing is watched
    base::SubscriptionPtr watch;
};

Listener::Listener(DeskContext& desk)
    : QObject(&desk), m_impl(std::make_unique<Impl>(*this, desk)) {
    connect(&desk, &DeskContext::placeChanged, this, [this] {
        m_impl->openWatch();
        emit changed();
    });
}

Listener::~Listener() {
    setPlayer(nullptr);
}

Listener& Listener::of(DeskContext& desk) {
    if (auto* listener = desk.findChild<Listener*>(QString(), Qt::FindDirectChildrenOnly)) {
        return *listener;
    }
    return *new Listener(desk); // owned by the desk
}

void Listener::setPlayer(media::SoundPlayer* player) {
    m_impl->closeWatch();
    if (m_impl->player != nullptr) {
        m_impl->player->setListener({});
    }
    m_impl->player = player;
    if (player == nullptr) {
        return;
    }
    const QSettings settings;
    m_impl->volume = std::clamp(settings.value(keyVolume, usualVolume).toInt(), 0, 100);
    m_impl->isMuted = settings.value(keyMuted, false).toBool();
    player->setVolume(m_impl->volume);
    player->setMuted(m_impl->isMuted);
    player->setListener(
        [this] { QMetaObject::invokeMethod(this, &Listener::changed, Qt::QueuedConnection); });
    m_impl->openWatch();
    emit changed();
}

std::optional<model::PathRef> Listener::path() const {
    return m_impl->path;
}

void Listener::listen(const model::PathRef& path, int track) {
    if (m_impl->path == path && m_impl->track == track) {
        return;
    }
    m_impl->path = path;
    m_impl->track = std::max(track, 0);
    m_impl->openWatch();
    emit changed();
}

void Listener::toggle(const model::PathRef& path) {
    if (m_impl->path == path) {
        stop();
    } else {
        listen(path);
    }
}

void Listener::stop() {
    if (m_impl->path) {
        m_impl->closeWatch();
        m_impl->path.reset();
        m_impl->track = 0;
        emit changed();
    }
}

int Listener::track() const {
    return m_impl->track;
}
const model::SoundTracks& Listener::tracks() const {
    return m_impl->tracks;
}

int Listener::volume() const {
    return m_impl->volume;
}

void Listener::setVolume(int percent) {
    const int volume = std::clamp(percent, 0, 100);
    if (volume == m_impl->volume) {
        return;
    }
    m_impl->volume = volume;
    if (m_impl->player != nullptr) {
        m_impl->player->setVolume(volume);
        QSettings().setValue(keyVolume, volume);
    }
    emit changed();
}

bool Listener::isMuted() const {
    return m_impl->isMuted;
}

void Listener::setMuted(bool isMuted) {
    if (isMuted == m_impl->isMuted) {
        return;
    }
    m_impl->isMuted = isMuted;
    if (m_impl->player != nullptr) {
        m_impl->player->setMuted(isMuted);
        QSettings().setValue(keyMuted, isMuted);
    }
    emit changed();
}

QString Listener::whyNot() const {
    if (!m_impl->path) {
        return {};
    }
    if (!m_impl->desk.hasLive()) {
        return tr("A recording has no sound.");
    }
    if (!m_impl->desk.isLive()) {
        return tr("The past has no sound. LIVE goes back to now.");
    }
    if (m_impl->player == nullptr) {
        return tr("This desk plays no sound.");
    }
    if (m_impl->trouble) {
        return m_impl->whyNotByNode();
    }
    const auto& tracks = m_impl->tracks;
    if (m_impl->areTracksKnown && m_impl->track >= static_cast<int>(tracks.size())) {
        return tracks.empty() ? tr("This path has no sound.")
                              : tr("This path has no sound number %1.").arg(m_impl->track + 1);
    }
    return m_impl->whyNotByPlayer();
}

} // namespace vigie::ui::desk
