// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/inspector/twins.h"

class QLabel;
class QMenu;
class QToolButton;

namespace vigie::ui::inspector {

/// What the engineer may ask the nodes for: decoding all of both paths for a minute, and the
/// seconds of the transport stream around now as a file. Says how it went, in sentences. GUI
/// thread; never waits.
class OnDemand final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds decodeTime{60};
    static constexpr std::chrono::seconds captureBefore{10};
    static constexpr std::chrono::seconds captureAfter{5};

    /// `context` must outlive it.
    explicit OnDemand(desk::DeskContext& context, QWidget* parent = nullptr);

    void setTwins(const Twins& twins);
    /// The end of a capture is told by the nodes' events.
    void takeEvents(std::size_t side, const std::vector<engine::LoggedEvent>& events);
    /// Both paths.
    void decode();
    /// The inputs of both paths.
    void capture();
    void captureSide(std::size_t side);

    /// One sentence per side that was asked for something; empty before.
    [[nodiscard]] QString text() const;

signals:
    /// Something was said: older words may go.
    void changed();

private:
    struct Side {
        QString words;
        std::string captureId; // of the one that is awaited
        bool isBad = false;
    };
    void say(std::size_t side, const QString& words, bool isBad = false);
    void decodeSide(std::size_t side);
    void showWords();
    /// In the past nothing can be asked for.
    void showPlace();
    [[nodiscard]] QString captureWords(std::size_t side, const fleet::CaptureInfo& info) const;

    desk::DeskContext& m_context;
    Twins m_twins;
    std::uint64_t m_generation = 0; // answers to older questions are of other paths
    std::array<Side, 2> m_sides;
    QToolButton* m_decode;
    QToolButton* m_capture;
    QString m_decodeToolTip;
    QString m_captureToolTip;
    std::array<QAction*, 2> m_captureSide{};
    QLabel* m_label;
};

} // namespace vigie::ui::inspector
