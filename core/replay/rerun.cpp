// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/rerun.h"

#include <algorithm>
#include <utility>

#include "core/engine/reducer.h"
#include "core/replay/judge.h"
#include "core/replay/ledger.h"
#include "core/replay/notes.h"
#include "core/replay/walk.h"

namespace vigie::replay {
namespace {

/// Contact is given up, orphans are dropped: what the engine itself waits for.
constexpr std::chrono::seconds engineSettles{120};

/// How long the rules look back at most: what a delay or a window had seen before is not known.
std::chrono::milliseconds longestMemory(const alarm::RuleSet& rules) {
    std::chrono::milliseconds longest = engineSettles;
    for (const alarm::Rule& rule : rules.rules) {
        if (!rule.isEnabled) {
            continue;
        }
        longest = std::max(longest, rule.unknownHold);
        if (rule.measure == alarm::Measure::Sum || rule.measure == alarm::Measure::Percent) {
            longest = std::max<std::chrono::milliseconds>(longest, rule.window);
        }
        for (const alarm::Step& step : rule.steps) {
            longest = std::max({longest, step.onDelay, step.offDelay});
        }
    }
    return longest;
}

/// One tick with all that a node was last known to have.
model::TickPtr lastKnown(const record::NodeMoment& node) {
    auto tick = std::make_shared<model::Tick>();
    tick->epoch = node.description->epoch;
    tick->utc = *node.lastTick;
    tick->mono = node.lastReceived.mono;
    for (const auto scope :
         {model::Scope::Node, model::Scope::Input, model::Scope::Path, model::Scope::Pid}) {
        model::Block block;
        block.scope = scope;
        block.count = static_cast<std::uint32_t>(node.description->rows(scope));
        for (std::size_t metric = 0; metric < node.latest.size(); ++metric) {
            const auto& cells = node.latest[metric];
            const model::MetricInfo& info = node.description->metrics[metric];
            if (info.scope != scope || info.kind == model::MetricKind::Mark ||
                cells.size() != block.count ||
                std::none_of(cells.begin(), cells.end(),
                             [](const auto& cell) { return cell.isPresent; })) {
                continue;
            }
            model::Column& column = block.columns.emplace_back();
            column.metric = static_cast<std::uint32_t>(metric);
            column.values.assign(block.count, 0);
            for (std::size_t row = 0; row < cells.size(); ++row) {
                if (cells[row].isPresent) {
                    column.values[row] = cells[row].raw;
                } else {
                    column.setAbsent(row);
                }
            }
        }
        if (!block.columns.empty()) {
            tick->blocks.push_back(std::move(block));
        }
    }
    return tick;
}

/// A Reducer that is built where the recording says so, and what it told.
class Run {
public:
    Run(record::Recording& recording, const RerunOptions& options)
        : m_recording(recording), m_options(options) {}

    base::Result<void> take(const record::Item& item);
    [[nodiscard]] RunReport finish();
    [[nodiscard]] bool hasBegun() const { return m_reducer != nullptr || m_begin.has_value(); }
    std::vector<record::Damage>& damages() { return m_report.damages; }

private:
    struct Begin {
        std::uint64_t order = 0;
        base::Timestamp at{};
        engine::BeginState state;
        bool isStart = false;
    };
    base::Result<void> takeBegin(const record::Item& item);
    void build(std::uint64_t order, const base::Timestamp& at);
    void seed(const std::vector<record::NodeMoment>& known, const base::Timestamp& before);
    void apply(const engine::JournalInput& input);

    record::Recording& m_recording;
    const RerunOptions& m_options;
    std::optional<Begin> m_begin; // waits for the fact behind it
    std::unique_ptr<engine::Reducer> m_reducer;
    std::uint64_t m_order = 0; // of the newest fact
    base::Utc m_at{};
    Ledger m_ledger;
    RunReport m_report;
};

base::Result<void> Run::take(const record::Item& item) {
    const auto* note = std::get_if<record::Note>(&item.what);
    if (note != nullptr && note->kind == record::NoteKind::Begin) {
        return takeBegin(item);
    }
    addGap(m_report.damages, item);
    if (note != nullptr && note->kind == record::NoteKind::Act && !m_options.hasActions) {
        return {};
    }
    auto input = inputOf(item);
    if (!input) {
        return tl::unexpected(input.error());
    }
    if (!*input) {
        return {};
    }
    if (m_begin) {
        build(item.order, item.at());
    }
    if (!m_reducer) {
        return {}; // what comes before anything can be judged
    }
    m_order = item.order;
    m_at = item.at().utc;
    ++m_report.inputs;
    if (m_options.rules && note != nullptr && note->kind == record::NoteKind::Rules) {
        return {};
    }
    apply(**input);
    return {};
}

base::Result<void> Run::takeBegin(const record::Item& item) {
    const auto& note = std::get<record::Note>(item.what);
    // Later ones say where an engine that runs on stands; only one that began anew begins anew.
    const bool isStart = isStartOf(note.bytes);
    if (m_reducer && (!isStart || item.order < m_order)) {
        return {};
    }
    auto state = readBegin(note.bytes);
    if (!state) {
        return tl::unexpected(state.error());
    }
    m_begin = Begin{item.order, note.at, std::move(*state), isStart};
    return {};
}

void Run::build(std::uint64_t order, const base::Timestamp& at) {
    Begin begin = std::move(*m_begin);
    m_begin.reset();
    if (m_options.rules) {
        begin.state.rules = m_options.rules;
    }
    m_ledger.begin(begin.state);
    const bool isFirst = m_reducer == nullptr;
    m_reducer = std::make_unique<engine::Reducer>(reducerOptions(begin.state));
    // With the facts right behind it nothing was missed; what was before it counts where it went
    // on.
    const bool isNext = order == begin.order + 1;
    const auto known = begin.isStart && isNext
                           ? std::vector<record::NodeMoment>{}
                           : m_recording.momentAt(at.utc - base::Nanoseconds{1}, {});
    const bool isWhole = isNext && known.empty();
    if (isFirst) {
        m_report.from = at.utc;
        m_report.rules = begin.state.rules;
        if (!isWhole) {
            m_report.settled =
                at.utc + longestMemory(begin.state.rules ? *begin.state.rules : alarm::RuleSet{});
        }
    }
    seed(known, at);
}

/// What nodes had said before, as if they said it now.
void Run::seed(const std::vector<record::NodeMoment>& known, const base::Timestamp& before) {
    for (const record::NodeMoment& node : known) {
        const auto give = [&](auto what, const base::Timestamp& at) {
            apply(fleet::Input{node.endpoint, std::move(what), at});
        };
        const base::Timestamp at = node.lastTick ? node.lastReceived : before;
        if (node.description) {
            give(fleet::ContactChange{fleet::Contact::Connected, {}, at}, at);
            give(node.description, at);
            if (node.lastTick) {
                give(lastKnown(node), at);
            }
        }
        if (node.contact != fleet::Contact::Connected || !node.description) {
            give(fleet::ContactChange{node.contact, node.contactReason, node.contactAt},
                 node.contactAt);
        }
    }
}

void Run::apply(const engine::JournalInput& input) {
    m_reducer->apply(input);
    if (std::holds_alternative<engine::RulesInput>(input) &&
        std::get<engine::RulesInput>(input).rules) {
        m_ledger.setRules(std::get<engine::RulesInput>(input).rules);
    }
    const journal::Entry entry = m_reducer->takeEntry();
    if (entry.number != 0) {
        m_ledger.take(entry);
        if (m_options.entries) {
            m_options.entries(entry);
        }
    }
}

RunReport Run::finish() {
    m_report.to = m_at;
    m_ledger.finish(m_report);
    return std::move(m_report);
}

} // namespace

base::Result<RunReport> rerun(record::Recording& recording, const RerunOptions& options) {
    const record::RecordingInfo info = recording.info();
    Run run(recording, options);
    std::uint64_t first = info.firstOrder;
    if (options.from) {
        if (const auto begin = recording.newestNote(record::NoteKind::Begin, *options.from)) {
            if (const auto taken = run.take({begin->order, begin->note}); !taken) {
                return tl::unexpected(taken.error());
            }
            first = begin->order + 1;
        }
    }
    if (!run.hasBegun()) {
        // The first one may stand before the first fact.
        first = first == 0 ? 0 : first - 1;
    }
    Pace pace(options.progress, info);
    const auto items = recording.itemsFrom(first);
    while (const auto item = items->next()) {
        if (!pace.goesOn(item->order)) {
            return base::failure(stopped);
        }
        if (options.to && item->at().utc > *options.to) {
            break;
        }
        if (const auto taken = run.take(*item); !taken) {
            return base::failure("At " + base::toIso8601(item->at().utc) + ": " +
                                 taken.error().message);
        }
    }
    if (!run.hasBegun()) {
        return base::failure("The recording does not say what to begin from: it cannot be judged "
                             "again.");
    }
    auto& damages = run.damages();
    damages.insert(damages.end(), items->damages().begin(), items->damages().end());
    if (options.progress.tell) {
        options.progress.tell(1);
    }
    return run.finish();
}

} // namespace vigie::replay
