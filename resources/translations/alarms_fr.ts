<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::alarms</name>
    <message>
        <source>Lines per day</source>
        <translation>Lignes par jour</translation>
    </message>
    <message>
        <source>≤ 150, at most 300</source>
        <translation>≤ 150, au plus 300</translation>
    </message>
    <message>
        <source>Operator lines (incidents) for 24 hours at the rate so far. An operator can take care of about one every ten minutes over a shift. Where it is more: look at the top ten and give these rules a longer on-delay, a wider deadband, or a lower severity.</source>
        <translation>Lignes pour l’opérateur (incidents) sur 24 heures au rythme actuel. Un opérateur peut en traiter environ une toutes les dix minutes pendant une vacation. S’il y en a plus&#x202f;: voir les dix premières et donner à ces règles un délai d’apparition plus long, une hystérésis plus large ou une gravité moindre.</translation>
    </message>
    <message>
        <source>Time in flood</source>
        <translation>Temps d’avalanche</translation>
    </message>
    <message>
        <source> · 1 flood</source>
        <translation> · 1 avalanche</translation>
    </message>
    <message>
        <source> · %1 floods</source>
        <translation> · %1 avalanches</translation>
    </message>
    <message>
        <source>A flood begins with more than 10 lines in 10 minutes and ends with fewer than 5: nobody can read them all. Where it happens: see which cause split into many lines, and describe its hop in the plan, so that they fold under one.</source>
        <translation>Une avalanche commence à plus de 10 lignes en 10 minutes et finit à moins de 5&#x202f;: personne ne peut tout lire. Si cela arrive&#x202f;: chercher la cause qui s’est éclatée en plusieurs lignes et décrire son maillon dans le plan, pour qu’elles n’en fassent qu’une.</translation>
    </message>
    <message>
        <source>Part of the top ten</source>
        <translation>Part des dix premières</translation>
    </message>
    <message>
        <source>≤ 1 %, at most 5 %</source>
        <translation>≤ 1&#x202f;%, au plus 5&#x202f;%</translation>
    </message>
    <message>
        <source>What the ten most frequent alarms are of all. Where it is high: mending these ten rules mends most of the load. Judged from %1 alarms on.</source>
        <translation>Ce que représentent les dix alarmes les plus fréquentes. Si c’est beaucoup&#x202f;: corriger ces dix règles corrige l’essentiel de la charge. Jugé à partir de %1 alarmes.</translation>
    </message>
    <message>
        <source>Low / medium / high</source>
        <translation>Basse / moyenne / haute</translation>
    </message>
    <message>
        <source>about 80 / 15 / 5 %</source>
        <translation>environ 80 / 15 / 5&#x202f;%</translation>
    </message>
    <message>
        <source>Raised alarms by priority: low is warning and minor, medium is major, high is critical. Where too much is critical, nothing is: lower the severity of what need not be answered within minutes. Judged from %1 alarms on.</source>
        <translation>Alarmes levées par priorité&#x202f;: basse pour avertissement et mineure, moyenne pour majeure, haute pour critique. Si tout est critique, rien ne l’est&#x202f;: baisser la gravité de ce qui n’exige pas de réponse en quelques minutes. Jugé à partir de %1 alarmes.</translation>
    </message>
    <message>
        <source>met</source>
        <translation>atteint</translation>
    </message>
    <message>
        <source>tolerable</source>
        <translation>tolérable</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>manqué</translation>
    </message>
    <message>
        <source>too little counted</source>
        <translation>trop peu compté</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>sans objectif</translation>
    </message>
    <message>
        <source>Lines per 10 min, mean</source>
        <translation>Lignes par 10&#x202f;min, moyenne</translation>
    </message>
    <message>
        <source>≤ 1, at most 2</source>
        <translation>≤ 1, au plus 2</translation>
    </message>
    <message>
        <source>How often an operator is called. About one in ten minutes is acceptable, two are manageable. Where it is more: begin with the top ten.</source>
        <translation>À quelle fréquence un opérateur est sollicité. Environ une fois par dix minutes est acceptable, deux sont gérables. Au-delà&#x202f;: commencer par les dix premières.</translation>
    </message>
    <message>
        <source>Lines per 10 min, peak</source>
        <translation>Lignes par 10&#x202f;min, pic</translation>
    </message>
    <message>
        <source>The worst ten minutes. Above ten lines an operator only watches them pass. Where it is more: look in the journal at that time for one cause that came as many lines.</source>
        <translation>Les dix pires minutes. Au-delà de dix lignes, un opérateur ne fait que les regarder passer. Dans ce cas&#x202f;: chercher au journal, à cette heure, une cause venue en plusieurs lignes.</translation>
    </message>
    <message>
        <source>Periods above 10 lines</source>
        <translation>Périodes à plus de 10 lignes</translation>
    </message>
    <message>
        <source>The part of the ten-minute periods that were too much for one operator.</source>
        <translation>La part des périodes de dix minutes qui dépassaient un opérateur.</translation>
    </message>
    <message>
        <source>Chattering</source>
        <translation>Battement</translation>
    </message>
    <message>
        <source>Alarms that came and went three times or more within a minute. Give the rule a deadband (clear) or a longer off-delay.</source>
        <translation>Alarmes apparues et disparues trois fois ou plus en une minute. Donner à la règle une hystérésis (clear) ou un délai de disparition plus long.</translation>
    </message>
    <message>
        <source>Fleeting</source>
        <translation>Fugitives</translation>
    </message>
    <message>
        <source>Alarms that were gone within 10 s and did not come again: nobody could act on them. Give the rule a longer on-delay.</source>
        <translation>Alarmes disparues en moins de 10&#x202f;s sans revenir&#x202f;: personne ne pouvait agir. Donner à la règle un délai d’apparition plus long.</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Persistantes</translation>
    </message>
    <message>
        <source>Present for more than 24 hours. Nobody acts on them any more: mend the cause, take it out of service with a reason, or narrow the rule (where).</source>
        <translation>Présentes depuis plus de 24 heures. Personne n’y réagit plus&#x202f;: corriger la cause, mettre hors service avec un motif, ou restreindre la règle (where).</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>En veille</translation>
    </message>
    <message>
        <source>Put aside by operators, for a time. Each has a name and a reason in the journal; many on one rule speak against it.</source>
        <translation>Mises de côté par les opérateurs, pour un temps. Chacune a un nom et un motif au journal&#x202f;; beaucoup sur une même règle parlent contre elle.</translation>
    </message>
    <message>
        <source>Suppressed by design</source>
        <translation>Inhibées à dessein</translation>
    </message>
    <message>
        <source>Off air by the schedule, in maintenance, or explained by a parent that failed.</source>
        <translation>Hors antenne selon le programme, en maintenance, ou expliquées par un parent en panne.</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>Hors service</translation>
    </message>
    <message>
        <source>Taken out until someone returns them. Look through them at each shift: what is forgotten here is never seen.</source>
        <translation>Retirées jusqu’à ce que quelqu’un les remette. À revoir à chaque vacation&#x202f;: ce qui est oublié ici n’est jamais vu.</translation>
    </message>
    <message>
        <source>UNACK</source>
        <translation>NON ACQ</translation>
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
        <source>OUT OF SERVICE</source>
        <translation>HORS SERVICE</translation>
    </message>
    <message>
        <source>SUPPRESSED</source>
        <translation>INHIBÉE</translation>
    </message>
    <message>
        <source>OVER</source>
        <translation>TERMINÉ</translation>
    </message>
    <message>
        <source>Since %1, for %2. State: %3.</source>
        <translation>Depuis %1, pendant %2. État&#x202f;: %3.</translation>
    </message>
    <message>
        <source>Incident %1 affects %2.</source>
        <translation>L’incident %1 touche %2.</translation>
    </message>
    <message>
        <source>Cause: %1 %2.</source>
        <translation>Cause&#x202f;: %1 %2.</translation>
    </message>
    <message>
        <source>Cause not certain; the alarms meet at %1 %2.</source>
        <translation>Cause incertaine&#x202f;; les alarmes se rejoignent en %1 %2.</translation>
    </message>
    <message>
        <source>  and %1 more</source>
        <translation>  et %1 de plus</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1&#x202f;s</translation>
    </message>
    <message>
        <source>state is %1</source>
        <translation>l’état est %1</translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>above %1, returns at %2</source>
        <translation>au-dessus de %1, retour à %2</translation>
    </message>
    <message>
        <source>below %1, returns at %2</source>
        <translation>en dessous de %1, retour à %2</translation>
    </message>
    <message>
        <source>%1: %2; on-delay %3, off-delay %4</source>
        <translation>%1&#x202f;: %2&#x202f;; apparition après %3, disparition après %4</translation>
    </message>
    <message>
        <source>regions %1</source>
        <translation>régions %1</translation>
    </message>
    <message>
        <source>feeds %1</source>
        <translation>flux %1</translation>
    </message>
    <message>
        <source>sports %1</source>
        <translation>sports %1</translation>
    </message>
    <message>
        <source>nodes %1</source>
        <translation>nœuds %1</translation>
    </message>
    <message>
        <source>inputs %1</source>
        <translation>entrées %1</translation>
    </message>
    <message>
        <source>paths of kind %1</source>
        <translation>chemins de type %1</translation>
    </message>
    <message>
        <source>transport %1</source>
        <translation>transport %1</translation>
    </message>
    <message>
        <source>low</source>
        <translation>basse</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>normale</translation>
    </message>
    <message>
        <source>high</source>
        <translation>haute</translation>
    </message>
    <message>
        <source>importance %1</source>
        <translation>importance %1</translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation>partout</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmes</translation>
    </message>
    <message>
        <source>Operator actions</source>
        <translation>Actions des opérateurs</translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Rules and desk</source>
        <translation>Règles et pupitre</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>levée</translation>
    </message>
    <message>
        <source>raised again</source>
        <translation>levée de nouveau</translation>
    </message>
    <message>
        <source>severity changed</source>
        <translation>gravité changée</translation>
    </message>
    <message>
        <source>returned to normal</source>
        <translation>revenue à la normale</translation>
    </message>
    <message>
        <source>latched</source>
        <translation>mémorisée</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>close</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>acquittée</translation>
    </message>
    <message>
        <source>acknowledgement taken back</source>
        <translation>acquittement repris</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>réarmée</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>mise en veille</translation>
    </message>
    <message>
        <source>unshelved</source>
        <translation>sortie de veille</translation>
    </message>
    <message>
        <source>shelf time ended</source>
        <translation>fin de veille</translation>
    </message>
    <message>
        <source>suppressed by design</source>
        <translation>inhibée à dessein</translation>
    </message>
    <message>
        <source>suppression ended</source>
        <translation>fin d’inhibition</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>hors service</translation>
    </message>
    <message>
        <source>returned to service</source>
        <translation>remise en service</translation>
    </message>
    <message>
        <source>maintenance began</source>
        <translation>début de maintenance</translation>
    </message>
    <message>
        <source>maintenance ended</source>
        <translation>fin de maintenance</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>commentaire</translation>
    </message>
    <message>
        <source>assigned</source>
        <translation>attribuée</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>annulée</translation>
    </message>
    <message>
        <source>signed on</source>
        <translation>prise de poste</translation>
    </message>
    <message>
        <source>signed off</source>
        <translation>fin de poste</translation>
    </message>
    <message>
        <source>handed over</source>
        <translation>relève</translation>
    </message>
    <message>
        <source>sounds muted</source>
        <translation>sons coupés</translation>
    </message>
    <message>
        <source>rules loaded</source>
        <translation>règles chargées</translation>
    </message>
    <message>
        <source>rules refused</source>
        <translation>règles refusées</translation>
    </message>
    <message>
        <source>incident opened</source>
        <translation>incident ouvert</translation>
    </message>
    <message>
        <source>incident changed</source>
        <translation>incident changé</translation>
    </message>
    <message>
        <source>incident ended</source>
        <translation>incident terminé</translation>
    </message>
    <message>
        <source>desk started</source>
        <translation>pupitre démarré</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>Defined at %1</source>
        <translation>Définie à %1</translation>
    </message>
    <message>
        <source>Reads %1</source>
        <translation>Lit %1</translation>
    </message>
    <message>
        <source>Holds for: %1</source>
        <translation>Vaut pour&#x202f;: %1</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Désactivée</translation>
    </message>
    <message>
        <source>Latched: stays until an operator resets it</source>
        <translation>Mémorisée&#x202f;: reste jusqu’à ce qu’un opérateur la réarme</translation>
    </message>
    <message>
        <source>Explained by: %1</source>
        <translation>Expliquée par&#x202f;: %1</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation>À faire&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 is not among the rules in force.</source>
        <translation>%1 n’est pas parmi les règles en vigueur.</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2)&#x202f;: %3</translation>
    </message>
    <message>
        <source>Operators and hand-overs</source>
        <translation>Opérateurs et relèves</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>Quand (UTC)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Nobody signed on or off and nothing was handed over.</source>
        <translation>Personne n’a pris ni quitté le poste, rien n’a été transmis.</translation>
    </message>
    <message>
        <source>No operator acted in this time.</source>
        <translation>Aucun opérateur n’a agi pendant ce temps.</translation>
    </message>
    <message>
        <source>Acted: %1.</source>
        <translation>Ont agi&#x202f;: %1.</translation>
    </message>
    <message>
        <source>Signed on now: %1.</source>
        <translation>En poste maintenant&#x202f;: %1.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation>Depuis (UTC)</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>What and where</source>
        <translation>Quoi et où</translation>
    </message>
    <message>
        <source>Affects</source>
        <translation>Touche</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Acquittée</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>Commentaires</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Aucun.</translation>
    </message>
    <message>
        <source>, still open</source>
        <translation>, encore ouvert</translation>
    </message>
    <message>
        <source>; or else %1 %2</source>
        <translation>&#x202f;; ou bien %1 %2</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 après %2</translation>
    </message>
    <message>
        <source>%1 in all: %2.</source>
        <translation>%1 en tout&#x202f;: %2.</translation>
    </message>
    <message>
        <source>Longest outages</source>
        <translation>Coupures les plus longues</translation>
    </message>
    <message>
        <source>Incidents that left a delivery without any good path, or in which nothing arrived; at most %1.</source>
        <translation>Incidents qui ont laissé une desserte sans aucun bon chemin, ou pendant lesquels rien n’arrivait&#x202f;; au plus %1.</translation>
    </message>
    <message>
        <source>Deliveries lost</source>
        <translation>Dessertes perdues</translation>
    </message>
    <message>
        <source>Availability per region</source>
        <translation>Disponibilité par région</translation>
    </message>
    <message>
        <source>Availability per kind of path</source>
        <translation>Disponibilité par type de chemin</translation>
    </message>
    <message>
        <source>Of the deliveries on air, over the 24 hours before %1 (not over the shift). Unknown seconds are neither good nor errored.</source>
        <translation>Des dessertes à l’antenne, sur les 24 heures avant %1 (pas sur la vacation). Les secondes inconnues ne sont ni bonnes ni erronées.</translation>
    </message>
    <message>
        <source>Of single paths, whether or not they were on air, over the 24 hours before %1 (not over the shift).</source>
        <translation>De chaque chemin, à l’antenne ou non, sur les 24 heures avant %1 (pas sur la vacation).</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Disponibilité</translation>
    </message>
    <message>
        <source>Errored</source>
        <translation>Erronées</translation>
    </message>
    <message>
        <source>Judged</source>
        <translation>Jugées</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Inconnues</translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation>Rien n’est connu.</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>Toutes les régions</translation>
    </message>
    <message>
        <source>Share of cloud, satellite and fibre</source>
        <translation>Part du cloud, du satellite et de la fibre</translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation>Porté par</translation>
    </message>
    <message>
        <source>Deliveries now</source>
        <translation>Dessertes maintenant</translation>
    </message>
    <message>
        <source>Of all</source>
        <translation>Du total</translation>
    </message>
    <message>
        <source>Delivery-hours</source>
        <translation>Heures de desserte</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Deliveries as of %1, hours since %2.</source>
        <translation>Dessertes à %1, heures depuis %2.</translation>
    </message>
    <message>
        <source>Of %1 more deliveries it is not known what carries them.</source>
        <translation>Pour %1 autres dessertes, on ignore ce qui les porte.</translation>
    </message>
    <message>
        <source>Assumed: without a plan it is a guess which path is the main one.</source>
        <translation>Supposé&#x202f;: sans plan, on ne fait que deviner quel chemin est le principal.</translation>
    </message>
    <message>
        <source>Alarm system</source>
        <translation>Système d’alarme</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objectif</translation>
    </message>
    <message>
        <source>Is it met?</source>
        <translation>Atteint&#x202f;?</translation>
    </message>
    <message>
        <source>Not known.</source>
        <translation>Inconnu.</translation>
    </message>
    <message>
        <source>By EEMUA 191 and ISA-18.2, counted from %1 to %2.</source>
        <translation>Selon EEMUA 191 et ISA-18.2, compté de %1 à %2.</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>Encore ouvert</translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation>Rien n’est ouvert.</translation>
    </message>
    <message>
        <source>As of %1. Hidden alarms: %2 shelved, %3 suppressed by design, %4 out of service.</source>
        <translation>À %1. Alarmes masquées&#x202f;: %2 en veille, %3 inhibées à dessein, %4 hors service.</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Rapport de vacation</translation>
    </message>
    <message>
        <source>Shift report — %1</source>
        <translation>Rapport de vacation — %1</translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation>%1 à %2 (%3)</translation>
    </message>
    <message>
        <source>This report is not complete</source>
        <translation>Ce rapport est incomplet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmActions</name>
    <message>
        <source>1 incident</source>
        <translation>1 incident</translation>
    </message>
    <message>
        <source>%1 incidents</source>
        <translation>%1 incidents</translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation>1 alarme</translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation>%1 alarmes</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 et %2</translation>
    </message>
    <message>
        <source>Choose an incident or an alarm first.</source>
        <translation>Choisir d’abord un incident ou une alarme.</translation>
    </message>
    <message>
        <source>%1 is signed on</source>
        <translation>%1 est en poste</translation>
    </message>
    <message>
        <source>%1: refused. %2</source>
        <translation>%1&#x202f;: refusé. %2</translation>
    </message>
    <message>
        <source>%1. Ctrl+Z takes it back.</source>
        <translation>%1. Ctrl+Z l’annule.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation>Acquitté&#x202f;: %1</translation>
    </message>
    <message>
        <source>Acknowledging</source>
        <translation>Acquittement</translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation>Réarmé&#x202f;: %1</translation>
    </message>
    <message>
        <source>Resetting</source>
        <translation>Réarmement</translation>
    </message>
    <message>
        <source>Unshelved: %1</source>
        <translation>Sorti de veille&#x202f;: %1</translation>
    </message>
    <message>
        <source>Unshelving</source>
        <translation>Sortie de veille</translation>
    </message>
    <message>
        <source>Shelving</source>
        <translation>Mise en veille</translation>
    </message>
    <message>
        <source>Shelved until %1: %2</source>
        <translation>En veille jusqu’à %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>Commenting</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Commentaire</translation>
    </message>
    <message>
        <source>Commented: %1</source>
        <translation>Commenté&#x202f;: %1</translation>
    </message>
    <message>
        <source>Assigning</source>
        <translation>Attribution</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Attribuer</translation>
    </message>
    <message>
        <source>To (empty: nobody)</source>
        <translation>À (vide&#x202f;: personne)</translation>
    </message>
    <message>
        <source>Assigned to nobody: %1</source>
        <translation>Attribué à personne&#x202f;: %1</translation>
    </message>
    <message>
        <source>Assigned to %1: %2</source>
        <translation>Attribué à %1&#x202f;: %2</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Maintenance</translation>
    </message>
    <message>
        <source>Out of service: %1</source>
        <translation>Hors service&#x202f;: %1</translation>
    </message>
    <message>
        <source>Maintenance of %1</source>
        <translation>Maintenance de %1</translation>
    </message>
    <message>
        <source>Maintenance ended: %1</source>
        <translation>Fin de maintenance&#x202f;: %1</translation>
    </message>
    <message>
        <source>Returned to service: %1</source>
        <translation>Remis en service&#x202f;: %1</translation>
    </message>
    <message>
        <source>There is nothing of yours to take back.</source>
        <translation>Vous n’avez rien à annuler.</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>Annulation</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Annulé&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 is signed off</source>
        <translation>%1 a quitté le poste</translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation>Relève</translation>
    </message>
    <message>
        <source>Hand-over: %1</source>
        <translation>Relève&#x202f;: %1</translation>
    </message>
    <message>
        <source>Note for %1</source>
        <translation>Note pour %1</translation>
    </message>
    <message>
        <source>The desk is handed over to %1</source>
        <translation>Le pupitre est transmis à %1</translation>
    </message>
    <message>
        <source>Muting</source>
        <translation>Coupure du son</translation>
    </message>
    <message>
        <source>Sounds are off until %1</source>
        <translation>Sons coupés jusqu’à %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmBanner</name>
    <message>
        <source> since %1</source>
        <translation> depuis %1</translation>
    </message>
    <message>
        <source>▲ Alarm flood: %1 new lines in the last 10 min%2. Look at causes from the top; the list keeps one line for each.</source>
        <translation>▲ Avalanche d’alarmes&#x202f;: %1 nouvelles lignes en 10&#x202f;min%2. Regarder les causes par le haut&#x202f;; la liste garde une ligne pour chacune.</translation>
    </message>
    <message>
        <source>■ The alarm journal can not be written: %1 What is done now may be lost at a restart.</source>
        <translation>■ Le journal d’alarmes ne peut pas être écrit&#x202f;: %1 Ce qui se fait maintenant peut se perdre au redémarrage.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmHealthPage</name>
    <message>
        <source>Loading …</source>
        <translation>Chargement …</translation>
    </message>
    <message>
        <source>Top ten</source>
        <translation>Dix premières</translation>
    </message>
    <message>
        <source>The alarms that were raised most often. Mend these rules first.</source>
        <translation>Les alarmes levées le plus souvent. Corriger d’abord ces règles.</translation>
    </message>
    <message>
        <source>Chattering</source>
        <translation>Battement</translation>
    </message>
    <message>
        <source>Came and went three times or more within a minute.</source>
        <translation>Apparues et disparues trois fois ou plus en une minute.</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Persistantes</translation>
    </message>
    <message>
        <source>Present for more than 24 hours.</source>
        <translation>Présentes depuis plus de 24 heures.</translation>
    </message>
    <message>
        <source>Figures of the alarm system</source>
        <translation>Chiffres du système d’alarme</translation>
    </message>
    <message>
        <source>Against EEMUA 191 and ISA-18.2</source>
        <translation>Face à EEMUA 191 et ISA-18.2</translation>
    </message>
    <message>
        <source>Rate — last 24 h</source>
        <translation>Cadence — dernières 24&#x202f;h</translation>
    </message>
    <message>
        <source>Priorities</source>
        <translation>Priorités</translation>
    </message>
    <message>
        <source>Show in the journal</source>
        <translation>Montrer au journal</translation>
    </message>
    <message>
        <source>The rule of the selected alarm</source>
        <translation>La règle de l’alarme choisie</translation>
    </message>
    <message>
        <source>Select an alarm to read its rule. Double-click or Return opens its journal.</source>
        <translation>Choisir une alarme pour lire sa règle. Double-clic ou Entrée ouvre son journal.</translation>
    </message>
    <message>
        <source>Its rule</source>
        <translation>Sa règle</translation>
    </message>
    <message>
        <source>The engine does not answer.</source>
        <translation>Le moteur ne répond pas.</translation>
    </message>
    <message>
        <source>Nothing was counted yet.</source>
        <translation>Rien n’est encore compté.</translation>
    </message>
    <message>
        <source>counted since %1, at most 24 h</source>
        <translation>compté depuis %1, au plus 24&#x202f;h</translation>
    </message>
    <message>
        <source>No target is missed</source>
        <translation>Aucun objectif manqué</translation>
    </message>
    <message>
        <source>1 target is missed</source>
        <translation>1 objectif manqué</translation>
    </message>
    <message>
        <source>%1 targets are missed</source>
        <translation>%1 objectifs manqués</translation>
    </message>
    <message>
        <source>FLOOD since %1</source>
        <translation>AVALANCHE depuis %1</translation>
    </message>
    <message>
        <source>FLOOD now</source>
        <translation>AVALANCHE en cours</translation>
    </message>
    <message>
        <source>No alarm was raised.</source>
        <translation>Aucune alarme levée.</translation>
    </message>
    <message>
        <source>Nothing chatters.</source>
        <translation>Rien ne bat.</translation>
    </message>
    <message>
        <source>Nothing stands for more than 24 hours.</source>
        <translation>Rien ne dure plus de 24 heures.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmPanel</name>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Acquitter</translation>
    </message>
    <message>
        <source>Acknowledge what is selected</source>
        <translation>Acquitter la sélection</translation>
    </message>
    <message>
        <source>Shelve…</source>
        <translation>Mettre en veille…</translation>
    </message>
    <message>
        <source>Shelve for a time, with a reason</source>
        <translation>Mettre en veille pour un temps, avec un motif</translation>
    </message>
    <message>
        <source>Unshelve</source>
        <translation>Sortir de veille</translation>
    </message>
    <message>
        <source>End the shelf</source>
        <translation>Mettre fin à la veille</translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation>Commenter…</translation>
    </message>
    <message>
        <source>Say something about it</source>
        <translation>En dire quelque chose</translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation>Attribuer…</translation>
    </message>
    <message>
        <source>Give it to somebody</source>
        <translation>Le confier à quelqu’un</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réarmer</translation>
    </message>
    <message>
        <source>Reset what is latched</source>
        <translation>Réarmer ce qui est mémorisé</translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation>Maintenance…</translation>
    </message>
    <message>
        <source>Maintenance of the subject, or out of service</source>
        <translation>Maintenance du sujet, ou hors service</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Take back your last action</source>
        <translation>Annuler votre dernière action</translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation>Rien à annuler</translation>
    </message>
    <message>
        <source>Take back: %1 (Ctrl+Z)</source>
        <translation>Annuler&#x202f;: %1 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the fault as text</source>
        <translation>Copier le défaut comme texte</translation>
    </message>
    <message>
        <source>Open the feed</source>
        <translation>Ouvrir le flux</translation>
    </message>
    <message>
        <source>Open the feed in the inspector</source>
        <translation>Ouvrir le flux dans l’inspecteur</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi&#x202f;?</translation>
    </message>
    <message>
        <source>Why the rule holds or not</source>
        <translation>Pourquoi la règle vaut ou non</translation>
    </message>
    <message>
        <source>○ Not connected yet: what is wrong is not known.</source>
        <translation>○ Pas encore connecté&#x202f;: on ignore ce qui ne va pas.</translation>
    </message>
    <message>
        <source>■ No contact to any of %1 nodes: what is wrong is not known.</source>
        <translation>■ Aucun contact avec les %1 nœuds&#x202f;: on ignore ce qui ne va pas.</translation>
    </message>
    <message>
        <source>Nothing matches the filter; %1 open lines are not shown.</source>
        <translation>Rien ne répond au filtre&#x202f;; %1 lignes ouvertes ne sont pas montrées.</translation>
    </message>
    <message>
        <source>Nothing matches the filter, and nothing is open.</source>
        <translation>Rien ne répond au filtre, et rien n’est ouvert.</translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation>Tout va bien.</translation>
    </message>
    <message>
        <source>Copied as text.</source>
        <translation>Copié comme texte.</translation>
    </message>
    <message>
        <source>%1 copied as text.</source>
        <translation>%1 copiés comme texte.</translation>
    </message>
    <message>
        <source>It concerns no feed that is known.</source>
        <translation>Cela ne concerne aucun flux connu.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>%1 of %2 nodes in contact, %3 paths watched; as of %4.</source>
        <translation>%1 nœuds en contact sur %2, %3 chemins surveillés ; à %4.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmsPage</name>
    <message>
        <source>Incidents</source>
        <translation>Incidents</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Alarm health</source>
        <translation>Santé des alarmes</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Rapport de vacation</translation>
    </message>
    <message>
        <source>Outward</source>
        <translation>Au-dehors</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1 (Alt+%2)</translation>
    </message>
    <message>
        <source>Show in the journal</source>
        <translation>Montrer au journal</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::FilterBar</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>Chercher (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search incidents and alarms</source>
        <translation>Chercher des incidents et des alarmes</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouverts</translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation>Non acquittés</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Revenus</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>En veille</translation>
    </message>
    <message>
        <source>Suppressed, out of service</source>
        <translation>Inhibés, hors service</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>Toute gravité</translation>
    </message>
    <message>
        <source>%1 and worse</source>
        <translation>%1 et pire</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>Toutes les régions</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Les miens</translation>
    </message>
    <message>
        <source>Assigned to me, acknowledged or shelved by me</source>
        <translation>Attribués à moi, acquittés ou mis en veille par moi</translation>
    </message>
    <message>
        <source>By cause</source>
        <translation>Par cause</translation>
    </message>
    <message>
        <source>By region</source>
        <translation>Par région</translation>
    </message>
    <message>
        <source>By feed</source>
        <translation>Par flux</translation>
    </message>
    <message>
        <source>Every alarm</source>
        <translation>Chaque alarme</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Severity at least</source>
        <translation>Gravité au moins</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Grouper par</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::HandOverDialog</name>
    <message>
        <source>All are read out</source>
        <translation>Tous sont lus</translation>
    </message>
    <message>
        <source>Hand over the desk</source>
        <translation>Transmettre le pupitre</translation>
    </message>
    <message>
        <source>Incidents to be read out</source>
        <translation>Incidents à lire</translation>
    </message>
    <message>
        <source>Read out each open incident to who takes over, and tick it.</source>
        <translation>Lire chaque incident ouvert à qui prend la relève, et le cocher.</translation>
    </message>
    <message>
        <source>No incident is open: there is nothing to read out.</source>
        <translation>Aucun incident ouvert&#x202f;: rien à lire.</translation>
    </message>
    <message>
        <source>Next operator&apos;s name</source>
        <translation>Nom de l’opérateur suivant</translation>
    </message>
    <message>
        <source>Note for the next operator</source>
        <translation>Note pour l’opérateur suivant</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Transmettre</translation>
    </message>
    <message>
        <source>%1 of %2 incidents are not read out yet.</source>
        <translation>%1 incidents sur %2 ne sont pas encore lus.</translation>
    </message>
    <message>
        <source>Who takes over?</source>
        <translation>Qui prend la relève&#x202f;?</translation>
    </message>
    <message>
        <source>%1 has the desk already.</source>
        <translation>%1 tient déjà le pupitre.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::HealthFigureModel</name>
    <message>
        <source>Figure</source>
        <translation>Chiffre</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objectif</translation>
    </message>
    <message>
        <source>Is it met?</source>
        <translation>Atteint&#x202f;?</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::IncidentDetails</name>
    <message>
        <source>%1 acknowledged</source>
        <translation>%1 a acquitté</translation>
    </message>
    <message>
        <source>%1 reset it</source>
        <translation>%1 l’a réarmé</translation>
    </message>
    <message>
        <source>%1 shelved it until %2: %3</source>
        <translation>%1 l’a mis en veille jusqu’à %2&#x202f;: %3</translation>
    </message>
    <message>
        <source>%1 unshelved it</source>
        <translation>%1 l’a sorti de veille</translation>
    </message>
    <message>
        <source>%1 took it out of service: %2</source>
        <translation>%1 l’a mis hors service&#x202f;: %2</translation>
    </message>
    <message>
        <source>%1 returned it to service</source>
        <translation>%1 l’a remis en service</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1&#x202f;: «&#x202f;%2&#x202f;»</translation>
    </message>
    <message>
        <source>%1 assigned it to nobody</source>
        <translation>%1 ne l’a attribué à personne</translation>
    </message>
    <message>
        <source>%1 assigned it to %2</source>
        <translation>%1 l’a attribué à %2</translation>
    </message>
    <message>
        <source>%1 took an action back</source>
        <translation>%1 a annulé une action</translation>
    </message>
    <message>
        <source>%1 handed it over to %2</source>
        <translation>%1 l’a transmis à %2</translation>
    </message>
    <message>
        <source>Why? (W)</source>
        <translation>Pourquoi&#x202f;? (W)</translation>
    </message>
    <message>
        <source>DETAILS</source>
        <translation>DÉTAILS</translation>
    </message>
    <message>
        <source>Why the rule holds or not, with its figures now</source>
        <translation>Pourquoi la règle vaut ou non, avec ses chiffres actuels</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Choose a line to see why it is there and what to do.</source>
        <translation>Choisir une ligne pour voir pourquoi elle est là et quoi faire.</translation>
    </message>
    <message>
        <source>Since %1. State: %2.</source>
        <translation>Depuis %1. État&#x202f;: %2.</translation>
    </message>
    <message>
        <source>Affects %1.</source>
        <translation>Touche %1.</translation>
    </message>
    <message>
        <source>Over since %1.</source>
        <translation>Terminé depuis %1.</translation>
    </message>
    <message>
        <source>Shelved by %1 until %2: %3</source>
        <translation>En veille par %1 jusqu’à %2&#x202f;: %3</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Cause</translation>
    </message>
    <message>
        <source>Cause not certain</source>
        <translation>Cause incertaine</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1 (%2&#x202f;%)</translation>
    </message>
    <message>
        <source>The alarms meet at %1; the evidence does not carry it.</source>
        <translation>Les alarmes se rejoignent en %1&#x202f;; les indices ne suffisent pas.</translation>
    </message>
    <message>
        <source>Runner-up</source>
        <translation>Autre cause possible</translation>
    </message>
    <message>
        <source>%1 %2 (%3 %)</source>
        <translation>%1 %2 (%3&#x202f;%)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>The rule does not say.</source>
        <translation>La règle ne le dit pas.</translation>
    </message>
    <message>
        <source>Rule: %1 (%2)</source>
        <translation>Règle&#x202f;: %1 (%2)</translation>
    </message>
    <message>
        <source>%1 alarms: %2 present, %3 not acknowledged, %4 hidden.</source>
        <translation>%1 alarmes&#x202f;: %2 présentes, %3 non acquittées, %4 masquées.</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarmes</translation>
    </message>
    <message>
        <source>The journal can not be read: %1</source>
        <translation>Le journal ne peut pas être lu&#x202f;: %1</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>Attribué à %1</translation>
    </message>
    <message>
        <source>Said and done</source>
        <translation>Dit et fait</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::IncidentModel</name>
    <message>
        <source>1 alarm</source>
        <translation>1 alarme</translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation>%1 alarmes</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Depuis %1</translation>
    </message>
    <message>
        <source>Affects %1</source>
        <translation>Touche %1</translation>
    </message>
    <message>
        <source>%1 alarms: %2 present, %3 not acknowledged</source>
        <translation>%1 alarmes&#x202f;: %2 présentes, %3 non acquittées</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation>Règle&#x202f;: %1</translation>
    </message>
    <message>
        <source>Limit: %1</source>
        <translation>Limite&#x202f;: %1</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>Attribué à %1</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Incident</translation>
    </message>
    <message>
        <source>Affects</source>
        <translation>Touche</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Âge</translation>
    </message>
    <message>
        <source>no region</source>
        <translation>aucune région</translation>
    </message>
    <message>
        <source>no feed</source>
        <translation>aucun flux</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::JournalModel</name>
    <message>
        <source>incident %1</source>
        <translation>incident %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>jusqu’à %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Sujet</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Limite</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>When (%1)</source>
        <translation>Quand (%1)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::JournalPage</name>
    <message>
        <source>The journal does not answer.</source>
        <translation>Le journal ne répond pas.</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Only this incident or alarm</source>
        <translation>Seulement cet incident ou cette alarme</translation>
    </message>
    <message>
        <source>Open the feed</source>
        <translation>Ouvrir le flux</translation>
    </message>
    <message>
        <source>Search node, path, feed, rule, operator, text  Ctrl+F</source>
        <translation>Chercher nœud, chemin, flux, règle, opérateur, texte  Ctrl+F</translation>
    </message>
    <message>
        <source>Search in the journal</source>
        <translation>Chercher au journal</translation>
    </message>
    <message>
        <source>Show or hide: %1</source>
        <translation>Montrer ou masquer&#x202f;: %1</translation>
    </message>
    <message>
        <source>Least severity</source>
        <translation>Gravité minimale</translation>
    </message>
    <message>
        <source>Least severity. Other than &quot;any&quot; leaves out records that have none</source>
        <translation>Gravité minimale. Autre que «&#x202f;toute&#x202f;», elle écarte ce qui n’en a pas</translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation>Toute gravité</translation>
    </message>
    <message>
        <source>%1 and worse</source>
        <translation>%1 et pire</translation>
    </message>
    <message>
        <source>only %1</source>
        <translation>seulement %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Tout le temps</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Dernière heure</translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation>8 dernières heures</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>24 dernières heures</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>De … à …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Show everything again (Esc)</source>
        <translation>Tout montrer de nouveau (Échap)</translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation>Exporter en CSV</translation>
    </message>
    <message>
        <source>The rows that are loaded, as comma-separated values (Ctrl+E)</source>
        <translation>Les lignes chargées, séparées par des virgules (Ctrl+E)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Chercher</translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation>Exporter en CSV …</translation>
    </message>
    <message>
        <source>Ask anew</source>
        <translation>Redemander</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>Tout montrer de nouveau</translation>
    </message>
    <message>
        <source>Only incident %1  ×</source>
        <translation>Seulement l’incident %1  ×</translation>
    </message>
    <message>
        <source>Only alarm %1  ×</source>
        <translation>Seulement l’alarme %1  ×</translation>
    </message>
    <message>
        <source>The journal could not be read: %1</source>
        <translation>Le journal n’a pas pu être lu&#x202f;: %1</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Chargement …</translation>
    </message>
    <message>
        <source>The journal has nothing for these filters.</source>
        <translation>Le journal n’a rien pour ces filtres.</translation>
    </message>
    <message>
        <source>%1 records; older ones: narrow the time</source>
        <translation>%1 entrées&#x202f;; plus anciennes&#x202f;: restreindre le temps</translation>
    </message>
    <message>
        <source>%1 records, more below</source>
        <translation>%1 entrées, la suite plus bas</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 entrées</translation>
    </message>
    <message>
        <source>Not written now: %1</source>
        <translation>Pas écrit en ce moment&#x202f;: %1</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tableaux (*.csv)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::MessageBar</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::OutwardModel</name>
    <message>
        <source>webhook</source>
        <translation>webhook</translation>
    </message>
    <message>
        <source>fails: %1</source>
        <translation>échoue&#x202f;: %1</translation>
    </message>
    <message>
        <source>works</source>
        <translation>fonctionne</translation>
    </message>
    <message>
        <source>nothing sent yet</source>
        <translation>rien d’envoyé encore</translation>
    </message>
    <message>
        <source>%1 refused by the target for good, %2 that did not fit into the outbox</source>
        <translation>%1 refusés pour de bon par la cible, %2 qui ne tenaient pas dans la file</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Cible</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Remis</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdus</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Prochain essai</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>Last (%1)</source>
        <translation>Dernier (%1)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::OutwardPage</name>
    <message>
        <source>Outward targets</source>
        <translation>Cibles extérieures</translation>
    </message>
    <message>
        <source>No outward targets are set up.

Alarms can go to a webhook, to SNMP managers, to Prometheus Alertmanager and to syslog. List the targets under &quot;outward&quot; in the desk file and start the desk anew; docs/alarms.md, section &quot;Outward&quot;, has an example of each. Each can then be tested here.</source>
        <translation>Aucune cible extérieure n’est définie.

Les alarmes peuvent aller vers un webhook, des gestionnaires SNMP, Prometheus Alertmanager et syslog. Nommer les cibles sous «&#x202f;outward&#x202f;» dans le fichier du pupitre et le redémarrer&#x202f;; docs/alarms.md, section «&#x202f;Outward&#x202f;», donne un exemple de chacune. Chacune peut ensuite être essayée ici.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>Essayer %1</translation>
    </message>
    <message>
        <source>Sends a test notice to this target, past its queue</source>
        <translation>Envoie un avis d’essai à cette cible, hors de sa file</translation>
    </message>
    <message>
        <source>under way …</source>
        <translation>en cours …</translation>
    </message>
    <message>
        <source>%1 test arrived</source>
        <translation>%1 essai arrivé</translation>
    </message>
    <message>
        <source>%1 test failed: %2</source>
        <translation>%1 essai manqué&#x202f;: %2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::PriorityBars</name>
    <message>
        <source>Priorities</source>
        <translation>Priorités</translation>
    </message>
    <message>
        <source>Low %1 %, medium %2 %, high %3 %; the target is 80, 15 and 5.</source>
        <translation>Basse %1&#x202f;%, moyenne %2&#x202f;%, haute %3&#x202f;%&#x202f;; l’objectif est 80, 15 et 5.</translation>
    </message>
    <message>
        <source>No alarm was raised yet.</source>
        <translation>Aucune alarme encore levée.</translation>
    </message>
    <message>
        <source>low: warning, minor</source>
        <translation>basse&#x202f;: avertissement, mineure</translation>
    </message>
    <message>
        <source>medium: major</source>
        <translation>moyenne&#x202f;: majeure</translation>
    </message>
    <message>
        <source>high: critical</source>
        <translation>haute&#x202f;: critique</translation>
    </message>
    <message>
        <source>of %1 %</source>
        <translation>de %1&#x202f;%</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::RateChart</name>
    <message>
        <source>Operator lines per 10 minutes</source>
        <translation>Lignes pour l’opérateur par 10 minutes</translation>
    </message>
    <message>
        <source>%1 lines since %2; the worst ten minutes had %3.</source>
        <translation>%1 lignes depuis %2&#x202f;; les dix pires minutes en avaient %3.</translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation>pas encore compté</translation>
    </message>
    <message>
        <source>Operator lines per 10 min</source>
        <translation>Lignes pour l’opérateur par 10&#x202f;min</translation>
    </message>
    <message>
        <source>Alarms behind them per 10 min</source>
        <translation>Alarmes derrière elles par 10&#x202f;min</translation>
    </message>
    <message>
        <source>10: above this it is a flood</source>
        <translation>10&#x202f;: au-delà, c’est une avalanche</translation>
    </message>
    <message>
        <source>%1 to %2: %3 lines, %4 alarms</source>
        <translation>%1 à %2 : %3 lignes, %4 alarmes</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::ServiceDialog</name>
    <message>
        <source>Only “%1”</source>
        <translation>Seulement «&#x202f;%1&#x202f;»</translation>
    </message>
    <message>
        <source>Maintenance and service</source>
        <translation>Maintenance et service</translation>
    </message>
    <message>
        <source>End its maintenance</source>
        <translation>Terminer sa maintenance</translation>
    </message>
    <message>
        <source>Return it to service</source>
        <translation>Le remettre en service</translation>
    </message>
    <message>
        <source>Maintenance: it and what hangs on it is not annunciated, for a time</source>
        <translation>Maintenance&#x202f;: lui et ce qui en dépend n’est pas annoncé, pour un temps</translation>
    </message>
    <message>
        <source>Out of service, until it is returned</source>
        <translation>Hors service, jusqu’à sa remise</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Requis</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::ShelveDialog</name>
    <message>
        <source>Only until it returns to normal</source>
        <translation>Seulement jusqu’au retour à la normale</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>Mettre en veille</translation>
    </message>
    <message>
        <source>One-shot: ends when the alarm returns, and at that time at the latest</source>
        <translation>Une seule fois&#x202f;: finit au retour de l’alarme, et à cette heure au plus tard</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Requis</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::ShiftReportPage</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation>%1 n’a pas pu être écrit&#x202f;: %2.</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>Rapport de vacation</translation>
    </message>
    <message>
        <source>Not all answers came in time; what is missing is left out.</source>
        <translation>Toutes les réponses ne sont pas venues à temps&#x202f;; ce qui manque est omis.</translation>
    </message>
    <message>
        <source>Time of the report</source>
        <translation>Temps du rapport</translation>
    </message>
    <message>
        <source>Since the last hand-over</source>
        <translation>Depuis la dernière relève</translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation>8 dernières heures</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>24 dernières heures</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>De … à …</translation>
    </message>
    <message>
        <source>Since the last hand-over, if that was within 24 hours; otherwise the last 8 hours</source>
        <translation>Depuis la dernière relève, si elle date de moins de 24 heures&#x202f;; sinon les 8 dernières heures</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Établir</translation>
    </message>
    <message>
        <source>Build the report anew (F5)</source>
        <translation>Établir le rapport de nouveau (F5)</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Copier comme texte</translation>
    </message>
    <message>
        <source>The whole report as plain text (Ctrl+Shift+C)</source>
        <translation>Tout le rapport en texte brut (Ctrl+Maj+C)</translation>
    </message>
    <message>
        <source>Export HTML</source>
        <translation>Exporter en HTML</translation>
    </message>
    <message>
        <source>One file with everything in it (Ctrl+E)</source>
        <translation>Un seul fichier avec tout (Ctrl+E)</translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation>Exporter en PDF</translation>
    </message>
    <message>
        <source>For printing (Ctrl+P)</source>
        <translation>Pour l’impression (Ctrl+P)</translation>
    </message>
    <message>
        <source>Build anew</source>
        <translation>Établir de nouveau</translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation>La fin précède le début.</translation>
    </message>
    <message>
        <source>Building …</source>
        <translation>Établissement …</translation>
    </message>
    <message>
        <source>Incidents could not be read: %1</source>
        <translation>Les incidents n’ont pas pu être lus&#x202f;: %1</translation>
    </message>
    <message>
        <source>The journal could not be read: %1</source>
        <translation>Le journal n’a pas pu être lu&#x202f;: %1</translation>
    </message>
    <message>
        <source>Operators did more than %1 things; the oldest are left out.</source>
        <translation>Les opérateurs ont fait plus de %1 choses&#x202f;; les plus anciennes sont omises.</translation>
    </message>
    <message>
        <source>%1 incidents</source>
        <translation>%1 incidents</translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation>Rapports (*.html)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>Rapports (*.pdf)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::SignOnDialog</name>
    <message>
        <source>Sign on</source>
        <translation>Prendre le poste</translation>
    </message>
    <message>
        <source>Who is at the desk?</source>
        <translation>Qui est au pupitre&#x202f;?</translation>
    </message>
    <message>
        <source>%1 is done under a name. Who is at the desk?</source>
        <translation>%1 se fait sous un nom. Qui est au pupitre&#x202f;?</translation>
    </message>
    <message>
        <source>Operator&apos;s name</source>
        <translation>Nom de l’opérateur</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::SourceModel</name>
    <message>
        <source>%1, rule %2: double-click shows it in the journal</source>
        <translation>%1, règle %2&#x202f;: double-clic pour le voir au journal</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Sujet</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Fois</translation>
    </message>
    <message>
        <source>Of all</source>
        <translation>Du total</translation>
    </message>
    <message>
        <source>Since (%1)</source>
        <translation>Depuis (%1)</translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::UntilChoice</name>
    <message>
        <source>10 minutes</source>
        <translation>10 minutes</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 heure</translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation>4 heures</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Pour combien de temps</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Pendant</translation>
    </message>
    <message>
        <source>To the end of the shift (%1)</source>
        <translation>Jusqu’à la fin de la vacation (%1)</translation>
    </message>
    <message>
        <source>Until (%1)</source>
        <translation>Jusqu’à (%1)</translation>
    </message>
    <message>
        <source>Until, %1</source>
        <translation>Jusqu’à, %1</translation>
    </message>
</context>
</TS>
