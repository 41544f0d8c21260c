// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "core/engine/snapshot.h"

namespace vigie::ui::distribution {

/// Hours of a sum as people read them: "7 633", "12.4", "0.25".
[[nodiscard]] QString hoursFigure(double hours);
/// "10 999 h distributed of 11 000 h planned"; without the plan's part where it has none.
[[nodiscard]] QString distributedText(const engine::ShareStatus& share);
/// "By bits: cloud 68.5 %, satellite 31.5 %"; says so while nothing was carried.
[[nodiscard]] QString bitsText(const engine::ShareStatus& share);

/// Hours carried by each kind since the event began, and the same by bits. GUI thread.
class ShareLegend final : public QLabel {
    Q_OBJECT
public:
    explicit ShareLegend(QWidget* parent = nullptr);
    void setShare(const engine::ShareStatus& share);
};

} // namespace vigie::ui::distribution
