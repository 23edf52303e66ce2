"""Options as ``as_dict()`` of kaldi-native-fbank and kaldifeat gives them, in the keys of ``fbank_config.json``.

As Java's ``NativeConfig``: a key that is not known is refused, and so is one that asks for what Kaldi does not compute.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from export_error import ExportError

OURS = {
    "samp_freq": "sample_freq",
    "preemph_coeff": "pre_emphasis_coefficient",
    "blackman_coeff": "blackman_coefficient",
    "allow_downsample": "allow_down_sample",
    "allow_upsample": "allow_up_sample",
}
"""Where their names differ."""

FRAME_KEYS = {
    "samp_freq", "frame_shift_ms", "frame_length_ms", "dither", "preemph_coeff", "remove_dc_offset", "window_type",
    "round_to_power_of_two", "blackman_coeff", "snip_edges", "max_feature_vectors", "allow_downsample", "allow_upsample",
}  # fmt: skip
MEL_KEYS = {"num_bins", "low_freq", "high_freq", "vtln_low", "vtln_high", "htk_mode"}
ROOT_KEYS = {
    "frame_opts", "mel_opts", "use_energy", "energy_floor", "raw_energy", "htk_compat", "use_log_fbank", "use_power",
    "sample_scale",
}  # fmt: skip
WITHOUT_EFFECT = {"device", "debug_mel", "norm", "use_slaney_mel_scale", "floor_to_int_bin"}
"""Where to compute, what to print, and how librosa's filters are."""

FLOAT32_EPSILON = float(np.finfo(np.float32).eps)
CHECKED = {
    "is_librosa": (lambda value: value is False, "false: librosa's filters are not Kaldi's"),
    "use_log_floor": (lambda value: value is True, "true: Kaldi floors energies before the logarithm"),
    "eps": (
        lambda value: isinstance(value, float) and np.float32(value) == FLOAT32_EPSILON,
        f"{FLOAT32_EPSILON:.7g}, Kaldi's floor before the logarithm",
    ),
}
"""These have one value only that Kaldi computes."""


def is_native(config: dict[str, Any]) -> bool:
    """Whether a configuration is spelt so."""
    return "frame_opts" in config or "mel_opts" in config


def translated(config: dict[str, Any], source: str) -> dict[str, Any]:
    """The same configuration in the keys of ``fbank_config.json``."""
    result = renamed(config, ROOT_KEYS, source, "")
    for section, ours, keys in (
        ("frame_opts", "FrameExtractionOptions", FRAME_KEYS),
        ("mel_opts", "MelBanksOptions", MEL_KEYS),
    ):
        values = result.pop(section, None)
        if not isinstance(values, dict):
            found = json.dumps(values) if section in config else "missing"
            raise ExportError(f"{source}: {section} is {found}, expected the objects frame_opts and mel_opts")
        result[ours] = renamed(values, keys, source, f"{section}.")
    return result


def renamed(values: dict[str, Any], keys: set[str], source: str, prefix: str) -> dict[str, Any]:
    result = {}
    for key, value in values.items():
        if key in keys:
            result[OURS.get(key, key)] = value
        elif key in CHECKED:
            holds, expected = CHECKED[key]
            if not holds(value):
                raise ExportError(f"{source}: {prefix}{key} is {json.dumps(value)}, expected {expected}")
        elif key not in WITHOUT_EFFECT:
            known = ", ".join(sorted(keys))
            raise ExportError(f"{source}: unknown key {prefix}{key} beside frame_opts and mel_opts, expected {known}")
    return result
