// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/pesassembler.h"

#include <algorithm>

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr std::size_t lengthFieldEnd = 6;
constexpr std::size_t firstCapacity = std::size_t{16} << 10;

/// Stream ids of video (E0 to EF), audio (C0 to DF), private 1 and extended; others carry no
/// elementary stream that a decoder takes.
bool isElementary(std::uint8_t streamId) {
    return streamId == 0xbd || (streamId >= 0xc0 && streamId <= 0xef) || streamId == 0xfd;
}

} // namespace

PesAssembler::PesAssembler(PesBudget& budget, OnUnit onUnit)
    : m_budget(budget), m_onUnit(std::move(onUnit)) {}

PesAssembler::~PesAssembler() {
    m_budget.left += m_bytes.capacity();
}

void PesAssembler::take(std::span<const std::uint8_t> payload, bool isUnitStart,
                        bool isRandomAccess, base::Timestamp arrival) {
    if (isUnitStart) {
        if (m_isOpen) {
            finish();
        }
        // What was lost before a start belongs to the unit before.
        m_isDamaged = m_wasDropped;
        m_wasDropped = false;
        m_isOpen = true;
        m_isRandomAccess = false;
        m_total = 0;
        m_bytes.clear();
    }
    if (!m_isOpen) {
        return;
    }
    m_isRandomAccess = m_isRandomAccess || isRandomAccess;
    m_arrival = arrival;
    append(payload);
}

void PesAssembler::append(std::span<const std::uint8_t> payload) {
    if (m_total != 0) {
        payload = payload.first(std::min(payload.size(), m_total - m_bytes.size()));
    }
    const std::size_t needed = m_bytes.size() + payload.size();
    if (needed > m_bytes.capacity()) {
        const std::size_t before = m_bytes.capacity();
        const std::size_t wanted = std::min(std::max({needed, 2 * before, firstCapacity}), maxPes);
        if (needed > maxPes || wanted - before > m_budget.left) {
            drop();
            return;
        }
        m_bytes.reserve(wanted);
        m_budget.left -= std::min(m_budget.left, m_bytes.capacity() - before);
    }
    m_bytes.insert(m_bytes.end(), payload.begin(), payload.end());
    if (m_total == 0 && m_bytes.size() >= lengthFieldEnd) {
        const std::size_t length = be16(&m_bytes[4]);
        m_total = length == 0 ? 0 : length + lengthFieldEnd;
        if (m_total != 0 && m_bytes.size() > m_total) {
            m_bytes.resize(m_total);
        }
    }
    if (m_total != 0 && m_bytes.size() >= m_total) {
        finish();
    }
}

void PesAssembler::finish() {
    m_isOpen = false;
    const auto header = readPesHeader(m_bytes);
    if (!header || !isElementary(header->streamId) || header->headerSize >= m_bytes.size()) {
        // Nothing of use came out of it; if something was lost, the next unit may miss it.
        return;
    }
    PesUnit unit;
    unit.pts = header->pts;
    unit.dts = header->dts;
    unit.isRandomAccess = m_isRandomAccess;
    unit.isDamaged = m_isDamaged || (m_total != 0 && m_bytes.size() < m_total);
    unit.arrival = m_arrival;
    unit.payload = std::as_bytes(std::span(m_bytes).subspan(header->headerSize));
    m_onUnit(unit);
}

void PesAssembler::cut() {
    if (m_isOpen) {
        m_isDamaged = true;
        finish();
    }
    m_isDamaged = false;
}

void PesAssembler::drop() {
    m_isOpen = false;
    m_wasDropped = true;
    m_budget.left += m_bytes.capacity();
    m_bytes = {};
}

} // namespace vigie::ts
