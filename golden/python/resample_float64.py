"""Band-limited interpolation in float64: Kaldi's LinearResample (resample.cc) as its feature extraction calls it.

The defaults of ``torchaudio.functional.resample`` are the same filter; ``test_exporters.py`` holds both together.
"""

from __future__ import annotations

import math

import numpy as np

ZERO_CROSSINGS = 6
"""Of the sinc, on each side, under a Hann window."""
ROLLOFF = 0.99
"""Cut-off relative to half of the lower rate."""


def resample(samples: np.ndarray, from_hz: int, to_hz: int) -> np.ndarray:
    """float64 [ceil(samples * to_hz / from_hz)]: all that lie within the clip; zeros are taken to be around it."""
    if from_hz == to_hz:
        return samples.astype(np.float64)
    divisor = math.gcd(from_hz, to_hz)
    step, phases = from_hz // divisor, to_hz // divisor  # output j lies at sample j * step / phases
    bandwidth = ROLLOFF * min(step, phases)
    reach = math.ceil(ZERO_CROSSINGS * step / bandwidth)
    outputs = np.arange(-(-len(samples) * phases // step))
    nearest = outputs * step // phases
    inputs = nearest[:, None] + np.arange(-reach, reach + 2)[None, :]
    # exact integers up to here: the distance in zero crossings of the sinc
    crossings = (inputs * phases - outputs[:, None] * step) * (bandwidth / (step * phases))
    window = np.where(np.abs(crossings) < ZERO_CROSSINGS, np.cos(crossings * np.pi / ZERO_CROSSINGS / 2) ** 2, 0.0)
    padded = np.pad(samples.astype(np.float64), (reach, reach + 2))
    return (padded[inputs + reach] * np.sinc(crossings) * window).sum(axis=1) * (bandwidth / step)
