// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <list>

#include "core/base/thread.h"
#include "tests/ui/support/fakeengine.h"

namespace vigie::uitest {

struct FakeSource::State {
    struct Entry {
        Watch watch;
        fleet::PreviewSink* sink;
    };
    mutable std::mutex mutex;
    std::list<Entry> entries; // guarded by mutex, which is held while delivering
    struct Ear {
        Listening listening;
        fleet::SoundSink* sink;
    };
    std::list<Ear> ears;
    std::vector<Decoding> decodings;
    std::vector<Capture> captures;
    base::Result<base::Utc> decodingAnswer = base::failure("nobody decodes here");
    base::Result<fleet::CaptureInfo> captureAnswer = base::failure("nobody captures here");
    std::vector<std::jthread> answers; // go with the source
};

FakeSource::FakeSource() : m_state(std::make_shared<State>()) {}
FakeSource::~FakeSource() = default;
void FakeSource::start(fleet::Sink&) {}
void FakeSource::stop() {}

base::SubscriptionPtr FakeSource::watchPreview(const model::PathRef& path,
                                               const model::PreviewRequest& request,
                                               fleet::PreviewSink& sink) {
    const std::lock_guard lock(m_state->mutex);
    const auto entry =
        m_state->entries.insert(m_state->entries.end(), State::Entry{{path, request}, &sink});
    return std::make_unique<base::CallOnEnd>([state = m_state, entry] {
        const std::lock_guard inner(state->mutex);
        state->entries.erase(entry);
    });
}

base::SubscriptionPtr FakeSource::watchSound(const model::PathRef& path, int track,
                                             fleet::SoundSink& sink) {
    const std::lock_guard lock(m_state->mutex);
    const auto ear = m_state->ears.insert(m_state->ears.end(), State::Ear{{path, track}, &sink});
    return std::make_unique<base::CallOnEnd>([state = m_state, ear] {
        const std::lock_guard inner(state->mutex);
        state->ears.erase(ear);
    });
}

std::vector<FakeSource::Listening> FakeSource::listenings() const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<Listening> all;
    for (const auto& ear : m_state->ears) {
        all.push_back(ear.listening);
    }
    return all;
}

int FakeSource::tellListeners(const std::function<void(fleet::SoundSink&)>& tell) {
    const std::lock_guard lock(m_state->mutex);
    for (const auto& ear : m_state->ears) {
        tell(*ear.sink);
    }
    return static_cast<int>(m_state->ears.size());
}

void FakeSource::requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                                 std::chrono::seconds duration,
                                 std::function<void(base::Result<base::Utc>)> done) {
    const std::lock_guard lock(m_state->mutex);
    m_state->decodings.push_back({path, policy, duration});
    m_state->answers.push_back(
        base::startThread("fake-answer", [done = std::move(done), answer = m_state->decodingAnswer](
                                             const std::stop_token&) { done(answer); }));
}

void FakeSource::requestCapture(const std::string& nodeId, const fleet::CaptureRequest& request,
                                std::function<void(base::Result<fleet::CaptureInfo>)> done) {
    const std::lock_guard lock(m_state->mutex);
    m_state->captures.push_back({nodeId, request});
    auto answer = m_state->captureAnswer;
    if (answer) {
        answer->id += nodeId;
        answer->inputId = request.inputId;
    }
    m_state->answers.push_back(base::startThread(
        "fake-answer", [done = std::move(done), answer](const std::stop_token&) { done(answer); }));
}

std::vector<FakeSource::Decoding> FakeSource::decodings() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->decodings;
}

std::vector<FakeSource::Capture> FakeSource::captures() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->captures;
}

void FakeSource::setDecodingAnswer(base::Result<base::Utc> answer) {
    const std::lock_guard lock(m_state->mutex);
    m_state->decodingAnswer = std::move(answer);
}

void FakeSource::setCaptureAnswer(base::Result<fleet::CaptureInfo> answer) {
    const std::lock_guard lock(m_state->mutex);
    m_state->captureAnswer = std::move(answer);
}

base::Timestamp FakeSource::now() const {
    return base::SystemClock::instance().now();
}
bool FakeSource::isLive() const {
    return true;
}

std::vector<FakeSource::Watch> FakeSource::watches() const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<Watch> all;
    for (const auto& entry : m_state->entries) {
        all.push_back(entry.watch);
    }
    return all;
}

int FakeSource::deliver(const model::PathRef& path, const model::AccessUnitPtr& unit) {
    const std::lock_guard lock(m_state->mutex);
    int count = 0;
    for (const auto& entry : m_state->entries) {
        if (entry.watch.path == path) {
            entry.sink->onAccessUnit(unit);
            ++count;
        }
    }
    return count;
}

int FakeSource::interrupt(const model::PathRef& path, const std::string& reason) {
    const std::lock_guard lock(m_state->mutex);
    int count = 0;
    for (const auto& entry : m_state->entries) {
        if (entry.watch.path == path) {
            entry.sink->onInterrupted(reason);
            ++count;
        }
    }
    return count;
}

FakeFrame::FakeFrame(int frameWidth, int frameHeight, std::uint8_t luma, std::uint8_t cb,
                     std::uint8_t cr) {
    width = frameWidth;
    height = frameHeight;
    const auto chroma = static_cast<std::size_t>((frameWidth + 1) / 2) *
                        static_cast<std::size_t>((frameHeight + 1) / 2);
    m_y.assign(static_cast<std::size_t>(frameWidth) * static_cast<std::size_t>(frameHeight), luma);
    m_u.assign(chroma, cb);
    m_v.assign(chroma, cr);
    y = {m_y.data(), frameWidth};
    u = {m_u.data(), (frameWidth + 1) / 2};
    v = {m_v.data(), (frameWidth + 1) / 2};
}

std::shared_ptr<FakeFrame> FakeFrame::scene(int frameWidth, int frameHeight, int seed, int step) {
    const auto angle = seed * 2.399963; // the golden angle: neighbors differ
    auto frame = std::make_shared<FakeFrame>(frameWidth, frameHeight, 0,
                                             static_cast<std::uint8_t>(128 + 22 * std::cos(angle)),
                                             static_cast<std::uint8_t>(128 + 22 * std::sin(angle)));
    for (int row = 0; row < frameHeight; ++row) {
        for (int column = 0; column < frameWidth; ++column) {
            const double slope = 95.0 - 60.0 * (row + 0.4 * column) / frameHeight;
            double light = slope;
            for (int spot = 0; spot < 4; ++spot) {
                const double cx = std::fmod(seed * 37.0 + spot * 83.0 + step * (1 + spot % 3),
                                            frameWidth + 80.0) -
                                  40.0;
                const double cy = frameHeight * (0.45 + 0.13 * ((seed + spot) % 4));
                const double dx = (column - cx) / (16.0 + 9 * ((seed + spot) % 3));
                const double dy = (row - cy) / (7.0 + 2 * (spot % 3));
                if (dx * dx + dy * dy < 1) {
                    light += 26;
                }
            }
            frame->m_y[static_cast<std::size_t>(row) * static_cast<std::size_t>(frameWidth) +
                       static_cast<std::size_t>(column)] =
                static_cast<std::uint8_t>(std::clamp(light + 16, 16.0, 235.0));
        }
    }
    return frame;
}

namespace {

constexpr char colorMark = 'c';
constexpr char sceneMark = 's';

model::AccessUnitPtr unit(std::uint64_t sequence, char mark, int a, int b, int c, int width,
                          int height) {
    auto made = std::make_shared<model::AccessUnit>();
    made->sequence = sequence;
    made->codec = model::VideoCodec::H264;
    made->isKey = sequence % 25 == 1;
    made->pts = static_cast<std::int64_t>(sequence) * 3600;
    made->arrival = base::SystemClock::instance().now().utc;
    made->data = mark;
    for (const int number : {a, b, c, width, height}) {
        for (int shift = 0; shift < 32; shift += 8) {
            made->data.push_back(static_cast<char>((number >> shift) & 0xff));
        }
    }
    return made;
}

int number(const std::string& data, std::size_t index) {
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value |= static_cast<int>(static_cast<unsigned char>(data.at(1 + index * 4 + i)))
                 << (8 * i);
    }
    return value;
}

class FakeStream final : public media::DecodeStream {
public:
    FakeStream(std::shared_ptr<std::atomic<int>> open, std::function<void()> onFrame)
        : m_open(std::move(open)), m_onFrame(std::move(onFrame)) {
        ++*m_open;
    }
    ~FakeStream() override { --*m_open; }

    void push(model::AccessUnitPtr unit) override {
        {
            const std::lock_guard lock(m_mutex);
            ++m_figures.unitsIn;
            if (m_last != 0 && unit->sequence != m_last + 1) {
                ++m_figures.gaps;
                m_isAwaitingKey = true;
            }
            m_last = unit->sequence;
            if (m_isAwaitingKey && !unit->isKey) {
                ++m_figures.unitsDropped;
                return;
            }
            m_isAwaitingKey = false;
            m_figures.framesReplaced += m_frame ? 1 : 0;
            ++m_figures.framesDecoded;
            m_frame = decode(*unit);
        }
        m_onFrame();
    }
    media::VideoFramePtr takeNewest() override {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_frame, nullptr);
    }
    bool isAwaitingKey() const override {
        const std::lock_guard lock(m_mutex);
        return m_isAwaitingKey;
    }
    Figures figures() const override {
        const std::lock_guard lock(m_mutex);
        return m_figures;
    }

private:
    static media::VideoFramePtr decode(const model::AccessUnit& unit) {
        const std::string& data = unit.data;
        const int width = number(data, 3);
        const int height = number(data, 4);
        std::shared_ptr<FakeFrame> frame;
        if (data[0] == sceneMark) {
            frame = FakeFrame::scene(width, height, number(data, 0), number(data, 1));
        } else {
            frame = std::make_shared<FakeFrame>(width, height,
                                                static_cast<std::uint8_t>(number(data, 0)),
                                                static_cast<std::uint8_t>(number(data, 1)),
                                                static_cast<std::uint8_t>(number(data, 2)));
        }
        frame->pts = unit.pts;
        frame->arrival = unit.arrival;
        frame->queued = base::SystemClock::instance().now().mono;
        return frame;
    }

    const std::shared_ptr<std::atomic<int>> m_open;
    const std::function<void()> m_onFrame;
    mutable std::mutex m_mutex;
    media::VideoFramePtr m_frame; // all below guarded by m_mutex
    Figures m_figures;
    std::uint64_t m_last = 0;
    bool m_isAwaitingKey = false;
};

} // namespace

model::AccessUnitPtr colorUnit(std::uint64_t sequence, std::uint8_t luma, std::uint8_t cb,
                               std::uint8_t cr, int width, int height) {
    return unit(sequence, colorMark, luma, cb, cr, width, height);
}

model::AccessUnitPtr sceneUnit(std::uint64_t sequence, int seed, int step, int width, int height) {
    return unit(sequence, sceneMark, seed, step, 0, width, height);
}

std::unique_ptr<media::DecodeStream> FakeDecodePool::open(std::string,
                                                          std::function<void()> onFrame) {
    return std::make_unique<FakeStream>(m_open, std::move(onFrame));
}

} // namespace vigie::uitest
