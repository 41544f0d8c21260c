// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/layoutstore.h"

#include <algorithm>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "ui/desk/deskcontext.h"
#include "ui/wall/walljson.h"

namespace vigie::ui::wall {

namespace {

constexpr std::size_t mostUndone = 50;
constexpr int mostNames = 10'000;

void sortByName(std::vector<WallSpec>& layouts) {
    std::sort(layouts.begin(), layouts.end(), [](const WallSpec& a, const WallSpec& b) {
        const int order = QString::localeAwareCompare(a.name, b.name);
        return order != 0 ? order < 0 : a.name < b.name;
    });
}

auto named(std::vector<WallSpec>& layouts, const QString& name) {
    return std::find_if(layouts.begin(), layouts.end(),
                        [&name](const WallSpec& spec) { return spec.name == name; });
}

QString freeNameIn(const std::vector<WallSpec>& layouts, const QString& wanted) {
    const auto isTaken = [&layouts](const QString& name) {
        return std::any_of(layouts.begin(), layouts.end(),
                           [&name](const WallSpec& spec) { return spec.name == name; });
    };
    const QString base = wanted.left(longestName - 8);
    QString name = wanted.left(longestName);
    for (int i = 2; isTaken(name) && i < mostNames; ++i) {
        name = QStringLiteral("%1 (%2)").arg(base).arg(i);
    }
    return name;
}

std::optional<QByteArray> bytesOf(const QString& path, QString& problem) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        problem = file.errorString();
        return std::nullopt;
    }
    return file.read(longestWallsFile + 1); // one more, so that a longer one is refused
}

} // namespace

LayoutStore::LayoutStore(desk::DeskContext& desk) : QObject(&desk) {}

LayoutStore& LayoutStore::of(desk::DeskContext& desk) {
    auto* known = desk.findChild<LayoutStore*>(QString(), Qt::FindDirectChildrenOnly);
    return known != nullptr ? *known : *new LayoutStore(desk);
}

QString LayoutStore::defaultFile() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation))
        .filePath(QStringLiteral("walls.json"));
}

void LayoutStore::setTrouble(const QString& trouble) {
    m_trouble = trouble;
}

void LayoutStore::open(const QString& file) {
    m_file = file;
    m_layouts.clear();
    m_before.clear();
    m_bytes.clear();
    m_isReadOnly = false;
    setTrouble({});
    read();
    emit changed();
}

void LayoutStore::read() {
    if (m_file.isEmpty() || !QFileInfo::exists(m_file)) {
        return;
    }
    QString problem;
    const std::optional<QByteArray> bytes = bytesOf(m_file, problem);
    if (!bytes) {
        m_isReadOnly = true;
        setTrouble(tr("The layouts in %1 can not be read (%2); none is saved.")
                       .arg(QDir::toNativeSeparators(m_file), problem));
        return;
    }
    WallsRead walls = wallsFromJson(*bytes);
    if (walls.isNewer) {
        m_isReadOnly = true;
        setTrouble(tr("%1: %2. It is left as it is, and nothing is saved.")
                       .arg(QDir::toNativeSeparators(m_file), walls.failure));
        return;
    }
    m_layouts = std::move(walls.layouts);
    // A file edited by hand may name two alike, or one not at all.
    std::vector<WallSpec> renamed;
    for (WallSpec& spec : m_layouts) {
        spec.name = freeNameIn(renamed, spec.name.isEmpty() ? tr("Layout") : spec.name);
        renamed.push_back(spec);
    }
    m_layouts = std::move(renamed);
    sortByName(m_layouts);
    m_bytes = *bytes;
    if (walls.failure.isEmpty() && walls.problems.isEmpty()) {
        return;
    }
    const QString what =
        walls.failure.isEmpty() ? walls.problems.join(QStringLiteral("; ")) : walls.failure;
    const QFileInfo info(m_file);
    const QString stamp =
        QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddTHHmmsszzz"));
    const QString aside = info.dir().filePath(
        QStringLiteral("%1.broken-%2.json").arg(info.completeBaseName(), stamp));
    if (!QFile::rename(m_file, aside)) {
        m_isReadOnly = true;
        setTrouble(tr("%1 is broken: %2. It could not be put aside, so nothing is saved.")
                       .arg(QDir::toNativeSeparators(m_file), what));
        return;
    }
    setTrouble(tr("%1 was broken: %2. It was kept as %3.")
                   .arg(QDir::toNativeSeparators(m_file), what, QDir::toNativeSeparators(aside)));
    m_bytes.clear();
    if (!m_layouts.empty()) {
        const QString said = m_trouble;
        (void)write(); // what could be read of it
        setTrouble(said);
    }
}

void LayoutStore::refresh() {
    if (m_file.isEmpty() || m_isReadOnly || !QFileInfo::exists(m_file)) {
        return;
    }
    QString problem;
    const std::optional<QByteArray> bytes = bytesOf(m_file, problem);
    if (bytes && *bytes != m_bytes) {
        m_before.clear(); // of other layouts than these
        read();
    }
}

bool LayoutStore::write() {
    if (m_file.isEmpty()) {
        return true;
    }
    if (m_isReadOnly) {
        return false;
    }
    const QByteArray bytes = toJson(m_layouts);
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        setTrouble(tr("The layouts can not be saved in %1: %2")
                       .arg(QDir::toNativeSeparators(m_file), file.errorString()));
        return false;
    }
    m_bytes = bytes;
    setTrouble({});
    return true;
}

bool LayoutStore::change(const std::function<bool(std::vector<WallSpec>&)>& edit) {
    refresh();
    std::vector<WallSpec> next = m_layouts;
    if (!edit(next)) {
        return false;
    }
    sortByName(next);
    std::vector<WallSpec> before = std::exchange(m_layouts, std::move(next));
    if (!write()) {
        m_layouts = std::move(before);
        emit changed();
        return false;
    }
    m_before.push_back(std::move(before));
    if (m_before.size() > mostUndone) {
        m_before.erase(m_before.begin());
    }
    emit changed();
    return true;
}

const WallSpec* LayoutStore::find(const QString& name) const {
    const auto found = std::find_if(m_layouts.begin(), m_layouts.end(),
                                    [&name](const WallSpec& spec) { return spec.name == name; });
    return found == m_layouts.end() ? nullptr : &*found;
}

QString LayoutStore::freeName(const QString& wanted) const {
    return freeNameIn(m_layouts, wanted);
}

bool LayoutStore::save(const WallSpec& spec) {
    return change([this, &spec](std::vector<WallSpec>& layouts) {
        if (spec.name.trimmed().isEmpty()) {
            setTrouble(tr("A layout needs a name."));
            return false;
        }
        WallSpec kept = spec;
        kept.name = spec.name.trimmed().left(longestName);
        const auto same = named(layouts, kept.name);
        if (same != layouts.end()) {
            *same = kept;
            return true;
        }
        if (layouts.size() >= mostLayouts) {
            setTrouble(tr("There are %1 layouts already: remove one first.")
                           .arg(static_cast<qulonglong>(mostLayouts)));
            return false;
        }
        layouts.push_back(kept);
        return true;
    });
}

bool LayoutStore::rename(const QString& from, const QString& to) {
    const QString wanted = to.trimmed().left(longestName);
    return change([this, &from, &wanted](std::vector<WallSpec>& layouts) {
        const auto one = named(layouts, from);
        if (one == layouts.end() || wanted.isEmpty() || wanted == from) {
            return false;
        }
        if (named(layouts, wanted) != layouts.end()) {
            setTrouble(tr("There is a layout “%1” already.").arg(wanted));
            return false;
        }
        one->name = wanted;
        return true;
    });
}

bool LayoutStore::remove(const QString& name) {
    return change([&name](std::vector<WallSpec>& layouts) {
        return std::erase_if(layouts, [&name](const WallSpec& spec) { return spec.name == name; }) >
               0;
    });
}

QString LayoutStore::duplicate(const QString& name) {
    QString made;
    const bool isDone = change([&](std::vector<WallSpec>& layouts) {
        const auto one = named(layouts, name);
        if (one == layouts.end() || layouts.size() >= mostLayouts) {
            return false;
        }
        WallSpec copy = *one;
        copy.name = made = freeNameIn(layouts, name);
        layouts.push_back(std::move(copy));
        return true;
    });
    return isDone ? made : QString();
}

int LayoutStore::import(const QString& file) {
    QString problem;
    WallsRead walls;
    if (const auto bytes = bytesOf(file, problem)) {
        walls = wallsFromJson(*bytes);
        problem =
            walls.failure.isEmpty() ? walls.problems.join(QStringLiteral("; ")) : walls.failure;
    }
    if (walls.layouts.empty()) {
        setTrouble(tr("Nothing was taken from %1: %2")
                       .arg(QDir::toNativeSeparators(file),
                            problem.isEmpty() ? tr("there is no layout in it") : problem));
        emit changed();
        return -1;
    }
    int added = 0;
    const bool isDone = change([&](std::vector<WallSpec>& layouts) {
        for (WallSpec& spec : walls.layouts) {
            if (layouts.size() < mostLayouts) {
                spec.name = freeNameIn(layouts, spec.name.isEmpty() ? tr("Layout") : spec.name);
                layouts.push_back(spec);
                ++added;
            }
        }
        return added > 0;
    });
    if (isDone && !problem.isEmpty()) {
        setTrouble(tr("Some of %1 was left out: %2").arg(QDir::toNativeSeparators(file), problem));
        emit changed();
    }
    return isDone ? added : -1;
}

bool LayoutStore::undo() {
    refresh();
    if (m_before.empty()) {
        return false;
    }
    std::vector<WallSpec> now = std::exchange(m_layouts, m_before.back());
    if (!write()) {
        m_layouts = std::move(now);
        emit changed();
        return false;
    }
    m_before.pop_back();
    emit changed();
    return true;
}

bool LayoutStore::exportTo(const QString& file, const QStringList& names) {
    std::vector<WallSpec> chosen;
    for (const WallSpec& spec : m_layouts) {
        if (names.contains(spec.name)) {
            chosen.push_back(spec);
        }
    }
    const QByteArray bytes = toJson(chosen);
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit()) {
        setTrouble(tr("The layouts can not be saved in %1: %2")
                       .arg(QDir::toNativeSeparators(file), out.errorString()));
        emit changed();
        return false;
    }
    return true;
}

} // namespace vigie::ui::wall
