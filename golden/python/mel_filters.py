"""Kaldi's triangular mel filters with their VTLN warp, exact in float64 (mel-computations.cc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fbank_options import FbankOptions


def mel(frequency_hz: np.ndarray | float) -> np.ndarray:
    """Kaldi's MelBanks::MelScale."""
    return 1127.0 * np.log(1.0 + np.asarray(frequency_hz, np.float64) / 700.0)


def inverse_mel(mels: np.ndarray) -> np.ndarray:
    """Kaldi's MelBanks::InverseMelScale, in Hz."""
    return 700.0 * (np.exp(mels / 1127.0) - 1.0)


def warped(frequency_hz: np.ndarray, options: FbankOptions) -> np.ndarray:
    """Kaldi's MelBanks::VtlnWarpFreq: three straight pieces, f / warp in the middle, both edges of the bank fixed.

    Where the pieces meet, frequency or warped frequency, whichever is further from the edge, is the VTLN bound.
    """
    low, high, warp = options.low_freq_hz, options.high_edge_hz, options.vtln_warp
    first, second = options.vtln_low_hz * max(1.0, warp), options.vtln_high_edge_hz * min(1.0, warp)
    return np.interp(frequency_hz, [low, first, second, high], [low, first / warp, second / warp, high])


def mel_weights(options: FbankOptions) -> np.ndarray:
    """float64 [num_bins, fft_size / 2]: triangles that are linear in mel.  The Nyquist bin is left out, as in Kaldi."""
    low, high = mel(options.low_freq_hz), mel(options.high_edge_hz)
    edges = low + (high - low) / (options.num_bins + 1) * np.arange(options.num_bins + 2)
    if options.vtln_warp != 1:
        edges = mel(warped(inverse_mel(edges), options))
    left, center, right = (edges[i : i + options.num_bins, None] for i in range(3))
    points = mel(options.sample_rate_hz / options.fft_size * np.arange(options.fft_size // 2))[None, :]
    rising, falling = (points - left) / (center - left), (right - points) / (right - center)
    return np.maximum(0.0, np.minimum(rising, falling))
