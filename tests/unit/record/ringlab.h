// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

#include "core/record/recorder.h"
#include "core/record/recording.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

/// What the tests of writers and recorders share.
namespace vigie::ringlab {

/// While it lives, files cannot grow beyond `bytes`: a full disk. SIGXFSZ must be ignored.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit small = m_before;
        small.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

private:
    rlimit m_before{};
};

/// The same item, that much later on the desk's clocks.
inline record::Item later(record::Item item, base::Nanoseconds by) {
    if (auto* input = std::get_if<fleet::Input>(&item.what)) {
        input->received = {input->received.utc + by, input->received.mono + by};
        if (auto* change = std::get_if<fleet::ContactChange>(&input->what)) {
            change->at = {change->at.utc + by, change->at.mono + by};
        }
        return item;
    }
    auto& note = std::get<record::Note>(item.what);
    note.at = {note.at.utc + by, note.at.mono + by};
    return item;
}

inline std::vector<record::Item> later(std::vector<record::Item> items, base::Nanoseconds by) {
    for (record::Item& item : items) {
        item = later(std::move(item), by);
    }
    return items;
}

inline record::Item timer(std::uint64_t order, base::Nanoseconds after) {
    return {order, record::Note{record::NoteKind::Timer, recordlab::deskTime(after), {}}};
}

/// All that a recording has; stops at the end.
inline std::vector<record::Item> itemsOf(const std::filesystem::path& fileOrFolder,
                                         std::string& error) {
    std::vector<record::Item> found;
    auto recording = record::Recording::open(fileOrFolder);
    if (!recording) {
        error = recording.error().message;
        return found;
    }
    const auto items = (*recording)->itemsFrom(0);
    while (auto item = items->next()) {
        found.push_back(*std::move(item));
    }
    if (!items->damages().empty()) {
        error = items->damages().front().what;
    }
    return found;
}

/// Where two lists differ; empty: nowhere.
inline std::string difference(const std::vector<record::Item>& expected,
                              const std::vector<record::Item>& found) {
    for (std::size_t i = 0; i < std::min(expected.size(), found.size()); ++i) {
        if (std::string differs = recordlab::howDifferent(expected[i], found[i]);
            !differs.empty()) {
            return "item " + std::to_string(i) + ": " + differs;
        }
    }
    return expected.size() == found.size()
               ? std::string()
               : std::to_string(expected.size()) + " items and " + std::to_string(found.size());
}

/// Waits until all that was taken is where a reader finds it; false: it took too long.
inline bool flush(record::Recorder& recorder) {
    auto done = std::make_shared<std::promise<void>>();
    auto waiting = done->get_future();
    recorder.flush([done] { done->set_value(); });
    return waiting.wait_for(std::chrono::seconds(30)) == std::future_status::ready;
}

} // namespace vigie::ringlab
