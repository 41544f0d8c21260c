// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timemachine.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include <QUuid>

#include "core/base/thread.h"

namespace vigie::ui::timeline {

namespace {

constexpr int lookMs = 1000;
constexpr std::size_t mostIncidents = 10'000;
/// Points for a first look at the whole recording.
constexpr std::size_t overviewPoints = 2000;

} // namespace

struct TimeMachine::Newest {
    std::mutex mutex;
    std::optional<replay::Playhead> playhead; // guarded by mutex; absent: was taken
};

TimeMachine::TimeMachine(desk::DeskContext& desk, TimeMachineOptions options, QObject* parent)
    : QObject(parent), m_desk(desk), m_options(std::move(options)),
      m_post(std::make_shared<GuiPost>(this)), m_past(m_options.replay),
      m_newest(std::make_shared<Newest>()) {
    connect(&m_lookTimer, &QTimer::timeout, this, &TimeMachine::look);
    m_lookTimer.start(lookMs);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, &TimeMachine::placeChanged);
    if (m_past != nullptr) {
        m_playhead = m_past->playhead();
        listen();
        askMarks();
    }
    look();
}

TimeMachine::~TimeMachine() {
    m_post->close();
    if (m_past != nullptr) {
        m_past->setPlayheadListener(nullptr);
    }
    if (m_owned && !m_desk.isLive()) {
        m_desk.goLive();
    }
}

std::filesystem::path TimeMachine::folder() const {
    if (!m_options.ringFolder.empty() || m_options.recorder == nullptr) {
        return m_options.ringFolder;
    }
    return m_options.recorder->folder();
}

TimeMachine::Place TimeMachine::place() const {
    if (m_desk.isLive()) {
        return Place::Live;
    }
    return m_desk.hasLive() ? Place::Past : Place::Replay;
}

QString TimeMachine::whyNoPast() const {
    if (m_past != nullptr) {
        return {};
    }
    if (folder().empty() || !m_options.open) {
        return m_options.whyNotRecorded.isEmpty() ? tr("This desk does not record.")
                                                  : m_options.whyNotRecorded;
    }
    return m_whyNotOpened.isEmpty() ? tr("The recording is being opened.") : m_whyNotOpened;
}

void TimeMachine::look() {
    QString trouble;
    if (m_options.replay == nullptr) {
        if (m_options.recorder == nullptr) {
            trouble = folder().empty() ? whyNoPast() : QString();
        } else {
            const record::RecorderStatus status = m_options.recorder->status();
            if (status.state != record::RecorderState::Recording) {
                trouble = status.reason.empty() ? tr("Recording has ended.")
                                                : QString::fromStdString(status.reason);
            }
        }
        if (m_past == nullptr) {
            open(); // a ring that has nothing yet can not be opened: again and again
        }
    }
    if (trouble != m_trouble) {
        m_trouble = trouble;
        emit troubleChanged();
    }
}

void TimeMachine::open() {
    if (m_isOpening || folder().empty() || !m_options.open) {
        return;
    }
    m_isOpening = true;
    using Opened = base::Result<std::unique_ptr<replay::Past>>;
    m_opener =
        base::startThread("past-open", [post = m_post, opener = m_options.open, path = folder(),
                                        done = throughPost<Opened>(m_post, [this](Opened past) {
                                            onOpened(std::move(past));
                                        })](const std::stop_token&) { done(opener(path)); });
}

void TimeMachine::onOpened(base::Result<std::unique_ptr<replay::Past>> past) {
    m_isOpening = false;
    if (!past) {
        m_whyNotOpened = QString::fromStdString(past.error().message);
        if (std::exchange(m_wish, nullptr)) {
            emit said(tr("The past can not be shown: %1").arg(m_whyNotOpened));
        }
        return;
    }
    m_whyNotOpened.clear();
    m_owned = std::move(*past);
    m_past = m_owned.get();
    m_playhead = m_past->playhead();
    listen();
    emit placeChanged();
    if (const auto wish = std::exchange(m_wish, nullptr)) {
        wish(*m_past);
    }
    if (m_next) {
        askNow(*std::exchange(m_next, std::nullopt));
    }
    askMarks();
}

void TimeMachine::listen() {
    m_past->setPlayheadListener(
        [this, post = m_post, newest = m_newest](replay::Playhead playhead) {
            bool isAlone = false;
            {
                const std::lock_guard lock(newest->mutex);
                isAlone = !newest->playhead.has_value();
                newest->playhead = playhead;
            }
            if (isAlone) {
                post->post([this, newest] {
                    std::optional<replay::Playhead> taken;
                    {
                        const std::lock_guard lock(newest->mutex);
                        taken = std::exchange(newest->playhead, std::nullopt);
                    }
                    if (taken) {
                        onPlayhead(*taken);
                    }
                });
            }
        });
}

void TimeMachine::onPlayhead(const replay::Playhead& playhead) {
    const bool isRemark = !playhead.remark.empty() && playhead.remark != m_playhead.remark;
    m_playhead = playhead;
    if (isRemark && !m_desk.isLive()) {
        emit said(QString::fromStdString(playhead.remark));
    }
    if (playhead.isAtEnd && m_isPlayWanted && place() == Place::Past) {
        // It has caught up: what follows is the present.
        goLive();
        emit said(tr("The past has caught up with now."));
        return;
    }
    if (playhead.isAtEnd) {
        m_isPlayWanted = false;
    }
    emit moved();
}

base::Utc TimeMachine::now() const {
    return m_desk.hasLive() ? m_desk.liveNow().utc : m_playhead.to;
}

base::Utc TimeMachine::at() const {
    return place() == Place::Live ? now() : m_playhead.at;
}

base::Utc TimeMachine::first() const {
    return m_outline.from == base::Utc{} ? m_playhead.from : m_outline.from;
}

base::Utc TimeMachine::last() const {
    return std::max(m_playhead.to, m_outline.to);
}

double TimeMachine::playing() const {
    return place() == Place::Live ? 0 : m_playhead.speed;
}

void TimeMachine::withPast(std::function<void(replay::Past&)> act) {
    if (m_past != nullptr) {
        act(*m_past);
        return;
    }
    if (folder().empty() || !m_options.open) {
        emit said(whyNoPast());
        return;
    }
    m_wish = std::move(act);
    open();
}

void TimeMachine::enter() {
    if (m_desk.isLive() && m_past != nullptr) {
        m_desk.goTo(*m_past, *m_past);
    }
}

void TimeMachine::seek(base::Utc at) {
    if (m_desk.hasLive() && at >= now()) {
        goLive();
        return;
    }
    withPast([this, at](replay::Past& past) {
        past.seek(at);
        // At once, so that the playhead stays under the hand that drags it.
        m_playhead.at = std::clamp(at, first(), std::max(first(), last()));
        enter();
        emit steered();
        emit moved();
    });
}

void TimeMachine::follow(base::Utc at, double speed, base::Nanoseconds mostDrift) {
    if (m_past == nullptr) {
        return;
    }
    const base::Utc wanted = std::clamp(at, first(), std::max(first(), last()));
    if (m_desk.isLive() || std::chrono::abs(wanted - m_playhead.at) > mostDrift) {
        m_past->seek(wanted);
        m_playhead.at = wanted;
    }
    if (speed != m_playhead.speed) {
        m_isPlayWanted = speed > 0;
        m_past->play(speed);
        m_playhead.speed = speed;
    }
    enter();
    emit moved();
}

void TimeMachine::goLive() {
    m_isPlayWanted = false;
    m_wish = nullptr;
    if (place() == Place::Past) {
        m_past->play(0);
        m_desk.goLive();
        emit moved();
    }
}

void TimeMachine::togglePlay() {
    withPast([this](replay::Past& past) {
        if (m_desk.isLive()) {
            past.play(0);
            past.seek(now());
            m_playhead.at = now();
            enter();
            return;
        }
        m_isPlayWanted = !m_isPlayWanted;
        past.play(m_isPlayWanted ? m_speed : 0);
        emit steered();
    });
}

const std::vector<double>& TimeMachine::speeds() {
    static const std::vector<double> all{0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100};
    return all;
}

void TimeMachine::setSpeed(double speed) {
    m_speed = std::clamp(speed, replay::Past::slowest, replay::Past::fastest);
    if (m_isPlayWanted && m_past != nullptr) {
        m_past->play(m_speed);
        emit steered();
    }
    emit moved();
}

void TimeMachine::changeSpeed(int direction) {
    const auto& all = speeds();
    const auto found = std::lower_bound(all.begin(), all.end(), m_speed - 1e-6);
    const auto index = std::clamp<std::ptrdiff_t>(found - all.begin() + direction, 0,
                                                  static_cast<std::ptrdiff_t>(all.size()) - 1);
    setSpeed(all[static_cast<std::size_t>(index)]);
}

void TimeMachine::step(int direction) {
    withPast([this, direction](replay::Past& past) {
        m_isPlayWanted = false;
        if (m_desk.isLive()) {
            if (direction > 0) {
                return; // there is nothing after now
            }
            past.seek(now());
        }
        past.step(direction);
        enter();
        emit steered();
    });
}

void TimeMachine::jumpToIncident(int direction) {
    withPast([this, direction](replay::Past& past) {
        m_isPlayWanted = false;
        if (m_desk.isLive()) {
            if (direction > 0) {
                return;
            }
            past.seek(now());
        }
        emit steered();
        past.jumpToIncident(direction, throughPost<bool>(m_post, [this, direction](bool isFound) {
                                if (isFound) {
                                    enter();
                                } else {
                                    emit said(direction > 0
                                                  ? tr("There is no incident after this.")
                                                  : tr("There is no incident before this."));
                                }
                            }));
    });
}

void TimeMachine::askOutline(base::Utc from, base::Utc to, std::size_t most) {
    const Question question{from, to, most};
    if (m_past == nullptr || m_isAsking) {
        m_next = question;
        return;
    }
    askNow(question);
}

void TimeMachine::askNow(const Question& question) {
    m_isAsking = true;
    m_past->queryOutline(question.from, question.to, question.most,
                         throughPost<replay::Outline>(m_post, [this](replay::Outline outline) {
                             takeOutline(std::move(outline));
                         }));
}

void TimeMachine::takeOutline(replay::Outline outline) {
    m_isAsking = false;
    m_outline = std::move(outline);
    learnIncidents(m_outline);
    emit outlineChanged();
    if (m_next) {
        askNow(*std::exchange(m_next, std::nullopt));
    }
}

void TimeMachine::learnIncidents(const replay::Outline& outline) {
    for (const auto& point : outline.points) {
        for (const alarm::Incident& incident : point.incidents) {
            IncidentSpan& span = m_incidents[incident.id];
            span.from = incident.since;
            span.severity = std::max(span.severity, incident.severity);
            // An older point knows less than what was known before.
            if (incident.ended && (!span.to || *incident.ended > *span.to)) {
                span.to = incident.ended;
            }
        }
    }
    while (m_incidents.size() > mostIncidents) {
        m_incidents.erase(m_incidents.begin());
    }
}

void TimeMachine::askMarks() {
    if (m_past == nullptr) {
        return;
    }
    const record::RecordingInfo info = m_past->info();
    // To beyond its end: marks of what was recorded meanwhile count.
    m_past->queryOutline(
        info.from, std::max(info.to, now()) + std::chrono::hours(1), overviewPoints,
        throughPost<replay::Outline>(m_post, [this](replay::Outline outline) {
            learnIncidents(outline);
            m_marks = std::move(outline.marks);
            std::erase_if(m_marks, [](const auto& mark) { return mark.isRemoved; });
            std::stable_sort(m_marks.begin(), m_marks.end(),
                             [](const auto& a, const auto& b) { return a.at < b.at; });
            emit marksChanged();
        }));
}

void TimeMachine::putMark(record::Mark mark) {
    if (mark.id.empty()) {
        mark.id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    }
    if (mark.author.empty()) {
        const auto present = m_desk.liveSnapshot();
        mark.author = (present ? present : m_desk.snapshot())->operatorName;
    }
    const auto done = throughPost<base::Result<void>>(m_post, [this](base::Result<void> result) {
        if (!result) {
            emit said(tr("The bookmark could not be kept: %1")
                          .arg(QString::fromStdString(result.error().message)));
        }
        askMarks();
    });
    if (m_options.replay != nullptr) {
        m_options.replay->addMark(std::move(mark), done);
    } else if (m_options.recorder != nullptr && m_options.recorder->take(std::move(mark))) {
        m_options.recorder->flush([done] { done({}); });
    } else {
        emit said(tr("The bookmark could not be kept: %1")
                      .arg(m_trouble.isEmpty() ? tr("the recorder does not take it.") : m_trouble));
    }
}

void TimeMachine::askPicture(const model::PathRef& path, base::Utc at,
                             std::function<void(model::AccessUnitPtr)> done) {
    if (m_past != nullptr) {
        m_past->queryPicture(path, at, throughPost<model::AccessUnitPtr>(m_post, std::move(done)));
    }
}

} // namespace vigie::ui::timeline
