// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csvimport.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "core/exchange/importtable.h"
#include "core/record/target.h"
#include "core/record/writer.h"

namespace vigie::exchange {
namespace {

using Cells = std::span<const ImportCell>;

auto orderOf(const ImportCell& cell) {
    return std::tuple(cell.ns, cell.node, cell.metric, cell.row);
}

/// Ticks per second, as the moments of the file lie apart.
double rateOf(std::size_t moments, std::int64_t from, std::int64_t to) {
    const double seconds = static_cast<double>(to - from) / 1e9;
    return moments < 2 || seconds <= 0
               ? 1
               : std::clamp(static_cast<double>(moments - 1) / seconds, 1e-3, 1e3);
}

model::NodeDescriptionPtr descriptionOf(const ImportNode& node, const ImportMapping& mapping,
                                        double tickRateHz) {
    auto description = std::make_shared<model::NodeDescription>();
    description->id = node.id;
    description->name = node.id;
    description->kind = mapping.nodeKind;
    description->software = "import";
    description->incarnation = 1;
    description->epoch = 1;
    description->tickRateHz = tickRateHz;
    for (const ImportMapping::Metric& metric : mapping.metrics) {
        description->metrics.push_back(metric.info);
    }
    if (mapping.scope == model::Scope::Node) {
        return description;
    }
    const auto pathKind = mapping.nodeKind == model::NodeKind::Cloud ? model::PathKind::Cloud
                          : mapping.nodeKind == model::NodeKind::Satellite
                              ? model::PathKind::Satellite
                          : mapping.nodeKind == model::NodeKind::Origin ? model::PathKind::Origin
                                                                        : model::PathKind::Unknown;
    for (const std::string& id : node.subjects) {
        model::InputInfo input;
        input.id = id;
        input.name = id;
        description->inputs.push_back(std::move(input));
        if (mapping.scope == model::Scope::Path) {
            model::FeedInfo feed;
            feed.id = id;
            feed.name = id;
            description->feeds.push_back(std::move(feed));
            model::PathInfo path;
            path.id = id;
            path.feedId = id;
            path.inputId = id;
            path.kind = pathKind;
            description->paths.push_back(std::move(path));
        }
    }
    return description;
}

/// The cells of one node and moment, by metric and row, as a tick. A row that the file does not
/// name at this moment has no sample: blocks only hold rows that follow each other.
model::Tick tickOf(Cells cells, model::Scope scope) {
    model::Tick tick;
    tick.epoch = 1;
    tick.utc = base::utcFromNs(cells.front().ns);
    tick.mono = base::monoFromNs(cells.front().ns);
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> blocks; // by first and count
    for (std::size_t begin = 0; begin < cells.size();) {
        std::size_t end = begin + 1;
        while (end < cells.size() && cells[end].metric == cells[begin].metric &&
               cells[end].row == cells[end - 1].row + 1) {
            ++end;
        }
        model::Column column;
        column.metric = cells[begin].metric;
        for (const ImportCell& cell : cells.subspan(begin, end - begin)) {
            column.values.push_back(cell.raw);
        }
        for (std::size_t row = begin; row < end; ++row) {
            if (!cells[row].isPresent) {
                column.setAbsent(row - begin);
            }
        }
        const auto count = static_cast<std::uint32_t>(end - begin);
        const auto [found, isNew] =
            blocks.try_emplace({cells[begin].row, count}, tick.blocks.size());
        if (isNew) {
            tick.blocks.push_back({scope, cells[begin].row, count, {}});
        }
        tick.blocks[found->second].columns.push_back(std::move(column));
        begin = end;
    }
    return tick;
}

base::Result<void> readAll(const std::filesystem::path& file, const ImportMapping& mapping,
                           const ImportOptions& options, const record::Progress& progress,
                           ImportTable& table, Imported& imported) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return base::failure(fmt::format("{} cannot be read", file.string()));
    }
    std::error_code none;
    const auto size = std::filesystem::file_size(file, none);
    base::CsvReader reader(in, mapping.separator);
    const auto inFile = [&file](const base::Error& error) {
        return base::failure(fmt::format("{}:{}", file.string(), error.message));
    };
    for (bool isHeader = true;; isHeader = false) {
        const auto row = reader.next();
        if (!row) {
            return inFile(row.error());
        }
        if (!*row) {
            break;
        }
        if (auto done = isHeader ? table.takeHeader(**row) : table.takeRow(**row); !done) {
            return inFile(done.error());
        }
        imported.rows += isHeader ? 0 : 1;
        if (table.cells().size() > options.mostSamples) {
            return base::failure(fmt::format("{}:{}: expected at most {} samples; give the file in "
                                             "parts and merge them",
                                             file.string(), (*row)->line, options.mostSamples));
        }
        if (imported.rows % 4096 == 0) {
            if (progress.stop.stop_requested()) {
                return base::failure("stopped before the end; nothing was left behind");
            }
            if (progress.tell && !none && size > 0) {
                progress.tell(0.5 * static_cast<double>(in.tellg()) / static_cast<double>(size));
            }
        }
    }
    if (table.cells().empty()) {
        return base::failure(fmt::format(
            "{}:1: expected a header and at least one row with a figure", file.string()));
    }
    std::stable_sort(
        table.cells().begin(), table.cells().end(),
        [](const ImportCell& a, const ImportCell& b) { return orderOf(a) < orderOf(b); });
    const auto twice = std::adjacent_find(
        table.cells().begin(), table.cells().end(),
        [](const ImportCell& a, const ImportCell& b) { return orderOf(a) == orderOf(b); });
    if (twice != table.cells().end()) {
        return base::failure(fmt::format(
            "{}:{}: expected one value for each moment; '{}' of this one is already in line {}",
            file.string(), std::next(twice)->line, mapping.metrics[twice->metric].from,
            twice->line));
    }
    return {};
}

class ImportWriter {
public:
    ImportWriter(record::Writer& writer, const ImportMapping& mapping, ImportTable& table)
        : m_writer(writer), m_mapping(mapping), m_table(table) {}

    base::Result<void> run(const ImportOptions& options, const record::Progress& progress,
                           Imported& imported) {
        const Cells cells = m_table.cells();
        const base::Timestamp first = momentOf(cells.front());
        if (!options.begin.empty()) {
            record::Note begin{record::NoteKind::Begin, first, options.begin};
            if (auto put = m_writer.put(record::Item{0, std::move(begin)}); !put) {
                return put;
            }
        }
        if (auto put = describeAll(cells, first); !put) {
            return put;
        }
        std::vector<std::uint64_t> sequences(m_table.nodes().size());
        for (std::size_t begin = 0; begin < cells.size();) {
            std::size_t end = begin + 1;
            while (end < cells.size() && cells[end].ns == cells[begin].ns &&
                   cells[end].node == cells[begin].node) {
                ++end;
            }
            auto tick = std::make_shared<model::Tick>(
                tickOf(cells.subspan(begin, end - begin), m_mapping.scope));
            tick->sequence = ++sequences[cells[begin].node];
            const auto& id = m_table.nodes()[cells[begin].node].id;
            if (auto put = this->put({id, std::move(tick), momentOf(cells[begin])}); !put) {
                return put;
            }
            if (++imported.ticks % 1024 == 0) {
                if (progress.stop.stop_requested()) {
                    return base::failure("stopped before the end; nothing was left behind");
                }
                if (progress.tell) {
                    progress.tell(0.5 + 0.5 * static_cast<double>(begin) /
                                            static_cast<double>(cells.size()));
                }
            }
            begin = end;
        }
        return {};
    }

private:
    static base::Timestamp momentOf(const ImportCell& cell) {
        return {base::utcFromNs(cell.ns), base::monoFromNs(cell.ns)};
    }
    base::Result<void> put(fleet::Input input) {
        return m_writer.put(record::Item{++m_order, std::move(input)});
    }

    base::Result<void> describeAll(Cells cells, const base::Timestamp& at) {
        std::vector<std::size_t> moments(m_table.nodes().size());
        std::vector<std::int64_t> newest(m_table.nodes().size(), -1);
        for (const ImportCell& cell : cells) {
            moments[cell.node] += newest[cell.node] != cell.ns ? 1U : 0U;
            newest[cell.node] = cell.ns;
        }
        for (std::size_t i = 0; i < m_table.nodes().size(); ++i) {
            const ImportNode& node = m_table.nodes()[i];
            const double rate = rateOf(moments[i], cells.front().ns, newest[i]);
            if (auto done = put({node.id, descriptionOf(node, m_mapping, rate), at}); !done) {
                return done;
            }
            if (auto done =
                    put({node.id, fleet::ContactChange{fleet::Contact::Connected, {}, at}, at});
                !done) {
                return done;
            }
        }
        return {};
    }

    record::Writer& m_writer;
    const ImportMapping& m_mapping;
    ImportTable& m_table;
    std::uint64_t m_order = 0;
};

} // namespace

base::Result<Imported> importCsv(const std::filesystem::path& from, const ImportMapping& mapping,
                                 const std::filesystem::path& to, const ImportOptions& options,
                                 const record::Progress& progress) {
    auto target = record::Target::open(to);
    if (!target) {
        return tl::unexpected(target.error());
    }
    Imported imported;
    ImportTable table(mapping);
    if (auto done = readAll(from, mapping, options, progress, table, imported); !done) {
        return tl::unexpected(done.error());
    }
    record::WriterOptions wanted;
    wanted.madeBy = options.madeBy;
    wanted.hasJournal = false;
    const auto writer = record::Writer::create(target->file(), wanted);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    if (auto done = ImportWriter(**writer, mapping, table).run(options, progress, imported);
        !done) {
        return tl::unexpected(done.error());
    }
    if (auto closed = (*writer)->close(); !closed) {
        return tl::unexpected(closed.error());
    }
    if (auto done = target->commit(); !done) {
        return tl::unexpected(done.error());
    }
    imported.nodes = table.nodes().size();
    imported.ignored = table.ignored();
    imported.samples = static_cast<std::uint64_t>(
        std::count_if(table.cells().begin(), table.cells().end(),
                      [](const ImportCell& cell) { return cell.isPresent; }));
    imported.from = base::utcFromNs(table.cells().front().ns);
    imported.to = base::utcFromNs(table.cells().back().ns);
    return imported;
}

} // namespace vigie::exchange
