// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a comparison, and its keys.
#include <algorithm>
#include <numeric>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>

#include "ui/desk/contextmenu.h"
#include "ui/desk/keymap.h"
#include "ui/desk/tableexport.h"
#include "ui/inspector/comparechart.h"
#include "ui/inspector/comparepicker.h"
#include "ui/inspector/comparewindow.h"
#include "ui/inspector/paneimage.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

QAction* CompareWindow::addKey(const QString& text, const QList<QKeySequence>& keys,
                               std::function<void()> run) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    addAction(action);
    return action;
}

void CompareWindow::makeActions() {
    const auto key = [](auto keys) { return QList<QKeySequence>{QKeySequence(keys)}; };
    addKey(tr("Add lines …"), {QKeySequence(Qt::Key_A), QKeySequence(Qt::Key_Insert)},
           [this] { choose(); });
    addKey(tr("Add the twin"), key(Qt::Key_T), [this] { addTwins(); });
    addKey(tr("Add all regions"), key(Qt::Key_R), [this] { addRegions(); });
    addKey(tr("Add an earlier time"), key(Qt::Key_E), [this] { m_earlierButton->showMenu(); });
    addKey(tr("Each line over its own range, or axes"), key(Qt::Key_N),
           [this] { m_ownButton->toggle(); });
    QAction* hide = addKey(tr("Hide, or show"), key(Qt::Key_H), [this] { toggleShown(); });
    QAction* remove = addKey(tr("Remove"), key(QKeySequence::Delete), [this] { removeSelected(); });
    QAction* undo = addKey(tr("Put back what was removed last"), key(QKeySequence::Undo), [this] {
        if (!m_model.undoRemoval(*m_context.snapshot())) {
            say(tr("Nothing was removed."));
        }
    });
    QAction* up = addKey(tr("Up"), key(Qt::CTRL | Qt::Key_Up), [this] { moveSelected(-1); });
    QAction* down = addKey(tr("Down"), key(Qt::CTRL | Qt::Key_Down), [this] { moveSelected(1); });
    addKey(tr("Save the comparison …"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_S),
           [this] { askName(); });
    addKey(tr("Recall a comparison"), key(QKeySequence::Open),
           [this] { m_setsButton->showMenu(); });
    addKey(tr("Copy the comparison as text"), key(Qt::CTRL | Qt::ALT | Qt::Key_C),
           [this] { copySet(); });
    addKey(tr("Paste a comparison"), key(QKeySequence::Paste), [this] { pasteSet(); });
    addKey(tr("Save the picture …"), key(QKeySequence::Save), [this] { savePicture(); });
    addKey(tr("Copy the picture"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
           [this] { QApplication::clipboard()->setImage(image()); });
    addKey(tr("Export the points as CSV …"), key(Qt::CTRL | Qt::Key_E), [this] {
        desk::saveTextAs(this, fileName(QStringLiteral("csv")), tr("Tables (*.csv)"), csv());
    });
    addKey(tr("Export the table as CSV …"), key(Qt::CTRL | Qt::SHIFT | Qt::Key_E), [this] {
        desk::saveTextAs(this, fileName(QStringLiteral("csv")), tr("Tables (*.csv)"), tableCsv());
    });
    addKey(tr("Chart, or table"), key(Qt::Key_F6), [this] {
        if (m_table->hasFocus()) {
            m_chart->setFocus(Qt::ShortcutFocusReason);
        } else {
            m_table->setFocus(Qt::ShortcutFocusReason);
        }
    });
    addKey(tr("Close"), key(QKeySequence::Close), [this] { close(); });
    for (QAction* action : {hide, up, down, remove, undo}) {
        m_table->addAction(action);
    }
    desk::offerActions(*m_table);
    desk::KeyMap::describe(
        this, tr("Comparison"),
        {{{Qt::Key_Left, Qt::Key_Right}, {}, tr("The cursor; with Shift the time")},
         {{Qt::Key_Plus, Qt::Key_Minus, Qt::Key_0}, {}, tr("Zoom; back to now")}});
}

bool CompareWindow::saveAs(const QString& name) {
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty()) {
        say(tr("A comparison needs a name to be saved."));
        return false;
    }
    CompareStore::save(trimmed, set());
    setName(trimmed);
    say(tr("Saved as “%1”.").arg(trimmed));
    return true;
}

bool CompareWindow::recall(const QString& name) {
    const auto set = CompareStore::load(name);
    if (!set) {
        say(QString::fromStdString(set.error().message));
        return false;
    }
    setSet(*set);
    setName(name);
    return true;
}

void CompareWindow::copySet() const {
    QApplication::clipboard()->setText(set().toText());
}

void CompareWindow::pasteSet() {
    const auto set = CompareSet::fromText(QApplication::clipboard()->text());
    if (!set) {
        say(QString::fromStdString(set.error().message));
        return;
    }
    setSet(*set);
    setName({});
}

ComparePicker* CompareWindow::choose() {
    if (m_picker == nullptr) {
        m_picker = new ComparePicker(this);
        connect(m_picker, &ComparePicker::wanted, this, &CompareWindow::add);
    }
    const std::vector<int> rows = selectedOrAll();
    CompareLine first;
    if (!rows.empty()) {
        first = m_model.line(rows.front());
    } else {
        first.feedId = m_context.selectedFeed().toStdString();
        first.regionId = m_context.selectedRegion().toStdString();
    }
    m_picker->setFleet(*m_context.snapshot(), first);
    m_picker->setShown(m_model.set());
    m_picker->setAnswer({});
    m_picker->show();
    m_picker->raise();
    m_picker->activateWindow();
    m_picker->searchBox()->setFocus();
    return m_picker;
}

void CompareWindow::add(const std::vector<CompareLine>& lines) {
    const int before = m_model.rowCount();
    const int added = m_model.add(lines, *m_context.snapshot());
    const auto isThere = [this](const CompareLine& line) { return m_model.set().contains(line); };
    if (added > 0) {
        select(before);
    }
    // All that was wanted is there, or there is no room for it.
    if (!std::all_of(lines.begin(), lines.end(), isThere)) {
        say(tr("A comparison has at most %n line(s); the rest was not added.", nullptr,
               static_cast<int>(CompareSet::mostLines)));
    } else if (added == 0) {
        say(tr("That is in the chart already."));
    } else {
        say(tr("%n line(s) added.", nullptr, added));
    }
}

void CompareWindow::addTwins() {
    std::vector<CompareLine> lines;
    for (const int row : selectedOrAll()) {
        if (auto twin = twinLine(*m_context.snapshot(), m_model.line(row))) {
            lines.push_back(std::move(*twin));
        }
    }
    if (lines.empty()) {
        say(tr("There is no twin path to add."));
        return;
    }
    add(lines);
}

void CompareWindow::addRegions() {
    std::vector<CompareLine> lines;
    for (const int row : selectedOrAll()) {
        for (CompareLine& line : regionLines(*m_context.snapshot(), m_model.line(row))) {
            lines.push_back(std::move(line));
        }
    }
    if (lines.empty()) {
        say(tr("There are no other regions to add."));
        return;
    }
    add(lines);
}

void CompareWindow::addEarlier(std::chrono::seconds by) {
    std::vector<CompareLine> lines;
    for (const int row : selectedOrAll()) {
        CompareLine line = m_model.line(row);
        line.earlier = std::min(line.earlier + by, CompareSet::mostEarlier);
        line.isHidden = false;
        line.style = -1;
        lines.push_back(std::move(line));
    }
    if (!lines.empty()) {
        add(lines);
    }
}

void CompareWindow::toggleShown() {
    const std::vector<int> rows = selectedOrAll();
    // All of them the same way: shown if any is hidden.
    const bool isShown = std::any_of(rows.begin(), rows.end(),
                                     [this](int row) { return m_model.line(row).isHidden; });
    for (const int row : rows) {
        m_model.setShown(row, isShown);
    }
}

void CompareWindow::removeSelected() {
    const std::vector<int> rows = selected();
    if (rows.empty()) {
        say(tr("Select the lines to be removed in the table."));
        return;
    }
    m_model.remove(rows);
    if (m_model.rowCount() > 0) {
        select(std::min(rows.front(), m_model.rowCount() - 1));
    }
}

void CompareWindow::moveSelected(int direction) {
    std::vector<int> rows = selected();
    if (rows.empty()) {
        return;
    }
    if (direction > 0) {
        std::reverse(rows.begin(), rows.end());
    }
    // As one: none passes another when the first cannot go on.
    const int leading = rows.front() + direction;
    if (leading < 0 || leading >= m_model.rowCount()) {
        return;
    }
    for (const int row : rows) {
        m_model.move(row, direction);
    }
}

void CompareWindow::select(int row) {
    // Not selectRow(): that asks which keys are held.
    m_table->selectionModel()->setCurrentIndex(
        m_model.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(m_model.index(row, 0));
}

std::vector<int> CompareWindow::selected() const {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        rows.push_back(index.row());
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<int> CompareWindow::selectedOrAll() const {
    std::vector<int> rows = selected();
    if (rows.empty()) {
        rows.resize(static_cast<std::size_t>(m_model.rowCount()));
        std::iota(rows.begin(), rows.end(), 0);
    }
    return rows;
}

void CompareWindow::copyTable() const {
    QModelIndexList all;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        for (int column = 0; column < m_model.columnCount(); ++column) {
            all << m_model.index(row, column);
        }
    }
    QApplication::clipboard()->setText(desk::tabSeparated(all));
}

QString CompareWindow::tableCsv() const {
    return desk::commaSeparated(m_model);
}

QImage CompareWindow::image() const {
    QStringList lines;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.line(row).isHidden) {
            continue;
        }
        const auto text = [this, row](int column) {
            return m_model.index(row, column).data().toString();
        };
        const QString figures = tr("%1 %2 (%3 to %4)")
                                    .arg(text(CompareModel::Value), text(CompareModel::Unit),
                                         text(CompareModel::Minimum), text(CompareModel::Maximum));
        const QString why = m_model.reason(row);
        lines << QStringLiteral("%1: %2").arg(m_model.title(row),
                                              why.isEmpty() ? figures.simplified() : why);
    }
    const QString axes = m_model.axisNote();
    if (!axes.isEmpty()) {
        lines << axes;
    }
    const TimeRange shown = range();
    lines << QStringLiteral("%1 – %2").arg(utcStamp(shown.from), utcStamp(shown.to));
    return captioned(m_chart->grab().toImage(), lines);
}

QString CompareWindow::fileName(const QString& suffix) const {
    return QStringLiteral("vigie-comparison-%1.%2")
        .arg(theme::toDateTime(m_context.snapshot()->now)
                 .toUTC()
                 .toString(QStringLiteral("yyyyMMdd-HHmmss")),
             suffix);
}

void CompareWindow::savePicture() {
    savePictureAs(this, fileName(QStringLiteral("png")), image());
}

void CompareWindow::keyPressEvent(QKeyEvent* event) {
    // The table has a copy of its own, which a second shortcut would make ambiguous.
    if (event->matches(QKeySequence::Copy)) {
        copyTable();
        return;
    }
    // As on the chart, wherever the keyboard is.
    const base::Utc at = m_hovered.value_or(range().to);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        emit m_chart->zoomed(0.7, at);
        break;
    case Qt::Key_Minus:
        emit m_chart->zoomed(1 / 0.7, at);
        break;
    case Qt::Key_0:
        emit m_chart->liveWanted();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool CompareWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        auto* press = static_cast<QKeyEvent*>(event);
        if (press->key() == Qt::Key_Space && press->modifiers() == Qt::NoModifier) {
            if (!selected().empty()) {
                toggleShown();
            }
            return true;
        }
        // A table would look for a row that begins so.
        const bool isZoom = press->key() == Qt::Key_Plus || press->key() == Qt::Key_Minus ||
                            press->key() == Qt::Key_Equal || press->key() == Qt::Key_0;
        if (isZoom) {
            keyPressEvent(press);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace vigie::ui::inspector
