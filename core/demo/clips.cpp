// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/clips.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <gst/app/gstappsink.h>

#include "core/base/log.h"
#include "core/demo/catalog.h"
#include "core/demo/gstscoped.h"
#include "core/demo/mappedfile.h"
#include "core/demo/picture.h"

namespace vigie::demo {

namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t pictureBytes = pictureWidth * pictureHeight * 3 / 2;
constexpr std::size_t soundBytes = samplesPerFrame * 2 * sizeof(std::int16_t);
constexpr std::size_t mostFrames = 30 * framesPerSecond;
constexpr std::size_t mostBytes = 800'000'000;
constexpr std::chrono::minutes longestDecode{2};
constexpr std::array<const char*, 12> endings{".ts",  ".m2ts", ".mp4", ".m4v",  ".mov", ".mkv",
                                              ".avi", ".webm", ".mpg", ".mpeg", ".mxf", ".ogv"};

class MappedClip final : public Clip {
public:
    MappedClip(MappedFile pictures, MappedFile sound)
        : m_pictures(std::move(pictures)), m_sound(std::move(sound)) {}
    std::size_t frames() const override { return m_pictures.bytes().size() / pictureBytes; }
    std::span<const std::uint8_t> picture(std::size_t frame) const override {
        return m_pictures.bytes().subspan(frame * pictureBytes, pictureBytes);
    }
    std::span<const std::int16_t> sound(std::size_t frame) const override {
        if ((frame + 1) * soundBytes > m_sound.bytes().size()) {
            return {};
        }
        // The mapping is page-aligned and each frame's sound an even number of bytes.
        return {reinterpret_cast<const std::int16_t*>(m_sound.bytes().data() + frame * soundBytes),
                2 * samplesPerFrame};
    }

private:
    MappedFile m_pictures, m_sound;
};

class ClipMaterial final : public Material {
public:
    ClipMaterial(std::shared_ptr<const Clip> clip, std::size_t offset)
        : m_clip(std::move(clip)), m_offset(offset) {}
    void draw(Picture& picture, std::uint64_t frame) override {
        picture.copyFrom(m_clip->picture(at(frame)));
    }
    void fillSound(std::span<std::int16_t> interleaved, std::uint64_t frame) override {
        const auto sound = m_clip->sound(at(frame));
        const std::size_t size = std::min(sound.size(), interleaved.size());
        std::copy_n(sound.begin(), size, interleaved.begin());
        std::fill(interleaved.begin() + static_cast<std::ptrdiff_t>(size), interleaved.end(),
                  std::int16_t{0});
    }

private:
    [[nodiscard]] std::size_t at(std::uint64_t frame) const {
        return static_cast<std::size_t>((frame + m_offset) % m_clip->frames());
    }
    const std::shared_ptr<const Clip> m_clip;
    const std::size_t m_offset;
};

/// Runs a pipeline that ends in "out" and writes what comes, up to `mostSize`; the bytes written.
base::Result<std::size_t> decodeTo(const std::filesystem::path& clip, const std::string& tail,
                                   const std::filesystem::path& target, std::size_t mostSize) {
    GError* parseError = nullptr;
    const GstPipelinePtr pipeline(gst_parse_launch(
        fmt::format("filesrc name=in ! {} ! appsink name=out sync=false max-buffers=16", tail)
            .c_str(),
        &parseError));
    const GstOwned<GError> error(parseError);
    if (!pipeline || error) {
        return base::failure(error ? error->message : "no pipeline");
    }
    const GstOwned<GstElement> in(gst_bin_get_by_name(GST_BIN(pipeline.get()), "in"));
    const GstOwned<GstElement> out(gst_bin_get_by_name(GST_BIN(pipeline.get()), "out"));
    const GstOwned<GstBus> bus(gst_element_get_bus(pipeline.get()));
    g_object_set(in.get(), "location", clip.c_str(), nullptr);
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    std::ofstream file(target, std::ios::binary | std::ios::trunc);
    std::size_t written = 0;
    const auto deadline = Steady::now() + longestDecode;
    while (written < mostSize && file && Steady::now() < deadline) {
        const GstOwned<GstSample> sample(
            gst_app_sink_try_pull_sample(GST_APP_SINK(out.get()), 100 * GST_MSECOND));
        if (sample) {
            GstBuffer* buffer = gst_sample_get_buffer(sample.get());
            GstMapInfo map;
            if (buffer != nullptr && gst_buffer_map(buffer, &map, GST_MAP_READ) != FALSE) {
                const std::size_t size = std::min<std::size_t>(map.size, mostSize - written);
                file.write(reinterpret_cast<const char*>(map.data),
                           static_cast<std::streamsize>(size));
                written += size;
                gst_buffer_unmap(buffer, &map);
            }
            continue;
        }
        if (gst_app_sink_is_eos(GST_APP_SINK(out.get())) != FALSE) {
            break;
        }
        const GstOwned<GstMessage> message(gst_bus_pop_filtered(bus.get(), GST_MESSAGE_ERROR));
        if (message) {
            GError* parsed = nullptr;
            gst_message_parse_error(message.get(), &parsed, nullptr);
            const GstOwned<GError> reason(parsed);
            if (written == 0) {
                return base::failure(reason->message);
            }
            break; // a damaged end: what came before is good
        }
    }
    return written;
}

base::Result<std::shared_ptr<const Clip>> prepareClip(const std::filesystem::path& source,
                                                      const std::filesystem::path& stem,
                                                      std::size_t frames) {
    const std::filesystem::path pictures = stem.string() + ".yuv";
    const std::filesystem::path sound = stem.string() + ".pcm";
    const auto pictureSize = decodeTo(
        source,
        fmt::format("decodebin expose-all-streams=false caps=video/x-raw(ANY) ! videoconvert ! "
                    "videoscale add-borders=true ! videorate ! video/x-raw,format=I420,width={},"
                    "height={},framerate={}/1,pixel-aspect-ratio=1/1,colorimetry=bt601",
                    pictureWidth, pictureHeight, framesPerSecond),
        pictures, frames * pictureBytes);
    if (!pictureSize) {
        return base::failure(pictureSize.error().message);
    }
    if (*pictureSize < pictureBytes) {
        return base::failure("there is no picture in it");
    }
    // Sound may be missing: such a clip is silent, as it is.
    const auto soundSize = decodeTo(
        source,
        fmt::format("decodebin expose-all-streams=false caps=audio/x-raw(ANY) ! audioconvert ! "
                    "audioresample ! audio/x-raw,format=S16LE,rate={},channels=2,"
                    "layout=interleaved",
                    sampleRate),
        sound, *pictureSize / pictureBytes * soundBytes);
    auto mappedPictures = MappedFile::open(pictures);
    if (!mappedPictures) {
        return base::failure(mappedPictures.error().message);
    }
    MappedFile mappedSound;
    if (soundSize && *soundSize > 0) {
        if (auto mapped = MappedFile::open(sound)) {
            mappedSound = std::move(*mapped);
        }
    }
    return std::make_shared<const MappedClip>(std::move(*mappedPictures), std::move(mappedSound));
}

bool isClip(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

} // namespace

base::Result<std::vector<std::shared_ptr<const Clip>>>
prepareClips(const std::filesystem::path& media, const std::filesystem::path& folder) {
    std::error_code problem;
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator it(media, problem), end; !problem && it != end;
         it.increment(problem)) {
        if (it->is_regular_file(problem) && isClip(it->path())) {
            files.push_back(it->path());
        }
    }
    if (problem) {
        return base::failure(
            fmt::format("the folder {} cannot be read: {}", media.string(), problem.message()));
    }
    if (files.empty()) {
        return base::failure(
            fmt::format("the folder {} has no video files (.ts, .mp4, .mkv, ...)", media.string()));
    }
    std::sort(files.begin(), files.end());
    files.resize(std::min(files.size(), mostFeeds));
    const std::size_t frames =
        std::min(mostFrames, mostBytes / files.size() / (pictureBytes + soundBytes));
    const auto log = base::logger("demo");
    std::vector<std::shared_ptr<const Clip>> clips;
    for (std::size_t i = 0; i < files.size(); ++i) {
        log->info("decoding {} ({} of {})", files[i].filename().string(), i + 1, files.size());
        auto clip = prepareClip(files[i], folder / fmt::format("clip-{:02}", i + 1), frames);
        if (clip) {
            clips.push_back(std::move(*clip));
        } else {
            log->warn("{} is left out: {}", files[i].string(), clip.error().message);
        }
    }
    if (clips.empty()) {
        return base::failure(
            fmt::format("none of the video files in {} could be decoded", media.string()));
    }
    return clips;
}

std::unique_ptr<Material> makeClipMaterial(std::shared_ptr<const Clip> clip, std::size_t offset) {
    return std::make_unique<ClipMaterial>(std::move(clip), offset);
}

} // namespace vigie::demo
