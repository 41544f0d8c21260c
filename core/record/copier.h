// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/recording.h"
#include "core/record/redact.h"
#include "core/record/tools.h"
#include "core/record/writer.h"

namespace vigie::record {

/// Which part of a recording is copied, and how.
struct Part {
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
    [[nodiscard]] base::Result<void> putState(Recording& from, const Part& part,
                                              const FoundNote& begin);
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
