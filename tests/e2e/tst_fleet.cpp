// SPDX-License-Identifier: GPL-3.0-or-later
//
// The demo fleet through the eyes of a desk: every picture in its tile, a node that dies, a main
// path that fails.
#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include <QTest>

#include "core/config/deskfile.h"
#include "core/config/planfile.h"
#include "core/demo/marker.h"
#include "core/media/decodepool.h"
#include "tests/e2e/support/childprocess.h"
#include "tests/e2e/support/headlessdesk.h"

using namespace vigie;

namespace {

/// A wall tile without a screen: watches one path, decodes, and reads the burned-in marker.
class Tile final : private fleet::PreviewSink {
public:
    Tile(fleet::Source& source, media::DecodePool& pool, model::PathRef path)
        : m_path(std::move(path)),
          m_decoder(pool.open(m_path.pathId, [this] { m_frames.fetch_add(1); })),
          m_watch(source.watchPreview(m_path, {}, *this)) {}

    [[nodiscard]] const model::PathRef& path() const { return m_path; }
    [[nodiscard]] int frames() const { return m_frames.load(); }
    /// The marker of the newest picture; nothing while there is none that can be read.
    std::optional<demo::Marker> marker() {
        if (const auto frame = m_decoder->takeNewest()) {
            if (const auto mark =
                    demo::readMarker(frame->y.data, frame->y.stride, frame->width, frame->height)) {
                m_newest = mark;
            }
        }
        return m_newest;
    }

private:
    void onAccessUnit(model::AccessUnitPtr unit) override { m_decoder->push(std::move(unit)); }
    void onInterrupted(const std::string&) override {}

    const model::PathRef m_path;
    std::atomic<int> m_frames{0};
    std::optional<demo::Marker> m_newest;
    std::unique_ptr<media::DecodeStream> m_decoder;
    base::SubscriptionPtr m_watch; // goes first
};

} // namespace

class TestFleet : public QObject {
    Q_OBJECT

    std::unique_ptr<e2e::ChildProcess> m_demo;
    std::unique_ptr<e2e::HeadlessDesk> m_desk;
    std::unique_ptr<media::DecodePool> m_pool;
    model::Plan m_plan;

    const engine::DeliveryStatus* delivery(const std::string& id) {
        m_held = m_desk->snapshot();
        for (const auto& status : m_held->deliveries) {
            if (status.id == id) {
                return &status;
            }
        }
        return nullptr;
    }
    engine::SnapshotPtr m_held;

    bool command(const QJsonObject& object) {
        m_demo->writeLine(object);
        return m_demo->waitForEvent("done", 15000).has_value();
    }

private slots:
    void initTestCase() {
        m_demo = std::make_unique<e2e::ChildProcess>(
            "vigie-demo",
            QStringList{"--feeds", "4", "--regions", "2", "--no-scenario", "--seed", "7"});
        const auto ready = m_demo->waitForEvent("ready", 60000);
        QVERIFY2(ready, qPrintable(m_demo->errors()));
        const auto config = config::readDeskConfig(ready->value("desk").toString().toStdString());
        QVERIFY2(config, config ? "" : config.error().message.c_str());
        const auto plan = config::readPlan(config->planFile);
        QVERIFY2(plan, plan ? "" : plan.error().message.c_str());
        m_plan = *plan;
        QCOMPARE(m_plan.deliveries.size(), std::size_t(8));
        std::vector<std::string> addresses;
        for (const auto& node : config->nodes) {
            addresses.push_back(node.address);
        }
        QCOMPARE(addresses.size(), std::size_t(5)); // an origin, and cloud and satellite per region
        m_desk = std::make_unique<e2e::HeadlessDesk>(addresses, m_plan);
        m_pool = media::makeDecodePool(2);
        // All in contact, everything carried, and the first seconds judged.
        QVERIFY(m_desk->waitUntil(
            [](const engine::Snapshot& snapshot) {
                return snapshot.share.now.total() == 8 && snapshot.share.now.none == 0 &&
                       snapshot.paths.size() == 20 && snapshot.world.minute.onAirSeconds > 40;
            },
            60000));
    }

    void everyPictureIsInItsTile() {
        const auto snapshot = m_desk->snapshot();
        std::vector<std::pair<std::uint32_t, std::unique_ptr<Tile>>> tiles;
        for (const auto& status : snapshot->deliveries) {
            for (const auto& index : {status.main, status.backup}) {
                QVERIFY(index.has_value());
                tiles.emplace_back(
                    status.feedNumber,
                    std::make_unique<Tile>(m_desk->source(), *m_pool, snapshot->paths[*index].ref));
            }
        }
        QCOMPARE(tiles.size(), std::size_t(16));
        for (auto& [number, tile] : tiles) {
            QTRY_VERIFY2_WITH_TIMEOUT(tile->marker().has_value(), tile->path().pathId.c_str(),
                                      20000);
            QCOMPARE(std::uint32_t(tile->marker()->feed), number);
            const auto first = tile->marker()->frame;
            QTRY_VERIFY2_WITH_TIMEOUT(tile->marker()->frame != first, tile->path().pathId.c_str(),
                                      10000);
        }
    }

    void healthyFleetIsHealthy() {
        QVERIFY(m_desk->waitUntil(
            [](const engine::Snapshot& snapshot) {
                return std::all_of(snapshot.regions.begin(), snapshot.regions.end(),
                                   [](const engine::RegionStatus& region) {
                                       return region.latencyMedianMs && region.latencyP95Ms;
                                   });
            },
            30000));
        const auto snapshot = m_desk->snapshot();
        QCOMPARE(snapshot->regions.size(), std::size_t(2));
        for (const auto& region : snapshot->regions) {
            QVERIFY2(*region.latencyMedianMs > 50 && *region.latencyMedianMs < 3000,
                     qPrintable(QString::number(*region.latencyMedianMs)));
            QVERIFY(region.health.minute.percent().has_value());
        }
        QCOMPARE(m_desk->engine().refusedInputs(), std::uint64_t(0));
    }

    void aDeadNodeIsNoticedAndNothingElseStops() {
        const auto snapshot = m_desk->snapshot();
        const auto cloud =
            std::find_if(snapshot->nodes.begin(), snapshot->nodes.end(), [](const auto& node) {
                return node.description && node.description->kind == model::NodeKind::Cloud;
            });
        QVERIFY(cloud != snapshot->nodes.end());
        const std::string nodeId = cloud->description->id;
        std::vector<std::unique_ptr<Tile>> others;
        for (const auto& path : snapshot->paths) {
            if (path.ref.nodeId != nodeId && path.kind != model::PathKind::Origin) {
                others.push_back(std::make_unique<Tile>(m_desk->source(), *m_pool, path.ref));
            }
        }
        QCOMPARE(others.size(), std::size_t(12));
        for (const auto& tile : others) {
            QTRY_VERIFY2_WITH_TIMEOUT(tile->frames() > 10, tile->path().pathId.c_str(), 20000);
        }

        const auto contactIs = [&nodeId](fleet::Contact contact) {
            return [&nodeId, contact](const engine::Snapshot& now) {
                const auto* node = now.findNode(nodeId);
                return node != nullptr && node->contact == contact;
            };
        };
        QVERIFY(command({{"do", "kill-node"}, {"node", QString::fromStdString(nodeId)}}));
        QVERIFY(m_desk->waitUntil(contactIs(fleet::Contact::Lost), 5000));
        const auto* lost = m_desk->snapshot()->findNode(nodeId);
        QVERIFY(lost->noContactSince.has_value());
        QVERIFY(!lost->contactReason.empty());
        // Every other tile goes on showing new pictures.
        std::map<const Tile*, int> before;
        for (const auto& tile : others) {
            before[tile.get()] = tile->frames();
        }
        for (const auto& tile : others) {
            QTRY_VERIFY2_WITH_TIMEOUT(tile->frames() > before[tile.get()] + 20,
                                      tile->path().pathId.c_str(), 10000);
        }
        // Seconds without contact are unknown, not good and not errored.
        QVERIFY(m_desk->waitUntil(
            [&nodeId](const engine::Snapshot& now) {
                return std::any_of(now.paths.begin(), now.paths.end(), [&](const auto& path) {
                    return path.ref.nodeId == nodeId && path.health.minute.unknownSeconds > 0;
                });
            },
            10000));

        QVERIFY(command({{"do", "start-node"}, {"node", QString::fromStdString(nodeId)}}));
        QVERIFY(m_desk->waitUntil(contactIs(fleet::Contact::Connected), 3000));
    }

    void shareMovesWhenAMainPathFails() {
        // A delivery whose main path is the cloud's, in good state on both paths.
        std::string id;
        QVERIFY(m_desk->waitUntil(
            [&id](const engine::Snapshot& snapshot) {
                for (const auto& status : snapshot.deliveries) {
                    const bool isCloud =
                        status.main && status.backup && status.onAir == status.main &&
                        snapshot.paths[*status.main].kind == model::PathKind::Cloud;
                    const auto isClean = [&snapshot](std::size_t path) {
                        return snapshot.paths[path].isInContact &&
                               snapshot.paths[path].bitrate.value_or(0) > 0;
                    };
                    if (isCloud && isClean(*status.main) && isClean(*status.backup)) {
                        id = status.id;
                        return snapshot.share.now.unknown == 0 && snapshot.share.now.none == 0;
                    }
                }
                return false;
            },
            30000));
        const auto before = m_desk->snapshot()->share.now;
        const auto* status = delivery(id);
        const auto lossOf = [&](double loss) {
            return QJsonObject{{"do", "srt-loss"},
                               {"region", QString::fromStdString(status->regionId)},
                               {"feed", QString::fromStdString(status->feedId)},
                               {"loss", loss}};
        };
        const QJsonObject cut = lossOf(1.0);
        const QJsonObject mended = lossOf(0.0);
        QVERIFY(command(cut));
        QVERIFY(m_desk->waitUntil(
            [&id](const engine::Snapshot& snapshot) {
                return std::any_of(
                    snapshot.deliveries.begin(), snapshot.deliveries.end(), [&id](const auto& now) {
                        return now.id == id && now.reason == engine::OnAirReason::FailedOver;
                    });
            },
            30000));
        QVERIFY(m_desk->waitUntil(
            [&before](const engine::Snapshot& snapshot) {
                return snapshot.share.now.cloud + 1 == before.cloud &&
                       snapshot.share.now.satellite == before.satellite + 1;
            },
            5000));
        // Back to the main path after 30 clean seconds, and not before.
        QVERIFY(command(mended));
        QVERIFY(m_desk->waitUntil(
            [&](const engine::Snapshot& snapshot) {
                return snapshot.share.now.cloud == before.cloud &&
                       snapshot.share.now.satellite == before.satellite;
            },
            90000));
    }

    void cleanupTestCase() {
        m_desk.reset();
        m_pool.reset();
        if (m_demo) {
            m_demo->terminate();
            const auto code = m_demo->waitForExit(10000);
            QVERIFY2(code == 0, qPrintable(m_demo->errors()));
        }
    }
};

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
