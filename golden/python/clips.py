"""The clips of a golden pack: WAVs, the front end they go through, and the agreement of its references."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch

from export_error import ExportError
from fbank_float64 import FbankOptions, fbank, native_fbank, torchaudio_fbank

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""Names of clips and models, which are part of file names."""

FEATURE_BASE_ERROR = 5e-3
"""Log-mel against float64, in cells that are not far below the loudest one of their frame (measured: 4.5e-3 on natural
speech, 9e-4 on these clips); a wrong window or scale is off by 0.1 and more."""
FLOAT32_EPSILON = 2.0**-23


@dataclass(frozen=True)
class Clip:
    """A WAV and its features; ``features`` maps the names of the pack's arrays to them."""

    id: str
    description: str
    group: str
    voice: str | None
    wav: Path
    frames: int
    features: dict[str, np.ndarray]


def find_wavs(arguments: list[Path]) -> list[Path]:
    """Files as they are, folders as their *.wav in order of name."""
    wavs: list[Path] = []
    for argument in arguments:
        wavs += sorted(argument.glob("*.wav")) if argument.is_dir() else [argument]
    missing = [str(wav) for wav in wavs if not wav.is_file()]
    if missing:
        raise ExportError(f"there is no such file: {', '.join(missing)}")
    ids = [wav.stem for wav in wavs]
    for clip_id in ids:
        if not NAME.fullmatch(clip_id):
            raise ExportError(f"{clip_id}.wav: a clip's name may hold letters, digits, '.', '_' and '-' only")
        if ids.count(clip_id) > 1:
            raise ExportError(f"{clip_id}.wav: two clips have this name")
    if not wavs:
        raise ExportError("there is no WAV in " + ", ".join(str(a) for a in arguments))
    return wavs


def read_table(path: Path | None) -> dict[str, dict[str, str]]:
    """Rows of a clips.tsv by clip id; none without a table."""
    if path is None:
        return {}
    with path.open(encoding="utf-8", newline="") as table:
        return {row["id"]: row for row in csv.DictReader(table, delimiter="\t")}


def normalise(features: np.ndarray) -> np.ndarray:
    """Minus the mean over the frames, per bin, in PyTorch's float32 as the Python recipe does it."""
    tensor = torch.from_numpy(features)
    return (tensor - tensor.mean(dim=0, keepdim=True)).numpy()


def read_samples(wav: Path, options: FbankOptions) -> np.ndarray:
    """Decoded samples float32 [samples] in [-1, 1) of a mono WAV at the rate of the front end."""
    try:
        samples, rate = soundfile.read(wav, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as problem:
        raise ExportError(f"{wav}: {problem}") from problem
    if rate != options.sample_rate_hz or samples.shape[1] != 1:
        expected = f"{options.sample_rate_hz:g} Hz and 1 channel"
        raise ExportError(f"{wav}: expected {expected}, found {rate} Hz and {samples.shape[1]}")
    return np.ascontiguousarray(samples[:, 0])


def read_clip(wav: Path, options: FbankOptions, row: dict[str, str] | None) -> Clip:
    """Decodes a WAV and computes its features three ways; raises when they do not agree."""
    samples = read_samples(wav, options)
    frames = options.frame_count(len(samples))
    if frames == 0:
        raise ExportError(f"{wav}: too short: {len(samples)} samples, one frame needs {options.frame_length}")
    from_torchaudio = torchaudio_fbank(samples, options)
    features = {
        "samples": samples,
        "fbank_torchaudio": from_torchaudio,
        "fbank_knf": native_fbank(samples, options),
        "fbank_float64": fbank(samples, options),
        "fbank_normalised": normalise(from_torchaudio),
    }
    check_features(wav.stem, features)
    return Clip(wav.stem, *describe(row), wav, frames, features)


def describe(row: dict[str, str] | None) -> tuple[str, str, str | None]:
    """(description, group, voice) of a clip from its row in the table; a clip without one counts as speech."""
    if row is None:
        return "", "speech", None
    if row["voice"] == "-":
        return row["text"], row["group"], None
    return f"{row['maker']} {row['voice']}: {row['text']}", row["group"], row["voice"]


def check_features(clip_id: str, features: dict[str, np.ndarray]) -> None:
    """Holds both libraries against float64, cell by cell.

    The rounding error of a float32 FFT is relative to the loudest part of the frame.  So a cell whose log energy
    lies d below the loudest one of its frame is allowed epsilon * exp(d / 2) on top of the base error: next to
    nothing in speech, several percent in the empty bins of a pure tone.
    """
    truth = features["fbank_float64"]
    allowed = FEATURE_BASE_ERROR + FLOAT32_EPSILON * np.exp((truth.max(axis=1, keepdims=True) - truth) / 2)
    parts = [f"{clip_id:<16} {len(truth):>6} frames"]
    for name in ("fbank_torchaudio", "fbank_knf"):
        if features[name].shape != truth.shape:
            raise ExportError(f"{clip_id}: {name} has shape {features[name].shape}, float64 has {truth.shape}")
        error = np.abs(features[name] - truth)
        parts.append(f"{name.removeprefix('fbank_')} max {error.max():.2e} rms {np.sqrt((error**2).mean()):.2e}")
        frame, mel_bin = np.unravel_index((error / allowed).argmax(), error.shape)
        if error[frame, mel_bin] > allowed[frame, mel_bin]:
            raise ExportError(
                f"{clip_id}: {name} is {error[frame, mel_bin]:.2e} off float64 in frame {frame}, bin {mel_bin}, "
                f"expected {allowed[frame, mel_bin]:.2e} or less"
            )
    print("  ".join(parts), flush=True)
