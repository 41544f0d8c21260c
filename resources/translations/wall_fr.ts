<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::wall</name>
    <message>
        <source>PICTURE STILL SINCE %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key picture, %1 s after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key picture, %1 s before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO PATH SEEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO CONTACT SINCE %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BACKUP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OFF AIR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Mb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skew cloud − satellite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health 1 min · 15 min · 24 h</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::WallPage</name>
    <message>
        <source>Previous page (Page Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region shown on the wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout that shows all feeds (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of 4 by 3 (4)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of 5 by 4 (5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of 6 by 6 (6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All: worst region per feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 feeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · page %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::WallView</name>
    <message>
        <source>Open in the feed inspector	I</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the wall	Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarge	Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No feed has been seen yet. The list of nodes, top right, says which nodes answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No feed goes into this region.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
