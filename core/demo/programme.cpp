// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/programme.h"

#include <algorithm>
#include <utility>

#include "core/demo/catalog.h"
#include "core/demo/scene.h"
#include "core/demo/tone.h"

namespace vigie::demo {

namespace {

class DrawnMaterial final : public Material {
public:
    explicit DrawnMaterial(const FeedStyle& style) : m_scene(style), m_tone(style.info.number) {}
    void draw(Picture& picture, std::uint64_t frame) override { m_scene.draw(picture, frame); }
    void fillSound(std::span<std::int16_t> interleaved, std::uint64_t) override {
        m_tone.fill(interleaved);
    }

private:
    const Scene m_scene;
    Tone m_tone;
};

} // namespace

std::unique_ptr<Material> makeDrawnMaterial(const FeedStyle& style) {
    return std::make_unique<DrawnMaterial>(style);
}

base::Result<std::unique_ptr<Programme>> Programme::create(const model::FeedInfo& feed,
                                                           std::unique_ptr<Material> material,
                                                           std::uint64_t clockStartNs,
                                                           Encoder::PacketSink sink) {
    auto encoder = Encoder::create(feed.number, clockStartNs, std::move(sink));
    if (!encoder) {
        return base::failure(encoder.error().message);
    }
    return std::unique_ptr<Programme>(
        new Programme(feed, std::move(material), std::move(*encoder)));
}

Programme::Programme(const model::FeedInfo& feed, std::unique_ptr<Material> material,
                     std::unique_ptr<Encoder> encoder)
    : m_material(std::move(material)), m_caption(feed), m_encoder(std::move(encoder)),
      m_sound(2 * samplesPerFrame) {}

void Programme::produce(std::uint64_t frame, base::Utc utc) {
    // A frozen picture stays what it was, clock and marker too; the first frame is never missing.
    if (m_isBlack) {
        m_picture.fill({16, 128, 128});
    } else if (!m_isFrozen || frame == 0) {
        m_material->draw(m_picture, frame);
        m_caption.draw(m_picture, frame, utc);
    }
    m_material->fillSound(m_sound, frame);
    if (m_isSilent) {
        std::fill(m_sound.begin(), m_sound.end(), std::int16_t{0});
    }
    // Both or neither: the multiplexer waits for the one that lags.
    if (!m_encoder->pushPicture(m_picture.bytes(), frame) ||
        !m_encoder->pushSound(m_sound, frame)) {
        ++m_refused;
    }
}

void Programme::setFault(ContentFault fault, bool isOn) {
    switch (fault) {
    case ContentFault::Black:
        m_isBlack = isOn;
        return;
    case ContentFault::Freeze:
        m_isFrozen = isOn;
        return;
    case ContentFault::Silence:
        m_isSilent = isOn;
        return;
    }
}

} // namespace vigie::demo
