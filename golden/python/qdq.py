"""Puts QuantizeLinear and DequantizeLinear around nodes (QDQ): a runtime computes what stands between in 8-bit integers.

By the operators' definition in ONNX's opset 13.  Activations have one scale and zero point a value, uint8 by default:
x ~ scale (q - zero).  Weights are int8, symmetric, with a scale for each output channel; biases are int32 with the
product of the input's and the weights' scales.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import helper, numpy_helper

from qdq_graph import QuantisableGraph, channel_axis

LEAST_SCALE = np.float32(1e-12)
LARGEST_BIAS = 2.0**30
"""In units of its scale: beside what is summed up there is room for it in an int32."""


@dataclass(frozen=True)
class Form:
    """The integers of activations, whether weights have a scale a channel, and who takes a quantised node's input.

    ``everywhere``: all users of the value take it quantised, so that sums and concatenations compute in integers, too;
    else only the nodes that are quantised do.  What a quantised node gives is always taken quantised.
    """

    activations: type[np.integer] = np.uint8
    per_channel: bool = True
    everywhere: bool = True


@dataclass(frozen=True)
class Range:
    """Least and largest value that integers have to hold."""

    low: float
    high: float

    def parameters(self, dtype: type[np.integer]) -> tuple[np.ndarray, np.ndarray]:
        """Scale, float32 [], and zero point [].  Zero itself is exact, as padding needs it; int8 is symmetric."""
        low, high = min(self.low, 0.0), max(self.high, 0.0)
        limits = np.iinfo(dtype)
        if dtype is np.int8:
            return np.maximum(np.float32(max(-low, high) / limits.max), LEAST_SCALE), np.array(0, dtype)
        scale = np.maximum(np.float32((high - low) / (limits.max - limits.min)), LEAST_SCALE)
        return scale, np.array(np.clip(np.rint(limits.min - low / scale), limits.min, limits.max), dtype)


@dataclass
class Insertion:
    """What is put into a graph: constants, nodes in front of all, nodes behind a value, and other names of values."""

    form: Form
    constants: list[onnx.TensorProto] = field(default_factory=list)
    front: list[onnx.NodeProto] = field(default_factory=list)
    behind: dict[str, list[onnx.NodeProto]] = field(default_factory=dict)
    scales: dict[str, np.ndarray] = field(default_factory=dict)

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def activation(self, name: str, found: Range) -> None:
        scale, zero = found.parameters(self.form.activations)
        self.scales[name] = scale
        ends = [self.constant(f"{name}_scale", scale), self.constant(f"{name}_zero", zero)]
        self.behind[name] = [
            helper.make_node("QuantizeLinear", [name, *ends], [f"{name}_q"], f"{name}_quantize"),
            helper.make_node("DequantizeLinear", [f"{name}_q", *ends], [f"{name}_dq"], f"{name}_dequantize"),
        ]

    def dequantised(self, name: str, values: np.ndarray, scale: np.ndarray, axis: int) -> str:
        """Puts a constant there in integers, with a node that makes numbers of it; the name of these."""
        zero = np.zeros(scale.shape, values.dtype)
        inputs = [self.constant(f"{name}_q", values), self.constant(f"{name}_scale", scale), self.constant(f"{name}_zero", zero)]
        axes = {"axis": axis} if scale.ndim else {}
        self.front.append(helper.make_node("DequantizeLinear", inputs, [f"{name}_dq"], f"{name}_dequantize", **axes))
        return f"{name}_dq"

    def weights(self, node: onnx.NodeProto, graph: QuantisableGraph) -> list[str]:
        """The names that a node's weights and bias have now."""
        values = graph.array(node.input[1]).astype(np.float64)
        axis = channel_axis(node, values.ndim)
        others = tuple(i for i in range(values.ndim) if i != axis) if self.form.per_channel else None
        bias = graph.array(node.input[2]).astype(np.float64) if len(node.input) > 2 and node.input[2] else None
        before = float(self.scales[node.input[0]])
        scale = np.abs(values).max(axis=others) / 127
        if bias is not None:  # a channel of nothing but a bias must not have a scale that the bias does not fit in
            least = np.abs(bias) / (before * LARGEST_BIAS)
            scale = np.maximum(scale, least if self.form.per_channel else least.max())
        scale = np.maximum(scale.astype(np.float32), LEAST_SCALE)
        shape = [-1 if i == axis else 1 for i in range(values.ndim)] if self.form.per_channel else []
        integers = np.clip(np.rint(values / scale.reshape(shape)), -127, 127).astype(np.int8)
        names = [self.dequantised(f"{node.output[0]}_weight", integers, scale, axis)]
        if bias is not None:
            unit = (np.float32(before) * scale).astype(np.float32)
            names.append(self.dequantised(f"{node.output[0]}_bias", np.rint(bias / unit).astype(np.int32), unit, 0))
        return names


def quantise(model: onnx.ModelProto, ranges: Mapping[str, Range], names: Collection[str], form: Form = Form()) -> onnx.ModelProto:
    """A copy in which the nodes that make the values ``names`` compute in integers.

    ``ranges`` holds those of ``QuantisableGraph.values``.
    """
    graph = QuantisableGraph(model)
    nodes = {node.output[0]: node for node in graph.candidates() if node.output[0] in names}
    insertion = Insertion(form)
    for name in graph.values(nodes.values()):
        insertion.activation(name, ranges[name])
    inputs = {name: [node.input[0], *insertion.weights(node, graph)] for name, node in nodes.items()}
    shared = set(insertion.behind) if form.everywhere else {graph.result(node) for node in nodes.values()}

    result = onnx.ModelProto()
    result.CopyFrom(model)
    del result.graph.node[:]
    result.graph.node.extend(insertion.front)
    for value in result.graph.input:
        result.graph.node.extend(insertion.behind.get(value.name, []))
    for node in model.graph.node:
        added = result.graph.node.add()
        added.CopyFrom(node)
        quantised = node.output[0] in inputs
        if quantised:
            del added.input[:]
            added.input.extend(inputs[node.output[0]])
        for i, name in enumerate(added.input):
            if name in insertion.behind and (quantised or name in shared):
                added.input[i] = f"{name}_dq"
        for name in node.output:
            result.graph.node.extend(insertion.behind.get(name, []))
    result.graph.initializer.extend(insertion.constants)
    remove_unused(result.graph)
    return result


def remove_unused(graph: onnx.GraphProto) -> None:
    """Drops constants that nobody takes any more."""
    used = {name for node in graph.node for name in node.input} | {value.name for value in graph.output}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    nodes = [node for node in graph.node if node.op_type != "Constant" or node.output[0] in used]
    inputs = [value for value in graph.input if value.name in used or value.name not in {t.name for t in graph.initializer}]
    for field_, values in ((graph.initializer, kept), (graph.node, nodes), (graph.input, inputs)):
        copies = list(values)
        del field_[:]
        field_.extend(copies)
