// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>
#include <vector>

#include "core/ts/checkbook.h"
#include "core/ts/content.h"
#include "core/ts/crc32.h"
#include "core/ts/dvbtext.h"
#include "core/ts/pes.h"
#include "core/ts/sectionassembler.h"
#include "core/ts/servicetable.h"
#include "core/ts/simonitor.h"

using namespace vigie;

namespace {

/// The monitor of service information, with a clock that every section moves on.
struct Information {
    void take(ts::Bytes section) {
        const std::uint8_t id = section[0];
        const std::uint16_t pid = id < 0x42                                ? 0x10
                                  : id == 0x42 || id == 0x46 || id == 0x4a ? 0x11
                                  : id < 0x70                              ? 0x12
                                  : id == 0x71                             ? 0x13
                                                                           : 0x14;
        // Small steps and, now and then, one past every limit.
        at.mono += std::chrono::milliseconds(section.back() == 0xff ? 400'000 : section.back());
        monitor.sectionSeen(pid, section, section[2] % 7 != 0, at, ++packet);
        if (section.back() % 3 == 0) {
            monitor.poll(at);
            book.refresh(at);
        }
        if (section.back() == 0x7f) {
            monitor.restart(at);
        }
    }
    ts::Profile profile = ts::Profile::dvb();
    ts::AnalyzerSink sink;
    ts::CheckBook book{profile, sink};
    ts::SiMonitor monitor{profile, book, [] { return std::optional(1e6); }};
    base::Timestamp at{};
    std::uint64_t packet = 0;
};

/// What the analyzer does with a section, but whatever its CRC says: the fuzzer need not find one.
void takeSection(ts::Bytes section, ts::ServiceTable& services, Information& information) {
    if (section.size() < 3 || section.size() > ts::SectionAssembler::maxSection) {
        std::abort();
    }
    information.take(section);
    const auto table = ts::readLongSection(section);
    if (!table) {
        return;
    }
    switch (table->tableId) {
    case ts::tableid::pat:
        services.takePat(*table, {});
        break;
    case ts::tableid::cat:
        services.takeCat(*table);
        break;
    case ts::tableid::pmt:
        services.takePmt(0x100, *table, {});
        break;
    case ts::tableid::sdtActual:
        services.takeSdt(*table, {});
        break;
    default:
        break;
    }
    if (services.services().size() > ts::ServiceTable::maxServices) {
        std::abort();
    }
}

} // namespace

/// Payloads of packets through the assembler and every table parser; then the same bytes as text,
/// descriptors and a PES header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ts::AnalyzerSink sink;
    ts::ServiceTable services(sink);
    ts::SectionAssembler assembler;
    // A PAT to begin with, so that a PMT has a service to belong to.
    constexpr std::array<std::uint8_t, 16> pat{0x00, 0xb0, 0x0d, 0x00, 0x01, 0xc1, 0x00, 0x00,
                                               0x00, 0x01, 0xe1, 0x00, 0xe8, 0xf9, 0x5e, 0x7d};
    Information information;
    takeSection(pat, services, information);

    for (std::size_t at = 0; at < size;) {
        const bool isUnitStart = (data[at] & 1) != 0;
        const std::size_t length =
            std::min<std::size_t>(1 + data[at] / 2u + (data[at] & 2u) * 28u, size - at);
        const std::vector<std::uint8_t> payload(data + at, data + at + length);
        at += length;
        assembler.take(payload, isUnitStart, [&services, &information](ts::Bytes section) {
            takeSection(section, services, information);
        });
    }
    const std::vector<std::uint8_t> whole(data, data + size);
    if (size >= 3 && size <= ts::SectionAssembler::maxSection) {
        takeSection(whole, services, information);
    }
    const ts::Content content = ts::contentOf(
        size > 0 ? data[0] : 0, ts::Bytes(whole).subspan(std::min<std::size_t>(1, size)), whole);
    const auto pes = ts::readPesHeader(whole);
    if (pes && pes->headerSize > whole.size()) {
        std::abort();
    }
    // Each byte of text becomes at most a letter and a mark: three bytes each.
    if (ts::decodeDvbText(whole).size() > 6 * size || content.language.size() > 3) {
        std::abort();
    }
    return static_cast<int>(ts::crc32(whole) & 0);
}
