"""Compares what ``speakerbench models import`` writes with what the official exporter writes, for every zoo architecture.

For each: a checkpoint of seeded random values, none of them the zoo's (weights, biases, running statistics, counts of
batches), once in float16 and once in bfloat16 too; the export by PyTorch; the import by Java in a heap of 1 GB; then
every tensor that the nodes use, bit by bit, and embeddings of noise by ONNX Runtime.  Writes ``import_check.csv``.

    python import_check.py --work ../import-work
    python import_check.py --work ../import-work --add --models xvector    # keeps the rows of all other models
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch

import zoo
from export_error import ExportError
from export_zoo import export
from import_map import tensors_of

ROOT = Path(__file__).resolve().parents[2]
CSV = Path(__file__).resolve().parent / "import_check.csv"
HEAP = "1g"
FRAMES = (50, 200, 345)
MAX_ULP = 1
MAX_RELATIVE_L2 = 1e-5
NARROW = "campplus-192"
"""The architecture whose checkpoint is written in types of 16 bits too."""


def random_state(model: torch.nn.Module, seed: int) -> None:
    """Fills all tensors of a model with values such that its embeddings stay finite."""
    random = torch.Generator().manual_seed(seed)

    def uniform(tensor: torch.Tensor, low: float, high: float) -> None:
        tensor.copy_(torch.rand(tensor.shape, generator=random) * (high - low) + low)

    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if name.endswith("num_batches_tracked"):
                tensor.fill_(int(torch.randint(1, 1 << 40, (1,), generator=random)))
            elif name.endswith("running_var"):
                uniform(tensor, 0.3, 3.0)
            elif tensor.dim() >= 2:
                bound = (3.0 / tensor[0].numel()) ** 0.5
                uniform(tensor, -bound, bound)
            elif name.endswith("weight"):
                uniform(tensor, 0.5, 1.5)
            else:
                uniform(tensor, -0.3, 0.3)


def import_by_java(key: str, checkpoint: Path, out: Path) -> float:
    """Seconds of the whole command."""
    environment = os.environ | {"JDK_JAVA_OPTIONS": f"-Xmx{HEAP}"}
    command = [str(ROOT / "speakerbench"), "models", "import", key, str(checkpoint), "--out", str(out)]
    start = time.perf_counter()
    process = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if process.returncode:
        raise ExportError(f"{key}: models import ended with {process.returncode}: {process.stdout.strip()}")
    return time.perf_counter() - start


def ulps(first: np.ndarray, second: np.ndarray) -> int:
    """Largest distance in units in the last place."""

    def ordered(values: np.ndarray) -> np.ndarray:
        bits = values.view(np.int32).astype(np.int64)
        return np.where(bits < 0, np.int64(-(2**31)) - bits, bits)

    return int(np.abs(ordered(first) - ordered(second)).max(initial=0))


def compare_tensors(key: str, official: Path, imported: Path) -> dict[str, Any]:
    expected, actual = (tensors_of(onnx.load(str(path)).graph) for path in (official, imported))
    if expected.keys() != actual.keys():
        raise ExportError(f"{key}: tensors {sorted(expected.keys() ^ actual.keys())[:5]} are in one of the files only")
    for name, tensor in expected.items():
        if tensor.shape != actual[name].shape or tensor.dtype != actual[name].dtype:
            raise ExportError(f"{key}: {name} is {actual[name].dtype} {actual[name].shape}, expected {tensor.shape}")
    return {
        "tensors": len(expected),
        "tensors_bit_equal": sum(expected[n].tobytes() == actual[n].tobytes() for n in expected),
        "max_ulp": max(ulps(expected[n], actual[n]) for n in expected if expected[n].dtype == np.float32),
    }


def relative_l2(expected: np.ndarray, actual: np.ndarray) -> float:
    expected, actual = expected.astype(np.float64), actual.astype(np.float64)
    return float(np.linalg.norm(actual - expected) / np.linalg.norm(expected))


def compare_embeddings(model: torch.nn.Module, official: Path, imported: Path) -> dict[str, Any]:
    """Worst of some frame counts: against the exporter's file, and against PyTorch."""
    sessions = [onnxruntime.InferenceSession(str(p), providers=["CPUExecutionProvider"]) for p in (official, imported)]
    random = np.random.default_rng(1)
    by_exporter, by_torch = [], []
    for frames in FRAMES:
        features = random.standard_normal((1, frames, 80)).astype(np.float32)
        expected, actual = (session.run(None, {"feature": features})[0] for session in sessions)
        by_exporter.append(relative_l2(expected, actual))
        with torch.no_grad():
            by_torch.append(relative_l2(model(torch.from_numpy(features)).numpy(), actual))
    return {
        "relative_l2_to_exporter": f"{np.max(by_exporter):.2e}",
        "relative_l2_to_pytorch": f"{np.max(by_torch):.2e}",
    }


def check(key: str, dtype: torch.dtype, seed: int, work: Path) -> dict[str, Any]:
    name = f"{key}-{str(dtype).removeprefix('torch.')}"
    checkpoint, official, imported = (work / f"{name}{suffix}" for suffix in (".pt", ".official.onnx", ".onnx"))
    model = zoo.build(key)
    random_state(model, seed)
    state = {n: t.to(dtype) if t.is_floating_point() else t for n, t in model.state_dict().items()}
    torch.save(state, checkpoint)
    model.load_state_dict(state)  # what is narrow stays so
    model.eval()
    export(model, official)
    seconds = import_by_java(key, checkpoint, imported)
    row = {
        "model": key,
        "dtype": str(dtype).removeprefix("torch."),
        "checkpoint_mb": f"{checkpoint.stat().st_size / 1e6:.1f}",
        **compare_tensors(key, official, imported),
        **compare_embeddings(model, official, imported),
        "seconds": f"{seconds:.2f}",
        "heap_limit": HEAP,
        "torch": torch.__version__,
        "onnxruntime": onnxruntime.__version__,
    }
    for path in (checkpoint, official, imported):
        path.unlink()
    right = row["max_ulp"] <= MAX_ULP and float(row["relative_l2_to_exporter"]) <= MAX_RELATIVE_L2
    print(("ok    " if right else "WRONG ") + ", ".join(f"{k} {v}" for k, v in row.items()), flush=True)
    return row | {"right": right}


def provenance(args: argparse.Namespace) -> list[str]:
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]
    return [
        "command: python golden/python/import_check.py --work ../import-work"
        + (f" --add --models {' '.join(args.models)}" if args.add else ""),
        f"platform: {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs",
        f"python: {platform.python_version()}, onnx {onnx.__version__}, java: {java}",
        f"seconds are those of the whole command in a JVM with -Xmx{HEAP}",
    ]


def stored(path: Path, models: list[str]) -> tuple[list[str], list[dict[str, Any]]]:
    """The comments of a CSV that is there, and its rows of other models than these."""
    lines = path.read_text().splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    comments = [line.removeprefix("# ") for line in lines if line.startswith("#")]
    return comments, [row for row in rows if row["model"] not in models]


def write_csv(comments: list[str], rows: list[dict[str, Any]], path: Path) -> None:
    with zoo.replacing(path) as temporary, temporary.open("w", newline="") as file:
        file.writelines(f"# {line}\n" for line in comments)
        writer = csv.DictWriter(file, [name for name in rows[-1] if name != "right"], extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", choices=zoo.KEYS, default=zoo.KEYS, help="zoo keys (default: all)")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and models (about 1 GB)")
    parser.add_argument("--out", type=Path, default=CSV, help="the CSV file (default: beside this script)")
    parser.add_argument("--add", action="store_true", help="keep the rows of other models that --out has")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    cases = [(key, torch.float32) for key in args.models]
    if NARROW in args.models:
        cases += [(NARROW, torch.float16), (NARROW, torch.bfloat16)]
    try:
        rows = [check(key, dtype, seed, args.work) for seed, (key, dtype) in enumerate(cases)]
        if args.add:
            comments, kept = stored(args.out, args.models)
            comments += [f"of {', '.join(args.models)}: {line}" for line in provenance(args)]
        else:
            comments, kept = provenance(args), []
        write_csv(comments, kept + rows, args.out)
    except (ExportError, OSError) as problem:
        sys.exit(f"import_check.py: {problem}")
    if not all(row["right"] for row in rows):
        sys.exit("import_check.py: an import differs from the export")


if __name__ == "__main__":
    main()
