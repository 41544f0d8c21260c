// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/es/text.h"

#include <QtTest>

#include "tests/unit/es/eswriter.h"

using namespace vigie;
using namespace std::chrono_literals;
using es::Presence;
using es::Text;
using eswriter::Buffer;
using eswriter::join;

namespace {

base::Timestamp at(base::Nanoseconds t) {
    return {base::utcFromNs(1) + t, base::monoFromNs(1) + t};
}
es::Bytes view(const Buffer& buffer) {
    return std::as_bytes(std::span(buffer));
}

Buffer dataUnit(std::uint8_t id, std::uint8_t fill = 0x55) {
    Buffer out{id, 0x2c};
    out.resize(46, fill);
    return out;
}
Buffer segment(std::uint8_t type, const Buffer& body) {
    Buffer out{0x0f,
               type,
               0,
               1,
               static_cast<std::uint8_t>(body.size() >> 8),
               static_cast<std::uint8_t>(body.size())};
    eswriter::append(out, body);
    return out;
}
const Buffer subtitleHead{0x20, 0x00};
const Buffer emptyPage = segment(0x10, {10, 0x00});
const Buffer page = segment(0x10, {10, 0x04, 1, 0xff, 0, 100, 1, 0});
const Buffer endOfSet = segment(0x80, {});

} // namespace

class TestText : public QObject {
    Q_OBJECT
private slots:
    void knowsTeletext() {
        QVERIFY(es::hasTeletext(view(join({{0x10}, dataUnit(0x02)}))));
        QVERIFY(es::hasTeletext(view(join({{0x10}, dataUnit(0xff), dataUnit(0x03)}))));
        QVERIFY(!es::hasTeletext(view(join({{0x10}, dataUnit(0xff), dataUnit(0xff)}))));
        QVERIFY(!es::hasTeletext(view(join({{0x10}, dataUnit(0xc3)})))); // VPS
        QVERIFY(!es::hasTeletext(view(join({{0x20}, dataUnit(0x02)}))));
        QVERIFY(!es::hasTeletext({}));
        const Buffer good = join({{0x10}, dataUnit(0x02)});
        for (std::size_t size = 0; size < good.size(); ++size) {
            QVERIFY(!es::hasTeletext(view(good).first(size)));
        }
    }

    void knowsSubtitles() {
        QVERIFY(es::hasSubtitlePage(view(join({subtitleHead, page, endOfSet, {0xff}}))));
        QVERIFY(es::hasSubtitlePage(
            view(join({subtitleHead, emptyPage, segment(0x13, {0, 1, 0}), {0xff}}))));
        QVERIFY(!es::hasSubtitlePage(view(join({subtitleHead, emptyPage, endOfSet, {0xff}}))));
        QVERIFY(!es::hasSubtitlePage(view(join({{0x10, 0x00}, page}))));
        const Buffer good = join({subtitleHead, page});
        for (std::size_t size = 0; size < good.size(); ++size) {
            QVERIFY(!es::hasSubtitlePage(view(good).first(size)));
        }
    }

    void presenceLastsTenSeconds() {
        Text text;
        QCOMPARE(text.teletext(), Presence::Unknown);
        text.advance(at(0s));
        text.advance(at(9s));
        QCOMPARE(text.teletext(), Presence::Unknown);
        text.push(Text::Kind::Teletext, view(join({{0x10}, dataUnit(0x02)})), at(9s));
        QCOMPARE(text.teletext(), Presence::Present);
        QCOMPARE(text.subtitles(), Presence::Unknown);
        text.advance(at(19s));
        QCOMPARE(text.teletext(), Presence::Present);
        QCOMPARE(text.subtitles(), Presence::Clear);
        // Stuffing keeps nothing alive.
        text.push(Text::Kind::Teletext, view(join({{0x10}, dataUnit(0xff)})), at(19500ms));
        QCOMPARE(text.teletext(), Presence::Clear);
        text.push(Text::Kind::Subtitles, view(join({subtitleHead, page})), at(20s));
        QCOMPARE(text.subtitles(), Presence::Present);
        text.push(Text::Kind::Subtitles, view(join({subtitleHead, emptyPage})), at(31s));
        QCOMPARE(text.subtitles(), Presence::Clear);
        text.restart();
        QCOMPARE(text.subtitles(), Presence::Unknown);
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
