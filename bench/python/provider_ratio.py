"""Times a model under runtimes, at precisions and in forms of its graph, side by side, with what each costs in precision.

Each is NAME=RUNTIME:PRECISION:FILE. RUNTIME is onnxruntime (its CPU provider), plugin (OpenVINO as a provider of ONNX Runtime), openvino
(OpenVINO by itself) or sherpa-onnx; PRECISION f32, bf16 or f16; a file of int8 has f32. The first one is what the others are held against: give it the official
graph by onnxruntime.

Each runs in a process of its own on one thread, all pinned to one CPU. A round gives each a chunk of calls on the same features, after a call that is not timed; the
order is drawn anew each round. A ratio is the median over the rounds of the quotient of two chunks of one round, with the 95% interval of a median by order statistics
(binomial, no assumption on the distribution); least_ms is the round that was disturbed least. sherpa-onnx takes samples, so that its FBank is in its time, and it has no drift here.

Lengths: "repeated" is the same frame count again and again, "turn" eight of them in turn, "new" one that the process has not seen before in each call: a runtime that
compiles for a length, or keeps memory for it, pays then.

Drift is cosine and relative L2 of embeddings of noise, the worst of several lengths; for synthetic weights it says nothing of trained ones. Lengths come twice
with other noise, and an answer that is that of the call before, or not the same the second time, is told: a provider may give back old memory without an error.

    PYTHONPATH=onnxruntime-and-plugin:openvino python bench/python/provider_ratio.py official=onnxruntime:f32:zoo/campplus.onnx \\
      bf16=plugin:bf16:tuned.onnx by-itself=openvino:bf16:zoo/campplus.onnx sherpa=sherpa-onnx:f32:with-metadata.onnx --out ratio.csv
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from csv_rows import add_rows
from order_statistics import median_interval
from runtime_process import CLOCKS, OPENERS, RuntimeProcess

COLUMNS = ["model", "lengths", "frames", "clock", "candidate", "runtime", "precision", "ms", "times_as_fast", "low", "high", "rounds", "cosine_min", "rel_l2_max", "note", "least_ms"]
LENGTHS = ["repeated", "turn", "new"]
TURN = (298, 201, 398, 251, 348, 230, 320, 298)
"""Frame counts in turn: 2.0 to 4.0 s."""
DRIFT_FRAMES = (298, 120, 401, 298, 57, 250, 120)
"""Of embeddings that are compared; none is that of the call before, and some come twice."""


@dataclass
class Candidate:
    """A runtime with a model, the milliseconds of a call in each round, and its embeddings of the noise of ``DRIFT_FRAMES``."""

    process: RuntimeProcess
    embeddings: list[np.ndarray]
    note: str
    calls: int = 1
    ms: list[float] = field(default_factory=list)


def opened(spec: tuple[str, str, str, Path], cpu: int) -> Candidate:
    process = RuntimeProcess(*spec, cpu)
    embeddings = [process.embed(frames, seed) for seed, frames in enumerate(DRIFT_FRAMES)]
    again = process.embed(DRIFT_FRAMES[0], 0)
    stale = any(np.array_equal(a, b) for a, b in zip(embeddings, embeddings[1:]))
    note = "answers with the call before" if stale and process.runtime != "sherpa-onnx" else ""
    if not np.array_equal(again, embeddings[0]):
        note = f"the same noise gives another embedding, relative L2 {relative_l2(again, embeddings[0]):.1e}"
    return Candidate(process, embeddings, note)


def relative_l2(actual: np.ndarray, expected: np.ndarray) -> float:
    return float(np.linalg.norm(actual.astype(np.float64) - expected) / np.linalg.norm(expected.astype(np.float64)))


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    a, b = a.astype(np.float64), b.astype(np.float64)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def measure(candidates: list[Candidate], lengths: str, frames: int, clock: str, rounds: int, chunk_ms: float) -> None:
    """Fills ``ms``. A chunk of new lengths is one call, of lengths in turn all of them."""
    for candidate in candidates:
        once = min(candidate.process.milliseconds(clock, [frames]) for _ in range(4))
        candidate.calls = max(1, round(chunk_ms / once)) if lengths == "repeated" else 1
        candidate.ms = []
    fresh = [any_ for any_ in range(frames - rounds, frames + rounds) if any_ not in (*TURN, *DRIFT_FRAMES, frames)]
    shuffled = random.Random(1)
    shuffled.shuffle(fresh)
    order = list(candidates)
    for round_ in range(rounds):
        timed = {"turn": list(TURN), "new": [fresh[round_]]}
        for candidate in order:
            candidate.process.milliseconds(clock, [frames])  # brings its weights back to the caches
            candidate.ms.append(candidate.process.milliseconds(clock, timed.get(lengths, [frames] * candidate.calls)))
        shuffled.shuffle(order)  # none always follows the same other one


def row(model: str, lengths: str, frames: int, clock: str, candidate: Candidate, first: Candidate) -> dict[str, object]:
    quotients = [theirs / ours for theirs, ours in zip(first.ms, candidate.ms)]
    figures = [statistics.median(quotients), *median_interval(quotients)]
    drift = ["", ""]
    if candidate.process.runtime != "sherpa-onnx":
        pairs = list(zip(candidate.embeddings, first.embeddings))
        drift = [f"{min(cosine(*pair) for pair in pairs):.6f}", f"{max(relative_l2(*pair) for pair in pairs):.1e}"]
    process = candidate.process
    values = [model, lengths, frames, clock, process.name, process.runtime, process.precision, f"{statistics.median(candidate.ms):.3f}",
              *(f"{figure:.4f}" for figure in figures), len(quotients), *drift, candidate.note, f"{min(candidate.ms):.3f}"]
    return dict(zip(COLUMNS, values))


def candidate_spec(text: str) -> tuple[str, str, str, Path]:
    name, _, rest = text.partition("=")
    parts = rest.split(":", 2)
    if len(parts) != 3 or not name or parts[0] not in OPENERS or not Path(parts[2]).is_file():
        raise argparse.ArgumentTypeError(f"expected NAME=RUNTIME:PRECISION:FILE, RUNTIME one of {', '.join(OPENERS)}, found {text!r}")
    return name, parts[0], parts[1], Path(parts[2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("candidates", type=candidate_spec, nargs="+", metavar="NAME=RUNTIME:PRECISION:FILE")
    parser.add_argument("--model", help="name in the table (default: that of the first file)")
    parser.add_argument("--frames", type=int, default=298, help="of noise; 298 are 3 s (default: %(default)s)")
    parser.add_argument("--lengths", choices=LENGTHS, nargs="+", default=["repeated"])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--chunk-ms", type=float, default=60, help="time of a chunk of repeated lengths (default: %(default)s)")
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall", help="cpu leaves out what others take of the CPU")
    parser.add_argument("--cpu", type=int, default=0, help="CPU to pin everything to (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="CSV file to add to")
    args = parser.parse_args()

    candidates: list[Candidate] = []
    for spec in args.candidates:
        try:
            candidates.append(opened(spec, args.cpu))
        except RuntimeError as problem:
            print(problem, file=sys.stderr)  # the others go on
    if not candidates or candidates[0].process.name != args.candidates[0][0]:
        raise SystemExit("the first one did not open: there is nothing to hold the others against")
    printer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    printer.writeheader()
    rows: list[dict[str, object]] = []
    model = args.model or args.candidates[0][3].stem
    for lengths in args.lengths:
        measure(candidates, lengths, args.frames, args.clock, args.rounds, args.chunk_ms)
        found = [row(model, lengths, args.frames, args.clock, any_, candidates[0]) for any_ in candidates]
        printer.writerows(found)
        sys.stdout.flush()
        rows += found
    for candidate in candidates:
        candidate.process.close()
    if args.out:
        add_rows(args.out, COLUMNS, rows)


if __name__ == "__main__":
    main()
