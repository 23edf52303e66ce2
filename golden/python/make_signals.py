"""Writes the synthetic clips of clips.tsv (rows made by make_signals): 16 kHz mono 16-bit WAVs.

Each of them bites a different mistake in a front end: digital zeros reach the log floor (where the sample
scale shows), a constant offset needs its removal, saturation reaches both ends of the sample range, a chirp
leaves bins with almost no energy, and the short clips sit on the edges of the frame count.

    python make_signals.py            # after make_speech.sh, whose clips some of the signals are cut from
"""

from __future__ import annotations

import argparse
import csv
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
SPEECH = ROOT / "assets/src/main/resources/org/speakerbench/assets/speech"
OUT = ROOT / "golden/src/main/resources/org/speakerbench/golden/packs/published/wav"
CLIPS = Path(__file__).resolve().parent / "clips.tsv"

SAMPLE_RATE_HZ = 16000
FULL_SCALE = 32768
SHORT_CLIP_START = 12000
"""Sample of flite-slt at which the short clips begin: within a vowel, well after the onset."""

Int16Array = NDArray[np.int16]
Maker = Callable[[int, Path], Int16Array]


def read_wav(path: Path) -> Int16Array:
    """Samples of a 16 kHz mono 16-bit WAV, int16 [samples]."""
    with wave.open(str(path), "rb") as wav:
        found = (wav.getframerate(), wav.getnchannels(), wav.getsampwidth())
        if found != (SAMPLE_RATE_HZ, 1, 2):
            raise ValueError(f"{path}: expected 16000 Hz, 1 channel, 2 bytes a sample, found {found}")
        return np.frombuffer(wav.readframes(wav.getnframes()), dtype="<i2")


def write_wav(path: Path, samples: Int16Array) -> None:
    """Writes int16 [samples] as plain RIFF with a 16-byte format chunk."""
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(SAMPLE_RATE_HZ)
        wav.writeframes(samples.astype("<i2").tobytes())


def quantise(values: np.ndarray) -> Int16Array:
    """float64 in [-1, 1) to int16, rounded to nearest, saturated."""
    return np.clip(np.rint(values * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


def speech(speech_dir: Path, name: str, count: int, start: int = 0) -> Int16Array:
    """``count`` samples of a speech clip from ``start`` on."""
    samples = read_wav(speech_dir / f"{name}.wav")[start : start + count]
    if len(samples) != count:
        raise ValueError(f"{name}.wav: {count} samples from {start} on are wanted, it has {len(samples)}")
    return samples


def noise(count: int, speech_dir: Path) -> Int16Array:
    # The raw bit generator and Box-Muller instead of Generator.normal, whose stream may change with numpy.
    bits = np.random.PCG64(20240601).random_raw(2 * count)
    uniform = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    radius = np.sqrt(-2.0 * np.log(uniform[:count]))
    return quantise(0.1 * radius * np.cos(2.0 * np.pi * uniform[count:]))


def near_silence(count: int, speech_dir: Path) -> Int16Array:
    bits = np.random.PCG64(20240602).random_raw(count)
    return (bits % np.uint64(5)).astype(np.int16) - np.int16(2)


def half_silent(count: int, speech_dir: Path) -> Int16Array:
    silent = count // 2
    return np.concatenate([np.zeros(silent, np.int16), speech(speech_dir, "flite-slt", count - silent)])


def clipped(count: int, speech_dir: Path) -> Int16Array:
    return quantise(speech(speech_dir, "flite-rms", count) * (8.0 / FULL_SCALE))


def dc_offset(count: int, speech_dir: Path) -> Int16Array:
    return quantise(speech(speech_dir, "flite-awb", count) / FULL_SCALE + 0.1)


def chirp(count: int, speech_dir: Path) -> Int16Array:
    low_hz, high_hz = 20.0, SAMPLE_RATE_HZ / 2
    seconds = np.arange(count) / SAMPLE_RATE_HZ
    cycles = low_hz * seconds + (high_hz - low_hz) * seconds**2 / (2.0 * count / SAMPLE_RATE_HZ)
    return quantise(0.5 * np.sin(2.0 * np.pi * cycles))


def short(count: int, speech_dir: Path) -> Int16Array:
    return speech(speech_dir, "flite-slt", count, SHORT_CLIP_START)


MAKERS: dict[str, Maker] = {
    "noise": noise,
    "near-silence": near_silence,
    "half-silent": half_silent,
    "clipped": clipped,
    "dc-offset": dc_offset,
    "chirp": chirp,
    "short-400": short,
    "short-559": short,
    "short-560": short,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=Path, default=CLIPS, help="table of clips")
    parser.add_argument("--speech", type=Path, default=SPEECH, help="folder of the speech clips")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with args.clips.open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if row["maker"] == "make_signals"]
    unknown = [row["id"] for row in rows if row["id"] not in MAKERS]
    if unknown:
        parser.error(f"{args.clips}: no maker for {', '.join(unknown)}; there are {', '.join(MAKERS)}")
    for row in rows:
        count = int(row["samples"])
        try:
            samples = MAKERS[row["id"]](count, args.speech)
        except (OSError, ValueError) as problem:
            parser.exit(2, f"make_signals.py: {problem} (run make_speech.sh first)\n")
        write_wav(args.out / f"{row['id']}.wav", samples)
        print(f"{row['id']}.wav  {count} samples  from {samples.min()} to {samples.max()}")


if __name__ == "__main__":
    main()
