// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/compress.h"

#include <memory>

#include <xxhash.h>
#include <zstd.h>

namespace vigie::record {
namespace {

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

ZSTD_CCtx* compressor() {
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
    return context.get();
}

ZSTD_DCtx* decompressor() {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    return context.get();
}

} // namespace

std::uint64_t checksumOf(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

bool appendCompressed(std::string& out, std::string_view bytes, int level) {
    if (bytes.size() < 16 || compressor() == nullptr) {
        return false;
    }
    const std::size_t before = out.size();
    out.resize(before + ZSTD_compressBound(bytes.size()));
    const std::size_t made = ZSTD_compressCCtx(
        compressor(), out.data() + before, out.size() - before, bytes.data(), bytes.size(), level);
    const bool isSmaller = ZSTD_isError(made) == 0 && made < bytes.size();
    out.resize(before + (isSmaller ? made : 0));
    return isSmaller;
}

bool decompressInto(std::string_view stored, char* to, std::size_t size) {
    if (decompressor() == nullptr) {
        return false;
    }
    const std::size_t made =
        ZSTD_decompressDCtx(decompressor(), to, size, stored.data(), stored.size());
    return ZSTD_isError(made) == 0 && made == size;
}

} // namespace vigie::record
