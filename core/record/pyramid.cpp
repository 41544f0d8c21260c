// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/pyramid.h"

#include <array>
#include <utility>

#include "core/record/bytes.h"
#include "core/record/chunk.h"
#include "core/record/compress.h"
#include "core/record/payloadtext.h"
#include "core/record/slabrows.h"
#include "core/wire/wire.h"

namespace vigie::record {
namespace {

constexpr int level = 1;
/// Of a cell: count, newest, and how far the rest is from the newest; an empty cell is all 0.
constexpr std::size_t fields = 5;
constexpr std::size_t leastSectionBytes = 7 + 4;

std::array<std::uint64_t, fields> fieldsOf(const SlabCell& cell) {
    if (cell.count == 0) {
        return {};
    }
    const auto last = static_cast<std::uint64_t>(cell.last);
    return {cell.count, last, last - static_cast<std::uint64_t>(cell.minimum),
            static_cast<std::uint64_t>(cell.maximum) - last,
            zigZag(static_cast<std::uint64_t>(cell.mean) - last)};
}

/// All rows of one metric; each field is a matrix of its own.
void packCells(const PyramidColumn& column, std::size_t slabs, PackedRows& out) {
    std::vector<std::uint64_t> matrix(column.cells.size());
    for (std::size_t field = 0; field < fields; ++field) {
        for (std::size_t i = 0; i < column.cells.size(); ++i) {
            matrix[i] = fieldsOf(column.cells[i])[field];
        }
        packRows(matrix, column.rows, slabs, out);
    }
}

/// Compressed where that helps; returns the stored size.
std::uint64_t store(std::string& out, const std::string& plain) {
    const std::size_t begin = out.size();
    if (!appendCompressed(out, plain, level)) {
        out += plain;
    }
    return out.size() - begin;
}

base::Result<std::string> unpackPart(std::string_view stored, std::uint32_t plainBytes) {
    if (stored.size() == plainBytes) {
        return std::string(stored);
    }
    std::string plain;
    if (!isPlausibleRatio(stored.size(), plainBytes)) {
        return base::failure("a section of a pyramid tells sizes that cannot be");
    }
    plain.resize(plainBytes);
    if (!decompressInto(stored, plain.data(), plain.size())) {
        return base::failure("a section of a pyramid cannot be decompressed");
    }
    return plain;
}

} // namespace

std::string packPyramid(const Pyramid& pyramid) {
    std::string directory;
    putVarint(directory, pyramid.epoch);
    putVarint(directory, pyramid.slabs.size());
    std::uint64_t order = 0;
    std::int64_t utc = 0;
    for (const PyramidSlab& slab : pyramid.slabs) {
        putVarint(directory, zigZag(slab.firstOrder - order));
        putVarint(directory, zigZag(slab.lastOrder - slab.firstOrder));
        putDistance(directory, base::toNs(slab.from), utc);
        putDistance(directory, base::toNs(slab.to), base::toNs(slab.from));
        order = slab.firstOrder;
        utc = base::toNs(slab.from);
    }
    std::string data;
    putVarint(directory, pyramid.columns.size());
    for (const PyramidColumn& column : pyramid.columns) {
        PackedRows packed;
        packCells(column, pyramid.slabs.size(), packed);
        const std::size_t begin = data.size();
        const std::uint64_t symbols = store(data, packed.symbols);
        const std::uint64_t noise = store(data, packed.noise);
        putFixed(directory, static_cast<std::uint8_t>(column.scope));
        putVarint(directory, column.metric);
        putVarint(directory, column.rows);
        putVarint(directory, symbols);
        putVarint(directory, packed.symbols.size());
        putVarint(directory, noise);
        putVarint(directory, packed.noise.size());
        putFixed(directory,
                 static_cast<std::uint32_t>(checksumOf(std::string_view(data).substr(begin))));
    }
    std::string out;
    putFixed(out, static_cast<std::uint32_t>(directory.size()));
    putFixed(out, std::uint32_t{0});
    putFixed(out, checksumOf(directory));
    return out + directory + data;
}

base::Result<std::size_t> PyramidReader::directoryEnd(std::string_view fixed) {
    ByteReader reader(fixed);
    const auto bytes = reader.fixed<std::uint32_t>();
    if (fixed.size() < pyramidFixedBytes || bytes > maxChunkBytes) {
        return base::failure("a pyramid has no directory");
    }
    return pyramidFixedBytes + bytes;
}

base::Result<PyramidReader> PyramidReader::open(std::string_view beginning,
                                                std::uint64_t payloadBytes) {
    ByteReader fixed(beginning);
    const auto bytes = fixed.fixed<std::uint32_t>();
    (void)fixed.fixed<std::uint32_t>();
    const auto checksum = fixed.fixed<std::uint64_t>();
    const std::string_view directory = fixed.bytes(bytes);
    if (!fixed.isSound() || checksumOf(directory) != checksum) {
        return base::failure("the directory of a pyramid is damaged");
    }
    ByteReader reader(directory);
    PyramidReader pyramid;
    pyramid.m_epoch = reader.varint();
    const std::uint64_t slabs = reader.varint(mostPyramidSlabs);
    std::uint64_t order = 0;
    std::int64_t utc = 0;
    for (std::uint64_t i = 0; i < slabs && reader.isSound(); ++i) {
        PyramidSlab slab;
        order += unZigZag(reader.varint());
        slab.firstOrder = order;
        slab.lastOrder = order + unZigZag(reader.varint());
        utc = takeDistance(reader, utc);
        slab.from = base::utcFromNs(utc);
        slab.to = base::utcFromNs(takeDistance(reader, utc));
        pyramid.m_slabs.push_back(slab);
    }
    const std::uint64_t sections = reader.varint(reader.left() / leastSectionBytes);
    std::uint64_t offset = pyramidFixedBytes + bytes;
    for (std::uint64_t i = 0; i < sections && reader.isSound(); ++i) {
        const auto scope = reader.fixed<std::uint8_t>();
        const auto metric =
            static_cast<std::uint32_t>(reader.varint(wire::DescriptionLimits::metrics));
        Section section;
        section.offset = offset;
        section.rows = static_cast<std::uint32_t>(reader.varint(wire::DescriptionLimits::rows));
        section.symbolsStored = static_cast<std::uint32_t>(reader.varint(maxChunkBytes));
        section.symbolsPlain = static_cast<std::uint32_t>(reader.varint(maxChunkBytes));
        section.noiseStored = static_cast<std::uint32_t>(reader.varint(maxChunkBytes));
        section.noisePlain = static_cast<std::uint32_t>(reader.varint(maxChunkBytes));
        section.checksum = reader.fixed<std::uint32_t>();
        // What the rows and slabs need at most bounds what is believed of a compressed part.
        const std::uint64_t most = fields * mostPackedBytes(section.rows, slabs);
        if (!reader.isSound() || slabs == 0 || section.rows == 0 ||
            scope > static_cast<std::uint8_t>(model::Scope::Pid) || offset > payloadBytes ||
            section.bytes() > payloadBytes - offset || section.symbolsPlain > most ||
            section.noisePlain > most) {
            return base::failure("the directory of a pyramid tells of a section that cannot be");
        }
        offset += section.bytes();
        pyramid.m_sections.emplace(std::pair(static_cast<model::Scope>(scope), metric), section);
    }
    if (!reader.isSound() || reader.left() != 0) {
        return base::failure("the directory of a pyramid is not of the size that it needs");
    }
    return pyramid;
}

base::Result<std::vector<SlabCell>>
PyramidReader::row(const Section& section, std::string_view data, std::uint32_t row) const {
    if (data.size() != section.bytes() || row >= section.rows ||
        static_cast<std::uint32_t>(checksumOf(data)) != section.checksum) {
        return base::failure("a section of a pyramid is damaged");
    }
    const auto symbols = unpackPart(data.substr(0, section.symbolsStored), section.symbolsPlain);
    const auto noise = unpackPart(data.substr(section.symbolsStored), section.noisePlain);
    if (!symbols || !noise) {
        return tl::unexpected(symbols ? noise.error() : symbols.error());
    }
    ByteReader symbolReader(*symbols);
    ByteReader noiseReader(*noise);
    std::array<std::vector<std::uint64_t>, fields> read;
    for (std::vector<std::uint64_t>& values : read) {
        values.resize(m_slabs.size());
        RowsReader rows;
        if (!rows.open(symbolReader, noiseReader, section.rows, m_slabs.size())) {
            return base::failure("a section of a pyramid cannot be read");
        }
        rows.row(row, values);
    }
    std::vector<SlabCell> cells(m_slabs.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::uint64_t count = read[0][i];
        const std::uint64_t last = read[1][i];
        if (count == 0) {
            continue;
        }
        const auto toSigned = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
        cells[i] = {toSigned(last - read[2][i]), toSigned(last + read[3][i]),
                    toSigned(last + unZigZag(read[4][i])), toSigned(last),
                    static_cast<std::uint32_t>(count)};
    }
    return cells;
}

} // namespace vigie::record
