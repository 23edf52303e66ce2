"""Exports the zoo: PyTorch architectures with seeded weights -> ONNX graph + weight recipe + import map.

For each model: build the unchanged speakerlab class, draw its matrices from SplitMix64, calibrate batch
norm and the last bias on speech, export with the settings of 3D-Speaker's own script, compare PyTorch
with ONNX Runtime, take the large tensors out into a recipe, and prove that the recipe gives them back
bit by bit.  A map beside it says how the tensors are made from a state dict, proved likewise.

    python export_zoo.py --work build/zoo            # all models; state dicts are kept under --work
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

import import_map
import zoo
from clips import normalise, read_samples
from export_error import ExportError
from fbank_options import FbankOptions
from references import torchaudio_fbank

ASSETS = Path(__file__).resolve().parents[2] / "assets/src/main/resources/org/speakerbench/assets"
ALIGNMENT = 64
CALIBRATION_SAMPLES = 48000


def calibration_batch(speech_dir: Path) -> torch.Tensor:
    """All 3-second speech clips through the Python reference front end, as one batch [clips, frames, 80]."""
    options = FbankOptions()
    clips = [read_samples(wav, options) for wav in sorted(speech_dir.glob("*.wav"))]
    clips = [samples for samples in clips if len(samples) == CALIBRATION_SAMPLES]
    if len(clips) < 6:
        raise ExportError(
            f"{speech_dir}: found {len(clips)} clips of 3 seconds, expected at least 6: run make_speech.sh"
        )
    return torch.stack([torch.from_numpy(normalise(torchaudio_fbank(samples, options))) for samples in clips])


def seeded(key: str) -> tuple[torch.nn.Module, dict[str, tuple[int, np.float32]]]:
    """The model with its matrices drawn from SplitMix64, and (seed, bound) of each."""
    model = zoo.build(key)
    drawn: dict[str, tuple[int, np.float32]] = {}
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() < 2:
                continue
            seed = zoo.tensor_seed(key, name)
            bound = np.float32(math.sqrt(6.0 / parameter[0].numel()))  # He et al. 2015, uniform
            values = zoo.weights(seed, bound, None, list(parameter.shape))
            parameter.copy_(torch.from_numpy(values))
            drawn[name] = (seed, bound)
    for module in model.modules():
        if isinstance(module, (torch.nn.Conv1d, torch.nn.Conv2d, torch.nn.Linear)) and module.bias is not None:
            torch.nn.init.zeros_(module.bias)
    damp_residuals(model, zoo.ARCHITECTURES[key].residual_gain)
    return model, drawn


def damp_residuals(model: torch.nn.Module, gain: float) -> None:
    """Sets the scale of the last batch norm of every residual block."""
    if gain != 1.0:
        for name, module in model.named_modules():
            if name.endswith(".bn3"):
                torch.nn.init.constant_(module.weight, gain)


def calibrate(model: torch.nn.Module, batch: torch.Tensor) -> None:
    """Batch-norm statistics of the speech, and a last bias that removes the mean embedding."""
    norms = [m for m in model.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    for norm in norms:
        norm.momentum = 1.0  # running statistics = statistics of this one batch
    with torch.no_grad():
        model.train()
        model(batch.clone())
        model.eval()
        last = last_layer(model)
        if last is not None:
            last.bias -= model(batch.clone()).mean(dim=0)


def last_layer(model: torch.nn.Module) -> torch.nn.Module | None:
    """The linear layer that gives the embedding, a convolution in ECAPA-TDNN; None for CAM++, which ends in a batch norm
    that is centred already."""
    linear = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    if linear:
        return linear[-1]
    layers = (torch.nn.Conv1d, torch.nn.modules.batchnorm._BatchNorm)
    last = [m for m in model.modules() if isinstance(m, layers)][-1]
    return last if isinstance(last, torch.nn.Conv1d) else None


def export(model: torch.nn.Module, path: Path) -> None:
    """As 3D-Speaker's export_speaker_embedding_onnx.py does it."""
    torch.onnx.export(
        model,
        torch.randn(1, 345, 80),
        str(path),
        export_params=True,
        opset_version=11,
        do_constant_folding=True,
        input_names=["feature"],
        output_names=["embedding"],
        dynamic_axes={"feature": {0: "batch_size", 1: "frame_num"}, "embedding": {0: "batch_size"}},
    )


def compare_with_torch(model: torch.nn.Module, path: Path, batch: torch.Tensor) -> float:
    """Worst cosine of PyTorch and ONNX Runtime over the clips; raises when one is below 0.999999."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 1.0
    for clip in batch:
        with torch.no_grad():
            expected = model(clip[None].clone()).numpy()[0].astype(np.float64)
        actual = session.run(None, {"feature": clip[None].numpy()})[0][0].astype(np.float64)
        cosine = float(expected @ actual / np.linalg.norm(expected) / np.linalg.norm(actual))
        worst = float(np.minimum(worst, cosine))  # NaN stays
    if not worst >= 0.999999:
        raise ExportError(f"{path.name}: cosine of PyTorch and ONNX Runtime is {worst}, expected 0.999999 or more")
    return worst


def voice_spread(model: torch.nn.Module, batch: torch.Tensor) -> float:
    """Largest cosine between embeddings of two clips (small is well apart)."""
    with torch.no_grad():
        embeddings = torch.nn.functional.normalize(model(batch.clone()), dim=1)
    cosines = embeddings @ embeddings.T
    return float((cosines - 2 * torch.eye(len(batch))).max())


def fold_scale(weight: np.ndarray, drawn: np.ndarray) -> np.ndarray | None:
    """float32 s per output channel with float32(drawn * s) == weight bit by bit, or None if there is none."""
    rows, source = weight.reshape(len(weight), -1), drawn.reshape(len(drawn), -1)
    pivot = np.abs(source).argmax(axis=1)[:, None]
    ratio = np.take_along_axis(rows, pivot, 1).astype(np.float64) / np.take_along_axis(source, pivot, 1)
    scale = ratio[:, 0].astype(np.float32)
    for row in range(len(rows)):
        near = [scale[row], np.nextafter(scale[row], np.float32(np.inf)), np.nextafter(scale[row], np.float32(-np.inf))]
        exact = [s for s in near if np.array_equal(source[row] * s, rows[row])]
        if not exact:
            return None
        scale[row] = exact[0]
    return scale


def tensor_recipe(
    initializer: onnx.TensorProto, drawn: dict[str, tuple[int, np.float32]], shapes: dict[str, list[int]]
) -> dict[str, Any]:
    """Finds the parameter that an exported matrix came from, and how it was scaled."""
    array = numpy_helper.to_array(initializer)
    for name in [n for n, shape in shapes.items() if shape == list(array.shape)]:
        seed, bound = drawn[name]
        scale = fold_scale(array, zoo.weights(seed, bound, None, shapes[name]))
        if scale is not None:
            del shapes[name]
            return {
                "name": initializer.name,
                "parameter": name,
                "shape": list(array.shape),
                "seed": f"{seed:016x}",
                "bound": zoo.float_to_hex(np.array([bound])),
                "scale": "" if np.all(scale == 1.0) else zoo.float_to_hex(scale),
            }
    raise ExportError(f"{initializer.name} {list(array.shape)}: no parameter gives this tensor bit by bit")


def externalize(model: onnx.ModelProto, location: str, tensors: list[dict[str, Any]]) -> int:
    """Replaces the recipe's tensors by references to the weights file; returns its length in bytes."""
    by_name = {t["name"]: t for t in tensors}
    offset = 0
    for initializer in model.graph.initializer:
        tensor = by_name.get(initializer.name)
        if tensor is None:
            continue
        offset = -(-offset // ALIGNMENT) * ALIGNMENT
        tensor["offset"], tensor["length"] = offset, 4 * int(np.prod(tensor["shape"]))
        offset += tensor["length"]
        initializer.ClearField("raw_data")
        initializer.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", location), ("offset", tensor["offset"]), ("length", tensor["length"])):
            initializer.external_data.add(key=key, value=str(value))
    return offset


def export_model(key: str, batch: torch.Tensor, zoo_dir: Path, work: Path) -> None:
    """Exports to a folder under ``work``; graph, recipe and import map go to ``zoo_dir`` when every check has passed."""
    with tempfile.TemporaryDirectory(prefix=f"{key}-", dir=work) as folder:
        unchecked = Path(folder)
        summary = export_unchecked(key, batch, unchecked, work)
        for name in (zoo.graph_file(key), zoo.recipe_file(key), zoo.import_file(key)):
            with zoo.replacing(zoo_dir / name) as temporary:
                shutil.copyfile(unchecked / name, temporary)
    print(summary, flush=True)


def export_unchecked(key: str, batch: torch.Tensor, out: Path, work: Path) -> str:
    """Writes graph, recipe and import map to ``out``, state dict and weights to ``work``; a line about the model if all is well."""
    architecture = zoo.ARCHITECTURES[key]
    split = out / zoo.graph_file(key)

    model, drawn = seeded(key)
    calibrate(model, batch)
    torch.save(model.state_dict(), work / zoo.state_file(key))
    whole = out / f"{key}.whole.onnx"
    export(model, whole)
    cosine = compare_with_torch(model, whole, batch)

    graph = onnx.load(str(whole))
    import_map.write(import_map.make(key, model, graph.graph), out / zoo.import_file(key))
    shapes = {n: list(p.shape) for n, p in model.named_parameters() if n in drawn}
    matrices = [i for i in graph.graph.initializer if len(i.dims) >= 2]
    tensors = [tensor_recipe(i, drawn, shapes) for i in matrices]
    if shapes:
        raise ExportError(f"{key}: parameters without a tensor in the graph: {', '.join(sorted(shapes))}")
    with torch.no_grad():
        embedding_dim = model(batch[:1].clone()).shape[1]
    length = externalize(graph, zoo.weights_file(key), tensors)
    graph.metadata_props.add(key="speakerbench.zoo", value=key)
    graph.metadata_props.add(key="speakerbench.weights", value="synthetic")
    split.write_bytes(graph.SerializeToString(deterministic=True))

    recipe: dict[str, Any] = {
        "schema": zoo.RECIPE_SCHEMA,
        "key": key,
        "title": architecture.title,
        "architecture": architecture.describe(),
        "modelscope_id": architecture.modelscope_id,
        "parameters": sum(p.numel() for p in model.parameters()),
        "sample_rate_hz": 16000,
        "feature_bins": 80,
        "min_frames": architecture.min_frames,
        "embedding_dim": embedding_dim,
        "exported_with": {"torch": torch.__version__, "onnx": onnx.__version__, "opset": 11},
        "graph": {
            "file": split.name,
            "bytes": split.stat().st_size,
            "sha256": zoo.sha256(split),
        },
        "weights": {"file": zoo.weights_file(key), "bytes": length, "sha256": ""},
        "tensors": tensors,
    }
    with zoo.replacing(work / zoo.weights_file(key)) as temporary:
        zoo.write_weights(recipe, temporary)
        recipe["weights"]["sha256"] = zoo.sha256(temporary)
    (out / zoo.recipe_file(key)).write_text(json.dumps(recipe, indent=1) + "\n")

    feed = {"feature": batch[:1].numpy()}
    models = (whole, zoo.materialize(key, out, work))
    outputs = [onnxruntime.InferenceSession(str(p)).run(None, feed)[0] for p in models]
    if not np.array_equal(*outputs):
        raise ExportError(f"{key}: graph + recipe do not give the bits of the exported model")
    return (
        f"{key}: {recipe['parameters'] / 1e6:.2f}M parameters, {len(tensors)} tensors, "
        f"graph {recipe['graph']['bytes']} B, weights {length} B, worst cosine torch/ORT {cosine:.8f}, "
        f"largest cosine between clips {voice_spread(model, batch):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", choices=zoo.KEYS, default=zoo.KEYS, help="zoo keys (default: all)")
    parser.add_argument("--speech", type=Path, default=ASSETS / "speech", help="folder of calibration clips")
    parser.add_argument("--zoo-dir", type=Path, default=ASSETS / "zoo", help="where graphs, recipes and maps go")
    parser.add_argument("--work", type=Path, required=True, help="folder for state dicts and weights (about 2 GB)")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    args.zoo_dir.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    try:
        batch = calibration_batch(args.speech)
        for key in args.models:
            export_model(key, batch, args.zoo_dir, args.work)
        zoo.write_index(args.zoo_dir)
    except (ExportError, OSError) as problem:
        sys.exit(f"export_zoo.py: {problem}")


if __name__ == "__main__":
    main()
