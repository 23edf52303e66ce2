"""Ranges of a model's values on clips, from which scales are made.

``minmax`` takes the least and the largest value; the others cut off tails, by a histogram of all clips: ``percentile``
what is beyond 99.999% of the values, ``entropy`` where the Kullback-Leibler divergence between the histogram and its
integers is least (S. Migacz, 8-bit inference with TensorRT, 2017), ``mse`` where their mean squared error is least.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import onnx
import onnxruntime

from qdq import Range

BINS = 2048
LEVELS = 128
PERCENTILE = 99.999
CUTS = np.linspace(0.3, 1.0, 71)
"""Parts of a range that are tried."""


def open_session(model: onnx.ModelProto | str, threads: int = 1) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    source = model if isinstance(model, str) else model.SerializeToString()
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


class Probe:
    """A model that gives values of its inside."""

    def __init__(self, model: onnx.ModelProto, values: Sequence[str]) -> None:
        probed = onnx.ModelProto()
        probed.CopyFrom(model)
        known = {value.name for value in [*model.graph.output, *model.graph.input]}
        self.values = list(values)
        probed.graph.output.extend(onnx.ValueInfoProto(name=name) for name in values if name not in known)
        self.input = model.graph.input[0].name
        self.session = open_session(probed)

    def run(self, features: np.ndarray) -> dict[str, np.ndarray]:
        """Of features float32 [batch, frames, bins]."""
        inside = [name for name in self.values if name != self.input]
        found = dict(zip(inside, self.session.run(inside, {self.input: features}))) if inside else {}
        return found | ({self.input: features} if self.input in self.values else {})


def calibrate(model: onnx.ModelProto, values: Sequence[str], clips: Sequence[np.ndarray], method: str) -> dict[str, Range]:
    """Ranges by name.  Clips are features float32 [1, frames, bins]; they are run once, or twice where there is a histogram."""
    probe = Probe(model, values)
    ends = {name: [np.inf, -np.inf] for name in values}
    for clip in clips:
        for name, found in probe.run(clip).items():
            ends[name] = [min(ends[name][0], float(found.min())), max(ends[name][1], float(found.max()))]
    ranges = {name: Range(low, high) for name, (low, high) in ends.items()}
    if method == "minmax":
        return ranges
    counts = {name: np.zeros(BINS) for name in values}
    for clip in clips:
        for name, found in probe.run(clip).items():
            counts[name] += np.histogram(found, BINS, (ranges[name].low, ranges[name].high))[0]
    return {name: METHODS[method](counts[name], ranges[name]) for name in values}


def by_percentile(counts: np.ndarray, whole: Range) -> Range:
    edges = np.linspace(whole.low, whole.high, BINS + 1)
    part = np.cumsum(counts) / counts.sum()
    low, high = np.searchsorted(part, [1 - PERCENTILE / 100, PERCENTILE / 100])
    return Range(float(edges[low]), float(edges[min(high + 1, BINS)]))


def by_squares(counts: np.ndarray, whole: Range) -> Range:
    return least(counts, whole, squared_error)


def by_entropy(counts: np.ndarray, whole: Range) -> Range:
    return least(counts, whole, divergence)


METHODS: dict[str, Callable[[np.ndarray, Range], Range]] = {
    "percentile": by_percentile,
    "entropy": by_entropy,
    "mse": by_squares,
}


def least(counts: np.ndarray, whole: Range, loss: Callable[[np.ndarray, np.ndarray, Range], float]) -> Range:
    """The part of a range, cut at both ends alike, with the least loss."""
    edges = np.linspace(whole.low, whole.high, BINS + 1)
    centres = (edges[:-1] + edges[1:]) / 2
    candidates = [Range(whole.low * cut, whole.high * cut) for cut in CUTS]
    return min(candidates, key=lambda cut: loss(counts, centres, cut))


def squared_error(counts: np.ndarray, centres: np.ndarray, cut: Range) -> float:
    scale, zero = cut.parameters(np.uint8)
    integers = np.clip(np.rint(centres / scale) + zero, 0, 255)
    return float((counts * ((integers - zero) * scale - centres) ** 2).sum())


def divergence(counts: np.ndarray, centres: np.ndarray, cut: Range) -> float:
    """Of the histogram, its tails laid on the ends of the cut, from the same without tails and spread over the levels."""
    inside = (centres >= min(cut.low, 0.0)) & (centres <= max(cut.high, 0.0))
    clipped = np.where(inside, counts, 0.0)
    if not clipped.any():
        return float("inf")
    reference = clipped.copy()
    first, last = np.flatnonzero(inside)[[0, -1]]
    reference[first] += counts[:first].sum()
    reference[last] += counts[last + 1 :].sum()
    levels = np.clip(((centres - centres[first]) / max(centres[last] - centres[first], 1e-30) * LEVELS).astype(int), 0, LEVELS - 1)
    held = clipped > 0
    sums = np.bincount(levels[inside], clipped[inside], LEVELS)
    places = np.bincount(levels[inside & held], minlength=LEVELS)
    spread = np.where(inside & held, sums[levels] / np.maximum(places[levels], 1), 0.0)
    p, q = reference / reference.sum(), spread / spread.sum()
    compared = p > 0
    return float((p[compared] * np.log(p[compared] / np.maximum(q[compared], 1e-12))).sum())
