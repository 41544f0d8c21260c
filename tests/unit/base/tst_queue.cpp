// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <atomic>
#include <memory>

#include "core/base/boundedqueue.h"
#include "core/base/subscription.h"
#include "core/base/thread.h"

using namespace vigie;
using std::chrono::milliseconds;
using std::chrono::seconds;

class TestQueue : public QObject {
    Q_OBJECT
private slots:
    void refusesPastItsBoundAndCounts() {
        base::BoundedQueue<int> queue(2);
        QVERIFY(queue.tryPush(1));
        QVERIFY(queue.tryPush(2));
        QVERIFY(!queue.tryPush(3));
        QCOMPARE(queue.refused(), std::uint64_t{1});
        QCOMPARE(*queue.pop(seconds{10}), 1);
        QVERIFY(queue.tryPush(4));
        const auto all = queue.drain(seconds{10});
        QCOMPARE(std::vector<int>(all.begin(), all.end()), (std::vector<int>{2, 4}));
        QCOMPARE(queue.size(), std::size_t{0});
        QVERIFY(!queue.pop(milliseconds{1}));
        QVERIFY(queue.drain(milliseconds{1}).empty());
    }

    void closeWakesAndDrains() {
        base::BoundedQueue<std::unique_ptr<int>> queue(4);
        QVERIFY(queue.tryPush(std::make_unique<int>(7)));
        queue.close();
        queue.close();
        QVERIFY(queue.isClosed());
        QVERIFY(!queue.tryPush(std::make_unique<int>(8)));
        QCOMPARE(**queue.pop(seconds{10}), 7);
        QVERIFY(!queue.pop(seconds{60})); // at once: it is closed and empty
        base::BoundedQueue<int> waited(1);
        std::atomic<bool> isWoken = false;
        {
            const auto waiter = base::startThread(
                "waiter", [&](const std::stop_token&) { isWoken = !waited.pop(seconds{60}); });
            waited.close();
        }
        QVERIFY(isWoken);
    }

    void nothingIsLostBetweenThreads() {
        base::BoundedQueue<int> queue(64);
        constexpr int perProducer = 20'000;
        std::atomic<std::int64_t> sum = 0;
        std::atomic<int> taken = 0;
        std::vector<std::jthread> threads;
        for (int c = 0; c < 2; ++c) {
            threads.push_back(base::startThread("consumer", [&](const std::stop_token&) {
                while (const auto item = queue.pop(seconds{60})) {
                    sum += *item;
                    ++taken;
                }
            }));
        }
        {
            std::vector<std::jthread> producers;
            for (int p = 0; p < 3; ++p) {
                producers.push_back(base::startThread("producer", [&](const std::stop_token&) {
                    for (int i = 0; i < perProducer; ++i) {
                        while (!queue.tryPush(i)) {
                            std::this_thread::yield();
                        }
                    }
                }));
            }
        }
        queue.close();
        threads.clear();
        QCOMPARE(taken, 3 * perProducer);
        QCOMPARE(sum, std::int64_t{3} * perProducer * (perProducer - 1) / 2);
    }

    void subscriptionEndsOnce() {
        int ended = 0;
        {
            const base::SubscriptionPtr handle =
                std::make_unique<base::CallOnEnd>([&ended] { ++ended; });
            QCOMPARE(ended, 0);
        }
        QCOMPARE(ended, 1);
    }

    void threadsCarryTheirName() {
        std::string name;
        {
            const auto thread =
                base::startThread("a-name-that-is-too-long", [&name](const std::stop_token&) {
                    char buffer[16] = {};
                    pthread_getname_np(pthread_self(), buffer, sizeof(buffer));
                    name = buffer;
                });
        }
        QCOMPARE(name, std::string("a-name-that-is-"));
    }
};

QTEST_APPLESS_MAIN(TestQueue)
#include "tst_queue.moc"
