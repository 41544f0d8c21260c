// SPDX-License-Identifier: GPL-3.0-or-later
// The strip's menu of named recordings.
#include <algorithm>

#include <QAction>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QToolButton>
#include <QUrl>

#include "core/record/writer.h"
#include "ui/theme/figures.h"
#include "ui/timeline/timelinestrip.h"
#include "ui/timeline/timewords.h"

namespace vigie::ui::timeline {

namespace {

constexpr std::chrono::minutes kept{30};

QString fileFilter() {
    return TimelineStrip::tr("Recordings (*%1)").arg(QLatin1String(record::fileSuffix));
}

QString pathText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

void TimelineStrip::makeRecordMenu() {
    m_menu = new QMenu(m_record);
    m_menu->setToolTipsVisible(true);
    m_begin = m_menu->addAction(tr("Record under a name…"), this, &TimelineStrip::startRecording);
    m_keep = m_menu->addAction(tr("Keep the last 30 minutes"), this, [this] { keepLast(kept); });
    m_cutAction = m_menu->addAction(tr("Copy the selection into a file…"), this,
                                    &TimelineStrip::cutSelection);
    m_menu->addSeparator();
    auto* recordings = m_menu->addAction(tr("Recordings…"), this, &TimelineStrip::openRecordings);
    recordings->setEnabled(m_options.archive != nullptr);
    auto* folder = m_menu->addAction(tr("Open the folder"), this, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(m_options.recordingsFolder)));
    });
    folder->setEnabled(!m_options.recordingsFolder.empty());
    m_menu->addAction(tr("Open a recording…\tCtrl+O"), this, &TimelineStrip::openFile);
    m_menu->addSeparator();
    m_menu->addAction(tr("Bookmarks…\tCtrl+B"), this, &TimelineStrip::openBookmarks);
    m_record->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &TimelineStrip::fillRecordMenu);
    connect(m_track, &TimelineTrack::selectionChanged, this, &TimelineStrip::fillRecordMenu);
    fillRecordMenu();
}

QString TimelineStrip::whyNoRecording() const {
    if (m_time.place() == TimeMachine::Place::Replay) {
        return tr("This is a recording already.");
    }
    if (m_options.archive == nullptr) {
        return m_time.whyNoPast().isEmpty() ? tr("This desk keeps no named recordings.")
                                            : m_time.whyNoPast();
    }
    return {};
}

void TimelineStrip::fillRecordMenu() {
    for (QAction* action : m_runningActions) {
        m_menu->removeAction(action);
        action->deleteLater();
    }
    m_runningActions.clear();
    const QString why = whyNoRecording();
    for (QAction* action : {m_begin, m_keep}) {
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
    }
    QString whyNoCut;
    if (!m_cut.canCut() || m_options.cutFrom.empty()) {
        whyNoCut = m_time.whyNoPast().isEmpty() ? tr("There is nothing to copy from.")
                                                : m_time.whyNoPast();
    } else if (m_cut.isRunning()) {
        whyNoCut = tr("A copy is being made already.");
    } else if (!m_track->selection()) {
        whyNoCut = tr("Select a stretch first: Shift and drag on the timeline.");
    }
    m_cutAction->setEnabled(whyNoCut.isEmpty());
    m_cutAction->setToolTip(whyNoCut);
    if (m_options.archive == nullptr) {
        return;
    }
    for (const replay::ArchiveEntry& entry : m_options.archive->entries()) {
        if (entry.state != replay::ArchiveEntry::State::Running) {
            continue;
        }
        auto* stop =
            new QAction(tr("End “%1”, since %2")
                            .arg(QString::fromStdString(entry.name), theme::clockText(entry.from)),
                        m_menu);
        connect(stop, &QAction::triggered, this, [this, name = entry.name] {
            const auto done = m_options.archive->stop(name);
            const QString text = QString::fromStdString(name);
            say(done ? tr("“%1” has ended and is being copied.").arg(text)
                     : tr("“%1” was not ended: %2")
                           .arg(text, QString::fromStdString(done.error().message)));
        });
        m_menu->insertAction(m_keep, stop);
        m_runningActions.push_back(stop);
    }
}

QString TimelineStrip::newName() const {
    QString name = theme::toDateTime(m_time.now()).toString(QStringLiteral("yyyy-MM-dd HH-mm"));
    QString event = m_options.eventName;
    event.remove(QLatin1Char('/'));
    return event.isEmpty() ? name : name + QLatin1Char(' ') + event;
}

void TimelineStrip::startRecording() {
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setInputMode(QInputDialog::TextInput);
    dialog->setWindowTitle(tr("Record"));
    dialog->setLabelText(tr("Name of the recording, from now on until it is ended"));
    dialog->setTextValue(newName());
    dialog->resize(420, dialog->sizeHint().height());
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        const auto done = m_options.archive->start(name.trimmed().toStdString());
        say(done ? tr("“%1” is being recorded. Record… ends it.").arg(name.trimmed())
                 : tr("Not recorded: %1").arg(QString::fromStdString(done.error().message)));
    });
    dialog->open();
}

void TimelineStrip::keepLast(std::chrono::minutes span) {
    const QString name = tr("%1 last %2 min").arg(newName()).arg(span.count());
    const auto done = m_options.archive->keepLast(span, name.toStdString());
    say(done ? tr("The last %1 minutes are being kept as “%2”.").arg(span.count()).arg(name)
             : tr("Not kept: %1").arg(QString::fromStdString(done.error().message)));
}

void TimelineStrip::openRecordings() {
    if (m_options.archive == nullptr) {
        return;
    }
    auto* dialog = new RecordingsDialog(*m_options.archive, m_options.recordingsFolder, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecordingsDialog::replayWanted, this, &TimelineStrip::replayWanted);
    dialog->show();
}

void TimelineStrip::openFile() {
    auto* dialog = new QFileDialog(this, tr("Open a recording"),
                                   pathText(m_options.recordingsFolder), fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TimelineStrip::replayWanted);
    dialog->open();
}

void TimelineStrip::cutSelection() {
    const auto selection = m_track->selection();
    if (!selection) {
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Copy the selection"),
                                   pathText(m_options.recordingsFolder), fileFilter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QString::fromLatin1(record::fileSuffix).mid(1));
    // What exists is never overwritten: the dialog's question would promise otherwise.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->selectFile(QStringLiteral("%1-%2%3").arg(
        theme::toDateTime(selection->from).toString(QStringLiteral("yyyyMMdd-HHmmss")),
        theme::toDateTime(selection->to).toString(QStringLiteral("HHmmss")),
        QLatin1String(record::fileSuffix)));
    connect(dialog, &QFileDialog::fileSelected, this, [this, selection](const QString& file) {
        if (QFile::exists(file)) {
            say(tr("Not copied: %1 exists already.").arg(file));
            return;
        }
        record::CutOptions options;
        options.from = selection->from;
        options.to = selection->to;
        if (m_cut.start(m_options.cutFrom, file.toStdString(), options)) {
            say(tr("Copying %1 …").arg(lengthText(selection->to - selection->from)));
        }
    });
    dialog->open();
}

} // namespace vigie::ui::timeline
