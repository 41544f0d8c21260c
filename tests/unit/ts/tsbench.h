// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/ts/analyzer.h"
#include "tests/unit/ts/tswriter.h"

/// What the analyzer's tests share: a sink that remembers, a clock that the test turns, and a
/// stream without a fault, from which each test leaves out or spoils one thing.
namespace tsbench {

using namespace std::chrono_literals;
using namespace vigie;
using tswriter::Buffer;

class Recorder final : public ts::AnalyzerSink {
public:
    void onOccurrence(const ts::Occurrence& o) override { occurrences.push_back(o); }
    void onTimeMark(const ts::TimeMark& mark) override { marks.push_back(mark); }
    void onPtsMark(const ts::PtsMark& mark) override { ptsMarks.push_back(mark); }
    void onSplice(const ts::SpliceEvent& event) override { splices.push_back(event); }
    void onPsiChange(const ts::PsiChange& change) override { changes.push_back(change); }
    void onPesUnit(const ts::PesUnit& unit) override {
        units.push_back({unit, std::string(unit.content),
                         Buffer(reinterpret_cast<const std::uint8_t*>(unit.payload.data()),
                                reinterpret_cast<const std::uint8_t*>(unit.payload.data()) +
                                    unit.payload.size())});
    }
    void onInventoryChanged() override { ++inventoryChanges; }

    [[nodiscard]] int count(ts::Check check, ts::Occurrence::Phase phase) const {
        int n = 0;
        for (const auto& o : occurrences) {
            n += o.check == check && o.phase == phase ? 1 : 0;
        }
        return n;
    }

    struct Unit {
        ts::PesUnit unit;
        std::string content;
        Buffer payload;
    };
    std::vector<ts::Occurrence> occurrences;
    std::vector<ts::TimeMark> marks;
    std::vector<ts::PtsMark> ptsMarks;
    std::vector<ts::SpliceEvent> splices;
    std::vector<ts::PsiChange> changes;
    std::vector<Unit> units;
    int inventoryChanges = 0;
};

inline base::Timestamp timeAt(base::Nanoseconds t) {
    return {base::utcFromNs(1'790'000'000'000'000'000 + t.count()),
            base::monoFromNs(5'000'000'000'000 + t.count())};
}

/// A service with H.264 video (PID 0x101, carries the PCR) and MPEG audio (0x102), PMT on 0x100,
/// the tables that DVB asks for (NIT, SDT, EIT present and following, TDT), and some null packets.
/// step() writes the next 20 ms of it; the switches say what is left out. All intervals are well
/// inside the limits of the standard.
class Bench {
public:
    static constexpr std::uint16_t pmtPid = 0x100;
    static constexpr std::uint16_t videoPid = 0x101;
    static constexpr std::uint16_t audioPid = 0x102;
    static constexpr base::Nanoseconds period = 20ms;
    /// Of each period, with isConstantRate: 3.008 Mb/s.
    static constexpr std::size_t constantPackets = 40;

    explicit Bench(ts::Profile profile = ts::Profile::dvb()) : analyzer(profile, recorder) {}

    void feed(const Buffer& bytes) { analyzer.feed(std::as_bytes(std::span(bytes)), timeAt(now)); }
    void step() {
        Buffer out;
        using tswriter::append;
        const auto ticks = static_cast<std::uint64_t>(now.count()) * 27 / 1000;
        const std::uint64_t pcr = (pcrStart + ticks) % 2'576'980'377'600ull;
        const std::uint64_t pts = (pcr / 300 + 45'000) % (1ull << 33);
        const auto isDue = [this](base::Nanoseconds every) { return now % every == 0ns; };
        const auto putPcr = [&] {
            if (hasPcr && isDue(pcrEvery)) {
                tswriter::PacketOptions options;
                options.pcr = pcr;
                append(out, writer.packet(videoPid, {}, options));
            }
        };
        if (isConstantRate) {
            putPcr(); // Always at the same place.
        }
        if (hasPat && isDue(patEvery)) {
            append(out, writer.section(0, tswriter::patSection({{1, pmtPid}})));
        }
        if (hasPmt && isDue(pmtEvery)) {
            append(out, writer.section(pmtPid, tswriter::pmtSection(1, videoPid, streams)));
        }
        if (hasSdt && isDue(1s)) {
            append(out, writer.section(0x11, tswriter::sdtSection(1, tswriter::bytesOf("House"),
                                                                  tswriter::bytesOf("One"))));
        }
        if (hasNit && isDue(nitEvery)) {
            append(out, writer.section(0x10, tswriter::nitSection(1)));
        }
        if (hasEit && isDue(1s)) {
            append(out,
                   writer.sections(0x12, {tswriter::eitSection(1, 0), tswriter::eitSection(1, 1)}));
        }
        if (hasTdt && isDue(tdtEvery)) {
            append(out, writer.section(0x14, tswriter::tdtSection()));
        }
        if (!isConstantRate) {
            putPcr();
        }
        if (hasVideo && isDue(40ms)) {
            append(out, writer.unit(videoPid, tswriter::pesPacket(0xe0, videoPts.value_or(pts),
                                                                  Buffer(300, 0x55), false)));
        }
        if (hasAudio && isDue(40ms)) {
            append(out, writer.unit(audioPid, tswriter::pesPacket(0xc0, audioPts.value_or(pts),
                                                                  Buffer(120, 0xaa))));
        }
        const std::int64_t second = now / 1s;
        for (std::int64_t i = 0; i < 4 + (now % 1s == 500ms ? second * 37 % 11 : 0); ++i) {
            append(out, tswriter::Writer::null());
        }
        if (spoil) {
            spoil(out);
        }
        while (isConstantRate && out.size() < constantPackets * 188) {
            append(out, tswriter::Writer::null());
        }
        feed(out);
        now += period;
    }
    void run(base::Nanoseconds duration) {
        const base::Nanoseconds until = now + duration;
        while (now < until) {
            step();
        }
    }
    /// Time passes, nothing comes.
    void idle(base::Nanoseconds duration) {
        const base::Nanoseconds until = now + duration;
        while (now < until) {
            now += period;
            analyzer.advance(timeAt(now));
        }
    }
    [[nodiscard]] ts::CheckState state(ts::Check check) const {
        return analyzer.check(check).state;
    }
    [[nodiscard]] std::uint64_t errors(ts::Check check) const {
        return analyzer.check(check).errors;
    }

    tswriter::Writer writer;
    Recorder recorder;
    ts::Analyzer analyzer;
    base::Nanoseconds now{0};
    std::uint64_t pcrStart = 27'000'000ull * 100 + 12'345;
    bool hasPat = true;
    bool hasPmt = true;
    bool hasSdt = true;
    bool hasNit = true;
    bool hasEit = true;
    bool hasTdt = true;
    bool hasPcr = true;
    bool hasVideo = true;
    bool hasAudio = true;
    bool isConstantRate = false;
    base::Nanoseconds patEvery = 100ms;
    base::Nanoseconds pmtEvery = 100ms;
    base::Nanoseconds nitEvery = 5s;
    base::Nanoseconds tdtEvery = 10s;
    base::Nanoseconds pcrEvery = 20ms;
    std::optional<std::uint64_t> videoPts;
    std::optional<std::uint64_t> audioPts;
    std::vector<tswriter::Stream> streams{
        {0x1b, videoPid, {}}, {0x03, audioPid, tswriter::descriptor(0x0a, {'f', 'r', 'a', 0})}};
    std::function<void(Buffer&)> spoil;
};

} // namespace tsbench
