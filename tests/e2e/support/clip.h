// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace vigie::e2e {

/// A transport stream that somebody else's multiplexer made: 12 s of moving test picture and tone
/// at 800 kbit/s CBR. Made once per test program; empty when ffmpeg failed.
inline QString thirdPartyClip(const QTemporaryDir& folder) {
    const QString path = folder.filePath("clip.ts");
    if (QFile::exists(path)) {
        return path;
    }
    QProcess ffmpeg;
    ffmpeg.start("ffmpeg", {"-y",
                            "-loglevel",
                            "error",
                            "-f",
                            "lavfi",
                            "-i",
                            "testsrc2=size=320x180:rate=25",
                            "-f",
                            "lavfi",
                            "-i",
                            "sine=frequency=440:sample_rate=48000",
                            "-t",
                            "12",
                            "-c:v",
                            "libx264",
                            "-preset",
                            "ultrafast",
                            "-tune",
                            "zerolatency",
                            "-g",
                            "25",
                            "-b:v",
                            "400k",
                            "-maxrate",
                            "400k",
                            "-bufsize",
                            "200k",
                            "-c:a",
                            "mp2",
                            "-b:a",
                            "96k",
                            "-f",
                            "mpegts",
                            "-muxrate",
                            "800k",
                            "-pcr_period",
                            "30",
                            "-pat_period",
                            "0.1",
                            path});
    return ffmpeg.waitForFinished(60000) && ffmpeg.exitCode() == 0 ? path : QString();
}

} // namespace vigie::e2e
