// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hoursfile.h"

#include <fstream>
#include <sstream>
#include <system_error>

#include <nlohmann/json.hpp>

#include "core/engine/statefile.h"

namespace vigie::engine {
namespace {

constexpr int fileVersion = 1;

/// "Summer Games" becomes "summer-games": safe in any file system.
std::string slugOf(const std::string& event) {
    std::string slug;
    for (const char c : event) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isUpper || isPlain) {
            slug += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    return slug;
}

health::CarriedSeconds secondsOf(const nlohmann::json& json) {
    return {json.at("cloud").get<std::uint64_t>(), json.at("satellite").get<std::uint64_t>(),
            json.at("fibre").get<std::uint64_t>(), json.at("none").get<std::uint64_t>()};
}

nlohmann::json jsonOf(const health::CarriedSeconds& seconds) {
    return {{"cloud", seconds.cloud},
            {"satellite", seconds.satellite},
            {"fibre", seconds.fibre},
            {"none", seconds.none}};
}

} // namespace

HoursFile::HoursFile(const std::filesystem::path& folder, const std::string& event)
    : m_path(folder / (event.empty() ? "hours.json" : "hours-" + slugOf(event) + ".json")),
      m_event(event) {}

base::Result<std::optional<CarriedState>> HoursFile::load() const {
    std::error_code error;
    if (!std::filesystem::exists(m_path, error)) {
        return std::optional<CarriedState>();
    }
    std::ifstream file(m_path);
    std::ostringstream text;
    text << file.rdbuf();
    try {
        const auto json = nlohmann::json::parse(text.str());
        if (json.at("version").get<int>() != fileVersion) {
            throw std::runtime_error("it is of another version");
        }
        CarriedState state;
        state.seconds = secondsOf(json.at("seconds"));
        // Files of earlier versions have the world only.
        if (const auto regions = json.find("regions"); regions != json.end()) {
            for (const auto& region : *regions) {
                state.regions.emplace(region.at("id").get<std::string>(),
                                      secondsOf(region.at("seconds")));
            }
        }
        if (const auto since = json.find("regions_since_ns"); since != json.end()) {
            state.regionsSince = base::utcFromNs(since->get<std::int64_t>());
        }
        state.since = base::utcFromNs(json.at("since_ns").get<std::int64_t>());
        return std::optional(state);
    } catch (const std::exception& problem) {
        const std::filesystem::path aside = m_path.string() + ".bad";
        std::filesystem::rename(m_path, aside, error);
        return base::failure("The hours carried in " + m_path.string() + " cannot be read (" +
                             problem.what() + "); they begin at zero" +
                             (error ? "." : ", and the file is kept as " + aside.string() + "."));
    }
}

base::Result<void> HoursFile::save(const CarriedState& state) const {
    auto regions = nlohmann::json::array();
    for (const auto& [id, seconds] : state.regions) {
        regions.push_back({{"id", id}, {"seconds", jsonOf(seconds)}});
    }
    nlohmann::json json{{"version", fileVersion},
                        {"event", m_event},
                        {"since", base::toIso8601(state.since)},
                        {"since_ns", base::toNs(state.since)},
                        {"seconds", jsonOf(state.seconds)},
                        {"regions", std::move(regions)}};
    if (state.regionsSince) {
        json["regions_since_ns"] = base::toNs(*state.regionsSince);
    }
    // An event's name is foreign text: what is not UTF-8 is replaced, not thrown.
    return writeText(m_path,
                     json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

} // namespace vigie::engine
