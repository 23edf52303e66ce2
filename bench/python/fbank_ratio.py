"""Times our FBank beside kaldi-native-fbank and torchaudio, interleaved, on one clip of speech.

Ours twice: as it is chosen where the JVM has the Vector API, and in plain Java.  kaldi-native-fbank is timed at its
fastest: samples as a list and as an array, its object made outside the timed part.  Rounds alternate between the implementations, and all of them, the JVM included, are pinned to one CPU, so
that a busy machine slows all of them alike; the result is the ratio of medians.  Run it in the environment of golden/python/README.md, after a build:

    python bench/python/fbank_ratio.py
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import kaldi_native_fbank
import soundfile
import torch
import torchaudio.compliance.kaldi

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "bench/target/speakerbench.jar"
CLIP = ROOT / "assets/src/main/resources/org/speakerbench/assets/speech/flite-awb.wav"


def kaldi_timer(samples: object, rate: int) -> Callable[[], float]:
    """Milliseconds of kaldi-native-fbank, without making its object."""
    options = kaldi_native_fbank.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = rate
    options.mel_opts.num_bins = 80

    def run() -> float:
        fbank = kaldi_native_fbank.OnlineFbank(options)
        start = time.perf_counter()
        fbank.accept_waveform(rate, samples)
        fbank.input_finished()
        elapsed = time.perf_counter() - start
        if fbank.num_frames_ready < 1:
            raise SystemExit("kaldi-native-fbank gave no frames")
        return elapsed * 1e3

    return run


def torchaudio_timer(samples: torch.Tensor, rate: int) -> Callable[[], float]:
    def run() -> float:
        start = time.perf_counter()
        torchaudio.compliance.kaldi.fbank(samples, num_mel_bins=80, sample_frequency=rate, dither=0.0)
        return (time.perf_counter() - start) * 1e3

    return run


class JavaTimer:
    """Our FBank in a JVM of its own that computes on request."""

    def __init__(self, jar: Path, clip: Path, provider: str) -> None:
        modules = ["--add-modules", "jdk.incubator.vector"]
        timer = ["-cp", str(jar), "org.speakerbench.bench.experiment.FbankTimer", str(clip), provider]
        command = ["java", *modules, *timer]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout
        self.by = self.process.stdout.readline().strip()
        self.run(3000)  # until compiled

    def run(self, count: int) -> list[float]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{count}\n")
        self.process.stdin.flush()
        return [int(nanos) / 1e6 for nanos in self.process.stdout.readline().split()]

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise SystemExit("the Java timer failed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jar", type=Path, default=JAR)
    parser.add_argument("--wav", type=Path, default=CLIP)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--per-round", type=int, default=25)
    parser.add_argument("--cpu", type=int, default=0, help="CPU to pin everything to")
    args = parser.parse_args()
    if not args.jar.exists():
        raise SystemExit(f"{args.jar} is missing: build it with ./speakerbench --version")

    os.sched_setaffinity(0, {args.cpu})  # the JVM inherits it
    torch.set_num_threads(1)
    samples, rate = soundfile.read(args.wav, dtype="float32")
    peers = {
        "kaldi-native-fbank, list": kaldi_timer(samples.tolist(), rate),
        "kaldi-native-fbank, array": kaldi_timer(samples, rate),
        "torchaudio": torchaudio_timer(torch.from_numpy(samples)[None], rate),
    }
    ours = {"speakerbench": JavaTimer(args.jar, args.wav, "auto"), "  in plain Java": JavaTimer(args.jar, args.wav, "plain")}
    times: dict[str, list[float]] = {name: [] for name in [*ours, *peers]}
    for _ in range(args.rounds):
        for name, java in ours.items():
            times[name] += java.run(args.per_round)
        for name, timer in peers.items():
            times[name] += [timer() for _ in range(args.per_round)]
    for java in ours.values():
        java.close()

    medians = {name: statistics.median(values) for name, values in times.items()}
    fast, plain = (medians[name] for name in ours)
    print(f"{len(samples) / rate:.3f} s of speech, {args.rounds * args.per_round} calls each, one thread, medians")
    print(f"speakerbench computes by {ours['speakerbench'].by}")
    print(f"{'':27s} {'ms':>7s}    times ours  times plain Java")
    for name, median in medians.items():
        print(f"{name:27s} {median:7.3f}    {median / fast:10.2f}  {median / plain:16.2f}")


if __name__ == "__main__":
    main()
