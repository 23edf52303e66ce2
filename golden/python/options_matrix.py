"""The cases of the options pack: every option alone, the pairs that interact, sample rates by bins, and resampling.

A case is one line: its name, what it changes of the pack's configuration, and the rates of the clips it is computed on
where that is not the front end's.  Which of the two libraries cannot compute a case is known to ``references.py``.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fbank_options import FbankOptions
from front_end import FrontEnd

BASE: dict[str, Any] = {
    "FrameExtractionOptions": {"sample_freq": 16000, "frame_shift_ms": 10.0, "frame_length_ms": 25.0, "dither": 0.0},
    "MelBanksOptions": {"num_bins": 40},
    "use_power": True,
}
"""The pack's own configuration: the standard one with half of its bins, which halves the pack; 80 are in the grid."""

FRAME_KEYS = {
    "sample_freq", "frame_shift_ms", "frame_length_ms", "dither", "pre_emphasis_coefficient", "remove_dc_offset",
    "window_type", "round_to_power_of_two", "blackman_coefficient", "snip_edges", "allow_down_sample",
    "allow_up_sample", "max_feature_vectors",
}  # fmt: skip
MEL_KEYS = {"num_bins", "low_freq", "high_freq", "vtln_low", "vtln_high", "htk_mode"}


@dataclass(frozen=True)
class Case:
    """``clip_rate_hz`` is the rate of the clips."""

    name: str
    front_end: FrontEnd
    clip_rate_hz: int

    def options(self) -> FbankOptions:
        """Silently: some cases are there because a value has no effect, and those warn."""
        with contextlib.redirect_stderr(io.StringIO()):
            return self.front_end.options(BASE, self.name)


def case(name: str, clip_rate_hz: int | None = None, warp: float = 1.0, seed: int = 0, **changes: Any) -> Case:
    """Keys are put into the section of the configuration that they belong to."""
    frame = {key: value for key, value in changes.items() if key in FRAME_KEYS}
    mel = {key: value for key, value in changes.items() if key in MEL_KEYS}
    overrides = {key: value for key, value in changes.items() if key not in FRAME_KEYS | MEL_KEYS}
    if frame:
        overrides["FrameExtractionOptions"] = frame
    if mel:
        overrides["MelBanksOptions"] = mel
    return Case(name, FrontEnd(overrides, warp, seed), clip_rate_hz or frame.get("sample_freq", 16000))


def alone() -> Iterator[Case]:
    """One option at a time, at 16 kHz."""
    yield case("default")
    yield case("window-hamming", window_type="hamming")
    yield case("window-hanning", window_type="hanning")
    yield case("window-rectangular", window_type="rectangular")
    yield case("window-sine", window_type="sine")
    yield case("window-blackman", window_type="blackman")
    yield case("window-blackman-0.3", window_type="blackman", blackman_coefficient=0.3)
    yield case("window-blackman-0.6", window_type="blackman", blackman_coefficient=0.6)  # 0.5 would be hanning
    yield case("snip-edges-off", snip_edges=False)
    yield case("power-of-two-off", round_to_power_of_two=False)
    yield case("dc-offset-kept", remove_dc_offset=False)
    yield case("preemphasis-0", pre_emphasis_coefficient=0.0)
    yield case("preemphasis-0.5", pre_emphasis_coefficient=0.5)
    yield case("preemphasis-1", pre_emphasis_coefficient=1.0)
    yield case("shift-5", frame_shift_ms=5.0)
    yield case("shift-7.3", frame_shift_ms=7.3)  # 116.8 samples: rounded down
    yield case("shift-25", frame_shift_ms=25.0)  # frames touch
    yield case("shift-40", frame_shift_ms=40.0)  # samples between the frames are not used
    yield case("length-20", frame_length_ms=20.0)
    yield case("length-25.1", frame_length_ms=25.1)  # 401.6 samples: odd after rounding down
    yield case("length-32", frame_length_ms=32.0)  # 512 samples: nothing to pad
    yield case("length-32.1", frame_length_ms=32.1)  # 513: padded to 1024
    yield case("length-64", frame_length_ms=64.0)
    yield case("length-2", frame_length_ms=2.0, frame_shift_ms=4.0, num_bins=4)  # 32 samples
    yield case("bins-3", num_bins=3)  # torchaudio needs four
    yield case("bins-4", num_bins=4)
    yield case("low-0", low_freq=0)
    yield case("low-300", low_freq=300)
    yield case("high-7000", high_freq=7000)
    yield case("high-minus-400", high_freq=-400)
    yield case("band-300-3400", low_freq=300, high_freq=3400, num_bins=23)
    yield case("vtln-0.8", warp=0.8)
    yield case("vtln-0.95", warp=0.95)
    yield case("vtln-1.05", warp=1.05)
    yield case("vtln-1.25", warp=1.25)
    yield case("vtln-bounds", vtln_low=60, vtln_high=7200, warp=1.1)
    yield case("vtln-bounds-unused", vtln_low=60, vtln_high=-100)  # no effect without a warp
    yield case("energy", use_energy=True)
    yield case("magnitude", use_power=False)
    yield case("linear", use_log_fbank=False)
    yield case("dither-1e-4", dither=1e-4, seed=1)
    yield case("dither-0.03", dither=0.03, seed=-2)
    yield case("dither-1", dither=1.0, seed=3)  # the C++ runtime's default: buries the speech
    yield case("htk-mode", htk_mode=True)  # at this scale nearly all of it is the floor of 1
    yield case("max-feature-vectors", max_feature_vectors=500)  # no effect: for streaming


def pairs() -> Iterator[Case]:
    """Options that act on one another, at 16 kHz."""
    yield case("energy-windowed", use_energy=True, raw_energy=False)
    yield case("energy-last", use_energy=True, htk_compat=True)
    yield case("energy-windowed-last", use_energy=True, raw_energy=False, htk_compat=True)
    yield case("htk-compat-alone", htk_compat=True)  # no effect without the energy
    yield case("energy-floor-unused", energy_floor=1.0)  # likewise
    yield case("energy-floor-1", use_energy=True, energy_floor=1.0)
    yield case("energy-floor-1e-4", use_energy=True, energy_floor=1e-4)
    yield case("energy-floor-1e-9", use_energy=True, energy_floor=1e-9)  # below the floor of every logarithm
    yield case("energy-windowed-floor-0.1", use_energy=True, raw_energy=False, energy_floor=0.1)
    yield case("energy-dc-kept", use_energy=True, remove_dc_offset=False)
    yield case("energy-windowed-dc-kept", use_energy=True, raw_energy=False, remove_dc_offset=False)
    yield case("energy-preemphasis-0", use_energy=True, pre_emphasis_coefficient=0.0)
    yield case("energy-windowed-preemphasis-0", use_energy=True, raw_energy=False, pre_emphasis_coefficient=0.0)
    yield case("energy-windowed-hamming", use_energy=True, raw_energy=False, window_type="hamming")
    yield case("energy-linear", use_energy=True, use_log_fbank=False)
    yield case("energy-last-linear-floor", use_energy=True, htk_compat=True, use_log_fbank=False, energy_floor=1.0)
    yield case("energy-windowed-magnitude", use_energy=True, raw_energy=False, use_power=False)
    yield case("dc-kept-preemphasis-0", remove_dc_offset=False, pre_emphasis_coefficient=0.0)
    yield case("dc-kept-rectangular", remove_dc_offset=False, window_type="rectangular")
    yield case("magnitude-linear", use_power=False, use_log_fbank=False)
    yield case("magnitude-80", use_power=False, num_bins=80)
    yield case("snip-off-shift-40", snip_edges=False, frame_shift_ms=40.0)  # the first frame begins after the clip does
    yield case("snip-off-shift-7.3-length-32.1", snip_edges=False, frame_shift_ms=7.3, frame_length_ms=32.1)
    yield case("snip-off-length-25.1", snip_edges=False, frame_length_ms=25.1)
    yield case("snip-off-length-128", snip_edges=False, frame_length_ms=128.0, frame_shift_ms=16.0)
    yield case("snip-off-length-256", snip_edges=False, frame_length_ms=256.0, frame_shift_ms=32.0)  # nearly all of it
    yield case("snip-off-length-512", snip_edges=False, frame_length_ms=512.0)  # longer than the clip: reflected twice
    yield case("snip-off-energy", snip_edges=False, use_energy=True)
    yield case("snip-off-energy-windowed-last", snip_edges=False, use_energy=True, raw_energy=False, htk_compat=True)
    yield case("snip-off-high-minus-400", snip_edges=False, high_freq=-400, num_bins=80)  # sherpa-onnx's front end
    yield case("vtln-0.9-band", warp=0.9, low_freq=100, high_freq=7000, vtln_low=200, vtln_high=6000)
    yield case("vtln-1.1-band", warp=1.1, low_freq=100, high_freq=-800, vtln_low=200, vtln_high=-1500)
    yield case("vtln-0.9-bins-80", warp=0.9, num_bins=80)
    yield case("vtln-1.1-bins-80", warp=1.1, num_bins=80)
    yield case("vtln-1.1-8k", warp=1.1, sample_freq=8000)
    yield case("power-of-two-off-rectangular", round_to_power_of_two=False, window_type="rectangular")
    yield case("power-of-two-off-20", round_to_power_of_two=False, frame_length_ms=20.0)  # 320 = 2^6 5
    yield case("power-of-two-off-23.875", round_to_power_of_two=False, frame_length_ms=23.875)  # 382 = 2 x 191, a prime
    yield case("power-of-two-off-44.1k", round_to_power_of_two=False, sample_freq=44100)  # 1102 = 2 x 19 x 29
    yield case("power-of-two-off-energy", round_to_power_of_two=False, use_energy=True, raw_energy=False)
    yield case("dither-snip-off", dither=0.001, seed=4, snip_edges=False)
    yield case("dither-energy", dither=0.001, seed=5, use_energy=True)
    yield case("dither-snip-off-energy", dither=0.001, seed=6, snip_edges=False, use_energy=True)
    yield case("dither-energy-windowed", dither=0.001, seed=9, use_energy=True, raw_energy=False)
    yield case("dither-length-25.1", dither=0.001, seed=7, frame_length_ms=25.1)  # half of a pair is left over
    yield case("dither-dc-kept", dither=0.001, seed=8, remove_dc_offset=False, pre_emphasis_coefficient=0.0)


def kaldi_scale() -> Iterator[Case]:
    """Samples of 16 bits: the floors and the dither are in their unit."""
    yield case("int16", sample_scale=32768)
    yield case("int16-bins-80", sample_scale=32768, num_bins=80)
    yield case("int16-hamming-snip-off", sample_scale=32768, window_type="hamming", snip_edges=False)  # WeSpeaker's window
    yield case("int16-dc-kept", sample_scale=32768, remove_dc_offset=False)
    yield case("int16-linear", sample_scale=32768, use_log_fbank=False)
    yield case("int16-magnitude", sample_scale=32768, use_power=False)
    yield case("int16-energy", sample_scale=32768, use_energy=True)
    yield case("int16-energy-floor-1", sample_scale=32768, use_energy=True, energy_floor=1.0)
    yield case("int16-energy-windowed-floor-1e8-last", sample_scale=32768, use_energy=True, raw_energy=False,
               energy_floor=1e8, htk_compat=True)  # fmt: skip
    yield case("int16-dither-1", sample_scale=32768, dither=1.0, seed=10)  # Kaldi's default
    yield case("int16-dither-1-energy-floor", sample_scale=32768, dither=1.0, seed=12, use_energy=True, energy_floor=1e4)
    yield case("int16-htk-mode", sample_scale=32768, htk_mode=True, num_bins=24)
    yield case("int16-htk-mode-low-0", sample_scale=32768, htk_mode=True, low_freq=0)  # only its floor
    yield case("int16-htk-mode-magnitude", sample_scale=32768, htk_mode=True, use_power=False)
    yield case("int16-vtln-folded", sample_scale=32768, warp=1.1142, vtln_low=3076, vtln_high=3365)  # no middle part
    yield case("int16-down-44100", 44100, sample_scale=32768, allow_down_sample=True)
    yield case("int16-rate-8000", sample_scale=32768, sample_freq=8000, num_bins=23)


BINS = (23, 24, 40, 64, 80, 128)
RATES_HZ = (8000, 16000, 24000, 44100, 48000)
TOO_MANY_BINS = {(8000, 128), (16000, 128)}
"""At 25 ms: the FFT has a bin every 31.25 Hz, the lowest of 128 filters are 21 and 28 Hz wide, so some cover none."""


def grid() -> Iterator[Case]:
    """Sample rates by numbers of bins."""
    for rate in RATES_HZ:
        for bins in BINS:
            if (rate, bins) not in TOO_MANY_BINS:
                yield case(f"rate-{rate}-bins-{bins}", sample_freq=rate, num_bins=bins)
    yield case("rate-8000-bins-128-length-50", sample_freq=8000, num_bins=128, frame_length_ms=50.0)
    yield case("rate-16000-bins-128-length-50", sample_freq=16000, num_bins=128, frame_length_ms=50.0)


def resampling() -> Iterator[Case]:
    """Clips of another rate than the front end's."""
    yield case("down-48000", 48000, allow_down_sample=True)
    yield case("down-44100", 44100, allow_down_sample=True)
    yield case("down-24000", 24000, allow_down_sample=True)
    yield case("up-8000", 8000, allow_up_sample=True)
    yield case("down-44100-snip-off", 44100, allow_down_sample=True, snip_edges=False)
    yield case("down-48000-energy", 48000, allow_down_sample=True, use_energy=True)
    yield case("up-8000-snip-off-energy", 8000, allow_up_sample=True, snip_edges=False, use_energy=True)
    yield case("down-16000-to-8000", 16000, sample_freq=8000, allow_down_sample=True)
    yield case("up-16000-to-44100", 16000, sample_freq=44100, allow_up_sample=True)
    yield case("resampling-allowed-not-needed", allow_down_sample=True, allow_up_sample=True)


def cases() -> list[Case]:
    found = [*alone(), *pairs(), *kaldi_scale(), *grid(), *resampling()]
    names = [case.name for case in found]
    assert len(set(names)) == len(names), "two cases have the same name"
    return found
