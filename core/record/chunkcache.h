// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/record/slab.h"

namespace vigie::record {

/// A payload as it was read; of a slab, opened.
struct LoadedChunk {
    std::string bytes;
    std::optional<SlabReader> slab;
};
using LoadedChunkPtr = std::shared_ptr<const LoadedChunk>;

/// The payloads that were used last, up to a number of bytes: looking around within a minute does
/// not read it again. Not thread-safe.
class ChunkCache {
public:
    /// File (any number that stands for it) and offset.
    using Key = std::pair<std::uint64_t, std::uint64_t>;

    explicit ChunkCache(std::size_t mostBytes) : m_mostBytes(mostBytes) {}

    /// Null: not there.
    [[nodiscard]] LoadedChunkPtr find(const Key& key) {
        const auto found = m_byKey.find(key);
        if (found == m_byKey.end()) {
            return nullptr;
        }
        m_order.splice(m_order.begin(), m_order, found->second);
        return found->second->second;
    }
    void put(const Key& key, LoadedChunkPtr chunk) {
        m_bytes += chunk->bytes.size();
        m_order.emplace_front(key, std::move(chunk));
        m_byKey[key] = m_order.begin();
        while (m_bytes > m_mostBytes && m_order.size() > 1) {
            m_bytes -= m_order.back().second->bytes.size();
            m_byKey.erase(m_order.back().first);
            m_order.pop_back();
        }
    }

private:
    using Order = std::list<std::pair<Key, LoadedChunkPtr>>;
    std::size_t m_mostBytes;
    std::size_t m_bytes = 0;
    Order m_order;
    std::map<Key, Order::iterator> m_byKey;
};

} // namespace vigie::record
