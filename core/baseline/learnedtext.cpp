// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/baseline/learnedtext.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace vigie::baseline {
namespace {

// Floats, as levels are: written as short as they can be read back exactly. Doubles go as text of
// their own.
using Json = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t,
                                  std::uint64_t, float>;

constexpr const char* formatName = "vigie-baselines";
constexpr std::int64_t version = 1;
/// Far beyond any figure, and far within what float arithmetic carries.
constexpr float mostFigure = 1e30F;

Json measuresOf(const Measures& measures) {
    return {{"bins", measures.bins},
            {"learnEvery", measures.learnEvery},
            {"binWeight", static_cast<std::int64_t>(measures.binWeight)},
            {"recentWeight", static_cast<std::int64_t>(measures.recentWeight)}};
}

/// What no figure reaches is not written, so that all that is written can be read.
float bounded(float value) {
    return std::clamp(value, -mostFigure, mostFigure);
}

Json levelOf(const Level& level) {
    return Json::array({bounded(level.location), bounded(level.deviation), level.weight});
}

/// A double as two floats would lose some of it.
std::string exactly(double value) {
    constexpr auto most = static_cast<double>(mostFigure);
    return nlohmann::json(std::clamp(value, -most, most)).dump();
}

Json seriesOf(const Series& series) {
    const Learned& learned = series.learned();
    Json bins = Json::array();
    for (std::size_t i = 0; i < learned.bins.size(); ++i) {
        const Learned::Bin& bin = learned.bins[i];
        if (bin.level.weight > 0) {
            bins.push_back(Json::array({i, bin.days, bounded(bin.level.location),
                                        bounded(bin.level.deviation), bin.level.weight}));
        }
    }
    Json json{{"key", series.key()},
              {"leastSpread", exactly(series.leastSpread())},
              {"recent", levelOf(learned.recent)},
              {"bins", std::move(bins)},
              {"bin", learned.bin},
              {"binBlocks", learned.binBlocks},
              {"samples", learned.samples},
              {"lastNs", learned.lastNs}};
    if (learned.run.side != 0) {
        json["run"] = Json::array({learned.run.side, learned.run.blocks, learned.run.others,
                                   exactly(learned.run.distance), exactly(learned.run.from)});
    }
    if (learned.moved != 0) {
        json["moved"] = exactly(learned.moved);
    }
    if (learned.awaySide != 0) {
        json["away"] = Json::array({learned.awaySide, learned.awaySinceNs});
    }
    return json;
}

/// Reads fields one after the other and remembers the first that is wrong.
class Reader {
public:
    explicit Reader(const Measures& measures) : m_measures(measures) {}

    [[nodiscard]] const std::string& wrong() const { return m_wrong; }

    NamedSeries series(const Json& json) {
        NamedSeries series;
        if (!json.is_object()) {
            fail("series");
            return series;
        }
        const Json& key = at(json, "key");
        if (key.is_string() && !key.get_ref<const std::string&>().empty() &&
            key.get_ref<const std::string&>().size() <= mostKeyBytes) {
            series.key = key.get<std::string>();
        } else {
            fail("key");
        }
        Learned& learned = series.learned;
        series.leastSpread = exact(at(json, "leastSpread"), "leastSpread");
        if (!(series.leastSpread > 0)) {
            fail("leastSpread");
        }
        learned.recent = recent(at(json, "recent"));
        bins(at(json, "bins"), learned);
        learned.bin = count(at(json, "bin"), m_measures.bins - 1, "bin");
        learned.binBlocks = count(at(json, "binBlocks"), m_measures.blocksPerBin, "binBlocks");
        learned.samples = static_cast<std::uint64_t>(
            integer(at(json, "samples"), 0, std::numeric_limits<std::int64_t>::max(), "samples"));
        learned.lastNs = time(at(json, "lastNs"), "lastNs");
        if (json.contains("run")) {
            run(json["run"], learned.run);
        }
        if (json.contains("moved")) {
            learned.moved = exact(json["moved"], "moved");
        }
        if (json.contains("away")) {
            const Json& away = json["away"];
            if (isArray(away, 2, "away")) {
                learned.awaySide = side(away[0], "away");
                learned.awaySinceNs = time(away[1], "away");
            }
        }
        return series;
    }

private:
    void fail(const char* field) {
        if (m_wrong.empty()) {
            m_wrong = field;
        }
    }
    static const Json& at(const Json& json, const char* field) {
        static const Json nothing;
        const auto it = json.find(field);
        return it == json.end() ? nothing : *it;
    }
    bool isArray(const Json& json, std::size_t size, const char* field) {
        if (json.is_array() && json.size() == size) {
            return true;
        }
        fail(field);
        return false;
    }
    std::int64_t integer(const Json& json, std::int64_t least, std::int64_t most,
                         const char* field) {
        const bool isFitting =
            json.is_number_integer() &&
            (!json.is_number_unsigned() ||
             json.get<std::uint64_t>() <=
                 static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
        const std::int64_t value = isFitting ? json.get<std::int64_t>() : 0;
        if (!isFitting || value < least || value > most) {
            fail(field);
            return least;
        }
        return value;
    }
    std::uint32_t count(const Json& json, std::uint32_t most, const char* field) {
        return static_cast<std::uint32_t>(integer(json, 0, most, field));
    }
    int side(const Json& json, const char* field) {
        const auto value = static_cast<int>(integer(json, -1, 1, field));
        if (value == 0) {
            fail(field);
        }
        return value;
    }
    std::int64_t time(const Json& json, const char* field) {
        return integer(json, 0, std::numeric_limits<std::int64_t>::max(), field);
    }
    float figure(const Json& json, float least, float most, const char* field) {
        const float value = json.is_number() ? json.get<float>() : NAN;
        if (!(value >= least && value <= most)) {
            fail(field);
            return 0;
        }
        return value;
    }
    double exact(const Json& json, const char* field) {
        if (json.is_string() && json.get_ref<const std::string&>().size() <= 32) {
            const auto number =
                nlohmann::json::parse(json.get_ref<const std::string&>(), nullptr, false);
            if (number.is_number() &&
                std::abs(number.get<double>()) <= static_cast<double>(mostFigure)) {
                return number.get<double>();
            }
        }
        fail(field);
        return 1;
    }
    Level level(const Json& json, std::size_t from, double mostWeight, const char* field) {
        return {figure(json[from], -mostFigure, mostFigure, field),
                figure(json[from + 1], 0, mostFigure, field),
                figure(json[from + 2], 0, static_cast<float>(mostWeight), field)};
    }
    Level recent(const Json& json) {
        return isArray(json, 3, "recent") ? level(json, 0, m_measures.recentWeight, "recent")
                                          : Level{};
    }
    void bins(const Json& json, Learned& learned) {
        if (!json.is_array() || json.size() > m_measures.bins) {
            fail("bins");
            return;
        }
        if (!json.empty()) {
            learned.bins.resize(m_measures.bins);
        }
        for (const Json& entry : json) {
            if (!isArray(entry, 5, "bins")) {
                return;
            }
            Learned::Bin& bin = learned.bins[count(entry[0], m_measures.bins - 1, "bins")];
            if (bin.level.weight > 0) {
                fail("bins");
            }
            bin.days = static_cast<std::uint16_t>(count(entry[1], mostDays, "bins"));
            bin.level = level(entry, 2, m_measures.binWeight, "bins");
            if (!(bin.level.weight > 0)) {
                fail("bins");
            }
        }
        // Bins are begun from it.
        if (!json.empty() && !(learned.recent.weight > 0)) {
            fail("recent");
        }
    }
    void run(const Json& json, Learned::Run& run) {
        if (!isArray(json, 5, "run")) {
            return;
        }
        run.side = side(json[0], "run");
        run.blocks = count(json[1], m_measures.acceptBlocks, "run");
        run.others = count(json[2], m_measures.acceptBlocks, "run");
        run.distance = exact(json[3], "run");
        run.from = exact(json[4], "run");
    }

    const Measures& m_measures;
    std::string m_wrong;
};

} // namespace

std::string toText(const Measures& measures, const std::vector<Series>& series) {
    std::int64_t newest = 0;
    for (const Series& one : series) {
        newest = std::max(newest, one.learned().lastNs);
    }
    const std::int64_t oldest = newest - measures.forgetAfterNs;
    // Written piece by piece: the whole as one tree would take several times the memory.
    Json head = measuresOf(measures);
    head["format"] = formatName;
    head["version"] = version;
    std::string text = head.dump();
    text.back() = ',';
    text += "\"series\":[";
    bool isFirst = true;
    for (const Series& one : series) {
        const bool isKeyFit = !one.key().empty() && one.key().size() <= mostKeyBytes;
        if (isKeyFit && one.learned().recent.weight > 0 && one.learned().lastNs >= oldest) {
            text += isFirst ? "\n" : ",\n";
            text += seriesOf(one).dump(-1, ' ', false, Json::error_handler_t::replace);
            isFirst = false;
        }
    }
    text += "\n]}\n";
    return text;
}

base::Result<std::vector<NamedSeries>> fromText(const Measures& measures, const std::string& text) {
    if (text.size() > mostTextBytes) {
        return base::failure("The learned baselines are larger than 512 MiB.");
    }
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("format", Json()) != formatName) {
        return base::failure("This is not a file of learned baselines.");
    }
    if (json.value("version", Json()) != version) {
        return base::failure("The learned baselines are of a version that is not known.");
    }
    const Json expected = measuresOf(measures);
    for (const auto& [name, value] : expected.items()) {
        if (json.value(name, Json()) != value) {
            return base::failure("The learned baselines are of other options: \"" + name +
                                 "\" differs.");
        }
    }
    const Json list = json.value("series", Json());
    if (!list.is_array() || list.size() > mostSeries) {
        return base::failure("The learned baselines have no list of at most " +
                             std::to_string(mostSeries) + " series.");
    }
    std::vector<NamedSeries> read;
    read.reserve(list.size());
    std::set<std::string> keys;
    for (const Json& entry : list) {
        Reader reader(measures);
        read.push_back(reader.series(entry));
        if (reader.wrong().empty() && !keys.insert(read.back().key).second) {
            return base::failure("Series " + std::to_string(read.size()) +
                                 " of the learned baselines has the key of another.");
        }
        if (!reader.wrong().empty()) {
            return base::failure("Series " + std::to_string(read.size()) +
                                 " of the learned baselines: \"" + reader.wrong() + "\" is wrong.");
        }
    }
    return read;
}

} // namespace vigie::baseline
