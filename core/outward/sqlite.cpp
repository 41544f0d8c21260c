// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/sqlite.h"

#include <utility>

#include <sqlite3.h>

namespace vigie::outward {

namespace {

constexpr int busyTimeoutMs = 1000;

tl::unexpected<base::Error> failureOf(sqlite3* database) {
    return base::failure(database == nullptr ? "the database does not start"
                                             : sqlite3_errmsg(database));
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3_stmt* statement) : m_statement(statement) {}

void Statement::bind(int index, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), index, value);
}

void Statement::bind(int index, std::string_view value) {
    sqlite3_bind_text(m_statement.get(), index, value.data(), static_cast<int>(value.size()),
                      SQLITE_TRANSIENT);
}

base::Result<bool> Statement::step() {
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return failureOf(sqlite3_db_handle(m_statement.get()));
    }
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(m_statement.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes == nullptr ? std::string()
                            : std::string(reinterpret_cast<const char*>(bytes), size);
}

void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

base::Result<Database> Database::open(const std::filesystem::path& file) {
    sqlite3* raw = nullptr;
    const std::string name = file.empty() ? ":memory:" : file.string();
    const int code =
        sqlite3_open_v2(name.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_database.reset(raw);
    if (code != SQLITE_OK) {
        return failureOf(raw);
    }
    sqlite3_busy_timeout(raw, busyTimeoutMs);
    return database;
}

base::Result<void> Database::run(const char* sql) {
    if (sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return failureOf(m_database.get());
    }
    return {};
}

base::Result<Statement> Database::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), sql, -1, &statement, nullptr) != SQLITE_OK) {
        return failureOf(m_database.get());
    }
    return Statement(statement);
}

base::Result<std::int64_t> Database::number(const char* sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return tl::unexpected(statement.error());
    }
    const auto row = statement->step();
    if (!row) {
        return tl::unexpected(row.error());
    }
    return *row ? statement->integer(0) : 0;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(m_database.get());
}

bool Database::isDamaged() const {
    const int code = sqlite3_errcode(m_database.get());
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

bool Database::isBusy() const {
    const int code = sqlite3_errcode(m_database.get());
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

base::Result<Transaction> Transaction::begin(Database& database) {
    if (const auto begun = database.run("BEGIN IMMEDIATE"); !begun) {
        return tl::unexpected(begun.error());
    }
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction() {
    if (m_database != nullptr) {
        (void)m_database->run("ROLLBACK");
    }
}

base::Result<void> Transaction::commit() {
    const auto done = m_database->run("COMMIT");
    if (done) {
        m_database = nullptr;
    }
    return done;
}

} // namespace vigie::outward
