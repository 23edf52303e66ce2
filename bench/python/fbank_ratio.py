"""Times our FBank beside kaldi-native-fbank and torchaudio, interleaved, on one clip of speech.

Ours twice: as it is chosen where the JVM has the Vector API, and in plain Java.  kaldi-native-fbank is timed at its
fastest: samples as a list and as an array, its object made outside the timed part.  Its release decides: --kaldi times others beside
the one of the environment.  Rounds alternate between the implementations, and all of them, each in a process of its own but torchaudio,
are pinned to one CPU, so that a busy machine slows all of them alike; the result is the ratio of medians.  Run it in the environment of
golden/python/README.md, after a build:

    pip install --no-deps --target ../knf-1.21.1 kaldi-native-fbank==1.21.1
    python bench/python/fbank_ratio.py --kaldi ../knf-1.21.1
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import soundfile
import torch
import torchaudio.compliance.kaldi

KALDI_TIMER = Path(__file__).with_name("kaldi_fbank_timer.py")
ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "bench/target/speakerbench.jar"
CLIP = ROOT / "assets/src/main/resources/org/speakerbench/assets/speech/flite-awb.wav"


def torchaudio_timer(samples: torch.Tensor, rate: int) -> Callable[[], float]:
    def run() -> float:
        start = time.perf_counter()
        torchaudio.compliance.kaldi.fbank(samples, num_mel_bins=80, sample_frequency=rate, dither=0.0)
        return (time.perf_counter() - start) * 1e3

    return run


class Timer:
    """A process of its own that computes on request: FbankTimer in Java, or kaldi_fbank_timer.py."""

    def __init__(self, command: list[str], environment: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        assert self.process.stdout
        self.by = self.process.stdout.readline().strip()
        if not self.by:
            raise SystemExit(f"the timer gave no answer: {' '.join(command)}")

    def run(self, count: int) -> list[float]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return [int(nanos) / 1e6 for nanos in self.process.stdout.readline().split()]

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit(f"{self.by}: the timer failed")


def java_timer(jar: Path, clip: Path, provider: str) -> Timer:
    modules = ["--add-modules", "jdk.incubator.vector"]
    timer = Timer(["java", *modules, "-cp", str(jar), "org.speakerbench.bench.experiment.FbankTimer", str(clip), provider])
    timer.run(3000)  # until compiled
    return timer


def kaldi_timers(clip: Path, folder: Path | None) -> list[Timer]:
    """As a list and as an array, by the release of this environment or by one installed into a folder."""
    path = {} if folder is None else {"PYTHONPATH": str(folder)}
    command = [sys.executable, str(KALDI_TIMER), str(clip)]
    return [Timer([*command, form], {**os.environ, **path}) for form in ("list", "array")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", type=Path, default=JAR)
    parser.add_argument("--wav", type=Path, default=CLIP)
    parser.add_argument("--kaldi", type=Path, action="append", default=[], help="folder with another release of it")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--per-round", type=int, default=25)
    parser.add_argument("--cpu", type=int, default=0, help="CPU to pin everything to")
    args = parser.parse_args()
    if not args.jar.exists():
        raise SystemExit(f"{args.jar} is missing: build it with ./speakerbench --version")

    os.sched_setaffinity(0, {args.cpu})  # the JVM inherits it
    torch.set_num_threads(1)
    samples, rate = soundfile.read(args.wav, dtype="float32")
    ours = {"speakerbench": java_timer(args.jar, args.wav, "auto"), "  in plain Java": java_timer(args.jar, args.wav, "plain")}
    timers = dict(ours)
    for folder in [None, *args.kaldi]:
        timers |= {timer.by: timer for timer in kaldi_timers(args.wav, folder)}
    torchaudio_timed = torchaudio_timer(torch.from_numpy(samples)[None], rate)
    times: dict[str, list[float]] = {name: [] for name in [*timers, "torchaudio"]}
    for _ in range(args.rounds):
        for name, timer in timers.items():
            times[name] += timer.run(args.per_round)
        times["torchaudio"] += [torchaudio_timed() for _ in range(args.per_round)]
    for timer in timers.values():
        timer.close()

    medians = {name: statistics.median(values) for name, values in times.items()}
    fast, plain = (medians[name] for name in ours)
    print(f"{len(samples) / rate:.3f} s of speech, {args.rounds * args.per_round} calls each, one thread, medians")
    print(f"speakerbench computes by {ours['speakerbench'].by}")
    print(f"{'':33s} {'ms':>7s}    times ours  times plain Java")
    for name, median in medians.items():
        print(f"{name:33s} {median:7.3f}    {median / fast:10.2f}  {median / plain:16.2f}")


if __name__ == "__main__":
    main()
