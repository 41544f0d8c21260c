// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "core/fleet/source.h"
#include "core/media/decodepool.h"
#include "ui/wall/twingate.h"
#include "ui/wall/twinpairs.h"

namespace vigie::ui::wall {

/// The pictures of two twin paths of one tile, of the same moment where they share their PTS: two
/// watches, two decoders, and what brings them together. Made and destroyed on the GUI thread;
/// units pass through on the source's threads, pictures on the decoders'. `wake` as with
/// TileStream.
class TwinStream final {
public:
    using Paths = std::array<model::PathRef, 2>;

    /// `isPast`: each moment has one picture of each, so there is nothing to wait for.
    TwinStream(fleet::Source& source, media::DecodePool& decoders, Paths paths,
               model::PreviewRequest request, bool isPast, std::function<void()> wake);
    ~TwinStream();
    TwinStream(const TwinStream&) = delete;
    TwinStream& operator=(const TwinStream&) = delete;

    [[nodiscard]] const Paths& paths() const { return m_paths; }
    [[nodiscard]] const model::PreviewRequest& request() const { return m_request; }
    /// Without frames when there is nothing new.
    [[nodiscard]] TwinPicture takeNewest();
    [[nodiscard]] bool isAwaitingKey() const;
    /// Of the first that has one; empty while pictures of both come.
    [[nodiscard]] std::string interruption() const;
    /// Of both together.
    [[nodiscard]] media::DecodeStream::Figures figures() const;
    [[nodiscard]] TwinGate::State state() const;
    /// Lets go what nobody comes for any more; a few times a second.
    void tick(base::Mono now);

private:
    /// One of both watches.
    class Half final : public fleet::PreviewSink {
    public:
        Half(TwinStream& stream, std::size_t side) : m_stream(stream), m_side(side) {}
        void onAccessUnit(model::AccessUnitPtr unit) override;
        void onInterrupted(const std::string& reason) override;

    private:
        TwinStream& m_stream;
        const std::size_t m_side;
    };

    void onUnit(std::size_t side, model::AccessUnitPtr unit);
    void onFrame(std::size_t side);
    /// With m_gateMutex held, so that each decoder gets its units in order.
    void push(std::vector<TwinGate::Released> released);

    const Paths m_paths;
    const model::PreviewRequest m_request;
    const bool m_isPast;
    const std::function<void()> m_wake;

    mutable std::mutex m_gateMutex; // never taken while m_pairsMutex is held
    TwinGate m_gate;
    std::array<std::string, 2> m_interruptions;

    mutable std::mutex m_pairsMutex;
    TwinPairs m_pairs;

    std::array<Half, 2> m_halves;
    std::array<std::unique_ptr<media::DecodeStream>, 2> m_decoders;
    std::array<base::SubscriptionPtr, 2> m_watches; // go first
};

} // namespace vigie::ui::wall
