"""The model zoo: architectures, deterministic synthetic weights, and their recipes.

A zoo model is a graph (``KEY.onnx``, committed) whose large tensors live in an external file
(``KEY.weights``, never committed) that is made from a recipe (``KEY.json``, committed).  Java does
the same in ``org.speakerbench.engine.zoo``; both must produce the same bytes, and the recipe holds
their SHA-256.  A map (``KEY.import.json``, committed) says how a trained checkpoint takes the place of the weights.

Element ``i`` of a tensor is ``float32(float32(u_i * bound) * scale[row(i)])`` with
``u_i = (z_i >> 40) * 2**-23 - 1`` and ``z_i`` the ``i``-th output of SplitMix64(seed).  ``scale`` is the
batch norm that the exporter folds into a convolution, one float32 per output channel.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from export_error import ExportError

if TYPE_CHECKING:
    import torch

RECIPE_SCHEMA = "speakerbench-zoo-recipe/1"
IMPORT_SCHEMA = "speakerbench-zoo-import/1"

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True)
class Architecture:
    """A speakerlab class and arguments behind a zoo key."""

    key: str
    title: str
    module: str
    class_name: str
    modelscope_id: str
    """A published checkpoint; empty if there is none."""
    min_frames: int
    """Fewest frames with a finite embedding, by PyTorch: its pooling needs two frames after strides and contexts, and
    reflecting padding more frames than it adds at an end."""
    sweep: str
    """Which frame counts its edges lie at: a key of ``sweeps.SWEEPS``."""
    args: dict[str, Any] = field(default_factory=dict)
    residual_gain: float = 1.0
    """Scale of the last batch norm (``bn3``) of each residual block.  Random weights amplify rounding with the depth and
    width of a network; below 1 the blocks add less to their input, as those of a trained network do."""

    def describe(self) -> str:
        arguments = ", ".join(f"{name}={value}" for name, value in self.args.items())
        return f"{self.module.removeprefix('speakerlab.models.')}.{self.class_name}({arguments})"


_ARCHITECTURES = [
    Architecture(
        "campplus",
        "CAM++",
        "speakerlab.models.campplus.DTDNN",
        "CAMPPlus",
        "iic/speech_campplus_sv_en_voxceleb_16k",
        3,
        "segments-of-100",
        {"feat_dim": 80, "embedding_size": 512},
    ),
    Architecture(
        "eres2net-base",
        "ERes2Net-Base",
        "speakerlab.models.eres2net.ERes2Net",
        "ERes2Net",
        "iic/speech_eres2net_base_sv_zh-cn_3dspeaker_16k",
        9,
        "stride-8",
        {"feat_dim": 80, "embedding_size": 512, "m_channels": 32},
    ),
    Architecture(
        "eres2net-large",
        "ERes2Net-Large",
        "speakerlab.models.eres2net.ERes2Net",
        "ERes2Net",
        "iic/speech_eres2net_large_sv_zh-cn_3dspeaker_16k",
        9,
        "stride-8",
        {"feat_dim": 80, "embedding_size": 512, "m_channels": 64},
    ),
    Architecture(
        "eres2net-huge",
        "ERes2Net-Huge",
        "speakerlab.models.eres2net.ERes2Net_huge",
        "ERes2Net",
        "iic/speech_eres2net_sv_zh-cn_16k-common",
        9,
        "stride-8",
        {"feat_dim": 80, "embedding_size": 192},
    ),
    Architecture(
        "eres2netv2",
        "ERes2NetV2",
        "speakerlab.models.eres2net.ERes2NetV2",
        "ERes2NetV2",
        "iic/speech_eres2netv2_sv_zh-cn_16k-common",
        9,
        "stride-8",
        {"feat_dim": 80, "embedding_size": 192},
    ),
    Architecture(
        "campplus-192",
        "CAM++-192",
        "speakerlab.models.campplus.DTDNN",
        "CAMPPlus",
        "iic/speech_campplus_sv_zh-cn_16k-common",
        3,
        "segments-of-100",
        {"feat_dim": 80, "embedding_size": 192},
    ),
    Architecture(
        "eres2net-voxceleb",
        "ERes2Net-VoxCeleb",
        "speakerlab.models.eres2net.ERes2Net",
        "ERes2Net",
        "iic/speech_eres2net_sv_en_voxceleb_16k",
        9,
        "stride-8",
        {"feat_dim": 80, "embedding_size": 192, "m_channels": 32},
    ),
    Architecture(
        "eres2netv2-w24s4ep4",
        "ERes2NetV2-w24s4ep4",
        "speakerlab.models.eres2net.ERes2NetV2",
        "ERes2NetV2",
        "iic/speech_eres2netv2w24s4ep4_sv_zh-cn_16k-common",
        9,
        "stride-8",
        {"feat_dim": 80, "embedding_size": 192, "baseWidth": 24, "scale": 4, "expansion": 4},
        residual_gain=0.25,  # with 1.0 PyTorch and ONNX Runtime are 3e-3 apart on speech, with 0.5 as far on a chirp
    ),
    # The arguments of the next four are those of 3D-Speaker's recipes; their names stand above each.
    # egs/voxceleb/sv-ecapa/conf/ecapa_tdnn.yaml; those of egs/3dspeaker and egs/cnceleb are the same
    Architecture(
        "ecapa-tdnn",
        "ECAPA-TDNN",
        "speakerlab.models.ecapa_tdnn.ECAPA_TDNN",
        "ECAPA_TDNN",
        "iic/speech_ecapa-tdnn_sv_en_voxceleb_16k",
        5,
        "reflected-4",
        {"input_size": 80, "lin_neurons": 192, "channels": [1024, 1024, 1024, 1024, 3072]},
    ),
    # egs/3dspeaker/sv-resnet/conf/resnet.yaml; there is none for VoxCeleb
    Architecture(
        "resnet34",
        "ResNet34",
        "speakerlab.models.resnet.ResNet",
        "ResNet",
        "",
        9,
        "stride-8-few",
        {"feat_dim": 80, "embedding_size": 192, "m_channels": 32},
    ),
    # egs/3dspeaker/sv-res2net/conf/res2net.yaml; likewise
    Architecture(
        "res2net",
        "Res2Net",
        "speakerlab.models.res2net.Res2Net",
        "Res2Net",
        "",
        9,
        "stride-8-few",
        {"feat_dim": 80, "embedding_size": 192, "m_channels": 32},
    ),
    # egs/voxceleb/sv-xvector/conf/tdnn.yaml
    Architecture(
        "xvector",
        "x-vector",
        "speakerlab.models.xvector.TDNN",
        "Xvector",
        "",
        16,
        "context-15",
        {"feat_dim": 80, "embed_dim": 512},
    ),
]
ARCHITECTURES: dict[str, Architecture] = {a.key: a for a in _ARCHITECTURES}
KEYS: list[str] = list(ARCHITECTURES)


INDEX_FILE = "index.txt"
"""The keys of the models that are in a zoo folder, one a line; Java knows the models by it."""


def write_index(zoo_dir: Path) -> None:
    """Lists the models that have a recipe, in the order of ``KEYS``."""
    keys = [key for key in KEYS if (zoo_dir / recipe_file(key)).is_file()]
    with replacing(zoo_dir / INDEX_FILE) as temporary:
        temporary.write_text("".join(f"{key}\n" for key in keys))


def graph_file(key: str) -> str:
    return f"{key}.onnx"


def weights_file(key: str) -> str:
    return f"{key}.weights"


def recipe_file(key: str) -> str:
    return f"{key}.json"


def import_file(key: str) -> str:
    """How a checkpoint becomes the tensors of the graph: see ``import_map.py``."""
    return f"{key}.import.json"


def state_file(key: str) -> str:
    return f"{key}.pt"


def min_frames(key: str) -> int:
    """Fewest frames for which the model gives a finite embedding."""
    return ARCHITECTURES[key].min_frames


def build(key: str) -> torch.nn.Module:
    """The unchanged speakerlab class with its own initialisation."""
    architecture = ARCHITECTURES[key]
    cls = getattr(importlib.import_module(architecture.module), architecture.class_name)
    return cls(**architecture.args)


def load_calibrated(key: str, work: Path) -> torch.nn.Module:
    """The PyTorch model that ``export_zoo.py`` exported, in eval mode."""
    import torch

    state = work / state_file(key)
    if not state.exists():
        raise ExportError(f"{state} is missing: run export_zoo.py --work {work} first")
    model = build(key)
    model.load_state_dict(torch.load(state))
    return model.eval()


def tensor_seed(key: str, tensor: str) -> int:
    """Seed of a tensor: the first 8 bytes (big endian) of SHA-256("key/tensor")."""
    return int.from_bytes(hashlib.sha256(f"{key}/{tensor}".encode()).digest()[:8], "big")


def uniform(seed: int, count: int) -> np.ndarray:
    """``count`` float32 values in [-1, 1) from SplitMix64(seed), 24 bits each."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * _GAMMA
        z = (z ^ (z >> np.uint64(30))) * _MIX_1
        z = (z ^ (z >> np.uint64(27))) * _MIX_2
        z = z ^ (z >> np.uint64(31))
    return ((z >> np.uint64(40)).astype(np.float64) * 2.0**-23 - 1.0).astype(np.float32)


def weights(seed: int, bound: np.float32, scale: np.ndarray | None, shape: list[int]) -> np.ndarray:
    """One tensor of a recipe, float32, row-major."""
    values = uniform(seed, int(np.prod(shape))) * bound
    values = values.reshape(shape[0], -1)
    if scale is not None:
        values = values * scale[:, None]
    return values.reshape(shape)


def float_to_hex(values: np.ndarray) -> str:
    """float32 bit patterns, 8 hexadecimal digits each, concatenated."""
    return np.ascontiguousarray(values, dtype=">f4").tobytes().hex()


def float_from_hex(text: str) -> np.ndarray:
    return np.frombuffer(bytes.fromhex(text), dtype=">f4").astype(np.float32)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def require_sha256(path: Path, expected: str, what: str) -> None:
    found = sha256(path)
    if found != expected:
        raise ExportError(f"{what}: found SHA-256 {found}, expected {expected} as the recipe has it")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary file beside ``target`` that takes its place at the end of the block, or goes if it fails."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def write_weights(recipe: dict[str, Any], path: Path) -> None:
    """Writes the external data file of a recipe."""
    with path.open("wb") as out:
        for tensor in recipe["tensors"]:
            out.write(b"\0" * (tensor["offset"] - out.tell()))
            scale = float_from_hex(tensor["scale"]) if tensor["scale"] else None
            bound = float_from_hex(tensor["bound"])[0]
            array = weights(int(tensor["seed"], 16), bound, scale, tensor["shape"])
            out.write(array.astype("<f4").tobytes())


def materialize(key: str, zoo_dir: Path, out_dir: Path) -> Path:
    """Writes graph and weights of a zoo model to ``out_dir`` and returns the path of the graph.

    ``zoo_dir`` is the assets' zoo folder.  Files that are there and match the recipe's hashes are kept.
    """
    recipe = json.loads((zoo_dir / recipe_file(key)).read_text())
    source, graph, data = zoo_dir / graph_file(key), out_dir / graph_file(key), out_dir / weights_file(key)
    require_sha256(source, recipe["graph"]["sha256"], str(source))
    out_dir.mkdir(parents=True, exist_ok=True)
    if not (data.exists() and sha256(data) == recipe["weights"]["sha256"]):
        with replacing(data) as temporary:
            write_weights(recipe, temporary)
            require_sha256(temporary, recipe["weights"]["sha256"], f"the weights made for {data}")
    with replacing(graph) as temporary:
        shutil.copyfile(source, temporary)
    return graph
