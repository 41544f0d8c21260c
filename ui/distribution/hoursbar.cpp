// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/hoursbar.h"

#include <algorithm>

#include <QPainter>

#include "ui/distribution/sharelegend.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

constexpr int barPixels = 10;
constexpr int gapPixels = 4;

QFont wordsFont() {
    return theme::textFont(theme::smallPixels + 1);
}

} // namespace

HoursBar::HoursBar(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Hours carried against hours planned"));
}

void HoursBar::setSubject(const ShareSubject& subject) {
    m_parts = partsOf(subject, ShareMeasure::Hours);
    m_plannedSoFar = subject.plannedSoFarHours;
    m_whole = subject.plannedHours ? subject.plannedHours : subject.plannedSoFarHours;
    const double carried = m_parts ? m_parts->cloud + m_parts->satellite + m_parts->fibre : 0;
    if (m_whole && m_parts) {
        m_whole = std::max({*m_whole, m_parts->total() + m_parts->unknown});
    }
    QString total;
    QString soFar;
    if (!m_parts) {
        total = tr("Hours carried: not known at this moment");
    } else if (subject.plannedHours) {
        total = tr("%1 h of %2 h planned")
                    .arg(hoursFigure(carried), hoursFigure(*subject.plannedHours));
    } else if (subject.isAssumed) {
        total =
            tr("%1 h carried · no plan says how many there are to be").arg(hoursFigure(carried));
    } else {
        total = tr("%1 h carried · no schedule says how many there are to be")
                    .arg(hoursFigure(carried));
    }
    if (m_parts && m_plannedSoFar) {
        soFar = tr("so far %1 h planned: %2 h (%3) carried, %4 h by nothing, %5 h unknown")
                    .arg(hoursFigure(*m_plannedSoFar), hoursFigure(carried),
                         theme::percentText(theme::percentOf(carried, *m_plannedSoFar), 1),
                         hoursFigure(m_parts->none), hoursFigure(m_parts->unknown));
    } else if (m_parts && subject.plannedHours) {
        soFar = tr("how many were due so far is not known");
    }
    if (total == m_total && soFar == m_soFar) {
        update(); // the bar is finer than the words
        return;
    }
    m_total = total;
    m_soFar = soFar;
    setAccessibleDescription(words());
    setToolTip(subject.name + QLatin1Char('\n') + words() + QLatin1Char('\n') +
               (m_parts ? hoursText(*m_parts) + QLatin1Char('\n') : QString()) +
               tr("Since %1").arg(theme::dateTimeText(subject.since)));
    updateGeometry();
    update();
}

QString HoursBar::words() const {
    return m_soFar.isEmpty() ? m_total : m_total + QStringLiteral(" · ") + m_soFar;
}

QRect HoursBar::wordsRect(int width) const {
    return QFontMetrics(wordsFont())
        .boundingRect(QRect(0, 0, std::max(60, width), 1000), Qt::TextWordWrap, words());
}

int HoursBar::heightForWidth(int width) const {
    return wordsRect(width).height() + (hasBar() ? barPixels + gapPixels : 0) + 2;
}

QSize HoursBar::sizeHint() const {
    return {300, heightForWidth(300)};
}

QSize HoursBar::minimumSizeHint() const {
    return {120, heightForWidth(std::max(120, width()))};
}

void HoursBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    int top = 0;
    if (hasBar()) {
        const QRectF box(0, 1, width(), barPixels - 2);
        painter.fillRect(box, QColor::fromRgb(theme::color::well()));
        double left = 0;
        const auto part = [&](double hours, const QBrush& brush) {
            const double wide = box.width() * hours / *m_whole;
            painter.fillRect(QRectF(left, box.top(), wide, box.height()), brush);
            left += wide;
        };
        for (const auto kind :
             {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
            part(m_parts->of(kind), theme::pathKindColor(kind));
        }
        part(m_parts->none,
             QBrush(theme::severityColor(engine::Severity::Critical), Qt::DiagCrossPattern));
        part(m_parts->unknown, QBrush(QColor::fromRgb(theme::color::quiet()), Qt::BDiagPattern));
        painter.setPen(QColor::fromRgb(theme::color::edge()));
        painter.drawRect(box.adjusted(0, 0, -1, -1));
        if (m_plannedSoFar) {
            const double x = std::min(box.right() - 1, box.width() * *m_plannedSoFar / *m_whole);
            painter.fillRect(QRectF(x, 0, 2, barPixels), QColor::fromRgb(theme::color::bright()));
        }
        top = barPixels + gapPixels;
    }
    painter.setFont(wordsFont());
    painter.setPen(QColor::fromRgb(theme::color::text()));
    painter.drawText(QRect(0, top, width(), height() - top), Qt::TextWordWrap, words());
}

} // namespace vigie::ui::distribution
