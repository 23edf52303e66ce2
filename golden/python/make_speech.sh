#!/usr/bin/env bash
# Writes the speech clips of clips.tsv (rows made by flite or espeak-ng) as 16 kHz mono 16-bit WAVs.
# Leading silence is removed and the clip is cut to its exact number of samples; there is no dither anywhere, so
# the same versions of the three tools always give the same bytes.
#
# Usage: make_speech.sh [OUT_DIR]     (default: the speech folder of the assets module)
set -euo pipefail
export LC_ALL=C.UTF-8

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=${1:-$here/../../assets/src/main/resources/org/speakerbench/assets/speech}

fail() {
    echo "make_speech.sh: $*" >&2
    exit 1
}

for tool in flite espeak-ng sox soxi; do
    command -v "$tool" >/dev/null || fail "$tool is missing; on Debian 12: apt-get install flite espeak-ng sox"
done
[[ -r $here/clips.tsv ]] || fail "cannot read $here/clips.tsv"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$out"

written=0
while IFS=$'\t' read -r id group voice samples maker text; do
    raw=$scratch/raw.wav
    trimmed=$scratch/trimmed.wav
    clip=$scratch/clip.wav
    case $maker in
        flite) flite -voice "$voice" -t "$text" -o "$raw" ;;
        espeak-ng) espeak-ng -v "$voice" -w "$raw" "$text" ;;
        *) continue ;;
    esac
    # -G takes the level down where resampling would clip; very high quality rate conversion, mono, no dither.
    sox -D -G "$raw" -r 16000 -c 1 -b 16 -e signed-integer "$trimmed" \
        remix - rate -v 16000 silence 1 0.02 0.5%
    available=$(soxi -s "$trimmed")
    ((available >= samples)) ||
        fail "$id: the text gives only $available samples of speech, $samples are wanted; make the text longer"
    sox -D "$trimmed" "$clip" trim 0 "${samples}s"
    mv "$clip" "$out/$id.wav"
    echo "$id.wav  $samples samples  $maker $voice"
    written=$((written + 1))
done <"$here/clips.tsv"

((written > 0)) || fail "$here/clips.tsv has no row made by flite or espeak-ng"
echo "$written clips written"
