// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/readcapturecall.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/rpc/protocol.h"
#include "core/rpc/wirecontrol.h"

namespace vigie::rpc {
namespace {

const grpc::Status busy(grpc::StatusCode::RESOURCE_EXHAUSTED,
                        "too many captures are being read already");

} // namespace

ReadCaptureCall::ReadCaptureCall(std::shared_ptr<Hub> hub, Worker& worker,
                                 fleet::Provider& provider,
                                 std::shared_ptr<std::atomic<int>> readers)
    : WriteCall(std::move(hub)), m_worker(worker), m_provider(provider),
      m_readers(std::move(readers)), m_isOneTooMany(m_readers->fetch_add(1) >= maximumReaders) {}

ReadCaptureCall::~ReadCaptureCall() {
    m_readers->fetch_sub(1);
}

ReadCaptureCall* ReadCaptureCall::begin(std::shared_ptr<Hub> hub, Worker& worker,
                                        fleet::Provider& provider,
                                        std::shared_ptr<std::atomic<int>> readers,
                                        const v1::ReadCaptureRequest& request) {
    std::shared_ptr<ReadCaptureCall> call(
        new ReadCaptureCall(std::move(hub), worker, provider, std::move(readers)));
    call->keep(call);
    if (auto refused = call->accept(request)) {
        call->finish(*refused);
    } else if (auto why = call->hub().attach(call)) {
        call->finish({grpc::StatusCode::UNAVAILABLE, *why});
    } else if (!worker.post([call] { call->open(); })) {
        call->finish(busy);
    }
    call->started();
    return call.get();
}

std::optional<grpc::Status> ReadCaptureCall::accept(const v1::ReadCaptureRequest& request) {
    if (request.has_protocol()) {
        if (auto why = whyRefused(request.protocol())) {
            return grpc::Status(grpc::StatusCode::FAILED_PRECONDITION, *why);
        }
    }
    if (!fromWire(request.part(), m_part)) {
        return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                            "expected the stream or the analysis of a capture");
    }
    m_captureId = request.capture_id();
    return m_isOneTooMany ? std::optional(busy) : std::nullopt;
}

void ReadCaptureCall::open() {
    if (isFinishing()) {
        return;
    }
    auto reader = m_provider.readCapture(m_captureId, m_part);
    if (!reader) {
        const auto captures = m_provider.captures();
        const bool isKnown =
            std::any_of(captures.begin(), captures.end(),
                        [this](const auto& capture) { return capture.id == m_captureId; });
        finish({isKnown ? grpc::StatusCode::FAILED_PRECONDITION : grpc::StatusCode::NOT_FOUND,
                reader.error().message});
        return;
    }
    m_reader = std::move(*reader);
    readPiece();
}

void ReadCaptureCall::readPiece() {
    if (isFinishing()) {
        return;
    }
    auto data = m_reader->read(pieceBytes);
    if (!data) {
        finish({grpc::StatusCode::DATA_LOSS, data.error().message});
        return;
    }
    if (data->empty() && m_isBegun) {
        finish(grpc::Status::OK);
        return;
    }
    v1::ReadCaptureResponse piece;
    if (!std::exchange(m_isBegun, true)) {
        piece.set_size(m_reader->size());
    }
    piece.set_data(std::move(*data));
    const std::lock_guard lock(m_mutex);
    m_piece = std::move(piece);
    pump();
}

bool ReadCaptureCall::fill(v1::ReadCaptureResponse& into) {
    if (!m_piece) {
        return false;
    }
    into = std::move(*m_piece);
    m_piece.reset();
    return true;
}

void ReadCaptureCall::afterWrite() {
    if (!isFinishing() && !m_worker.post([self = shared_from_this()] { self->readPiece(); })) {
        finish(busy);
    }
}

void ReadCaptureCall::atEnd(const std::shared_ptr<ReadCaptureCall>& self) {
    // A file is closed where it was read; when the worker is swamped, here.
    static_cast<void>(m_worker.post([self] { self->m_reader.reset(); }));
}

} // namespace vigie::rpc
