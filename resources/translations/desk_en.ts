<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::desk::FeedRegions</name>
    <message numerus="yes">
        <source>bad in all %n region(s)</source>
        <translation>
            <numerusform>bad in its only region</numerusform>
            <numerusform>bad in all %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clean in all %n region(s)</source>
        <translation>
            <numerusform>clean in its only region</numerusform>
            <numerusform>clean in all %n regions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>bad in %n of %1 regions: %2</source>
        <translation>
            <numerusform>bad in %n of %1 regions: %2</numerusform>
            <numerusform>bad in %n of %1 regions: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clean in %n of %1 regions</source>
        <translation>
            <numerusform>clean in %n of %1 regions</numerusform>
            <numerusform>clean in %n of %1 regions</numerusform>
        </translation>
    </message>
</context>
</TS>
