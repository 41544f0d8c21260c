// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/outboxfile.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace vigie::outward {

namespace {

std::filesystem::path setAsideName(const std::filesystem::path& file) {
    for (int number = 1;; ++number) {
        std::filesystem::path name = file;
        name += fmt::format(".set-aside-{}", number);
        std::error_code error;
        if (!std::filesystem::exists(name, error)) {
            return name;
        }
    }
}

enum class Found { Ours, Foreign, Busy, Failed };

struct Look {
    Found found = Found::Failed;
    std::string why;
    std::optional<sqlite::Database> database;
};

/// Opens the file and sees whose it is.
Look look(const std::filesystem::path& file) {
    Look seen;
    auto database = sqlite::Database::open(file);
    if (!database) {
        seen.why = database.error().message;
        return seen;
    }
    const auto fail = [&](const base::Error& error) {
        seen.found = database->isDamaged() ? Found::Foreign
                     : database->isBusy()  ? Found::Busy
                                           : Found::Failed;
        seen.why = error.message;
    };
    // Exclusive: of two desks on one file, the second is told so.
    for (const char* sql : {"PRAGMA busy_timeout=1000", "PRAGMA locking_mode=EXCLUSIVE",
                            "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL"}) {
        if (const auto done = database->run(sql); !done) {
            fail(done.error());
            return seen;
        }
    }
    const auto owner = database->number("PRAGMA application_id");
    const auto version = database->number("PRAGMA user_version");
    const auto tables = database->number("SELECT count(*) FROM sqlite_master");
    if (!owner || !version || !tables) {
        fail(!owner ? owner.error() : !version ? version.error() : tables.error());
        return seen;
    }
    if (*tables > 0 && (*owner != outboxApplicationId || *version != outboxSchemaVersion)) {
        seen.found = Found::Foreign;
        seen.why = "it is not an outbox of this version";
        return seen;
    }
    {
        auto check = database->prepare("PRAGMA quick_check(1)");
        const auto row = check ? check->step() : base::Result<bool>(false);
        if (!row || !*row || check->text() != "ok") {
            seen.found = Found::Foreign;
            seen.why = "it is damaged";
            return seen;
        }
    }
    seen.found = Found::Ours;
    seen.database.emplace(std::move(*database));
    return seen;
}

} // namespace

base::Result<OutboxFile> openOutboxFile(const std::filesystem::path& file) {
    std::string remark;
    if (!file.empty() && file.has_parent_path()) {
        std::error_code error;
        std::filesystem::create_directories(file.parent_path(), error);
        if (error) {
            return base::failure(fmt::format("the folder of the outbox {} cannot be made: {}",
                                             file.string(), error.message()));
        }
    }
    Look seen = look(file);
    if (seen.found == Found::Foreign && !file.empty()) {
        seen.database.reset();
        const auto aside = setAsideName(file);
        std::error_code error;
        std::filesystem::rename(file, aside, error);
        if (error) {
            return base::failure(fmt::format("the outbox {} cannot be read ({}) nor set aside: {}",
                                             file.string(), seen.why, error.message()));
        }
        for (const char* suffix : {"-wal", "-shm"}) {
            std::filesystem::path from = file;
            std::filesystem::path to = aside;
            std::filesystem::rename(from += suffix, to += suffix, error); // may not be there
        }
        remark = fmt::format("the outbox {} could not be read ({}) and was set aside as {}",
                             file.string(), seen.why, aside.string());
        seen = look(file);
    }
    if (seen.found == Found::Busy) {
        return base::failure(fmt::format("the outbox {} is in use by another desk", file.string()));
    }
    if (!seen.database) {
        return base::failure(
            fmt::format("the outbox {} cannot be opened: {}", file.string(), seen.why));
    }
    return OutboxFile{std::move(*seen.database), remark};
}

} // namespace vigie::outward
