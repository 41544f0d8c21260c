// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/operatordialogs.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/alarms/incidentsummary.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::alarms {

namespace {

const auto keyOperators = QStringLiteral("desk/operators");
constexpr int mostOperators = 20;
/// As long as a name on a badge; the book takes longer ones.
constexpr int longestName = 60;

QLineEdit* nameField(QWidget* parent) {
    auto* field = new QLineEdit(parent);
    field->setMaxLength(longestName);
    auto* completer = new QCompleter(rememberedOperators(), field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    field->setCompleter(completer);
    return field;
}

} // namespace

QStringList rememberedOperators() {
    return QSettings().value(keyOperators).toStringList();
}

void rememberOperator(const QString& name) {
    QStringList names = rememberedOperators();
    names.removeAll(name);
    names.prepend(name);
    QSettings().setValue(keyOperators, names.mid(0, mostOperators));
}

SignOnDialog::SignOnDialog(const QString& why, QWidget* parent)
    : QDialog(parent), m_name(nameField(this)) {
    setWindowTitle(tr("Sign on"));
    auto* form = new QFormLayout(this);
    auto* text =
        new QLabel(why.isEmpty() ? tr("Who is at the desk?")
                                 : tr("%1 is done under a name. Who is at the desk?").arg(why),
                   this);
    text->setWordWrap(true);
    form->addRow(text);
    m_name->setAccessibleName(tr("Operator's name"));
    form->addRow(tr("Name"), m_name);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setText(tr("Sign on"));
    ok->setEnabled(false);
    connect(m_name, &QLineEdit::textChanged, this,
            [this, ok] { ok->setEnabled(!name().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    form->addRow(buttons);
    m_name->setFocus();
    setMinimumWidth(380);
}

QString SignOnDialog::name() const {
    return m_name->text().simplified();
}

HandOverDialog::HandOverDialog(const engine::SnapshotPtr& snapshot, QWidget* parent)
    : QDialog(parent), m_from(QString::fromStdString(snapshot->operatorName)),
      m_list(new QListWidget(this)), m_all(new QCheckBox(tr("All are read out"), this)),
      m_name(nameField(this)), m_note(new QLineEdit(this)), m_problem(new QLabel(this)),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Hand over the desk"));
    resize(900, 480);
    m_list->setAccessibleName(tr("Incidents to be read out"));
    m_list->setWordWrap(true);
    for (const Line& line : linesOf(*snapshot)) {
        // What is shelved is handed over too: it comes back in the next shift.
        if (line.incident == nullptr || (!line.isOpen() && line.state != LineState::Shelved)) {
            continue;
        }
        auto* item = new QListWidgetItem(
            theme::shapeIcon(theme::severityShape(line.severity),
                             theme::severityColor(line.severity)),
            QStringLiteral("%1  %2  [%3]")
                .arg(theme::clockText(line.since()), lineText(*snapshot, line), stateText(line)),
            m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setData(Qt::UserRole, QVariant::fromValue<quint64>(line.incident->id));
    }
    auto* column = new QVBoxLayout(this);
    auto* text = new QLabel(m_list->count() > 0
                                ? tr("Read out each open incident to who takes over, and tick it.")
                                : tr("No incident is open: there is nothing to read out."),
                            this);
    column->addWidget(text);
    column->addWidget(m_list, 1);
    m_all->setVisible(m_list->count() > 0);
    column->addWidget(m_all);
    auto* form = new QFormLayout;
    m_name->setAccessibleName(tr("Next operator's name"));
    m_note->setAccessibleName(tr("Note for the next operator"));
    m_note->setMaxLength(1000);
    form->addRow(tr("From"), new QLabel(m_from, this));
    form->addRow(tr("To"), m_name);
    form->addRow(tr("Note"), m_note);
    column->addLayout(form);
    m_problem->setProperty("role", QStringLiteral("quiet"));
    column->addWidget(m_problem);
    column->addWidget(m_buttons);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Hand over"));

    connect(m_all, &QCheckBox::clicked, this, [this](bool isChecked) {
        for (int row = 0; row < m_list->count(); ++row) {
            m_list->item(row)->setCheckState(isChecked ? Qt::Checked : Qt::Unchecked);
        }
    });
    connect(m_list, &QListWidget::itemChanged, this, &HandOverDialog::validate);
    connect(m_name, &QLineEdit::textChanged, this, &HandOverDialog::validate);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    validate();
}

void HandOverDialog::validate() {
    const int all = m_list->count();
    const int read = static_cast<int>(incidents().size());
    QString problem;
    if (read < all) {
        problem = tr("%1 of %2 incidents are not read out yet.").arg(all - read).arg(all);
    } else if (nextOperator().isEmpty()) {
        problem = tr("Who takes over?");
    } else if (nextOperator() == m_from) {
        problem = tr("%1 has the desk already.").arg(m_from);
    }
    m_all->setChecked(read == all);
    m_problem->setText(problem);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

QString HandOverDialog::nextOperator() const {
    return m_name->text().simplified();
}

QString HandOverDialog::note() const {
    return m_note->text().simplified();
}

std::vector<std::uint64_t> HandOverDialog::incidents() const {
    std::vector<std::uint64_t> ids;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        if (item->checkState() == Qt::Checked) {
            ids.push_back(item->data(Qt::UserRole).toULongLong());
        }
    }
    return ids;
}

} // namespace vigie::ui::alarms
