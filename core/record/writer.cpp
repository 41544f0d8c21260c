// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/writer.h"

#include <utility>

#include "core/record/filewriter.h"

namespace vigie::record {

base::Result<std::unique_ptr<Writer>> Writer::create(const std::filesystem::path& file,
                                                     WriterOptions options) {
    std::unique_ptr<Standing> none;
    return FileWriter::create(file, std::move(options), none);
}

base::Result<std::unique_ptr<Writer>> Writer::resume(const std::filesystem::path& file,
                                                     WriterOptions options) {
    return FileWriter::resume(file, std::move(options));
}

} // namespace vigie::record
