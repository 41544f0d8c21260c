// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/recordingfile.h"

#include <fmt/format.h>

#include "core/config/rulewords.h"
#include "core/config/scalars.h"

namespace vigie::config {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t leastRing = 100'000'000;

void readFolder(const Value& value, const char* key, const std::filesystem::path& folder,
                std::filesystem::path& into) {
    if (const auto child = value.find(key)) {
        const std::string text = child->text();
        if (text.empty()) {
            child->fail("expected a folder");
            return;
        }
        into = std::filesystem::absolute(folder / text);
    }
}

void readBytes(const Value& value, const char* key, std::uint64_t least, std::uint64_t& into) {
    const auto child = value.find(key);
    if (!child) {
        return;
    }
    const std::string text = child->text();
    const auto bytes = parseByteCount(text);
    if (!bytes) {
        child->fail("expected a size like '50GB', not '" + text + "'");
    } else if (*bytes < least) {
        child->fail(fmt::format("expected at least {} MB, not '{}'", least / 1'000'000, text));
    } else {
        into = *bytes;
    }
}

void readSeconds(const Value& value, const char* key, std::chrono::seconds least,
                 std::chrono::seconds most, std::chrono::seconds& into) {
    const auto child = value.find(key);
    if (!child) {
        return;
    }
    const std::chrono::nanoseconds time = child->duration();
    if (time < least || time > most || time % 1s != 0ns) {
        child->fail(
            fmt::format("expected whole seconds, {} s to {} s", least.count(), most.count()));
        return;
    }
    into = std::chrono::duration_cast<std::chrono::seconds>(time);
}

void readPictures(const Value& value, RecordingConfig& into) {
    const auto child = value.find("pictures");
    if (!child) {
        return;
    }
    if (!child->isMap()) {
        if (child->boolean()) {
            return; // as it is by itself
        }
        into.picturePeriod = 0s;
        return;
    }
    child->expectKeys({"every", "rate"});
    readSeconds(*child, "every", 1s, 3600s, into.picturePeriod);
    readBytes(*child, "rate", 0, into.pictureBytesPerSecond);
}

void readIncidents(const Value& value, RecordingConfig& into) {
    const auto child = value.find("incidents");
    if (!child) {
        return;
    }
    if (!child->isMap()) {
        if (!child->boolean()) {
            into.leastIncident = alarm::Severity::None;
        }
        return;
    }
    child->expectKeys({"from", "before", "after", "size"});
    if (const auto severity = child->find("from")) {
        const auto word = severity->choice({"warning", "minor", "major", "critical"});
        into.leastIncident = severityFrom(word).value_or(into.leastIncident);
    }
    readSeconds(*child, "before", 0s, 3600s, into.beforeIncident);
    readSeconds(*child, "after", 0s, 3600s, into.afterIncident);
    readBytes(*child, "size", leastRing, into.mostIncidentBytes);
}

} // namespace

RecordingConfig readRecording(const Value& value, const std::filesystem::path& folder) {
    RecordingConfig recording;
    if (!value.isMap()) {
        recording.isOn = value.boolean();
        return recording;
    }
    value.expectKeys({"folder", "keep", "size", "free", "pictures", "recordings", "incidents"});
    readFolder(value, "folder", folder, recording.folder);
    readFolder(value, "recordings", folder, recording.keptFolder);
    if (const auto keep = value.find("keep")) {
        const std::chrono::nanoseconds time = keep->duration();
        if (time < 1h || time > 8760h || time % 1h != 0ns) {
            keep->fail("expected whole hours, 1h to 8760h");
        } else {
            recording.keep = std::chrono::duration_cast<std::chrono::hours>(time);
        }
    }
    readBytes(value, "size", leastRing, recording.mostBytes);
    readBytes(value, "free", 0, recording.leastFreeBytes);
    readPictures(value, recording);
    readIncidents(value, recording);
    return recording;
}

} // namespace vigie::config
