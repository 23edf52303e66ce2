"""Clips of a pack that speakerbench carries, for a pack of another model that refers to them instead of storing them again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stored_pack
from clips import Clip
from export_error import ExportError

PACKS = Path(__file__).resolve().parents[1] / "src/main/resources/org/speakerbench/golden/packs"


@dataclass(frozen=True)
class PackClips:
    """Some clips of a pack: ``entries`` are those of its manifest, ``clips`` the same with their arrays."""

    pack: str
    config: dict[str, Any]
    mean: str
    entries: list[dict[str, Any]]
    clips: list[Clip]


def read(folder: Path, only: list[str], asset_root: Path, schema: str) -> PackClips:
    """The clips of the names ``only``, or all, in the pack's order; raises when a file is not what the manifest says."""
    if folder.resolve().parent != PACKS or not (folder / "manifest.json").is_file():
        names = ", ".join(sorted(path.parent.name for path in PACKS.glob("*/manifest.json")))
        raise ExportError(f"{folder}: it is no pack that speakerbench carries, expected one of {names} in {PACKS}")
    manifest = stored_pack.read_manifest(folder, schema)
    if manifest.get("clips_from") is not None:
        raise ExportError(f"{folder}: its clips are those of {manifest['clips_from']}, expected that pack")
    ids = [entry["id"] for entry in manifest["clips"]]
    for missing in (clip for clip in only if clip not in ids):
        raise ExportError(f"{folder}: it has no clip {missing}, expected some of {', '.join(ids)}")
    entries = [entry for entry in manifest["clips"] if not only or entry["id"] in only]
    for unfit in (entry for entry in entries if entry["arrays"]["fbank_normalised"] is None or entry["front_end"]):
        raise ExportError(f"{folder}: clip {unfit['id']} has no features for models, expected a pack that has models")
    mean = manifest.get("mean_normalization", "clip")
    clips = stored_pack.read_clips(folder, manifest, entries, asset_root)
    return PackClips(folder.resolve().name, manifest["fbank_config"], mean, entries, clips)

