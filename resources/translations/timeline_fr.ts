<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>QObject</name>
    <message>
        <source>Bookmark</source>
        <translation>Signet</translation>
    </message>
    <message>
        <source>Change bookmark</source>
        <translation>Modifier le signet</translation>
    </message>
    <message>
        <source>Bookmark at %1</source>
        <translation>Signet à %1</translation>
    </message>
    <message>
        <source>Bookmark of %1 to %2</source>
        <translation>Signet de %1 à %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline</name>
    <message>
        <source>%1 s</source>
        <translation>%1&#x202f;s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1&#x202f;min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1&#x202f;min %2&#x202f;s</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1&#x202f;h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1&#x202f;h %2&#x202f;min</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1&#x202f;jours</translation>
    </message>
    <message>
        <source>%1 days %2 h</source>
        <translation>%1&#x202f;jours %2&#x202f;h</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>il y a %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>dans %1</translation>
    </message>
    <message>
        <source>health %1 %</source>
        <translation>santé %1&#x202f;%</translation>
    </message>
    <message>
        <source>nothing open</source>
        <translation>rien d’ouvert</translation>
    </message>
    <message>
        <source>%1 %2 open</source>
        <translation>%1&#x202f;: %2 en cours</translation>
    </message>
    <message>
        <source>%1/%2 nodes</source>
        <translation>%1/%2 nœuds</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::BookmarksDialog</name>
    <message>
        <source>Go there</source>
        <translation>Y aller</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Signets</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Signet</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Time (%1)</source>
        <translation>Heure (%1)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::LiveAlert</name>
    <message>
        <source>Go live (L)</source>
        <translation>Revenir au direct (L)</translation>
    </message>
    <message>
        <source>Go live</source>
        <translation>Revenir au direct</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>Stay in the past; the next one is told again</source>
        <translation>Rester dans le passé&#x202f;; la prochaine sera annoncée de nouveau</translation>
    </message>
    <message>
        <source>■ NOW, new and critical since %1: %2</source>
        <translation>■ MAINTENANT, nouveau et critique depuis %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>■ NOW, %1 new and critical: %2 …</source>
        <translation>■ MAINTENANT, %1 nouveaux et critiques&#x202f;: %2 …</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::PlaceBadge</name>
    <message>
        <source>● LIVE</source>
        <translation>● DIRECT</translation>
    </message>
    <message>
        <source>The desk shows the present</source>
        <translation>Le pupitre montre le présent</translation>
    </message>
    <message>
        <source>%1 PAST %2 · %3</source>
        <translation>%1 PASSÉ %2 · %3</translation>
    </message>
    <message>
        <source>The whole desk shows the past. Press to go back to now (L)</source>
        <translation>Tout le pupitre montre le passé. Cliquer pour revenir à maintenant (L)</translation>
    </message>
    <message>
        <source>%1 REPLAY %2 · %3</source>
        <translation>%1 RELECTURE %2 · %3</translation>
    </message>
    <message>
        <source>A recording is shown. Nothing is sent outward, nothing can be done in it</source>
        <translation>Un enregistrement est affiché. Rien n’est envoyé au-dehors, rien ne peut y être fait</translation>
    </message>
    <message>
        <source>%1 PAST %2</source>
        <translation>%1 PASSÉ %2</translation>
    </message>
    <message>
        <source>%1 REPLAY %2</source>
        <translation>%1 RELECTURE %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::RecordingsDialog</name>
    <message>
        <source>● records since %1</source>
        <translation>● enregistre depuis %1</translation>
    </message>
    <message>
        <source>is being copied, %1 %</source>
        <translation>copie en cours, %1&#x202f;%</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>End recording</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Cancel copy</source>
        <translation>Annuler la copie</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Enregistrements</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Nothing has been recorded under a name yet. Record… in the timeline begins.</source>
        <translation>Rien n’a encore été enregistré sous un nom. «&#x202f;Enregistrer…&#x202f;» dans la frise commence.</translation>
    </message>
    <message>
        <source>From (%1)</source>
        <translation>De (%1)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::TimeMachine</name>
    <message>
        <source>This desk does not record.</source>
        <translation>Ce pupitre n’enregistre pas.</translation>
    </message>
    <message>
        <source>The recording is being opened.</source>
        <translation>L’enregistrement s’ouvre.</translation>
    </message>
    <message>
        <source>Recording has ended.</source>
        <translation>L’enregistrement est terminé.</translation>
    </message>
    <message>
        <source>The past can not be shown: %1</source>
        <translation>Le passé ne peut pas être montré&#x202f;: %1</translation>
    </message>
    <message>
        <source>The past has caught up with now.</source>
        <translation>Le passé a rejoint le présent.</translation>
    </message>
    <message>
        <source>There is no incident after this.</source>
        <translation>Aucun incident après celui-ci.</translation>
    </message>
    <message>
        <source>There is no incident before this.</source>
        <translation>Aucun incident avant celui-ci.</translation>
    </message>
    <message>
        <source>The bookmark could not be kept: %1</source>
        <translation>Le signet n’a pas pu être gardé&#x202f;: %1</translation>
    </message>
    <message>
        <source>the recorder does not take it.</source>
        <translation>l’enregistreur ne le prend pas.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::TimelineStrip</name>
    <message>
        <source>Recordings (*%1)</source>
        <translation>Enregistrements (*%1)</translation>
    </message>
    <message>
        <source>Record under a name…</source>
        <translation>Enregistrer sous un nom…</translation>
    </message>
    <message>
        <source>Keep the last 30 minutes</source>
        <translation>Garder les 30 dernières minutes</translation>
    </message>
    <message>
        <source>Copy the selection into a file…</source>
        <translation>Copier la sélection dans un fichier…</translation>
    </message>
    <message>
        <source>Recordings…</source>
        <translation>Enregistrements…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open a recording…	Ctrl+O</source>
        <translation>Ouvrir un enregistrement…	Ctrl+O</translation>
    </message>
    <message>
        <source>Bookmarks…	Ctrl+B</source>
        <translation>Signets…	Ctrl+B</translation>
    </message>
    <message>
        <source>This is a recording already.</source>
        <translation>Ceci est déjà un enregistrement.</translation>
    </message>
    <message>
        <source>This desk keeps no named recordings.</source>
        <translation>Ce pupitre ne garde pas d’enregistrements nommés.</translation>
    </message>
    <message>
        <source>There is nothing to copy from.</source>
        <translation>Il n’y a rien à copier.</translation>
    </message>
    <message>
        <source>A copy is being made already.</source>
        <translation>Une copie est déjà en cours.</translation>
    </message>
    <message>
        <source>Select a stretch first: Shift and drag on the timeline.</source>
        <translation>Sélectionner d’abord un intervalle&#x202f;: Maj et glisser sur la frise.</translation>
    </message>
    <message>
        <source>End “%1”, since %2</source>
        <translation>Terminer «&#x202f;%1&#x202f;», depuis %2</translation>
    </message>
    <message>
        <source>“%1” has ended and is being copied.</source>
        <translation>«&#x202f;%1&#x202f;» est terminé et en cours de copie.</translation>
    </message>
    <message>
        <source>“%1” was not ended: %2</source>
        <translation>«&#x202f;%1&#x202f;» n’a pas été terminé&#x202f;: %2</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Name of the recording, from now on until it is ended</source>
        <translation>Nom de l’enregistrement, d’ici jusqu’à sa fin</translation>
    </message>
    <message>
        <source>“%1” is being recorded. Record… ends it.</source>
        <translation>«&#x202f;%1&#x202f;» s’enregistre. «&#x202f;Enregistrer…&#x202f;» y met fin.</translation>
    </message>
    <message>
        <source>Not recorded: %1</source>
        <translation>Non enregistré&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 last %2 min</source>
        <translation>%1 dernières %2&#x202f;min</translation>
    </message>
    <message>
        <source>The last %1 minutes are being kept as “%2”.</source>
        <translation>Les %1 dernières minutes sont gardées sous «&#x202f;%2&#x202f;».</translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation>Non gardé&#x202f;: %1</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Ouvrir un enregistrement</translation>
    </message>
    <message>
        <source>Copy the selection</source>
        <translation>Copier la sélection</translation>
    </message>
    <message>
        <source>Not copied: %1 exists already.</source>
        <translation>Non copié&#x202f;: %1 existe déjà.</translation>
    </message>
    <message>
        <source>Copying %1 …</source>
        <translation>Copie de %1 …</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Frise</translation>
    </message>
    <message>
        <source>Copying, %1 %</source>
        <translation>Copie, %1&#x202f;%</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copié&#x202f;: %1</translation>
    </message>
    <message>
        <source>Not copied: %1</source>
        <translation>Non copié&#x202f;: %1</translation>
    </message>
    <message>
        <source>Previous incident</source>
        <translation>Incident précédent</translation>
    </message>
    <message>
        <source>To the beginning of the incident before ([)</source>
        <translation>Au début de l’incident d’avant ([)</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Reculer d’un pas</translation>
    </message>
    <message>
        <source>To the tick before (,)</source>
        <translation>Au relevé précédent (,)</translation>
    </message>
    <message>
        <source>Step on</source>
        <translation>Avancer d’un pas</translation>
    </message>
    <message>
        <source>To the next tick (.)</source>
        <translation>Au relevé suivant (.)</translation>
    </message>
    <message>
        <source>Next incident</source>
        <translation>Incident suivant</translation>
    </message>
    <message>
        <source>To the beginning of the next incident (])</source>
        <translation>Au début de l’incident suivant (])</translation>
    </message>
    <message>
        <source>Seconds of the past per second (&lt; slower, &gt; faster)</source>
        <translation>Secondes du passé par seconde (&lt; plus lent, &gt; plus vite)</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Signet</translation>
    </message>
    <message>
        <source>Bookmark this moment (B)</source>
        <translation>Marquer cet instant (B)</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Direct</translation>
    </message>
    <message>
        <source>Back to now (L)</source>
        <translation>Revenir à maintenant (L)</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Plus lent</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Plus vite</translation>
    </message>
    <message>
        <source>Bookmarks</source>
        <translation>Signets</translation>
    </message>
    <message>
        <source>Open a recording…</source>
        <translation>Ouvrir un enregistrement…</translation>
    </message>
    <message>
        <source>More time</source>
        <translation>Plus de temps</translation>
    </message>
    <message>
        <source>Less time</source>
        <translation>Moins de temps</translation>
    </message>
    <message>
        <source>■ NOT RECORDING: %1</source>
        <translation>■ RIEN N’EST ENREGISTRÉ&#x202f;: %1</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Espace)</translation>
    </message>
    <message>
        <source>Stop here (Space)</source>
        <translation>S’arrêter ici (Espace)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Lecture (Espace)</translation>
    </message>
    <message>
        <source>Speed %1</source>
        <translation>Vitesse %1</translation>
    </message>
    <message>
        <source>● LIVE</source>
        <translation>● DIRECT</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>DIRECT</translation>
    </message>
    <message>
        <source>The track reaches so far back</source>
        <translation>La piste remonte jusque-là</translation>
    </message>
    <message>
        <source>The desk shows this long before the end</source>
        <translation>Le pupitre montre ce temps avant la fin</translation>
    </message>
    <message>
        <source>Named recordings, bookmarks, copies</source>
        <translation>Enregistrements nommés, signets, copies</translation>
    </message>
    <message>
        <source>No bookmark: %1</source>
        <translation>Pas de signet&#x202f;: %1</translation>
    </message>
    <message>
        <source>nothing is recorded.</source>
        <translation>rien n’est enregistré.</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Aller à %1</translation>
    </message>
    <message>
        <source>Bookmark %1…</source>
        <translation>Marquer %1…</translation>
    </message>
    <message>
        <source>Bookmark the selection…</source>
        <translation>Marquer la sélection…</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1&#x202f;min</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10&#x202f;min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1&#x202f;h</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6&#x202f;h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24&#x202f;h</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Afficher %1</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::TimelineTrack</name>
    <message>
        <source>Timeline</source>
        <translation>Frise</translation>
    </message>
    <message>
        <source>nothing was recorded</source>
        <translation>rien n’a été enregistré</translation>
    </message>
    <message>
        <source>bookmark: %1</source>
        <translation>signet&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::timeline::WallPreview</name>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
</context>
</TS>
