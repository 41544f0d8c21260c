// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/record/recorder.h"

namespace vigie::test {

/// A recorder that keeps what it is given in memory, and can be made slow or full. Thread-safe.
class FakeRecorder : public record::Recorder {
public:
    explicit FakeRecorder(std::filesystem::path folder = {}) : m_folder(std::move(folder)) {}

    std::uint64_t nextOrder() override { return 100; }
    bool take(record::Item item) override {
        std::unique_lock lock(m_mutex);
        m_open.wait(lock, [this] { return !m_isShut; });
        m_items.push_back(std::move(item));
        return true;
    }
    bool take(record::Picture picture) override {
        const std::lock_guard lock(m_mutex);
        m_pictures.push_back(std::move(picture));
        return true;
    }
    bool take(record::Mark mark) override {
        const std::lock_guard lock(m_mutex);
        m_marks.push_back(std::move(mark));
        return true;
    }
    void flush(std::function<void()> done) override { done(); }
    record::RecorderStatus status() const override {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }
    void setTroubleListener(std::function<void(std::string)>) override {}

    void hold(record::Hold hold) override {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_holds, [&](const auto& known) { return known.name == hold.name; });
        m_holds.push_back(std::move(hold));
    }
    void release(const std::string& name) override {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_holds, [&](const auto& known) { return known.name == name; });
    }
    std::vector<record::Hold> holds() const override {
        const std::lock_guard lock(m_mutex);
        return m_holds;
    }
    const std::filesystem::path& folder() const override { return m_folder; }
    void close() override {}

    /// take() of items waits until it is open again: a tape that cannot keep up.
    void setShut(bool isShut) {
        {
            const std::lock_guard lock(m_mutex);
            m_isShut = isShut;
        }
        m_open.notify_all();
    }
    void setStatus(record::RecorderStatus status) {
        const std::lock_guard lock(m_mutex);
        m_status = std::move(status);
    }
    [[nodiscard]] std::vector<record::Item> items() const {
        const std::lock_guard lock(m_mutex);
        return m_items;
    }
    [[nodiscard]] std::vector<record::Picture> pictures() const {
        const std::lock_guard lock(m_mutex);
        return m_pictures;
    }
    /// Of a kind, in order.
    [[nodiscard]] std::vector<record::Item> notes(record::NoteKind kind) const {
        std::vector<record::Item> found;
        for (const record::Item& item : items()) {
            const auto* note = std::get_if<record::Note>(&item.what);
            if (note != nullptr && note->kind == kind) {
                found.push_back(item);
            }
        }
        return found;
    }

private:
    const std::filesystem::path m_folder;
    mutable std::mutex m_mutex; // guards all below
    std::condition_variable m_open;
    bool m_isShut = false;
    record::RecorderStatus m_status;
    std::vector<record::Item> m_items;
    std::vector<record::Picture> m_pictures;
    std::vector<record::Mark> m_marks;
    std::vector<record::Hold> m_holds;
};

} // namespace vigie::test
