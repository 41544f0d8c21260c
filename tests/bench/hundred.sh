#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A hundred tiles and 8,000 paths on two cores (bench_hundred.cpp), in an X server of its own that runs
# beside the senders, not on the desk's cores.
#
#   tests/bench/hundred.sh BUILD-FOLDER [SECONDS [TILES]]
set -euo pipefail
build=$1
seconds=${2:-30}
tiles=${3:-100}
cores=$(nproc)
if [ "$cores" -lt 4 ]; then
    echo "skipped: two cores for the desk and two for the senders are needed, $cores are here"
    exit 0
fi
folder=$(mktemp -d)
x_pid=
finish() {
    [ -z "$x_pid" ] || kill "$x_pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
taskset -c "2-$((cores - 1))" Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp \
    3>"$folder/display" 2>"$folder/x.log" &
x_pid=$!
for _ in $(seq 100); do
    [ -s "$folder/display" ] && break
    sleep 0.1
done
[ -s "$folder/display" ] || {
    echo "hundred: Xvfb did not start: $(cat "$folder/x.log")" >&2
    exit 1
}
DISPLAY=:$(tr -d '\n' <"$folder/display")
export DISPLAY
unset WAYLAND_DISPLAY QT_QPA_PLATFORM
"$build/bench/bench_hundred" "$seconds" "$folder" "$tiles"
