"""Kaldi's triangular mel filters with their VTLN warp, exact in float64 (mel-computations.cc)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


def mel(frequency_hz: np.ndarray | float) -> np.ndarray:
    """Kaldi's MelBanks::MelScale."""
    return 1127.0 * np.log(1.0 + np.asarray(frequency_hz, np.float64) / 700.0)


def inverse_mel(mels: np.ndarray) -> np.ndarray:
    """Kaldi's MelBanks::InverseMelScale, in Hz."""
    return 700.0 * (np.exp(mels / 1127.0) - 1.0)


@dataclass(frozen=True)
class MelFilters:
    """Where the filters lie, and on which FFT; all edges count from 0 Hz."""

    sample_rate_hz: float
    fft_size: int
    num_bins: int
    low_hz: float
    high_hz: float
    vtln_low_hz: float
    vtln_high_hz: float
    vtln_warp: float
    htk_mode: bool = False

    def warped(self, frequency_hz: np.ndarray) -> np.ndarray:
        """Kaldi's MelBanks::VtlnWarpFreq: three straight pieces, f / warp in the middle, both edges of the bank fixed.

        Where the pieces meet, frequency or warped frequency, whichever is further from the edge, is the VTLN bound.  If the
        warp has moved the lower of these points above the upper, there is no middle, and the first piece counts up to its end.
        """
        low, high, warp = self.low_hz, self.high_hz, self.vtln_warp
        first, second = self.vtln_low_hz * max(1.0, warp), self.vtln_high_hz * min(1.0, warp)
        if first < second:
            return np.interp(frequency_hz, [low, first, second, high], [low, first / warp, second / warp, high])
        lower = low + (first / warp - low) / (first - low) * (frequency_hz - low)
        upper = high + (high - second / warp) / (high - second) * (frequency_hz - high)
        return np.where(frequency_hz < first, lower, upper)

    def edges(self) -> np.ndarray:
        """Left edge, centre and right edge of each filter in mel, [3, num_bins, 1]."""
        low, high = mel(self.low_hz), mel(self.high_hz)
        edges = low + (high - low) / (self.num_bins + 1) * np.arange(self.num_bins + 2)
        if self.vtln_warp != 1:
            edges = mel(self.warped(inverse_mel(edges)))
        return np.stack([edges[i : i + self.num_bins, None] for i in range(3)])

    def points(self) -> np.ndarray:
        """The bins of the spectrum in mel, [1, fft_size / 2].  Without the Nyquist bin, as in Kaldi."""
        return mel(self.sample_rate_hz / self.fft_size * np.arange(self.fft_size // 2))[None, :]

    def covered(self) -> np.ndarray:
        """Which bins of the spectrum a filter covers: those between its edges, [num_bins, fft_size / 2]."""
        left, _, right = self.edges()
        return (self.points() > left) & (self.points() < right)

    def weights(self) -> np.ndarray:
        """float64 [num_bins, fft_size / 2]: triangles that are linear in mel, wherever a warp has put their centres."""
        left, center, right = self.edges()
        points = self.points()
        with np.errstate(divide="ignore", invalid="ignore"):  # of sides that a warp has folded away
            rising, falling = (points - left) / (center - left), (right - points) / (right - center)
        weights = np.where(self.covered(), np.where(points <= center, rising, falling), 0.0)
        if self.htk_mode and self.low_hz != 0:
            weights[0, self.covered()[0].argmax()] = 0.0
        return weights
