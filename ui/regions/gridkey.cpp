// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/gridkey.h"

#include <QPainter>
#include <QStringList>

#include "ui/regions/healthgrid.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::regions {
namespace {

constexpr int samplePixels = 14;
constexpr int rowPixels = 20;
constexpr int gap = 5;

QFont keyFont() {
    return theme::textFont(theme::smallPixels);
}

} // namespace

GridKey::GridKey(QWidget* parent) : QWidget(parent) {
    const auto add = [this](CellState state, const QString& word,
                            health::Carriage carriage = health::Carriage::Unknown,
                            bool isFailedOver = false) {
        GridCell cell;
        cell.worst = state;
        cell.sum.emplace();
        cell.sum->carriage = carriage;
        cell.isFailedOver = isFailedOver;
        m_entries.emplace_back(cell, word);
    };
    add(CellState::Good, tr("good"));
    add(CellState::Minor, tr("< 10 % errored"));
    add(CellState::Major, tr("≥ 10 %"));
    add(CellState::Critical, tr("≥ 50 %"));
    add(CellState::Unknown, tr("unknown"));
    add(CellState::OffAir, tr("off air"));
    add(CellState::Good, tr("cloud"), health::Carriage::Cloud);
    add(CellState::Good, tr("satellite"), health::Carriage::Satellite);
    add(CellState::Good, tr("failed over"), health::Carriage::Satellite, true);
    QStringList words;
    for (const auto& [cell, word] : m_entries) {
        words << word;
    }
    setAccessibleName(tr("Key of the grid: %1").arg(words.join(QLatin1String(", "))));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize GridKey::sizeHint() const {
    const QFontMetrics metrics(keyFont());
    int width = 0;
    for (const auto& [cell, word] : m_entries) {
        width += samplePixels + gap + metrics.horizontalAdvance(word) + 2 * gap;
    }
    return {width, rowPixels};
}

void GridKey::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(keyFont());
    const QFontMetrics metrics(keyFont());
    int left = 0;
    for (const auto& [cell, word] : m_entries) {
        const QRect box(left, 0, samplePixels, rowPixels);
        HealthDelegate::paintCell(painter, box, cell);
        painter.setPen(QColor::fromRgb(theme::color::line()));
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        left += samplePixels + gap;
        painter.setPen(QColor::fromRgb(theme::color::quiet()));
        const int width = metrics.horizontalAdvance(word);
        painter.drawText(QRect(left, 0, width + 2, rowPixels), Qt::AlignVCenter | Qt::AlignLeft,
                         word);
        left += width + 2 * gap;
    }
}

} // namespace vigie::ui::regions
