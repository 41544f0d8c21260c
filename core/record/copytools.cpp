// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "core/record/chunk.h"
#include "core/record/copier.h"
#include "core/record/filewriter.h"
#include "core/record/payloads.h"
#include "core/record/target.h"
#include "core/record/tools.h"

namespace vigie::record {
namespace {

/// A new file under its other name, with a writer that needs no journal: it can be made again.
struct Output {
    Target target;
    std::unique_ptr<Writer> writer;

    static base::Result<Output> open(const std::filesystem::path& to, WriterOptions options,
                                     Start& start) {
        auto target = Target::open(to);
        if (!target) {
            return tl::unexpected(target.error());
        }
        options.hasJournal = false;
        auto writer = FileWriter::create(target->file(), std::move(options), start.standing);
        if (!writer) {
            return tl::unexpected(writer.error());
        }
        return Output{std::move(*target), std::unique_ptr<Writer>(std::move(*writer))};
    }
    base::Result<void> finish() {
        if (auto closed = writer->close(); !closed) {
            return closed;
        }
        writer.reset();
        return target.commit();
    }
};

/// Of the first file whose head can be read: whose orders these are.
HeadPayload headOf(const RecordingInfo& info) {
    for (const auto& file : info.files) {
        std::ifstream in(file, std::ios::binary);
        std::string head(chunkHeadBytes, '\0');
        in.read(head.data(), static_cast<std::streamsize>(head.size()));
        const auto chunk = in ? readChunkHead(head) : base::failure("");
        if (!chunk || chunk->kind != ChunkKind::Head) {
            continue;
        }
        std::string stored(chunk->storedBytes, '\0');
        in.read(stored.data(), static_cast<std::streamsize>(stored.size()));
        const auto payload = in ? unpackChunk(*chunk, stored) : base::failure("");
        if (auto read = payload ? readHead(*payload) : base::failure("")) {
            return std::move(*read);
        }
    }
    return {};
}

WriterOptions optionsLike(const RecordingInfo& info) {
    const HeadPayload head = headOf(info);
    WriterOptions options;
    options.madeBy = info.madeBy;
    options.isRedacted = info.isRedacted;
    options.origin = head.origin;
    options.slab = std::chrono::seconds{std::max<std::uint32_t>(head.slabSeconds, 1)};
    return options;
}

struct Source {
    std::filesystem::path path;
    std::unique_ptr<Recording> recording;
    HeadPayload head;

    [[nodiscard]] const RecordingInfo& info() const { return recording->info(); }
    [[nodiscard]] bool isSameDesk(const Source& other) const {
        return !head.origin.empty()
                   ? head.origin == other.head.origin
                   : other.head.origin.empty() && info().madeBy == other.info().madeBy;
    }
};

} // namespace

base::Result<void> cut(const std::filesystem::path& from, const std::filesystem::path& to,
                       const CutOptions& options, const Progress& progress) {
    const auto recording = Recording::open(from);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    const RecordingInfo& info = (*recording)->info();
    if ((options.from && *options.from > info.to) || (options.to && *options.to < info.from) ||
        (options.from && options.to && *options.to < *options.from)) {
        return base::failure(fmt::format("nothing of that time is in it: it reaches from {} to {}",
                                         base::toIso8601(info.from), base::toIso8601(info.to)));
    }
    WriterOptions wanted = optionsLike(info);
    Redactor redactor(options.notes);
    Part part;
    part.from = options.from;
    part.to = options.to;
    part.hasPictures = options.hasPictures && !options.isRedacted;
    if (options.isRedacted) {
        wanted.isRedacted = true;
        wanted.madeBy = "vigie " VIGIE_VERSION; // the host's name is a name
        wanted.origin.clear();
        part.redactor = &redactor;
    }
    Start start = startOf(**recording, options.from, part.redactor);
    part.start = start.standing ? &start : nullptr;
    auto output = Output::open(to, wanted, start);
    if (!output) {
        return tl::unexpected(output.error());
    }
    Copier copier(*output->writer);
    if (auto done = copier.copy(**recording, part, progress); !done) {
        return done;
    }
    return output->finish();
}

base::Result<void> merge(const std::vector<std::filesystem::path>& from,
                         const std::filesystem::path& to, const Progress& progress) {
    std::vector<Source> sources;
    for (const auto& path : from) {
        auto recording = Recording::open(path);
        if (!recording) {
            return tl::unexpected(recording.error());
        }
        HeadPayload head = headOf((*recording)->info());
        sources.push_back({path, std::move(*recording), std::move(head)});
    }
    if (sources.empty()) {
        return base::failure("there is nothing to merge");
    }
    std::stable_sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
        return a.info().from < b.info().from;
    });
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (std::size_t j = i + 1; j < sources.size(); ++j) {
            if (sources[j].info().from < sources[i].info().to &&
                !sources[i].isSameDesk(sources[j])) {
                return base::failure(
                    fmt::format("{} and {} were recorded by different desks over the same time",
                                sources[i].path.string(), sources[j].path.string()));
            }
        }
    }
    WriterOptions wanted = optionsLike(sources.front().info());
    wanted.isRedacted = std::any_of(sources.begin(), sources.end(),
                                    [](const Source& one) { return one.info().isRedacted; });
    Start start = startOf(*sources.front().recording, std::nullopt, nullptr);
    const bool hasLead = start.standing != nullptr;
    auto output = Output::open(to, wanted, start);
    if (!output) {
        return tl::unexpected(output.error());
    }
    Copier copier(*output->writer);
    const Source* before = nullptr;
    std::uint64_t shift = 0;
    base::Utc picturesFrom{};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        Source& source = sources[i];
        Part part;
        if (before != nullptr && !before->isSameDesk(source)) {
            shift = copier.lastOrder() + 1; // counts by itself: put behind what is there
        }
        part.start = before == nullptr && hasLead ? &start : nullptr;
        part.shift = shift;
        part.after =
            before != nullptr && copier.lastOrder() > shift ? copier.lastOrder() - shift : 0;
        part.picturesFrom = picturesFrom;
        Progress share;
        share.stop = progress.stop;
        if (progress.tell) {
            share.tell = [&progress, i, &sources](double told) {
                progress.tell((static_cast<double>(i) + told) /
                              static_cast<double>(sources.size()));
            };
        }
        if (auto done = copier.copy(*source.recording, part, share); !done) {
            return done;
        }
        picturesFrom = std::max(picturesFrom, source.info().to + std::chrono::nanoseconds{1});
        before = &source;
    }
    return output->finish();
}

base::Result<std::vector<Damage>> repair(const std::filesystem::path& from,
                                         const std::filesystem::path& to,
                                         const Progress& progress) {
    const auto recording = Recording::open(from);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    Start start = startOf(**recording, std::nullopt, nullptr);
    Part part;
    part.start = start.standing ? &start : nullptr;
    auto output = Output::open(to, optionsLike((*recording)->info()), start);
    if (!output) {
        return tl::unexpected(output.error());
    }
    Copier copier(*output->writer);
    if (auto done = copier.copy(**recording, part, progress); !done) {
        return tl::unexpected(done.error());
    }
    std::vector<Damage> damages = copier.damages();
    if (copier.leftOut() > 0) {
        damages.push_back({from, 0, std::nullopt, std::nullopt,
                           fmt::format("{} ticks could not be read without the description that "
                                       "was lost",
                                       copier.leftOut())});
    }
    if (auto done = output->finish(); !done) {
        return tl::unexpected(done.error());
    }
    return damages;
}

} // namespace vigie::record
