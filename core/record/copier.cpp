// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/copier.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/record/payloads.h"

namespace vigie::record {
namespace {

using namespace std::chrono_literals;

/// Pictures are read behind the items in steps of this, so that both stand by time in the file.
constexpr auto pictureStep = 10s;

bool isBefore(const std::optional<base::Utc>& end, base::Utc at) {
    return !end || at <= *end;
}

/// What follows where a copy begins: the lead has what was in force, and its Begin.
bool isAfter(const Item& item, const Start& start) {
    if (item.order != start.order) {
        return item.order > start.order;
    }
    const auto* note = std::get_if<Note>(&item.what);
    return note != nullptr && note->kind != NoteKind::Begin && chunkKindOf(note->kind);
}

} // namespace

Start startOf(Recording& recording, const std::optional<base::Utc>& from, Redactor* redactor) {
    const RecordingInfo info = recording.info();
    const bool isPart = from && *from > info.from;
    const auto begin = recording.newestNote(NoteKind::Begin, isPart ? *from : info.from);
    Start start;
    start.at = isPart ? *from : info.from;
    start.order = isPart ? recording.orderAt(*from) : info.firstOrder;
    start.order -= start.order > 0 ? 1 : 0;
    base::Utc known = start.at;
    if (isPart && begin) {
        start.order = begin->order;
        start.at = begin->note.at.utc;
        known = start.at;
    } else {
        known -= 1ns; // what is of that moment itself is copied
    }
    const auto moments = recording.momentAt(known, {});
    const bool isAnything =
        std::any_of(moments.begin(), moments.end(),
                    [](const NodeMoment& moment) { return moment.description != nullptr; });
    if (!isAnything && !(isPart && begin)) {
        start.order = 0;
        return start; // nothing was before it
    }
    start.standing = std::make_unique<Standing>();
    const auto take = [&start, redactor](Item item) {
        if (redactor == nullptr) {
            start.standing->take(item);
        } else if (const auto neutral = redactor->item(item)) {
            start.standing->take(*neutral);
        }
    };
    if (begin) {
        take({begin->order, begin->note});
    }
    // Each was a fact of its own before; which number it had then is not known any more.
    std::uint64_t order = begin ? std::min(begin->order, start.order) : start.order;
    order -= std::min<std::uint64_t>(order, 2 * moments.size());
    for (const NodeMoment& moment : moments) {
        if (!moment.description) {
            continue;
        }
        base::Timestamp at = moment.lastReceived;
        at.utc = std::min(at.utc == base::Utc{} ? start.at : at.utc, start.at);
        take({++order, fleet::Input{moment.endpoint, moment.description, at}});
        take({++order, fleet::Input{moment.endpoint,
                                    fleet::ContactChange{moment.contact, moment.contactReason,
                                                         moment.contactAt},
                                    at}});
        start.described[moment.endpoint] = moment.description;
        CarryPayload carry;
        carry.isComplete = true;
        carry.lastTick = moment.lastTick;
        carry.lastReceived = moment.lastReceived;
        for (std::uint32_t metric = 0; metric < moment.latest.size(); ++metric) {
            CarriedColumn column{metric, {}};
            for (std::uint32_t row = 0; row < moment.latest[metric].size(); ++row) {
                if (const model::Cell& cell = moment.latest[metric][row]; cell.at != base::Utc{}) {
                    column.cells.push_back({row, cell});
                }
            }
            if (!column.cells.empty()) {
                carry.columns.push_back(std::move(column));
            }
        }
        start.standing->restore(redactor != nullptr
                                    ? redactor->names().id(Names::Kind::Endpoint, moment.endpoint)
                                    : moment.endpoint,
                                carry);
    }
    start.standing->lastOrder = start.order;
    return start;
}

base::Result<void> Copier::copy(Recording& from, const Part& part, const Progress& progress) {
    const RecordingInfo info = from.info();
    m_damages.insert(m_damages.end(), info.damages.begin(), info.damages.end());
    const std::uint64_t first = part.start != nullptr ? part.start->order
                                : part.after == 0     ? 0
                                                      : part.after + 1;
    if (part.start != nullptr) {
        m_described = part.start->described;
    }
    base::Utc pictures =
        std::max(part.picturesFrom, part.start != nullptr ? part.start->at : info.from);
    // A journal of the open minute may hold pictures that are younger than the newest item.
    const base::Utc end = part.to.value_or(info.to + 1min);
    const auto items = from.itemsFrom(first);
    const double whole =
        static_cast<double>(std::max<std::uint64_t>(info.lastOrder, first) - first);
    for (auto item = items->next(); item; item = items->next()) {
        if (!isBefore(part.to, item->at().utc)) {
            break;
        }
        if (part.start != nullptr && !isAfter(*item, *part.start)) {
            continue;
        }
        if (progress.stop.stop_requested()) {
            return base::failure("stopped before the end; nothing was left behind");
        }
        if (progress.tell && item->order % 1024 == 0) {
            progress.tell(static_cast<double>(item->order - std::min(first, item->order)) /
                          std::max(whole, 1.0));
        }
        if (part.hasPictures && item->at().utc - pictures > pictureStep) {
            if (auto done = putPictures(from, pictures, item->at().utc); !done) {
                return done;
            }
            pictures = item->at().utc;
        }
        if (auto done = putItem(*item, part); !done) {
            return done;
        }
    }
    m_damages.insert(m_damages.end(), items->damages().begin(), items->damages().end());
    if (part.hasPictures) {
        if (auto done = putPictures(from, pictures, end + 1ns); !done) {
            return done;
        }
    }
    for (const Mark& mark : from.marks()) {
        const bool isInside =
            isBefore(part.to, mark.at) && (!part.from || mark.until >= *part.from);
        if (isInside) {
            if (auto done = m_to.put(part.redactor ? part.redactor->mark(mark) : mark); !done) {
                return done;
            }
        }
    }
    return {};
}

/// Keeps the descriptions in force, and says whether one fits.
bool Copier::isReadable(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    if (input == nullptr) {
        return true;
    }
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input->what)) {
        m_described[input->endpoint] = *description;
        return true;
    }
    const auto* tick = std::get_if<model::TickPtr>(&input->what);
    if (tick == nullptr) {
        return true;
    }
    const auto found = m_described.find(input->endpoint);
    return found != m_described.end() && found->second->epoch == (*tick)->epoch &&
           !model::whyMalformed(*found->second, **tick);
}

base::Result<void> Copier::putItem(const Item& item, const Part& part) {
    if (!isReadable(item)) {
        ++m_leftOut;
        return {};
    }
    std::optional<Item> out = part.redactor ? part.redactor->item(item) : std::optional(item);
    if (!out) {
        return {};
    }
    out->order += part.shift;
    m_lastOrder = std::max(m_lastOrder, out->order);
    return m_to.put(*out);
}

base::Result<void> Copier::putPictures(Recording& from, base::Utc begin, base::Utc end) {
    base::Result<void> done;
    from.pictures(begin, end, [&](const Picture& picture) {
        // Either end may be counted in by the recording; here each picture comes once.
        if (picture.received >= begin && picture.received < end) {
            done = m_to.put(picture);
        }
        return done.has_value();
    });
    return done;
}

} // namespace vigie::record
