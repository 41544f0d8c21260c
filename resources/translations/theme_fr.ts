<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::theme</name>
    <message>
        <source>segmentation %1</source>
        <translation>segmentation %1</translation>
    </message>
    <message>
        <source> canceled</source>
        <translation> annulée</translation>
    </message>
    <message>
        <source> (%1 s)</source>
        <translation> (%1 s)</translation>
    </message>
    <message>
        <source>packets lost beyond recovery</source>
        <translation>paquets perdus sans retour</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>entrée %1</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 a changé</translation>
    </message>
    <message>
        <source>%1 is now version %2</source>
        <translation>%1 est à la version %2</translation>
    </message>
    <message>
        <source>SCTE-35 %1</source>
        <translation>SCTE-35 %1</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>out of the network</source>
        <translation>sortie du réseau</translation>
    </message>
    <message>
        <source>back to the network</source>
        <translation>retour au réseau</translation>
    </message>
    <message>
        <source> at once</source>
        <translation> aussitôt</translation>
    </message>
    <message>
        <source> in %1 s</source>
        <translation> dans %1 s</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>dans %1 s</translation>
    </message>
    <message>
        <source>for %1 s</source>
        <translation>pendant %1 s</translation>
    </message>
    <message>
        <source>at PTS %1</source>
        <translation>au PTS %1</translation>
    </message>
    <message>
        <source>capture %1 is complete, %2 MB</source>
        <translation>capture %1 terminée, %2 Mo</translation>
    </message>
    <message>
        <source>a capture failed</source>
        <translation>une capture a échoué</translation>
    </message>
    <message>
        <source>capture %1 failed</source>
        <translation>la capture %1 a échoué</translation>
    </message>
    <message>
        <source>the stream is not kept for captures</source>
        <translation>le flux n’est pas gardé pour les captures</translation>
    </message>
    <message>
        <source>the node&apos;s clock stepped by %1 ms</source>
        <translation>l’horloge du nœud a sauté de %1 ms</translation>
    </message>
    <message>
        <source>the node started</source>
        <translation>le nœud a démarré</translation>
    </message>
    <message>
        <source>events before this were lost</source>
        <translation>les événements antérieurs sont perdus</translation>
    </message>
    <message>
        <source>black picture</source>
        <translation>image noire</translation>
    </message>
    <message>
        <source>frozen picture</source>
        <translation>image figée</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>silence</translation>
    </message>
    <message>
        <source>color bars</source>
        <translation>mire de barres</translation>
    </message>
    <message>
        <source>picture of one color</source>
        <translation>image d’une seule couleur</translation>
    </message>
    <message>
        <source>picture without color</source>
        <translation>image sans couleur</translation>
    </message>
    <message>
        <source>blocky picture</source>
        <translation>image en blocs</translation>
    </message>
    <message>
        <source>packets, but no picture</source>
        <translation>des paquets, mais pas d’image</translation>
    </message>
    <message>
        <source>digital zero, no sound at all</source>
        <translation>zéro numérique, aucun son</translation>
    </message>
    <message>
        <source>one audio channel is lost</source>
        <translation>un canal audio est perdu</translation>
    </message>
    <message>
        <source>audio channels 1 and 2 out of phase</source>
        <translation>canaux audio 1 et 2 en opposition de phase</translation>
    </message>
    <message>
        <source>more of the content is decoded</source>
        <translation>une plus grande part du contenu est décodée</translation>
    </message>
    <message>
        <source>, PID 0x%1</source>
        <translation>, PID 0x%1</translation>
    </message>
    <message>
        <source>%1 began</source>
        <translation>%1 : début</translation>
    </message>
    <message>
        <source>%1 ended</source>
        <translation>%1 : fin</translation>
    </message>
    <message>
        <source>%1 %2b/s</source>
        <translation>%1 %2bit/s</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>not known: %1</source>
        <translation>inconnu : %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>± %1 ms</source>
        <translation>± %1 ms</translation>
    </message>
    <message>
        <source>± not known</source>
        <translation>± inconnu</translation>
    </message>
    <message>
        <source>PCR</source>
        <translation>PCR</translation>
    </message>
    <message>
        <source>PTS</source>
        <translation>PTS</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>images</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>by equal PCRs</source>
        <translation>par des PCR égaux</translation>
    </message>
    <message>
        <source>by equal payloads of pictures: PCRs were stamped anew</source>
        <translation>par des contenus d’image égaux : les PCR ont été refaits</translation>
    </message>
    <message>
        <source>by alike pictures: the programme was coded anew</source>
        <translation>par des images semblables : le programme a été recodé</translation>
    </message>
    <message>
        <source>cloud %1 · satellite %2 · fibre %3 · none %4</source>
        <translation>cloud %1 · satellite %2 · fibre %3 · aucun %4</translation>
    </message>
    <message>
        <source> · not known %1</source>
        <translation> · inconnu %1</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>avertissement</translation>
    </message>
    <message>
        <source>minor</source>
        <translation>mineure</translation>
    </message>
    <message>
        <source>major</source>
        <translation>majeure</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>critique</translation>
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
        <source>origin</source>
        <translation>origine</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>CLOUD</source>
        <translation>CLOUD</translation>
    </message>
    <message>
        <source>SAT</source>
        <translation>SAT</translation>
    </message>
    <message>
        <source>FIBRE</source>
        <translation>FIBRE</translation>
    </message>
    <message>
        <source>ORIGIN</source>
        <translation>ORIGINE</translation>
    </message>
    <message>
        <source>NO PATH</source>
        <translation>SANS CHEMIN</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connexion</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
    <message>
        <source>no contact</source>
        <translation>sans contact</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>RF margin %1 dB below the limit of %2 dB</source>
        <translation>marge RF de %1 dB, sous la limite de %2 dB</translation>
    </message>
    <message>
        <source>latency %1 s, limit %2 s</source>
        <translation>latence %1 s, limite %2 s</translation>
    </message>
    <message>
        <source>RF margin falls, threshold in %1</source>
        <translation>la marge RF baisse, seuil dans %1</translation>
    </message>
    <message>
        <source>C/N</source>
        <translation>C/N</translation>
    </message>
    <message>
        <source>%1 fell first, %2 before the first loss</source>
        <translation>%1 a baissé d’abord, %2 avant la première perte</translation>
    </message>
    <message>
        <source>%1 came first, by %2</source>
        <translation>%1 est venu d’abord, de %2</translation>
    </message>
    <message>
        <source>twins clean</source>
        <translation>jumeaux sains</translation>
    </message>
    <message>
        <source>%1 of %2 twins clean</source>
        <translation>%1 jumeaux sains sur %2</translation>
    </message>
    <message>
        <source>both twins: before the split</source>
        <translation>les deux jumeaux : avant la séparation</translation>
    </message>
    <message>
        <source>%1 of %2 twins too: before the split</source>
        <translation>%1 jumeaux sur %2 aussi : avant la séparation</translation>
    </message>
    <message>
        <source>the origin shows it</source>
        <translation>l’origine le montre</translation>
    </message>
    <message>
        <source>what lies behind is not known</source>
        <translation>ce qui est derrière est inconnu</translation>
    </message>
    <message>
        <source>feed</source>
        <translation>flux</translation>
    </message>
    <message>
        <source>uplink</source>
        <translation>liaison montante</translation>
    </message>
    <message>
        <source>transponder</source>
        <translation>transpondeur</translation>
    </message>
    <message>
        <source>cloud region</source>
        <translation>région cloud</translation>
    </message>
    <message>
        <source>link</source>
        <translation>liaison</translation>
    </message>
    <message>
        <source>receiver</source>
        <translation>récepteur</translation>
    </message>
    <message>
        <source>input</source>
        <translation>entrée</translation>
    </message>
    <message>
        <source>node</source>
        <translation>nœud</translation>
    </message>
    <message>
        <source>region</source>
        <translation>région</translation>
    </message>
    <message>
        <source>%1: %2, %3 below its usual value</source>
        <translation>%1 : %2, %3 sous sa valeur habituelle</translation>
    </message>
    <message>
        <source>%1: %2, %3 above its usual value</source>
        <translation>%1 : %2, %3 au-dessus de sa valeur habituelle</translation>
    </message>
    <message>
        <source> since %1</source>
        <translation> depuis %1</translation>
    </message>
    <message>
        <source> · cause not certain</source>
        <translation> · cause incertaine</translation>
    </message>
    <message>
        <source>1 delivery lost</source>
        <translation>1 desserte perdue</translation>
    </message>
    <message>
        <source>%1 deliveries lost</source>
        <translation>%1 dessertes perdues</translation>
    </message>
    <message>
        <source>%1 feeds · %2</source>
        <translation>%1 flux · %2</translation>
    </message>
    <message>
        <source>%1 feeds</source>
        <translation>%1 flux</translation>
    </message>
    <message>
        <source>1 path</source>
        <translation>1 chemin</translation>
    </message>
    <message>
        <source>%1 paths</source>
        <translation>%1 chemins</translation>
    </message>
    <message>
        <source>%1 regions</source>
        <translation>%1 régions</translation>
    </message>
    <message>
        <source>%1 of %2 paths over %3 are faulty.</source>
        <translation>%1 chemins sur %2 par %3 sont en défaut.</translation>
    </message>
    <message>
        <source>“%1” at %2 came first, %3 before any other fault.</source>
        <translation>« %1 » à %2 est venu d’abord, %3 avant tout autre défaut.</translation>
    </message>
    <message>
        <source>%1 of %2 twins are clean: the fault lies behind the split.</source>
        <translation>%1 jumeaux sur %2 sont sains : le défaut est après la séparation.</translation>
    </message>
    <message>
        <source>%1 of %2 twins have the same fault: it lies before the split.</source>
        <translation>%1 jumeaux sur %2 ont le même défaut : il est avant la séparation.</translation>
    </message>
    <message>
        <source>The origin itself shows the fault.</source>
        <translation>L’origine elle-même montre le défaut.</translation>
    </message>
    <message>
        <source>The origin is clean.</source>
        <translation>L’origine est saine.</translation>
    </message>
    <message>
        <source>Its own figure: %1 at %2.</source>
        <translation>Sa propre mesure : %1 à %2.</translation>
    </message>
    <message>
        <source>%1 of %2 paths beside %3 are clean.</source>
        <translation>%1 chemins sur %2 à côté de %3 sont sains.</translation>
    </message>
    <message>
        <source>Contact is lost: what lies behind %1 is not known.</source>
        <translation>Le contact est perdu : ce qui est derrière %1 est inconnu.</translation>
    </message>
    <message>
        <source>What is usual is still being learned (%1 %).</source>
        <translation>L’habitude est encore en apprentissage (%1 %).</translation>
    </message>
    <message>
        <source>Usual at this time of day: %1 ± %2</source>
        <translation>Habituel à cette heure : %1 ± %2</translation>
    </message>
    <message>
        <source>Usual in the last hour: %1 ± %2</source>
        <translation>Habituel dans la dernière heure : %1 ± %2</translation>
    </message>
    <message>
        <source>; now %1, %2 spreads away</source>
        <translation> ; maintenant %1, à %2 écarts</translation>
    </message>
    <message>
        <source> (%1 samples).</source>
        <translation> (%1 mesures).</translation>
    </message>
    <message>
        <source>There is no rule “%1” in force.</source>
        <translation>Aucune règle « %1 » n’est en vigueur.</translation>
    </message>
    <message>
        <source>The rule “%1” is disabled.</source>
        <translation>La règle « %1 » est désactivée.</translation>
    </message>
    <message>
        <source>The rule “%1” is not for this subject.</source>
        <translation>La règle « %1 » ne concerne pas ce sujet.</translation>
    </message>
    <message>
        <source>What the rule “%1” looks at is not known now.</source>
        <translation>Ce que regarde la règle « %1 » est inconnu pour l’instant.</translation>
    </message>
    <message>
        <source>The condition of “%1” does not hold now.</source>
        <translation>La condition de « %1 » n’est pas remplie.</translation>
    </message>
    <message>
        <source>The condition of “%1” holds; it is raised in %2.</source>
        <translation>La condition de « %1 » est remplie ; levée dans %2.</translation>
    </message>
    <message>
        <source>The condition of “%1” holds: %2.</source>
        <translation>La condition de « %1 » est remplie : %2.</translation>
    </message>
    <message>
        <source>The condition of “%1” has ended; it clears in %2.</source>
        <translation>La condition de « %1 » a cessé ; retour dans %2.</translation>
    </message>
    <message>
        <source>The condition of “%1” holds, and “%2” explains it.</source>
        <translation>La condition de « %1 » est remplie, et « %2 » l’explique.</translation>
    </message>
    <message>
        <source>It is %1, the limit %2.</source>
        <translation>Valeur : %1, limite : %2.</translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation>Valeur : %1.</translation>
    </message>
    <message>
        <source>Since %1.</source>
        <translation>Depuis %1.</translation>
    </message>
    <message>
        <source>Defined in %1.</source>
        <translation>Définie dans %1.</translation>
    </message>
    <message>
        <source>OUT OF SERVICE</source>
        <translation>HORS SERVICE</translation>
    </message>
    <message>
        <source>SUPPRESSED</source>
        <translation>INHIBÉE</translation>
    </message>
    <message>
        <source>SHELVED %1</source>
        <translation>EN VEILLE %1</translation>
    </message>
    <message>
        <source>ACK %1</source>
        <translation>ACQ %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>NO CONTACT</source>
        <translation>SANS CONTACT</translation>
    </message>
    <message>
        <source>NO DATA</source>
        <translation>SANS DONNÉES</translation>
    </message>
    <message>
        <source>SERVICE MISSING</source>
        <translation>SERVICE ABSENT</translation>
    </message>
    <message>
        <source>TS SYNC LOST</source>
        <translation>SYNCHRO TS PERDUE</translation>
    </message>
    <message>
        <source>CC %1/s</source>
        <translation>CC %1/s</translation>
    </message>
    <message>
        <source>CONTINUITY</source>
        <translation>CONTINUITÉ</translation>
    </message>
    <message>
        <source>PAT ERROR</source>
        <translation>ERREUR PAT</translation>
    </message>
    <message>
        <source>PMT ERROR</source>
        <translation>ERREUR PMT</translation>
    </message>
    <message>
        <source>PID MISSING</source>
        <translation>PID ABSENT</translation>
    </message>
    <message>
        <source>LOSS %1/s</source>
        <translation>PERTES %1/s</translation>
    </message>
    <message>
        <source>LOSS</source>
        <translation>PERTES</translation>
    </message>
    <message>
        <source>BLACK</source>
        <translation>NOIR</translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation>FIGÉE</translation>
    </message>
    <message>
        <source>SILENCE</source>
        <translation>SILENCE</translation>
    </message>
    <message>
        <source>RF MARGIN %1 dB</source>
        <translation>MARGE RF %1 dB</translation>
    </message>
    <message>
        <source>RF MARGIN</source>
        <translation>MARGE RF</translation>
    </message>
    <message>
        <source>RF UNLOCKED</source>
        <translation>RF DÉVERROUILLÉE</translation>
    </message>
    <message>
        <source>LATENCY %1 s</source>
        <translation>LATENCE %1 s</translation>
    </message>
    <message>
        <source>LATENCY</source>
        <translation>LATENCE</translation>
    </message>
    <message>
        <source>ES STOPPED</source>
        <translation>ES ARRÊTÉ</translation>
    </message>
    <message>
        <source>PTS STOPPED</source>
        <translation>PTS ARRÊTÉS</translation>
    </message>
    <message>
        <source>PCR %1/s</source>
        <translation>PCR %1/s</translation>
    </message>
    <message>
        <source>PCR ERROR</source>
        <translation>ERREUR PCR</translation>
    </message>
    <message>
        <source>TEI %1/s</source>
        <translation>TEI %1/s</translation>
    </message>
    <message>
        <source>TEI</source>
        <translation>TEI</translation>
    </message>
    <message>
        <source>CRC %1/s</source>
        <translation>CRC %1/s</translation>
    </message>
    <message>
        <source>CRC</source>
        <translation>CRC</translation>
    </message>
    <message>
        <source>NO VIDEO</source>
        <translation>SANS VIDÉO</translation>
    </message>
    <message>
        <source>SINGLE COLOR</source>
        <translation>COULEUR UNIQUE</translation>
    </message>
    <message>
        <source>COLOR BARS</source>
        <translation>MIRE</translation>
    </message>
    <message>
        <source>NO COLOR</source>
        <translation>SANS COULEUR</translation>
    </message>
    <message>
        <source>BLOCKY</source>
        <translation>BLOCS</translation>
    </message>
    <message>
        <source>CHANNEL LOST</source>
        <translation>CANAL PERDU</translation>
    </message>
    <message>
        <source>OUT OF PHASE</source>
        <translation>HORS PHASE</translation>
    </message>
    <message>
        <source>LEG %1 DOWN</source>
        <translation>BRANCHE %1 COUPÉE</translation>
    </message>
    <message>
        <source>LEG DOWN</source>
        <translation>BRANCHE COUPÉE</translation>
    </message>
    <message>
        <source>RF BER %1</source>
        <translation>TEB RF %1</translation>
    </message>
    <message>
        <source>RF ERRORS</source>
        <translation>ERREURS RF</translation>
    </message>
    <message>
        <source>SKEW %1 s</source>
        <translation>DÉCALAGE %1 s</translation>
    </message>
    <message>
        <source>SKEW</source>
        <translation>DÉCALAGE</translation>
    </message>
    <message>
        <source>ERRORED SECONDS</source>
        <translation>SECONDES ERRONÉES</translation>
    </message>
    <message>
        <source>UNUSUAL</source>
        <translation>INHABITUEL</translation>
    </message>
    <message>
        <source>RF MARGIN FALLS</source>
        <translation>MARGE RF EN BAISSE</translation>
    </message>
    <message>
        <source>NOT MEASURED</source>
        <translation>NON MESURÉ</translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation>DÉFAUT</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>aucune donnée</translation>
    </message>
    <message>
        <source>the service is missing from its input</source>
        <translation>le service manque à son entrée</translation>
    </message>
    <message>
        <source>transport stream sync lost</source>
        <translation>synchronisation du flux de transport perdue</translation>
    </message>
    <message>
        <source>continuity errors %1/s</source>
        <translation>erreurs de continuité %1/s</translation>
    </message>
    <message>
        <source>continuity errors</source>
        <translation>erreurs de continuité</translation>
    </message>
    <message>
        <source>PAT missing or damaged</source>
        <translation>PAT absente ou abîmée</translation>
    </message>
    <message>
        <source>PMT missing or damaged</source>
        <translation>PMT absente ou abîmée</translation>
    </message>
    <message>
        <source>a PID of the service is missing</source>
        <translation>un PID du service manque</translation>
    </message>
    <message>
        <source>packets lost beyond recovery, %1/s</source>
        <translation>paquets perdus sans retour, %1/s</translation>
    </message>
    <message>
        <source>link margin %1 dB</source>
        <translation>marge de liaison %1 dB</translation>
    </message>
    <message>
        <source>link margin low</source>
        <translation>marge de liaison faible</translation>
    </message>
    <message>
        <source>receiver not locked</source>
        <translation>récepteur non verrouillé</translation>
    </message>
    <message>
        <source>latency %1 s</source>
        <translation>latence %1 s</translation>
    </message>
    <message>
        <source>latency high</source>
        <translation>latence élevée</translation>
    </message>
    <message>
        <source>an elementary stream stands still</source>
        <translation>un flux élémentaire est arrêté</translation>
    </message>
    <message>
        <source>time stamps of a stream stand still</source>
        <translation>les horodatages d’un flux sont arrêtés</translation>
    </message>
    <message>
        <source>PCR errors %1/s</source>
        <translation>erreurs PCR %1/s</translation>
    </message>
    <message>
        <source>PCR errors</source>
        <translation>erreurs PCR</translation>
    </message>
    <message>
        <source>packets marked as damaged, %1/s</source>
        <translation>paquets marqués abîmés, %1/s</translation>
    </message>
    <message>
        <source>packets marked as damaged</source>
        <translation>paquets marqués abîmés</translation>
    </message>
    <message>
        <source>CRC errors in tables, %1/s</source>
        <translation>erreurs CRC dans les tables, %1/s</translation>
    </message>
    <message>
        <source>CRC errors in tables</source>
        <translation>erreurs CRC dans les tables</translation>
    </message>
    <message>
        <source>packets come, but no picture</source>
        <translation>des paquets arrivent, mais pas d’image</translation>
    </message>
    <message>
        <source>leg %1 gives nothing</source>
        <translation>la branche %1 ne donne rien</translation>
    </message>
    <message>
        <source>one of two legs gives nothing</source>
        <translation>une des deux branches ne donne rien</translation>
    </message>
    <message>
        <source>errors after the receiver&apos;s correction, %1</source>
        <translation>erreurs après correction du récepteur, %1</translation>
    </message>
    <message>
        <source>errors after the receiver&apos;s correction</source>
        <translation>erreurs après correction du récepteur</translation>
    </message>
    <message>
        <source>twins apart by %1 s</source>
        <translation>jumeaux décalés de %1 s</translation>
    </message>
    <message>
        <source>twins far apart</source>
        <translation>jumeaux très décalés</translation>
    </message>
    <message>
        <source>too many errored seconds</source>
        <translation>trop de secondes erronées</translation>
    </message>
    <message>
        <source>away from its usual value</source>
        <translation>loin de sa valeur habituelle</translation>
    </message>
    <message>
        <source>RF margin falls towards the threshold</source>
        <translation>la marge RF baisse vers le seuil</translation>
    </message>
    <message>
        <source>not measured any more</source>
        <translation>n’est plus mesuré</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>défaut</translation>
    </message>
    <message>
        <source>NO CONTACT SINCE %1</source>
        <translation>SANS CONTACT DEPUIS %1</translation>
    </message>
    <message>
        <source>UNACK</source>
        <translation>NON ACQ</translation>
    </message>
    <message>
        <source>ACK</source>
        <translation>ACQ</translation>
    </message>
    <message>
        <source>RETURNED</source>
        <translation>REVENUE</translation>
    </message>
    <message>
        <source>LATCHED</source>
        <translation>MÉMORISÉE</translation>
    </message>
    <message>
        <source>NORMAL</source>
        <translation>NORMAL</translation>
    </message>
    <message>
        <source>no path seen</source>
        <translation>aucun chemin vu</translation>
    </message>
    <message>
        <source>main path</source>
        <translation>chemin principal</translation>
    </message>
    <message>
        <source>backup: the main path failed</source>
        <translation>secours : le chemin principal a failli</translation>
    </message>
    <message>
        <source>off air by the schedule</source>
        <translation>hors antenne selon le plan</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>A health in percent. French sets a narrow no-break space before the sign.</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>local</source>
        <translation>locale</translation>
    </message>
</context>
</TS>
