// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <vector>

#include <QByteArray>
#include <QString>
#include <QStringList>

#include "core/base/result.h"
#include "core/model/fleet.h"
#include "ui/inspector/metricchart.h"

namespace vigie::ui::inspector {

/// One line of a comparison: a metric of a path, perhaps of an earlier time.
struct CompareLine {
    model::PathRef ref;
    std::string feedId;
    /// Empty: at the origin.
    std::string regionId;
    model::PathKind kind = model::PathKind::Unknown;
    ChartId metric;
    /// Shown is what was so much earlier; 0 to a week.
    std::chrono::seconds earlier{0};
    bool isHidden = false;
    /// Which letter, color and dashes: 0 to mostLines - 1, each once in a set; -1: not yet given.
    int style = -1;
    bool operator==(const CompareLine&) const = default;
    /// Of the same samples.
    [[nodiscard]] bool isSameCourse(const CompareLine& other) const;
};

/// What is compared in one chart. A value; as text it is JSON, for settings, the clipboard and
/// mails. No GUI.
struct CompareSet {
    static constexpr std::size_t mostLines = 24;
    static constexpr std::chrono::seconds mostEarlier{7 * 86400};

    std::vector<CompareLine> lines;
    std::chrono::seconds span{300};
    /// Each line over its own range, without axes.
    bool isOwnRange = false;
    bool operator==(const CompareSet&) const = default;

    /// False: there already, or no room.
    bool add(CompareLine line);
    [[nodiscard]] bool contains(const CompareLine& line) const;
    [[nodiscard]] QString toText() const;
    /// Or why not, in one sentence. Lines beyond the most, and doubles, are left out.
    [[nodiscard]] static base::Result<CompareSet> fromText(const QString& text);
};

/// A comparison in a window, to open it again elsewhere.
struct CompareState {
    CompareSet set;
    /// Empty: it was not saved under a name.
    QString name;
    QByteArray geometry;
};

/// The letter of a style: "A" to "X".
[[nodiscard]] QString styleLetter(int style);

/// Sets by name, in QSettings. GUI thread.
class CompareStore {
public:
    [[nodiscard]] static QStringList names();
    [[nodiscard]] static base::Result<CompareSet> load(const QString& name);
    /// Replaces one of that name.
    static void save(const QString& name, const CompareSet& set);
    static void remove(const QString& name);
};

} // namespace vigie::ui::inspector
