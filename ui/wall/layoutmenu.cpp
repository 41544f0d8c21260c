// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/layoutmenu.h"

#include <functional>

#include <QFileDialog>
#include <QInputDialog>

#include "ui/wall/walljson.h"

namespace vigie::ui::wall {

namespace {

/// In a menu "&" is a mnemonic.
QString menuText(QString name) {
    return name.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace

LayoutMenu::LayoutMenu(desk::DeskContext& desk, WallView& view, QWidget* parent)
    : QMenu(parent), m_view(view), m_store(LayoutStore::of(desk)) {
    connect(this, &QMenu::aboutToShow, this, &LayoutMenu::fill);
}

QString LayoutMenu::title() const {
    const WallSpec& spec = m_view.spec();
    if (!spec.name.isEmpty()) {
        const WallSpec* kept = m_store.find(spec.name);
        return kept != nullptr && *kept == spec ? spec.name : spec.name + QStringLiteral(" *");
    }
    if (const auto preset = m_view.preset()) {
        return presetWord(*preset);
    }
    return QStringLiteral("%1×%2").arg(spec.columns).arg(spec.rows);
}

void LayoutMenu::fill() {
    clear();
    addPresets();
    addNamed();
    addFileActions();
    addSeparator();
    QAction* edit = addAction(tr("Edit this layout…\tE"));
    connect(edit, &QAction::triggered, this, &LayoutMenu::editorWanted);
    QAction* window = addAction(tr("New wall window\tCtrl+Shift+N"));
    connect(window, &QAction::triggered, this, &LayoutMenu::windowWanted);
}

void LayoutMenu::addPresets() {
    addSection(tr("Cells"));
    const auto now = m_view.preset();
    for (const Preset preset : allPresets) {
        QString text = presetWord(preset);
        switch (preset) {
        case Preset::Auto:
            text += QStringLiteral("\t0");
            break;
        case Preset::Grid4x3:
            text += QStringLiteral("\t4");
            break;
        case Preset::Grid5x4:
            text += QStringLiteral("\t5");
            break;
        case Preset::Grid6x6:
            text += QStringLiteral("\t6");
            break;
        case Preset::One:
        case Preset::Grid2x2:
        case Preset::Grid3x3:
        case Preset::Grid8x8:
        case Preset::Grid10x10:
        case Preset::OneAndFive:
        case Preset::OneAndSeven:
        case Preset::TwoAndEight:
        case Preset::OneAndTwelve:
            break;
        }
        QAction* choice = addAction(text, this, [this, preset] { m_view.setPreset(preset); });
        choice->setCheckable(true);
        choice->setChecked(now == preset);
    }
}

void LayoutMenu::addNamed() {
    if (m_store.layouts().empty()) {
        return;
    }
    addSection(tr("Layouts"));
    for (const WallSpec& spec : m_store.layouts()) {
        QAction* choice = addAction(menuText(spec.name), this, [this, name = spec.name] {
            if (const WallSpec* wanted = m_store.find(name)) {
                emit chosen(WallSpec(*wanted));
            }
        });
        choice->setCheckable(true);
        choice->setChecked(m_view.spec().name == spec.name);
    }
}

void LayoutMenu::addFileActions() {
    const QString name = m_view.spec().name;
    const bool isKept = m_store.find(name) != nullptr;
    addSeparator();
    addAction(isKept ? tr("Save “%1”").arg(menuText(name)) : tr("Save…"), this, &LayoutMenu::save);
    if (isKept) {
        addAction(tr("Save as…"), this, [this, name] {
            askName(tr("Save as"), m_store.freeName(name), [this](const QString& wanted) {
                WallSpec spec = m_view.spec();
                spec.name = wanted;
                if (m_store.save(spec)) {
                    m_view.edit(spec);
                }
            });
        });
        addAction(tr("Rename…"), this, [this, name] {
            askName(tr("Rename"), name, [this, name](const QString& wanted) {
                if (m_store.rename(name, wanted)) {
                    WallSpec spec = m_view.spec();
                    spec.name = wanted;
                    m_view.edit(spec);
                }
            });
        });
        addAction(tr("Duplicate"), this, [this, name] { (void)m_store.duplicate(name); });
        addAction(tr("Delete “%1”").arg(menuText(name)), this,
                  [this, name] { (void)m_store.remove(name); });
    }
    QAction* undo = addAction(tr("Undo the last change to the layouts"), this,
                              [this] { (void)m_store.undo(); });
    undo->setEnabled(m_store.canUndo());
    addAction(tr("Import layouts…"), this, &LayoutMenu::importFile);
    QAction* out = addAction(tr("Export all layouts…"), this, &LayoutMenu::exportFile);
    out->setEnabled(!m_store.layouts().empty());
}

void LayoutMenu::save() {
    const WallSpec& spec = m_view.spec();
    if (m_store.find(spec.name) != nullptr) {
        (void)m_store.save(spec);
        return;
    }
    askName(tr("Save"), m_store.freeName(spec.name.isEmpty() ? tr("Wall") : spec.name),
            [this](const QString& wanted) {
                WallSpec named = m_view.spec();
                named.name = wanted;
                if (m_store.save(named)) {
                    m_view.edit(named);
                }
            });
}

void LayoutMenu::askName(const QString& title, const QString& proposed,
                         const std::function<void(const QString&)>& done) {
    auto* ask = new QInputDialog(&m_view);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(title);
    ask->setLabelText(tr("Name of the layout"));
    ask->setTextValue(proposed);
    connect(ask, &QInputDialog::textValueSelected, this, [done](const QString& name) {
        const QString wanted = name.trimmed().left(longestName);
        if (!wanted.isEmpty()) {
            done(wanted);
        }
    });
    ask->open();
}

void LayoutMenu::importFile() {
    auto* ask = new QFileDialog(&m_view, tr("Import layouts"), {}, tr("Layouts (*.json)"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setFileMode(QFileDialog::ExistingFile);
    connect(ask, &QFileDialog::fileSelected, this,
            [this](const QString& file) { (void)m_store.import(file); });
    ask->open();
}

void LayoutMenu::exportFile() {
    auto* ask = new QFileDialog(&m_view, tr("Export layouts"), {}, tr("Layouts (*.json)"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setAcceptMode(QFileDialog::AcceptSave);
    ask->setDefaultSuffix(QStringLiteral("json"));
    ask->selectFile(QStringLiteral("walls.json"));
    connect(ask, &QFileDialog::fileSelected, this, [this](const QString& file) {
        QStringList names;
        for (const WallSpec& spec : m_store.layouts()) {
            names << spec.name;
        }
        (void)m_store.exportTo(file, names);
    });
    ask->open();
}

} // namespace vigie::ui::wall
