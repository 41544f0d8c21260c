// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pastlab/samplefile.h"

#include <string>
#include <system_error>
#include <utility>

#include "core/config/rulesfile.h"
#include "core/record/writer.h"
#include "core/replay/judge.h"
#include "tests/support/pastlab/site.h"

namespace vigie::pastlab {

engine::BeginState sampleBegin() {
    engine::BeginState begin;
    begin.plan = Site::plan();
    begin.rules = config::defaultRules();
    return begin;
}

std::vector<record::Item> sampleItems() {
    std::vector<record::Item> items;
    Lab lab(sampleBegin(), [&items](record::Item item) { items.push_back(std::move(item)); });
    playOutage(lab);
    return items;
}

base::Result<void> writeItems(const std::vector<record::Item>& items,
                              const std::filesystem::path& file, std::chrono::seconds slab) {
    record::WriterOptions options;
    options.madeBy = std::string("vigie ") + VIGIE_VERSION + ", sample";
    options.hasJournal = false;
    options.slab = slab;
    auto writer = record::Writer::create(file, options);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    for (const record::Item& item : items) {
        if (auto put = (*writer)->put(item); !put) {
            return put;
        }
    }
    return (*writer)->close();
}

base::Result<void> writeSample(const std::filesystem::path& file) {
    // The facts first; then with all that a desk shows of them, so that one can be looked at.
    const std::filesystem::path facts = file.string() + ".facts";
    auto done = writeItems(sampleItems(), facts);
    if (done) {
        done = replay::judged(facts, file, {}, {});
    }
    std::error_code ignored;
    std::filesystem::remove(facts, ignored);
    return done;
}

} // namespace vigie::pastlab
