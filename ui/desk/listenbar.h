// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace vigie::ui::desk {

class DeskContext;
class Listener;

/// What is listened to and how loud, in one line: feed and node, which of its sounds, volume, mute,
/// stop, and why nothing is heard. Hidden while nothing is listened to. GUI thread.
class ListenBar final : public QWidget {
    Q_OBJECT
public:
    explicit ListenBar(DeskContext& desk, QWidget* parent = nullptr);

private:
    void makeControls();
    void refresh();
    void refreshTracks();

    DeskContext& m_desk;
    Listener& m_listener;
    QLabel* m_feed;
    QComboBox* m_track;
    QSlider* m_volume;
    QToolButton* m_mute;
    QLabel* m_whyNot;
    QToolButton* m_stop;
};

} // namespace vigie::ui::desk
