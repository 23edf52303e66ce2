"""Models that a user brings as an ONNX file: embedded by a runtime of their own, and by a second one that must agree.

Releases of ONNX Runtime differ in what they make of a graph, without an error: the one of this environment, 1.16.1,
computes CAM++ wrongly as PyTorch 2.15 exports it, and cannot open what its new exporter writes.  So the embeddings come
from a pinned release in a folder of its own, and are held against PyTorch if there is a checkpoint, else against onnx's
reference evaluator in NumPy.  The latter is slow: it is asked at a few frame counts of one clip only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

import checkpoints
from clips import Clip
from export_error import ExportError
from graph_signature import Signature, read_signature
from models import MAX_PROBED_FRAMES, MIN_COSINE, cosine, relative_l2
from runtimes import Runtime

CHECKED_FRAMES = (50, 149, 298)
"""Besides the fewest: frame counts at which pooling over segments of 100 frames, after a stride of 2, ends in a partial
one (25, 75, 49 of them), and strides of 8 round up."""
MAX_RELATIVE_L2 = 2e-3
"""Of two runtimes that agree: what a cosine of 0.999999 allows (1.4e-3), where the cosine does not see the scale."""
REPEATED = "repeated"


@dataclass(frozen=True)
class Case:
    """The first ``frames`` frames of a clip."""

    clip: Clip
    frames: int

    @property
    def name(self) -> str:
        return f"{self.clip.id} ({self.frames} frames)"

    def rows(self) -> np.ndarray:
        return self.clip.features["fbank_normalised"][: self.frames]


@dataclass(frozen=True)
class UserModel:
    """A file, the runtime that embeds it, the one that checks it; ``module`` is the PyTorch model of its checkpoint."""

    name: str
    graph: Path
    signature: Signature
    runtime: Runtime
    checker: Runtime
    module: torch.nn.Module | None
    version: str
    embedding_dim: int
    min_frames: int
    kind: str = "file"
    weights: None = None

    @property
    def input(self) -> str:
        return self.signature.input

    @property
    def output(self) -> str:
        return self.signature.output

    def embed_all(self, features: list[np.ndarray]) -> list[np.ndarray]:
        """Features float32 [frames, bins] to embeddings float32 [dim], in one process."""
        return self._ask(self.runtime, features)[1]

    def embed_torch(self, features: np.ndarray) -> np.ndarray:
        assert self.module is not None
        with torch.no_grad():
            return self.module(torch.from_numpy(features[None].copy()))[0].numpy()

    def _ask(self, runtime: Runtime, features: list[np.ndarray]) -> tuple[str, list[np.ndarray]]:
        rows = {str(i): array[None] for i, array in enumerate(features)}
        answer = runtime.ask(self.graph, self.input, self.output, rows)
        for i, reason in answer.errors.items():
            count = len(features[int(i)])
            raise ExportError(f"{self.name}: {runtime.kind} {answer.version} fails at {count} frames: {reason}")
        return answer.version, [answer.outputs[name].reshape(-1) for name in rows]

    def check(self, clips: list[Clip]) -> dict[str, Any]:
        """Holds the runtime against the second one; the manifest's account of it, or raises where they disagree."""
        cases = self._cases(clips)
        features = [case.rows() for case in cases]
        found = self.embed_all(features)
        if self.module is not None:
            checker, right = f"torch {torch.__version__}", [self.embed_torch(rows) for rows in features]
        else:
            version, right = self._ask(self.checker, features)
            checker = f"onnx {version} (reference evaluator)"
        table, expected = np.stack(found), np.stack(right)
        agreement, error = cosine(table, expected), relative_l2(table, expected)
        worst = int(error.argmax())  # the first NaN, if there is one
        if not (agreement.min() >= MIN_COSINE and error[worst] <= MAX_RELATIVE_L2):
            raise ExportError(
                f"{self.name}: onnxruntime {self.version} and {checker} disagree on {cases[worst].name}: "
                f"cosine {agreement[worst]:.7f}, relative L2 {error[worst]:.2e}, expected a cosine of {MIN_COSINE} or "
                f"more and {MAX_RELATIVE_L2:g} or less: one of them computes this graph wrongly, so there is no reference"
            )
        return {
            "onnxruntime": self.version,
            "checked_by": checker,
            "checked": [{"clip": case.clip.id, "frames": case.frames} for case in cases],
            "min_cosine": float(f"{agreement.min():.9f}"),
            "max_relative_l2": float(f"{error.max():.2e}"),
        }

    def _cases(self, clips: list[Clip]) -> list[Case]:
        """The counts of the longest clip; with PyTorch, which is fast, every clip whole as well."""
        longest = max(clips, key=lambda clip: clip.frames)
        counts = sorted({self.min_frames, *(n for n in CHECKED_FRAMES if self.min_frames < n <= longest.frames)})
        if self.module is None:
            return [Case(longest, n) for n in counts]
        whole = [Case(clip, clip.frames) for clip in clips]
        return [Case(longest, n) for n in counts if n < longest.frames] + whole


def open_user_model(name: str, graph: Path, bins: int, folder: Path, checkpoint: Path | None) -> UserModel:
    """``folder`` holds both runtimes; raises, with what was found, when no reference can be made of the file."""
    signature = read_signature(graph)
    if signature.bins not in (None, bins):
        raise ExportError(f"{graph}: it takes {signature.bins} bins, found {bins} in the configuration of the front end")
    runtime, checker = Runtime("onnxruntime", folder), Runtime("onnx", folder)
    module = checkpoints.load(checkpoint) if checkpoint else None
    version, frames, dim = probe(graph, signature, runtime, bins)
    return UserModel(name, graph, signature, runtime, checker, module, version, dim, frames)


def probe(graph: Path, signature: Signature, runtime: Runtime, bins: int) -> tuple[str, int, int]:
    """(version, fewest frames, dimension): the first of 1 to 64 frames whose embedding is finite, the same twice."""
    noise = np.random.default_rng(0).standard_normal((1, MAX_PROBED_FRAMES, bins)).astype(np.float32)
    rows = {str(n): noise[:, :n] for n in range(1, MAX_PROBED_FRAMES + 1)}
    answer = runtime.ask(graph, signature.input, signature.output, rows | {REPEATED: noise})
    finite = [n for n in range(1, MAX_PROBED_FRAMES + 1) if _is_finite(answer.outputs.get(str(n)))]
    if not finite:
        reason = answer.errors.get(str(MAX_PROBED_FRAMES), "the embedding is not finite")
        raise ExportError(f"{graph}: nothing from 1 to {MAX_PROBED_FRAMES} frames gives an embedding: {reason}")
    first, second = (answer.outputs[key].reshape(1, -1) for key in (str(MAX_PROBED_FRAMES), REPEATED))
    if not np.array_equal(first, second):
        raise ExportError(
            f"{graph}: the same input gives another embedding each time (relative L2 "
            f"{relative_l2(second, first)[0]:.2e}): is dropout left on? export the model after model.eval()"
        )
    return answer.version, finite[0], first.shape[1]


def _is_finite(embedding: np.ndarray | None) -> bool:
    return embedding is not None and bool(np.isfinite(embedding).all())
