// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cctype>

#include "core/transport/rffigures.h"

namespace vigie::transport {

namespace {

struct Modcod {
    std::string_view name;
    double thresholdDb;
};

/// EN 302 307-1, tables 12 and 13: normal frames, no pilots, quasi error free (packet error 1e-7).
constexpr std::array<Modcod, 28> modcods{{
    {"QPSK 1/4", -2.35},   {"QPSK 1/3", -1.24},   {"QPSK 2/5", -0.30},    {"QPSK 1/2", 1.00},
    {"QPSK 3/5", 2.23},    {"QPSK 2/3", 3.10},    {"QPSK 3/4", 4.03},     {"QPSK 4/5", 4.68},
    {"QPSK 5/6", 5.18},    {"QPSK 8/9", 6.20},    {"QPSK 9/10", 6.42},    {"8PSK 3/5", 5.50},
    {"8PSK 2/3", 6.62},    {"8PSK 3/4", 7.91},    {"8PSK 5/6", 9.35},     {"8PSK 8/9", 10.69},
    {"8PSK 9/10", 10.98},  {"16APSK 2/3", 8.97},  {"16APSK 3/4", 10.21},  {"16APSK 4/5", 11.03},
    {"16APSK 5/6", 11.61}, {"16APSK 8/9", 12.89}, {"16APSK 9/10", 13.13}, {"32APSK 3/4", 12.73},
    {"32APSK 4/5", 13.64}, {"32APSK 5/6", 14.28}, {"32APSK 8/9", 15.69},  {"32APSK 9/10", 16.05},
}};

const Modcod* find(int number) {
    if (number < 1 || number > static_cast<int>(modcods.size())) {
        return nullptr;
    }
    return &modcods[static_cast<std::size_t>(number - 1)];
}

std::string lettersOf(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c != ' ' && c != '-' && c != '_') {
            out.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        }
    }
    return out;
}

} // namespace

std::optional<int> dvbS2ModcodFromName(std::string_view name) {
    const auto wanted = lettersOf(name);
    const auto found = std::find_if(modcods.begin(), modcods.end(), [&](const Modcod& modcod) {
        return lettersOf(modcod.name) == wanted;
    });
    return found != modcods.end() ? std::optional(static_cast<int>(found - modcods.begin()) + 1)
                                  : std::nullopt;
}

void completeRfFigures(RfFigures& figures) {
    if (!figures.thresholdDb && figures.modcod) {
        figures.thresholdDb = dvbS2ThresholdDb(*figures.modcod);
    }
    if (!figures.marginDb && figures.thresholdDb && figures.esN0Db) {
        figures.marginDb = *figures.esN0Db - *figures.thresholdDb;
    }
}

std::optional<double> dvbS2ThresholdDb(int modcod) {
    const auto* found = find(modcod);
    return found != nullptr ? std::optional(found->thresholdDb) : std::nullopt;
}

std::string_view dvbS2ModcodName(int modcod) {
    const auto* found = find(modcod);
    return found != nullptr ? found->name : std::string_view{};
}

} // namespace vigie::transport
