// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QImage>
#include <QString>
#include <QWidget>

namespace vigie::ui::inspector {

/// A part of the page that can be gone to by keys, copied, exported and saved as a picture. Framed
/// while it is the current one. GUI thread.
class Pane final : public QWidget {
    Q_OBJECT
public:
    /// What it gives away. An empty function: a grab of the content; no table.
    struct Takings {
        std::function<QImage()> picture;
        std::function<QString()> csv;
        /// For the clipboard; empty: what `csv` gives.
        std::function<QString()> text;
    };
    /// `title` may be empty: then the content has its own. `focus` gets the keyboard when the pane
    /// is gone to.
    Pane(const QString& name, const QString& title, QWidget* content, QWidget* focus,
         QWidget* parent);
    void setTakings(Takings takings) { m_takings = std::move(takings); }

    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] bool isCurrent() const { return m_isCurrent; }
    void setCurrent(bool isCurrent);
    void takeFocus();
    [[nodiscard]] QImage picture() const;
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    QWidget* m_content;
    QWidget* m_focus;
    Takings m_takings;
    bool m_isCurrent = false;
};

/// Which pane has the keyboard; F6 and Shift+F6 go round those that are visible. GUI thread.
class PaneRing final : public QObject {
    Q_OBJECT
public:
    explicit PaneRing(QObject* parent = nullptr);
    void add(Pane* pane) { m_panes.push_back(pane); }
    /// The one that has the keyboard, or had it last; null before the first.
    [[nodiscard]] Pane* current() const { return m_current; }
    /// 1: the next, -1: the one before.
    void go(int direction);
    [[nodiscard]] const std::vector<Pane*>& panes() const { return m_panes; }

private:
    void onFocus(QWidget* now);

    std::vector<Pane*> m_panes;
    Pane* m_current = nullptr;
};

} // namespace vigie::ui::inspector
