// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/distribution/sharesubject.h"

namespace vigie::ui::distribution {

/// Hours carried against hours planned, as a bar and in words: by cloud, satellite and fibre, by
/// nothing (crossed), not known (hatched), still to come (empty); a tick stands at what was planned
/// so far. Without a plan the words say so, and there is no bar. GUI thread.
class HoursBar final : public QWidget {
    Q_OBJECT
public:
    explicit HoursBar(QWidget* parent = nullptr);
    void setSubject(const ShareSubject& subject);

    /// "10 999 h of 11 000 h planned".
    [[nodiscard]] QString total() const { return m_total; }
    /// "so far 5 400 h planned: 5 390 h (99.8 %) carried, 2 h by nothing, 8 h unknown"; may be
    /// empty.
    [[nodiscard]] QString soFar() const { return m_soFar; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString words() const;
    [[nodiscard]] QRect wordsRect(int width) const;
    [[nodiscard]] bool hasBar() const { return m_parts && m_whole && *m_whole > 0; }

    std::optional<ShareParts> m_parts;
    std::optional<double> m_plannedSoFar;
    /// What the bar's width stands for, hours.
    std::optional<double> m_whole;
    QString m_total;
    QString m_soFar;
};

} // namespace vigie::ui::distribution
