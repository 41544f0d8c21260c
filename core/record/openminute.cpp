// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/openminute.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vigie::record {
namespace {

std::int64_t quarterOf(base::Utc at) {
    return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count() / 15;
}

const model::TickPtr* tickOf(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    return input == nullptr ? nullptr : std::get_if<model::TickPtr>(&input->what);
}

const model::NodeDescriptionPtr* descriptionOfItem(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    return input == nullptr ? nullptr : std::get_if<model::NodeDescriptionPtr>(&input->what);
}

} // namespace

void ChunkRun::add(ChunkHead head, std::string_view payload, bool isCompressible) {
    const std::uint64_t offset = m_bytes.size();
    m_bytes += packChunk(head, payload, isCompressible);
    m_entries.push_back({head, offset});
}

void OpenMinute::add(const Item& item, std::uint32_t stream, Standing& standing) {
    const base::Utc at = item.at().utc;
    if (m_items++ == 0) {
        m_start = at;
        m_end = at;
        m_firstOrder = item.order;
    }
    m_end = std::max(m_end, at);
    m_lastOrder = item.order;
    if (const auto* tick = tickOf(item)) {
        Stream& open = m_streams[stream];
        if (open.segments.empty() || open.segments.back().isClosed) {
            open.segments.push_back({open.description, {}, {}, {}, {}, false});
        }
        m_bytes += slabBytesOf(**tick);
        open.segments.back().ticks.push_back(
            {item.order, std::get<fleet::Input>(item.what).received, *tick});
        return;
    }
    const auto* description = descriptionOfItem(item);
    if (description == nullptr) {
        standing.take(item);
        m_notes.push_back(item);
        return;
    }
    const auto& input = std::get<fleet::Input>(item.what);
    Stream& open = m_streams[stream];
    open.endpoint = input.endpoint;
    closeSegment(open, standing);
    standing.take(item);
    Segment segment;
    segment.description = *description;
    segment.described = Standing::Described{item.order, input.received, *description};
    segment.carry = standing.carryOf(input.endpoint, {});
    segment.carry->isComplete = true;
    open.description = *description;
    open.isCarried = true;
    open.segments.push_back(std::move(segment));
}

model::NodeDescriptionPtr OpenMinute::descriptionOf(std::uint32_t stream) const {
    const auto found = m_streams.find(stream);
    return found == m_streams.end() ? nullptr : found->second.description;
}

void OpenMinute::closeSegment(Stream& stream, Standing& standing) {
    if (stream.segments.empty() || stream.segments.back().isClosed) {
        return;
    }
    Segment& segment = stream.segments.back();
    segment.isClosed = true;
    if (segment.ticks.empty()) {
        return;
    }
    if (!stream.isCarried) {
        segment.carry = standing.carryOf(stream.endpoint, stream.lastSampled);
        if (segment.carry->columns.empty()) {
            segment.carry.reset();
        }
    }
    standing.fold(stream.endpoint, segment.ticks);
    stream.lastSampled = SampledSeries(*segment.description, segment.ticks);
    stream.isCarried = false;
}

void OpenMinute::writePyramid(ChunkRun& run, std::uint32_t number, Stream& stream) {
    if (stream.pyramid.slabs().empty()) {
        return;
    }
    ChunkHead head;
    head.kind = ChunkKind::Pyramid;
    head.stream = number;
    head.firstOrder = stream.pyramid.slabs().front().firstOrder;
    head.lastOrder = stream.pyramid.slabs().back().lastOrder;
    head.from = stream.pyramid.from();
    head.to = stream.pyramid.to();
    run.add(head, packPyramid(stream.pyramid.take()), false);
}

void OpenMinute::writeSegment(ChunkRun& run, std::uint32_t number, Stream& stream,
                              Segment& segment) {
    ChunkHead head;
    head.stream = number;
    if (segment.described) {
        writePyramid(run, number, stream); // of the description before
        const Standing::Described& described = *segment.described;
        head.kind = ChunkKind::Description;
        head.firstOrder = described.order;
        head.lastOrder = described.order;
        head.from = described.received.utc;
        head.to = described.received.utc;
        run.add(head, packDescription({stream.endpoint, described.received, described.description}),
                true);
    }
    if (segment.carry) {
        const std::uint64_t order = segment.carry->isComplete || segment.ticks.empty()
                                        ? segment.described->order
                                        : segment.ticks.front().order - 1;
        head.kind = ChunkKind::Carry;
        head.firstOrder = order;
        head.lastOrder = order;
        head.from = segment.described ? segment.described->received.utc
                                      : segment.ticks.front().received.utc;
        head.to = head.from;
        run.add(head, packCarry(*segment.carry), true);
    }
    if (segment.ticks.empty()) {
        return;
    }
    const auto& ticks = segment.ticks;
    if (!stream.pyramid.slabs().empty() &&
        (quarterOf(stream.pyramid.from()) != quarterOf(ticks.front().received.utc) ||
         stream.pyramid.slabs().size() == mostPyramidSlabs)) {
        writePyramid(run, number, stream);
    }
    head.kind = ChunkKind::Slab;
    head.firstOrder = ticks.front().order;
    head.lastOrder = ticks.back().order;
    head.from = ticks.front().received.utc;
    head.to = ticks.back().received.utc;
    run.add(head, packSlab(ticks), false);
    stream.pyramid.add(*segment.description, ticks);
}

bool OpenMinute::hasPyramids() const {
    return std::any_of(m_streams.begin(), m_streams.end(),
                       [](const auto& stream) { return !stream.second.pyramid.slabs().empty(); });
}

ChunkRun OpenMinute::seal(Standing& standing, std::optional<base::Utc> now, bool isLast) {
    ChunkRun run;
    for (auto& [number, stream] : m_streams) {
        closeSegment(stream, standing);
        for (Segment& segment : stream.segments) {
            writeSegment(run, number, stream, segment);
        }
        stream.segments.clear();
        if (!stream.pyramid.slabs().empty() &&
            (isLast || (now && quarterOf(*now) != quarterOf(stream.pyramid.from())))) {
            writePyramid(run, number, stream);
        }
    }
    ChunkHead head;
    head.kind = ChunkKind::Notes;
    head.firstOrder = m_firstOrder;
    head.lastOrder = m_lastOrder;
    head.from = m_start;
    head.to = m_end;
    run.add(head, packNotes(m_notes), true);
    m_notes.clear();
    m_firstOrder = m_lastOrder;
    m_start = m_end;
    m_items = 0;
    m_bytes = 0;
    return run;
}

void OpenMinute::resumeStream(std::uint32_t stream, const std::string& endpoint,
                              const model::NodeDescriptionPtr& description) {
    Stream& open = m_streams[stream];
    open.endpoint = endpoint;
    open.description = description;
    open.isCarried = true;
    (void)open.pyramid.take();
}

void OpenMinute::resumeSlab(std::uint32_t stream, const model::NodeDescription& description,
                            const std::vector<StoredTick>& ticks, bool isUnpyramided) {
    Stream& open = m_streams[stream];
    open.lastSampled = SampledSeries(description, ticks);
    open.isCarried = false;
    if (isUnpyramided) {
        open.pyramid.add(description, ticks);
    }
}

} // namespace vigie::record
