"""Sweeps of frame counts: embeddings of a zoo model at the lengths where its strides and pooling have edges.

Features are cut from ``fbank_normalised`` of one clip, as they are: row ``b`` of a case of ``n`` frames is the model on
frames [b * ROW_OFFSET, b * ROW_OFFSET + n).  Every row is computed alone; a case of several rows is what another
implementation may compute as one batch.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import zoo
from clips import Clip
from export_error import ExportError
from models import MIN_COSINE, Model, cosine, relative_l2

ROW_OFFSET = 64
"""Frames from one row of a batch to the next: 0.64 s further on, so the rows differ."""
BATCH_ROWS = 5

SUMMARY_HEADER = (
    f"{'sweep':<20} {'cases':>5} {'rows':>5} {'frames':>9} {'ORT/torch':>12} {'at':>4} {'rel. L2':>9} {'at':>4}"
)


@dataclass(frozen=True)
class Edge:
    """Frame counts and why they are tried."""

    reason: str
    frames: tuple[int, ...]


@dataclass(frozen=True)
class Sweep:
    """The frame counts for one kind of architecture; ``batched`` are those tried with BATCH_ROWS rows."""

    edges: tuple[Edge, ...]
    batched: tuple[int, ...]


def _span(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1))


_USUAL = Edge("3 s of audio and the length that the exporter traced", (298, 345))

SWEEPS: dict[str, Sweep] = {
    # CAM++: stride 2 gives m = ceil(n / 2) frames; then averages over segments of 100 of them, the last one partial.
    "segments-of-100": Sweep(
        (
            Edge("two frames after the stride, the fewest that have a deviation, and a few more", _span(3, 12)),
            Edge("99, 100 frames after the stride (a whole segment), then a second of 1 and of 2", _span(197, 204)),
            Edge("the same around two segments", _span(397, 404)),
            Edge("the same around three segments", _span(597, 604)),
            _USUAL,
            Edge("the last segment half full, and the longest", (500, 700)),
        ),
        (3, 101, 298),
    ),
    # ERes2Net, ERes2NetV2: three strides of 2, each rounding up, give ceil(n / 8) frames; then mean and deviation.
    "stride-8": Sweep(
        (
            Edge("two frames after the strides, then three and four: each stride rounds both ways", _span(9, 25)),
            Edge("multiples of 64: whole vectors and blocks in kernels at every stride, and one more", _span(63, 65)),
            Edge("the same at 128, 256 and 512", (*_span(127, 129), *_span(255, 257), *_span(511, 513))),
            Edge("multiples of 8 that are none of 64", (200, *_span(399, 401))),
            _USUAL,
            Edge("an odd neighbour of 3 s; the longest", (299, 699, 700)),
        ),
        (9, 101, 298),
    ),
    # ResNet34, Res2Net: the same strides.  ERes2Net's many counts found nothing between these.
    "stride-8-few": Sweep(
        (
            Edge("two frames after the strides, then three: each stride rounds both ways", _span(9, 17)),
            Edge("a whole vector of 8 after the strides, and one more", (64, 65)),
            _USUAL,
            Edge("the longest", (700,)),
        ),
        (9, 101, 298),
    ),
    # ECAPA-TDNN: no strides; reflecting padding of 2, 2, 3 and 4 frames at each end.
    "reflected-4": Sweep(
        (
            Edge("4 frames are reflected: all but one, all but two, ..., all but six", _span(5, 10)),
            Edge("a whole vector of 16, and a block of 64, and one more", (16, 17, 64, 65)),
            _USUAL,
            Edge("the longest", (700,)),
        ),
        (5, 101, 298),
    ),
    # x-vector: contexts of 5, 5 and 7 frames without padding leave n - 14; then mean and deviation.
    "context-15": Sweep(
        (
            Edge("two frames after the contexts, and a few more", _span(16, 20)),
            Edge("whole vectors of 16 after the contexts, and a block of 64, and one more", (30, 31, 78, 79)),
            _USUAL,
            Edge("the longest", (700,)),
        ),
        (16, 101, 298),
    ),
}


@dataclass(frozen=True)
class Case:
    """``batch`` rows of ``frames`` frames."""

    frames: int
    batch: int

    @property
    def needed_frames(self) -> int:
        """How long the clip has to be."""
        return (self.batch - 1) * ROW_OFFSET + self.frames

    def rows(self, features: np.ndarray) -> list[np.ndarray]:
        """features float32 [frames, bins] of the clip to those of each row."""
        starts = [row * ROW_OFFSET for row in range(self.batch)]
        return [features[start : start + self.frames] for start in starts]


def cases_of(key: str) -> list[Case]:
    """The cases of a zoo model in order of frames, each count once."""
    sweep = SWEEPS[zoo.ARCHITECTURES[key].sweep]
    counts = {n for edge in sweep.edges for n in edge.frames}.union(sweep.batched)
    return [Case(n, BATCH_ROWS if n in sweep.batched else 1) for n in sorted(counts)]


def sweep_clip(clips: list[Clip], clip_id: str) -> Clip:
    """The clip of this id."""
    for clip in clips:
        if clip.id == clip_id:
            return clip
    raise ExportError(f"sweep: found no clip {clip_id}, expected one of {', '.join(clip.id for clip in clips)}")


def embeddings_of(model: Model, clip: Clip, cases: list[Case]) -> dict[str, np.ndarray]:
    """float32 [rows, dim] by kind of reference, in the order of the cases, every row in a batch of 1."""
    if cases[0].frames != model.min_frames:
        raise ExportError(
            f"{model.name}: the sweep starts at {cases[0].frames} frames, expected {model.min_frames}, its minimum"
        )
    longest = max(case.needed_frames for case in cases)
    if clip.frames < longest:
        raise ExportError(f"{clip.id}: found {clip.frames} frames, expected {longest} or more for the sweep")
    inputs = [row for case in cases for row in case.rows(clip.features["fbank_normalised"])]

    def rows(embed: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        return np.stack([embed(features) for features in inputs])

    return {"pytorch": rows(model.embed_torch), "onnxruntime": rows(model.embed)}


def check(model: Model, cases: list[Case], tables: dict[str, np.ndarray]) -> str:
    """A line of the summary; raises when PyTorch and ONNX Runtime do not agree on a row."""
    frames = [case.frames for case in cases for _ in range(case.batch)]
    agreement = cosine(tables["onnxruntime"], tables["pytorch"])
    error = relative_l2(tables["onnxruntime"], tables["pytorch"])
    worst, largest = int(agreement.argmin()), int(error.argmax())  # the first NaN, if there is one
    if not agreement[worst] >= MIN_COSINE:
        raise ExportError(
            f"{model.name}: cosine of PyTorch and ONNX Runtime is {agreement[worst]:.8f} at {frames[worst]} frames, "
            f"expected {MIN_COSINE} or more"
        )
    return (
        f"{model.name:<20} {len(cases):>5} {len(frames):>5} {f'{frames[0]}..{frames[-1]}':>9} "
        f"{agreement[worst]:>12.9f} {frames[worst]:>4} {error[largest]:>9.2e} {frames[largest]:>4}"
    )
