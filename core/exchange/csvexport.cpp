// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csvexport.h"

#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/fleet/state.h"

namespace vigie::exchange {
namespace {

class CsvExport {
public:
    explicit CsvExport(std::ostream& out) : m_out(out) {
        m_out << "time,node,subject,metric,unit,value\r\n";
    }

    base::Result<void> ticked(const Walk::Node& node, const model::Tick& tick) {
        const model::NodeDescription& description = *node.description;
        Known& known = m_known[description.id];
        if (known.description != node.description) {
            known = {node.description, std::vector<std::vector<bool>>(description.metrics.size())};
        }
        const std::string time = base::toIso8601(tick.utc);
        for (const model::Block& block : tick.blocks) {
            for (const model::Column& column : block.columns) {
                auto& rows = known.rows[column.metric];
                rows.resize(description.rows(block.scope));
                for (std::size_t row = 0; row < block.count; ++row) {
                    const bool isPresent = column.isPresent(row);
                    const bool wasPresent = rows[block.first + row];
                    if (isPresent || wasPresent) {
                        line(time, description, block.scope, block.first + row, column, row);
                    }
                    rows[block.first + row] = isPresent;
                }
            }
        }
        return m_out ? base::Result<void>{} : base::failure("the CSV could not be written");
    }

    [[nodiscard]] std::uint64_t lines() const { return m_lines; }

private:
    struct Known {
        model::NodeDescriptionPtr description;
        std::vector<std::vector<bool>> rows; // by metric
    };

    void line(const std::string& time, const model::NodeDescription& description,
              model::Scope scope, std::size_t row, const model::Column& column, std::size_t at) {
        const model::MetricInfo& metric = description.metrics[column.metric];
        const std::string value =
            column.isPresent(at) ? textOf(metric, column.values[at]) : std::string();
        m_out << fmt::format("{},{},{},{},{},{}\r\n", time, base::csvField(description.id),
                             base::csvField(fleet::subjectOf(description, scope, row)),
                             base::csvField(metric.key), base::csvField(metric.unit),
                             base::csvField(value));
        ++m_lines;
    }

    std::ostream& m_out;
    std::map<std::string, Known> m_known; // by node
    std::uint64_t m_lines = 0;
};

} // namespace

base::Result<Exported> exportCsv(record::Recording& recording, const Selection& selection,
                                 std::ostream& out, const record::Progress& progress) {
    CsvExport csv(out);
    Walk::Visitor visitor;
    visitor.ticked = [&csv](const Walk::Node& node, const model::Tick& tick,
                            const base::Timestamp&) { return csv.ticked(node, tick); };
    auto damages = Walk(recording, selection).run(visitor, progress);
    if (!damages) {
        return tl::unexpected(damages.error());
    }
    out.flush();
    if (!out) {
        return base::failure("the CSV could not be written");
    }
    return Exported{csv.lines(), std::move(*damages)};
}

} // namespace vigie::exchange
