// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "core/rpc/worker.h"
#include "core/rpc/writecall.h"
#include "vigie/v1/control.pb.h"

namespace vigie::rpc {

/// One client's Control.ReadCapture. The next piece is read from the disk when the one before has
/// left, so that a slow client costs one piece of memory; the disk is touched on the worker only.
class ReadCaptureCall final : public WriteCall<ReadCaptureCall, v1::ReadCaptureResponse> {
public:
    static constexpr std::size_t pieceBytes = 64 * 1024;
    /// Read at once; the next is refused.
    static constexpr int maximumReaders = 32;

    [[nodiscard]] static ReadCaptureCall* begin(std::shared_ptr<Hub> hub, Worker& worker,
                                                fleet::Provider& provider,
                                                std::shared_ptr<std::atomic<int>> readers,
                                                const v1::ReadCaptureRequest& request);
    ~ReadCaptureCall() override;

private:
    friend WriteCall;

    ReadCaptureCall(std::shared_ptr<Hub> hub, Worker& worker, fleet::Provider& provider,
                    std::shared_ptr<std::atomic<int>> readers);

    [[nodiscard]] std::optional<grpc::Status> accept(const v1::ReadCaptureRequest& request);
    bool fill(v1::ReadCaptureResponse& into);
    void afterWrite() override;
    void atEnd(const std::shared_ptr<ReadCaptureCall>& self) override;
    // On the worker:
    void open();
    void readPiece();

    Worker& m_worker;            // outlives every call
    fleet::Provider& m_provider; // outlives the server
    const std::shared_ptr<std::atomic<int>> m_readers;
    const bool m_isOneTooMany;
    std::string m_captureId;
    fleet::CapturePart m_part = fleet::CapturePart::Stream;
    std::unique_ptr<fleet::CaptureReader> m_reader; // the worker's
    bool m_isBegun = false;                         // the worker's

    std::optional<v1::ReadCaptureResponse> m_piece; // guarded by m_mutex
};

} // namespace vigie::rpc
