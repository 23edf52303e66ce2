"""What of a model can compute in 8-bit integers, and between which values."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPERATORS = ("Conv", "Gemm", "MatMul")
FUSED = ("Relu", "Clip")
"""Activations that a runtime computes with the operator in front of them: what is quantised is what they give."""


class QuantisableGraph:
    """A model, the makers and users of its values, and its constants, whether initialisers or Constant nodes."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.model = model
        self.graph = model.graph
        self.outputs = {value.name for value in self.graph.output}
        self.users: dict[str, list[onnx.NodeProto]] = {}
        for node in self.graph.node:
            for name in set(node.input):
                self.users.setdefault(name, []).append(node)
        self.constants: dict[str, TensorProto] = {tensor.name: tensor for tensor in self.graph.initializer}
        for node in self.graph.node:
            if node.op_type == "Constant" and node.attribute[0].name == "value":
                self.constants[node.output[0]] = node.attribute[0].t

    def array(self, name: str) -> np.ndarray:
        return numpy_helper.to_array(self.constants[name])

    def candidates(self) -> list[onnx.NodeProto]:
        """Nodes of ``OPERATORS`` with constant float32 weights of two axes or more, and maybe a bias [channels]."""
        return [node for node in self.graph.node if node.op_type in OPERATORS and self.has_weights(node)]

    def has_weights(self, node: onnx.NodeProto) -> bool:
        constants = [self.constants.get(name) for name in node.input[1:] if name]
        if node.input[0] in self.constants or not all(c is not None and c.data_type == TensorProto.FLOAT for c in constants):
            return False
        axes = [len(constant.dims) for constant in constants if constant is not None]
        given = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        plain = node.op_type != "Gemm" or (
            given.get("alpha", 1.0) == given.get("beta", 1.0) == 1.0 and not given.get("transA", 0)
        )
        return plain and axes[0] >= 2 and axes[1:] in ([], [1])

    def result(self, node: onnx.NodeProto) -> str:
        """What is quantised behind a node: its output, or that of the activation that alone takes it."""
        name = node.output[0]
        users = self.users.get(name, [])
        fused = len(users) == 1 and name not in self.outputs and users[0].op_type in FUSED
        return users[0].output[0] if fused else name

    def values(self, nodes: Iterable[onnx.NodeProto]) -> list[str]:
        """The values that are quantised so that the nodes compute in integers: what goes into them and what comes out.

        What the model gives stays float32.
        """
        names: dict[str, None] = {}
        for node in nodes:
            names[node.input[0]] = None
            if self.result(node) not in self.outputs:
                names[self.result(node)] = None
        return list(names)


def channel_axis(node: onnx.NodeProto, axes: int) -> int:
    """The axis of a node's weights that holds output channels."""
    if node.op_type == "Conv":
        return 0
    return 0 if any(a.name == "transB" and a.i for a in node.attribute) else axes - 1
