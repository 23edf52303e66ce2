"""The interval of a median."""

from __future__ import annotations

import math


def median_interval(values: list[float], confidence: float = 0.95) -> tuple[float, float]:
    """Order statistics between which the median lies with at least this probability; the outermost ones of too few values."""
    ordered, count = sorted(values), len(values)
    below, tail = 0, 0.5**count
    while below < (count - 1) // 2 and tail + math.comb(count, below + 1) * 0.5**count <= (1 - confidence) / 2:
        below += 1
        tail += math.comb(count, below) * 0.5**count
    return ordered[below], ordered[count - 1 - below]
