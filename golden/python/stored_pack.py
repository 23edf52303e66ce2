"""A golden pack that is there: its manifest, and its clips with the features that it stores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from clips import Clip
from export_error import ExportError
from zoo import sha256

ASSET = "asset:"
"""What paths of WAVs below the assets begin with."""


def read_manifest(pack: Path, schema: str) -> dict[str, Any]:
    path = pack / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ExportError(f"{path}: expected the manifest of a golden pack: {problem}") from problem
    found = manifest.get("schema") if isinstance(manifest, dict) else None
    if found != schema:
        raise ExportError(f"{path}: found schema {found}, expected {schema}")
    return manifest


def require_new(manifest: dict[str, Any], names: list[str]) -> None:
    """What a pack has is never changed by an addition."""
    there = [name for name in names if name in manifest["models"]]
    if there:
        raise ExportError(f"pack {manifest['name']}: it has {', '.join(there)} already, expected other models to add")


def read_clips(pack: Path, manifest: dict[str, Any], entries: list[dict[str, Any]], asset_root: Path) -> list[Clip]:
    """Clips with the arrays that are stored: other machines compute features that differ in their last bits."""
    mean = manifest.get("mean_normalization", "clip")
    return [read_clip(pack, entry, mean, asset_root) for entry in entries]


def read_clip(pack: Path, entry: dict[str, Any], mean: str, asset_root: Path) -> Clip:
    def array(stored: dict[str, Any] | None) -> np.ndarray | None:
        return None if stored is None else np.load(checked(pack / stored["path"], stored), allow_pickle=False)

    path = entry["wav"]["path"]
    wav = asset_root / path.removeprefix(ASSET) if path.startswith(ASSET) else pack / path
    return Clip(
        entry["id"],
        entry["description"],
        entry["group"],
        entry["voice"],
        checked(wav, entry["wav"]),
        entry["frames"],
        {name: array(stored) for name, stored in entry["arrays"].items()},
        entry["sample_rate_hz"],
        mean=mean,
    )


def checked(path: Path, entry: dict[str, Any]) -> Path:
    found = sha256(path) if path.is_file() else "no such file"
    if found != entry["sha256"]:
        raise ExportError(f"{path}: found SHA-256 {found}, expected {entry['sha256']} as the manifest has it")
    return path
