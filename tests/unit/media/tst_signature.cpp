// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signatures of one programme coded twice: well at 1080 lines, and poorly at 360 with a logo.
#include "core/media/signature.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/media/decodepool.h"
#include "core/media/picturereader.h"
#include "tests/unit/media/drawnpicture.h"
#include "tests/unit/media/encodedunits.h"

using namespace vigie;
using testing::Color;

namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 180;
constexpr int kScenes = 6;
constexpr int kPicturesOfScene = 15;

/// Smooth ground, blocks of detail and something that moves.
Color programmeAt(int frame, double x, double y) {
    const int scene = frame / kPicturesOfScene;
    const double time = frame / 25.0;
    Color color = testing::sceneAt(scene, time * 0.3, x, y);
    const auto tile = static_cast<unsigned>(scene * 1000 + static_cast<int>(x * 12) * 40 +
                                            static_cast<int>(y * 7));
    color[0] += static_cast<int>((tile * 2654435761U >> 16) % 60) - 30;
    const double dx = x - (0.2 + 0.3 * time - 0.2 * scene);
    const double dy = y - 0.5;
    if (dx * dx + dy * dy < 0.01) {
        color = {220, 100, 160};
    }
    color[0] = std::clamp(color[0], 16, 235);
    return color;
}

bool writeRaw(const std::string& file, bool hasLogo) {
    std::ofstream out(file, std::ios::binary);
    std::vector<char> plane;
    for (int frame = 0; frame < kScenes * kPicturesOfScene; ++frame) {
        for (int component = 0; component < 3; ++component) {
            const int shift = component == 0 ? 0 : 1;
            const int width = kWidth >> shift;
            const int height = kHeight >> shift;
            plane.clear();
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const double px = (x + 0.5) / width;
                    const double py = (y + 0.5) / height;
                    const bool isLogo = hasLogo && px > 0.86 && px < 0.95 && py > 0.06 && py < 0.16;
                    plane.push_back(static_cast<char>(
                        isLogo ? 235 - 107 * (component > 0)
                               : programmeAt(frame, px, py)[static_cast<std::size_t>(component)]));
                }
            }
            out.write(plane.data(), static_cast<std::streamsize>(plane.size()));
        }
    }
    return out.good();
}

struct Seen {
    std::vector<std::optional<std::uint64_t>> signatures;
    std::vector<int> told; // numbers of the pictures that were worth telling
};

Seen codeAndLook(const std::string& file, int width, int height, int kbps) {
    const auto text =
        "filesrc location=" + file + " ! rawvideoparse format=i420 width=320 height=180 " +
        "framerate=25/1 ! videoscale ! video/x-raw,width=" + std::to_string(width) +
        ",height=" + std::to_string(height) +
        " ! x264enc speed-preset=ultrafast bitrate=" + std::to_string(kbps) +
        " key-int-max=25 threads=2 ! avdec_h264 max-threads=1 ! appsink name=out sync=false";
    Seen seen;
    const auto pipeline = media::adoptFloating(gst_parse_launch(text.c_str(), nullptr));
    if (!pipeline) {
        return seen;
    }
    const media::ElementPtr sink(gst_bin_get_by_name(GST_BIN(pipeline.get()), "out"));
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    media::PictureReader reader(media::ContentLimits{});
    media::SignatureTeller teller;
    media::PictureSample picture;
    std::int64_t toldAt = -1;
    while (const auto sample = media::SamplePtr(
               gst_app_sink_try_pull_sample(GST_APP_SINK(sink.get()), 30 * GST_SECOND))) {
        if (!reader.read(*sample, picture)) {
            continue;
        }
        const auto number = static_cast<std::int64_t>(seen.signatures.size());
        seen.signatures.push_back(media::signatureOf(picture));
        teller.observe(picture, {base::utcFromNs(number), base::monoFromNs(number)});
        if (const auto& newest = teller.newest(); newest && base::toNs(newest->arrival) != toldAt) {
            toldAt = base::toNs(newest->arrival);
            seen.told.push_back(static_cast<int>(toldAt));
        }
    }
    gst_element_set_state(pipeline.get(), GST_STATE_NULL);
    return seen;
}

} // namespace

class TestSignature : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        std::string whyNot;
        QVERIFY2(media::initialize(&whyNot), whyNot.c_str());
    }

    void flatPicturesHaveNone() {
        testing::DrawnPicture picture(640, 360);
        media::PictureMeter meter(0.1, {});
        media::PictureSample sample;
        for (const int luma : {16, 128, 235}) {
            picture.draw([luma](double x, double) {
                return Color{luma + static_cast<int>(x * 3), 128, 128};
            });
            QVERIFY(meter.measure(picture.view(), sample));
            QVERIFY(!media::signatureOf(sample));
        }
        QVERIFY(!media::signatureOf({}));
    }

    void distance() {
        QCOMPARE(media::signatureDistance(0, 0), 0);
        QCOMPARE(media::signatureDistance(0xff, 0x0f), 4);
        QCOMPARE(media::signatureDistance(0, ~std::uint64_t{0}), 64);
    }

    void oneProgrammeCodedTwice() {
        QTemporaryDir folder;
        QVERIFY(folder.isValid());
        const auto clean = folder.filePath("clean.yuv").toStdString();
        const auto marked = folder.filePath("marked.yuv").toStdString();
        QVERIFY(writeRaw(clean, false) && writeRaw(marked, true));
        const auto well = codeAndLook(clean, 1920, 1080, 8000);
        const auto poorly = codeAndLook(marked, 640, 360, 600);
        constexpr std::size_t kPictures = std::size_t{kScenes} * kPicturesOfScene;
        QCOMPARE(well.signatures.size(), kPictures);
        QCOMPARE(poorly.signatures.size(), kPictures);
        int farthestSame = 0;
        int nearestOther = 64;
        int compared = 0;
        for (std::size_t i = 0; i < kPictures; ++i) {
            if (!well.signatures[i] || !poorly.signatures[i]) {
                continue;
            }
            ++compared;
            farthestSame = std::max(
                farthestSame, media::signatureDistance(*well.signatures[i], *poorly.signatures[i]));
            for (std::size_t j = 0; j < kPictures; ++j) {
                if (i / kPicturesOfScene != j / kPicturesOfScene && poorly.signatures[j]) {
                    nearestOther =
                        std::min(nearestOther, media::signatureDistance(*well.signatures[i],
                                                                        *poorly.signatures[j]));
                }
            }
        }
        qInfo("same pictures at most %d bits apart, other scenes at least %d", farthestSame,
              nearestOther);
        QVERIFY(compared > static_cast<int>(kPictures) * 3 / 4);
        QVERIFY2(farthestSame <= media::kSamePictureDistance,
                 qPrintable(QString::number(farthestSame)));
        QVERIFY2(nearestOther >= media::kTellingDistance,
                 qPrintable(QString::number(nearestOther)));
        // Both tell the first picture of each scene but the first, and hardly anything else.
        std::vector<int> both;
        std::set_intersection(well.told.begin(), well.told.end(), poorly.told.begin(),
                              poorly.told.end(), std::back_inserter(both));
        for (int cut = 1; cut < kScenes; ++cut) {
            QVERIFY(std::count(both.begin(), both.end(), cut * kPicturesOfScene) == 1);
        }
        QVERIFY(both.size() < 2 * kScenes);
    }
};

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
