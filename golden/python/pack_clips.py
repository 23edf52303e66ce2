"""Clips of a pack that speakerbench carries, for a pack of another model that refers to them instead of storing them again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from clips import Clip
from export_error import ExportError
from zoo import sha256

PACKS = Path(__file__).resolve().parents[1] / "src/main/resources/org/speakerbench/golden/packs"
ASSET = "asset:"


@dataclass(frozen=True)
class PackClips:
    """Some clips of a pack: ``entries`` are those of its manifest, ``clips`` the same with their arrays."""

    pack: str
    config: dict[str, Any]
    mean: str
    entries: list[dict[str, Any]]
    clips: list[Clip]


def read(folder: Path, only: list[str], asset_root: Path) -> PackClips:
    """The clips of the names ``only``, or all, in the pack's order; raises when a file is not what the manifest says."""
    if folder.resolve().parent != PACKS or not (folder / "manifest.json").is_file():
        names = ", ".join(sorted(path.parent.name for path in PACKS.glob("*/manifest.json")))
        raise ExportError(f"{folder}: it is no pack that speakerbench carries, expected one of {names} in {PACKS}")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="ascii"))
    if manifest.get("clips_from") is not None:
        raise ExportError(f"{folder}: its clips are those of {manifest['clips_from']}, expected that pack")
    ids = [entry["id"] for entry in manifest["clips"]]
    for missing in (clip for clip in only if clip not in ids):
        raise ExportError(f"{folder}: it has no clip {missing}, expected some of {', '.join(ids)}")
    entries = [entry for entry in manifest["clips"] if not only or entry["id"] in only]
    for unfit in (entry for entry in entries if entry["arrays"]["fbank_normalised"] is None or entry["front_end"]):
        raise ExportError(f"{folder}: clip {unfit['id']} has no features for models, expected a pack that has models")
    mean = manifest.get("mean_normalization", "clip")
    clips = [read_clip(folder, entry, mean, asset_root) for entry in entries]
    return PackClips(folder.resolve().name, manifest["fbank_config"], mean, entries, clips)


def read_clip(folder: Path, entry: dict[str, Any], mean: str, asset_root: Path) -> Clip:
    def array(stored: dict[str, Any] | None) -> np.ndarray | None:
        return None if stored is None else np.load(checked(folder / stored["path"], stored), allow_pickle=False)

    path = entry["wav"]["path"]
    wav = asset_root / path.removeprefix(ASSET) if path.startswith(ASSET) else folder / path
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
        raise ExportError(f"{path}: found SHA-256 {found}, expected {entry['sha256']}")
    return path
