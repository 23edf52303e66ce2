"""The options of Kaldi's filter bank, checked, with the lengths that follow from them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mel_filters import MelFilters

MAX_FRAME_SAMPLES = 1 << 20
"""Longest frame that is accepted."""

SAMPLE_SCALES = (1, 32768)
"""Full scale: of samples in [-1, 1), and of 16-bit samples, as Kaldi means them."""

WINDOW_TYPES = ("povey", "hamming", "hanning", "rectangular", "sine", "blackman")


@dataclass(frozen=True)
class FbankOptions:
    """Options of the computation; the defaults are the front end of the published models.

    Names follow ``fbank_config.json`` with units added.  Java's FbankOptions accepts and refuses the same values.
    """

    sample_rate_hz: float = 16000.0
    frame_shift_ms: float = 10.0
    frame_length_ms: float = 25.0
    dither: float = 0.0
    """Standard deviation of the noise that is added to each frame, in the unit of the sample scale."""
    dither_seed: int = 0
    preemphasis: float = 0.97
    remove_dc_offset: bool = True
    window_type: str = "povey"
    blackman_coefficient: float = 0.42
    round_to_power_of_two: bool = True
    snip_edges: bool = True
    """Only frames that fit whole; otherwise one frame per shift, with the samples reflected at both ends."""
    allow_down_sample: bool = False
    allow_up_sample: bool = False
    num_bins: int = 80
    low_freq_hz: float = 20.0
    high_freq_hz: float = 0.0
    """Upper edge of the last filter; zero or less counts from the Nyquist frequency."""
    vtln_low_hz: float = 100.0
    vtln_high_hz: float = -500.0
    """Negative: counts from the Nyquist frequency."""
    vtln_warp: float = 1.0
    htk_mode: bool = False
    """Imitates HTK: without the first spectrum bin of the first filter, and energies of 1 at least."""
    sample_scale: float = 1
    """What samples in [-1, 1) are multiplied by."""
    use_energy: bool = False
    energy_floor: float = 0.0
    raw_energy: bool = True
    htk_compat: bool = False
    use_power: bool = True
    use_log: bool = True

    def __post_init__(self) -> None:
        if self.window_type not in WINDOW_TYPES:
            raise ValueError(f"window_type is {self.window_type!r}, expected one of {', '.join(WINDOW_TYPES)}")
        scales = "1 (samples in [-1, 1)) or 32768 (those of 16 bits; Kaldi and Python use 32768 for them, not 32767)"
        require(self.sample_scale in SAMPLE_SCALES, "sample_scale", self.sample_scale, scales)
        require(0 < self.sample_rate_hz <= 1e6, "sample_freq", self.sample_rate_hz, "above 0 and at most 1000000 Hz")
        require(0 < self.frame_shift_ms < math.inf, "frame_shift_ms", self.frame_shift_ms, "above 0")
        require(0 < self.frame_length_ms < math.inf, "frame_length_ms", self.frame_length_ms, "above 0")
        require(0 <= self.dither <= 1e6, "dither", self.dither, "0 (none) or more, at most 1000000")
        require(0 <= self.preemphasis <= 1, "pre_emphasis_coefficient", self.preemphasis, "between 0 and 1")
        require(math.isfinite(self.blackman_coefficient), "blackman_coefficient", self.blackman_coefficient, "finite")
        require(0 <= self.energy_floor < math.inf, "energy_floor", self.energy_floor, "0 (none) or more")
        self.check_frames()
        self.check_filters()

    def check_frames(self) -> None:
        shift = samples_of(self.sample_rate_hz, self.frame_shift_ms)
        require(1 <= shift < math.inf, "frame_shift_ms", self.frame_shift_ms, "at least one sample")
        samples = f"2 to {MAX_FRAME_SAMPLES} samples"
        length = samples_of(self.sample_rate_hz, self.frame_length_ms)
        require(2 <= length <= MAX_FRAME_SAMPLES, "frame_length_ms", self.frame_length_ms, samples)
        given = f"frame_length_ms {self.frame_length_ms} gives {self.frame_length}"
        even = f"true, or an even number of samples in a frame ({given})"
        require(self.round_to_power_of_two or self.frame_length % 2 == 0, "round_to_power_of_two", "false", even)

    def check_filters(self) -> None:
        nyquist_hz = self.sample_rate_hz / 2
        if not 0 <= self.low_freq_hz < self.high_edge_hz <= nyquist_hz:
            found = f"{self.low_freq_hz} and {self.high_edge_hz}"
            raise ValueError(f"low_freq and high_freq are {found}, expected 0 <= low < high <= {nyquist_hz} Hz")
        bins = self.fft_size // 2
        require(3 <= self.num_bins <= bins, "num_bins", self.num_bins, f"3 to {bins} (half the FFT size)")
        require(0 < self.vtln_warp < math.inf, "vtln_warp", self.vtln_warp, "above 0 (1 for none)")
        if self.vtln_warp != 1:
            low, high = self.vtln_low_hz, self.vtln_high_edge_hz
            if not self.low_freq_hz < low < high < self.high_edge_hz:
                raise ValueError(
                    f"vtln_low and vtln_high are {low} and {high} Hz, expected low_freq {self.low_freq_hz} < vtln_low "
                    f"< vtln_high < {self.high_edge_hz} Hz, the edge of the last filter"
                )
        empty = ~self.mel_filters.covered().any(axis=1)
        nearer = "" if self.vtln_warp == 1 else ", or a vtln_warp nearer to 1"
        fewer = f"fewer or a longer frame{nearer}: mel filter {empty.argmax()} covers no bin of the FFT of {self.fft_size}"
        require(not empty.any(), "num_bins", self.num_bins, fewer)

    @property
    def dim(self) -> int:
        """Values in a frame of features."""
        return self.num_bins + self.use_energy

    @property
    def energy_column(self) -> int | None:
        """Where the energy is in a frame of features."""
        return None if not self.use_energy else self.num_bins if self.htk_compat else 0

    @property
    def frame_shift(self) -> int:
        """Samples from one frame to the next."""
        return int(samples_of(self.sample_rate_hz, self.frame_shift_ms))

    @property
    def frame_length(self) -> int:
        """Samples in a frame."""
        return int(samples_of(self.sample_rate_hz, self.frame_length_ms))

    @property
    def fft_size(self) -> int:
        """Samples after padding with zeros."""
        return max(4, 1 << (self.frame_length - 1).bit_length()) if self.round_to_power_of_two else self.frame_length

    @property
    def high_edge_hz(self) -> float:
        return self.high_freq_hz if self.high_freq_hz > 0 else self.sample_rate_hz / 2 + self.high_freq_hz

    @property
    def vtln_high_edge_hz(self) -> float:
        return self.vtln_high_hz + self.sample_rate_hz / 2 if self.vtln_high_hz < 0 else self.vtln_high_hz

    @property
    def mel_filters(self) -> MelFilters:
        return MelFilters(
            sample_rate_hz=self.sample_rate_hz,
            fft_size=self.fft_size,
            num_bins=self.num_bins,
            low_hz=self.low_freq_hz,
            high_hz=self.high_edge_hz,
            vtln_low_hz=self.vtln_low_hz,
            vtln_high_hz=self.vtln_high_edge_hz,
            vtln_warp=self.vtln_warp,
            htk_mode=self.htk_mode,
        )

    @property
    def min_samples(self) -> int:
        """Fewest samples, at the rate of the front end, that give a frame."""
        return self.frame_length if self.snip_edges else self.frame_shift - self.frame_shift // 2

    def frame_count(self, samples: int) -> int:
        """Frames of this many samples at the rate of the front end: Kaldi's NumFrames."""
        if not self.snip_edges:
            return (samples + self.frame_shift // 2) // self.frame_shift
        return 0 if samples < self.frame_length else 1 + (samples - self.frame_length) // self.frame_shift

    def accepts_rate(self, rate_hz: int) -> bool:
        """Whether a clip of this rate may be used: Kaldi resamples only when it is allowed to."""
        if rate_hz == self.sample_rate_hz:
            return True
        return self.allow_down_sample if rate_hz > self.sample_rate_hz else self.allow_up_sample


def samples_of(rate_hz: float, ms: float) -> float:
    """A length in samples before rounding down, as Kaldi's WindowShift and WindowSize compute it.

    It keeps both factors as float32 and multiplies them in double: 3.3 ms at 20 kHz are 65 samples.  torchaudio multiplies
    in double throughout and kaldi-native-fbank in float32; both find 66.
    """
    with np.errstate(over="ignore"):
        return float(np.float32(rate_hz)) * 0.001 * float(np.float32(ms))


def require(holds: bool, key: str, found: object, expected: str) -> None:
    """Names options as the configuration file does."""
    if not holds:
        raise ValueError(f"{key} is {found}, expected {expected}")
