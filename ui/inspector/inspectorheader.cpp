// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorheader.h"

#include <map>

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QResizeEvent>
#include <QVBoxLayout>

#include "ui/desk/feedregions.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::inspector {

namespace {

/// Leaves a list that has not changed alone: somebody may be typing in it.
void fill(QComboBox* picker, const std::vector<std::pair<QString, QString>>& items,
          const QString& current) {
    bool isSame = picker->count() == static_cast<int>(items.size());
    for (int i = 0; isSame && i < picker->count(); ++i) {
        const auto& [id, text] = items[static_cast<std::size_t>(i)];
        isSame = picker->itemData(i).toString() == id && picker->itemText(i) == text;
    }
    const QSignalBlocker blocker(picker);
    if (!isSame) {
        picker->clear();
        for (const auto& [id, text] : items) {
            picker->addItem(text, id);
        }
    }
    const bool isTyping = picker->lineEdit()->hasFocus() && picker->lineEdit()->isModified();
    const int index = picker->findData(current);
    if (!isTyping && (index != picker->currentIndex() || !isSame)) {
        picker->setCurrentIndex(index);
        picker->lineEdit()->setCursorPosition(0); // a long name is cut at its end
    }
}

} // namespace

QString twinStateText(const Twins& twins, std::size_t side, const engine::Snapshot& snapshot) {
    const auto& twin = twins.paths[side];
    if (!twin) {
        // Of two that are both missing this is said once.
        return twins.feedId.empty() || (side == 0 && !twins.paths[1])
                   ? QString()
                   : InspectorHeader::tr("twin: not seen");
    }
    const engine::PathStatus* path = snapshot.findPath(twin->ref);
    const QString word = theme::pathKindWord(twin->kind);
    if (path == nullptr) {
        return InspectorHeader::tr("%1: not seen").arg(word);
    }
    if (!path->faults.empty()) {
        const engine::Fault& fault = path->faults.front();
        QString text =
            InspectorHeader::tr("%1 %2: %3 since %4")
                .arg(theme::severityGlyph(fault.severity), word,
                     theme::faultText(fault.kind, fault.value), theme::clockText(fault.since));
        if (path->faults.size() > 1) {
            text += InspectorHeader::tr(" (+%1)").arg(path->faults.size() - 1);
        }
        return text;
    }
    if (!path->isInContact) {
        return InspectorHeader::tr("%1: unknown, no contact").arg(word);
    }
    return theme::pathKindGlyph(twin->kind) + QLatin1Char(' ') +
           InspectorHeader::tr("%1: clean").arg(word);
}

QString onAirText(const engine::Snapshot& snapshot, const engine::DeliveryStatus& delivery) {
    QString text;
    if (delivery.onAir && *delivery.onAir < snapshot.paths.size()) {
        const engine::PathStatus& path = snapshot.paths[*delivery.onAir];
        text = InspectorHeader::tr("on air: %1 %2")
                   .arg(theme::pathKindGlyph(path.kind), theme::pathKindWord(path.kind));
        if (delivery.reason == engine::OnAirReason::FailedOver) {
            text += InspectorHeader::tr(" (backup: the main path failed)");
        }
    } else {
        text = theme::onAirReasonText(delivery.reason);
    }
    text += InspectorHeader::tr(" · latency %1").arg(theme::latencyText(delivery.latency));
    const engine::Latency& skew = delivery.skew;
    if (skew.ms) {
        text += InspectorHeader::tr(" · skew cloud − satellite %1%2")
                    .arg(*skew.ms > 0 ? QStringLiteral("+") : QString(), theme::latencyText(skew));
    } else {
        text += InspectorHeader::tr(" · skew %1").arg(theme::latencyText(skew));
    }
    return text;
}

InspectorHeader::InspectorHeader(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_inRegions(new QLabel(this)),
      m_onAir(new QLabel(this)), m_feeds(makePicker(tr("Feed"))),
      m_regions(makePicker(tr("Region"))) {
    setObjectName(QStringLiteral("TopBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_title->setFont(theme::textFont(18));
    m_title->setProperty("role", QStringLiteral("figure"));
    m_first = new QHBoxLayout;
    m_second = new QHBoxLayout;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 7, 14, 7);
    layout->setSpacing(5);
    layout->addLayout(m_first);
    layout->addLayout(m_second);
    for (QHBoxLayout* row : {m_first, m_second}) {
        row->setSpacing(20);
    }
    for (QLabel*& state : m_states) {
        state = new QLabel(this);
        state->setFont(theme::textFont(13));
    }
    m_onAir->setProperty("role", QStringLiteral("quiet"));
    m_onAir->setFont(theme::textFont(11));
    // It gives way first; the tool tip has it whole.
    m_onAir->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_inRegions->setFont(theme::textFont(13));
    m_inRegions->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as above
    arrange();
    for (QLabel* label : {m_title, m_inRegions, m_states[0], m_states[1], m_onAir}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
}

void InspectorHeader::arrange() {
    for (QHBoxLayout* row : {m_first, m_second}) {
        while (row->count() > 0) {
            delete row->takeAt(0); // the item, not the widget in it
        }
    }
    m_isOneRow = width() >= wideEnough;
    m_first->addWidget(m_title);
    m_first->addWidget(m_inRegions, 1);
    QHBoxLayout* words = m_isOneRow ? m_first : m_second;
    for (QLabel* state : m_states) {
        words->addWidget(state);
    }
    words->addWidget(m_onAir, 1);
    m_first->addWidget(m_feeds);
    m_first->addWidget(m_regions);
}

void InspectorHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if ((width() >= wideEnough) != m_isOneRow) {
        arrange();
    }
}

QComboBox* InspectorHeader::makePicker(const QString& name) {
    auto* picker = new QComboBox(this);
    picker->setAccessibleName(name);
    picker->setToolTip(tr("%1: type a part of its name").arg(name));
    picker->setEditable(true);
    picker->setInsertPolicy(QComboBox::NoInsert);
    picker->setMinimumWidth(170);
    picker->lineEdit()->setPlaceholderText(name);
    picker->lineEdit()->setAccessibleName(name);
    picker->completer()->setCompletionMode(QCompleter::PopupCompletion);
    picker->completer()->setFilterMode(Qt::MatchContains);
    picker->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    connect(picker, &QComboBox::activated, this, &InspectorHeader::choose);
    return picker;
}

void InspectorHeader::choose() {
    m_feeds->lineEdit()->setModified(false);
    m_regions->lineEdit()->setModified(false);
    const QString feed = m_feeds->currentData().toString();
    if (!feed.isEmpty()) {
        emit chosen(feed, m_regions->currentData().toString());
    }
}

QString InspectorHeader::title() const {
    return m_title->text();
}

QString InspectorHeader::stateText(std::size_t side) const {
    return m_states[side]->isHidden() ? QString() : m_states[side]->text();
}

QString InspectorHeader::regionsText() const {
    return m_inRegions->text();
}

void InspectorHeader::setSnapshot(const engine::Snapshot& snapshot, const Twins& twins) {
    std::vector<std::pair<QString, QString>> feeds;
    std::vector<std::pair<QString, QString>> regions;
    std::map<std::string, bool> seen;
    for (const auto& delivery : snapshot.deliveries) {
        if (!seen.emplace(delivery.feedId, true).second) {
            continue;
        }
        feeds.emplace_back(
            QString::fromStdString(delivery.feedId),
            theme::feedTitle(delivery.feedNumber, delivery.feedName, delivery.feedId));
    }
    for (const auto& region : snapshot.regions) {
        if (findDelivery(snapshot, twins.feedId, region.id) != nullptr) {
            regions.emplace_back(QString::fromStdString(region.id),
                                 theme::regionName(snapshot, region.id));
        }
    }
    fill(m_feeds, feeds, QString::fromStdString(twins.feedId));
    fill(m_regions, regions, QString::fromStdString(twins.regionId));

    const engine::DeliveryStatus* delivery = findDelivery(snapshot, twins.feedId, twins.regionId);
    if (twins.feedId.empty()) {
        m_title->setText(tr("No feed yet"));
    } else {
        m_title->setText(QStringLiteral("%1 → %2").arg(
            theme::feedTitle(snapshot, twins.feedId), theme::regionName(snapshot, twins.regionId)));
    }
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = twins.paths[side];
        const engine::PathStatus* path = twin ? snapshot.findPath(twin->ref) : nullptr;
        QColor color = twinColor(twins, side);
        if (path != nullptr && path->worst() > engine::Severity::None) {
            color = theme::severityColor(path->worst());
        }
        m_states[side]->setText(twinStateText(twins, side, snapshot));
        m_states[side]->setVisible(!m_states[side]->text().isEmpty());
        m_states[side]->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
        QStringList all;
        if (path != nullptr) {
            for (const auto& fault : path->faults) {
                all << tr("%1: %2 since %3")
                           .arg(theme::severityWord(fault.severity),
                                theme::faultText(fault.kind, fault.value),
                                theme::clockText(fault.since));
            }
        }
        m_states[side]->setToolTip(all.join(QLatin1Char('\n')));
    }
    const QString inRegions =
        twins.feedId.empty()
            ? QString()
            : desk::feedRegionsText(snapshot, desk::feedRegions(snapshot, twins.feedId));
    m_inRegions->setText(inRegions);
    m_inRegions->setToolTip(inRegions);
    const QString onAir = delivery != nullptr ? onAirText(snapshot, *delivery) : QString();
    m_onAir->setText(onAir);
    m_onAir->setToolTip(onAir);
}

} // namespace vigie::ui::inspector
