#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The wall against other programs that show N streams at once, and against the decoder alone: 320x180
# at 25 fps, H.264, in one X server without a GPU. CPU is read from /proc for the program and the X
# server together, over the same seconds of each; one after the other, in rounds, medians at the end.
#
#   tests/bench/wall.sh BUILD-FOLDER [N ...]      environment: ROUNDS=3 SECONDS_EACH=10
set -euo pipefail
build=$1
shift
counts=("$@")
[ ${#counts[@]} -gt 0 ] || counts=(16 36)
rounds=${ROUNDS:-3}
each=${SECONDS_EACH:-10}
warmup=6 # some open their inputs one after the other
folder=$(mktemp -d)
ticks=$(getconf CLK_TCK)
x_pid=
tool_pid=

finish() {
    [ -z "$tool_pid" ] || kill "$tool_pid" 2>/dev/null || true
    [ -z "$x_pid" ] || kill "$x_pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

Xvfb -displayfd 3 -screen 0 2400x1700x24 -nolisten tcp 3>"$folder/display" 2>"$folder/x.log" &
x_pid=$!
for _ in $(seq 100); do
    [ -s "$folder/display" ] && break
    sleep 0.1
done
[ -s "$folder/display" ] || {
    echo "wall: Xvfb did not start: $(cat "$folder/x.log")" >&2
    exit 1
}
DISPLAY=:$(tr -d '\n' <"$folder/display")
export DISPLAY
unset WAYLAND_DISPLAY QT_QPA_PLATFORM

# CPU ticks of a process and its children's threads so far.
cpu_ticks() { # PID
    local fields
    fields=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) || { echo 0; return; }
    # shellcheck disable=SC2086
    set -- $fields
    echo $((${12} + ${13}))
}

# Starts a program, lets it warm up, and prints the cores it and the X server use.
measure() { # LOG COMMAND...
    local log=$1 tool0 x0 t0 tool1 x1 t1
    shift
    "$@" >"$log" 2>&1 </dev/null &
    tool_pid=$!
    sleep "$warmup"
    tool0=$(cpu_ticks "$tool_pid")
    x0=$(cpu_ticks "$x_pid")
    t0=$(date +%s.%N)
    sleep "$((each - 1))"
    tool1=$(cpu_ticks "$tool_pid")
    x1=$(cpu_ticks "$x_pid")
    t1=$(date +%s.%N)
    if ! kill -0 "$tool_pid" 2>/dev/null; then
        tool_pid=
        echo failed
        return
    fi
    awk -v a="$tool0" -v b="$tool1" -v c="$x0" -v d="$x1" -v t="$ticks" -v s="$t0" -v e="$t1" \
        'BEGIN { printf "%.3f\n", (b - a + d - c) / t / (e - s) }'
    case $1 in
    *bench_wall) wait "$tool_pid" || true ;; # it prints what it showed
    *)
        kill "$tool_pid" 2>/dev/null || true
        wait "$tool_pid" 2>/dev/null || true
        ;;
    esac
    tool_pid=
}

median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; else print "-" }'; }

position() { # INDEX COLUMNS -> "x y"
    echo $((($1 % $2) * 320)) $((($1 / $2) * 180))
}

commands() { # N: fills gst, ffmpeg and mpv, one array each
    local n=$1 columns i x y inputs="" layout="" labels=""
    columns=$(awk -v n="$n" 'BEGIN { c = int(sqrt(n)); if (c * c < n) c++; print c }')
    gst=(gst-launch-1.0 -q compositor name=c background=black)
    ffmpeg=(ffmpeg -hide_banner -loglevel error)
    mpv=(mpv --no-config --no-audio --no-osc --vo=x11 --vd-lavc-threads=1 --keep-open=no)
    for ((i = 0; i < n; i++)); do
        read -r x y <<<"$(position "$i" "$columns")"
        gst+=("sink_$i::xpos=$x" "sink_$i::ypos=$y")
        ffmpeg+=(-threads 1 -re -i "$folder/$i.mkv")
        inputs+="[$i:v]"
        labels+="[vid$((i + 1))]"
        layout+="${layout:+|}${x}_$y"
        [ "$i" -eq 0 ] && mpv+=("$folder/$i.mkv") || mpv+=("--external-file=$folder/$i.mkv")
    done
    gst+=(! videoconvert ! ximagesink)
    for ((i = 0; i < n; i++)); do
        gst+=(filesrc "location=$folder/$i.mkv" ! matroskademux ! h264parse ! avdec_h264 max-threads=1
            ! queue max-size-buffers=3 ! "c.sink_$i")
    done
    ffmpeg+=(-filter_complex "${inputs}xstack=inputs=$n:layout=$layout:fill=black,format=yuv420p[o]"
        -map "[o]" -f sdl2 wall)
    mpv+=("--lavfi-complex=${labels}xstack=inputs=$n:layout=$layout:fill=black[vo]")
}

for n in "${counts[@]}"; do
    "$build/bench/bench_wall" --export "$n" "$((each + warmup + 8))" "$folder"
    for ((i = 0; i < n; i++)); do
        ffmpeg -hide_banner -loglevel error -y -framerate 25 -i "$folder/$i.h264" -c copy \
            "$folder/$i.mkv" </dev/null
    done
    commands "$n"
    printf '\n%s tiles, %s s each, %s rounds; cores of the program and the X server\n' "$n" "$each" "$rounds"
    printf '  vigie: %s %s %s FOLDER\n' "$build/bench/bench_wall" "$n" "$each"
    printf '  gst:   %s\n' "${gst[*]:0:12} ... ! videoconvert ! ximagesink; per stream: ${gst[*]: -14}"
    printf '  ffmpeg: %s\n' "${ffmpeg[*]:0:9} ... -filter_complex xstack=inputs=$n:... -f sdl2 wall"
    command -v mpv >/dev/null &&
        printf '  mpv:   %s\n' "${mpv[*]:0:8} ... --lavfi-complex=xstack=inputs=$n:..."
    : >"$folder/vigie.txt" >"$folder/gst.txt" >"$folder/ffmpeg.txt" >"$folder/mpv.txt" >"$folder/floor.txt"
    : >"$folder/ratios-gst.txt" >"$folder/ratios-ffmpeg.txt" >"$folder/ratios-mpv.txt" >"$folder/ratios-floor.txt"
    for ((round = 1; round <= rounds; round++)); do
        floor=-
        [ ! -x "$build/bench/bench_wall_decode" ] ||
            floor=$("$build/bench/bench_wall_decode" "$each" "$folder" "$n" |
                awk '/^libavcodec, paced/ { print $3 }')
        vigie=$(measure "$folder/vigie.log" "$build/bench/bench_wall" "$n" "$((each + warmup))" "$folder")
        gst_cores=$(measure "$folder/gst.log" "${gst[@]}")
        ffmpeg_cores=$(SDL_RENDER_DRIVER=software measure "$folder/ffmpeg.log" "${ffmpeg[@]}")
        mpv_cores=absent
        ! command -v mpv >/dev/null || mpv_cores=$(measure "$folder/mpv.log" "${mpv[@]}")
        printf '  round %s: vigie %s | floor, paced %s | gst %s | ffmpeg %s | mpv %s\n' \
            "$round" "$vigie" "$floor" "$gst_cores" "$ffmpeg_cores" "$mpv_cores"
        printf '    %s\n' "$(grep '^tiles' "$folder/vigie.log" || cat "$folder/vigie.log")"
        for pair in "gst:$gst_cores" "ffmpeg:$ffmpeg_cores" "mpv:$mpv_cores" "floor:$floor"; do
            awk -v a="$vigie" -v b="${pair#*:}" 'b + 0 > 0 && a + 0 > 0 { printf "%.3f\n", a / b } ' \
                <<<x >>"$folder/ratios-${pair%%:*}.txt"
        done
    done
    printf '  median ratios: %s of gst compositor, %s of ffmpeg xstack, %s of mpv, %s of the paced floor\n' \
        "$(median <"$folder/ratios-gst.txt")" "$(median <"$folder/ratios-ffmpeg.txt")" \
        "$(median <"$folder/ratios-mpv.txt")" "$(median <"$folder/ratios-floor.txt")"
done
