// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/dvbstats.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <system_error>

#include <fmt/format.h>

namespace vigie::transport {

namespace {

constexpr std::array<std::uint32_t, 11> commands{DTV_STAT_SIGNAL_STRENGTH,
                                                 DTV_STAT_CNR,
                                                 DTV_STAT_PRE_ERROR_BIT_COUNT,
                                                 DTV_STAT_PRE_TOTAL_BIT_COUNT,
                                                 DTV_STAT_POST_ERROR_BIT_COUNT,
                                                 DTV_STAT_POST_TOTAL_BIT_COUNT,
                                                 DTV_STAT_ERROR_BLOCK_COUNT,
                                                 DTV_STAT_TOTAL_BLOCK_COUNT,
                                                 DTV_DELIVERY_SYSTEM,
                                                 DTV_MODULATION,
                                                 DTV_INNER_FEC};

std::optional<double> decibels(const dtv_property& property) {
    const dtv_fe_stats& stats = property.u.st;
    if (stats.len == 0 || stats.stat[0].scale != FE_SCALE_DECIBEL) {
        return std::nullopt;
    }
    return static_cast<double>(stats.stat[0].svalue) / 1000;
}

std::optional<std::uint64_t> counter(const dtv_property& property) {
    const dtv_fe_stats& stats = property.u.st;
    if (stats.len == 0 || stats.stat[0].scale != FE_SCALE_COUNTER) {
        return std::nullopt;
    }
    return stats.stat[0].uvalue;
}

std::string_view modulationName(std::uint32_t value) {
    switch (value) {
    case QPSK:
        return "QPSK";
    case PSK_8:
        return "8PSK";
    case APSK_16:
        return "16APSK";
    case APSK_32:
        return "32APSK";
    default:
        return {};
    }
}

std::string_view fecName(std::uint32_t value) {
    switch (value) {
    case FEC_1_2:
        return "1/2";
    case FEC_2_3:
        return "2/3";
    case FEC_3_4:
        return "3/4";
    case FEC_4_5:
        return "4/5";
    case FEC_5_6:
        return "5/6";
    case FEC_8_9:
        return "8/9";
    case FEC_3_5:
        return "3/5";
    case FEC_9_10:
        return "9/10";
    case FEC_2_5:
        return "2/5";
    default:
        return {};
    }
}

std::optional<double> ratio(const std::optional<std::uint64_t>& errors,
                            const std::optional<std::uint64_t>& total,
                            const std::optional<std::uint64_t>& errorsBefore,
                            const std::optional<std::uint64_t>& totalBefore) {
    if (!errors || !total || !errorsBefore || !totalBefore || *total <= *totalBefore ||
        *errors < *errorsBefore || *errors - *errorsBefore > *total - *totalBefore) {
        return std::nullopt;
    }
    return static_cast<double>(*errors - *errorsBefore) /
           static_cast<double>(*total - *totalBefore);
}

} // namespace

std::span<const std::uint32_t> dvbReadingCommands() {
    return commands;
}

DvbReading dvbReadingFrom(std::span<const dtv_property> answers) {
    DvbReading reading;
    std::uint32_t system = SYS_UNDEFINED;
    std::string_view modulation;
    std::string_view fec;
    for (const dtv_property& answer : answers) {
        switch (answer.cmd) {
        case DTV_STAT_SIGNAL_STRENGTH:
            reading.levelDbm = decibels(answer);
            break;
        case DTV_STAT_CNR:
            reading.cnDb = decibels(answer);
            break;
        case DTV_STAT_PRE_ERROR_BIT_COUNT:
            reading.preErrors = counter(answer);
            break;
        case DTV_STAT_PRE_TOTAL_BIT_COUNT:
            reading.preTotal = counter(answer);
            break;
        case DTV_STAT_POST_ERROR_BIT_COUNT:
            reading.postErrors = counter(answer);
            break;
        case DTV_STAT_POST_TOTAL_BIT_COUNT:
            reading.postTotal = counter(answer);
            break;
        case DTV_STAT_ERROR_BLOCK_COUNT:
            reading.blockErrors = counter(answer);
            break;
        case DTV_STAT_TOTAL_BLOCK_COUNT:
            reading.blockTotal = counter(answer);
            break;
        case DTV_DELIVERY_SYSTEM:
            system = answer.u.data;
            break;
        case DTV_MODULATION:
            modulation = modulationName(answer.u.data);
            break;
        case DTV_INNER_FEC:
            fec = fecName(answer.u.data);
            break;
        default:
            break;
        }
    }
    if (system == SYS_DVBS2) {
        reading.modcod = dvbS2ModcodFromName(fmt::format("{} {}", modulation, fec));
    }
    return reading;
}

RfFigures rfFiguresFrom(const DvbReading& now, const std::optional<DvbReading>& before) {
    RfFigures figures;
    figures.isLocked = now.isLocked;
    figures.levelDbm = now.levelDbm;
    if (now.isLocked == false) {
        return figures; // the rest would be of a signal that is not received
    }
    figures.cnDb = now.cnDb;
    figures.modcod = now.modcod;
    if (before) {
        figures.berBefore = ratio(now.preErrors, now.preTotal, before->preErrors, before->preTotal);
        figures.berAfter =
            ratio(now.postErrors, now.postTotal, before->postErrors, before->postTotal);
        figures.per =
            ratio(now.blockErrors, now.blockTotal, before->blockErrors, before->blockTotal);
    }
    completeRfFigures(figures);
    return figures;
}

base::Result<DvbFrontend> DvbFrontend::open(int adapter, int frontend) {
    const auto path = fmt::format("/dev/dvb/adapter{}/frontend{}", adapter, frontend);
    Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd.isOpen()) {
        return base::failure(fmt::format("{}: {}", path, std::generic_category().message(errno)));
    }
    return DvbFrontend(std::move(fd));
}

std::optional<RfFigures> DvbFrontend::read() {
    std::array<dtv_property, commands.size()> answers{};
    for (std::size_t index = 0; index < commands.size(); ++index) {
        answers[index].cmd = commands[index];
    }
    dtv_properties request{};
    request.num = static_cast<std::uint32_t>(answers.size());
    request.props = answers.data();
    fe_status_t status{};
    const bool isStatusKnown = ::ioctl(m_fd.get(), FE_READ_STATUS, &status) == 0;
    const bool isAnswered = ::ioctl(m_fd.get(), FE_GET_PROPERTY, &request) == 0;
    if (!isStatusKnown && !isAnswered) {
        return std::nullopt;
    }
    DvbReading reading = isAnswered ? dvbReadingFrom(answers) : DvbReading{};
    if (isStatusKnown) {
        reading.isLocked = (static_cast<unsigned>(status) & FE_HAS_LOCK) != 0;
    }
    const auto figures = rfFiguresFrom(reading, m_before);
    m_before = reading;
    return figures;
}

} // namespace vigie::transport
