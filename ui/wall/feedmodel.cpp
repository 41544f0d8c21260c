// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/feedmodel.h"

#include <algorithm>
#include <map>

#include <QMimeData>

#include "ui/theme/words.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

void FeedModel::update(const engine::Snapshot& snapshot) {
    std::map<std::pair<std::uint32_t, std::string>, Row> byNumber;
    for (const auto& delivery : snapshot.deliveries) {
        const std::uint32_t number = delivery.feedNumber == 0 ? ~0u : delivery.feedNumber;
        Row& row = byNumber[{number, delivery.feedId}];
        if (row.feedId.isEmpty()) {
            row.feedId = QString::fromStdString(delivery.feedId);
            row.title = theme::feedTitle(delivery.feedNumber, delivery.feedName, delivery.feedId);
            row.search = row.title;
        }
    }
    if (snapshot.plan) {
        for (const auto& feed : snapshot.plan->feeds) {
            const auto row = byNumber.find({feed.number == 0 ? ~0u : feed.number, feed.id});
            if (row != byNumber.end()) {
                row->second.search +=
                    QLatin1Char('\n') + QString::fromStdString(feed.sport + "\n" + feed.venue);
            }
        }
    }
    std::vector<Row> rows;
    for (auto& [key, row] : byNumber) {
        rows.push_back(std::move(row));
    }
    if (rows != m_rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
}

int FeedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FeedModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return row.title;
    case FeedIdRole:
        return row.feedId;
    case SearchRole:
        return row.search;
    default:
        return {};
    }
}

Qt::ItemFlags FeedModel::flags(const QModelIndex& index) const {
    return index.isValid() ? QAbstractListModel::flags(index) | Qt::ItemIsDragEnabled
                           : Qt::ItemFlags();
}

QStringList FeedModel::mimeTypes() const {
    return {QLatin1String(feedMimeType)};
}

QMimeData* FeedModel::mimeData(const QModelIndexList& indexes) const {
    return indexes.isEmpty() ? nullptr
                             : feedMime(indexes.first().data(FeedIdRole).toString(), {}).release();
}

} // namespace vigie::ui::wall
