// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packets whose headers are good and whose adaptation fields and PES headers are not: after true
// tables, the input is cut into bodies of packets of four PIDs.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/ts/analyzer.h"
#include "core/ts/packet.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie;

namespace {

class Sink final : public ts::AnalyzerSink {
public:
    void onPesUnit(const ts::PesUnit& unit) override {
        for (const std::byte byte : unit.payload) {
            sum += std::to_integer<unsigned>(byte);
        }
    }
    void onTimeMark(const ts::TimeMark& mark) override {
        if (mark.pcr >= (std::uint64_t{1} << 33) * 300 + 512) {
            std::abort();
        }
    }
    unsigned sum = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Sink sink;
    ts::Analyzer analyzer(ts::Profile::dvb(), sink);
    analyzer.assemble({0});
    tswriter::Writer writer;
    tswriter::Buffer stream = writer.section(0, tswriter::patSection({{1, 0x100}}));
    tswriter::append(
        stream, writer.section(0x100, tswriter::pmtSection(
                                          1, 0x101,
                                          {{0x1b, 0x101, {}},
                                           {0x03, 0x102, {}},
                                           {0x06, 0x103, tswriter::descriptor(0x56, {1, 2, 3})}})));
    std::vector<unsigned> counters(4, 0);
    for (std::size_t at = 0; at + 2 <= size;) {
        const std::uint8_t flags = data[at];
        const std::size_t pid = flags & 3;
        tswriter::Buffer packet{0x47, static_cast<std::uint8_t>((flags & 4) != 0 ? 0x41 : 0x01),
                                static_cast<std::uint8_t>(pid == 3 ? 0x03 : 0x01 + pid % 3)};
        // adaptation_field_control and now and then a jump of the counter
        const unsigned control = 1 + (flags >> 3) % 3;
        counters[pid] += (control & 1) + ((flags >> 5) == 7 ? 2 : 0);
        packet.push_back(static_cast<std::uint8_t>(control << 4 | (counters[pid] & 15)));
        const std::size_t body = std::min<std::size_t>(data[at + 1] % 185, size - at - 2);
        packet.insert(packet.end(), data + at + 2, data + at + 2 + body);
        at += 2 + body;
        packet.resize(ts::packetSize, 0xff);
        tswriter::append(stream, packet);
    }
    std::int64_t ns = 1;
    constexpr std::size_t datagram = 7 * ts::packetSize;
    for (std::size_t at = 0; at < stream.size(); at += datagram) {
        ns += 40'000'000;
        const std::vector<std::uint8_t> part(
            stream.begin() + static_cast<std::ptrdiff_t>(at),
            stream.begin() + static_cast<std::ptrdiff_t>(std::min(at + datagram, stream.size())));
        analyzer.feed(std::as_bytes(std::span(part)), {base::utcFromNs(ns), base::monoFromNs(ns)});
    }
    for (const ts::ServiceFigures& service : analyzer.services()) {
        sink.sum += static_cast<unsigned>(service.pids.size());
    }
    analyzer.resetInterval();
    analyzer.advance({base::utcFromNs(ns + 9'000'000'000), base::monoFromNs(ns + 9'000'000'000)});
    return 0;
}
