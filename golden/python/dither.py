"""Seeded dither: Gaussian noise that every implementation can reproduce, frame by frame."""

from __future__ import annotations

import numpy as np

GAMMA = 0x9E3779B97F4A7C15
MASK = (1 << 64) - 1


def mix(z: np.ndarray) -> np.ndarray:
    """Output function of SplitMix64, uint64 to uint64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def gaussians(seed: int, frames: int, length: int) -> np.ndarray:
    """float64 [frames, length] of deviation 1: Box-Muller in pairs, on a SplitMix64 stream for each frame.

    The state of frame f's stream is output f of the stream of ``seed``.
    """
    gamma = np.uint64(GAMMA)
    states = mix(np.uint64(seed & MASK) + np.arange(1, frames + 1, dtype=np.uint64) * gamma)
    pairs = (length + 1) // 2
    outputs = mix(states[:, None] + np.arange(1, 2 * pairs + 1, dtype=np.uint64) * gamma)
    uniform = (outputs >> np.uint64(11)).astype(np.float64) * 2.0**-53
    radius, angle = np.sqrt(-2.0 * np.log(1.0 - uniform[:, 0::2])), 2.0 * np.pi * uniform[:, 1::2]
    both = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=2)
    return both.reshape(frames, 2 * pairs)[:, :length]


def dithered(frames: np.ndarray, deviation: float, seed: int) -> np.ndarray:
    """Frames [frames, length] plus noise, added in float32 as implementations do it; float64 again."""
    noise = deviation * gaussians(seed, *frames.shape)
    return (frames.astype(np.float32) + noise.astype(np.float32)).astype(np.float64)
