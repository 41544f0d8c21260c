<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::wall</name>
    <message>
        <source>PICTURE STILL SINCE %1</source>
        <translation>IMAGE ARRÊTÉE DEPUIS %1</translation>
    </message>
    <message>
        <source>key picture, %1 s after</source>
        <translation>image clé, %1 s après</translation>
    </message>
    <message>
        <source>key picture, %1 s before</source>
        <translation>image clé, %1 s avant</translation>
    </message>
    <message>
        <source>no path</source>
        <translation>aucun chemin</translation>
    </message>
    <message>
        <source>no preview</source>
        <translation>pas d’aperçu</translation>
    </message>
    <message>
        <source>waiting for the picture</source>
        <translation>image attendue</translation>
    </message>
    <message>
        <source>NO PATH SEEN</source>
        <translation>AUCUN CHEMIN VU</translation>
    </message>
    <message>
        <source>NO CONTACT SINCE %1</source>
        <translation>SANS CONTACT DEPUIS %1</translation>
    </message>
    <message>
        <source>BACKUP</source>
        <translation>SECOURS</translation>
    </message>
    <message>
        <source>OFF AIR</source>
        <translation>HORS ANTENNE</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 Mb/s</source>
        <translation>%1 Mb/s</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>pas vu</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>On air</source>
        <translation>À l’antenne</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Secours</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latence</translation>
    </message>
    <message>
        <source>Skew cloud − satellite</source>
        <translation>Décalage cloud − satellite</translation>
    </message>
    <message>
        <source>Health 1 min · 15 min · 24 h</source>
        <translation>Santé 1 min · 15 min · 24 h</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>cells were found where columns and rows are 0: expected none</source>
        <translation>il y a des cases alors que colonnes et lignes valent 0&#x202f;: aucune n’est attendue</translation>
    </message>
    <message>
        <source>%1 columns and %2 rows: expected 1 to %3 of each, or 0 of both</source>
        <translation>%1 colonnes et %2 lignes&#x202f;: attendu de 1 à %3 de chaque, ou 0 des deux</translation>
    </message>
    <message>
        <source>%1 cells: expected 1 to %2</source>
        <translation>%1 cases&#x202f;: attendu de 1 à %2</translation>
    </message>
    <message>
        <source>cell %1 leaves the grid of %2 by %3</source>
        <translation>la case %1 sort de la grille de %2 sur %3</translation>
    </message>
    <message>
        <source>cells %1 and %2 lie over each other</source>
        <translation>les cases %1 et %2 se recouvrent</translation>
    </message>
    <message>
        <source>NOT DECODED SINCE %1</source>
        <translation>NON DÉCODÉ DEPUIS %1</translation>
    </message>
    <message>
        <source>last picture %1</source>
        <translation>dernière image %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>il y a %1</translation>
    </message>
    <message>
        <source>no cloud path</source>
        <translation>pas de chemin cloud</translation>
    </message>
    <message>
        <source>no satellite path</source>
        <translation>pas de chemin satellite</translation>
    </message>
    <message>
        <source>no fibre path</source>
        <translation>pas de chemin fibre</translation>
    </message>
    <message>
        <source>no twin</source>
        <translation>pas de jumeau</translation>
    </message>
    <message>
        <source>twin without preview</source>
        <translation>jumeau sans aperçu</translation>
    </message>
    <message>
        <source>twin interrupted</source>
        <translation>jumeau interrompu</translation>
    </message>
    <message>
        <source>aligned</source>
        <translation>alignés</translation>
    </message>
    <message>
        <source>aligned · skew %1</source>
        <translation>alignés · décalage %1</translation>
    </message>
    <message>
        <source>NOT ALIGNED</source>
        <translation>NON ALIGNÉS</translation>
    </message>
    <message>
        <source>waiting for both</source>
        <translation>les deux sont attendus</translation>
    </message>
    <message>
        <source>ON AIR: %1</source>
        <translation>À L’ANTENNE&#x202f;: %1</translation>
    </message>
    <message>
        <source>NOT ON AIR</source>
        <translation>PAS À L’ANTENNE</translation>
    </message>
    <message>
        <source>R</source>
        <comment>a red tally lamp</comment>
        <translation>R</translation>
    </message>
    <message>
        <source>G</source>
        <comment>a green tally lamp</comment>
        <translation>V</translation>
    </message>
    <message>
        <source>A</source>
        <comment>an amber tally lamp</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>%1 LUFS</source>
        <translation>%1 LUFS</translation>
    </message>
    <message>
        <source>differs %1 %</source>
        <translation>diffère de %1&#x202f;%</translation>
    </message>
    <message>
        <source>NO SUCH DELIVERY NOW</source>
        <translation>DESSERTE INEXISTANTE</translation>
    </message>
    <message>
        <source>path on air</source>
        <translation>chemin à l’antenne</translation>
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
        <source>fibre</source>
        <translation>fibre</translation>
    </message>
    <message>
        <source>split</source>
        <translation>partagé</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>différence</translation>
    </message>
    <message>
        <source>%1%2: expected %3</source>
        <translation>%1%2&#x202f;: attendu %3</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>text of at most %1 characters</source>
        <translation>un texte d’au plus %1 caractères</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>l’un de %1</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>un objet</translation>
    </message>
    <message>
        <source>a list of at most %1 cells</source>
        <translation>une liste d’au plus %1 cases</translation>
    </message>
    <message>
        <source>expected at most %1 MiB</source>
        <translation>attendu au plus %1 Mio</translation>
    </message>
    <message>
        <source>expected JSON; at byte %1: %2</source>
        <translation>JSON attendu&#x202f;; à l’octet %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>expected &quot;format&quot;: &quot;%1&quot;</source>
        <translation>attendu &quot;format&quot;: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>version %1 is of a newer Vigie; expected at most %2</source>
        <translation>la version %1 est celle d’un Vigie plus récent&#x202f;; attendu au plus %2</translation>
    </message>
    <message>
        <source>expected &quot;version&quot;: %1 and a list &quot;layouts&quot; of at most %2</source>
        <translation>attendu &quot;version&quot;: %1 et une liste &quot;layouts&quot; d’au plus %2</translation>
    </message>
    <message>
        <source>not known: no contact since %1</source>
        <translation>inconnu&#x202f;: sans contact depuis %1</translation>
    </message>
    <message>
        <source>not known: no contact</source>
        <translation>inconnu&#x202f;: sans contact</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>propre</translation>
    </message>
    <message>
        <source>%1 %2 since %3</source>
        <comment>▲ continuity errors since 18:04:12</comment>
        <translation>%1 %2 depuis %3</translation>
    </message>
    <message>
        <source>main path</source>
        <translation>chemin principal</translation>
    </message>
    <message>
        <source>backup path</source>
        <translation>chemin de secours</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Jumeau</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::LayoutCanvas</name>
    <message>
        <source>Cells of the wall</source>
        <translation>Cases du mur</translation>
    </message>
    <message>
        <source>filled from the list</source>
        <translation>remplie d’après la liste</translation>
    </message>
    <message>
        <source>Cell %1 of %2, %3 by %4: %5</source>
        <translation>Case %1 sur %2, %3 sur %4&#x202f;: %5</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::LayoutEditor</name>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Edit the layout</source>
        <translation>Modifier la disposition</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>Nom de la disposition</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>Search feeds</source>
        <translation>Chercher des flux</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Drag a feed onto a cell, or press Enter to pin it to the current cell</source>
        <translation>Glissez un flux sur une case, ou Entrée pour l’épingler à la case courante</translation>
    </message>
    <message>
        <source>The pinned cell shows</source>
        <translation>La case épinglée montre</translation>
    </message>
    <message>
        <source>Drag a cell onto another to change places, an edge or a corner to merge or split. Shift and arrows change the size, Ctrl and arrows the place, Delete unpins, S splits.</source>
        <translation>Glissez une case sur une autre pour les échanger, un bord ou un coin pour fusionner ou diviser. Maj et flèches changent la taille, Ctrl et flèches la place, Suppr détache, S divise.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Rétablir (Ctrl+Maj+Z)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nom</translation>
    </message>
    <message>
        <source>&amp;Cells</source>
        <translation>&amp;Cases</translation>
    </message>
    <message>
        <source>Pinned cell &amp;shows</source>
        <translation>La case épinglée &amp;montre</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Keep it under its name, and use it</source>
        <translation>La garder sous son nom et l’utiliser</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Utiliser</translation>
    </message>
    <message>
        <source>Use it on this wall without saving</source>
        <translation>L’utiliser sur ce mur sans l’enregistrer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abandonner</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::LayoutMenu</name>
    <message>
        <source>Edit this layout…	E</source>
        <translation>Modifier cette disposition…	E</translation>
    </message>
    <message>
        <source>New wall window	Ctrl+Shift+N</source>
        <translation>Nouveau mur en fenêtre	Ctrl+Maj+N</translation>
    </message>
    <message>
        <source>Cells</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>Dispositions</translation>
    </message>
    <message>
        <source>Save “%1”</source>
        <translation>Enregistrer «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Enregistrer sous</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Delete “%1”</source>
        <translation>Supprimer «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Undo the last change to the layouts</source>
        <translation>Annuler le dernier changement des dispositions</translation>
    </message>
    <message>
        <source>Import layouts…</source>
        <translation>Importer des dispositions…</translation>
    </message>
    <message>
        <source>Export all layouts…</source>
        <translation>Exporter toutes les dispositions…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>Nom de la disposition</translation>
    </message>
    <message>
        <source>Import layouts</source>
        <translation>Importer des dispositions</translation>
    </message>
    <message>
        <source>Layouts (*.json)</source>
        <translation>Dispositions (*.json)</translation>
    </message>
    <message>
        <source>Export layouts</source>
        <translation>Exporter les dispositions</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::LayoutStore</name>
    <message>
        <source>The layouts in %1 can not be read (%2); none is saved.</source>
        <translation>Les dispositions de %1 ne peuvent pas être lues (%2)&#x202f;; aucune n’est enregistrée.</translation>
    </message>
    <message>
        <source>%1: %2. It is left as it is, and nothing is saved.</source>
        <translation>%1&#x202f;: %2. Le fichier est laissé tel quel et rien n’est enregistré.</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>%1 is broken: %2. It could not be put aside, so nothing is saved.</source>
        <translation>%1 est abîmé&#x202f;: %2. Il n’a pas pu être mis de côté, donc rien n’est enregistré.</translation>
    </message>
    <message>
        <source>%1 was broken: %2. It was kept as %3.</source>
        <translation>%1 était abîmé&#x202f;: %2. Il a été conservé sous %3.</translation>
    </message>
    <message>
        <source>The layouts can not be saved in %1: %2</source>
        <translation>Les dispositions ne peuvent pas être enregistrées dans %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>A layout needs a name.</source>
        <translation>Une disposition a besoin d’un nom.</translation>
    </message>
    <message>
        <source>There are %1 layouts already: remove one first.</source>
        <translation>Il y a déjà %1 dispositions&#x202f;: supprimez-en une d’abord.</translation>
    </message>
    <message>
        <source>There is a layout “%1” already.</source>
        <translation>Il y a déjà une disposition «&#x202f;%1&#x202f;».</translation>
    </message>
    <message>
        <source>Nothing was taken from %1: %2</source>
        <translation>Rien n’a été repris de %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>there is no layout in it</source>
        <translation>il ne contient aucune disposition</translation>
    </message>
    <message>
        <source>Some of %1 was left out: %2</source>
        <translation>Une partie de %1 a été laissée de côté&#x202f;: %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::StatusLine</name>
    <message>
        <source>Figures of the wall</source>
        <translation>Chiffres du mur</translation>
    </message>
    <message>
        <source>on the glass %1/s</source>
        <translation>à l’écran %1/s</translation>
    </message>
    <message>
        <source>decoded %1/s</source>
        <translation>décodées %1/s</translation>
    </message>
    <message>
        <source>replaced %1</source>
        <translation>remplacées %1</translation>
    </message>
    <message>
        <source>dropped %1</source>
        <translation>perdues %1</translation>
    </message>
    <message>
        <source>unit to glass %1 · %2 ms</source>
        <translation>unité à l’écran %1 · %2 ms</translation>
    </message>
    <message numerus="yes">
        <source>%n stream(s)</source>
        <translation>
            <numerusform>%n flux</numerusform>
            <numerusform>%n flux</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting %1</source>
        <translation>en attente %1</translation>
    </message>
    <message>
        <source>still %1</source>
        <translation>arrêtées %1</translation>
    </message>
    <message>
        <source>full rate</source>
        <translation>pleine cadence</translation>
    </message>
    <message numerus="yes">
        <source>half rate: %n tile(s)</source>
        <translation>
            <numerusform>demi-cadence&#x202f;: %n vignette</numerusform>
            <numerusform>demi-cadence&#x202f;: %n vignettes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>key pictures: %n tile(s)</source>
        <translation>
            <numerusform>images clés&#x202f;: %n vignette</numerusform>
            <numerusform>images clés&#x202f;: %n vignettes</numerusform>
        </translation>
    </message>
    <message>
        <source>direct %1 · indirect %2</source>
        <translation>direct %1 · indirect %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::WallPage</name>
    <message>
        <source>Previous page (Page Up)</source>
        <translation>Page précédente (Page préc.)</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>Page suivante (Page suiv.)</translation>
    </message>
    <message>
        <source>Region shown on the wall</source>
        <translation>Région montrée sur le mur</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Layout of the wall</source>
        <translation>Disposition du mur</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Which feeds fill the wall, and in which order</source>
        <translation>Quels flux remplissent le mur, et dans quel ordre</translation>
    </message>
    <message>
        <source>Show the feeds of all nodes again</source>
        <translation>Montrer à nouveau les flux de tous les nœuds</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>Pénalité</translation>
    </message>
    <message>
        <source>Penalty box: feeds that fail come first (B)</source>
        <translation>Boîte de pénalité&#x202f;: les flux en défaut viennent en tête (B)</translation>
    </message>
    <message>
        <source>Pages turn by themselves</source>
        <translation>Les pages défilent d’elles-mêmes</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Vu</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Search the wall</source>
        <translation>Chercher sur le mur</translation>
    </message>
    <message>
        <source>Words in number, name, sport, venue, region or node (Ctrl+F or /)</source>
        <translation>Mots du numéro, du nom, du sport, du site, de la région ou du nœud (Ctrl+F ou /)</translation>
    </message>
    <message>
        <source>Edit the layout</source>
        <translation>Modifier la disposition</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>Enregistrer la disposition</translation>
    </message>
    <message>
        <source>New wall window</source>
        <translation>Nouveau mur en fenêtre</translation>
    </message>
    <message>
        <source>Back to the wall</source>
        <translation>Retour au mur</translation>
    </message>
    <message>
        <source>Worst region</source>
        <translation>Pire région</translation>
    </message>
    <message>
        <source>Each feed in the region where it is worst</source>
        <translation>Chaque flux dans la région où il va le plus mal</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordre</translation>
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
        <source>Path on air</source>
        <translation>Chemin à l’antenne</translation>
    </message>
    <message>
        <source>Any kind</source>
        <translation>Tous les genres</translation>
    </message>
    <message>
        <source>Sport</source>
        <translation>Sport</translation>
    </message>
    <message>
        <source>All sports</source>
        <translation>Tous les sports</translation>
    </message>
    <message>
        <source>Cells of the penalty box</source>
        <translation>Cases de la boîte de pénalité</translation>
    </message>
    <message>
        <source>Up to half of the wall</source>
        <translation>Jusqu’à la moitié du mur</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message>
        <source>Stays after it is well again</source>
        <translation>Reste une fois rétabli</translation>
    </message>
    <message>
        <source>Pages stay</source>
        <translation>Pages fixes</translation>
    </message>
    <message>
        <source>Each page %1</source>
        <translation>Chaque page %1</translation>
    </message>
    <message>
        <source>Cycle</source>
        <translation>Défilé</translation>
    </message>
    <message>
        <source>Layout of the wall: %1</source>
        <translation>Disposition du mur&#x202f;: %1</translation>
    </message>
    <message>
        <source>Filter · %1</source>
        <translation>Filtre · %1</translation>
    </message>
    <message>
        <source>Only %1 ✕</source>
        <translation>Seulement %1 ✕</translation>
    </message>
    <message numerus="yes">
        <source>%n feed(s)</source>
        <translation>
            <numerusform>%n flux</numerusform>
            <numerusform>%n flux</numerusform>
        </translation>
    </message>
    <message>
        <source>page %1 of %2</source>
        <translation>page %1 sur %2</translation>
    </message>
    <message numerus="yes">
        <source>%n not shown</source>
        <translation>
            <numerusform>%n non montré</numerusform>
            <numerusform>%n non montrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more failing</source>
        <translation>
            <numerusform>%n autre en défaut</numerusform>
            <numerusform>%n autres en défaut</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::WallView</name>
    <message>
        <source>Open in the feed inspector	I</source>
        <translation>Ouvrir dans l’inspecteur de flux	I</translation>
    </message>
    <message>
        <source>Back to the wall	Esc</source>
        <translation>Retour au mur	Échap</translation>
    </message>
    <message>
        <source>Enlarge	Enter</source>
        <translation>Agrandir	Entrée</translation>
    </message>
    <message>
        <source>Wall</source>
        <translation>Mur</translation>
    </message>
    <message>
        <source>No feed has been seen yet. The list of nodes, top right, says which nodes answer.</source>
        <translation>Aucun flux n’a encore été vu. La liste des nœuds, en haut à droite, dit lesquels répondent.</translation>
    </message>
    <message>
        <source>No feed goes into this region.</source>
        <translation>Aucun flux ne va dans cette région.</translation>
    </message>
    <message>
        <source>Unpin	P</source>
        <translation>Détacher	P</translation>
    </message>
    <message>
        <source>Pin here	P</source>
        <translation>Épingler ici	P</translation>
    </message>
    <message>
        <source>Show (V for the next)</source>
        <translation>Montrer (V&#x202f;: suivant)</translation>
    </message>
    <message>
        <source>Stop listening	L</source>
        <translation>Ne plus écouter	L</translation>
    </message>
    <message>
        <source>Listen	L</source>
        <translation>Écouter	L</translation>
    </message>
    <message>
        <source>Mute	M</source>
        <translation>Couper le son	M</translation>
    </message>
    <message>
        <source>Undo	Ctrl+Z</source>
        <translation>Annuler	Ctrl+Z</translation>
    </message>
    <message>
        <source>Redo	Ctrl+Shift+Z</source>
        <translation>Rétablir	Ctrl+Maj+Z</translation>
    </message>
    <message>
        <source>No feed is what the filters of this wall ask for.</source>
        <translation>Aucun flux ne répond aux filtres de ce mur.</translation>
    </message>
    <message>
        <source>No feed on this wall is in fault.</source>
        <translation>Aucun flux de ce mur n’est en défaut.</translation>
    </message>
    <message>
        <source>What is known of it	T</source>
        <translation>Ce qu’on en sait	T</translation>
    </message>
    <message>
        <source>To the next feed in fault	N</source>
        <translation>Au prochain flux en défaut	N</translation>
    </message>
</context>
<context>
    <name>vigie::ui::wall::WallWindow</name>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>Close this wall</source>
        <translation>Fermer ce mur</translation>
    </message>
    <message>
        <source>Move to the next monitor</source>
        <translation>Passer à l’écran suivant</translation>
    </message>
    <message>
        <source>%1 · %2 — Vigie</source>
        <translation>%1 · %2 — Vigie</translation>
    </message>
    <message>
        <source>no monitor</source>
        <translation>aucun écran</translation>
    </message>
    <message>
        <source>%1 (monitor %2 is gone)</source>
        <translation>%1 (l’écran %2 a disparu)</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Écran</translation>
    </message>
    <message>
        <source>Leave full screen	F11</source>
        <translation>Quitter le plein écran	F11</translation>
    </message>
    <message>
        <source>Full screen	F11</source>
        <translation>Plein écran	F11</translation>
    </message>
    <message>
        <source>Close this wall	Ctrl+W</source>
        <translation>Fermer ce mur	Ctrl+W</translation>
    </message>
</context>
</TS>
