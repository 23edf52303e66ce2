"""Writes small models that expect different front ends, and a golden pack of each: what Java's golden tests run.

Each model is one convolution over time and pooling of mean and deviation, with weights from a seed, named and described
as an exporter does it: 3D-Speaker's and WeSpeaker's by names only, a converted one of 8 kHz by the metadata that
sherpa-onnx's scripts write, and one of bins before frames by a sidecar.

    python export_front_ends.py
"""

from __future__ import annotations

import argparse
import functools
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import soundfile
import torch
import torchaudio
from onnx import TensorProto, helper, numpy_helper

import model_facts
import models
from clips import read_clip
from export_reference import (
    ASSETS,
    REPOSITORY,
    SCHEMA,
    STANDARD_CONFIG,
    describe_model,
    generator,
    publish,
    show,
    write_array,
    write_clip,
    write_manifest,
)
from fbank_config import parse_options, read_json

OUT = REPOSITORY / "golden/src/test/resources/org/speakerbench/golden/frontends"
VOICES = ("flite-awb", "flite-slt")
START_S, LENGTH_S = 1.0, 0.6
CHANNELS, KERNEL, DIM = 12, 3, 16


@dataclass(frozen=True)
class Spec:
    """A model to write; ``frames_axis`` is 1 or 2."""

    name: str
    input: str
    output: str
    bins: int = 80
    frames_axis: int = 1
    metadata: dict[str, str] = field(default_factory=dict)
    sidecar: dict[str, Any] | None = None


SPECS = (
    Spec("3d-speaker", "feature", "embedding"),
    Spec("wespeaker", "feats", "embs"),
    Spec(
        "sherpa-onnx",
        "x",
        "embedding",
        metadata={
            "framework": "3d-speaker",
            "language": "English",
            "url": "https://example.org/model",
            "comment": "as scripts/3dspeaker of sherpa-onnx writes it, for audio of telephones",
            "sample_rate": "8000",
            "output_dim": str(DIM),
            "normalize_samples": "1",
            "feature_normalize_type": "global-mean",
        },
    ),
    Spec(
        "sidecar",
        "in",
        "out",
        bins=40,
        frames_axis=2,
        sidecar={
            "schema": 1,
            "fbank": {
                "FrameExtractionOptions": {"window_type": "hanning", "frame_length_ms": 20.0},
                "MelBanksOptions": {"num_bins": 40, "low_freq": 64, "high_freq": -400},
                "sample_scale": 32768,
            },
            "mean_normalization": "none",
            "axes": ["batch", "bins", "frames"],
            "embedding_size": DIM,
            "min_frames": 4,
        },
    ),
)


def make_model(spec: Spec, path: Path) -> None:
    """Convolution, mean and deviation over time, and a linear layer; weights by NumPy's PCG64 of seed 16."""
    random = np.random.default_rng(16)
    kernel = random.standard_normal((CHANNELS, spec.bins, KERNEL)) / np.sqrt(spec.bins * KERNEL)
    linear = random.standard_normal((2 * CHANNELS, DIM)) / np.sqrt(2 * CHANNELS)
    constants = [
        numpy_helper.from_array(values.astype(np.float32), name) for name, values in (("k", kernel), ("w", linear))
    ]
    first = "t" if spec.frames_axis == 1 else spec.input
    nodes = [helper.make_node("Transpose", [spec.input], ["t"], perm=[0, 2, 1])] if spec.frames_axis == 1 else []
    nodes += [
        helper.make_node("Conv", [first, "k"], ["c"]),
        helper.make_node("Tanh", ["c"], ["h"]),
        helper.make_node("ReduceMean", ["h"], ["mean_kept"], axes=[2], keepdims=1),
        helper.make_node("Sub", ["h", "mean_kept"], ["centred"]),
        helper.make_node("ReduceL2", ["centred"], ["deviation"], axes=[2], keepdims=0),
        helper.make_node("ReduceMean", ["h"], ["mean"], axes=[2], keepdims=0),
        helper.make_node("Concat", ["mean", "deviation"], ["pooled"], axis=1),
        helper.make_node("MatMul", ["pooled", "w"], [spec.output]),
    ]
    dims = ["B", "T", spec.bins] if spec.frames_axis == 1 else ["B", "bins", "T"]
    graph = helper.make_graph(
        nodes,
        spec.name,
        [helper.make_tensor_value_info(spec.input, TensorProto.FLOAT, dims)],
        [helper.make_tensor_value_info(spec.output, TensorProto.FLOAT, ["B", DIM])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=7)
    for key, value in spec.metadata.items():
        model.metadata_props.add(key=key, value=value)
    onnx.save(model, str(path))
    if spec.sidecar:
        model_facts.sidecar_of(path).write_text(json.dumps(spec.sidecar, indent=2) + "\n", encoding="ascii")


@dataclass(frozen=True)
class Opened:
    """A model in ONNX Runtime; a ``PackModel``."""

    name: str
    graph: Path
    spec: Spec
    session: onnxruntime.InferenceSession
    min_frames: int
    kind: str = "file"
    weights: None = None
    module: None = None
    embedding_dim: int = DIM

    @property
    def input(self) -> str:
        return self.spec.input

    @property
    def output(self) -> str:
        return self.spec.output

    def embed_all(self, features: list[np.ndarray]) -> list[np.ndarray]:
        return [self.embed(rows) for rows in features]

    def embed(self, rows: np.ndarray) -> np.ndarray:
        batch = rows[None] if self.spec.frames_axis == 1 else np.ascontiguousarray(rows.T)[None]
        return self.session.run([self.output], {self.input: batch})[0][0]

    def embed_torch(self, features: np.ndarray) -> np.ndarray:
        raise AssertionError("a model without a PyTorch original is not asked for one")


def write_wavs(folder: Path, rate_hz: int) -> list[Path]:
    """Six tenths of a second of two voices, as 16-bit WAVs of a rate."""
    wavs = []
    for voice in VOICES:
        samples, rate = soundfile.read(ASSETS / f"speech/{voice}.wav", dtype="float32")
        part = samples[int(START_S * rate) : int((START_S + LENGTH_S) * rate)]
        if rate != rate_hz:
            part = torchaudio.functional.resample(torch.from_numpy(part), rate, rate_hz).numpy()
        wavs.append(folder / f"{voice}.wav")
        soundfile.write(wavs[-1], part, rate_hz, subtype="PCM_16")
    return wavs


def write_pack(spec: Spec, graph: Path, pack: Path, out: Path, work: Path) -> None:
    facts, mean = model_facts.merge({}, None, graph, spec.name)
    config = model_facts.over(read_json(STANDARD_CONFIG), facts)
    options = parse_options(config, spec.name)
    wavs = write_wavs(work, int(options.sample_rate_hz))
    rows = [{"text": "", "group": "speech", "voice": wav.stem, "maker": "flite"} for wav in wavs]
    clips = [read_clip(wav, options, row, mean or "clip") for wav, row in zip(wavs, rows, strict=True)]
    min_frames = spec.sidecar["min_frames"] if spec.sidecar else KERNEL
    opened = Opened(spec.name, graph, spec, models.open_session(graph), min_frames)
    tables = models.embeddings_of(opened, clips)
    print(models.check_embeddings(opened, clips, tables))
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "name": spec.name,
        "generator": generator(f"python golden/python/export_front_ends.py --out {show(out)}"),
        "fbank_config": config,
        "mean_normalization": mean or "clip",
        "models": {spec.name: describe_model(opened)},
        "clips": [write_clip(clip, pack, ASSETS) for clip in clips],
        "embeddings": {
            spec.name: {
                "clips": [clip.id for clip in clips],
                **{
                    kind: None if rows is None else write_array(rows, pack, f"embeddings/{spec.name}.{kind}.npy")
                    for kind, rows in tables.items()
                },
            }
        },
        "sweeps": {},
    }
    write_manifest(manifest, pack)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the models and packs")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    for spec in SPECS:
        graph = args.out / f"{spec.name}.onnx"
        make_model(spec, graph)
        with tempfile.TemporaryDirectory() as work:
            publish(
                args.out / f"{spec.name}-pack",
                functools.partial(write_pack, spec, graph, out=args.out, work=Path(work)),
            )


if __name__ == "__main__":
    main()
