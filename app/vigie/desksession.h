// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "app/vigie/deskwindow.h"
#include "app/vigie/outwardlink.h"
#include "app/vigie/recordinglink.h"
#include "app/vigie/ruleskeeper.h"
#include "core/base/result.h"
#include "core/config/deskfile.h"
#include "core/engine/engine.h"
#include "core/media/decodepool.h"
#include "core/media/soundplayer.h"
#include "core/media/tone.h"
#include "core/model/plan.h"
#include "ui/desk/deskcontext.h"
#include "ui/tally/tsllink.h"

namespace vigie::app {

/// A running desk: source, engine, decoders, window, put together and taken apart in the right
/// order. GUI thread; the destructor is bounded.
class DeskSession {
public:
    struct Setup {
        config::DeskConfig config;
        std::optional<model::Plan> plan;
        alarm::RuleSetPtr rules;
        std::unique_ptr<OutwardLink> outward;     // null: no targets
        std::unique_ptr<RecordingLink> recording; // null: nothing is recorded
        std::filesystem::path stateFolder;
        ui::shell::MainWindowOptions window;
    };
    /// Reads the plan and the rules that the configuration names.
    [[nodiscard]] static base::Result<Setup> prepare(config::DeskConfig config,
                                                     std::filesystem::path stateFolder);

    explicit DeskSession(Setup setup);
    ~DeskSession();

    [[nodiscard]] ui::desk::DeskContext& desk() { return *m_desk; }
    [[nodiscard]] DeskWindow& deskWindow() { return *m_window; }
    [[nodiscard]] ui::shell::MainWindow& window() { return m_window->window(); }

private:
    std::unique_ptr<fleet::Source> m_source;
    std::unique_ptr<OutwardLink> m_outward;
    std::unique_ptr<RecordingLink> m_recording;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<RulesKeeper> m_rules; // null: the shipped rules alone
    std::unique_ptr<media::DecodePool> m_decoders;
    std::unique_ptr<media::TonePlayer> m_tones;   // null: a desk that nobody listens to
    std::unique_ptr<media::SoundPlayer> m_player; // null likewise; what the desk listens with
    std::unique_ptr<ui::desk::DeskContext> m_desk;
    std::unique_ptr<ui::tally::TslLink> m_tsl; // null: nobody speaks TSL
    std::unique_ptr<DeskWindow> m_window;
};

/// Where state that is not configuration is kept: $XDG_STATE_HOME/vigie.
[[nodiscard]] std::filesystem::path defaultStateFolder();

} // namespace vigie::app
