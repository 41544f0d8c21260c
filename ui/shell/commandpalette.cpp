// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include <algorithm>

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/shell/commandrows.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::shell {

namespace {

const auto keyRecent = QStringLiteral("palette/recent");
constexpr int mostRemembered = 24;
constexpr int widest = 860;
constexpr int pageRows = 8;

} // namespace

CommandPalette::CommandPalette(const CommandSource& source, bool isRemembered, QWidget* window)
    : QFrame(window), m_source(source), m_isRemembered(isRemembered), m_edit(new QLineEdit(this)),
      m_list(new QListView(this)), m_hint(new QLabel(this)) {
    setObjectName(QStringLiteral("CommandPalette"));
    setAccessibleName(tr("Command palette"));
    setStyleSheet(QStringLiteral("#CommandPalette { background: %1; border: 1px solid %2; "
                                 "border-radius: 4px; } #CommandPalette QListView { background: "
                                 "%1; border: none; } #CommandPalette QLineEdit { padding: 7px "
                                 "10px; }")
                      .arg(QColor::fromRgb(theme::color::panel()).name(),
                           QColor::fromRgb(theme::color::edge()).name()));
    m_edit->setPlaceholderText(tr("Search feeds, nodes, regions, alarms, actions…"));
    m_edit->setAccessibleName(tr("Search feeds, nodes, regions, alarms and actions"));
    m_edit->setFont(theme::textFont(15));
    m_edit->setMaxLength(200);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandRows(m_model, this));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the keys stay with what is typed
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setProperty("role", QStringLiteral("quiet"));
    m_hint->setFont(theme::textFont(12));
    m_hint->setWordWrap(true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(10, 10, 10, 8);
    all->setSpacing(8);
    all->addWidget(m_edit);
    all->addWidget(m_list, 1);
    all->addWidget(m_hint);

    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.setQuery(text);
        select(m_model.nextCommand(0, 1));
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CommandPalette::onSelected);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (m_model.commandAt(index) != nullptr) {
            select(index.row());
            run(0);
        }
    });
    m_refreshTimer.setInterval(1000);
    connect(&m_refreshTimer, &QTimer::timeout, this, &CommandPalette::refresh);
    if (m_isRemembered) {
        m_recent = QSettings().value(keyRecent).toStringList().mid(0, mostRemembered);
    }
    hide();
}

void CommandPalette::open(const QString& text) {
    if (!isVisible()) {
        m_focusBefore = window()->focusWidget();
    }
    m_model.setRecent(m_recent);
    m_model.setCommands(m_source.commands());
    m_edit->setText(text);
    m_model.setQuery(text);
    place();
    show();
    raise();
    select(m_model.nextCommand(0, 1));
    m_edit->setFocus(Qt::PopupFocusReason);
    m_refreshTimer.start();
    qApp->installEventFilter(this); // keys of the edit, clicks beside, the window's size
}

void CommandPalette::dismiss() {
    if (!isVisible()) {
        return;
    }
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    hide();
    if (hadFocus && !m_focusBefore.isNull()) {
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    }
}

void CommandPalette::hideEvent(QHideEvent* event) {
    m_refreshTimer.stop();
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
}

void CommandPalette::place() {
    const QWidget& over = *parentWidget();
    const int wide = std::min(widest, over.width() - 24);
    const int high = std::min(620, over.height() * 3 / 4);
    setGeometry((over.width() - wide) / 2, std::min(54, over.height() / 12), wide, high);
}

void CommandPalette::refresh() {
    m_model.refresh(m_source.commands());
}

void CommandPalette::select(int row) {
    if (row < 0) {
        m_list->setCurrentIndex({});
        onSelected();
        return;
    }
    m_list->setCurrentIndex(m_model.index(row));
    // With its heading, where it is the first below it.
    m_list->scrollTo(m_model.index(row <= 1 ? 0 : row));
    onSelected();
}

void CommandPalette::move(int direction, int rows) {
    int at = m_list->currentIndex().row();
    for (int i = 0; i < rows; ++i) {
        const int next = m_model.nextCommand(at + direction, direction);
        if (next < 0) {
            break;
        }
        at = next;
    }
    select(at);
}

void CommandPalette::onSelected() {
    const Command* command = m_model.commandAt(m_list->currentIndex());
    m_steps = command != nullptr ? m_source.stepsOf(*command) : std::vector<CommandStep>();
    m_step = 0;
    if (command != nullptr) {
        // The focus stays in the edit: there a reader hears what is chosen.
        m_edit->setAccessibleDescription(
            m_list->currentIndex().data(Qt::AccessibleTextRole).toString());
    }
    showHint();
}

QString CommandPalette::chosenStep() const {
    return m_step < m_steps.size() ? m_steps[m_step].what : QString();
}

void CommandPalette::showHint() {
    if (m_model.rowCount() == 0) {
        m_hint->setText(tr("Nothing is called that."));
        return;
    }
    if (m_steps.empty()) {
        m_hint->setText(m_list->currentIndex().isValid() ? tr("This can not be done now.")
                                                         : QString());
        return;
    }
    QStringList parts{tr("Enter: %1").arg(m_steps[m_step].what)};
    if (m_steps.size() > 1) {
        const std::size_t other = m_step == 1 ? 0 : 1;
        if (m_step != 1) {
            parts << tr("Ctrl+Enter: %1").arg(m_steps[other].what);
        }
        parts << tr("Tab: something else with it");
    }
    parts << tr("Esc: close");
    m_hint->setText(parts.join(QStringLiteral("  ·  ")));
}

void CommandPalette::remember(const Command& command) {
    const QString key = command.key();
    m_recent.removeAll(key);
    m_recent.prepend(key);
    m_recent = m_recent.mid(0, mostRemembered);
    if (m_isRemembered) {
        QSettings().setValue(keyRecent, m_recent);
    }
}

void CommandPalette::run(std::size_t step) {
    const Command* command = m_model.commandAt(m_list->currentIndex());
    if (command == nullptr || step >= m_steps.size()) {
        return;
    }
    remember(*command);
    const CommandStep chosen = m_steps[step]; // the window may go with what is done
    dismiss();
    chosen.run();
}

bool CommandPalette::onKey(const QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Up:
        move(-1, 1);
        return true;
    case Qt::Key_Down:
        move(1, 1);
        return true;
    case Qt::Key_PageUp:
        move(-1, pageRows);
        return true;
    case Qt::Key_PageDown:
        move(1, pageRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run((event.modifiers() & Qt::ControlModifier) != 0 ? 1 : m_step);
        return true;
    case Qt::Key_Tab:
        if (!m_steps.empty()) {
            m_step = (m_step + 1) % m_steps.size();
            showHint();
        }
        return true;
    case Qt::Key_Backtab:
        if (!m_steps.empty()) {
            m_step = (m_step + m_steps.size() - 1) % m_steps.size();
            showHint();
        }
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        return onKey(*static_cast<QKeyEvent*>(event));
    }
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride) {
        // Letters are typed here, whatever they do elsewhere.
        const auto& key = *static_cast<QKeyEvent*>(event);
        const auto held = key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
        if (held == Qt::NoModifier && key.key() != Qt::Key_F1 && key.key() != Qt::Key_F11) {
            event->accept();
            return true;
        }
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget != nullptr && widget->window() == window() && widget != this &&
            !isAncestorOf(widget)) {
            dismiss();
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace vigie::ui::shell
