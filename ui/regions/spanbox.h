// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QComboBox>

#include "core/engine/deliveryhistory.h"

namespace vigie::ui::regions {

/// How much time a region's page shows: 1 to 24 hours, kept. Until somebody chooses, as much as
/// the desk remembers, at most six hours: a desk that has just begun shows no empty grid. GUI
/// thread.
class SpanBox final : public QComboBox {
    Q_OBJECT
public:
    explicit SpanBox(QWidget* parent = nullptr);

    [[nodiscard]] std::chrono::hours span() const;
    /// As if the user had chosen it; other than the offered ones are ignored.
    void choose(std::chrono::hours span);
    /// 1: less time, -1: more, 0: nobody has chosen.
    void change(int direction);
    /// What was answered for the time shown.
    void fit(const engine::DeliveryHistory& history);

signals:
    void spanChanged();

private:
    void keep();
    void setIndex(int index);

    bool m_isChosen = false;
    bool m_isFitted = false; // from then on it only grows: at a full hour it must not go to and fro
};

} // namespace vigie::ui::regions
