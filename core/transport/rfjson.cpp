// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/transport/rffigures.h"

namespace vigie::transport {

namespace {

using Json = nlohmann::json;

/// False when the key is there with a value of the wrong kind; null is absent.
bool readNumber(const Json& object, const char* key, std::optional<double>& into) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) {
        return true;
    }
    if (!found->is_number() || !std::isfinite(found->get<double>())) {
        return false;
    }
    into = found->get<double>();
    return true;
}

} // namespace

base::Result<RfFigures> parseRfFigures(std::string_view json) {
    const auto object = Json::parse(json, nullptr, false);
    if (!object.is_object()) {
        return base::failure("RF figures must be one JSON object");
    }
    RfFigures figures;
    const auto lock = object.find("lock");
    if (lock != object.end() && !lock->is_null()) {
        if (!lock->is_boolean()) {
            return base::failure("\"lock\" must be true or false");
        }
        figures.isLocked = lock->get<bool>();
    }
    const std::pair<const char*, std::optional<double>*> numbers[] = {
        {"level_dbm", &figures.levelDbm},
        {"cn_db", &figures.cnDb},
        {"esn0_db", &figures.esN0Db},
        {"mer_db", &figures.merDb},
        {"margin_db", &figures.marginDb},
        {"threshold_db", &figures.thresholdDb},
        {"ber_before", &figures.berBefore},
        {"ber_after", &figures.berAfter},
        {"per", &figures.per},
    };
    for (const auto& [key, into] : numbers) {
        if (!readNumber(object, key, *into)) {
            return base::failure(fmt::format("\"{}\" must be a number", key));
        }
    }
    for (const char* key : {"ber_before", "ber_after", "per"}) {
        const auto found = object.find(key);
        if (found != object.end() && found->is_number() &&
            (found->get<double>() < 0 || found->get<double>() > 1)) {
            return base::failure(fmt::format("\"{}\" must be from 0 to 1", key));
        }
    }
    const auto modcod = object.find("modcod");
    if (modcod != object.end() && !modcod->is_null()) {
        const auto* value = modcod->get_ptr<const Json::number_integer_t*>();
        const auto* name = modcod->get_ptr<const Json::string_t*>();
        if (name != nullptr) {
            figures.modcod = dvbS2ModcodFromName(*name);
        } else if (value != nullptr && *value >= 1 && *value <= 28) {
            figures.modcod = static_cast<int>(*value);
        }
        if (!figures.modcod) {
            return base::failure("\"modcod\" must be a whole number from 1 to 28 or a name such as "
                                 "\"8PSK 2/3\"");
        }
    }
    completeRfFigures(figures);
    return figures;
}

} // namespace vigie::transport
