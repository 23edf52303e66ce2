"""Compares the float64 filter bank with torchaudio and kaldi-native-fbank on noise, for every case of the options pack.

    python self_check.py
"""

from __future__ import annotations

import sys

import numpy as np

import options_matrix
from agreement import check_features
from export_error import ExportError
from fbank_float64 import fbank
from references import native_fbank, native_mel_weights, torchaudio_fbank

MEL_WEIGHT_ERROR = 1e-4
"""Of kaldi-native-fbank's filters, whose edges are float32 (measured: 2.4e-5)."""


def check(case: options_matrix.Case) -> str:
    """One line; raises where a library is further off than is allowed."""
    options = case.options()
    samples, rate = quantised_noise(case.clip_rate_hz // 4), case.clip_rate_hz
    features = {
        "fbank_float64": fbank(samples, options, rate),
        "fbank_torchaudio": torchaudio_fbank(samples, options, rate),
        "fbank_knf": native_fbank(samples, options, rate),
    }
    line = check_features(case.name, features, options)
    error = float(np.abs(native_mel_weights(options) - options.mel_filters.weights()).max())
    if not error <= MEL_WEIGHT_ERROR:
        raise ExportError(
            f"{case.name}: mel weights of kaldi-native-fbank are {error:.1e} off, expected {MEL_WEIGHT_ERROR:g} or less"
        )
    return f"{line}  knf mel weights {error:.1e}"


def quantised_noise(count: int) -> np.ndarray:
    """Seeded uniform noise on the grid of 16-bit samples, float32 [count]."""
    integers = np.random.PCG64(1).random_raw(count) >> np.uint64(51)
    return ((integers.astype(np.float64) - 4096.0) / 32768.0).astype(np.float32)


if __name__ == "__main__":
    try:
        for matrix_case in options_matrix.cases():
            print(check(matrix_case))
    except ExportError as failure:
        sys.exit(f"self_check.py: {failure}")
