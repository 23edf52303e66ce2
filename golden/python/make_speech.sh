#!/usr/bin/env bash
# Writes the speech clips of a table (rows made by flite or espeak-ng) as mono 16-bit WAVs: clips.tsv at 16 kHz, or
# options_clips.tsv, which says the rate and sox effects of each clip.
# Leading silence is removed, the effects are applied, and the clip is cut to its exact number of samples; there is no
# dither anywhere, so the same versions of the three tools always give the same bytes.
#
# Usage: make_speech.sh [OUT_DIR [TABLE]]     (default: the speech folder of the assets module, clips.tsv)
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=${1:-$here/../../assets/src/main/resources/org/speakerbench/assets/speech}
table=${2:-$here/clips.tsv}

fail() {
    echo "make_speech.sh: $*" >&2
    exit 1
}

for tool in flite espeak-ng sox soxi; do
    command -v "$tool" >/dev/null || fail "$tool is missing; on Debian 12: apt-get install flite espeak-ng sox"
done
[[ -r $table ]] || fail "cannot read $table"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$out"

written=0
while IFS=$'\t' read -r id group voice samples maker text rate effects; do
    raw=$scratch/raw.wav
    trimmed=$scratch/trimmed.wav
    clip=$scratch/clip.wav
    case $maker in
        flite) flite -voice "$voice" -t "$text" -o "$raw" ;;
        espeak-ng) espeak-ng -v "$voice" -w "$raw" "$text" ;;
        *) continue ;;
    esac
    # -G takes the level down where resampling would clip; very high quality rate conversion, mono, no dither.
    # shellcheck disable=SC2086  # effects are words
    sox -D -G "$raw" -r "${rate:-16000}" -c 1 -b 16 -e signed-integer "$trimmed" \
        remix - rate -v "${rate:-16000}" silence 1 0.02 0.5% ${effects:-}
    available=$(soxi -s "$trimmed")
    ((available >= samples)) ||
        fail "$id: the text gives only $available samples of speech, $samples are wanted; make the text longer"
    sox -D "$trimmed" "$clip" trim 0 "${samples}s"
    mv "$clip" "$out/$id.wav"
    echo "$id.wav  $samples samples  $maker $voice"
    written=$((written + 1))
done <"$table"

((written > 0)) || fail "$table has no row made by flite or espeak-ng"
echo "$written clips written"
