// SPDX-License-Identifier: GPL-3.0-or-later
//
// Beginnings and ends: of a file, of a minute, of a journal.
#include <algorithm>
#include <iterator>
#include <system_error>

#include "core/base/time.h"
#include "core/record/filewriter.h"

namespace vigie::record {
namespace {

constexpr int sealsPerIndex = 5;
constexpr std::size_t mostUnindexed = 4'000;

std::filesystem::path journalOf(const std::filesystem::path& file) {
    std::filesystem::path path = file;
    path += journalSuffix;
    return path;
}

ChunkHead headOf(ChunkKind kind, std::uint32_t stream, std::uint64_t order, base::Utc at) {
    ChunkHead head;
    head.kind = kind;
    head.stream = stream;
    head.firstOrder = order;
    head.lastOrder = order;
    head.from = at;
    head.to = at;
    return head;
}

HeadPayload fileHead(const WriterOptions& options, std::uint64_t after) {
    HeadPayload head;
    head.isRedacted = options.isRedacted;
    head.slabSeconds = static_cast<std::uint32_t>(std::max<std::int64_t>(options.slab.count(), 1));
    head.made = base::SystemClock::instance().now().utc;
    head.after = after;
    head.madeBy = options.madeBy;
    head.origin = options.isRedacted ? std::string() : options.origin;
    return head;
}

} // namespace

base::Result<std::unique_ptr<FileWriter>> FileWriter::create(const std::filesystem::path& file,
                                                             WriterOptions options,
                                                             std::unique_ptr<Standing>& standing) {
    std::error_code code;
    if (std::filesystem::exists(file, code)) {
        return base::failure(file.string() + " exists already.");
    }
    // Under its name it has its lead: a reader never finds less.
    std::filesystem::path beside = file;
    beside += newSuffix;
    std::filesystem::remove(beside, code);
    auto main = AppendFile::create(beside);
    if (!main) {
        return tl::unexpected(std::move(main.error()));
    }
    std::unique_ptr<FileWriter> writer(
        new FileWriter(*std::move(main), std::move(options), std::move(standing)));
    auto begun = writer->begin();
    if (begun) {
        // Of a recording of this name that was taken away, and none of ours.
        std::filesystem::remove(journalOf(file), code);
        begun = writer->m_main.renameTo(file, false);
    }
    if (begun) {
        begun = writer->rotateJournal();
    }
    if (!begun) {
        standing = writer->takeStanding();
        std::filesystem::remove(writer->m_main.path(), code); // it holds nothing
        return tl::unexpected(std::move(begun.error()));
    }
    return writer;
}

base::Result<void> FileWriter::begin() {
    ChunkRun run;
    run.add(headOf(ChunkKind::Head, 0, 0, base::SystemClock::instance().now().utc),
            packHead(fileHead(m_options, 0)), false);
    std::vector<std::pair<std::uint64_t, std::string>> endpoints;
    for (const auto& [endpoint, described] : m_standing->descriptions()) {
        endpoints.emplace_back(described.order, endpoint);
    }
    std::sort(endpoints.begin(), endpoints.end());
    for (const auto& [order, endpoint] : endpoints) {
        const Standing::Described& described = m_standing->descriptions().at(endpoint);
        const auto stream = static_cast<std::uint32_t>(m_streams.size() + 1);
        m_streams[endpoint] = stream;
        m_minute.resumeStream(stream, endpoint, described.description);
        run.add(headOf(ChunkKind::Description, stream, order, described.received.utc),
                packDescription({endpoint, described.received, described.description}), true);
    }
    std::vector<Item> contacts;
    std::transform(m_standing->contacts().begin(), m_standing->contacts().end(),
                   std::back_inserter(contacts), [](const auto& entry) { return entry.second; });
    std::sort(contacts.begin(), contacts.end(),
              [](const Item& a, const Item& b) { return a.order < b.order; });
    if (!contacts.empty()) {
        ChunkHead head =
            headOf(ChunkKind::Notes, 0, contacts.front().order, contacts.front().at().utc);
        head.lastOrder = contacts.back().order;
        head.to = contacts.back().at().utc;
        run.add(head, packNotes(contacts), true);
    }
    const std::uint64_t before = m_standing->lastOrder;
    for (const auto& [order, endpoint] : endpoints) {
        CarryPayload carry = m_standing->carryOf(endpoint, {});
        carry.isComplete = true;
        run.add(headOf(ChunkKind::Carry, m_streams[endpoint], before, carry.lastReceived.utc),
                packCarry(carry), true);
    }
    if (const auto& newest = m_standing->begin()) {
        const auto& note = std::get<Note>(newest->what);
        run.add(headOf(ChunkKind::Begin, 0, newest->order, note.at.utc), packNote(note), true);
    }
    run.add(headOf(ChunkKind::Carry, 0, before, {}), {}, false);
    return onDisk(appendRun(run));
}

base::Result<void> FileWriter::appendRun(ChunkRun& run) {
    const std::uint64_t begin = m_main.bytes();
    if (auto done = m_main.append(run.bytes()); !done) {
        return done;
    }
    for (IndexEntry entry : run.entries()) {
        entry.offset += begin;
        if (entry.head.kind == ChunkKind::Index) {
            m_previousIndex = entry.offset;
            m_unindexed.clear();
            m_sealsSinceIndex = 0;
        }
        m_unindexed.push_back(entry);
    }
    return {};
}

void FileWriter::addIndex(ChunkRun& run) const {
    IndexPayload index;
    index.previous = m_previousIndex;
    index.entries = m_unindexed;
    for (IndexEntry entry : run.entries()) {
        entry.offset += m_main.bytes();
        index.entries.push_back(entry);
    }
    run.add(headOf(ChunkKind::Index, 0, 0, m_span ? m_span->second : base::Utc{}), packIndex(index),
            true);
}

base::Result<void> FileWriter::seal() {
    if (m_isClosed) {
        return base::failure("the recording is closed");
    }
    if (auto done = commit(); !done) {
        return done;
    }
    return sealAt(std::nullopt);
}

base::Result<void> FileWriter::sealAt(std::optional<base::Utc> now) {
    if (!m_packedSeal && !m_minute.isEmpty()) {
        m_packedSeal = m_minute.seal(*m_standing, now, false);
        ++m_sealsSinceIndex;
    }
    // Pictures first: what a seal says to be the newest is then the newest.
    auto done = flushPictures();
    if (done) {
        done = finishSeal();
    }
    return onDisk(std::move(done));
}

base::Result<void> FileWriter::finishSeal() {
    if (m_packedSeal) {
        // The offsets of an index are known only where the run is written.
        ChunkRun run = *m_packedSeal;
        if (m_sealsSinceIndex >= sealsPerIndex || m_unindexed.size() > mostUnindexed) {
            addIndex(run);
        }
        if (auto done = appendRun(run); !done) {
            return done;
        }
        m_packedSeal.reset();
        m_isRotationDue = true;
    }
    return m_isRotationDue ? rotateJournal() : base::Result<void>{};
}

base::Result<void> FileWriter::rotateJournal() {
    if (!m_options.hasJournal) {
        m_isRotationDue = false;
        return {};
    }
    if (auto done = m_main.sync(); !done) {
        return done;
    }
    std::filesystem::path beside = journalOf(m_main.path());
    beside += newSuffix;
    std::error_code code;
    std::filesystem::remove(beside, code);
    auto journal = AppendFile::create(beside);
    if (!journal) {
        return tl::unexpected(std::move(journal.error()));
    }
    ChunkHead head = headOf(ChunkKind::Head, 0, 0, base::SystemClock::instance().now().utc);
    if (auto done =
            journal->append(packChunk(head, packHead(fileHead(m_options, m_main.bytes())), false));
        !done) {
        return done;
    }
    if (auto done = journal->renameTo(journalOf(m_main.path()), true); !done) {
        return done;
    }
    m_journal = *std::move(journal);
    m_isRotationDue = false;
    return {};
}

base::Result<void> FileWriter::close() {
    if (m_isClosed) {
        return {};
    }
    m_isDiskAtFault = false;
    if (auto done = commit(); !done) {
        return done;
    }
    if (m_packedSeal) {
        if (auto done = onDisk(finishSeal()); !done) {
            return done;
        }
    }
    if (auto done = flushPictures(); !done) {
        return done;
    }
    if (!m_minute.isEmpty() || m_minute.hasPyramids()) {
        m_packedSeal = m_minute.seal(*m_standing, std::nullopt, true);
    }
    ChunkRun run = m_packedSeal.value_or(ChunkRun());
    addIndex(run);
    EndPayload end;
    end.lastIndex = m_main.bytes() + run.entries().back().offset;
    end.firstOrder = m_firstOrder.value_or(0);
    end.lastOrder = m_firstOrder ? m_lastOrder : 0;
    end.from = m_span ? m_span->first : base::Utc{};
    end.to = m_span ? m_span->second : base::Utc{};
    end.pictures = m_pictureCount;
    run.add(headOf(ChunkKind::End, 0, 0, end.to), packEnd(end), false);
    if (auto done = onDisk(appendRun(run)); !done) {
        return done; // the seal waits packed for the next try
    }
    m_packedSeal.reset();
    if (auto done = onDisk(m_main.sync()); !done) {
        return done;
    }
    m_isClosed = true;
    m_journal.reset();
    std::error_code code;
    std::filesystem::remove(journalOf(m_main.path()), code);
    return {};
}

} // namespace vigie::record
