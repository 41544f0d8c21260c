// SPDX-License-Identifier: GPL-3.0-or-later
//
// iCalendar (RFC 5545), read by libical.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <libical/ical.h>

#include "core/config/schedulereader.h"

namespace vigie::config {
namespace {

/// Of one event.
constexpr std::size_t mostRepetitions = 10'000;
/// A rule looks no further than this from its begin, so that one that never fits comes to an end.
constexpr int mostYears = 10;
constexpr std::int64_t mostSeconds = 366 * std::int64_t{86'400};
constexpr int firstYear = 1970;
constexpr int lastYear = 2200;

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeIterator {
    void operator()(icalrecur_iterator* iterator) const { icalrecur_iterator_free(iterator); }
};

bool startsWith(std::string_view line, std::string_view upperCase) {
    return line.size() >= upperCase.size() &&
           std::equal(upperCase.begin(), upperCase.end(), line.begin(),
                      [](char a, char b) { return a == (b >= 'a' && b <= 'z' ? b - 32 : b); });
}

/// libical does not keep them: where each event begins, in order.
struct Lines {
    std::vector<std::uint64_t> events;
    std::uint64_t last = 0;
    /// What begins and does not end, or ends before it begins.
    bool isWhole = true;

    explicit Lines(std::string_view text) {
        int depth = 0;
        while (!text.empty()) {
            ++last;
            const std::size_t end = std::min(text.find('\n'), text.size());
            const std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (startsWith(line, "BEGIN:")) {
                ++depth;
                if (startsWith(line, "BEGIN:VEVENT")) {
                    events.push_back(last);
                }
            } else if (startsWith(line, "END:")) {
                isWhole = isWhole && --depth >= 0;
            }
        }
        isWhole = isWhole && depth == 0;
    }
};

struct CalendarEvent {
    icalcomponent* component = nullptr;
    icalcomponent* calendar = nullptr;
    std::uint64_t line = 0;
};

class CalendarSchedule {
public:
    CalendarSchedule(Schedule& schedule, ScheduleErrors& errors)
        : m_schedule(schedule), m_errors(errors) {}

    void take(const std::vector<CalendarEvent>& events) {
        for (const CalendarEvent& event : events) {
            noteException(event);
        }
        for (const CalendarEvent& event : events) {
            m_line = event.line;
            takeEvent(event);
            if (m_schedule.entries.size() >= mostScheduleEntries) {
                m_errors.add(m_line, "more than 100,000 entries");
                return;
            }
        }
    }

private:
    void fail(const std::string& message) { m_errors.add(m_line, message); }

    /// With its zone; UTC where it has none. Nothing, and said: the zone is not known.
    std::optional<icaltimetype> zoned(const CalendarEvent& event, icalproperty* property,
                                      icaltimetype time) {
        const bool isDay = time.month >= 1 && time.month <= 12 && time.day >= 1 && time.day <= 31;
        const bool isClock = time.hour >= 0 && time.hour <= 24 && time.minute >= 0 &&
                             time.minute <= 60 && time.second >= 0 && time.second <= 60;
        if (time.year < firstYear || time.year > lastYear || !isDay || !isClock) {
            fail(fmt::format("expected a time between {} and {} in {}", firstYear, lastYear,
                             nameOf(property)));
            return std::nullopt;
        }
        icalparameter* parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
        if (time.is_date != 0 || icaltime_is_utc(time) != 0 || parameter == nullptr) {
            return icaltime_set_timezone(&time, icaltimezone_get_utc_timezone());
        }
        const char* id = icalparameter_get_tzid(parameter);
        icaltimezone* zone = nullptr;
        if (id != nullptr) {
            zone = icalcomponent_get_timezone(event.calendar, id);
            zone = zone != nullptr ? zone : icaltimezone_get_builtin_timezone(id);
        }
        if (zone == nullptr) {
            fail(fmt::format("the time zone '{}' of {} is not known", id == nullptr ? "" : id,
                             nameOf(property)));
            return std::nullopt;
        }
        return icaltime_set_timezone(&time, zone);
    }

    static std::string nameOf(icalproperty* property) {
        const char* name = icalproperty_get_property_name(property);
        return name == nullptr ? "a property" : name;
    }

    static std::int64_t seconds(const icaltimetype& time) {
        return icaltime_as_timet_with_zone(time, time.zone);
    }

    static std::string textOf(icalcomponent* component, icalproperty_kind kind) {
        icalproperty* property = icalcomponent_get_first_property(component, kind);
        const char* text =
            property == nullptr ? nullptr : icalproperty_get_value_as_string(property);
        return text == nullptr ? "" : unescaped(text);
    }

    /// As RFC 5545, 3.3.11, writes text; trimmed.
    static std::string unescaped(std::string_view text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) {
                ++i;
                out += text[i] == 'n' || text[i] == 'N' ? ' ' : text[i];
            } else {
                out += text[i];
            }
        }
        const auto begin = out.find_first_not_of(" \t");
        return begin == std::string::npos
                   ? std::string()
                   : out.substr(begin, out.find_last_not_of(" \t") + 1 - begin);
    }

    /// Nothing where it has none: an empty one says something too.
    static std::optional<std::string> extension(icalcomponent* component, std::string_view name) {
        for (auto* property = icalcomponent_get_first_property(component, ICAL_X_PROPERTY);
             property != nullptr;
             property = icalcomponent_get_next_property(component, ICAL_X_PROPERTY)) {
            const char* its = icalproperty_get_x_name(property);
            if (its != nullptr && std::string_view(its).size() == name.size() &&
                startsWith(its, name)) {
                const char* text = icalproperty_get_value_as_string(property);
                return text == nullptr ? std::string() : unescaped(text);
            }
        }
        return std::nullopt;
    }

    static bool isCancelled(icalcomponent* component) {
        return icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
    }

    /// One of a series that was moved or dropped: the series does not say it.
    void noteException(const CalendarEvent& event) {
        icalproperty* property =
            icalcomponent_get_first_property(event.component, ICAL_RECURRENCEID_PROPERTY);
        if (property == nullptr) {
            return;
        }
        m_line = event.line;
        if (icalproperty_get_first_parameter(property, ICAL_RANGE_PARAMETER) != nullptr) {
            fail("RANGE of RECURRENCE-ID is not understood: give each event, or two series");
            return;
        }
        if (const auto time = zoned(event, property, icalproperty_get_recurrenceid(property))) {
            m_exceptions[textOf(event.component, ICAL_UID_PROPERTY)].insert(seconds(*time));
        }
    }

    void takeEvent(const CalendarEvent& event) {
        for (auto* property =
                 icalcomponent_get_first_property(event.component, ICAL_XLICERROR_PROPERTY);
             property != nullptr;
             property = icalcomponent_get_next_property(event.component, ICAL_XLICERROR_PROPERTY)) {
            const char* text = icalproperty_get_xlicerror(property);
            fail(fmt::format("in this event: {}", text == nullptr ? "a damaged line" : text));
        }
        if (isCancelled(event.component)) {
            return;
        }
        ScheduleEntry entry;
        entry.line = static_cast<std::uint32_t>(event.line);
        if (!readFeed(event.component, entry)) {
            fail("expected a feed: X-VIGIE-FEED, LOCATION or SUMMARY");
            return;
        }
        readRegions(event.component, entry);
        const auto start = startOf(event);
        if (!start) {
            return;
        }
        const auto length = lengthOf(event, *start);
        if (!length) {
            return;
        }
        for (const std::int64_t begin : beginsOf(event, *start)) {
            if (m_schedule.entries.size() >= mostScheduleEntries) {
                return;
            }
            entry.interval.from = base::Utc{std::chrono::seconds(begin)};
            entry.interval.to = entry.interval.from + std::chrono::seconds(*length);
            m_schedule.entries.push_back(entry);
        }
    }

    static bool readFeed(icalcomponent* component, ScheduleEntry& entry) {
        if (const auto feed = extension(component, "X-VIGIE-FEED"); feed && !feed->empty()) {
            entry.feedId = *feed;
            return true;
        }
        entry.feedId = textOf(component, ICAL_LOCATION_PROPERTY);
        entry.otherFeedId = textOf(component, ICAL_SUMMARY_PROPERTY);
        if (entry.feedId.empty()) {
            entry.feedId = std::exchange(entry.otherFeedId, {});
        }
        return !entry.feedId.empty();
    }

    static void readRegions(icalcomponent* component, ScheduleEntry& entry) {
        if (const auto region = extension(component, "X-VIGIE-REGION")) {
            entry.regionId = *region == "*" ? "" : *region;
            return;
        }
        for (auto* property = icalcomponent_get_first_property(component, ICAL_CATEGORIES_PROPERTY);
             property != nullptr;
             property = icalcomponent_get_next_property(component, ICAL_CATEGORIES_PROPERTY)) {
            const char* raw = icalproperty_get_value_as_string(property);
            const std::string_view text = raw == nullptr ? "" : raw;
            for (std::size_t from = 0; from <= text.size();) {
                const std::size_t comma = std::min(text.find(',', from), text.size());
                std::string word = unescaped(text.substr(from, comma - from));
                if (!word.empty()) {
                    entry.regionWords.push_back(std::move(word));
                }
                from = comma + 1;
            }
        }
    }

    std::optional<icaltimetype> startOf(const CalendarEvent& event) {
        icalproperty* property =
            icalcomponent_get_first_property(event.component, ICAL_DTSTART_PROPERTY);
        if (property == nullptr) {
            fail("expected DTSTART");
            return std::nullopt;
        }
        return zoned(event, property, icalproperty_get_dtstart(property));
    }

    /// In seconds.
    std::optional<std::int64_t> lengthOf(const CalendarEvent& event, const icaltimetype& start) {
        icalproperty* end = icalcomponent_get_first_property(event.component, ICAL_DTEND_PROPERTY);
        icalproperty* duration =
            icalcomponent_get_first_property(event.component, ICAL_DURATION_PROPERTY);
        std::int64_t length = 0;
        if (end != nullptr) {
            const auto time = zoned(event, end, icalproperty_get_dtend(end));
            if (!time) {
                return std::nullopt;
            }
            length = seconds(*time) - seconds(start);
        } else if (duration != nullptr) {
            const icaldurationtype its = icalproperty_get_duration(duration);
            constexpr std::int64_t daySeconds = 86'400;
            constexpr unsigned most = 100'000; // of any part: far more than an event lasts
            if (icaldurationtype_is_bad_duration(its) != 0 || its.is_neg != 0 ||
                std::max({its.weeks, its.days, its.hours, its.minutes, its.seconds}) > most) {
                fail("expected a DURATION like PT1H30M");
                return std::nullopt;
            }
            length = (std::int64_t{its.weeks} * 7 + its.days) * daySeconds +
                     std::int64_t{its.hours} * 3600 + std::int64_t{its.minutes} * 60 + its.seconds;
        } else if (start.is_date != 0) {
            length = 86'400;
        } else {
            fail("expected DTEND or DURATION");
            return std::nullopt;
        }
        if (length <= 0) {
            fail("the end must be later than the start");
            return std::nullopt;
        }
        if (length > mostSeconds) {
            fail("expected an event of at most 366 days");
            return std::nullopt;
        }
        return length;
    }

    /// When it begins, each time; seconds of UTC.
    std::set<std::int64_t> beginsOf(const CalendarEvent& event, const icaltimetype& start) {
        std::set<std::int64_t> begins{seconds(start)};
        const bool isException = icalcomponent_get_first_property(
                                     event.component, ICAL_RECURRENCEID_PROPERTY) != nullptr;
        if (isException) {
            return begins;
        }
        icalcomponent* component = event.component;
        for (auto* property = icalcomponent_get_first_property(component, ICAL_RRULE_PROPERTY);
             property != nullptr;
             property = icalcomponent_get_next_property(component, ICAL_RRULE_PROPERTY)) {
            if (!repeat(icalproperty_get_rrule(property), start, begins)) {
                return {};
            }
        }
        for (auto* property = icalcomponent_get_first_property(component, ICAL_RDATE_PROPERTY);
             property != nullptr;
             property = icalcomponent_get_next_property(component, ICAL_RDATE_PROPERTY)) {
            const icaldatetimeperiodtype date = icalproperty_get_rdate(property);
            if (icaltime_is_null_time(date.time)) {
                fail("expected times in RDATE: periods are not understood");
                return {};
            }
            const auto time = zoned(event, property, date.time);
            if (!time) {
                return {};
            }
            begins.insert(seconds(*time));
        }
        except(event, begins);
        return begins;
    }

    bool repeat(const icalrecurrencetype& rule, const icaltimetype& start,
                std::set<std::int64_t>& begins) {
        const bool hasUntil = icaltime_is_null_time(rule.until) == 0;
        if (rule.freq == ICAL_NO_RECURRENCE) {
            fail("RRULE is not understood");
            return false;
        }
        if (rule.count <= 0 && !hasUntil) {
            fail("expected COUNT or UNTIL in RRULE: a schedule ends some day");
            return false;
        }
        const std::unique_ptr<icalrecur_iterator, FreeIterator> iterator(
            icalrecur_iterator_new(rule, start));
        if (!iterator) {
            fail("RRULE is not understood");
            return false;
        }
        std::size_t count = 0;
        for (icaltimetype at = icalrecur_iterator_next(iterator.get());
             icaltime_is_null_time(at) == 0; at = icalrecur_iterator_next(iterator.get())) {
            if (++count > mostRepetitions || at.year > start.year + mostYears) {
                fail(fmt::format("RRULE repeats more than {} times, or for more than {} years",
                                 mostRepetitions, mostYears));
                return false;
            }
            at = icaltime_set_timezone(&at, start.zone);
            begins.insert(seconds(at));
        }
        return true;
    }

    void except(const CalendarEvent& event, std::set<std::int64_t>& begins) {
        icalcomponent* component = event.component;
        for (auto* property = icalcomponent_get_first_property(component, ICAL_EXDATE_PROPERTY);
             property != nullptr;
             property = icalcomponent_get_next_property(component, ICAL_EXDATE_PROPERTY)) {
            const auto time = zoned(event, property, icalproperty_get_exdate(property));
            if (!time) {
                continue;
            }
            if (time->is_date == 0) {
                begins.erase(seconds(*time));
            } else { // all of that day
                const std::int64_t day = seconds(*time);
                begins.erase(begins.lower_bound(day), begins.lower_bound(day + 86'400));
            }
        }
        const auto moved = m_exceptions.find(textOf(component, ICAL_UID_PROPERTY));
        if (moved != m_exceptions.end()) {
            for (const std::int64_t begin : moved->second) {
                begins.erase(begin);
            }
        }
    }

    Schedule& m_schedule;
    ScheduleErrors& m_errors;
    std::uint64_t m_line = 0;
    std::map<std::string, std::set<std::int64_t>> m_exceptions; // by UID
};

void collect(icalcomponent* root, std::vector<CalendarEvent>& events) {
    const auto takeCalendar = [&events](icalcomponent* calendar) {
        for (auto* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
             event != nullptr;
             event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
            events.push_back({event, calendar, 0});
        }
    };
    if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT) {
        takeCalendar(root);
        return;
    }
    for (auto* calendar = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
         calendar != nullptr;
         calendar = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT)) {
        takeCalendar(calendar);
    }
}

} // namespace

void readCalendarSchedule(const std::string& text, Schedule& schedule, ScheduleErrors& errors) {
    // Its tables of zones are the process's.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    icalerror_set_errors_are_fatal(0);
    const std::size_t begin = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
    const Lines lines(std::string_view(text).substr(begin));
    if (!lines.isWhole) {
        errors.add(lines.last, "the calendar is not whole: each BEGIN needs its END");
        return;
    }
    if (text.find('\0') != std::string::npos) {
        errors.add(1, "expected text, found a zero byte");
        return;
    }
    const std::unique_ptr<icalcomponent, FreeComponent> root(
        icalparser_parse_string(text.c_str() + begin));
    std::vector<CalendarEvent> events;
    if (root) {
        collect(root.get(), events);
    }
    if (events.empty() || events.size() != lines.events.size()) {
        errors.add(1, "expected a calendar (VCALENDAR) with its events (VEVENT)");
        return;
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i].line = lines.events[i];
    }
    CalendarSchedule(schedule, errors).take(events);
}

} // namespace vigie::config
