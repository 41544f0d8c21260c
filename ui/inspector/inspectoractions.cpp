// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys do on the inspector's page.
#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QTableView>

#include "ui/desk/tableexport.h"
#include "ui/inspector/chartstack.h"
#include "ui/inspector/comparelines.h"
#include "ui/inspector/comparewindow.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/inspector/ondemand.h"
#include "ui/inspector/paneimage.h"
#include "ui/inspector/twinpane.h"

namespace vigie::ui::inspector {

namespace {

/// Keys that the desk's timeline has too: while the desk is live the pictures have them.
bool isStep(const QKeyEvent& key) {
    return key.modifiers() == Qt::NoModifier &&
           (key.key() == Qt::Key_Comma || key.key() == Qt::Key_Period);
}

} // namespace

void InspectorPage::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto slot) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Decode all of both paths for 60 s"), QKeySequence(Qt::CTRL | Qt::Key_D),
        [this] { m_onDemand->decode(); });
    add(tr("Capture the stream of both paths"), QKeySequence(Qt::CTRL | Qt::Key_T),
        [this] { m_onDemand->capture(); });
    add(tr("Pause both pictures, or go on"), QKeySequence(Qt::Key_P),
        [this] { m_pictures->setPaused(!m_pictures->isPaused()); });
    add(tr("Difference of the pictures"), QKeySequence(Qt::Key_X),
        [this] { m_pictures->setDifference(!m_pictures->isDifference()); });
    add(tr("Choose charts"), QKeySequence(Qt::Key_M), [this] { m_charts->choose(); });
    add(tr("Compare charts, also with other feeds …"), QKeySequence(Qt::Key_C),
        [this] { compare(); });
    add(tr("Put back the chart that was removed last"), QKeySequence(Qt::CTRL | Qt::Key_Z),
        [this] { m_charts->undoRemoval(); });
    add(tr("Next part of the page"), QKeySequence(Qt::Key_F6), [this] { m_panes.go(1); });
    add(tr("Part of the page before"), QKeySequence(Qt::SHIFT | Qt::Key_F6),
        [this] { m_panes.go(-1); });
    add(tr("Save the picture of the part that has the keyboard …"), QKeySequence::Save,
        [this] { savePicture(); });
    add(tr("Copy the picture of the part that has the keyboard"),
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), [this] { copyPicture(); });
    add(tr("Export the part that has the keyboard as CSV …"), QKeySequence(Qt::CTRL | Qt::Key_E),
        [this] { exportPane(); });
    add(tr("Export all charts and tables as CSV …"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        [this] { exportAll(); });
}

CompareWindow* InspectorPage::openComparison() {
    std::erase_if(m_comparisons, [](const auto& window) { return window.isNull(); });
    if (static_cast<int>(m_comparisons.size()) >= mostComparisons) {
        return m_comparisons.back();
    }
    auto* window = new CompareWindow(m_context, this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    m_comparisons.emplace_back(window);
    return window;
}

CompareWindow* InspectorPage::compare(const std::vector<ChartId>& charts) {
    chooseSomething();
    const auto before = m_comparisons;
    CompareWindow* window = openComparison();
    if (std::find(before.begin(), before.end(), window) == before.end()) {
        window->setSet(setOf(*m_context.snapshot(), m_twins, charts));
    }
    window->show();
    window->raise();
    window->activateWindow();
    return window;
}

CompareWindow* InspectorPage::compare() {
    chooseSomething();
    return compare(m_charts->compared());
}

std::vector<CompareState> InspectorPage::comparisons() const {
    std::vector<CompareState> states;
    for (const auto& window : m_comparisons) {
        if (!window.isNull() && window->isVisible()) {
            states.push_back(window->state());
        }
    }
    return states;
}

void InspectorPage::openComparisons(const std::vector<CompareState>& states) {
    for (const CompareState& state : states) {
        CompareWindow* window = openComparison();
        window->setState(state);
        window->show();
    }
}

void InspectorPage::savePicture() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const Pane* pane = m_panes.current();
    const QImage picture = pane != nullptr ? pane->picture() : m_pictures->image(*snapshot);
    savePictureAs(this, fileName(m_twins, snapshot->now, QStringLiteral("png")), picture);
}

void InspectorPage::copyPicture() {
    const Pane* pane = m_panes.current();
    const QImage picture =
        pane != nullptr ? pane->picture() : m_pictures->image(*m_context.snapshot());
    if (!picture.isNull()) {
        QApplication::clipboard()->setImage(picture);
    }
}

void InspectorPage::copyText() {
    const Pane* pane = m_panes.current();
    const QString text = pane != nullptr ? pane->text() : QString();
    if (text.isEmpty()) {
        copyPicture();
    } else {
        QApplication::clipboard()->setText(text);
    }
}

void InspectorPage::exportPane() {
    const Pane* pane = m_panes.current();
    const QString text = pane != nullptr ? pane->csv() : QString();
    if (text.isEmpty()) {
        exportAll(); // pictures are no table
        return;
    }
    desk::saveTextAs(this, fileName(m_twins, m_context.snapshot()->now, QStringLiteral("csv")),
                     tr("Tables (*.csv)"), text);
}

void InspectorPage::exportAll() {
    desk::saveTextAs(this, fileName(m_twins, m_context.snapshot()->now, QStringLiteral("csv")),
                     tr("Tables (*.csv)"), csv());
}

bool InspectorPage::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && m_context.isLive() &&
        isStep(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

bool InspectorPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_checkView && event->type() == QEvent::Resize) {
        showCheckColumns();
    }
    // A table would look for a row that begins so.
    if (event->type() == QEvent::KeyPress && m_context.isLive() &&
        isStep(*static_cast<QKeyEvent*>(event))) {
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void InspectorPage::keyPressEvent(QKeyEvent* event) {
    if (m_context.isLive() && isStep(*event)) {
        m_pictures->step(event->key() == Qt::Key_Comma ? -1 : 1);
        return;
    }
    // Tables and boxes have a copy of their own, which a second shortcut would make ambiguous.
    if (event->matches(QKeySequence::Copy)) {
        copyText();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace vigie::ui::inspector
