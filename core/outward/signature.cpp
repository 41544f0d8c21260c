// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/signature.h"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace vigie::outward {

std::string hmacSha256(std::string_view key, std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
             &length) == nullptr) {
        return {};
    }
    std::string hex;
    for (unsigned int i = 0; i < length; ++i) {
        hex += fmt::format("{:02x}", digest[i]);
    }
    return hex;
}

std::string signatureOf(std::string_view secret, std::int64_t unixSeconds, std::string_view body) {
    return fmt::format("t={},v1={}", unixSeconds,
                       hmacSha256(secret, fmt::format("{}.{}", unixSeconds, body)));
}

} // namespace vigie::outward
