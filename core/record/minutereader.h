// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/record/payloads.h"
#include "core/record/recordfile.h"

namespace vigie::record {

/// One item of a journal; of a tick or description, the number that its endpoint has.
struct MinuteItem {
    std::uint32_t stream = 0;
    Item item;
};

/// The items of a file's journal: those of the minute that is not in the file yet. Reads on where
/// it stopped, and begins anew when the journal was replaced. Bounded by a minute. One thread.
class MinuteReader {
public:
    explicit MinuteReader(std::filesystem::path journal) : m_path(std::move(journal)) {}

    /// Looks at the journal again; there may be none.
    void refresh();

    [[nodiscard]] bool isThere() const { return m_file.has_value(); }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// The size of the main file that everything here is behind of.
    [[nodiscard]] std::uint64_t after() const { return m_head.after; }
    [[nodiscard]] const HeadPayload& head() const { return m_head; }
    /// As they were taken.
    [[nodiscard]] const std::vector<MinuteItem>& items() const { return m_items; }
    /// Where nothing could be read though something is behind it.
    [[nodiscard]] const std::vector<std::uint64_t>& damagedAt() const { return m_damagedAt; }

private:
    void forget();
    void readOn();

    std::filesystem::path m_path;
    std::optional<RecordFile> m_file;
    HeadPayload m_head;
    std::uint64_t m_end = 0;
    std::vector<MinuteItem> m_items;
    std::vector<std::uint64_t> m_damagedAt;
};

} // namespace vigie::record
