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
    <message>
        <source> of </source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>latency %1 to %2 s, median %3 s, known of %4 of %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2 · %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>World</source>
        <translation>Monde</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Heures</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 o</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 ko</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 Mo</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 Go</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1 To</translation>
    </message>
    <message>
        <source>%1 PB</source>
        <translation>%1 Po</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 %2 (%3)</source>
        <translation>%1 %2 (%3)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 inconnu</translation>
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
    <name>vigie::ui::distribution::HoursBar</name>
    <message>
        <source>Hours carried against hours planned</source>
        <translation>Heures portées face aux heures prévues</translation>
    </message>
    <message>
        <source>Hours carried: not known at this moment</source>
        <translation>Heures portées : inconnues à ce moment</translation>
    </message>
    <message>
        <source>%1 h of %2 h planned</source>
        <translation>%1 h sur %2 h prévues</translation>
    </message>
    <message>
        <source>%1 h carried · no plan says how many there are to be</source>
        <translation>%1 h portées · aucun plan ne dit combien il doit y en avoir</translation>
    </message>
    <message>
        <source>%1 h carried · no schedule says how many there are to be</source>
        <translation>%1 h portées · aucun horaire ne dit combien il doit y en avoir</translation>
    </message>
    <message>
        <source>so far %1 h planned: %2 h (%3) carried, %4 h by nothing, %5 h unknown</source>
        <translation>jusqu’ici %1 h prévues : %2 h (%3) portées, %4 h par rien, %5 h inconnues</translation>
    </message>
    <message>
        <source>how many were due so far is not known</source>
        <translation>on ignore combien étaient dues jusqu’ici</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Depuis %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::MapView</name>
    <message>
        <source>Map of nodes and paths</source>
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
        <source>Plus and minus zoom, arrow keys move, Home shows everything. Page Down and Page Up walk from node to node, Enter shows only what concerns it. The table of regions beside it says the same in words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the next node, to the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what concerns this node; again: everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the node&apos;s region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what concerns it; again: everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on a line or a region&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what goes by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>× %1 · Home shows all</source>
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
    <name>vigie::ui::distribution::ShareChart</name>
    <message>
        <source>Share over time</source>
        <translation>Part au fil du temps</translation>
    </message>
    <message>
        <source>Cloud below, then satellite, then fibre; the dashed line is two thirds. Left and right move the cursor, Ctrl+C copies, Ctrl+Shift+E exports.</source>
        <translation>Le cloud en bas, puis le satellite, puis la fibre ; le trait discontinu marque deux tiers. Gauche et droite déplacent le curseur, Ctrl+C copie, Ctrl+Maj+E exporte.</translation>
    </message>
    <message>
        <source>Move the cursor by ten seconds</source>
        <translation>Déplacer le curseur de dix secondes</translation>
    </message>
    <message>
        <source>Move it by ten minutes</source>
        <translation>Le déplacer de dix minutes</translation>
    </message>
    <message>
        <source>To the oldest, to the newest</source>
        <translation>Au plus ancien, au plus récent</translation>
    </message>
    <message>
        <source>Pointer</source>
        <translation>Pointeur</translation>
    </message>
    <message>
        <source>Tells the figures of a moment</source>
        <translation>Donne les chiffres d’un moment</translation>
    </message>
    <message>
        <source>Copy the figures</source>
        <translation>Copier les chiffres</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>Exporter en CSV …</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Share over time, %1, by %2</source>
        <translation>Part au fil du temps, %1, mesure : %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>deliveries on air at that moment</source>
        <translation>dessertes à l’antenne à ce moment</translation>
    </message>
    <message>
        <source>delivery-seconds carried in these ten seconds</source>
        <translation>secondes de desserte portées pendant ces dix secondes</translation>
    </message>
    <message>
        <source>carried in these ten seconds</source>
        <translation>portés pendant ces dix secondes</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>supposé</translation>
    </message>
    <message>
        <source>nothing known yet</source>
        <translation>encore rien de connu</translation>
    </message>
    <message>
        <source>hours and bits over time were not recorded</source>
        <translation>les heures et les bits au fil du temps n’ont pas été enregistrés</translation>
    </message>
    <message>
        <source>two thirds</source>
        <translation>deux tiers</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareLegend</name>
    <message>
        <source>%1 h distributed of %2 h planned</source>
        <translation>%1 h distribuées sur %2 h prévues</translation>
    </message>
    <message>
        <source>%1 h distributed</source>
        <translation>%1 h distribuées</translation>
    </message>
    <message>
        <source>by bits: not known yet</source>
        <translation>en bits : encore inconnu</translation>
    </message>
    <message>
        <source>by bits: cloud %1 %, satellite %2 %</source>
        <translation>en bits : cloud %1 %, satellite %2 %</translation>
    </message>
    <message>
        <source>, fibre %1 %</source>
        <translation>, fibre %1 %</translation>
    </message>
    <message>
        <source>Hours carried</source>
        <translation>Heures portées</translation>
    </message>
    <message>
        <source>%1 %2 h</source>
        <translation>%1 %2 h</translation>
    </message>
    <message>
        <source>none %1 h</source>
        <translation>aucun %1 h</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Depuis %1</translation>
    </message>
    <message>
        <source>unknown %1 h</source>
        <translation>inconnu %1 h</translation>
    </message>
    <message>
        <source>assumed: no plan says which path is the main one</source>
        <translation>supposé : aucun plan ne dit quel chemin est le principal</translation>
    </message>
    <message>
        <source>by bits: not known</source>
        <translation>en bits : inconnu</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::SharePanel</name>
    <message>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>supposé</translation>
    </message>
    <message>
        <source>There is no plan, so each feed seen in a region counts as a delivery, by cloud where it can be.</source>
        <translation>Il n’y a pas de plan : chaque flux vu dans une région compte comme une desserte, par le cloud si possible.</translation>
    </message>
    <message>
        <source>World</source>
        <translation>Monde</translation>
    </message>
    <message>
        <source>The share of the world (Esc)</source>
        <translation>La part du monde (Échap)</translation>
    </message>
    <message>
        <source>The share of the region that is selected</source>
        <translation>La part de la région choisie</translation>
    </message>
    <message>
        <source>Share by %1</source>
        <translation>Part, mesure : %1</translation>
    </message>
    <message>
        <source>By how many deliveries are on air now</source>
        <translation>Selon le nombre de dessertes à l’antenne en ce moment</translation>
    </message>
    <message>
        <source>Ring: by the hours carried since the event began; over time: in each ten seconds</source>
        <translation>Anneau : heures portées depuis le début de l’événement ; au fil du temps : par tranche de dix secondes</translation>
    </message>
    <message>
        <source>Ring: by the bits carried since the engine began; over time: in each ten seconds</source>
        <translation>Anneau : bits portés depuis le démarrage du moteur ; au fil du temps : par tranche de dix secondes</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareRing</name>
    <message>
        <source>Deliveries on air now: %1</source>
        <translation>Dessertes à l’antenne en ce moment : %1</translation>
    </message>
    <message>
        <source>Assumed: there is no plan, so each feed seen in a region counts as a delivery, by cloud where it can be.</source>
        <translation>Supposé : il n’y a pas de plan, chaque flux vu dans une région compte donc comme une desserte, par le cloud si possible.</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 inconnu</translation>
    </message>
    <message>
        <source>assumed</source>
        <translation>supposé</translation>
    </message>
    <message>
        <source>of deliveries</source>
        <translation>des dessertes</translation>
    </message>
    <message>
        <source>Share by cloud</source>
        <translation>Part du cloud</translation>
    </message>
    <message>
        <source>Hours carried since %1: %2</source>
        <translation>Heures portées depuis %1 : %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Carried since the desk&apos;s engine began: %1</source>
        <translation>Porté depuis le démarrage du moteur : %1</translation>
    </message>
    <message>
        <source>Share by cloud, %1</source>
        <translation>Part du cloud, %1</translation>
    </message>
    <message>
        <source>of hours</source>
        <translation>des heures</translation>
    </message>
    <message>
        <source>of bits</source>
        <translation>des bits</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareSeriesModel</name>
    <message>
        <source>deliveries</source>
        <translation>dessertes</translation>
    </message>
    <message>
        <source>delivery-seconds in 10 s</source>
        <translation>secondes de desserte en 10 s</translation>
    </message>
    <message>
        <source>bits in 10 s</source>
        <translation>bits en 10 s</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Cloud, %1</source>
        <translation>Cloud, %1</translation>
    </message>
    <message>
        <source>Satellite, %1</source>
        <translation>Satellite, %1</translation>
    </message>
    <message>
        <source>Fibre, %1</source>
        <translation>Fibre, %1</translation>
    </message>
    <message>
        <source>None, %1</source>
        <translation>Aucun, %1</translation>
    </message>
    <message>
        <source>Unknown, %1</source>
        <translation>Inconnu, %1</translation>
    </message>
    <message>
        <source>Cloud %</source>
        <translation>Cloud %</translation>
    </message>
</context>
</TS>
