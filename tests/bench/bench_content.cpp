// SPDX-License-Identifier: GPL-3.0-or-later
// What the content checks of many small paths cost: probes of 320x180 video at 25 fps with MPEG
// audio, fed at their real pace. Usage: bench_content [probes=144] [seconds=8] [folder]
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "core/media/contentprobe.h"
#include "core/media/decodepool.h"
#include "tests/bench/streamset.h"
#include "tests/bench/usage.h"

using namespace vigie;

namespace {

constexpr int kDistinct = 12;

std::vector<testing::EncodedUnit> makeSound(int seconds) {
    return testing::encode("audiotestsrc wave=pink-noise samplesperbuffer=1152 num-buffers=" +
                           std::to_string(seconds * 48000 / 1152) +
                           " ! audio/x-raw,rate=48000,channels=2 ! audioconvert ! avenc_mp2 "
                           "bitrate=192000 ! mpegaudioparse");
}

struct Round {
    double cores = 0;
    double inputCores = 0; // of them, in the threads that push
    std::uint64_t pictures = 0;
    std::uint64_t errors = 0;
    int judged = 0;
};

double threadCpu() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

Round run(const std::vector<bench::Stream>& videos, const bench::Stream& sound, int count,
          int seconds, model::DecodePolicy policy) {
    const auto pool = media::makeContentPool(1);
    std::vector<std::unique_ptr<media::ContentProbe>> probes;
    for (int i = 0; i < count; ++i) {
        probes.push_back(pool->open("p", {}, policy));
    }
    const auto start = std::chrono::steady_clock::now();
    const auto first = base::SystemClock::instance().now();
    constexpr auto kFrame = std::chrono::milliseconds(40);
    std::size_t soundAt = 0;
    const auto tick = [&](int frame) {
        const auto now = base::Timestamp{first.utc + frame * kFrame, first.mono + frame * kFrame};
        const auto soundUpTo = static_cast<std::size_t>(frame + 1) * 40 / 24;
        for (int i = 0; i < count; ++i) {
            auto& probe = *probes[static_cast<std::size_t>(i)];
            const auto& video = videos[static_cast<std::size_t>(i) % videos.size()];
            // Spread over the second, as independent streams are.
            const auto& unit = video[static_cast<std::size_t>(frame + i) % video.size()];
            probe.pushVideo("H.264", std::as_bytes(std::span(unit.data)), unit.pts, unit.isKey,
                            now);
            for (std::size_t s = soundAt; s < soundUpTo; ++s) {
                const auto& piece = sound[s % sound.size()];
                probe.pushAudio("MPEG audio", std::as_bytes(std::span(piece.data)), piece.pts, now);
            }
        }
        soundAt = soundUpTo;
        std::this_thread::sleep_until(start + frame * kFrame);
    };
    int frame = 0;
    for (; frame < 50; ++frame) { // decoders are made in the first second
        tick(frame);
    }
    const bench::CpuMeter meter;
    const double inputBefore = threadCpu();
    for (; frame < 50 + seconds * 25; ++frame) {
        tick(frame);
    }
    Round round;
    round.cores = meter.cores();
    round.inputCores = (threadCpu() - inputBefore) / meter.wall();
    for (const auto& probe : probes) {
        const auto figures = probe->figures();
        round.pictures += figures.picturesDecoded;
        round.errors += figures.decodeErrors;
        round.judged +=
            figures.black == media::Presence::Clear && figures.silence == media::Presence::Clear
                ? 1
                : 0;
    }
    return round;
}

} // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 144;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 8;
    const std::string folder =
        argc > 3 ? argv[3] : (std::filesystem::temp_directory_path() / "vigie-bench").string();
    std::string whyNot;
    if (count < 1 || seconds < 1 || !media::initialize(&whyNot)) {
        std::fprintf(stderr, "bench_content: %s\n",
                     whyNot.empty() ? "bad arguments" : whyNot.c_str());
        return 1;
    }
    const auto videos = bench::makeStreamSet(folder, std::min(count, kDistinct));
    const auto sound = makeSound(10);
    if (videos.empty() || sound.empty()) {
        std::fprintf(stderr, "bench_content: the streams could not be encoded\n");
        return 1;
    }
    std::printf("%d probes, 320x180 at 25 fps, %.0f kbit/s, MPEG audio 192 kbit/s, %d s\n", count,
                bench::meanBitsPerSecond(videos) / 1000, seconds);
    std::printf("%-12s %8s %16s %9s %7s %7s\n", "policy", "cores", "of which input", "pictures",
                "errors", "judged");
    for (const auto policy : {model::DecodePolicy::Off, model::DecodePolicy::KeyFrames}) {
        const auto round = run(videos, sound, count, seconds, policy);
        std::printf("%-12s %8.3f %16.3f %9llu %7llu %7d\n", std::string(toString(policy)).c_str(),
                    round.cores, round.inputCores, static_cast<unsigned long long>(round.pictures),
                    static_cast<unsigned long long>(round.errors), round.judged);
    }
    return 0;
}
