// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/previewwatch.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/protocol.h"
#include "vigie/v1/preview.grpc.pb.h"

namespace vigie::rpc {
namespace {

/// A call of Preview that streams `Message` to `Watch`, whose `take` is told each. Owned by gRPC
/// until OnDone, and by its watch.
template <typename Watch, typename Request, typename Message, typename News>
class ReadStream final : public WatchStream, public grpc::ClientReadReactor<Message> {
public:
    using Take = void (Watch::*)(const WatchStream*, News);

    /// `start(stub, context, request, reactor)` begins the call.
    template <typename Start>
    static std::shared_ptr<WatchStream> begin(std::shared_ptr<Watch> watch, Take take,
                                              Request request,
                                              const std::shared_ptr<grpc::Channel>& channel,
                                              std::shared_ptr<CallCount> count, Start&& start) {
        auto stream = std::make_shared<ReadStream>();
        stream->m_self = stream;
        stream->m_watch = std::move(watch);
        stream->m_take = take;
        stream->m_count = std::move(count);
        stream->m_count->begin();
        stream->m_stub = v1::Preview::NewStub(channel);
        stream->m_request = std::move(request);
        fillProtocol(*stream->m_request.mutable_protocol());
        stream->m_request.set_path_id(stream->m_watch->path().pathId);
        start(*stream->m_stub->async(), stream->m_rpc, stream->m_request, *stream);
        stream->StartRead(&stream->m_message);
        stream->m_order.started();
        stream->StartCall();
        return stream;
    }
    void cancel() override { m_rpc.TryCancel(); }

    void OnReadDone(bool ok) override {
        const CallOrder::In order(m_order, CallOrder::Chain::Reads);
        if (!ok || m_failure) {
            return;
        }
        auto news = wire::fromWire(m_message);
        if (!news) {
            m_failure = Failure{FailureKind::Malformed, news.error().message};
            m_rpc.TryCancel();
            return;
        }
        ((*m_watch).*m_take)(this, std::move(*news));
        order.next();
        this->StartRead(&m_message);
    }
    void OnDone(const grpc::Status& status) override {
        m_order.done();
        auto failure = m_failure ? *m_failure : describeFailure(status, m_watch->path().nodeId);
        if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
            failure = {FailureKind::Refused, status.error_message()};
        }
        failure.isTooOld = status.error_code() == grpc::StatusCode::UNIMPLEMENTED;
        m_watch->onEnded(this, failure);
        const auto count = m_count;
        m_self.reset(); // maybe the end of this object
        count->end();
    }

private:
    std::shared_ptr<Watch> m_watch;
    Take m_take = nullptr;
    std::shared_ptr<CallCount> m_count;
    std::unique_ptr<v1::Preview::Stub> m_stub;
    grpc::ClientContext m_rpc;
    std::shared_ptr<ReadStream> m_self; // until OnDone
    CallOrder m_order;
    Request m_request;
    Message m_message;
    std::optional<Failure> m_failure;
};

using PreviewStream =
    ReadStream<PreviewWatch, v1::WatchRequest, v1::AccessUnit, model::AccessUnitPtr>;
using SoundStream = ReadStream<SoundWatch, v1::ListenRequest, v1::SoundUnit, wire::SoundNews>;

} // namespace

std::shared_ptr<WatchStream> PreviewWatch::open(const std::shared_ptr<grpc::Channel>& channel) {
    v1::WatchRequest request;
    wire::toWire(m_request, request);
    return PreviewStream::begin(std::static_pointer_cast<PreviewWatch>(shared_from_this()),
                                &PreviewWatch::onAccessUnit, std::move(request), channel, m_count,
                                [](auto& stub, auto& rpc, const auto& asked, auto& reactor) {
                                    stub.Watch(&rpc, &asked, &reactor);
                                });
}

void PreviewWatch::onAccessUnit(const WatchStream* stream, model::AccessUnitPtr unit) {
    deliver(stream, [&] { m_sink.onAccessUnit(std::move(unit)); });
}

void PreviewWatch::tellInterrupted(const Failure& failure) {
    m_sink.onInterrupted(failure.reason);
}

std::shared_ptr<WatchStream> SoundWatch::open(const std::shared_ptr<grpc::Channel>& channel) {
    v1::ListenRequest request;
    request.set_track(static_cast<std::uint32_t>(std::max(m_track, 0)));
    return SoundStream::begin(std::static_pointer_cast<SoundWatch>(shared_from_this()),
                              &SoundWatch::onNews, std::move(request), channel, m_count,
                              [](auto& stub, auto& rpc, const auto& asked, auto& reactor) {
                                  stub.Listen(&rpc, &asked, &reactor);
                              });
}

void SoundWatch::onNews(const WatchStream* stream, wire::SoundNews news) {
    if (!news.tracks && !news.unit) {
        deliver(stream, [&] { m_sink.onBegun(); });
    }
    if (news.tracks) {
        deliver(stream, [&] { m_sink.onTracks(*news.tracks); });
    }
    if (news.unit) {
        deliver(stream, [&] { m_sink.onSound(std::move(news.unit)); });
    }
}

void SoundWatch::tellAbsent() {
    m_sink.onInterrupted(fleet::SoundTrouble::NodeAway,
                         fmt::format("there is no contact with {}", path().nodeId));
}

void SoundWatch::tellInterrupted(const Failure& failure) {
    if (failure.isTooOld) {
        m_sink.onInterrupted(
            fleet::SoundTrouble::NodeTooOld,
            fmt::format("the software of {} is too old to be listened to: upgrade it",
                        path().nodeId));
    } else {
        m_sink.onInterrupted(failure.kind == FailureKind::Unreachable
                                 ? fleet::SoundTrouble::NodeAway
                                 : fleet::SoundTrouble::Refused,
                             failure.reason);
    }
}

} // namespace vigie::rpc
