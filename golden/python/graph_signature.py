"""What an ONNX file says of itself: its input and output, chosen as the engine does, without any runtime.

onnx 1.14.1 reads files of newer IR versions too: here they are fields of a message, and no operator is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import onnx
from google.protobuf.message import DecodeError
from onnx import TensorProto

from export_error import ExportError

HALF = {TensorProto.FLOAT16: "float16", TensorProto.BFLOAT16: "bfloat16"}


@dataclass(frozen=True)
class Signature:
    """Names of input and output; ``bins`` is None where the file leaves that axis open."""

    input: str
    output: str
    bins: int | None


def shape_of(value: onnx.ValueInfoProto) -> list[int | str]:
    dims = value.type.tensor_type.shape.dim
    return [d.dim_value if d.HasField("dim_value") else d.dim_param or "?" for d in dims]


def describe(values: list[onnx.ValueInfoProto]) -> str:
    names = TensorProto.DataType.Name
    return ", ".join(f"{v.name} {names(v.type.tensor_type.elem_type).lower()} {shape_of(v)}" for v in values) or "none"


def is_float(value: onnx.ValueInfoProto) -> bool:
    return value.type.tensor_type.elem_type == TensorProto.FLOAT


def is_embedding(value: onnx.ValueInfoProto) -> bool:
    """float [batch, dim] or [batch, 1, dim]"""
    shape = shape_of(value)
    return is_float(value) and (len(shape) == 2 or (len(shape) == 3 and shape[1] == 1))


def read_signature(path: Path) -> Signature:
    """Raises, with what was found, where the model is none that a reference can be made for."""
    if not path.is_file():
        raise ExportError(f"{path}: there is no such file")
    try:
        model = onnx.load(str(path), load_external_data=False)
    except DecodeError as problem:
        raise ExportError(f"{path}: it is no ONNX file: {problem}") from problem
    graph = model.graph
    require_single_precision(graph, path)
    constants = {tensor.name for tensor in graph.initializer}
    inputs = [value for value in graph.input if value.name not in constants]
    if len(inputs) != 1 or not is_float(inputs[0]) or len(shape_of(inputs[0])) != 3:
        raise ExportError(f"{path}: expected one input of float [batch, frames, bins], found {describe(inputs)}")
    _, frames, bins = shape_of(inputs[0])
    if isinstance(frames, int):
        raise ExportError(f"{path}: expected a dynamic axis for the frames, found {frames} frames")
    return Signature(inputs[0].name, embedding_output(graph, path), bins if isinstance(bins, int) else None)


def require_single_precision(graph: onnx.GraphProto, path: Path) -> None:
    """Weights of half precision: runtimes round between them as they like, or have no kernels at all."""
    for tensor in graph.initializer:
        if tensor.data_type in HALF:
            raise ExportError(
                f"{path}: weights are {HALF[tensor.data_type]} ({tensor.name}), expected float32: "
                "runtimes round such a model differently, so none is a reference; make the pack of the float32 model"
            )


def embedding_output(graph: onnx.GraphProto, path: Path) -> str:
    """The only output [batch, dim] or [batch, 1, dim], or the one of these named "embedding"."""
    names = [output.name for output in graph.output if is_embedding(output)]
    if len(names) == 1:
        return names[0]
    if "embedding" in names:
        return "embedding"
    found = describe(list(graph.output))
    raise ExportError(f"{path}: expected one output of float [batch, dim], or one named embedding, found {found}")
