// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "core/config/schedulefile.h"

/// The two forms in which a schedule may be written.
namespace vigie::config {

inline constexpr std::size_t mostScheduleEntries = 100'000;

/// Faults of a schedule, in file order; only the first of very many are kept.
class ScheduleErrors {
public:
    explicit ScheduleErrors(std::string name) : m_name(std::move(name)) {}
    void add(std::uint64_t line, const std::string& message) {
        constexpr std::size_t most = 50;
        if (++m_count <= most) {
            m_text += fmt::format("{}{}:{}: {}", m_text.empty() ? "" : "\n", m_name, line, message);
        } else if (m_count == most + 1) {
            m_text += fmt::format("\n{}: and more", m_name);
        }
    }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    const std::string m_name;
    std::string m_text;
    std::size_t m_count = 0;
};

void readCsvSchedule(const std::string& text, Schedule& schedule, ScheduleErrors& errors);
void readCalendarSchedule(const std::string& text, Schedule& schedule, ScheduleErrors& errors);

} // namespace vigie::config
