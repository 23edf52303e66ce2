"""Writes the golden pack "options": features of every front end in ``options_matrix.py``, on two clips per sample rate.

The pack holds no models.  Its WAVs are those of ``options_clips.tsv``, which ``make_speech.sh`` puts into it.

    python export_options.py
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch

import options_matrix
from clips import Clip, read_features, read_table
from export_reference import ASSETS, REPOSITORY, SCHEMA, generator, publish, show, write_clip, write_manifest

PACK = REPOSITORY / "golden/src/main/resources/org/speakerbench/golden/packs/options"
CLIPS = Path(__file__).resolve().parent / "options_clips.tsv"


def clips_of(case: options_matrix.Case, wavs: Path, table: dict[str, dict[str, str]]) -> list[Clip]:
    """The case on every clip of its rate."""
    options = case.options()
    return [
        read_features(f"{row['id']}.{case.name}", wavs / f"{row['id']}.wav", options, row, case.front_end)
        for row in table.values()
        if int(row["rate_hz"]) == case.clip_rate_hz
    ]


def write_pack(pack: Path, wavs: Path, out: Path) -> None:
    table = read_table(CLIPS)
    clips = [clip for case in options_matrix.cases() for clip in clips_of(case, wavs, table)]
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "name": "options",
        "generator": generator(f"python golden/python/export_options.py --wav {show(wavs)} --out {show(out)}"),
        "fbank_config": options_matrix.BASE,
        "models": {},
        "clips": [write_clip(clip, pack, ASSETS) for clip in clips],
        "embeddings": {},
        "sweeps": {},
    }
    write_manifest(manifest, pack)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wav", type=Path, default=PACK / "wav", help="folder of the clips")
    parser.add_argument("--out", type=Path, default=PACK, help="folder to write; a pack that is there is replaced")
    args = parser.parse_args()
    torch.set_num_threads(1)
    publish(args.out, lambda pack: write_pack(pack, args.wav, args.out))


if __name__ == "__main__":
    main()
