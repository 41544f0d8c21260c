// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <sys/resource.h>

#include <QTemporaryDir>

#include "core/base/time.h"

namespace vigie::probe::test {

inline std::filesystem::path pathOf(const QTemporaryDir& folder) {
    return folder.path().toStdString();
}

inline std::span<const std::byte> bytesOf(const std::string& text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

inline std::string textOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A moment of the test's own time.
inline base::Timestamp at(base::Nanoseconds since) {
    constexpr std::int64_t utc = 1'785'088'800'000'000'000;
    constexpr std::int64_t mono = 5'000'000'000'000;
    return {base::utcFromNs(utc) + since, base::monoFromNs(mono) + since};
}

/// Packets with a content that no two of them share, and no sync byte but where it belongs.
inline std::string packets(std::size_t count, std::size_t size = 188) {
    static std::uint32_t number = 0;
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
        std::string packet(size, '\0');
        std::uint32_t value = ++number;
        for (char& c : packet) {
            value = value * 1'664'525 + 1'013'904'223;
            c = static_cast<char>(value >> 24);
            c = c == '\x47' ? '\x46' : c;
        }
        packet[size == 192 ? 4 : 0] = '\x47';
        bytes += packet;
    }
    return bytes;
}

/// While it stands no file of this process may grow beyond `bytes`: what a full disk does to a
/// write, without a disk to fill.
class SpaceLimit {
public:
    explicit SpaceLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SpaceLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SpaceLimit(const SpaceLimit&) = delete;
    SpaceLimit& operator=(const SpaceLimit&) = delete;

private:
    rlimit m_before{};
};

/// While it stands no file can be opened.
class FileLimit {
public:
    FileLimit() {
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit limit{0, m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~FileLimit() { setrlimit(RLIMIT_NOFILE, &m_before); }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace vigie::probe::test
