// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/sqlite.h"

#include <utility>

#include <sqlite3.h>

namespace vigie::sqlite {

namespace {

tl::unexpected<base::Error> errorOf(sqlite3* database) {
    return base::failure(sqlite3_errmsg(database));
}

/// Lower case for ASCII and for the Latin letters of UTF-8's block C3 (À to Þ).
std::string folded(std::string_view text) {
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto c = static_cast<unsigned char>(out[i]);
        if (c >= 'A' && c <= 'Z') {
            out[i] = static_cast<char>(c + 0x20);
        } else if (c == 0xC3 && i + 1 < out.size()) {
            const auto next = static_cast<unsigned char>(out[++i]);
            if (next >= 0x80 && next <= 0x9E && next != 0x97) {
                out[i] = static_cast<char>(next + 0x20);
            }
        }
    }
    return out;
}

std::string_view viewOf(sqlite3_value* value) {
    const unsigned char* text = sqlite3_value_text(value);
    return text == nullptr ? std::string_view()
                           : std::string_view(reinterpret_cast<const char*>(text),
                                              static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

/// contains(needle, text, ...): whether one of the texts has it, any case.
void contains(sqlite3_context* context, int count, sqlite3_value** values) {
    const std::string needle = folded(viewOf(values[0]));
    bool isFound = false;
    for (int i = 1; i < count && !isFound; ++i) {
        isFound = folded(viewOf(values[i])).find(needle) != std::string::npos;
    }
    sqlite3_result_int(context, isFound ? 1 : 0);
}

} // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
    m_bound = 0;
    m_column = 0;
}

void Statement::bind(std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), ++m_bound, value);
}

void Statement::bind(std::string_view value) {
    sqlite3_bind_text64(m_statement.get(), ++m_bound, value.empty() ? "" : value.data(),
                        value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Statement::bind(std::optional<double> value) {
    ++m_bound;
    if (value) {
        sqlite3_bind_double(m_statement.get(), m_bound, *value);
    } else {
        sqlite3_bind_null(m_statement.get(), m_bound);
    }
}

void Statement::bind(std::optional<std::int64_t> value) {
    ++m_bound;
    if (value) {
        sqlite3_bind_int64(m_statement.get(), m_bound, *value);
    } else {
        sqlite3_bind_null(m_statement.get(), m_bound);
    }
}

base::Result<bool> Statement::step() {
    m_column = 0;
    switch (sqlite3_step(m_statement.get())) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default: // all others are errors
        return errorOf(sqlite3_db_handle(m_statement.get()));
    }
}

std::int64_t Statement::integer() {
    return sqlite3_column_int64(m_statement.get(), m_column++);
}

std::string Statement::text() {
    const int column = m_column++;
    const unsigned char* text = sqlite3_column_text(m_statement.get(), column);
    return text == nullptr ? std::string()
                           : std::string(reinterpret_cast<const char*>(text),
                                         static_cast<std::size_t>(
                                             sqlite3_column_bytes(m_statement.get(), column)));
}

std::optional<double> Statement::real() {
    const int column = m_column++;
    if (sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL) {
        return {};
    }
    return sqlite3_column_double(m_statement.get(), column);
}

std::optional<std::int64_t> Statement::optionalInteger() {
    const int column = m_column++;
    if (sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL) {
        return {};
    }
    return sqlite3_column_int64(m_statement.get(), column);
}

void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

base::Result<Database> Database::open(const std::filesystem::path& file) {
    sqlite3* raw = nullptr;
    const int status =
        sqlite3_open_v2(file.empty() ? ":memory:" : file.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_database.reset(raw);
    if (raw == nullptr) {
        return base::failure("There is no memory for a database.");
    }
    if (status != SQLITE_OK) {
        return errorOf(raw);
    }
    sqlite3_extended_result_codes(raw, 0);
    sqlite3_create_function_v2(raw, "contains", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                               contains, nullptr, nullptr, nullptr);
    return database;
}

base::Result<void> Database::run(const char* sql) {
    if (sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return errorOf(m_database.get());
    }
    return {};
}

base::Result<Statement> Database::prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), sql, -1, &statement, nullptr) != SQLITE_OK) {
        return errorOf(m_database.get());
    }
    return Statement(statement);
}

base::Result<std::int64_t> Database::number(const char* sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return tl::unexpected(std::move(statement.error()));
    }
    const auto row = statement->step();
    if (!row) {
        return tl::unexpected(row.error());
    }
    return *row ? statement->integer() : 0;
}

base::Result<std::string> Database::word(const char* sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return tl::unexpected(std::move(statement.error()));
    }
    const auto row = statement->step();
    if (!row) {
        return tl::unexpected(row.error());
    }
    return *row ? statement->text() : std::string();
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(m_database.get());
}

bool Database::isDamaged() const {
    const int code = sqlite3_errcode(m_database.get());
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_FORMAT;
}

bool Database::isBusy() const {
    const int code = sqlite3_errcode(m_database.get());
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

bool Database::isInterrupted() const {
    return sqlite3_errcode(m_database.get()) == SQLITE_INTERRUPT;
}

bool Database::isInTransaction() const {
    return sqlite3_get_autocommit(m_database.get()) == 0;
}

void Database::limitTime(std::optional<std::chrono::steady_clock::time_point> end) {
    constexpr int every = 10'000; // steps of SQLite's machine: well under a millisecond
    if (!end) {
        sqlite3_progress_handler(m_database.get(), 0, nullptr, nullptr);
        return;
    }
    m_limit->end = *end;
    sqlite3_progress_handler(
        m_database.get(), every,
        [](void* limit) {
            return std::chrono::steady_clock::now() > static_cast<Limit*>(limit)->end ? 1 : 0;
        },
        m_limit.get());
}

base::Result<Transaction> Transaction::begin(Database& database) {
    if (auto begun = database.run("BEGIN IMMEDIATE"); !begun) {
        return tl::unexpected(std::move(begun.error()));
    }
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr)) {}

Transaction::~Transaction() {
    // Some errors have rolled back already.
    if (m_database != nullptr && m_database->isInTransaction()) {
        (void)m_database->run("ROLLBACK");
    }
}

base::Result<void> Transaction::commit() {
    auto done = m_database->run("COMMIT");
    if (done) {
        m_database = nullptr;
    }
    return done;
}

} // namespace vigie::sqlite
