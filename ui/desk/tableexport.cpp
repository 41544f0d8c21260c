// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/tableexport.h"

#include <algorithm>
#include <set>

#include <QAbstractItemModel>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTableView>

#include "ui/desk/contextmenu.h"
#include "ui/theme/figures.h"

namespace vigie::ui::desk {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::desk)
};

QString columnTitle(const QAbstractItemModel& model, int column) {
    const QVariant title = model.headerData(column, Qt::Horizontal, ExportRole);
    return title.isValid() ? title.toString()
                           : model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
}

/// A number keeps its digits and its decimal point, whatever the user's language.
QString plain(const QVariant& value) {
    if (value.userType() == QMetaType::Double || value.userType() == QMetaType::Float) {
        return QString::number(value.toDouble(), 'g', 10);
    }
    return value.toString();
}

} // namespace

QString tabSeparated(const QModelIndexList& indexes) {
    if (indexes.isEmpty()) {
        return {};
    }
    std::set<int> rows;
    std::set<int> columns;
    for (const QModelIndex& index : indexes) {
        rows.insert(index.row());
        columns.insert(index.column());
    }
    const QAbstractItemModel& model = *indexes.front().model();
    QStringList lines;
    QStringList fields;
    std::erase_if(columns, [&model](int column) { return columnTitle(model, column).isEmpty(); });
    for (const int column : columns) {
        fields << columnTitle(model, column);
    }
    lines << fields.join(QLatin1Char('\t'));
    for (const int row : rows) {
        fields.clear();
        for (const int column : columns) {
            QString text = model.index(row, column).data(Qt::DisplayRole).toString();
            if (text.isEmpty()) {
                text = plain(model.index(row, column).data(ExportRole));
            }
            fields << text.replace(QLatin1Char('\t'), QLatin1Char(' '))
                          .replace(QLatin1Char('\n'), QLatin1Char(' '));
        }
        lines << fields.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString csvField(const QString& text) {
    const bool mustQuote = text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) ||
                           text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
    if (!mustQuote) {
        return text;
    }
    QString quoted = text;
    return QLatin1Char('"') + quoted.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
           QLatin1Char('"');
}

QString csvRow(const QStringList& fields) {
    QStringList quoted;
    for (const QString& field : fields) {
        quoted << csvField(field);
    }
    return quoted.join(QLatin1Char(',')) + QLatin1String("\r\n");
}

QString commaSeparated(const QAbstractItemModel& model) {
    const theme::InvariantFigures invariant; // what is shown is exported as files have it
    QList<int> columns;
    QStringList fields;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QString title = columnTitle(model, column);
        if (!title.isEmpty()) {
            columns << column;
            fields << csvField(title);
        }
    }
    QString text = fields.join(QLatin1Char(',')) + QLatin1String("\r\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        fields.clear();
        for (const int column : columns) {
            const QModelIndex index = model.index(row, column);
            // A model that exports the column at all says by an invalid value that it is unknown.
            const bool isExported = model.headerData(column, Qt::Horizontal, ExportRole).isValid();
            fields << csvField(plain(index.data(isExported ? ExportRole : Qt::DisplayRole)));
        }
        text += fields.join(QLatin1Char(',')) + QLatin1String("\r\n");
    }
    return text;
}

void enableCopy(QTableView* view) {
    auto* copy = new QAction(Words::tr("Copy"), view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, view, [view] {
        QModelIndexList indexes = view->selectionModel()->selectedIndexes();
        if (indexes.isEmpty() && view->model() != nullptr) {
            for (int row = 0; row < view->model()->rowCount(); ++row) {
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    indexes << view->model()->index(row, column);
                }
            }
        }
        indexes.removeIf(
            [view](const QModelIndex& index) { return view->isColumnHidden(index.column()); });
        QApplication::clipboard()->setText(tabSeparated(indexes));
    });
    view->addAction(copy);
    offerActions(*view);
}

QString writeText(const QString& path, const QString& text) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit()) {
        return Words::tr("%1 could not be written: %2.")
            .arg(QDir::toNativeSeparators(path), file.errorString());
    }
    return {};
}

bool saveTextAs(QWidget* parent, const QString& proposedName, const QString& filter,
                const QString& text) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString path = QFileDialog::getSaveFileName(parent, Words::tr("Export"),
                                                      QDir(folder).filePath(proposedName), filter);
    if (path.isEmpty()) {
        return false;
    }
    const QString whyNot = writeText(path, text);
    if (!whyNot.isEmpty()) {
        QMessageBox::warning(parent, Words::tr("Export"), whyNot);
    }
    return whyNot.isEmpty();
}

} // namespace vigie::ui::desk
