// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "ui/inspector/route.h"

namespace vigie::ui::inspector {

/// What a hop's chip says below its name: "ok", "margin 0.4 dB", "unknown".
[[nodiscard]] QString hopStateText(const RouteHop& hop);
/// All of it, for tool tips and screen readers.
[[nodiscard]] QString hopToolTip(const engine::Snapshot& snapshot, const RouteHop& hop);

/// The ways of both twins hop by hop, a row (or more, where it is narrow) for each, with the first
/// bad hop marked. Arrow keys go from hop to hop, Enter acts as a click does. GUI thread.
class RouteStrip final : public QWidget {
    Q_OBJECT
public:
    explicit RouteStrip(QWidget* parent = nullptr);
    void setRoutes(const engine::Snapshot& snapshot, const Twins& twins,
                   std::array<RouteView, 2> views);
    [[nodiscard]] const std::array<RouteView, 2>& views() const { return m_views; }
    /// "first bad hop: transponder T7 ◆", "first bad hop not known", "…: clean".
    [[nodiscard]] QString summary(std::size_t side) const;
    /// Where a hop is painted; null: nowhere.
    [[nodiscard]] QRect hopRect(std::size_t side, std::size_t hop) const;
    /// "side,hop,type,name,state,margin,latency,first bad", a line per hop.
    [[nodiscard]] QString csv() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, m_height}; }

signals:
    void nodeWanted(const QString& nodeId);
    void incidentWanted(std::uint64_t id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    struct Chip {
        std::size_t side = 0;
        std::size_t hop = 0;
        QRect rect;
        QString name;
        QString state;
        QString toolTip;
    };
    void layOut();
    void open(const Chip& chip);
    void setCurrent(std::size_t chip);

    std::array<RouteView, 2> m_views;
    std::array<QString, 2> m_summaries;
    std::array<int, 2> m_tops{};
    std::vector<Chip> m_chips;
    std::size_t m_current = 0;
    int m_height = 60;
    Twins m_twins;
};

} // namespace vigie::ui::inspector
