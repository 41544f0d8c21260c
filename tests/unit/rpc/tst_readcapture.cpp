// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "core/rpc/nodecontrol.h"
#include "core/rpc/readcapturecall.h"
#include "tests/unit/rpc/controlclient.h"
#include "tests/unit/rpc/fakeprovider.h"
#include "vigie/v1/control.grpc.pb.h"

using namespace vigie;
using namespace vigie::rpc;
using namespace vigie::rpc::test;
using namespace std::chrono_literals;

namespace {

v1::ReadCaptureRequest readOf(const std::string& id, v1::CapturePart part) {
    v1::ReadCaptureRequest request;
    request.set_capture_id(id);
    request.set_part(part);
    return request;
}

/// A capture that a provider has finished; its id.
std::string finishedCapture(FakeProvider& provider, const std::string& stream) {
    const auto info = provider.requestCapture({"in-a", std::nullopt, 1s, 1s, "test"});
    provider.completeCapture(info->id, stream, "{}\n");
    return info->id;
}

std::string content(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t value = 1;
    for (char& c : bytes) {
        value = value * 1'664'525 + 1'013'904'223;
        c = static_cast<char>(value >> 24);
    }
    return bytes;
}

} // namespace

/// vigie.v1.Control.ReadCapture over loopback: whole, slowly, broken off, and by too many.
class ReadCaptureTest : public QObject {
    Q_OBJECT
private slots:
    void aCaptureIsReadWhole_data() {
        QTest::addColumn<int>("size");
        QTest::newRow("less than a piece") << 1000;
        QTest::newRow("one piece") << int(ReadCaptureCall::pieceBytes);
        QTest::newRow("pieces") << int(10 * ReadCaptureCall::pieceBytes + 1);
        QTest::newRow("longer than gRPC buffers") << 20'000'000;
    }
    void aCaptureIsReadWhole() {
        QFETCH(int, size);
        FakeProvider provider;
        const auto server = serve(provider);
        const std::string sent = content(static_cast<std::size_t>(size));
        const std::string id = finishedCapture(provider, sent);
        std::string got;
        std::size_t largest = 0;
        const auto read = readCapture(endpointOf(*server), id, fleet::CapturePart::Stream, patience,
                                      [&](std::string_view piece, std::uint64_t whole) {
                                          largest = std::max(largest, piece.size());
                                          got += piece;
                                          return whole == sent.size();
                                      });
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(got == sent);
        QVERIFY(largest <= ReadCaptureCall::pieceBytes);
        got.clear();
        QVERIFY(readCapture(endpointOf(*server), id, fleet::CapturePart::Analysis, patience,
                            [&](std::string_view piece, std::uint64_t) {
                                got += piece;
                                return true;
                            }));
        QCOMPARE(got, std::string("{}\n"));
        QTRY_COMPARE_WITH_TIMEOUT(provider.openReaders(), 0, patienceMs);
    }

    void readingIsRefusedByItsCode() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const auto running = provider.requestCapture({"in-a", std::nullopt, 1s, 1s, ""});
        const auto code = [&client](const v1::ReadCaptureRequest& request) {
            grpc::ClientContext context;
            context.set_deadline(std::chrono::system_clock::now() + patience);
            const auto reader = client.stub().ReadCapture(&context, request);
            v1::ReadCaptureResponse piece;
            while (reader->Read(&piece)) {
            }
            return reader->Finish().error_code();
        };
        using grpc::StatusCode;
        QCOMPARE(code(readOf("../../etc/passwd", v1::CAPTURE_PART_STREAM)), StatusCode::NOT_FOUND);
        QCOMPARE(code(readOf(running->id, v1::CAPTURE_PART_STREAM)),
                 StatusCode::FAILED_PRECONDITION);
        QCOMPARE(code(readOf(running->id, v1::CAPTURE_PART_UNSPECIFIED)),
                 StatusCode::INVALID_ARGUMENT);
    }

    void aSlowReaderCostsOnePieceAtATime() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const std::string id = finishedCapture(provider, content(100'000'000));
        grpc::ClientContext context;
        const auto reader =
            client.stub().ReadCapture(&context, readOf(id, v1::CAPTURE_PART_STREAM));
        v1::ReadCaptureResponse piece;
        QVERIFY(reader->Read(&piece));
        QCOMPARE(piece.size(), std::uint64_t(100'000'000));
        // Nothing more is taken here. The node reads on until gRPC's own buffers are full, and
        // then no more, however long it takes.
        int before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(
            std::exchange(before, provider.piecesRead()) == provider.piecesRead() && before > 0,
            patienceMs);
        QVERIFY2(provider.piecesRead() < 400, qPrintable(QString::number(provider.piecesRead())));
        // Others are served meanwhile.
        QVERIFY(listCaptures(endpointOf(*server), patience));
        context.TryCancel();
        while (reader->Read(&piece)) {
        }
        QCOMPARE(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
        QTRY_COMPARE_WITH_TIMEOUT(provider.openReaders(), 0, patienceMs);
    }

    void aReaderThatStopsLetsTheNodeGo() {
        FakeProvider provider;
        const auto server = serve(provider);
        const std::string id = finishedCapture(provider, content(50'000'000));
        int pieces = 0;
        const auto read =
            readCapture(endpointOf(*server), id, fleet::CapturePart::Stream, patience,
                        [&pieces](std::string_view, std::uint64_t) { return ++pieces < 3; });
        QVERIFY(!read);
        QCOMPARE(pieces, 3);
        QTRY_COMPARE_WITH_TIMEOUT(provider.openReaders(), 0, patienceMs);
    }

    void tooManyReadersAreRefused() {
        FakeProvider provider;
        const auto server = serve(provider);
        Client client(*server);
        const std::string id = finishedCapture(provider, content(50'000'000));
        std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
        std::vector<std::unique_ptr<grpc::ClientReader<v1::ReadCaptureResponse>>> readers;
        v1::ReadCaptureResponse piece;
        for (int i = 0; i < ReadCaptureCall::maximumReaders; ++i) {
            contexts.push_back(std::make_unique<grpc::ClientContext>());
            readers.push_back(client.stub().ReadCapture(contexts.back().get(),
                                                        readOf(id, v1::CAPTURE_PART_STREAM)));
            QVERIFY(readers.back()->Read(&piece));
        }
        grpc::ClientContext context;
        const auto one = client.stub().ReadCapture(&context, readOf(id, v1::CAPTURE_PART_STREAM));
        QVERIFY(!one->Read(&piece));
        QCOMPARE(one->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
        for (std::size_t i = 0; i < readers.size(); ++i) {
            contexts[i]->TryCancel();
            while (readers[i]->Read(&piece)) {
            }
            static_cast<void>(readers[i]->Finish());
        }
    }

    void stopIsBoundedWhileACaptureIsRead() {
        FakeProvider provider;
        auto server = serve(provider);
        Client client(*server);
        const std::string id = finishedCapture(provider, content(100'000'000));
        grpc::ClientContext context;
        const auto reader =
            client.stub().ReadCapture(&context, readOf(id, v1::CAPTURE_PART_STREAM));
        v1::ReadCaptureResponse piece;
        QVERIFY(reader->Read(&piece));
        server->stop();
        QCOMPARE(provider.openReaders(), 0);
        while (reader->Read(&piece)) {
        }
        QVERIFY(!reader->Finish().ok());
    }
};

QTEST_GUILESS_MAIN(ReadCaptureTest)
#include "tst_readcapture.moc"
