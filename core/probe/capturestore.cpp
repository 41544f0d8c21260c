// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/capturestore.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/probe/capturemeta.h"

namespace vigie::probe {
namespace {

namespace fs = std::filesystem;

constexpr const char* streamEnding = ".ts";
constexpr const char* analysisEnding = ".json";
constexpr const char* metaEnding = ".meta.json";
constexpr const char* partEnding = ".part";
/// Failures that are remembered.
constexpr std::size_t maximumFailures = 20;
/// A meta text of more than this is none of ours.
constexpr std::uintmax_t maximumMetaBytes = 4'000'000;

base::Result<std::string> readText(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error || size > maximumMetaBytes) {
        return base::failure(error ? error.message() : "too long");
    }
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return file.bad() ? base::Result<std::string>(base::failure("cannot be read"))
                      : base::Result<std::string>(std::move(text));
}

/// The whole text or the file as it was before.
base::Result<void> writeText(const fs::path& path, const std::string& text) {
    fs::path part = path;
    part += partEnding;
    std::error_code error;
    fs::remove(part, error); // of a run that was cut off
    auto file = DiskFile::create(part);
    base::Result<void> written;
    if (!file) {
        written = tl::unexpected(file.error());
    } else {
        written = file->append(std::as_bytes(std::span(text.data(), text.size())));
        if (written) {
            fs::rename(part, path, error);
            if (error) {
                written = base::failure(error.message());
            }
        }
        if (!written) {
            std::error_code ignored;
            fs::remove(part, ignored);
        }
    }
    if (!written) {
        return base::failure(
            fmt::format("cannot write {}: {}", path.string(), written.error().message));
    }
    return {};
}

/// Whether a file is a part that a run of ours was cut off in.
bool isOurPart(const std::string& name) {
    for (const char* ending : {metaEnding, streamEnding, analysisEnding}) {
        const std::string whole = std::string(ending) + partEnding;
        if (name.ends_with(whole) && isCaptureId(name.substr(0, name.size() - whole.size()))) {
            return true;
        }
    }
    return false;
}

class FileReader final : public fleet::CaptureReader {
public:
    FileReader(DiskFile file, std::uint64_t size) : m_file(std::move(file)), m_size(size) {}
    [[nodiscard]] std::uint64_t size() const override { return m_size; }
    [[nodiscard]] base::Result<std::string> read(std::size_t most) override {
        std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(most, m_size - m_offset)),
                         '\0');
        const auto got =
            m_file.readAt(m_offset, std::as_writable_bytes(std::span(text.data(), text.size())));
        if (!got) {
            return base::failure("cannot read the capture: " + got.error().message);
        }
        if (*got < text.size()) {
            return base::failure("the capture's file is shorter than it was");
        }
        m_offset += text.size();
        return text;
    }

private:
    DiskFile m_file;
    const std::uint64_t m_size;
    std::uint64_t m_offset = 0;
};

} // namespace

fs::path CaptureStore::file(const std::string& id, const char* ending) const {
    return m_config.folder / (id + ending);
}

fs::path CaptureStore::streamFile(const std::string& id) const {
    return file(id, streamEnding);
}

base::Result<void> CaptureStore::open() {
    std::error_code error;
    fs::create_directories(m_config.folder, error);
    fs::directory_iterator entries;
    if (!error) {
        entries = fs::directory_iterator(m_config.folder, error);
    }
    if (error) {
        return base::failure(
            fmt::format("cannot use {}: {}", m_config.folder.string(), error.message()));
    }
    std::vector<fs::path> metas;
    std::vector<fs::path> parts;
    for (const auto& entry : entries) {
        const std::string name = entry.path().filename().string();
        if (!entry.is_regular_file(error) || entry.is_symlink(error)) {
            continue;
        }
        if (isOurPart(name)) {
            parts.push_back(entry.path());
        } else if (name.ends_with(metaEnding)) {
            metas.push_back(entry.path());
        }
    }
    for (const fs::path& part : parts) {
        fs::remove(part, error);
    }
    for (const fs::path& meta : metas) {
        readEntry(meta);
    }
    return {};
}

void CaptureStore::readEntry(const fs::path& meta) {
    const auto text = readText(meta);
    auto capture =
        text ? readCaptureMeta(*text) : base::Result<StoredCapture>(tl::unexpected(text.error()));
    if (capture && file(capture->info.id, metaEnding) != meta) {
        capture = base::failure("named differently from its id");
    }
    if (!capture) {
        base::logger("capture")->warn("{} is left alone: {}", meta.string(),
                                      capture.error().message);
        return;
    }
    const std::string id = capture->info.id;
    std::error_code error;
    const auto size = fs::file_size(streamFile(id), error);
    if (error || size != capture->info.bytes) {
        base::logger("capture")->warn("{} is left alone: its stream is missing or of another size",
                                      meta.string());
        return;
    }
    Entry entry{std::move(*capture), 0};
    const auto analysis = fs::file_size(file(id, analysisEnding), error);
    if (!error) {
        entry.analysisBytes = analysis;
    } else if (entry.capture.whyNoAnalysis.empty()) {
        entry.capture.info.state = fleet::CaptureState::Analyzing;
    }
    const std::lock_guard lock(m_mutex);
    m_entries.insert_or_assign(id, std::move(entry));
}

std::string CaptureStore::makeId(const std::string& inputId, base::Utc around) const {
    std::string stamp; // 2026-07-26T18:05:43.120Z without what a file name should not have
    for (const char c : base::toIso8601(around)) {
        if (c != '-' && c != ':') {
            stamp += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    const std::string plain = inputId + "-" + stamp;
    std::string id = plain;
    const std::lock_guard lock(m_mutex);
    for (int number = 2; m_entries.contains(id); ++number) {
        id = fmt::format("{}-{}", plain, number);
    }
    return id;
}

base::Result<void> CaptureStore::makeRoom(std::uint64_t bytes) {
    std::vector<std::string> gone;
    bool hasRoom = false;
    {
        const std::lock_guard lock(m_mutex);
        std::uint64_t total = bytes;
        std::vector<const Entry*> oldestFirst;
        for (const auto& [id, entry] : m_entries) {
            total += entry.capture.info.bytes + entry.analysisBytes;
            oldestFirst.push_back(&entry);
        }
        std::sort(oldestFirst.begin(), oldestFirst.end(), [](const Entry* a, const Entry* b) {
            return a->capture.info.from < b->capture.info.from;
        });
        std::size_t count = oldestFirst.size() + 1;
        const auto fits = [&] { return count <= m_config.keep && total <= m_config.keepBytes; };
        for (const Entry* entry : oldestFirst) {
            if (fits()) {
                break;
            }
            if (entry->capture.info.state == fleet::CaptureState::Complete) {
                total -= entry->capture.info.bytes + entry->analysisBytes;
                --count;
                gone.push_back(entry->capture.info.id);
            }
        }
        hasRoom = fits();
        if (hasRoom) {
            for (const std::string& id : gone) {
                m_entries.erase(id);
            }
        }
    }
    if (!hasRoom) {
        return base::failure(fmt::format("no room: {} bytes, and at most {} captures of {} bytes "
                                         "in all may be kept",
                                         bytes, m_config.keep, m_config.keepBytes));
    }
    for (const std::string& id : gone) {
        // The meta goes last: what is left of a removal that was cut off is found again.
        for (const char* ending : {analysisEnding, streamEnding, metaEnding}) {
            std::error_code error;
            fs::remove(file(id, ending), error);
            if (error) {
                base::logger("capture")->warn("cannot remove {}: {}", file(id, ending).string(),
                                              error.message());
            }
        }
    }
    return {};
}

base::Result<void> CaptureStore::writeMeta(const StoredCapture& capture) const {
    return writeText(file(capture.info.id, metaEnding), captureMetaText(capture));
}

base::Result<StoredCapture> CaptureStore::add(StoredCapture capture, const RingExtract& extract,
                                              const std::stop_token& stop) {
    const std::string id = capture.info.id;
    std::error_code error;
    fs::create_directories(m_config.folder, error);
    if (error) {
        return base::failure(
            fmt::format("cannot make {}: {}", m_config.folder.string(), error.message()));
    }
    if (fs::exists(streamFile(id), error)) {
        return base::failure(
            fmt::format("{} is there already, and not ours", streamFile(id).string()));
    }
    if (auto room = makeRoom(extract.bytes); !room) {
        return tl::unexpected(room.error());
    }
    const fs::path part = file(id, ".ts.part");
    auto written = writeExtract(extract, part, stop);
    if (!written) {
        return tl::unexpected(written.error());
    }
    capture.info.state = fleet::CaptureState::Analyzing;
    capture.info.from = extract.from;
    capture.info.to = extract.to;
    capture.info.bytes = written->bytes;
    capture.packetSize = written->packetSize;
    capture.marks = std::move(written->marks);
    auto named = writeMeta(capture);
    if (named) {
        fs::rename(part, streamFile(id), error);
        if (error) {
            named = base::failure(
                fmt::format("cannot write {}: {}", streamFile(id).string(), error.message()));
        }
    }
    if (!named) {
        fs::remove(part, error);
        fs::remove(file(id, metaEnding), error);
        return tl::unexpected(named.error());
    }
    const std::lock_guard lock(m_mutex);
    m_entries.insert_or_assign(id, Entry{capture, 0});
    return capture;
}

base::Result<StoredCapture> CaptureStore::finish(const std::string& id,
                                                 const base::Result<std::string>& analysis) {
    StoredCapture capture;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(id);
        if (found == m_entries.end()) {
            return base::failure("no capture '" + id + "' at this node");
        }
        capture = found->second.capture;
    }
    base::Result<void> written;
    if (analysis) {
        written = writeText(file(id, analysisEnding), *analysis);
    }
    if (!analysis || !written) {
        capture.whyNoAnalysis = analysis ? written.error().message : analysis.error().message;
        capture.info.remark += (capture.info.remark.empty() ? "no analysis: " : "; no analysis: ") +
                               capture.whyNoAnalysis;
    }
    capture.info.state = fleet::CaptureState::Complete;
    if (auto meta = writeMeta(capture); !meta) {
        base::logger("capture")->warn("{}", meta.error().message); // analyzed again after a restart
    }
    const std::lock_guard lock(m_mutex);
    auto& entry = m_entries[id];
    entry.capture = capture;
    entry.analysisBytes = analysis && written ? analysis->size() : 0;
    return capture;
}

void CaptureStore::noteFailure(fleet::CaptureInfo info) {
    const std::lock_guard lock(m_mutex);
    info.state = fleet::CaptureState::Failed;
    m_failures.push_back(std::move(info));
    if (m_failures.size() > maximumFailures) {
        m_failures.erase(m_failures.begin());
    }
}

std::vector<fleet::CaptureInfo> CaptureStore::list() const {
    const std::lock_guard lock(m_mutex);
    std::vector<fleet::CaptureInfo> list = m_failures;
    for (const auto& [id, entry] : m_entries) {
        list.push_back(entry.capture.info);
    }
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
        return a.from != b.from ? a.from > b.from : a.id > b.id;
    });
    return list;
}

std::vector<StoredCapture> CaptureStore::waiting() const {
    const std::lock_guard lock(m_mutex);
    std::vector<StoredCapture> waiting;
    for (const auto& [id, entry] : m_entries) {
        if (entry.capture.info.state == fleet::CaptureState::Analyzing) {
            waiting.push_back(entry.capture);
        }
    }
    std::sort(waiting.begin(), waiting.end(),
              [](const auto& a, const auto& b) { return a.info.from < b.info.from; });
    return waiting;
}

base::Result<std::unique_ptr<fleet::CaptureReader>>
CaptureStore::read(const std::string& id, fleet::CapturePart part) const {
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(id);
        if (found == m_entries.end()) {
            return base::failure("no capture '" + id + "' at this node");
        }
        const StoredCapture& capture = found->second.capture;
        if (capture.info.state != fleet::CaptureState::Complete) {
            return base::failure("the capture '" + id + "' is not finished");
        }
        if (part == fleet::CapturePart::Analysis && !capture.whyNoAnalysis.empty()) {
            return base::failure("the capture '" + id +
                                 "' has no analysis: " + capture.whyNoAnalysis);
        }
    }
    // The id is one of ours by now: no path of a client's making.
    const auto path = file(id, part == fleet::CapturePart::Stream ? streamEnding : analysisEnding);
    auto opened = DiskFile::open(path);
    if (!opened) {
        return base::failure(
            fmt::format("cannot read the capture '{}': {}", id, opened.error().message));
    }
    const auto size = opened->size();
    if (!size) {
        return base::failure(
            fmt::format("cannot read the capture '{}': {}", id, size.error().message));
    }
    return std::make_unique<FileReader>(std::move(*opened), *size);
}

} // namespace vigie::probe
