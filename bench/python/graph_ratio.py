"""Times forms of one model side by side: the official graph, the tuned one, and those of other optimisers.

All are open in one process under the onnxruntime that it imports, on one thread pinned to one CPU.  A round gives each graph a chunk of
calls, long enough that the clock is sure and short enough that a busy machine slows the whole round; the order is drawn anew each round,
and a call that is not timed brings each graph's weights back to the caches.  A ratio is the median over the rounds of the quotient of two
chunks of one round, with the 95% interval of a median by order statistics (binomial, no assumption on the distribution).

Give each graph as NAME=FILE.  Files of peers come of their own pinned environment (requirements-peers.txt):

    ./speakerbench models materialize campplus zoo && ./speakerbench models tune zoo/campplus.onnx tuned.onnx
    onnxsim zoo/campplus.onnx onnxsim.onnx && onnxslim zoo/campplus.onnx onnxslim.onnx
    python bench/python/graph_ratio.py official=zoo/campplus.onnx tuned=tuned.onnx onnxsim=onnxsim.onnx onnxslim=onnxslim.onnx \\
      --out graph_ratio.csv
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime

from csv_rows import add_rows
from order_statistics import median_interval

COLUMNS = ["model", "frames", "onnxruntime", "clock", "graph", "ms", "against", "times_as_fast", "low", "high", "rounds", "relative_l2"]
CLOCKS: dict[str, Callable[[], int]] = {"wall": time.perf_counter_ns, "cpu": time.thread_time_ns}


@dataclass
class Graph:
    """An open graph, the milliseconds of a call in each round, and its embedding of the noise that is timed."""

    name: str
    session: onnxruntime.InferenceSession
    feed: dict[str, np.ndarray]
    embedding: np.ndarray
    calls: int = 1
    ms: list[float] = field(default_factory=list)

    def chunk(self, clock: Callable[[], int]) -> float:
        """Milliseconds of a call, the mean of a chunk."""
        self.session.run(None, self.feed)
        start = clock()
        for _ in range(self.calls):
            self.session.run(None, self.feed)
        return (clock() - start) / 1e6 / self.calls


def open_graph(name: str, file: Path, features: np.ndarray) -> Graph:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: features}
    return Graph(name, session, feed, session.run(None, feed)[0])


def relative_l2(actual: np.ndarray, expected: np.ndarray) -> float:
    return float(np.linalg.norm(actual.astype(np.float64) - expected) / np.linalg.norm(expected.astype(np.float64)))


def measure(graphs: list[Graph], rounds: int, chunk_ms: float, clock: Callable[[], int]) -> None:
    for graph in graphs:
        graph.calls = max(1, round(chunk_ms / min(graph.chunk(clock) for _ in range(3))))
    order = list(graphs)
    shuffled = random.Random(1)
    for _ in range(rounds):
        for graph in order:
            graph.ms.append(graph.chunk(clock))
        shuffled.shuffle(order)  # none always follows the same other one


def rows_of(model: str, graphs: list[Graph], frames: int, clock: str) -> list[dict[str, object]]:
    """One row of each graph against each other one; embeddings are held against the first graph's."""
    rows: list[dict[str, object]] = []
    for graph in graphs:
        for against in graphs:
            if graph is against:
                continue
            quotients = [theirs / ours for theirs, ours in zip(against.ms, graph.ms)]
            low, high = median_interval(quotients)
            figures = [statistics.median(quotients), low, high]
            values = [model, frames, onnxruntime.__version__, clock, graph.name, f"{statistics.median(graph.ms):.3f}", against.name,
                      *(f"{figure:.4f}" for figure in figures), len(quotients),
                      f"{relative_l2(graph.embedding, graphs[0].embedding):.1e}"]
            rows.append(dict(zip(COLUMNS, values)))
    return rows


def named_file(text: str) -> tuple[str, Path]:
    name, separator, file = text.partition("=")
    if not (separator and name and Path(file).is_file()):
        raise argparse.ArgumentTypeError(f"expected NAME=FILE, found {text!r}")
    return name, Path(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=named_file, nargs="+", metavar="NAME=FILE", help="forms of one model, the official one first")
    parser.add_argument("--model", help="name in the table (default: that of the first file)")
    parser.add_argument("--frames", type=int, default=298, help="of noise; 298 are 3 s (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--chunk-ms", type=float, default=60, help="time of a chunk (default: %(default)s)")
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall", help="cpu leaves out what others take of the CPU")
    parser.add_argument("--cpu", type=int, default=0, help="CPU to pin everything to (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="CSV file to add to")
    args = parser.parse_args()
    if len(args.graphs) < 2:
        parser.error(f"found {len(args.graphs)} graph, expected two or more")

    os.sched_setaffinity(0, {args.cpu})
    features = np.random.default_rng(1).standard_normal((1, args.frames, 80)).astype(np.float32) * 3
    graphs = [open_graph(name, file, features) for name, file in args.graphs]
    measure(graphs, args.rounds, args.chunk_ms, CLOCKS[args.clock])
    rows = rows_of(args.model or args.graphs[0][1].stem, graphs, args.frames, args.clock)
    printer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    printer.writeheader()
    printer.writerows(rows)
    if args.out:
        add_rows(args.out, COLUMNS, rows)


if __name__ == "__main__":
    main()
