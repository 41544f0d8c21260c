// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/interrupt.h"

#include <csignal>

namespace vigie::ctl {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void note(int) {
    interrupted = 1;
}

} // namespace

void catchInterrupts() {
    struct sigaction action {};
    action.sa_handler = note;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    // A closed pipe ends us through the failed write, not by a signal in the middle of it.
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

bool isInterrupted() {
    return interrupted != 0;
}

} // namespace vigie::ctl
