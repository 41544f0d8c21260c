// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whole files: checked, cut, merged, repaired, made neutral.
#include "core/record/tools.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

#include "core/record/chunk.h"
#include "tests/support/recordlab/lab.h"
#include "tests/support/recordlab/same.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

#define SAME(expression)                                                                           \
    do {                                                                                           \
        const std::string mismatch = (expression);                                                 \
        QVERIFY2(mismatch.empty(), mismatch.c_str());                                              \
    } while (false)
#define GOOD(result)                                                                               \
    do {                                                                                           \
        const auto& outcome = (result);                                                            \
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());                         \
    } while (false)

std::string readFile(const std::filesystem::path& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool writeBytes(const std::filesystem::path& path, const std::string& bytes) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.write(bytes.data(), static_cast<qint64>(bytes.size())) ==
               static_cast<qint64>(bytes.size());
}

std::unique_ptr<record::Recording> opened(const std::filesystem::path& path) {
    auto recording = record::Recording::open(path);
    return recording ? std::move(*recording) : nullptr;
}

std::vector<record::Item> itemsOf(record::Recording& recording, std::uint64_t from = 0) {
    std::vector<record::Item> all;
    const auto items = recording.itemsFrom(from);
    while (auto item = items->next()) {
        all.push_back(std::move(*item));
    }
    return all;
}

/// Every payload of a file, decompressed.
std::string plainBytes(const std::filesystem::path& path) {
    const std::string bytes = readFile(path);
    std::string plain;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto head = record::readChunkHead(std::string_view(bytes).substr(at));
        if (!head) {
            return {};
        }
        at += record::chunkHeadBytes;
        const auto payload = record::unpackChunk(*head, std::string_view(bytes).substr(at));
        plain += payload ? *payload : std::string();
        at += head->storedBytes;
    }
    return plain;
}

} // namespace

class TestTools : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_dir.isValid());
        recordlab::FleetOptions options;
        options.seconds = 300;
        m_made = recordlab::makeFleet(options);
        GOOD(recordlab::writeFile(m_made, in("whole.vigie")));
    }

    void aSoundFileIsSound() {
        const auto verified = record::verify(in("whole.vigie"), {});
        GOOD(verified);
        QVERIFY(verified->isSound());
        const auto ticks = std::count_if(m_made.items.begin(), m_made.items.end(),
                                         [](const record::Item& item) { return item.isTick(); });
        QCOMPARE(verified->ticks, static_cast<std::uint64_t>(ticks));
        QCOMPARE(verified->pictures, static_cast<std::uint64_t>(m_made.pictures.size()));
        QVERIFY(verified->events > 0);
        QVERIFY(verified->notes > 0);
        QVERIFY(verified->chunks > 10);
    }

    void anyFlippedByteIsFound() {
        const std::string sound = readFile(in("whole.vigie"));
        for (std::size_t step = 1; step < 24; ++step) {
            std::string bytes = sound;
            bytes[sound.size() * step / 24] ^= 0x20;
            QVERIFY(writeBytes(in("flipped.vigie"), bytes));
            const auto verified = record::verify(in("flipped.vigie"), {});
            GOOD(verified);
            QVERIFY2(!verified->isSound(), std::to_string(step).c_str());
            QVERIFY(verified->damages.front().file == in("flipped.vigie"));
            QVERIFY(!verified->damages.front().what.empty());
        }
    }

    void aCopyIsTheSame() {
        GOOD(record::cut(in("whole.vigie"), in("copy.vigie"), {}, {}));
        const auto copy = opened(in("copy.vigie"));
        QVERIFY(copy);
        const auto items = copy->itemsFrom(0);
        SAME(recordlab::howDifferent(*items, m_made.items, 0));
        QCOMPARE(copy->info().pictures, static_cast<std::uint64_t>(m_made.pictures.size()));
        QCOMPARE(copy->marks().size(), opened(in("whole.vigie"))->marks().size());
        QVERIFY(record::verify(in("copy.vigie"), {})->isSound());
    }

    void aPartStandsAlone() {
        const base::Utc from = recordlab::dayStart + 130s;
        const base::Utc to = recordlab::dayStart + 190s;
        record::CutOptions options;
        options.from = from;
        options.to = to;
        GOOD(record::cut(in("whole.vigie"), in("part.vigie"), options, {}));
        GOOD(record::verify(in("part.vigie"), {}));
        QVERIFY(record::verify(in("part.vigie"), {})->isSound());
        const auto whole = opened(in("whole.vigie"));
        const auto part = opened(in("part.vigie"));
        QVERIFY(whole && part);
        // Every item of the stretch, as it was.
        const std::uint64_t first = whole->orderAt(from);
        const auto items = part->itemsFrom(first);
        std::vector<record::Item> expected;
        for (record::Item& item : itemsOf(*whole, first)) {
            if (item.at().utc <= to) {
                expected.push_back(std::move(item));
            }
        }
        QVERIFY(expected.size() > 100);
        SAME(recordlab::howDifferent(*items, expected, 0));
        // What was in force, and the newest samples, also of metrics that come once in a while.
        for (const auto after : {130s, 131s, 160s, 189s}) {
            const auto then = whole->momentAt(recordlab::dayStart + after, {});
            const auto now = part->momentAt(recordlab::dayStart + after, {});
            QCOMPARE(now.size(), then.size());
            for (std::size_t i = 0; i < then.size(); ++i) {
                const auto found = std::find_if(now.begin(), now.end(), [&](const auto& one) {
                    return one.endpoint == then[i].endpoint;
                });
                QVERIFY(found != now.end());
                QVERIFY(found->contact == then[i].contact);
                QVERIFY(found->lastTick == then[i].lastTick);
                QCOMPARE(found->latest.size(), then[i].latest.size());
                for (std::size_t metric = 0; metric < found->latest.size(); ++metric) {
                    for (std::size_t row = 0; row < found->latest[metric].size(); ++row) {
                        const model::Cell& a = found->latest[metric][row];
                        const model::Cell& b = then[i].latest[metric][row];
                        QVERIFY(a.isPresent == b.isPresent && a.raw == b.raw && a.at == b.at);
                    }
                }
            }
        }
        part->pictures(base::Utc{}, to + 1h,
                       [&](const record::Picture& picture) { return picture.received <= to + 1s; });
        QVERIFY(part->info().pictures > 0);
        QVERIFY(part->info().pictures < whole->info().pictures);
    }

    void aPartOfAPartStandsAlone() {
        record::CutOptions options;
        options.from = recordlab::dayStart + 60s;
        GOOD(record::cut(in("whole.vigie"), in("tail.vigie"), options, {}));
        GOOD(record::cut(in("tail.vigie"), in("tail2.vigie"), {}, {}));
        const auto tail = opened(in("tail.vigie"));
        const auto again = opened(in("tail2.vigie"));
        QVERIFY(tail && again);
        const std::uint64_t first = tail->info().firstOrder;
        const auto expected = itemsOf(*tail, first);
        const auto items = again->itemsFrom(first);
        SAME(recordlab::howDifferent(*items, expected, 0));
        QCOMPARE(again->momentAt(recordlab::dayStart + 61s, {}).size(),
                 tail->momentAt(recordlab::dayStart + 61s, {}).size());
    }

    void withoutPictures() {
        record::CutOptions options;
        options.hasPictures = false;
        GOOD(record::cut(in("whole.vigie"), in("blind.vigie"), options, {}));
        QCOMPARE(opened(in("blind.vigie"))->info().pictures, std::uint64_t{0});
    }

    void overlappingPartsBecomeTheWhole() {
        record::CutOptions early;
        early.to = recordlab::dayStart + 170s;
        record::CutOptions late;
        late.from = recordlab::dayStart + 120s;
        GOOD(record::cut(in("whole.vigie"), in("early.vigie"), early, {}));
        GOOD(record::cut(in("whole.vigie"), in("late.vigie"), late, {}));
        // In any order.
        GOOD(record::merge({in("late.vigie"), in("early.vigie")}, in("merged.vigie"), {}));
        const auto merged = opened(in("merged.vigie"));
        const auto items = merged->itemsFrom(0);
        SAME(recordlab::howDifferent(*items, m_made.items, 0));
        QCOMPARE(merged->info().pictures, static_cast<std::uint64_t>(m_made.pictures.size()));
    }

    void otherDesksAreNotMixed() {
        recordlab::FleetOptions options;
        options.seed = 7;
        options.seconds = 60;
        const auto made = recordlab::makeFleet(options);
        record::WriterOptions wanted;
        wanted.madeBy = "another desk";
        wanted.origin = "another";
        wanted.hasJournal = false;
        auto writer = record::Writer::create(in("other.vigie"), wanted);
        GOOD(writer);
        GOOD(recordlab::put(made, **writer));
        GOOD((*writer)->close());
        const auto merged =
            record::merge({in("whole.vigie"), in("other.vigie")}, in("mixed.vigie"), {});
        QVERIFY(!merged);
        QVERIFY(merged.error().message.find("different desks") != std::string::npos);
        QVERIFY(!std::filesystem::exists(in("mixed.vigie")));
    }

    void whatCanBeReadIsRepaired() {
        const std::string sound = readFile(in("whole.vigie"));
        std::string bytes = sound;
        bytes[sound.size() / 2] ^= 0x01;
        QVERIFY(writeBytes(in("hurt.vigie"), bytes.substr(0, sound.size() - 100)));
        const auto lost = record::repair(in("hurt.vigie"), in("healed.vigie"), {});
        GOOD(lost);
        QVERIFY(!lost->empty());
        const auto verified = record::verify(in("healed.vigie"), {});
        GOOD(verified);
        QVERIFY(verified->isSound());
        QVERIFY(verified->info.isComplete);
        // Not one item that was not there, and most of them.
        const auto healed = itemsOf(*opened(in("healed.vigie")));
        QVERIFY(healed.size() * 2 > m_made.items.size());
        std::size_t at = 0;
        for (const record::Item& item : healed) {
            while (at < m_made.items.size() &&
                   !recordlab::howDifferent(m_made.items[at], item).empty()) {
                ++at;
            }
            QVERIFY2(at < m_made.items.size(), recordlab::describe(item).c_str());
        }
    }

    void noNameIsLeft() {
        record::CutOptions options;
        options.isRedacted = true;
        GOOD(record::cut(in("whole.vigie"), in("neutral.vigie"), options, {}));
        const auto neutral = opened(in("neutral.vigie"));
        QVERIFY(neutral->info().isRedacted);
        QCOMPARE(neutral->info().pictures, std::uint64_t{0});
        QVERIFY(record::verify(in("neutral.vigie"), {})->isSound());
        std::set<std::string> names{"recordlab", "the end"};
        std::size_t ticks = 0;
        for (const record::Item& item : m_made.items) {
            const auto* input = std::get_if<fleet::Input>(&item.what);
            if (input == nullptr) {
                continue;
            }
            ticks += item.isTick() ? 1 : 0;
            names.insert(input->endpoint);
            if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input->what)) {
                const auto& d = **description;
                names.insert({d.id, d.name, d.regionId, d.clockId});
                for (const auto& feed : d.feeds) {
                    names.insert({feed.id, feed.name, feed.venue, feed.sport});
                }
                for (const auto& one : d.inputs) {
                    names.insert({one.id, one.name, one.uri, one.carrier});
                }
                for (const auto& path : d.paths) {
                    names.insert({path.id, path.previewUri, path.regionId});
                }
                for (const auto& region : d.regions) {
                    names.insert({region.id, region.name});
                }
            }
        }
        const std::string plain = plainBytes(in("neutral.vigie"));
        QVERIFY(plain.size() > 10'000);
        int checked = 0;
        for (const std::string& name : names) {
            // "a" would be found in any word; what is that short says nothing of anybody.
            if (name.size() > 2 && !isOurs(name)) {
                QVERIFY2(plain.find(name) == std::string::npos, name.c_str());
                ++checked;
            }
        }
        QVERIFY(checked > 5);
        // The figures are all there.
        QCOMPARE(record::verify(in("neutral.vigie"), {})->ticks, static_cast<std::uint64_t>(ticks));
    }

    void whatIsThereStays() {
        QVERIFY(writeBytes(in("taken.vigie"), "mine"));
        QVERIFY(!record::cut(in("whole.vigie"), in("taken.vigie"), {}, {}));
        QVERIFY(!record::repair(in("whole.vigie"), in("taken.vigie"), {}));
        QVERIFY(!record::merge({in("whole.vigie")}, in("taken.vigie"), {}));
        QCOMPARE(readFile(in("taken.vigie")), std::string("mine"));
    }

    void whatIsStoppedLeavesNothing() {
        std::stop_source stop;
        record::Progress progress;
        progress.stop = stop.get_token();
        progress.tell = [&stop](double) { stop.request_stop(); };
        const auto before = filesThere();
        QVERIFY(!record::cut(in("whole.vigie"), in("stopped.vigie"), {}, progress));
        QCOMPARE(filesThere(), before);
        QVERIFY(!record::verify(in("whole.vigie"), progress));
    }

    void aTimeThatIsNotInIt() {
        record::CutOptions options;
        options.from = recordlab::dayStart + 24h;
        const auto done = record::cut(in("whole.vigie"), in("never.vigie"), options, {});
        QVERIFY(!done);
        QVERIFY(done.error().message.find("it reaches from") != std::string::npos);
    }

private:
    [[nodiscard]] std::filesystem::path in(const std::string& name) const {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    /// The lab's own names may be those that a neutral fleet has.
    static bool isOurs(const std::string& name) {
        static const std::set<std::string> words{"node",  "region", "feed", "delivery", "hop",
                                                 "sport", "clock",  "path", "input",    "endpoint"};
        const std::string first = name.substr(0, name.find_first_of("- "));
        return words.contains(QString::fromStdString(first).toLower().toStdString());
    }
    [[nodiscard]] std::size_t filesThere() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(m_dir.path().toStdString()), {}));
    }

    QTemporaryDir m_dir;
    recordlab::Made m_made;
};

QTEST_APPLESS_MAIN(TestTools)
#include "tst_tools.moc"
