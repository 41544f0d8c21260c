// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/folderlock.h"

#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace vigie::probe {
namespace {

constexpr std::chrono::seconds retryAfter{2};

} // namespace

std::string FolderLock::take(base::Mono now) {
    const std::lock_guard lock(m_mutex);
    if (m_file || (m_retryAt && now < *m_retryAt)) {
        return m_reason;
    }
    m_retryAt = now + retryAfter;
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        m_reason = fmt::format("cannot make {}: {}", m_folder.string(), error.message());
        return m_reason;
    }
    auto file = DiskFile::lock(m_folder / "lock");
    if (!file) {
        m_reason = fmt::format("cannot use {}: {}", m_folder.string(), file.error().message);
        return m_reason;
    }
    m_file = std::move(*file);
    m_reason.clear();
    return m_reason;
}

} // namespace vigie::probe
