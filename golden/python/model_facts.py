"""What a model says of its front end: the sidecar beside it, its ONNX metadata, or the names that its exporter gave.

Java's ``engine.spec`` reads the same, in the same order; ``docs/front-ends.md`` describes it.  A fact that cannot be
honoured is refused.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import onnx
from google.protobuf.message import DecodeError

from export_error import ExportError
from fbank_config import read_json
from native_config import OURS

SECTIONS = {
    "FrameExtractionOptions": (
        "sample_freq",
        "frame_shift_ms",
        "frame_length_ms",
        "dither",
        "pre_emphasis_coefficient",
        "remove_dc_offset",
        "window_type",
        "round_to_power_of_two",
        "blackman_coefficient",
        "snip_edges",
        "allow_down_sample",
        "allow_up_sample",
    ),
    "MelBanksOptions": ("num_bins", "low_freq", "high_freq", "vtln_low", "vtln_high", "htk_mode"),
    "": ("sample_scale", "use_energy", "energy_floor", "raw_energy", "htk_compat", "use_log_fbank", "use_power"),
}
"""Keys of a configuration by the object that they stand in."""
MEAN = "mean_normalization"
MEANS = ("none", "clip")
SIDECAR_KEYS = ("schema", "framework", "fbank", MEAN, "input", "axes", "output", "embedding_size", "min_frames")
FRAMEWORKS: dict[str, dict[str, Any]] = {
    "3d-speaker": {"window_type": "povey", "sample_scale": 1, MEAN: "clip"},
    "wespeaker": {"window_type": "hamming", "sample_scale": 32768, MEAN: "clip"},
}
EXPORTERS = {("feature", "embedding"): "3d-speaker", ("feats", "embs"): "wespeaker"}
SCALES = {"1": 1, "0": 32768}
NORMALISED = {"": "none", "global-mean": "clip"}
METADATA: dict[str, tuple[str, Callable[[str], Any]]] = {
    "sample_rate": ("sample_freq", float),
    "normalize_samples": ("sample_scale", SCALES.__getitem__),
    "normalize_features": ("sample_scale", SCALES.__getitem__),
    "feature_normalize_type": (MEAN, NORMALISED.__getitem__),
    "window_type": ("window_type", str),
    "window_size_ms": ("frame_length_ms", float),
    "window_stride_ms": ("frame_shift_ms", float),
    "feat_dim": ("num_bins", int),
}
"""What a key of the metadata says, and how."""
OTHER_NAMES = {
    **OURS,
    "sample_frequency": "sample_freq",
    "sampling_rate": "sample_freq",
    "sr": "sample_freq",
    "frame_length": "frame_length_ms",
    "frame_shift": "frame_shift_ms",
    "preemphasis_coefficient": "pre_emphasis_coefficient",
    "preemphasis": "pre_emphasis_coefficient",
    "preemph": "pre_emphasis_coefficient",
    "window": "window_type",
    "num_mel_bins": "num_bins",
    "n_mels": "num_bins",
    "f_min": "low_freq",
    "fmin": "low_freq",
    "f_max": "high_freq",
    "fmax": "high_freq",
    "subtract_mean": MEAN,
}
"""What other programs call options: in the metadata they are refused, as nothing says by what spelling the value goes."""
REFUSED = ("neg_mean", "inv_stddev", "lfr_window_size", "lfr_window_shift")
"""Mean and variance of training data, and stacked frames."""


@dataclass
class Facts:
    """Values by key of the configuration, and ``MEAN``; what was said first holds.  ``guessed`` are told by names."""

    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)

    def add(self, key: str, value: Any, source: str, guessed: bool = False) -> None:
        if key not in self.values:
            self.values[key] = value
            self.sources[key] = source
            if guessed:
                self.guessed.add(key)


def section_of(key: str) -> str:
    return next(section for section, keys in SECTIONS.items() if key in keys)


def sidecar_of(model: Path) -> Path:
    return model.with_name(model.name.removesuffix(".onnx") + ".speakerbench.json")


def read_facts(path: Path) -> Facts:
    """Of an ONNX file; of what is none, nothing: who opens it says so."""
    facts = Facts()
    try:
        model = onnx.load(str(path), load_external_data=False)
    except (OSError, DecodeError):
        return facts
    framework = read_sidecar(sidecar_of(path), facts)
    metadata = {entry.key: entry.value.strip() for entry in model.metadata_props}
    told = metadata.get("framework")
    read_metadata(metadata, facts, path)
    if framework is None and told is not None:
        if told not in FRAMEWORKS:
            raise ExportError(f"{path}: metadata framework={told}, expected one of {', '.join(FRAMEWORKS)}")
        framework = (told, f"metadata framework={told}", False)
    if framework is None:
        constants = {tensor.name for tensor in model.graph.initializer}
        names = [v.name for v in model.graph.input if v.name not in constants], [v.name for v in model.graph.output]
        exporter = EXPORTERS.get((names[0][0], names[1][0])) if len(names[0]) == len(names[1]) == 1 else None
        framework = (exporter, f"names {names[0][0]} and {names[1][0]}", True) if exporter else None
    if framework is not None:
        name, source, guessed = framework
        for key, value in FRAMEWORKS[name].items():
            facts.add(key, value, source, guessed)
    return facts


def read_sidecar(path: Path, facts: Facts) -> tuple[str, str, bool] | None:
    """Adds what it says; the framework that it names, if it does."""
    if not path.exists():
        return None
    sidecar = read_json(path)
    for key in sidecar:
        require_known(key, SIDECAR_KEYS, path)
    if sidecar.get("schema") != 1:
        raise ExportError(f"{path}: schema is {json.dumps(sidecar.get('schema'))}, expected 1")
    fbank = sidecar.get("fbank", {})
    for key, value in fbank.items():
        require_known(key, (*SECTIONS, *SECTIONS[""]), path)
        for inner, option in value.items() if key in SECTIONS else [(key, value)]:
            require_known(inner, SECTIONS[key if key in SECTIONS else ""], path)
            facts.add(inner, option, path.name)
    if MEAN in sidecar:
        if sidecar[MEAN] not in MEANS:
            raise ExportError(f"{path}: {MEAN} is {json.dumps(sidecar[MEAN])}, expected one of {', '.join(MEANS)}")
        facts.add(MEAN, sidecar[MEAN], path.name)
    framework = sidecar.get("framework")
    if framework is not None and framework not in FRAMEWORKS:
        raise ExportError(f"{path}: framework is {json.dumps(framework)}, expected one of {', '.join(FRAMEWORKS)}")
    return None if framework is None else (framework, path.name, False)


def require_known(key: str, known: tuple[str, ...], path: Path) -> None:
    if key not in known:
        nearest = difflib.get_close_matches(key, known, 1, 0)
        raise ExportError(f"{path}: unknown key {key}, expected {nearest[0]} or another of docs/front-ends.md")


def read_metadata(metadata: dict[str, str], facts: Facts, path: Path) -> None:
    before = set(facts.values)
    options = {option for keys in SECTIONS.values() for option in keys} | {MEAN}
    for name in metadata.keys() - METADATA.keys():
        plain = name.lower().replace("-", "_")
        option = OTHER_NAMES.get(plain, plain)
        if name in REFUSED:
            raise ExportError(f"{path}: metadata {name} cannot be honoured, expected a model without it")
        if option in options and option not in before:
            sidecar = sidecar_of(path).name
            raise ExportError(f"{path}: metadata {name}={metadata[name]}, expected that in {sidecar}, as {option}")
    for name, (key, parse) in METADATA.items():
        if name in metadata and key not in before:
            try:
                value = parse(metadata[name])
            except (KeyError, ValueError) as problem:
                raise ExportError(f"{path}: metadata {name}={metadata[name]} cannot be honoured as {key}") from problem
            facts.add(key, value, f"metadata {name}={metadata[name]}")


def merge(config: dict[str, Any], mean: str | None, path: Path, source: str) -> tuple[dict[str, Any], str | None]:
    """A configuration and a mean with what a model says and they do not; raises where it says otherwise."""
    merged: dict[str, Any] = json.loads(json.dumps(config))
    facts = read_facts(path)
    for key, value in facts.values.items():
        if key == MEAN:
            found = mean
        else:
            section = section_of(key)
            options = merged.setdefault(section, {}) if section else merged
            found = options.get(key)
        if found is not None and found != value and key not in facts.guessed:
            raise ExportError(f"{source}: {key} is {found}, expected {value} for {path.name} ({facts.sources[key]})")
        if found is None and key == MEAN:
            mean = value
        elif found is None:
            options[key] = value
    return merged, mean


def over(config: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """A configuration with other values of some of its keys."""
    merged: dict[str, Any] = json.loads(json.dumps(config))
    for key, value in facts.items():
        if isinstance(value, dict):
            merged.setdefault(key, {}).update(value)
        else:
            merged[key] = value
    return merged
