// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/shiftreportpage.h"

#include <algorithm>
#include <iterator>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPageLayout>
#include <QPdfWriter>
#include <QPushButton>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QVBoxLayout>

#include "ui/alarms/pageparts.h"
#include "ui/alarms/recordwords.h"
#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::alarms {

namespace {

enum class Period { HandOver, Shift, Day, Between };
constexpr auto shiftLength = std::chrono::hours(8);
/// A hand-over of before that is forgotten, not a shift.
constexpr auto longestShift = std::chrono::hours(24);

/// The desk's own font, which has no name that a file could give.
void setHtml(QTextDocument& document, const QString& html) {
    document.setHtml(html);
    QTextCharFormat format;
    format.setFontFamilies(theme::textFont().families());
    QTextCursor all(&document);
    all.select(QTextCursor::Document);
    all.mergeCharFormat(format);
}

} // namespace

QString writePdf(const QString& path, const QString& title, const QString& html) {
    QSaveFile file(path);
    const auto whyNot = [&] {
        return ShiftReportPage::tr("%1 could not be written: %2.")
            .arg(QDir::toNativeSeparators(path), file.errorString());
    };
    if (!file.open(QIODevice::WriteOnly)) {
        return whyNot();
    }
    {
        QPdfWriter writer(&file);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Vigie"));
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape,
                                         QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter));
        QTextDocument document;
        QFont font = theme::textFont();
        font.setPointSizeF(9);
        document.setDefaultFont(font);
        setHtml(document, html);
        document.print(&writer);
    }
    return file.commit() ? QString() : whyNot();
}

ShiftReportPage::ShiftReportPage(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_preview = new QTextBrowser(this);
    m_preview->setFrameShape(QFrame::NoFrame);
    m_preview->setAccessibleName(tr("Shift report"));
    // Foreign text is escaped; and nothing is followed even if it were not.
    m_preview->setOpenLinks(false);
    m_preview->document()->setDocumentMargin(18);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(6);
    layout->addWidget(makeTools());
    layout->addWidget(m_preview, 1);
    addKeys();
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, [this] {
        if (m_isAsked && isVisible()) {
            rebuild();
        } else {
            m_isAsked = false;
        }
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_facts.remarks << tr("Not all answers came in time; what is missing is left out.");
        finish();
    });
}

QWidget* ShiftReportPage::makeTools() {
    auto* tools = new QWidget(this);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_period = new QComboBox(tools);
    m_period->setAccessibleName(tr("Time of the report"));
    m_period->addItem(tr("Since the last hand-over"), static_cast<int>(Period::HandOver));
    m_period->addItem(tr("Last 8 hours"), static_cast<int>(Period::Shift));
    m_period->addItem(tr("Last 24 hours"), static_cast<int>(Period::Day));
    m_period->addItem(tr("From … to …"), static_cast<int>(Period::Between));
    m_period->setToolTip(tr("Since the last hand-over, if that was within 24 hours; otherwise the "
                            "last 8 hours"));
    row->addWidget(m_period);
    m_from = makeTimeEdit(tr("From"), tools);
    m_to = makeTimeEdit(tr("To"), tools);
    row->addWidget(m_from);
    row->addWidget(m_to);
    connect(m_period, &QComboBox::currentIndexChanged, this, [this] {
        const bool isBetween = m_period->currentData().toInt() == static_cast<int>(Period::Between);
        if (isBetween) {
            m_from->setDateTime(theme::toShownDateTime(m_facts.from));
            m_to->setDateTime(theme::toShownDateTime(m_facts.to));
        }
        m_from->setVisible(isBetween);
        m_to->setVisible(isBetween);
        if (!isBetween) {
            rebuild();
        }
    });
    auto* again = new QPushButton(tr("Build"), tools);
    again->setToolTip(tr("Build the report anew (F5)"));
    connect(again, &QPushButton::clicked, this, &ShiftReportPage::rebuild);
    row->addWidget(again);
    m_status = new QLabel(tools);
    m_status->setProperty("role", QStringLiteral("quiet"));
    m_status->setTextFormat(Qt::PlainText);
    row->addWidget(m_status);
    row->addStretch(1);
    const auto add = [&](const QString& text, const QString& toolTip, auto slot) {
        auto* button = new QPushButton(text, tools);
        button->setToolTip(toolTip);
        button->setEnabled(false);
        connect(button, &QPushButton::clicked, this, slot);
        row->addWidget(button);
        m_exports.push_back(button);
    };
    add(tr("Copy as text"), tr("The whole report as plain text (Ctrl+Shift+C)"),
        &ShiftReportPage::copyText);
    add(tr("Export HTML"), tr("One file with everything in it (Ctrl+E)"),
        &ShiftReportPage::saveHtml);
    add(tr("Export PDF"), tr("For printing (Ctrl+P)"), &ShiftReportPage::savePdf);
    return tools;
}

void ShiftReportPage::addKeys() {
    const auto add = [this](const QKeySequence& keys, const QString& what, auto slot) {
        auto* action = new QAction(what, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(QKeySequence(Qt::Key_F5), tr("Build anew"), &ShiftReportPage::rebuild);
    add(QKeySequence(Qt::CTRL | Qt::Key_E), tr("Export HTML"), &ShiftReportPage::saveHtml);
    add(QKeySequence(Qt::CTRL | Qt::Key_P), tr("Export PDF"), &ShiftReportPage::savePdf);
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), tr("Copy as text"),
        &ShiftReportPage::copyText);
}

void ShiftReportPage::rebuild() {
    m_isAsked = true;
    const base::Utc now = m_desk.snapshot()->now;
    switch (static_cast<Period>(m_period->currentData().toInt())) {
    case Period::HandOver:
        findHandOver();
        break;
    case Period::Shift:
        build(now - shiftLength, now);
        break;
    case Period::Day:
        build(now - longestShift, now);
        break;
    case Period::Between: {
        const base::Utc from = momentOf(*m_from);
        const base::Utc to = momentOf(*m_to);
        if (to <= from) {
            m_status->setText(tr("The end lies before the beginning."));
            return;
        }
        build(from, to);
        break;
    }
    }
}

void ShiftReportPage::findHandOver() {
    const base::Utc now = m_desk.snapshot()->now;
    journal::HistoryQuery query;
    query.kinds = {alarm::RecordKind::HandedOver};
    query.from = now - longestShift;
    query.to = now;
    query.most = 1;
    const std::uint64_t epoch = ++m_epoch;
    m_facts = {};
    m_facts.from = now - shiftLength;
    m_facts.to = now;
    m_open = 0;
    m_isReady = false;
    m_status->setText(tr("Building …"));
    m_patience.start();
    m_desk.queryHistory(
        std::move(query), this, [this, epoch, now](const journal::History& history) {
            if (epoch == m_epoch) {
                // Another engine than ours may not filter: what is no hand-over does not count.
                const bool isFound = !history.records.empty() &&
                                     history.records.front().kind == alarm::RecordKind::HandedOver;
                build(isFound ? history.records.front().at : now - shiftLength, now);
            }
        });
}

void ShiftReportPage::build(base::Utc from, base::Utc to) {
    ++m_epoch;
    m_isAsked = true;
    m_isReady = false;
    m_facts = {};
    m_facts.from = from;
    m_facts.to = to;
    m_open = 3;
    for (QPushButton* button : m_exports) {
        button->setEnabled(false);
    }
    m_status->setText(tr("Building …"));
    m_patience.start();
    m_desk.queryIncidents(
        from, to, this, [this, epoch = m_epoch](journal::PastIncidents incidents) {
            if (epoch != m_epoch) {
                return;
            }
            if (!incidents.error.empty()) {
                m_facts.remarks << tr("Incidents could not be read: %1")
                                       .arg(QString::fromStdString(incidents.error));
            }
            m_facts.incidents = std::move(incidents.incidents);
            settle();
        });
    m_desk.queryPerformance(this, [this, epoch = m_epoch](alarm::Performance performance) {
        if (epoch == m_epoch) {
            m_facts.performance = std::move(performance);
            settle();
        }
    });
    askHistory(0, 1);
}

void ShiftReportPage::askHistory(std::uint64_t before, int page) {
    journal::HistoryQuery query;
    query.from = m_facts.from;
    query.to = m_facts.to;
    query.before = before;
    for (const alarm::RecordKind kind : allRecordKinds()) {
        if (groupOf(kind) == RecordGroup::Operators && kind != alarm::RecordKind::Refused) {
            query.kinds.push_back(kind);
        }
    }
    m_desk.queryHistory(
        std::move(query), this, [this, page, epoch = m_epoch](journal::History history) {
            if (epoch != m_epoch) {
                return;
            }
            if (!history.error.empty()) {
                m_facts.remarks << tr("The journal could not be read: %1")
                                       .arg(QString::fromStdString(history.error));
            }
            std::move(history.records.begin(), history.records.end(),
                      std::back_inserter(m_facts.records));
            const bool isMore =
                history.error.empty() && history.hasMore && !m_facts.records.empty();
            if (isMore && page < mostPages) {
                askHistory(m_facts.records.back().sequence, page + 1);
                return;
            }
            if (isMore) {
                m_facts.remarks << tr("Operators did more than %1 things; the oldest are left out.")
                                       .arg(m_facts.records.size());
            }
            settle();
        });
}

void ShiftReportPage::settle() {
    if (--m_open <= 0) {
        finish();
    }
}

void ShiftReportPage::finish() {
    ++m_epoch; // what comes now is too late
    m_patience.stop();
    m_open = 0;
    m_facts.snapshot = m_desk.snapshot();
    m_report = shiftReport(m_facts);
    m_html = toHtml(m_report);
    setHtml(*m_preview->document(), m_html);
    m_preview->moveCursor(QTextCursor::Start);
    m_isReady = true;
    m_status->setText(tr("%1 incidents").arg(m_facts.incidents.size()));
    for (QPushButton* button : m_exports) {
        button->setEnabled(true);
    }
}

QString ShiftReportPage::plainText() const {
    return m_isReady ? toText(m_report) : QString();
}

void ShiftReportPage::copyText() const {
    if (m_isReady) {
        QApplication::clipboard()->setText(toText(m_report));
    }
}

QString ShiftReportPage::proposedName(const QString& suffix) const {
    return QStringLiteral("vigie-shift-") +
           theme::toDateTime(m_facts.to).toString(QStringLiteral("yyyy-MM-dd-HHmm")) + suffix;
}

void ShiftReportPage::saveHtml() {
    if (m_isReady) {
        desk::saveTextAs(this, proposedName(QStringLiteral(".html")), tr("Reports (*.html)"),
                         m_html);
    }
}

void ShiftReportPage::savePdf() {
    if (!m_isReady) {
        return;
    }
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), QDir(folder).filePath(proposedName(QStringLiteral(".pdf"))),
        tr("Reports (*.pdf)"));
    if (path.isEmpty()) {
        return;
    }
    const QString whyNot = writePdf(path, m_report.title, m_html);
    if (!whyNot.isEmpty()) {
        QMessageBox::warning(this, tr("Export"), whyNot);
    }
}

void ShiftReportPage::showEvent(QShowEvent* event) {
    if (!m_isAsked) {
        rebuild();
    }
    QWidget::showEvent(event);
}

} // namespace vigie::ui::alarms
