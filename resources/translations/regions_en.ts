<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::regions::HealthGridModel</name>
    <message numerus="yes">
        <source>%n errored second(s)</source>
        <translation>
            <numerusform>%n errored second</numerusform>
            <numerusform>%n errored seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown second(s)</source>
        <translation>
            <numerusform>%n unknown second</numerusform>
            <numerusform>%n unknown seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::RegionView</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::SpanBox</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
</TS>
