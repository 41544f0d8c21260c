// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractListModel>

#include "core/engine/snapshot.h"

namespace vigie::ui::wall {

/// All feeds, by number: to be searched, and dragged onto a wall. GUI thread.
class FeedModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role : int { FeedIdRole = Qt::UserRole + 1, SearchRole };
    using QAbstractListModel::QAbstractListModel;

    void update(const engine::Snapshot& snapshot);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    struct Row {
        QString feedId;
        QString title;
        QString search;
        bool operator==(const Row&) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace vigie::ui::wall
