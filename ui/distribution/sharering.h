// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/engine/snapshot.h"

namespace vigie::ui::distribution {

/// The deliveries on air now as a ring: cloud, satellite, fibre, none. Those whose path has no
/// contact are not in it; they are told apart, below the figure. GUI thread.
class ShareRing final : public QWidget {
    Q_OBJECT
public:
    explicit ShareRing(QWidget* parent = nullptr);
    void setShare(const engine::ShareStatus& share);

    /// The lines inside the ring, as painted: figure, "of deliveries", remark (may be empty).
    [[nodiscard]] QStringList lines() const;

    [[nodiscard]] QSize sizeHint() const override { return {128, 128}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {96, 96}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return width; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    engine::ShareCount m_count;
    bool m_isAssumed = false;
};

} // namespace vigie::ui::distribution
