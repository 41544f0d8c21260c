// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/minutereader.h"

#include <algorithm>
#include <string>
#include <utility>

namespace vigie::record {
namespace {

constexpr std::size_t mostDamages = 100;

base::Result<HeadPayload> headOf(const RecordFile& file, std::uint64_t& end) {
    const auto place = file.headAt(0);
    if (!place || place->head.kind != ChunkKind::Head) {
        return base::failure("the journal does not begin with a head");
    }
    const auto payload = file.payloadOf(*place);
    if (!payload) {
        return tl::unexpected(payload.error());
    }
    end = place->end();
    return readHead(*payload);
}

} // namespace

void MinuteReader::forget() {
    m_head = {};
    m_end = 0;
    m_items.clear();
    m_damagedAt.clear();
}

void MinuteReader::refresh() {
    auto file = RecordFile::open(m_path);
    if (!file) {
        m_file.reset();
        forget();
        return;
    }
    // A journal that was replaced or begun anew is another file, or has another head.
    std::uint64_t headEnd = 0;
    const auto head = headOf(*file, headEnd);
    const bool isSame = m_file && m_file->inode() == file->inode() && file->size() >= m_end &&
                        head && head->after == m_head.after && head->made == m_head.made;
    m_file = std::move(*file);
    if (!isSame) {
        forget();
    }
    if (head) {
        m_head = *head;
        m_end = std::max(m_end, headEnd);
    }
    readOn();
}

void MinuteReader::readOn() {
    while (m_end < m_file->size()) {
        const auto place = m_file->headAt(m_end);
        if (!place) {
            // Behind the last whole item: it is being written, or a crash cut it.
            const auto next = m_file->searchForward(m_end + 1, m_file->size());
            if (!next) {
                return;
            }
            if (m_damagedAt.size() < mostDamages) {
                m_damagedAt.push_back(m_end);
            }
            m_end = next->offset;
            continue;
        }
        if (place->head.kind == ChunkKind::Item) {
            const auto payload = m_file->payloadOf(*place);
            auto item = payload ? readItem(*payload, place->head.firstOrder)
                                : base::Result<Item>(tl::unexpected(payload.error()));
            if (item) {
                m_items.push_back({place->head.stream, std::move(*item)});
            } else if (m_damagedAt.size() < mostDamages) {
                m_damagedAt.push_back(m_end);
            }
        }
        m_end = place->end();
    }
}

} // namespace vigie::record
