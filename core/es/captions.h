// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/es/startcode.h"

namespace vigie::es {

/// Whether the user data carries CEA-608 or CEA-708 with something in it: ATSC A/53 part 4, 6.2.3
/// ("GA94", cc_data). Padding alone is not a caption. `bytes` begins with the identifier.
[[nodiscard]] bool hasCaptions(Bytes userData);

/// The same of an SEI message user_data_registered_itu_t_t35: country 0xb5, provider 0x0031.
[[nodiscard]] bool hasCaptionsT35(Bytes message);

} // namespace vigie::es
