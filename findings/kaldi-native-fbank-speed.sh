#!/usr/bin/env bash
# kaldi-native-fbank: releases after 1.21.1 take about twice the time for the same FBank. Who compares with it must name the
# release. Two releases in processes of their own, in turns, on the same samples; the medians' ratio is what counts.
# (kaldi-native-fbank 1.21.1 and 1.23.0 from PyPI, Python 3.)
#
# Seen on a Xeon with AVX-512:
#   1.21.1: 2.38 ms, 1.23.0: 5.24 ms for 3 s of samples: 2.20 times as long
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

python3 -m venv venv
for release in 1.21.1 1.23.0; do
  venv/bin/pip -q install --no-deps --target "$release" "kaldi-native-fbank==$release"
done
cat >timer.py <<'PY'
"""Times FBank of three seconds on request: prints the fastest of so many calls, ms."""
import math
import sys
import time

import kaldi_native_fbank

samples = [0.3 * math.sin(0.05 * n) + 0.1 * math.sin(0.71 * n) for n in range(48000)]
options = kaldi_native_fbank.FbankOptions()
options.frame_opts.dither = 0
options.frame_opts.samp_freq = 16000
options.mel_opts.num_bins = 80


def run() -> float:
    fbank = kaldi_native_fbank.OnlineFbank(options)
    start = time.perf_counter()
    fbank.accept_waveform(16000, samples)
    fbank.input_finished()
    elapsed = time.perf_counter() - start
    assert fbank.num_frames_ready == 298
    return elapsed * 1e3


for line in sys.stdin:
    print(min(run() for _ in range(int(line))), flush=True)
PY
cat >compare.py <<'PY'
import os
import statistics
import subprocess
import sys

releases = ["1.21.1", "1.23.0"]
timers = {
    release: subprocess.Popen(
        [sys.executable, "timer.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": release}
    )
    for release in releases
}
times: dict[str, list[float]] = {release: [] for release in releases}
for _ in range(40):
    for release, timer in timers.items():
        timer.stdin.write("20\n")
        timer.stdin.flush()
        times[release].append(float(timer.stdout.readline()))
for timer in timers.values():
    timer.stdin.close()
    timer.wait()
old, new = (statistics.median(times[release]) for release in releases)
print(f"1.21.1: {old:.2f} ms, 1.23.0: {new:.2f} ms for 3 s of samples: {new / old:.2f} times as long")
if new / old < 1.3:
    sys.exit("changed: the releases are equally fast")
PY
venv/bin/python compare.py
