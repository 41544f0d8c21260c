// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/startwindow.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::shell {

StartWindow::StartWindow(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_tail(new QPlainTextEdit(this)), m_buttons(new QWidget(this)) {
    setWindowTitle(QStringLiteral("Vigie"));
    resize(860, 520);
    m_title->setFont(theme::textFont(22));
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_tail->setReadOnly(true);
    m_tail->setFont(theme::figureFont(12));
    m_tail->setMaximumBlockCount(200);
    m_tail->setAccessibleName(tr("What the demo fleet says"));
    m_tail->setFrameShape(QFrame::NoFrame);

    auto* demo = new QPushButton(tr("Start the demo fleet"), m_buttons);
    auto* open = new QPushButton(tr("Open a configuration…"), m_buttons);
    auto* row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(demo);
    row->addWidget(open);
    row->addStretch(1);
    connect(demo, &QPushButton::clicked, this, &StartWindow::demoWanted);
    connect(open, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Open a configuration"), QString(),
                                       tr("Desk configurations (*.yaml *.yml);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, &StartWindow::configChosen);
        dialog->open();
    });

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(40, 36, 40, 32);
    all->setSpacing(16);
    all->addWidget(m_title);
    all->addWidget(m_text);
    all->addWidget(m_buttons);
    all->addWidget(m_tail, 1);
    all->addStretch(0);
    showWays();
}

void StartWindow::showWays() {
    const QString code = QColor::fromRgb(theme::color::bright()).name();
    const auto way = [&code](const QString& command, const QString& what) {
        return QStringLiteral("<p><code style='color:%1'>%2</code><br>%3</p>")
            .arg(code, command.toHtmlEscaped(), what.toHtmlEscaped());
    };
    m_title->setText(tr("No fleet yet"));
    m_text->setText(
        tr("<p>Vigie shows what its nodes see. Tell it where they are:</p>") +
        way(QStringLiteral("vigie --demo"),
            tr("A whole fleet on this machine: real nodes, real streams over real sockets, with "
               "faults now and then.")) +
        way(QStringLiteral("vigie --connect host:7443,host:7443"),
            tr("Nodes that run already. One is started with: vigie-node srt://host:port")) +
        way(QStringLiteral("vigie --config desk.yaml"),
            tr("A control room: nodes with their certificates, the plan, the operator's region.")));
    m_tail->hide();
    m_buttons->show();
}

void StartWindow::showProgress(const QString& title, const QString& what) {
    m_title->setText(title);
    m_text->setText(what.toHtmlEscaped());
    m_buttons->hide();
    m_tail->clear();
    m_tail->show();
}

void StartWindow::addLine(const QString& line) {
    m_tail->appendPlainText(line);
}

void StartWindow::showFailure(const QString& sentence) {
    m_title->setText(tr("This did not work"));
    m_text->setText(sentence.toHtmlEscaped());
    m_buttons->show();
    m_tail->show();
}

} // namespace vigie::ui::shell
