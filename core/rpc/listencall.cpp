// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/listencall.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/rpc/protocol.h"
#include "core/wire/wire.h"

namespace vigie::rpc {

ListenCall* ListenCall::begin(std::shared_ptr<Hub> hub, Worker& worker, fleet::Provider& provider,
                              const v1::ListenRequest& request) {
    std::shared_ptr<ListenCall> call(new ListenCall(std::move(hub), worker, provider));
    call->keep(call);
    if (auto refused = call->accept(request)) {
        call->finish(*refused);
    } else if (auto why = call->hub().attach(call)) {
        call->finish({grpc::StatusCode::UNAVAILABLE, *why});
    } else if (!call->m_worker.post([call] { call->watch(); })) {
        call->finish({grpc::StatusCode::RESOURCE_EXHAUSTED, "too many previews are being opened"});
    }
    call->started();
    return call.get();
}

std::optional<grpc::Status> ListenCall::accept(const v1::ListenRequest& request) {
    if (request.has_protocol()) {
        if (auto why = whyRefused(request.protocol())) {
            return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, *why);
        }
    }
    if (request.track() > maxTrack) {
        return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                            fmt::format("there is no sound number {}", request.track()));
    }
    m_track = static_cast<int>(request.track());
    m_pathId = request.path_id();
    const auto description = m_provider.describe();
    const auto& paths = description->paths;
    if (std::none_of(paths.begin(), paths.end(),
                     [this](const auto& path) { return path.id == m_pathId; })) {
        return grpc::Status(grpc::StatusCode::NOT_FOUND,
                            fmt::format("node {} has no path \"{}\"", description->id, m_pathId));
    }
    return std::nullopt;
}

void ListenCall::watch() {
    const std::lock_guard lock(m_watching);
    if (isFinishing()) {
        return;
    }
    auto opened = m_provider.watchSound(m_pathId, m_track, *this);
    if (!opened) {
        finish({grpc::StatusCode::FAILED_PRECONDITION, opened.error().message});
        return;
    }
    m_watch = std::move(*opened);
    const std::lock_guard inner(m_mutex);
    m_isBeginDue = !m_isBegun;
    pump();
}

void ListenCall::onTracks(const model::SoundTracks& tracks) {
    const std::lock_guard lock(m_mutex);
    if (!isEnding()) {
        m_tracks = tracks;
        pump();
    }
}

void ListenCall::onSound(model::SoundUnitPtr unit) {
    const std::lock_guard lock(m_mutex);
    if (isEnding() || unit->data.empty() || unit->data.size() > wire::maxSoundUnitBytes) {
        return;
    }
    m_queuedBytes += unit->data.size();
    m_queue.push_back(std::move(unit));
    while (m_queue.size() > maxQueuedUnits || m_queuedBytes > maxQueuedBytes) {
        m_queuedBytes -= m_queue.front()->data.size();
        m_queue.pop_front();
    }
    pump();
}

void ListenCall::onEnded(const std::string& reason) {
    finish({grpc::StatusCode::UNAVAILABLE, reason});
}

bool ListenCall::fill(v1::SoundUnit& into) {
    if (!m_tracks && m_queue.empty() && !m_isBeginDue) {
        return false;
    }
    into.Clear();
    m_isBegun = true;
    const bool isBeginDue = std::exchange(m_isBeginDue, false);
    if (m_tracks) {
        wire::toWire(*m_tracks, *into.mutable_tracks());
        m_tracks.reset();
        return true;
    }
    if (isBeginDue && m_queue.empty()) {
        return true; // says only that it began
    }
    const auto unit = std::move(m_queue.front());
    m_queue.pop_front();
    m_queuedBytes -= unit->data.size();
    wire::toWire(*unit, into);
    return true;
}

void ListenCall::atEnd(const std::shared_ptr<ListenCall>& self) {
    // As with pictures: it ends where it was opened, or here when the worker is swamped.
    auto end = [self] {
        const std::lock_guard lock(self->m_watching);
        self->m_watch.reset();
    };
    if (!m_worker.post(end)) {
        end();
    }
}

} // namespace vigie::rpc
