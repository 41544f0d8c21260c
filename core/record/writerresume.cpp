// SPDX-License-Identifier: GPL-3.0-or-later
//
// Goes on with a file that was not closed: what a crash left is looked through, cut to what is
// whole, and the journal is taken over.
#include <algorithm>
#include <iterator>
#include <utility>

#include "core/record/bytes.h"
#include "core/record/filewriter.h"
#include "core/record/recordfile.h"

namespace vigie::record {
namespace {

bool isOfSeal(ChunkKind kind) {
    return kind == ChunkKind::Description || kind == ChunkKind::Slab || kind == ChunkKind::Carry ||
           kind == ChunkKind::Pyramid;
}

/// What the file has of one stream, as far as the state at its end depends on it.
struct StreamPlaces {
    std::optional<ChunkPlace> description;
    std::optional<ChunkPlace> completeCarry;
    /// Before the last slab; absent: it is empty.
    std::optional<ChunkPlace> lastCarry;
    /// Since the description, oldest first.
    std::vector<ChunkPlace> slabs;
    std::size_t pyramided = 0;
};

} // namespace

class FileWriter::Resumption {
public:
    Resumption(RecordFile file, WriterOptions options)
        : m_file(std::move(file)), m_options(std::move(options)) {}

    [[nodiscard]] base::Result<std::unique_ptr<FileWriter>> run() {
        if (auto done = scan(); !done) {
            return tl::unexpected(std::move(done.error()));
        }
        openJournal();
        if (m_lead == 0) {
            return beginAgain();
        }
        cutTail();
        auto main = AppendFile::open(m_file.path(), m_end);
        if (!main) {
            return tl::unexpected(std::move(main.error()));
        }
        m_writer.reset(new FileWriter(*std::move(main), m_options, nullptr));
        for (const auto& step :
             {&Resumption::restoreStreams, &Resumption::restoreSpan, &Resumption::takeJournal}) {
            if (auto done = (this->*step)(); !done) {
                return tl::unexpected(std::move(done.error()));
            }
        }
        return std::move(m_writer);
    }

private:
    [[nodiscard]] tl::unexpected<base::Error> failureOf(const std::string& what) const {
        return base::failure(m_file.path().string() + ": " + what);
    }

    base::Result<void> scan() {
        while (m_end < m_file.size()) {
            const auto place = m_file.headAt(m_end);
            if (!place) {
                if (m_file.searchForward(m_end + 1, m_file.size())) {
                    return failureOf("it is damaged before its end; it can be read, and not "
                                     "gone on with");
                }
                break;
            }
            if (m_end == 0) {
                const auto payload = m_file.payloadOf(*place);
                const auto head =
                    payload ? readHead(*payload) : tl::unexpected(base::Error{payload.error()});
                if (place->head.kind != ChunkKind::Head || !head) {
                    return failureOf(head ? "no recording" : head.error().message);
                }
            }
            if (place->head.kind == ChunkKind::End) {
                return failureOf("it was closed");
            }
            if (m_lead == 0 && place->head.kind == ChunkKind::Carry && place->head.stream == 0) {
                m_lead = m_places.size() + 1;
            }
            m_places.push_back(*place);
            m_end = place->end();
        }
        if (m_places.empty() && m_file.size() >= chunkHeadBytes) {
            return failureOf("no recording");
        }
        return {};
    }

    base::Result<std::unique_ptr<FileWriter>> beginAgain() {
        // It was cut off within what is written first: nothing that was taken is in it.
        auto main = AppendFile::open(m_file.path(), 0);
        if (!main) {
            return tl::unexpected(std::move(main.error()));
        }
        std::unique_ptr<FileWriter> writer(new FileWriter(*std::move(main), m_options, nullptr));
        auto begun = writer->begin();
        if (begun) {
            begun = writer->rotateJournal();
        }
        if (!begun) {
            return tl::unexpected(std::move(begun.error()));
        }
        return writer;
    }

    void openJournal() {
        std::filesystem::path path = m_file.path();
        path += journalSuffix;
        auto journal = RecordFile::open(path);
        if (!journal) {
            return;
        }
        const auto place = journal->headAt(0);
        if (!place || place->head.kind != ChunkKind::Head) {
            return;
        }
        const auto payload = journal->payloadOf(*place);
        const auto head = payload ? readHead(*payload) : base::failure(payload.error().message);
        if (!head) {
            return;
        }
        m_journalAfter = head->after;
        m_journalBegin = place->end();
        m_journal.emplace(*std::move(journal));
    }

    /// Behind the last Notes chunk from `count` places backwards, or behind the lead.
    [[nodiscard]] std::size_t behindSeal(std::size_t count) const {
        while (count > m_lead && m_places[count - 1].head.kind != ChunkKind::Notes) {
            --count;
        }
        return count;
    }

    void cutTail() {
        const std::size_t last = behindSeal(m_places.size());
        const std::uint64_t lastEnd = m_places[last - 1].end();
        // What a journal stands behind was on disk before it: the rest may have been torn by a
        // power cut, whole heads or not.
        std::size_t trusted = last;
        if (!m_journal || m_journalAfter < lastEnd) {
            trusted = last > m_lead ? behindSeal(last - 1) : m_lead;
        }
        for (std::size_t i = trusted; i < m_places.size(); ++i) {
            if (!m_file.payloadOf(m_places[i])) {
                m_places.resize(i);
                break;
            }
        }
        // A seal without its Notes chunk: its items are in the journal.
        const auto torn = std::find_if(
            m_places.begin() + static_cast<std::ptrdiff_t>(behindSeal(m_places.size())),
            m_places.end(), [](const ChunkPlace& place) { return isOfSeal(place.head.kind); });
        m_places.erase(torn, m_places.end());
        m_end = m_places.back().end();
    }

    base::Result<void> restoreStreams() {
        std::map<std::uint32_t, StreamPlaces> streams;
        std::vector<Item> known;
        std::optional<ChunkPlace> begin;
        for (const ChunkPlace& place : m_places) {
            const ChunkHead& head = place.head;
            StreamPlaces& stream = streams[head.stream];
            if (head.kind == ChunkKind::Notes) {
                if (auto done = takeContacts(place, known); !done) {
                    return done;
                }
            } else if (head.kind == ChunkKind::Begin) {
                begin = place;
            } else if (head.stream == 0) {
                continue;
            } else if (head.kind == ChunkKind::Description) {
                stream = {};
                stream.description = place;
                if (auto done = takeDescription(place, known); !done) {
                    return done;
                }
            } else if (head.kind == ChunkKind::Carry) {
                (stream.slabs.empty() ? stream.completeCarry : stream.lastCarry) = place;
            } else if (head.kind == ChunkKind::Slab) {
                if (stream.lastCarry && !stream.slabs.empty() &&
                    stream.lastCarry->offset < stream.slabs.back().offset) {
                    stream.lastCarry.reset(); // that of an earlier slab
                }
                stream.slabs.push_back(place);
            } else if (head.kind == ChunkKind::Pyramid) {
                stream.pyramided = stream.slabs.size();
            }
        }
        std::stable_sort(known.begin(), known.end(),
                         [](const Item& a, const Item& b) { return a.order < b.order; });
        for (const Item& item : known) {
            m_writer->m_standing->take(item);
        }
        if (begin) {
            const auto payload = m_file.payloadOf(*begin);
            const auto note = payload ? readNote(NoteKind::Begin, *payload)
                                      : base::failure(payload.error().message);
            if (note) {
                m_writer->m_standing->take(Item{begin->head.firstOrder, *note});
            }
        }
        for (const auto& [number, stream] : streams) {
            if (number != 0 && stream.description) {
                restoreStream(number, stream);
            }
        }
        return {};
    }

    base::Result<void> takeDescription(const ChunkPlace& place, std::vector<Item>& known) {
        const auto payload = m_file.payloadOf(place);
        auto read = payload ? readDescription(*payload) : base::failure(payload.error().message);
        if (!read) {
            return failureOf("a description that later ticks need cannot be read: " +
                             read.error().message);
        }
        m_writer->m_streams[read->endpoint] = place.head.stream;
        m_writer->m_minute.resumeStream(place.head.stream, read->endpoint, read->description);
        m_endpoints[place.head.stream] = read->endpoint;
        known.push_back({place.head.firstOrder,
                         fleet::Input{read->endpoint, read->description, read->received}});
        return {};
    }

    base::Result<void> takeContacts(const ChunkPlace& place, std::vector<Item>& known) {
        const auto payload = m_file.payloadOf(place);
        auto items = payload ? readNotes(*payload) : base::failure(payload.error().message);
        if (!items) {
            return {}; // a reader will tell of it; nothing that follows needs it
        }
        std::copy_if(std::make_move_iterator(items->begin()), std::make_move_iterator(items->end()),
                     std::back_inserter(known), [](const Item& item) {
                         const auto* input = std::get_if<fleet::Input>(&item.what);
                         return input != nullptr &&
                                std::holds_alternative<fleet::ContactChange>(input->what);
                     });
        return {};
    }

    void restoreCarry(const std::string& endpoint, const std::optional<ChunkPlace>& place) {
        const auto payload = place ? m_file.payloadOf(*place) : base::failure("");
        const auto carry = payload ? readCarry(*payload) : base::failure("");
        if (carry) {
            m_writer->m_standing->restore(endpoint, *carry);
        }
    }

    void restoreStream(std::uint32_t number, const StreamPlaces& stream) {
        const std::string& endpoint = m_endpoints[number];
        const auto description = m_writer->m_minute.descriptionOf(number);
        const std::size_t count = stream.slabs.size();
        restoreCarry(endpoint, count >= 2 ? stream.lastCarry : stream.completeCarry);
        for (std::size_t i = 0; i < count; ++i) {
            const bool isUnpyramided = i >= stream.pyramided;
            const bool isOfState = i + 2 >= count;
            if (!isUnpyramided && !isOfState) {
                continue;
            }
            const auto payload = m_file.payloadOf(stream.slabs[i]);
            const auto slab = payload ? SlabReader::open(*payload) : base::failure("");
            const auto ticks = slab ? slab->ticks() : base::failure("");
            if (!ticks || !std::all_of(ticks->begin(), ticks->end(), [&](const StoredTick& tick) {
                    return !model::whyMalformed(*description, *tick.tick);
                })) {
                continue; // damaged: a reader will tell of it
            }
            m_writer->m_minute.resumeSlab(number, *description, *ticks, isUnpyramided);
            if (isOfState) {
                m_writer->m_standing->fold(endpoint, *ticks);
            }
        }
    }

    base::Result<void> restoreSpan() {
        FileWriter& writer = *m_writer;
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            const ChunkPlace& place = m_places[i];
            const ChunkHead& head = place.head;
            const bool hasOrder = head.kind != ChunkKind::Head && head.kind != ChunkKind::Index &&
                                  head.kind != ChunkKind::Mark && head.kind != ChunkKind::Picture;
            if (hasOrder) {
                writer.m_lastOrder = std::max(writer.m_lastOrder, head.lastOrder);
            }
            if (i >= m_lead && (hasOrder || head.kind == ChunkKind::Picture)) {
                writer.noteTime(head.from);
                writer.noteTime(head.to);
                if (hasOrder) {
                    writer.m_firstOrder =
                        std::min(writer.m_firstOrder.value_or(head.firstOrder), head.firstOrder);
                }
            }
            if (head.kind == ChunkKind::Picture) {
                const std::string fixed =
                    m_file.read(place.offset + chunkHeadBytes, pictureFixedBytes);
                ByteReader reader(fixed);
                (void)reader.fixed<std::uint32_t>();
                writer.m_pictureCount += reader.fixed<std::uint32_t>();
            }
            if (head.kind == ChunkKind::Index) {
                writer.m_previousIndex = place.offset;
                writer.m_unindexed.clear();
            }
            writer.m_unindexed.push_back({head, place.offset});
        }
        writer.m_standing->lastOrder = writer.m_lastOrder;
        return {};
    }

    base::Result<void> takeJournal() {
        FileWriter& writer = *m_writer;
        const std::size_t seal = behindSeal(m_places.size());
        if (m_journal && m_journalAfter >= m_places[seal - 1].end()) {
            std::uint64_t offset = m_journalBegin;
            while (const auto place = m_journal->headAt(offset)) {
                offset = place->end();
                const auto payload = m_journal->payloadOf(*place);
                if (!payload) {
                    break;
                }
                auto item = readItem(*payload, place->head.firstOrder);
                if (!item || !takeItem(*std::move(item), place->head.stream)) {
                    break;
                }
            }
        }
        if (writer.m_minute.isEmpty()) {
            return writer.rotateJournal();
        }
        return writer.seal();
    }

    /// False: it does not fit what came before.
    bool takeItem(Item item, std::uint32_t stream) {
        FileWriter& writer = *m_writer;
        if (auto* input = std::get_if<fleet::Input>(&item.what)) {
            if (std::holds_alternative<model::NodeDescriptionPtr>(input->what)) {
                writer.m_streams[input->endpoint] = stream;
                m_endpoints[stream] = input->endpoint;
            } else if (const auto* tick = std::get_if<model::TickPtr>(&input->what)) {
                const auto description = writer.m_minute.descriptionOf(stream);
                if (!description || model::whyMalformed(*description, **tick)) {
                    return false;
                }
                input->endpoint = m_endpoints[stream];
            }
        }
        writer.addToMinute(item, stream);
        return true;
    }

    RecordFile m_file;
    WriterOptions m_options;
    std::unique_ptr<FileWriter> m_writer;
    std::vector<ChunkPlace> m_places;
    std::uint64_t m_end = 0;
    /// How many places the lead has, its end included; 0: it was cut off.
    std::size_t m_lead = 0;
    std::optional<RecordFile> m_journal;
    std::uint64_t m_journalAfter = 0;
    std::uint64_t m_journalBegin = 0;
    std::map<std::uint32_t, std::string> m_endpoints;
};

base::Result<std::unique_ptr<FileWriter>> FileWriter::resume(const std::filesystem::path& file,
                                                             WriterOptions options) {
    auto open = RecordFile::open(file);
    if (!open) {
        return tl::unexpected(std::move(open.error()));
    }
    return Resumption(*std::move(open), std::move(options)).run();
}

} // namespace vigie::record
