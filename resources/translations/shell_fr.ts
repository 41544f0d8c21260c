<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::shell::Actions</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmes</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::CommandModel</name>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nœuds</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Chosen before</source>
        <translation>Choisi récemment</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1&#x202f;: %2 sur %3</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Search feeds, nodes, regions, alarms, actions…</source>
        <translation>Chercher un flux, un nœud, une région, une alarme, une action…</translation>
    </message>
    <message>
        <source>Search feeds, nodes, regions, alarms and actions</source>
        <translation>Chercher des flux, nœuds, régions, alarmes et actions</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Nothing is called that.</source>
        <translation>Rien ne porte ce nom.</translation>
    </message>
    <message>
        <source>This can not be done now.</source>
        <translation>Impossible pour l’instant.</translation>
    </message>
    <message>
        <source>Enter: %1</source>
        <translation>Entrée&#x202f;: %1</translation>
    </message>
    <message>
        <source>Ctrl+Enter: %1</source>
        <translation>Ctrl+Entrée&#x202f;: %1</translation>
    </message>
    <message>
        <source>Tab: something else with it</source>
        <translation>Tab&#x202f;: autre action</translation>
    </message>
    <message>
        <source>Esc: close</source>
        <translation>Échap&#x202f;: fermer</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::CommandSource</name>
    <message>
        <source>%1 incident · since %2</source>
        <translation>incident, gravité %1 · depuis %2</translation>
    </message>
    <message numerus="yes">
        <source>feed into %n region(s)</source>
        <translation>
            <numerusform>flux vers %n région</numerusform>
            <numerusform>flux vers %n régions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n region(s)</source>
        <translation>
            <numerusform>%n région</numerusform>
            <numerusform>%n régions</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 node</source>
        <translation>nœud %1</translation>
    </message>
    <message numerus="yes">
        <source>region, %n feed(s)</source>
        <translation>
            <numerusform>région, %n flux</numerusform>
            <numerusform>région, %n flux</numerusform>
        </translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>choisi</translation>
    </message>
    <message>
        <source>not now</source>
        <translation>pas maintenant</translation>
    </message>
    <message>
        <source>this page</source>
        <translation>cette page</translation>
    </message>
    <message>
        <source>show it in the list</source>
        <translation>montrer dans la liste</translation>
    </message>
    <message>
        <source>open the feed in the inspector</source>
        <translation>ouvrir le flux dans l’inspecteur</translation>
    </message>
    <message>
        <source>open in the inspector</source>
        <translation>ouvrir dans l’inspecteur</translation>
    </message>
    <message>
        <source>show on the wall</source>
        <translation>montrer sur le mur</translation>
    </message>
    <message>
        <source>show only what arrives here</source>
        <translation>ne montrer que ce qui arrive ici</translation>
    </message>
    <message>
        <source>show everything again</source>
        <translation>tout montrer à nouveau</translation>
    </message>
    <message>
        <source>open the region&apos;s page</source>
        <translation>ouvrir la page de la région</translation>
    </message>
    <message>
        <source>show it on the wall</source>
        <translation>montrer sur le mur</translation>
    </message>
    <message>
        <source>do it</source>
        <translation>exécuter</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Timeline, on every page</source>
        <translation>Frise, sur chaque page</translation>
    </message>
    <message>
        <source>Click, drag</source>
        <translation>Cliquer, glisser</translation>
    </message>
    <message>
        <source>Take the whole desk there</source>
        <translation>Y mener tout le poste</translation>
    </message>
    <message>
        <source>Wheel, Shift+wheel</source>
        <translation>Molette, Maj+molette</translation>
    </message>
    <message>
        <source>Zoom around the pointer; move</source>
        <translation>Zoomer autour du pointeur&#x202f;; déplacer</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Maj+glisser</translation>
    </message>
    <message>
        <source>Select a stretch, to copy or to bookmark</source>
        <translation>Choisir une plage, à copier ou à marquer</translation>
    </message>
    <message>
        <source>Timeline, with the focus</source>
        <translation>Frise, au clavier</translation>
    </message>
    <message>
        <source>The beginning; the end, or live</source>
        <translation>Le début&#x202f;; la fin ou le direct</translation>
    </message>
    <message>
        <source>Zoom; show all</source>
        <translation>Zoomer&#x202f;; tout montrer</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation>Tourner la page</translation>
    </message>
    <message>
        <source>Enlarge the tile, and back (also Esc)</source>
        <translation>Agrandir la vignette, et retour (aussi Échap)</translation>
    </message>
    <message>
        <source>Open the feed in the inspector</source>
        <translation>Ouvrir le flux dans l’inspecteur</translation>
    </message>
    <message>
        <source>Layout 4×3, 5×4, 6×6, automatic</source>
        <translation>Disposition 4×3, 5×4, 6×6, automatique</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmes</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Signes</translation>
    </message>
    <message>
        <source>Search: what, or a key</source>
        <translation>Chercher une action ou une touche</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Chercher parmi les touches</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>No key does that.</source>
        <translation>Aucune touche ne fait cela.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Keys of Vigie</source>
        <translation>Touches de Vigie</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>Another tile</source>
        <translation>Une autre vignette</translation>
    </message>
    <message>
        <source>The first tile, the last</source>
        <translation>La première vignette, la dernière</translation>
    </message>
    <message>
        <source>The twin, both beside each other, their difference</source>
        <translation>Le jumeau, les deux côte à côte, leur différence</translation>
    </message>
    <message>
        <source>Mute what is listened to</source>
        <translation>Couper le son écouté</translation>
    </message>
    <message>
        <source>Louder, softer</source>
        <translation>Plus fort, moins fort</translation>
    </message>
    <message>
        <source>Pin the tile to its place</source>
        <translation>Épingler la vignette à sa place</translation>
    </message>
    <message>
        <source>Penalty box on and off</source>
        <translation>Boîte de pénalité, avec ou sans</translation>
    </message>
    <message>
        <source>The tile changes places with its neighbor</source>
        <translation>La vignette change de place avec sa voisine</translation>
    </message>
    <message>
        <source>Take back a change of the wall, put it back</source>
        <translation>Annuler une modification du mur, la rétablir</translation>
    </message>
    <message>
        <source>Drag a tile</source>
        <translation>Glisser une vignette</translation>
    </message>
    <message>
        <source>It changes places with another</source>
        <translation>Elle change de place avec une autre</translation>
    </message>
    <message>
        <source>Move the playhead, with Shift far</source>
        <translation>Déplacer la tête de lecture, loin avec Maj</translation>
    </message>
    <message>
        <source>Listen to the tile, and stop; in the past: LIVE</source>
        <translation>Écouter la vignette, et arrêter&#x202f;; dans le passé&#x202f;: DIRECT</translation>
    </message>
    <message>
        <source>To the worst feed in fault, then to the next</source>
        <translation>Au flux le plus en défaut, puis au suivant</translation>
    </message>
    <message>
        <source>What is known of the tile, as hovering says it</source>
        <translation>Ce qu’on sait de la vignette, comme au survol</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::MainWindow</name>
    <message>
        <source>%1 — Vigie</source>
        <translation>%1 — Vigie</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Align: both playheads are at the same event</source>
        <translation>Aligner&#x202f;: les deux têtes de lecture sont au même événement</translation>
    </message>
    <message>
        <source>Align by the clock</source>
        <translation>Aligner par l’horloge</translation>
    </message>
    <message>
        <source>Offset: %1</source>
        <translation>Écart&#x202f;: %1</translation>
    </message>
    <message>
        <source>Move apart</source>
        <translation>Séparer</translation>
    </message>
    <message>
        <source>Open another recording first</source>
        <translation>Ouvrir d’abord un autre enregistrement</translation>
    </message>
    <message>
        <source>Move together with</source>
        <translation>Déplacer ensemble avec</translation>
    </message>
    <message>
        <source>Search and commands…</source>
        <translation>Recherche et commandes…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Préférences…</translation>
    </message>
    <message>
        <source>Page: wall</source>
        <translation>Page&#x202f;: mur</translation>
    </message>
    <message>
        <source>Page: regions</source>
        <translation>Page&#x202f;: régions</translation>
    </message>
    <message>
        <source>Page: feed</source>
        <translation>Page&#x202f;: flux</translation>
    </message>
    <message>
        <source>Page: alarms</source>
        <translation>Page&#x202f;: alarmes</translation>
    </message>
    <message>
        <source>Alarms: incidents</source>
        <translation>Alarmes&#x202f;: incidents</translation>
    </message>
    <message>
        <source>Alarms: journal</source>
        <translation>Alarmes&#x202f;: journal</translation>
    </message>
    <message>
        <source>Alarms: alarm health</source>
        <translation>Alarmes&#x202f;: santé des alarmes</translation>
    </message>
    <message>
        <source>Alarms: shift report</source>
        <translation>Alarmes&#x202f;: rapport de vacation</translation>
    </message>
    <message>
        <source>Alarms: outward</source>
        <translation>Alarmes&#x202f;: au-dehors</translation>
    </message>
    <message>
        <source>Wall: all regions, all nodes</source>
        <translation>Mur&#x202f;: toutes les régions, tous les nœuds</translation>
    </message>
    <message numerus="yes">
        <source>Go back %n minute(s)</source>
        <translation>
            <numerusform>Reculer de %n minute</numerusform>
            <numerusform>Reculer de %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Recordings, bookmarks, copies…</source>
        <translation>Enregistrements, signets, copies…</translation>
    </message>
    <message>
        <source>Sign on…</source>
        <translation>Prendre le poste…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Passer le poste…</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Quitter le poste</translation>
    </message>
    <message numerus="yes">
        <source>Mute alarm sounds for %n minute(s)</source>
        <translation>
            <numerusform>Couper le son des alarmes %n minute</numerusform>
            <numerusform>Couper le son des alarmes %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Colors: dark</source>
        <translation>Couleurs&#x202f;: sombre</translation>
    </message>
    <message>
        <source>Colors: light grey</source>
        <translation>Couleurs&#x202f;: gris clair</translation>
    </message>
    <message>
        <source>Colors: high contrast</source>
        <translation>Couleurs&#x202f;: contraste élevé</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>Language: English (anglais)</translation>
    </message>
    <message>
        <source>Langue : français (French)</source>
        <translation>Langue&#x202f;: français</translation>
    </message>
    <message>
        <source>Clock: UTC</source>
        <translation>Horloge&#x202f;: UTC</translation>
    </message>
    <message>
        <source>Clock: local time</source>
        <translation>Horloge&#x202f;: heure locale</translation>
    </message>
    <message>
        <source>Colors</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Compare feeds and metrics…</source>
        <translation>Comparer des flux et des mesures…</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::NodeModel</name>
    <message>
        <source>± %1 ms</source>
        <translation>± %1 ms</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Nœud</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::NodePopup</name>
    <message>
        <source>Nodes</source>
        <translation>Nœuds</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::PreferencesDialog</name>
    <message>
        <source>What nobody has acknowledged pulses, once in two seconds</source>
        <translation>Ce que personne n’a acquitté pulse, une fois en deux secondes</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Préférences</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Dark, for dim rooms</source>
        <translation>Sombre, pour les salles obscures</translation>
    </message>
    <message>
        <source>Light grey, for bright rooms</source>
        <translation>Gris clair, pour les salles claires</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>Colors</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>This machine&apos;s: %1</source>
        <translation>De cette machine&#x202f;: %1</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Files, exports and what is sent outward stay in UTC.</source>
        <translation>Les fichiers, les exports et ce qui part au-dehors restent en UTC.</translation>
    </message>
    <message>
        <source> %</source>
        <comment>percent, behind a number</comment>
        <translation>&#x202f;%</translation>
    </message>
    <message>
        <source>Size of everything, percent</source>
        <translation>Taille de tout, en pour cent</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Colors</source>
        <translation>&amp;Couleurs</translation>
    </message>
    <message>
        <source>Cloc&amp;k</source>
        <translation>&amp;Horloge</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Taille</translation>
    </message>
    <message>
        <source>Nothing is kept of this window: use --scale.</source>
        <translation>Rien n’est gardé de cette fenêtre&#x202f;: utiliser --scale.</translation>
    </message>
    <message>
        <source>Another size shows when the desk is started again.</source>
        <translation>Une autre taille paraît au prochain démarrage du poste.</translation>
    </message>
    <message>
        <source>100 to 200 percent, for screens that are far away.</source>
        <translation>De 100 à 200 pour cent, pour les écrans éloignés.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::StartWindow</name>
    <message>
        <source>What the demo fleet says</source>
        <translation>Ce que dit la flotte de démonstration</translation>
    </message>
    <message>
        <source>Start the demo fleet</source>
        <translation>Démarrer la flotte de démonstration</translation>
    </message>
    <message>
        <source>Open a configuration…</source>
        <translation>Ouvrir une configuration…</translation>
    </message>
    <message>
        <source>Open a configuration</source>
        <translation>Ouvrir une configuration</translation>
    </message>
    <message>
        <source>Desk configurations (*.yaml *.yml);;All files (*)</source>
        <translation>Configurations de poste (*.yaml *.yml);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>No fleet yet</source>
        <translation>Pas encore de flotte</translation>
    </message>
    <message>
        <source>&lt;p&gt;Vigie shows what its nodes see. Tell it where they are:&lt;/p&gt;</source>
        <translation>&lt;p&gt;Vigie montre ce que voient ses nœuds. Indiquez-lui où ils sont&#x202f;:&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A whole fleet on this machine: real nodes, real streams over real sockets, with faults now and then.</source>
        <translation>Toute une flotte sur cette machine&#x202f;: de vrais nœuds, de vrais flux par de vraies sockets, avec parfois des défauts.</translation>
    </message>
    <message>
        <source>Nodes that run already. One is started with: vigie-node srt://host:port</source>
        <translation>Des nœuds déjà en marche. On en démarre un par&#x202f;: vigie-node srt://host:port</translation>
    </message>
    <message>
        <source>A control room: nodes with their certificates, the plan, the operator&apos;s region.</source>
        <translation>Une régie&#x202f;: les nœuds avec leurs certificats, le plan, la région de l’opérateur.</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>Cela n’a pas marché</translation>
    </message>
</context>
<context>
    <name>vigie::ui::shell::TopBar</name>
    <message>
        <source>no incidents</source>
        <translation>aucun incident</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmes</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Ctrl+%2)</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Page %1</translation>
    </message>
    <message>
        <source>%1/%2 nodes</source>
        <translation>%1/%2 nœuds</translation>
    </message>
    <message>
        <source>%1 of %2 nodes connected. Click for each node&apos;s contact.</source>
        <translation>%1 nœuds connectés sur %2. Cliquer pour voir le contact de chacun.</translation>
    </message>
    <message>
        <source>%1 incidents. Opens the alarms page.</source>
        <translation>Incidents&#x202f;: %1. Ouvre la page des alarmes.</translation>
    </message>
    <message>
        <source>%1: open the alarms page</source>
        <translation>%1&#x202f;: ouvrir la page des alarmes</translation>
    </message>
    <message>
        <source>Mute for %1 min</source>
        <translation>Couper le son %1 min</translation>
    </message>
    <message>
        <source>Sign on…</source>
        <translation>Prendre le poste…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Passer le poste…</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Quitter le poste</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>pas d’enregistrement</translation>
    </message>
    <message>
        <source>Not recording: %1</source>
        <translation>Pas d’enregistrement&#x202f;: %1</translation>
    </message>
    <message>
        <source>sound on</source>
        <translation>son actif</translation>
    </message>
    <message>
        <source>Alarm sounds are on. Click to mute them for a time.</source>
        <translation>Le son des alarmes est actif. Cliquer pour le couper un moment.</translation>
    </message>
    <message>
        <source>no sound</source>
        <translation>pas de son</translation>
    </message>
    <message>
        <source>muted %1</source>
        <translation>coupé %1</translation>
    </message>
    <message>
        <source>nobody signed on</source>
        <translation>poste libre</translation>
    </message>
    <message>
        <source>Sign on: what you do with alarms carries your name.</source>
        <translation>Prendre le poste&#x202f;: ce que vous faites des alarmes porte votre nom.</translation>
    </message>
    <message>
        <source>%1 is at the desk. Click to hand over or sign off.</source>
        <translation>%1 tient le poste. Cliquer pour le passer ou le quitter.</translation>
    </message>
    <message>
        <source>Top bar</source>
        <translation>Barre du haut</translation>
    </message>
    <message>
        <source>Find anything, and do anything (Ctrl+K)</source>
        <translation>Tout trouver, tout faire (Ctrl+K)</translation>
    </message>
    <message>
        <source>Search feeds, nodes, alarms and actions</source>
        <translation>Chercher des flux, nœuds, alarmes et actions</translation>
    </message>
    <message>
        <source>Search feeds, nodes, alarms…   Ctrl+K</source>
        <translation>Chercher flux, nœuds, alarmes…   Ctrl+K</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>no rec.</source>
        <comment>short for: not recording</comment>
        <translation>pas d’enr.</translation>
    </message>
    <message>
        <source>Alarm sounds come back at %1.</source>
        <translation>Le son des alarmes revient à %1.</translation>
    </message>
</context>
</TS>
