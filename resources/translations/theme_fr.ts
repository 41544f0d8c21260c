<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::theme</name>
    <message>
        <source>segmentation %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (%1 s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets lost beyond recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is now version %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SCTE-35 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back to the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at PTS %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capture %1 is complete, %2 MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a capture failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capture %1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stream is not kept for captures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the node&apos;s clock stepped by %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the node started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>events before this were lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frozen picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>color bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture of one color</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picture without color</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blocky picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets, but no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digital zero, no sound at all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one audio channel is lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>audio channels 1 and 2 out of phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more of the content is decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, PID 0x%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2b/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>± not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by equal PCRs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by equal payloads of pictures: PCRs were stamped anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by alike pictures: the programme was coded anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cloud %1 · satellite %2 · fibre %3 · none %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · not known %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>satellite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fibre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLOUD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FIBRE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ORIGIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO PATH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF margin %1 dB below the limit of %2 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency %1 s, limit %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF margin falls, threshold in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C/N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fell first, %2 before the first loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 came first, by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>twins clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 twins clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both twins: before the split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 twins too: before the split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the origin shows it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what lies behind is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uplink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transponder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cloud region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3 below its usual value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3 above its usual value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · cause not certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 delivery lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 deliveries lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 feeds · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 feeds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 paths over %3 are faulty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” at %2 came first, %3 before any other fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 twins are clean: the fault lies behind the split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 twins have the same fault: it lies before the split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The origin itself shows the fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The origin is clean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own figure: %1 at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 paths beside %3 are clean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contact is lost: what lies behind %1 is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is usual is still being learned (%1 %).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual at this time of day: %1 ± %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual in the last hour: %1 ± %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; now %1, %2 spreads away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (%1 samples).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no rule “%1” in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule “%1” is disabled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule “%1” is not for this subject.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the rule “%1” looks at is not known now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The condition of “%1” does not hold now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The condition of “%1” holds; it is raised in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The condition of “%1” holds: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The condition of “%1” has ended; it clears in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The condition of “%1” holds, and “%2” explains it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is %1, the limit %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defined in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OUT OF SERVICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SUPPRESSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHELVED %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACK %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO CONTACT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO DATA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SERVICE MISSING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TS SYNC LOST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CC %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CONTINUITY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PAT ERROR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PMT ERROR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID MISSING</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOSS %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOSS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FROZEN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SILENCE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF MARGIN %1 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF MARGIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF UNLOCKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LATENCY %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LATENCY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ES STOPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PTS STOPPED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR ERROR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEI %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRC %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO VIDEO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SINGLE COLOR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COLOR BARS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO COLOR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BLOCKY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CHANNEL LOST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OUT OF PHASE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LEG %1 DOWN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LEG DOWN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF BER %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF ERRORS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SKEW %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SKEW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ERRORED SECONDS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UNUSUAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF MARGIN FALLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOT MEASURED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAULT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the service is missing from its input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transport stream sync lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continuity errors %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>continuity errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PAT missing or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PMT missing or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a PID of the service is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets lost beyond recovery, %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>link margin %1 dB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>link margin low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receiver not locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latency high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an elementary stream stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time stamps of a stream stand still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR errors %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets marked as damaged, %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets marked as damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRC errors in tables, %1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CRC errors in tables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets come, but no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leg %1 gives nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of two legs gives nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errors after the receiver&apos;s correction, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errors after the receiver&apos;s correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>twins apart by %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>twins far apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too many errored seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>away from its usual value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RF margin falls towards the threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measured any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO CONTACT SINCE %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UNACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RETURNED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LATCHED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NORMAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no path seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>main path on air</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backup on air: the main path failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off air by the schedule</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
