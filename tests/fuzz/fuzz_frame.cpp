// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a damaged or forged recording may say of the desk: the first byte chooses a frame, a book or
// a note. Each is refused with a sentence, or what was read is packed and read again alike.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/replay/frame.h"
#include "core/replay/notes.h"

using namespace vigie;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

template <typename Read, typename Pack>
void tryNote(const std::string& bytes, const Read& read, const Pack& pack) {
    const auto value = read(bytes);
    if (!value) {
        require(!value.error().message.empty());
        return;
    }
    const std::string packed = pack(*value);
    const auto again = read(packed);
    require(again && pack(*again) == packed);
}

void tryBook(const std::string& bytes) {
    engine::Snapshot into;
    const auto read = replay::readBook(bytes, into);
    if (!read) {
        require(!read.error().message.empty() && into.alarms.empty() && into.incidents.empty());
        return;
    }
    const std::string packed = replay::packBook(into);
    engine::Snapshot again;
    require(replay::readBook(packed, again) && replay::packBook(again) == packed);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0] % 7) {
    case 0:
        tryNote(bytes, replay::readFrame, replay::packFrame);
        break;
    case 1:
        tryBook(bytes);
        break;
    case 2:
        tryNote(bytes, replay::readEntry, replay::packEntry);
        break;
    case 3:
        tryNote(bytes, replay::readOutline, replay::packOutline);
        break;
    case 4:
        tryNote(bytes, replay::readRules, replay::packRules);
        break;
    case 5:
        tryNote(bytes, replay::readAction, replay::packAction);
        break;
    default:
        tryNote(bytes, replay::readBegin,
                [](const engine::BeginState& state) { return replay::packBegin(state); });
        break;
    }
    return 0;
}
