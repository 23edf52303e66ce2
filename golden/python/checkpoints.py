"""The zoo architecture that a PyTorch checkpoint is of, with its weights."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import torch

import zoo
from export_error import ExportError

WRAPPERS = ("state_dict", "model", "embedding_model")
"""Keys below which trainers keep the state dict."""
PREFIX = "module."
"""What DataParallel puts before each name."""
COUNTER = "num_batches_tracked"
"""Of batch norm: no weight, and missing in some checkpoints."""


def load(path: Path) -> torch.nn.Module:
    """In eval mode; raises when the file is none, or fits no architecture by names and shapes."""
    state = read_state(path)
    for key in zoo.KEYS:
        module = zoo.build(key)
        if shapes_of(module.state_dict()) == shapes_of(state):
            module.load_state_dict(state, strict=False)  # only counters can be missing
            return module.eval()
    raise ExportError(
        f"{path}: names and shapes of its {len(state)} tensors are those of none of {', '.join(zoo.KEYS)}"
    )


def read_state(path: Path) -> dict[str, torch.Tensor]:
    if not path.is_file():
        raise ExportError(f"{path}: there is no such file")
    try:
        loaded: Any = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError) as problem:
        reason = next(iter(str(problem).splitlines()), type(problem).__name__)
        raise ExportError(f"{path}: it is no checkpoint of weights only: {reason}") from problem
    for wrapper in WRAPPERS:
        if isinstance(loaded, dict) and isinstance(loaded.get(wrapper), dict):
            loaded = loaded[wrapper]
    if not (isinstance(loaded, dict) and loaded and all(isinstance(t, torch.Tensor) for t in loaded.values())):
        raise ExportError(f"{path}: found no state dict, neither plain nor below {', '.join(WRAPPERS)}")
    return {name.removeprefix(PREFIX): tensor.float() for name, tensor in loaded.items()}


def shapes_of(state: dict[str, torch.Tensor]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(tensor.shape) for name, tensor in state.items() if not name.endswith(COUNTER)}
