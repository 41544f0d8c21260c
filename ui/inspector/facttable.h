// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <set>
#include <string>
#include <vector>

#include "ui/inspector/facts.h"
#include "ui/inspector/sidetable.h"

namespace vigie::ui::inspector {

/// Everything that is known of the stream, in groups: clock, coded video, decoded picture, sound,
/// text, reception; then whatever else a node measures. What is not known is a dash that says why.
/// GUI thread.
class FactTable final : public SideTable {
    Q_OBJECT
public:
    explicit FactTable(QObject* parent = nullptr);
    void setContact(std::size_t side, bool isInContact);
    /// `scope` is Path or Input.
    void setLatest(std::size_t side, model::Scope scope, Latest latest);
    [[nodiscard]] const SideFacts& facts(std::size_t side) const { return m_facts[side]; }

private:
    void forget() override;
    void rebuild();
    [[nodiscard]] std::vector<Row> rowsOf(const FactGroup& group) const;
    [[nodiscard]] std::vector<Row> others() const;

    const std::vector<FactGroup> m_groups;
    std::set<std::string> m_known; // metrics that a group shows
    std::array<SideFacts, 2> m_facts;
};

} // namespace vigie::ui::inspector
