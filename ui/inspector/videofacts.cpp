// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QCoreApplication>

#include "ui/inspector/codecnames.h"
#include "ui/inspector/facts.h"
#include "ui/theme/figures.h"

namespace vigie::ui::inspector {

namespace {

namespace key = model::key;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::inspector)
};

QString noHeader() {
    return Words::tr("no video, or no header of it yet");
}

QString orDash(const std::optional<double>& value, int decimals) {
    return theme::figure(value, decimals);
}

SideTable::Cell codec(const SideFacts& facts) {
    const std::int64_t codec = facts.state(key::videoCodec);
    const char* names[] = {"", "MPEG-2", "H.264", "H.265"};
    if (codec <= 0 || codec >= 4) {
        return unknownCell(facts, key::videoCodec, noHeader());
    }
    return knownCell(QString::fromLatin1(names[codec]));
}

SideTable::Cell profile(const SideFacts& facts) {
    const std::int64_t codec = facts.state(key::videoCodec);
    const auto profile = facts.raw(key::videoProfile);
    if (!profile) {
        return unknownCell(facts, key::videoProfile, noHeader());
    }
    QString text = profileName(codec, *profile);
    if (const auto level = facts.number(key::videoLevel)) {
        text += QLatin1Char('@') + levelName(codec, *level);
    }
    return knownCell(text);
}

SideTable::Cell format(const SideFacts& facts) {
    const auto width = facts.number(key::videoWidth);
    const auto height = facts.number(key::videoHeight);
    if (!width || !height) {
        return unknownCell(facts, key::videoWidth, noHeader());
    }
    QString text = QStringLiteral("%1×%2").arg(std::lround(*width)).arg(std::lround(*height));
    QString scan = Words::tr("scan not known");
    switch (facts.state(key::videoScan)) {
    case model::state::ScanProgressive:
        text += QLatin1Char('p');
        scan = Words::tr("progressive");
        break;
    case model::state::ScanInterlaced:
        text += QLatin1Char('i');
        scan = Words::tr("interlaced");
        break;
    case model::state::ScanMixed:
        text += QStringLiteral("m");
        scan = Words::tr("progressive and interlaced pictures");
        break;
    default:
        break;
    }
    const auto rate = facts.number(key::videoFrameRate);
    const bool isWhole = rate && std::abs(*rate - std::round(*rate)) < 0.005;
    text += QLatin1Char(' ') + theme::figure(rate, isWhole ? 0 : 2);
    return knownCell(text, text,
                     Words::tr("%1, %2 frames per second").arg(scan, theme::figure(rate, 3)));
}

SideTable::Cell gop(const SideFacts& facts) {
    const auto length = facts.number(key::gopLength);
    if (!length) {
        return unknownCell(facts, key::gopLength, Words::tr("no whole group of pictures yet"));
    }
    const auto anchor = facts.number(key::gopAnchorDistance);
    const auto seconds = facts.number(key::gopInterval);
    const QString text = QStringLiteral("%1 / %2 · %3 s")
                             .arg(orDash(length, 0), orDash(anchor, 0), orDash(seconds, 2));
    return knownCell(text, text,
                     Words::tr("%1 pictures from one random access point to the next; %2 from one "
                               "that is not a B picture to the next; %3 s")
                         .arg(orDash(length, 0), orDash(anchor, 0), orDash(seconds, 3)));
}

SideTable::Cell sizes(const SideFacts& facts) {
    const auto kilobytes = [&facts](std::string_view metric) {
        const auto bytes = facts.number(metric);
        return bytes ? theme::figure(*bytes / 1000, *bytes < 9950 ? 1 : 0) : theme::unknownFigure();
    };
    if (!facts.number(key::frameSizeI) && !facts.number(key::frameSizeP)) {
        return unknownCell(facts, key::frameSizeI, Words::tr("no whole group of pictures yet"));
    }
    const QString text = QStringLiteral("%1 / %2 / %3")
                             .arg(kilobytes(key::frameSizeI), kilobytes(key::frameSizeP),
                                  kilobytes(key::frameSizeB));
    const auto count = [&facts](std::string_view metric) {
        const auto pictures = facts.raw(metric);
        return pictures ? theme::grouped(*pictures) : theme::unknownFigure();
    };
    return knownCell(text, text,
                     Words::tr("Mean size of I, P and B pictures of the last group; since the node "
                               "started: %1 I, %2 P, %3 B")
                         .arg(count(key::framesI), count(key::framesP), count(key::framesB)));
}

SideTable::Cell quantizer(const SideFacts& facts) {
    const auto qp = facts.number(key::videoQp);
    return qp ? knownCell(theme::figure(qp, 0), *qp)
              : unknownCell(facts, key::videoQp, Words::tr("no I picture that tells it yet"));
}

SideTable::Cell errors(const SideFacts& facts) {
    const auto count = facts.raw(key::videoDecodeErrors);
    if (!count) {
        return unknownCell(facts, key::videoDecodeErrors,
                           Words::tr("pictures of this path are not decoded"));
    }
    return knownCell(theme::grouped(*count), static_cast<qint64>(*count),
                     Words::tr("Since the node started"));
}

} // namespace

FactGroup videoFacts() {
    FactGroup group{"video", Words::tr("Video, as coded"), {}};
    group.facts = {
        {"video.codec", Words::tr("Codec"), Words::tr("By the PMT and the stream"), codec},
        {"video.profile", Words::tr("Profile@level"),
         Words::tr("By the sequence or parameter sets"), profile},
        {"video.format", Words::tr("Picture, scan, rate"), {}, format},
        {"video.gop", Words::tr("GOP / anchors"),
         Words::tr("Pictures of a group, distance of pictures that are not B, duration"), gop},
        {"video.sizes", Words::tr("I / P / B size, kB"), {}, sizes},
        {"video.qp", Words::tr("QP of I pictures"),
         Words::tr("The quantizer that the newest I picture begins with: high is coarse"),
         quantizer},
        {"video.errors", Words::tr("Decoder errors"), {}, errors},
    };
    return group;
}

} // namespace vigie::ui::inspector
