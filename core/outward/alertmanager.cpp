// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/alertmanager.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/outward/http.h"
#include "core/outward/noticewords.h"

namespace vigie::outward {

namespace {

using nlohmann::json;

constexpr std::size_t mostAtOnce = 500;
constexpr int believedTellings = 5;

json labels(const Notice& notice) {
    json all;
    const auto put = [&all](const char* name, const std::string& value) {
        if (!value.empty()) { // an empty label is the same as none
            all[name] = value;
        }
    };
    put("alertname", notice.ruleId.empty() ? std::string(nameOf(notice.fault)) : notice.ruleId);
    put("severity", std::string(nameOf(notice.severity)));
    put("cause", notice.subjectType.empty() ? notice.subjectId
                                            : notice.subjectType + ":" + notice.subjectId);
    put("fault", std::string(nameOf(notice.fault)));
    put("feed", notice.feedId);
    put("region", notice.regionId);
    put("node", notice.nodeId);
    put("key", notice.key);
    put("test", notice.test);
    return all;
}

json alert(const Notice& notice, base::Utc ends) {
    json annotations;
    annotations["summary"] = notice.summary;
    if (!notice.todo.empty()) {
        annotations["description"] = notice.todo;
    }
    if (!notice.operatorName.empty()) {
        annotations["operator"] = notice.operatorName;
    }
    return {{"labels", labels(notice)},
            {"annotations", annotations},
            {"startsAt", base::toIso8601(notice.since)},
            {"endsAt", base::toIso8601(std::max(ends, notice.since))}};
}

std::string dumped(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string apiOf(std::string url) {
    constexpr std::string_view path = "/api/v2/alerts";
    while (url.ends_with('/')) {
        url.pop_back();
    }
    return url.ends_with(path) ? url : url.append(path);
}

class Alertmanager final : public Sender {
public:
    Alertmanager(const Target& target, const SenderContext& context)
        : m_believed(context.retell * believedTellings),
          m_poster(apiOf(target.address), shownHttp(target.address), context) {}

    Outcome send(const Waiting& waiting) override {
        const Notice& notice = waiting.notice;
        const auto now = base::SystemClock::instance().now().utc;
        json alerts = json::array();
        if (waiting.before && labels(*waiting.before) != labels(notice)) {
            alerts.push_back(alert(*waiting.before, now));
        }
        switch (notice.what) {
        case Notice::What::Ended:
            alerts.push_back(alert(notice, std::min(now, notice.ended.value_or(now))));
            break;
        case Notice::What::Test: // ends by itself, after a short time
            alerts.push_back(alert(notice, now + std::chrono::minutes(1)));
            break;
        case Notice::What::Opened:
        case Notice::What::Changed:
            alerts.push_back(alert(notice, now + m_believed));
            break;
        }
        return m_poster.post(dumped(alerts), {});
    }

    [[nodiscard]] bool wantsRetelling() const override { return true; }

    Outcome retell(const std::vector<Notice>& open) override {
        const auto ends = base::SystemClock::instance().now().utc + m_believed;
        for (std::size_t from = 0; from < open.size(); from += mostAtOnce) {
            json alerts = json::array();
            for (std::size_t i = from; i < std::min(from + mostAtOnce, open.size()); ++i) {
                alerts.push_back(alert(open[i], ends));
            }
            if (auto outcome = m_poster.post(dumped(alerts), {});
                outcome.kind != Outcome::Kind::Taken) {
                return outcome;
            }
        }
        return {};
    }

private:
    const std::chrono::milliseconds m_believed;
    HttpPoster m_poster;
};

} // namespace

std::string alertOf(const Notice& notice, base::Utc ends) {
    return dumped(alert(notice, ends));
}

std::string labelsOf(const Notice& notice) {
    return dumped(labels(notice));
}

base::Result<std::unique_ptr<Sender>> makeAlertmanager(const Target& target,
                                                       const SenderContext& context) {
    if (const auto why = whyNoHttp(target.address); !why.empty()) {
        return base::failure(why);
    }
    return std::make_unique<Alertmanager>(target, context);
}

} // namespace vigie::outward
