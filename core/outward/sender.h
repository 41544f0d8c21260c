// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/outward/outbox.h"
#include "core/outward/outward.h"
#include "core/outward/wake.h"

namespace vigie::outward {

/// What became of one attempt.
struct Outcome {
    enum class Kind {
        /// The target has it, as far as its protocol can tell.
        Taken,
        /// It will never take this one: trying again is of no use.
        Refused,
        /// Not now.
        Failed
    };
    Kind kind = Kind::Taken;
    /// One sentence without any credential; empty when taken.
    std::string why;
};

/// One target's protocol. One thread; every wait ends at `patience` and when `wake` is woken.
class Sender {
public:
    virtual ~Sender() = default;
    [[nodiscard]] virtual Outcome send(const Waiting& waiting) = 0;
    /// Whether what is open must be told again and again.
    [[nodiscard]] virtual bool wantsRetelling() const { return false; }
    [[nodiscard]] virtual Outcome retell(const std::vector<Notice>& open) {
        (void)open;
        return {};
    }
};

struct SenderContext {
    const Wake* wake = nullptr;
    std::chrono::milliseconds patience{10000};
    /// How long Alertmanager is to believe what it was told: several times the pause between two
    /// tellings.
    std::chrono::milliseconds retell{60000};
    /// RFC 3414; since when they count.
    std::uint32_t boots = 1;
    std::chrono::steady_clock::time_point started;
};

/// Opens nothing yet; fails where the target cannot work as it is given.
[[nodiscard]] base::Result<std::unique_ptr<Sender>> makeSender(const Target& target,
                                                               const SenderContext& context);
/// For people: without user, password, path and query, any of which may be a secret.
[[nodiscard]] std::string shownAddress(const Target& target);

} // namespace vigie::outward
