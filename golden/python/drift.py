"""How far each node moves embeddings when it alone computes in integers, and which to leave in float32 for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx

from calibration import open_session
from qdq import Form, Range, quantise
from qdq_graph import QuantisableGraph


@dataclass(frozen=True)
class NodeDrift:
    """Of the node that makes the value ``output``: root mean square over clips of the relative L2 that it causes alone."""

    output: str
    name: str
    operator: str
    relative_l2: float


def embeddings(model: onnx.ModelProto | str, output: str, clips: Sequence[np.ndarray]) -> np.ndarray:
    """float64 [clips, dim] of features [1, frames, bins] each."""
    session = open_session(model)
    name = session.get_inputs()[0].name
    return np.stack([session.run([output], {name: clip})[0].reshape(-1).astype(np.float64) for clip in clips])


def cosines(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """[clips]"""
    norms = np.linalg.norm(found, axis=1) * np.linalg.norm(expected, axis=1)
    return (found * expected).sum(axis=1) / norms


def relative_l2s(found: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """[clips]"""
    return np.linalg.norm(found - expected, axis=1) / np.linalg.norm(expected, axis=1)


@dataclass(frozen=True)
class Trial:
    """A model, the ranges of its values, and the clips that drift is measured on."""

    model: onnx.ModelProto
    output: str
    ranges: Mapping[str, Range]
    form: Form
    clips: Sequence[np.ndarray]
    expected: np.ndarray

    def embeddings(self, names: Sequence[str]) -> np.ndarray:
        """Those of the model in which the nodes that make ``names`` compute in integers."""
        return embeddings(quantise(self.model, self.ranges, set(names), self.form), self.output, self.clips)

    def alone(self, names: Sequence[str]) -> list[NodeDrift]:
        """Of each node by itself, the worst first."""
        nodes = {node.output[0]: node for node in QuantisableGraph(self.model).candidates()}
        drifts = []
        for name in names:
            moved = relative_l2s(self.embeddings([name]), self.expected)
            node = nodes[name]
            drifts.append(NodeDrift(name, node.name or name, node.op_type, float(np.sqrt((moved**2).mean()))))
        return sorted(drifts, key=lambda drift: -drift.relative_l2)

    def fewest_kept(self, drifts: Sequence[NodeDrift], least_cosine: float) -> int:
        """How many of the worst nodes have to stay in float32 for a mean cosine over the clips, by bisection."""

        def enough(kept: int) -> bool:
            names = [drift.output for drift in drifts[kept:]]
            return not names or bool(cosines(self.embeddings(names), self.expected).mean() >= least_cosine)

        low, high = 0, len(drifts)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(middle) else (middle + 1, high)
        return low
