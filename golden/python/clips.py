"""The clips of a golden pack: WAVs, the front end they go through, and their features."""

from __future__ import annotations

import csv
import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import torch

from agreement import check_features
from export_error import ExportError
from fbank_float64 import fbank
from fbank_options import FbankOptions
from front_end import FrontEnd
from references import native_fbank, torchaudio_fbank

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""Names of clips and models, which are part of file names."""


@dataclass(frozen=True)
class Clip:
    """A WAV and its features; ``features`` maps the names of the pack's arrays to them, None where there is none.

    ``front_end`` is None for the pack's own.
    """

    id: str
    description: str
    group: str
    voice: str | None
    wav: Path
    frames: int
    features: dict[str, np.ndarray | None]
    rate_hz: int = 16000
    front_end: FrontEnd | None = None
    mean: str = "clip"
    """What models are fed: features minus their mean over the frames, or, where it is ``none``, as they are."""

    def for_models(self, features: np.ndarray) -> np.ndarray:
        return normalise(features) if self.mean == "clip" else features


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


def read_wav(wav: Path, options: FbankOptions) -> tuple[np.ndarray, int]:
    """Decoded samples float32 [samples] in [-1, 1) of a mono WAV at a rate that the front end accepts, and the rate."""
    try:
        samples, rate = soundfile.read(wav, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as problem:
        raise ExportError(f"{wav}: {problem}") from problem
    if not options.accepts_rate(rate) or samples.shape[1] != 1:
        expected = f"{options.sample_rate_hz:g} Hz and 1 channel"
        raise ExportError(f"{wav}: expected {expected}, found {rate} Hz and {samples.shape[1]}")
    return np.ascontiguousarray(samples[:, 0]), rate


def read_samples(wav: Path, options: FbankOptions) -> np.ndarray:
    """Only the samples."""
    return read_wav(wav, options)[0]


def read_clip(wav: Path, options: FbankOptions, row: dict[str, str] | None, mean: str = "clip") -> Clip:
    """Decodes a WAV and computes its features three ways; raises when they do not agree."""
    clip = dataclasses.replace(read_features(wav.stem, wav, options, row, None), mean=mean)
    from_torchaudio = clip.features["fbank_torchaudio"]
    assert from_torchaudio is not None  # by require_embeddings
    clip.features["fbank_normalised"] = clip.for_models(from_torchaudio)
    return clip


def read_features(
    clip_id: str, wav: Path, options: FbankOptions, row: dict[str, str] | None, front_end: FrontEnd | None
) -> Clip:
    """Likewise, without the normalised features that models are fed."""
    samples, rate = read_wav(wav, options)
    try:
        truth = fbank(samples, options, rate)
    except ValueError as problem:  # too short
        raise ExportError(f"{wav}: {problem}") from problem
    features = {
        "samples": samples,
        "fbank_torchaudio": torchaudio_fbank(samples, options, rate),
        "fbank_knf": native_fbank(samples, options, rate),
        "fbank_float64": truth,
        "fbank_normalised": None,
    }
    print(check_features(clip_id, features, options), flush=True)
    return Clip(clip_id, *describe(row), wav, len(truth), features, rate, front_end)


def describe(row: dict[str, str] | None) -> tuple[str, str, str | None]:
    """(description, group, voice) of a clip from its row in the table; a clip without one counts as speech."""
    if row is None:
        return "", "speech", None
    if row["voice"] == "-":
        return row["text"], row["group"], None
    effects = f" (sox {row['effects']})" if row.get("effects") else ""
    return f"{row['maker']} {row['voice']}: {row['text']}{effects}", row["group"], row["voice"]
