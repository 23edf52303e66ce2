"""AveragePool and BatchNormalization for onnx's reference evaluator, whose own are wrong for speaker models.

onnx 1.23.2 shifts the windows of AveragePool where the last one is partial (CAM++ has one at most lengths), and moves the
statistics of BatchNormalization of opset 9 to 13 towards those of the batch, both without an error
(``findings/onnx-reference-evaluator.sh``);
``ReferenceEvaluator(model, new_ops=OPERATORS)`` takes these in their place.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from onnx.reference.op_run import OpRun


def starts(length: int, kernel: int, stride: int, before: int, after: int, ceil_mode: bool) -> range:
    """Where the windows of one axis start; 0 is the first element of the input itself, the padding is outside."""
    room = length + before + after - kernel
    count = (-(-room // stride) if ceil_mode else room // stride) + 1
    if ceil_mode and (count - 1) * stride >= length + before:
        count -= 1  # it would begin in the padding after the input
    return range(-before, -before + count * stride, stride)


def average_pool(
    x: np.ndarray,
    kernel: list[int],
    strides: list[int],
    pads: list[int],
    ceil_mode: bool,
    count_include_pad: bool,
) -> np.ndarray:
    """x [batch, channels, ...] with one kernel, stride and pad at either end for each axis after these two.

    A window that reaches over the end of the padded input is cut there; the sum is divided by the number of elements
    that are left, with those of the padding if ``count_include_pad``.
    """
    lengths, axes = x.shape[2:], range(len(kernel))
    befores, afters = pads[: len(kernel)], pads[len(kernel) :]
    grids = [starts(lengths[a], kernel[a], strides[a], befores[a], afters[a], ceil_mode) for a in axes]
    pooled = np.empty((*x.shape[:2], *(len(grid) for grid in grids)), x.dtype)
    for place in itertools.product(*(range(len(grid)) for grid in grids)):
        window: list[slice] = []
        size = 1
        for axis in axes:
            start = grids[axis][place[axis]]
            end = min(start + kernel[axis], lengths[axis] + afters[axis])
            inside = slice(max(start, 0), min(end, lengths[axis]))
            size *= end - start if count_include_pad else inside.stop - inside.start
            window.append(inside)
        total = x[(..., *window)].sum(axis=tuple(range(2, x.ndim)), dtype=np.float64)
        pooled[(..., *place)] = total / size
    return pooled


class AveragePool(OpRun):  # type: ignore[misc]  # onnx has no types for it
    """The operator; dilations and automatic padding, which no exporter of speaker models writes, are refused."""

    op_domain = ""

    def _run(self, x: np.ndarray, **attributes: Any) -> tuple[np.ndarray]:
        kernel = list(attributes["kernel_shape"])
        if attributes.get("auto_pad") not in (None, "NOTSET", "VALID"):
            raise NotImplementedError(f"AveragePool with auto_pad {attributes['auto_pad']}")
        if any(d != 1 for d in attributes.get("dilations") or []):
            raise NotImplementedError("AveragePool with dilations")
        strides = list(attributes.get("strides") or [1] * len(kernel))
        pads = list(attributes.get("pads") or [0] * 2 * len(kernel))
        ceil_mode = bool(attributes.get("ceil_mode"))
        count_include_pad = bool(attributes.get("count_include_pad"))
        return (average_pool(x, kernel, strides, pads, ceil_mode, count_include_pad),)


class BatchNormalization(OpRun):  # type: ignore[misc]
    """The operator with the statistics it is given, as a model that is exported for inference has it."""

    op_domain = ""

    def _run(
        self, x: np.ndarray, scale: np.ndarray, bias: np.ndarray, mean: np.ndarray, var: np.ndarray, **attributes: Any
    ) -> tuple[np.ndarray]:
        if attributes.get("training_mode"):
            raise NotImplementedError("BatchNormalization in training mode")
        epsilon = attributes.get("epsilon")
        factor = scale / np.sqrt(var + np.float32(1e-5 if epsilon is None else epsilon))
        channels = (-1, *[1] * (x.ndim - 2))
        return (x * factor.reshape(channels) + (bias - mean * factor).reshape(channels),)


OPERATORS = [AveragePool, BatchNormalization]
"""What the evaluator is to take in place of its own."""
