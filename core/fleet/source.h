// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "core/base/result.h"
#include "core/base/subscription.h"
#include "core/base/time.h"
#include "core/fleet/provider.h"
#include "core/model/event.h"
#include "core/model/preview.h"
#include "core/model/sound.h"
#include "core/model/tick.h"

namespace vigie::fleet {

enum class Contact : std::uint8_t {
    /// Never reached yet.
    Connecting,
    Connected,
    /// Was there, is not now; retried by itself.
    Lost,
    /// Answers, but speaks another version or refuses: retried rarely. `reason` says what to
    /// upgrade.
    Refused
};

/// Contact with one node changed.
struct ContactChange {
    Contact contact = Contact::Connecting;
    /// One sentence for people; empty when connected.
    std::string reason;
    base::Timestamp at{};
};

/// One entry of what comes from the wire, in order per node. `endpoint` is what the user wrote
/// ("host:port") and is known before the node's own id.
struct Input {
    std::string endpoint;
    std::variant<model::NodeDescriptionPtr, model::TickPtr, model::EventPtr, ContactChange> what;
    /// When it reached this process.
    base::Timestamp received{};
};

/// Takes what a source delivers. Called from any of the source's threads, for one node never from
/// two at once; returns at once (hands over to a bounded queue). False: could not be taken; the
/// source may then conflate or re-read, and must not block.
class Sink {
public:
    virtual ~Sink() = default;
    virtual bool take(Input input) = 0;
};

/// Receives the pictures of one watch, on any thread; returns at once.
class PreviewSink {
public:
    virtual ~PreviewSink() = default;
    virtual void onAccessUnit(model::AccessUnitPtr unit) = 0;
    /// The watch ended by itself and is being retried; `reason` in words.
    virtual void onInterrupted(const std::string& reason) = 0;
};

/// Why nothing is heard of a path.
enum class SoundTrouble : std::uint8_t {
    /// Not connected, or lost: tried again by itself.
    NodeAway,
    /// The node's software has no sound to give: upgrade it. Tried again rarely.
    NodeTooOld,
    /// The node will not, for the reason that it gives. Tried again rarely.
    Refused,
    /// Nothing that is recorded has sound.
    NoSoundHere
};

/// Receives the sound of one path, on any thread, never two at once; returns at once.
class SoundSink {
public:
    virtual ~SoundSink() = default;
    /// The node serves it, and does not know yet which sounds the path has. Told at the beginning,
    /// and again after an interruption.
    virtual void onBegun() {}
    /// The sounds that the path has, in the order of its PMT: before the first unit, and whenever
    /// they change. Without the one that is listened to, no unit comes.
    virtual void onTracks(const model::SoundTracks& tracks) = 0;
    virtual void onSound(model::SoundUnitPtr unit) = 0;
    /// It ended by itself and, where that can help, is being retried; `detail` in words.
    virtual void onInterrupted(SoundTrouble trouble, const std::string& detail) = 0;
};

/// Where the desk's facts come from: live nodes, or a recording. Everything behind this cannot tell
/// which. Thread-safe. Destroying it ends every watch.
class Source {
public:
    virtual ~Source() = default;
    /// Begins to deliver to `sink`, which must outlive the source's stop(). Once.
    virtual void start(Sink& sink) = 0;
    /// After it returns, nothing is delivered any more. Idempotent; bounded (3 s).
    virtual void stop() = 0;
    /// Opens a preview. Survives loss of the node: it is retried until the handle goes. `sink` must
    /// outlive the handle. Never blocks.
    [[nodiscard]] virtual base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                                             const model::PreviewRequest& request,
                                                             PreviewSink& sink) = 0;
    /// Listens to `track` of a path's sounds (0: the first of its PMT). Like watchPreview(). A
    /// recording says NoSoundHere before it returns.
    [[nodiscard]] virtual base::SubscriptionPtr watchSound(const model::PathRef& path, int track,
                                                           SoundSink& sink);
    /// Asks a node for something; `done` is called once, from any thread, within 10 s, with what it
    /// answered. Never blocks. A recording refuses both.
    virtual void requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                                 std::chrono::seconds duration,
                                 std::function<void(base::Result<base::Utc>)> done);
    virtual void requestCapture(const std::string& nodeId, const CaptureRequest& request,
                                std::function<void(base::Result<CaptureInfo>)> done);
    /// The clock that rules and "now" run on: the host's when live, the recording's in a replay.
    [[nodiscard]] virtual base::Timestamp now() const = 0;
    [[nodiscard]] virtual bool isLive() const = 0;
};

} // namespace vigie::fleet
