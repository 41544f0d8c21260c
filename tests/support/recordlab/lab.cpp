// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recordlab/lab.h"

#include <algorithm>
#include <utility>

namespace vigie::recordlab {
namespace {

using base::Nanoseconds;

/// Each its own description, counters and clock.
struct Node {
    std::string endpoint;
    std::shared_ptr<model::NodeDescription> description;
    Nanoseconds clockError{};
    std::uint64_t sequence = 0;
    std::uint64_t events = 0;
    std::vector<std::vector<std::int64_t>> values;
    bool isConnected = false;
};

model::MetricInfo metric(std::string key, model::Scope scope, model::MetricKind kind, double step) {
    model::MetricInfo info;
    info.key = std::move(key);
    info.scope = scope;
    info.kind = kind;
    info.step = step;
    info.name = info.key;
    info.group = "Test";
    if (kind == model::MetricKind::State) {
        info.states = {"unknown", "good", "bad"};
    }
    return info;
}

class Maker {
public:
    explicit Maker(const FleetOptions& options)
        : m_options(options), m_random(options.seed), m_order(options.firstOrder) {}

    Made make() {
        begin();
        const auto steps = static_cast<std::int64_t>(m_options.seconds * m_options.tickHz);
        for (std::int64_t step = 0; step < steps; ++step) {
            m_after = Nanoseconds(
                static_cast<std::int64_t>(static_cast<double>(step) * 1e9 / m_options.tickHz));
            const bool isWholeSecond = m_after.count() % 1'000'000'000 == 0;
            for (Node& node : m_nodes) {
                m_after += Nanoseconds(37'001); // no two at once
                unruly(node);
                if (node.isConnected) {
                    tick(node, isWholeSecond);
                }
            }
            verdicts(isWholeSecond, m_after.count() / 1'000'000'000);
        }
        m_made.marks.push_back({"m-1", at().utc, at().utc, "the end", "lab", false});
        return std::move(m_made);
    }

private:
    [[nodiscard]] base::Timestamp at() const { return deskTime(m_after); }
    std::uint64_t pick(std::uint64_t below) { return m_random() % below; }

    void put(const std::string& endpoint, decltype(fleet::Input::what) what) {
        m_made.items.push_back({m_order++, fleet::Input{endpoint, std::move(what), at()}});
    }
    void note(record::NoteKind kind, std::string bytes, bool isFact) {
        const std::uint64_t order =
            isFact ? m_order++ : std::max(m_order - 1, m_options.firstOrder - 1);
        m_made.items.push_back({order, record::Note{kind, at(), std::move(bytes)}});
    }

    void begin() {
        note(record::NoteKind::Begin, "begin", false);
        for (std::size_t i = 0; i < m_options.nodes; ++i) {
            Node& node = m_nodes.emplace_back();
            node.endpoint = "node" + std::to_string(i) + ".example:50051";
            node.clockError = Nanoseconds(static_cast<std::int64_t>(pick(40'000'000)));
            contact(node, fleet::Contact::Connected);
            restart(node);
        }
    }

    void contact(Node& node, fleet::Contact contact) {
        node.isConnected = contact == fleet::Contact::Connected;
        put(node.endpoint,
            fleet::ContactChange{contact, node.isConnected ? "" : "no answer for 3 s", at()});
    }

    void restart(Node& node) {
        auto description = std::make_shared<model::NodeDescription>();
        const auto number = static_cast<std::size_t>(&node - m_nodes.data());
        description->id = "node" + std::to_string(number);
        description->name = "Node " + std::to_string(number);
        description->kind = model::NodeKind::Cloud;
        description->incarnation = ++m_incarnations;
        description->epoch = 1;
        description->tickRateHz = m_options.tickHz;
        using model::MetricKind;
        using model::Scope;
        description->metrics = {metric("node.cpu", Scope::Node, MetricKind::Gauge, 0.1),
                                metric("ts.bitrate", Scope::Input, MetricKind::Gauge, 1),
                                metric("ts.packets", Scope::Input, MetricKind::Counter, 1),
                                metric("gop.length", Scope::Path, MetricKind::Gauge, 0.5),
                                metric("path.state", Scope::Path, MetricKind::State, 1),
                                metric("frames.i", Scope::Path, MetricKind::Counter, 1),
                                metric("mark.time", Scope::Path, MetricKind::Mark, 1),
                                metric("rare.setting", Scope::Path, MetricKind::Gauge, 1)};
        description->feeds.push_back({"feed", 1, "Feed", "", "", model::Importance::Normal});
        for (std::size_t path = 0; path < m_options.paths; ++path) {
            addPath(*description, path);
        }
        node.description = description;
        node.sequence = 0;
        node.values.assign(description->metrics.size(), {});
        put(node.endpoint, model::NodeDescriptionPtr(description));
    }

    static void addPath(model::NodeDescription& description, std::size_t path) {
        model::InputInfo input;
        input.id = "in" + std::to_string(path);
        input.name = input.id;
        input.transport = model::Transport::Udp;
        description.inputs.push_back(input);
        model::PathInfo info;
        info.id = "path" + std::to_string(path);
        info.feedId = "feed";
        info.inputId = input.id;
        info.kind = model::PathKind::Cloud;
        info.hasPreview = true;
        description.paths.push_back(info);
    }

    /// Other rows under the same incarnation.
    void redescribe(Node& node) {
        auto description = std::make_shared<model::NodeDescription>(*node.description);
        ++description->epoch;
        if (pick(2) == 0) {
            addPath(*description, 100 + description->epoch);
        } else if (description->paths.size() > 1) {
            std::rotate(description->paths.begin(), description->paths.begin() + 1,
                        description->paths.end());
        }
        node.description = description;
        put(node.endpoint, model::NodeDescriptionPtr(description));
    }

    void unruly(Node& node) {
        if (!m_options.isUnruly) {
            return;
        }
        if (!node.isConnected) {
            if (pick(60) == 0) {
                contact(node, fleet::Contact::Connected);
            }
            return;
        }
        switch (pick(1500)) {
        case 0:
            contact(node, fleet::Contact::Lost);
            break;
        case 1:
            restart(node);
            break;
        case 2:
        case 3:
            redescribe(node);
            break;
        case 4:
            node.sequence += 7; // lost on the way
            break;
        default:
            break;
        }
        if (pick(90) == 0) {
            auto event = std::make_shared<model::Event>();
            event->sequence = ++node.events;
            event->utc = at().utc + node.clockError;
            event->kind = model::EventKind::Tr101290;
            event->code = "1.4";
            event->scope = model::Scope::Input;
            event->subject = "in0";
            event->count = 1 + pick(9);
            event->parameters = {{"pid", std::to_string(pick(8192))}};
            put(node.endpoint, model::EventPtr(std::move(event)));
        }
    }

    void addColumn(Node& node, model::Tick& tick, std::uint32_t metric, std::uint32_t first,
                   std::uint32_t count) {
        const model::MetricInfo& info = node.description->metrics[metric];
        auto& now = node.values[metric];
        now.resize(node.description->rows(info.scope));
        auto block = std::find_if(tick.blocks.begin(), tick.blocks.end(), [&](const auto& known) {
            return known.scope == info.scope && known.first == first && known.count == count;
        });
        if (block == tick.blocks.end()) {
            tick.blocks.push_back({info.scope, first, count, {}});
            block = tick.blocks.end() - 1;
        }
        model::Column column;
        column.metric = metric;
        for (std::uint32_t row = 0; row < count; ++row) {
            std::int64_t& value = now[first + row];
            switch (info.kind) {
            case model::MetricKind::Counter:
                value += static_cast<std::int64_t>(pick(50));
                break;
            case model::MetricKind::State:
                value = pick(20) == 0 ? static_cast<std::int64_t>(pick(3)) : value;
                break;
            case model::MetricKind::Gauge:
                value += static_cast<std::int64_t>(pick(21)) - 10;
                break;
            case model::MetricKind::Mark:
                value = base::toNs(tick.utc);
                break;
            }
            column.values.push_back(value);
        }
        if (m_options.isUnruly && pick(10) == 0) {
            column.setAbsent(pick(count));
        }
        if (tick.conflated > 0 && info.kind == model::MetricKind::Gauge) {
            for (const std::int64_t value : column.values) {
                column.minima.push_back(value - static_cast<std::int64_t>(pick(5)));
                column.maxima.push_back(value + static_cast<std::int64_t>(pick(5)));
            }
        }
        block->columns.push_back(std::move(column));
    }

    void tick(Node& node, bool isWholeSecond) {
        auto tick = std::make_shared<model::Tick>();
        tick->sequence = ++node.sequence;
        tick->epoch = node.description->epoch;
        tick->utc = at().utc + node.clockError;
        tick->mono = base::monoFromNs(m_after.count() + 5'000);
        if (m_options.isUnruly && pick(40) == 0) {
            tick->conflated = 2;
        }
        const auto inputs = static_cast<std::uint32_t>(node.description->inputs.size());
        const auto paths = static_cast<std::uint32_t>(node.description->paths.size());
        addColumn(node, *tick, 1, 0, inputs);
        addColumn(node, *tick, 2, 0, inputs);
        addColumn(node, *tick, 4, 0, paths);
        addColumn(node, *tick, 6, 0, paths);
        if (isWholeSecond) {
            addColumn(node, *tick, 0, 0, 1);
            addColumn(node, *tick, 3, 0, paths);
            addColumn(node, *tick, 5, 0, paths);
        }
        if (pick(700) == 0) { // now and then, and of a part of the table
            const auto first = static_cast<std::uint32_t>(pick(paths));
            addColumn(node, *tick, 7, first, paths - first);
        }
        put(node.endpoint, model::TickPtr(std::move(tick)));
    }

    void verdicts(bool isWholeSecond, std::int64_t second) {
        // A timer before each verdict, as the desk has it: of two verdicts after one fact the time
        // would say nothing.
        const bool hasEntry = pick(120) == 0;
        if (hasEntry || isWholeSecond || pick(8) == 0) {
            note(record::NoteKind::Timer, {}, true);
        }
        if (hasEntry) {
            note(record::NoteKind::Entry, "entry " + std::to_string(m_order), false);
        }
        if (pick(300) == 0) {
            note(record::NoteKind::Act, "act " + std::to_string(second), true);
        }
        if (!isWholeSecond) {
            return;
        }
        const std::string when = std::to_string(second);
        if (second % 10 == 0) {
            note(record::NoteKind::Frame, "frame " + when + std::string(pick(300), 'f'), false);
            note(record::NoteKind::Outline, "outline " + when, false);
        }
        if (second % 60 == 30) {
            note(record::NoteKind::Book, "book " + when, false);
        }
        if (second % 100 == 99) {
            note(record::NoteKind::Begin, "begin " + when, false);
        }
        if (m_options.hasPictures && second % 5 == 2) {
            picture(m_nodes[pick(m_nodes.size())]);
        }
    }

    void picture(const Node& node) {
        auto unit = std::make_shared<model::AccessUnit>();
        unit->sequence = m_made.pictures.size() + 1;
        unit->codec = model::VideoCodec::H264;
        unit->isKey = true;
        unit->pts = static_cast<std::int64_t>(pick(1U << 30U));
        unit->arrival = at().utc - std::chrono::milliseconds(40);
        unit->data = std::string("\0\0\0\1\x67", 5);
        for (int i = 0; i < 400; ++i) {
            unit->data.push_back(static_cast<char>(static_cast<std::uint8_t>(pick(256))));
        }
        const auto& paths = node.description->paths;
        m_made.pictures.push_back(
            {{node.description->id, paths[pick(paths.size())].id}, std::move(unit), at().utc});
    }

    FleetOptions m_options;
    std::mt19937 m_random;
    std::uint64_t m_order;
    std::uint64_t m_incarnations = 0;
    Nanoseconds m_after{};
    std::vector<Node> m_nodes;
    Made m_made;
};

} // namespace

base::Timestamp deskTime(base::Nanoseconds after) {
    return {dayStart + after, base::monoFromNs(86'400'000'000'000 + after.count())};
}

Made makeFleet(const FleetOptions& options) {
    return Maker(options).make();
}

base::Result<void> put(const Made& made, record::Writer& writer, std::uint64_t from,
                       std::uint64_t to) {
    // The first and last of all take what is before and behind.
    const bool isFirst = made.items.empty() || from <= made.items.front().order;
    const bool isLast = made.items.empty() || to > made.items.back().order;
    auto picture = made.pictures.begin();
    bool hasBegun = isFirst;
    for (const record::Item& item : made.items) {
        const bool isIn = item.order >= from && item.order < to;
        for (; picture != made.pictures.end() && picture->received <= item.at().utc; ++picture) {
            if (isIn && hasBegun) {
                if (auto result = writer.put(*picture); !result) {
                    return result;
                }
            }
        }
        if (isIn) {
            hasBegun = true;
            if (auto result = writer.put(item); !result) {
                return result;
            }
        }
    }
    for (; isLast && picture != made.pictures.end(); ++picture) {
        if (auto result = writer.put(*picture); !result) {
            return result;
        }
    }
    for (const record::Mark& mark : made.marks) {
        if (isLast) {
            if (auto result = writer.put(mark); !result) {
                return result;
            }
        }
    }
    return {};
}

base::Result<void> writeFile(const Made& made, const std::filesystem::path& file) {
    std::filesystem::remove(file);
    record::WriterOptions options;
    options.madeBy = "recordlab";
    options.hasJournal = false;
    auto writer = record::Writer::create(file, options);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    if (auto result = put(made, **writer); !result) {
        return result;
    }
    return (*writer)->close();
}

} // namespace vigie::recordlab
