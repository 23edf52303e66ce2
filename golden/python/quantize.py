"""Makes a float32 speaker model compute in 8-bit integers (QDQ), or in float16, in one plain ONNX file.

int8 needs clips like those that the model will hear: scales are made of the values that they give inside the model, by
the front end that the model says it expects.  docs/precision.md says which recipes keep the error rate.

    python quantize.py int8 model.onnx model-int8.onnx --wav clips/ --keep '*/head/conv1/*'
    python quantize.py int8 model.onnx model-int8.onnx --wav clips/ --drift drift.csv --least-cosine 0.995
    python quantize.py fp16 model.onnx model-fp16.onnx --wav clips/
"""

from __future__ import annotations

import argparse
import csv
import fnmatch
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

import half
from calibration import METHODS, calibrate
from calibration_clips import features_of, find_wavs, front_end
from drift import NodeDrift, Trial, cosines, embeddings, relative_l2s
from export_error import ExportError
from graph_signature import read_signature
from model_facts import sidecar_of
from opset import opset_of, raise_opset
from qdq import Form, quantise
from qdq_graph import QuantisableGraph

MARK = "speakerbench.quantized"
"""The key of the metadata that says what was done."""
QUANTISED = ("QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "QLinearConv", "ConvInteger", "MatMulInteger")
DRIFT_COLUMNS = "node,operator,relative_l2,kept"
TRIAL_CLIPS = 4
"""Of the clips, to measure nodes on: each is run once a node."""


class Source:
    """A model that was read, and the features of the clips."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.path: Path = args.model
        signature = read_signature(self.path)
        self.output = signature.output
        self.model = onnx.load(str(self.path))
        for node in self.model.graph.node:
            if node.op_type in QUANTISED:
                raise ExportError(f"{self.path}: it is quantised already ({node.op_type}), expected a float32 model")
        front = front_end(self.path, args.fbank_config)
        self.bins = signature.bins or front.options.dim
        if self.bins != front.options.dim:
            raise ExportError(f"{self.path}: it expects {self.bins} features a frame, found {front.options.dim} of the front end")
        self.clips = [features_of(wav, front, args.clip_ms) for wav in find_wavs(args.wav, args.clips)]
        self.expected = self.embeddings(self.model)

    def embeddings(self, model: onnx.ModelProto | str) -> np.ndarray:
        try:
            return embeddings(model, self.output, self.clips)
        except Exception as problem:  # onnxruntime raises many kinds
            reason = str(problem).strip().splitlines()[0]
            raise ExportError(f"{self.path}: onnxruntime {onnxruntime.__version__} cannot run it: {reason}") from problem


def kept_by_pattern(graph: QuantisableGraph, patterns: Sequence[str], source: Path) -> set[str]:
    """Outputs of the candidates whose name, or that of their output, fits a pattern."""
    kept: set[str] = set()
    for pattern in patterns:
        found = {n.output[0] for n in graph.candidates() if any(fnmatch.fnmatchcase(t, pattern) for t in (n.name, n.output[0]))}
        if not found:
            some = ", ".join(n.name or n.output[0] for n in graph.candidates()[:3])
            raise ExportError(f"{source}: no node fits --keep {pattern!r}; those that can be quantised are such as {some}")
        kept |= found
    return kept


def int8(source: Source, args: argparse.Namespace) -> onnx.ModelProto:
    before = opset_of(source.model)
    model, moved = raise_opset(source.model, source.path, source.bins)
    if moved is not None:
        print(f"opset {before} raised to {opset_of(model)}: embeddings of noise moved by {moved:.1e} (relative L2)")
    graph = QuantisableGraph(model)
    nodes = graph.candidates()
    if not nodes:
        raise ExportError(f"{source.path}: found no Conv, Gemm or MatMul with constant float32 weights, expected one or more")
    form = Form(np.uint8 if args.activations == "u8" else np.int8, not args.per_tensor, args.residuals == "int8")
    ranges = calibrate(model, graph.values(nodes), source.clips, args.calibration)
    kept = kept_by_pattern(graph, args.keep, source.path)
    names = [node.output[0] for node in nodes if node.output[0] not in kept]
    worst = 0
    drifts: list[NodeDrift] = []
    if args.drift or args.least_cosine is not None:
        few = slice(None, None, max(1, len(source.clips) // TRIAL_CLIPS))
        trial = Trial(model, source.output, ranges, form, source.clips[few], source.expected[few])
        drifts = trial.alone(names)
        worst = 0 if args.least_cosine is None else trial.fewest_kept(drifts, args.least_cosine)
        kept |= {drift.output for drift in drifts[:worst]}
        names = [name for name in names if name not in kept]
        if args.drift:
            write_whole(args.drift, lambda path: write_drifts(path, drifts, kept))
        for drift in drifts[:10]:
            print(f"{drift.relative_l2:.2e} {'kept in float32' if drift.output in kept else 'int8':15s} {drift.name}")
    if not names:
        raise ExportError(f"{source.path}: all {len(nodes)} nodes would stay in float32, expected one or more in int8")
    quantised = quantise(model, ranges, names, form)
    weights = "one scale" if args.per_tensor else "a scale a channel"
    described = f"int8 QDQ: {len(names)} of {len(nodes)} nodes, {args.activations} activations, weights with {weights}, "
    described += f"{args.calibration} of {len(source.clips)} clips, residuals {args.residuals}"
    if args.keep:
        described += f"; float32: {' '.join(args.keep)}"
    if worst:
        described += f"; float32 by drift: {' '.join(drift.name for drift in drifts[:worst])}"
    mark(quantised, described)
    print(f"int8: {len(names)} of {len(nodes)} nodes; {len(kept)} left in float32")
    return quantised


def fp16(source: Source, args: argparse.Namespace) -> onnx.ModelProto:
    if args.weights_only:
        result = half.weights_only(source.model)
        mark(result, "fp16 weights, computed in float32")
        return result
    values = [name for node in source.model.graph.node for name in node.output if name and node.op_type != "Constant"]
    ranges = calibrate(source.model, half.floats(source.model, values), source.clips, "minmax")
    too_large = [name for name, found in ranges.items() if max(-found.low, found.high) > half.LARGEST / 2]
    result, kept = half.halve(source.model, too_large)
    mark(result, f"fp16: {len(kept)} nodes in float32")
    print(f"fp16: {len(kept)} nodes stay in float32{': ' if kept else ''}{' '.join(kept[:5])}{' ...' if len(kept) > 5 else ''}")
    return result


def mark(model: onnx.ModelProto, text: str) -> None:
    """Beside what the metadata holds."""
    entry = next((e for e in model.metadata_props if e.key == MARK), None) or model.metadata_props.add()
    entry.key, entry.value = MARK, text


def write_drifts(path: Path, drifts: Sequence[NodeDrift], kept: set[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(DRIFT_COLUMNS.split(","))
        table.writerows([d.name, d.operator, f"{d.relative_l2:.3e}", str(d.output in kept).lower()] for d in drifts)


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """By a name beside it that is then changed: a file is there whole, or as it was."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        write(unfinished)
        unfinished.chmod(0o644)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def finish(source: Source, model: onnx.ModelProto, target: Path) -> None:
    """Writes the model, if ONNX Runtime opens the file and gives embeddings of the clips; says how far they moved."""

    def write(path: Path) -> None:
        onnx.checker.check_model(model)
        onnx.save(model, str(path))
        found = source.embeddings(str(path))
        if not np.isfinite(found).all():
            raise ExportError(f"{target}: an embedding is not finite, so it was not written")
        near, moved = cosines(found, source.expected), relative_l2s(found, source.expected)
        print(f"embeddings of {len(found)} clips to those of {source.path.name}: cosine {near.mean():.5f} mean, {near.min():.5f} least; "
              f"relative L2 {moved.mean():.1e} mean, {moved.max():.1e} largest")

    write_whole(target, write)
    sidecar = sidecar_of(source.path)
    if sidecar.exists() and sidecar_of(target) != sidecar:
        write_whole(sidecar_of(target), lambda path: shutil.copyfile(sidecar, path))
    before = source.path.stat().st_size + sum(f.stat().st_size for f in external(source.path))
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {source.path.name} has {before / 1e6:.1f} MB")


def external(path: Path) -> set[Path]:
    """Files beside a model that hold its weights."""
    model = onnx.load(str(path), load_external_data=False)
    names = {entry.value for t in model.graph.initializer for entry in t.external_data if entry.key == "location"}
    return {path.parent / name for name in names}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(dest="command", required=True)
    for name, text in (("int8", "8-bit integers between QuantizeLinear and DequantizeLinear"), ("fp16", "float16")):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("model", type=Path, metavar="IN", help="float32 ONNX file")
        command.add_argument("out", type=Path, metavar="OUT", help="ONNX file to write")
        command.add_argument("--wav", type=Path, nargs="+", required=True, help="WAVs, folders of them, or lists such as wav.scp")
        command.add_argument("--clips", type=positive, default=24, help="that are taken, evenly spread (default: %(default)s)")
        command.add_argument("--clip-ms", type=positive, default=3000, help="length, from the middle of each (default: %(default)s)")
        command.add_argument("--fbank-config", type=Path, help="front end, as far as the model does not say it (default: 3D-Speaker's)")
        if name == "fp16":
            command.add_argument("--weights-only", action="store_true", help="a file half as large that computes in float32")
            continue
        command.add_argument("--calibration", choices=["minmax", *METHODS], default="minmax", help="how ranges are made (default: %(default)s)")
        command.add_argument("--activations", choices=["u8", "s8"], default="u8", help="s8 is slow on x86 (default: %(default)s)")
        command.add_argument("--per-tensor", action="store_true", help="one scale for all channels of a weight")
        command.add_argument("--residuals", choices=["int8", "float32"], default="int8", help="how sums beside quantised nodes are computed (default: %(default)s)")
        command.add_argument("--keep", nargs="+", default=[], metavar="PATTERN", help="nodes to leave in float32, by name, such as '*/head/*'")
        command.add_argument("--drift", type=Path, metavar="CSV", help="measure each node by itself and write how far it moves embeddings")
        command.add_argument("--least-cosine", type=float, help="leave the nodes of most drift in float32 until the mean cosine is this")
    return top


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, found {text!r}")
    return int(text)


def main() -> None:
    args = parser().parse_args()
    try:
        if args.out.resolve() == args.model.resolve():
            raise ExportError(f"{args.out}: it is IN itself, expected another file")
        source = Source(args)
        finish(source, int8(source, args) if args.command == "int8" else fp16(source, args), args.out)
    except (ExportError, OSError) as problem:
        sys.exit(f"quantize.py: {problem}")


if __name__ == "__main__":
    main()
