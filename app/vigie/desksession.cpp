// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/desksession.h"

#include <cstdlib>

#include <QCoreApplication>
#include <QDir>

#include "core/base/log.h"
#include "core/config/planfile.h"
#include "core/config/rulesfile.h"
#include "core/config/schedulefile.h"
#include "core/record/tools.h"
#include "core/replay/past.h"
#include "core/rpc/grpcsource.h"
#include "ui/alarms/alarmspage.h"
#include "ui/desk/listener.h"

namespace vigie::app {

namespace {

std::unique_ptr<fleet::Source> makeSource(const config::DeskConfig& config) {
    rpc::GrpcSourceOptions options;
    for (const config::NodeEndpoint& node : config.nodes) {
        rpc::Endpoint endpoint;
        endpoint.address = node.address;
        if (node.tls) {
            endpoint.tls = rpc::TlsOptions{node.tls->rootCertificates, node.tls->certificate,
                                           node.tls->privateKey, node.tls->serverName};
        }
        options.endpoints.push_back(std::move(endpoint));
    }
    return rpc::makeGrpcSource(std::move(options));
}

} // namespace

base::Result<DeskSession::Setup> DeskSession::prepare(config::DeskConfig config,
                                                      std::filesystem::path stateFolder) {
    Setup setup;
    if (!config.planFile.empty()) {
        auto plan = config::readPlan(config.planFile);
        if (!plan) {
            return base::failure(plan.error().message);
        }
        setup.plan = std::move(*plan);
    }
    if (!config.scheduleFile.empty()) {
        const auto schedule = config::readSchedule(config.scheduleFile);
        if (!schedule) {
            return base::failure(schedule.error().message);
        }
        if (const auto applied = config::applySchedule(*schedule, *setup.plan); !applied) {
            return base::failure(applied.error().message);
        }
    }
    if (setup.plan) {
        if (const auto known = config::checkTsl(config.tsl, *setup.plan); !known) {
            return base::failure(known.error().message);
        }
    }
    setup.rules = config::defaultRules();
    if (!config.rulesFile.empty()) {
        auto rules = config::readRules(config.rulesFile);
        if (!rules) {
            return base::failure(rules.error().message);
        }
        setup.rules = std::move(*rules);
    }
    if (!config.outward.empty()) {
        auto outward = OutwardLink::start(config.outward, stateFolder);
        if (!outward) {
            return base::failure(outward.error().message);
        }
        setup.outward = std::move(*outward);
    }
    if (config.recording.isOn) {
        auto recording =
            RecordingLink::open(config.recording, stateFolder, defaultStateFolder() / "recordings");
        if (recording) {
            setup.recording = std::move(*recording);
        } else { // a desk that can not record is better than none
            setup.window.time.whyNotRecorded = QString::fromStdString(recording.error().message);
            base::logger("record")->error("Nothing is recorded: {}", recording.error().message);
        }
    } else {
        setup.window.time.whyNotRecorded =
            QCoreApplication::translate("DeskSession", "Recording is switched off.");
    }
    setup.window.eventName = QString::fromStdString(config.eventName);
    setup.window.regionId = QString::fromStdString(config.regionId);
    setup.stateFolder = std::move(stateFolder);
    setup.config = std::move(config);
    return setup;
}

DeskSession::DeskSession(Setup setup) {
    engine::EngineOptions options;
    options.plan = std::move(setup.plan);
    options.stateFolder = std::move(setup.stateFolder);
    options.rules = std::move(setup.rules);
    m_outward = std::move(setup.outward);
    if (m_outward) {
        options.entryListener = [outward = m_outward.get()](const journal::Entry& entry,
                                                            const alarm::RuleSetPtr& rules) {
            outward->take(entry, rules);
        };
    }
    m_source = makeSource(setup.config);
    m_recording = std::move(setup.recording);
    if (m_recording) {
        m_recording->beginPictures(*m_source);
        options.witness = m_recording.get();
    }
    m_engine = std::make_unique<engine::Engine>(*m_source, std::move(options));
    m_decoders = media::makeDecodePool();
    m_desk = std::make_unique<ui::desk::DeskContext>(*m_engine, *m_source, *m_decoders);
    if (setup.window.isRemembered) { // somebody sits at it: not a snapshot
        m_tones = media::makeTonePlayer();
        setup.window.tones = m_tones.get();
        m_player = media::makeSoundPlayer();
        ui::desk::Listener::of(*m_desk).setPlayer(m_player.get());
    }
    if (m_recording) {
        setup.window.time.recorder = &m_recording->recorder();
        setup.window.time.open = replay::Past::open;
        setup.window.strip.archive = m_recording->archive();
        setup.window.strip.recordingsFolder = m_recording->keptFolder();
        setup.window.strip.cutFrom = m_recording->recorder().folder();
        setup.window.strip.cut = record::cut;
        setup.window.strip.eventName = setup.window.eventName;
    }
    if (m_outward) {
        m_outward->follow(*m_engine);
    }
    m_window = std::make_unique<DeskWindow>(
        *m_desk, std::move(setup.window), [this](ui::shell::MainWindow& window) {
            if (m_outward) {
                window.alarmsPage().setOutward(&m_outward->outward());
            }
        });
    m_engine->start();
    if (!setup.config.tsl.isEmpty()) {
        m_tsl = std::make_unique<ui::tally::TslLink>(std::move(setup.config.tsl), *m_engine,
                                                     ui::desk::TallyBoard::of(*m_desk));
    }
    if (!setup.config.rulesFile.empty()) {
        m_rules = std::make_unique<RulesKeeper>(setup.config.rulesFile, *m_engine);
    }
}

DeskSession::~DeskSession() {
    // The window's tiles hold watches and decoders, so it goes first and the source last.
    m_window.reset();
    m_tsl.reset();
    m_desk.reset();
    m_player.reset();
    m_tones.reset();
    m_rules.reset();
    m_engine->stop();
    m_recording.reset();
    m_outward.reset();
    m_decoders.reset();
    m_engine.reset();
    m_source.reset();
}

std::filesystem::path defaultStateFolder() {
    const char* configured = std::getenv("XDG_STATE_HOME");
    const std::filesystem::path base =
        configured != nullptr && *configured == '/'
            ? std::filesystem::path(configured)
            : std::filesystem::path(QDir::homePath().toStdString()) / ".local" / "state";
    return base / "vigie";
}

} // namespace vigie::app
