"""The same features from torchaudio and from kaldi-native-fbank, where they can compute them; None where not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import kaldi_native_fbank
import numpy as np
import torch
import torchaudio
import torchaudio.compliance.kaldi as kaldi

from export_error import ExportError
from fbank_float64 import frames_of
from fbank_options import FbankOptions

TORCHAUDIO_MIN_BINS = 4


def torchaudio_lacks(options: FbankOptions) -> str | None:
    """Why torchaudio does not compute some options as Kaldi does; None if it does."""
    if options.window_type == "sine":
        return "torchaudio has no sine window"
    if options.num_bins < TORCHAUDIO_MIN_BINS:
        return f"num_bins is {options.num_bins}: torchaudio computes {TORCHAUDIO_MIN_BINS} or more"
    if options.htk_mode:
        return "torchaudio has no htk_mode"
    if lengths_of(options, torchaudio_samples) != (options.frame_shift, options.frame_length):
        return "torchaudio rounds frame_shift_ms or frame_length_ms to another number of samples than Kaldi"
    if folds(options):
        return f"vtln_warp is {options.vtln_warp}: torchaudio computes filters that it folds otherwise than Kaldi"
    return None


def native_lacks(options: FbankOptions) -> str | None:
    """The same of kaldi-native-fbank."""
    if options.vtln_warp != 1:
        return f"vtln_warp is {options.vtln_warp}: kaldi-native-fbank has none"
    if lengths_of(options, native_samples) != (options.frame_shift, options.frame_length):
        return "kaldi-native-fbank rounds frame_shift_ms or frame_length_ms to another number of samples than Kaldi"
    return None


def require_embeddings(options: FbankOptions, source: str) -> None:
    """Refuses options of which a pack can hold features, but no embeddings of torchaudio's features."""
    for lack in (torchaudio_lacks(options), native_lacks(options)):
        if lack:
            raise ExportError(f"{source}: {lack}, so there is no reference for models")
    if not options.use_log:
        raise ExportError(f"{source}: use_log_fbank is false: the limits of models are those of log-mel features")


def torchaudio_fbank(samples: np.ndarray, options: FbankOptions, rate_hz: int | None = None) -> np.ndarray | None:
    """``torchaudio.compliance.kaldi.fbank``, float32 [frames, dim].

    It needs a clip of a whole frame even where the edges are not snipped; ``torchaudio_lacks`` says which options it has not.
    """
    if torchaudio_lacks(options):
        return None
    samples, options = without_dither(scaled(samples, options, rate_hz), options)
    if len(samples) < options.frame_length:
        return None
    features = kaldi.fbank(
        torch.from_numpy(samples)[None],
        sample_frequency=options.sample_rate_hz,
        frame_shift=options.frame_shift_ms,
        frame_length=options.frame_length_ms,
        dither=0.0,
        preemphasis_coefficient=options.preemphasis,
        remove_dc_offset=options.remove_dc_offset,
        window_type=options.window_type,
        blackman_coeff=options.blackman_coefficient,
        round_to_power_of_two=options.round_to_power_of_two,
        snip_edges=options.snip_edges,
        num_mel_bins=options.num_bins,
        low_freq=options.low_freq_hz,
        high_freq=options.high_freq_hz,
        vtln_low=options.vtln_low_hz,
        vtln_high=options.vtln_high_hz,
        vtln_warp=options.vtln_warp,
        use_energy=options.use_energy,
        energy_floor=options.energy_floor,
        raw_energy=options.raw_energy,
        htk_compat=options.htk_compat,
        use_power=options.use_power,
        use_log_fbank=options.use_log,
    )
    return features.numpy()


def native_fbank(samples: np.ndarray, options: FbankOptions, rate_hz: int | None = None) -> np.ndarray | None:
    """kaldi-native-fbank, float32 [frames, dim]; ``native_lacks`` says which options it has not."""
    if native_lacks(options):
        return None
    samples, options = without_dither(scaled(samples, options, rate_hz), options)
    computer = kaldi_native_fbank.OnlineFbank(native_options(options))
    computer.accept_waveform(options.sample_rate_hz, samples.tolist())
    computer.input_finished()
    return np.stack([computer.get_frame(i) for i in range(computer.num_frames_ready)]).astype(np.float32)


def native_options(options: FbankOptions) -> kaldi_native_fbank.FbankOptions:
    native = kaldi_native_fbank.FbankOptions()
    frame, bank = native.frame_opts, native.mel_opts
    frame.samp_freq = options.sample_rate_hz
    frame.frame_shift_ms = options.frame_shift_ms
    frame.frame_length_ms = options.frame_length_ms
    frame.dither = 0.0
    frame.preemph_coeff = options.preemphasis
    frame.remove_dc_offset = options.remove_dc_offset
    frame.window_type = options.window_type
    frame.blackman_coeff = options.blackman_coefficient
    frame.round_to_power_of_two = options.round_to_power_of_two
    frame.snip_edges = options.snip_edges
    bank.num_bins = options.num_bins
    bank.low_freq = options.low_freq_hz
    bank.high_freq = options.high_freq_hz
    bank.vtln_low = options.vtln_low_hz
    bank.vtln_high = options.vtln_high_hz
    bank.htk_mode = options.htk_mode
    native.use_energy = options.use_energy
    native.energy_floor = options.energy_floor
    native.raw_energy = options.raw_energy
    native.htk_compat = options.htk_compat
    native.use_power = options.use_power
    native.use_log_fbank = options.use_log
    return native


def native_mel_weights(options: FbankOptions) -> np.ndarray:
    """float32 [num_bins, fft_size / 2]: kaldi-native-fbank's filters, which do take a warp factor."""
    native = native_options(options)
    banks = kaldi_native_fbank.MelBanks(native.mel_opts, native.frame_opts, options.vtln_warp)
    return np.asarray(banks.get_matrix())[:, : options.fft_size // 2]


def torchaudio_samples(rate_hz: float, ms: float) -> int:
    """A length as torchaudio computes it."""
    return int(rate_hz * ms * 0.001)


def native_samples(rate_hz: float, ms: float) -> int:
    """A length as kaldi-native-fbank computes it: in float32, its 0.001 too."""
    return int(np.float32(rate_hz) * np.float32(0.001) * np.float32(ms))


def lengths_of(options: FbankOptions, samples: Callable[[float, float], int]) -> tuple[int, int]:
    """Frame shift and frame length in samples as a library computes them."""
    return tuple(samples(options.sample_rate_hz, ms) for ms in (options.frame_shift_ms, options.frame_length_ms))


def folds(options: FbankOptions) -> bool:
    """Whether a warp has moved the centre of a filter to or behind one of its edges."""
    left, center, right = options.mel_filters.edges()
    return not ((left < center) & (center < right)).all()


def scaled(samples: np.ndarray, options: FbankOptions, rate_hz: int | None) -> np.ndarray:
    """float32 [n] at the rate and the scale of the front end; neither library knows of a scale."""
    return resampled(samples, options, rate_hz) * np.float32(options.sample_scale)


def resampled(samples: np.ndarray, options: FbankOptions, rate_hz: int | None) -> np.ndarray:
    """float32 [n] at the rate of the front end, by ``torchaudio.functional.resample``.

    In double precision: with float32 samples it computes its kernel in float32 too, which is up to 4e-6 off at 44.1 kHz
    and would hide what the features are compared for.
    """
    wave = torch.from_numpy(samples.astype(np.float64))
    if rate_hz is not None:
        wave = torchaudio.functional.resample(wave, rate_hz, int(options.sample_rate_hz))
    return wave.numpy().astype(np.float32)


def without_dither(samples: np.ndarray, options: FbankOptions) -> tuple[np.ndarray, FbankOptions]:
    """Samples and options that give the same features without dither, as neither library takes a seed.

    The dithered frames are laid end to end, and each is one frame shift.
    """
    if options.dither == 0:
        return samples, options
    frames = frames_of(samples.astype(np.float64), options)
    apart = dataclasses.replace(options, dither=0.0, snip_edges=True, frame_shift_ms=options.frame_length_ms)
    return frames.astype(np.float32).ravel(), apart
