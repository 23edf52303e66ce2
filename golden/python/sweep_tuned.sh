#!/usr/bin/env bash
# Are tuned graphs right under every release of ONNX Runtime, and by OpenVINO's plugin? Writes a table of it (tuned_releases.csv).
#
#     golden/python/sweep_tuned.sh RUNTIMES OUT.csv [MODEL...]
#
# RUNTIMES is a folder with one release a folder, filled by pip. Run it in the environment of README.md, after a build. Each model of
# the zoo is tuned by all passes for the CPU provider and for OpenVINO (in every release) and by each pass alone (in some), and held against its official graph under the
# newest release. The limit tells a wrong operator (3e-3 and more) from rounding: on this noise, the worst of inputs, the official graph
# of CAM++ is itself up to 1.3e-4 off double, and OpenVINO's as much again.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
runtimes=$1 out=$2
shift 2
(($#)) || set -- campplus eres2net-base eres2netv2 eres2net-large eres2net-huge
right=1.32.0
plugins=(1.23.2+openvino-1.8.1 1.32.0+openvino-1.8.1)
every=(1.16.3 1.17.3 1.18.1 1.19.2 1.20.1 1.21.1 1.22.1 1.23.2 1.24.4 1.25.1 1.26.0 1.27.0 1.28.0 1.29.0 1.30.0 1.31.0 "$right" "${plugins[@]}")
some=(1.16.3 1.20.1 1.23.2 1.28.0 "$right" "${plugins[-1]}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

tune() { java -jar "$here/../../bench/target/speakerbench.jar" models tune "$@" >&2; }

# sweep FRAMES VERSIONS... -- NAME=FILE...
sweep() {
  local frames=$1 versions=()
  shift
  while [[ $1 != -- ]]; do versions+=("$1"); shift; done
  shift
  python "$here/sweep_graphs.py" --runtimes "$runtimes" --versions "${versions[@]}" --right "$right" --frames "$frames" --limit 5e-4 \
    --graph "$@" --out "$work/part.csv" >&2
  if [[ -s $out ]]; then tail -n +2 "$work/part.csv" >>"$out"; else cat "$work/part.csv" >"$out"; fi
}

: >"$out"
for model; do
  official=$work/$model/$model.onnx
  java -jar "$here/../../bench/target/speakerbench.jar" models materialize "$model" "$work/$model" >&2
  frames=9,16,17,50,101
  passes=(split-convolutions shared-stride merged-shortcut blend-as-sigmoids clip-activation padded-channels concat-convolutions)
  if [[ $model == campplus* ]]; then
    frames=3,4,9,50,101,199,200,201,298,400,401
    passes=(segment-context convolutions-in-2d convolutions-in-2d,concat-in-blocks)
  fi
  tune "$official" "$work/tuned.onnx"
  tune "$official" "$work/openvino.onnx" --for openvino
  sweep "$frames" "${every[@]}" -- "$model=$official" "$model-tuned=$work/tuned.onnx" "$model-openvino=$work/openvino.onnx"
  forms=("$model=$official")
  for pass in "${passes[@]}"; do
    if tune "$official" "$work/$pass.onnx" --passes "$pass"; then # else nothing matches
      forms+=("$model-${pass//,/-and-}=$work/$pass.onnx")
    fi
  done
  sweep "$frames" "${some[@]}" -- "${forms[@]}"
  rm -rf "${work:?}"/*
done
