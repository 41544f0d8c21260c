// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/routestrip.h"

#include <algorithm>
#include <utility>

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/incidentwords.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::inspector {

namespace {

constexpr int chipHeight = 36;
constexpr int arrowWidth = 18;
constexpr int rowGap = 4;
constexpr int summaryHeight = 17;
constexpr int padding = 7;
constexpr int mostChip = 190;

QString latencyWords(const RouteHop& hop) {
    return hop.latencyMs ? RouteStrip::tr("%1 s").arg(theme::secondsFigure(hop.latencyMs))
                         : QString();
}

QColor stateColor(const RouteHop& hop) {
    if (!hop.state) {
        return QColor::fromRgb(theme::color::quiet());
    }
    return *hop.state > engine::Severity::None ? theme::severityColor(*hop.state)
                                               : QColor::fromRgb(theme::color::text());
}

QString basisText(RouteHop::Basis basis) {
    switch (basis) {
    case RouteHop::Basis::Own:
        return RouteStrip::tr("measured there");
    case RouteHop::Basis::Cause:
        return RouteStrip::tr("the cause of an open incident, by its evidence");
    case RouteHop::Basis::Meeting:
        return RouteStrip::tr("where the alarms of an incident meet; the cause is not certain");
    case RouteHop::Basis::ArrivesClean:
        return RouteStrip::tr("nobody measures there; what came over it arrives clean");
    case RouteHop::Basis::None:
        break;
    }
    return RouteStrip::tr("not known: nobody measures there, and what arrives is not clean or not "
                          "known");
}

} // namespace

QString hopStateText(const RouteHop& hop) {
    QStringList words;
    if (!hop.state) {
        words << RouteStrip::tr("unknown");
    } else if (*hop.state == engine::Severity::None) {
        words << RouteStrip::tr("ok");
    } else if (hop.fault) {
        words << theme::severityGlyph(*hop.state) + QLatin1Char(' ') +
                     theme::faultText(hop.fault->kind, hop.fault->value);
    } else {
        words << theme::severityGlyph(*hop.state) + QLatin1Char(' ') +
                     theme::severityWord(*hop.state);
    }
    if (hop.linkMargin) {
        words << RouteStrip::tr("margin %1 dB").arg(theme::figure(hop.linkMargin, 1));
    }
    const QString latency = latencyWords(hop);
    if (!latency.isEmpty() && hop.hop.type != alarm::HopType::Origin) {
        words << latency;
    }
    return words.join(QStringLiteral(" · "));
}

QString hopToolTip(const engine::Snapshot& snapshot, const RouteHop& hop) {
    QStringList lines{QStringLiteral("%1: %2").arg(theme::hopWord(hop.hop.type),
                                                   theme::hopText(snapshot, hop.hop)),
                      QStringLiteral("%1 (%2)").arg(hopStateText(hop), basisText(hop.basis))};
    if (hop.isFirstBad) {
        lines << RouteStrip::tr("The first bad hop of the way");
    }
    if (hop.latencyMs && hop.hop.type != alarm::HopType::Origin) {
        lines << RouteStrip::tr("%1 s from the origin").arg(theme::secondsFigure(hop.latencyMs)) +
                     (hop.latencyUncertaintyMs
                          ? RouteStrip::tr(" ± %1 ms")
                                .arg(theme::uncertaintyFigure(hop.latencyUncertaintyMs))
                          : QString());
    } else if (!hop.latencyMs) {
        lines << RouteStrip::tr("Latency up to here: nobody measures it");
    }
    if (hop.incidentId != 0) {
        lines << RouteStrip::tr("Enter or click: open the incident");
    } else if (!hop.nodeId.empty()) {
        lines << RouteStrip::tr("Enter or click: only what touches this node");
    }
    return lines.join(QLatin1Char('\n'));
}

RouteStrip::RouteStrip(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Route, hop by hop"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RouteStrip::setRoutes(const engine::Snapshot& snapshot, const Twins& twins,
                           std::array<RouteView, 2> views) {
    std::vector<Chip> chips;
    std::array<QString, 2> summaries;
    for (std::size_t side = 0; side < 2; ++side) {
        const RouteView& view = views[side];
        for (std::size_t i = 0; i < view.hops.size(); ++i) {
            const RouteHop& hop = view.hops[i];
            if (hop.hop.type == alarm::HopType::Feed) {
                continue; // the page's title says it
            }
            const bool isSaid = i > 0 && hop.hop.type == alarm::HopType::Input &&
                                view.hops[i - 1].hop.id == hop.hop.id;
            if (isSaid) {
                continue; // the receiver or link before it is this input, seen from outside
            }
            chips.push_back({side,
                             i,
                             {},
                             theme::hopText(snapshot, hop.hop),
                             hopStateText(hop),
                             hopToolTip(snapshot, hop)});
        }
        if (!twins.paths[side]) {
            continue;
        }
        const auto first = std::find_if(view.hops.begin(), view.hops.end(),
                                        [](const RouteHop& hop) { return hop.isFirstBad; });
        QString words;
        if (view.hops.empty()) {
            words = tr("its way is not known");
        } else if (first != view.hops.end()) {
            words = tr("first bad hop: %1 %2")
                        .arg(theme::hopWord(first->hop.type), theme::hopText(snapshot, first->hop));
        } else if (view.isBad) {
            words = tr("first bad hop not known");
        } else {
            words = tr("no bad hop known");
        }
        if (view.isAssumed && !view.hops.empty()) {
            words += tr(" · way assumed");
        }
        summaries[side] = QStringLiteral("%1: %2").arg(twinTitle(twins, side), words);
    }
    const bool isSame = views == m_views && twins == m_twins && summaries == m_summaries &&
                        std::equal(chips.begin(), chips.end(), m_chips.begin(), m_chips.end(),
                                   [](const Chip& left, const Chip& right) {
                                       return left.name == right.name &&
                                              left.state == right.state &&
                                              left.toolTip == right.toolTip;
                                   });
    if (isSame) {
        return;
    }
    m_views = std::move(views);
    m_twins = twins;
    m_summaries = std::move(summaries);
    m_chips = std::move(chips);
    m_current = m_chips.empty() ? 0 : std::min(m_current, m_chips.size() - 1);
    layOut();
    update();
}

QString RouteStrip::summary(std::size_t side) const {
    return m_summaries[side];
}

QRect RouteStrip::hopRect(std::size_t side, std::size_t hop) const {
    const auto found = std::find_if(m_chips.begin(), m_chips.end(), [&](const Chip& chip) {
        return chip.side == side && chip.hop == hop;
    });
    return found == m_chips.end() ? QRect() : found->rect;
}

void RouteStrip::layOut() {
    const QFontMetrics nameMetrics(theme::textFont(12));
    const QFontMetrics stateMetrics(theme::textFont(11));
    int y = 0;
    for (std::size_t side = 0; side < 2; ++side) {
        m_tops[side] = y;
        if (m_summaries[side].isEmpty()) {
            continue;
        }
        y += summaryHeight;
        int x = 0;
        bool hasChips = false;
        for (Chip& chip : m_chips) {
            if (chip.side != side) {
                continue;
            }
            const int wanted = std::max(nameMetrics.horizontalAdvance(chip.name),
                                        stateMetrics.horizontalAdvance(chip.state));
            const int chipWidth =
                std::min({wanted + 2 * padding + 2, mostChip, std::max(60, width())});
            if (x > 0 && x + chipWidth > width()) {
                x = 0;
                y += chipHeight + rowGap;
            }
            chip.rect = QRect(x, y, chipWidth, chipHeight);
            x += chipWidth + arrowWidth;
            hasChips = true;
        }
        y += hasChips ? chipHeight + rowGap : 0;
    }
    const int height = std::max(y, summaryHeight);
    if (height != m_height) {
        m_height = height;
        setFixedHeight(height);
        updateGeometry();
    }
}

QSize RouteStrip::sizeHint() const {
    return {600, m_height};
}

void RouteStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void RouteStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    for (std::size_t side = 0; side < 2; ++side) {
        painter.setFont(theme::textFont(11));
        painter.setPen(twinColor(m_twins, side));
        painter.drawText(
            QRect(0, m_tops[side], width(), summaryHeight), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_summaries[side], Qt::ElideRight, width()));
    }
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const Chip& chip = m_chips[i];
        const RouteHop& hop = m_views[chip.side].hops[chip.hop];
        const QRect box = chip.rect.adjusted(0, 0, -1, -1);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.fillRect(box, QColor::fromRgb(theme::color::raised()));
        const bool isCurrent = hasFocus() && i == m_current;
        painter.setPen(QPen(isCurrent        ? QColor::fromRgb(theme::color::focus())
                            : hop.isFirstBad ? stateColor(hop)
                                             : QColor::fromRgb(theme::color::line()),
                            hop.isFirstBad || isCurrent ? 2 : 1,
                            hop.state ? Qt::SolidLine : Qt::DashLine));
        painter.drawRect(box);
        if (hop.isFirstBad) {
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height() + 1), stateColor(hop));
        }
        const QRect text = box.adjusted(padding, 2, -padding + 4, -2);
        painter.setFont(theme::textFont(12));
        painter.setPen(QColor::fromRgb(theme::color::bright()));
        painter.drawText(
            text, Qt::AlignTop | Qt::AlignLeft,
            painter.fontMetrics().elidedText(chip.name, Qt::ElideMiddle, text.width()));
        painter.setFont(theme::textFont(11));
        painter.setPen(stateColor(hop));
        painter.drawText(
            text, Qt::AlignBottom | Qt::AlignLeft,
            painter.fontMetrics().elidedText(chip.state, Qt::ElideRight, text.width()));
        const bool isLast = i + 1 == m_chips.size() || m_chips[i + 1].side != chip.side;
        if (!isLast) {
            painter.setPen(QColor::fromRgb(theme::color::quiet()));
            painter.drawText(QRect(box.right() + 1, box.top(), arrowWidth, box.height()),
                             Qt::AlignCenter, QStringLiteral("→"));
        }
    }
}

void RouteStrip::setCurrent(std::size_t chip) {
    m_current = chip;
    setAccessibleDescription(chip < m_chips.size() ? m_chips[chip].toolTip : QString());
    update();
}

void RouteStrip::open(const Chip& chip) {
    const RouteHop& hop = m_views[chip.side].hops[chip.hop];
    if (hop.incidentId != 0) {
        emit incidentWanted(hop.incidentId);
    } else if (!hop.nodeId.empty()) {
        emit nodeWanted(QString::fromStdString(hop.nodeId));
    }
}

void RouteStrip::mousePressEvent(QMouseEvent* event) {
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        if (m_chips[i].rect.contains(event->position().toPoint()) &&
            event->button() == Qt::LeftButton) {
            setCurrent(i);
            open(m_chips[i]);
            return;
        }
    }
    event->ignore();
}

void RouteStrip::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    setCurrent(m_current);
}

void RouteStrip::keyPressEvent(QKeyEvent* event) {
    if (m_chips.empty()) {
        event->ignore();
        return;
    }
    const std::size_t side = m_chips[m_current].side;
    const auto begins = [this](std::size_t wanted) {
        const auto found = std::find_if(m_chips.begin(), m_chips.end(),
                                        [&](const Chip& chip) { return chip.side == wanted; });
        return found == m_chips.end() ? m_current
                                      : static_cast<std::size_t>(found - m_chips.begin());
    };
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current > 0 ? m_current - 1 : 0);
        break;
    case Qt::Key_Right:
        setCurrent(std::min(m_current + 1, m_chips.size() - 1));
        break;
    case Qt::Key_Up:
        setCurrent(side == 1 ? begins(0) : m_current);
        break;
    case Qt::Key_Down:
        setCurrent(side == 0 ? begins(1) : m_current);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(m_chips.size() - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        open(m_chips[m_current]);
        break;
    default:
        event->ignore();
    }
}

bool RouteStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString text = m_summaries[0] + QLatin1Char('\n') + m_summaries[1];
        for (const Chip& chip : m_chips) {
            if (chip.rect.contains(help->pos())) {
                text = chip.toolTip;
            }
        }
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

QString RouteStrip::csv() const {
    QString text = tr("path,hop,name,state,margin dB,latency ms,first bad") + QLatin1String("\r\n");
    for (const Chip& chip : m_chips) {
        const RouteHop& hop = m_views[chip.side].hops[chip.hop];
        QStringList fields{twinCaption(m_twins, chip.side),
                           theme::hopWord(hop.hop.type),
                           chip.name,
                           hop.state ? theme::severityWord(*hop.state) : tr("unknown"),
                           hop.linkMargin ? QString::number(*hop.linkMargin, 'g', 10) : QString(),
                           hop.latencyMs ? QString::number(*hop.latencyMs, 'g', 10) : QString(),
                           hop.isFirstBad ? QStringLiteral("1") : QStringLiteral("0")};
        for (QString& field : fields) {
            field = desk::csvField(field);
        }
        text += fields.join(QLatin1Char(',')) + QLatin1String("\r\n");
    }
    return text;
}

} // namespace vigie::ui::inspector
