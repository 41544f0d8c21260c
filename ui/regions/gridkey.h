// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QWidget>

#include "ui/regions/gridcell.h"

namespace vigie::ui::regions {

/// What the cells of a health grid mean: each once, with its word. GUI thread.
class GridKey final : public QWidget {
    Q_OBJECT
public:
    explicit GridKey(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<std::pair<GridCell, QString>> m_entries;
};

} // namespace vigie::ui::regions
