// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace vigie::base {

/// What went wrong, in one sentence that a user can act on. English; never carries a secret.
struct Error {
    std::string message;
    bool operator==(const Error&) const = default;
};

/// A value, or the one sentence why there is none. Mark functions that return it [[nodiscard]].
template <typename T> using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(std::string message) {
    return tl::unexpected<Error>(Error{std::move(message)});
}

} // namespace vigie::base
