// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a comparison: its keys, buttons and menus.
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
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

void CompareWindow::makeTools(QHBoxLayout* layout) {
    const auto button = [this, layout](const QString& text, const QString& toolTip) {
        auto* made = new QToolButton(this);
        made->setText(text);
        made->setToolTip(toolTip);
        made->setProperty("role", QStringLiteral("badge"));
        made->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(made);
        return made;
    };
    connect(button(tr("Add …"), tr("Any metric of any feed (A)")), &QToolButton::clicked, this,
            [this] { choose(); });
    connect(button(tr("Twin"), tr("The same metric of the twin path (T)")), &QToolButton::clicked,
            this, &CompareWindow::addTwins);
    connect(button(tr("All regions"), tr("The same metric in all regions (R)")),
            &QToolButton::clicked, this, &CompareWindow::addRegions);
    m_earlierButton = button(tr("Earlier"), tr("The same line of an earlier time beside it (E)"));
    m_earlierButton->setPopupMode(QToolButton::InstantPopup);
    m_earlierMenu = new QMenu(m_earlierButton);
    m_earlierButton->setMenu(m_earlierMenu);
    fillEarlier();
    m_ownButton =
        button(tr("Own range"), tr("Every line over its own range from minimum to maximum (N)"));
    m_ownButton->setCheckable(true);
    connect(m_ownButton, &QToolButton::toggled, &m_model, &CompareModel::setOwnRange);
    layout->addStretch(1);
    m_liveButton = new QPushButton(tr("Back to now"), this);
    m_liveButton->setToolTip(tr("The chart stands still; follow again (0)"));
    m_liveButton->hide();
    layout->addWidget(m_liveButton);
    connect(m_liveButton, &QPushButton::clicked, this, [this] {
        m_time.follow();
        refresh();
    });
    m_spanBox = new QComboBox(this);
    m_spanBox->setAccessibleName(tr("Time shown"));
    for (const int minutes : offeredMinutes) {
        m_spanBox->addItem(tr("%1 min").arg(minutes), minutes * 60);
    }
    connect(m_spanBox, &QComboBox::currentIndexChanged, this, [this] {
        m_time.setSpan(std::chrono::seconds(m_spanBox->currentData().toInt()));
        refresh();
    });
    layout->addWidget(m_spanBox);
    m_setsButton = button(tr("Sets"), tr("Save, recall, copy and paste comparisons (Ctrl+O)"));
    m_setsButton->setPopupMode(QToolButton::InstantPopup);
    m_setsMenu = new QMenu(m_setsButton);
    connect(m_setsMenu, &QMenu::aboutToShow, this, &CompareWindow::fillSets);
    m_setsButton->setMenu(m_setsMenu);
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

void CompareWindow::fillEarlier() {
    constexpr std::array<int, 7> minutes{1, 5, 15, 30, 60, 24 * 60, 7 * 24 * 60};
    for (const int one : minutes) {
        const std::chrono::seconds by = std::chrono::minutes(one);
        connect(m_earlierMenu->addAction(earlierWords(by)), &QAction::triggered, this,
                [this, by] { addEarlier(by); });
    }
    connect(m_earlierMenu->addAction(tr("Other …")), &QAction::triggered, this,
            &CompareWindow::askEarlier);
}

void CompareWindow::askEarlier() {
    constexpr int most = static_cast<int>(CompareSet::mostEarlier.count() / 60);
    bool isChosen = false;
    const int minutes = QInputDialog::getInt(this, tr("Earlier"), tr("How many minutes earlier"),
                                             10, 1, most, 1, &isChosen);
    if (isChosen) {
        addEarlier(std::chrono::minutes(minutes));
    }
}

void CompareWindow::fillSets() {
    m_setsMenu->clear();
    const auto add = [this](QMenu& menu, const QString& text, auto&& run) {
        connect(menu.addAction(text), &QAction::triggered, this, std::forward<decltype(run)>(run));
    };
    const QStringList names = CompareStore::names();
    const auto shown = [](QString name) {
        return name.replace(QLatin1Char('&'), QLatin1String("&&"));
    };
    for (const QString& name : names) {
        add(*m_setsMenu, shown(name), [this, name] { recall(name); });
    }
    if (!names.isEmpty()) {
        m_setsMenu->addSeparator();
    }
    add(*m_setsMenu, tr("Save as …\tCtrl+Shift+S"), [this] { askName(); });
    if (!names.isEmpty()) {
        QMenu* removal = m_setsMenu->addMenu(tr("Delete"));
        for (const QString& name : names) {
            add(*removal, shown(name), [this, name] {
                CompareStore::remove(name);
                say(tr("“%1” was deleted.").arg(name));
            });
        }
    }
    m_setsMenu->addSeparator();
    add(*m_setsMenu, tr("Copy as text\tCtrl+Alt+C"), [this] { copySet(); });
    add(*m_setsMenu, tr("Paste\tCtrl+V"), [this] { pasteSet(); });
}

void CompareWindow::askName() {
    bool isChosen = false;
    const QString name = QInputDialog::getText(this, tr("Save the comparison"),
                                               tr("Its name; one of the same name is replaced"),
                                               QLineEdit::Normal, m_name, &isChosen);
    if (isChosen) {
        saveAs(name);
    }
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
