<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::inspector</name>
    <message>
        <source>by the node&apos;s configuration</source>
        <translation>par la configuration du nœud</translation>
    </message>
    <message>
        <source>promoted by itself, after an error</source>
        <translation>promu de lui-même, après une erreur</translation>
    </message>
    <message>
        <source>on request, for a time</source>
        <translation>sur demande, pour un temps</translation>
    </message>
    <message>
        <source>reason not known</source>
        <translation>raison inconnue</translation>
    </message>
    <message>
        <source>configured</source>
        <translation>configuré</translation>
    </message>
    <message>
        <source>after error</source>
        <translation>après erreur</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>demandé</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>Nothing is decoded, %1. What was not looked at is not known to be fine</source>
        <translation>Rien n’est décodé, %1. Ce qui n’a pas été regardé n’est pas réputé bon</translation>
    </message>
    <message>
        <source>key pictures</source>
        <translation>images clés</translation>
    </message>
    <message>
        <source>One picture of each group and about a quarter of the sound, %1</source>
        <translation>Une image de chaque groupe et environ un quart du son, %1</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tout</translation>
    </message>
    <message>
        <source>Every picture and all of the sound, %1</source>
        <translation>Toutes les images et tout le son, %1</translation>
    </message>
    <message>
        <source>the node does not tell</source>
        <translation>le nœud ne le dit pas</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>Judged on key pictures, and a quarter of the sound</source>
        <translation>Jugé sur les images clés et un quart du son</translation>
    </message>
    <message>
        <source>not looked</source>
        <translation>non regardé</translation>
    </message>
    <message>
        <source>Nothing of this path is decoded, so this is not known. Ctrl+D asks the node to decode all of it for a minute</source>
        <translation>Rien de ce chemin n’est décodé, donc ceci est inconnu. Ctrl+D demande au nœud de tout décoder pendant une minute</translation>
    </message>
    <message>
        <source>not looked at for long enough, or nothing came to be decoded</source>
        <translation>pas regardé assez longtemps, ou rien n’est venu à décoder</translation>
    </message>
    <message>
        <source>present</source>
        <translation>présent</translation>
    </message>
    <message>
        <source>Guessed from the sizes of coded pictures, without decoding: a hint, never an alarm</source>
        <translation>Deviné d’après la taille des images codées, sans décoder&#x202f;: un indice, jamais une alarme</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>probable</translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation>improbable</translation>
    </message>
    <message>
        <source>not enough pictures yet</source>
        <translation>pas encore assez d’images</translation>
    </message>
    <message>
        <source>Gradient on the block grid against beside it: %1 (1: no blocks)</source>
        <translation>Gradient sur la grille des blocs rapporté à côté&#x202f;: %1 (1&#x202f;: pas de blocs)</translation>
    </message>
    <message>
        <source>Picture, as decoded</source>
        <translation>Image, telle que décodée</translation>
    </message>
    <message>
        <source>What is decoded</source>
        <translation>Ce qui est décodé</translation>
    </message>
    <message>
        <source>The decoding policy in force</source>
        <translation>La politique de décodage en vigueur</translation>
    </message>
    <message>
        <source>… because</source>
        <translation>… parce que</translation>
    </message>
    <message>
        <source>Why that policy is in force</source>
        <translation>Pourquoi cette politique est en vigueur</translation>
    </message>
    <message>
        <source>No video</source>
        <translation>Pas de vidéo</translation>
    </message>
    <message>
        <source>Packets of the video come, and no picture</source>
        <translation>Des paquets vidéo arrivent, et aucune image</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Noir</translation>
    </message>
    <message>
        <source>98 % of the pixels below 10 % luma, masks left out, for 2 s</source>
        <translation>98 % des pixels sous 10 % de luminance, hors masques, pendant 2 s</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>Image figée</translation>
    </message>
    <message>
        <source>Nothing moves against the picture before and a held one, for 2 s</source>
        <translation>Rien ne bouge par rapport à l’image d’avant et à une image gardée, pendant 2 s</translation>
    </message>
    <message>
        <source>Single color</source>
        <translation>Couleur unie</translation>
    </message>
    <message>
        <source>Color bars</source>
        <translation>Mire de barres</translation>
    </message>
    <message>
        <source>Chroma loss</source>
        <translation>Perte de chroma</translation>
    </message>
    <message>
        <source>Light moves, color is gone</source>
        <translation>La lumière bouge, la couleur a disparu</translation>
    </message>
    <message>
        <source>Blockiness</source>
        <translation>Effet de blocs</translation>
    </message>
    <message>
        <source>Freeze, by coded size</source>
        <translation>Figée, par taille codée</translation>
    </message>
    <message>
        <source>Black, by coded size</source>
        <translation>Noir, par taille codée</translation>
    </message>
    <message>
        <source>Needs all of the sound. Ctrl+D asks the node to decode it for a minute</source>
        <translation>Il faut tout le son. Ctrl+D demande au nœud de le décoder pendant une minute</translation>
    </message>
    <message>
        <source>no sound comes, not enough of it yet, or it is below the gate</source>
        <translation>aucun son, pas encore assez, ou sous le seuil de porte</translation>
    </message>
    <message>
        <source>%1; %2%3 LU against the target of −23 LUFS (EBU R 128)</source>
        <translation>%1&#x202f;; %2%3 LU par rapport à la cible de −23 LUFS (EBU R 128)</translation>
    </message>
    <message>
        <source>LUFS</source>
        <translation>LUFS</translation>
    </message>
    <message>
        <source>%1 dBTP</source>
        <translation>%1 dBTP</translation>
    </message>
    <message>
        <source>Above −1 dBTP, the most that EBU R 128 allows</source>
        <translation>Au-dessus de −1 dBTP, le maximum permis par EBU R 128</translation>
    </message>
    <message>
        <source>dBTP</source>
        <translation>dBTP</translation>
    </message>
    <message>
        <source>Of the last second; at most −1 dBTP (EBU R 128)</source>
        <translation>De la dernière seconde&#x202f;; au plus −1 dBTP (EBU R 128)</translation>
    </message>
    <message>
        <source>Correlation of channels 1 and 2: %1</source>
        <translation>Corrélation des canaux 1 et 2&#x202f;: %1</translation>
    </message>
    <message>
        <source>no sound is decoded, or not enough of it yet</source>
        <translation>aucun son n’est décodé, ou pas encore assez</translation>
    </message>
    <message>
        <source>none of %1</source>
        <translation>aucun sur %1</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 sur %2&#x202f;: %3</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>Loudness M</source>
        <translation>Sonie M</translation>
    </message>
    <message>
        <source>Over 400 ms</source>
        <translation>Sur 400 ms</translation>
    </message>
    <message>
        <source>Loudness S</source>
        <translation>Sonie S</translation>
    </message>
    <message>
        <source>Over 3 s</source>
        <translation>Sur 3 s</translation>
    </message>
    <message>
        <source>Loudness I · target −23</source>
        <translation>Sonie I · cible −23</translation>
    </message>
    <message>
        <source>Since it is decoded, gated</source>
        <translation>Depuis que c’est décodé, avec porte</translation>
    </message>
    <message>
        <source>Loudness range</source>
        <translation>Plage de sonie</translation>
    </message>
    <message>
        <source>EBU Tech 3342</source>
        <translation>EBU Tech 3342</translation>
    </message>
    <message>
        <source>LU</source>
        <translation>LU</translation>
    </message>
    <message>
        <source>True peak · at most −1</source>
        <translation>Crête vraie · au plus −1</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Silence</translation>
    </message>
    <message>
        <source>Every channel below −60 dBFS for 5 s</source>
        <translation>Tous les canaux sous −60 dBFS pendant 5 s</translation>
    </message>
    <message>
        <source>Digital zero</source>
        <translation>Zéro numérique</translation>
    </message>
    <message>
        <source>Every sample exactly zero: not even noise</source>
        <translation>Chaque échantillon exactement nul&#x202f;: pas même de bruit</translation>
    </message>
    <message>
        <source>Channel lost</source>
        <translation>Canal perdu</translation>
    </message>
    <message>
        <source>One channel is silent while another is not</source>
        <translation>Un canal est muet alors qu’un autre ne l’est pas</translation>
    </message>
    <message>
        <source>Silent channels</source>
        <translation>Canaux muets</translation>
    </message>
    <message>
        <source>Out of phase, 1 and 2</source>
        <translation>Opposition de phase, 1 et 2</translation>
    </message>
    <message>
        <source>Correlation below −0.5 for 10 s is out of phase</source>
        <translation>Une corrélation sous −0,5 pendant 10 s est une opposition de phase</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>not seen for long enough</source>
        <translation>pas vu assez longtemps</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>dans %1 s</translation>
    </message>
    <message>
        <source>By the programme&apos;s clock</source>
        <translation>D’après l’horloge du programme</translation>
    </message>
    <message>
        <source>none pending</source>
        <translation>rien d’annoncé</translation>
    </message>
    <message>
        <source>No splice is announced</source>
        <translation>Aucun point de commutation n’est annoncé</translation>
    </message>
    <message>
        <source>Text and cues</source>
        <translation>Textes et repères</translation>
    </message>
    <message>
        <source>Captions, CEA-608/708</source>
        <translation>Sous-titres CEA-608/708</translation>
    </message>
    <message>
        <source>Teletext</source>
        <translation>Télétexte</translation>
    </message>
    <message>
        <source>DVB subtitles</source>
        <translation>Sous-titres DVB</translation>
    </message>
    <message>
        <source>Next splice, SCTE-35</source>
        <translation>Prochain repère SCTE-35</translation>
    </message>
    <message>
        <source>The commands are among the events</source>
        <translation>Les commandes sont parmi les événements</translation>
    </message>
    <message>
        <source>There is no such path</source>
        <translation>Ce chemin n’existe pas</translation>
    </message>
    <message>
        <source>No contact to the node</source>
        <translation>Pas de contact avec le nœud</translation>
    </message>
    <message>
        <source>Nothing has come from the node yet</source>
        <translation>Rien n’est encore venu du nœud</translation>
    </message>
    <message>
        <source>This node does not measure it</source>
        <translation>Ce nœud ne le mesure pas</translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation>Inconnu&#x202f;: %1</translation>
    </message>
    <message>
        <source>per s</source>
        <translation>par s</translation>
    </message>
    <message>
        <source>%1 per s</source>
        <translation>%1 par s</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>what receives it does not tell it now</source>
        <translation>ce qui le reçoit ne le dit pas en ce moment</translation>
    </message>
    <message>
        <source>receiving</source>
        <translation>reçoit</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connexion</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>pas de données</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>verrouillé</translation>
    </message>
    <message>
        <source>not locked</source>
        <translation>non verrouillé</translation>
    </message>
    <message>
        <source>DVB-S2 MODCOD number %1</source>
        <translation>MODCOD DVB-S2 numéro %1</translation>
    </message>
    <message>
        <source>%1 ms : %2/s</source>
        <translation>%1 ms : %2/s</translation>
    </message>
    <message>
        <source>Delay factor and media packets lost per second, RFC 4445</source>
        <translation>Facteur de délai et paquets média perdus par seconde, RFC 4445</translation>
    </message>
    <message>
        <source>on</source>
        <translation>reçue</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>perdue</translation>
    </message>
    <message>
        <source>this input has one leg</source>
        <translation>cette entrée n’a qu’une jambe</translation>
    </message>
    <message>
        <source>Packets that came on leg A only, on leg B only, on neither; since the node started</source>
        <translation>Paquets venus par la jambe A seule, par la B seule, par aucune&#x202f;; depuis le démarrage du nœud</translation>
    </message>
    <message>
        <source>nothing came on both legs</source>
        <translation>rien n’est venu par les deux jambes</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Arrival on leg B minus arrival on leg A: median; from %1 to %2 ms in the last second</source>
        <translation>Arrivée par la jambe B moins arrivée par la A&#x202f;: médiane&#x202f;; de %1 à %2 ms dans la dernière seconde</translation>
    </message>
    <message>
        <source>Reception</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Reconnexions</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Récepteur</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Es/N0</source>
        <translation>Es/N0</translation>
    </message>
    <message>
        <source>Es/N0 needed</source>
        <translation>Es/N0 requis</translation>
    </message>
    <message>
        <source>By the MODCOD</source>
        <translation>Selon le MODCOD</translation>
    </message>
    <message>
        <source>Link margin</source>
        <translation>Marge de liaison</translation>
    </message>
    <message>
        <source>Es/N0 minus what is needed</source>
        <translation>Es/N0 moins ce qui est requis</translation>
    </message>
    <message>
        <source>C/N</source>
        <translation>C/N</translation>
    </message>
    <message>
        <source>MER</source>
        <translation>MER</translation>
    </message>
    <message>
        <source>MODCOD</source>
        <translation>MODCOD</translation>
    </message>
    <message>
        <source>BER before correction</source>
        <translation>TEB avant correction</translation>
    </message>
    <message>
        <source>BER after correction</source>
        <translation>TEB après correction</translation>
    </message>
    <message>
        <source>Packet error ratio</source>
        <translation>Taux d’erreur paquets</translation>
    </message>
    <message>
        <source>After correction; DVB-S2 is quasi error free at 1e-7</source>
        <translation>Après correction&#x202f;; DVB-S2 est quasi sans erreur à 1e-7</translation>
    </message>
    <message>
        <source>RTP lost</source>
        <translation>RTP perdus</translation>
    </message>
    <message>
        <source>RTP reordered</source>
        <translation>RTP réordonnés</translation>
    </message>
    <message>
        <source>RTP duplicates</source>
        <translation>RTP en double</translation>
    </message>
    <message>
        <source>RTP jitter</source>
        <translation>Gigue RTP</translation>
    </message>
    <message>
        <source>RFC 3550</source>
        <translation>RFC 3550</translation>
    </message>
    <message>
        <source>TS-DF</source>
        <translation>TS-DF</translation>
    </message>
    <message>
        <source>EBU Tech 3337, over the last second</source>
        <translation>EBU Tech 3337, sur la dernière seconde</translation>
    </message>
    <message>
        <source>MDI, DF : MLR</source>
        <translation>MDI, DF : MLR</translation>
    </message>
    <message>
        <source>Legs A / B</source>
        <translation>Jambes A / B</translation>
    </message>
    <message>
        <source>SMPTE ST 2022-7</source>
        <translation>SMPTE ST 2022-7</translation>
    </message>
    <message>
        <source>Only A / only B / lost</source>
        <translation>A seule / B seule / perdus</translation>
    </message>
    <message>
        <source>Leg B after leg A</source>
        <translation>Jambe B après A</translation>
    </message>
    <message>
        <source>SRT round trip</source>
        <translation>Aller-retour SRT</translation>
    </message>
    <message>
        <source>SRT latency agreed</source>
        <translation>Latence SRT convenue</translation>
    </message>
    <message>
        <source>SRT buffer</source>
        <translation>Tampon SRT</translation>
    </message>
    <message>
        <source>SRT gaps</source>
        <translation>Trous SRT</translation>
    </message>
    <message>
        <source>Recovered or not</source>
        <translation>Récupérés ou non</translation>
    </message>
    <message>
        <source>SRT retransmitted</source>
        <translation>SRT retransmis</translation>
    </message>
    <message>
        <source>SRT dropped</source>
        <translation>SRT abandonnés</translation>
    </message>
    <message>
        <source>Lost for good</source>
        <translation>Perdus pour de bon</translation>
    </message>
    <message>
        <source>SRT too late</source>
        <translation>SRT trop tard</translation>
    </message>
    <message>
        <source>SRT not decrypted</source>
        <translation>SRT non déchiffrés</translation>
    </message>
    <message>
        <source>SRT receive rate</source>
        <translation>Débit reçu SRT</translation>
    </message>
    <message>
        <source>SRT bandwidth, estimated</source>
        <translation>Bande SRT, estimée</translation>
    </message>
    <message>
        <source>HLS segments</source>
        <translation>Segments HLS</translation>
    </message>
    <message>
        <source>HLS failed requests</source>
        <translation>Requêtes HLS échouées</translation>
    </message>
    <message>
        <source>HLS target duration</source>
        <translation>Durée cible HLS</translation>
    </message>
    <message>
        <source>Kept for captures</source>
        <translation>Gardé pour captures</translation>
    </message>
    <message>
        <source>How much of the stream the node could save now</source>
        <translation>Combien du flux le nœud pourrait enregistrer maintenant</translation>
    </message>
    <message>
        <source>no PCRs, or not enough of them yet</source>
        <translation>pas de PCR, ou pas encore assez</translation>
    </message>
    <message>
        <source>Limit: %1 %2</source>
        <translation>Limite&#x202f;: %1 %2</translation>
    </message>
    <message>
        <source>n/m</source>
        <translation>n/m</translation>
    </message>
    <message>
        <source>Not measurable: bytes tell time only at a constant rate, and this stream&apos;s is not</source>
        <translation>Non mesurable&#x202f;: les octets ne disent le temps qu’à débit constant, et celui de ce flux ne l’est pas</translation>
    </message>
    <message>
        <source>Not measurable: too few PCRs in the window</source>
        <translation>Non mesurable&#x202f;: trop peu de PCR dans la fenêtre</translation>
    </message>
    <message>
        <source>Not measurable: packets were lost, so bytes cannot be counted</source>
        <translation>Non mesurable&#x202f;: des paquets ont été perdus, on ne peut compter les octets</translation>
    </message>
    <message>
        <source>%1 ns</source>
        <translation>%1 ns</translation>
    </message>
    <message>
        <source>By byte position, the worst of the last second; limit ± 500 ns</source>
        <translation>Par la position en octets, le pire de la dernière seconde&#x202f;; limite ± 500 ns</translation>
    </message>
    <message>
        <source>MGF1, 10 mHz</source>
        <translation>MGF1, 10 mHz</translation>
    </message>
    <message>
        <source>MGF2, 100 mHz</source>
        <translation>MGF2, 100 mHz</translation>
    </message>
    <message>
        <source>MGF3, 1 Hz</source>
        <translation>MGF3, 1 Hz</translation>
    </message>
    <message>
        <source>MGF4</source>
        <translation>MGF4</translation>
    </message>
    <message>
        <source>Clock and rate</source>
        <translation>Horloge et débit</translation>
    </message>
    <message>
        <source>nothing arrived in the last second</source>
        <translation>rien n’est arrivé dans la dernière seconde</translation>
    </message>
    <message>
        <source>PCR interval, longest</source>
        <translation>Intervalle PCR, max.</translation>
    </message>
    <message>
        <source>By the PCRs&apos; own values, in the last second</source>
        <translation>D’après les valeurs des PCR, dans la dernière seconde</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>PCR_AC accuracy</source>
        <translation>Précision PCR_AC</translation>
    </message>
    <message>
        <source>PCR against its byte position at a constant rate: what the multiplexer did, whatever the network does</source>
        <translation>PCR rapportée à sa position en octets à débit constant&#x202f;: ce qu’a fait le multiplexeur, quoi que fasse le réseau</translation>
    </message>
    <message>
        <source>PCR_OJ overall jitter</source>
        <translation>Gigue globale PCR_OJ</translation>
    </message>
    <message>
        <source>PCR against its arrival, offset and drift removed: the network&apos;s jitter is in it</source>
        <translation>PCR rapportée à son arrivée, sans écart ni dérive&#x202f;: la gigue du réseau y est comprise</translation>
    </message>
    <message>
        <source>µs</source>
        <translation>µs</translation>
    </message>
    <message>
        <source>PCR_FO frequency offset</source>
        <translation>Écart PCR_FO</translation>
    </message>
    <message>
        <source>Programme clock minus 27 MHz by the node&apos;s clock; limit ± 810 Hz</source>
        <translation>Horloge du programme moins 27 MHz à l’horloge du nœud&#x202f;; limite ± 810 Hz</translation>
    </message>
    <message>
        <source>Hz</source>
        <translation>Hz</translation>
    </message>
    <message>
        <source>PCR_DR drift rate</source>
        <translation>Dérive PCR_DR</translation>
    </message>
    <message>
        <source>Change of the offset; limit 75 mHz/s</source>
        <translation>Variation de l’écart&#x202f;; limite 75 mHz/s</translation>
    </message>
    <message>
        <source>mHz/s</source>
        <translation>mHz/s</translation>
    </message>
    <message>
        <source>Filter of these four</source>
        <translation>Filtre de ces quatre</translation>
    </message>
    <message>
        <source>Where drift ends and jitter begins (TR 101 290, 5.3.2)</source>
        <translation>Où finit la dérive et commence la gigue (TR 101 290, 5.3.2)</translation>
    </message>
    <message>
        <source>PCR jitter at arrival</source>
        <translation>Gigue PCR à l’arrivée</translation>
    </message>
    <message>
        <source>Spread of arrival minus PCR over the last second</source>
        <translation>Étendue de l’arrivée moins la PCR sur la dernière seconde</translation>
    </message>
    <message>
        <source>PTS − PCR, least</source>
        <translation>PTS − PCR, minimum</translation>
    </message>
    <message>
        <source>How long a picture waits in a receiver: too little and it stalls</source>
        <translation>Combien une image attend dans un récepteur&#x202f;: trop peu, et il cale</translation>
    </message>
    <message>
        <source>Audio PTS − video PTS</source>
        <translation>PTS son − PTS vidéo</translation>
    </message>
    <message>
        <source>As they arrive: how far sound is sent ahead of its picture</source>
        <translation>Tels qu’ils arrivent&#x202f;: l’avance du son sur son image</translation>
    </message>
    <message>
        <source>Service bitrate</source>
        <translation>Débit du service</translation>
    </message>
    <message>
        <source>By arrival, over the last second</source>
        <translation>À l’arrivée, sur la dernière seconde</translation>
    </message>
    <message>
        <source>Service bitrate, by PCR</source>
        <translation>Débit du service, par PCR</translation>
    </message>
    <message>
        <source>What the multiplexer sends, whatever the network does</source>
        <translation>Ce qu’envoie le multiplexeur, quoi que fasse le réseau</translation>
    </message>
    <message>
        <source>Transport bitrate</source>
        <translation>Débit du transport</translation>
    </message>
    <message>
        <source>Transport bitrate, by PCR</source>
        <translation>Débit transport, par PCR</translation>
    </message>
    <message>
        <source>Null packets</source>
        <translation>Paquets nuls</translation>
    </message>
    <message>
        <source>Stuffing, PID 0x1FFF</source>
        <translation>Bourrage, PID 0x1FFF</translation>
    </message>
    <message>
        <source>no path</source>
        <translation>pas de chemin</translation>
    </message>
    <message>
        <source>no video, or no header of it yet</source>
        <translation>pas de vidéo, ou pas encore d’en-tête</translation>
    </message>
    <message>
        <source>scan not known</source>
        <translation>balayage inconnu</translation>
    </message>
    <message>
        <source>progressive</source>
        <translation>progressif</translation>
    </message>
    <message>
        <source>interlaced</source>
        <translation>entrelacé</translation>
    </message>
    <message>
        <source>progressive and interlaced pictures</source>
        <translation>images progressives et entrelacées</translation>
    </message>
    <message>
        <source>%1, %2 frames per second</source>
        <translation>%1, %2 images par seconde</translation>
    </message>
    <message>
        <source>no whole group of pictures yet</source>
        <translation>pas encore de groupe d’images entier</translation>
    </message>
    <message>
        <source>%1 pictures from one random access point to the next; %2 from one that is not a B picture to the next; %3 s</source>
        <translation>%1 images d’un point d’accès au suivant&#x202f;; %2 d’une image non B à la suivante&#x202f;; %3 s</translation>
    </message>
    <message>
        <source>Mean size of I, P and B pictures of the last group; since the node started: %1 I, %2 P, %3 B</source>
        <translation>Taille moyenne des images I, P et B du dernier groupe&#x202f;; depuis le démarrage du nœud&#x202f;: %1 I, %2 P, %3 B</translation>
    </message>
    <message>
        <source>no I picture that tells it yet</source>
        <translation>pas encore d’image I qui le dise</translation>
    </message>
    <message>
        <source>pictures of this path are not decoded</source>
        <translation>les images de ce chemin ne sont pas décodées</translation>
    </message>
    <message>
        <source>Since the node started</source>
        <translation>Depuis le démarrage du nœud</translation>
    </message>
    <message>
        <source>Video, as coded</source>
        <translation>Vidéo, telle que codée</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>By the PMT and the stream</source>
        <translation>Selon la PMT et le flux</translation>
    </message>
    <message>
        <source>Profile@level</source>
        <translation>Profil@niveau</translation>
    </message>
    <message>
        <source>By the sequence or parameter sets</source>
        <translation>Selon les en-têtes de séquence</translation>
    </message>
    <message>
        <source>Picture, scan, rate</source>
        <translation>Image, balayage, cadence</translation>
    </message>
    <message>
        <source>GOP / anchors</source>
        <translation>GOP / ancres</translation>
    </message>
    <message>
        <source>Pictures of a group, distance of pictures that are not B, duration</source>
        <translation>Images d’un groupe, distance des images non B, durée</translation>
    </message>
    <message>
        <source>I / P / B size, kB</source>
        <translation>Taille I / P / B, ko</translation>
    </message>
    <message>
        <source>QP of I pictures</source>
        <translation>QP des images I</translation>
    </message>
    <message>
        <source>The quantizer that the newest I picture begins with: high is coarse</source>
        <translation>Le quantificateur initial de la dernière image I&#x202f;: élevé, c’est grossier</translation>
    </message>
    <message>
        <source>Decoder errors</source>
        <translation>Erreurs de décodage</translation>
    </message>
    <message>
        <source>before %1</source>
        <translation>avant %1</translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation>depuis %1 (%2)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Enregistrer l’image</translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation>Il n’y a pas encore d’image.</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation>Images (*.png *.jpg)</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 n’a pas pu être écrit.</translation>
    </message>
    <message>
        <source>returns at %1</source>
        <translation>retour à %1</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>Poste</translation>
    </message>
    <message>
        <source>Latency from origin</source>
        <translation>Latence depuis l’origine</translation>
    </message>
    <message>
        <source>Skew of the twins</source>
        <translation>Décalage des jumeaux</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>origine</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) earlier</source>
        <translation>
            <numerusform>%n jour plus tôt</numerusform>
            <numerusform>%n jours plus tôt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 h earlier</source>
        <translation>%1 h plus tôt</translation>
    </message>
    <message>
        <source>%1 min earlier</source>
        <translation>%1 min plus tôt</translation>
    </message>
    <message>
        <source>%1 s earlier</source>
        <translation>%1 s plus tôt</translation>
    </message>
    <message>
        <source>This text is too long to be a comparison.</source>
        <translation>Ce texte est trop long pour être une comparaison.</translation>
    </message>
    <message>
        <source>This text is no comparison.</source>
        <translation>Ce texte n’est pas une comparaison.</translation>
    </message>
    <message>
        <source>This comparison was made by a newer version.</source>
        <translation>Cette comparaison vient d’une version plus récente.</translation>
    </message>
    <message>
        <source>There is no comparison called “%1”.</source>
        <translation>Il n’y a pas de comparaison nommée «&#x202f;%1&#x202f;».</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CauseTable</name>
    <message>
        <source>Errored seconds</source>
        <translation>Secondes erronées</translation>
    </message>
    <message>
        <source>all causes</source>
        <translation>toutes causes</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>pas de données</translation>
    </message>
    <message>
        <source>TR 101 290 priority 1</source>
        <translation>TR 101 290 priorité 1</translation>
    </message>
    <message>
        <source>unrecovered loss</source>
        <translation>pertes non récupérées</translation>
    </message>
    <message>
        <source>black</source>
        <translation>noir</translation>
    </message>
    <message>
        <source>freeze</source>
        <translation>image figée</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>silence</translation>
    </message>
    <message>
        <source>of seconds judged</source>
        <translation>sur secondes jugées</translation>
    </message>
    <message>
        <source>Since the node started</source>
        <translation>Depuis le démarrage du nœud</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::ChartStack</name>
    <message>
        <source>The charts stand still; follow the present again (0)</source>
        <translation>Les courbes sont arrêtées&#x202f;; suivre à nouveau le présent (0)</translation>
    </message>
    <message>
        <source>Back to the moment that the desk shows (0)</source>
        <translation>Revenir au moment que montre le poste (0)</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Revenir au présent</translation>
    </message>
    <message>
        <source>Back to the playhead</source>
        <translation>Revenir à la tête de lecture</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Dans le temps</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Durée montrée</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>time,metric,unit,path,minimum,mean,maximum</source>
        <translation>temps,mesure,unité,chemin,minimum,moyenne,maximum</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Put back the chart that was removed last (Ctrl+Z)</source>
        <translation>Remettre la dernière courbe retirée (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Charts …</source>
        <translation>Courbes …</translation>
    </message>
    <message>
        <source>Which metrics are charted: any that the nodes measure (M)</source>
        <translation>Quelles mesures sont tracées&#x202f;: toutes celles des nœuds (M)</translation>
    </message>
    <message>
        <source>Show this moment</source>
        <translation>Montrer ce moment</translation>
    </message>
    <message>
        <source>Open the incident of this moment</source>
        <translation>Ouvrir l’incident de ce moment</translation>
    </message>
    <message>
        <source>Up	Ctrl+↑</source>
        <translation>Monter	Ctrl+↑</translation>
    </message>
    <message>
        <source>Down	Ctrl+↓</source>
        <translation>Descendre	Ctrl+↓</translation>
    </message>
    <message>
        <source>Remove this chart	Del</source>
        <translation>Retirer cette courbe	Suppr</translation>
    </message>
    <message>
        <source>Compare …	C</source>
        <translation>Comparer …	C</translation>
    </message>
    <message>
        <source>Compare …</source>
        <translation>Comparer …</translation>
    </message>
    <message>
        <source>These charts in one, beside those of any other feed (C)</source>
        <translation>Ces courbes en une seule, à côté de celles de tout autre flux (C)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CheckTable</name>
    <message>
        <source>Check</source>
        <translation>Contrôle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>bytes tell time only at a constant rate, and this stream&apos;s is not</source>
        <translation>les octets ne disent le temps qu’à débit constant, et celui de ce flux ne l’est pas</translation>
    </message>
    <message>
        <source>too few PCRs</source>
        <translation>trop peu de PCR</translation>
    </message>
    <message>
        <source>packets were lost, so bytes cannot be counted</source>
        <translation>des paquets ont été perdus, on ne peut compter les octets</translation>
    </message>
    <message>
        <source>it needs a constant rate and no loss</source>
        <translation>il faut un débit constant et aucune perte</translation>
    </message>
    <message>
        <source>the buffer model needs a clock, codecs that it knows, and no loss</source>
        <translation>le modèle de tampon a besoin d’une horloge, de codecs connus et d’aucune perte</translation>
    </message>
    <message>
        <source>the stream has nothing to measure it by</source>
        <translation>le flux n’a rien pour le mesurer</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>There is no such path</source>
        <translation>Ce chemin n’existe pas</translation>
    </message>
    <message>
        <source>%1 since the node started</source>
        <translation>%1 depuis le démarrage du nœud</translation>
    </message>
    <message>
        <source>count not known</source>
        <translation>nombre inconnu</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>error</source>
        <translation>erreur</translation>
    </message>
    <message>
        <source>error %1</source>
        <translation>erreur %1</translation>
    </message>
    <message>
        <source>Error now; %1</source>
        <translation>En erreur maintenant&#x202f;; %1</translation>
    </message>
    <message>
        <source>n/m</source>
        <translation>n/m</translation>
    </message>
    <message>
        <source>not measurable</source>
        <translation>non mesurable</translation>
    </message>
    <message>
        <source>Not measurable here, and never shown as ok: %1</source>
        <translation>Non mesurable ici, et jamais montré comme bon&#x202f;: %1</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>Not enabled by the input&apos;s profile</source>
        <translation>Non activé par le profil de l’entrée</translation>
    </message>
    <message>
        <source>Not of the standard, which cannot see it: PCR and continuity are legal, and nothing comes</source>
        <translation>Hors de la norme, qui ne peut le voir&#x202f;: PCR et continuité sont légales, et rien ne vient</translation>
    </message>
    <message>
        <source>ETSI TR 101 290, check %1</source>
        <translation>ETSI TR 101 290, contrôle %1</translation>
    </message>
    <message>
        <source>last</source>
        <translation>dernière</translation>
    </message>
    <message>
        <source>worst/s</source>
        <translation>pire/s</translation>
    </message>
    <message>
        <source>None in the time that the charts show</source>
        <translation>Aucune dans la durée que montrent les courbes</translation>
    </message>
    <message>
        <source>When errors came last</source>
        <translation>Quand des erreurs sont venues en dernier</translation>
    </message>
    <message>
        <source>The most in a second of the time that the charts show</source>
        <translation>Le maximum en une seconde de la durée que montrent les courbes</translation>
    </message>
    <message>
        <source>; last %1, at most %2 in a second of the time shown</source>
        <translation>&#x202f;; dernière %1, au plus %2 en une seconde de la durée montrée</translation>
    </message>
    <message>
        <source>other</source>
        <translation>autre</translation>
    </message>
    <message>
        <source>error of another service</source>
        <translation>erreur d’un autre service</translation>
    </message>
    <message>
        <source>Error now, but of another service in the stream; %1</source>
        <translation>En erreur à présent, mais d’un autre service du flux ; %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CompareCandidates</name>
    <message>
        <source>in the chart</source>
        <translation>dans la courbe</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Chemin</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CompareChart</name>
    <message>
        <source>Chart of the comparison</source>
        <translation>Courbes de la comparaison</translation>
    </message>
    <message>
        <source>Left and right move the cursor, with Shift the time; plus and minus zoom, 0 goes back to now.</source>
        <translation>Gauche et droite déplacent le curseur, avec Maj le temps&#x202f;; plus et moins changent le zoom, 0 revient au présent.</translation>
    </message>
    <message>
        <source>Nothing is compared yet. A adds any metric of any feed.</source>
        <translation>Rien n’est encore comparé. A ajoute une mesure de n’importe quel flux.</translation>
    </message>
    <message>
        <source>Wheel: zoom · Shift+wheel or Shift+drag: move · draw a stretch: zoom into it · double click or 0: back</source>
        <translation>Molette&#x202f;: zoom · Maj+molette ou Maj+glisser&#x202f;: déplacer · tracer une plage&#x202f;: l’agrandir · double clic ou 0&#x202f;: retour</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CompareModel</name>
    <message>
        <source>Every line fills the height between its own minimum and maximum.</source>
        <translation>Chaque ligne remplit la hauteur entre ses propres minimum et maximum.</translation>
    </message>
    <message>
        <source>There are axes for two units. Without one, over its own range from minimum to maximum: %1.</source>
        <translation>Il y a des axes pour deux unités. Sans axe, sur leur propre plage du minimum au maximum&#x202f;: %1.</translation>
    </message>
    <message>
        <source>asking …</source>
        <translation>demande …</translation>
    </message>
    <message>
        <source>no samples</source>
        <translation>sans données</translation>
    </message>
    <message>
        <source>path not seen</source>
        <translation>chemin non vu</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>masquée</translation>
    </message>
    <message>
        <source>left axis</source>
        <translation>axe gauche</translation>
    </message>
    <message>
        <source>right axis</source>
        <translation>axe droit</translation>
    </message>
    <message>
        <source>own range</source>
        <translation>plage propre</translation>
    </message>
    <message>
        <source>At the cursor, from the first line shown of the same unit</source>
        <translation>Au curseur, par rapport à la première ligne montrée de la même unité</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Chemin</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Plus tôt</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Échelle</translation>
    </message>
    <message>
        <source>time,line,feed,region,path,metric,unit,earlier s,minimum,mean,maximum</source>
        <translation>temps,ligne,flux,région,chemin,mesure,unité,plus tôt s,minimum,moyenne,maximum</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::ComparePicker</name>
    <message>
        <source>Add to the comparison</source>
        <translation>Ajouter à la comparaison</translation>
    </message>
    <message>
        <source>Words of feed, region, path and metric, in any order</source>
        <translation>Mots du flux, de la région, du chemin et de la mesure, dans n’importe quel ordre</translation>
    </message>
    <message>
        <source>Find a metric of a feed</source>
        <translation>Chercher une mesure d’un flux</translation>
    </message>
    <message>
        <source>Metrics of feeds</source>
        <translation>Mesures des flux</translation>
    </message>
    <message>
        <source>Add what is selected</source>
        <translation>Ajouter la sélection</translation>
    </message>
    <message>
        <source>Add what is selected (Enter); several with Shift or Ctrl</source>
        <translation>Ajouter la sélection (Entrée)&#x202f;; plusieurs avec Maj ou Ctrl</translation>
    </message>
    <message>
        <source>Add all found</source>
        <translation>Ajouter tout ce qui est trouvé</translation>
    </message>
    <message>
        <source>Add all that was found (Ctrl+Enter)</source>
        <translation>Ajouter tout ce qui a été trouvé (Ctrl+Entrée)</translation>
    </message>
    <message>
        <source>%1 found; the first %2 are listed: type more words</source>
        <translation>%1 trouvées&#x202f;; les %2 premières sont listées&#x202f;: tapez d’autres mots</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n trouvée</numerusform>
            <numerusform>%n trouvées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CompareWindow</name>
    <message>
        <source>Add …</source>
        <translation>Ajouter …</translation>
    </message>
    <message>
        <source>Any metric of any feed (A)</source>
        <translation>Toute mesure de tout flux (A)</translation>
    </message>
    <message>
        <source>Twin</source>
        <translation>Jumeau</translation>
    </message>
    <message>
        <source>The same metric of the twin path (T)</source>
        <translation>La même mesure du chemin jumeau (T)</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>Toutes les régions</translation>
    </message>
    <message>
        <source>The same metric in all regions (R)</source>
        <translation>La même mesure dans toutes les régions (R)</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Plus tôt</translation>
    </message>
    <message>
        <source>The same line of an earlier time beside it (E)</source>
        <translation>La même ligne, plus tôt, à côté d’elle (E)</translation>
    </message>
    <message>
        <source>Own range</source>
        <translation>Plage propre</translation>
    </message>
    <message>
        <source>Every line over its own range from minimum to maximum (N)</source>
        <translation>Chaque ligne sur sa propre plage du minimum au maximum (N)</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>Revenir au présent</translation>
    </message>
    <message>
        <source>The chart stands still; follow again (0)</source>
        <translation>La courbe est arrêtée&#x202f;; suivre à nouveau (0)</translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Durée montrée</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>Comparaisons</translation>
    </message>
    <message>
        <source>Save, recall, copy and paste comparisons (Ctrl+O)</source>
        <translation>Enregistrer, rappeler, copier et coller des comparaisons (Ctrl+O)</translation>
    </message>
    <message>
        <source>Add lines …</source>
        <translation>Ajouter des lignes …</translation>
    </message>
    <message>
        <source>Add the twin</source>
        <translation>Ajouter le jumeau</translation>
    </message>
    <message>
        <source>Add all regions</source>
        <translation>Ajouter toutes les régions</translation>
    </message>
    <message>
        <source>Add an earlier time</source>
        <translation>Ajouter un temps antérieur</translation>
    </message>
    <message>
        <source>Each line over its own range, or axes</source>
        <translation>Chaque ligne sur sa propre plage, ou des axes</translation>
    </message>
    <message>
        <source>Hide, or show</source>
        <translation>Masquer, ou montrer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Put back what was removed last</source>
        <translation>Remettre ce qui a été retiré en dernier</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Rien n’a été retiré.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Save the comparison …</source>
        <translation>Enregistrer la comparaison …</translation>
    </message>
    <message>
        <source>Recall a comparison</source>
        <translation>Rappeler une comparaison</translation>
    </message>
    <message>
        <source>Copy the comparison as text</source>
        <translation>Copier la comparaison comme texte</translation>
    </message>
    <message>
        <source>Paste a comparison</source>
        <translation>Coller une comparaison</translation>
    </message>
    <message>
        <source>Save the picture …</source>
        <translation>Enregistrer l’image …</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>Copier l’image</translation>
    </message>
    <message>
        <source>Export the points as CSV …</source>
        <translation>Exporter les points en CSV …</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Export the table as CSV …</source>
        <translation>Exporter le tableau en CSV …</translation>
    </message>
    <message>
        <source>Chart, or table</source>
        <translation>Courbe, ou tableau</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparaison</translation>
    </message>
    <message>
        <source>The cursor; with Shift the time</source>
        <translation>Le curseur&#x202f;; avec Maj le temps</translation>
    </message>
    <message>
        <source>Zoom; back to now</source>
        <translation>Zoom&#x202f;; revenir au présent</translation>
    </message>
    <message>
        <source>Other …</source>
        <translation>Autre …</translation>
    </message>
    <message>
        <source>How many minutes earlier</source>
        <translation>Combien de minutes plus tôt</translation>
    </message>
    <message>
        <source>Save as …	Ctrl+Shift+S</source>
        <translation>Enregistrer sous …	Ctrl+Maj+S</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>«&#x202f;%1&#x202f;» a été supprimée.</translation>
    </message>
    <message>
        <source>Copy as text	Ctrl+Alt+C</source>
        <translation>Copier comme texte	Ctrl+Alt+C</translation>
    </message>
    <message>
        <source>Paste	Ctrl+V</source>
        <translation>Coller	Ctrl+V</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>Enregistrer la comparaison</translation>
    </message>
    <message>
        <source>Its name; one of the same name is replaced</source>
        <translation>Son nom&#x202f;; une comparaison du même nom est remplacée</translation>
    </message>
    <message>
        <source>A comparison needs a name to be saved.</source>
        <translation>Une comparaison doit avoir un nom pour être enregistrée.</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Enregistrée sous «&#x202f;%1&#x202f;».</translation>
    </message>
    <message numerus="yes">
        <source>A comparison has at most %n line(s); the rest was not added.</source>
        <translation>
            <numerusform>Une comparaison a au plus %n ligne&#x202f;; le reste n’a pas été ajouté.</numerusform>
            <numerusform>Une comparaison a au plus %n lignes&#x202f;; le reste n’a pas été ajouté.</numerusform>
        </translation>
    </message>
    <message>
        <source>That is in the chart already.</source>
        <translation>C’est déjà dans la courbe.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) added.</source>
        <translation>
            <numerusform>%n ligne ajoutée.</numerusform>
            <numerusform>%n lignes ajoutées.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no twin path to add.</source>
        <translation>Il n’y a pas de chemin jumeau à ajouter.</translation>
    </message>
    <message>
        <source>There are no other regions to add.</source>
        <translation>Il n’y a pas d’autre région à ajouter.</translation>
    </message>
    <message>
        <source>Select the lines to be removed in the table.</source>
        <translation>Sélectionnez dans le tableau les lignes à retirer.</translation>
    </message>
    <message>
        <source>%1 %2 (%3 to %4)</source>
        <translation>%1 %2 (%3 à %4)</translation>
    </message>
    <message>
        <source>Lines of the comparison</source>
        <translation>Lignes de la comparaison</translation>
    </message>
    <message>
        <source>Comparison: %1</source>
        <translation>Comparaison&#x202f;: %1</translation>
    </message>
    <message>
        <source>Back to the playhead</source>
        <translation>Revenir à la tête de lecture</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::EventModel</name>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Chemin</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Événement</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::FactTable</name>
    <message>
        <source>Stream</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Inconnu</translation>
    </message>
    <message>
        <source>Other figures</source>
        <translation>Autres mesures</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::HealthBox</name>
    <message>
        <source>1 min %</source>
        <translation>1 min %</translation>
    </message>
    <message>
        <source>15 min %</source>
        <translation>15 min %</translation>
    </message>
    <message>
        <source>24 h %</source>
        <translation>24 h %</translation>
    </message>
    <message>
        <source>errored %1 s of %2 s, unknown %3 s</source>
        <translation>erronées %1 s sur %2 s, inconnues %3 s</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::InspectorHeader</name>
    <message>
        <source>%1: not seen</source>
        <translation>%1&#x202f;: pas vu</translation>
    </message>
    <message>
        <source>%1 %2: %3 since %4</source>
        <translation>%1 %2&#x202f;: %3 depuis %4</translation>
    </message>
    <message>
        <source> (+%1)</source>
        <translation> (+%1)</translation>
    </message>
    <message>
        <source>%1: unknown, no contact</source>
        <translation>%1&#x202f;: inconnu, pas de contact</translation>
    </message>
    <message>
        <source>%1: clean</source>
        <translation>%1&#x202f;: propre</translation>
    </message>
    <message>
        <source>on air: %1 %2</source>
        <translation>à l’antenne&#x202f;: %1 %2</translation>
    </message>
    <message>
        <source> (backup: the main path failed)</source>
        <translation> (secours&#x202f;: le principal a lâché)</translation>
    </message>
    <message>
        <source> · latency %1</source>
        <translation> · latence %1</translation>
    </message>
    <message>
        <source> · skew cloud − satellite %1%2</source>
        <translation> · décalage cloud − satellite %1%2</translation>
    </message>
    <message>
        <source> · skew %1</source>
        <translation> · décalage %1</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>%1: type a part of its name</source>
        <translation>%1&#x202f;: tapez une partie du nom</translation>
    </message>
    <message>
        <source>No feed yet</source>
        <translation>Pas encore de flux</translation>
    </message>
    <message>
        <source>%1: %2 since %3</source>
        <translation>%1&#x202f;: %2 depuis %3</translation>
    </message>
    <message>
        <source>twin: not seen</source>
        <translation>jumeau&#x202f;: pas vu</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::InspectorPage</name>
    <message>
        <source>Health of the paths</source>
        <translation>Santé des chemins</translation>
    </message>
    <message>
        <source>Errored seconds by cause</source>
        <translation>Secondes erronées par cause</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Événements</translation>
    </message>
    <message>
        <source>Figures of the stream</source>
        <translation>Mesures du flux</translation>
    </message>
    <message>
        <source>TR 101 290</source>
        <translation>TR 101 290</translation>
    </message>
    <message>
        <source>PIDs</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>TR 101 290, PIDs</source>
        <translation>TR 101 290, PID</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>Exporter CSV</translation>
    </message>
    <message>
        <source>Decode all of both paths for 60 s</source>
        <translation>Décoder tout des deux chemins pendant 60 s</translation>
    </message>
    <message>
        <source>Capture the stream of both paths</source>
        <translation>Capturer le flux des deux chemins</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
    <message>
        <source>Pause both pictures, or go on</source>
        <translation>Arrêter les deux images, ou reprendre</translation>
    </message>
    <message>
        <source>Difference of the pictures</source>
        <translation>Différence des images</translation>
    </message>
    <message>
        <source>Choose charts</source>
        <translation>Choisir les courbes</translation>
    </message>
    <message>
        <source>Put back the chart that was removed last</source>
        <translation>Remettre la dernière courbe retirée</translation>
    </message>
    <message>
        <source>Next part of the page</source>
        <translation>Partie suivante de la page</translation>
    </message>
    <message>
        <source>Part of the page before</source>
        <translation>Partie précédente de la page</translation>
    </message>
    <message>
        <source>Save the picture of the part that has the keyboard …</source>
        <translation>Enregistrer l’image de la partie qui a le clavier …</translation>
    </message>
    <message>
        <source>Copy the picture of the part that has the keyboard</source>
        <translation>Copier l’image de la partie qui a le clavier</translation>
    </message>
    <message>
        <source>Export the part that has the keyboard as CSV …</source>
        <translation>Exporter en CSV la partie qui a le clavier …</translation>
    </message>
    <message>
        <source>Export all charts and tables as CSV …</source>
        <translation>Exporter en CSV toutes les courbes et tables …</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
    <message>
        <source>Route, first bad hop marked</source>
        <translation>Route, premier maillon fautif marqué</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Courbes</translation>
    </message>
    <message>
        <source>Which events</source>
        <translation>Quels événements</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>SCTE-35</source>
        <translation>SCTE-35</translation>
    </message>
    <message>
        <source>Picture and sound</source>
        <translation>Image et son</translation>
    </message>
    <message>
        <source>Tables (PSI/SI)</source>
        <translation>Tables (PSI/SI)</translation>
    </message>
    <message>
        <source>Inputs and nodes</source>
        <translation>Entrées et nœuds</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Find in the events</source>
        <translation>Chercher dans les événements</translation>
    </message>
    <message>
        <source>Enter or double click: show the desk at that moment</source>
        <translation>Entrée ou double clic&#x202f;: montrer le poste à ce moment</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vidéo</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Son</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Reception</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>To the figures of %1 (%2)</source>
        <translation>Aux mesures de %1 (%2)</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Errored seconds</source>
        <translation>Secondes erronées</translation>
    </message>
    <message>
        <source>Charts and tables as comma-separated values (Ctrl+Shift+E; Ctrl+E: only the part that has the keyboard); Ctrl+S saves its picture, Ctrl+C copies</source>
        <translation>Courbes et tables en CSV (Ctrl+Maj+E&#x202f;; Ctrl+E&#x202f;: la seule partie qui a le clavier)&#x202f;; Ctrl+S enregistre son image, Ctrl+C copie</translation>
    </message>
    <message>
        <source>Compare charts, also with other feeds …</source>
        <translation>Comparer les courbes, aussi avec d’autres flux …</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::MetricChart</name>
    <message>
        <source>Chart of %1</source>
        <translation>Courbe de %1</translation>
    </message>
    <message>
        <source>Left and right move the cursor, with Shift the time; plus and minus zoom, 0 goes back to now, Delete removes the chart, Ctrl+Up and Ctrl+Down put it elsewhere.</source>
        <translation>Gauche et droite déplacent le curseur, avec Maj le temps&#x202f;; plus et moins zooment, 0 revient au présent, Suppr retire la courbe, Ctrl+Haut et Ctrl+Bas la déplacent.</translation>
    </message>
    <message>
        <source>Wheel: zoom · draw a stretch: zoom into it · Shift+drag: move · double click or 0: back · Ctrl+↑ ↓: order · Delete: remove</source>
        <translation>Molette&#x202f;: zoom · tracer une plage&#x202f;: l’agrandir · Maj+glisser&#x202f;: déplacer · double clic ou 0&#x202f;: retour · Ctrl+↑ ↓&#x202f;: ordre · Suppr&#x202f;: retirer</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::MetricList</name>
    <message>
        <source>%1 (state)</source>
        <translation>%1 (état)</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autre</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groupe</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::MetricPicker</name>
    <message>
        <source>Charts</source>
        <translation>Courbes</translation>
    </message>
    <message>
        <source>Find by name, unit, group or key</source>
        <translation>Chercher par nom, unité, groupe ou clé</translation>
    </message>
    <message>
        <source>Find a metric</source>
        <translation>Chercher une mesure</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>Back to the usual charts</source>
        <translation>Revenir aux courbes habituelles</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::OnDemand</name>
    <message>
        <source>Decode all for 60 s</source>
        <translation>Décoder tout 60 s</translation>
    </message>
    <message>
        <source>Asks the nodes of both paths to decode every picture and all of the sound for a minute</source>
        <translation>Demande aux nœuds des deux chemins de décoder toutes les images et tout le son pendant une minute</translation>
    </message>
    <message>
        <source>Capture …</source>
        <translation>Capturer …</translation>
    </message>
    <message>
        <source>Asks the nodes to keep the transport stream of the last 10 s and the next 5 s as a file, with its analysis</source>
        <translation>Demande aux nœuds de garder en fichier le flux transport des 10 dernières et 5 prochaines secondes, avec son analyse</translation>
    </message>
    <message>
        <source>Both paths</source>
        <translation>Les deux chemins</translation>
    </message>
    <message>
        <source>asking the node to decode all of it …</source>
        <translation>demande au nœud de tout décoder …</translation>
    </message>
    <message>
        <source>all of it is decoded until %1</source>
        <translation>tout est décodé jusqu’à %1</translation>
    </message>
    <message>
        <source>not decoded: %1</source>
        <translation>non décodé&#x202f;: %1</translation>
    </message>
    <message>
        <source>asking the node for a capture …</source>
        <translation>demande une capture au nœud …</translation>
    </message>
    <message>
        <source>no capture: %1</source>
        <translation>pas de capture&#x202f;: %1</translation>
    </message>
    <message>
        <source>capture %1 runs</source>
        <translation>capture %1 en cours</translation>
    </message>
    <message>
        <source>capture %1 is being analyzed</source>
        <translation>capture %1 en cours d’analyse</translation>
    </message>
    <message>
        <source>capture %1 is complete; fetch it with: vigiectl capture --get %1, from %2</source>
        <translation>capture %1 complète&#x202f;; la chercher avec&#x202f;: vigiectl capture --get %1, sur %2</translation>
    </message>
    <message>
        <source>capture %1 failed: %2</source>
        <translation>capture %1 échouée&#x202f;: %2</translation>
    </message>
    <message>
        <source>; fetch it with: vigiectl capture --get %1, from %2</source>
        <translation>&#x202f;; la chercher avec&#x202f;: vigiectl capture --get %1, sur %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::PictureView</name>
    <message>
        <source>NO PATH</source>
        <translation>PAS DE CHEMIN</translation>
    </message>
    <message>
        <source>NO PREVIEW</source>
        <translation>PAS D’APERÇU</translation>
    </message>
    <message>
        <source>WAITING FOR A PICTURE</source>
        <translation>ATTEND UNE IMAGE</translation>
    </message>
    <message>
        <source>KEY PICTURE · %1 s after</source>
        <translation>IMAGE CLÉ · %1 s après</translation>
    </message>
    <message>
        <source>KEY PICTURE · %1 s before</source>
        <translation>IMAGE CLÉ · %1 s avant</translation>
    </message>
    <message>
        <source>STALE · %1</source>
        <translation>ARRÊTÉE · %1</translation>
    </message>
    <message>
        <source>STALE · damaged, waiting for a key picture</source>
        <translation>ARRÊTÉE · abîmée, attend une image clé</translation>
    </message>
    <message>
        <source>STALE · no picture for %1 s</source>
        <translation>ARRÊTÉE · aucune image depuis %1 s</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>Image&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::PidTable</name>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Content, b/s</source>
        <translation>Contenu, b/s</translation>
    </message>
    <message>
        <source>by PCR</source>
        <translation>par PCR</translation>
    </message>
    <message>
        <source>This path has no such PID</source>
        <translation>Ce chemin n’a pas ce PID</translation>
    </message>
    <message>
        <source>Not known: no packets of it lately, or no PCRs to time them by</source>
        <translation>Inconnu&#x202f;: pas de paquets récemment, ou pas de PCR pour les dater</translation>
    </message>
    <message>
        <source>Continuity errors: %1</source>
        <translation>Erreurs de continuité&#x202f;: %1</translation>
    </message>
    <message>
        <source>Scrambled packets: %1</source>
        <translation>Paquets embrouillés&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::RouteStrip</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>measured there</source>
        <translation>mesuré là</translation>
    </message>
    <message>
        <source>the cause of an open incident, by its evidence</source>
        <translation>la cause d’un incident ouvert, selon ses indices</translation>
    </message>
    <message>
        <source>where the alarms of an incident meet; the cause is not certain</source>
        <translation>où se rejoignent les alarmes d’un incident&#x202f;; la cause n’est pas certaine</translation>
    </message>
    <message>
        <source>nobody measures there; what came over it arrives clean</source>
        <translation>personne ne mesure là&#x202f;; ce qui y est passé arrive propre</translation>
    </message>
    <message>
        <source>not known: nobody measures there, and what arrives is not clean or not known</source>
        <translation>inconnu&#x202f;: personne ne mesure là, et ce qui arrive n’est pas propre ou pas connu</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>margin %1 dB</source>
        <translation>marge %1 dB</translation>
    </message>
    <message>
        <source>The first bad hop of the way</source>
        <translation>Le premier maillon fautif de la route</translation>
    </message>
    <message>
        <source>%1 s from the origin</source>
        <translation>%1 s depuis l’origine</translation>
    </message>
    <message>
        <source> ± %1 ms</source>
        <translation> ± %1 ms</translation>
    </message>
    <message>
        <source>Latency up to here: nobody measures it</source>
        <translation>Latence jusqu’ici&#x202f;: personne ne la mesure</translation>
    </message>
    <message>
        <source>Enter or click: open the incident</source>
        <translation>Entrée ou clic&#x202f;: ouvrir l’incident</translation>
    </message>
    <message>
        <source>Enter or click: only what touches this node</source>
        <translation>Entrée ou clic&#x202f;: seulement ce qui touche ce nœud</translation>
    </message>
    <message>
        <source>Route, hop by hop</source>
        <translation>Route, maillon par maillon</translation>
    </message>
    <message>
        <source>its way is not known</source>
        <translation>sa route est inconnue</translation>
    </message>
    <message>
        <source>first bad hop: %1 %2</source>
        <translation>premier maillon fautif&#x202f;: %1 %2</translation>
    </message>
    <message>
        <source>first bad hop not known</source>
        <translation>premier maillon fautif inconnu</translation>
    </message>
    <message>
        <source>no bad hop known</source>
        <translation>aucun maillon fautif connu</translation>
    </message>
    <message>
        <source> · way assumed</source>
        <translation> · route supposée</translation>
    </message>
    <message>
        <source>path,hop,name,state,margin dB,latency ms,first bad</source>
        <translation>chemin,maillon,nom,état,marge dB,latence ms,premier fautif</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::ServiceTable</name>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>There is no such path</source>
        <translation>Ce chemin n’existe pas</translation>
    </message>
    <message>
        <source>The node has not told which services there are</source>
        <translation>Le nœud n’a pas dit quels services il y a</translation>
    </message>
    <message>
        <source>This input has no such service</source>
        <translation>Cette entrée n’a pas ce service</translation>
    </message>
    <message>
        <source>Provider: %1</source>
        <translation>Fournisseur&#x202f;: %1</translation>
    </message>
    <message>
        <source>PMT on %1, PCR on %2</source>
        <translation>PMT sur %1, PCR sur %2</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>type %1</translation>
    </message>
    <message>
        <source>This path takes it</source>
        <translation>Ce chemin le prend</translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::TwinPane</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Let both pictures stand, or go on with what comes (P)</source>
        <translation>Arrêter les deux images, ou reprendre avec ce qui vient (P)</translation>
    </message>
    <message>
        <source>One picture back, both together (,)</source>
        <translation>Une image en arrière, les deux ensemble (,)</translation>
    </message>
    <message>
        <source>One picture back</source>
        <translation>Une image en arrière</translation>
    </message>
    <message>
        <source>One picture on, both together (.)</source>
        <translation>Une image en avant, les deux ensemble (.)</translation>
    </message>
    <message>
        <source>One picture on</source>
        <translation>Une image en avant</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>Below, where the twins differ: luma, %1 times amplified (X)</source>
        <translation>En bas, où les jumeaux diffèrent&#x202f;: luminance, amplifiée %1 fois (X)</translation>
    </message>
    <message>
        <source>PSNR and SSIM of the luma of both previews, in the size of the smaller one. By PTS: pictures of equal time stamps; by skew: stamps differ, so the picture that fits best within what the measured skew leaves open</source>
        <translation>PSNR et SSIM de la luminance des deux aperçus, à la taille du plus petit. Par PTS&#x202f;: images de même horodatage&#x202f;; par décalage&#x202f;: les horodatages diffèrent, donc l’image qui convient le mieux dans ce que le décalage mesuré laisse ouvert</translation>
    </message>
    <message>
        <source>Difference of the twins, luma × %1</source>
        <translation>Différence des jumeaux, luminance × %1</translation>
    </message>
    <message>
        <source>%1 · %2 s ago</source>
        <translation>%1 · il y a %2 s</translation>
    </message>
    <message>
        <source>%1 · held back %2 s</source>
        <translation>%1 · retenue %2 s</translation>
    </message>
    <message>
        <source>no picture of %1</source>
        <translation>aucune image de %1</translation>
    </message>
    <message>
        <source>there is no twin</source>
        <translation>il n’y a pas de jumeau</translation>
    </message>
    <message>
        <source>their skew is not known</source>
        <translation>leur décalage est inconnu</translation>
    </message>
    <message>
        <source>no two pictures of one moment</source>
        <translation>pas deux images du même moment</translation>
    </message>
    <message>
        <source>one of them stands still</source>
        <translation>l’un des deux est arrêté</translation>
    </message>
    <message>
        <source>In the past: the nearest key pictures</source>
        <translation>Dans le passé&#x202f;: les images clés les plus proches</translation>
    </message>
    <message>
        <source>Aligned on the same moment, by PTS</source>
        <translation>Alignées sur le même moment, par PTS</translation>
    </message>
    <message>
        <source>Aligned on the same moment, by the measured skew: PTS are stamped anew</source>
        <translation>Alignées sur le même moment, par le décalage mesuré&#x202f;: les PTS sont réécrits</translation>
    </message>
    <message>
        <source>Not aligned: %1</source>
        <translation>Non alignées&#x202f;: %1</translation>
    </message>
    <message>
        <source>No two pictures of one moment</source>
        <translation>Pas deux images du même moment</translation>
    </message>
    <message>
        <source>Paused at %1 of %2</source>
        <translation>En pause à %1 sur %2</translation>
    </message>
    <message>
        <source>%1 · not aligned: %2</source>
        <translation>%1 · non alignées&#x202f;: %2</translation>
    </message>
    <message>
        <source>%1 · no picture of %2 for this moment</source>
        <translation>%1 · aucune image de %2 à ce moment</translation>
    </message>
    <message>
        <source>%1 · aligned by PTS</source>
        <translation>%1 · alignées par PTS</translation>
    </message>
    <message>
        <source>%1 · aligned by skew</source>
        <translation>%1 · alignées par décalage</translation>
    </message>
    <message>
        <source>Twins&apos; pictures: no twin</source>
        <translation>Images des jumeaux&#x202f;: pas de jumeau</translation>
    </message>
    <message>
        <source>by PTS</source>
        <translation>par PTS</translation>
    </message>
    <message>
        <source>by skew</source>
        <translation>par décalage</translation>
    </message>
    <message>
        <source>Twins&apos; pictures: identical, %1</source>
        <translation>Images des jumeaux&#x202f;: identiques, %1</translation>
    </message>
    <message>
        <source>Twins&apos; pictures: PSNR %1 dB · SSIM %2, %3</source>
        <translation>Images des jumeaux&#x202f;: PSNR %1 dB · SSIM %2, %3</translation>
    </message>
    <message>
        <source>Twins&apos; pictures: — (no picture of %1)</source>
        <translation>Images des jumeaux&#x202f;: — (aucune image de %1)</translation>
    </message>
    <message>
        <source>Twins&apos; pictures: — (no two of one moment)</source>
        <translation>Images des jumeaux&#x202f;: — (pas deux du même moment)</translation>
    </message>
    <message>
        <source>Twins&apos; pictures: — (their skew is not known)</source>
        <translation>Images des jumeaux&#x202f;: — (leur décalage est inconnu)</translation>
    </message>
</context>
</TS>
