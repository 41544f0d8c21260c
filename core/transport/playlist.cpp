// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/playlist.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace vigie::transport {

namespace {

constexpr std::size_t mostSegments = 200'000;
constexpr std::size_t mostVariants = 1'000;
constexpr double longestDurationS = 86'400;
constexpr std::uint64_t highestNumber = std::numeric_limits<std::int64_t>::max() / 2;

std::optional<std::uint64_t> wholeNumber(std::string_view text) {
    std::uint64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || value > highestNumber) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> duration(std::string_view text) {
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc{} || stop != end || !std::isfinite(value) || value < 0 ||
        value > longestDurationS) {
        return std::nullopt;
    }
    return value;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// A value of an attribute list, without its quotes; empty when absent.
std::string_view attribute(std::string_view list, std::string_view name) {
    while (!list.empty()) {
        const auto equals = list.find('=');
        if (equals == std::string_view::npos) {
            return {};
        }
        const auto key = trimmed(list.substr(0, equals));
        list.remove_prefix(equals + 1);
        std::string_view value;
        if (list.starts_with('"')) {
            const auto close = list.find('"', 1);
            value = list.substr(1, close == std::string_view::npos ? close : close - 1);
            list.remove_prefix(close == std::string_view::npos ? list.size() : close + 1);
            list.remove_prefix(std::min(list.size(), list.find(',')));
        } else {
            value = trimmed(list.substr(0, list.find(',')));
            list.remove_prefix(std::min(list.size(), list.find(',')));
        }
        if (!list.empty()) {
            list.remove_prefix(1); // the comma
        }
        if (key == name) {
            return value;
        }
    }
    return {};
}

/// One pass over the lines; what a tag says of the next URI line is kept until that comes.
class Parser {
public:
    base::Result<Playlist> parse(std::string_view text);

private:
    base::Result<void> tag(std::string_view name, std::string_view value);
    base::Result<void> uri(std::string_view text);
    [[nodiscard]] base::Result<void> byteRange(std::string_view value);
    [[nodiscard]] tl::unexpected<base::Error> wrong(std::string_view what,
                                                    std::string_view value) const {
        return base::failure(fmt::format("the playlist is malformed in line {}: {} \"{}\"", m_line,
                                         what, value.substr(0, 80)));
    }

    struct Range {
        std::uint64_t length = 0;
        std::optional<std::uint64_t> offset;
    };

    Playlist m_out;
    std::size_t m_line = 0;
    std::uint64_t m_sequence = 0;
    bool m_isEncrypted = false; // from here on
    std::optional<std::uint64_t> m_bandwidth;
    std::optional<double> m_duration;
    bool m_isDiscontinuity = false;
    bool m_isMissing = false;
    std::optional<Range> m_range;
};

base::Result<void> Parser::byteRange(std::string_view value) {
    const auto at = value.find('@');
    const auto length = wholeNumber(value.substr(0, at));
    const auto offset = at == std::string_view::npos ? std::optional<std::uint64_t>{}
                                                     : wholeNumber(value.substr(at + 1));
    if (!length || *length == 0 || (at != std::string_view::npos && !offset)) {
        return wrong("byte range", value);
    }
    m_range = Range{*length, offset};
    return {};
}

base::Result<void> Parser::tag(std::string_view name, std::string_view value) {
    if (name == "#EXTINF") {
        m_duration = duration(trimmed(value.substr(0, value.find(','))));
        if (!m_duration) {
            return wrong("duration", value);
        }
    } else if (name == "#EXT-X-TARGETDURATION") {
        const auto target = duration(value);
        if (!target) {
            return wrong("target duration", value);
        }
        m_out.targetDurationS = *target;
    } else if (name == "#EXT-X-MEDIA-SEQUENCE") {
        const auto sequence = wholeNumber(value);
        if (!sequence || !m_out.segments.empty()) {
            return wrong("media sequence", value);
        }
        m_sequence = *sequence;
    } else if (name == "#EXT-X-BYTERANGE") {
        return byteRange(value);
    } else if (name == "#EXT-X-STREAM-INF") {
        // Required, yet some servers omit it: such a variant is chosen last.
        m_bandwidth = wholeNumber(attribute(value, "BANDWIDTH")).value_or(0);
        m_out.isMaster = true;
    } else if (name == "#EXT-X-KEY") {
        m_isEncrypted = attribute(value, "METHOD") != "NONE";
    } else if (name == "#EXT-X-MAP") {
        m_out.hasInitialization = true;
    } else if (name == "#EXT-X-DISCONTINUITY") {
        m_isDiscontinuity = true;
    } else if (name == "#EXT-X-GAP") {
        m_isMissing = true;
    } else if (name == "#EXT-X-ENDLIST") {
        m_out.hasEnd = true;
    }
    return {};
}

base::Result<void> Parser::uri(std::string_view text) {
    if (m_bandwidth) {
        if (m_out.variants.size() >= mostVariants) {
            return base::failure("the playlist has too many variants");
        }
        m_out.variants.push_back({std::string(text), *m_bandwidth});
        m_bandwidth.reset();
        return {};
    }
    if (!m_duration) {
        return wrong("an address without #EXTINF before it:", text);
    }
    if (m_out.segments.size() >= mostSegments) {
        return base::failure("the playlist has too many segments");
    }
    PlaylistSegment segment{.uri = std::string(text),
                            .durationS = *m_duration,
                            .sequence = m_sequence++,
                            .isDiscontinuity = m_isDiscontinuity,
                            .isMissing = m_isMissing,
                            .isEncrypted = m_isEncrypted,
                            .range = {}};
    if (m_range) {
        ByteRange range{0, m_range->length};
        if (m_range->offset) {
            range.offset = *m_range->offset;
        } else if (!m_out.segments.empty() && m_out.segments.back().uri == segment.uri &&
                   m_out.segments.back().range) {
            const auto& last = *m_out.segments.back().range;
            range.offset = last.offset + last.length;
        }
        if (range.offset > highestNumber) {
            return wrong("byte range of", text);
        }
        segment.range = range;
    }
    m_out.segments.push_back(std::move(segment));
    m_duration.reset();
    m_range.reset();
    m_isDiscontinuity = false;
    m_isMissing = false;
    return {};
}

base::Result<Playlist> Parser::parse(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) {
        text.remove_prefix(3);
    }
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++m_line;
        if (m_line == 1) {
            if (line != "#EXTM3U") {
                return base::failure("this is no HLS playlist: #EXTM3U is missing");
            }
            continue;
        }
        if (line.empty() || (line.starts_with('#') && !line.starts_with("#EXT"))) {
            continue;
        }
        base::Result<void> result;
        if (line.starts_with('#')) {
            const auto colon = line.find(':');
            result = tag(line.substr(0, colon), colon == std::string_view::npos
                                                    ? std::string_view{}
                                                    : trimmed(line.substr(colon + 1)));
        } else {
            result = uri(line);
        }
        if (!result) {
            return tl::unexpected(result.error());
        }
    }
    if (m_line == 0) {
        return base::failure("this is no HLS playlist: it is empty");
    }
    if (m_out.isMaster && !m_out.segments.empty()) {
        return base::failure("the playlist mixes variants and segments");
    }
    if (m_out.isMaster && m_out.variants.empty()) {
        return base::failure("the playlist has no variant");
    }
    if (!m_out.isMaster && m_out.targetDurationS <= 0) {
        // Required; the longest segment is what it would have been.
        for (const auto& segment : m_out.segments) {
            m_out.targetDurationS = std::max(m_out.targetDurationS, segment.durationS);
        }
    }
    return std::move(m_out);
}

} // namespace

const PlaylistVariant* Playlist::best() const {
    const auto most =
        std::max_element(variants.begin(), variants.end(),
                         [](const auto& a, const auto& b) { return a.bandwidth < b.bandwidth; });
    return most == variants.end() ? nullptr : &*most;
}

base::Result<Playlist> parsePlaylist(std::string_view text) {
    return Parser().parse(text);
}

} // namespace vigie::transport
