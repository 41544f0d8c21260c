// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/reasons.h"

#include <algorithm>

namespace vigie::analysis {
namespace {

std::string accuracyReason(const Report& report) {
    using Basis = ts::PcrFigures::Basis;
    const auto has = [&report](Basis basis) {
        return std::any_of(report.services.begin(), report.services.end(),
                           [basis](const ServiceReport& service) {
                               return service.figures.pcr.accuracyBasis == basis;
                           });
    };
    if (has(Basis::NotConstantRate)) {
        return "the rate is not constant: bytes do not tell time";
    }
    if (has(Basis::PacketsLost)) {
        return "packets are missing: bytes do not tell time";
    }
    if (has(Basis::TooFewPcrs)) {
        return "too few PCRs";
    }
    return "no PCRs of a service";
}

std::string unknownReason(ts::Check check, const Report& report) {
    const std::string tooShort = "too short to say";
    const std::string noTable = "no such table came";
    const std::string noPcrs = "no PCRs of a service, or too short to say";
    const bool hasPmt =
        std::any_of(report.services.begin(), report.services.end(),
                    [](const ServiceReport& service) { return service.figures.hasPmt; });
    switch (check) {
    case ts::Check::TsSyncLoss:
    case ts::Check::SyncByteError:
    case ts::Check::ContinuityCountError:
    case ts::Check::TransportError:
    case ts::Check::CrcError:
    case ts::Check::NitActualError:
    case ts::Check::SdtActualError:
    case ts::Check::EitActualError:
    case ts::Check::TdtError:
    case ts::Check::SiRepetitionError:
        return tooShort;
    case ts::Check::PatError2:
    case ts::Check::PmtError2:
    case ts::Check::PidError:
    case ts::Check::UnreferencedPid:
        return hasPmt ? tooShort : "no PAT and PMT came, or too short to say";
    case ts::Check::PcrRepetitionError:
    case ts::Check::PcrDiscontinuityError:
    case ts::Check::PcrAccuracyError:
        return noPcrs;
    case ts::Check::PtsError:
    case ts::Check::PtsStopped:
    case ts::Check::EsStopped:
        return "no video or audio that can be read, or too short to say";
    case ts::Check::CatError:
        return "nothing is scrambled and no CAT came";
    case ts::Check::NitOtherError:
    case ts::Check::SdtOtherError:
    case ts::Check::EitOtherError:
    case ts::Check::EitPfError:
    case ts::Check::RstError:
        return noTable;
    case ts::Check::BufferError:
    case ts::Check::EmptyBufferError:
    case ts::Check::DataDelayError:
        return "no buffer was modelled long enough";
    case ts::Check::Count:
        break;
    }
    return {};
}

std::string notMeasurableReason(ts::Check check, const Report& report) {
    if (report.time.kind == TimeBasis::Kind::Assumed && needsTime(check)) {
        return "no PCRs: the stream tells no time";
    }
    switch (check) {
    case ts::Check::PcrAccuracyError:
        return accuracyReason(report);
    case ts::Check::BufferError:
    case ts::Check::EmptyBufferError:
    case ts::Check::DataDelayError:
        return "the T-STD needs a clock, codecs that it knows, and no loss";
    default:
        return "cannot be measured on this stream";
    }
}

} // namespace

std::string reasonOf(const CheckReport& check, const Report& report) {
    switch (check.state) {
    case ts::CheckState::Unknown:
        return unknownReason(check.check, report);
    case ts::CheckState::NotMeasurable:
        return notMeasurableReason(check.check, report);
    case ts::CheckState::Disabled:
        return "not part of the profile '" + report.profile + "'";
    case ts::CheckState::Ok:
    case ts::CheckState::Error:
        break;
    }
    return {};
}

bool needsTime(ts::Check check) {
    switch (check) {
    case ts::Check::TsSyncLoss:
    case ts::Check::SyncByteError:
    case ts::Check::ContinuityCountError:
    case ts::Check::TransportError:
    case ts::Check::CrcError:
        return false;
    default:
        return true;
    }
}

int priorityOf(ts::Check check) {
    if (check == ts::Check::EsStopped || check == ts::Check::PtsStopped) {
        return 1;
    }
    return ts::checkNumber(check).front() - '0';
}

std::optional<int> worstPriority(const Report& report) {
    std::optional<int> worst;
    for (const CheckReport& check : report.checks) {
        if (check.count > 0) {
            worst = std::min(worst.value_or(3), priorityOf(check.check));
        }
    }
    return worst;
}

} // namespace vigie::analysis
