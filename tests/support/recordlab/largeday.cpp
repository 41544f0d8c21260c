// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordlab/largeday.h"

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include "tests/support/recordlab/lab.h"

namespace vigie::recordlab {
namespace {

constexpr std::size_t fastMetrics = 2;
constexpr std::size_t slowMetrics = 11;
constexpr std::int64_t ticksPerSecond = 10;

struct Node {
    model::NodeDescriptionPtr description;
    std::string endpoint;
    std::vector<std::vector<std::int64_t>> values;
    std::uint64_t sequence = 0;
};

model::NodeDescriptionPtr describe(const LargeDay& day, std::size_t number) {
    auto description = std::make_shared<model::NodeDescription>();
    description->id = "node" + std::to_string(number);
    description->name = description->id;
    description->kind = model::NodeKind::Cloud;
    description->incarnation = 1;
    description->epoch = 1;
    description->feeds.push_back({"feed", 1, "Feed", "", "", model::Importance::Normal});
    model::InputInfo input;
    input.id = "in";
    input.name = "in";
    description->inputs.push_back(input);
    for (std::size_t path = 0; path < day.pathsPerNode; ++path) {
        model::PathInfo info;
        info.id = "path" + std::to_string(path);
        info.feedId = "feed";
        info.inputId = "in";
        info.kind = model::PathKind::Cloud;
        info.hasPreview = path < day.picturePaths;
        description->paths.push_back(std::move(info));
    }
    for (std::size_t index = 0; index < fastMetrics + slowMetrics; ++index) {
        model::MetricInfo metric;
        metric.key = "metric." + std::to_string(index);
        metric.name = metric.key;
        metric.group = "Test";
        metric.kind = index == 1 || index == 3 ? model::MetricKind::State
                      : index >= 8             ? model::MetricKind::Counter
                                               : model::MetricKind::Gauge;
        if (metric.kind == model::MetricKind::State) {
            metric.states = {"unknown", "good", "bad"};
        }
        description->metrics.push_back(std::move(metric));
    }
    return description;
}

class Maker {
public:
    Maker(const LargeDay& day, record::Writer& writer)
        : m_day(day), m_writer(writer), m_random(day.seed) {
        for (auto& noise : m_noise) {
            // Sums of three: most are small.
            noise =
                static_cast<std::int32_t>(m_random() % 15 + m_random() % 15 + m_random() % 15) - 21;
        }
        for (std::size_t i = 0; i < day.nodes; ++i) {
            Node node{describe(day, i), "node" + std::to_string(i) + ":50051", {}, 0};
            node.values.assign(fastMetrics + slowMetrics,
                               std::vector<std::int64_t>(day.pathsPerNode, 1));
            m_nodes.push_back(std::move(node));
        }
    }

    base::Result<void> run(const std::function<void(std::int64_t)>& tell) {
        note(record::NoteKind::Begin, std::string(2000, 'b'));
        for (Node& node : m_nodes) {
            put(node.endpoint, node.description);
            put(node.endpoint, fleet::ContactChange{fleet::Contact::Connected, "", at()});
        }
        for (std::int64_t step = 0; step < m_day.seconds * ticksPerSecond && m_result; ++step) {
            m_after = base::Nanoseconds(step * 1'000'000'000 / ticksPerSecond);
            const bool isWholeSecond = step % ticksPerSecond == 0;
            for (Node& node : m_nodes) {
                m_after += base::Nanoseconds(20'011);
                tick(node, isWholeSecond);
            }
            if (isWholeSecond) {
                second(step / ticksPerSecond);
            }
            if (tell && step % (60 * ticksPerSecond) == 0) {
                tell(step / (60 * ticksPerSecond));
            }
        }
        return m_result;
    }

private:
    [[nodiscard]] base::Timestamp at() const { return deskTime(m_after); }

    void put(const std::string& endpoint, decltype(fleet::Input::what) what) {
        give({m_order++, fleet::Input{endpoint, std::move(what), at()}});
    }
    void note(record::NoteKind kind, std::string bytes) {
        give({m_order - 1, record::Note{kind, at(), std::move(bytes)}});
    }
    void give(const record::Item& item) {
        if (m_result) {
            m_result = m_writer.put(item);
        }
    }

    void advance(std::vector<std::int64_t>& values, std::size_t metric) {
        // A stretch of the noise that nobody had yet, for each column of each tick.
        std::size_t from = m_random() % (m_noise.size() - values.size() % m_noise.size());
        const bool isQuiet = metric % 4 == 1 || metric == 11 || metric == 12;
        for (std::int64_t& value : values) {
            const std::int64_t noise = m_noise[from];
            from = from + 1 < m_noise.size() ? from + 1 : 0;
            if (isQuiet) {
                value += metric >= 8 && noise > 20 ? 1 : 0; // errors are rare, states hold
            } else if (metric >= 8) {
                value += 1000 + noise;
            } else {
                value = 50'000 + noise * (metric == 0 ? 60 : 3);
            }
        }
    }

    void tick(Node& node, bool isWholeSecond) {
        auto tick = std::make_shared<model::Tick>();
        tick->sequence = ++node.sequence;
        tick->epoch = 1;
        tick->utc = at().utc + std::chrono::milliseconds(3);
        tick->mono = base::monoFromNs(m_after.count());
        model::Block block;
        block.scope = model::Scope::Path;
        block.count = static_cast<std::uint32_t>(m_day.pathsPerNode);
        const std::size_t metrics = isWholeSecond ? fastMetrics + slowMetrics : fastMetrics;
        for (std::size_t metric = 0; metric < metrics; ++metric) {
            advance(node.values[metric], metric);
            model::Column column;
            column.metric = static_cast<std::uint32_t>(metric);
            column.values = node.values[metric];
            block.columns.push_back(std::move(column));
        }
        tick->blocks.push_back(std::move(block));
        put(node.endpoint, model::TickPtr(std::move(tick)));
    }

    void second(std::int64_t second) {
        if (second % 10 == 0) {
            std::string frame(m_day.frameBytesPerPath * m_day.nodes * m_day.pathsPerNode, '\0');
            for (std::size_t i = 0; i < frame.size(); i += 2) {
                frame[i] = static_cast<char>(m_random() % 64);
            }
            note(record::NoteKind::Frame, std::move(frame));
            note(record::NoteKind::Outline, "outline of " + std::to_string(second));
        }
        if (second % 600 == 300) {
            note(record::NoteKind::Begin, std::string(2000, 'b'));
            note(record::NoteKind::Book, std::string(20'000, 'a'));
        }
        if (second % 5 != 1) {
            return;
        }
        for (std::size_t path = 0; path < std::min(m_day.picturePaths, m_day.pathsPerNode);
             ++path) {
            auto unit = std::make_shared<model::AccessUnit>();
            unit->sequence = static_cast<std::uint64_t>(second) / 5 + 1;
            unit->codec = model::VideoCodec::H264;
            unit->isKey = true;
            unit->arrival = at().utc;
            unit->data.resize(4000);
            for (char& byte : unit->data) {
                byte = static_cast<char>(m_random());
            }
            const record::Picture picture{
                {m_nodes[path % m_nodes.size()].description->id, "path" + std::to_string(path)},
                std::move(unit),
                at().utc};
            if (m_result) {
                m_result = m_writer.put(picture);
            }
        }
    }

    LargeDay m_day;
    record::Writer& m_writer;
    std::minstd_rand m_random;
    std::array<std::int32_t, 1U << 17U> m_noise{};
    std::vector<Node> m_nodes;
    std::uint64_t m_order = 1;
    base::Nanoseconds m_after{};
    base::Result<void> m_result;
};

} // namespace

base::Result<void> writeLargeDay(const LargeDay& day, record::Writer& writer,
                                 const std::function<void(std::int64_t)>& tell) {
    const auto maker = std::make_unique<Maker>(day, writer);
    return maker->run(tell);
}

} // namespace vigie::recordlab
