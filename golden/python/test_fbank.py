"""Tests of the float64 filter bank and of what holds it against the libraries.

python -m unittest discover golden/python
"""

from __future__ import annotations

import copy
import dataclasses
import math
import unittest
from collections.abc import Iterator

import kaldi_native_fbank
import numpy as np
import torch
import torchaudio
import torchaudio.compliance.kaldi as kaldi

import options_matrix
from agreement import ENERGY_ERROR, allowed_error, check_features
from dither import dithered, gaussians
from export_error import ExportError
from fbank_float64 import LOG_FLOOR, fbank, frames_of, window
from fbank_options import WINDOW_TYPES, FbankOptions
from front_end import FrontEnd, merged
from references import (
    folds,
    native_fbank,
    native_lacks,
    native_mel_weights,
    native_options,
    torchaudio_fbank,
    torchaudio_lacks,
)
from resample_float64 import resample
from self_check import check, quantised_noise

NOISE = quantised_noise(4000)


class OptionsTest(unittest.TestCase):
    def test_vtln_bounds_out_of_order_and_warps_that_fold_filters_away_are_refused(self) -> None:
        for changes, message in (
            ({"vtln_warp": 0.0}, "vtln_warp is 0.0, expected above 0"),
            ({"vtln_warp": math.nan}, "vtln_warp is nan, expected above 0"),
            ({"vtln_warp": 0.9, "vtln_low_hz": 10.0}, "vtln_low and vtln_high are 10.0 and 7500.0 Hz"),
            ({"vtln_warp": 0.9, "vtln_high_hz": 8000.0}, "vtln_low and vtln_high are 100.0 and 8000.0 Hz"),
            ({"vtln_warp": 80.0}, "num_bins is 80, expected fewer or a longer frame, or a vtln_warp nearer to 1: mel filter"),
        ):
            with self.subTest(message), self.assertRaises(ValueError) as refusal:
                FbankOptions(**changes)
            self.assertIn(message, str(refusal.exception))

    def test_filters_that_a_warp_folds_are_those_of_kaldi(self) -> None:
        """kaldi-native-fbank's filters are Kaldi's code; torchaudio's are others where a centre leaves its filter."""
        for warp, low, high, bins, folded in (
            (1.1142, 3076.0, 3365.0, 23, False),
            (1.1142, 3076.0, 3365.0, 80, False),
            (1.5, 2000.0, 2100.0, 80, False),
            (0.6, 2000.0, 2100.0, 23, True),
        ):
            options = FbankOptions(num_bins=bins, vtln_warp=warp, vtln_low_hz=low, vtln_high_hz=high)
            weights = options.mel_filters.weights()
            np.testing.assert_allclose(weights, native_mel_weights(options), rtol=0, atol=1e-4)
            self.assertEqual(folded, folds(options))
            banks = kaldi.get_mel_banks(bins, 512, 16000.0, 20.0, 0.0, low, high, warp)[0].numpy()
            self.assertEqual(folded, np.abs(weights - banks).max() > 0.9)

    def test_lengths_are_rounded_as_kaldi_does(self) -> None:
        """Frames of a second by Kaldi's NumFrames, called in the library of vosk 0.3.45, and those of both libraries."""
        for rate_hz, shift_ms, length_ms, frames, others in (
            (16000, 3.3, 25, 301, 301),
            (10000, 0.7, 25, 1626, 1393),
            (20000, 3.3, 25, 301, 296),
            (40000, 1.9, 20.3, 523, 516),
            (50000, 9.9, 29.9, 99, 98),
            (100000, 3.3, 25, 297, 296),
        ):
            options = FbankOptions(sample_rate_hz=rate_hz, frame_shift_ms=shift_ms, frame_length_ms=length_ms, num_bins=4)
            self.assertEqual(frames, options.frame_count(rate_hz))
            samples = np.zeros(rate_hz, np.float32)
            computed = kaldi.fbank(
                torch.from_numpy(samples)[None],
                sample_frequency=rate_hz,
                frame_shift=shift_ms,
                frame_length=length_ms,
                num_mel_bins=4,
                dither=0.0,
            )
            self.assertEqual(others, len(computed))
            computer = kaldi_native_fbank.OnlineFbank(native_options(options))
            computer.accept_waveform(rate_hz, samples.tolist())
            self.assertEqual(others, computer.num_frames_ready)
            lacking = frames != others
            self.assertEqual(lacking, torchaudio_lacks(options) is not None)
            self.assertEqual(lacking, native_lacks(options) is not None)

    def test_bounds_do_not_count_without_a_warp(self) -> None:
        FbankOptions(vtln_low_hz=-5.0, vtln_high_hz=1.0)

    def test_frames_as_kaldi_counts_them(self) -> None:
        whole, all_of_it = FbankOptions(), FbankOptions(snip_edges=False)
        self.assertEqual([0, 1, 1, 2], [whole.frame_count(n) for n in (399, 400, 559, 560)])
        self.assertEqual([0, 1, 1, 2], [all_of_it.frame_count(n) for n in (79, 80, 239, 240)])
        self.assertEqual((400, 80), (whole.min_samples, all_of_it.min_samples))
        self.assertEqual(1, FbankOptions(snip_edges=False, frame_shift_ms=5.0625).frame_count(81 - 40))

    def test_rates_are_changed_only_where_that_is_allowed(self) -> None:
        down = FbankOptions(allow_down_sample=True)
        self.assertEqual([False, True, True], [down.accepts_rate(rate) for rate in (8000, 16000, 48000)])
        up = FbankOptions(allow_up_sample=True)
        self.assertEqual([True, True, False], [up.accepts_rate(rate) for rate in (8000, 16000, 48000)])
        with self.assertRaisesRegex(ValueError, "expected 16000 Hz, found 8000 Hz"):
            fbank(NOISE, down, 8000)


class FbankTest(unittest.TestCase):
    def test_reflection_as_often_as_it_takes(self) -> None:
        options = FbankOptions(snip_edges=False, frame_length_ms=2.0, frame_shift_ms=0.25, num_bins=4)
        frames = frames_of(np.arange(5.0), options)  # length 32, shift 4: the first begins at 2 - 16
        self.assertEqual(1, len(frames))
        cycle = [0, 1, 2, 3, 4, 4, 3, 2, 1, 0]
        np.testing.assert_array_equal([cycle[i % 10] for i in range(-14, 18)], frames[0])

    def test_every_window_type_has_its_own_window(self) -> None:
        windows = {name: window(FbankOptions(window_type=name)) for name in WINDOW_TYPES}
        self.assertEqual(len(WINDOW_TYPES), len({values.tobytes() for values in windows.values()}))
        np.testing.assert_array_equal(np.ones(400), windows["rectangular"])

    def test_where_the_energy_is_and_what_it_is(self) -> None:
        plain = FbankOptions(num_bins=23)
        first = dataclasses.replace(plain, use_energy=True)
        last = dataclasses.replace(first, htk_compat=True)
        features = fbank(NOISE, plain)
        np.testing.assert_array_equal(features, fbank(NOISE, first)[:, 1:])
        np.testing.assert_array_equal(features, fbank(NOISE, last)[:, :-1])
        frames = frames_of(NOISE.astype(np.float64), plain)
        energy = np.log((frames - frames.mean(axis=1, keepdims=True)).__pow__(2).sum(axis=1))
        np.testing.assert_allclose(fbank(NOISE, first)[:, 0], energy, rtol=1e-12)
        np.testing.assert_allclose(fbank(NOISE, last)[:, -1], energy, rtol=1e-12)

    def test_the_energy_is_a_logarithm_even_where_the_filters_are_not(self) -> None:
        linear = FbankOptions(num_bins=23, use_energy=True, use_log=False)
        log = dataclasses.replace(linear, use_log=True)
        np.testing.assert_array_equal(fbank(NOISE, linear)[:, 0], fbank(NOISE, log)[:, 0])
        np.testing.assert_allclose(np.log(fbank(NOISE, linear)[:, 1:]), fbank(NOISE, log)[:, 1:], rtol=1e-12)

    def test_floors(self) -> None:
        zeros = np.zeros(400)
        options = FbankOptions(num_bins=23, use_energy=True)
        np.testing.assert_array_equal(np.log(LOG_FLOOR), fbank(zeros, options))
        for floor, expected in ((1e-9, np.log(LOG_FLOOR)), (0.5, np.log(0.5))):
            features = fbank(zeros, dataclasses.replace(options, energy_floor=floor))
            self.assertEqual(expected, features[0, 0])
            np.testing.assert_array_equal(np.log(LOG_FLOOR), features[:, 1:])
        self.assertEqual(0.0, fbank(zeros, FbankOptions(use_log=False)).max())



    def test_a_scale_is_that_of_the_samples(self) -> None:
        for changes in (
            {},
            {"use_energy": True, "energy_floor": 1e4},
            {"dither": 1.0, "dither_seed": 3},
            {"use_log": False, "use_power": False},
            {"htk_mode": True},
        ):
            unit = FbankOptions(**changes)
            np.testing.assert_array_equal(
                fbank(NOISE * 32768, unit), fbank(NOISE, dataclasses.replace(unit, sample_scale=32768))
            )
        for scale in (0, 2, 32767, -1):
            with self.assertRaisesRegex(ValueError, f"sample_scale is {scale}, expected 1 .* or 32768"):
                FbankOptions(sample_scale=scale)

    def test_htk_mode_takes_a_bin_of_the_first_filter_and_has_a_floor_of_one(self) -> None:
        plain = FbankOptions(num_bins=23, use_log=False)
        htk = dataclasses.replace(plain, htk_mode=True)
        weights, imitated = plain.mel_filters.weights(), htk.mel_filters.weights()
        self.assertEqual([(0, 1)], list(zip(*np.nonzero(weights != imitated))))  # of 31.25 Hz
        self.assertEqual(0, imitated[0, 1])
        np.testing.assert_array_equal(np.maximum(1, fbank(NOISE, plain))[:, 1:], fbank(NOISE, htk)[:, 1:])
        whole = dataclasses.replace(htk, low_freq_hz=0.0)
        np.testing.assert_array_equal(dataclasses.replace(plain, low_freq_hz=0.0).mel_filters.weights(), whole.mel_filters.weights())


class MatrixTest(unittest.TestCase):
    """That the options pack can tell an option that is ignored."""

    samples = np.concatenate([np.zeros(1600, np.float32), quantised_noise(3200) + np.float32(0.1)])

    def test_every_override_of_every_case_has_an_effect(self) -> None:
        ineffective = set()
        for case in options_matrix.cases():
            truth = fbank(self.samples, case.options(), case.clip_rate_hz)
            unit = 1.0 if case.options().use_log else truth.max()
            for key, front_end in without_one(case.front_end):
                try:
                    ignored = fbank(self.samples, options_matrix.Case("", front_end, 0).options(), case.clip_rate_hz)
                except (ExportError, ValueError):
                    continue  # refused
                if ignored.shape == truth.shape and np.abs(ignored - truth).max() < 0.02 * unit:
                    ineffective.add(f"{case.name} {key}")
        self.assertEqual(
            {
                "htk-compat-alone htk_compat",
                "energy-floor-unused energy_floor",
                "energy-floor-1e-9 energy_floor",
                "max-feature-vectors max_feature_vectors",
                "vtln-bounds-unused vtln_low",
                "vtln-bounds-unused vtln_high",
                "resampling-allowed-not-needed allow_down_sample",
                "resampling-allowed-not-needed allow_up_sample",
            },
            ineffective,
        )

    def test_no_two_cases_are_the_same_but_those_without_effect(self) -> None:
        same: dict[bytes, list[str]] = {}
        for case in options_matrix.cases():
            truth = fbank(self.samples, case.options(), case.clip_rate_hz)
            same.setdefault(truth.tobytes(), []).append(case.name)
        none = "vtln-bounds-unused max-feature-vectors htk-compat-alone energy-floor-unused".split()
        default = ["default", *none, "rate-16000-bins-40", "resampling-allowed-not-needed"]
        energy = ["energy", "energy-floor-1e-9"]
        self.assertEqual([default, energy], [names for names in same.values() if len(names) > 1])


def without_one(front_end: FrontEnd) -> Iterator[tuple[str, FrontEnd]]:
    """What is changed from the pack's configuration, and the front end that ignores it."""
    for section, changes in front_end.overrides.items():
        for key in changes if isinstance(changes, dict) else [None]:
            overrides = copy.deepcopy(front_end.overrides)
            value = overrides[section].pop(key) if key else overrides.pop(section)
            base = options_matrix.BASE.get(section, {})
            if value != (base.get(key) if key else base):
                yield key or section, dataclasses.replace(front_end, overrides=overrides)
    if front_end.vtln_warp != 1:
        yield "vtln_warp", dataclasses.replace(front_end, vtln_warp=1.0)
    if front_end.dither_seed:
        yield "dither_seed", dataclasses.replace(front_end, dither_seed=0)


class DitherTest(unittest.TestCase):
    def test_the_streams_are_those_of_splitmix64(self) -> None:
        mask, gamma = (1 << 64) - 1, 0x9E3779B97F4A7C15

        def mix(z: int) -> int:
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
            return z ^ (z >> 31)

        self.assertEqual(0xE220A8397B1DCDAF, mix(gamma))  # first output of SplitMix64 with seed 0, as published
        for seed in (0, 7, -3):
            found = gaussians(seed, 3, 5)
            for frame in range(3):
                state = mix((seed + (frame + 1) * gamma) & mask)
                uniform = [(mix((state + (k + 1) * gamma) & mask) >> 11) * 2.0**-53 for k in range(6)]
                for i in range(5):
                    radius = math.sqrt(-2 * math.log(1 - uniform[i // 2 * 2]))
                    angle = 2 * math.pi * uniform[i // 2 * 2 + 1]
                    wave = math.sin(angle) if i % 2 else math.cos(angle)
                    self.assertAlmostEqual(radius * wave, found[frame, i], places=12)

    def test_deviation_one_mean_zero_and_nothing_in_common(self) -> None:
        noise = gaussians(1, 200, 400)
        self.assertAlmostEqual(0, noise.mean(), delta=0.02)
        self.assertAlmostEqual(1, noise.std(), delta=0.02)
        self.assertLess(np.abs(np.corrcoef(noise) - np.eye(200)).max(), 0.3)
        self.assertLess(np.abs(np.corrcoef(noise[0], gaussians(2, 1, 400)[0])[0, 1]), 0.3)

    def test_noise_is_added_in_float32(self) -> None:
        frames = np.full((2, 3), np.float64(np.float32(0.1)))
        expected = np.float32(0.1) + (1e-3 * gaussians(5, 2, 3)).astype(np.float32)
        self.assertEqual(np.float32, expected.dtype)
        np.testing.assert_array_equal(expected, dithered(frames, 1e-3, 5))


class ResampleTest(unittest.TestCase):
    def test_equals_torchaudio_in_double_precision(self) -> None:
        for source, target in ((48000, 16000), (44100, 16000), (8000, 16000), (24000, 16000), (16000, 44100), (7, 3)):
            with self.subTest(f"{source} to {target}"):
                expected = torchaudio.functional.resample(torch.from_numpy(NOISE.astype(np.float64)), source, target)
                np.testing.assert_allclose(resample(NOISE, source, target), expected.numpy(), rtol=0, atol=1e-13)

    def test_the_same_rate_changes_nothing(self) -> None:
        np.testing.assert_array_equal(NOISE, resample(NOISE, 16000, 16000))


class AgreementTest(unittest.TestCase):
    def features(self, options: FbankOptions) -> dict[str, np.ndarray | None]:
        return {
            "fbank_float64": fbank(NOISE, options),
            "fbank_torchaudio": torchaudio_fbank(NOISE, options),
            "fbank_knf": native_fbank(NOISE, options),
        }

    def test_linear_features_are_held_to_what_their_logarithms_are(self) -> None:
        for use_power in (True, False):
            log = FbankOptions(use_power=use_power)
            linear = dataclasses.replace(log, use_log=False)
            cells = fbank(NOISE, linear)
            expected = cells * allowed_error(np.log(cells), log)
            np.testing.assert_allclose(allowed_error(cells, linear), expected, rtol=1e-9)

    def test_the_energy_has_a_limit_of_its_own(self) -> None:
        allowed = allowed_error(fbank(NOISE, FbankOptions(use_energy=True)), FbankOptions(use_energy=True))
        self.assertEqual([ENERGY_ERROR], list(np.unique(allowed[:, 0])))
        self.assertGreater(allowed[:, 1:].min(), ENERGY_ERROR)

    def test_a_wrong_cell_of_either_library_is_refused(self) -> None:
        for options in (
            FbankOptions(),
            FbankOptions(use_log=False),
            FbankOptions(use_energy=True, htk_compat=True),
            FbankOptions(use_power=False),
        ):
            for name in ("fbank_torchaudio", "fbank_knf"):
                features = self.features(options)
                check_features("x", features, options)
                library = features[name]
                assert library is not None
                library[3, -1] *= 1.02
                with self.assertRaisesRegex(ExportError, f"x: {name} is .* off float64 in frame 3, column"):
                    check_features("x", features, options)

    def test_a_value_that_is_no_number_is_refused(self) -> None:
        features = self.features(FbankOptions())
        assert features["fbank_knf"] is not None
        features["fbank_knf"][0, 0] = np.nan
        with self.assertRaisesRegex(ExportError, "fbank_knf is nan off float64"):
            check_features("x", features, FbankOptions())

    def test_neither_library_agrees_with_another_front_end(self) -> None:
        """Whatever a case changes, both libraries notice: no option is passed on in vain."""
        for changes in (
            {"window_type": "hamming"},
            {"window_type": "blackman", "blackman_coefficient": 0.3},
            {"remove_dc_offset": False},
            {"preemphasis": 0.96},
            {"low_freq_hz": 30.0},
            {"high_freq_hz": -50.0},
            {"use_power": False},
            {"use_log": False},
            {"round_to_power_of_two": False},
            {"dither": 1e-3},
        ):
            with self.subTest(str(changes)):
                features = self.features(FbankOptions(**changes))
                features["fbank_float64"] = fbank(NOISE, FbankOptions())
                for name in ("fbank_torchaudio", "fbank_knf"):
                    with self.assertRaisesRegex(ExportError, name):
                        check_features("x", {**features, other_of(name): None}, FbankOptions())


def other_of(name: str) -> str:
    return "fbank_knf" if name == "fbank_torchaudio" else "fbank_torchaudio"


class LibrariesTest(unittest.TestCase):
    def test_agree_on_every_case_of_the_matrix(self) -> None:
        for case in options_matrix.cases():
            with self.subTest(case.name):
                check(case)


class FrontEndTest(unittest.TestCase):
    def test_overrides_are_merged_key_by_key(self) -> None:
        base = {"A": {"x": 1, "y": 2}, "b": 3}
        self.assertEqual({"A": {"x": 1, "y": 5}, "b": 3, "C": {}}, merged(base, {"A": {"y": 5}, "C": {}}))
        self.assertEqual({"A": {"x": 1, "y": 2}, "b": 3}, base)


if __name__ == "__main__":
    unittest.main()
