<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::shell::CommandSource</name>
    <message numerus="yes">
        <source>feed into %n region(s)</source>
        <translation>
            <numerusform>feed into %n region</numerusform>
            <numerusform>feed into %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation>
            <numerusform>%n region</numerusform>
            <numerusform>%n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>region, %n feed(s)</source>
        <translation>
            <numerusform>region, %n feed</numerusform>
            <numerusform>region, %n feeds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::MainWindow</name>
    <message numerus="yes">
        <source>Go back %n minute(s)</source>
        <translation>
            <numerusform>Go back %n minute</numerusform>
            <numerusform>Go back %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mute alarm sounds for %n minute(s)</source>
        <translation>
            <numerusform>Mute alarm sounds for %n minute</numerusform>
            <numerusform>Mute alarm sounds for %n minutes</numerusform>
        </translation>
    </message>
</context>
</TS>
