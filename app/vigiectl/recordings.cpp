// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/recordings.h"

#include <CLI/CLI.hpp>

namespace vigie::ctl {

RecordingCommands::RecordingCommands(CLI::App& app) {
    m_commands = {
        {addRecord(app, m_record), [this] { return recordNodes(m_record); }},
        {addInfo(app, m_info), [this] { return info(m_info); }},
        {addVerify(app, m_verify), [this] { return verify(m_verify); }},
        {addRepair(app, m_repair), [this] { return repair(m_repair); }},
        {addCut(app, m_cut), [this] { return cut(m_cut); }},
        {addMerge(app, m_merge), [this] { return merge(m_merge); }},
        {addExport(app, m_export), [this] { return exportRecording(m_export); }},
        {addImport(app, m_import), [this] { return importRecording(m_import); }},
        {addServe(app, m_serve), [this] { return serve(m_serve); }},
    };
}

std::optional<int> RecordingCommands::run() const {
    for (const auto& [command, act] : m_commands) {
        if (*command) {
            return act();
        }
    }
    return std::nullopt;
}

} // namespace vigie::ctl
