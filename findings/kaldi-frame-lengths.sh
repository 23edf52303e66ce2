#!/usr/bin/env bash
# kaldi-native-fbank rounds frame lengths to other numbers of samples than Kaldi, whose code it is, at 10, 20, 40, 50 and 100 kHz:
# of a second at 20 kHz with a shift of 3.3 ms Kaldi makes 301 frames and kaldi-native-fbank 296. Kaldi keeps rate and
# milliseconds as float32 and multiplies them by 0.001 in double, so that 3.3 ms are 65.999999 samples, rounded down to 65;
# kaldi-native-fbank has 0.001f, and its product in float32 is 66. (torchaudio multiplies doubles and finds 66 too.) At 8, 16,
# 22.05, 24, 32, 44.1, 48 and 96 kHz all agree for lengths of one decimal.
# (vosk 0.3.45 holds Kaldi as a shared library; kaldi-native-fbank 1.23.0; both from PyPI for x86-64 Linux, Python 3.)
#
# Seen: frames of a second
#   16000 Hz, shift 3.3 ms, length 25 ms: Kaldi 301, kaldi-native-fbank 301
#   20000 Hz, shift 3.3 ms, length 25 ms: Kaldi 301, kaldi-native-fbank 296
#   10000 Hz, shift 0.7 ms, length 25 ms: Kaldi 1626, kaldi-native-fbank 1393
#   50000 Hz, shift 9.9 ms, length 29.9 ms: Kaldi 99, kaldi-native-fbank 98
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

python3 -m venv venv
venv/bin/pip -q install --no-deps --target packages vosk==0.3.45 kaldi-native-fbank==1.23.0
cat >frames.py <<'PY'
import ctypes
import pathlib
import sys

import kaldi_native_fbank


class FrameExtractionOptions(ctypes.Structure):
    """kaldi/src/feat/feature-window.h, with the one pointer that a std::string of GCC's old ABI is."""

    _fields_ = [
        ("samp_freq", ctypes.c_float),
        ("frame_shift_ms", ctypes.c_float),
        ("frame_length_ms", ctypes.c_float),
        ("dither", ctypes.c_float),
        ("preemph_coeff", ctypes.c_float),
        ("remove_dc_offset", ctypes.c_bool),
        ("window_type", ctypes.c_void_p),
        ("round_to_power_of_two", ctypes.c_bool),
        ("blackman_coeff", ctypes.c_float),
        ("snip_edges", ctypes.c_bool),
        ("allow_downsample", ctypes.c_bool),
        ("allow_upsample", ctypes.c_bool),
        ("max_feature_vectors", ctypes.c_int),
    ]


library = ctypes.CDLL(str(next(pathlib.Path("packages").glob("vosk/libvosk.so")).resolve()))
num_frames = library["_ZN5kaldi9NumFramesElRKNS_22FrameExtractionOptionsEb"]  # NumFrames(int64, const options &, bool)
num_frames.argtypes = [ctypes.c_long, ctypes.POINTER(FrameExtractionOptions), ctypes.c_bool]


def kaldi(rate: int, shift: float, length: float) -> int:
    options = FrameExtractionOptions(samp_freq=rate, frame_shift_ms=shift, frame_length_ms=length, snip_edges=True)
    return num_frames(rate, options, True)


def native(rate: int, shift: float, length: float) -> int:
    options = kaldi_native_fbank.FbankOptions()
    options.frame_opts.samp_freq = rate
    options.frame_opts.frame_shift_ms = shift
    options.frame_opts.frame_length_ms = length
    fbank = kaldi_native_fbank.OnlineFbank(options)
    fbank.accept_waveform(rate, [0.0] * rate)
    fbank.input_finished()
    return fbank.num_frames_ready


changed = False
for rate, shift, length, *expected in (
    (16000, 3.3, 25, 301, 301),
    (20000, 3.3, 25, 301, 296),
    (10000, 0.7, 25, 1626, 1393),
    (50000, 9.9, 29.9, 99, 98),
):
    found = [kaldi(rate, shift, length), native(rate, shift, length)]
    print(f"{rate} Hz, shift {shift} ms, length {length} ms: Kaldi {found[0]}, kaldi-native-fbank {found[1]}")
    changed |= found != expected
if changed:
    sys.exit("changed: expected what the comment says")
PY
PYTHONPATH=packages venv/bin/python frames.py
