// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/ts/analyzer.h"
#include "core/ts/checkbook.h"
#include "core/ts/packetizer.h"
#include "core/ts/pes.h"
#include "core/ts/pesassembler.h"
#include "core/ts/pidtable.h"
#include "core/ts/psimonitor.h"
#include "core/ts/servicetable.h"
#include "core/ts/simonitor.h"

namespace vigie::ts {

/// What an Analyzer is made of. Bytes go through the packetizer to onPacket() (packetpath.cpp);
/// tables change what PIDs are (references.cpp); time drives the monitors (analyzer.cpp).
class Analyzer::Impl final : private PacketizerSink {
public:
    Impl(Profile profile, AnalyzerSink& sink);

    void feed(std::span<const std::byte> bytes, base::Timestamp arrival);
    void advance(base::Timestamp now);
    void restart(base::Timestamp at);
    void assemble(std::vector<std::uint16_t> serviceIds);

    [[nodiscard]] const Profile& profile() const { return m_profile; }
    [[nodiscard]] const CheckResult& check(Check check) const { return m_book.result(check); }
    [[nodiscard]] const Totals& totals() const { return m_totals; }
    [[nodiscard]] std::vector<PidFigures> pids() const;
    [[nodiscard]] std::vector<ServiceFigures> services() const;
    void resetInterval();
    void gap(base::Timestamp at);

private:
    void onPacket(const std::uint8_t* packet) override;
    std::size_t onPackets(const std::uint8_t* first, std::size_t count,
                          std::size_t stride) override;
    void onBadSync() override;
    void onSyncAcquired(int size) override;
    void onSyncLost() override;
    void onBatchEnd() override;

    // packetpath.cpp
    /// False where the packet asks for more than that: then nothing was done.
    bool takePlain(const std::uint8_t* packet, PacketHeader header);
    /// False where the packet says nothing new.
    bool takeContinuity(PidState& state, const std::uint8_t* packet, PacketHeader header,
                        bool isDiscontinuity);
    void takePayload(PidState& state, std::span<const std::uint8_t> payload, bool isUnitStart,
                     bool isRandomAccess);
    void takeScrambled(PidState& state);
    void takeSection(PidState& state, Bytes section);

    // pcrpath.cpp
    void takePcr(PidState& state, std::uint64_t pcr, const std::uint8_t* packet);
    void newTimeBase(std::uint16_t pcrPid);
    void takePts(PidState& state, std::uint64_t pts);
    /// When the byte after `packet` and its PCR arrived: within what feed() got at once, by byte
    /// position at the PCR rate.
    [[nodiscard]] base::Mono arrivalOf(const std::uint8_t* packet) const;
    void beginRates();
    void endRates(std::int64_t ticks);
    void pollPcrQuality();
    /// PCRs come on this PID.
    [[nodiscard]] bool hasClock(const PidState& state) const;
    /// PCRs of the reference come: the rates by PCR are of now.
    [[nodiscard]] bool hasRate() const;
    void refreshTimings();
    [[nodiscard]] std::optional<double> pcrBitrateOf(const Service& service) const;
    [[nodiscard]] PcrClock* referenceClock();
    [[nodiscard]] PidState* referenceState() const;

    // elementarypath.cpp
    void takeUnit(PidState& state, PesUnit& unit);
    void takeSplice(PidState& state, Bytes section);
    /// Where a PID that no table names begins to carry splice information.
    void noteUnannouncedSplice(PidState& state, std::span<const std::uint8_t> payload);
    /// The programme clock now, 90 kHz; nothing without a PCR of the last second.
    [[nodiscard]] std::optional<std::uint64_t> clockOf(const Service& service) const;

    // modelpath.cpp
    void noteModels(PidState& state, std::span<const std::uint8_t> payload, bool isUnitStart,
                    const std::optional<PesHeader>& pes);
    void clockModels(const PidState& state, std::uint64_t pcr, const PcrStep& step, bool isLossy);
    /// What the models found while the rate held, or did not.
    void judgeModels(const PidState& state);
    void refreshModels();
    void pollModels();

    // references.cpp
    /// Brings the PID table in line with the services. Never while a section or a PES unit is being
    /// handed over: it may end its assembler.
    void applyReferences();
    void clearReferences();
    void referTo(std::uint16_t pid, std::uint16_t serviceId);
    void refreshRoles();
    [[nodiscard]] bool isAsked(const Service& service) const;
    [[nodiscard]] std::unique_ptr<PesAssembler> makeAssembler(PidState& state);

    // analyzer.cpp
    void tick(base::Timestamp now);
    void pollUnreferenced();
    void updateTotals();
    /// Ends every status that holds and drops every reference; `isLost` spares the sync checks.
    void stopMonitors(bool isLost);

    const Profile m_profile;
    AnalyzerSink& m_sink;
    CheckBook m_book;
    Packetizer m_packetizer;
    PidTable m_pids;
    ServiceTable m_services;
    PsiMonitor m_psi;
    SiMonitor m_si;
    PesBudget m_pesBudget;
    Totals m_totals;
    struct Model {
        std::uint16_t pcrPid = nullPid;
        TStd std;
    };
    /// The decoder models, by service id; made anew when references change.
    std::map<std::uint16_t, Model> m_models;
    /// When one last ran, or it was open whether one can.
    base::Mono m_modelledLast{};
    /// By service id; stays while the service does.
    std::map<std::uint16_t, ServiceTiming> m_timings;
    /// Packets are missing: counted, so that each clock can tell whether since its last PCR.
    std::uint64_t m_losses = 0;
    /// What feed() was given.
    std::span<const std::uint8_t> m_fed;
    /// Service ids asked for; 0: the first.
    std::vector<std::uint16_t> m_asked;
    /// PIDs with a clock-driven check: streams and PCR PIDs.
    std::vector<PidState*> m_watched;
    bool m_areReferencesStale = false;
    bool m_isInventoryStale = false;
    bool m_isLossRaised = false;
    /// Wrong sync bytes of the present run: packets, once a good one shows that the step holds.
    std::uint64_t m_badRun = 0;
    base::Timestamp m_now{};
    base::Mono m_lastTick{};
    base::Mono m_lastUnreferencedPoll{};
    /// Since when every service of the PAT has its PMT, or should have had it.
    std::optional<base::Mono> m_settledAt;
    base::Mono m_patAt{};
};

} // namespace vigie::ts
