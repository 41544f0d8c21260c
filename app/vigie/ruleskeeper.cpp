// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/ruleskeeper.h"

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/config/rulesfile.h"

namespace vigie::app {
namespace {

/// Editors write in several steps; what is half written is not looked at.
constexpr int settleMs = 300;

} // namespace

RulesKeeper::RulesKeeper(std::filesystem::path file, engine::Engine& engine)
    : m_file(std::move(file)), m_engine(engine) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    connect(&m_settle, &QTimer::timeout, this, &RulesKeeper::read);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &RulesKeeper::onChanged);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &RulesKeeper::onChanged);
    m_watcher.addPath(QString::fromStdString(m_file.string()));
    // A file that is replaced loses its watch: the folder's stays.
    m_watcher.addPath(
        QString::fromStdString(std::filesystem::absolute(m_file).parent_path().string()));
}

RulesKeeper::~RulesKeeper() = default;

void RulesKeeper::onChanged() {
    m_settle.start();
}

void RulesKeeper::read() {
    if (m_isReading) {
        m_settle.start(); // a slow disk holds up the reader, never this thread
        return;
    }
    m_isReading = true;
    const QString path = QString::fromStdString(m_file.string());
    if (!m_watcher.files().contains(path)) {
        m_watcher.addPath(path);
    }
    m_reader = base::startThread("rules", [this](const std::stop_token&) {
        auto rules = config::readRules(m_file);
        m_isReading = false;
        if (!rules) {
            base::logger("rules")->error("The rules in force stay: {}", rules.error().message);
            m_engine.noteRulesRefused(rules.error().message);
            return;
        }
        const std::string revision = (*rules)->revision;
        m_engine.setRules(std::move(*rules), [revision](const alarm::RuleChanges& changes) {
            if (!changes.isEmpty()) {
                base::logger("rules")->info(
                    "Rules {} are in force: {} added, {} removed, {} changed.", revision,
                    changes.added.size(), changes.removed.size(), changes.changed.size());
            }
        });
    });
}

} // namespace vigie::app
