#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Whether a rules file still tells of what happened in recordings that are kept for this:
#   check-rules.sh RULES.yaml RECORDING...
# Judges each recording by the rules that were in force and by the new ones. Prints a report, writes
# one JUnit file for each recording into $REPORTS (here), and ends with 0: nothing is hidden, 1: an
# alarm would vanish or be less severe, 2: something could not be read. $VIGIECTL: the tool.
set -eu

vigiectl=${VIGIECTL:-vigiectl}
reports=${REPORTS:-.}
rules=${1:?usage: check-rules.sh RULES.yaml RECORDING...}
shift
[ $# -gt 0 ] || {
    echo "usage: check-rules.sh RULES.yaml RECORDING..." >&2
    exit 2
}

# What is wrong with the file itself is told first, with line and column.
"$vigiectl" rules check "$rules" || exit 2

worst=0
for recording in "$@"; do
    name=$(basename "$recording" .vigie)
    code=0
    "$vigiectl" replay "$recording" --rules "$rules" --fail-on vanished,severity || code=$?
    [ "$code" -le 1 ] || exit "$code"
    "$vigiectl" replay "$recording" --rules "$rules" --fail-on vanished,severity \
        --format junit --output "$reports/replay-$name.xml" || [ $? -eq 1 ]
    [ "$code" -le "$worst" ] || worst=$code
done
exit "$worst"
