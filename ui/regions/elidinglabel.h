// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace vigie::ui::regions {

/// One line that gives way: what does not fit ends in dots, and the tooltip and screen readers have
/// all of it. GUI thread.
class ElidingLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidingLabel(QWidget* parent = nullptr);
    void setWhole(const QString& text);
    [[nodiscard]] const QString& whole() const { return m_whole; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    QString m_whole;
};

} // namespace vigie::ui::regions
