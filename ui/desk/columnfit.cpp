// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/columnfit.h"

#include <algorithm>
#include <utility>

#include <QAbstractItemView>
#include <QEvent>
#include <QHeaderView>

namespace vigie::ui::desk {

namespace {

class ColumnFit final : public QObject {
public:
    ColumnFit(QAbstractItemView& view, QHeaderView& header, int least,
              std::vector<FittedColumn> columns)
        : QObject(&view), m_view(view), m_header(header), m_least(least),
          m_columns(std::move(columns)) {
        m_view.viewport()->installEventFilter(this);
        fit();
    }

private:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Resize) {
            fit();
        }
        return QObject::eventFilter(watched, event);
    }

    void fit() {
        const int room = m_view.viewport()->width() - m_least;
        std::size_t shown = m_columns.size();
        const auto sum = [&](auto member) {
            int all = 0;
            for (std::size_t i = 0; i < shown; ++i) {
                all += m_columns[i].*member;
            }
            return all;
        };
        while (shown > 1 && sum(&FittedColumn::least) > room) {
            --shown;
        }
        const int wide = sum(&FittedColumn::width);
        const int narrow = sum(&FittedColumn::least);
        // What of the way from least to wide there is room for.
        const double part =
            wide > narrow
                ? std::clamp(static_cast<double>(room - narrow) / (wide - narrow), 0.0, 1.0)
                : 1.0;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const FittedColumn& column = m_columns[i];
            m_header.setSectionHidden(column.column, i >= shown);
            if (i < shown) {
                m_header.resizeSection(column.column,
                                       column.least +
                                           static_cast<int>(part * (column.width - column.least)));
            }
        }
    }

    QAbstractItemView& m_view;
    QHeaderView& m_header;
    const int m_least;
    const std::vector<FittedColumn> m_columns;
};

} // namespace

void fitColumns(QAbstractItemView& view, QHeaderView& header, int least,
                std::vector<FittedColumn> columns) {
    new ColumnFit(view, header, least, std::move(columns)); // owned by the view
}

} // namespace vigie::ui::desk
