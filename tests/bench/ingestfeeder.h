// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vigie::bench {

/// The load: what each of `nodes` nodes sends.
struct IngestLoad {
    int nodes = 8;
    int paths = 800;
    int metrics = 30;
    double rateHz = 10;
};

/// What one process that only sends is to be: a fleet of nodes over gRPC, or plain TCP senders of
/// the same samples as 4-byte integers behind a length.
enum class Feeder { Grpc, Raw };

/// Runs the sending process: prints one line with the ports, sends until stdin ends. An exit code.
int runFeeder(Feeder feeder, const IngestLoad& load);

/// A sending process of our own executable; destroying it ends it.
class FeederProcess {
public:
    FeederProcess(Feeder feeder, const IngestLoad& load);
    ~FeederProcess();
    FeederProcess(const FeederProcess&) = delete;
    FeederProcess& operator=(const FeederProcess&) = delete;
    /// One per node; empty when it did not start.
    [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return m_ports; }

private:
    int m_pid = -1;
    int m_stdin = -1;
    std::vector<std::uint16_t> m_ports;
};

} // namespace vigie::bench
