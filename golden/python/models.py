"""The models of a golden pack: those of the zoo, embeddings of any, and the agreement of ONNX Runtime with PyTorch."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
import torch

import zoo
from clips import Clip
from export_error import ExportError

MIN_COSINE = 0.999999
"""ONNX Runtime against PyTorch, as 3D-Speaker's exporter asks for (1.0000)."""
END_TO_END_BASE = 1e-3
"""Relative L2 from WAV to embedding that is always allowed; Java's Limits has the reasons of these three."""
END_TO_END_FACTOR = 2.0
"""Where it is more, an implementation is allowed twice the error of kaldi-native-fbank's features,"""
END_TO_END_CAP = 0.1
"""but never more than this: different voices are as little as 0.3 apart, so a larger limit would prove nothing."""
VOICE_SPREAD = 20.0
"""Different voices are at least this many end-to-end limits apart, so that a constant or a swap cannot pass."""
MAX_PROBED_FRAMES = 64

SUMMARY_HEADER = (
    f"{'model':<20} {'clips':>5} {'min fr':>6} {'ORT/torch':>12} {'rel. L2':>9} "
    f"{'knf features':>12} {'rel. L2':>9} {'voices':>7}"
)


EmbedAll = Callable[[list[np.ndarray]], list[np.ndarray]]


class PackModel(Protocol):
    """What a pack needs of a model, of the zoo or of a user; ``module`` is its PyTorch original if that is at hand,
    ``weights`` the external data that a pack has to tell."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def graph(self) -> Path: ...
    @property
    def weights(self) -> Path | None: ...
    @property
    def module(self) -> torch.nn.Module | None: ...
    @property
    def input(self) -> str: ...
    @property
    def output(self) -> str: ...
    @property
    def embedding_dim(self) -> int: ...
    @property
    def min_frames(self) -> int: ...

    def embed_all(self, features: list[np.ndarray]) -> list[np.ndarray]: ...
    def embed_torch(self, features: np.ndarray) -> np.ndarray: ...


@dataclass(frozen=True)
class Model:
    """A zoo model that has been opened by the ONNX Runtime of this environment, which is right for its graph."""

    name: str
    kind: str
    graph: Path
    weights: Path | None
    session: onnxruntime.InferenceSession
    module: torch.nn.Module | None
    input: str
    output: str
    embedding_dim: int
    min_frames: int

    def embed(self, features: np.ndarray) -> np.ndarray:
        """ONNX Runtime: features float32 [frames, bins] to embedding float32 [dim]."""
        return self.session.run([self.output], {self.input: features[None]})[0][0]

    def embed_all(self, features: list[np.ndarray]) -> list[np.ndarray]:
        """Likewise of many."""
        return [self.embed(rows) for rows in features]

    def embed_torch(self, features: np.ndarray) -> np.ndarray:
        """PyTorch, likewise."""
        assert self.module is not None
        with torch.no_grad():
            return self.module(torch.from_numpy(features[None].copy()))[0].numpy()


def open_session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # probing for the fewest frames fails on purpose
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # ONNX Runtime's own exceptions have no common base but this one
        raise ExportError(f"{path}: ONNX Runtime cannot open it: {str(problem).splitlines()[0]}") from problem
    return session


def is_float_of_rank(node: onnxruntime.NodeArg, rank: int) -> bool:
    return node.type == "tensor(float)" and len(node.shape) == rank


def feature_input(session: onnxruntime.InferenceSession, path: Path) -> str:
    """Name of the only input, [batch, frames, bins] with any number of frames."""
    inputs = session.get_inputs()
    if len(inputs) != 1 or not is_float_of_rank(inputs[0], 3):
        found = ", ".join(f"{i.name} {i.type} {i.shape}" for i in inputs)
        raise ExportError(f"{path}: expected one input of float [batch, frames, bins], found {found}")
    if isinstance(inputs[0].shape[1], int):
        raise ExportError(f"{path}: expected a dynamic axis for the frames, found {inputs[0].shape[1]} frames")
    return inputs[0].name


def embedding_output(session: onnxruntime.InferenceSession, path: Path) -> str:
    """Name of the output [batch, dim], chosen as the engine does: the only one, or the one named "embedding"."""
    names = [output.name for output in session.get_outputs() if is_float_of_rank(output, 2)]
    if len(names) == 1:
        return names[0]
    if "embedding" in names:
        return "embedding"
    found = ", ".join(f"{o.name} {o.type} {o.shape}" for o in session.get_outputs())
    raise ExportError(f"{path}: expected one output of float [batch, dim], or one named embedding, found {found}")


def probe(
    session: onnxruntime.InferenceSession, input_name: str, output_name: str, bins: int, path: Path
) -> tuple[int, int]:
    """(fewest frames, dimension of the embedding): the first of 1 to 64 frames whose embedding is finite."""
    noise = np.random.default_rng(0).standard_normal((1, MAX_PROBED_FRAMES, bins)).astype(np.float32)
    reason = "the embedding is not finite"
    for frames in range(1, MAX_PROBED_FRAMES + 1):
        try:
            embedding = session.run([output_name], {input_name: noise[:, :frames]})[0]
        except Exception as problem:  # as above
            reason = str(problem).splitlines()[0]
            continue
        if np.isfinite(embedding).all():
            return frames, embedding.shape[1]
    raise ExportError(f"{path}: nothing from 1 to {MAX_PROBED_FRAMES} frames gives an embedding: {reason}")


def open_zoo_model(key: str, zoo_dir: Path, work: Path, bins: int) -> Model:
    module = zoo.load_calibrated(key, work)
    graph = zoo.materialize(key, zoo_dir, work)
    model = open_model(key, "synthetic", graph, work / zoo.weights_file(key), module, bins)
    fewest = torch_min_frames(module, bins)
    if fewest != zoo.min_frames(key) or model.min_frames > fewest:
        raise ExportError(
            f"{key}: the zoo says it needs {zoo.min_frames(key)} frames, found {fewest} by PyTorch and "
            f"{model.min_frames} by ONNX Runtime"
        )
    return dataclasses.replace(model, min_frames=fewest)


def torch_min_frames(module: torch.nn.Module, bins: int) -> int | None:
    """Fewest frames with a finite embedding by PyTorch; ONNX Runtime before 1.25 does not refuse reflecting padding of more
    frames than there are (ECAPA-TDNN), and reads what is beside them."""
    noise = torch.from_numpy(np.random.default_rng(0).standard_normal((1, MAX_PROBED_FRAMES, bins)).astype(np.float32))
    for frames in range(1, MAX_PROBED_FRAMES + 1):
        try:
            with torch.no_grad():
                embedding = module(noise[:, :frames].clone())
        except RuntimeError:  # a kernel or padding that is longer than its input
            continue
        if torch.isfinite(embedding).all():
            return frames
    return None


def open_model(
    name: str, kind: str, graph: Path, weights: Path | None, module: torch.nn.Module | None, bins: int
) -> Model:
    session = open_session(graph)
    input_name, output_name = feature_input(session, graph), embedding_output(session, graph)
    min_frames, dim = probe(session, input_name, output_name, bins, graph)
    return Model(name, kind, graph, weights, session, module, input_name, output_name, dim, min_frames)


def embeddings_of(model: PackModel, clips: list[Clip]) -> dict[str, np.ndarray | None]:
    """float32 [clips, dim] by kind of reference; raises when one is not finite."""

    def rows(embed_all: EmbedAll, inputs: Callable[[Clip], np.ndarray]) -> np.ndarray:
        table = np.stack(embed_all([inputs(clip) for clip in clips]))
        if not np.isfinite(table).all():
            worst = clips[int(np.argmin(np.isfinite(table).all(axis=1)))]
            raise ExportError(f"{model.name}: the embedding of {worst.id} is not finite")
        return table

    def reference(clip: Clip) -> np.ndarray:
        return clip.features["fbank_normalised"]

    def native(clip: Clip) -> np.ndarray:
        return clip.for_models(clip.features["fbank_knf"])

    def torch_rows(features: list[np.ndarray]) -> list[np.ndarray]:
        return [model.embed_torch(rows) for rows in features]

    return {
        "pytorch": rows(torch_rows, reference) if model.module else None,
        "onnxruntime": rows(model.embed_all, reference),
        "onnxruntime_knf": rows(model.embed_all, native),
    }


def relative_l2(actual: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Per row, in float64."""
    difference = np.linalg.norm(actual.astype(np.float64) - expected, axis=1)
    return difference / np.linalg.norm(expected.astype(np.float64), axis=1)


def cosine(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Per row, in float64."""
    left, right = left.astype(np.float64), right.astype(np.float64)
    return (left * right).sum(axis=1) / np.linalg.norm(left, axis=1) / np.linalg.norm(right, axis=1)


def check_embeddings(model: PackModel, clips: list[Clip], tables: dict[str, np.ndarray | None]) -> str:
    """A line of the summary; raises when the references do not agree or voices are too close."""
    by_ort, by_knf = tables["onnxruntime"], tables["onnxruntime_knf"]
    reference = by_ort if tables["pytorch"] is None else tables["pytorch"]
    assert by_ort is not None and by_knf is not None and reference is not None
    agreement, knf_error = cosine(by_ort, reference), relative_l2(by_knf, reference)
    if not agreement.min() >= MIN_COSINE:
        worst = clips[int(agreement.argmin())].id
        raise ExportError(
            f"{model.name}: cosine of PyTorch and ONNX Runtime is {agreement.min():.8f} on {worst}, "
            f"expected {MIN_COSINE} or more"
        )
    if not knf_error.max() <= END_TO_END_CAP:
        worst = clips[int(knf_error.argmax())].id
        raise ExportError(
            f"{model.name}: the features of kaldi-native-fbank move the embedding of {worst} by {knf_error.max():.2e}, "
            f"expected {END_TO_END_CAP:g} or less: leave the clip out, it cannot tell right from wrong"
        )
    limits = np.clip(END_TO_END_FACTOR * knf_error, END_TO_END_BASE, END_TO_END_CAP)
    voices = [(i, c.voice or c.id) for i, c in enumerate(clips) if c.group == "speech"]
    pairs = [(i, j) for i, a in voices for j, b in voices if a != b]
    spread = "-"
    if pairs:
        left, right = (list(side) for side in zip(*pairs, strict=True))
        ratios = relative_l2(reference[left], reference[right]) / np.maximum(limits[left], limits[right])
        closest = int(ratios.argmin())
        spread = f"{ratios[closest]:.0f}"
        if not ratios[closest] >= VOICE_SPREAD:
            i, j = pairs[closest]
            raise ExportError(
                f"{model.name}: {clips[i].id} and {clips[j].id} are {ratios[closest]:.1f} end-to-end limits apart, "
                f"expected {VOICE_SPREAD:g} or more"
            )
    ort_error = relative_l2(by_ort, reference)
    against = "-" if tables["pytorch"] is None else f"{agreement.min():.9f}"
    error = "-" if tables["pytorch"] is None else f"{ort_error.max():.2e}"
    return (
        f"{model.name:<20} {len(clips):>5} {model.min_frames:>6} {against:>12} {error:>9} "
        f"{cosine(by_knf, reference).min():>12.9f} {knf_error.max():>9.2e} {spread:>7}"
    )
