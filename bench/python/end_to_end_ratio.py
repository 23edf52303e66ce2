"""Times samples to embedding beside sherpa-onnx, and beside our own FBank and a bare session.run, interleaved.

sherpa-onnx is a peer in speed only: its front end differs, and so do its embeddings a little (the cosine is printed).  It
gets a copy of each zoo model with the metadata it asks for and the weights inside.  All run on one thread and are pinned
to one CPU, the JVM included; rounds alternate, so that a busy machine slows all of them alike.  The results are medians by
the clock and of CPU time, and their ratios: ours to sherpa-onnx, and ours to FBank plus session.run; and the same of ours with the tuned
graph, whose ratio to sherpa-onnx with the official one is the median over the rounds, with its 95% interval by order statistics.  Run it
in the environment of golden/python/README.md with bench/python/requirements.txt besides, after a build:

    python bench/python/end_to_end_ratio.py --out end_to_end.csv
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import sherpa_onnx
import soundfile

from order_statistics import median_interval

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "bench/target/speakerbench.jar"
CLIP = ROOT / "assets/src/main/resources/org/speakerbench/assets/speech/flite-awb.wav"
MODELS = ["campplus", "eres2net-base", "eres2net-large", "eres2net-huge", "eres2netv2"]
OURS, FBANK, RUN, SHERPA, TUNED = "all", "fbank", "run", "sherpa", "tuned"
COLUMNS = ["model", "clock", "calls", "ours_ms", "fbank_ms", "run_ms", "sherpa_onnx_ms", "ours_to_sherpa_onnx",
           "ours_to_fbank_and_run", "cosine", "tuned_ms", "tuned_to_sherpa_onnx", "low", "high", "tuned_cosine"]


@dataclass
class Times:
    """Of one call, in milliseconds."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, wall_ns: int, cpu_ns: int) -> None:
        self.wall.append(wall_ns / 1e6)
        self.cpu.append(cpu_ns / 1e6)


class JavaTimer:
    """Ours in a JVM of its own that computes on request."""

    def __init__(self, jar: Path, model: str, clip: Path) -> None:
        modules = ["--add-modules", "jdk.incubator.vector"]
        command = ["java", *modules, "-cp", str(jar), "org.speakerbench.bench.experiment.EndToEndTimer", model, str(clip)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.graph = Path(self.line())
        self.embedding = np.array(self.line().split(), dtype=np.float64)

    def line(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        if not line:
            raise SystemExit("the Java timer ended")
        return line

    def run(self, part: str, count: int, times: Times) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{part} {count}\n")
        self.process.stdin.flush()
        for pair in self.line().split():
            wall, cpu = pair.split(":")
            times.add(int(wall), int(cpu))

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit("the Java timer failed")


def tuned_graph(jar: Path, model: str, folder: Path) -> Path:
    """What the passes make of the model; raises where nothing matches."""
    out = folder / f"{model}-tuned.onnx"
    subprocess.run(["java", "-jar", str(jar), "models", "tune", model, str(out)], check=True, stdout=subprocess.DEVNULL)
    return out


def with_metadata(graph: Path, folder: Path) -> Path:
    """A copy of a graph for sherpa-onnx, which reads it from memory, too: the weights are inside."""
    model = onnx.load(str(graph))
    dim = model.graph.output[0].type.tensor_type.shape.dim[1].dim_value
    onnx.helper.set_model_props(model, {
        "framework": "3d-speaker",
        "language": "none",
        "url": "none",
        "comment": "none",
        "sample_rate": "16000",
        "output_dim": str(dim),
        "normalize_samples": "1",
        "feature_normalize_type": "global-mean",
    })
    copy = folder / graph.name
    onnx.save(model, str(copy))
    return copy


def sherpa_embedder(model: Path, samples: np.ndarray, rate: int) -> Callable[[], list[float]]:
    config = sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=str(model), num_threads=1, provider="cpu")
    extractor = sherpa_onnx.SpeakerEmbeddingExtractor(config)

    def embed() -> list[float]:
        stream = extractor.create_stream()
        stream.accept_waveform(rate, samples)
        stream.input_finished()
        return extractor.compute(stream)

    return embed


def run_sherpa(embed: Callable[[], list[float]], count: int, times: Times) -> None:
    for _ in range(count):
        wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
        embed()
        times.add(time.perf_counter_ns() - wall, time.thread_time_ns() - cpu)


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def measure(model: str, args: argparse.Namespace) -> list[dict[str, object]]:
    """One row by the clock, one of CPU time."""
    samples, rate = soundfile.read(args.wav, dtype="float32")
    java = JavaTimer(args.jar, model, args.wav)
    with tempfile.TemporaryDirectory() as folder:
        tuned = JavaTimer(args.jar, str(tuned_graph(args.jar, model, Path(folder))), args.wav)
        sherpa = sherpa_embedder(with_metadata(java.graph, Path(folder)), samples, rate)
    times = {name: Times() for name in (OURS, FBANK, RUN, SHERPA, TUNED)}
    timers: dict[str, Callable[[int, Times], None]] = {
        OURS: lambda count, into: java.run(OURS, count, into),
        FBANK: lambda count, into: java.run(FBANK, count, into),
        RUN: lambda count, into: java.run(RUN, count, into),
        SHERPA: lambda count, into: run_sherpa(sherpa, count, into),
        TUNED: lambda count, into: tuned.run(OURS, count, into),
    }
    for process in (java, tuned):
        process.run(FBANK, 3000, Times())  # until compiled
    order = list(timers)
    shuffled = random.Random(1)
    for round_ in range(-1, args.rounds):
        for name in order:
            timers[name](1, Times())  # brings its weights back to the caches
            timers[name](args.per_round, times[name] if round_ >= 0 else Times())
        shuffled.shuffle(order)  # none always follows the same other one
    for process in (java, tuned):
        process.close()
    similarities = cosine(java.embedding, np.array(sherpa())), cosine(tuned.embedding, java.embedding)
    return [row(model, clock, times, args.per_round, similarities) for clock in ("wall", "cpu")]


def rounds_of(times: list[float], per_round: int) -> list[float]:
    """The mean of each round."""
    return [statistics.fmean(times[first : first + per_round]) for first in range(0, len(times), per_round)]


def row(model: str, clock: str, times: dict[str, Times], per_round: int, similarities: tuple[float, float]) -> dict[str, object]:
    """The first of the similarities is of ours to sherpa-onnx, the second of the tuned graph's embedding to the official one's."""
    ours, fbank, run, sherpa = (statistics.median(getattr(times[name], clock)) for name in (OURS, FBANK, RUN, SHERPA))
    figures = [ours, fbank, run, sherpa]
    ratios = [ours / sherpa, ours / (fbank + run)]
    calls = len(times[OURS].wall)
    tuned, theirs = (rounds_of(getattr(times[name], clock), per_round) for name in (TUNED, SHERPA))
    quotients = [a / b for a, b in zip(tuned, theirs)]
    of_tuned = [statistics.median(quotients), *median_interval(quotients)]
    values = [model, clock, calls, *(f"{ms:.3f}" for ms in figures), *(f"{r:.4f}" for r in ratios), f"{similarities[0]:.6f}",
              f"{statistics.median(getattr(times[TUNED], clock)):.3f}", *(f"{r:.4f}" for r in of_tuned), f"{similarities[1]:.9f}"]
    return dict(zip(COLUMNS, values))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", type=Path, default=JAR)
    parser.add_argument("--wav", type=Path, default=CLIP, help="mono, 16 kHz")
    parser.add_argument("--models", nargs="+", default=MODELS, help="keys of the zoo")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--per-round", type=int, default=3)
    parser.add_argument("--cpu", type=int, default=0, help="CPU to pin everything to")
    parser.add_argument("--out", type=Path, help="CSV file to write")
    args = parser.parse_args()
    if not args.jar.exists():
        raise SystemExit(f"{args.jar} is missing: build it with ./speakerbench --version")

    os.sched_setaffinity(0, {args.cpu})  # the JVM inherits it
    rows: list[dict[str, object]] = []
    printer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    printer.writeheader()
    for model in args.models:
        found = measure(model, args)
        printer.writerows(found)
        sys.stdout.flush()
        rows += found
    if args.out:
        with args.out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
