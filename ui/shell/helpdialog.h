// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/shell/keyhelp.h"

class QLineEdit;
class QTextBrowser;

namespace vigie::ui::shell {

/// Every key of a window on one page (F1), made of what the window can do: searched by typing,
/// copied, printed. Does not block. GUI thread.
class HelpDialog final : public QDialog {
    Q_OBJECT
public:
    /// The keys are those of `window` as it is now.
    explicit HelpDialog(const QWidget& window, QWidget* parent = nullptr);

    /// What is shown, as text.
    [[nodiscard]] QString text() const;
    void setQuery(const QString& text);

private:
    void show(const QString& query);
    void copy() const;
    void print();

    const std::vector<HelpSection> m_all;
    std::vector<HelpSection> m_shown;
    QLineEdit* m_search;
    QTextBrowser* m_page;
};

} // namespace vigie::ui::shell
