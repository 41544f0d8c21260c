<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::desk</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit&#x202f;: %2.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
</context>
<context>
    <name>vigie::ui::desk::DeskContext</name>
    <message>
        <source>This is the past: nothing can be done here. LIVE goes back to now.</source>
        <translation>C’est le passé&#x202f;: rien ne peut y être fait. DIRECT ramène à maintenant.</translation>
    </message>
    <message>
        <source>This is a recording: nothing can be done in it.</source>
        <translation>C’est un enregistrement&#x202f;: rien ne peut y être fait.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::desk::FeedRegions</name>
    <message>
        <source>on air in no region</source>
        <translation>à l’antenne dans aucune région</translation>
    </message>
    <message numerus="yes">
        <source>bad in all %n region(s)</source>
        <translation>
            <numerusform>en défaut dans la seule région</numerusform>
            <numerusform>en défaut dans les %n régions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clean in all %n region(s)</source>
        <translation>
            <numerusform>propre dans la seule région</numerusform>
            <numerusform>propre dans les %n régions</numerusform>
        </translation>
    </message>
    <message>
        <source>twin bad in: %1</source>
        <translation>jumeau en défaut&#x202f;: %1</translation>
    </message>
    <message>
        <source>not known in: %1</source>
        <translation>inconnu&#x202f;: %1</translation>
    </message>
    <message numerus="yes">
        <source>bad in %n of %1 regions: %2</source>
        <translation>
            <numerusform>en défaut dans %n région sur %1&#x202f;: %2</numerusform>
            <numerusform>en défaut dans %n régions sur %1&#x202f;: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>clean in %n of %1 regions</source>
        <translation>
            <numerusform>propre dans %n région sur %1</numerusform>
            <numerusform>propre dans %n régions sur %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::desk::ListenBar</name>
    <message>
        <source>Listening</source>
        <translation>Écoute</translation>
    </message>
    <message>
        <source>LISTENING</source>
        <translation>ÉCOUTE</translation>
    </message>
    <message>
        <source>Sound track</source>
        <translation>Piste son</translation>
    </message>
    <message>
        <source>Which of the path&apos;s sounds: number, language, codec</source>
        <translation>Lequel des sons du chemin&#x202f;: numéro, langue, codec</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Volume (+ and − on the wall)</source>
        <translation>Volume (+ et − sur le mur)</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Muet</translation>
    </message>
    <message>
        <source>Mute (M on the wall)</source>
        <translation>Couper le son (M sur le mur)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop listening (L on the wall)</source>
        <translation>Cesser l’écoute (L sur le mur)</translation>
    </message>
    <message>
        <source>Stop listening</source>
        <translation>Cesser l’écoute</translation>
    </message>
</context>
<context>
    <name>vigie::ui::desk::Listener</name>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 est injoignable.</translation>
    </message>
    <message>
        <source>%1 is too old to be listened to: upgrade it.</source>
        <translation>%1 est trop ancien pour être écouté&#x202f;: le mettre à jour.</translation>
    </message>
    <message>
        <source>%1 refuses: %2</source>
        <translation>%1 refuse&#x202f;: %2</translation>
    </message>
    <message>
        <source>A recording has no sound.</source>
        <translation>Un enregistrement n’a pas de son.</translation>
    </message>
    <message>
        <source>No sound comes yet.</source>
        <translation>Aucun son n’arrive encore.</translation>
    </message>
    <message>
        <source>The audio device does not play: %1</source>
        <translation>La sortie audio ne joue pas&#x202f;: %1</translation>
    </message>
    <message>
        <source>This sound cannot be decoded: %1</source>
        <translation>Ce son ne peut pas être décodé&#x202f;: %1</translation>
    </message>
    <message>
        <source>The past has no sound. LIVE goes back to now.</source>
        <translation>Le passé n’a pas de son. DIRECT ramène à maintenant.</translation>
    </message>
    <message>
        <source>This desk plays no sound.</source>
        <translation>Ce poste ne joue aucun son.</translation>
    </message>
    <message>
        <source>This path has no sound.</source>
        <translation>Ce chemin n’a pas de son.</translation>
    </message>
    <message>
        <source>This path has no sound number %1.</source>
        <translation>Ce chemin n’a pas de son numéro %1.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::desk::NodeChip</name>
    <message>
        <source>Only what concerns this node is shown: everything again</source>
        <translation>Seul ce qui concerne ce nœud est montré&#x202f;: tout montrer à nouveau</translation>
    </message>
    <message>
        <source>Only %1 ✕</source>
        <translation>Seulement %1 ✕</translation>
    </message>
</context>
</TS>
