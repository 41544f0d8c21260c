// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie::baseline {

/// Location and spread that are learned value by value and forget. Floats: a series has one for
/// each bin of a day.
struct Level {
    float location = 0;
    /// Mean absolute deviation from it.
    float deviation = 0;
    /// How many values it stands for, at most what learn() was told.
    float weight = 0;

    /// In sigmas of a normal distribution, at least `least`.
    [[nodiscard]] double spread(double least) const;
    /// Moves by a part of the distance to `value` that is 1 over what has been learned, at most by
    /// that of 3 spreads.
    void learn(double value, double mostWeight, double least);
    /// The same for a value that departs: it moves the location by an eighth of that, and does not
    /// widen the spread, or a fault would make itself usual.
    void learnDeparted(double value, double mostWeight, double least);
    bool operator==(const Level&) const = default;
};

} // namespace vigie::baseline
