// SPDX-License-Identifier: GPL-3.0-or-later
//
// Splice information: the bytes as a section, as one whose length is right, and as one that comes
// through the analyzer with a good CRC.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/ts/analyzer.h"
#include "core/ts/scte35.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;

namespace {

void check(const ts::SpliceInfo& info) {
    const auto isStamp = [](const std::optional<std::uint64_t>& stamp) {
        return !stamp || *stamp < std::uint64_t{1} << 33;
    };
    bool isGood = isStamp(info.splicePts) && isStamp(info.breakDuration) &&
                  !ts::spliceCommandName(info.command).empty() && info.segmentations.size() < 512;
    for (const auto& segmentation : info.segmentations) {
        isGood = isGood && segmentation.upid.size() <= 510 && segmentation.upid.size() % 2 == 0;
    }
    if (!isGood) {
        std::abort();
    }
}

class Sink final : public ts::AnalyzerSink {
public:
    void onSplice(const ts::SpliceEvent& event) override {
        check(event.info);
        if (event.untilSplice && !event.info.splicePts) {
            std::abort();
        }
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::uint8_t> raw(data, data + size);
    if (const auto info = ts::readSpliceInfo(raw)) {
        check(*info);
    }
    if (size < 16 || size > 4000) {
        return 0;
    }
    tswriter::Buffer section = raw;
    section[0] = 0xfc;
    section[3] = 0;
    const std::size_t length = size + 4 - 3;
    section[1] = static_cast<std::uint8_t>(0x30 | length >> 8);
    section[2] = static_cast<std::uint8_t>(length);
    tswriter::put32(section, tswriter::crc32Mpeg2(section));
    if (const auto info = ts::readSpliceInfo(section)) {
        check(*info);
    }

    Sink sink;
    ts::Analyzer analyzer(ts::Profile::dvb(), sink);
    tswriter::Writer writer;
    tswriter::Buffer stream = writer.section(0, tswriter::patSection({{1, 0x100}}));
    tswriter::append(
        stream, writer.section(
                    0x100, tswriter::pmtSection(1, 0x101, {{0x1b, 0x101, {}}, {0x86, 0x102, {}}})));
    tswriter::append(stream, writer.packet(0x101, {}, {.pcr = std::uint64_t{data[4]} << 33}));
    tswriter::append(stream, writer.section(0x102, section));
    analyzer.feed(std::as_bytes(std::span(stream)), {base::utcFromNs(1), base::monoFromNs(1)});
    return 0;
}
