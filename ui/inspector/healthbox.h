// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "core/engine/snapshot.h"
#include "ui/inspector/twins.h"

class QLabel;

namespace vigie::ui::inspector {

/// Health of both paths over a minute, a quarter of an hour and a day, in large figures. GUI
/// thread.
class HealthBox final : public QWidget {
    Q_OBJECT
public:
    explicit HealthBox(QWidget* parent = nullptr);
    void setHealth(const Twins& twins, const engine::Snapshot& snapshot);
    /// As shown; `window` 0 to 2.
    [[nodiscard]] QString figure(std::size_t side, std::size_t window) const;

private:
    struct Line {
        QLabel* glyph = nullptr;
        std::array<QLabel*, 3> figures{};
    };
    std::array<Line, 2> m_lines;
};

} // namespace vigie::ui::inspector
