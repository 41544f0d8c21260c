// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallpage.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace vigie::ui::wall {

namespace {

QToolButton* button(const QString& text, const QString& toolTip, QWidget* parent) {
    auto* made = new QToolButton(parent);
    made->setText(text);
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    made->setProperty("role", QStringLiteral("badge"));
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

} // namespace

WallPage::WallPage(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_view(new WallView(desk, this)),
      m_region(new QComboBox(this)), m_layouts(new QButtonGroup(this)), m_page(new QLabel(this)),
      m_previous(button(QStringLiteral("‹"), tr("Previous page (Page Up)"), this)),
      m_next(button(QStringLiteral("›"), tr("Next page (Page Down)"), this)) {
    m_region->setAccessibleName(tr("Region shown on the wall"));
    m_region->setToolTip(tr("Region shown on the wall"));
    m_region->setFocusPolicy(Qt::TabFocus);
    m_region->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_page->setProperty("role", QStringLiteral("quiet"));

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 6, 6, 0);
    bar->setSpacing(6);
    bar->addWidget(m_region);
    bar->addSpacing(10);
    for (const Preset preset : allPresets) {
        QToolButton* choice = button(presetWord(preset), presetWord(preset), this);
        choice->setCheckable(true);
        m_layouts->addButton(choice, static_cast<int>(preset));
        bar->addWidget(choice);
    }
    bar->addStretch(1);
    bar->addWidget(m_page);
    bar->addWidget(m_previous);
    bar->addWidget(m_next);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(bar);
    all->addWidget(m_view, 1);
    setFocusProxy(m_view);

    connect(m_region, &QComboBox::activated, this, [this](int index) {
        m_desk.selectRegion(m_region->itemData(index).toString());
        m_view->setFocus();
    });
    connect(&m_desk, &desk::DeskContext::selectionChanged, this,
            [this] { m_view->setRegion(m_desk.selectedRegion()); });
    connect(m_layouts, &QButtonGroup::idClicked, this, [this](int id) {
        m_view->setPreset(static_cast<Preset>(id));
        m_view->setFocus();
    });
    connect(m_previous, &QToolButton::clicked, this,
            [this] { m_view->setPage(m_view->page() - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_view->setPage(m_view->page() + 1); });
    connect(m_view, &WallView::arrangementChanged, this, &WallPage::showArrangement);
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this,
            [this](const engine::SnapshotPtr& snapshot) { fillRegions(*snapshot); });
    m_view->setRegion(m_desk.selectedRegion());
    fillRegions(*m_desk.snapshot());
    showArrangement();
}

void WallPage::fillRegions(const engine::Snapshot& snapshot) {
    std::vector<std::pair<QString, QString>> wanted{{QString(), tr("All: worst region per feed")}};
    for (const auto& region : snapshot.regions) {
        const QString id = QString::fromStdString(region.id);
        wanted.emplace_back(id, region.name.empty() ? id : QString::fromStdString(region.name));
    }
    bool isSame = m_region->count() == static_cast<int>(wanted.size());
    for (int i = 0; isSame && i < m_region->count(); ++i) {
        isSame = m_region->itemData(i).toString() == wanted[static_cast<std::size_t>(i)].first &&
                 m_region->itemText(i) == wanted[static_cast<std::size_t>(i)].second;
    }
    if (isSame) {
        return;
    }
    const QSignalBlocker blocker(m_region);
    m_region->clear();
    for (const auto& [id, name] : wanted) {
        m_region->addItem(name, id);
    }
    showArrangement();
}

void WallPage::showArrangement() {
    const QSignalBlocker blocker(m_region);
    const int index = m_region->findData(m_view->region());
    m_region->setCurrentIndex(index);
    if (auto* choice =
            m_layouts->button(m_view->preset() ? static_cast<int>(*m_view->preset()) : -1)) {
        choice->setChecked(true);
    }
    const bool isPaged = m_view->pages() > 1 && !m_view->isEnlarged();
    m_previous->setVisible(isPaged);
    m_next->setVisible(isPaged);
    m_previous->setEnabled(m_view->page() > 0);
    m_next->setEnabled(m_view->page() + 1 < m_view->pages());
    const QString count = tr("%n feed(s)", nullptr, m_view->arrangement().matching);
    m_page->setText(
        isPaged ? tr("%1 · page %2 of %3").arg(count).arg(m_view->page() + 1).arg(m_view->pages())
                : count);
}

} // namespace vigie::ui::wall
