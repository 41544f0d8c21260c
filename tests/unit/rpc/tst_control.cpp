// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <memory>
#include <string>

#include <grpcpp/grpcpp.h>

#include "core/rpc/nodecontrol.h"
#include "core/rpc/protocol.h"
#include "tests/unit/rpc/controlclient.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "vigie/v1/control.grpc.pb.h"
#include "vigie/v1/telemetry.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

v1::CaptureRequest captureOf(const std::string& input, std::uint32_t before, std::uint32_t after,
                             const std::string& reason = {}) {
    v1::CaptureRequest request;
    request.set_input_id(input);
    request.set_before_seconds(before);
    request.set_after_seconds(after);
    request.set_reason(reason);
    return request;
}

/// A server of the former minor version: it has no Control.
class OldNode {
public:
    OldNode() {
        grpc::ServerBuilder builder;
        builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &m_port);
        builder.RegisterService(&m_telemetry);
        m_server = builder.BuildAndStart();
    }
    [[nodiscard]] Endpoint endpoint() const {
        return {fmt::format("127.0.0.1:{}", m_port), std::nullopt};
    }

private:
    v1::Telemetry::Service m_telemetry;
    int m_port = 0;
    std::unique_ptr<grpc::Server> m_server;
};

} // namespace

/// vigie.v1.Control over loopback: as a foreign client, and by our functions.
class ControlTest : public QObject {
    Q_OBJECT
private slots:
    void decodingIsAskedFor() {
        FakeProvider provider;
        const auto server = serve(provider);
        const auto until =
            requestDecoding(endpointOf(*server), {"p1", model::DecodePolicy::Full, 90s}, patience);
        QVERIFY2(until, until ? "" : until.error().message.c_str());
        QVERIFY(*until == FakeProvider::decodingUntil);
        QCOMPARE(provider.lastDecode().pathId, std::string("p1"));
        QVERIFY(provider.lastDecode().policy == model::DecodePolicy::Full);
        QVERIFY(provider.lastDecode().duration == 90s);
    }

    void decodingIsRefusedByItsCode() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const auto code = [](const grpc::Status& status) { return status.error_code(); };
        using grpc::StatusCode;
        QCOMPARE(code(client.decode("nope", v1::DECODE_POLICY_FULL, 60)), StatusCode::NOT_FOUND);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_FULL, 3601)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_ADAPTIVE, 60)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_UNSPECIFIED, 60)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", static_cast<v1::DecodePolicy>(99), 60)),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(code(client.decode("p1", v1::DECODE_POLICY_UNSPECIFIED, 0)), StatusCode::OK);
        provider.refuseRequests("no decoder left");
        const auto status = client.decode("p1", v1::DECODE_POLICY_FULL, 60);
        QCOMPARE(code(status), StatusCode::FAILED_PRECONDITION);
        QCOMPARE(status.error_message(), std::string("no decoder left"));
    }

    void capturesAreAskedForAndListed() {
        FakeProvider provider;
        const auto server = serve(provider);
        const auto around = base::utcFromNs(1'785'000'000'123'456'789);
        const auto begun =
            requestCapture(endpointOf(*server), {"in-a", around, 7s, 3s, "blocks"}, patience);
        QVERIFY2(begun, begun ? "" : begun.error().message.c_str());
        QCOMPARE(begun->inputId, std::string("in-a"));
        QVERIFY(begun->state == fleet::CaptureState::Recording);
        const auto asked = provider.lastCapture();
        QVERIFY(asked.around == around);
        QVERIFY(asked.before == 7s && asked.after == 3s);
        QCOMPARE(asked.reason, std::string("blocks"));
        QVERIFY(requestCapture(endpointOf(*server), {"in-b", std::nullopt, 1s, 1s, ""}, patience));
        QVERIFY(!provider.lastCapture().around);
        const auto list = listCaptures(endpointOf(*server), patience);
        QVERIFY2(list, list ? "" : list.error().message.c_str());
        QVERIFY(*list == provider.captures());
        QCOMPARE(list->front().inputId, std::string("in-b"));
    }

    void capturesAreRefusedByTheirCode() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        using grpc::StatusCode;
        QCOMPARE(client.capture(captureOf("nope", 1, 1)).error_code(), StatusCode::NOT_FOUND);
        QCOMPARE(client.capture(captureOf("in-a", 601, 1)).error_code(),
                 StatusCode::INVALID_ARGUMENT);
        QCOMPARE(client.capture(captureOf("in-a", 1, 601)).error_code(),
                 StatusCode::INVALID_ARGUMENT);
        auto past = captureOf("in-a", 1, 1);
        past.set_around_ns(-1);
        QCOMPARE(client.capture(past).error_code(), StatusCode::INVALID_ARGUMENT);
        QCOMPARE(client.capture(captureOf("in-a", 1, 1, std::string(201, 'x'))).error_code(),
                 StatusCode::INVALID_ARGUMENT);
        std::string accents; // 200 characters, 400 bytes
        for (int i = 0; i < 200; ++i) {
            accents += "é";
        }
        QCOMPARE(client.capture(captureOf("in-a", 1, 1, accents)).error_code(), StatusCode::OK);
        QCOMPARE(client.capture(captureOf("in-a", 0, 0)).error_code(), StatusCode::OK);
        QVERIFY(provider.lastCapture().before == 10s && provider.lastCapture().after == 5s);
        auto newer = captureOf("in-a", 1, 1);
        newer.mutable_protocol()->set_major(protocolMajor + 1);
        QCOMPARE(client.capture(newer).error_code(), StatusCode::FAILED_PRECONDITION);
        provider.refuseRequests("keeps nothing");
        QCOMPARE(client.capture(captureOf("in-a", 1, 1)).error_code(),
                 StatusCode::FAILED_PRECONDITION);
        provider.refuseRequests(std::nullopt);
        while (provider.captures().size() < fleet::Provider::maximumRunningCaptures) {
            QVERIFY(client.capture(captureOf("in-a", 1, 1)).ok());
        }
        provider.refuseRequests("too many");
        QCOMPARE(client.capture(captureOf("in-a", 1, 1)).error_code(),
                 StatusCode::RESOURCE_EXHAUSTED);
    }

    void anOldNodeIsNamedAsSuch() {
        const OldNode node;
        const auto list = listCaptures(node.endpoint(), patience);
        QVERIFY(!list);
        QVERIFY2(list.error().message.find("is too old for captures") != std::string::npos,
                 list.error().message.c_str());
        const auto until =
            requestDecoding(node.endpoint(), {"p", model::DecodePolicy::Full, 1s}, patience);
        QVERIFY(!until);
        QVERIFY(until.error().message.find("is too old for decoding on demand") !=
                std::string::npos);
        const auto read = readCapture(node.endpoint(), "x", fleet::CapturePart::Stream, patience,
                                      [](auto, auto) { return true; });
        QVERIFY(!read);
        QVERIFY(read.error().message.find("is too old for captures") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(ControlTest)
#include "tst_control.moc"
