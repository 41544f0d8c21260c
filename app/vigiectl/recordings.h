// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "app/vigiectl/copying.h"
#include "app/vigiectl/exchanging.h"
#include "app/vigiectl/inspect.h"
#include "app/vigiectl/recording.h"
#include "app/vigiectl/serve.h"

namespace vigie::ctl {

/// The commands about recordings, with what each was asked. `app` refers to this: it stays where
/// it is.
class RecordingCommands {
public:
    explicit RecordingCommands(CLI::App& app);
    RecordingCommands(const RecordingCommands&) = delete;
    RecordingCommands& operator=(const RecordingCommands&) = delete;

    /// The exit code; nothing where another command was asked for.
    [[nodiscard]] std::optional<int> run() const;

private:
    RecordOptions m_record;
    InspectOptions m_info;
    InspectOptions m_verify;
    CopyingOptions m_repair;
    CopyingOptions m_cut;
    CopyingOptions m_merge;
    ExportOptions m_export;
    ImportOptions m_import;
    ServeOptions m_serve;
    std::vector<std::pair<CLI::App*, std::function<int()>>> m_commands;
};

} // namespace vigie::ctl
