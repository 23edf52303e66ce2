"""Kaldi's filter bank in float64 throughout: the truth that float32 implementations are held against.

Nothing here is float32, the mel weights included (only dither is added in float32, by its definition); torchaudio fed
with float64 samples still takes its mel weights from float32.  The steps are those of Kaldi's feature-window.cc,
feature-fbank.cc, mel-computations.cc and resample.cc.  ``self_check.py`` compares it with both libraries.
"""

from __future__ import annotations

import numpy as np

from dither import dithered
from fbank_options import FbankOptions
from resample_float64 import resample

LOG_FLOOR = 2.0**-23
"""Least energy before the logarithm: the float32 epsilon, as in Kaldi (its log is -15.942385)."""


def window(options: FbankOptions) -> np.ndarray:
    """float64 [frame_length], symmetric: denominators are N - 1."""
    n = options.frame_length
    phase = 2.0 * np.pi * np.arange(n) / (n - 1)
    match options.window_type:
        case "povey":
            return (0.5 - 0.5 * np.cos(phase)) ** 0.85
        case "hanning":
            return 0.5 - 0.5 * np.cos(phase)
        case "hamming":
            return 0.54 - 0.46 * np.cos(phase)
        case "sine":
            return np.sin(0.5 * phase)
        case "blackman":
            coefficient = options.blackman_coefficient
            return coefficient - 0.5 * np.cos(phase) + (0.5 - coefficient) * np.cos(2.0 * phase)
        case "rectangular":
            return np.ones(n)
        case other:
            raise ValueError(f"no window is known for window_type {other!r}")


def at_rate_of(options: FbankOptions, samples: np.ndarray, rate_hz: int | None) -> np.ndarray:
    """Samples float64 [n] at the rate of the front end; raises where resampling would be needed and is not allowed."""
    if samples.ndim != 1:
        raise ValueError(f"expected samples [n], found an array of shape {samples.shape}")
    if rate_hz is None or rate_hz == options.sample_rate_hz:
        return samples.astype(np.float64)
    if not options.accepts_rate(rate_hz):
        raise ValueError(f"expected {options.sample_rate_hz:g} Hz, found {rate_hz} Hz")
    return resample(samples, rate_hz, int(options.sample_rate_hz))


def frames_of(samples: np.ndarray, options: FbankOptions) -> np.ndarray:
    """Frames [frames, frame_length] with dither, of samples [n] at the rate of the front end."""
    count = options.frame_count(len(samples))
    if count == 0:
        raise ValueError(f"too short: {len(samples)} samples, one frame needs {options.min_samples}")
    first = 0 if options.snip_edges else options.frame_shift // 2 - options.frame_length // 2
    positions = first + options.frame_shift * np.arange(count)[:, None] + np.arange(options.frame_length)[None, :]
    if not options.snip_edges:  # reflected as often as it takes: -1 is 0, n is n - 1
        positions = positions % (2 * len(samples))
        positions = np.minimum(positions, 2 * len(samples) - 1 - positions)
    frames = samples[positions]
    return dithered(frames, options.dither, options.dither_seed) if options.dither else frames


def log_energy(frames: np.ndarray, options: FbankOptions) -> np.ndarray:
    """float64 [frames]; a logarithm whatever ``use_log`` says."""
    energy = np.log(np.maximum((frames**2).sum(axis=1), LOG_FLOOR))
    return np.maximum(energy, np.log(options.energy_floor)) if options.energy_floor > 0 else energy


HTK_FLOOR = 1.0
"""Least energy of a filter in HTK's mode, in the unit of the sample scale."""


def fbank(
    samples: np.ndarray, options: FbankOptions = FbankOptions(), rate_hz: int | None = None
) -> np.ndarray:
    """Features, float64 [frames, dim], of samples [n] in [-1, 1); ``rate_hz`` is theirs, by default the options'."""
    x = frames_of(at_rate_of(options, samples, rate_hz) * options.sample_scale, options)
    if options.remove_dc_offset:
        x = x - x.mean(axis=1, keepdims=True)
    raw = x
    previous = np.concatenate([x[:, :1], x[:, :-1]], axis=1)  # the first sample is its own predecessor
    x = (x - options.preemphasis * previous) * window(options)
    spectrum = np.abs(np.fft.rfft(x, options.fft_size, axis=1))[:, : options.fft_size // 2]
    energies = (spectrum**2 if options.use_power else spectrum) @ options.mel_filters.weights().T
    if options.htk_mode:
        energies = np.maximum(energies, HTK_FLOOR)
    features = np.log(np.maximum(energies, LOG_FLOOR)) if options.use_log else energies
    if options.energy_column is None:
        return features
    return np.insert(features, options.energy_column, log_energy(raw if options.raw_energy else x, options), axis=1)
