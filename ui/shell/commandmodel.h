// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <utility>
#include <vector>

#include <QAbstractListModel>
#include <QStringList>

#include "ui/shell/command.h"
#include "ui/shell/fuzzymatch.h"

namespace vigie::ui::shell {

/// What the palette shows: headings, and below each the commands that fit best. Without a query:
/// what was chosen last, what is wrong now, and the actions. The order is made when the query
/// changes; what a row says of its state follows the desk. GUI thread.
class CommandModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IsHeadingRole = Qt::UserRole, StateRole, StateColorRole, DetailRole, KeysRole };
    /// Rows of one kind; the rest is found by typing on.
    static constexpr int mostOfKind = 8;
    static constexpr int mostOnlyOfKind = 50; // where one kind alone fits
    static constexpr int mostRecent = 6;

    using QAbstractListModel::QAbstractListModel;

    /// Everything there is. Keeps the query; the order is made anew.
    void setCommands(std::vector<Command> commands);
    /// The same things later: only states change, and no row moves. What is new is not shown.
    void refresh(const std::vector<Command>& commands);
    void setQuery(const QString& text);
    /// Keys of what was chosen, newest first.
    void setRecent(QStringList keys);

    /// Null for a heading.
    [[nodiscard]] const Command* commandAt(const QModelIndex& index) const;
    /// Stretches of the name that the query found.
    [[nodiscard]] std::vector<std::pair<int, int>> foundAt(const QModelIndex& index) const;
    /// The next row that is no heading, from `row` on; -1: none.
    [[nodiscard]] int nextCommand(int row, int direction) const;
    /// How many commands fit the query, shown or not.
    [[nodiscard]] int fitting() const { return m_fitting; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Item {
        Command command;
        SearchText name;
        SearchText detail;
    };
    struct Row {
        QString heading;
        std::size_t item = 0; // where there is no heading
    };
    struct Hit {
        std::size_t item = 0;
        int score = 0;
    };
    void rebuild();
    [[nodiscard]] std::vector<Row> rowsOfNothingAsked();
    [[nodiscard]] std::vector<Row> rowsOfQuery();
    [[nodiscard]] int recency(const Item& item) const;
    [[nodiscard]] QString sentence(const Row& row) const;

    std::vector<Item> m_items;
    std::vector<Row> m_rows;
    QStringList m_recent;
    FuzzyQuery m_query;
    int m_fitting = 0;
};

[[nodiscard]] QString commandKindTitle(CommandKind kind);

} // namespace vigie::ui::shell
