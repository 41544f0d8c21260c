// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/pidtable.h"

namespace vigie::ts {

PidState& PidTable::add(std::uint16_t pid) {
    PidState& state = *m_states.emplace_back(std::make_unique<PidState>(pid));
    state.content.name = reservedPidName(pid);
    state.content.streamClass = pid == nullPid               ? StreamClass::Null
                                : state.content.name.empty() ? StreamClass::Unknown
                                                             : StreamClass::Psi;
    m_byPid[pid] = &state;
    return state;
}

} // namespace vigie::ts
