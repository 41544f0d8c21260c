// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/record/chunk.h"
#include "core/record/payloads.h"
#include "core/record/tools.h"

namespace vigie::record {
namespace {

constexpr std::size_t searchBytes = std::size_t{1} << 20U;

/// Walks over one file, chunk by chunk, and reads every byte of it.
class FileCheck {
public:
    FileCheck(std::filesystem::path file, Verified& into)
        : m_file(std::move(file)), m_in(m_file, std::ios::binary), m_into(into) {
        std::error_code none;
        m_size = std::filesystem::file_size(m_file, none);
        m_isReadable = m_in.good() && !none;
    }

    /// False: was stopped.
    bool run(const Progress& progress, std::uint64_t done, std::uint64_t whole) {
        if (!m_isReadable) {
            damage(0, std::nullopt, "the file cannot be read");
            return true;
        }
        for (std::uint64_t offset = 0; offset < m_size;) {
            if (progress.stop.stop_requested()) {
                return false;
            }
            if (progress.tell && whole > 0) {
                progress.tell(0.5 * static_cast<double>(done + offset) /
                              static_cast<double>(whole));
            }
            offset = check(offset);
        }
        return true;
    }

private:
    std::string bytesAt(std::uint64_t offset, std::uint64_t count) {
        std::string bytes(std::min(count, m_size - std::min(offset, m_size)), '\0');
        m_in.clear();
        m_in.seekg(static_cast<std::streamoff>(offset));
        m_in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(m_in.gcount(), 0)));
        return bytes;
    }

    void damage(std::uint64_t offset, const std::optional<base::Utc>& to, std::string what) {
        m_into.damages.push_back({m_file, offset, m_before, to, std::move(what)});
    }

    /// One chunk or one hole; where the next one begins.
    std::uint64_t check(std::uint64_t offset) {
        const auto head = readChunkHead(bytesAt(offset, chunkHeadBytes));
        if (!head) {
            return hole(offset, head.error().message);
        }
        const std::uint64_t next = offset + chunkHeadBytes + head->storedBytes;
        const auto payload =
            unpackChunk(*head, bytesAt(offset + chunkHeadBytes, head->storedBytes));
        if (!payload) {
            m_into.damages.push_back(
                {m_file, offset, head->from, head->to, payload.error().message});
            // A head may be whole and its payload end in the next chunk where bytes went missing.
            return next > m_size ? hole(offset + 1, {}) : next;
        }
        ++m_into.chunks;
        if (const std::string why = whyUnreadable(*head, *payload); !why.empty()) {
            m_into.damages.push_back({m_file, offset, head->from, head->to, why});
        }
        if (head->to != base::Utc{}) {
            m_before = head->to;
        }
        return next;
    }

    /// Looks for the next chunk behind what is none. `why` empty: told already.
    std::uint64_t hole(std::uint64_t offset, const std::string& why) {
        for (std::uint64_t at = offset + 1; at < m_size;) {
            const std::string bytes = bytesAt(at, searchBytes + chunkHeadBytes);
            for (std::size_t i = 0; i < bytes.size() && i < searchBytes; ++i) {
                i = bytes.find('\x89', i);
                if (i == std::string::npos || i >= searchBytes) {
                    break;
                }
                if (const auto head = readChunkHead(std::string_view(bytes).substr(i))) {
                    if (!why.empty()) {
                        damage(offset, head->from, why);
                    }
                    return at + i;
                }
            }
            at += searchBytes;
        }
        if (!why.empty()) {
            damage(offset, std::nullopt, why);
        }
        return m_size;
    }

    /// What reading the items does not look into.
    std::string whyUnreadable(const ChunkHead& head, std::string_view payload) {
        const auto why = [](const auto& result) {
            return result ? std::string() : result.error().message;
        };
        switch (head.kind) {
        case ChunkKind::Head:
            return why(readHead(payload));
        case ChunkKind::Mark:
            return why(readMark(payload));
        case ChunkKind::Carry:
            // Of no stream: it only marks where a file's lead ends.
            return head.stream == 0 && payload.empty() ? std::string() : why(readCarry(payload));
        case ChunkKind::Index:
            return why(readIndex(payload));
        case ChunkKind::End:
            return why(readEnd(payload));
        case ChunkKind::Picture:
            return whyNoPictures(payload);
        default:
            return {};
        }
    }

    std::string whyNoPictures(std::string_view payload) {
        const auto places = readPictureDirectory(payload, payload.size());
        if (!places) {
            return places.error().message;
        }
        for (const PicturePlace& place : *places) {
            if (place.offset > payload.size() || place.size > payload.size() - place.offset) {
                return "a picture lies outside of its chunk";
            }
            if (auto picture = readPicture(place, payload.substr(place.offset, place.size));
                !picture) {
                return picture.error().message;
            }
            ++m_into.pictures;
        }
        return {};
    }

    const std::filesystem::path m_file;
    std::ifstream m_in;
    Verified& m_into;
    std::uint64_t m_size = 0;
    bool m_isReadable = false;
    std::optional<base::Utc> m_before;
};

void count(const Item& item, Verified& into) {
    if (const auto* input = std::get_if<fleet::Input>(&item.what)) {
        into.ticks += std::holds_alternative<model::TickPtr>(input->what) ? 1 : 0;
        into.events += std::holds_alternative<model::EventPtr>(input->what) ? 1 : 0;
        return;
    }
    ++into.notes;
    if (std::get<Note>(item.what).kind == NoteKind::Gap) {
        into.gaps.push_back(item);
    }
}

/// The same place is seen by the walk and by the reader; the walk's words come first.
void addOnce(const std::vector<Damage>& more, std::vector<Damage>& into) {
    for (const Damage& one : more) {
        const bool isKnown = std::any_of(into.begin(), into.end(), [&one](const Damage& known) {
            return known.file == one.file && known.offset == one.offset;
        });
        if (!isKnown) {
            into.push_back(one);
        }
    }
}

} // namespace

base::Result<Verified> verify(const std::filesystem::path& fileOrFolder, const Progress& progress) {
    const auto recording = Recording::open(fileOrFolder);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    const auto stopped = [] { return base::failure("stopped before all of it was read"); };
    Verified verified;
    verified.info = (*recording)->info();
    std::uint64_t done = 0;
    for (const auto& file : verified.info.files) {
        if (!FileCheck(file, verified).run(progress, done, verified.info.bytes)) {
            return stopped();
        }
        std::error_code none;
        const auto size = std::filesystem::file_size(file, none);
        done += none ? 0 : size;
    }
    const auto items = (*recording)->itemsFrom(0);
    const std::uint64_t first = verified.info.firstOrder;
    const double whole =
        static_cast<double>(std::max<std::uint64_t>(verified.info.lastOrder - first, 1));
    while (const auto item = items->next()) {
        count(*item, verified);
        if (progress.stop.stop_requested()) {
            return stopped();
        }
        if (progress.tell && item->order % 1024 == 0 && item->order >= first) {
            progress.tell(0.5 + 0.5 * static_cast<double>(item->order - first) / whole);
        }
    }
    addOnce(verified.info.damages, verified.damages);
    addOnce(items->damages(), verified.damages);
    std::stable_sort(verified.damages.begin(), verified.damages.end(),
                     [](const Damage& a, const Damage& b) {
                         return std::tie(a.file, a.offset) < std::tie(b.file, b.offset);
                     });
    return verified;
}

} // namespace vigie::record
