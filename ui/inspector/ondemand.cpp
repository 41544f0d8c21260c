// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/ondemand.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include "ui/theme/eventwords.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

QToolButton* makeButton(const QString& text, const QKeySequence& keys, const QString& toolTip,
                        QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(
        QStringLiteral("%1 (%2)").arg(toolTip, keys.toString(QKeySequence::NativeText)));
    button->setFocusPolicy(Qt::TabFocus);
    button->setProperty("role", QStringLiteral("badge"));
    return button;
}

QString parameterOf(const model::Event& event, std::string_view name) {
    for (const auto& [key, value] : event.parameters) {
        if (key == name) {
            return QString::fromStdString(value);
        }
    }
    return {};
}

} // namespace

OnDemand::OnDemand(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context),
      m_decode(makeButton(tr("Decode all for 60 s"), QKeySequence(Qt::CTRL | Qt::Key_D),
                          tr("Asks the nodes of both paths to decode every picture and all of the "
                             "sound for a minute"),
                          this)),
      m_capture(makeButton(tr("Capture …"), QKeySequence(Qt::CTRL | Qt::Key_T),
                           tr("Asks the nodes to keep the transport stream of the last 10 s and "
                              "the next 5 s as a file, with its analysis"),
                           this)),
      m_label(new QLabel(this)) {
    m_decodeToolTip = m_decode->toolTip();
    m_captureToolTip = m_capture->toolTip();
    connect(&m_context, &desk::DeskContext::placeChanged, this, &OnDemand::showPlace);
    connect(m_decode, &QToolButton::clicked, this, &OnDemand::decode);
    auto* menu = new QMenu(m_capture);
    connect(menu->addAction(tr("Both paths")), &QAction::triggered, this, &OnDemand::capture);
    for (std::size_t side = 0; side < 2; ++side) {
        m_captureSide[side] = menu->addAction(QString());
        connect(m_captureSide[side], &QAction::triggered, this,
                [this, side] { captureSide(side); });
    }
    m_capture->setMenu(menu);
    m_capture->setPopupMode(QToolButton::InstantPopup);
    m_label->setFont(theme::textFont(11));
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setWordWrap(true);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_decode);
    layout->addWidget(m_capture);
    layout->addWidget(m_label, 1);
    setTwins({});
}

void OnDemand::setTwins(const Twins& twins) {
    // The same paths described anew keep what was said of them.
    const auto isOther = [this, &twins](std::size_t side) {
        const auto& before = m_twins.paths[side];
        const auto& now = twins.paths[side];
        return before.has_value() != now.has_value() || (before && before->ref != now->ref);
    };
    if (isOther(0) || isOther(1)) {
        ++m_generation;
        m_sides = {};
    }
    m_twins = twins;
    for (std::size_t side = 0; side < 2; ++side) {
        m_captureSide[side]->setVisible(twins.paths[side].has_value());
        m_captureSide[side]->setText(twinCaption(twins, side));
    }
    showPlace();
    showWords();
}

void OnDemand::showPlace() {
    const QString why = m_context.whyNoActions();
    const bool hasAny = m_twins.paths[0] || m_twins.paths[1];
    m_decode->setEnabled(hasAny && why.isEmpty());
    m_capture->setEnabled(hasAny && why.isEmpty());
    m_decode->setToolTip(why.isEmpty() ? m_decodeToolTip : why);
    m_capture->setToolTip(why.isEmpty() ? m_captureToolTip : why);
}

void OnDemand::say(std::size_t side, const QString& words, bool isBad) {
    m_sides[side].words = words;
    m_sides[side].isBad = isBad;
    showWords();
    emit changed();
}

QString OnDemand::text() const {
    QStringList lines;
    for (std::size_t side = 0; side < 2; ++side) {
        if (!m_sides[side].words.isEmpty()) {
            lines << QStringLiteral("%1: %2").arg(twinTitle(m_twins, side), m_sides[side].words);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

void OnDemand::showWords() {
    m_label->setText(text());
    m_label->setToolTip(text());
    const bool isBad = m_sides[0].isBad || m_sides[1].isBad;
    m_label->setStyleSheet(QStringLiteral("color: %1")
                               .arg((isBad ? theme::severityColor(engine::Severity::Minor)
                                           : QColor::fromRgb(theme::color::quiet()))
                                        .name()));
}

void OnDemand::decode() {
    if (!m_context.isLive()) {
        return; // the button says why
    }
    for (std::size_t side = 0; side < 2; ++side) {
        decodeSide(side);
    }
}

void OnDemand::decodeSide(std::size_t side) {
    const auto& twin = m_twins.paths[side];
    if (!twin) {
        return;
    }
    say(side, tr("asking the node to decode all of it …"));
    m_context.requestDecoding(
        twin->ref, model::DecodePolicy::Full, decodeTime, this,
        [this, side, generation = m_generation](const base::Result<base::Utc>& until) {
            if (generation != m_generation) {
                return;
            }
            if (until) {
                say(side, tr("all of it is decoded until %1").arg(theme::clockText(*until)));
            } else {
                say(side, tr("not decoded: %1").arg(QString::fromStdString(until.error().message)),
                    true);
            }
        });
}

void OnDemand::capture() {
    if (!m_context.isLive()) {
        return;
    }
    const auto& first = m_twins.paths[0];
    const auto& second = m_twins.paths[1];
    captureSide(0);
    const bool isOneInput = first && second && first->ref.nodeId == second->ref.nodeId &&
                            first->input.id == second->input.id;
    if (!isOneInput) {
        captureSide(1);
    }
}

void OnDemand::captureSide(std::size_t side) {
    const auto& twin = m_twins.paths[side];
    if (!twin) {
        return;
    }
    fleet::CaptureRequest request;
    request.inputId = twin->input.id;
    request.before = captureBefore;
    request.after = captureAfter;
    request.reason = "asked for from a desk";
    m_sides[side].captureId.clear();
    say(side, tr("asking the node for a capture …"));
    m_context.requestCapture(
        twin->ref.nodeId, request, this,
        [this, side, generation = m_generation](const base::Result<fleet::CaptureInfo>& info) {
            if (generation != m_generation) {
                return;
            }
            if (!info) {
                say(side, tr("no capture: %1").arg(QString::fromStdString(info.error().message)),
                    true);
                return;
            }
            m_sides[side].captureId = info->id;
            say(side, captureWords(side, *info), info->state == fleet::CaptureState::Failed);
        });
}

QString OnDemand::captureWords(std::size_t side, const fleet::CaptureInfo& info) const {
    const QString id = QString::fromStdString(info.id);
    switch (info.state) {
    case fleet::CaptureState::Recording:
        return tr("capture %1 runs").arg(id);
    case fleet::CaptureState::Analyzing:
        return tr("capture %1 is being analyzed").arg(id);
    case fleet::CaptureState::Complete:
        return tr("capture %1 is complete; fetch it with: vigiectl capture --get %1, from %2")
            .arg(id, m_twins.paths[side]->nodeName);
    case fleet::CaptureState::Failed:
        return tr("capture %1 failed: %2").arg(id, QString::fromStdString(info.remark));
    }
    return {};
}

void OnDemand::takeEvents(std::size_t side, const std::vector<engine::LoggedEvent>& events) {
    const std::string& awaited = m_sides[side].captureId;
    if (awaited.empty()) {
        return;
    }
    for (const auto& logged : events) {
        const model::Event& event = *logged.event;
        if (event.kind != model::EventKind::Capture ||
            parameterOf(event, "id").toStdString() != awaited) {
            continue;
        }
        const bool isComplete = event.code == "capture.complete";
        QString words = theme::eventText(event);
        if (isComplete) {
            words += tr("; fetch it with: vigiectl capture --get %1, from %2")
                         .arg(QString::fromStdString(awaited), m_twins.paths[side]->nodeName);
        }
        m_sides[side].captureId.clear();
        say(side, words, !isComplete);
        return;
    }
}

} // namespace vigie::ui::inspector
