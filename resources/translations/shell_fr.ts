<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::shell::HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline, on every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the desk at this moment; play, pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, and . (Alt+Left, Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tick back; a tick on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[ and ] (Alt+Page Up, Alt+Page Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The incident before; the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; and &gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower; faster: 0.1 to 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE: back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B, Ctrl+B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark this moment; all bookmarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl++, Ctrl+−</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less time, more time on the strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click, drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the whole desk there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel, Shift+wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom around the pointer; move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a stretch, to copy or to bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline, with the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left, Right, with Shift far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning; the end, or live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+, −, 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom; show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall, Regions, Feed, Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows, Home, End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to another tile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter, double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge the tile, and back (also Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I or F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the feed in the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4, 5, 6, 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout 4×3, 5×4, 6×6, automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have all of both paths decoded for a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture the stream of both paths: 10 s back, 5 s on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+S, Ctrl+E</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture; export charts and tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom the charts, and back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A, S, U</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge, shelve, unshelve what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C, G, R</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment, assign, reset what is latched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>M, W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance and service; why the rule holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back your last action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the fault as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+F, Ctrl+A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search; select all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter or I</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::MainWindow</name>
    <message>
        <source>%1 — Vigie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align: both playheads are at the same event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Align by the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another recording first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move together with</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::NodeModel</name>
    <message>
        <source>± %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::NodePopup</name>
    <message>
        <source>Nodes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::StartWindow</name>
    <message>
        <source>What the demo fleet says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the demo fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a configuration…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desk configurations (*.yaml *.yml);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No fleet yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;Vigie shows what its nodes see. Tell it where they are:&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole fleet on this machine: real nodes, real streams over real sockets, with faults now and then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes that run already. One is started with: vigie-node srt://host:port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A control room: nodes with their certificates, the plan, the operator&apos;s region.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::TopBar</name>
    <message>
        <source>no incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2 nodes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 nodes connected. Click for each node&apos;s contact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 incidents. Opens the alarms page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: open the alarms page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute for %1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign on…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recording: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sound on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm sounds are on. Click to mute them for a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>muted %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm sounds come back at %1 UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody signed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign on: what you do with alarms carries your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is at the desk. Click to hand over or sign off.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
