// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparecandidates.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "ui/inspector/deskseries.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr int mostWords = 16;

/// Which of the words it has, a bit each.
std::uint32_t matches(const QString& searched, const QStringList& words) {
    std::uint32_t bits = 0;
    for (int i = 0; i < words.size(); ++i) {
        if (searched.contains(words[i])) {
            bits |= 1U << i;
        }
    }
    return bits;
}

} // namespace

CompareCandidates::MetricWords CompareCandidates::wordsOf(const model::MetricInfo& metric,
                                                          const ChartId& id) {
    MetricWords words;
    words.id = id;
    words.name = metricTitle(metric, id.pid);
    words.unit = unitView(metric, metric.kind == model::MetricKind::Counter).unit;
    words.searched =
        QStringLiteral("%1 %2 %3 %4")
            .arg(words.name, words.unit, id.text(), QString::fromStdString(metric.group))
            .toLower();
    return words;
}

void CompareCandidates::setFleet(const engine::Snapshot& snapshot, const CompareLine& first) {
    beginResetModel();
    m_rows.clear();
    m_found = 0;
    m_paths.clear();
    m_catalogues.clear();
    m_deskMetrics = {wordsOf(latencyMetric(), {latencyMetric().key, std::nullopt}),
                     wordsOf(skewMetric(), {skewMetric().key, std::nullopt})};
    std::map<std::string, std::size_t> catalogueOf; // by node
    std::vector<const std::vector<model::MetricInfo>*> sources;
    for (const auto& path : snapshot.paths) {
        const engine::NodeStatus* node = snapshot.findNode(path.ref.nodeId);
        if (node == nullptr || !node->description) {
            continue;
        }
        PathWords words;
        words.line = lineOf(path, {});
        words.feed = feedWords(snapshot, words.line);
        words.region = regionWords(snapshot, words.line);
        words.path = pathWords(snapshot, words.line);
        words.searched =
            QStringLiteral("%1 %2 %3 %4 %5 %6")
                .arg(words.feed, words.region, words.path, QString::fromStdString(path.feedId),
                     QString::fromStdString(path.ref.nodeId),
                     QString::fromStdString(path.ref.pathId))
                .toLower();
        words.isDelivered = !path.regionId.empty();
        // Nodes of a version have the same catalogue: it is read once.
        const auto [known, isNew] = catalogueOf.try_emplace(path.ref.nodeId, sources.size());
        if (isNew) {
            const auto& metrics = node->description->metrics;
            const auto same = std::find_if(sources.begin(), sources.end(),
                                           [&](const auto* one) { return *one == metrics; });
            known->second = static_cast<std::size_t>(same - sources.begin());
            if (same == sources.end()) {
                sources.push_back(&metrics);
                std::vector<MetricWords> catalogue;
                for (const auto& metric : metrics) {
                    if (metric.kind != model::MetricKind::Mark &&
                        metric.scope != model::Scope::Pid) {
                        catalogue.push_back(wordsOf(metric, {metric.key, std::nullopt}));
                    }
                }
                m_catalogues.push_back(std::move(catalogue));
            }
        }
        words.catalogue = known->second;
        if (const auto twin = findTwin(snapshot, path.ref)) {
            for (const auto& pid : pidsOf(snapshot, *twin)) {
                for (const auto& metric : node->description->metrics) {
                    if (metric.kind != model::MetricKind::Mark &&
                        metric.scope == model::Scope::Pid) {
                        words.ofPids.push_back(wordsOf(metric, {metric.key, pid.pid}));
                    }
                }
            }
        }
        m_paths.push_back(std::move(words));
    }
    for (const auto& delivery : snapshot.deliveries) {
        const Twins twins = findTwins(snapshot, delivery.feedId, delivery.regionId);
        if (!twins.paths[0] || !twins.paths[1]) {
            continue;
        }
        for (PathWords& path : m_paths) {
            path.isFirstTwin = path.isFirstTwin || path.line.ref == twins.paths[0]->ref;
        }
    }
    const auto rank = [&first](const PathWords& path) {
        const bool isFeed = !first.feedId.empty() && path.line.feedId == first.feedId;
        const bool isRegion = path.line.regionId == first.regionId;
        return isFeed && isRegion ? 0 : isFeed ? 1 : 2;
    };
    std::stable_sort(m_paths.begin(), m_paths.end(),
                     [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
    endResetModel();
}

void CompareCandidates::find(const QString& text) {
    const QStringList words =
        text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts).mid(0, mostWords);
    const auto all = static_cast<std::uint32_t>((1ULL << words.size()) - 1);
    std::vector<std::vector<std::uint32_t>> ofMetrics;
    for (const auto& catalogue : m_catalogues) {
        std::vector<std::uint32_t> bits;
        for (const MetricWords& metric : catalogue) {
            bits.push_back(matches(metric.searched, words));
        }
        ofMetrics.push_back(std::move(bits));
    }
    beginResetModel();
    m_rows.clear();
    m_found = 0;
    for (std::size_t i = 0; i < m_paths.size(); ++i) {
        const PathWords& path = m_paths[i];
        const std::uint32_t ofPath = matches(path.searched, words);
        const auto take = [&](const MetricWords& metric, std::uint32_t bits) {
            if ((bits | ofPath) != all) {
                return;
            }
            if (++m_found <= mostFound) {
                CompareLine line = path.line;
                line.metric = metric.id;
                m_rows.push_back({std::move(line), i, &metric});
            }
        };
        if (path.isDelivered) {
            take(m_deskMetrics[0], matches(m_deskMetrics[0].searched, words));
        }
        if (path.isFirstTwin) {
            take(m_deskMetrics[1], matches(m_deskMetrics[1].searched, words));
        }
        const auto& catalogue = m_catalogues[path.catalogue];
        for (std::size_t j = 0; j < catalogue.size(); ++j) {
            take(catalogue[j], ofMetrics[path.catalogue][j]);
        }
        for (const MetricWords& metric : path.ofPids) {
            take(metric, matches(metric.searched, words));
        }
    }
    endResetModel();
}

void CompareCandidates::setShown(const CompareSet& set) {
    m_shown = set;
    if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int CompareCandidates::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CompareCandidates::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CompareCandidates::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const PathWords& path = m_paths[row.path];
    if (role == Qt::ForegroundRole || role == Qt::AccessibleDescriptionRole) {
        if (!m_shown.contains(row.line)) {
            return {};
        }
        return role == Qt::ForegroundRole ? QVariant(QColor::fromRgb(theme::color::quiet()))
                                          : QVariant(tr("in the chart"));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    switch (static_cast<Column>(index.column())) {
    case Feed:
        // Not by color alone.
        return m_shown.contains(row.line) ? QStringLiteral("✓ ") + path.feed : path.feed;
    case Region:
        return path.region;
    case Path:
        return path.path;
    case Metric:
        return row.metric->name;
    case Unit:
        return row.metric->unit;
    case Key:
        return row.metric->id.text();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant CompareCandidates::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Feed:
        return tr("Feed");
    case Region:
        return tr("Region");
    case Path:
        return tr("Path");
    case Metric:
        return tr("Metric");
    case Unit:
        return tr("Unit");
    case Key:
        return tr("Key");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::inspector
