<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::distribution</name>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n path(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 with faults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clock ± %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::DeliveryModel</name>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud minus satellite: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health % (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency ± ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skew s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::DistributionPanel</name>
    <message>
        <source>Distribution — now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution — at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::MapView</name>
    <message>
        <source>Map of nodes and paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plus and minus zoom, arrow keys move, 0 shows everything. The table of regions beside it says the same in words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) without a position</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>× %1 · 0 shows all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionDelegate</name>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionModel</name>
    <message>
        <source>1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>health %1: %2 %, errored %3 s of %4 s on air, unknown %5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency: median %1 s, p95 %2 s, ± %3 ms, known of %4 of %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency: not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health % (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errored s (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errored s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown s (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency s (median)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency s (p95)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency ± ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency known of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health %, lowest in 30 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud | satellite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionTable</name>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over what time health is told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionsPage</name>
    <message>
        <source>Export as CSV …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share — now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distribution — now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both tables as comma-separated values (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries of the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the feed inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries — select a region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries — %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareChart</name>
    <message>
        <source>Share over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of deliveries by cloud (below) and satellite (above); the dashed line is two thirds. Times are UTC.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareLegend</name>
    <message>
        <source>%1 h distributed of %2 h planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h distributed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by bits: not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by bits: cloud %1 %, satellite %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, fibre %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours carried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none %1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · assumed: no plan says which path is the main one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareRing</name>
    <message>
        <source>Share of deliveries by cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries on air now: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assumed: there is no plan, so each feed seen in a region counts as a delivery, by cloud where it can be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>assumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of deliveries</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
