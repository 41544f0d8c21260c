// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cerrno>
#include <cstddef>
#include <string>
#include <vector>

#include <unistd.h>

namespace vigie::demo {

/// Whole lines from a file descriptor that was found readable: one read for each call, so it never
/// waits. A line of more than 64 KiB is thrown away. One thread.
class LineReader {
public:
    explicit LineReader(int fd) : m_fd(fd) {}

    /// The lines that are complete now, without the empty ones.
    [[nodiscard]] std::vector<std::string> read() {
        std::array<char, 4096> chunk{};
        const ssize_t size = ::read(m_fd, chunk.data(), chunk.size());
        if (size == 0 || (size < 0 && errno != EINTR && errno != EAGAIN)) {
            m_isAtEnd = true;
        }
        std::vector<std::string> lines;
        for (ssize_t i = 0; i < size; ++i) {
            const char c = chunk[static_cast<std::size_t>(i)];
            if (c != '\n') {
                m_isTooLong = m_isTooLong || m_partial.size() >= longest;
                if (!m_isTooLong) {
                    m_partial += c;
                }
                continue;
            }
            if (!m_isTooLong && !m_partial.empty()) {
                lines.push_back(m_partial);
            }
            m_partial.clear();
            m_isTooLong = false;
        }
        return lines;
    }
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }

private:
    static constexpr std::size_t longest = 64 * 1024;
    const int m_fd;
    std::string m_partial;
    bool m_isTooLong = false;
    bool m_isAtEnd = false;
};

} // namespace vigie::demo
