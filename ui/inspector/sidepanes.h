// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

class QToolButton;

namespace vigie::ui::inspector {

/// Two columns where there is room for both; otherwise one of them, chosen above. GUI thread.
class SidePanes final : public QWidget {
    Q_OBJECT
public:
    explicit SidePanes(QWidget* parent = nullptr);
    /// Takes both over. Titles are for the buttons.
    void setPanes(QWidget* first, const QString& firstTitle, QWidget* second,
                  const QString& secondTitle);
    [[nodiscard]] bool isSideBySide() const { return m_isSideBySide; }
    /// Which one is seen while there is room for one only: 0 or 1.
    void choose(std::size_t pane);

    /// Room for both.
    static constexpr int wideEnough = 820;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    std::array<QWidget*, 2> m_panes{};
    std::array<QToolButton*, 2> m_buttons{};
    QWidget* m_bar;
    std::size_t m_chosen = 0;
    bool m_isSideBySide = false;
};

} // namespace vigie::ui::inspector
