// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/distribution/sharesubject.h"

namespace vigie::ui::distribution {

/// The share now as a ring: cloud, satellite, fibre, none, with a mark at two thirds. What is not
/// known is not in it; it is told apart, below the figure. GUI thread.
class ShareRing final : public QWidget {
    Q_OBJECT
public:
    explicit ShareRing(QWidget* parent = nullptr);
    void setShare(const engine::ShareStatus& share);
    void setSubject(const ShareSubject& subject, ShareMeasure measure);

    /// The lines inside the ring, as painted: figure, "of deliveries", remark (may be empty).
    [[nodiscard]] QStringList lines() const;

    [[nodiscard]] QSize sizeHint() const override { return {128, 128}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {96, 96}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return width; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString toolTipOf(const ShareSubject& subject) const;

    std::optional<ShareParts> m_parts;
    ShareMeasure m_measure = ShareMeasure::Count;
    bool m_isAssumed = false;
};

} // namespace vigie::ui::distribution
