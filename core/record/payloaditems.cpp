// SPDX-License-Identifier: GPL-3.0-or-later
//
// Items: those of a Notes chunk, and those of a journal.
#include <algorithm>
#include <utility>

#include "core/record/payloads.h"
#include "core/record/payloadtext.h"
#include "core/wire/wire.h"

namespace vigie::record {
namespace {

/// What an item is, as the file has it.
enum class ItemType : std::uint8_t { Event = 1, Contact = 2, Note = 3, Description = 4, Tick = 5 };

constexpr std::size_t leastNoteBytes = 5;
/// Values of one tick, extremes included: what is not believed above.
constexpr std::uint64_t mostTickValues = 1ULL << 24U;
constexpr std::uint8_t hasValidFlag = 1;
constexpr std::uint8_t hasExtremesFlag = 2;

void putEvent(std::string& out, const model::Event& event) {
    v1::Event message;
    wire::toWire(event, 0, message);
    putText(out, message.SerializeAsString());
}

base::Result<model::EventPtr> takeEvent(ByteReader& reader) {
    const std::string_view bytes = takeText(reader);
    v1::Event message;
    if (!reader.isSound() ||
        !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return base::failure("an event is no message of that kind");
    }
    return wire::fromWire(message);
}

void putContact(std::string& out, const fleet::ContactChange& change,
                const base::Timestamp& received) {
    putFixed(out, static_cast<std::uint8_t>(change.contact));
    putText(out, change.reason);
    putDistance(out, base::toNs(change.at.utc), base::toNs(received.utc));
    putDistance(out, base::toNs(change.at.mono), base::toNs(received.mono));
}

base::Result<fleet::ContactChange> takeContact(ByteReader& reader,
                                               const base::Timestamp& received) {
    fleet::ContactChange change;
    const auto contact = reader.fixed<std::uint8_t>();
    change.reason = takeText(reader);
    change.at.utc = base::utcFromNs(takeDistance(reader, base::toNs(received.utc)));
    change.at.mono = base::monoFromNs(takeDistance(reader, base::toNs(received.mono)));
    if (!reader.isSound() || contact > static_cast<std::uint8_t>(fleet::Contact::Refused)) {
        return base::failure("a change of contact cannot be");
    }
    change.contact = static_cast<fleet::Contact>(contact);
    return change;
}

/// Without its order and time.
void putBody(std::string& out, const Item& item) {
    if (const auto* note = std::get_if<Note>(&item.what)) {
        putFixed(out, static_cast<std::uint8_t>(note->kind));
        putVarint(out, note->bytes.size());
        out += note->bytes;
        return;
    }
    const auto& input = std::get<fleet::Input>(item.what);
    putText(out, input.endpoint);
    if (const auto* event = std::get_if<model::EventPtr>(&input.what)) {
        putEvent(out, **event);
    } else if (const auto* change = std::get_if<fleet::ContactChange>(&input.what)) {
        putContact(out, *change, input.received);
    }
}

ItemType typeOf(const Item& item) {
    const auto* input = std::get_if<fleet::Input>(&item.what);
    if (input == nullptr) {
        return ItemType::Note;
    }
    if (std::holds_alternative<model::TickPtr>(input->what)) {
        return ItemType::Tick;
    }
    if (std::holds_alternative<model::NodeDescriptionPtr>(input->what)) {
        return ItemType::Description;
    }
    return std::holds_alternative<model::EventPtr>(input->what) ? ItemType::Event
                                                                : ItemType::Contact;
}

base::Result<Item> takeBody(ByteReader& reader, ItemType type, std::uint64_t order,
                            const base::Timestamp& at) {
    Item item;
    item.order = order;
    if (type == ItemType::Note) {
        Note note;
        note.kind = static_cast<NoteKind>(reader.fixed<std::uint8_t>());
        note.at = at;
        note.bytes = reader.bytes(reader.varint(maxChunkBytes));
        if (!reader.isSound() || note.kind == NoteKind{0}) {
            return base::failure("a note cannot be");
        }
        item.what = std::move(note);
        return item;
    }
    fleet::Input input;
    input.received = at;
    input.endpoint = takeText(reader);
    if (type == ItemType::Event) {
        auto event = takeEvent(reader);
        if (!event) {
            return tl::unexpected(std::move(event.error()));
        }
        input.what = *std::move(event);
    } else if (type == ItemType::Contact) {
        auto change = takeContact(reader, at);
        if (!change) {
            return tl::unexpected(std::move(change.error()));
        }
        input.what = *std::move(change);
    } else {
        return base::failure("an item is of a kind that this version does not know");
    }
    item.what = std::move(input);
    return item;
}

/// How many bytes a distance up to `span` takes.
std::uint8_t widthOf(std::uint64_t span) {
    if (span == 0) {
        return 0;
    }
    if (span <= 0xff) {
        return 1;
    }
    if (span <= 0xffff) {
        return 2;
    }
    return span <= 0xffff'ffff ? 4 : 8;
}

template <typename T>
void putNarrow(std::string& out, const std::vector<std::int64_t>& values, std::uint64_t base) {
    const std::size_t begin = out.size();
    out.resize(begin + values.size() * sizeof(T));
    char* to = out.data() + begin;
    for (const std::int64_t value : values) {
        const T distance = static_cast<T>(static_cast<std::uint64_t>(value) - base);
        std::memcpy(to, &distance, sizeof(T));
        to += sizeof(T);
    }
}

/// Width, least value, and each one's distance to it.
void putValues(std::string& out, const std::vector<std::int64_t>& values) {
    std::int64_t least = values.empty() ? 0 : values.front();
    std::int64_t most = least;
    for (const std::int64_t value : values) {
        least = std::min(least, value);
        most = std::max(most, value);
    }
    const auto base = static_cast<std::uint64_t>(least);
    const std::uint8_t width = widthOf(static_cast<std::uint64_t>(most) - base);
    putFixed(out, width);
    putFixed(out, least);
    switch (width) {
    case 1:
        return putNarrow<std::uint8_t>(out, values, base);
    case 2:
        return putNarrow<std::uint16_t>(out, values, base);
    case 4:
        return putNarrow<std::uint32_t>(out, values, base);
    case 8:
        return putNarrow<std::uint64_t>(out, values, base);
    default:
        return;
    }
}

template <typename T>
void takeNarrow(std::string_view bytes, std::uint64_t base, std::vector<std::int64_t>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        T distance{};
        std::memcpy(&distance, bytes.data() + i * sizeof(T), sizeof(T));
        values[i] = static_cast<std::int64_t>(base + distance);
    }
}

bool takeValues(ByteReader& reader, std::uint32_t count, std::vector<std::int64_t>& values) {
    const auto width = reader.fixed<std::uint8_t>();
    const auto least = reader.fixed<std::int64_t>();
    const auto base = static_cast<std::uint64_t>(least);
    const std::string_view bytes = reader.bytes(std::size_t{width} * count);
    if (!reader.isSound()) {
        return false;
    }
    values.assign(count, least);
    switch (width) {
    case 0:
        return true;
    case 1:
        takeNarrow<std::uint8_t>(bytes, base, values);
        return true;
    case 2:
        takeNarrow<std::uint16_t>(bytes, base, values);
        return true;
    case 4:
        takeNarrow<std::uint32_t>(bytes, base, values);
        return true;
    case 8:
        takeNarrow<std::uint64_t>(bytes, base, values);
        return true;
    default:
        return false;
    }
}

void putTick(std::string& out, const model::Tick& tick) {
    putFixed(out, tick.sequence);
    putFixed(out, tick.epoch);
    putFixed(out, base::toNs(tick.utc));
    putFixed(out, base::toNs(tick.mono));
    putFixed(out, tick.conflated);
    putFixed(out, static_cast<std::uint32_t>(tick.blocks.size()));
    for (const model::Block& block : tick.blocks) {
        putFixed(out, static_cast<std::uint8_t>(block.scope));
        putFixed(out, block.first);
        putFixed(out, block.count);
        putFixed(out, static_cast<std::uint32_t>(block.columns.size()));
        for (const model::Column& column : block.columns) {
            putFixed(out, column.metric);
            putFixed(out,
                     static_cast<std::uint8_t>((column.valid.empty() ? 0U : hasValidFlag) |
                                               (column.minima.empty() ? 0U : hasExtremesFlag)));
            putValues(out, column.values);
            out.append(reinterpret_cast<const char*>(column.valid.data()), column.valid.size());
            if (!column.minima.empty()) {
                putValues(out, column.minima);
                putValues(out, column.maxima);
            }
        }
    }
}

bool takeColumn(ByteReader& reader, std::uint32_t count, model::Column& column) {
    column.metric = reader.fixed<std::uint32_t>();
    const auto flags = reader.fixed<std::uint8_t>();
    if (!takeValues(reader, count, column.values)) {
        return false;
    }
    if ((flags & hasValidFlag) != 0) {
        const std::string_view valid = reader.bytes((std::size_t{count} + 7) / 8);
        column.valid.assign(valid.begin(), valid.end());
    }
    if ((flags & hasExtremesFlag) != 0) {
        return takeValues(reader, count, column.minima) && takeValues(reader, count, column.maxima);
    }
    return reader.isSound();
}

base::Result<model::TickPtr> takeTick(ByteReader& reader) {
    auto tick = std::make_shared<model::Tick>();
    tick->sequence = reader.fixed<std::uint64_t>();
    tick->epoch = reader.fixed<std::uint64_t>();
    tick->utc = base::utcFromNs(reader.fixed<std::int64_t>());
    tick->mono = base::monoFromNs(reader.fixed<std::int64_t>());
    tick->conflated = reader.fixed<std::uint32_t>();
    const auto blocks = reader.fixed<std::uint32_t>();
    std::uint64_t values = 0;
    for (std::uint32_t b = 0; b < blocks && reader.isSound(); ++b) {
        model::Block& block = tick->blocks.emplace_back();
        const auto scope = reader.fixed<std::uint8_t>();
        block.first = reader.fixed<std::uint32_t>();
        block.count = reader.fixed<std::uint32_t>();
        const auto columns = reader.fixed<std::uint32_t>();
        // A constant column takes few bytes whatever its rows: they are counted before believed.
        if (!reader.isSound() || scope > static_cast<std::uint8_t>(model::Scope::Pid) ||
            columns > wire::maxColumnsPerTick || block.count > wire::DescriptionLimits::rows) {
            return base::failure("a tick has a block that cannot be");
        }
        block.scope = static_cast<model::Scope>(scope);
        for (std::uint32_t c = 0; c < columns; ++c) {
            values += std::uint64_t{3} * block.count;
            if (values > 3 * mostTickValues ||
                !takeColumn(reader, block.count, block.columns.emplace_back())) {
                return base::failure("a tick has a column that cannot be");
            }
        }
    }
    if (!reader.isSound() || reader.left() != 0) {
        return base::failure("a tick is not of the size that its columns need");
    }
    return model::TickPtr(std::move(tick));
}

} // namespace

std::string packNotes(std::span<const Item> items) {
    std::string out;
    putVarint(out, items.size());
    std::uint64_t order = 0;
    std::int64_t utc = 0;
    std::int64_t offset = 0; // of the monotonic clock to UTC: steady but for the clock's steps
    for (const Item& item : items) {
        const base::Timestamp at = item.at();
        const auto apart =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(base::toNs(at.mono)) -
                                      static_cast<std::uint64_t>(base::toNs(at.utc)));
        putFixed(out, static_cast<std::uint8_t>(typeOf(item)));
        putVarint(out, zigZag(item.order - order));
        putDistance(out, base::toNs(at.utc), utc);
        putDistance(out, apart, offset);
        putBody(out, item);
        order = item.order;
        utc = base::toNs(at.utc);
        offset = apart;
    }
    return out;
}

base::Result<std::vector<Item>> readNotes(std::string_view payload) {
    ByteReader reader(payload);
    const std::uint64_t count = reader.varint(reader.left() / leastNoteBytes);
    std::vector<Item> items;
    items.reserve(count);
    std::uint64_t order = 0;
    std::int64_t utc = 0;
    std::int64_t offset = 0;
    for (std::uint64_t i = 0; i < count && reader.isSound(); ++i) {
        const auto type = static_cast<ItemType>(reader.fixed<std::uint8_t>());
        order += unZigZag(reader.varint());
        utc = takeDistance(reader, utc);
        offset = takeDistance(reader, offset);
        const auto mono = static_cast<std::int64_t>(static_cast<std::uint64_t>(utc) +
                                                    static_cast<std::uint64_t>(offset));
        auto item = takeBody(reader, type, order, {base::utcFromNs(utc), base::monoFromNs(mono)});
        if (!item) {
            return tl::unexpected(std::move(item.error()));
        }
        items.push_back(*std::move(item));
    }
    if (!reader.isSound() || reader.left() != 0) {
        return base::failure("notes are not of the size that they need");
    }
    return items;
}

void packItem(const Item& item, std::string& out) {
    const ItemType type = typeOf(item);
    putFixed(out, static_cast<std::uint8_t>(type));
    if (type == ItemType::Description) {
        const auto& input = std::get<fleet::Input>(item.what);
        out += packDescription(
            {input.endpoint, input.received, std::get<model::NodeDescriptionPtr>(input.what)});
        return;
    }
    putTime(out, item.at());
    if (type == ItemType::Tick) {
        putTick(out, *std::get<model::TickPtr>(std::get<fleet::Input>(item.what).what));
    } else {
        putBody(out, item);
    }
}

base::Result<Item> readItem(std::string_view payload, std::uint64_t order) {
    ByteReader reader(payload);
    const auto type = static_cast<ItemType>(reader.fixed<std::uint8_t>());
    if (type == ItemType::Description) {
        auto read = readDescription(payload.substr(1));
        if (!read) {
            return tl::unexpected(std::move(read.error()));
        }
        return Item{order, fleet::Input{std::move(read->endpoint), std::move(read->description),
                                        read->received}};
    }
    const base::Timestamp at = takeTime(reader);
    if (type == ItemType::Tick) {
        auto tick = takeTick(reader);
        if (!tick) {
            return tl::unexpected(std::move(tick.error()));
        }
        return Item{order, fleet::Input{{}, *std::move(tick), at}};
    }
    auto item = takeBody(reader, type, order, at);
    if (item && (!reader.isSound() || reader.left() != 0)) {
        return base::failure("an item is not of the size that it needs");
    }
    return item;
}

} // namespace vigie::record
