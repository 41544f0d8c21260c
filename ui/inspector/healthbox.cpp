// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/healthbox.h"

#include <QGridLayout>
#include <QLabel>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

HealthBox::HealthBox(QWidget* parent) : QWidget(parent) {
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(1);
    const std::array<QString, 3> windows{tr("1 min %"), tr("15 min %"), tr("24 h %")};
    for (int column = 0; column < 3; ++column) {
        auto* title = new QLabel(windows[static_cast<std::size_t>(column)], this);
        title->setProperty("role", QStringLiteral("quiet"));
        title->setFont(theme::textFont(theme::smallPixels));
        title->setAlignment(Qt::AlignRight);
        layout->addWidget(title, 0, column + 1);
        layout->setColumnStretch(column + 1, 1);
    }
    for (int row = 0; row < 2; ++row) {
        Line& line = m_lines[static_cast<std::size_t>(row)];
        line.glyph = new QLabel(this);
        layout->addWidget(line.glyph, row + 1, 0);
        for (int column = 0; column < 3; ++column) {
            auto* label = new QLabel(theme::unknownFigure(), this);
            label->setFont(theme::figureFont(theme::largePixels));
            label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            layout->addWidget(label, row + 1, column + 1);
            line.figures[static_cast<std::size_t>(column)] = label;
        }
    }
}

QString HealthBox::figure(std::size_t side, std::size_t window) const {
    return m_lines[side].figures[window]->text();
}

void HealthBox::setHealth(const Twins& twins, const engine::Snapshot& snapshot) {
    for (std::size_t side = 0; side < 2; ++side) {
        Line& line = m_lines[side];
        const auto& twin = twins.paths[side];
        const engine::PathStatus* path = twin ? snapshot.findPath(twin->ref) : nullptr;
        const QColor color = twinColor(twins, side);
        line.glyph->setText(twinTitle(twins, side));
        line.glyph->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
        const std::array<const engine::Health*, 3> windows =
            path != nullptr
                ? std::array<const engine::Health*, 3>{&path->health.minute,
                                                       &path->health.quarterHour, &path->health.day}
                : std::array<const engine::Health*, 3>{};
        for (std::size_t i = 0; i < windows.size(); ++i) {
            QLabel* label = line.figures[i];
            if (windows[i] == nullptr) {
                label->setText(theme::unknownFigure());
                label->setToolTip({});
                continue;
            }
            const engine::Health& health = *windows[i];
            label->setText(theme::percentFigure(health.percent()));
            label->setToolTip(tr("errored %1 s of %2 s, unknown %3 s")
                                  .arg(theme::grouped(health.erroredSeconds),
                                       theme::grouped(health.onAirSeconds),
                                       theme::grouped(health.unknownSeconds)));
            const bool isBad = health.percent() && health.erroredSeconds > 0 && i == 0;
            label->setStyleSheet(
                QStringLiteral("color: %1")
                    .arg((isBad ? theme::severityColor(engine::Severity::Major)
                                : QColor::fromRgb(health.percent() ? theme::color::bright()
                                                                   : theme::color::quiet()))
                             .name()));
        }
    }
}

} // namespace vigie::ui::inspector
