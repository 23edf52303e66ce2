"""Says how long forms of one model take to load, and how much memory a process with one needs, under the onnxruntime that it imports.

Loads take turns in one process, on one thread pinned to one CPU: the result is the median of the quotients of one round.  Memory is the
peak of a fresh process that loads the graph and runs it once, less that of one that only imports the same: the median of a few.  Files
should hold their weights alike, all inside or all beside: reading them is most of a load.

    python bench/python/graph_load.py official=campplus.onnx tuned=tuned.onnx
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime

from graph_ratio import named_file
from order_statistics import median_interval


def load(file: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def load_ms(file: Path) -> float:
    start = time.perf_counter_ns()
    load(str(file))
    return (time.perf_counter_ns() - start) / 1e6


def peak_mb(file: str, frames: int) -> float:
    """Of this process; without a file of its imports alone."""
    if file:
        session = load(file)
        session.run(None, {session.get_inputs()[0].name: np.ones((1, frames, 80), np.float32)})
    status = Path("/proc/self/status").read_text()  # getrusage would tell the peak of the parent before exec, too
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    assert peak
    return int(peak[1]) / 1024


def memory_mb(file: Path | str, frames: int, processes: int) -> float:
    command = [sys.executable, __file__, "--peak", str(file), "--frames", str(frames)]
    peaks = [float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(processes)]
    return statistics.median(peaks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graphs", type=named_file, nargs="*", metavar="NAME=FILE", help="the official one first")
    parser.add_argument("--frames", type=int, default=298)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--cpu", type=int, default=0, help="CPU to pin everything to (default: %(default)s)")
    parser.add_argument("--peak", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak is not None:
        print(peak_mb(args.peak, args.frames))
        return
    os.sched_setaffinity(0, {args.cpu})
    rounds = [[load_ms(file) for _, file in args.graphs] for _ in range(args.rounds + 1)][1:]
    alone = memory_mb("", args.frames, args.processes)
    print(f"onnxruntime {onnxruntime.__version__}, {args.rounds} loads each, memory of {args.processes} processes")
    for column, (name, file) in enumerate(args.graphs):
        quotients = [times[column] / times[0] for times in rounds]
        low, high = median_interval(quotients)
        load_time = statistics.median(times[column] for times in rounds)
        print(f"{name:<12} load {load_time:8.1f} ms, {statistics.median(quotients):.3f} [{low:.3f}, {high:.3f}] times that of the first;"
              f" memory {memory_mb(file, args.frames, args.processes) - alone:7.1f} MB")


if __name__ == "__main__":
    main()
