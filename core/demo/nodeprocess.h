// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/base/result.h"

namespace vigie::demo {

/// One vigie-node as a child process: started with a configuration file, its announcements read
/// from its standard output, both outputs kept in files beside the configuration. The child dies
/// with the thread that started it, so start it on the thread that lives as long as the demo. One
/// thread.
class NodeProcess {
public:
    struct Files {
        std::filesystem::path program;
        std::filesystem::path config;
        std::filesystem::path output;
        std::filesystem::path errors;
    };
    NodeProcess(std::string id, Files files);
    ~NodeProcess();
    NodeProcess(const NodeProcess&) = delete;
    NodeProcess& operator=(const NodeProcess&) = delete;

    [[nodiscard]] base::Result<void> start();
    /// Takes in what the node has announced; never blocks.
    void poll();
    /// At once, as a node that dies does.
    void kill();
    /// Asks the node to end.
    void terminate();

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] bool isRunning() const { return m_pid > 0; }
    [[nodiscard]] bool isListening() const { return !m_address.empty(); }
    /// host:port of its gRPC, once announced.
    [[nodiscard]] const std::string& address() const { return m_address; }
    /// Ports announced so far, by input.
    [[nodiscard]] const std::map<std::string, std::uint16_t>& inputPorts() const {
        return m_inputPorts;
    }
    [[nodiscard]] const std::map<std::string, std::uint16_t>& rfPorts() const { return m_rfPorts; }
    /// How it ended, in words; empty while it runs and where it was never started.
    [[nodiscard]] const std::string& ending() const { return m_ending; }
    /// The last lines that it wrote on its standard error, for a message to a person.
    [[nodiscard]] std::string lastWords() const;
    /// For a poll() of the caller's own; -1 where there is nothing to read.
    [[nodiscard]] int outputFd() const { return m_outputFd; }

private:
    void readOutput();
    void takeLine(const std::string& line);
    void reap();
    void closeOutput();

    const std::string m_id;
    const Files m_files;
    pid_t m_pid = -1;
    int m_outputFd = -1;
    std::string m_partialLine;
    std::string m_address;
    std::map<std::string, std::uint16_t> m_inputPorts, m_rfPorts;
    std::string m_ending;
};

/// Ends them all: asked first, killed after `patience`. Returns when none runs.
void endAll(const std::vector<NodeProcess*>& nodes, std::chrono::milliseconds patience);

} // namespace vigie::demo
