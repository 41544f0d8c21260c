<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::wall::StatusLine</name>
    <message numerus="yes">
        <source>%n stream(s)</source>
        <translation>
            <numerusform>%n stream</numerusform>
            <numerusform>%n streams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>half rate: %n tile(s)</source>
        <translation>
            <numerusform>half rate: %n tile</numerusform>
            <numerusform>half rate: %n tiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>key pictures: %n tile(s)</source>
        <translation>
            <numerusform>key pictures: %n tile</numerusform>
            <numerusform>key pictures: %n tiles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::WallPage</name>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n cell</numerusform>
            <numerusform>%n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation>
            <numerusform>%n feed</numerusform>
            <numerusform>%n feeds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not shown</source>
        <translation>
            <numerusform>%n not shown</numerusform>
            <numerusform>%n not shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more failing</source>
        <translation>
            <numerusform>%n more failing</numerusform>
            <numerusform>%n more failing</numerusform>
        </translation>
    </message>
</context>
</TS>
