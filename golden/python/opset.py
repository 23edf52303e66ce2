"""Raises the opset of a model, and holds the result against the original."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import version_converter

from calibration import open_session
from export_error import ExportError
from sweep_graphs import relative_l2

SCALES_A_CHANNEL = 13
"""From this opset on DequantizeLinear has an axis: weights with a scale a channel need it."""
FRAMES = (9, 100, 201, 298)
LIMIT = 1e-5
"""Relative L2: both are the same operators, so what is left is that a runtime may sum up in another order."""


def opset_of(model: onnx.ModelProto) -> int:
    return next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))


def raise_opset(model: onnx.ModelProto, source: Path, bins: int) -> tuple[onnx.ModelProto, float | None]:
    """The model with opset 13 or its own if that is newer; how far its embeddings of noise moved, None if nothing was done."""
    before = opset_of(model)
    if before >= SCALES_A_CHANNEL:
        return model, None
    try:
        raised = version_converter.convert_version(model, SCALES_A_CHANNEL)
    except RuntimeError as problem:
        reason = str(problem).strip().splitlines()[-1]
        raise ExportError(f"{source}: its opset {before} cannot be raised to {SCALES_A_CHANNEL}: {reason}") from problem
    raised.ir_version = max(raised.ir_version, 7)
    del raised.metadata_props[:]
    raised.metadata_props.extend(model.metadata_props)
    moved = difference(model, raised, bins)
    if not moved <= LIMIT:
        raise ExportError(
            f"{source}: raised from opset {before} to {SCALES_A_CHANNEL} its embeddings of noise are {moved:.1e} off "
            f"(relative L2), expected {LIMIT:g} or less: onnx's converter does not fit this model"
        )
    return raised, moved


def difference(model: onnx.ModelProto, other: onnx.ModelProto, bins: int) -> float:
    """Relative L2 of embeddings of noise [2, frames, bins], the worst."""
    sessions = [open_session(m) for m in (model, other)]
    noise = np.random.default_rng(5).standard_normal((2, max(FRAMES), bins)).astype(np.float32)
    worst = 0.0
    for frames in FRAMES:
        feed = {sessions[0].get_inputs()[0].name: noise[:, :frames]}
        left, right = (session.run(None, feed)[0] for session in sessions)
        worst = max(worst, relative_l2(right, left))
    return worst
