// SPDX-License-Identifier: GPL-3.0-or-later
// What the wall's decoder pool costs beyond decoding itself: N distinct pre-encoded streams through
// DecodePool at their real pace, against libavcodec in a tight loop and libavcodec at the same
// pace, in the same run. Nothing is shown. Usage: bench_wall_decode [seconds=8] [folder] [N...=16
// 36]
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

extern "C" {
#include <libavcodec/avcodec.h>
}

#include "core/media/decodepool.h"
#include "tests/bench/streamset.h"
#include "tests/bench/usage.h"

using namespace vigie;

namespace {

constexpr int kWorkers = 2;
constexpr auto kFrame = std::chrono::milliseconds(40);

/// One stream decoded by libavcodec alone.
class Floor {
public:
    Floor() : m_context(avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264))) {
        m_context->thread_count = 1;
        avcodec_open2(m_context.get(), nullptr, nullptr);
    }
    /// How many pictures came out.
    int decode(const testing::EncodedUnit& unit) {
        m_padded.assign(unit.data.begin(), unit.data.end());
        m_padded.resize(unit.data.size() + AV_INPUT_BUFFER_PADDING_SIZE, 0);
        m_packet->data = m_padded.data();
        m_packet->size = static_cast<int>(unit.data.size());
        avcodec_send_packet(m_context.get(), m_packet.get());
        int pictures = 0;
        while (avcodec_receive_frame(m_context.get(), m_frame.get()) == 0) {
            ++pictures;
        }
        return pictures;
    }

private:
    struct Free {
        void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
        void operator()(AVPacket* packet) const { av_packet_free(&packet); }
        void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    };
    std::unique_ptr<AVCodecContext, Free> m_context;
    std::unique_ptr<AVPacket, Free> m_packet{av_packet_alloc()};
    std::unique_ptr<AVFrame, Free> m_frame{av_frame_alloc()};
    std::vector<std::uint8_t> m_padded;
};

struct Round {
    double cores = 0; // CPU seconds per second of content
    double shown = 0; // share of the units that became pictures
    long threads = 0;
    long residentKb = 0;
};

const testing::EncodedUnit& unitAt(const std::vector<bench::Stream>& set, std::size_t stream,
                                   int frame) {
    return set[stream][static_cast<std::size_t>(frame) % set[stream].size()];
}

Round floorTight(const std::vector<bench::Stream>& set, int seconds) {
    std::vector<Floor> decoders(set.size());
    const int frames = seconds * 25;
    long pictures = 0;
    const bench::CpuMeter meter;
    for (int frame = 0; frame < frames; ++frame) {
        for (std::size_t i = 0; i < set.size(); ++i) {
            pictures += decoders[i].decode(unitAt(set, i, frame));
        }
    }
    return {meter.cpu() / seconds,
            static_cast<double>(pictures) / (static_cast<double>(set.size()) * frames),
            bench::statusField("Threads:"), bench::statusField("VmRSS:")};
}

/// Streams are spread over the picture interval, as they arrive from a network.
void pace(std::size_t count, int frames, std::size_t first, std::size_t step,
          const std::function<void(std::size_t, int)>& deliver) {
    const auto start = std::chrono::steady_clock::now();
    for (int frame = 0; frame < frames; ++frame) {
        for (std::size_t i = first; i < count; i += step) {
            std::this_thread::sleep_until(start + frame * kFrame +
                                          kFrame * static_cast<int>(i) / static_cast<int>(count));
            deliver(i, frame);
        }
    }
}

Round floorPaced(const std::vector<bench::Stream>& set, int seconds) {
    std::vector<Floor> decoders(set.size());
    std::atomic<long> pictures = 0;
    const bench::CpuMeter meter;
    Round round;
    {
        std::vector<std::jthread> workers;
        for (int w = 0; w < kWorkers; ++w) {
            workers.emplace_back([&, w] {
                pace(set.size(), seconds * 25, static_cast<std::size_t>(w), kWorkers,
                     [&](std::size_t i, int frame) {
                         pictures += decoders[i].decode(unitAt(set, i, frame));
                     });
            });
        }
        round.threads = bench::statusField("Threads:");
    }
    round.cores = meter.cores();
    round.shown = static_cast<double>(pictures) / (static_cast<double>(set.size()) * seconds * 25);
    round.residentKb = bench::statusField("VmRSS:");
    return round;
}

Round pool(const std::vector<bench::Stream>& set, int seconds) {
    const auto decoders = media::makeDecodePool(kWorkers);
    std::vector<std::unique_ptr<media::DecodeStream>> streams;
    std::vector<std::vector<model::AccessUnitPtr>> units;
    for (const auto& stream : set) {
        streams.push_back(decoders->open("tile", {}));
        units.push_back(testing::toAccessUnits(stream, model::VideoCodec::H264));
    }
    // A network's units come in one after the other; copies give each loop its own sequence.
    constexpr int kWarmUp = 25;
    const auto deliver = [&](std::size_t i, int frame) {
        auto unit = std::make_shared<model::AccessUnit>(
            *units[i][static_cast<std::size_t>(frame) % units[i].size()]);
        unit->sequence = static_cast<std::uint64_t>(frame) + 1;
        streams[i]->push(std::move(unit));
        (void)streams[i]->takeNewest();
    };
    pace(set.size(), kWarmUp, 0, 1, deliver);
    std::uint64_t before = 0;
    for (const auto& stream : streams) {
        before += stream->figures().framesDecoded;
    }
    const bench::CpuMeter meter;
    pace(set.size(), seconds * 25, 0, 1,
         [&](std::size_t i, int frame) { deliver(i, frame + kWarmUp); });
    Round round;
    round.cores = meter.cores();
    round.threads = bench::statusField("Threads:");
    round.residentKb = bench::statusField("VmRSS:");
    std::uint64_t decoded = 0;
    for (const auto& stream : streams) {
        decoded += stream->figures().framesDecoded;
    }
    round.shown =
        static_cast<double>(decoded - before) / (static_cast<double>(set.size()) * seconds * 25);
    return round;
}

void print(const char* name, const Round& round, const Round& tight, const Round& paced) {
    std::printf("%-26s %7.3f %9.2f %9.2f %8.1f%% %8ld %7.0f\n", name, round.cores,
                round.cores / tight.cores, round.cores / paced.cores, round.shown * 100,
                round.threads, static_cast<double>(round.residentKb) / 1024);
}

} // namespace

int main(int argc, char** argv) {
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 8;
    const std::string folder =
        argc > 2 ? argv[2] : (std::filesystem::temp_directory_path() / "vigie-bench").string();
    std::vector<int> counts;
    for (int i = 3; i < argc; ++i) {
        counts.push_back(std::atoi(argv[i]));
    }
    if (counts.empty()) {
        counts = {16, 36};
    }
    std::string whyNot;
    if (seconds < 1 || *std::min_element(counts.begin(), counts.end()) < 1 ||
        !media::initialize(&whyNot)) {
        std::fprintf(stderr, "bench_wall_decode: %s\n",
                     whyNot.empty() ? "bad arguments" : whyNot.c_str());
        return 1;
    }
    av_log_set_level(AV_LOG_QUIET);
    for (const int count : counts) {
        const auto set = bench::makeStreamSet(folder, count);
        if (set.empty()) {
            std::fprintf(stderr, "bench_wall_decode: the streams could not be encoded\n");
            return 1;
        }
        std::printf("%d streams, 320x180 at 25 fps, %.0f kbit/s, %d s\n", count,
                    bench::meanBitsPerSecond(set) / 1000, seconds);
        std::printf("%-26s %7s %9s %9s %9s %8s %7s\n", "", "cores", "/ tight", "/ paced",
                    "pictures", "threads", "RSS MB");
        const auto tight = floorTight(set, seconds);
        const auto paced = floorPaced(set, seconds);
        const auto pooled = pool(set, seconds);
        print("libavcodec, tight loop", tight, tight, paced);
        print("libavcodec, paced", paced, tight, paced);
        print("DecodePool, paced", pooled, tight, paced);
    }
    return 0;
}
