// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/record/recorder.h"
#include "core/replay/archive.h"

namespace vigie::uitest {

/// A recorder that keeps marks alone and says of itself what it is told. One thread.
class FakeRecorder final : public record::Recorder {
public:
    [[nodiscard]] std::uint64_t nextOrder() override { return 1; }
    bool take(record::Item /*item*/) override { return true; }
    bool take(record::Picture /*picture*/) override { return true; }
    bool take(record::Mark mark) override {
        marks.push_back(std::move(mark));
        return true;
    }
    void flush(std::function<void()> done) override { done(); }
    [[nodiscard]] record::RecorderStatus status() const override { return current; }
    void setTroubleListener(std::function<void(std::string)> /*listener*/) override {}
    void hold(record::Hold /*hold*/) override {}
    void release(const std::string& /*name*/) override {}
    [[nodiscard]] std::vector<record::Hold> holds() const override { return {}; }
    [[nodiscard]] const std::filesystem::path& folder() const override { return m_folder; }
    void close() override {}

    std::vector<record::Mark> marks;
    record::RecorderStatus current;

private:
    std::filesystem::path m_folder = "ring";
};

/// An archive of names alone. One thread.
class FakeArchive final : public replay::Archive {
public:
    [[nodiscard]] base::Result<void> start(const std::string& name) override {
        if (!refusal.empty()) {
            return base::failure(refusal);
        }
        replay::ArchiveEntry entry;
        entry.name = name;
        entry.because = "by hand";
        all.insert(all.begin(), entry);
        return {};
    }
    [[nodiscard]] base::Result<void> stop(const std::string& name) override {
        for (auto& entry : all) {
            if (entry.name == name) {
                entry.state = replay::ArchiveEntry::State::Copying;
                entry.progress = 0.25;
                entry.until = entry.from;
            }
        }
        return {};
    }
    [[nodiscard]] base::Result<void> keepLast(std::chrono::seconds time,
                                              const std::string& name) override {
        kept.emplace_back(time, name);
        return {};
    }
    void cancel(const std::string& name) override {
        std::erase_if(all, [&name](const auto& entry) { return entry.name == name; });
    }
    void follow(const engine::SnapshotPtr& /*snapshot*/) override {}
    [[nodiscard]] std::vector<replay::ArchiveEntry> entries() const override { return all; }
    void setListener(std::function<void()> /*listener*/) override {}

    std::vector<replay::ArchiveEntry> all;
    std::vector<std::pair<std::chrono::seconds, std::string>> kept;
    std::string refusal;
};

} // namespace vigie::uitest
