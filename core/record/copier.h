// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/recording.h"
#include "core/record/redact.h"
#include "core/record/standing.h"
#include "core/record/tools.h"
#include "core/record/writer.h"

namespace vigie::record {

/// Where a copy begins within its source, and what was in force there.
struct Start {
    /// Facts up to this one are not copied.
    std::uint64_t order = 0;
    base::Utc at{};
    /// For the new file's lead, already in neutral names where that is asked for; null: the source
    /// begins with nothing before it.
    std::unique_ptr<Standing> standing;
    std::map<std::string, model::NodeDescriptionPtr> described; // by endpoint, as read
};

/// The newest Begin at or before `from` (absent: the recording's own beginning); where there is
/// none, that moment.
[[nodiscard]] Start startOf(Recording& recording, const std::optional<base::Utc>& from,
                            Redactor* redactor);

/// Which part of a recording is copied, and how.
struct Part {
    /// Null: from the beginning, with what the source says was in force there.
    const Start* start = nullptr;
    /// Marks of before are left out.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    bool hasPictures = true;
    /// Items up to this order are there already.
    std::uint64_t after = 0;
    /// Added to every order: recordings of different desks count by themselves.
    std::uint64_t shift = 0;
    /// Pictures before this are there already.
    base::Utc picturesFrom{};
    /// Null: as it is.
    Redactor* redactor = nullptr;
};

/// Recording -> filter -> Writer: what all tools of whole files are made of. What is damaged is
/// stepped over and told; ticks whose description was lost are left out with it. One thread.
class Copier {
public:
    explicit Copier(Writer& to) : m_to(to) {}
    /// May be called for one recording after the other, by order.
    [[nodiscard]] base::Result<void> copy(Recording& from, const Part& part,
                                          const Progress& progress);
    [[nodiscard]] const std::vector<Damage>& damages() const { return m_damages; }
    /// Ticks that no description in force fits.
    [[nodiscard]] std::uint64_t leftOut() const { return m_leftOut; }
    [[nodiscard]] std::uint64_t lastOrder() const { return m_lastOrder; }

private:
    [[nodiscard]] base::Result<void> putItem(const Item& item, const Part& part);
    [[nodiscard]] base::Result<void> putPictures(Recording& from, base::Utc begin, base::Utc end);
    [[nodiscard]] bool isReadable(const Item& item);

    Writer& m_to;
    std::map<std::string, model::NodeDescriptionPtr> m_described; // by endpoint, as read
    std::vector<Damage> m_damages;
    std::uint64_t m_leftOut = 0;
    std::uint64_t m_lastOrder = 0;
};

} // namespace vigie::record
