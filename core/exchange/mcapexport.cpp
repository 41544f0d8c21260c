// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/mcapexport.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include "core/exchange/mcapwriter.h"
#include "core/wire/wire.h"

namespace vigie::exchange {
namespace {

namespace pb = google::protobuf;

void addFile(const pb::FileDescriptor& file, std::set<std::string>& seen,
             pb::FileDescriptorSet& into) {
    if (!seen.insert(file.name()).second) {
        return;
    }
    for (int i = 0; i < file.dependency_count(); ++i) {
        addFile(*file.dependency(i), seen, into); // readers want what is imported first
    }
    file.CopyTo(into.add_file());
}

std::string schemaOf(const pb::Descriptor& message) {
    pb::FileDescriptorSet files;
    std::set<std::string> seen;
    addFile(*message.file(), seen, files);
    return files.SerializeAsString();
}

/// One stream of messages of a node.
enum class Kind : std::uint8_t { Description, Ticks, Events };

class McapExport {
public:
    explicit McapExport(std::ostream& out) : m_writer(out, "vigie " VIGIE_VERSION) {}

    base::Result<void> described(const Walk::Node& node, base::Utc at) {
        v1::NodeDescription message;
        wire::toWire(*node.description, message);
        return write(node, Kind::Description, message, at, at);
    }
    base::Result<void> ticked(const Walk::Node& node, const model::Tick& tick,
                              const base::Timestamp& received) {
        v1::Tick message;
        wire::toWire(tick, message);
        return write(node, Kind::Ticks, message, received.utc, tick.utc);
    }
    base::Result<void> happened(const Walk::Node& node, const model::Event& event,
                                const base::Timestamp& received) {
        v1::Event message;
        wire::toWire(event, node.description->incarnation, message);
        return write(node, Kind::Events, message, received.utc, event.utc);
    }
    base::Result<std::uint64_t> close() {
        if (auto closed = m_writer.close(); !closed) {
            return tl::unexpected(closed.error());
        }
        return m_writer.messages();
    }

private:
    struct Channel {
        std::uint16_t id = 0;
        std::uint32_t sequence = 0;
    };

    base::Result<void> write(const Walk::Node& node, Kind kind, const pb::Message& message,
                             base::Utc logged, base::Utc published) {
        const auto key = std::pair(node.description->id, kind);
        auto found = m_channels.find(key);
        if (found == m_channels.end()) {
            const auto id = open(*node.description, kind, *message.GetDescriptor());
            if (!id) {
                return tl::unexpected(id.error());
            }
            found = m_channels.emplace(key, Channel{*id, 0}).first;
        }
        m_writer.write(found->second.id, ++found->second.sequence, logged, published,
                       message.SerializeAsString());
        return {};
    }

    base::Result<std::uint16_t> open(const model::NodeDescription& node, Kind kind,
                                     const pb::Descriptor& type) {
        if (!m_schemas.contains(kind)) {
            const auto id = m_writer.addSchema(type.full_name(), "protobuf", schemaOf(type));
            if (!id) {
                return id;
            }
            m_schemas[kind] = *id;
        }
        const char* const last = kind == Kind::Description ? "description"
                                 : kind == Kind::Ticks     ? "ticks"
                                                           : "events";
        return m_writer.addChannel(m_schemas[kind], "/" + node.id + "/" + last, "protobuf",
                                   {{"node", node.id}, {"name", node.name}});
    }

    McapWriter m_writer;
    std::map<Kind, std::uint16_t> m_schemas;
    std::map<std::pair<std::string, Kind>, Channel> m_channels; // by node
};

} // namespace

base::Result<Exported> exportMcap(record::Recording& recording, const Selection& selection,
                                  std::ostream& out, const record::Progress& progress) {
    McapExport mcap(out);
    const Walk::Visitor visitor{
        [&mcap](const Walk::Node& node, base::Utc at) { return mcap.described(node, at); },
        [&mcap](const Walk::Node& node, const model::Tick& tick, const base::Timestamp& received) {
            return mcap.ticked(node, tick, received);
        },
        [&mcap](const Walk::Node& node, const model::Event& event,
                const base::Timestamp& received) { return mcap.happened(node, event, received); }};
    auto damages = Walk(recording, selection).run(visitor, progress);
    if (!damages) {
        return tl::unexpected(damages.error());
    }
    const auto count = mcap.close();
    if (!count) {
        return tl::unexpected(count.error());
    }
    return Exported{*count, std::move(*damages)};
}

} // namespace vigie::exchange
