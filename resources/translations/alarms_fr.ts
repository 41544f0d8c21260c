<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>vigie::ui::alarms</name>
    <message>
        <source>Lines per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≤ 150, at most 300</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator lines (incidents) for 24 hours at the rate so far. An operator can take care of about one every ten minutes over a shift. Where it is more: look at the top ten and give these rules a longer on-delay, a wider deadband, or a lower severity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time in flood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · 1 flood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 floods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A flood begins with more than 10 lines in 10 minutes and ends with fewer than 5: nobody can read them all. Where it happens: see which cause split into many lines, and describe its hop in the plan, so that they fold under one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of the top ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≤ 1 %, at most 5 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the ten most frequent alarms are of all. Where it is high: mending these ten rules mends most of the load. Judged from %1 alarms on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low / medium / high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about 80 / 15 / 5 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raised alarms by priority: low is warning and minor, medium is major, high is critical. Where too much is critical, nothing is: lower the severity of what need not be answered within minutes. Judged from %1 alarms on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tolerable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too little counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines per 10 min, mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≤ 1, at most 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often an operator is called. About one in ten minutes is acceptable, two are manageable. Where it is more: begin with the top ten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines per 10 min, peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst ten minutes. Above ten lines an operator only watches them pass. Where it is more: look in the journal at that time for one cause that came as many lines.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Periods above 10 lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the ten-minute periods that were too much for one operator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chattering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms that came and went three times or more within a minute. Give the rule a deadband (clear) or a longer off-delay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms that were gone within 10 s and did not come again: nobody could act on them. Give the rule a longer on-delay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present for more than 24 hours. Nobody acts on them any more: mend the cause, take it out of service with a reason, or narrow the rule (where).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put aside by operators, for a time. Each has a name and a reason in the journal; many on one rule speak against it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suppressed by design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off air by the schedule, in maintenance, or explained by a parent that failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken out until someone returns them. Look through them at each shift: what is forgotten here is never seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UNACK</source>
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
        <source>OUT OF SERVICE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SUPPRESSED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OVER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1, for %2. State: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident %1 affects %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause: %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause not certain; the alarms meet at %1 %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above %1, returns at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below %1, returns at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2; on-delay %3, off-delay %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>regions %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feeds %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sports %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nodes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inputs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paths of kind %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transport %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importance %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules and desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raised again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>severity changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>returned to normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acknowledgement taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unshelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shelf time ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suppressed by design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suppression ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out of service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>returned to service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>maintenance began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>maintenance ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>assigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sounds muted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rules loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rules refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incident opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incident changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incident ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>desk started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Defined at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds for: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latched: stays until an operator resets it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explained by: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not among the rules in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators and hand-overs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody signed on or off and nothing was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No operator acted in this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acted: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed on now: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, still open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; or else %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in all: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest outages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incidents that left a delivery without any good path, or in which nothing arrived; at most %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Availability per region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Availability per kind of path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the deliveries on air, over the 24 hours before %1 (not over the shift). Unknown seconds are neither good nor errored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of single paths, whether or not they were on air, over the 24 hours before %1 (not over the shift).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Availability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of cloud, satellite and fibre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery-hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries as of %1, hours since %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1 more deliveries it is not known what carries them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assumed: without a plan it is a guess which path is the main one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it met?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By EEMUA 191 and ISA-18.2, counted from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of %1. Hidden alarms: %2 shelved, %3 suppressed by design, %4 out of service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift report — %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This report is not complete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmActions</name>
    <message>
        <source>1 incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an incident or an alarm first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is signed on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: refused. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Ctrl+Z takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resetting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unshelved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unshelving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved until %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commenting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commented: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To (empty: nobody)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigned to nobody: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigned to %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of service: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance ended: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned to service: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing of yours to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is signed off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handing over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand-over: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk is handed over to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Muting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sounds are off until %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmBanner</name>
    <message>
        <source> since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Alarm flood: %1 new lines in the last 10 min%2. Look at causes from the top; the list keeps one line for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ The alarm journal can not be written: %1 What is done now may be lost at a restart.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmHealthPage</name>
    <message>
        <source>Loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alarms that were raised most often. Mend these rules first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chattering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Came and went three times or more within a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present for more than 24 hours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of the alarm system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against EEMUA 191 and ISA-18.2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate — last 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule of the selected alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select an alarm to read its rule. Double-click or Return opens its journal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was counted yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>counted since %1, at most 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No target is missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 target is missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 targets are missed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FLOOD since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FLOOD now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm was raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing chatters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing stands for more than 24 hours.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmPanel</name>
    <message>
        <source>Incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge what is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelve…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelve for a time, with a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unshelve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say something about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset what is latched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance of the subject, or out of service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back your last action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back: %1 (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the fault as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the feed in the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the rule holds or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ Not connected yet: what is wrong is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ No contact to any of %1 nodes: what is wrong is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches the filter; %1 open lines are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches the filter, and nothing is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 nodes in contact, %3 paths watched; as of %4 UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 copied as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It concerns no feed that is known.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::AlarmsPage</name>
    <message>
        <source>Incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in the journal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::FilterBar</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search incidents and alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unacknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suppressed, out of service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigned to me, acknowledged or shelved by me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::HandOverDialog</name>
    <message>
        <source>All are read out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over the desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incidents to be read out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read out each open incident to who takes over, and tick it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No incident is open: there is nothing to read out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next operator&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note for the next operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 incidents are not read out yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who takes over?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has the desk already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::HealthFigureModel</name>
    <message>
        <source>Figure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it met?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::IncidentDetails</name>
    <message>
        <source>%1 acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 reset it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 shelved it until %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 unshelved it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 took it out of service: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 returned it to service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 assigned it to nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 assigned it to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 took an action back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 handed it over to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why? (W)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DETAILS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the rule holds or not, with its figures now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a line to see why it is there and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1. State: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affects %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved by %1 until %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause not certain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alarms meet at %1; the evidence does not carry it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runner-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 (%3 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rule does not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms: %2 present, %3 not acknowledged, %4 hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal can not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Said and done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::IncidentModel</name>
    <message>
        <source>1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affects %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms: %2 present, %3 not acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Affects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no feed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::JournalModel</name>
    <message>
        <source>incident %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::JournalPage</name>
    <message>
        <source>The journal does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this incident or alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the feed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search node, path, feed, rule, operator, text  Ctrl+F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least severity. Other than &quot;any&quot; leaves out records that have none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and worse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything again (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rows that are loaded, as comma-separated values (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only incident %1  ×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only alarm %1  ×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal has nothing for these filters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records; older ones: narrow the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records, more below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not written now: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::MessageBar</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::OutwardModel</name>
    <message>
        <source>webhook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fails: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing sent yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 refused by the target for good, %2 that did not fit into the outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::OutwardPage</name>
    <message>
        <source>Outward targets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No outward targets are set up.

Alarms can go to a webhook, to SNMP managers, to Prometheus Alertmanager and to syslog. List the targets under &quot;outward&quot; in the desk file and start the desk anew; docs/alarms.md, section &quot;Outward&quot;, has an example of each. Each can then be tested here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends a test notice to this target, past its queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under way …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 test arrived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 test failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::PriorityBars</name>
    <message>
        <source>Priorities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Low %1 %, medium %2 %, high %3 %; the target is 80, 15 and 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm was raised yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low: warning, minor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium: major</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high: critical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::RateChart</name>
    <message>
        <source>Operator lines per 10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lines since %2; the worst ten minutes had %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator lines per 10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms behind them per 10 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10: above this it is a flood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2 UTC: %3 lines, %4 alarms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::ServiceDialog</name>
    <message>
        <source>Only “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance and service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End its maintenance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return it to service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maintenance: it and what hangs on it is not annunciated, for a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of service, until it is returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Required</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::ShelveDialog</name>
    <message>
        <source>Only until it returns to normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One-shot: ends when the alarm returns, and at that time at the latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Required</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::ShiftReportPage</name>
    <message>
        <source>%1 could not be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all answers came in time; what is missing is left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the last hand-over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the last hand-over, if that was within 24 hours; otherwise the last 8 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build the report anew (F5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole report as plain text (Ctrl+Shift+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export HTML</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file with everything in it (Ctrl+E)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For printing (Ctrl+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end lies before the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Building …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incidents could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators did more than %1 things; the oldest are left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::SignOnDialog</name>
    <message>
        <source>Sign on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is at the desk?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is done under a name. Who is at the desk?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::SourceModel</name>
    <message>
        <source>%1, rule %2: double-click shows it in the journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vigie::ui::alarms::UntilChoice</name>
    <message>
        <source>10 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the end of the shift (%1 UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until, UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
