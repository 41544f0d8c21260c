<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::inspector</name>
    <message>
        <source>by the node&apos;s configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>promoted by itself, after an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on request, for a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reason not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>configured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is decoded, %1. What was not looked at is not known to be fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture of each group and about a quarter of the sound, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every picture and all of the sound, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the node does not tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judged on key pictures, and a quarter of the sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this path is decoded, so this is not known. Ctrl+D asks the node to decode all of it for a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked at for long enough, or nothing came to be decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guessed from the sizes of coded pictures, without decoding: a hint, never an alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not enough pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient on the block grid against beside it: %1 (1: no blocks)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture, as decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoding policy in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… because</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why that policy is in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets of the video come, and no picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>98 % of the pixels below 10 % luma, masks left out, for 2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing moves against the picture before and a held one, for 2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single color</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Color bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chroma loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light moves, color is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blockiness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Freeze, by coded size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Black, by coded size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs all of the sound. Ctrl+D asks the node to decode it for a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sound comes, not enough of it yet, or it is below the gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; %2%3 LU against the target of −23 LUFS (EBU R 128)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LUFS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above −1 dBTP, the most that EBU R 128 allows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dBTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the last second; at most −1 dBTP (EBU R 128)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation of channels 1 and 2: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sound is decoded, or not enough of it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over 400 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness S</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over 3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness I · target −23</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since it is decoded, gated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loudness range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EBU Tech 3342</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True peak · at most −1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every channel below −60 dBFS for 5 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digital zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every sample exactly zero: not even noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One channel is silent while another is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silent channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of phase, 1 and 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correlation below −0.5 for 10 s is out of phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not seen for long enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the programme&apos;s clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No splice is announced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text and cues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captions, CEA-608/708</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teletext</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DVB subtitles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next splice, SCTE-35</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The commands are among the events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact to the node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has come from the node yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node does not measure it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>per s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what receives it does not tell it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receiving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DVB-S2 MODCOD number %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms : %2/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delay factor and media packets lost per second, RFC 4445</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this input has one leg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packets that came on leg A only, on leg B only, on neither; since the node started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing came on both legs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrival on leg B minus arrival on leg A: median; from %1 to %2 ms in the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reception</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Es/N0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Es/N0 needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the MODCOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Es/N0 minus what is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C/N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MODCOD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BER before correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BER after correction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Packet error ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After correction; DVB-S2 is quasi error free at 1e-7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RTP lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RTP reordered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RTP duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RTP jitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RFC 3550</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TS-DF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EBU Tech 3337, over the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MDI, DF : MLR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Legs A / B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMPTE ST 2022-7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only A / only B / lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leg B after leg A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT round trip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT latency agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT buffer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT gaps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT retransmitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT too late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT not decrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT receive rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SRT bandwidth, estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HLS segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HLS failed requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HLS target duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept for captures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the stream the node could save now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no PCRs, or not enough of them yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n/m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measurable: bytes tell time only at a constant rate, and this stream&apos;s is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measurable: too few PCRs in the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measurable: packets were lost, so bytes cannot be counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By byte position, the worst of the last second; limit ± 500 ns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MGF1, 10 mHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MGF2, 100 mHz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MGF3, 1 Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MGF4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock and rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing arrived in the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR interval, longest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the PCRs&apos; own values, in the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR_AC accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR against its byte position at a constant rate: what the multiplexer did, whatever the network does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR_OJ overall jitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR against its arrival, offset and drift removed: the network&apos;s jitter is in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>µs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR_FO frequency offset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Programme clock minus 27 MHz by the node&apos;s clock; limit ± 810 Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR_DR drift rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change of the offset; limit 75 mHz/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mHz/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of these four</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where drift ends and jitter begins (TR 101 290, 5.3.2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCR jitter at arrival</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread of arrival minus PCR over the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PTS − PCR, least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a picture waits in a receiver: too little and it stalls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio PTS − video PTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As they arrive: how far sound is sent ahead of its picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service bitrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By arrival, over the last second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service bitrate, by PCR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the multiplexer sends, whatever the network does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport bitrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transport bitrate, by PCR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Null packets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stuffing, PID 0x1FFF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no video, or no header of it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scan not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>progressive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interlaced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>progressive and interlaced pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 frames per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no whole group of pictures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pictures from one random access point to the next; %2 from one that is not a B picture to the next; %3 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean size of I, P and B pictures of the last group; since the node started: %1 I, %2 P, %3 B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no I picture that tells it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures of this path are not decoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the node started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video, as coded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the PMT and the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile@level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the sequence or parameter sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture, scan, rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOP / anchors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of a group, distance of pictures that are not B, duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I / P / B size, kB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QP of I pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The quantizer that the newest I picture begins with: high is coarse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder errors</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CauseTable</name>
    <message>
        <source>Errored seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all causes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TR 101 290 priority 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unrecovered loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>freeze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of seconds judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the node started</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::ChartStack</name>
    <message>
        <source>The charts stand still; follow the present again (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the moment that the desk shows (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the playhead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which metrics are charted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (state)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No node has described its metrics yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the usual charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time,metric,unit,path,minimum,mean,maximum</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::CheckTable</name>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bytes tell time only at a constant rate, and this stream&apos;s is not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too few PCRs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packets were lost, so bytes cannot be counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it needs a constant rate and no loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the buffer model needs a clock, codecs that it knows, and no loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the stream has nothing to measure it by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since the node started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>count not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error now; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n/m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not measurable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not measurable here, and never shown as ok: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enabled by the input&apos;s profile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not of the standard, which cannot see it: PCR and continuity are legal, and nothing comes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ETSI TR 101 290, check %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::EventModel</name>
    <message>
        <source>%1 · %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::FactTable</name>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other figures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::HealthBox</name>
    <message>
        <source>1 min %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>15 min %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errored %1 s of %2 s, unknown %3 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::InspectorHeader</name>
    <message>
        <source>%1: not seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2: %3 since %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (+%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: unknown, no contact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: clean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on air: %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (backup: the main path failed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · latency %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · skew cloud − satellite %1%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · skew %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: type a part of its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No feed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 since %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::InspectorPage</name>
    <message>
        <source>Health of the paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errored seconds by cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TR 101 290</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIDs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TR 101 290, PIDs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charts and tables as comma-separated values (Ctrl+E); Ctrl+S saves the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode all of both paths for 60 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture the stream of both paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PSNR and SSIM of the luma of both previews, in the size of the smaller one. By PTS: pictures of equal time stamps; by skew: stamps differ, so the picture that fits best within what the measured skew leaves open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twins&apos; pictures: no twin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by PTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by skew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twins&apos; pictures: identical, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twins&apos; pictures: PSNR %1 dB · SSIM %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twins&apos; pictures: — (no picture of %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twins&apos; pictures: — (no two of one moment)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twins&apos; pictures: — (their skew is not known)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no picture yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::MetricChart</name>
    <message>
        <source>Chart of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and right move the cursor, plus and minus zoom, 0 goes back to now, Delete removes the chart.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::OnDemand</name>
    <message>
        <source>Decode all for 60 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the nodes of both paths to decode every picture and all of the sound for a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Capture …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the nodes to keep the transport stream of the last 10 s and the next 5 s as a file, with its analysis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking the node to decode all of it …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all of it is decoded until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not decoded: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking the node for a capture …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no capture: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capture %1 runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capture %1 is being analyzed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capture %1 is complete; fetch it with: vigiectl capture --get %1, from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>capture %1 failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; fetch it with: vigiectl capture --get %1, from %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::PictureView</name>
    <message>
        <source>NO PATH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO PREVIEW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WAITING FOR A PICTURE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY PICTURE · %1 s after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY PICTURE · %1 s before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STALE · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STALE · damaged, waiting for a key picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STALE · no picture for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::inspector::PidTable</name>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content, b/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by PCR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This path has no such PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: no packets of it lately, or no PCRs to time them by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continuity errors: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scrambled packets: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
