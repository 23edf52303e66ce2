"""A front end that differs from a pack's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fbank_config import parse_options
from fbank_options import FbankOptions


@dataclass(frozen=True)
class FrontEnd:
    """``overrides`` is part of an ``fbank_config.json``; warp factor and seed are no keys of that file."""

    overrides: dict[str, Any] = field(default_factory=dict)
    vtln_warp: float = 1.0
    dither_seed: int = 0

    def options(self, config: dict[str, Any], source: str) -> FbankOptions:
        """Options of the pack's configuration with this on top."""
        return parse_options(merged(config, self.overrides), source, self.vtln_warp, self.dither_seed)

    def manifest(self) -> dict[str, Any]:
        """The entry of a pack's manifest."""
        return {"overrides": self.overrides, "vtln_warp": self.vtln_warp, "dither_seed": self.dither_seed}


def merged(config: dict[str, Any], overrides: dict[str, Any]) -> dict[str, Any]:
    """Key by key, sections likewise."""
    result = dict(config)
    for key, value in overrides.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result
