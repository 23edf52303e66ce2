"""Kaldi's log-mel filter bank in float64 throughout: the truth that float32 implementations are held against.

Nothing here is float32, the mel weights included; torchaudio fed with float64 samples still takes its mel weights
from float32.  The steps are those of Kaldi's feature-window.cc, mel-computations.cc and feature-fbank.cc.

    python fbank_float64.py --self-check     # compares with torchaudio and kaldi-native-fbank over several options
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import dataclass

import numpy as np

from export_error import ExportError

LOG_FLOOR = 2.0**-23
"""Least mel energy before the logarithm: the float32 epsilon, as in Kaldi (its log is -15.942385)."""

MAX_FRAME_SAMPLES = 1 << 20
"""Longest frame that is accepted."""

WINDOW_TYPES = ("povey", "hamming", "hanning", "rectangular", "sine", "blackman")


@dataclass(frozen=True)
class FbankOptions:
    """Options of the computation; the defaults are the front end of the published models.

    Frames are those that fit whole (Kaldi's snip_edges=true), padded to the next power of two; there is no dither, no
    energy column and no VTLN.  Java's FbankOptions accepts the same values.
    """

    sample_rate_hz: float = 16000.0
    frame_shift_ms: float = 10.0
    frame_length_ms: float = 25.0
    preemphasis: float = 0.97
    remove_dc_offset: bool = True
    window_type: str = "povey"
    blackman_coefficient: float = 0.42
    num_bins: int = 80
    low_freq_hz: float = 20.0
    high_freq_hz: float = 0.0
    """Upper edge of the last filter; zero or less counts from the Nyquist frequency."""
    use_power: bool = True
    use_log: bool = True

    def __post_init__(self) -> None:
        if self.window_type not in WINDOW_TYPES:
            raise ValueError(f"window_type is {self.window_type!r}, expected one of {', '.join(WINDOW_TYPES)}")
        require(0 < self.sample_rate_hz <= 1e6, "sample_freq", self.sample_rate_hz, "above 0 and at most 1000000 Hz")
        require(0 < self.frame_shift_ms < math.inf, "frame_shift_ms", self.frame_shift_ms, "above 0")
        require(0 < self.frame_length_ms < math.inf, "frame_length_ms", self.frame_length_ms, "above 0")
        require(0 <= self.preemphasis <= 1, "pre_emphasis_coefficient", self.preemphasis, "between 0 and 1")
        require(math.isfinite(self.blackman_coefficient), "blackman_coefficient", self.blackman_coefficient, "finite")
        nyquist_hz = self.sample_rate_hz / 2
        if not 0 <= self.low_freq_hz < self.high_edge_hz <= nyquist_hz:
            found = f"{self.low_freq_hz} and {self.high_edge_hz}"
            raise ValueError(f"low_freq and high_freq are {found}, expected 0 <= low < high <= {nyquist_hz} Hz")
        shift = self.sample_rate_hz * 0.001 * self.frame_shift_ms
        require(1 <= shift < math.inf, "frame_shift_ms", self.frame_shift_ms, "at least one sample")
        samples = f"2 to {MAX_FRAME_SAMPLES} samples"
        length = self.sample_rate_hz * 0.001 * self.frame_length_ms
        require(2 <= length <= MAX_FRAME_SAMPLES, "frame_length_ms", self.frame_length_ms, samples)
        bins = self.fft_size // 2
        require(3 <= self.num_bins <= bins, "num_bins", self.num_bins, f"3 to {bins} (half the FFT size)")

    @property
    def frame_shift(self) -> int:
        """Samples from one frame to the next."""
        return int(self.sample_rate_hz * 0.001 * self.frame_shift_ms)

    @property
    def frame_length(self) -> int:
        """Samples in a frame."""
        return int(self.sample_rate_hz * 0.001 * self.frame_length_ms)

    @property
    def fft_size(self) -> int:
        """Samples after padding with zeros."""
        return max(4, 1 << (self.frame_length - 1).bit_length())

    @property
    def high_edge_hz(self) -> float:
        nyquist_hz = self.sample_rate_hz / 2
        return self.high_freq_hz if self.high_freq_hz > 0 else nyquist_hz + self.high_freq_hz

    def frame_count(self, samples: int) -> int:
        """Frames that fit whole into this many samples."""
        return 0 if samples < self.frame_length else 1 + (samples - self.frame_length) // self.frame_shift


def require(holds: bool, key: str, found: object, expected: str) -> None:
    """Names options as the configuration file does."""
    if not holds:
        raise ValueError(f"{key} is {found}, expected {expected}")


def mel(frequency_hz: np.ndarray | float) -> np.ndarray:
    """Kaldi's MelBanks::MelScale."""
    return 1127.0 * np.log(1.0 + np.asarray(frequency_hz, np.float64) / 700.0)


def window(options: FbankOptions) -> np.ndarray:
    """float64 [frame_length], symmetric: denominators are N - 1."""
    n = options.frame_length
    phase = 2.0 * np.pi * np.arange(n) / (n - 1)
    match options.window_type:
        case "povey":
            return (0.5 - 0.5 * np.cos(phase)) ** 0.85
        case "hanning":
            return 0.5 - 0.5 * np.cos(phase)
        case "hamming":
            return 0.54 - 0.46 * np.cos(phase)
        case "sine":
            return np.sin(0.5 * phase)
        case "blackman":
            coefficient = options.blackman_coefficient
            return coefficient - 0.5 * np.cos(phase) + (0.5 - coefficient) * np.cos(2.0 * phase)
        case _:
            return np.ones(n)


def mel_weights(options: FbankOptions) -> np.ndarray:
    """float64 [num_bins, fft_size / 2]: triangles that are linear in mel.  The Nyquist bin is left out, as in Kaldi."""
    low, high = mel(options.low_freq_hz), mel(options.high_edge_hz)
    edges = low + (high - low) / (options.num_bins + 1) * np.arange(options.num_bins + 2)
    left, center, right = (edges[i : i + options.num_bins, None] for i in range(3))
    points = mel(options.sample_rate_hz / options.fft_size * np.arange(options.fft_size // 2))[None, :]
    rising, falling = (points - left) / (center - left), (right - points) / (right - center)
    return np.maximum(0.0, np.minimum(rising, falling))


def fbank(samples: np.ndarray, options: FbankOptions = FbankOptions()) -> np.ndarray:
    """Log-mel energies, float64 [frames, num_bins], of samples [n] in [-1, 1)."""
    if samples.ndim != 1:
        raise ValueError(f"expected samples [n], found an array of shape {samples.shape}")
    frames = options.frame_count(len(samples))
    if frames == 0:
        raise ValueError(f"too short: {len(samples)} samples, one frame needs {options.frame_length}")
    starts = options.frame_shift * np.arange(frames)[:, None]
    x = samples.astype(np.float64)[starts + np.arange(options.frame_length)[None, :]]
    if options.remove_dc_offset:
        x = x - x.mean(axis=1, keepdims=True)
    previous = np.concatenate([x[:, :1], x[:, :-1]], axis=1)  # the first sample is its own predecessor
    x = (x - options.preemphasis * previous) * window(options)
    spectrum = np.abs(np.fft.rfft(x, options.fft_size, axis=1))[:, : options.fft_size // 2]
    energies = (spectrum**2 if options.use_power else spectrum) @ mel_weights(options).T
    return np.log(np.maximum(energies, LOG_FLOOR)) if options.use_log else energies


def torchaudio_fbank(samples: np.ndarray, options: FbankOptions) -> np.ndarray:
    """The same features from ``torchaudio.compliance.kaldi.fbank``, float32 [frames, num_bins]."""
    import torch
    import torchaudio.compliance.kaldi as kaldi

    features = kaldi.fbank(
        torch.from_numpy(samples.astype(np.float32))[None],
        sample_frequency=options.sample_rate_hz,
        frame_shift=options.frame_shift_ms,
        frame_length=options.frame_length_ms,
        preemphasis_coefficient=options.preemphasis,
        remove_dc_offset=options.remove_dc_offset,
        window_type=options.window_type,
        round_to_power_of_two=True,
        blackman_coeff=options.blackman_coefficient,
        num_mel_bins=options.num_bins,
        low_freq=options.low_freq_hz,
        high_freq=options.high_freq_hz,
        use_power=options.use_power,
        use_log_fbank=options.use_log,
        dither=0.0,
        snip_edges=True,
    )
    return features.numpy()


def native_fbank(samples: np.ndarray, options: FbankOptions) -> np.ndarray:
    """The same features from kaldi-native-fbank, float32 [frames, num_bins]."""
    import kaldi_native_fbank

    native = kaldi_native_fbank.FbankOptions()
    frame, bank = native.frame_opts, native.mel_opts
    frame.samp_freq = options.sample_rate_hz
    frame.frame_shift_ms = options.frame_shift_ms
    frame.frame_length_ms = options.frame_length_ms
    frame.preemph_coeff = options.preemphasis
    frame.remove_dc_offset = options.remove_dc_offset
    frame.window_type = options.window_type
    frame.round_to_power_of_two = True
    frame.blackman_coeff = options.blackman_coefficient
    frame.dither = 0.0
    frame.snip_edges = True
    bank.num_bins = options.num_bins
    bank.low_freq = options.low_freq_hz
    bank.high_freq = options.high_freq_hz
    native.use_energy = False
    native.use_power = options.use_power
    native.use_log_fbank = options.use_log
    computer = kaldi_native_fbank.OnlineFbank(native)
    computer.accept_waveform(options.sample_rate_hz, samples.astype(np.float32).tolist())
    computer.input_finished()
    return np.stack([computer.get_frame(i) for i in range(computer.num_frames_ready)]).astype(np.float32)


def self_check() -> None:
    """Compares with both libraries on seeded noise over a list of options; raises where they disagree."""
    samples = quantised_noise(16000)
    variants = [
        FbankOptions(),
        *(FbankOptions(window_type=kind) for kind in WINDOW_TYPES),
        FbankOptions(blackman_coefficient=0.4, window_type="blackman"),
        FbankOptions(remove_dc_offset=False),
        FbankOptions(preemphasis=0.0),
        FbankOptions(num_bins=3),
        FbankOptions(num_bins=23),
        FbankOptions(num_bins=40, sample_rate_hz=8000.0),
        FbankOptions(frame_length_ms=32.0, frame_shift_ms=16.0),
        FbankOptions(low_freq_hz=60.0, high_freq_hz=-400.0),
        FbankOptions(high_freq_hz=7000.0),
        FbankOptions(use_power=False),
        FbankOptions(use_log=False),
    ]
    for options in variants:
        truth = fbank(samples, options)
        # Without the logarithm the error is relative to the largest energy, as float32 rounding is.
        unit = 1.0 if options.use_log else truth.max()
        references = {"kaldi-native-fbank": native_fbank}
        if options.window_type != "sine" and options.num_bins > 3:  # torchaudio has neither
            references["torchaudio"] = torchaudio_fbank
        errors = {name: float(np.abs(f(samples, options) - truth).max() / unit) for name, f in references.items()}
        changed = {k: v for k, v in vars(options).items() if v != getattr(FbankOptions(), k)} or "defaults"
        print(f"{changed}: " + ", ".join(f"{name} {error:.1e}" for name, error in errors.items()))
        if max(errors.values()) > 5e-3:
            raise ExportError(f"{changed}: the largest error is {max(errors.values()):.2e}, expected 5e-3 or less")


def quantised_noise(count: int) -> np.ndarray:
    """Seeded uniform noise on the grid of 16-bit samples, float32 [count]."""
    integers = np.random.PCG64(1).random_raw(count) >> np.uint64(51)
    return ((integers.astype(np.float64) - 4096.0) / 32768.0).astype(np.float32)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-check", action="store_true", required=True, help="compare with both libraries")
    parser.parse_args()
    try:
        self_check()
    except ExportError as failure:
        sys.exit(f"fbank_float64.py: {failure}")
