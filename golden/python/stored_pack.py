"""A golden pack that is there: its manifest, and its clips with the features that it stores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from clips import Clip
from export_error import ExportError
from zoo import sha256


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


def read_array(pack: Path, entry: dict[str, Any]) -> np.ndarray:
    path = pack / entry["path"]
    found = sha256(path)
    if found != entry["sha256"]:
        raise ExportError(f"{path}: found SHA-256 {found}, expected {entry['sha256']} as the manifest has it")
    return np.load(path, allow_pickle=False)


def read_clips(pack: Path, manifest: dict[str, Any]) -> list[Clip]:
    """Clips with the arrays that are stored: other machines compute features that differ in their last bits."""
    return [
        Clip(
            clip["id"],
            clip["description"],
            clip["group"],
            clip["voice"],
            Path(clip["wav"]["path"]),
            clip["frames"],
            {name: None if entry is None else read_array(pack, entry) for name, entry in clip["arrays"].items()},
            clip["sample_rate_hz"],
        )
        for clip in manifest["clips"]
    ]
