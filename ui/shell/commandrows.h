// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace vigie::ui::shell {

class CommandModel;

/// A row of the palette: shape, name with what was found in it, what it is, its state, its keys. A
/// long name is cut before the state is. GUI thread.
class CommandRows final : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// The model must outlive it.
    CommandRows(const CommandModel& model, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    const CommandModel& m_model;
};

} // namespace vigie::ui::shell
