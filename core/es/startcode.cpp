// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/startcode.h"

#include <cstring>

namespace vigie::es {

std::size_t findStartCode(Bytes stream, std::size_t from) {
    const auto* data = reinterpret_cast<const unsigned char*>(stream.data());
    const std::size_t size = stream.size();
    // Looks for the 01, which is rarer than zeros in coded pictures' headers and as rare elsewhere.
    std::size_t at = from + 2;
    while (at < size) {
        const auto* one = static_cast<const unsigned char*>(std::memchr(data + at, 1, size - at));
        if (one == nullptr) {
            return size;
        }
        at = static_cast<std::size_t>(one - data);
        if (data[at - 1] == 0 && data[at - 2] == 0) {
            return at - 2;
        }
        ++at;
    }
    return size;
}

std::optional<StartCodeUnit> nextUnit(Bytes stream, std::size_t from) {
    const auto code = findStartCode(stream, from);
    if (code + 3 >= stream.size()) {
        return std::nullopt;
    }
    const auto begin = code + 3;
    const auto next = findStartCode(stream, begin);
    auto end = next;
    while (end > begin && next < stream.size() && stream[end - 1] == std::byte{0}) {
        --end; // zeros before the next start code belong to it
    }
    const bool hasFourth = code > 0 && stream[code - 1] == std::byte{0};
    return StartCodeUnit{stream.subspan(begin, end - begin), hasFourth ? code - 1 : code, next,
                         next - end};
}

} // namespace vigie::es
