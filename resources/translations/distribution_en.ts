<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::distribution</name>
    <message numerus="yes">
        <source>%n path(s)</source>
        <translation>
            <numerusform>%n path</numerusform>
            <numerusform>%n paths</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation>
            <numerusform>%n feed</numerusform>
            <numerusform>%n feeds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::MapView</name>
    <message numerus="yes">
        <source>%n node(s) without a position</source>
        <translation>
            <numerusform>%n node without a position</numerusform>
            <numerusform>%n nodes without a position</numerusform>
        </translation>
    </message>
</context>
</TS>
