// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

class QWidget;

namespace vigie::ui::desk {

/// A line of the help page about keys that a widget takes by itself. What a QAction does needs no
/// line: the page finds the action and its keys.
struct KeyHelp {
    /// Each of them does `what` while the widget has the focus; empty: a gesture.
    QList<QKeySequence> keys;
    /// "Click, drag"; empty where there are keys.
    QString gesture;
    QString what;
};

/// A section of the help page: all actions with keys in a widget and below it, and the lines that
/// the widget tells of itself. Belongs to the widget.
///
///     KeyMap::describe(view, tr("Wall"), {{{Qt::Key_Return}, {}, tr("Enlarge the tile")}});
///
/// GUI thread.
class KeyMap final : public QObject {
    Q_OBJECT
public:
    /// Of a widget that had a section before, the new one stands.
    static KeyMap& describe(QWidget* widget, const QString& section, QList<KeyHelp> lines = {});
    /// The one that belongs to this widget itself; null: it has none.
    [[nodiscard]] static KeyMap* of(const QObject* widget);
    /// The nearest section at or above `object`; null: none.
    [[nodiscard]] static KeyMap* around(const QObject* object);

    [[nodiscard]] const QString& section() const { return m_section; }
    [[nodiscard]] const QList<KeyHelp>& lines() const { return m_lines; }
    [[nodiscard]] QWidget* widget() const;

private:
    KeyMap(QWidget* widget, QString section, QList<KeyHelp> lines);

    const QString m_section;
    const QList<KeyHelp> m_lines;
};

} // namespace vigie::ui::desk
