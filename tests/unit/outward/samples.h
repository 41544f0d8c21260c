// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/outward/outward.h"

namespace vigie::testing {

inline base::Utc moment(int seconds) {
    return base::Utc{std::chrono::seconds(1'790'000'000 + seconds)};
}

/// A transponder that fades.
inline outward::Notice notice(const std::string& key,
                              outward::Notice::What what = outward::Notice::What::Opened,
                              alarm::Severity severity = alarm::Severity::Major) {
    outward::Notice notice;
    notice.what = what;
    notice.at = moment(5);
    notice.key = key;
    notice.severity = severity;
    notice.fault = alarm::FaultKind::RfMargin;
    notice.ruleId = "rf.margin";
    notice.summary = "IS-20 T7 (transponder): RF margin low, 0.4 dB below 1.0 dB";
    notice.todo = "Look at the beacon \"A\"";
    notice.subjectType = "transponder";
    notice.subjectId = "is20-t7";
    notice.regionId = "europe";
    notice.feeds = 14;
    notice.paths = 28;
    notice.regions = 3;
    notice.value = 0.4;
    notice.limit = 1.0;
    notice.unit = "dB";
    notice.since = moment(0);
    if (what == outward::Notice::What::Ended) {
        notice.ended = moment(4);
    }
    return notice;
}

inline outward::Target webhook(const std::string& name, std::uint16_t port) {
    outward::Target target;
    target.name = name;
    target.address = "http://127.0.0.1:" + std::to_string(port) + "/hook";
    return target;
}

/// As fast as a test wants it.
inline outward::Outward::Pace quickPace() {
    using namespace std::chrono_literals;
    return {.firstPause = 20ms, .longestPause = 100ms, .attempt = 5000ms, .retell = 60000ms};
}

} // namespace vigie::testing
