// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/recordinglink.h"

#include <utility>

#include <QString>
#include <QSysInfo>

#include "core/base/log.h"

namespace vigie::app {
namespace {

std::filesystem::path chosen(const std::filesystem::path& configured,
                             const std::filesystem::path& otherwise) {
    return configured.empty() ? otherwise : configured;
}

} // namespace

base::Result<std::unique_ptr<RecordingLink>>
RecordingLink::open(const config::RecordingConfig& config, const std::filesystem::path& stateFolder,
                    const std::filesystem::path& keptFolder) {
    record::RecorderOptions options;
    options.folder = chosen(config.folder, stateFolder / "recording");
    options.madeBy = "vigie " VIGIE_VERSION " on " + QSysInfo::machineHostName().toStdString();
    options.keep = config.keep;
    options.mostBytes = config.mostBytes;
    options.leastFreeBytes = config.leastFreeBytes;
    auto recorder = record::Recorder::open(std::move(options));
    if (!recorder) {
        return tl::unexpected(std::move(recorder.error()));
    }
    std::unique_ptr<RecordingLink> link(new RecordingLink(std::move(*recorder)));
    link->m_pictureOptions.period = config.picturePeriod;
    link->m_pictureOptions.mostBytesPerSecond = config.pictureBytesPerSecond;
    replay::ArchiveOptions kept;
    kept.folder = chosen(config.keptFolder, keptFolder);
    link->m_keptFolder = kept.folder;
    kept.leastIncident = config.leastIncident;
    kept.beforeIncident = config.beforeIncident;
    kept.afterIncident = config.afterIncident;
    kept.mostIncidentBytes = config.mostIncidentBytes;
    auto archive = replay::Archive::open(*link->m_recorder, std::move(kept));
    if (archive) {
        link->m_archive = std::move(*archive);
    } else {
        base::logger("record")->error("Nothing can be kept by name: {}", archive.error().message);
    }
    return link;
}

RecordingLink::RecordingLink(std::unique_ptr<record::Recorder> recorder)
    : m_recorder(std::move(recorder)), m_tape(std::make_unique<replay::Tape>(*m_recorder)) {}

RecordingLink::~RecordingLink() {
    close();
}

void RecordingLink::beginPictures(fleet::Source& source) {
    if (m_pictureOptions.period.count() > 0) {
        m_pictures = replay::PictureKeeper::make(source, *m_recorder, m_pictureOptions);
    }
}

void RecordingLink::endPictures() {
    m_pictures.reset();
}

void RecordingLink::close() {
    m_pictures.reset();
    m_archive.reset();
    m_tape.reset(); // hands on what it still holds
    if (m_recorder) {
        m_recorder->close();
    }
}

void RecordingLink::onSnapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot) {
    m_tape->onSnapshot(order, snapshot);
    if (m_pictures) {
        m_pictures->follow(snapshot);
    }
    if (m_archive) {
        m_archive->follow(snapshot);
    }
}

} // namespace vigie::app
