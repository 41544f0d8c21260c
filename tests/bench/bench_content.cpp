// SPDX-License-Identifier: GPL-3.0-or-later
// What the content checks of a path cost, for each policy: many small paths (320x180 video at 25
// fps with MPEG audio), fed at their real pace; and of HD pictures and sound, what looking costs
// beside decoding. Usage: bench_content [probes=144] [seconds=8] [folder]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

#include "core/media/codecs.h"
#include "core/media/contentjudge.h"
#include "core/media/contentprobe.h"
#include "core/media/decodepool.h"
#include "core/media/loudness.h"
#include "core/media/picturereader.h"
#include "core/media/signature.h"
#include "core/media/soundreader.h"
#include "tests/bench/streamset.h"
#include "tests/bench/usage.h"

using namespace vigie;

namespace {

constexpr int kDistinct = 12;

bench::Stream makeSound(int seconds) {
    return testing::encode("audiotestsrc wave=pink-noise samplesperbuffer=1152 num-buffers=" +
                           std::to_string(seconds * 48000 / 1152) +
                           " ! audio/x-raw,rate=48000,channels=2 ! audioconvert ! avenc_mp2 "
                           "bitrate=192000 ! mpegaudioparse");
}

/// Two seconds of detail that moves, as a contribution feed is coded.
bench::Stream makeHd(const std::filesystem::path& folder) {
    const auto file = folder / "stream-hd";
    auto stream = bench::readStream(file);
    if (stream.empty()) {
        stream = testing::encode(
            "videotestsrc num-buffers=50 pattern=zone-plate kx2=5 ky2=4 kt=5 ! video/x-raw,"
            "format=I420,width=1920,height=1080,framerate=25/1 ! x264enc speed-preset=veryfast "
            "bitrate=8000 vbv-buf-capacity=1000 key-int-max=25 bframes=2 threads=2 ! "
            "video/x-h264,stream-format=byte-stream,alignment=au,profile=high");
        if (!stream.empty()) {
            bench::writeStream(file, stream);
        }
    }
    return stream;
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

struct Setup {
    const char* name = "";
    model::DecodePolicy policy = model::DecodePolicy::Off;
    bool hasSound = true;
};

Round run(const std::vector<bench::Stream>& videos, const bench::Stream& sound, int count,
          int seconds, const Setup& setup) {
    const auto pool = media::makeContentPool(2);
    std::vector<std::unique_ptr<media::ContentProbe>> probes;
    for (int i = 0; i < count; ++i) {
        probes.push_back(pool->open("p", {}, setup.policy));
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
            for (std::size_t s = soundAt; setup.hasSound && s < soundUpTo; ++s) {
                const auto& piece = sound[s % sound.size()];
                probe.pushAudio("MPEG audio", std::as_bytes(std::span(piece.data)), piece.pts, now);
            }
            if (frame % 3 == 0) { // about ten ticks a second
                probe.advance(now);
                (void)probe.figures();
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
        const bool isSoundJudged = !setup.hasSound || figures.silence == media::Presence::Clear;
        round.judged += figures.black == media::Presence::Clear && isSoundJudged ? 1 : 0;
    }
    return round;
}

void printPolicies(const std::vector<bench::Stream>& videos, const bench::Stream& sound, int count,
                   int seconds) {
    std::printf("%d probes, 320x180 at 25 fps, %.0f kbit/s, MPEG audio 192 kbit/s, %d s\n", count,
                bench::meanBitsPerSecond(videos) / 1000, seconds);
    std::printf("%-22s %8s %13s %9s %16s %9s %7s %7s\n", "policy", "cores", "of one path",
                "of full", "of which input", "pictures", "errors", "judged");
    const Setup setups[] = {
        {"full", model::DecodePolicy::Full, true},
        {"full, picture alone", model::DecodePolicy::Full, false},
        {"key frames", model::DecodePolicy::KeyFrames, true},
        {"adaptive, all quiet", model::DecodePolicy::Adaptive, true},
        {"off", model::DecodePolicy::Off, true},
    };
    double full = 0;
    for (const auto& setup : setups) {
        const auto round = run(videos, sound, count, seconds, setup);
        full = full > 0 ? full : round.cores;
        std::printf("%-22s %8.3f %11.2f %% %9.3f %16.3f %9llu %7llu %7d\n", setup.name, round.cores,
                    round.cores * 100 / count, round.cores / full, round.inputCores,
                    static_cast<unsigned long long>(round.pictures),
                    static_cast<unsigned long long>(round.errors), round.judged);
    }
}

/// Seconds of this thread for what `onSample` does with all of a stream, decoding included.
double decode(const bench::Stream& stream, media::DecoderChoice choice,
              const media::PushChain::OnSample& onSample) {
    constexpr int kRounds = 3;
    double least = 1e9;
    for (int round = 0; round < kRounds; ++round) {
        const auto chain = media::makeDecoderChain(choice, onSample);
        if (!chain) {
            return 0;
        }
        const double before = threadCpu();
        for (const auto& unit : stream) {
            const auto data = std::make_shared<const std::string>(unit.data);
            if (!chain->push(media::wrapBytes(data, data->data(), data->size()))) {
                return 0;
            }
        }
        least = std::min(least, threadCpu() - before);
    }
    return least;
}

void printLooking(const bench::Stream& hd, const bench::Stream& sound) {
    const auto video = media::decoderFor(model::VideoCodec::H264);
    const auto audio = media::decoderFor(media::AudioCodec::Mpeg);
    media::PictureReader pictures{media::ContentLimits{}};
    media::PictureSample picture;
    media::PictureJudge judge{media::ContentLimits{}};
    media::SignatureTeller signatures;
    media::SoundReader sounds;
    media::SoundBlock block;
    media::Loudness loudness;
    double looking = 0;
    std::size_t looks = 0;
    const double bareVideo = decode(hd, video, [](GstSample&) {});
    const double lookedVideo = decode(hd, video, [&](GstSample& sample) {
        const double before = threadCpu();
        if (pictures.read(sample, picture)) {
            const auto at = std::chrono::milliseconds(40) * ++looks;
            const base::Timestamp arrival{base::utcFromNs(0) + at, base::monoFromNs(0) + at};
            signatures.observe(picture, arrival);
            judge.observe(picture, arrival, std::chrono::milliseconds(40));
        }
        looking += threadCpu() - before;
    });
    const double bareAudio = decode(sound, audio, [](GstSample&) {});
    const double readAudio = decode(sound, audio, [&](GstSample& sample) {
        if (sounds.read(sample, block)) {
            (void)media::factsOf(block);
        }
    });
    std::size_t frames = 0;
    const double loudAudio = decode(sound, audio, [&](GstSample& sample) {
        if (!sounds.read(sample, block)) {
            return;
        }
        (void)media::factsOf(block);
        loudness.add(block);
        frames += block.frames();
        if (frames >= 4800) {
            frames = 0;
            (void)loudness.figures();
        }
    });
    const double seconds = static_cast<double>(sound.size()) * 1152 / 48000;
    std::printf("\nof one path, this thread: 1080p25 H.264 at %.1f Mb/s, stereo MPEG audio\n",
                bench::meanBitsPerSecond({hd}) / 1e6);
    std::printf("%-34s %10s %10s\n", "", "of a core", "of decode");
    const double hdSeconds = static_cast<double>(hd.size()) / 25;
    std::printf("%-34s %8.2f %% %10.3f\n", "decode pictures", 100 * bareVideo / hdSeconds, 1.0);
    std::printf("%-34s %8.2f %% %10.3f\n", "decode pictures and look at them",
                100 * lookedVideo / hdSeconds, lookedVideo / bareVideo);
    std::printf("%-34s %8.2f %% %10.3f\n", "decode sound", 100 * bareAudio / seconds, 1.0);
    std::printf("%-34s %8.2f %% %10.3f\n", "and judge it", 100 * readAudio / seconds,
                readAudio / bareAudio);
    std::printf("%-34s %8.2f %% %10.3f\n", "and measure loudness", 100 * loudAudio / seconds,
                loudAudio / bareAudio);
    std::printf("looking at a 1080p picture: %.0f us\n",
                1e6 * looking / static_cast<double>(std::max<std::size_t>(1, looks)));
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
    const auto hd = makeHd(folder);
    if (videos.empty() || sound.empty() || hd.empty()) {
        std::fprintf(stderr, "bench_content: the streams could not be encoded\n");
        return 1;
    }
    printPolicies(videos, sound, count, seconds);
    printLooking(hd, sound);
    return 0;
}
