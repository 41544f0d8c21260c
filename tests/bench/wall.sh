#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The wall against other programs that show N streams at once, and against the decoder alone: 320x180
# at 25 fps, H.264, in one X server without a GPU. CPU is read from /proc for the program and the X
# server together, over the same seconds of each; one after the other, in rounds, medians at the end.
# The time to the first picture is taken from the screen itself, in a run of its own for each.
# With N followed by "s" (64s) tiles are shown at 240x135, by those that can scale.
#
#   tests/bench/wall.sh BUILD-FOLDER [N|Ns ...]   environment: ROUNDS=3 SECONDS_EACH=10
#
# VLC shows one input in one window, and its mosaic wants a broadcast set up for each: so it is N
# programs in N windows, at up to 16, as users do it.
set -euo pipefail
build=$1
shift
counts=("$@")
[ ${#counts[@]} -gt 0 ] || counts=(16 36 64 64s)
rounds=${ROUNDS:-3}
each=${SECONDS_EACH:-10}
warmup=6 # some open their inputs one after the other
folder=$(mktemp -d)
ticks=$(getconf CLK_TCK)
x_pid=
tool_pid=

finish() {
    [ -z "$tool_pid" ] || kill -- "-$tool_pid" 2>/dev/null || true
    [ -z "$x_pid" ] || kill "$x_pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

Xvfb -displayfd 3 -screen 0 3000x2200x24 -nolisten tcp 3>"$folder/display" 2>"$folder/x.log" &
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

# CPU ticks so far of a process, or of all processes of a group.
cpu_ticks() { # PID | -GROUP
    local sum=0 pid fields pids=$1
    [[ $1 != -* ]] || pids=$(pgrep -g "${1#-}" || true)
    for pid in $pids; do
        fields=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) || continue
        # shellcheck disable=SC2086
        set -- $fields
        sum=$((sum + ${12} + ${13}))
    done
    echo "$sum"
}

begin() { # LOG COMMAND...: in a process group of its own
    local log=$1
    shift
    setsid "$@" >"$log" 2>&1 </dev/null &
    tool_pid=$!
}

end() {
    kill -- "-$tool_pid" 2>/dev/null || true
    wait "$tool_pid" 2>/dev/null || true
    tool_pid=
}

# Starts a program, lets it warm up, and prints the cores it and the X server use.
measure() { # LOG COMMAND...
    local tool0 x0 t0 tool1 x1 t1
    begin "$@"
    sleep "$warmup"
    tool0=$(cpu_ticks "-$tool_pid")
    x0=$(cpu_ticks "$x_pid")
    t0=$(date +%s.%N)
    sleep "$((each - 1))"
    tool1=$(cpu_ticks "-$tool_pid")
    x1=$(cpu_ticks "$x_pid")
    t1=$(date +%s.%N)
    if [ -z "$(pgrep -g "$tool_pid")" ]; then
        tool_pid=
        echo failed
        return
    fi
    awk -v a="$tool0" -v b="$tool1" -v c="$x0" -v d="$x1" -v t="$ticks" -v s="$t0" -v e="$t1" \
        'BEGIN { printf "%.3f\n", (b - a + d - c) / t / (e - s) }'
    case $2 in
    *bench_wall) wait "$tool_pid" || true ;; # it prints what it showed
    esac
    end
}

# Milliseconds from the start of a program to the first tile on the screen, and to the last.
lit() { # COLUMNS CELL-WIDTH CELL-HEIGHT N COMMAND...
    local columns=$1 width=$2 height=$3 n=$4 points=() i x y start answer
    shift 4
    for ((i = 0; i < n; i++)); do
        read -r x y <<<"$(position "$i" "$columns" "$width" "$height")"
        points+=("$((x + width / 2)),$((y + height / 2))")
    done
    start=$(date +%s%N)
    begin "$folder/lit.log" "$@"
    answer=$("$build/bench/bench_wall" --until-lit "$start" 20 "${points[@]}" 2>/dev/null)
    end
    sleep 0.5 # its windows go
    echo "$answer"
}

median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; else print "-" }'; }

position() { # INDEX COLUMNS WIDTH HEIGHT -> "x y"
    echo $((($1 % $2) * $3)) $((($1 / $2) * $4))
}

# As another user where this is root, who VLC refuses to work for.
vlc_as=()
[ "$(id -u)" != 0 ] || vlc_as=(setpriv "--reuid=nobody" "--regid=nogroup" --clear-groups)

vlc_windows() { # N COLUMNS WIDTH HEIGHT: all in the process group of the caller
    local i x y
    for ((i = 0; i < $1; i++)); do
        read -r x y <<<"$(position "$i" "$2" "$3" "$4")"
        HOME=$folder/home "${vlc_as[@]}" cvlc -q --no-audio --no-osd --no-video-title-show \
            --no-embedded-video --no-video-deco --avcodec-threads=1 --vout=xcb_x11 --video-x="$x" \
            --video-y="$y" --width="$3" --height="$4" "$folder/$i.mkv" &
    done
    wait
}

commands() { # N WIDTH: fills gst, ffmpeg and mpv, one array each
    local n=$1 width=$2 height=$(($2 * 9 / 16)) i x y inputs="" layout="" labels="" graph="" scale=""
    pitch=$(((height + 1) / 2 * 2)) # 4:2:0 begins on even lines
    columns=$(awk -v n="$n" 'BEGIN { c = int(sqrt(n)); if (c * c < n) c++; print c }')
    gst=(gst-launch-1.0 -q compositor name=c background=black)
    ffmpeg=(ffmpeg -hide_banner -loglevel error)
    mpv=(mpv --no-config --no-audio --no-osc --vo=x11 --vd-lavc-threads=1 --keep-open=no
        --geometry=+0+0)
    [ "$width" -eq 320 ] || scale="scale=$width:$height:flags=bilinear"
    for ((i = 0; i < n; i++)); do
        read -r x y <<<"$(position "$i" "$columns" "$width" "$pitch")"
        gst+=("sink_$i::xpos=$x" "sink_$i::ypos=$y")
        [ -z "$scale" ] || gst+=("sink_$i::width=$width" "sink_$i::height=$height")
        ffmpeg+=(-threads 1 -re -i "$folder/$i.mkv")
        if [ -n "$scale" ]; then
            graph+="[$i:v]${scale}[s$i];"
            inputs+="[s$i]"
        else
            inputs+="[$i:v]"
        fi
        labels+="[vid$((i + 1))]"
        layout+="${layout:+|}${x}_$y"
        [ "$i" -eq 0 ] && mpv+=("$folder/$i.mkv") || mpv+=("--external-file=$folder/$i.mkv")
    done
    gst+=(! videoconvert ! ximagesink)
    for ((i = 0; i < n; i++)); do
        gst+=(filesrc "location=$folder/$i.mkv" ! matroskademux ! h264parse ! avdec_h264 max-threads=1
            ! queue max-size-buffers=3 ! "c.sink_$i")
    done
    ffmpeg+=(-filter_complex "$graph${inputs}xstack=inputs=$n:layout=$layout:fill=black,format=yuv420p[o]"
        -map "[o]" -window_x 0 -window_y 0 -f sdl2 wall)
    mpv+=("--lavfi-complex=${labels}xstack=inputs=$n:layout=$layout:fill=black[vo]")
}

for count in "${counts[@]}"; do
    n=${count%s}
    width=320
    [ "$n" = "$count" ] || width=240
    height=$((width * 9 / 16))
    "$build/bench/bench_wall" --export "$n" "$((each + warmup + 8))" "$folder"
    mkdir -p "$folder/home"
    chmod 755 "$folder"
    chmod 777 "$folder/home"
    for ((i = 0; i < n; i++)); do
        ffmpeg -hide_banner -loglevel error -y -framerate 25 -i "$folder/$i.h264" -c copy \
            "$folder/$i.mkv" </dev/null
    done
    commands "$n" "$width"
    has_mpv=
    has_vlc=
    [ "$width" -ne 320 ] || ! command -v mpv >/dev/null || has_mpv=1
    [ "$width" -ne 320 ] || [ "$n" -gt 16 ] || ! command -v cvlc >/dev/null || has_vlc=1
    printf '\n%s tiles of %sx%s, %s s each, %s rounds; cores of the program and the X server\n' \
        "$n" "$width" "$height" "$each" "$rounds"
    printf '  vigie: %s %s %s FOLDER 10 %s\n' "$build/bench/bench_wall" "$n" "$each" "$width"
    printf '  gst:   %s\n' "${gst[*]:0:12} ... ! videoconvert ! ximagesink; per stream: ${gst[*]: -14}"
    printf '  ffmpeg: %s\n' "${ffmpeg[*]:0:9} ... -filter_complex xstack=inputs=$n:... -f sdl2 wall"
    [ -z "$has_mpv" ] || printf '  mpv:   %s\n' "${mpv[*]:0:9} ... --lavfi-complex=xstack=inputs=$n:..."
    [ -z "$has_vlc" ] || printf '  vlc:   %s times cvlc --vout=xcb_x11 --avcodec-threads=1\n' "$n"
    for peer in gst ffmpeg mpv vlc floor; do
        : >"$folder/ratios-$peer.txt"
    done
    export -f vlc_windows position
    export folder
    vlc=(bash -c "vlc_as=(${vlc_as[*]}); vlc_windows $n $columns $width $pitch")
    for ((round = 1; round <= rounds; round++)); do
        floor=-
        [ ! -x "$build/bench/bench_wall_decode" ] ||
            floor=$("$build/bench/bench_wall_decode" "$each" "$folder" "$n" |
                awk '/^libavcodec, paced/ { print $3 }')
        vigie=$(measure "$folder/vigie.log" "$build/bench/bench_wall" "$n" "$((each + warmup))" \
            "$folder" 10 "$width")
        gst_cores=$(measure "$folder/gst.log" "${gst[@]}")
        ffmpeg_cores=$(SDL_RENDER_DRIVER=software measure "$folder/ffmpeg.log" "${ffmpeg[@]}")
        mpv_cores=-
        [ -z "$has_mpv" ] || mpv_cores=$(measure "$folder/mpv.log" "${mpv[@]}")
        vlc_cores=-
        [ -z "$has_vlc" ] || vlc_cores=$(measure "$folder/vlc.log" "${vlc[@]}")
        printf '  round %s: vigie %s | floor, paced %s | gst %s | ffmpeg %s | mpv %s | vlc %s\n' \
            "$round" "$vigie" "$floor" "$gst_cores" "$ffmpeg_cores" "$mpv_cores" "$vlc_cores"
        printf '    %s\n' "$(grep '^tiles' "$folder/vigie.log" || cat "$folder/vigie.log")"
        for pair in "gst:$gst_cores" "ffmpeg:$ffmpeg_cores" "mpv:$mpv_cores" "vlc:$vlc_cores" \
            "floor:$floor"; do
            awk -v a="$vigie" -v b="${pair#*:}" 'b + 0 > 0 && a + 0 > 0 { printf "%.3f\n", a / b } ' \
                <<<x >>"$folder/ratios-${pair%%:*}.txt"
        done
    done
    printf '  median ratios: %s of gst compositor, %s of ffmpeg xstack, %s of mpv, %s of vlc, %s of the paced floor\n' \
        "$(median <"$folder/ratios-gst.txt")" "$(median <"$folder/ratios-ffmpeg.txt")" \
        "$(median <"$folder/ratios-mpv.txt")" "$(median <"$folder/ratios-vlc.txt")" \
        "$(median <"$folder/ratios-floor.txt")"

    # Ours is offset by its frame and label; a cell's center lies in its picture all the same.
    read -r cell_w cell_h <<<"$("$build/bench/bench_wall" --cell "$width")"
    printf '  first picture, last picture, ms from the start of the program:\n'
    printf '    vigie  %s\n' "$(lit "$columns" "$cell_w" "$cell_h" "$n" "$build/bench/bench_wall" "$n" 30 "$folder" 10 "$width")"
    printf '    gst    %s\n' "$(lit "$columns" "$width" "$pitch" "$n" "${gst[@]}")"
    printf '    ffmpeg %s\n' "$(SDL_RENDER_DRIVER=software lit "$columns" "$width" "$pitch" "$n" "${ffmpeg[@]}")"
    [ -z "$has_mpv" ] || printf '    mpv    %s\n' "$(lit "$columns" "$width" "$pitch" "$n" "${mpv[@]}")"
    [ -z "$has_vlc" ] || printf '    vlc    %s\n' "$(lit "$columns" "$width" "$pitch" "$n" "${vlc[@]}")"
done
