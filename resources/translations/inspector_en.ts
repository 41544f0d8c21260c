<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::inspector</name>
    <message numerus="yes">
        <source>%n day(s) earlier</source>
        <translation>
            <numerusform>%n day earlier</numerusform>
            <numerusform>%n days earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::ComparePicker</name>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CompareWindow</name>
    <message numerus="yes">
        <source>A comparison has at most %n line(s); the rest was not added.</source>
        <translation>
            <numerusform>A comparison has at most %n line; the rest was not added.</numerusform>
            <numerusform>A comparison has at most %n lines; the rest was not added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) added.</source>
        <translation>
            <numerusform>%n line added.</numerusform>
            <numerusform>%n lines added.</numerusform>
        </translation>
    </message>
</context>
</TS>
