// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "core/analysis/analysis.h"
#include "core/analysis/collector.h"

namespace vigie::analysis {
namespace {

constexpr std::size_t readSize = std::size_t{1} << 20;
/// So much without a single packet is no transport stream, whatever follows.
constexpr std::uint64_t hopelessAfter = std::uint64_t{64} << 20;
/// Moments of a file are told from here; any would do, but not the beginning of time, which in
/// places stands for "never".
constexpr std::int64_t originNs = 1'000'000'000'000;

base::Timestamp timeOf(base::Nanoseconds at) {
    return {base::utcFromNs(originNs + at.count()), base::monoFromNs(originNs + at.count())};
}

/// An open file; closed with its owner.
class File {
public:
    explicit File(const std::filesystem::path& path)
        : m_descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~File() {
        if (m_descriptor >= 0) {
            close(m_descriptor);
        }
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// Bytes read, 0 at the end, negative with errno.
    [[nodiscard]] ssize_t read(std::span<std::byte> into) const {
        ssize_t got = 0;
        do {
            got = ::read(m_descriptor, into.data(), into.size());
        } while (got < 0 && errno == EINTR);
        return got;
    }

private:
    int m_descriptor;
};

/// Whether any PID brings two PCRs, so that the stream tells time. Most files say so soon.
bool hasClock(const File& file, std::vector<std::byte>& buffer, const std::stop_token& stop) {
    PcrPacer pacer([](std::span<const std::byte>, base::Nanoseconds) {});
    std::uint64_t done = 0;
    while (pacer.basis().kind != TimeBasis::Kind::Pcr && !stop.stop_requested()) {
        const ssize_t got = file.read(buffer);
        if (got <= 0) {
            pacer.finish();
            break;
        }
        pacer.push({buffer.data(), static_cast<std::size_t>(got)});
        done += static_cast<std::uint64_t>(got);
        if (done > hopelessAfter && !pacer.hasFoundPackets()) {
            break;
        }
    }
    (void)lseek(file.descriptor(), 0, SEEK_SET);
    return pacer.basis().kind == TimeBasis::Kind::Pcr;
}

/// Judges nothing by a clock: what is left are wrong tables, wrong bits and wrong orders.
ts::Profile withoutTime(ts::Profile profile) {
    constexpr base::Nanoseconds never = std::chrono::hours(24) * 365;
    for (base::Nanoseconds* const interval :
         {&profile.patInterval,         &profile.pmtInterval,
          &profile.pidAbsence,          &profile.pcrInterval,
          &profile.ptsInterval,         &profile.nitInterval,
          &profile.nitOtherInterval,    &profile.batInterval,
          &profile.sdtInterval,         &profile.sdtOtherInterval,
          &profile.eitInterval,         &profile.eitOtherInterval,
          &profile.tdtInterval,         &profile.totInterval,
          &profile.eitScheduleInterval, &profile.eitScheduleOtherInterval,
          &profile.eitLaterInterval,    &profile.eitLaterOtherInterval,
          &profile.catInterval,         &profile.unreferencedAfter,
          &profile.esAbsence,           &profile.ptsFreeze}) {
        *interval = never;
    }
    profile.siMinimumGap = base::Nanoseconds{0};
    return profile;
}

std::string whyNot(const std::filesystem::path& file, int error) {
    return fmt::format("cannot read {}: {}", file.string(), std::strerror(error));
}

} // namespace

base::Result<Report> analyzeFile(const std::filesystem::path& path, const Options& options,
                                 const std::stop_token& stop,
                                 const std::function<void(double)>& progress) {
    const File file(path);
    struct stat status {};
    if (!file.isOpen() || fstat(file.descriptor(), &status) != 0) {
        return base::failure(whyNot(path, errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return base::failure(whyNot(path, EISDIR));
    }
    if (!S_ISREG(status.st_mode)) {
        return base::failure(path.string() + " is a pipe or a device; analyze needs a file, "
                                             "because it looks for the clock first");
    }
    const auto size = static_cast<double>(status.st_size);
    posix_fadvise(file.descriptor(), 0, 0, POSIX_FADV_SEQUENTIAL);

    std::vector<std::byte> buffer(readSize);
    Options wanted = options;
    // Arrival is made of the PCRs: it cannot judge them.
    wanted.profile.hasArrivalPace = false;
    if (!hasClock(file, buffer, stop)) {
        wanted.profile = withoutTime(std::move(wanted.profile));
    }
    Report report;
    report.source = path.filename().string();
    Collector collector(wanted, timeOf({}));
    base::Timestamp end = timeOf({});
    const auto limit = options.seconds ? timeOf(std::chrono::duration_cast<base::Nanoseconds>(
                                             std::chrono::duration<double>(*options.seconds)))
                                       : base::Timestamp{base::Utc::max(), base::Mono::max()};
    bool isOver = false;
    PcrPacer pacer([&](std::span<const std::byte> bytes, base::Nanoseconds at) {
        const base::Timestamp arrival = timeOf(at);
        isOver = isOver || arrival.mono > limit.mono;
        if (!isOver) {
            collector.feed(bytes, arrival);
            end = arrival;
        }
    });
    std::uint64_t done = 0;
    while (!isOver && !stop.stop_requested()) {
        const ssize_t got = file.read(buffer);
        if (got < 0) {
            return base::failure(whyNot(path, errno));
        }
        if (got == 0) {
            break;
        }
        pacer.push({buffer.data(), static_cast<std::size_t>(got)});
        done += static_cast<std::uint64_t>(got);
        if (progress && size > 0) {
            progress(std::min(1.0, static_cast<double>(done) / size));
        }
        if (done > hopelessAfter && collector.totals().packets == 0) {
            break;
        }
    }
    report.isCut = isOver || stop.stop_requested();
    if (!isOver) {
        pacer.finish();
        report.isCut = report.isCut || isOver;
    }
    if (done == 0) {
        return base::failure(path.string() + " is empty");
    }
    if (collector.totals().packets == 0) {
        return base::failure(fmt::format("{} is no transport stream: no {} sync bytes (0x47) in a "
                                         "row, 188, 192 or 204 bytes apart",
                                         path.string(), options.profile.syncAcquireAfter));
    }
    report.time = pacer.basis();
    collector.finish(report, end);
    return report;
}

base::Result<std::string> analyzeFileToJson(const std::filesystem::path& file,
                                            const Options& options, const std::stop_token& stop,
                                            const std::function<void(double)>& progress) {
    auto report = analyzeFile(file, options, stop, progress);
    if (!report) {
        return tl::unexpected(report.error());
    }
    return toJson(*report);
}

} // namespace vigie::analysis
