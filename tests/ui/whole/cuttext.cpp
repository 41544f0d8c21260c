// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/whole/cuttext.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QStyle>
#include <QStyleOptionHeader>
#include <QTextDocument>
#include <QToolButton>

namespace vigie::uitest {

namespace {

QString plain(QString text) {
    if (Qt::mightBeRichText(text)) {
        QTextDocument document;
        document.setHtml(text);
        text = document.toPlainText();
    }
    return text.simplified();
}

QString line(const QWidget& widget, const QString& words, int needed, int given) {
    QStringList names;
    for (const QWidget* at = &widget; at != nullptr; at = at->parentWidget()) {
        names.prepend(QString::fromLatin1(at->metaObject()->className()).section(':', -1));
    }
    return QStringLiteral("%1 \"%2\" needs %3, has %4")
        .arg(names.mid(std::max<int>(0, static_cast<int>(names.size()) - 4)).join('/'), words)
        .arg(needed)
        .arg(given);
}

/// A scroll area shows the rest on demand: what lies outside of its view is not cut.
bool isInView(const QWidget& widget) {
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

void checkLabel(const QLabel& label, QStringList& found) {
    const QString words = plain(label.text());
    if (words.isEmpty()) {
        return;
    }
    if (words.endsWith(QChar(0x2026)) && !label.toolTip().isEmpty()) {
        return; // cut on purpose; the tooltip says all
    }
    const int margins = 2 * label.margin() + std::max(0, label.indent());
    if (label.wordWrap()) {
        const int needed = label.heightForWidth(label.width());
        if (needed > label.height() + 1) {
            found << line(label, words, needed, label.height()) + QStringLiteral(" in height");
        }
        return;
    }
    int needed = 0;
    if (Qt::mightBeRichText(label.text())) {
        QTextDocument document;
        document.setDefaultFont(label.font());
        document.setDocumentMargin(0);
        document.setHtml(label.text());
        needed = static_cast<int>(document.idealWidth());
    } else {
        needed = label.fontMetrics().size(Qt::TextSingleLine, label.text()).width();
        for (const QString& part : label.text().split('\n')) {
            needed = label.text().contains('\n')
                         ? std::max(label.fontMetrics().horizontalAdvance(part), 1)
                         : needed;
        }
    }
    const int given = label.contentsRect().width() - margins;
    if (needed > given + 1) {
        found << line(label, words, needed, given);
    }
    if (words.endsWith(QChar(0x2026)) && label.toolTip().isEmpty()) {
        found << line(label, words, needed, given) +
                     QStringLiteral(" and is cut without a tooltip");
    }
}

void checkButton(const QAbstractButton& button, QStringList& found) {
    const QString words = button.text();
    if (words.isEmpty() || words.contains('\n')) {
        return;
    }
    int needed = 0;
    if (const auto* tool = qobject_cast<const QToolButton*>(&button)) {
        if (tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull()) {
            return;
        }
        needed = button.fontMetrics().size(Qt::TextShowMnemonic, words).width();
        if (tool->toolButtonStyle() == Qt::ToolButtonTextBesideIcon && !tool->icon().isNull()) {
            needed += tool->iconSize().width();
        }
    } else {
        needed = button.fontMetrics().size(Qt::TextShowMnemonic, words).width();
        if (qobject_cast<const QCheckBox*>(&button) != nullptr) {
            needed += button.style()->pixelMetric(QStyle::PM_IndicatorWidth);
        }
    }
    if (needed > button.width()) {
        found << line(button, words, needed, button.width());
    }
}

void checkCombo(const QComboBox& box, QStringList& found) {
    const QString words = box.currentText();
    const int needed = box.fontMetrics().horizontalAdvance(words);
    // The drop-down's arrow and the padding of our style.
    const int given = box.width() - 18 - 16;
    if (needed > given + 2 && box.toolTip().isEmpty()) {
        found << line(box, words, needed, given);
    }
}

void checkHeader(const QHeaderView& header, QStringList& found) {
    if (header.model() == nullptr || header.orientation() != Qt::Horizontal) {
        return;
    }
    for (int section = 0; section < header.count(); ++section) {
        if (header.isSectionHidden(section)) {
            continue;
        }
        const QString words =
            header.model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        const int needed = header.fontMetrics().horizontalAdvance(words);
        const int given = header.sectionSize(section) - 4;
        const int left = header.sectionViewportPosition(section);
        const bool isOutside = left >= header.viewport()->width() || left + given <= 0;
        const bool isExplained =
            !header.model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).isNull();
        if (!isOutside && needed > given && !isExplained) {
            found << line(header, words, needed, given);
        }
    }
}

} // namespace

QStringList cutTexts(const QWidget& root) {
    QStringList found;
    for (const auto* widget : root.findChildren<QWidget*>()) {
        if (!isInView(*widget)) {
            continue;
        }
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            checkLabel(*label, found);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            checkButton(*button, found);
        } else if (const auto* box = qobject_cast<const QComboBox*>(widget)) {
            checkCombo(*box, found);
        } else if (const auto* header = qobject_cast<const QHeaderView*>(widget)) {
            checkHeader(*header, found);
        }
    }
    return found;
}

QStringList tooLarge(const QWidget& root, const QSize& size) {
    QStringList found;
    for (const auto* widget : root.findChildren<QWidget*>()) {
        const QSize least = widget->minimumSizeHint().expandedTo(widget->minimumSize());
        // The height that is left for a page is less than the window's.
        if (least.width() > size.width() - 40 || least.height() > size.height() - 140) {
            found << line(*widget, widget->objectName(), least.width(), size.width()) +
                         QStringLiteral(", height %1").arg(least.height());
        }
    }
    return found;
}

QStringList namelessControls(const QWidget& root) {
    QStringList found;
    for (auto* widget : root.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(widget) != nullptr ||
                               qobject_cast<QComboBox*>(widget) != nullptr ||
                               qobject_cast<QLineEdit*>(widget) != nullptr ||
                               qobject_cast<QAbstractItemView*>(widget) != nullptr ||
                               (qobject_cast<QAbstractSlider*>(widget) != nullptr &&
                                qobject_cast<QScrollBar*>(widget) == nullptr);
        const bool isInner = qobject_cast<QHeaderView*>(widget) != nullptr ||
                             widget->objectName().startsWith(QLatin1String("qt_"));
        if (!isControl || isInner || !isInView(*widget) || widget->focusPolicy() == Qt::NoFocus) {
            continue;
        }
        QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
        if (interface == nullptr || interface->text(QAccessible::Name).trimmed().isEmpty()) {
            found
                << line(*widget, widget->objectName(), 0, 0).section(QLatin1String(" needs"), 0, 0);
        }
    }
    return found;
}

} // namespace vigie::uitest
