// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/archivelist.h"

#include <algorithm>

namespace vigie::replay {
namespace {

using State = ArchiveEntry::State;

/// What is still on its way to the recorder when somebody presses stop.
constexpr auto settleTime = std::chrono::seconds{1};
constexpr double progressStep = 0.01;

} // namespace

void ArchiveList::goOn(const record::Hold& hold) {
    Known known;
    known.entry.name = hold.name;
    known.entry.state = hold.until ? State::Copying : State::Running;
    known.entry.from = hold.from;
    known.entry.until = hold.until;
    known.entry.because = hold.reason;
    known.isHeld = true;
    m_known.insert_or_assign(hold.name, std::move(known));
}

void ArchiveList::found(ArchiveEntry entry) {
    const std::string name = entry.name;
    Known known;
    known.entry = std::move(entry);
    m_known.try_emplace(name, std::move(known));
}

base::Result<void> ArchiveList::begin(const std::string& name, base::Utc from,
                                      std::optional<base::Utc> until, const std::string& because) {
    if (m_known.contains(name)) {
        return base::failure("There is a recording named " + name + " already.");
    }
    Known known;
    known.entry.name = name;
    known.entry.state = until ? State::Copying : State::Running;
    known.entry.from = from;
    known.entry.until = until;
    known.entry.because = because;
    known.isHeld = true;
    known.copyAt = Steady::now() + settleTime;
    hold(known.entry, false);
    m_known.emplace(name, std::move(known));
    return {};
}

base::Result<void> ArchiveList::stop(const std::string& name, base::Utc until) {
    const auto found = m_known.find(name);
    if (found == m_known.end()) {
        return base::failure("There is no recording named " + name + ".");
    }
    Known& known = found->second;
    if (known.entry.state == State::Running) {
        known.entry.until = until;
        known.copyAt = Steady::now() + settleTime;
        hold(known.entry, false);
    } else if (known.entry.state != State::Failed || !known.isHeld) {
        return base::failure(name + " is not running.");
    }
    known.entry.state = State::Copying;
    known.entry.reason.clear();
    known.entry.progress = 0;
    return {};
}

bool ArchiveList::isRunning(const std::string& name) const {
    const auto found = m_known.find(name);
    return found != m_known.end() && found->second.entry.state == State::Running;
}

bool ArchiveList::isHeld(const std::string& name) const {
    const auto found = m_known.find(name);
    return found != m_known.end() && found->second.isHeld;
}

void ArchiveList::drop(const std::string& name) {
    const auto found = m_known.find(name);
    if (found == m_known.end()) {
        return;
    }
    if (found->second.isHeld) {
        hold(found->second.entry, true);
    }
    m_known.erase(found);
}

std::optional<ArchiveEntry> ArchiveList::nextCopy(Steady::time_point now) const {
    const Known* next = nullptr;
    for (const auto& [name, known] : m_known) {
        if (known.entry.state == State::Copying && known.copyAt <= now &&
            (next == nullptr || known.copyAt < next->copyAt)) {
            next = &known;
        }
    }
    return next != nullptr ? std::optional(next->entry) : std::nullopt;
}

ArchiveList::Steady::time_point ArchiveList::nextCopyAt() const {
    auto next = Steady::time_point::max();
    for (const auto& [name, known] : m_known) {
        if (known.entry.state == State::Copying) {
            next = std::min(next, known.copyAt);
        }
    }
    return next;
}

bool ArchiveList::progressed(const std::string& name, double progress) {
    const auto found = m_known.find(name);
    if (found == m_known.end() ||
        (progress < 1 && progress - found->second.entry.progress < progressStep)) {
        return false;
    }
    found->second.entry.progress = std::clamp(progress, 0.0, 1.0);
    return true;
}

void ArchiveList::done(const std::string& name, std::filesystem::path file, std::uint64_t bytes) {
    const auto found = m_known.find(name);
    if (found == m_known.end()) {
        return;
    }
    Known& known = found->second;
    known.entry.state = State::Done;
    known.entry.file = std::move(file);
    known.entry.bytes = bytes;
    known.entry.progress = 1;
    known.isHeld = false;
    hold(known.entry, true);
}

void ArchiveList::failed(const std::string& name, std::string reason) {
    const auto found = m_known.find(name);
    if (found != m_known.end()) {
        found->second.entry.state = State::Failed;
        found->second.entry.reason = std::move(reason);
    }
}

std::vector<ArchiveEntry> ArchiveList::entries() const {
    std::vector<ArchiveEntry> all;
    all.reserve(m_known.size());
    for (const auto& [name, known] : m_known) {
        all.push_back(known.entry);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.from > b.from; });
    return all;
}

void ArchiveList::hold(const ArchiveEntry& entry, bool isRelease) {
    m_changes.push_back({{entry.name, entry.from, entry.until, entry.because}, isRelease});
}

} // namespace vigie::replay
