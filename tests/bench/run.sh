#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the benches of a build folder, one after the other: ./dev bench [NAME ...]. Each prints what it
# was compared with, in the same run, as ratios.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$1
shift
wanted=("$@")
cmake --build "$build" --target benches >&2

isWanted() {
    [ ${#wanted[@]} -eq 0 ] && return 0
    local name
    for name in "${wanted[@]}"; do
        [ "$name" = "$1" ] && return 0
    done
    return 1
}

printf '# %s cores, %s\n' "$(nproc)" "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
found=0
for bench in "$build"/bench/bench_*; do
    [ -x "$bench" ] || continue
    name=$(basename "$bench")
    name=${name#bench_}
    # Windows are shown by a script of their own, which starts the X server.
    [ ! -e "tests/bench/$name.sh" ] || continue
    isWanted "$name" || continue
    found=1
    printf '\n## %s\n%s\n' "$name" "$bench"
    "$bench"
done
for script in tests/bench/*.sh; do
    name=$(basename "$script" .sh)
    [ "$name" != run ] || continue
    isWanted "$name" || continue
    found=1
    printf '\n## %s\n%s %s\n' "$name" "$script" "$build"
    "$script" "$build"
done
[ "$found" -eq 1 ] || {
    printf 'bench: nothing is called %s\n' "${wanted[*]}" >&2
    exit 2
}
