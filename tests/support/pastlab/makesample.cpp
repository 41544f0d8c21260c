// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes the shipped sample recording anew: makesample FILE. resources/recordings/README.md tells
// when that is needed.
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "tests/support/pastlab/samplefile.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: makesample FILE\n");
        return 2;
    }
    std::error_code ignored;
    std::filesystem::remove(argv[1], ignored);
    const auto made = vigie::pastlab::writeSample(argv[1]);
    if (!made) {
        fmt::print(stderr, "makesample: {}\n", made.error().message);
        return 1;
    }
    fmt::print("{}: {} bytes\n", argv[1], std::filesystem::file_size(argv[1]));
    return 0;
}
