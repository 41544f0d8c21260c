// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons over a comparison, and their menus.
#include <array>
#include <utility>

#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "ui/inspector/comparewindow.h"

namespace vigie::ui::inspector {

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

} // namespace vigie::ui::inspector
