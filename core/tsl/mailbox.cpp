// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsl/mailbox.h"

#include <algorithm>
#include <utility>

namespace vigie::tsl {
namespace {

constexpr std::size_t mostDisplays = 4096;
constexpr std::size_t mostSenders = 64;

} // namespace

Mailbox::Mailbox(std::optional<std::uint16_t> screen, std::chrono::milliseconds silence,
                 std::function<void()> onNews)
    : m_screen(screen), m_silence(silence), m_onNews(std::move(onNews)) {}

void Mailbox::post(const std::string& sender, const std::vector<Display>& displays,
                   Clock::time_point now) {
    bool isNew = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_heard.size() >= mostSenders && !m_heard.contains(sender)) {
            const auto oldest =
                std::min_element(m_heard.begin(), m_heard.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            m_heard.erase(oldest); // its word stays, and never expires
        }
        m_heard[sender] = now;
        for (const Display& display : displays) {
            if (!m_screen || display.screen == *m_screen || display.screen == broadcast) {
                keep(sender, display);
                isNew = true;
            }
        }
        isNew = isNew && !std::exchange(m_isAnnounced, m_isAnnounced || isNew);
    }
    announce(isNew);
}

void Mailbox::keep(const std::string& sender, const Display& display) {
    if (display.index == broadcast) {
        m_displays.clear(); // said before, and overruled
        m_all = News::Heard{display, sender};
        return;
    }
    const auto found = m_displays.find(display.index);
    if (found != m_displays.end()) {
        found->second = {display, sender};
    } else if (m_displays.size() < mostDisplays) {
        m_displays.emplace(display.index, News::Heard{display, sender});
    } else {
        ++m_dropped;
    }
}

void Mailbox::expire(Clock::time_point now) {
    if (m_silence <= std::chrono::milliseconds::zero()) {
        return;
    }
    bool isNew = false;
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_heard.begin(); it != m_heard.end();) {
            if (now - it->second < m_silence) {
                ++it;
                continue;
            }
            const std::string sender = it->first;
            std::erase_if(m_displays,
                          [&sender](const auto& item) { return item.second.sender == sender; });
            if (m_all && m_all->sender == sender) {
                m_all.reset();
            }
            if (std::find(m_silent.begin(), m_silent.end(), sender) == m_silent.end() &&
                m_silent.size() < 2 * mostSenders) {
                m_silent.push_back(sender);
            }
            isNew = true;
            it = m_heard.erase(it);
        }
        isNew = isNew && !std::exchange(m_isAnnounced, m_isAnnounced || isNew);
    }
    announce(isNew);
}

void Mailbox::announce(bool isNew) {
    if (isNew && m_onNews) {
        m_onNews();
    }
}

News Mailbox::take() {
    const std::lock_guard lock(m_mutex);
    News news;
    news.silent = std::exchange(m_silent, {});
    news.all = std::exchange(m_all, std::nullopt);
    for (auto& [index, heard] : std::exchange(m_displays, {})) {
        news.displays.push_back(std::move(heard));
    }
    m_isAnnounced = false;
    return news;
}

std::uint32_t Mailbox::senders() const {
    const std::lock_guard lock(m_mutex);
    return static_cast<std::uint32_t>(m_heard.size());
}

std::uint64_t Mailbox::dropped() const {
    const std::lock_guard lock(m_mutex);
    return m_dropped;
}

} // namespace vigie::tsl
