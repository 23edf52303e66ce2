"""Measures how far other front ends move embeddings: what a user who comes from them must expect.

Cosine, mean and least over the speech clips, of a zoo model's embeddings from each variant against those from the
reference front end (torchaudio, samples / 32768, mean subtracted).  The weights are synthetic: trained ones amplify
differences less, so these figures say which front ends are the same and which are not, not what accuracy is lost.
Between the words, espeak-ng's clips are digitally silent (up to 14 % of the cells are at the floor of the logarithm):
that is where the scale of the samples and dither count, in spite of the mean that is subtracted.

    python front_ends.py --work ../zoo-work
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

import models
from clips import find_wavs, normalise, read_samples
from export_error import ExportError
from export_reference import ASSETS, generator, show
from fbank_float64 import fbank
from fbank_options import FbankOptions
from references import native_fbank, torchaudio_fbank

CSV = Path(__file__).resolve().parent / "front_ends.csv"
MODELS = ("campplus", "eres2net-base", "eres2netv2")
REFERENCE = FbankOptions()
FrontEnd = Callable[[np.ndarray], np.ndarray]


def variant(**changes: object) -> FrontEnd:
    """The float64 front end with some options changed, mean subtracted."""
    options = dataclasses.replace(REFERENCE, **changes)
    return lambda samples: normalise(fbank(samples, options).astype(np.float32))


def torchaudio_features(samples: np.ndarray) -> np.ndarray:
    features = torchaudio_fbank(samples, REFERENCE)
    assert features is not None
    return features


def native(options: FbankOptions) -> FrontEnd:
    def features(samples: np.ndarray) -> np.ndarray:
        found = native_fbank(samples, options)
        assert found is not None
        return normalise(found)

    return features


def over_32767(samples: np.ndarray) -> np.ndarray:
    """16-bit samples over 32767, as the C++ runtime has them."""
    return samples * np.float32(32768 / 32767)


VARIANTS: dict[str, tuple[str, FrontEnd]] = {
    "torchaudio": ("the reference itself", lambda samples: normalise(torchaudio_features(samples))),
    "float64": ("exact arithmetic", variant()),
    "kaldi-native-fbank": ("the same options", native(REFERENCE)),
    "cpp-runtime": (
        "3D-Speaker's C++ runtime: kaldi-native-fbank, samples over 32767, embedding as text of 6 digits",
        lambda samples: native(REFERENCE)(over_32767(samples)),
    ),
    "sherpa-onnx": (
        "edges not snipped, upper edge 400 Hz below Nyquist",
        native(dataclasses.replace(REFERENCE, snip_edges=False, high_freq_hz=-400.0)),
    ),
    "snip-edges-off": ("the first of these two alone", variant(snip_edges=False)),
    "high-freq-minus-400": ("the second alone", variant(high_freq_hz=-400.0)),
    "wespeaker-scale": (
        "samples times 32768, mean subtracted",
        lambda samples: variant()(samples * np.float32(32768)),
    ),
    "wespeaker": (
        "the same with a Hamming window",
        lambda samples: variant(window_type="hamming")(samples * np.float32(32768)),
    ),
    "hamming": ("Hamming window", variant(window_type="hamming")),
    "hanning": ("Hann window", variant(window_type="hanning")),
    "no-mean": ("mean not subtracted", torchaudio_features),
    "no-mean-scale": (
        "mean not subtracted, samples times 32768",
        lambda samples: torchaudio_features(samples * np.float32(32768)),
    ),
    "dither-1": ("the C++ runtime without the key dither", variant(dither=1.0, dither_seed=1)),
    "dither-1/32768": ("Kaldi's default on its own scale", variant(dither=2.0**-15, dither_seed=1)),
    "htk-edges": ("lower edge 0 Hz", variant(low_freq_hz=0.0)),
    "no-preemphasis": ("coefficient 0", variant(preemphasis=0.0)),
    "magnitude": ("magnitude for power", variant(use_power=False)),
}
"""Name to description and front end."""

ANOTHER_VOICE = "another voice"
DESCRIPTIONS = {name: text for name, (text, _) in VARIANTS.items()}
DESCRIPTIONS[ANOTHER_VOICE] = "no front end: the reference's embeddings of other clips, for comparison"


def six_digits(embedding: np.ndarray) -> np.ndarray:
    """As it is after a C++ stream's default precision."""
    return np.array([float(f"{value:.6g}") for value in embedding])


def measure(model: models.Model, clips: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Cosine against the reference by variant, float64 [clips]."""
    reference = np.stack([model.embed(VARIANTS["torchaudio"][1](samples)) for samples in clips])
    cosines = {}
    for name, (_, front_end) in VARIANTS.items():
        embeddings = np.stack([model.embed(front_end(samples)) for samples in clips])
        if name == "cpp-runtime":
            embeddings = np.stack([six_digits(embedding) for embedding in embeddings])
        cosines[name] = models.cosine(embeddings, reference)
    cosines[ANOTHER_VOICE] = models.cosine(np.roll(reference, 2, axis=0), reference)  # two further on
    return cosines


def write_csv(path: Path, rows: list[list[Any]], provenance: list[str]) -> None:
    """A comment about where it comes from, then the table; takes the place of an older file when it is whole."""
    text = io.StringIO()
    text.writelines(f"# {line}\n" for line in provenance)
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["model", "front_end", "clips", "cosine_mean", "cosine_min", "description"])
    table.writerows([*row[:3], f"{row[3]:.9f}", f"{row[4]:.9f}", row[5]] for row in rows)
    temporary = path.with_name(f".{path.name}")
    temporary.write_text(text.getvalue(), encoding="utf-8")
    os.replace(temporary, path)


def markdown(rows: list[list[Any]], keys: list[str]) -> str:
    """One line per front end, mean and least cosine per model."""
    cells = {(row[0], row[1]): f"{shown(row[3])} / {shown(row[4])}" for row in rows}
    lines = ["| front end | " + " | ".join(keys) + " | what differs |", "|---|" + "---|" * (len(keys) + 1)]
    for name, description in DESCRIPTIONS.items():
        lines.append(f"| {name} | " + " | ".join(cells[key, name] for key in keys) + f" | {description} |")
    return "\n".join(lines)


def shown(cosine: float) -> str:
    """Enough digits to tell nearly equal from equal."""
    return f"{cosine:.9f}" if cosine > 0.999 else f"{cosine:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder of the zoo's models, made there if missing")
    parser.add_argument("--zoo-dir", type=Path, default=ASSETS / "zoo", help="folder of the zoo's graphs and recipes")
    parser.add_argument("--models", nargs="+", default=list(MODELS), metavar="KEY", help="zoo models")
    parser.add_argument("--wav", type=Path, nargs="+", default=[ASSETS / "speech"], metavar="PATH", help="clips")
    parser.add_argument("--out", type=Path, default=CSV, help="CSV to write")
    args = parser.parse_args()
    torch.set_num_threads(1)
    rows: list[list[Any]] = []
    try:
        clips = [read_samples(wav, REFERENCE) for wav in find_wavs(args.wav)]
        for key in args.models:
            graph = models.zoo.materialize(key, args.zoo_dir, args.work)
            model = models.open_file_model(key, graph, REFERENCE.dim)
            for name, cosines in measure(model, clips).items():
                print(f"{key} {name} {cosines.mean():.9f} {cosines.min():.9f}", file=sys.stderr, flush=True)
                rows.append([key, name, len(clips), cosines.mean(), cosines.min(), DESCRIPTIONS[name]])
        command = ["python golden/python/front_ends.py", "--work", show(args.work), "--models", *args.models]
        origin = generator(" ".join([*command, "--wav", *(show(wav) for wav in args.wav)]))
        origin |= origin.pop("versions")
        write_csv(args.out, rows, [f"{key}: {value}" for key, value in origin.items()])
    except (ExportError, OSError) as problem:
        sys.exit(f"front_ends.py: {problem}")
    print(markdown(rows, args.models))


if __name__ == "__main__":
    main()
