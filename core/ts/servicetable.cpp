// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/servicetable.h"

#include <algorithm>

namespace vigie::ts {
namespace {

/// What an SDT may name: more than any multiplex has.
constexpr std::size_t maxNames = 4096;

/// Of the service in a list sorted by id; its size where there is none.
std::size_t indexIn(const std::vector<Service>& services, std::uint16_t serviceId) {
    const auto at =
        std::lower_bound(services.begin(), services.end(), serviceId,
                         [](const Service& service, std::uint16_t id) { return service.id < id; });
    const bool isThere = at != services.end() && at->id == serviceId;
    return isThere ? static_cast<std::size_t>(at - services.begin()) : services.size();
}

} // namespace

bool SectionSet::take(const LongSection& section) {
    const bool isSameTable = m_version == section.version && m_extension == section.extension &&
                             m_lastNumber == section.lastNumber;
    const bool isKnown = isSameTable && m_seen.test(section.number);
    if (isKnown && m_crc[section.number] == section.crc) {
        return false;
    }
    if (!isSameTable || isKnown) {
        // Another version, or other words under the same one: what was gathered is past.
        m_seen.reset();
    }
    m_version = section.version;
    m_extension = section.extension;
    m_lastNumber = section.lastNumber;
    m_seen.set(section.number);
    m_crc[section.number] = section.crc;
    return true;
}

bool SectionSet::isComplete() const {
    for (std::size_t i = 0; i <= m_lastNumber; ++i) {
        if (!m_seen.test(i)) {
            return false;
        }
    }
    return m_version >= 0;
}

std::size_t ServiceTable::indexOf(std::uint16_t serviceId) const {
    return indexIn(m_services, serviceId);
}

const Service* ServiceTable::find(std::uint16_t serviceId) const {
    const std::size_t index = indexOf(serviceId);
    return index < m_services.size() ? &m_services[index] : nullptr;
}

void ServiceTable::name(Service& service) const {
    const auto at = m_names.find(service.id);
    if (at != m_names.end()) {
        service.name = at->second.name;
        service.provider = at->second.provider;
    }
}

bool ServiceTable::takePat(const LongSection& section, base::Timestamp at) {
    if (!m_patSections.take(section)) {
        return false;
    }
    if (m_patSections.isFresh()) {
        m_patEntries.clear();
    }
    m_patEntries[section.number] = readPat(section);
    if (!m_patSections.isComplete()) {
        return false;
    }
    m_tsId = section.extension;
    publishPat(at);
    return true;
}

void ServiceTable::publishPat(base::Timestamp at) {
    std::vector<Service> before;
    before.swap(m_services);
    std::bitset<65536> isListed;
    bool hasFirst = false;
    for (const auto& [number, entries] : m_patEntries) {
        for (const PatEntry& entry : entries) {
            if (entry.serviceId == 0) {
                m_networkPid = entry.pid;
                continue;
            }
            if (isListed.test(entry.serviceId) || m_services.size() >= maxServices) {
                continue;
            }
            isListed.set(entry.serviceId);
            if (!hasFirst) {
                hasFirst = true;
                m_firstId = entry.serviceId;
            }
            const std::size_t known = indexIn(before, entry.serviceId);
            if (known < before.size() && before[known].pmtPid == entry.pid) {
                m_services.push_back(before[known]);
                continue;
            }
            Service service;
            service.id = entry.serviceId;
            service.pmtPid = entry.pid;
            name(service);
            m_services.push_back(std::move(service));
        }
    }
    std::sort(m_services.begin(), m_services.end(),
              [](const Service& a, const Service& b) { return a.id < b.id; });
    const int version = m_patSections.version();
    m_sink.onPsiChange({"pat", 0, m_patVersion, version, at});
    m_patVersion = version;
    for (const Service& service : before) {
        if (!isListed.test(service.id)) {
            m_sink.onPsiChange({"service_removed", service.id, -1, -1, at});
        }
    }
    for (const Service& service : m_services) {
        if (indexIn(before, service.id) == before.size()) {
            m_sink.onPsiChange({"service_added", service.id, -1, -1, at});
        }
    }
}

bool ServiceTable::takePmt(std::uint16_t pid, const LongSection& section, base::Timestamp at) {
    const std::size_t index = indexOf(section.extension);
    Service* const service = index < m_services.size() ? &m_services[index] : nullptr;
    if (service == nullptr || service->pmtPid != pid ||
        (service->version == section.version && service->crc == section.crc)) {
        return false;
    }
    const auto pmt = readPmt(section);
    if (!pmt) {
        return false;
    }
    const int before = service->version;
    service->version = section.version;
    service->crc = section.crc;
    service->pcrPid = pmt->pcrPid;
    service->ecmPids = conditionalAccessPids(pmt->descriptors);
    service->streams.clear();
    for (const PmtStream& stream : pmt->streams) {
        const auto ecms = conditionalAccessPids(stream.descriptors);
        service->ecmPids.insert(service->ecmPids.end(), ecms.begin(), ecms.end());
        service->streams.push_back(
            {stream.pid, stream.streamType,
             contentOf(stream.streamType, stream.descriptors, pmt->descriptors)});
    }
    m_sink.onPsiChange({"pmt", service->id, before, service->version, at});
    return true;
}

bool ServiceTable::takeSdt(const LongSection& section, base::Timestamp at) {
    if (!m_sdtSections.take(section)) {
        return false;
    }
    if (m_sdtSections.isFresh()) {
        m_sink.onPsiChange({"sdt", 0, m_sdtVersion, m_sdtSections.version(), at});
        m_sdtVersion = m_sdtSections.version();
    }
    for (SdtEntry& entry : readSdt(section)) {
        if (m_names.size() < maxNames || m_names.count(entry.serviceId) != 0) {
            m_names[entry.serviceId] = {std::move(entry.name), std::move(entry.provider)};
        }
    }
    for (Service& service : m_services) {
        name(service);
    }
    return true;
}

bool ServiceTable::takeCat(const LongSection& section) {
    if (!m_catSections.take(section)) {
        return false;
    }
    if (m_catSections.isFresh()) {
        m_emmPids.clear();
    }
    const auto pids = conditionalAccessPids(section.body);
    m_emmPids.insert(m_emmPids.end(), pids.begin(), pids.end());
    return true;
}

void ServiceTable::takeNit(const LongSection& section, base::Timestamp at) {
    if (m_nitSections.take(section) && m_nitSections.isFresh()) {
        m_sink.onPsiChange({"nit", 0, m_nitVersion, m_nitSections.version(), at});
        m_nitVersion = m_nitSections.version();
    }
}

} // namespace vigie::ts
