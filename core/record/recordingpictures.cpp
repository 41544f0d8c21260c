// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/record/recordingreader.h"

namespace vigie::record {
namespace {

/// A file that is being appended to.
class Appender {
public:
    explicit Appender(const std::filesystem::path& file)
        : m_descriptor(::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)) {}
    ~Appender() {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    Appender(const Appender&) = delete;
    Appender& operator=(const Appender&) = delete;

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] bool lock() const { return ::flock(m_descriptor, LOCK_EX | LOCK_NB) == 0; }
    /// All of it, or the file is as long as before.
    [[nodiscard]] bool append(const std::string& bytes, std::uint64_t size) const {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t put = ::write(m_descriptor, bytes.data() + done, bytes.size() - done);
            if (put < 0 && errno == EINTR) {
                continue;
            }
            if (put <= 0) {
                const int why = errno;
                static_cast<void>(::ftruncate(m_descriptor, static_cast<off_t>(size)));
                errno = why;
                return false;
            }
            done += static_cast<std::size_t>(put);
        }
        return ::fdatasync(m_descriptor) == 0;
    }

private:
    int m_descriptor;
};

} // namespace

std::optional<Picture> RecordingReader::readOne(RecordingPart& part, const ChunkPlace& chunk,
                                                const PicturePlace& picture) {
    auto read = readPicture(
        picture, part.readPart(chunk, picture.offset, static_cast<std::size_t>(picture.size)));
    if (!read) {
        part.tell(chunk, read.error().message);
        return std::nullopt;
    }
    return std::move(*read);
}

std::optional<Picture> RecordingReader::pictureAt(const model::PathRef& path, base::Utc at,
                                                  std::chrono::seconds oldest) {
    const base::Utc from = plausible(at) - std::min(oldest, std::chrono::seconds(1U << 30U));
    for (std::size_t i = m_parts.size(); i > 0; --i) {
        RecordingPart& part = *m_parts[i - 1];
        const auto& chunks = part.of(ChunkKind::Picture);
        // Chunks come by time: those behind the moment are stepped over by halves.
        auto end = std::upper_bound(chunks.begin(), chunks.end(), at,
                                    [&part](base::Utc moment, std::uint32_t index) {
                                        return moment < part.place(index).head.from;
                                    });
        while (end != chunks.begin()) {
            const ChunkPlace& chunk = part.place(*--end);
            if (chunk.head.to < from) {
                break;
            }
            const auto pictures = part.picturesOf(chunk);
            for (auto picture = pictures.rbegin(); picture != pictures.rend(); ++picture) {
                if (picture->path != path || picture->received > at || picture->received < from) {
                    continue;
                }
                if (auto read = readOne(part, chunk, *picture)) {
                    return read;
                }
            }
        }
    }
    return std::nullopt;
}

void RecordingReader::pictures(base::Utc from, base::Utc to,
                               const std::function<bool(const Picture&)>& visit) {
    const auto parts = m_parts; // a visitor may refresh
    for (const PartPtr& part : parts) {
        const auto chunks = part->of(ChunkKind::Picture);
        for (const std::uint32_t index : chunks) {
            const ChunkPlace chunk = part->place(index);
            if (chunk.head.from > to || chunk.head.to < from) {
                continue;
            }
            auto pictures = part->picturesOf(chunk);
            std::stable_sort(pictures.begin(), pictures.end(),
                             [](const auto& a, const auto& b) { return a.received < b.received; });
            for (const PicturePlace& picture : pictures) {
                if (picture.received < from || picture.received > to) {
                    continue;
                }
                const auto read = readOne(*part, chunk, picture);
                if (read && !visit(*read)) {
                    return;
                }
            }
        }
    }
}

std::vector<Mark> RecordingReader::marks() {
    std::map<std::string, Mark> newest;
    for (const PartPtr& part : m_parts) {
        for (const std::uint32_t index : part->of(ChunkKind::Mark)) {
            const ChunkPlace& place = part->place(index);
            const LoadedChunkPtr chunk = part->load(place);
            if (!chunk) {
                continue;
            }
            auto mark = readMark(chunk->bytes);
            if (mark) {
                newest[mark->id] = std::move(*mark);
            } else {
                part->tell(place, mark.error().message);
            }
        }
    }
    std::vector<Mark> marks;
    for (auto& [id, mark] : newest) {
        if (!mark.isRemoved) {
            marks.push_back(std::move(mark));
        }
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& a, const Mark& b) { return a.at < b.at; });
    return marks;
}

base::Result<void> RecordingReader::addMark(const Mark& mark) {
    if (auto now = refresh(); !now) {
        return now;
    }
    const PartPtr part = m_parts.front();
    if (m_isFolder || m_parts.size() != 1 || part->index() == nullptr ||
        !part->index()->isComplete()) {
        return base::failure(
            m_path.string() +
            " is still being written or was cut off: a mark can only be put into a whole file");
    }
    const RecordFile& file = part->index()->file();
    const Appender appender(part->path());
    if (!appender.isOpen() || !appender.lock()) {
        return base::failure(part->path().string() +
                             " cannot be written: " + std::generic_category().message(errno));
    }
    // Behind the End that is there: the mark, an index of all since the last one, and a new End.
    EndPayload end = *part->index()->end();
    IndexPayload index;
    index.previous = end.lastIndex;
    for (std::uint64_t offset = end.lastIndex; offset < file.size();) {
        const auto place = file.headAt(offset);
        if (!place) {
            return base::failure(part->path().string() + " is damaged at its end: " +
                                 place.error().message + "; repair it first");
        }
        index.entries.push_back({place->head, offset});
        offset = place->end();
    }
    ChunkHead markHead;
    markHead.kind = ChunkKind::Mark;
    markHead.from = mark.at;
    markHead.to = std::max(mark.at, mark.until);
    std::string bytes = packChunk(markHead, packMark(mark), true);
    index.entries.push_back({markHead, file.size()});

    end.lastIndex = file.size() + bytes.size();
    ChunkHead indexHead;
    indexHead.kind = ChunkKind::Index;
    indexHead.from = end.from;
    indexHead.to = end.to;
    bytes += packChunk(indexHead, packIndex(index), true);
    ChunkHead endHead;
    endHead.kind = ChunkKind::End;
    endHead.from = end.from;
    endHead.to = end.to;
    bytes += packChunk(endHead, packEnd(end), false);
    if (!appender.append(bytes, file.size())) {
        return base::failure("the mark could not be written into " + part->path().string() + ": " +
                             std::generic_category().message(errno));
    }
    return refresh();
}

} // namespace vigie::record
