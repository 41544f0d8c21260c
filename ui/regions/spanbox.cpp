// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/spanbox.h"

#include <algorithm>
#include <array>

#include <QSettings>
#include <QSignalBlocker>

namespace vigie::ui::regions {
namespace {

constexpr std::array<int, 5> offeredHours = {1, 3, 6, 12, 24};
constexpr int usual = 2; // six hours
const auto keySpan = QStringLiteral("regions/hours");

/// From the oldest cell that is known to the end.
std::chrono::seconds reachOf(const engine::DeliveryHistory& history) {
    std::size_t most = 0;
    for (const auto& row : history.rows) {
        const auto first = std::find_if(row.cells.begin(), row.cells.end(),
                                        [](const auto& cell) { return cell.has_value(); });
        most = std::max(most, static_cast<std::size_t>(row.cells.end() - first));
    }
    return history.step * static_cast<int>(most);
}

} // namespace

SpanBox::SpanBox(QWidget* parent) : QComboBox(parent) {
    setAccessibleName(tr("Time shown"));
    setToolTip(tr("Time shown (+ and − in the grid; 0: as much as is remembered, at most 6 h)"));
    for (const int hours : offeredHours) {
        addItem(tr("%n hour(s)", nullptr, hours), hours);
    }
    const int kept = findData(QSettings().value(keySpan).toInt());
    m_isChosen = kept >= 0;
    setCurrentIndex(m_isChosen ? kept : usual);
    connect(this, &QComboBox::currentIndexChanged, this, [this] {
        keep();
        emit spanChanged();
    });
    // The one that is there already can be somebody's choice too.
    connect(this, &QComboBox::activated, this, &SpanBox::keep);
}

std::chrono::hours SpanBox::span() const {
    return std::chrono::hours(currentData().toInt());
}

void SpanBox::keep() {
    m_isChosen = true;
    QSettings().setValue(keySpan, currentData());
}

void SpanBox::choose(std::chrono::hours span) {
    const int index = findData(static_cast<int>(span.count()));
    if (index >= 0) {
        setCurrentIndex(index);
        keep();
    }
}

/// Without it being anybody's choice.
void SpanBox::setIndex(int index) {
    if (index == currentIndex()) {
        return;
    }
    {
        const QSignalBlocker blocker(this);
        setCurrentIndex(index);
    }
    emit spanChanged();
}

void SpanBox::change(int direction) {
    if (direction != 0) {
        setCurrentIndex(std::clamp(currentIndex() - direction, 0, count() - 1));
        return;
    }
    m_isChosen = false;
    m_isFitted = false;
    QSettings().remove(keySpan);
    setIndex(usual);
}

void SpanBox::fit(const engine::DeliveryHistory& history) {
    if (m_isChosen || history.rows.empty()) {
        return;
    }
    const std::chrono::seconds remembered = reachOf(history);
    int index = currentIndex();
    if (!m_isFitted) {
        m_isFitted = true;
        index = 0;
        while (index < usual &&
               std::chrono::hours(offeredHours[static_cast<std::size_t>(index)]) < remembered) {
            ++index;
        }
    } else if (index < usual && remembered >= span()) {
        ++index;
    }
    setIndex(index);
}

} // namespace vigie::ui::regions
