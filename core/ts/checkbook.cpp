// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/checkbook.h"

#include <algorithm>

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

static_assert(checkCount <= 64, "measured checks are kept as bits of one word");

/// For how long a check must have been measured before it may say Ok; nothing for a check that
/// nobody here measures. One line here, and a monitor that reports, is what a new check takes.
std::optional<base::Nanoseconds> okAfter(Check check, const Profile& profile) {
    switch (check) {
    case Check::TsSyncLoss:
        return 0ns; // Its own hysteresis has passed when sync is acquired.
    case Check::PatError2:
        return profile.patInterval;
    case Check::PmtError2:
        return profile.pmtInterval;
    case Check::PidError:
        return profile.pidAbsence;
    case Check::UnreferencedPid:
        return profile.unreferencedAfter;
    case Check::SdtActualError:
        return profile.sdtInterval;
    case Check::EsStopped:
        return profile.esAbsence;
    case Check::PtsStopped:
        return profile.ptsFreeze;
    case Check::SyncByteError:
    case Check::ContinuityCountError:
    case Check::TransportError:
    case Check::CrcError:
    case Check::PcrRepetitionError:
    case Check::PcrDiscontinuityError:
    case Check::PtsError:
    case Check::CatError:
    case Check::RstError:
    case Check::PcrAccuracyError:
    case Check::BufferError:
    case Check::EmptyBufferError:
    case Check::DataDelayError:
        return profile.persistence;
    case Check::NitActualError:
        return profile.nitInterval;
    case Check::NitOtherError:
        return profile.nitOtherInterval;
    case Check::SiRepetitionError:
        // Of tables with limits of their own: the one that most of them share.
        return profile.nitInterval;
    case Check::SdtOtherError:
        return profile.sdtOtherInterval;
    case Check::EitActualError:
    case Check::EitPfError:
        return profile.eitInterval;
    case Check::EitOtherError:
        return profile.eitOtherInterval;
    case Check::TdtError:
        return profile.tdtInterval;
    case Check::Count:
        break;
    }
    return std::nullopt;
}

} // namespace

std::string_view checkNumber(Check check) {
    switch (check) {
    case Check::TsSyncLoss:
        return "1.1";
    case Check::SyncByteError:
        return "1.2";
    case Check::PatError2:
        return "1.3.a";
    case Check::ContinuityCountError:
        return "1.4";
    case Check::PmtError2:
        return "1.5.a";
    case Check::PidError:
        return "1.6";
    case Check::TransportError:
        return "2.1";
    case Check::CrcError:
        return "2.2";
    case Check::PcrRepetitionError:
        return "2.3.a";
    case Check::PcrDiscontinuityError:
        return "2.3.b";
    case Check::PcrAccuracyError:
        return "2.4";
    case Check::PtsError:
        return "2.5";
    case Check::CatError:
        return "2.6";
    case Check::NitActualError:
        return "3.1.a";
    case Check::NitOtherError:
        return "3.1.b";
    case Check::SiRepetitionError:
        return "3.2";
    case Check::BufferError:
        return "3.3";
    case Check::UnreferencedPid:
        return "3.4.a";
    case Check::SdtActualError:
        return "3.5.a";
    case Check::SdtOtherError:
        return "3.5.b";
    case Check::EitActualError:
        return "3.6.a";
    case Check::EitOtherError:
        return "3.6.b";
    case Check::EitPfError:
        return "3.6.c";
    case Check::RstError:
        return "3.7";
    case Check::TdtError:
        return "3.8";
    case Check::EmptyBufferError:
        return "3.9";
    case Check::DataDelayError:
        return "3.10";
    case Check::EsStopped:
        return "es.stopped";
    case Check::PtsStopped:
        return "es.pts_stopped";
    case Check::Count:
        break;
    }
    return {};
}

CheckBook::CheckBook(const Profile& profile, AnalyzerSink& sink)
    : m_sink(sink), m_staleAfter(profile.pidAbsence), m_persistence(profile.persistence) {
    for (std::size_t i = 0; i < checkCount; ++i) {
        Entry& entry = m_entries[i];
        const auto needed = okAfter(static_cast<Check>(i), profile);
        entry.isMeasurable = needed.has_value();
        entry.okAfter = needed.value_or(0ns);
        entry.isEnabled = profile.isEnabled[i];
        entry.result.state = stateOf(entry, {});
    }
}

void CheckBook::note(Entry& entry, base::Timestamp now, std::uint64_t count) {
    entry.result.errors += count;
    if (!entry.result.first) {
        entry.result.first = now.utc;
    }
    entry.result.last = now.utc;
    entry.result.state = CheckState::Error;
}

void CheckBook::raise(Check check, base::Timestamp now, std::optional<std::uint16_t> pid,
                      std::uint64_t count) {
    Entry& entry = at(check);
    if (!entry.isEnabled) {
        return;
    }
    measured(check);
    entry.lastEvent = now.mono;
    note(entry, now, count);
    m_sink.onOccurrence({check, now, pid, count, Occurrence::Phase::Once});
}

void CheckBook::begin(Check check, base::Timestamp now, std::optional<std::uint16_t> pid) {
    Entry& entry = at(check);
    ++entry.active;
    if (!entry.isEnabled) {
        return;
    }
    note(entry, now, 1);
    m_sink.onOccurrence({check, now, pid, 1, Occurrence::Phase::Begin});
}

void CheckBook::end(Check check, base::Timestamp now, std::optional<std::uint16_t> pid) {
    Entry& entry = at(check);
    --entry.active;
    if (!entry.isEnabled) {
        return;
    }
    entry.result.last = now.utc;
    entry.result.state = stateOf(entry, now.mono);
    m_sink.onOccurrence({check, now, pid, 1, Occurrence::Phase::End});
}

CheckState CheckBook::stateOf(const Entry& entry, base::Mono now) const {
    if (!entry.isEnabled) {
        return CheckState::Disabled;
    }
    if (entry.active > 0 || (entry.lastEvent && now - *entry.lastEvent < m_persistence)) {
        return CheckState::Error;
    }
    if (!entry.isMeasurable) {
        return CheckState::NotMeasurable;
    }
    return entry.measuredSince && now - *entry.measuredSince >= entry.okAfter ? CheckState::Ok
                                                                              : CheckState::Unknown;
}

void CheckBook::refresh(base::Timestamp now) {
    for (std::size_t i = 0; i < checkCount; ++i) {
        Entry& entry = m_entries[i];
        if ((m_measured & bit(static_cast<Check>(i))) != 0) {
            entry.measuredLast = now.mono;
            if (!entry.measuredSince) {
                entry.measuredSince = now.mono;
            }
        } else if (entry.measuredSince && now.mono - entry.measuredLast > m_staleAfter) {
            // Nothing to look at any more: an old Ok would be a guess.
            entry.measuredSince.reset();
        }
        if (entry.active > 0 && entry.isEnabled) {
            entry.result.last = now.utc;
        }
        entry.result.state = stateOf(entry, now.mono);
    }
    m_measured = 0;
}

void CheckBook::forget(bool all) {
    for (std::size_t i = 0; i < checkCount; ++i) {
        const auto check = static_cast<Check>(i);
        if (!all && (check == Check::TsSyncLoss || check == Check::SyncByteError)) {
            continue;
        }
        Entry& entry = m_entries[i];
        entry.measuredSince.reset();
        entry.lastEvent.reset();
        entry.result.state = stateOf(entry, {});
        m_measured &= ~bit(check);
    }
}

} // namespace vigie::ts
