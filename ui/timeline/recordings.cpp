// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/recordings.h"

#include <algorithm>
#include <cmath>

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "core/base/thread.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

CutJob::CutJob(Cut cut, QObject* parent)
    : QObject(parent), m_cut(std::move(cut)), m_post(std::make_shared<GuiPost>(this)) {}

CutJob::~CutJob() {
    m_post->close();
    m_thread.request_stop();
}

bool CutJob::start(const std::filesystem::path& from, const std::filesystem::path& to,
                   const record::CutOptions& options) {
    if (m_isRunning || !m_cut) {
        return false;
    }
    m_isRunning = true;
    m_thread = base::startThread("cut", [this, post = m_post, cut = m_cut, from, to,
                                         options](const std::stop_token& stop) {
        record::Progress progress;
        progress.stop = stop;
        // A hundred words of it are enough.
        progress.tell = [this, post, told = -1](double share) mutable {
            const int percent = static_cast<int>(std::lround(share * 100));
            if (percent != told) {
                told = percent;
                post->post([this, share] { emit progressed(share); });
            }
        };
        const auto result = cut(from, to, options, progress);
        const QString error = result ? QString() : QString::fromStdString(result.error().message);
        post->post([this, file = QString::fromStdString(to.string()), error] {
            m_isRunning = false;
            emit ended(file, error);
        });
    });
    return true;
}

void CutJob::cancel() {
    m_thread.request_stop();
}

QString bytesText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString entryText(const replay::ArchiveEntry& entry) {
    switch (entry.state) {
    case replay::ArchiveEntry::State::Running:
        return RecordingsDialog::tr("● records since %1").arg(theme::clockText(entry.from));
    case replay::ArchiveEntry::State::Copying:
        return RecordingsDialog::tr("is being copied, %1 %").arg(std::lround(entry.progress * 100));
    case replay::ArchiveEntry::State::Done:
        return RecordingsDialog::tr("done");
    case replay::ArchiveEntry::State::Failed:
        return RecordingsDialog::tr("failed");
    }
    return {};
}

RecordingsDialog::RecordingsDialog(replay::Archive& archive, std::filesystem::path folder,
                                   QWidget* parent)
    : QDialog(parent), m_archive(archive), m_folder(std::move(folder)),
      m_list(new QTreeWidget(this)), m_stop(new QPushButton(tr("End recording"), this)),
      m_cancel(new QPushButton(tr("Cancel copy"), this)), m_open(new QPushButton(tr("Open"), this)),
      m_reason(new QLabel(this)) {
    setWindowTitle(tr("Recordings"));
    m_list->setHeaderLabels({tr("Name"), tr("From (%1)").arg(theme::zoneName()), tr("Length"),
                             tr("Size"), tr("State"), tr("Because")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Recordings"));
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    for (const auto& [column, width] : {std::pair(1, 170), std::pair(2, 90), std::pair(3, 90),
                                        std::pair(4, 180), std::pair(5, 120)}) {
        m_list->setColumnWidth(column, width);
    }
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setProperty("role", QStringLiteral("quiet"));
    auto* folderButton = new QPushButton(tr("Open folder"), this);
    folderButton->setEnabled(!m_folder.empty());
    auto* close = new QPushButton(tr("Close"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_cancel);
    buttons->addWidget(folderButton);
    buttons->addStretch(1);
    buttons->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->addWidget(m_list, 1);
    all->addWidget(m_reason);
    all->addLayout(buttons);
    resize(940, 380);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &RecordingsDialog::showSelection);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (const auto entry = current()) {
            if (const auto done = m_archive.stop(entry->name); !done) {
                m_reason->setText(QString::fromStdString(done.error().message));
            }
            fill();
        }
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (const auto entry = current()) {
            m_archive.cancel(entry->name);
            fill();
        }
    });
    const auto open = [this] {
        const auto entry = current();
        if (entry && entry->state == replay::ArchiveEntry::State::Done) {
            emit replayWanted(QString::fromStdString(entry->file.string()));
        }
    };
    connect(m_open, &QPushButton::clicked, this, open);
    connect(m_list, &QTreeWidget::itemActivated, this, open);
    connect(folderButton, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(m_folder.string())));
    });
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &RecordingsDialog::fill);
    m_timer.start();
    fill();
}

std::optional<replay::ArchiveEntry> RecordingsDialog::current() const {
    auto* item = m_list->currentItem();
    const int index = item == nullptr ? -1 : m_list->indexOfTopLevelItem(item);
    if (index < 0 || index >= static_cast<int>(m_entries.size())) {
        return std::nullopt;
    }
    return m_entries[static_cast<std::size_t>(index)];
}

void RecordingsDialog::fill() {
    const auto kept = current();
    m_entries = m_archive.entries();
    // Rows stay where they are: what is selected must not jump under the pointer each second.
    while (m_list->topLevelItemCount() > static_cast<int>(m_entries.size())) {
        delete m_list->takeTopLevelItem(m_list->topLevelItemCount() - 1);
    }
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const replay::ArchiveEntry& entry = m_entries[i];
        auto* item = m_list->topLevelItem(static_cast<int>(i));
        if (item == nullptr) {
            item = new QTreeWidgetItem(m_list);
        }
        item->setText(0, QString::fromStdString(entry.name));
        item->setText(1, theme::dateTimeText(entry.from).left(19));
        item->setText(2, entry.until ? lengthText(*entry.until - entry.from) : QString());
        item->setText(3, entry.bytes > 0 ? bytesText(entry.bytes) : QString());
        item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
        item->setText(4, entryText(entry));
        item->setText(5, QString::fromStdString(entry.because));
        item->setToolTip(4, QString::fromStdString(entry.reason));
        item->setFont(1, theme::figureFont());
        if (kept && kept->name == entry.name) {
            m_list->setCurrentItem(item);
        }
    }
    showSelection();
}

void RecordingsDialog::showSelection() {
    using State = replay::ArchiveEntry::State;
    const auto entry = current();
    m_stop->setEnabled(entry && entry->state == State::Running);
    m_cancel->setEnabled(entry && entry->state == State::Copying);
    m_open->setEnabled(entry && entry->state == State::Done);
    QString words;
    if (entry && entry->state == State::Failed) {
        words = QString::fromStdString(entry->reason);
    } else if (entry && entry->state == State::Done) {
        words = QString::fromStdString(entry->file.string());
    } else if (m_entries.empty()) {
        words = tr("Nothing has been recorded under a name yet. Record… in the timeline begins.");
    }
    m_reason->setText(words);
}

} // namespace vigie::ui::timeline
