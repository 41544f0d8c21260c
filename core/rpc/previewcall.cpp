// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/previewcall.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/rpc/protocol.h"
#include "core/wire/wire.h"

namespace vigie::rpc {

PreviewCall* PreviewCall::begin(std::shared_ptr<Hub> hub, Worker& worker, fleet::Provider& provider,
                                const v1::WatchRequest& request) {
    std::shared_ptr<PreviewCall> call(new PreviewCall(std::move(hub), worker, provider));
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

std::optional<grpc::Status> PreviewCall::accept(const v1::WatchRequest& request) {
    if (request.has_protocol()) {
        if (auto why = whyRefused(request.protocol())) {
            return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, *why);
        }
    }
    auto wanted = wire::fromWire(request);
    if (!wanted) {
        return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, wanted.error().message);
    }
    m_request = *wanted;
    m_pathId = request.path_id();
    const auto description = m_provider.describe();
    const auto& paths = description->paths;
    const auto path = std::find_if(paths.begin(), paths.end(),
                                   [this](const auto& p) { return p.id == m_pathId; });
    if (path == paths.end()) {
        return grpc::Status(grpc::StatusCode::NOT_FOUND,
                            fmt::format("node {} has no path \"{}\"", description->id, m_pathId));
    }
    if (!path->hasPreview) {
        return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION,
                            fmt::format("path \"{}\" has no preview", m_pathId));
    }
    return std::nullopt;
}

void PreviewCall::watch() {
    const std::lock_guard lock(m_watching);
    if (isFinishing()) {
        return;
    }
    auto opened = m_provider.watchPreview(m_pathId, m_request, *this);
    if (opened) {
        m_watch = std::move(*opened);
    } else {
        finish({grpc::StatusCode::UNAVAILABLE, opened.error().message});
    }
}

void PreviewCall::onAccessUnit(model::AccessUnitPtr unit) {
    const std::lock_guard lock(m_mutex);
    if (isEnding() || unit->data.empty() || unit->data.size() > wire::maxAccessUnitBytes) {
        return;
    }
    const bool isFull = !m_queue.empty() && (m_queue.size() >= maxQueuedUnits ||
                                             m_queuedBytes + unit->data.size() > maxQueuedBytes);
    if (isFull || m_isSkippingToKey) {
        if (!unit->isKey) {
            m_isSkippingToKey = true;
            return;
        }
        m_queue.clear(); // the key makes what waits for the slow client worthless
        m_queuedBytes = 0;
        m_isSkippingToKey = false;
    }
    m_queuedBytes += unit->data.size();
    m_queue.push_back(std::move(unit));
    pump();
}

void PreviewCall::onEnded(const std::string& reason) {
    finish({grpc::StatusCode::UNAVAILABLE, reason});
}

bool PreviewCall::fill(v1::AccessUnit& into) {
    if (m_queue.empty()) {
        return false;
    }
    const auto unit = std::move(m_queue.front());
    m_queue.pop_front();
    m_queuedBytes -= unit->data.size();
    wire::toWire(*unit, into);
    return true;
}

void PreviewCall::atEnd(const std::shared_ptr<PreviewCall>& self) {
    // The watch ends where it was opened, after the opening; when the worker is swamped, here.
    auto end = [self] {
        const std::lock_guard lock(self->m_watching);
        self->m_watch.reset();
    };
    if (!m_worker.post(end)) {
        end();
    }
}

} // namespace vigie::rpc
