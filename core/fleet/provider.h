// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/subscription.h"
#include "core/model/event.h"
#include "core/model/preview.h"
#include "core/model/sound.h"
#include "core/model/tick.h"

namespace vigie::fleet {

/// Told by a Provider, on one thread of its own, never two at once. Returns at once.
class ProviderListener {
public:
    virtual ~ProviderListener() = default;
    virtual void onDescription(model::NodeDescriptionPtr description) = 0;
    virtual void onTick(model::TickPtr tick) = 0;
    virtual void onEvent(model::EventPtr event) = 0;
};

/// Told by Provider::watchPreview, on any thread, never two at once per watch. Returns at once.
class PreviewListener {
public:
    virtual ~PreviewListener() = default;
    virtual void onAccessUnit(model::AccessUnitPtr unit) = 0;
    /// No further picture comes; `reason` in words.
    virtual void onEnded(const std::string& reason) = 0;
};

/// Told by Provider::watchSound, on any thread, never two at once per watch. Returns at once.
class SoundListener {
public:
    virtual ~SoundListener() = default;
    /// Before the first unit, and whenever they change.
    virtual void onTracks(const model::SoundTracks& tracks) = 0;
    virtual void onSound(model::SoundUnitPtr unit) = 0;
    /// No further sound comes; `reason` in words.
    virtual void onEnded(const std::string& reason) = 0;
};

/// Events of a bounded ring. `firstAvailable` > asked-for + 1 means a gap.
struct EventPage {
    std::uint64_t firstAvailable = 1;
    std::vector<model::EventPtr> events;
};

/// Asks for more decoding of one path for a time, never less than what is configured; a second
/// request for the path replaces the first, and Off takes it back.
struct DecodeRequest {
    std::string pathId;
    /// Full, KeyFrames or Off.
    model::DecodePolicy policy = model::DecodePolicy::Full;
    /// At most Provider::maximumDecodeTime; zero takes an earlier request back.
    std::chrono::seconds duration{60};
};

/// Asks for the transport stream of one input around a moment.
struct CaptureRequest {
    std::string inputId;
    /// Absent: now.
    std::optional<base::Utc> around;
    std::chrono::seconds before{10};
    std::chrono::seconds after{5};
    /// Why, for people; at most 200 characters.
    std::string reason;
};

enum class CaptureState : std::uint8_t { Recording, Analyzing, Complete, Failed };

/// One capture that a node keeps: a .ts file and its analysis beside it.
struct CaptureInfo {
    /// Unique on the node, made of letters that a file name may have.
    std::string id;
    std::string inputId;
    std::string reason;
    CaptureState state = CaptureState::Recording;
    /// Of the bytes that are there, by arrival.
    base::Utc from{};
    base::Utc to{};
    std::uint64_t bytes = 0;
    /// In words, where it failed or is shorter than asked for.
    std::string remark;
    bool operator==(const CaptureInfo&) const = default;
};

enum class CapturePart : std::uint8_t { Stream, Analysis };

/// Reads a finished capture piece by piece. One thread.
class CaptureReader {
public:
    virtual ~CaptureReader() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    /// At most `most` further bytes; empty at the end.
    [[nodiscard]] virtual base::Result<std::string> read(std::size_t most) = 0;
};

/// What a node offers to the wire: the other side of Source. vigie-node's probe is one; a hub or a
/// recording that is served would be others. Thread-safe.
class Provider {
public:
    virtual ~Provider() = default;
    [[nodiscard]] virtual model::NodeDescriptionPtr describe() const = 0;
    /// Begins with an onDescription of the present one. `listener` must outlive the handle.
    [[nodiscard]] virtual base::SubscriptionPtr subscribe(ProviderListener& listener) = 0;
    /// Events with a sequence above `after`, oldest first, at most `most`.
    [[nodiscard]] virtual EventPage eventsAfter(std::uint64_t after, std::size_t most) const = 0;
    /// Begins with the cached key picture where there is one. Fails for an unknown path or one that
    /// has no preview. `listener` must outlive the handle.
    [[nodiscard]] virtual base::Result<base::SubscriptionPtr>
    watchPreview(const std::string& pathId, const model::PreviewRequest& request,
                 PreviewListener& listener) = 0;
    /// Begins with the tracks that are known. Units come while the path has a track of that index.
    /// Fails for an unknown path, or where no sound is served. `listener` must outlive the handle.
    [[nodiscard]] virtual base::Result<base::SubscriptionPtr>
    watchSound(const std::string& pathId, int track, SoundListener& listener);

    /// The longest time for which decoding can be asked.
    static constexpr std::chrono::seconds maximumDecodeTime{3600};
    /// The longest that can be asked for before and after the moment of a capture, each.
    static constexpr std::chrono::seconds maximumCaptureTime{600};
    /// Captures that may be recorded or analyzed at once; further requests fail.
    static constexpr std::size_t maximumRunningCaptures = 8;
    /// Characters of a capture's reason.
    static constexpr std::size_t maximumCaptureReason = 200;
    /// Until when the request holds. Fails for an unknown path, or where nothing can be asked of
    /// this provider.
    [[nodiscard]] virtual base::Result<base::Utc> requestDecoding(const DecodeRequest& request);
    /// Begins a capture; its end is told by an event "capture.complete" or "capture.failed". Fails
    /// for an unknown input, one without a ring, or too many captures at once.
    [[nodiscard]] virtual base::Result<CaptureInfo> requestCapture(const CaptureRequest& request);
    /// Newest first; empty where there are none.
    [[nodiscard]] virtual std::vector<CaptureInfo> captures() const;
    /// May touch the disk: not on a thread that must not wait.
    [[nodiscard]] virtual base::Result<std::unique_ptr<CaptureReader>>
    readCapture(const std::string& captureId, CapturePart part) const;
};

} // namespace vigie::fleet
