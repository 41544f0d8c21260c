// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes into a file as it comes: items into the journal and the open minute, the rest at once.
#include "core/record/filewriter.h"

#include <algorithm>
#include <iterator>

namespace vigie::record {
namespace {

using std::chrono::seconds;

/// Ticks in memory: sealed before they are more.
constexpr std::uint64_t mostMinuteBytes = 512ULL << 20U;
constexpr std::size_t mostStagedBytes = 64ULL << 20U;
constexpr std::size_t pictureBatchBytes = 1ULL << 20U;
constexpr std::size_t mostWaitingPictureBytes = 16ULL << 20U;
constexpr seconds pictureBatchTime{1};

/// Why an item holds nothing that could be written; empty: it does.
std::string whyEmpty(const Item& item) {
    if (const auto* note = std::get_if<Note>(&item.what)) {
        return note->bytes.size() > maxChunkBytes / 2 ? "a note of more than 128 MiB" : "";
    }
    const auto& what = std::get<fleet::Input>(item.what).what;
    const auto isNull = [](const auto* pointer) { return pointer != nullptr && !*pointer; };
    const bool isEmpty = isNull(std::get_if<model::NodeDescriptionPtr>(&what)) ||
                         isNull(std::get_if<model::TickPtr>(&what)) ||
                         isNull(std::get_if<model::EventPtr>(&what));
    return isEmpty ? "an input without what it tells" : "";
}

template <typename T> const T* inputOf(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    return input == nullptr ? nullptr : std::get_if<T>(&input->what);
}

} // namespace

FileWriter::FileWriter(AppendFile main, WriterOptions options, std::unique_ptr<Standing> standing)
    : m_options(std::move(options)), m_main(std::move(main)), m_standing(std::move(standing)) {
    if (!m_standing) {
        m_standing = std::make_unique<Standing>();
    }
    m_lastOrder = m_standing->lastOrder;
}

base::Result<void> FileWriter::onDisk(base::Result<void> result) {
    m_isDiskAtFault = !result;
    return result;
}

std::uint32_t FileWriter::streamOf(const std::string& endpoint) const {
    const auto found = m_streams.find(endpoint);
    return found == m_streams.end() ? 0 : found->second;
}

std::uint64_t FileWriter::bytes() const {
    return m_main.bytes() + (m_journal ? m_journal->bytes() : 0);
}

std::optional<std::pair<base::Utc, base::Utc>> FileWriter::span() const {
    return m_span;
}

void FileWriter::forgetFleet() {
    const std::uint64_t lastOrder = m_standing->lastOrder;
    m_standing = std::make_unique<Standing>();
    m_standing->lastOrder = lastOrder;
}

void FileWriter::noteTime(base::Utc at) {
    if (!m_span) {
        m_span.emplace(at, at);
    }
    m_span->first = std::min(m_span->first, at);
    m_span->second = std::max(m_span->second, at);
}

bool FileWriter::isOfLaterMinute(base::Utc at) const {
    if (m_minute.isEmpty()) {
        return false;
    }
    // Aligned to the clock. Items that waited a little in a queue may be older than the first one.
    const auto slab = std::max(m_options.slab, seconds(1));
    const auto numberOf = [&](base::Utc time) {
        return std::chrono::floor<seconds>(time).time_since_epoch() / slab;
    };
    return numberOf(at) > numberOf(m_minute.start()) || at < m_minute.start() - slab;
}

base::Result<void> FileWriter::check(const Item& item) const {
    if (m_isClosed) {
        return base::failure("the recording is closed");
    }
    const std::uint64_t newest = m_staged.empty() ? m_lastOrder : m_staged.back().first.order;
    if (item.order < newest) {
        return base::failure("an item of order " + std::to_string(item.order) + " after one of " +
                             std::to_string(newest));
    }
    if (std::string why = whyEmpty(item); !why.empty()) {
        return base::failure(std::move(why));
    }
    if (const auto* tick = inputOf<model::TickPtr>(item)) {
        const std::string& endpoint = std::get<fleet::Input>(item.what).endpoint;
        const auto description = m_minute.descriptionOf(streamOf(endpoint));
        if (!description) {
            return base::failure("a tick of " + endpoint + " before its description");
        }
        if (auto why = model::whyMalformed(*description, **tick)) {
            return base::failure("a malformed tick of " + endpoint + ": " + *why);
        }
    }
    return {};
}

base::Result<void> FileWriter::prepare(const Item& item) {
    m_isDiskAtFault = false;
    if (auto fits = check(item); !fits) {
        return fits;
    }
    if (m_packedSeal || m_isRotationDue) {
        if (auto done = onDisk(finishSeal()); !done) {
            return done;
        }
    }
    const base::Utc at = item.at().utc;
    if (!m_staged.empty() && (isOfLaterMinute(at) || m_journalBytes.size() > mostStagedBytes)) {
        if (auto done = commit(); !done) {
            return done;
        }
    }
    if (isOfLaterMinute(at) || m_minute.bytes() > mostMinuteBytes) {
        return sealAt(at);
    }
    return {};
}

void FileWriter::stageForJournal(const Item& item, std::uint32_t stream) {
    if (m_options.hasJournal) {
        ChunkHead head;
        head.kind = ChunkKind::Item;
        head.stream = stream;
        head.firstOrder = item.order;
        head.lastOrder = item.order;
        head.from = item.at().utc;
        head.to = head.from;
        std::string payload;
        packItem(item, payload);
        m_journalBytes += packChunk(head, payload, false);
    }
    m_staged.emplace_back(item, stream);
}

void FileWriter::addToMinute(const Item& item, std::uint32_t stream) {
    m_firstOrder = m_firstOrder.value_or(item.order);
    m_lastOrder = item.order;
    m_standing->lastOrder = item.order;
    noteTime(item.at().utc);
    m_minute.add(item, stream, *m_standing);
}

base::Result<void> FileWriter::stage(const Item& item) {
    if (auto done = prepare(item); !done) {
        return done;
    }
    if (const auto* note = std::get_if<Note>(&item.what)) {
        if (const auto kind = chunkKindOf(note->kind)) {
            return putNote(item, *kind);
        }
    }
    if (inputOf<model::NodeDescriptionPtr>(item) == nullptr) {
        const auto* input = std::get_if<fleet::Input>(&item.what);
        stageForJournal(item,
                        inputOf<model::TickPtr>(item) != nullptr ? streamOf(input->endpoint) : 0);
        return {};
    }
    // What comes after it is checked against it: it must be there.
    if (auto done = commit(); !done) {
        return done;
    }
    const std::string& endpoint = std::get<fleet::Input>(item.what).endpoint;
    const std::uint32_t known = streamOf(endpoint);
    const auto stream = known != 0 ? known : static_cast<std::uint32_t>(m_streams.size() + 1);
    stageForJournal(item, stream);
    auto done = commit();
    if (!done) {
        dropStaged();
        return done;
    }
    m_streams[endpoint] = stream;
    return {};
}

base::Result<void> FileWriter::commit() {
    if (m_staged.empty()) {
        return {};
    }
    if (!m_journalBytes.empty()) {
        if (auto done = onDisk(m_journal->append(m_journalBytes)); !done) {
            return done;
        }
        m_journalBytes.clear();
    }
    for (const auto& [item, stream] : m_staged) {
        addToMinute(item, stream);
    }
    m_staged.clear();
    return {};
}

std::size_t FileWriter::dropStaged() {
    const std::size_t count = m_staged.size();
    m_staged.clear();
    m_journalBytes.clear();
    return count;
}

base::Result<void> FileWriter::put(const Item& item) {
    auto done = stage(item);
    if (done) {
        done = commit();
    }
    if (!done) {
        dropStaged();
    }
    return done;
}

base::Result<void> FileWriter::putNote(const Item& item, ChunkKind kind) {
    if (auto done = commit(); !done) {
        return done;
    }
    const auto& note = std::get<Note>(item.what);
    ChunkHead head;
    head.kind = kind;
    head.firstOrder = item.order;
    head.lastOrder = item.order;
    head.from = note.at.utc;
    head.to = head.from;
    ChunkRun run;
    run.add(head, packNote(note), true);
    if (auto done = onDisk(appendRun(run)); !done) {
        return done;
    }
    m_firstOrder = m_firstOrder.value_or(item.order);
    m_lastOrder = item.order;
    m_standing->lastOrder = item.order;
    m_standing->take(item);
    noteTime(note.at.utc);
    return {};
}

base::Result<void> FileWriter::put(const Picture& picture) {
    m_isDiskAtFault = false;
    if (m_isClosed) {
        return base::failure("the recording is closed");
    }
    if (!picture.unit || picture.unit->data.empty()) {
        return base::failure("a picture without data");
    }
    if (m_pictureBytes + picture.unit->data.size() > mostWaitingPictureBytes) {
        if (auto done = flushPictures(); !done) {
            return done;
        }
    }
    m_pictures.push_back(picture);
    m_pictureBytes += picture.unit->data.size();
    noteTime(picture.received);
    const auto age = picture.received - m_pictures.front().received;
    const bool isDue =
        m_pictureBytes >= pictureBatchBytes || age >= pictureBatchTime || age < -pictureBatchTime;
    if (isDue) {
        (void)flushPictures(); // what cannot be written waits for the next picture, or the seal
    }
    return {};
}

base::Result<void> FileWriter::flushPictures() {
    if (m_pictures.empty()) {
        return {};
    }
    const auto [first, last] = std::minmax_element(
        m_pictures.begin(), m_pictures.end(),
        [](const Picture& a, const Picture& b) { return a.received < b.received; });
    ChunkHead head;
    head.kind = ChunkKind::Picture;
    head.from = first->received;
    head.to = last->received;
    ChunkRun run;
    run.add(head, packPictures(m_pictures), false);
    if (auto done = onDisk(appendRun(run)); !done) {
        return done;
    }
    m_pictureCount += m_pictures.size();
    m_pictures.clear();
    m_pictureBytes = 0;
    return {};
}

base::Result<void> FileWriter::put(const Mark& mark) {
    m_isDiskAtFault = false;
    if (m_isClosed) {
        return base::failure("the recording is closed");
    }
    ChunkHead head;
    head.kind = ChunkKind::Mark;
    head.from = mark.at;
    head.to = mark.until;
    ChunkRun run;
    run.add(head, packMark(mark), true);
    return onDisk(appendRun(run));
}

base::Result<void> FileWriter::retry() {
    m_isDiskAtFault = false;
    if (m_packedSeal || m_isRotationDue) {
        if (auto done = onDisk(finishSeal()); !done) {
            return done;
        }
    }
    if (auto done = commit(); !done) {
        return done;
    }
    return flushPictures();
}

base::Result<void> FileWriter::syncJournal() {
    return m_journal ? onDisk(m_journal->sync()) : base::Result<void>{};
}

} // namespace vigie::record
