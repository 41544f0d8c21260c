// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/bookmarks.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

namespace {

constexpr int idRole = Qt::UserRole;
constexpr int longestText = 500;

} // namespace

void openBookmark(TimeMachine& time, record::Mark mark, QWidget* over) {
    auto* dialog = new QInputDialog(over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::TextInput);
    dialog->setWindowTitle(mark.id.empty() ? QObject::tr("Bookmark")
                                           : QObject::tr("Change bookmark"));
    const bool isStretch = mark.until > mark.at;
    dialog->setLabelText(
        isStretch ? QObject::tr("Bookmark of %1 to %2")
                        .arg(theme::dateTimeText(mark.at).left(19), theme::clockText(mark.until))
                  : QObject::tr("Bookmark at %1").arg(theme::dateTimeText(mark.at)));
    dialog->setTextValue(QString::fromStdString(mark.text));
    dialog->resize(420, dialog->sizeHint().height());
    QObject::connect(dialog, &QInputDialog::textValueSelected, &time,
                     [&time, mark = std::move(mark)](const QString& text) mutable {
                         mark.text = text.trimmed().left(longestText).toStdString();
                         time.putMark(std::move(mark));
                     });
    dialog->open();
}

BookmarksDialog::BookmarksDialog(TimeMachine& time, QWidget* parent)
    : QDialog(parent), m_time(time), m_list(new QTreeWidget(this)),
      m_go(new QPushButton(tr("Go there"), this)), m_edit(new QPushButton(tr("Change…"), this)),
      m_remove(new QPushButton(tr("Remove"), this)) {
    setWindowTitle(tr("Bookmarks"));
    m_list->setHeaderLabels({tr("Time (%1)").arg(theme::zoneName()), tr("Bookmark"), tr("By")});
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("Bookmarks"));
    m_list->setUniformRowHeights(true);
    m_list->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->setColumnWidth(0, 180);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_go);
    buttons->addWidget(m_edit);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto* close = new QPushButton(tr("Close"), this);
    buttons->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_list, 1);
    all->addLayout(buttons);
    resize(640, 360);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &BookmarksDialog::showSelection);
    const auto go = [this] {
        if (const auto* mark = current()) {
            m_time.seek(mark->at);
        }
    };
    connect(m_list, &QTreeWidget::itemActivated, this, go);
    connect(m_go, &QPushButton::clicked, this, go);
    connect(m_edit, &QPushButton::clicked, this, [this] {
        if (const auto* mark = current()) {
            openBookmark(m_time, *mark, this);
        }
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const auto* mark = current()) {
            record::Mark removed = *mark;
            removed.isRemoved = true;
            m_time.putMark(std::move(removed));
        }
    });
    connect(&m_time, &TimeMachine::marksChanged, this, &BookmarksDialog::fill);
    fill();
}

const record::Mark* BookmarksDialog::current() const {
    const auto* item = m_list->currentItem();
    if (item == nullptr) {
        return nullptr;
    }
    const std::string id = item->data(0, idRole).toString().toStdString();
    const auto& marks = m_time.marks();
    const auto found =
        std::find_if(marks.begin(), marks.end(), [&id](const auto& mark) { return mark.id == id; });
    return found == marks.end() ? nullptr : &*found;
}

void BookmarksDialog::fill() {
    const auto* before = m_list->currentItem();
    const QString kept = before != nullptr ? before->data(0, idRole).toString() : QString();
    m_list->clear();
    for (const record::Mark& mark : m_time.marks()) {
        const QString id = QString::fromStdString(mark.id);
        QString when = theme::dateTimeText(mark.at).left(19);
        if (mark.until > mark.at) {
            when += QStringLiteral(" +") + lengthText(mark.until - mark.at);
        }
        auto* item = new QTreeWidgetItem(
            m_list, {when, QString::fromStdString(mark.text), QString::fromStdString(mark.author)});
        item->setData(0, idRole, id);
        item->setFont(0, theme::figureFont());
        if (id == kept) {
            m_list->setCurrentItem(item);
        }
    }
    showSelection();
}

void BookmarksDialog::showSelection() {
    const bool isAny = current() != nullptr;
    for (QPushButton* button : {m_go, m_edit, m_remove}) {
        button->setEnabled(isAny);
    }
}

} // namespace vigie::ui::timeline
