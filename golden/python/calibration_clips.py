"""Clips as features, by the front end that a model says it expects: what a model is quantised on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

import model_facts
from export_error import ExportError
from fbank_config import parse_options, read_json
from fbank_float64 import fbank
from fbank_options import FbankOptions

ASSETS = Path(__file__).resolve().parents[2] / "assets/src/main/resources/org/speakerbench/assets"
STANDARD_CONFIG = ASSETS / "fbank_config.json"


@dataclass(frozen=True)
class FrontEnd:
    """Options, and whether the mean over the frames is taken off (``clip``) or not (``none``)."""

    options: FbankOptions
    mean: str


def front_end(model: Path, config: Path | None) -> FrontEnd:
    """What the model says, over the standard configuration; or a configuration that does not contradict the model."""
    if config is None:
        facts = model_facts.read_facts(model)
        values = json.loads(json.dumps(read_json(STANDARD_CONFIG)))
        for key, value in facts.values.items():
            if key != model_facts.MEAN:
                section = model_facts.section_of(key)
                (values.setdefault(section, {}) if section else values)[key] = value
        return FrontEnd(parse_options(values, model.name), facts.values.get(model_facts.MEAN, "clip"))
    merged, mean = model_facts.merge(read_json(config), None, model, config.name)
    return FrontEnd(parse_options(merged, config.name), mean or "clip")


def find_wavs(given: list[Path], most: int) -> list[Path]:
    """Files, the *.wav of folders, and those that the lines of a list name; evenly spread, no more than ``most``."""
    wavs: list[Path] = []
    for path in given:
        if path.is_dir():
            wavs += sorted(path.glob("*.wav"))
        elif path.suffix == ".wav":
            wavs.append(path)
        else:
            wavs += listed(path)
    if not wavs:
        raise ExportError(f"there is no WAV in {', '.join(map(str, given))}")
    return [wavs[i * len(wavs) // most] for i in range(most)] if len(wavs) > most else wavs


def listed(path: Path) -> list[Path]:
    """The last word of each line, as in a wav.scp, from the folder of the list."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise ExportError(f"{path}: it is neither a WAV, nor a folder, nor a list of WAVs: {problem}") from problem
    return [path.parent / line.split()[-1] for line in lines if line.strip()]


def features_of(wav: Path, front: FrontEnd, clip_ms: int) -> np.ndarray:
    """float32 [1, frames, dim] of the middle of a clip."""
    try:
        samples, rate = soundfile.read(wav, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as problem:
        raise ExportError(f"{wav}: {problem}") from problem
    if samples.shape[1] != 1:
        raise ExportError(f"{wav}: found {samples.shape[1]} channels, expected 1")
    length = clip_ms * rate // 1000
    first = max(0, (len(samples) - length) // 2)
    try:
        features = fbank(samples[first : first + length, 0], front.options, rate)
    except ValueError as problem:
        raise ExportError(f"{wav}: {problem}") from problem
    features = features.astype(np.float32)
    return (features - features.mean(axis=0, keepdims=True) if front.mean == "clip" else features)[None]
