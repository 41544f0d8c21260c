// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/twins.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::inspector {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

std::optional<Twin> twinOf(const engine::Snapshot& snapshot, std::optional<std::size_t> path) {
    if (!path || *path >= snapshot.paths.size()) {
        return std::nullopt;
    }
    const engine::PathStatus& status = snapshot.paths[*path];
    Twin twin;
    twin.ref = status.ref;
    twin.kind = status.kind;
    twin.nodeName = theme::nodeName(snapshot, status.ref.nodeId);
    const engine::NodeStatus* node = snapshot.findNode(status.ref.nodeId);
    if (node == nullptr) {
        return twin;
    }
    for (const auto& info : node->description->paths) {
        if (info.id != status.ref.pathId) {
            continue;
        }
        twin.serviceId = info.serviceId;
        for (const auto& input : node->description->inputs) {
            if (input.id == info.inputId) {
                twin.input = input;
            }
        }
    }
    return twin;
}

int rank(const std::optional<Twin>& twin) {
    if (!twin) {
        return 3;
    }
    switch (twin->kind) {
    case model::PathKind::Cloud:
        return 0;
    case model::PathKind::Fibre:
        return 1;
    case model::PathKind::Satellite:
    case model::PathKind::Origin:
    case model::PathKind::Unknown:
        break;
    }
    return 2;
}

QString transportWord(model::Transport transport) {
    return QString::fromStdString(std::string(model::toString(transport))).toUpper();
}

} // namespace

const engine::DeliveryStatus* findDelivery(const engine::Snapshot& snapshot,
                                           const std::string& feedId, const std::string& regionId) {
    const auto found =
        std::find_if(snapshot.deliveries.begin(), snapshot.deliveries.end(), [&](const auto& one) {
            return one.feedId == feedId && one.regionId == regionId;
        });
    return found == snapshot.deliveries.end() ? nullptr : &*found;
}

Twins findTwins(const engine::Snapshot& snapshot, const std::string& feedId,
                const std::string& regionId) {
    Twins twins;
    twins.feedId = feedId;
    twins.regionId = regionId;
    const engine::DeliveryStatus* delivery = findDelivery(snapshot, feedId, regionId);
    if (delivery == nullptr) {
        return twins;
    }
    twins.paths = {twinOf(snapshot, delivery->main), twinOf(snapshot, delivery->backup)};
    // A lone satellite path stays on its side, so that columns keep their meaning.
    if (rank(twins.paths[0]) > rank(twins.paths[1]) ||
        (!twins.paths[1] && rank(twins.paths[0]) == 2)) {
        std::swap(twins.paths[0], twins.paths[1]);
    }
    return twins;
}

std::optional<Twin> findTwin(const engine::Snapshot& snapshot, const model::PathRef& ref) {
    const auto found = std::find_if(snapshot.paths.begin(), snapshot.paths.end(),
                                    [&ref](const auto& path) { return path.ref == ref; });
    if (found == snapshot.paths.end()) {
        return std::nullopt;
    }
    return twinOf(snapshot, static_cast<std::size_t>(found - snapshot.paths.begin()));
}

engine::Latency skewOfSides(const engine::Snapshot& snapshot, const Twins& twins) {
    const engine::DeliveryStatus* delivery = findDelivery(snapshot, twins.feedId, twins.regionId);
    if (delivery == nullptr || !delivery->main || !delivery->backup || !twins.paths[0]) {
        return {};
    }
    engine::Latency skew = delivery->skew;
    // Cloud minus satellite; main minus backup where both are of other kinds.
    const auto& main = snapshot.paths[*delivery->main];
    const auto& backup = snapshot.paths[*delivery->backup];
    const bool isReversed =
        main.kind == model::PathKind::Satellite && backup.kind != model::PathKind::Satellite;
    const model::PathRef& minuend = isReversed ? backup.ref : main.ref;
    if (skew.ms && minuend != twins.paths[0]->ref) {
        skew.ms = -*skew.ms;
    }
    return skew;
}

QColor twinColor(const Twins& twins, std::size_t side) {
    const auto& path = twins.paths[side];
    if (!path) {
        return QColor::fromRgb(theme::color::quiet());
    }
    const auto& other = twins.paths[0];
    const bool isSecondOfItsKind = side == 1 && other && other->kind == path->kind;
    const QColor color = theme::pathKindColor(path->kind);
    return isSecondOfItsKind ? color.lighter(145) : color;
}

QString twinTitle(const Twins& twins, std::size_t side) {
    const auto& path = twins.paths[side];
    return path ? theme::pathKindGlyph(path->kind) + QLatin1Char(' ') +
                      theme::pathKindWord(path->kind)
                : Words::tr("no path");
}

QString twinCaption(const Twins& twins, std::size_t side) {
    const auto& path = twins.paths[side];
    if (!path) {
        return Words::tr("no path");
    }
    QStringList words{theme::pathKindGlyph(path->kind) + QLatin1Char(' ') +
                          theme::pathKindWord(path->kind).toUpper(),
                      path->nodeName};
    if (!path->input.carrier.empty()) {
        words << QString::fromStdString(path->input.carrier);
    } else if (path->input.transport != model::Transport::Unknown) {
        words << transportWord(path->input.transport);
    }
    return words.join(QStringLiteral(" · "));
}

std::string subjectOf(const Twin& twin, model::Scope scope) {
    switch (scope) {
    case model::Scope::Input:
        return twin.input.id;
    case model::Scope::Path:
        return twin.ref.pathId;
    case model::Scope::Node:
    case model::Scope::Pid:
        break;
    }
    return {};
}

std::string pidSubject(const std::string& inputId, std::uint16_t pid) {
    return inputId + "/" + std::to_string(pid);
}

std::vector<model::PidInfo> pidsOf(const engine::Snapshot& snapshot, const Twin& twin) {
    std::vector<model::PidInfo> pids;
    const engine::NodeStatus* node = snapshot.findNode(twin.ref.nodeId);
    if (node == nullptr) {
        return pids;
    }
    for (const auto& pid : node->description->pids) {
        const bool isOfService =
            twin.serviceId == 0 || pid.serviceId == 0 || pid.serviceId == twin.serviceId;
        if (pid.inputId == twin.input.id && isOfService) {
            pids.push_back(pid);
        }
    }
    return pids;
}

} // namespace vigie::ui::inspector
