// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that is written, left at any point and gone on with has everything once.
#include "core/record/writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>

#include "core/record/filewriter.h"
#include "core/record/recordfile.h"
#include "tests/unit/record/ringlab.h"

using namespace vigie;
using namespace vigie::record;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    [[nodiscard]] fs::path operator/(const char* name) const {
        return fs::path(m_dir.path().toStdString()) / name;
    }

private:
    QTemporaryDir m_dir;
};

fs::path journalOf(fs::path file) {
    file += journalSuffix;
    return file;
}

std::vector<Item> part(const std::vector<Item>& items, std::size_t from, std::size_t to) {
    return {items.begin() + static_cast<std::ptrdiff_t>(from),
            items.begin() + static_cast<std::ptrdiff_t>(to)};
}

/// Empty: all were taken.
std::string putAll(Writer& writer, const std::vector<Item>& items) {
    for (const Item& item : items) {
        if (auto done = writer.put(item); !done) {
            return done.error().message;
        }
    }
    return {};
}

#define SAME(expression)                                                                           \
    do {                                                                                           \
        const std::string mismatch = (expression);                                                 \
        QVERIFY2(mismatch.empty(), mismatch.c_str());                                              \
    } while (false)

std::string differenceOf(const std::vector<Item>& expected, const fs::path& file) {
    std::string error;
    const auto found = ringlab::itemsOf(file, error);
    return error.empty() ? ringlab::difference(expected, found) : error;
}

} // namespace

class TestWriter : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(std::signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
        m_items = recordlab::makeFleet({.seed = 11, .nodes = 3, .paths = 4, .seconds = 260}).items;
        QVERIFY(m_items.size() > 3'000);
    }

    void goesOnAfterACrashAnywhere() {
        std::mt19937 random(1);
        for (int round = 0; round < 5; ++round) {
            const Folder folder;
            const fs::path file = folder / "a.vigie";
            std::size_t at = 0;
            while (at < m_items.size()) {
                const std::size_t next =
                    std::min(m_items.size(), at + 1 + random() % (m_items.size() / 3));
                auto writer = at == 0 ? Writer::create(file, {}) : Writer::resume(file, {});
                QVERIFY2(writer, writer ? "" : writer.error().message.c_str());
                QCOMPARE((*writer)->lastOrder(), at == 0 ? 0U : m_items[at - 1].order);
                SAME(putAll(**writer, part(m_items, at, next)));
                at = next;
                SAME(differenceOf(part(m_items, 0, at), file)); // also while it is written
                if (at == m_items.size()) {
                    QVERIFY((*writer)->close());
                    QVERIFY(!fs::exists(journalOf(file)));
                }
            }
            SAME(differenceOf(m_items, file));
        }
    }

    void whatIsKnownOutlivesACrash() {
        // Newest samples and pyramids after a crash are as without one.
        const Folder folder;
        {
            auto writer = Writer::create(folder / "whole.vigie", {});
            QVERIFY(writer);
            SAME(putAll(**writer, m_items));
            QVERIFY((*writer)->close());
        }
        for (const std::size_t cut : {m_items.size() / 3, m_items.size() / 2, m_items.size() - 5}) {
            const fs::path file = folder / "parts.vigie";
            fs::remove(file);
            {
                auto writer = Writer::create(file, {});
                QVERIFY(writer);
                SAME(putAll(**writer, part(m_items, 0, cut)));
            }
            auto writer = Writer::resume(file, {});
            QVERIFY(writer);
            SAME(putAll(**writer, part(m_items, cut, m_items.size())));
            QVERIFY((*writer)->close());
            auto whole = Recording::open(folder / "whole.vigie");
            auto parts = Recording::open(file);
            QVERIFY(whole && parts);
            for (int second = 1; second < 262; second += 7) {
                const auto at = recordlab::dayStart + std::chrono::seconds(second);
                const auto expected = (*whole)->momentAt(at, {});
                const auto found = (*parts)->momentAt(at, {});
                QCOMPARE(found.size(), expected.size());
                for (std::size_t n = 0; n < found.size(); ++n) {
                    QCOMPARE(found[n].latest.size(), expected[n].latest.size());
                    for (std::size_t m = 0; m < found[n].latest.size(); ++m) {
                        const auto& a = expected[n].latest[m];
                        const auto& b = found[n].latest[m];
                        QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                           [](const model::Cell& x, const model::Cell& y) {
                                               return x.raw == y.raw && x.at == y.at &&
                                                      x.isPresent == y.isPresent;
                                           }));
                    }
                }
            }
        }
    }

    void aTornEndIsCutOff() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        std::mt19937 random(2);
        for (int round = 0; round < 14; ++round) {
            fs::remove(file);
            fs::remove(journalOf(file));
            const std::size_t count = m_items.size() / 2;
            {
                auto writer = Writer::create(file, {});
                QVERIFY(writer);
                SAME(putAll(**writer, part(m_items, 0, count)));
            }
            // As if a last chunk, or a last entry of the journal, had been written in part.
            for (const fs::path& path : {file, journalOf(file)}) {
                std::string torn(random() % 300, '\0');
                std::generate(torn.begin(), torn.end(),
                              [&] { return static_cast<char>(random()); });
                if (round % 2 == 0) {
                    torn = QByteArray::fromHex("895649470d0a1a0a0301").toStdString() + torn;
                }
                std::FILE* out = std::fopen(path.c_str(), "ab");
                QVERIFY(out != nullptr);
                std::fwrite(torn.data(), 1, torn.size(), out);
                std::fclose(out);
            }
            auto writer = Writer::resume(file, {});
            QVERIFY2(writer, writer ? "" : writer.error().message.c_str());
            SAME(putAll(**writer, part(m_items, count, m_items.size())));
            QVERIFY((*writer)->close());
            SAME(differenceOf(m_items, file));
        }
    }

    void aSealThatWasTornOrNotYetForgotten() {
        // The main file as it is after a seal, or with only a part of it, and the journal from
        // before.
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        const fs::path before = folder / "before.journal";
        const fs::path whole = folder / "whole.vigie";
        const std::size_t count = m_items.size() / 2;
        {
            auto writer = Writer::create(file, {});
            QVERIFY(writer);
            SAME(putAll(**writer, part(m_items, 0, count)));
            const auto sizeBefore = fs::file_size(file);
            fs::copy_file(journalOf(file), before);
            QVERIFY((*writer)->seal());
            fs::copy_file(file, whole);
            QVERIFY(fs::file_size(file) > sizeBefore);
            writer->reset();
            std::mt19937 random(3);
            for (int round = 0; round < 16; ++round) {
                fs::copy_file(whole, file, fs::copy_options::overwrite_existing);
                fs::copy_file(before, journalOf(file), fs::copy_options::overwrite_existing);
                if (round > 0) {
                    fs::resize_file(file,
                                    sizeBefore + random() % (fs::file_size(whole) - sizeBefore));
                }
                if (round % 4 == 3) {
                    // After a power cut a file may have its size and not its bytes.
                    fs::resize_file(file, fs::file_size(whole));
                } else {
                    SAME(differenceOf(part(m_items, 0, count), file));
                }
                auto again = Writer::resume(file, {});
                QVERIFY2(again, again ? "" : again.error().message.c_str());
                QCOMPARE((*again)->lastOrder(), m_items[count - 1].order);
                SAME(putAll(**again, part(m_items, count, m_items.size())));
                QVERIFY((*again)->close());
                SAME(differenceOf(m_items, file));
            }
        }
    }

    void aFileWithoutItsBeginningBeginsAgain() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        QVERIFY(Writer::create(file, {}));
        for (const std::uintmax_t size :
             {std::uintmax_t{0}, std::uintmax_t{50}, fs::file_size(file) - 1}) {
            fs::resize_file(file, size);
            auto writer = Writer::resume(file, {});
            QVERIFY2(writer, writer ? "" : writer.error().message.c_str());
            SAME(putAll(**writer, part(m_items, 0, 10)));
        }
        SAME(differenceOf(part(m_items, 0, 10), file));
    }

    void whatCannotBeIsRefused() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        auto writer = Writer::create(file, {});
        QVERIFY(writer);
        QVERIFY(!Writer::create(file, {}));
        const auto tick = std::find_if(m_items.begin(), m_items.end(),
                                       [](const Item& item) { return item.isTick(); });
        QVERIFY(!(*writer)->put(*tick)); // before its description
        SAME(putAll(**writer, part(m_items, 0, 100)));
        QVERIFY(!(*writer)->put(m_items[50]));
        Item empty = *tick;
        empty.order = m_items[99].order + 1;
        std::get<fleet::Input>(empty.what).what = model::TickPtr();
        QVERIFY(!(*writer)->put(empty));
        auto wrong = std::make_shared<model::Tick>(
            *std::get<model::TickPtr>(std::get<fleet::Input>(tick->what).what));
        wrong->epoch += 100;
        std::get<fleet::Input>(empty.what).what = model::TickPtr(wrong);
        QVERIFY(!(*writer)->put(empty));
        QVERIFY((*writer)->close());
        QVERIFY((*writer)->close());
        QVERIFY(!(*writer)->put(m_items[100]));
        QVERIFY(!(*writer)->seal());
        SAME(differenceOf(part(m_items, 0, 100), file));
        const auto closed = Writer::resume(file, {});
        QVERIFY(!closed);
        QVERIFY(closed.error().message.find("closed") != std::string::npos);
        QVERIFY(!Writer::resume(folder / "none.vigie", {}));
    }

    void damageInTheMiddleIsNotGoneOnWith() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        {
            auto writer = Writer::create(file, {});
            QVERIFY(writer);
            SAME(putAll(**writer, m_items));
        }
        auto open = RecordFile::open(file);
        QVERIFY(open);
        const auto second = open->headAt(open->headAt(0)->end());
        QVERIFY(second);
        std::FILE* out = std::fopen(file.c_str(), "r+b");
        QVERIFY(out != nullptr);
        std::fseek(out, static_cast<long>(second->end()) + 20, SEEK_SET);
        std::fputc(0x5a, out);
        std::fclose(out);
        const auto size = fs::file_size(file);
        const auto resumed = Writer::resume(file, {});
        QVERIFY(!resumed);
        QVERIFY(resumed.error().message.find("damaged") != std::string::npos);
        QCOMPARE(fs::file_size(file), size); // as it was
    }

    void aFullDiskLeavesWhatIsWhole() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        auto writer = Writer::create(file, {});
        QVERIFY(writer);
        std::size_t next = 0;
        std::mt19937 random(4);
        int refusals = 0;
        while (next < m_items.size()) {
            {
                const rlim_t room = std::max(fs::file_size(file), fs::file_size(journalOf(file))) +
                                    random() % 40'000;
                const ringlab::SmallDisk full(room);
                while (next < m_items.size() && (*writer)->put(m_items[next])) {
                    ++next;
                }
                if (next < m_items.size()) {
                    ++refusals;
                    QVERIFY(!(*writer)->put(m_items[next]));
                }
            }
            SAME(differenceOf(part(m_items, 0, next), file));
        }
        QVERIFY(refusals > 5);
        QVERIFY((*writer)->close());
        SAME(differenceOf(m_items, file));
    }

    void aFullDiskAtTheClose() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        auto writer = Writer::create(file, {});
        QVERIFY(writer);
        SAME(putAll(**writer, m_items));
        {
            const ringlab::SmallDisk full(fs::file_size(file) + 10);
            QVERIFY(!(*writer)->close());
            QVERIFY(!(*writer)->close());
        }
        QVERIFY((*writer)->close());
        SAME(differenceOf(m_items, file));
        auto recording = Recording::open(file);
        QVERIFY(recording);
        QVERIFY((*recording)->info().isComplete);
    }

    void aClockThatStepsBack() {
        std::vector<Item> items = m_items;
        for (std::size_t i = items.size() / 2; i < items.size(); ++i) {
            items[i] = ringlab::later(items[i], -std::chrono::minutes(30));
        }
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        auto writer = Writer::create(file, {});
        QVERIFY(writer);
        SAME(putAll(**writer, items));
        QVERIFY((*writer)->close());
        SAME(differenceOf(items, file));
    }

    void withoutAJournal() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        WriterOptions options;
        options.hasJournal = false;
        options.slab = std::chrono::seconds(10);
        auto writer = Writer::create(file, options);
        QVERIFY(writer);
        SAME(putAll(**writer, m_items));
        QVERIFY(!fs::exists(journalOf(file)));
        QVERIFY((*writer)->close());
        SAME(differenceOf(m_items, file));
    }

    void whatIsStagedComesWithTheCommit() {
        const Folder folder;
        const fs::path file = folder / "a.vigie";
        auto writer = FileWriter::create(file, {}, m_none);
        QVERIFY(writer);
        for (std::size_t i = 0; i < 300; ++i) {
            QVERIFY((*writer)->stage(m_items[i]));
        }
        QVERIFY((*writer)->commit());
        SAME(differenceOf(part(m_items, 0, 300), file));
        // Given up: it was never there.
        const auto tick = std::find_if(m_items.begin() + 300, m_items.end(),
                                       [](const Item& item) { return item.isTick(); });
        QVERIFY((*writer)->stage(*tick));
        QCOMPARE((*writer)->dropStaged(), std::size_t{1});
        QVERIFY((*writer)->commit());
        SAME(differenceOf(part(m_items, 0, 300), file));
    }

private:
    std::vector<Item> m_items;
    std::unique_ptr<Standing> m_none;
};

QTEST_APPLESS_MAIN(TestWriter)
#include "tst_writer.moc"
