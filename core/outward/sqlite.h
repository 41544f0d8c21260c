// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace vigie::outward {

/// One prepared statement. Values are bound by number from 1 and columns are read from 0. The
/// database that made it must outlive it.
class Statement {
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt* statement);
    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view value);
    /// Whether there is a row; the error of the database otherwise.
    [[nodiscard]] base::Result<bool> step();
    /// Ready to be stepped again; what was bound is gone.
    void reset();
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// One connection. Not thread-safe: its owner locks.
class Database {
public:
    /// Empty: in memory.
    [[nodiscard]] static base::Result<Database> open(const std::filesystem::path& file);
    [[nodiscard]] base::Result<void> run(const char* sql);
    [[nodiscard]] base::Result<Statement> prepare(const char* sql);
    /// The first column of the first row.
    [[nodiscard]] base::Result<std::int64_t> number(const char* sql);
    /// How many rows the last statement changed.
    [[nodiscard]] std::int64_t changes() const;
    /// The last error says that the file is no database, or a damaged one.
    [[nodiscard]] bool isDamaged() const;
    /// Another process has the file.
    [[nodiscard]] bool isBusy() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
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

} // namespace vigie::outward
