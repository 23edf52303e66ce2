"""Says where ONNX Runtime spends its time in a graph: its own profiler's sums by operator, on one thread.

Operators are those of the optimised graph: ReorderInput and ReorderOutput go to and from the blocked layout of the
convolutions, and an operator with "nchwc" in front works in it.  Give each model as NAME=FILE or FILE; the files are what
`speakerbench models materialize` or `models tune` writes.  Run it in the environment of golden/python/README.md, or with a
newer onnxruntime first on PYTHONPATH:

    python bench/python/graph_profile.py official=campplus.onnx tuned=tuned.onnx --out graph_profile.csv
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime

COLUMNS = ["graph", "operator", "nodes", "ms", "share"]


def session(model: Path, profile: Path | None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    if profile is not None:
        options.enable_profiling = True
        options.profile_file_prefix = str(profile)
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def operator_of(event: dict) -> str:
    """The operator as the kernel that ran: the blocked layout has a domain of its own, which the name's end tells."""
    name = event["args"]["op_name"]
    return f"nchwc {name}" if "nchwc" in event["name"] else name


def profile(name: str, model: Path, frames: int, runs: int) -> list[dict[str, object]]:
    """Rows of one graph, the costliest operator first; milliseconds of one run, the first runs left out."""
    with tempfile.TemporaryDirectory() as folder:
        timed = session(model, Path(folder) / "profile")
        source = timed.get_inputs()[0]
        features = np.random.default_rng(1).standard_normal((1, frames, 80)).astype(np.float32) * 3
        for _ in range(runs):
            timed.run(None, {source.name: features})
        events = json.loads(Path(timed.end_profiling()).read_text())
    kernels = [event for event in events if event.get("cat") == "Node" and event["name"].endswith("_kernel_time")]
    nodes = len(kernels) // runs
    kernels = kernels[nodes * (runs // 2) :]
    counted = runs - runs // 2
    micros: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for event in kernels:
        micros[operator_of(event)] += event["dur"]
        count[operator_of(event)] += 1
    total = sum(micros.values())
    return [
        {"graph": name, "operator": operator, "nodes": count[operator] // counted,
         "ms": f"{time / counted / 1000:.3f}", "share": f"{time / total:.3f}"}
        for operator, time in micros.most_common()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--frames", type=int, default=298)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    rows: list[dict[str, object]] = []
    for graph in arguments.graphs:
        name, _, file = graph.rpartition("=")
        rows += profile(name or Path(file).stem, Path(file), arguments.frames, arguments.runs)
    print(f"onnxruntime {onnxruntime.__version__}, one thread, {arguments.frames} frames")
    for row in rows:
        print(f"{row['graph']:<24} {row['operator']:<28} {row['nodes']:>5} {row['ms']:>9} ms {float(str(row['share'])):>6.1%}")
    if arguments.out:
        with arguments.out.open("w", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
