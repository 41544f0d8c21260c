// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/replaysession.h"

#include <utility>

#include "core/record/tools.h"

namespace vigie::app {

ReplaySession::ReplaySession(std::unique_ptr<replay::Past> past, const std::filesystem::path& file,
                             const std::filesystem::path& recordingsFolder,
                             ui::shell::MainWindowOptions options)
    : m_past(std::move(past)), m_decoders(media::makeDecodePool()),
      m_desk(std::make_unique<ui::desk::DeskContext>(*m_past, *m_past, *m_decoders)) {
    options.time.replay = m_past.get();
    options.time.replayName = QString::fromStdString(file.filename().string());
    options.strip.cutFrom = file;
    options.strip.cut = record::cut;
    options.strip.recordingsFolder = recordingsFolder;
    m_window = std::make_unique<DeskWindow>(*m_desk, std::move(options), nullptr);
}

ReplaySession::~ReplaySession() {
    m_window.reset();
    m_desk.reset();
    m_decoders.reset();
    m_past.reset();
}

} // namespace vigie::app
