<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::desk</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::desk::DeskContext</name>
    <message>
        <source>This is the past: nothing can be done here. LIVE goes back to now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a recording: nothing can be done in it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
