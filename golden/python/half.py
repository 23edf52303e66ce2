"""Makes a float32 model compute in float16, or hold its weights in it.

What float16 cannot hold stays float32, with casts around: operators that have no float16 in ONNX, nodes with a constant
beyond its range or one that would become zero (an epsilon of 1e-12), and nodes whose values were too large on clips.
Inputs and outputs stay float32.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import onnx
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from export_error import ExportError

LARGEST = 65504.0
SINGLE = {"CumSum", "NonMaxSuppression", "Range", "Resize", "Upsample", "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear"}
"""Operators that take float32 only, at least in older opsets or in some inputs."""
LARGE = 1024
"""Elements from which on a weight is held in float16 where only weights are."""


def weights_only(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy with large weights in float16 and a cast behind each, which runtimes compute once, when they open the file."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    casts = []
    for tensor in result.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= LARGE and holds(tensor):
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name}_half"))
            casts.append(helper.make_node("Cast", [f"{name}_half"], [name], f"{name}_cast", to=TensorProto.FLOAT))
    nodes = [*casts, *result.graph.node]
    halved = {cast.output[0] for cast in casts}
    inputs = [value for value in result.graph.input if value.name not in halved]  # of old files: weights are inputs, too
    for repeated, values in ((result.graph.node, nodes), (result.graph.input, inputs)):
        copies = list(values)
        del repeated[:]
        repeated.extend(copies)
    return result


def holds(tensor: TensorProto) -> bool:
    """Whether float16 has about the values of a constant."""
    values = numpy_helper.to_array(tensor)
    with np.errstate(over="ignore"):
        halved = values.astype(np.float16)
    lost = values.any() and not halved.any()
    return bool(np.isfinite(halved).all() and not lost)


def floats(model: onnx.ModelProto, names: Collection[str]) -> list[str]:
    """Those of the values that are float32."""
    types = value_types(model)
    return [name for name in names if types.get(name) == TensorProto.FLOAT]


def halve(model: onnx.ModelProto, too_large: Collection[str]) -> tuple[onnx.ModelProto, list[str]]:
    """A copy that computes in float16, and the names of the nodes that do not."""
    halving = Halving(model, too_large)
    return halving.run(), halving.kept


def value_types(model: onnx.ModelProto) -> dict[str, int]:
    inferred = onnx.shape_inference.infer_shapes(model).graph
    return {
        value.name: value.type.tensor_type.elem_type for value in [*inferred.value_info, *inferred.input, *inferred.output]
    }


class Halving:
    """The nodes of a model, rewritten one after the other; values have the type of the node that makes them."""

    def __init__(self, model: onnx.ModelProto, too_large: Collection[str]) -> None:
        self.types = value_types(model)
        self.constants = {tensor.name: tensor for tensor in model.graph.initializer}
        self.types |= {name: tensor.data_type for name, tensor in self.constants.items()}
        self.outputs = {value.name for value in model.graph.output}
        self.too_large = set(too_large)
        self.model = model
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, TensorProto] = dict(self.constants)
        self.halved: set[str] = set()
        self.casts: set[str] = set()
        self.kept: list[str] = []

    def run(self) -> onnx.ModelProto:
        for node in self.model.graph.node:
            if any(a.type in (AttributeProto.GRAPH, AttributeProto.GRAPHS) for a in node.attribute):
                raise ExportError(f"node {node.name or node.op_type} holds a graph of its own, expected a model without such")
            if node.op_type == "Constant" and node.attribute[0].name == "value":
                self.constants[node.output[0]] = node.attribute[0].t
                self.types[node.output[0]] = node.attribute[0].t.data_type
            self.rewrite(node)
        result = onnx.ModelProto()
        result.CopyFrom(self.model)
        del result.graph.value_info[:], result.graph.node[:], result.graph.initializer[:]
        result.graph.node.extend(self.nodes)
        used = {name for node in self.nodes for name in node.input} | self.outputs
        result.graph.initializer.extend(t for name, t in self.initializers.items() if name in used)
        return result

    def rewrite(self, node: onnx.NodeProto) -> None:
        added = onnx.NodeProto()
        added.CopyFrom(node)
        floats = [name for name in node.output if self.types.get(name) == TensorProto.FLOAT]
        half = self.can_be_half(node)
        if node.op_type == "Constant":  # both forms are made where somebody takes them
            self.nodes.append(added)
            return
        if floats and not half:
            self.kept.append(node.name or node.output[0])
        for i, name in enumerate(node.input):
            if self.types.get(name) == TensorProto.FLOAT:
                added.input[i] = self.as_type(name, half)
        if half:
            for attribute in added.attribute:
                if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
                    attribute.i = TensorProto.FLOAT16
                if attribute.type == AttributeProto.TENSOR and attribute.t.data_type == TensorProto.FLOAT:
                    attribute.t.CopyFrom(self.half_tensor(attribute.t, attribute.t.name))
            if node.op_type == "ConstantOfShape" and not node.attribute:
                zero = numpy_helper.from_array(np.zeros(1, np.float16))
                added.attribute.append(helper.make_attribute("value", zero))
        self.nodes.append(added)
        for i, name in enumerate(node.output):
            if half and name in floats:
                if name in self.outputs:
                    added.output[i] = f"{name}_half"
                    self.nodes.append(cast(f"{name}_half", name, TensorProto.FLOAT))
                else:
                    self.halved.add(name)

    def can_be_half(self, node: onnx.NodeProto) -> bool:
        values = [name for name in [*node.input, *node.output] if self.types.get(name) == TensorProto.FLOAT]
        constants = [self.constants[name] for name in node.input if name in self.constants]
        constants += [a.t for a in node.attribute if a.type == AttributeProto.TENSOR]
        return bool(
            values
            and node.op_type not in SINGLE
            and node.domain in ("", "ai.onnx")
            and all(holds(t) for t in constants if t.data_type == TensorProto.FLOAT)
            and not self.too_large.intersection(values)
        )

    def as_type(self, name: str, half: bool) -> str:
        """The value's name in float16 or float32, with a cast if it is made in the other."""
        if name in self.constants and half:
            self.initializers[f"{name}_half"] = self.half_tensor(self.constants[name], f"{name}_half")
            return f"{name}_half"
        if half == (name in self.halved):
            return name
        other, to = (f"{name}_half", TensorProto.FLOAT16) if half else (f"{name}_single", TensorProto.FLOAT)
        if other not in self.casts:
            self.casts.add(other)
            self.nodes.append(cast(name, other, to))
        return other

    @staticmethod
    def half_tensor(tensor: TensorProto, name: str) -> TensorProto:
        return numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), name)


def cast(name: str, other: str, to: int) -> onnx.NodeProto:
    return helper.make_node("Cast", [name], [other], f"{other}_cast", to=to)
