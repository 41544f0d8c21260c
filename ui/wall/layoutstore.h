// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include "ui/wall/wallspec.h"

namespace vigie::ui::desk {
class DeskContext;
}

namespace vigie::ui::wall {

/// The layouts that operators keep by name, in a file (docs/wall.md). One for each desk; the file
/// may be shared with other desks: what another one wrote is read before anything is written over
/// it. A file that is broken is put aside under another name, never overwritten, and trouble() says
/// what was expected; one of a newer desk is left alone and nothing is saved. GUI thread; the file
/// is small.
class LayoutStore final : public QObject {
    Q_OBJECT
public:
    /// The desk's own; made at the first call, owned by it. Keeps nothing until open().
    [[nodiscard]] static LayoutStore& of(desk::DeskContext& desk);

    /// "walls.json" where the configuration of the application is.
    [[nodiscard]] static QString defaultFile();
    /// Reads it; it need not be there. Empty: in memory only.
    void open(const QString& file);
    [[nodiscard]] QString file() const { return m_file; }

    [[nodiscard]] const std::vector<WallSpec>& layouts() const { return m_layouts; }
    [[nodiscard]] const WallSpec* find(const QString& name) const;
    /// What went wrong with the file; empty: nothing.
    [[nodiscard]] QString trouble() const { return m_trouble; }

    // All but the last two can be undone. False: nothing was done, and trouble() says why.
    /// Under its name; in the place of the one of that name.
    bool save(const WallSpec& spec);
    bool rename(const QString& from, const QString& to);
    bool remove(const QString& name);
    /// Under a name that is free, which it answers; empty: nothing was done.
    QString duplicate(const QString& name);
    /// Adds what is in another file; names that are taken get a number. -1: nothing was done.
    int import(const QString& file);
    bool undo();
    [[nodiscard]] bool canUndo() const { return !m_before.empty(); }
    bool exportTo(const QString& file, const QStringList& names);

    /// "Name (2)", the first that is free.
    [[nodiscard]] QString freeName(const QString& wanted) const;

signals:
    /// Layouts or trouble().
    void changed();

private:
    explicit LayoutStore(desk::DeskContext& desk);
    /// Takes in what another desk wrote meanwhile.
    void refresh();
    void read();
    bool write();
    bool change(const std::function<bool(std::vector<WallSpec>&)>& edit);
    void setTrouble(const QString& trouble);

    QString m_file;
    QByteArray m_bytes; // as last read or written
    bool m_isReadOnly = false;
    std::vector<WallSpec> m_layouts; // by name
    std::vector<std::vector<WallSpec>> m_before;
    QString m_trouble;
};

} // namespace vigie::ui::wall
