"""How far torchaudio and kaldi-native-fbank may be off float64, cell by cell, for a pack to be written."""

from __future__ import annotations

import numpy as np

from export_error import ExportError
from fbank_options import FbankOptions

RELATIVE_ERROR = 5e-3
"""Of a mel energy that is not far below the loudest one of its frame, which as a logarithm is an absolute error
(measured: 4.5e-3 on natural speech, 9e-4 on the published clips); a wrong window or scale is off by 0.1 and more."""
ENERGY_ERROR = 5e-4
"""Of the log energy, a plain sum of squares (measured: 9e-6, and 4.8e-5 where float32 rounds resampled samples)."""
FLOAT32_EPSILON = 2.0**-23


def allowed_error(truth: np.ndarray, options: FbankOptions) -> np.ndarray:
    """float64 [frames, dim], for features in float64.

    The rounding error of a float32 FFT is relative to the loudest amplitude of the frame.  So a cell whose amplitude is
    r times that of the loudest one of its frame may be off by epsilon / r on top of the relative error: next to nothing
    in speech, several percent in the empty bins of a pure tone.  Loudest means of the mel columns: a pure tone outside
    of the filters is held more strictly than float32 can pass, and such a clip is refused.  The energy is no sum over
    the FFT, and a logarithm whatever the other columns are.
    """
    energy = [] if options.energy_column is None else [options.energy_column]
    mel_columns = np.delete(np.arange(options.dim), energy)
    cells = truth[:, mel_columns]
    loudest = cells.max(axis=1, keepdims=True)
    allowed = np.full(truth.shape, RELATIVE_ERROR)
    if options.use_log:
        below = (loudest - cells) / (2 if options.use_power else 1)
        allowed[:, mel_columns] += FLOAT32_EPSILON * np.exp(below)
    else:
        rounding = np.sqrt(cells * loudest) if options.use_power else loudest
        allowed[:, mel_columns] = RELATIVE_ERROR * cells + FLOAT32_EPSILON * rounding
    allowed[:, energy] = ENERGY_ERROR
    return allowed


def check_features(clip_id: str, features: dict[str, np.ndarray | None], options: FbankOptions) -> str:
    """Holds both libraries against float64; one line about it, or raises when one is further off than is allowed."""
    truth = features["fbank_float64"]
    assert truth is not None
    if features["fbank_torchaudio"] is None and features["fbank_knf"] is None:
        raise ExportError(f"{clip_id}: found no library that computes its options, expected one to check the truth with")
    allowed = allowed_error(truth, options)
    parts = [f"{clip_id:<30} {len(truth):>4} frames"]
    for name in ("fbank_torchaudio", "fbank_knf"):
        library = features[name]
        if library is None:
            parts.append(f"{name.removeprefix('fbank_')} -")
            continue
        if library.shape != truth.shape:
            raise ExportError(f"{clip_id}: {name} has shape {library.shape}, float64 has {truth.shape}")
        error = np.abs(library - truth)
        share = np.divide(error, allowed, out=np.zeros_like(error), where=error != 0)
        frame, column = np.unravel_index(share.argmax(), share.shape)
        parts.append(
            f"{name.removeprefix('fbank_')} max {error.max():.2e} rms {np.sqrt((error**2).mean()):.2e} "
            f"of allowed {share.max():.2f}"
        )
        if not share[frame, column] <= 1:
            raise ExportError(
                f"{clip_id}: {name} is {error[frame, column]:.2e} off float64 in frame {frame}, column {column}, "
                f"expected {allowed[frame, column]:.2e} or less"
            )
    return "  ".join(parts)
