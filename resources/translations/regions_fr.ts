<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::regions::CompareModel</name>
    <message>
        <source>Health %</source>
        <translation>Santé %</translation>
    </message>
    <message>
        <source>Errored seconds</source>
        <translation>Secondes erronées</translation>
    </message>
    <message>
        <source>Unknown %</source>
        <translation>Inconnu %</translation>
    </message>
    <message>
        <source>Latency, median s</source>
        <translation>Latence, médiane s</translation>
    </message>
    <message>
        <source>Latency, p95 s</source>
        <translation>Latence, p95 s</translation>
    </message>
    <message>
        <source>Carried by cloud %</source>
        <translation>Transporté par le cloud %</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>égal</translation>
    </message>
    <message>
        <source>better by %1</source>
        <translation>meilleur de %1</translation>
    </message>
    <message>
        <source>worse by %1</source>
        <translation>moins bon de %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 de plus</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>%1 de moins</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Écart</translation>
    </message>
    <message>
        <source>Errored s per hour</source>
        <translation>s erronées par heure</translation>
    </message>
    <message>
        <source>Remembered %</source>
        <translation>En mémoire %</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>sans objet</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::FeedHeader</name>
    <message>
        <source>Feeds of the region</source>
        <translation>Flux de la région</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::GridKey</name>
    <message>
        <source>good</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>&lt; 10 % errored</source>
        <translation>&lt; 10 % erroné</translation>
    </message>
    <message>
        <source>≥ 10 %</source>
        <translation>≥ 10 %</translation>
    </message>
    <message>
        <source>≥ 50 %</source>
        <translation>≥ 50 %</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>off air</source>
        <translation>hors antenne</translation>
    </message>
    <message>
        <source>cloud</source>
        <translation>cloud</translation>
    </message>
    <message>
        <source>satellite</source>
        <translation>satellite</translation>
    </message>
    <message>
        <source>failed over</source>
        <translation>sur secours</translation>
    </message>
    <message>
        <source>Key of the grid: %1</source>
        <translation>Légende de la grille&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::HealthGrid</name>
    <message>
        <source>Health over time</source>
        <translation>Santé dans le temps</translation>
    </message>
    <message>
        <source>Health grid of a region</source>
        <translation>Grille de santé d’une région</translation>
    </message>
    <message>
        <source>Open the feed in the inspector</source>
        <translation>Ouvrir le flux dans l’inspecteur</translation>
    </message>
    <message>
        <source>Go to the moment of the cell</source>
        <translation>Aller à l’instant de la case</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Double clic</translation>
    </message>
    <message>
        <source>Go to the moment of the cell; on a name: open the feed</source>
        <translation>Aller à l’instant de la case&#x202f;; sur un nom&#x202f;: ouvrir le flux</translation>
    </message>
    <message>
        <source>A shorter or a longer time</source>
        <translation>Une durée plus courte ou plus longue</translation>
    </message>
    <message>
        <source>Six hours</source>
        <translation>Six heures</translation>
    </message>
    <message>
        <source>Ctrl+wheel</source>
        <translation>Ctrl+molette</translation>
    </message>
    <message>
        <source>Copy the grid as a table</source>
        <translation>Copier la grille en tableau</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::HealthGridModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>not in the plan</source>
        <translation>absent du plan</translation>
    </message>
    <message>
        <source>off air</source>
        <translation>hors antenne</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>not remembered</source>
        <translation>hors mémoire</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>some errored seconds</source>
        <translation>quelques secondes erronées</translation>
    </message>
    <message>
        <source>a tenth errored or more</source>
        <translation>un dixième erroné ou plus</translation>
    </message>
    <message>
        <source>half errored or more</source>
        <translation>la moitié erronée ou plus</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <translation>%1, de %2 à %3</translation>
    </message>
    <message>
        <source>Health %1 — %2</source>
        <translation>Santé %1 — %2</translation>
    </message>
    <message numerus="yes">
        <source>%n errored second(s)</source>
        <translation>
            <numerusform>%n seconde erronée</numerusform>
            <numerusform>%n secondes erronées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown second(s)</source>
        <translation>
            <numerusform>%n seconde inconnue</numerusform>
            <numerusform>%n secondes inconnues</numerusform>
        </translation>
    </message>
    <message>
        <source>Worst from %1</source>
        <translation>Au pire à partir de %1</translation>
    </message>
    <message>
        <source>Carried by %1, failed over</source>
        <translation>Transporté par %1, sur secours</translation>
    </message>
    <message>
        <source>Carried by %1</source>
        <translation>Transporté par %1</translation>
    </message>
    <message>
        <source>Latency %1 s (%2 to %3)</source>
        <translation>Latence %1 s (de %2 à %3)</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarme&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 — now: %2</source>
        <translation>%1 — maintenant&#x202f;: %2</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>From (UTC)</source>
        <translation>De (UTC)</translation>
    </message>
    <message>
        <source>Length s</source>
        <translation>Durée s</translation>
    </message>
    <message>
        <source>Judged s</source>
        <translation>Jugées s</translation>
    </message>
    <message>
        <source>Errored s</source>
        <translation>Erronées s</translation>
    </message>
    <message>
        <source>Unknown s</source>
        <translation>Inconnues s</translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation>Transporté par</translation>
    </message>
    <message>
        <source>Latency min ms</source>
        <translation>Latence min ms</translation>
    </message>
    <message>
        <source>Latency mean ms</source>
        <translation>Latence moy. ms</translation>
    </message>
    <message>
        <source>Latency max ms</source>
        <translation>Latence max ms</translation>
    </message>
    <message>
        <source>Skew ms</source>
        <translation>Décalage ms</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>pas encore connu</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::LatencyChart</name>
    <message>
        <source>Latency distribution</source>
        <translation>Répartition de la latence</translation>
    </message>
    <message>
        <source>%1: median %2 s, p95 %3 s, most %4 s</source>
        <translation>%1&#x202f;: médiane %2 s, p95 %3 s, max. %4 s</translation>
    </message>
    <message>
        <source>%1: not known</source>
        <translation>%1&#x202f;: inconnu</translation>
    </message>
    <message>
        <source>uncertainty not known</source>
        <translation>incertitude inconnue</translation>
    </message>
    <message>
        <source>The latency of this time is not known.</source>
        <translation>La latence de cette période est inconnue.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Latency from ms</source>
        <translation>Latence dès ms</translation>
    </message>
    <message>
        <source>Cloud s</source>
        <translation>Cloud s</translation>
    </message>
    <message>
        <source>Satellite s</source>
        <translation>Satellite s</translation>
    </message>
    <message>
        <source>now within ± %1 ms</source>
        <translation>à ± %1 ms près</translation>
    </message>
    <message>
        <source>now ± %1 ms or more</source>
        <translation>± %1 ms ou plus</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::RegionNodeModel</name>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>No contact since %1: %2</source>
        <translation>Sans contact depuis %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Nœud</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Entrées</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Chemins</translation>
    </message>
    <message>
        <source>Clock ms</source>
        <translation>Horloge ms</translation>
    </message>
    <message>
        <source>Bitrate b/s</source>
        <translation>Débit b/s</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Pire</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::RegionView</name>
    <message>
        <source>‹ Regions</source>
        <translation>‹ Régions</translation>
    </message>
    <message>
        <source>Back to all regions (Esc)</source>
        <translation>Retour à toutes les régions (Échap)</translation>
    </message>
    <message>
        <source>Back to all regions</source>
        <translation>Retour à toutes les régions</translation>
    </message>
    <message>
        <source>Filter feeds</source>
        <translation>Filtrer les flux</translation>
    </message>
    <message>
        <source>Shows the feeds with this in their number or name (Ctrl+F)</source>
        <translation>Montre les flux dont le numéro ou le nom contient ceci (Ctrl+F)</translation>
    </message>
    <message>
        <source>Order of the feeds</source>
        <translation>Ordre des flux</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>Par numéro</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>Les pires d’abord</translation>
    </message>
    <message>
        <source>The current cell</source>
        <translation>La case courante</translation>
    </message>
    <message>
        <source>Health of its feeds</source>
        <translation>Santé de ses flux</translation>
    </message>
    <message>
        <source>Nodes of the region</source>
        <translation>Nœuds de la région</translation>
    </message>
    <message>
        <source>Only this node, or all</source>
        <translation>Seulement ce nœud, ou tous</translation>
    </message>
    <message>
        <source>Enter shows only what arrives at the node; once more: all</source>
        <translation>Entrée ne montre que ce qui arrive au nœud&#x202f;; encore une fois&#x202f;: tout</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nœuds</translation>
    </message>
    <message>
        <source>Latency over this time</source>
        <translation>Latence sur cette période</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Comparé à</translation>
    </message>
    <message>
        <source>What the region is compared with</source>
        <translation>À quoi la région est comparée</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparaison</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>Exporter en CSV…</translation>
    </message>
    <message>
        <source>Save as a picture …</source>
        <translation>Enregistrer comme image…</translation>
    </message>
    <message>
        <source>not in the plan</source>
        <translation>absent du plan</translation>
    </message>
    <message>
        <source>%1 · health %2 over 15 min · %3</source>
        <translation>%1 · santé %2 sur 15 min · %3</translation>
    </message>
    <message>
        <source>one column: %1 · remembered of this time: %2</source>
        <translation>une colonne&#x202f;: %1 · en mémoire de cette période&#x202f;: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing is remembered of this time</source>
        <translation>rien n’est en mémoire de cette période</translation>
    </message>
    <message>
        <source>Cloud against satellite</source>
        <translation>Cloud contre satellite</translation>
    </message>
    <message>
        <source>The time before</source>
        <translation>La période précédente</translation>
    </message>
    <message>
        <source>The same time yesterday</source>
        <translation>La même période hier</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>Toutes les régions</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>Enregistrer comme image</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Images (*.png)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>State of the region</source>
        <translation>État de la région</translation>
    </message>
    <message>
        <source>What is remembered</source>
        <translation>Ce qui est en mémoire</translation>
    </message>
    <message>
        <source>How sure the latency is</source>
        <translation>Certitude de la latence</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::RegionsPage</name>
    <message>
        <source>Export as CSV …</source>
        <translation>Exporter en CSV…</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Distribution — now</source>
        <translation>Distribution — maintenant</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>Exporter CSV</translation>
    </message>
    <message>
        <source>Both tables as comma-separated values (Ctrl+E)</source>
        <translation>Les deux tableaux en valeurs séparées par des virgules (Ctrl+E)</translation>
    </message>
    <message>
        <source>Deliveries of the region</source>
        <translation>Dessertes de la région</translation>
    </message>
    <message>
        <source>Open in the feed inspector</source>
        <translation>Ouvrir dans l’inspecteur de flux</translation>
    </message>
    <message>
        <source>Deliveries — select a region</source>
        <translation>Dessertes — choisir une région</translation>
    </message>
    <message>
        <source>Deliveries — %1</source>
        <translation>Dessertes — %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::SpanBox</name>
    <message>
        <source>Time shown</source>
        <translation>Période montrée</translation>
    </message>
    <message>
        <source>Time shown (+ and − in the grid; 0: as much as is remembered, at most 6 h)</source>
        <translation>Période montrée (+ et − dans la grille&#x202f;; 0&#x202f;: tout ce qui est en mémoire, 6 h au plus)</translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::regions::TimeHeader</name>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
</context>
</TS>
