<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>DeskSession</name>
    <message>
        <source>Recording is switched off.</source>
        <translation>L’enregistrement est désactivé.</translation>
    </message>
</context>
<context>
    <name>vigie::app::Application</name>
    <message>
        <source>Vigie</source>
        <translation>Vigie</translation>
    </message>
    <message>
        <source>Starting the demo fleet</source>
        <translation>Démarrage de la flotte de démonstration</translation>
    </message>
    <message>
        <source>Programmes are generated and nodes are started on this machine.</source>
        <translation>Des programmes sont produits et des nœuds démarrés sur cette machine.</translation>
    </message>
    <message>
        <source>Opening the recording</source>
        <translation>Ouverture de l’enregistrement</translation>
    </message>
    <message>
        <source>Its index is read.</source>
        <translation>Son index est en lecture.</translation>
    </message>
</context>
<context>
    <name>vigie::app::DemoFleet</name>
    <message>
        <source>The demo fleet did not get ready within %1 seconds.</source>
        <translation>La flotte de démonstration n’a pas été prête en %1 secondes.</translation>
    </message>
    <message>
        <source>%1 could not be started: %2.</source>
        <translation>%1 n’a pas pu être démarré : %2.</translation>
    </message>
    <message>
        <source>The demo fleet&apos;s program was not found: %1.</source>
        <translation>Le programme de la flotte de démonstration est introuvable : %1.</translation>
    </message>
    <message>
        <source>The demo fleet said that it is ready, but not where its configuration is.</source>
        <translation>La flotte de démonstration s’est dite prête, mais sans indiquer sa configuration.</translation>
    </message>
    <message>
        <source>The demo fleet crashed while it started.</source>
        <translation>La flotte de démonstration s’est interrompue au démarrage.</translation>
    </message>
    <message>
        <source>The demo fleet ended with code %1 while it started.</source>
        <translation>La flotte de démonstration s’est arrêtée au démarrage avec le code %1.</translation>
    </message>
</context>
<context>
    <name>vigie::app::PictureBook</name>
    <message>
        <source>The folder %1 cannot be made: %2.</source>
        <translation>Le dossier %1 ne peut pas être créé : %2.</translation>
    </message>
    <message>
        <source>The window does not become %1×%2.</source>
        <translation>La fenêtre ne prend pas la taille %1×%2.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 ne peut pas être écrit.</translation>
    </message>
</context>
</TS>
