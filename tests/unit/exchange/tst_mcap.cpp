// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is written as MCAP, read by a reader that knows the public specification and nothing else.
#include "core/exchange/mcapexport.h"

#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <map>
#include <memory>
#include <sstream>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <zstd.h>

#include "core/exchange/mcapwriter.h"
#include "tests/support/recordlab/lab.h"

using namespace vigie;
namespace pb = google::protobuf;

namespace {

constexpr std::string_view magic("\x89MCAP0\r\n", 8);

/// Bit by bit, unlike the writer's.
std::uint32_t crcOf(std::string_view bytes) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? 0xedb88320U ^ (crc >> 1U) : crc >> 1U;
        }
    }
    return ~crc;
}

struct Cursor {
    std::string_view bytes;
    std::size_t at = 0;
    bool isSound = true;

    template <typename T> T number() {
        T value{};
        if (bytes.size() - at < sizeof(T)) {
            isSound = false;
            at = bytes.size();
            return value;
        }
        std::memcpy(&value, bytes.data() + at, sizeof(T));
        at += sizeof(T);
        return value;
    }
    std::string_view take(std::size_t count) {
        if (bytes.size() - at < count) {
            isSound = false;
            at = bytes.size();
            return {};
        }
        at += count;
        return bytes.substr(at - count, count);
    }
    std::string_view text() { return take(number<std::uint32_t>()); }
    [[nodiscard]] bool isEnd() const { return at >= bytes.size(); }
};

struct Message {
    std::uint16_t channel = 0;
    std::uint64_t logged = 0;
    std::uint64_t published = 0;
    std::string data;
};

struct Channel {
    std::uint16_t schema = 0;
    std::string topic;
    std::string encoding;
};

struct Schema {
    std::string name;
    std::string encoding;
    std::string data;
};

struct Mcap {
    std::map<std::uint16_t, Schema> schemas;
    std::map<std::uint16_t, Channel> channels;
    std::vector<Message> messages;
    std::map<std::uint8_t, int> records;
    std::uint64_t statedMessages = 0;
    std::string wrong;

    void fail(const std::string& what) {
        if (wrong.empty()) {
            wrong = what;
        }
    }
    void readSmall(std::uint8_t opcode, std::string_view content) {
        Cursor in{content};
        if (opcode == 3) {
            const auto id = in.number<std::uint16_t>();
            schemas[id] = {std::string(in.text()), std::string(in.text()), std::string(in.text())};
        } else if (opcode == 4) {
            const auto id = in.number<std::uint16_t>();
            const auto schema = in.number<std::uint16_t>();
            channels[id] = {schema, std::string(in.text()), std::string(in.text())};
            (void)in.text();
        } else if (opcode == 5) {
            Message message;
            message.channel = in.number<std::uint16_t>();
            (void)in.number<std::uint32_t>();
            message.logged = in.number<std::uint64_t>();
            message.published = in.number<std::uint64_t>();
            message.data = in.take(content.size() - in.at);
            if (!channels.contains(message.channel)) {
                fail("a message of a channel that is not known yet");
            }
            messages.push_back(std::move(message));
        }
        if (!in.isSound || (opcode != 5 && !in.isEnd())) {
            fail("a record of another length, opcode " + std::to_string(opcode));
        }
    }
    std::string chunk(std::string_view content) {
        Cursor in{content};
        const auto from = in.number<std::uint64_t>();
        const auto to = in.number<std::uint64_t>();
        const auto size = in.number<std::uint64_t>();
        const auto crc = in.number<std::uint32_t>();
        if (in.text() != "zstd") {
            fail("another compression");
        }
        const auto packed = in.take(in.number<std::uint64_t>());
        std::string plain(size, '\0');
        if (ZSTD_decompress(plain.data(), plain.size(), packed.data(), packed.size()) != size) {
            fail("a chunk does not decompress");
        }
        if (crcOf(plain) != crc) {
            fail("a chunk's checksum");
        }
        const std::size_t before = messages.size();
        for (Cursor record{plain}; !record.isEnd();) {
            const auto opcode = record.number<std::uint8_t>();
            readSmall(opcode, record.take(record.number<std::uint64_t>()));
        }
        for (std::size_t i = before; i < messages.size(); ++i) {
            if (messages[i].logged < from || messages[i].logged > to) {
                fail("a message outside of its chunk's times");
            }
        }
        return plain;
    }
};

Mcap read(std::string_view file) {
    Mcap out;
    if (!file.starts_with(magic) || !file.ends_with(magic)) {
        out.fail("no magic");
        return out;
    }
    Cursor in{file.substr(0, file.size() - magic.size())};
    in.at = magic.size();
    std::string plain;
    std::map<std::uint64_t, std::uint64_t> indexAt; // by channel of the chunk before
    bool isSummary = false;
    while (!in.isEnd() && in.isSound) {
        const std::size_t begin = in.at;
        const auto opcode = in.number<std::uint8_t>();
        const auto content = in.take(in.number<std::uint64_t>());
        ++out.records[opcode];
        Cursor record{content};
        if (opcode == 6) {
            plain = out.chunk(content);
        } else if (opcode == 7) {
            const auto channel = record.number<std::uint16_t>();
            Cursor list{record.text()};
            while (!list.isEnd()) {
                const auto at = list.number<std::uint64_t>();
                Cursor message{plain, list.number<std::uint64_t>()};
                if (message.number<std::uint8_t>() != 5) {
                    out.fail("an index that points at no message");
                }
                (void)message.number<std::uint64_t>();
                const bool isRight = message.number<std::uint16_t>() == channel;
                (void)message.number<std::uint32_t>();
                if (!isRight || message.number<std::uint64_t>() != at) {
                    out.fail("an index of another message");
                }
            }
        } else if (opcode == 8) {
            (void)record.take(16);
            const auto offset = record.number<std::uint64_t>();
            const auto length = record.number<std::uint64_t>();
            if (file[offset] != 6 || length > file.size()) {
                out.fail("a chunk index that points at no chunk");
            }
            Cursor map{record.text()};
            while (!map.isEnd()) {
                const auto channel = map.number<std::uint16_t>();
                Cursor index{file, map.number<std::uint64_t>()};
                if (index.number<std::uint8_t>() != 7) {
                    out.fail("a chunk index that points at no message index");
                }
                (void)index.number<std::uint64_t>();
                if (index.number<std::uint16_t>() != channel) {
                    out.fail("a message index of another channel");
                }
            }
        } else if (opcode == 11) {
            out.statedMessages = record.number<std::uint64_t>();
            const auto schemas = record.number<std::uint16_t>();
            const auto channels = record.number<std::uint32_t>();
            if (schemas != out.schemas.size() || channels != out.channels.size()) {
                out.fail("statistics of other schemas or channels");
            }
        } else if (opcode == 14) {
            const auto group = record.number<std::uint8_t>();
            if (static_cast<std::uint8_t>(file[record.number<std::uint64_t>()]) != group) {
                out.fail("a summary offset that points elsewhere");
            }
        } else if (opcode == 15) {
            isSummary = true;
            if (record.number<std::uint32_t>() != crcOf(file.substr(0, begin))) {
                out.fail("the data section's checksum");
            }
        } else if (opcode == 2) {
            const auto summary = record.number<std::uint64_t>();
            (void)record.number<std::uint64_t>();
            const auto crc = record.number<std::uint32_t>();
            if (crc != crcOf(file.substr(summary, begin + 9 + 16 - summary))) {
                out.fail("the summary's checksum");
            }
            if (!in.isEnd()) {
                out.fail("something behind the footer");
            }
        } else if (opcode == 3 || opcode == 4) {
            if (!isSummary) {
                out.fail("a schema outside of chunks and summary");
            }
            out.readSmall(opcode, content);
        }
    }
    if (!in.isSound) {
        out.fail("the file ends within a record");
    }
    return out;
}

} // namespace

class TestMcap : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        recordlab::FleetOptions options;
        options.seconds = 240; // more than one chunk
        m_made = recordlab::makeFleet(options);
        const auto written = recordlab::writeFile(m_made, file());
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        m_recording = std::move(*record::Recording::open(file()));
    }

    void knowsTheCheckValue() {
        exchange::Crc32 crc;
        crc.add("1234");
        crc.add("56789");
        QCOMPARE(crc.value(), 0xcbf43926U); // of "123456789", as every catalogue of CRCs has it
    }

    void isEmptyAndWhole() {
        std::ostringstream out;
        exchange::McapWriter writer(out, "test");
        QVERIFY(writer.close());
        const auto mcap = read(out.str());
        QVERIFY2(mcap.wrong.empty(), mcap.wrong.c_str());
        QVERIFY(mcap.messages.empty());
    }

    void anyReaderReadsIt() {
        std::ostringstream out;
        const auto exported = exchange::exportMcap(*m_recording, {}, out, {});
        QVERIFY2(exported, exported ? "" : exported.error().message.c_str());
        const auto mcap = read(out.str());
        QVERIFY2(mcap.wrong.empty(), mcap.wrong.c_str());
        QCOMPARE(static_cast<std::uint64_t>(mcap.messages.size()), exported->count);
        QCOMPARE(mcap.statedMessages, exported->count);
        QVERIFY(mcap.records.at(6) > 1);
        QCOMPARE(mcap.records.at(8), mcap.records.at(6));
        QCOMPARE(mcap.schemas.size(), std::size_t{3});

        // By the schemas in the file alone: what the ticks say.
        std::map<std::uint16_t, std::unique_ptr<pb::DescriptorPool>> pools;
        pb::DynamicMessageFactory factory;
        std::map<std::string, int> counts;
        for (const Message& message : mcap.messages) {
            const Channel& channel = mcap.channels.at(message.channel);
            QCOMPARE(channel.encoding, std::string("protobuf"));
            const Schema& schema = mcap.schemas.at(channel.schema);
            QCOMPARE(schema.encoding, std::string("protobuf"));
            auto& pool = pools[channel.schema];
            if (!pool) {
                pool = std::make_unique<pb::DescriptorPool>();
                pb::FileDescriptorSet files;
                QVERIFY(files.ParseFromString(schema.data));
                for (const auto& one : files.file()) {
                    QVERIFY(pool->BuildFile(one) != nullptr); // what it imports came before
                }
            }
            const auto* type = pool->FindMessageTypeByName(schema.name);
            QVERIFY(type != nullptr);
            const std::unique_ptr<pb::Message> read(factory.GetPrototype(type)->New());
            QVERIFY(read->ParseFromString(message.data));
            ++counts[schema.name];
            if (schema.name == "vigie.v1.Tick") {
                const auto* utc = type->FindFieldByName("utc_ns");
                QCOMPARE(static_cast<std::uint64_t>(read->GetReflection()->GetInt64(*read, utc)),
                         message.published);
            }
        }
        QVERIFY(counts["vigie.v1.NodeDescription"] > 0);
        QVERIFY(counts["vigie.v1.Event"] > 0);
        QVERIFY(counts["vigie.v1.Tick"] > 1000);
    }

    void onlyWhatWasChosen() {
        exchange::Selection selection;
        selection.from = recordlab::dayStart + std::chrono::seconds(10);
        selection.to = recordlab::dayStart + std::chrono::seconds(20);
        std::ostringstream out;
        const auto exported = exchange::exportMcap(*m_recording, selection, out, {});
        QVERIFY(exported);
        const auto mcap = read(out.str());
        QVERIFY2(mcap.wrong.empty(), mcap.wrong.c_str());
        QVERIFY(!mcap.messages.empty());
        for (const Message& message : mcap.messages) {
            QVERIFY(message.logged >= static_cast<std::uint64_t>(base::toNs(*selection.from)));
            QVERIFY(message.logged <= static_cast<std::uint64_t>(base::toNs(*selection.to)));
        }
    }

private:
    [[nodiscard]] std::filesystem::path file() const {
        return std::filesystem::path(m_dir.path().toStdString()) / "one.vigie";
    }
    QTemporaryDir m_dir;
    recordlab::Made m_made;
    std::unique_ptr<record::Recording> m_recording;
};

QTEST_APPLESS_MAIN(TestMcap)
#include "tst_mcap.moc"
