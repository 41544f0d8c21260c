// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/noticejson.h"

#include <nlohmann/json.hpp>

#include "core/outward/noticewords.h"

namespace vigie::outward {

namespace {

using nlohmann::ordered_json;

constexpr int version = 1;

void putText(ordered_json& object, const char* key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

void putCount(ordered_json& object, const char* key, std::uint32_t count) {
    if (count != 0) {
        object[key] = count;
    }
}

/// All but the times.
void putFields(ordered_json& object, const Notice& notice) {
    object["what"] = nameOf(notice.what);
    object["key"] = notice.key;
    object["kind"] = notice.isIncident ? "incident" : "alarm";
    object["severity"] = nameOf(notice.severity);
    object["fault"] = nameOf(notice.fault);
    putText(object, "rule", notice.ruleId);
    putText(object, "test", notice.test);
    putText(object, "summary", notice.summary);
    putText(object, "todo", notice.todo);
    putText(object, "subject_type", notice.subjectType);
    putText(object, "subject", notice.subjectId);
    putText(object, "feed", notice.feedId);
    putText(object, "region", notice.regionId);
    putText(object, "node", notice.nodeId);
    putText(object, "input", notice.inputId);
    putText(object, "path", notice.pathId);
    putCount(object, "feeds", notice.feeds);
    putCount(object, "paths", notice.paths);
    putCount(object, "regions", notice.regions);
    if (notice.value) {
        object["value"] = *notice.value;
    }
    if (notice.limit) {
        object["limit"] = *notice.limit;
    }
    putText(object, "unit", notice.unit);
    putText(object, "operator", notice.operatorName);
}

std::string dumped(const ordered_json& object) {
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace

std::string bodyOf(const Notice& notice, const std::string& id) {
    ordered_json object;
    object["version"] = version;
    object["id"] = id;
    object["at"] = base::toIso8601(notice.at);
    putFields(object, notice);
    object["since"] = base::toIso8601(notice.since);
    if (notice.ended) {
        object["ended"] = base::toIso8601(*notice.ended);
    }
    return dumped(object);
}

std::string storedOf(const Notice& notice) {
    ordered_json object;
    object["at"] = base::toNs(notice.at);
    putFields(object, notice);
    object["since"] = base::toNs(notice.since);
    if (notice.ended) {
        object["ended"] = base::toNs(*notice.ended);
    }
    return dumped(object);
}

std::optional<Notice> noticeFrom(std::string_view stored) {
    const auto object = ordered_json::parse(stored, nullptr, false);
    if (!object.is_object()) {
        return std::nullopt;
    }
    const auto text = [&object](const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_string() ? found->get<std::string>()
                                                           : std::string();
    };
    const auto number = [&object](const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_number() ? std::optional(found->get<double>())
                                                           : std::nullopt;
    };
    const auto count = [&object](const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_number_unsigned() ? found->get<std::uint32_t>()
                                                                    : 0U;
    };
    const auto time = [&object](const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_number_integer()
                   ? std::optional(base::utcFromNs(found->get<std::int64_t>()))
                   : std::nullopt;
    };
    const auto what = whatFrom(text("what"));
    const auto severity = severityFrom(text("severity"));
    const auto at = time("at");
    const auto since = time("since");
    Notice notice;
    notice.key = text("key");
    if (!what || !severity || !at || !since || notice.key.empty()) {
        return std::nullopt;
    }
    notice.what = *what;
    notice.at = *at;
    notice.isIncident = text("kind") == "incident";
    notice.severity = *severity;
    notice.fault = faultFrom(text("fault")).value_or(alarm::FaultKind::Other);
    notice.ruleId = text("rule");
    notice.test = text("test");
    notice.summary = text("summary");
    notice.todo = text("todo");
    notice.subjectType = text("subject_type");
    notice.subjectId = text("subject");
    notice.feedId = text("feed");
    notice.regionId = text("region");
    notice.nodeId = text("node");
    notice.inputId = text("input");
    notice.pathId = text("path");
    notice.feeds = count("feeds");
    notice.paths = count("paths");
    notice.regions = count("regions");
    notice.value = number("value");
    notice.limit = number("limit");
    notice.unit = text("unit");
    notice.operatorName = text("operator");
    notice.since = *since;
    notice.ended = time("ended");
    return notice;
}

} // namespace vigie::outward
