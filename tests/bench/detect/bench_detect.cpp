// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time to detect. A vigie-node runs as a process of its own and receives real streams over real
// sockets; each stream is spoiled at random moments, and the time is taken from the moment of the
// fault at the sender to the arrival of the node's word for it at a gRPC client. Thresholds are
// those that ship. Prints a table; with --write puts it into a page, between its two marks.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/demo/nodeprocess.h"
#include "core/rpc/grpcsource.h"
#include "tests/bench/detect/clip.h"
#include "tests/bench/detect/feeder.h"

using namespace vigie;
using namespace vigie::detect;
using namespace std::chrono_literals;

namespace {

/// A row of inputs that are alike.
struct Group {
    std::string name;
    Carrier carrier;
    const char* uri;
    const char* policy;
    /// Content only where it is decoded otherwise than in another group.
    bool isContentOnly;
};

constexpr int srtLatencyMs = 20;

const std::array<Group, 4> groups{{
    {"udp", Carrier::Udp, "udp://127.0.0.1:0", "full", false},
    {"rtp", Carrier::Rtp, "rtp://127.0.0.1:0", "full", false},
    {"srt", Carrier::Srt, "srt://127.0.0.1:0?mode=listener&latency=20", "full", false},
    {"key", Carrier::Udp, "udp://127.0.0.1:0", "key-frames", true},
}};

struct Wish {
    int trials = 50;
    int inputs = 10;
    unsigned seed = 1;
    bool isListed = false;
    std::filesystem::path node, write;
};

/// The node's words as they reach this process.
class WordSink final : public fleet::Sink {
public:
    struct Word {
        std::string subject, code;
        Clock::time_point at;
    };
    bool take(fleet::Input input) override {
        const auto now = Clock::now();
        const std::lock_guard lock(m_mutex);
        if (const auto* event = std::get_if<model::EventPtr>(&input.what)) {
            if ((*event)->phase != model::EventPhase::End) {
                m_words.push_back({(*event)->subject, (*event)->code, now});
            }
        } else if (const auto* contact = std::get_if<fleet::ContactChange>(&input.what)) {
            m_isInContact = contact->contact == fleet::Contact::Connected;
        }
        return true;
    }
    [[nodiscard]] bool isInContact() const {
        const std::lock_guard lock(m_mutex);
        return m_isInContact;
    }
    [[nodiscard]] std::vector<Word> words() const {
        const std::lock_guard lock(m_mutex);
        return m_words;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Word> m_words; // guarded by m_mutex
    bool m_isInContact = false;
};

/// A folder that goes away with its owner.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "detect-XXXXXX").string();
        m_path = mkdtemp(pattern.data()) != nullptr ? pattern : "";
    }
    ~Folder() {
        std::error_code none;
        std::filesystem::remove_all(m_path, none);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

struct Measured {
    std::vector<double> seconds;
    int missed = 0;
};

std::string inputName(const Group& group, int index) {
    return fmt::format("{}-{}", group.name, index);
}

void writeConfig(const std::filesystem::path& file, int inputs) {
    std::ofstream out(file);
    out << "node: {id: node, name: Node, kind: cloud}\nfeeds:\n";
    for (const Group& group : groups) {
        for (int i = 0; i < inputs; ++i) {
            out << fmt::format("  - {{id: feed-{0}, name: {0}}}\n", inputName(group, i));
        }
    }
    out << "inputs:\n";
    for (const Group& group : groups) {
        for (int i = 0; i < inputs; ++i) {
            out << fmt::format("  - id: {0}\n    name: {0}\n    uri: {1}\n    services:\n"
                               "      - {{path: {0}-path, feed: feed-{0}, decode: {2}}}\n",
                               inputName(group, i), group.uri, group.policy);
        }
    }
}

/// The first word for the fault, after it and before the next one can begin.
std::optional<double> secondsUntilTold(const Injection& injection, const std::string& input,
                                       const std::vector<WordSink::Word>& words) {
    const FaultInfo& info = faults[static_cast<std::size_t>(injection.fault)];
    const double limit = info.thresholdS + std::max(info.lastsS, 2.0);
    for (const WordSink::Word& word : words) {
        const double after = std::chrono::duration<double>(word.at - injection.at).count();
        const bool isSubject = word.subject == input || word.subject == input + "-path";
        const bool isCode =
            word.code == info.code || (!info.otherCode.empty() && word.code == info.otherCode);
        if (isSubject && isCode && after > 0 && after <= limit) {
            return after;
        }
    }
    return std::nullopt;
}

double quantile(std::vector<double> values, double part) {
    std::sort(values.begin(), values.end());
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::lround(part * last))];
}

/// What the project set itself: for packets the threshold and 200 ms, for content the threshold and
/// two pictures of what is decoded.
double goalOf(const FaultInfo& info, const Group& group) {
    // What SRT holds back for retransmission is no time of the node's.
    const double held = group.carrier == Carrier::Srt ? srtLatencyMs / 1000.0 : 0;
    if (!info.isContent) {
        return info.thresholdS + 0.2 + held;
    }
    // Sound is decoded in runs of half a second under the key-frame policy; key pictures come each
    // second in these clips.
    const double frame = std::string_view(group.policy) == "full" ? 1.0 / pictureRate : 1.0;
    return info.thresholdS + 2 * frame + held;
}

std::string table(const std::map<std::string, std::array<Measured, faultCount>>& measured) {
    std::string out = "| fault | over | decoded | threshold | p50 | maximum | goal | trials |\n"
                      "|---|---|---|---|---|---|---|---|\n";
    for (const FaultInfo& info : faults) {
        for (const Group& group : groups) {
            if (group.isContentOnly && !info.isContent) {
                continue;
            }
            const Measured& one = measured.at(group.name)[static_cast<std::size_t>(info.fault)];
            const double goal = goalOf(info, group);
            const auto carrier = group.carrier == Carrier::Srt   ? "SRT, 20 ms"
                                 : group.carrier == Carrier::Rtp ? "RTP"
                                                                 : "UDP";
            if (one.seconds.empty()) {
                out += fmt::format("| {} | {} | {} | {:.1f} s | never | never | {:.2f} s | {} |\n",
                                   info.name, carrier, info.isContent ? group.policy : "-",
                                   info.thresholdS, goal, one.missed);
                continue;
            }
            const double worst = quantile(one.seconds, 1);
            out += fmt::format(
                "| {} | {} | {} | {:.1f} s | {:.3f} s | {:.3f} s{} | {:.2f} s | {}{} |\n",
                info.name, carrier, info.isContent ? group.policy : "-", info.thresholdS,
                quantile(one.seconds, 0.5), worst, worst > goal ? " (missed)" : "", goal,
                one.seconds.size(), one.missed > 0 ? fmt::format(", {} not told", one.missed) : "");
        }
    }
    return out;
}

/// Between the marks, and nothing else of the page.
bool writeInto(const std::filesystem::path& page, const std::string& text) {
    std::ifstream in(page);
    std::stringstream all;
    all << in.rdbuf();
    std::string content = all.str();
    const std::string begin = "<!-- measured: begin -->\n";
    const std::string end = "<!-- measured: end -->";
    const auto from = content.find(begin);
    const auto to = content.find(end);
    if (from == std::string::npos || to == std::string::npos || to < from) {
        return false;
    }
    content.replace(from + begin.size(), to - from - begin.size(), text);
    std::ofstream out(page);
    out << content;
    return out.good();
}

bool waitFor(const std::function<bool()>& condition, std::chrono::seconds patience) {
    const auto until = Clock::now() + patience;
    while (!condition()) {
        if (Clock::now() > until) {
            return false;
        }
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

int fail(const std::string& why) {
    fmt::print(stderr, "detect: {}\n", why);
    return 1;
}

base::Result<std::vector<std::filesystem::path>> makeClips(const Wish& wish, const Folder& folder,
                                                           std::vector<Times>& times) {
    std::mt19937 random(wish.seed);
    std::vector<std::filesystem::path> clips;
    for (int i = 0; i < wish.inputs; ++i) {
        Times& own = times.emplace_back();
        for (const FaultInfo& info : faults) {
            own[static_cast<std::size_t>(info.fault)] =
                info.atS + std::uniform_real_distribution(0.0, 1.0)(random);
        }
        clips.push_back(folder.path() / fmt::format("clip-{}.ts", i));
        fmt::print(stderr, "\rdetect: clip {} of {} ", i + 1, wish.inputs);
        if (const auto made = makeClip(clips.back(), own); !made) {
            return tl::unexpected(made.error());
        }
    }
    fmt::print(stderr, "\n");
    return clips;
}

int run(const Wish& wish) {
    const Folder folder;
    const int passes = (wish.trials + wish.inputs - 1) / wish.inputs;
    std::vector<Times> times;
    const auto clips = makeClips(wish, folder, times);
    if (!clips) {
        return fail(clips.error().message);
    }
    writeConfig(folder.path() / "node.yaml", wish.inputs);
    demo::NodeProcess node("node", {wish.node, folder.path() / "node.yaml",
                                    folder.path() / "node.out", folder.path() / "node.err"});
    if (const auto started = node.start(); !started) {
        return fail(started.error().message);
    }
    const bool isUp = waitFor(
        [&node] {
            node.poll();
            return node.isListening() || !node.isRunning();
        },
        30s);
    if (!isUp || !node.isListening()) {
        return fail("the node does not listen: " + node.lastWords());
    }
    WordSink sink;
    rpc::GrpcSourceOptions options;
    options.endpoints.push_back({node.address(), std::nullopt});
    const auto source = rpc::makeGrpcSource(options);
    source->start(sink);
    if (!waitFor([&sink] { return sink.isInContact(); }, 20s)) {
        return fail("no contact with the node");
    }
    std::map<std::string, std::unique_ptr<Feeder>> feeders;
    for (const Group& group : groups) {
        for (int i = 0; i < wish.inputs; ++i) {
            const std::string name = inputName(group, i);
            const auto index = static_cast<std::size_t>(i);
            auto feeder = Feeder::make({name, group.carrier, node.inputPorts().at(name),
                                        (*clips)[index], times[index], passes,
                                        wish.seed + static_cast<unsigned>(feeders.size())});
            if (!feeder) {
                return fail(feeder.error().message);
            }
            feeders[name] = std::move(*feeder);
        }
    }
    fmt::print(stderr, "detect: {} inputs, {} passes of {} s\n", feeders.size(), passes, passS);
    for (auto& [name, feeder] : feeders) {
        feeder->start();
    }
    const bool isDone = waitFor(
        [&] {
            node.poll();
            return !node.isRunning() ||
                   std::all_of(feeders.begin(), feeders.end(),
                               [](const auto& one) { return one.second->isDone(); });
        },
        std::chrono::seconds(static_cast<int>(passS) * passes + 60));
    (void)waitFor([] { return false; }, 2s); // the last words
    source->stop();
    if (!isDone || !node.isRunning()) {
        return fail("the run did not end well: " + node.lastWords());
    }
    demo::endAll({&node}, 5s);

    const auto words = sink.words();
    std::map<std::string, std::array<Measured, faultCount>> measured;
    std::chrono::nanoseconds late{0};
    int missed = 0;
    for (const Group& group : groups) {
        for (int i = 0; i < wish.inputs; ++i) {
            const std::string name = inputName(group, i);
            late = std::max(late, feeders[name]->worstDelay());
            for (const Injection& injection : feeders[name]->injections()) {
                Measured& into = measured[group.name][static_cast<std::size_t>(injection.fault)];
                if (const auto seconds = secondsUntilTold(injection, name, words)) {
                    into.seconds.push_back(*seconds);
                    if (wish.isListed) {
                        fmt::print("{} {} {:.3f}\n", name,
                                   faults[static_cast<std::size_t>(injection.fault)].name,
                                   *seconds);
                    }
                } else {
                    ++into.missed;
                    ++missed;
                }
            }
        }
    }
    // A machine that stalls delays sender, node and client alike: the reader should know.
    std::array<double, 1> load{};
    const bool hasLoad = getloadavg(load.data(), 1) == 1;
    const std::string text =
        table(measured) +
        fmt::format("\nThe sender's own worst delay in this run: {:.0f} ms; {} cores{}.\n",
                    static_cast<double>(late.count()) / 1e6, std::thread::hardware_concurrency(),
                    hasLoad ? fmt::format(", load {:.0f}", load[0]) : "");
    fmt::print("{}\n", text);
    if (!wish.write.empty() && !writeInto(wish.write, text)) {
        return fail("the marks are missing in " + wish.write.string());
    }
    return missed > 0 ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    Wish wish;
    CLI::App app("Measures the time from a fault at the sender to the node's word for it.",
                 "bench_detect");
    app.add_option("--trials", wish.trials, "Of each fault")->check(CLI::Range(1, 10'000));
    app.add_option("--inputs", wish.inputs, "Of each kind at once")->check(CLI::Range(1, 40));
    app.add_option("--seed", wish.seed, "Of the moments");
    app.add_option("--node", wish.node, "The program vigie-node")->required();
    app.add_flag("--list", wish.isListed, "Each trial, before the table");
    app.add_option("--write", wish.write, "A page to write the table into");
    CLI11_PARSE(app, argc, argv);
    return run(wish);
}
