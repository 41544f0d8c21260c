// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/eventwords.h"

#include <array>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "ui/theme/figures.h"

namespace vigie::ui::theme {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::theme)
};

QString parameter(const model::Event& event, std::string_view name) {
    for (const auto& [key, value] : event.parameters) {
        if (key == name) {
            return QString::fromStdString(value);
        }
    }
    return {};
}

/// "Provider placement opportunity start (30.0 s)"; a section may carry several descriptors, and
/// the names of their parameters repeat in order.
QStringList segmentations(const model::Event& event) {
    QStringList all;
    for (const auto& [key, text] : event.parameters) {
        const QString value = QString::fromStdString(text);
        if (key == "segmentation_event_id") {
            all << Words::tr("segmentation %1").arg(value);
        } else if (all.isEmpty()) {
            if (key == "segmentation") {
                all << value;
            }
        } else if (key == "segmentation") {
            all.last() = value;
        } else if (key == "segmentation_canceled") {
            all.last() += Words::tr(" canceled");
        } else if (key == "segmentation_s") {
            all.last() += Words::tr(" (%1 s)").arg(figure(value.toDouble(), 1));
        }
    }
    return all;
}

/// "psi.pmt" -> "pmt".
QString lastPart(const std::string& code) {
    return QString::fromStdString(code).section(QLatin1Char('.'), -1);
}

QString spaced(QString words) {
    return words.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString withReason(const QString& text, const model::Event& event) {
    const QString reason = parameter(event, "reason");
    return reason.isEmpty() ? text : QStringLiteral("%1: %2").arg(text, reason);
}

QString contentText(const model::Event& event) {
    const QString known = contentCheckText(event.code);
    return known.isEmpty() ? spaced(lastPart(event.code)) : known;
}

QString inputText(const model::Event& event) {
    if (event.code == "input.loss") {
        return withReason(Words::tr("packets lost beyond recovery"), event);
    }
    return withReason(Words::tr("input %1").arg(spaced(lastPart(event.code))), event);
}

QString psiText(const model::Event& event) {
    const QString table = lastPart(event.code);
    const QString to = parameter(event, "to");
    if (to.isEmpty()) {
        return Words::tr("%1 changed").arg(spaced(table));
    }
    return Words::tr("%1 is now version %2").arg(table.toUpper(), to);
}

/// "SCTE-35 splice insert 4711: out of the network in 8.0 s, for 30.0 s".
QString spliceText(const model::Event& event) {
    QString text = Words::tr("SCTE-35 %1").arg(spaced(lastPart(event.code)));
    const QString id = parameter(event, "event_id");
    if (!id.isEmpty()) {
        text += QLatin1Char(' ') + id;
    }
    QStringList details;
    const QString out = parameter(event, "out_of_network");
    const QString until = parameter(event, "until_s");
    const bool isImmediate = parameter(event, "immediate") == QLatin1String("true");
    if (parameter(event, "canceled") == QLatin1String("true")) {
        details << Words::tr("canceled");
    }
    if (!out.isEmpty()) {
        QString where = out == QLatin1String("true") ? Words::tr("out of the network")
                                                     : Words::tr("back to the network");
        where += isImmediate       ? Words::tr(" at once")
                 : until.isEmpty() ? QString()
                                   : Words::tr(" in %1 s").arg(figure(until.toDouble(), 1));
        details << where;
    } else if (!until.isEmpty()) {
        details << Words::tr("in %1 s").arg(figure(until.toDouble(), 1));
    }
    details += segmentations(event);
    const QString length = parameter(event, "break_s");
    if (!length.isEmpty()) {
        details << Words::tr("for %1 s").arg(figure(length.toDouble(), 1));
    }
    const QString pts = parameter(event, "pts");
    if (!pts.isEmpty()) {
        details << Words::tr("at PTS %1").arg(grouped(pts.toLongLong()));
    }
    return details.isEmpty()
               ? text
               : QStringLiteral("%1: %2").arg(text, details.join(QLatin1String(", ")));
}

QString captureText(const model::Event& event) {
    const QString id = parameter(event, "id");
    if (event.code == "capture.complete") {
        const double megabytes = parameter(event, "bytes").toDouble() / 1e6;
        return Words::tr("capture %1 is complete, %2 MB").arg(id, figure(megabytes, 1));
    }
    if (event.code == "capture.failed") {
        return withReason(id.isEmpty() ? Words::tr("a capture failed")
                                       : Words::tr("capture %1 failed").arg(id),
                          event);
    }
    if (event.code == "capture.ring_failed") {
        return withReason(Words::tr("the stream is not kept for captures"), event);
    }
    return withReason(spaced(lastPart(event.code)), event);
}

QString meaning(const model::Event& event) {
    switch (event.kind) {
    case model::EventKind::Tr101290: {
        const std::string_view name = model::tr101290Name(event.code);
        const QString words = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        // Our own checks have no number.
        return event.code.starts_with("es.")
                   ? spaced(words)
                   : QString::fromStdString(event.code) + QLatin1Char(' ') + words;
    }
    case model::EventKind::PsiChange:
        return psiText(event);
    case model::EventKind::Scte35:
        return spliceText(event);
    case model::EventKind::ContentFault:
        return contentText(event);
    case model::EventKind::Input:
        return inputText(event);
    case model::EventKind::ClockStep:
        return Words::tr("the node's clock stepped by %1 ms").arg(parameter(event, "ms"));
    case model::EventKind::Node:
        return event.code == "node.started" ? Words::tr("the node started")
                                            : QString::fromStdString(event.code);
    case model::EventKind::Gap:
        return Words::tr("events before this were lost");
    case model::EventKind::Capture:
        return captureText(event);
    case model::EventKind::Unknown:
        break;
    }
    return QString::fromStdString(event.code);
}

} // namespace

QString contentCheckText(const std::string& code) {
    const std::array<std::pair<const char*, QString>, 12> words{{
        {"content.black", Words::tr("black picture")},
        {"content.freeze", Words::tr("frozen picture")},
        {"content.silence", Words::tr("silence")},
        {"content.color_bars", Words::tr("color bars")},
        {"content.single_color", Words::tr("picture of one color")},
        {"content.chroma_loss", Words::tr("picture without color")},
        {"content.blockiness", Words::tr("blocky picture")},
        {"content.no_video", Words::tr("packets, but no picture")},
        {"content.digital_zero", Words::tr("digital zero, no sound at all")},
        {"content.channel_lost", Words::tr("one audio channel is lost")},
        {"content.phase", Words::tr("audio channels 1 and 2 out of phase")},
        {"content.policy", Words::tr("more of the content is decoded")},
    }};
    for (const auto& [known, text] : words) {
        if (code == known) {
            return text;
        }
    }
    return {};
}

bool isFault(const model::Event& event) {
    if (event.phase == model::EventPhase::End || event.code == "content.policy") {
        return false;
    }
    return event.kind == model::EventKind::Tr101290 ||
           event.kind == model::EventKind::ContentFault || event.kind == model::EventKind::Gap ||
           event.code == "input.lost" || event.code == "input.failed" ||
           event.code == "input.loss" || event.code == "capture.failed" ||
           event.code == "capture.ring_failed";
}

QString eventText(const model::Event& event) {
    QString text = meaning(event);
    if (event.count > 1) {
        text += QStringLiteral(" × ") + grouped(static_cast<qint64>(event.count));
    }
    if (event.pid) {
        text += Words::tr(", PID 0x%1").arg(*event.pid, 4, 16, QLatin1Char('0'));
    }
    switch (event.phase) {
    case model::EventPhase::Begin:
        return Words::tr("%1 began").arg(text);
    case model::EventPhase::End:
        return Words::tr("%1 ended").arg(text);
    case model::EventPhase::Once:
        break;
    }
    return text;
}

} // namespace vigie::ui::theme
