"""Exports every zoo architecture with the PyTorch of today, and compares what runtimes make of it with PyTorch.

The call is that of 3D-Speaker's export_speaker_embedding_onnx.py: word for word (``default``), with ``dynamo=False``
(``legacy``) and with opset 20 (``opset20``).  Weights are seeded, batch norm is fitted to noise; the input is noise.
``exports_today.csv`` has a line for each graph, release of ONNX Runtime and frame count, ``exports_today_graphs.csv``
one for each graph.

    python export_today.py --runtimes ../runtimes
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np
import onnx
import torch

import runtimes
import zoo
from export_error import ExportError

HERE = Path(__file__).resolve().parent
VERSIONS = ["1.16.3", "1.20.1", "1.23.2", "1.28.0", "1.32.0"]
"""The last of 1.16, then one on either side of each change: Pad_Fusion from 1.21 to 1.28, the pooling right from 1.29."""
STYLES: dict[str, dict[str, Any]] = {
    "default": {"opset_version": 11},
    "legacy": {"opset_version": 11, "dynamo": False},
    "opset20": {"opset_version": 20},
}
FRAMES = {
    "segments-of-100": (3, 9, 101, 199, 200, 201, 298, 345, 398, 400, 402, 700),
    "stride-8": (9, 17, 64, 298),
}
"""CAM++: around whole segments of 100 frames after the stride of 2. ERes2Nets, which take ten times as long and have no
such pooling: their fewest, strides that round up, a whole block, 3 s."""
KEYS = [key for key in zoo.KEYS if zoo.ARCHITECTURES[key].sweep in FRAMES]
"""CAM++ and the ERes2Nets: the other architectures were not exported so."""
FRAMES_IF_LARGE = (9, 101)
LARGE_PARAMETERS = 20_000_000
SPREAD = 3.0
"""Standard deviation of the noise, about that of log-mel features."""

GRAPH_COLUMNS = (
    "model,export,torch,opset,ir_version,nodes,graph_bytes,data_bytes,input,input_shape,output,output_shape,pooling"
)
ROW_COLUMNS = "model,export,onnxruntime,frames,relative_l2,cosine,problem"


@dataclass(frozen=True)
class Reference:
    """Inputs [1, frames, 80] by frame count, and PyTorch's embeddings of them."""

    inputs: dict[str, np.ndarray]
    embeddings: dict[str, np.ndarray]


def fitted(key: str) -> torch.nn.Module:
    """A seeded model whose batch norms have the statistics of noise."""
    torch.manual_seed(0)
    model = zoo.build(key)
    for name, module in model.named_modules():
        if name.endswith(".bn3"):
            torch.nn.init.constant_(module.weight, zoo.ARCHITECTURES[key].residual_gain)  # type: ignore[arg-type]
        if isinstance(module, torch.nn.modules.batchnorm._BatchNorm):
            module.momentum = 1.0  # running statistics = statistics of the one batch
    with torch.no_grad():
        model.train()(torch.randn(4, 300, 80) * SPREAD)
    return model.eval()


def export(model: torch.nn.Module, path: Path, style: str) -> None:
    """As 3D-Speaker's script does it, but for what the style changes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            torch.randn(1, 345, 80),
            str(path),
            export_params=True,
            do_constant_folding=True,
            input_names=["feature"],
            output_names=["embedding"],
            dynamic_axes={"feature": {0: "batch_size", 1: "frame_num"}, "embedding": {0: "batch_size"}},
            **STYLES[style],
        )


def shape_of(value: onnx.ValueInfoProto) -> str:
    return " ".join(d.dim_param or str(d.dim_value) for d in value.type.tensor_type.shape.dim)


def pooling_of(graph: onnx.GraphProto) -> str:
    """The AveragePools with ceil_mode, as the attributes that runtimes differ in, and whether a Pad is before them."""
    makers = {output: node.op_type for node in graph.node for output in node.output}
    forms = set()
    for node in graph.node:
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == "AveragePool" and attributes.get("ceil_mode"):
            before = "Pad " if makers.get(node.input[0]) == "Pad" else ""
            forms.add(f"{before}AveragePool count_include_pad={attributes.get('count_include_pad', 0)}")
    return "; ".join(sorted(forms))


def describe(path: Path) -> list[object]:
    """The columns of a graph from its opset on."""
    model = onnx.load(str(path), load_external_data=False)
    data = path.with_name(path.name + ".data")
    source, result = model.graph.input[0], model.graph.output[0]
    opset = next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    sizes = [path.stat().st_size, data.stat().st_size if data.exists() else 0]
    ends = [source.name, shape_of(source), result.name, shape_of(result)]
    return [opset, model.ir_version, len(model.graph.node), *sizes, *ends, pooling_of(model.graph)]


def reference(key: str, model: torch.nn.Module) -> Reference:
    large = sum(p.numel() for p in model.parameters()) > LARGE_PARAMETERS
    counts = FRAMES_IF_LARGE if large else FRAMES[zoo.ARCHITECTURES[key].sweep]
    random = np.random.default_rng(11)
    inputs = {str(n): (random.standard_normal((1, n, 80)) * SPREAD).astype(np.float32) for n in counts}
    with torch.no_grad():
        embeddings = {name: model(torch.from_numpy(rows.copy())).numpy() for name, rows in inputs.items()}
    return Reference(inputs, embeddings)


def compare(path: Path, runtime: runtimes.Runtime, expected: Reference) -> list[list[object]]:
    """The columns frames, relative_l2, cosine and problem of a graph under a runtime."""
    try:
        answer = runtime.ask(path, "feature", "embedding", expected.inputs)
    except ExportError as problem:
        return [["", "", "", str(problem).rpartition(") ")[2]]]  # ONNX Runtime's reason stands after a C++ signature
    lines: list[list[object]] = []
    for name, right in expected.embeddings.items():
        if name in answer.errors:
            lines.append([name, "", "", answer.errors[name]])
            continue
        found, truth = answer.outputs[name][0].astype(np.float64), right[0].astype(np.float64)
        error = np.linalg.norm(found - truth) / np.linalg.norm(truth)
        cosine = found @ truth / np.linalg.norm(found) / np.linalg.norm(truth)
        lines.append([name, f"{error:.2e}", f"{cosine:.7f}", ""])
    return lines


def export_and_compare(key: str, releases: dict[str, runtimes.Runtime], graphs: TextIO, rows: TextIO) -> None:
    model = fitted(key)
    expected = reference(key, model)
    graph_lines, row_lines = csv.writer(graphs, lineterminator="\n"), csv.writer(rows, lineterminator="\n")
    for style in STYLES:
        with tempfile.TemporaryDirectory(prefix="speakerbench-exports-") as folder:
            path = Path(folder) / f"{key}.onnx"
            export(model, path, style)
            graph_lines.writerow([key, style, torch.__version__.partition("+")[0], *describe(path)])
            for version, runtime in releases.items():
                for line in compare(path, runtime, expected):
                    row_lines.writerow([key, style, version, *line])
        print(f"{key} {style} done", flush=True)
        graphs.flush()
        rows.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", choices=KEYS, default=KEYS, help="zoo keys (default: all of these)")
    parser.add_argument("--runtimes", type=Path, required=True, help="folder of releases; those that miss are installed")
    parser.add_argument("--versions", nargs="+", default=VERSIONS, help="releases of onnxruntime (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of the two CSVs (default: that of this script)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    try:
        releases = {version: runtimes.released(version, arguments.runtimes) for version in arguments.versions}
        tables = zoo.replacing(arguments.out / "exports_today_graphs.csv"), zoo.replacing(arguments.out / "exports_today.csv")
        with tables[0] as graph_path, tables[1] as row_path, graph_path.open("w") as graphs, row_path.open("w") as rows:
            print(GRAPH_COLUMNS, file=graphs)
            print(ROW_COLUMNS, file=rows)
            for key in arguments.models:
                export_and_compare(key, releases, graphs, rows)
    except (ExportError, OSError) as problem:
        sys.exit(f"export_today.py: {problem}")


if __name__ == "__main__":
    main()
