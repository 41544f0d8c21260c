// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/options.h"

#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

#include "core/config/scalars.h"

namespace vigie::app {

namespace {

/// "1920x1080" into width and height; a sentence where it is none.
std::string readSize(const std::string& text, Options& options) {
    int width = 0;
    int height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 320 ||
        height < 240 || width > 16'384 || height > 16'384) {
        return "--size: expected WIDTHxHEIGHT from 320x240 to 16384x16384, not '" + text + "'.";
    }
    options.width = width;
    options.height = height;
    return {};
}

} // namespace

Parsed parseOptions(int argc, char** argv) {
    using ui::shell::Page;
    static const std::map<std::string, Page> pages{{"wall", Page::Wall},
                                                   {"regions", Page::Regions},
                                                   {"feed", Page::Feed},
                                                   {"alarms", Page::Alarms}};
    using ui::theme::ClockZone;
    using ui::theme::Language;
    using ui::theme::Variant;
    static const std::map<std::string, Variant> variants{
        {"dark", Variant::Dark}, {"light", Variant::Light}, {"contrast", Variant::HighContrast}};
    static const std::map<std::string, Language> languages{{"en", Language::English},
                                                           {"fr", Language::French}};
    static const std::map<std::string, ClockZone> zones{{"utc", ClockZone::Utc},
                                                        {"local", ClockZone::Local}};
    Parsed parsed;
    Options& options = parsed.options;
    std::string size;
    std::string variant;
    std::string language;
    std::string zone;
    std::string page;
    std::string at;

    CLI::App app{"Watches live television feeds arrive by cloud and by satellite.\n"
                 "Without a source it opens a page that says how to begin."};
    app.set_version_flag("--version", "vigie " VIGIE_VERSION);
    auto* demo = app.add_flag("--demo", options.isDemo,
                              "Start a whole demo fleet on this machine and watch it");
    auto* config = app.add_option("--config", options.configFile,
                                  "Desk configuration (YAML): nodes, plan, region");
    auto* connect = app.add_option("--connect", options.addresses, "Nodes: host:port,host:port");
    auto* replay = app.add_option("--replay", options.replayFiles,
                                  "A recording to look at instead of live nodes (a .vigie file, or "
                                  "a desk's ring folder); given twice: two side by side")
                       ->check(CLI::ExistingPath);
    app.add_option("--at", at, "Where in the recording to begin: 2026-07-26T18:05:43Z")
        ->needs(replay);
    demo->excludes(config)->excludes(connect)->excludes(replay);
    config->excludes(connect)->excludes(replay);
    connect->excludes(replay);
    app.add_option("--media", options.mediaFolder, "Folder of clips for the demo's feeds")
        ->needs(demo)
        ->check(CLI::ExistingDirectory);
    app.add_option("--scenario", options.scenarioFile, "Scenario (YAML) of the demo's faults")
        ->needs(demo)
        ->check(CLI::ExistingFile);
    app.add_option("--seed", options.seed,
                   "Begins the chance of the demo's faults: the same number, the same hour")
        ->needs(demo);
    app.add_flag("--no-recording", options.isRecordingOff,
                 "Keep nothing of the past, whatever the configuration says")
        ->excludes(replay);
    app.add_option("--region", options.regionId, "Id of the region to begin with");
    app.add_option("--page", page, "Page to begin with: wall, regions, feed or alarms")
        ->check(CLI::IsMember({"wall", "regions", "feed", "alarms"}));
    app.add_option("--feed", options.feedId, "Id of the feed that the page 'feed' begins with");
    auto* snapshot = app.add_option("--snapshot", options.snapshotFile,
                                    "Render the window into this PNG and end; needs no display");
    app.add_option("--pictures", options.pictureFolder,
                   "Take pictures of every page, in every language and at 1280x720, 1920x1080 and "
                   "3840x2160, into this folder, and end; needs no display")
        ->excludes(snapshot);
    app.add_option("--after", options.snapshotAfterSeconds,
                   "Seconds from the window's first paint to the snapshot or the first picture")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 86'400.0));
    app.add_option("--size", size, "Size of the window, WIDTHxHEIGHT");
    app.add_option("--look", variant, "Colors: dark, light (for bright rooms) or contrast")
        ->check(CLI::IsMember({"dark", "light", "contrast"}));
    app.add_option("--language", language, "Language: en or fr")
        ->check(CLI::IsMember({"en", "fr"}));
    app.add_option("--clock", zone, "Clocks: utc or local")->check(CLI::IsMember({"utc", "local"}));
    app.add_option("--scale", options.scale, "Size of everything, percent")
        ->check(CLI::Range(100, 200));
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            parsed.exitCode = app.exit(error); // help, version
        } else {
            std::cerr << "vigie: " << error.what() << "\nvigie --help lists the options.\n";
            parsed.exitCode = 2;
        }
        return parsed;
    }
    if (!page.empty()) {
        options.page = pages.at(page);
    }
    if (!variant.empty()) {
        options.variant = variants.at(variant);
    }
    if (!language.empty()) {
        options.language = languages.at(language);
    }
    if (!zone.empty()) {
        options.zone = zones.at(zone);
    }
    std::string wrong = size.empty() ? std::string() : readSize(size, options);
    if (wrong.empty() && !at.empty()) {
        options.at = config::parseUtc(at);
        if (!options.at) {
            wrong = "--at: expected a time like 2026-07-26T18:05:43Z, not '" + at + "'.";
        }
    }
    if (wrong.empty() && options.replayFiles.size() > 2) {
        wrong = "--replay: two recordings at most stand side by side.";
    }
    if (wrong.empty() && options.isSnapshot() && !options.hasFleet()) {
        wrong = "--snapshot and --pictures need something to show: --demo, --config, --connect or "
                "--replay.";
    }
    if (!wrong.empty()) {
        std::cerr << "vigie: " << wrong << '\n';
        parsed.exitCode = 2;
    }
    return parsed;
}

} // namespace vigie::app
