// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QObject>
#include <QPointer>

#include "ui/timeline/timemachine.h"

namespace vigie::ui::timeline {

/// Keeps two pasts together: the one that is moved takes the other along, an offset apart. By the
/// clock the offset is 0; by an event it is what lies between both playheads when they are aligned.
/// Ends when either goes. GUI thread.
class PlayheadLink final : public QObject {
    Q_OBJECT
public:
    /// Farther apart than this while both play, the other is put right.
    static constexpr std::chrono::milliseconds mostDrift{500};

    /// `second` follows `first` at once.
    PlayheadLink(TimeMachine& first, TimeMachine& second, QObject* parent = nullptr);

    /// Equal times of the clock.
    void alignByClock();
    /// Both playheads are at the same event now.
    void alignHere();
    /// Of the second minus the first.
    [[nodiscard]] base::Nanoseconds offset() const { return m_offset; }
    [[nodiscard]] TimeMachine* other(const TimeMachine& one) const;

private:
    void watch(TimeMachine& one);
    void onMoved(const TimeMachine& one);

    QPointer<TimeMachine> m_first;
    QPointer<TimeMachine> m_second;
    base::Nanoseconds m_offset{};
    /// Of the two the one that the operator moved last.
    const TimeMachine* m_leader;
};

} // namespace vigie::ui::timeline
