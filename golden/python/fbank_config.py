"""Reads ``fbank_config.json``, the file of the 3D-Speaker C++ runtime, as Java's ``FbankConfig`` does.

A key that is not known warns; a type or a value that does not fit is an error, and so is a file without a section that is
known.  A missing ``dither`` means 0 with a warning: the C++ runtime takes 1.0.  kaldi-native-fbank's spelling is read too;
Kaldi's ``.conf`` by Java only.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

from export_error import ExportError
from fbank_options import FbankOptions
from native_config import is_native, translated


class Section:
    """One object of the file, by checked types; knows the keys that it was asked for."""

    def __init__(self, source: str, prefix: str, values: dict[str, Any]) -> None:
        self.source = source
        self.prefix = prefix
        self.values = values
        self.known: set[str] = set()

    def section(self, key: str) -> Section:
        self.known.add(key)
        if key not in self.values:
            self.warn(f"no {key} given, its defaults are used")
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.wrong(key, values, "an object")
        return Section(self.source, f"{key}.", values)

    def number(self, key: str, missing: float) -> float:
        value = self.value(key, missing)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, value, "a number")
        try:
            return float(value)
        except OverflowError:
            return math.inf

    def whole_number(self, key: str, missing: int) -> int:
        value = self.value(key, missing)
        if isinstance(value, bool) or not isinstance(value, int | float) or value % 1 != 0:
            raise self.wrong(key, value, "a whole number")
        return int(value)

    def flag(self, key: str, missing: bool) -> bool:
        value = self.value(key, missing)
        if not isinstance(value, bool):
            raise self.wrong(key, value, "true or false")
        return value

    def text(self, key: str, missing: str) -> str:
        value = self.value(key, missing)
        if not isinstance(value, str):
            raise self.wrong(key, value, "a string")
        return value

    def value(self, key: str, missing: Any) -> Any:
        self.known.add(key)
        return self.values.get(key, missing)

    def warn(self, text: str) -> None:
        print(f"warning: {self.source}: {text}", file=sys.stderr)

    def warn_unknown(self) -> None:
        for key in self.values:
            if key not in self.known:
                self.warn(f"unknown key {self.prefix}{key} is ignored; known are {', '.join(sorted(self.known))}")

    def wrong(self, key: str, found: Any, expected: str) -> ExportError:
        return ExportError(f"{self.source}: {self.prefix}{key} is {json.dumps(found)}, expected {expected}")


def read_options(path: Path) -> tuple[dict[str, Any], FbankOptions]:
    """The configuration as it is in the file, and as options."""
    config = read_json(path)
    return config, parse_options(config, path.name)


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object in which no key is there twice."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            raise ValueError("a key is there twice")
        return values

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no number in JSON")

    try:
        text = path.read_text(encoding="utf-8-sig")
        config = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except ValueError as problem:  # of the encoding, of the syntax, and the two above
        raise ExportError(f"{path.name}: not valid JSON: {problem}") from problem
    if not isinstance(config, dict):
        raise ExportError(f"{path.name}: found {json.dumps(config)[:40]}, expected a JSON object")
    return config


def parse_options(
    config: dict[str, Any], source: str, vtln_warp: float = 1.0, dither_seed: int = 0
) -> FbankOptions:
    """Options of a configuration; keys and defaults are those of Java's ``FbankConfig``.

    The warp factor and the seed are no keys of the file: the command line gives them.
    """
    if is_native(config):
        config = translated(config, source)
    if not {"FrameExtractionOptions", "MelBanksOptions"} & config.keys():
        raise ExportError(
            f"{source}: found neither FrameExtractionOptions nor MelBanksOptions (nor frame_opts and mel_opts, as "
            f"kaldi-native-fbank names them) among {', '.join(config) or 'no keys'}, expected the sections of an FBank "
            "configuration"
        )
    root = Section(source, "", config)
    frame, mel = root.section("FrameExtractionOptions"), root.section("MelBanksOptions")
    if "dither" not in frame.values:
        root.warn("no dither given, 0.0 is used (the C++ runtime would use 1.0)")
    if frame.whole_number("max_feature_vectors", -1) != -1:
        root.warn("max_feature_vectors is for streaming and has no effect")
    chosen: dict[str, Any] = {
        "sample_rate_hz": frame.number("sample_freq", 16000.0),
        "frame_shift_ms": frame.number("frame_shift_ms", 10.0),
        "frame_length_ms": frame.number("frame_length_ms", 25.0),
        "dither": frame.number("dither", 0.0),
        "dither_seed": dither_seed,
        "preemphasis": frame.number("pre_emphasis_coefficient", 0.97),
        "remove_dc_offset": frame.flag("remove_dc_offset", True),
        "window_type": frame.text("window_type", "povey"),
        "blackman_coefficient": frame.number("blackman_coefficient", 0.42),
        "round_to_power_of_two": frame.flag("round_to_power_of_two", True),
        "snip_edges": frame.flag("snip_edges", True),
        "allow_down_sample": frame.flag("allow_down_sample", False),
        "allow_up_sample": frame.flag("allow_up_sample", False),
        "num_bins": mel.whole_number("num_bins", 23),
        "low_freq_hz": mel.number("low_freq", 20.0),
        "high_freq_hz": mel.number("high_freq", 0.0),
        "vtln_low_hz": mel.number("vtln_low", 100.0),
        "vtln_high_hz": mel.number("vtln_high", -500.0),
        "vtln_warp": vtln_warp,
        "htk_mode": mel.flag("htk_mode", False),
        "sample_scale": root.number("sample_scale", 1),
        "use_energy": root.flag("use_energy", False),
        "energy_floor": root.number("energy_floor", 0.0),
        "raw_energy": root.flag("raw_energy", True),
        "htk_compat": root.flag("htk_compat", False),
        "use_log": root.flag("use_log_fbank", True),
        "use_power": root.flag("use_power", True),
    }
    for section in (frame, mel, root):
        section.warn_unknown()
    try:
        return FbankOptions(**chosen)
    except ValueError as problem:
        raise ExportError(f"{source}: {problem}") from problem
