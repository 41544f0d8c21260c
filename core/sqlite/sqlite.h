// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::sqlite {

/// A prepared statement. Values are bound in order, columns read in order; its database outlives
/// it.
class Statement {
public:
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}

    /// Binds all anew and runs to the end; rows are not wanted.
    template <typename... Values> [[nodiscard]] base::Result<void> run(const Values&... values) {
        bindAll(values...);
        auto row = step();
        reset();
        if (!row) {
            return tl::unexpected(std::move(row.error()));
        }
        return {};
    }
    /// Binds all anew; step() gives the rows.
    template <typename... Values> void bindAll(const Values&... values) {
        reset();
        (bind(values), ...);
    }
    void bind(std::int64_t value);
    void bind(std::string_view value);
    void bind(std::optional<double> value);
    void bind(std::optional<std::int64_t> value);

    /// Whether there is a row; its columns are then read from the first on.
    [[nodiscard]] base::Result<bool> step();
    [[nodiscard]] std::int64_t integer();
    [[nodiscard]] std::string text();
    [[nodiscard]] std::optional<double> real();
    [[nodiscard]] std::optional<std::int64_t> optionalInteger();
    void reset();

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bound = 0;
    int m_column = 0;
};

/// One connection, used by one thread at a time: its owner sees to that. Locking mode, journal mode
/// and timeouts are the owner's, by PRAGMA. Its SQL also has contains(needle, text, ...): whether
/// one of the texts has the needle, in any case. Errors are SQLite's words:
/// https://sqlite.org/rescode.html
class Database {
public:
    /// Empty: in memory.
    [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& file);
    [[nodiscard]] base::Result<void> run(const char* sql);
    [[nodiscard]] base::Result<Statement> prepare(const char* sql);
    /// The first column of the first row, as a number and as text.
    [[nodiscard]] base::Result<std::int64_t> number(const char* sql);
    [[nodiscard]] base::Result<std::string> word(const char* sql);
    /// How many rows the last statement changed.
    [[nodiscard]] std::int64_t changes() const;
    /// The last error says that the file is no database or a damaged one.
    [[nodiscard]] bool isDamaged() const;
    /// The last error says that another connection has the file.
    [[nodiscard]] bool isBusy() const;
    /// The last error says that the time given by limitTime() was over.
    [[nodiscard]] bool isInterrupted() const;
    [[nodiscard]] bool isInTransaction() const;
    /// Statements are given up at `end`; absent: never. The address of this object must hold.
    void limitTime(std::optional<std::chrono::steady_clock::time_point> end);

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    struct Limit {
        std::chrono::steady_clock::time_point end{};
    };
    std::unique_ptr<sqlite3, Close> m_database;
    std::unique_ptr<Limit> m_limit = std::make_unique<Limit>();
};

/// Rolls back unless committed.
class Transaction {
public:
    [[nodiscard]] static base::Result<Transaction> begin(Database& database);
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    [[nodiscard]] base::Result<void> commit();

private:
    explicit Transaction(Database& database) : m_database(&database) {}
    Database* m_database;
};

} // namespace vigie::sqlite
