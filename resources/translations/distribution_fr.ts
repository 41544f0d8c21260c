<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::distribution</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source> since %1</source>
        <translation> depuis %1</translation>
    </message>
    <message numerus="yes">
        <source>%n path(s)</source>
        <translation>
            <numerusform>%n chemin</numerusform>
            <numerusform>%n chemins</numerusform>
        </translation>
    </message>
    <message>
        <source>, %1 with faults</source>
        <translation>, %1 en défaut</translation>
    </message>
    <message>
        <source>clock ± %1 ms</source>
        <translation>horloge ± %1 ms</translation>
    </message>
    <message>
        <source> of </source>
        <translation> de </translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation>
            <numerusform>%n flux</numerusform>
            <numerusform>%n flux</numerusform>
        </translation>
    </message>
    <message>
        <source>latency %1 to %2 s, median %3 s, known of %4 of %5</source>
        <translation>latence de %1 à %2 s, médiane %3 s, connue pour %4 sur %5</translation>
    </message>
    <message>
        <source>latency not known</source>
        <translation>latence inconnue</translation>
    </message>
    <message>
        <source>%1 → %2 · %3 · %4</source>
        <translation>%1 → %2 · %3 · %4</translation>
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
        <translation>%1&#xa0;o</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1&#xa0;ko</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1&#xa0;Mo</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1&#xa0;Go</translation>
    </message>
    <message>
        <source>%1 TB</source>
        <translation>%1&#xa0;To</translation>
    </message>
    <message>
        <source>%1 PB</source>
        <translation>%1&#xa0;Po</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
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
        <translation>aucun</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source> since %1</source>
        <translation> depuis %1</translation>
    </message>
    <message>
        <source>Cloud minus satellite: %1</source>
        <translation>Cloud moins satellite&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 depuis %2</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>On air</source>
        <translation>À l’antenne</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Health % (%1)</source>
        <translation>Santé % (%1)</translation>
    </message>
    <message>
        <source>Health %</source>
        <translation>Santé %</translation>
    </message>
    <message>
        <source>Latency s</source>
        <translation>Latence s</translation>
    </message>
    <message>
        <source>Latency ± ms</source>
        <translation>Latence ± ms</translation>
    </message>
    <message>
        <source>± ms</source>
        <translation>± ms</translation>
    </message>
    <message>
        <source>Skew s</source>
        <translation>Décalage s</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::DistributionPanel</name>
    <message>
        <source>Distribution — now</source>
        <translation>Distribution — maintenant</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Distribution — at %1</source>
        <translation>Distribution — à %1</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Fold or open this part</source>
        <translation>Replier ou ouvrir cette partie</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
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
        <translation>Heures portées&#x202f;: inconnues à ce moment</translation>
    </message>
    <message>
        <source>%1 h of %2 h planned</source>
        <translation>%1&#xa0;h sur %2&#xa0;h prévues</translation>
    </message>
    <message>
        <source>%1 h carried · no plan says how many there are to be</source>
        <translation>%1&#xa0;h portées · aucun plan ne dit combien il doit y en avoir</translation>
    </message>
    <message>
        <source>%1 h carried · no schedule says how many there are to be</source>
        <translation>%1&#xa0;h portées · aucun horaire ne dit combien il doit y en avoir</translation>
    </message>
    <message>
        <source>so far %1 h planned: %2 h (%3) carried, %4 h by nothing, %5 h unknown</source>
        <translation>jusqu’ici %1&#xa0;h prévues&#x202f;: %2&#xa0;h (%3) portées, %4&#xa0;h par rien, %5&#xa0;h inconnues</translation>
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
        <translation>Carte des nœuds et des chemins</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) without a position</source>
        <translation>
            <numerusform>%n nœud sans position</numerusform>
            <numerusform>%n nœuds sans position</numerusform>
        </translation>
    </message>
    <message>
        <source>Plus and minus zoom, arrow keys move, Home shows everything. Page Down and Page Up walk from node to node, Enter shows only what concerns it. The table of regions beside it says the same in words.</source>
        <translation>Plus et moins zooment, les flèches déplacent, Début montre tout. Page suivante et Page précédente vont de nœud en nœud, Entrée ne montre que ce qui le concerne. Le tableau des régions à côté dit la même chose en mots.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomer</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>To the next node, to the one before</source>
        <translation>Au nœud suivant, au précédent</translation>
    </message>
    <message>
        <source>Only what concerns this node; again: everything</source>
        <translation>Seulement ce qui concerne ce nœud&#x202f;; à nouveau&#x202f;: tout</translation>
    </message>
    <message>
        <source>Select the node&apos;s region</source>
        <translation>Sélectionner la région du nœud</translation>
    </message>
    <message>
        <source>Everything again</source>
        <translation>Tout à nouveau</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Molette, pincement</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Zoomer sous le pointeur</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Glisser</translation>
    </message>
    <message>
        <source>Click on a node</source>
        <translation>Clic sur un nœud</translation>
    </message>
    <message>
        <source>Only what concerns it; again: everything</source>
        <translation>Seulement ce qui le concerne&#x202f;; à nouveau&#x202f;: tout</translation>
    </message>
    <message>
        <source>Click on a line or a region&apos;s name</source>
        <translation>Clic sur une ligne ou le nom d’une région</translation>
    </message>
    <message>
        <source>Select the region</source>
        <translation>Sélectionner la région</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>Région %1</translation>
    </message>
    <message>
        <source>Show what goes by %1</source>
        <translation>Montrer ce qui passe par %1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>× %1 · Home shows all</source>
        <translation>× %1 · Début montre tout</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionDelegate</name>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionModel</name>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 min</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>health %1: %2 %, errored %3 s of %4 s on air, unknown %5 s</source>
        <translation>santé %1&#x202f;: %2 %, %3 s erronées sur %4 s à l’antenne, %5 s inconnues</translation>
    </message>
    <message>
        <source>latency: median %1 s, p95 %2 s, ± %3 ms, known of %4 of %5</source>
        <translation>latence&#x202f;: médiane %1 s, p95 %2 s, ± %3 ms, connue pour %4 sur %5</translation>
    </message>
    <message>
        <source>latency: not known</source>
        <translation>latence&#x202f;: inconnue</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>lowest %1 %</source>
        <translation>au plus bas %1 %</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Health % (%1)</source>
        <translation>Santé % (%1)</translation>
    </message>
    <message>
        <source>Health %</source>
        <translation>Santé %</translation>
    </message>
    <message>
        <source>Errored s (%1)</source>
        <translation>Erronées s (%1)</translation>
    </message>
    <message>
        <source>Errored s</source>
        <translation>Erronées s</translation>
    </message>
    <message>
        <source>Unknown s (%1)</source>
        <translation>Inconnues s (%1)</translation>
    </message>
    <message>
        <source>Unknown s</source>
        <translation>Inconnues s</translation>
    </message>
    <message>
        <source>Latency s (median)</source>
        <translation>Latence s (médiane)</translation>
    </message>
    <message>
        <source>Latency s</source>
        <translation>Latence s</translation>
    </message>
    <message>
        <source>Latency s (p95)</source>
        <translation>Latence s (p95)</translation>
    </message>
    <message>
        <source>p95 s</source>
        <translation>p95 s</translation>
    </message>
    <message>
        <source>Latency ± ms</source>
        <translation>Latence ± ms</translation>
    </message>
    <message>
        <source>± ms</source>
        <translation>± ms</translation>
    </message>
    <message>
        <source>Latency known of</source>
        <translation>Latence connue pour</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Connue</translation>
    </message>
    <message>
        <source>Health %, lowest in 30 min</source>
        <translation>Santé %, la plus basse en 30 min</translation>
    </message>
    <message>
        <source>30 min</source>
        <translation>30 min</translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation>Porté par</translation>
    </message>
    <message>
        <source>Cloud | satellite</source>
        <translation>Cloud | satellite</translation>
    </message>
    <message>
        <source>Cloud %</source>
        <translation>Cloud %</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Cloud</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Dessertes</translation>
    </message>
    <message>
        <source>cloud against satellite</source>
        <translation>cloud face au satellite</translation>
    </message>
    <message>
        <source>against the other regions</source>
        <translation>face aux autres régions</translation>
    </message>
    <message>
        <source>against an hour before</source>
        <translation>face à une heure avant</translation>
    </message>
    <message>
        <source>%1 by cloud, %2 by satellite</source>
        <translation>%1 par cloud, %2 par satellite</translation>
    </message>
    <message>
        <source>%1 here, %2 in the middle of the other regions</source>
        <translation>%1 ici, %2 au milieu des autres régions</translation>
    </message>
    <message>
        <source>%1 in the last 15 minutes, %2 an hour before</source>
        <translation>%1 ces 15 dernières minutes, %2 une heure avant</translation>
    </message>
    <message>
        <source>health: %1</source>
        <translation>santé&#x202f;: %1</translation>
    </message>
    <message>
        <source>latency: %1</source>
        <translation>latence&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Health, points (%1)</source>
        <translation>Santé, points (%1)</translation>
    </message>
    <message>
        <source>Δ health</source>
        <translation>Δ santé</translation>
    </message>
    <message>
        <source>Latency s (%1)</source>
        <translation>Latence s (%1)</translation>
    </message>
    <message>
        <source>Δ latency s</source>
        <translation>Δ latence s</translation>
    </message>
    <message>
        <source>%1; ▴ better, ▾ worse</source>
        <translation>%1&#x202f;; ▴ mieux, ▾ moins bien</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::RegionTable</name>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Health over</source>
        <translation>Santé sur</translation>
    </message>
    <message>
        <source>Over what time health is told</source>
        <translation>Sur quelle durée la santé est donnée</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>Les pires d’abord</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Comparé à</translation>
    </message>
    <message>
        <source>What health and latency are held against</source>
        <translation>À quoi la santé et la latence sont comparées</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>sans comparaison</translation>
    </message>
    <message>
        <source>Compared with: %1</source>
        <translation>Comparaison&#x202f;: %1</translation>
    </message>
    <message>
        <source>Open the region&apos;s page</source>
        <translation>Ouvrir la page de la région</translation>
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
        <translation>Le cloud en bas, puis le satellite, puis la fibre&#x202f;; le trait discontinu marque deux tiers. Gauche et droite déplacent le curseur, Ctrl+C copie, Ctrl+Maj+E exporte.</translation>
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
        <translation>Exporter en CSV&#xa0;…</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Share over time, %1, by %2</source>
        <translation>Part au fil du temps, %1, mesure&#x202f;: %2</translation>
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
        <translation>%1&#xa0;h distribuées sur %2&#xa0;h prévues</translation>
    </message>
    <message>
        <source>%1 h distributed</source>
        <translation>%1&#xa0;h distribuées</translation>
    </message>
    <message>
        <source>by bits: not known yet</source>
        <translation>en bits&#x202f;: encore inconnu</translation>
    </message>
    <message>
        <source>by bits: cloud %1 %, satellite %2 %</source>
        <translation>en bits&#x202f;: cloud %1&#x202f;%, satellite %2&#x202f;%</translation>
    </message>
    <message>
        <source>, fibre %1 %</source>
        <translation>, fibre %1&#x202f;%</translation>
    </message>
    <message>
        <source>Hours carried</source>
        <translation>Heures portées</translation>
    </message>
    <message>
        <source>%1 %2 h</source>
        <translation>%1 %2&#xa0;h</translation>
    </message>
    <message>
        <source>none %1 h</source>
        <translation>aucun %1&#xa0;h</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Depuis %1</translation>
    </message>
    <message>
        <source>unknown %1 h</source>
        <translation>inconnu %1&#xa0;h</translation>
    </message>
    <message>
        <source>assumed: no plan says which path is the main one</source>
        <translation>supposé&#x202f;: aucun plan ne dit quel chemin est le principal</translation>
    </message>
    <message>
        <source>by bits: not known</source>
        <translation>en bits&#x202f;: inconnu</translation>
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
        <translation>Il n’y a pas de plan&#x202f;: chaque flux vu dans une région compte comme une desserte, par le cloud si possible.</translation>
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
        <translation>Part, mesure&#x202f;: %1</translation>
    </message>
    <message>
        <source>By how many deliveries are on air now</source>
        <translation>Selon le nombre de dessertes à l’antenne en ce moment</translation>
    </message>
    <message>
        <source>Ring: by the hours carried since the event began; over time: in each ten seconds</source>
        <translation>Anneau&#x202f;: heures portées depuis le début de l’événement&#x202f;; au fil du temps&#x202f;: par tranche de dix secondes</translation>
    </message>
    <message>
        <source>Ring: by the bits carried since the engine began; over time: in each ten seconds</source>
        <translation>Anneau&#x202f;: bits portés depuis le démarrage du moteur&#x202f;; au fil du temps&#x202f;: par tranche de dix secondes</translation>
    </message>
</context>
<context>
    <name>vigie::ui::distribution::ShareRing</name>
    <message>
        <source>Deliveries on air now: %1</source>
        <translation>Dessertes à l’antenne en ce moment&#x202f;: %1</translation>
    </message>
    <message>
        <source>Assumed: there is no plan, so each feed seen in a region counts as a delivery, by cloud where it can be.</source>
        <translation>Supposé&#x202f;: il n’y a pas de plan, chaque flux vu dans une région compte donc comme une desserte, par le cloud si possible.</translation>
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
        <translation>Heures portées depuis %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Carried since the desk&apos;s engine began: %1</source>
        <translation>Porté depuis le démarrage du moteur&#x202f;: %1</translation>
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
        <translation>secondes de desserte en 10&#xa0;s</translation>
    </message>
    <message>
        <source>bits in 10 s</source>
        <translation>bits en 10&#xa0;s</translation>
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
        <translation>Cloud&#x202f;%</translation>
    </message>
</context>
</TS>
