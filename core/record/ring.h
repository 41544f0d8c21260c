// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/record/filewriter.h"
#include "core/record/ringfiles.h"

namespace vigie::record {

/// The files of a ring: which one is written, when the next begins, which go. Stops when the disk
/// refuses or is too full, and goes on when asked to and it can. On the recorder's thread alone.
class Ring {
public:
    Ring(RecorderOptions options, std::string origin);

    /// Looks at what is there and goes on with what a crash left.
    void takeOver();
    /// Above the newest on disk.
    [[nodiscard]] std::uint64_t nextOrder() const { return m_lastOrder + 1; }

    /// False: the disk refused it (trouble() says why), or it does not fit what came before.
    bool take(const Item& item);
    bool take(const Picture& picture);
    bool take(const Mark& mark);
    /// What was taken is in the journal from here on. False: the disk refused.
    bool commit();
    /// Pictures too.
    void flush();
    /// So many items were lost elsewhere since the newest that was taken; marked where they would
    /// stand.
    void noteGap(std::uint64_t lost, const std::string& why);

    /// About each second: puts the journal on disk, drops what is too old, looks at the room. While
    /// stopped it tries to go on.
    void tend(const std::vector<Hold>& holds);
    void close();

    [[nodiscard]] bool isStopped() const { return !m_trouble.empty(); }
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }
    [[nodiscard]] std::uint64_t durableOrder() const { return m_durableOrder; }
    [[nodiscard]] std::uint64_t bytes() const;
    [[nodiscard]] std::optional<base::Utc> from() const;
    /// Lost while stopped; since the start.
    [[nodiscard]] std::uint64_t lost() const { return m_lost; }

private:
    [[nodiscard]] bool isNewFileDue(const Item& item) const;
    bool openFile(base::Utc at);
    bool closeFile();
    bool goOn();
    bool hasRoom();
    void putGap(const std::string& text);
    void dropOutdated(const std::vector<Hold>& holds);
    void stop(const std::string& why);
    void noteClock(const base::Timestamp& at);
    [[nodiscard]] WriterOptions writerOptions() const;

    RecorderOptions m_options;
    std::string m_origin;
    std::vector<RingFile> m_files;
    std::unique_ptr<FileWriter> m_writer;
    /// What is in force between two files.
    std::unique_ptr<Standing> m_standing;
    std::int64_t m_hour = 0;
    std::uint64_t m_lastOrder = 0;
    std::uint64_t m_durableOrder = 0;
    base::Timestamp m_lastAt{};
    /// Of the newest item that came, taken or not: what age is counted from.
    base::Utc m_now{};
    bool m_hasTaken = false;
    bool m_isDirty = false;
    /// UTC less monotonic time when the first item came.
    std::optional<base::Nanoseconds> m_clockOffset;
    bool m_isClockTrusted = true;
    std::string m_trouble;
    std::uint64_t m_lost = 0;
    std::uint64_t m_lostSinceStop = 0;
};

} // namespace vigie::record
