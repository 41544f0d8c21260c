// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/alarms/shiftreport.h"
#include "ui/desk/deskcontext.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QTextBrowser;

namespace vigie::ui::alarms {

/// Writes `html` to `path` as PDF, A4 across, whole or not at all; the reason in words otherwise,
/// empty when done.
[[nodiscard]] QString writePdf(const QString& path, const QString& title, const QString& html);

/// The report of a shift, as it will be printed: from the last hand-over (or 8 hours ago) to now,
/// or any other time. Asks the journal and the engine and shows the report once all have answered
/// or their time is over; what did not come is said in it. Keys: F5 builds it anew, Ctrl+E saves
/// HTML, Ctrl+P saves PDF, Ctrl+Shift+C copies it as text. GUI thread; never blocks but for writing
/// the file.
class ShiftReportPage final : public QWidget {
    Q_OBJECT
public:
    static constexpr int patienceMs = 10'000;
    /// Pages of 500 records that are asked for, at most.
    static constexpr int mostPages = 20;

    explicit ShiftReportPage(desk::DeskContext& desk, QWidget* parent = nullptr);

    /// Over this time, at once.
    void build(base::Utc from, base::Utc to);
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] const QString& html() const { return m_html; }
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] base::Utc from() const { return m_facts.from; }
    [[nodiscard]] base::Utc to() const { return m_facts.to; }

public slots:
    /// Over the chosen time.
    void rebuild();
    void copyText() const;
    void saveHtml();
    void savePdf();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTools();
    void addKeys();
    void findHandOver();
    void askHistory(std::uint64_t before, int page);
    /// One of the questions has been answered; shows the report with the last.
    void settle();
    void finish();
    [[nodiscard]] QString proposedName(const QString& suffix) const;

    desk::DeskContext& m_desk;
    QComboBox* m_period = nullptr;
    QDateTimeEdit* m_from = nullptr;
    QDateTimeEdit* m_to = nullptr;
    QLabel* m_status = nullptr;
    QTextBrowser* m_preview = nullptr;
    std::vector<QPushButton*> m_exports;
    QTimer m_patience;
    ShiftFacts m_facts;
    ShiftReport m_report;
    QString m_html;
    /// Grows with each build: answers to older ones are dropped.
    std::uint64_t m_epoch = 0;
    int m_open = 0;
    bool m_isReady = false;
    bool m_isAsked = false;
};

} // namespace vigie::ui::alarms
