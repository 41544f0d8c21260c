// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/archivefolder.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <string>
#include <system_error>
#include <unistd.h>

#include "core/record/recording.h"
#include "core/record/writer.h"

namespace vigie::replay {
namespace {

/// As record::Target names what it makes: ".NAME.vigie.part-PID".
constexpr std::string_view partMark = ".vigie.part-";

bool isAlive(int process) {
    return process > 0 && (::kill(process, 0) == 0 || errno == EPERM);
}

} // namespace

base::Result<void> makeArchiveFolder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed || !std::filesystem::is_directory(folder, failed)) {
        return base::failure("The folder for recordings cannot be made: " + folder.string() +
                             (failed ? ": " + failed.message() : "") + ".");
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        return base::failure("The folder for recordings cannot be written: " + folder.string() +
                             ".");
    }
    return {};
}

std::vector<ArchiveEntry> readArchiveFolder(const std::filesystem::path& folder) {
    std::vector<ArchiveEntry> found;
    std::error_code failed;
    for (std::filesystem::directory_iterator file(folder, failed), end; !failed && file != end;
         file.increment(failed)) {
        const std::filesystem::path& path = file->path();
        if (path.extension() != record::fileSuffix || path.filename().string().starts_with('.')) {
            continue;
        }
        ArchiveEntry entry;
        entry.name = path.stem().string();
        entry.file = path;
        std::error_code none;
        entry.bytes = std::filesystem::file_size(path, none);
        if (none) {
            continue; // gone meanwhile
        }
        if (const auto recording = record::Recording::open(path)) {
            entry.state = ArchiveEntry::State::Done;
            entry.from = (*recording)->info().from;
            entry.until = (*recording)->info().to;
            entry.progress = 1;
        } else {
            entry.state = ArchiveEntry::State::Failed;
            entry.reason = recording.error().message;
        }
        found.push_back(std::move(entry));
    }
    return found;
}

void removeLeftovers(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> leftovers;
    std::error_code failed;
    for (std::filesystem::directory_iterator file(folder, failed), end; !failed && file != end;
         file.increment(failed)) {
        const std::string name = file->path().filename().string();
        const auto mark = name.rfind(partMark);
        if (!name.starts_with('.') || mark == std::string::npos) {
            continue;
        }
        const char* digits = name.data() + mark + partMark.size();
        const char* last = name.data() + name.size();
        int process = 0;
        const auto read = std::from_chars(digits, last, process);
        if (read.ec == std::errc{} && read.ptr == last && !isAlive(process)) {
            leftovers.push_back(file->path());
        }
    }
    for (const auto& leftover : leftovers) {
        std::error_code none; // it stays, and is no recording's name
        std::filesystem::remove(leftover, none);
    }
}

} // namespace vigie::replay
