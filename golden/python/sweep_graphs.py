"""Runs ONNX files under many released versions of ONNX Runtime, at many frame counts, and writes a table of errors.

All files are forms of one model.  Their reference is the first file under ``--right``, a version that is held against
PyTorch's embeddings (``--proof``) before anything else is done.

    python sweep_graphs.py --runtimes ../runtimes --versions 1.20.1 1.28.0 1.32.0 --right 1.32.0 \\
      --proof ../shared/exports/campplus-ref.npz --graph torch1.13=../shared/exports/campplus-torch1.13-op11.onnx
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx

from export_error import ExportError
from graph_signature import Signature, read_signature
from runtimes import Answer, Runtime, released, write_request

LIMIT = 2e-5
"""Relative L2 up to which a release is right: rounding is below 1e-6, the smallest known error of a pooling 3e-3."""
PROOF_FRAMES = (9, 50, 101, 149, 200, 249, 298, 345, 400)
PROOF_SEED = 11
BATCHED = (3, 9, 101, 200, 298, 345, 700)
"""Frame counts that are tried with two rows as well."""

COLUMNS = (
    "graph,opset,ir_version,onnxruntime,frame_counts,wrong,worst_rel_l2,worst_frames,worst_cosine,batch_rel_l2,problem"
)


@dataclass(frozen=True)
class Graph:
    """One form of the model."""

    name: str
    path: Path
    signature: Signature
    opset: int
    ir_version: int


def open_graph(name: str, path: Path) -> Graph:
    signature = read_signature(path)
    model = onnx.load(str(path), load_external_data=False)
    opset = max(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    return Graph(name, path, signature, opset, model.ir_version)


def frame_counts(text: str) -> list[int]:
    """``3-700``, ``3-700:25`` (every 25th) or ``9,50,101``."""
    counts: list[int] = []
    for part in text.split(","):
        span, _, step = part.partition(":")
        first, _, last = span.partition("-")
        counts += range(int(first), int(last or first) + 1, int(step or 1))
    return sorted(set(counts))


def noise(frames: list[int], bins: int) -> dict[str, np.ndarray]:
    """One row of each frame count, and two of some: the beginnings of the same noise."""
    longest = np.random.default_rng(1).standard_normal((2, max(frames), bins)).astype(np.float32) * 3
    alone = {str(n): longest[:1, :n] for n in frames}
    return alone | {f"{n}x2": longest[:, :n] for n in frames if n in BATCHED}


def proof_rows(bins: int) -> dict[str, np.ndarray]:
    """The features of a proof's embeddings, drawn as it says."""
    random = np.random.default_rng(PROOF_SEED)
    return {str(n): random.standard_normal((2, n, bins)).astype(np.float32) * 3 for n in PROOF_FRAMES}


def relative_l2(actual: np.ndarray, expected: np.ndarray) -> float:
    """Of the worst row; infinite where a value is not finite."""
    difference = np.linalg.norm(actual.astype(np.float64) - expected, axis=-1)
    worst = float(np.max(difference / np.linalg.norm(expected.astype(np.float64), axis=-1)))
    return worst if np.isfinite(worst) else float("inf")


def cosine(actual: np.ndarray, expected: np.ndarray) -> float:
    """Of the worst row."""
    left, right = actual.astype(np.float64), expected.astype(np.float64)
    norms = np.linalg.norm(left, axis=-1) * np.linalg.norm(right, axis=-1)
    return float(np.min((left * right).sum(axis=-1) / norms))


def require_right(graph: Graph, runtime: Runtime, proof: Path, bins: int) -> None:
    """Raises unless the release gives PyTorch's embeddings."""
    answer = runtime.ask(graph.path, graph.signature.input, graph.signature.output, proof_rows(bins))
    with np.load(proof) as expected:
        for n in PROOF_FRAMES:
            error = relative_l2(answer.outputs[str(n)], expected[f"y{n}"]) if str(n) in answer.outputs else float("inf")
            if not error <= LIMIT:
                raise ExportError(
                    f"{graph.name}: onnxruntime {answer.version} is {error:.1e} off PyTorch at {n} frames, "
                    f"expected {LIMIT:g} or less of the version that is --right"
                )


def row_of(graph: Graph, version: str, answer: Answer, expected: dict[str, np.ndarray], limit: float = LIMIT) -> dict[str, str | int]:
    """A line of the table."""
    problem = next(iter(answer.errors.values()), "")
    infinite = float("inf")
    errors = {
        name: relative_l2(answer.outputs[name], rows) if answered(answer, name, rows) else infinite
        for name, rows in expected.items()
    }
    alone = {int(name): error for name, error in errors.items() if "x" not in name}
    worst = max(alone, key=lambda n: alone[n])
    cosines = [cosine(answer.outputs[str(n)], expected[str(n)]) for n in alone if answered(answer, str(n), expected[str(n)])]
    batched = [error for name, error in errors.items() if "x" in name]
    return {
        **identity(graph, version),
        "frame_counts": len(alone),
        "wrong": sum(not error <= limit for error in alone.values()),
        "worst_rel_l2": f"{alone[worst]:.1e}",
        "worst_frames": worst,
        "worst_cosine": f"{min(cosines, default=float('nan')):.6f}",
        "batch_rel_l2": f"{max(batched):.1e}" if batched else "",
        "problem": problem,
    }


def answered(answer: Answer, name: str, expected: np.ndarray) -> bool:
    """OpenVINO's plugin gives an empty array to some calls that it would refuse."""
    return name in answer.outputs and answer.outputs[name].shape == expected.shape


def identity(graph: Graph, version: str) -> dict[str, str | int]:
    return {"graph": graph.name, "opset": graph.opset, "ir_version": graph.ir_version, "onnxruntime": version}


def reason_of(problem: ExportError, graph: Path, runtime: Runtime) -> str:
    """The reason without paths of this machine and the runtime's own C++: the last sentence of it."""
    text = str(problem).replace(str(graph), graph.name).replace(str(runtime.folder), runtime.folder.name)
    head, _, inner = text.partition("/onnxruntime_src/")
    return f"{head}{inner.rpartition(') ')[2]}" if inner else text


def sweep(args: argparse.Namespace) -> None:
    graphs = [open_graph(name, path) for name, path in args.graph]
    bins = graphs[0].signature.bins or 80
    rows = noise(args.frames, bins)
    right = released(args.right, args.runtimes)
    if args.proof:
        require_right(graphs[0], right, args.proof, bins)
    first = graphs[0].signature
    expected = right.ask(graphs[0].path, first.input, first.output, rows).outputs
    with args.out.open("w", newline="") as file, tempfile.TemporaryDirectory() as folder:
        table = csv.DictWriter(file, COLUMNS.split(","), lineterminator="\n", restval="")
        table.writeheader()
        for graph in graphs:
            request = write_request(Path(folder), graph.signature.input, graph.signature.output, rows)
            for version in args.versions:
                runtime = released(version, args.runtimes)
                try:
                    row = row_of(graph, version, runtime.answer(graph.path, request), expected, args.limit)
                except ExportError as problem:
                    row = {**identity(graph, version), "problem": reason_of(problem, graph.path, runtime)}
                table.writerow(row)
                file.flush()
                print(*row.values(), flush=True)


def named_path(text: str) -> tuple[str, Path]:
    name, separator, path = text.partition("=")
    if not (separator and name and Path(path).is_file()):
        raise argparse.ArgumentTypeError(f"expected NAME=FILE, found {text!r}")
    return name, Path(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=named_path, nargs="+", required=True, metavar="NAME=FILE")
    parser.add_argument("--runtimes", type=Path, required=True, help="a folder with one of each version; filled by pip")
    parser.add_argument("--versions", nargs="+", required=True, help="released versions of onnxruntime, with OpenVINO's plugin as 1.32.0+openvino-1.8.1")
    parser.add_argument("--right", required=True, help="the version that the first graph's reference comes from")
    parser.add_argument("--proof", type=Path, help="npz of PyTorch's embeddings yT, which --right has to give")
    parser.add_argument("--frames", type=frame_counts, default="3-700", help="frame counts (default: %(default)s)")
    parser.add_argument("--limit", type=float, default=LIMIT, help="relative L2 up to which a form is right (default: %(default)s)")
    parser.add_argument("--out", type=Path, required=True, help="CSV to write")
    args = parser.parse_args()
    try:
        sweep(args)
    except (ExportError, OSError, subprocess.CalledProcessError) as problem:
        sys.exit(f"sweep_graphs.py: {problem}")


if __name__ == "__main__":
    main()
