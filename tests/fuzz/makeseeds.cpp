// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes what each fuzzer begins with: makeseeds FOLDER makes FOLDER/fuzz_es/... and so on. The
// bytes come from the writers of the unit tests, so that none need to be kept here.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/baseline/baselines.h"
#include "core/record/chunk.h"
#include "core/record/writer.h"
#include "core/tsl/codec.h"
#include "tests/fuzz/frameseeds.h"
#include "tests/support/recordlab/lab.h"
#include "tests/unit/es/eswriter.h"
#include "tests/unit/record/slabticks.h"
#include "tests/unit/ts/tswriter.h"

namespace {

using Buffer = std::vector<std::uint8_t>;

class Seeds {
public:
    explicit Seeds(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    void write(const std::string& fuzzer, const std::string& name, const Buffer& bytes) {
        std::filesystem::create_directories(m_folder / fuzzer);
        std::ofstream file(m_folder / fuzzer / name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        m_hasFailed = m_hasFailed || !file.good();
    }
    void write(const std::string& fuzzer, const std::string& name, std::string_view bytes) {
        write(fuzzer, name, Buffer(bytes.begin(), bytes.end()));
    }
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    std::filesystem::path m_folder;
    bool m_hasFailed = false;
};

/// As fuzz_es takes payloads apart.
Buffer payload(const Buffer& bytes, int flags = 0x20) {
    Buffer out{static_cast<std::uint8_t>(bytes.size()),
               static_cast<std::uint8_t>(bytes.size() >> 8), static_cast<std::uint8_t>(flags)};
    eswriter::append(out, bytes);
    return out;
}

void writeEs(Seeds& seeds) {
    using namespace eswriter;
    const Buffer captions = join({{0xb5, 0x00, 0x31}, captionData({0xfc, 0x94, 0x2c})});
    for (const bool isFrameOnly : {true, false}) {
        H264Options options;
        options.isFrameOnly = isFrameOnly;
        options.hasPicStruct = true;
        H264Slice intra;
        intra.isIdr = true;
        intra.isFrameOnly = isFrameOnly;
        intra.bytes = 20;
        H264Slice inter = intra;
        inter.isIdr = false;
        inter.type = 5;
        Buffer seed{0};
        for (int gop = 0; gop < 2; ++gop) {
            append(seed,
                   payload(join({h264Delimiter(), h264Sps(options), h264Pps(),
                                 nal({6}, seiMessage(1, {0x38})), nal({6}, seiMessage(4, captions)),
                                 nal({6}, seiMessage(6, {0x84})), h264Slice(intra)})));
            inter.isBottom = isFrameOnly ? std::optional<bool>() : std::optional(false);
            const Buffer top = join({h264Delimiter(), h264Slice(inter)});
            inter.isBottom = isFrameOnly ? std::optional<bool>() : std::optional(true);
            append(seed, payload(join({top, h264Slice(inter)})));
        }
        seeds.write("fuzz_es", isFrameOnly ? "h264_frames" : "h264_fields", seed);
    }
    Buffer h265{1};
    for (int gop = 0; gop < 2; ++gop) {
        append(h265, payload(join({h265Sps(), h265Pps(0), nal({39 << 1, 1}, seiMessage(1, {0x18})),
                                   nal({39 << 1, 1}, seiMessage(4, captions)),
                                   h265Slice(21, 2, -3, 20), h265Slice(1, 1, 0, 9)})));
    }
    seeds.write("fuzz_es", "h265", h265);
    Buffer mpeg2{2};
    for (int gop = 0; gop < 2; ++gop) {
        append(mpeg2, payload(join({mpeg2Sequence(720, 576, 3, 0x48, false),
                                    mpeg2Unit(0xb8, {0, 8, 0, 0}), mpeg2Picture({.bytes = 20}),
                                    mpeg2Unit(0xb2, captionData({0xfc, 0x94, 0x2c})),
                                    mpeg2Picture({.type = 2, .structure = 1, .bytes = 9}),
                                    mpeg2Picture({.type = 2, .structure = 2, .bytes = 9})})));
    }
    seeds.write("fuzz_es", "mpeg2", mpeg2);
    Buffer teletext{0x10, 0x02, 0x2c};
    teletext.resize(48, 0x55);
    const Buffer subtitles{0x20, 0x00, 0x0f, 0x10, 0, 1, 0, 8, 10, 4, 1, 0xff, 0, 100, 1, 0, 0xff};
    seeds.write("fuzz_es", "text", join({{3}, payload(teletext, 0x21), payload(subtitles, 0x20)}));
}

void writeScte35(Seeds& seeds) {
    const Buffer head{0xfc, 0x30, 0x00, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    const Buffer time{0xfe, 0x01, 0x02, 0x03, 0x04};
    const Buffer insert{0, 0,    0, 7,    0x7f, 0xef, 0xfe, 1, 2, 3,
                        4, 0xfe, 0, 0x29, 0x32, 0xe0, 0,    1, 1, 1};
    Buffer segmentation = tswriter::bytesOf("CUEI");
    for (const int byte :
         {0, 0, 0, 9, 0x7f, 0xff, 0, 0, 0x29, 0x32, 0xe0, 8, 2, 0xab, 0xcd, 0x30, 1, 1}) {
        segmentation.push_back(static_cast<std::uint8_t>(byte));
    }
    const auto section = [&head](int type, const Buffer& command, const Buffer& descriptors) {
        Buffer out = head;
        tswriter::put16(out, 0xf000u | static_cast<unsigned>(command.size()));
        out.push_back(static_cast<std::uint8_t>(type));
        tswriter::append(out, command);
        tswriter::put16(out, static_cast<unsigned>(descriptors.size()));
        tswriter::append(out, descriptors);
        return out;
    };
    seeds.write("fuzz_scte35", "null", section(0, {}, {}));
    seeds.write("fuzz_scte35", "insert", section(5, insert, {}));
    seeds.write("fuzz_scte35", "time_signal",
                section(6, time, tswriter::descriptor(0x02, segmentation)));
}

void writePes(Seeds& seeds) {
    const auto parts = [](const Buffer& bytes) {
        Buffer out{0};
        for (std::size_t at = 0; at < bytes.size(); at += 184) {
            const std::size_t size = std::min<std::size_t>(184, bytes.size() - at);
            out.push_back(at == 0 ? 1 : 0);
            out.push_back(static_cast<std::uint8_t>(size));
            out.insert(out.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
        }
        return out;
    };
    const Buffer body(300, 0x55);
    seeds.write("fuzz_pes", "bounded", parts(tswriter::pesPacket(0xc0, 900'000, body)));
    seeds.write("fuzz_pes", "unbounded",
                parts(tswriter::pesPacket(0xe0, 903'600, body, false, 900'000)));
    seeds.write("fuzz_pes", "private", parts(tswriter::pesPacket(0xbd, {}, body)));
}

void writeAdaptation(Seeds& seeds) {
    // As fuzz_adaptation takes packets apart: PCR, discontinuity, private data, extension.
    Buffer field{0x18, 8, 7, 0x10};
    tswriter::append(field, tswriter::pcrBytes(27'000'000));
    field[0] = 0x08;
    Buffer all = field;
    tswriter::append(all, {0x08, 3, 2, 0x80, 0x00});
    tswriter::append(all, {0x10, 10, 9, 0x0a, 5, 2, 0xaa, 0xbb, 2, 0x80, 0, 0});
    seeds.write("fuzz_adaptation", "fields", all);
    Buffer pes = tswriter::pesPacket(0xe0, 900'000, Buffer(40, 0x55), false, 896'400);
    Buffer packets{0x04, static_cast<std::uint8_t>(pes.size())};
    tswriter::append(packets, pes);
    tswriter::append(packets, packets);
    seeds.write("fuzz_adaptation", "pes", packets);
}

void writePackets(Seeds& seeds) {
    tswriter::Writer writer;
    Buffer stream{3, 0, 0, 1};
    tswriter::append(stream, writer.section(0, tswriter::patSection({{1, 0x100}})));
    tswriter::append(stream,
                     writer.section(0x100, tswriter::pmtSection(1, 0x101, {{0x1b, 0x101, {}}})));
    tswriter::append(stream, writer.packet(0x101, {}, {.pcr = 27'000'000}));
    tswriter::append(stream, writer.unit(0x101, tswriter::pesPacket(0xe0, 90'000, Buffer(200, 1))));
    seeds.write("fuzz_ts", "service", stream);
    seeds.write("fuzz_sections", "pmt", tswriter::pmtSection(1, 0x101, {{0x1b, 0x101, {}}}));
    seeds.write("fuzz_sections", "sdt",
                tswriter::sdtSection(1, tswriter::bytesOf("House"), tswriter::bytesOf("One")));
    Buffer rtp{0x80, 33, 0, 1, 0, 0, 0, 9, 0, 0, 0, 7, 0x47, 0x1f, 0xff, 0x10};
    seeds.write("fuzz_datagram", "rtp", rtp);
    // A CSRC, an extension of one word, two bytes of padding.
    seeds.write("fuzz_datagram", "header",
                {0xb1, 33, 0,    1,    0, 0, 0, 9, 0, 0, 0,    7,    0, 0,
                 0,    1,  0xbe, 0xde, 0, 1, 9, 9, 9, 9, 0x47, 0x1f, 0, 2});
    // Two legs: each packet on A and, but for some, on B; then a restart.
    Buffer legs;
    for (std::uint8_t i = 0; i < 60; ++i) {
        const auto high = static_cast<std::uint8_t>(i < 40 ? 0 : 90);
        const auto source = static_cast<std::uint8_t>(i < 40 ? 1 : 2);
        tswriter::append(legs, Buffer{2, 5, high, i, 0, 0, source, 0});
        if (i % 7 != 0) {
            tswriter::append(legs, Buffer{7, 2, high, i, 0, 0, source, 0});
        }
    }
    seeds.write("fuzz_datagram", "legs", legs);
}

void writeSlabs(Seeds& seeds) {
    slabticks::Shape shape;
    shape.ticks = 12;
    shape.paths = 9;
    for (unsigned seed = 1; seed < 9; ++seed) {
        shape.seed = seed;
        shape.isFast = seed % 2 == 0;
        shape.isWild = seed > 4;
        const std::string slab = vigie::record::packSlab(slabticks::make(shape));
        // As fuzz_slab takes its first byte: with checksums, without, as a chunk.
        const std::string name = std::to_string(seed);
        seeds.write("fuzz_slab", "checked" + name, "\1" + slab);
        seeds.write("fuzz_slab", "unchecked" + name, "\2" + slab);
        vigie::record::ChunkHead head;
        head.kind = vigie::record::ChunkKind::Slab;
        seeds.write("fuzz_slab", "chunk" + name,
                    std::string(1, '\0') + vigie::record::packChunk(head, slab, seed % 3 == 0));
    }
}

/// Small recordings, as fuzz_recording takes its first three bytes.
void writeRecordings(Seeds& seeds) {
    const auto folder = std::filesystem::temp_directory_path() / "makeseeds.recordings";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    const auto bytesOf = [](const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        vigie::recordlab::FleetOptions options;
        options.seed = seed;
        options.nodes = 1;
        options.paths = 1;
        options.tickHz = 1;
        options.seconds = seed * 2;
        options.hasPictures = seed > 2;
        const auto made = vigie::recordlab::makeFleet(options);
        const auto name = std::to_string(seed);
        const auto open = folder / (name + ".vigie");
        auto writer = vigie::record::Writer::create(open, {});
        if (!writer || !vigie::recordlab::put(made, **writer)) {
            continue;
        }
        const std::string begun = bytesOf(open);
        const std::string journal = bytesOf(open.string() + vigie::record::journalSuffix);
        seeds.write("fuzz_recording", "journal" + name, std::string("\2\0\0", 3) + journal);
        std::string both("\3", 1);
        both += static_cast<char>(static_cast<std::uint8_t>(begun.size()));
        both += static_cast<char>(static_cast<std::uint8_t>(begun.size() >> 8U));
        seeds.write("fuzz_recording", "open" + name, both + begun + journal);
        if (!(*writer)->close()) {
            continue;
        }
        seeds.write("fuzz_recording", "raw" + name, std::string(3, '\0') + bytesOf(open));
        seeds.write("fuzz_recording", "closed" + name, std::string("\1\0\0", 3) + bytesOf(open));
    }
    std::filesystem::remove_all(folder);
}

void writeBaselines(Seeds& seeds) {
    using namespace std::chrono_literals;
    vigie::baseline::Baselines baselines;
    const std::size_t steady = baselines.series("north/p1/ts.bitrate", 1000);
    const std::size_t rising = baselines.series("a", 0.5);
    const vigie::base::Utc begin = vigie::base::Utc{} + 1'790'553'600s;
    for (int i = 0; i < 9'000; ++i) {
        baselines.observe(steady, 8e6 + i % 7 * 3000, begin + i * 10s);
        if (i > 3'000) {
            baselines.observe(rising, i * 0.25, begin + i * 10s);
        }
    }
    seeds.write("fuzz_baseline", "two", baselines.save());
    seeds.write("fuzz_baseline", "none", vigie::baseline::Baselines().save());
}

/// The shipped rules, in parts that are short enough for a fuzzer.
void writeRules(Seeds& seeds) {
    constexpr std::size_t part = 2'000;
    const std::string begin = "version: 1\nrules:\n";
    std::string rules = begin;
    int number = 0;
    const auto write = [&] {
        if (rules.size() > begin.size()) {
            seeds.write("fuzz_rules", "shipped" + std::to_string(number++), rules);
        }
        rules = begin;
    };
    std::ifstream shipped(VIGIE_RULES_DIR "/default.yaml");
    bool isInRules = false;
    for (std::string line; std::getline(shipped, line);) {
        const bool isRule = line.rfind("  - id:", 0) == 0;
        isInRules = isInRules || isRule;
        if (isRule && rules.size() > part) {
            write();
        }
        if (isInRules) {
            rules += line + "\n";
        }
    }
    write();
    std::ifstream site(VIGIE_RULES_DIR "/example-site.yaml");
    std::string all(std::istreambuf_iterator<char>(site), {});
    seeds.write("fuzz_rules", "site", all);
    if (number == 0 || all.empty()) {
        std::fprintf(stderr, "makeseeds: no rules in %s\n", VIGIE_RULES_DIR);
    }
}

/// As fuzz_tsl takes its first byte: version, transport, pieces.
void writeTsl(Seeds& seeds) {
    using namespace vigie::tsl;
    std::vector<Display> displays(3);
    for (std::uint16_t i = 0; i < 3; ++i) {
        displays[i].index = i == 2 ? 0xfe : i;
        displays[i].label = "FEED " + std::to_string(i);
        displays[i].left = Lamp::Red;
    }
    const auto shortOnes = [&displays](auto pack) {
        std::string out;
        for (const Display& display : displays) {
            out += pack(display, usualMeanings);
        }
        return out;
    };
    seeds.write("fuzz_tsl", "v31", std::string(1, '\x00') + shortOnes(packV31));
    seeds.write("fuzz_tsl", "v40", std::string(1, '\x01') + shortOnes(packV40));
    const std::string plain = packV5(0, displays, false).front();
    const std::string wide = packV5(broadcast, displays, true).front();
    seeds.write("fuzz_tsl", "v50", std::string(1, '\x02') + plain);
    seeds.write("fuzz_tsl", "v50_utf16", std::string(1, '\x02') + wide);
    // 0xc2 is 194: 194 % 3 is 2, over TCP, in pieces.
    seeds.write("fuzz_tsl", "v50_tcp", std::string(1, '\xc2') + framedV5(plain) + framedV5(wide));
}

void writeSchedules(Seeds& seeds) {
    seeds.write("fuzz_schedule", "csv",
                "feed,region,start,end,duration\n"
                "f001,europe,2026-07-26T18:00:00Z,2026-07-26T19:30:00+02:00,\n"
                "\"1\",,2026-07-26 20:00,,1:30:00\n");
    seeds.write("fuzz_schedule", "calendar",
                "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:House\nBEGIN:STANDARD\n"
                "DTSTART:19700101T000000\nTZOFFSETFROM:+0530\nTZOFFSETTO:+0530\nEND:STANDARD\n"
                "END:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nX-VIGIE-FEED:f001\nX-VIGIE-REGION:europe\n"
                "DTSTART;TZID=House:20260726T180000\nDURATION:PT1H\n"
                "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9\nEXDATE;TZID=House:20260729T180000\n"
                "RDATE:20260801T180000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nLOCATION:1\n"
                "SUMMARY:x\nCATEGORIES:Judo\\, Europe,Europe\nRECURRENCE-ID:20260803T123000Z\n"
                "DTSTART:20260803T133000Z\nDTEND:20260803T143000Z\nEND:VEVENT\nEND:VCALENDAR\n");
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: makeseeds FOLDER\n");
        return 2;
    }
    Seeds seeds(argv[1]);
    writeEs(seeds);
    writeScte35(seeds);
    writePes(seeds);
    writeAdaptation(seeds);
    writePackets(seeds);
    writeSlabs(seeds);
    writeRecordings(seeds);
    writeBaselines(seeds);
    writeRules(seeds);
    writeTsl(seeds);
    writeSchedules(seeds);
    vigie::test::frameSeeds([&seeds](const std::string& name, const std::string& bytes) {
        seeds.write("fuzz_frame", name, bytes);
    });
    return seeds.hasFailed() ? 1 : 0;
}
