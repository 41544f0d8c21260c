// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "core/fleet/source.h"

namespace vigie::rpc::test {

/// Keeps everything that a source delivers; takes nothing while told to refuse.
class RecordingSink final : public fleet::Sink {
public:
    bool take(fleet::Input input) override {
        const std::lock_guard lock(m_mutex);
        if (m_refuses) {
            return false;
        }
        m_inputs.push_back(std::move(input));
        return true;
    }
    void refuse(bool refuses) {
        const std::lock_guard lock(m_mutex);
        m_refuses = refuses;
    }
    template <typename What> [[nodiscard]] std::vector<What> all() const {
        const std::lock_guard lock(m_mutex);
        std::vector<What> found;
        for (const auto& input : m_inputs) {
            if (const auto* what = std::get_if<What>(&input.what)) {
                found.push_back(*what);
            }
        }
        return found;
    }
    [[nodiscard]] std::size_t ticks() const { return all<model::TickPtr>().size(); }
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(m_mutex);
        return m_inputs.size();
    }
    [[nodiscard]] std::vector<fleet::Input> inputs() const {
        const std::lock_guard lock(m_mutex);
        return m_inputs;
    }
    [[nodiscard]] fleet::ContactChange contact() const {
        const auto changes = all<fleet::ContactChange>();
        return changes.empty() ? fleet::ContactChange{} : changes.back();
    }
    [[nodiscard]] bool isIn(fleet::Contact wanted) const {
        return !all<fleet::ContactChange>().empty() && contact().contact == wanted;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<fleet::Input> m_inputs; // guarded by m_mutex
    bool m_refuses = false;             // guarded by m_mutex
};

/// Keeps every picture and interruption of one watch.
class RecordingPreview final : public fleet::PreviewSink {
public:
    void onAccessUnit(model::AccessUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        m_units.push_back(std::move(unit));
    }
    void onInterrupted(const std::string& reason) override {
        const std::lock_guard lock(m_mutex);
        m_reasons.push_back(reason);
    }
    [[nodiscard]] std::vector<model::AccessUnitPtr> units() const {
        const std::lock_guard lock(m_mutex);
        return m_units;
    }
    [[nodiscard]] std::vector<std::string> reasons() const {
        const std::lock_guard lock(m_mutex);
        return m_reasons;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<model::AccessUnitPtr> m_units; // guarded by m_mutex
    std::vector<std::string> m_reasons;        // guarded by m_mutex
};

/// Keeps all that one listening tells.
class RecordingSound final : public fleet::SoundSink {
public:
    void onBegun() override { ++m_begun; }
    [[nodiscard]] int begun() const { return m_begun; }
    void onTracks(const model::SoundTracks& tracks) override {
        const std::lock_guard lock(m_mutex);
        m_tracks.push_back(tracks);
    }
    void onSound(model::SoundUnitPtr unit) override {
        const std::lock_guard lock(m_mutex);
        m_units.push_back(std::move(unit));
    }
    void onInterrupted(fleet::SoundTrouble trouble, const std::string& detail) override {
        const std::lock_guard lock(m_mutex);
        m_troubles.emplace_back(trouble, detail);
    }
    [[nodiscard]] std::vector<model::SoundTracks> tracks() const {
        const std::lock_guard lock(m_mutex);
        return m_tracks;
    }
    [[nodiscard]] std::vector<model::SoundUnitPtr> units() const {
        const std::lock_guard lock(m_mutex);
        return m_units;
    }
    [[nodiscard]] std::vector<std::pair<fleet::SoundTrouble, std::string>> troubles() const {
        const std::lock_guard lock(m_mutex);
        return m_troubles;
    }

private:
    std::atomic<int> m_begun{0};
    mutable std::mutex m_mutex;
    std::vector<model::SoundTracks> m_tracks;                            // guarded by m_mutex
    std::vector<model::SoundUnitPtr> m_units;                            // guarded by m_mutex
    std::vector<std::pair<fleet::SoundTrouble, std::string>> m_troubles; // guarded by m_mutex
};

} // namespace vigie::rpc::test
