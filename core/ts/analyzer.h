// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/ts/scte35.h"

/// Transport stream analysis: bytes and their arrival in, facts out. No sockets, no decoding, no
/// threads.
namespace vigie::ts {

/// TR 101 290 V1.4.1 in its current forms, and two checks of our own. The order is that of
/// model::tr101290Checks(); checkNumber() gives "1.3.a".
enum class Check : std::uint8_t {
    TsSyncLoss,
    SyncByteError,
    PatError2,
    ContinuityCountError,
    PmtError2,
    PidError,
    TransportError,
    CrcError,
    PcrRepetitionError,
    PcrDiscontinuityError,
    PcrAccuracyError,
    PtsError,
    CatError,
    NitActualError,
    NitOtherError,
    SiRepetitionError,
    BufferError,
    UnreferencedPid,
    SdtActualError,
    SdtOtherError,
    EitActualError,
    EitOtherError,
    EitPfError,
    RstError,
    TdtError,
    EmptyBufferError,
    DataDelayError,
    EsStopped,
    PtsStopped,
    Count
};
inline constexpr std::size_t checkCount = static_cast<std::size_t>(Check::Count);
[[nodiscard]] std::string_view checkNumber(Check check);

enum class CheckState : std::uint8_t { Unknown, Ok, Error, NotMeasurable, Disabled };

/// One indicator. A status check (absence) is Error while it holds; an event check stays Error for
/// 2 s after the last occurrence (DVB MIB default).
/// `errors` counts occurrences; of a status, how often it began. ContinuityCounter tells the
/// duplicate rule of 1.4.
struct CheckResult {
    CheckState state = CheckState::Unknown;
    std::uint64_t errors = 0;
    std::optional<base::Utc> first, last;
};

/// Where the demarcation between drift and jitter lies (TR 101 290, 5.3.2.11): 10 mHz, 100 mHz,
/// 1 Hz, or a frequency of the profile's own.
enum class PcrFilter : std::uint8_t { Mgf1, Mgf2, Mgf3, Mgf4 };

/// Limits and which checks apply. "dvb": the standard's. "ott": an HLS origin is no DVB
/// multiplexer, so SI, PAT/PMT repetition inside a segment and PCR repetition limits are off or
/// wider.
struct Profile {
    std::string name;
    std::array<bool, checkCount> isEnabled{};
    base::Nanoseconds patInterval{std::chrono::milliseconds(500)};
    base::Nanoseconds pmtInterval{std::chrono::milliseconds(500)};
    base::Nanoseconds pidAbsence{std::chrono::seconds(5)};
    base::Nanoseconds pcrInterval{std::chrono::milliseconds(100)};
    base::Nanoseconds ptsInterval{std::chrono::milliseconds(700)};
    /// Service information: how long a table may stay away (3.1.a, 3.5.a, 3.6.a, 3.8), and how
    /// slowly each of its sections may be repeated (3.2; "other" tables 3.1.b, 3.5.b, 3.6.b too).
    /// TR 101 211, 4.4.
    base::Nanoseconds nitInterval{std::chrono::seconds(10)};
    base::Nanoseconds nitOtherInterval{std::chrono::seconds(10)};
    base::Nanoseconds batInterval{std::chrono::seconds(10)};
    base::Nanoseconds sdtInterval{std::chrono::seconds(2)};
    base::Nanoseconds sdtOtherInterval{std::chrono::seconds(10)};
    base::Nanoseconds eitInterval{std::chrono::seconds(2)};
    base::Nanoseconds eitOtherInterval{std::chrono::seconds(10)};
    base::Nanoseconds tdtInterval{std::chrono::seconds(30)};
    base::Nanoseconds totInterval{std::chrono::seconds(30)};
    /// EIT schedule, 3.2: the first eight days (table_id 0x50, 0x51; other: 0x60, 0x61), and later
    /// ones. Satellite and cable ask for 10 s and 30 s of other streams too, terrestrial allows
    /// these.
    base::Nanoseconds eitScheduleInterval{std::chrono::seconds(10)};
    base::Nanoseconds eitScheduleOtherInterval{std::chrono::seconds(60)};
    base::Nanoseconds eitLaterInterval{std::chrono::seconds(30)};
    base::Nanoseconds eitLaterOtherInterval{std::chrono::seconds(300)};
    /// Two sections with one number of one sub-table must not come closer.
    base::Nanoseconds siMinimumGap{std::chrono::milliseconds(25)};
    /// The same of any two sections of a sub-table, as EN 300 468, 5.1.4.1 has it.
    bool isGapOfAnySection = false;
    /// 2.6: packets are scrambled and no CAT came for this long.
    base::Nanoseconds catInterval{std::chrono::seconds(2)};
    /// 2.6: a CAT that was seen counts as present for this long.
    base::Nanoseconds catValid{std::chrono::seconds(10)};
    /// 3.4.a: how long a PID may run without a reference.
    base::Nanoseconds unreferencedAfter{std::chrono::milliseconds(500)};
    /// 3.4.a: PIDs that the user declares to carry private data.
    std::vector<std::uint16_t> privatePids;
    /// How long an event keeps its check in error (default of the DVB MIB).
    base::Nanoseconds persistence{std::chrono::seconds(2)};
    /// EsStopped: a video or audio stream that was there brings no payload for longer.
    base::Nanoseconds esAbsence{std::chrono::seconds(1)};
    /// PtsStopped: payload arrives, its PTS stands still for longer.
    base::Nanoseconds ptsFreeze{std::chrono::seconds(2)};
    /// 2.3.a and 2.5 are judged by the values in the stream; where none comes at all, a clock tells
    /// so after the limit and this, so that a network's jitter is not taken for the multiplexer's.
    base::Nanoseconds arrivalTolerance{std::chrono::milliseconds(400)};
    /// 2.4: PCR_AC beyond this, either way.
    base::Nanoseconds pcrAccuracy{500};
    /// Of all four PCR measurements. MGF2 by default: MGF1 hides less, but takes 100 s until its
    /// first figure; MGF3 hides wander below 1 Hz that receivers do follow, but not at any rate.
    PcrFilter pcrFilter = PcrFilter::Mgf2;
    /// The demarcation frequency of MGF4, Hz.
    double pcrMgf4Hz = 10;
    /// False where arrival says nothing about the stream's own pace: segments over HTTP, a file, a
    /// clock made from the PCRs. Then PCR_OJ, PCR_FO and PCR_DR are absent.
    bool hasArrivalPace = true;
    int syncLossAfter = 2;
    int syncAcquireAfter = 5;
    [[nodiscard]] static Profile dvb();
    [[nodiscard]] static Profile ott();
    /// By name; nothing for an unknown one.
    [[nodiscard]] static std::optional<Profile> named(std::string_view name);
};

/// One occurrence, for the event log. `pid` where the check is about one.
struct Occurrence {
    Check check = Check::Count;
    base::Timestamp at{};
    std::optional<std::uint16_t> pid;
    std::uint64_t count = 1;
    /// For Begin/End of status checks; event checks are Once.
    enum class Phase : std::uint8_t { Once, Begin, End } phase = Phase::Once;
};

enum class StreamClass : std::uint8_t { Unknown, Video, Audio, Data, Psi, Null };

/// Cumulative figures of one PID.
struct PidFigures {
    std::uint16_t pid = 0;
    std::uint64_t packets = 0;
    std::uint64_t ccErrors = 0;
    std::uint64_t scrambled = 0;
    StreamClass streamClass = StreamClass::Unknown;
    std::uint8_t streamType = 0;
    std::string content;
    std::string language;
    /// program_number that refers to it; 0: none or several.
    std::uint16_t serviceId = 0;
    /// By the PCRs of the multiplex, over the same interval as Totals::pcrBitrate; bit/s.
    std::optional<double> pcrBitrate;
};

/// The four PCR measurements of TR 101 290 for one PCR PID.
struct PcrFigures {
    enum class Basis : std::uint8_t {
        Unknown,
        Measured,
        /// Bytes tell time only at a constant rate.
        NotConstantRate,
        TooFewPcrs,
        PacketsLost
    };
    /// Of PCR_AC: whether it could be measured, and why not.
    Basis accuracyBasis = Basis::Unknown;
    /// PCR_AC: the worst since resetInterval(), ns, without sign.
    std::optional<double> accuracyNs;
    /// PCR_OJ: the worst since resetInterval(), ns, without sign. Arrival is the host's: it carries
    /// the jitter of the network and of the host.
    std::optional<double> overallJitterNs;
    /// PCR_FO, Hz against the host's clock, positive: the programme clock is fast.
    std::optional<double> frequencyOffsetHz;
    /// PCR_DR, Hz per second.
    std::optional<double> driftRateHzPerS;
    PcrFilter filter = PcrFilter::Mgf2;
};

/// One service as the PAT, PMT and SDT tell it.
struct ServiceFigures {
    std::uint16_t serviceId = 0;
    std::uint16_t pmtPid = 0;
    std::uint16_t pcrPid = 0x1fff;
    bool hasPmt = false;
    std::string name;
    std::string provider;
    std::vector<std::uint16_t> pids;
    /// Since resetInterval(): the longest gap between PCRs of this service by the PCR values, and
    /// the spread (max - min) of arrival minus PCR over the interval. Absent with fewer than two
    /// PCRs.
    std::optional<base::Nanoseconds> pcrIntervalMax;
    std::optional<base::Nanoseconds> pcrJitter;
    PcrFigures pcr;
    /// Since resetInterval(): the least PTS minus PCR at the arrival of a video PES (audio where
    /// there is no video).
    std::optional<base::Nanoseconds> ptsPcrDistance;
    /// Since resetInterval(): the median of audio PTS minus video PTS as they arrive.
    std::optional<base::Nanoseconds> avPtsGap;
    /// By the PCRs, over the same interval as Totals::pcrBitrate; bit/s.
    std::optional<double> pcrBitrate;
};

/// The raw PCR that came first in a whole second of the programme clock, and when it arrived.
struct TimeMark {
    std::uint16_t serviceId = 0;
    /// base * 300 + ext, 27 MHz, as in the packet.
    std::uint64_t pcr = 0;
    base::Utc arrival{};
};

/// A PES packet that its payload's hash picked (see PtsMarker): its PTS, that hash, and when it had
/// arrived. Survives a multiplexer that stamps PCRs and PTS anew. Only for services asked for with
/// assemble().
struct PtsMark {
    std::uint16_t serviceId = 0;
    std::uint64_t pts = 0;
    std::uint64_t payloadHash = 0;
    base::Utc arrival{};
};

/// One PES packet's payload with its time stamps: what decoders and previews are fed with.
/// Access units are as the PES delivers them (DVB: video one picture per PES, audio whole frames).
struct PesUnit {
    std::uint16_t pid = 0;
    std::uint16_t serviceId = 0;
    std::uint8_t streamType = 0;
    /// As in PidFigures::content: "H.264", "AAC", "MPEG audio", "AC-3", ...
    std::string_view content;
    std::optional<std::uint64_t> pts;
    std::optional<std::uint64_t> dts;
    bool isRandomAccess = false;
    /// True when packets of it were lost (continuity) or marked bad (TEI): do not trust the
    /// picture.
    bool isDamaged = false;
    /// Of the last byte.
    base::Timestamp arrival{};
    std::span<const std::byte> payload;
};

/// A SCTE-35 section as it came, and where the programme was. See scte35.h.
struct SpliceEvent {
    /// 0: on a PID that no PMT names.
    std::uint16_t serviceId = 0;
    std::uint16_t pid = 0;
    SpliceInfo info;
    base::Timestamp at{};
    /// The programme clock when it came, 90 kHz, 33 bits; absent before the first PCR.
    std::optional<std::uint64_t> clock;
    /// From now until the splice by the programme clock; absent where the command names no time.
    std::optional<base::Nanoseconds> untilSplice;
};

struct PsiChange {
    /// "pat", "pmt", "sdt", "nit", "service_added", "service_removed".
    std::string what;
    std::uint16_t serviceId = 0;
    int fromVersion = -1;
    int toVersion = -1;
    base::Timestamp at{};
};

/// What an Analyzer tells while it is fed. All on the feeding thread; spans are borrowed.
class AnalyzerSink {
public:
    virtual ~AnalyzerSink() = default;
    virtual void onOccurrence(const Occurrence&) {}
    virtual void onTimeMark(const TimeMark&) {}
    virtual void onPtsMark(const PtsMark&) {}
    /// A SCTE-35 section with a good CRC that was not just repeated.
    virtual void onSplice(const SpliceEvent&) {}
    virtual void onPsiChange(const PsiChange&) {}
    /// Only for PIDs of services asked for with assemble().
    virtual void onPesUnit(const PesUnit&) {}
    /// PIDs, services or their descriptions changed.
    virtual void onInventoryChanged() {}
};

/// Totals of the whole transport stream. `packets` includes those marked bad (TEI), single wrong
/// sync bytes and null packets, not bytes passed over without sync.
struct Totals {
    std::uint64_t bytes = 0;
    std::uint64_t packets = 0;
    std::uint64_t nullPackets = 0;
    /// 188, 192 or 204; 0 until known.
    int packetSize = 0;
    std::optional<bool> isInSync;
    /// Rate by PCR over the newest interval of at least 1 s of the first service with PCRs, bit/s.
    /// Absent without a PCR for 5 s, as are all rates by PCR.
    std::optional<double> pcrBitrate;
    /// The same over all PCR intervals in which no packet was lost, since the start: the mean rate.
    std::optional<double> pcrBitrateMean;
    std::optional<std::uint16_t> transportStreamId;
};

/// Analyzes one transport stream. Not thread-safe: feed, advance and read on one thread at a time.
/// Never throws on any input. Allocates nothing per packet once PIDs are known.
///
/// Every check starts Unknown; absence checks run from the first sync on the time given to feed()
/// and advance(), so call advance() at least every 100 ms when nothing arrives.
class Analyzer final {
public:
    Analyzer(Profile profile, AnalyzerSink& sink);
    ~Analyzer();
    Analyzer(const Analyzer&) = delete;
    Analyzer& operator=(const Analyzer&) = delete;

    /// Bytes in order, any split; `arrival` is that of the last byte.
    void feed(std::span<const std::byte> bytes, base::Timestamp arrival);
    /// Time passes without bytes.
    void advance(base::Timestamp now);
    /// Bytes are known to be missing before those of the next feed(): what counts bytes (2.4, the
    /// T-STD) goes on anew there.
    void gap(base::Timestamp at);
    /// The stream restarts by intent (file loop, reconnect): references of CC, PCR, PTS and absence
    /// timers begin anew; counters stay.
    void restart(base::Timestamp at);
    /// Which services' elementary streams are assembled and handed to onPesUnit(); 0 stands for the
    /// first service of the PAT. Video, audio, teletext and subtitles. Holds from the next feed()
    /// or advance() on; may be called from a sink's callback, unlike feed(), advance() and
    /// restart().
    void assemble(std::vector<std::uint16_t> serviceIds);

    [[nodiscard]] const Profile& profile() const;
    [[nodiscard]] const CheckResult& check(Check check) const;
    [[nodiscard]] const Totals& totals() const;
    /// PIDs seen or referred to, by number.
    [[nodiscard]] std::vector<PidFigures> pids() const;
    /// Services of the present PAT, by id.
    [[nodiscard]] std::vector<ServiceFigures> services() const;
    /// Begins a new interval for what ServiceFigures and PcrFigures give over one.
    void resetInterval();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::ts
