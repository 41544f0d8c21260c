// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/copier.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace vigie::record {
namespace {

using namespace std::chrono_literals;

/// Pictures are read behind the items in steps of this, so that both stand by time in the file.
constexpr auto pictureStep = 10s;

bool isBefore(const std::optional<base::Utc>& end, base::Utc at) {
    return !end || at <= *end;
}

} // namespace

base::Result<void> Copier::copy(Recording& from, const Part& part, const Progress& progress) {
    const RecordingInfo info = from.info();
    m_damages.insert(m_damages.end(), info.damages.begin(), info.damages.end());
    std::uint64_t first = part.after == 0 ? info.firstOrder : part.after + 1;
    base::Utc pictures = std::max(part.picturesFrom, info.from);
    if (part.from && *part.from > info.from) {
        // A part begins with what an engine needs to go on from.
        const auto begin = from.newestNote(NoteKind::Begin, *part.from);
        FoundNote start;
        if (begin) {
            start = *begin;
        } else {
            const std::uint64_t order = from.orderAt(*part.from);
            start.order = order == 0 ? 0 : order - 1;
            start.note.kind = NoteKind::Timer;
            start.note.at.utc = *part.from;
        }
        if (auto done = putState(from, part, start); !done) {
            return done;
        }
        first = start.order + 1;
        pictures = std::max(pictures, start.note.at.utc);
    }
    // A journal of the open minute may hold pictures that are younger than the newest item.
    const base::Utc end = part.to.value_or(info.to + 1min);
    const auto items = from.itemsFrom(first);
    const double whole =
        static_cast<double>(std::max<std::uint64_t>(info.lastOrder, first) - first);
    for (auto item = items->next(); item; item = items->next()) {
        if (!isBefore(part.to, item->at().utc)) {
            break;
        }
        if (item->order <= part.after && part.after != 0) {
            continue; // a verdict of a fact that is there already
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

base::Result<void> Copier::putState(Recording& from, const Part& part, const FoundNote& begin) {
    const base::Utc at = begin.note.at.utc;
    const std::uint64_t order = begin.order;
    for (const NodeMoment& moment : from.momentAt(at, {})) {
        if (moment.description) {
            const fleet::Input described{moment.endpoint, moment.description, begin.note.at};
            if (auto done = putItem({order, described}, part); !done) {
                return done;
            }
        }
        const fleet::ContactChange contact{moment.contact, moment.contactReason, moment.contactAt};
        const fleet::Input changed{moment.endpoint, contact, begin.note.at};
        if (auto done = putItem({order, changed}, part); !done) {
            return done;
        }
    }
    if (begin.note.kind == NoteKind::Begin) {
        if (auto done = putItem({order, begin.note}, part); !done) {
            return done;
        }
    }
    // What the screen shows until the next ones come.
    for (const NoteKind kind : {NoteKind::Book, NoteKind::Frame}) {
        if (auto found = from.newestNote(kind, at)) {
            if (auto done = putItem({order, std::move(found->note)}, part); !done) {
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
