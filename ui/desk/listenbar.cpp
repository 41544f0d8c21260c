// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/listenbar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include "ui/desk/deskcontext.h"
#include "ui/desk/listener.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::desk {

namespace {

constexpr int volumeStep = 5;

/// As the trade writes them, in every language.
QString codecName(model::AudioCodec codec) {
    switch (codec) {
    case model::AudioCodec::Mpeg:
        return QStringLiteral("MPEG");
    case model::AudioCodec::AacAdts:
        return QStringLiteral("AAC");
    case model::AudioCodec::AacLatm:
        return QStringLiteral("AAC LATM");
    case model::AudioCodec::Ac3:
        return QStringLiteral("AC-3");
    case model::AudioCodec::Eac3:
        return QStringLiteral("E-AC-3");
    case model::AudioCodec::Unknown:
        break;
    }
    return QStringLiteral("—");
}

/// "1 · fra · AC-3".
QString trackText(int index, const model::SoundTrack& track) {
    QStringList parts{QString::number(index + 1)};
    if (!track.language.empty()) {
        parts << QString::fromStdString(track.language);
    }
    parts << codecName(track.codec);
    return parts.join(QStringLiteral(" · "));
}

/// "005 Swimming · Underwater — Paris cloud", as far as the desk knows the path.
QString pathText(const engine::Snapshot& snapshot, const model::PathRef& ref) {
    const QString node = theme::nodeName(snapshot, ref.nodeId);
    for (const auto& one : snapshot.nodes) {
        if (!one.description || one.description->id != ref.nodeId) {
            continue;
        }
        for (const auto& path : one.description->paths) {
            if (path.id == ref.pathId) {
                return theme::feedTitle(snapshot, path.feedId) + QStringLiteral(" — ") + node;
            }
        }
    }
    return QString::fromStdString(ref.pathId) + QStringLiteral(" — ") + node;
}

} // namespace

ListenBar::ListenBar(DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_listener(Listener::of(desk)), m_feed(new QLabel(this)),
      m_track(new QComboBox(this)), m_volume(new QSlider(Qt::Horizontal, this)),
      m_mute(new QToolButton(this)), m_whyNot(new QLabel(this)), m_stop(new QToolButton(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Listening"));
    makeControls();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 3, 12, 3);
    row->setSpacing(10);
    auto* heading = new QLabel(tr("LISTENING"), this);
    heading->setProperty("role", QStringLiteral("heading"));
    row->addWidget(heading);
    row->addWidget(m_feed);
    row->addWidget(m_track);
    row->addWidget(m_volume);
    row->addWidget(m_mute);
    row->addWidget(m_whyNot, 1);
    row->addWidget(m_stop);
    connect(&m_listener, &Listener::changed, this, &ListenBar::refresh);
    refresh();
}

void ListenBar::makeControls() {
    m_feed->setProperty("role", QStringLiteral("figure"));
    m_track->setAccessibleName(tr("Sound track"));
    m_track->setToolTip(tr("Which of the path's sounds: number, language, codec"));
    m_track->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_track, &QComboBox::activated, this, [this](int index) {
        if (const auto path = m_listener.path()) {
            m_listener.listen(*path, index);
        }
    });
    m_volume->setRange(0, 100);
    m_volume->setSingleStep(volumeStep);
    m_volume->setPageStep(4 * volumeStep);
    m_volume->setFixedWidth(120);
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setToolTip(tr("Volume (+ and − on the wall)"));
    connect(m_volume, &QSlider::valueChanged, this,
            [this](int percent) { m_listener.setVolume(percent); });
    m_mute->setText(tr("Mute"));
    m_mute->setCheckable(true);
    m_mute->setProperty("role", QStringLiteral("badge"));
    m_mute->setToolTip(tr("Mute (M on the wall)"));
    m_mute->setAccessibleName(m_mute->text());
    connect(m_mute, &QToolButton::toggled, this,
            [this](bool isMuted) { m_listener.setMuted(isMuted); });
    m_whyNot->setWordWrap(true);
    m_whyNot->setStyleSheet(
        QStringLiteral("color: %1;").arg(QColor::fromRgb(theme::color::warning()).name()));
    m_stop->setText(tr("Stop"));
    m_stop->setProperty("role", QStringLiteral("badge"));
    m_stop->setToolTip(tr("Stop listening (L on the wall)"));
    m_stop->setAccessibleName(tr("Stop listening"));
    connect(m_stop, &QToolButton::clicked, this, [this] { m_listener.stop(); });
}

void ListenBar::refresh() {
    const auto path = m_listener.path();
    setVisible(path.has_value());
    if (!path) {
        return;
    }
    m_feed->setText(pathText(*m_desk.snapshot(), *path));
    refreshTracks();
    {
        const QSignalBlocker volumeStays(m_volume);
        const QSignalBlocker muteStays(m_mute);
        m_volume->setValue(m_listener.volume());
        m_mute->setChecked(m_listener.isMuted());
    }
    // A sign beside the color.
    const QString whyNot = m_listener.whyNot();
    m_whyNot->setText(whyNot.isEmpty() ? QString() : QStringLiteral("▲ ") + whyNot);
    m_whyNot->setAccessibleName(whyNot);
}

void ListenBar::refreshTracks() {
    const model::SoundTracks& tracks = m_listener.tracks();
    QStringList texts;
    for (int index = 0; index < static_cast<int>(tracks.size()); ++index) {
        texts << trackText(index, tracks[static_cast<std::size_t>(index)]);
    }
    QStringList shown;
    for (int index = 0; index < m_track->count(); ++index) {
        shown << m_track->itemText(index);
    }
    if (shown != texts && !texts.isEmpty()) { // an open list must not change under the pointer
        m_track->clear();
        m_track->addItems(texts);
    }
    m_track->setVisible(!texts.isEmpty());
    m_track->setCurrentIndex(m_listener.track() < m_track->count() ? m_listener.track() : -1);
}

} // namespace vigie::ui::desk
