// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "core/media/dvbtuner.h"
#include "core/transport/counters.h"
#include "core/transport/dvbstats.h"
#include "core/transport/rffigures.h"
#include "core/transport/threadedreceiver.h"

namespace vigie::probe {

/// What a dvb:// URI asks for.
struct DvbSpec {
    media::DvbTuning tuning;
    /// Decibels of C/N for one step of the driver's old-style "snr"; absent: that has no unit.
    std::optional<double> snrStepDb;
};

/// dvb://adapter/frontend?frequency=…&delsys=…; the options are named in docs/configuration.md. The
/// error is one sentence.
[[nodiscard]] base::Result<DvbSpec> parseDvbUri(const std::string& uri);

/// Receives a whole transport stream from a Linux DVB frontend; tunes again with backoff. The RF
/// figures come from the kernel's DVB version 5 statistics, and, where the driver has none, from
/// what dvbsrc says of the old ones. Arrival is the moment of reading from the device, which hands
/// over several kilobytes at once. Never tried on hardware.
class DvbReceiver final : public transport::ThreadedReceiver, public transport::RfSource {
public:
    DvbReceiver(std::string name, DvbSpec spec,
                std::chrono::milliseconds noDataAfter = std::chrono::milliseconds(1000));
    ~DvbReceiver() override { stop(); }
    [[nodiscard]] std::optional<transport::RfFigures> newest() const override;

private:
    void run() override;
    /// Until it ends or stop; returns why.
    [[nodiscard]] std::string receive(media::DvbTuner& tuner);
    void readSignal(media::DvbTuner& tuner, std::optional<transport::DvbFrontend>& frontend);
    void store(const transport::RfFigures& figures);

    const DvbSpec m_spec;
    transport::Backoff m_backoff;
    base::Mono m_lastLook{};

    mutable std::mutex m_rfMutex;
    std::optional<transport::RfFigures> m_newest; // guarded by m_rfMutex
    base::Mono m_at{};                            // guarded by m_rfMutex
};

/// What the old figures alone tell: lock, and C/N where its step is known.
[[nodiscard]] transport::RfFigures rfFiguresFrom(const media::DvbSignal& signal,
                                                 const std::optional<double>& snrStepDb);

} // namespace vigie::probe
