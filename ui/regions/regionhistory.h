// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include <QObject>

#include "ui/desk/deskcontext.h"
#include "ui/regions/regionstats.h"

namespace vigie::ui::regions {

/// What a region, or all of them, is compared with.
struct Stretch {
    /// Empty: all regions, one question after the other.
    std::string regionId;
    base::Utc from{};
    base::Utc to{};
    bool operator==(const Stretch&) const = default;
};

/// Asks the desk what it remembers of stretches of time. A new question takes the place of the one
/// before; what was asked elsewhere in time is never answered. GUI thread.
class RegionHistory final : public QObject {
    Q_OBJECT
public:
    explicit RegionHistory(desk::DeskContext& desk, QObject* parent = nullptr)
        : QObject(parent), m_desk(desk) {}

    /// Sums of the whole stretch.
    void ask(const Stretch& stretch, std::function<void(RegionStats)> done);
    void cancel() { ++m_generation; }

private:
    void askNext(const Stretch& stretch, std::deque<std::string> regions,
                 std::shared_ptr<RegionStats> sum, std::function<void(RegionStats)> done);

    desk::DeskContext& m_desk;
    quint64 m_generation = 0;
};

} // namespace vigie::ui::regions
