// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/analyzer.h"

namespace vigie::ts {

using namespace std::chrono_literals;

Profile Profile::dvb() {
    Profile profile;
    profile.name = "dvb";
    profile.isEnabled.fill(true);
    return profile;
}

Profile Profile::ott() {
    Profile profile = dvb();
    profile.name = "ott";
    const auto disable = [&profile](Check check) {
        profile.isEnabled[static_cast<std::size_t>(check)] = false;
    };
    // No DVB multiplexer: neither service information nor a constant multiplex rate, and a PCR
    // with each picture group is usual.
    for (const Check check :
         {Check::PcrRepetitionError, Check::PcrAccuracyError, Check::NitActualError,
          Check::NitOtherError, Check::SiRepetitionError, Check::BufferError,
          Check::UnreferencedPid, Check::SdtActualError, Check::SdtOtherError,
          Check::EitActualError, Check::EitOtherError, Check::EitPfError, Check::RstError,
          Check::TdtError, Check::EmptyBufferError, Check::DataDelayError}) {
        disable(check);
    }
    // A segment arrives at once and then nothing for its duration, so whatever a wall clock tells
    // must outlast three long segments.
    profile.patInterval = 30s;
    profile.pmtInterval = 30s;
    profile.pidAbsence = 30s;
    profile.esAbsence = 30s;
    profile.ptsFreeze = 30s;
    profile.arrivalTolerance = 30s;
    profile.pcrInterval = 1s;
    profile.ptsInterval = 2s;
    profile.hasArrivalPace = false;
    return profile;
}

std::optional<Profile> Profile::named(std::string_view name) {
    if (name == "dvb") {
        return dvb();
    }
    if (name == "ott") {
        return ott();
    }
    return std::nullopt;
}

} // namespace vigie::ts
