// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/detect/clip.h"

#include <cstdio>
#include <memory>
#include <vector>

#include <fmt/format.h>

namespace vigie::detect {
namespace {

constexpr int width = 320;
constexpr int height = 180;

/// A picture like no other of the clip: a slope that moves, and a box that goes round on it.
void draw(std::vector<unsigned char>& picture, int number) {
    const int boxX = number * 7 % (width - 60);
    const int boxY = number * 3 % (height - 40);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool isBox = x >= boxX && x < boxX + 60 && y >= boxY && y < boxY + 40;
            const int slope = 40 + (x + y + number * 4) % 160;
            picture[static_cast<std::size_t>(y * width + x)] =
                static_cast<unsigned char>(isBox ? 225 : slope);
        }
    }
    const std::size_t luma = std::size_t{width} * height;
    for (std::size_t i = 0; i < luma / 4; ++i) {
        picture[luma + i] = static_cast<unsigned char>(90 + i % (width / 2) / 2);
        picture[luma + luma / 4 + i] = static_cast<unsigned char>(170 - i / (width / 2) / 2);
    }
}

void drawBlack(std::vector<unsigned char>& picture) {
    const auto luma = static_cast<std::ptrdiff_t>(width * height);
    std::fill(picture.begin(), picture.begin() + luma, static_cast<unsigned char>(16));
    std::fill(picture.begin() + luma, picture.end(), static_cast<unsigned char>(128));
}

bool isIn(int picture, const Times& times, Fault fault) {
    const auto index = static_cast<std::size_t>(fault);
    const auto first = static_cast<int>(times[index] * pictureRate);
    return picture >= first &&
           picture < first + static_cast<int>(faults[index].lastsS * pictureRate);
}

struct ClosePipe {
    void operator()(std::FILE* pipe) const { pclose(pipe); }
};

} // namespace

base::Result<void> makeClip(const std::filesystem::path& file, const Times& times) {
    const auto silence = static_cast<std::size_t>(Fault::Silence);
    const std::string command = fmt::format(
        "ffmpeg -y -loglevel error -f rawvideo -pix_fmt yuv420p -s {}x{} -r {} -i pipe:0 "
        "-f lavfi -i \"sine=frequency=440:sample_rate=48000,"
        "volume=0:enable='between(t,{:.3f},{:.3f})'\" "
        "-t {} -c:v libx264 -preset ultrafast -tune zerolatency -threads 1 -g {} -b:v 600k "
        "-maxrate 600k -bufsize 150k -c:a mp2 -b:a 96k -f mpegts -pes_payload_size 0 -muxrate "
        "1000k -pcr_period 30 "
        "-pat_period 0.1 '{}'",
        width, height, pictureRate, times[silence], times[silence] + faults[silence].lastsS, passS,
        pictureRate, file.string());
    // NOLINTNEXTLINE(cert-env33-c): a fixed command of our own; the path is one that we made
    const std::unique_ptr<std::FILE, ClosePipe> pipe(popen(command.c_str(), "w"));
    if (!pipe) {
        return base::failure("ffmpeg cannot be started");
    }
    std::vector<unsigned char> picture(std::size_t{width} * height * 3 / 2);
    const auto pictures = static_cast<int>(passS * pictureRate);
    for (int number = 0; number < pictures; ++number) {
        if (isIn(number, times, Fault::Black)) {
            drawBlack(picture);
        } else if (!isIn(number - 1, times, Fault::Freeze) || !isIn(number, times, Fault::Freeze)) {
            draw(picture, number);
        }
        if (std::fwrite(picture.data(), 1, picture.size(), pipe.get()) != picture.size()) {
            return base::failure("ffmpeg ended early");
        }
    }
    return {};
}

} // namespace vigie::detect
