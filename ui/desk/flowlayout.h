// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QLayout>

namespace vigie::ui::desk {

/// Lays items out in a row and wraps into further rows where there is no room, so that no text of a
/// bar is cut. Items stay as wide as they want to be; those that expand share what a row leaves.
class FlowLayout final : public QLayout {
public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;

private:
    /// Returns the height; places the items where `isPlacing`.
    int layOut(const QRect& rect, bool isPlacing) const;

    std::vector<QLayoutItem*> m_items; // owned, as layouts do
};

} // namespace vigie::ui::desk
