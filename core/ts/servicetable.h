// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/ts/analyzer.h"
#include "core/ts/content.h"
#include "core/ts/psi.h"

namespace vigie::ts {

struct ServiceStream {
    std::uint16_t pid = 0;
    std::uint8_t streamType = 0;
    Content content;
};

/// One service of the present PAT.
struct Service {
    std::uint16_t id = 0;
    std::uint16_t pmtPid = 0;
    std::uint16_t pcrPid = 0x1fff;
    /// -1: no PMT yet.
    int version = -1;
    std::uint32_t crc = 0;
    std::string name;
    std::string provider;
    std::vector<ServiceStream> streams;
    std::vector<std::uint16_t> ecmPids;
};

/// Which sections of a table of several were seen in the form that they now have.
class SectionSet {
public:
    /// False where this very section was taken before.
    bool take(const LongSection& section);
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] int version() const { return m_version; }
    /// The sections before were of another version or table.
    [[nodiscard]] bool isFresh() const { return m_seen.count() == 1; }
    void reset() { *this = {}; }

private:
    int m_version = -1;
    std::uint16_t m_extension = 0;
    std::uint8_t m_lastNumber = 0;
    std::bitset<256> m_seen;
    std::array<std::uint32_t, 256> m_crc{};
};

/// What PAT, PMT, SDT, NIT and CAT say together: the services. Each take…() gets a section with a
/// good CRC that is current, tells the sink what changed, and returns whether anything did.
class ServiceTable {
public:
    /// More services in one PAT than any multiplex has; the rest is left out.
    static constexpr std::size_t maxServices = 1024;

    explicit ServiceTable(AnalyzerSink& sink) : m_sink(sink) {}

    bool takePat(const LongSection& section, base::Timestamp at);
    bool takePmt(std::uint16_t pid, const LongSection& section, base::Timestamp at);
    bool takeSdt(const LongSection& section, base::Timestamp at);
    bool takeCat(const LongSection& section);
    /// Only its version matters here.
    void takeNit(const LongSection& section, base::Timestamp at);

    /// By id.
    [[nodiscard]] const std::vector<Service>& services() const { return m_services; }
    /// The one that the PAT names first; nothing without a PAT.
    [[nodiscard]] const Service* first() const { return find(m_firstId); }
    [[nodiscard]] const Service* find(std::uint16_t serviceId) const;
    [[nodiscard]] bool hasPat() const { return m_patVersion >= 0; }
    [[nodiscard]] std::optional<std::uint16_t> transportStreamId() const { return m_tsId; }
    [[nodiscard]] std::uint16_t networkPid() const { return m_networkPid; }
    [[nodiscard]] const std::vector<std::uint16_t>& emmPids() const { return m_emmPids; }

private:
    struct Names {
        std::string name;
        std::string provider;
        bool operator==(const Names&) const = default;
    };
    [[nodiscard]] std::size_t indexOf(std::uint16_t serviceId) const;
    void publishPat(base::Timestamp at);
    void name(Service& service) const;

    AnalyzerSink& m_sink;
    std::vector<Service> m_services;
    std::uint16_t m_firstId = 0;
    int m_patVersion = -1;
    std::optional<std::uint16_t> m_tsId;
    std::uint16_t m_networkPid = 0x10;
    SectionSet m_patSections;
    std::map<std::uint8_t, std::vector<PatEntry>> m_patEntries;
    SectionSet m_sdtSections;
    int m_sdtVersion = -1;
    std::map<std::uint16_t, Names> m_names;
    std::vector<std::uint16_t> m_emmPids;
    SectionSet m_catSections;
    SectionSet m_nitSections;
    int m_nitVersion = -1;
};

} // namespace vigie::ts
