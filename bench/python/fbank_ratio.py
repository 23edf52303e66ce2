"""Times our FBank beside kaldi-native-fbank and torchaudio, interleaved, on one clip of speech.

Ours twice: as it is chosen where the JVM has the Vector API, and in plain Java.  kaldi-native-fbank at its fastest: samples as a list and
as an array, its object made outside the timed part; and two releases of it, a fast one and the newest, as its speed halved in
between.  They are installed, pinned, into folders of their own below --releases, unless they are there.  All but torchaudio are processes of
their own, pinned to one CPU and asked in turns, so that a busy machine slows all of them alike; the result is the median of the rounds'
ratios, with the quarter of rounds below and above.  Run it in the environment of golden/python/README.md, after a build:

    python bench/python/fbank_ratio.py --releases ../kaldi-native-fbank
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

# A release from before the speed halved, and the newest (findings/kaldi-native-fbank-speed.sh).
RELEASES = ["1.20.3", "1.23.0"]
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


def installed(releases: Path, release: str) -> Path:
    """The folder of a release of kaldi-native-fbank, installed if it is not there."""
    folder = releases / release
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder)]
        subprocess.run([*pip, f"kaldi-native-fbank=={release}"], check=True)
    return folder


def kaldi_timers(clip: Path, releases: Path, release: str) -> list[Timer]:
    """A release as a list and as an array."""
    environment = {**os.environ, "PYTHONPATH": str(installed(releases, release))}
    timers = [Timer([sys.executable, str(KALDI_TIMER), str(clip), form], environment) for form in ("list", "array")]
    for timer in timers:
        if f" {release}," not in timer.by:
            raise SystemExit(f"found {timer.by}, expected kaldi-native-fbank {release}")
    return timers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", type=Path, default=JAR)
    parser.add_argument("--wav", type=Path, default=CLIP)
    parser.add_argument("--releases", type=Path, required=True, help="folder for releases of kaldi-native-fbank")
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
    for release in RELEASES:
        timers |= {timer.by: timer for timer in kaldi_timers(args.wav, args.releases, release)}
    torchaudio_timed = torchaudio_timer(torch.from_numpy(samples)[None], rate)
    times: dict[str, list[float]] = {name: [] for name in [*timers, "torchaudio"]}  # a median a round
    for _ in range(args.rounds):
        for name, timer in timers.items():
            times[name].append(statistics.median(timer.run(args.per_round)))
        times["torchaudio"].append(statistics.median(torchaudio_timed() for _ in range(args.per_round)))
    for timer in timers.values():
        timer.close()

    fast, plain = (times[name] for name in ours)
    print(f"{len(samples) / rate:.3f} s of speech, {args.rounds} rounds of {args.per_round} calls each, one thread, medians")
    print(f"speakerbench computes by {ours['speakerbench'].by}")
    print(f"{'':33s} {'ms':>7s}    times ours (quartiles)     times plain Java")
    for name, values in times.items():
        low, middle, high = quartiles(values, fast)
        interval = f"({low:.2f} to {high:.2f})"
        print(f"{name:33s} {statistics.median(values):7.3f}    {middle:6.2f} {interval:18s}  {quartiles(values, plain)[1]:10.2f}")


def quartiles(values: list[float], unit: list[float]) -> list[float]:
    return statistics.quantiles((value / other for value, other in zip(values, unit)), n=4)


if __name__ == "__main__":
    main()
