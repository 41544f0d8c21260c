// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "app/vigie/deskwindow.h"
#include "core/base/result.h"
#include "core/media/decodepool.h"
#include "core/replay/past.h"
#include "ui/desk/deskcontext.h"

namespace vigie::app {

/// A window over a recording: the same desk, and nothing of it goes outward. GUI thread; the
/// destructor is bounded.
class ReplaySession {
public:
    /// `recordingsFolder`: where parts that are cut out of it are proposed to go.
    ReplaySession(std::unique_ptr<replay::Past> past, const std::filesystem::path& file,
                  const std::filesystem::path& recordingsFolder,
                  ui::shell::MainWindowOptions options);
    ~ReplaySession();

    [[nodiscard]] replay::Past& past() { return *m_past; }
    [[nodiscard]] ui::desk::DeskContext& desk() { return *m_desk; }
    [[nodiscard]] DeskWindow& deskWindow() { return *m_window; }
    [[nodiscard]] ui::shell::MainWindow& window() { return m_window->window(); }

private:
    std::unique_ptr<replay::Past> m_past;
    std::unique_ptr<media::DecodePool> m_decoders;
    std::unique_ptr<ui::desk::DeskContext> m_desk;
    std::unique_ptr<DeskWindow> m_window;
};

} // namespace vigie::app
