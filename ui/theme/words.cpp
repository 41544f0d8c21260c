// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/words.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::theme {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::theme)
};

/// `with` where there is a figure, otherwise `without`.
QString either(std::optional<double> value, int decimals, const QString& with,
               const QString& without) {
    return value ? with.arg(figure(value, decimals)) : without;
}

QString legLetter(double number) {
    return number < 1.5 ? QStringLiteral("A") : QStringLiteral("B");
}

/// As either(), per second. A fault is held for a while after its last error: a rate of nothing
/// beside it would say that there is no fault.
QString eitherRate(std::optional<double> value, const QString& with, const QString& without) {
    const int decimals = value && *value < 10 ? 1 : 0;
    const bool isNothing = value && *value < 0.05;
    return either(isNothing ? std::nullopt : value, decimals, with, without);
}

} // namespace

QString faultStripText(engine::FaultKind kind, std::optional<double> value) {
    switch (kind) {
    case engine::FaultKind::NoContact:
        return Words::tr("NO CONTACT");
    case engine::FaultKind::NoData:
        return Words::tr("NO DATA");
    case engine::FaultKind::ServiceMissing:
        return Words::tr("SERVICE MISSING");
    case engine::FaultKind::SyncLoss:
        return Words::tr("TS SYNC LOST");
    case engine::FaultKind::Continuity:
        return eitherRate(value, Words::tr("CC %1/s"), Words::tr("CONTINUITY"));
    case engine::FaultKind::Pat:
        return Words::tr("PAT ERROR");
    case engine::FaultKind::Pmt:
        return Words::tr("PMT ERROR");
    case engine::FaultKind::PidMissing:
        return Words::tr("PID MISSING");
    case engine::FaultKind::Loss:
        return eitherRate(value, Words::tr("LOSS %1/s"), Words::tr("LOSS"));
    case engine::FaultKind::Black:
        return Words::tr("BLACK");
    case engine::FaultKind::Freeze:
        return Words::tr("FROZEN");
    case engine::FaultKind::Silence:
        return Words::tr("SILENCE");
    case engine::FaultKind::RfMargin:
        return either(value, 1, Words::tr("RF MARGIN %1 dB"), Words::tr("RF MARGIN"));
    case engine::FaultKind::RfUnlocked:
        return Words::tr("RF UNLOCKED");
    case engine::FaultKind::Latency:
        return value ? Words::tr("LATENCY %1 s").arg(secondsFigure(value, 1))
                     : Words::tr("LATENCY");
    case engine::FaultKind::EsStopped:
        return Words::tr("ES STOPPED");
    case engine::FaultKind::PtsStopped:
        return Words::tr("PTS STOPPED");
    case engine::FaultKind::Pcr:
        return eitherRate(value, Words::tr("PCR %1/s"), Words::tr("PCR ERROR"));
    case engine::FaultKind::Transport:
        return eitherRate(value, Words::tr("TEI %1/s"), Words::tr("TEI"));
    case engine::FaultKind::Crc:
        return eitherRate(value, Words::tr("CRC %1/s"), Words::tr("CRC"));
    case engine::FaultKind::NoVideo:
        return Words::tr("NO VIDEO");
    case engine::FaultKind::SingleColor:
        return Words::tr("SINGLE COLOR");
    case engine::FaultKind::ColorBars:
        return Words::tr("COLOR BARS");
    case engine::FaultKind::ChromaLoss:
        return Words::tr("NO COLOR");
    case engine::FaultKind::Blockiness:
        return Words::tr("BLOCKY");
    case engine::FaultKind::ChannelLost:
        return Words::tr("CHANNEL LOST");
    case engine::FaultKind::Phase:
        return Words::tr("OUT OF PHASE");
    case engine::FaultKind::LegDown:
        return value ? Words::tr("LEG %1 DOWN").arg(legLetter(*value)) : Words::tr("LEG DOWN");
    case engine::FaultKind::RfErrors:
        return value ? Words::tr("RF BER %1").arg(ratioFigure(value)) : Words::tr("RF ERRORS");
    case engine::FaultKind::Skew:
        return value ? Words::tr("SKEW %1 s").arg(secondsFigure(value, 1)) : Words::tr("SKEW");
    case engine::FaultKind::ErroredSeconds:
        return Words::tr("ERRORED SECONDS");
    case engine::FaultKind::Departure:
        return Words::tr("UNUSUAL");
    case engine::FaultKind::RfForecast:
        return Words::tr("RF MARGIN FALLS");
    case engine::FaultKind::MissingData:
        return Words::tr("NOT MEASURED");
    case engine::FaultKind::Other:
        return Words::tr("FAULT");
    }
    return {};
}

QString faultText(engine::FaultKind kind, std::optional<double> value) {
    switch (kind) {
    case engine::FaultKind::NoContact:
        return Words::tr("no contact");
    case engine::FaultKind::NoData:
        return Words::tr("no data");
    case engine::FaultKind::ServiceMissing:
        return Words::tr("the service is missing from its input");
    case engine::FaultKind::SyncLoss:
        return Words::tr("transport stream sync lost");
    case engine::FaultKind::Continuity:
        return eitherRate(value, Words::tr("continuity errors %1/s"),
                          Words::tr("continuity errors"));
    case engine::FaultKind::Pat:
        return Words::tr("PAT missing or damaged");
    case engine::FaultKind::Pmt:
        return Words::tr("PMT missing or damaged");
    case engine::FaultKind::PidMissing:
        return Words::tr("a PID of the service is missing");
    case engine::FaultKind::Loss:
        return eitherRate(value, Words::tr("packets lost beyond recovery, %1/s"),
                          Words::tr("packets lost beyond recovery"));
    case engine::FaultKind::Black:
        return Words::tr("black picture");
    case engine::FaultKind::Freeze:
        return Words::tr("frozen picture");
    case engine::FaultKind::Silence:
        return Words::tr("silence");
    case engine::FaultKind::RfMargin:
        return either(value, 1, Words::tr("link margin %1 dB"), Words::tr("link margin low"));
    case engine::FaultKind::RfUnlocked:
        return Words::tr("receiver not locked");
    case engine::FaultKind::Latency:
        return value ? Words::tr("latency %1 s").arg(secondsFigure(value, 1))
                     : Words::tr("latency high");
    case engine::FaultKind::EsStopped:
        return Words::tr("an elementary stream stands still");
    case engine::FaultKind::PtsStopped:
        return Words::tr("time stamps of a stream stand still");
    case engine::FaultKind::Pcr:
        return eitherRate(value, Words::tr("PCR errors %1/s"), Words::tr("PCR errors"));
    case engine::FaultKind::Transport:
        return eitherRate(value, Words::tr("packets marked as damaged, %1/s"),
                          Words::tr("packets marked as damaged"));
    case engine::FaultKind::Crc:
        return eitherRate(value, Words::tr("CRC errors in tables, %1/s"),
                          Words::tr("CRC errors in tables"));
    case engine::FaultKind::NoVideo:
        return Words::tr("packets come, but no picture");
    case engine::FaultKind::SingleColor:
        return Words::tr("picture of one color");
    case engine::FaultKind::ColorBars:
        return Words::tr("color bars");
    case engine::FaultKind::ChromaLoss:
        return Words::tr("picture without color");
    case engine::FaultKind::Blockiness:
        return Words::tr("blocky picture");
    case engine::FaultKind::ChannelLost:
        return Words::tr("one audio channel is lost");
    case engine::FaultKind::Phase:
        return Words::tr("audio channels 1 and 2 out of phase");
    case engine::FaultKind::LegDown:
        return value ? Words::tr("leg %1 gives nothing").arg(legLetter(*value))
                     : Words::tr("one of two legs gives nothing");
    case engine::FaultKind::RfErrors:
        return value
                   ? Words::tr("errors after the receiver's correction, %1").arg(ratioFigure(value))
                   : Words::tr("errors after the receiver's correction");
    case engine::FaultKind::Skew:
        return value ? Words::tr("twins apart by %1 s").arg(secondsFigure(value, 1))
                     : Words::tr("twins far apart");
    case engine::FaultKind::ErroredSeconds:
        return Words::tr("too many errored seconds");
    case engine::FaultKind::Departure:
        return Words::tr("away from its usual value");
    case engine::FaultKind::RfForecast:
        return Words::tr("RF margin falls towards the threshold");
    case engine::FaultKind::MissingData:
        return Words::tr("not measured any more");
    case engine::FaultKind::Other:
        return Words::tr("fault");
    }
    return {};
}

QString faultsStripText(const std::vector<engine::Fault>& faults, base::Utc now) {
    if (faults.empty()) {
        return {};
    }
    if (faults.front().kind == engine::FaultKind::NoContact) {
        return Words::tr("NO CONTACT SINCE %1").arg(clockText(faults.front().since));
    }
    QString text;
    // Two are what a tile has room for; the inspector lists them all.
    for (std::size_t i = 0; i < std::min<std::size_t>(faults.size(), 2); ++i) {
        if (!text.isEmpty()) {
            text += QStringLiteral(" · ");
        }
        text += faultStripText(faults[i].kind, faults[i].value);
    }
    return text + QLatin1Char(' ') + durationText(now - faults.front().since);
}

QString feedTitle(std::uint32_t number, const std::string& name, const std::string& id) {
    const QString words = QString::fromStdString(name.empty() ? id : name);
    if (number == 0) {
        return words;
    }
    return QStringLiteral("%1 %2").arg(number, 3, 10, QLatin1Char('0')).arg(words);
}

QString feedTitle(const engine::Snapshot& snapshot, const std::string& feedId) {
    for (const auto& delivery : snapshot.deliveries) {
        if (delivery.feedId == feedId) {
            return feedTitle(delivery.feedNumber, delivery.feedName, delivery.feedId);
        }
    }
    return QString::fromStdString(feedId);
}

QString regionName(const engine::Snapshot& snapshot, const std::string& regionId) {
    for (const auto& region : snapshot.regions) {
        if (region.id == regionId && !region.name.empty()) {
            return QString::fromStdString(region.name);
        }
    }
    return QString::fromStdString(regionId);
}

QString nodeName(const engine::NodeStatus& node) {
    if (!node.description) {
        return QString::fromStdString(node.endpoint);
    }
    return QString::fromStdString(node.description->name.empty() ? node.description->id
                                                                 : node.description->name);
}

QString nodeName(const engine::Snapshot& snapshot, const std::string& nodeId) {
    const engine::NodeStatus* node = snapshot.findNode(nodeId);
    return node != nullptr ? nodeName(*node) : QString::fromStdString(nodeId);
}

QString alarmText(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm) {
    QString subject;
    const std::string& nodeId = alarm.nodeId.empty() ? alarm.path.nodeId : alarm.nodeId;
    if (!alarm.feedId.empty()) {
        subject = feedTitle(snapshot, alarm.feedId);
        const engine::PathStatus* path = snapshot.findPath(alarm.path);
        if (path != nullptr) {
            subject += QLatin1Char(' ') + pathKindGlyph(path->kind);
        }
        if (!nodeId.empty()) {
            subject += QLatin1Char(' ') + nodeName(snapshot, nodeId);
        }
    } else {
        subject = nodeName(snapshot, nodeId);
        if (!alarm.inputId.empty()) {
            subject += QStringLiteral(" · ") + QString::fromStdString(alarm.inputId);
        }
    }
    return QStringLiteral("%1 — %2").arg(subject, faultText(alarm.kind, alarm.value));
}

QString alarmStateText(engine::AlarmState state) {
    switch (state) {
    case engine::AlarmState::Active:
        return Words::tr("UNACK");
    case engine::AlarmState::Acknowledged:
        return Words::tr("ACK");
    case engine::AlarmState::Returned:
        return Words::tr("RETURNED");
    case engine::AlarmState::LatchedUnacknowledged:
    case engine::AlarmState::LatchedAcknowledged:
        return Words::tr("LATCHED");
    case engine::AlarmState::Normal:
        return Words::tr("NORMAL");
    }
    return {};
}

QString onAirReasonText(engine::OnAirReason reason) {
    switch (reason) {
    case engine::OnAirReason::None:
        return Words::tr("no path seen");
    case engine::OnAirReason::Main:
        return Words::tr("main path");
    case engine::OnAirReason::FailedOver:
        return Words::tr("backup: the main path failed");
    case engine::OnAirReason::OffSchedule:
        return Words::tr("off air by the schedule");
    }
    return {};
}

} // namespace vigie::ui::theme
