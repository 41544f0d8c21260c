// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include "ui/alarms/healthfigures.h"

namespace vigie::ui::alarms {

/// The parts of low, medium and high priority as bars, each with a mark where the target lies. GUI
/// thread.
class PriorityBars final : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void setPriorities(std::optional<Priorities> priorities);
    [[nodiscard]] QSize sizeHint() const override { return {380, 84}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 84}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Priorities> m_priorities;
};

} // namespace vigie::ui::alarms
