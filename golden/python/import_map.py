"""How each tensor of an exported graph is made from the state dict: ``KEY.import.json``, by which Java imports checkpoints.

The exporter copies most tensors and folds a batch norm into the convolution before it; tensors whose values are equal,
as those of batch norms that no one trained are, it writes once and reads through Identity nodes.  The map names, for each
tensor that the nodes use, what of the state dict it is made of; ``prove`` makes them again and compares every bit.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import zoo
from export_error import ExportError

State = dict[str, torch.Tensor]
NORM = ("weight", "bias", "running_mean", "running_var")


def tensors_of(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """The values of each name, those that are Identity of another too."""
    tensors = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in tensors:
            tensors[node.output[0]] = tensors[node.input[0]]
    return tensors


def same_bits(first: np.ndarray, second: np.ndarray) -> bool:
    return first.dtype == second.dtype and first.shape == second.shape and first.tobytes() == second.tobytes()


def norm_scale(state: State, norm: list[str], eps: float) -> torch.Tensor:
    """What the exporter multiplies a convolution's weights with, [channels]."""
    return state[norm[0]].div(state[norm[3]].add(eps).sqrt())


def fold(state: State, entry: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """(weights, biases) in the order of torch/csrc/jit/passes/onnx/eval_peephole.cpp of PyTorch 1.13.1."""
    scale = norm_scale(state, entry["norm"], entry["eps"])
    weights = state[entry["convolution"][0]]
    folded = weights.mul(scale.reshape([-1] + [1] * (weights.dim() - 1)))
    bias, mean = state[entry["norm"][1]], state[entry["norm"][2]]
    if len(entry["convolution"]) == 2:
        biases = state[entry["convolution"][1]].sub(mean).mul(scale).add(bias)
    else:
        biases = bias.sub(mean.mul(scale))
    return folded.numpy(), biases.numpy()


Norm = tuple[list[str], float, np.ndarray]
"""Names of a batch norm's tensors, eps, and its scale [channels]."""


def norms_of(model: torch.nn.Module) -> list[Norm]:
    """The batch norms that have a weight and a bias."""
    state = model.state_dict()
    found = []
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm) and module.affine:
            names = [f"{name}.{tensor}" for tensor in NORM]
            found.append((names, module.eps, norm_scale(state, names, module.eps).numpy()))
    return found


def folded_entry(node: onnx.NodeProto, tensors: dict[str, np.ndarray], state: State, norms: list[Norm]) -> dict[str, Any]:
    """Finds the one convolution and the one batch norm that give a node's weights and biases bit by bit."""
    weights, biases = tensors[node.input[1]], tensors[node.input[2]]
    found = []
    for name in [n for n, t in state.items() if n.endswith(".weight") and list(t.shape) == list(weights.shape)]:
        bias = name.removesuffix("weight") + "bias"
        row = state[name].numpy()[0]
        for norm, eps, scale in norms:
            if scale.shape != biases.shape or not same_bits(row * scale[0], weights[0]):
                continue
            entry = {
                "weight": node.input[1],
                "bias": node.input[2],
                "convolution": [name, bias] if bias in state else [name],
                "norm": norm,
                "eps": eps,
            }
            made = fold(state, entry)
            if same_bits(made[0], weights) and same_bits(made[1], biases):
                found.append(entry)
    if len(found) != 1:
        raise ExportError(f"{node.name}: found {len(found)} convolutions with a batch norm that give its tensors, expected 1")
    return found[0]


def make(key: str, model: torch.nn.Module, graph: onnx.GraphProto) -> dict[str, Any]:
    """The map of a graph that was exported from ``model``; every tensor of the graph is in it."""
    state = model.state_dict()
    tensors = tensors_of(graph)
    norms = norms_of(model)
    convolutions = [n for n in graph.node if n.op_type == "Conv" and n.input[1] not in state]
    result = {
        "schema": zoo.IMPORT_SCHEMA,
        "key": key,
        "state": {name: list(tensor.shape) for name, tensor in state.items()},
        "copied": [name for name in tensors if name in state],
        "folded": [folded_entry(node, tensors, state, norms) for node in convolutions],
    }
    prove(result, state, graph)
    return result


def prove(mapping: dict[str, Any], state: State, graph: onnx.GraphProto) -> None:
    """Makes every tensor of a graph from the state dict that was exported, and compares the bits."""
    made = {name: state[name].numpy() for name in mapping["copied"]}
    for entry in mapping["folded"]:
        made[entry["weight"]], made[entry["bias"]] = fold(state, entry)
    expected = tensors_of(graph)
    wrong = [n for n in expected if n not in made or not same_bits(made[n], expected[n])]
    wrong += [n for n in made if n not in expected]
    if wrong:
        raise ExportError(
            f"{mapping['key']}: {len(wrong)} tensors of the graph do not follow from the state dict: {', '.join(wrong[:5])}"
        )


def lines(items: list[str]) -> str:
    return ",\n".join(f"  {item}" for item in items)


def write(mapping: dict[str, Any], path: Path) -> None:
    """JSON with an entry a line."""
    state = lines([f"{json.dumps(name)}: {json.dumps(shape)}" for name, shape in mapping["state"].items()])
    copied = lines([json.dumps(name) for name in mapping["copied"]])
    folded = lines([json.dumps(entry) for entry in mapping["folded"]])
    path.write_text(
        f'{{\n "schema": {json.dumps(mapping["schema"])},\n "key": {json.dumps(mapping["key"])},\n'
        f' "state": {{\n{state}\n }},\n "copied": [\n{copied}\n ],\n "folded": [\n{folded}\n ]\n}}\n'
    )
