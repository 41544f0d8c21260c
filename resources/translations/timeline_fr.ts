<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>QObject</name>
    <message>
        <source>Bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark of %1 to %2 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 days %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>health %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2 nodes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::BookmarksDialog</name>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::LiveAlert</name>
    <message>
        <source>Go live (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay in the past; the next one is told again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ NOW, new and critical since %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ NOW, %1 new and critical: %2 …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::PlaceBadge</name>
    <message>
        <source>● LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk shows the present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 PAST %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole desk shows the past. Press to go back to now (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 REPLAY %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording is shown. Nothing is sent outward, nothing can be done in it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::RecordingsDialog</name>
    <message>
        <source>● records since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is being copied, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been recorded under a name yet. Record… in the timeline begins.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::TimeMachine</name>
    <message>
        <source>This desk does not record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording is being opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The past can not be shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The past has caught up with now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no incident after this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no incident before this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bookmark could not be kept: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the recorder does not take it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::TimelineStrip</name>
    <message>
        <source>Recordings (*%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record under a name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the last 30 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selection into a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording…	Ctrl+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmarks…	Ctrl+B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a recording already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desk keeps no named recordings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to copy from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy is being made already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a stretch first: Shift and drag on the timeline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End “%1”, since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” has ended and is being copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was not ended: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the recording, from now on until it is ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is being recorded. Record… ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 last %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last %1 minutes are being kept as “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not copied: %1 exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying %1 …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not copied: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the beginning of the incident before ([)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the tick before (,)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the next tick (.)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the beginning of the next incident (])</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds of the past per second (&lt; slower, &gt; faster)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark this moment (B)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to now (L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ NOT RECORDING: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop here (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The track reaches so far back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk shows this long before the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named recordings, bookmarks, copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bookmark: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark the selection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::TimelineTrack</name>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bookmark: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::WallPreview</name>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
