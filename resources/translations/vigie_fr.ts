<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>DeskSession</name>
    <message>
        <source>Recording is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::app::Application</name>
    <message>
        <source>Vigie</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting the demo fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programmes are generated and nodes are started on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its index is read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::app::DemoFleet</name>
    <message>
        <source>The demo fleet did not get ready within %1 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be started: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo fleet&apos;s program was not found: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo fleet said that it is ready, but not where its configuration is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo fleet crashed while it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo fleet ended with code %1 while it started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
