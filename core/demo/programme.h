// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/demo/caption.h"
#include "core/demo/encoder.h"
#include "core/demo/picture.h"

namespace vigie::demo {

/// Where a programme's pictures and sound come from, before captions. One thread.
class Material {
public:
    virtual ~Material() = default;
    virtual void draw(Picture& picture, std::uint64_t frame) = 0;
    virtual void fillSound(std::span<std::int16_t> interleaved, std::uint64_t frame) = 0;
};
struct FeedStyle;
/// Pictures and sound of our own making.
[[nodiscard]] std::unique_ptr<Material> makeDrawnMaterial(const FeedStyle& style);

/// Content faults that can be put on a feed.
enum class ContentFault : std::uint8_t { Black, Freeze, Silence };

/// One feed being made: material, captions, faults, coder. produce() on one thread; faults from
/// any.
class Programme {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<Programme>>
    create(const model::FeedInfo& feed, std::unique_ptr<Material> material,
           std::uint64_t clockStartNs, Encoder::PacketSink sink);

    /// Makes picture and sound of one frame.
    void produce(std::uint64_t frame, base::Utc utc);
    void setFault(ContentFault fault, bool isOn);
    /// Frames that the coder could not take.
    [[nodiscard]] std::uint64_t refused() const { return m_refused; }
    [[nodiscard]] std::optional<std::string> takeError() { return m_encoder->takeError(); }

private:
    Programme(const model::FeedInfo& feed, std::unique_ptr<Material> material,
              std::unique_ptr<Encoder> encoder);

    const std::unique_ptr<Material> m_material;
    const Caption m_caption;
    const std::unique_ptr<Encoder> m_encoder;
    Picture m_picture;
    std::vector<std::int16_t> m_sound;
    std::atomic<bool> m_isBlack{false}, m_isFrozen{false}, m_isSilent{false};
    std::atomic<std::uint64_t> m_refused{0};
};

} // namespace vigie::demo
