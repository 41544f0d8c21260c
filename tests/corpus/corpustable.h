// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

/// What others measured on the streams of the corpus: the table in its README.
namespace vigie::corpus {

struct Row {
    std::string file;
    std::uint64_t packets = 0;
    double seconds = 0;
    /// 0: too few PCRs; `seconds` was then assumed.
    double pcrBitrate = 0;
    std::size_t pids = 0;
    std::size_t services = 0;
    std::uint64_t ccErrors = 0;
    std::uint64_t ccErrorsByRule2 = 0;
    std::uint64_t transportErrors = 0;
    std::uint64_t badSyncs = 0;
    /// "2.CRC_error=7, ...": what one analyzer counted.
    std::string counters;

    [[nodiscard]] std::uint64_t counter(const std::string& name) const {
        std::smatch match;
        const std::regex expression("\\." + name + "=(\\d+)");
        return std::regex_search(counters, match, expression) ? std::stoull(match[1]) : 0;
    }
};

/// The folder of corpus streams; empty where there is none.
inline std::string folder() {
    const char* const path = std::getenv("VIGIE_CORPUS");
    return path != nullptr ? path : "";
}

inline std::vector<Row> readTable(const std::string& readme) {
    std::ifstream in(readme);
    // file | packets | seconds | rate | PIDs/services | CC/duplicates | TEI | bad sync | counters
    const std::regex line(R"(\| (\S+\.ts) \| (\d+) \| ([\d.]+) \| (\d+) \| (\d+)/(\d+) \|)"
                          R"( (\d+)/(\d+) \| (\d+) \| (\d+) \| (.*) \|)");
    std::vector<Row> rows;
    for (std::string text; std::getline(in, text);) {
        std::smatch m;
        if (std::regex_match(text, m, line)) {
            rows.push_back({m[1], std::stoull(m[2]), std::stod(m[3]), std::stod(m[4]),
                            std::stoul(m[5]), std::stoul(m[6]), std::stoull(m[7]),
                            std::stoull(m[8]), std::stoull(m[9]), std::stoull(m[10]), m[11]});
        }
    }
    return rows;
}

} // namespace vigie::corpus
