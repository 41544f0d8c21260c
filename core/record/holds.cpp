// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/holds.h"

#include <fstream>
#include <iterator>
#include <random>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/record/appendfile.h"

namespace vigie::record {
namespace {

using nlohmann::json;

constexpr std::size_t mostStateBytes = 16U << 20U;

std::string newOrigin() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

std::filesystem::path stateFile(const std::filesystem::path& folder) {
    return folder / "ring.json";
}

std::optional<RingState> stateFrom(const std::string& text) {
    const json root = json::parse(text, nullptr, false);
    if (!root.is_object() || !root.contains("origin") || !root["origin"].is_string() ||
        !root.contains("holds") || !root["holds"].is_array()) {
        return std::nullopt;
    }
    RingState state;
    state.origin = root["origin"].get<std::string>();
    for (const json& entry : root["holds"]) {
        const bool hasFields = entry.is_object() && entry.contains("name") &&
                               entry["name"].is_string() && entry.contains("from") &&
                               entry["from"].is_number_integer() && entry.contains("until") &&
                               entry.contains("reason") && entry["reason"].is_string();
        if (!hasFields || !(entry["until"].is_null() || entry["until"].is_number_integer())) {
            return std::nullopt;
        }
        Hold hold;
        hold.name = entry["name"].get<std::string>();
        hold.from = base::utcFromNs(entry["from"].get<std::int64_t>());
        if (!entry["until"].is_null()) {
            hold.until = base::utcFromNs(entry["until"].get<std::int64_t>());
        }
        hold.reason = entry["reason"].get<std::string>();
        state.holds.push_back(std::move(hold));
    }
    return state;
}

} // namespace

RingState loadRingState(const std::filesystem::path& folder, std::string& remark) {
    const std::filesystem::path path = stateFile(folder);
    std::error_code code;
    if (const auto size = std::filesystem::file_size(path, code); !code) {
        std::string text;
        if (size <= mostStateBytes) {
            std::ifstream file(path, std::ios::binary);
            text.assign(std::istreambuf_iterator<char>(file), {});
        }
        if (auto state = stateFrom(text)) {
            return *std::move(state);
        }
        std::filesystem::path aside = path;
        aside += ".damaged";
        std::filesystem::rename(path, aside, code);
        remark = path.string() + " cannot be understood and was set aside as " + aside.string() +
                 "; what it held of the ring may go.";
    }
    return {newOrigin(), {}};
}

base::Result<void> saveRingState(const std::filesystem::path& folder, const RingState& state) {
    json root{{"origin", state.origin}, {"holds", json::array()}};
    for (const Hold& hold : state.holds) {
        json entry{{"name", hold.name},
                   {"from", base::toNs(hold.from)},
                   {"until", nullptr},
                   {"reason", hold.reason}};
        if (hold.until) {
            entry["until"] = base::toNs(*hold.until);
        }
        root["holds"].push_back(std::move(entry));
    }
    std::filesystem::path beside = stateFile(folder);
    beside += ".new";
    std::error_code code;
    std::filesystem::remove(beside, code);
    auto file = AppendFile::create(beside);
    if (!file) {
        return tl::unexpected(std::move(file.error()));
    }
    const std::string text = root.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    if (auto done = file->append(text); !done) {
        return done;
    }
    if (auto done = file->sync(); !done) {
        return done;
    }
    return file->renameTo(stateFile(folder), true);
}

} // namespace vigie::record
