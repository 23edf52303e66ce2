"""Tests of what the exporters accept and refuse.

python -m unittest discover golden/python
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

import models
import zoo
from clips import Clip
from export_error import ExportError
from fbank_config import read_options
from fbank_options import FbankOptions
from references import native_options, require_embeddings

CPP_FRAME_OPTIONS = {
    "sample_freq": 16000,
    "frame_shift_ms": 10.0,
    "frame_length_ms": 25.0,
    "dither": 0.0,
    "pre_emphasis_coefficient": 0.97,
    "remove_dc_offset": True,
    "window_type": "povey",
    "round_to_power_of_two": True,
    "blackman_coefficient": 0.42,
    "snip_edges": True,
    "allow_down_sample": False,
    "allow_up_sample": False,
    "max_feature_vectors": -1,
}
CPP_MEL_OPTIONS = {"num_bins": 80, "low_freq": 20, "high_freq": 0, "vtln_low": 100, "vtln_high": -500}
CPP_OPTIONS = {
    "use_energy": False,
    "raw_energy": True,
    "htk_compat": False,
    "energy_floor": 0.0,
    "use_power": True,
    "use_log_fbank": True,
}


class InAFolder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def refused(self, message: str, call: Callable[[], Any]) -> None:
        with self.assertRaises(ExportError) as refusal:
            call()
        self.assertIn(message, str(refusal.exception))
        self.assertNotIn("\n", str(refusal.exception))


class FbankConfigTest(InAFolder):
    def read(self, text: str) -> tuple[FbankOptions, str]:
        """(options, warnings)"""
        path = self.folder / "fbank.json"
        path.write_text(text, encoding="utf-8")
        with contextlib.redirect_stderr(io.StringIO()) as warnings:
            options = read_options(path)[1]
        return options, warnings.getvalue()

    def with_options(self, frame: dict[str, Any], mel: dict[str, Any], other: dict[str, Any]) -> str:
        return json.dumps(
            {
                "FrameExtractionOptions": CPP_FRAME_OPTIONS | frame,
                "MelBanksOptions": CPP_MEL_OPTIONS | mel,
                **CPP_OPTIONS,
                **other,
            }
        )

    def test_a_full_configuration_of_the_cpp_runtime(self) -> None:
        self.assertEqual((FbankOptions(), ""), self.read(self.with_options({}, {}, {})))
        text = "\ufeff" + self.with_options({}, {"num_bins": 80.0}, {"raw_energy": False})
        self.assertEqual((FbankOptions(raw_energy=False), ""), self.read(text))

    def test_defaults_are_those_of_the_cpp_runtime_and_missing_parts_warn(self) -> None:
        options, warnings = self.read('{"FrameExtractionOptions": {}}')
        self.assertEqual(FbankOptions(num_bins=23), options)
        self.assertIn("no MelBanksOptions given", warnings)
        self.assertIn("no dither given", warnings)

    def test_an_unknown_key_warns(self) -> None:
        options, warnings = self.read(self.with_options({}, {"num_bin": 40}, {}))
        self.assertEqual(FbankOptions(), options)
        self.assertIn("unknown key MelBanksOptions.num_bin is ignored", warnings)

    def test_every_option_is_read(self) -> None:
        frame = {
            "sample_freq": 8000,
            "frame_shift_ms": 12.5,
            "frame_length_ms": 30,
            "dither": 0.5,
            "pre_emphasis_coefficient": 0.9,
            "remove_dc_offset": False,
            "window_type": "blackman",
            "round_to_power_of_two": False,
            "blackman_coefficient": 0.3,
            "snip_edges": False,
            "allow_down_sample": True,
            "allow_up_sample": True,
        }
        mel = {"num_bins": 30, "low_freq": 50, "high_freq": -100, "vtln_low": 90, "vtln_high": -300, "htk_mode": True}
        other = {
            "use_energy": True,
            "energy_floor": 0.1,
            "raw_energy": False,
            "htk_compat": True,
            "use_log_fbank": False,
            "use_power": False,
            "sample_scale": 32768,
        }
        read, warnings = self.read(self.with_options(frame, mel, other))
        chosen = [*frame.values(), *mel.values(), *other.values()]
        names = (
            "sample_rate_hz frame_shift_ms frame_length_ms dither preemphasis remove_dc_offset window_type "
            "round_to_power_of_two blackman_coefficient snip_edges allow_down_sample allow_up_sample "
            "num_bins low_freq_hz high_freq_hz vtln_low_hz vtln_high_hz htk_mode "
            "use_energy energy_floor raw_energy htk_compat use_log use_power sample_scale"
        )
        self.assertEqual(FbankOptions(**dict(zip(names.split(), chosen, strict=True))), read)
        self.assertEqual("", warnings)

    def test_a_streaming_key_warns_and_has_no_effect(self) -> None:
        options, warnings = self.read(self.with_options({"max_feature_vectors": 500}, {}, {}))
        self.assertEqual(FbankOptions(), options)
        self.assertIn("max_feature_vectors is for streaming and has no effect", warnings)

    def test_what_nobody_computes_or_is_of_another_type_is_refused(self) -> None:
        cases: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
            ({"dither": -1.0}, {}, {}, "dither is -1.0, expected 0 (none) or more"),
            ({"max_feature_vectors": 5.5}, {}, {}, "max_feature_vectors is 5.5, expected a whole number"),
            ({"sample_freq": "16000"}, {}, {}, 'sample_freq is "16000", expected a number'),
            ({"dither": False}, {}, {}, "dither is false, expected a number"),
            ({"snip_edges": 0}, {}, {}, "snip_edges is 0, expected true or false"),
            ({"remove_dc_offset": 1}, {}, {}, "remove_dc_offset is 1, expected true or false"),
            ({"window_type": 3}, {}, {}, "window_type is 3, expected a string"),
            ({"window_type": "gauss"}, {}, {}, "window_type is 'gauss', expected one of povey"),
            ({"pre_emphasis_coefficient": 1.5}, {}, {}, "pre_emphasis_coefficient is 1.5, expected between 0 and 1"),
            ({"frame_length_ms": 1e300}, {}, {}, "frame_length_ms is 1e+300, expected 2 to 1048576 samples"),
            (
                {"frame_length_ms": 25.1, "round_to_power_of_two": False},
                {},
                {},
                "expected true, or an even number of samples in a frame (frame_length_ms 25.1 gives 401)",
            ),
            ({"sample_freq": 10**400}, {}, {}, "sample_freq is inf, expected above 0"),
            ({}, {"num_bins": 80.5}, {}, "num_bins is 80.5, expected a whole number"),
            ({}, {"num_bins": True}, {}, "num_bins is true, expected a whole number"),
            ({}, {"num_bins": 2}, {}, "num_bins is 2, expected 3 to 256 (half the FFT size)"),
            ({}, {"num_bins": 128}, {}, "num_bins is 128, expected fewer or a longer frame: mel filter 3"),
            ({}, {"vtln_high": None}, {}, "vtln_high is null, expected a number"),
            ({}, {"low_freq": 9000}, {}, "expected 0 <= low < high <= 8000.0 Hz"),
            ({}, {}, {"energy_floor": "0"}, 'energy_floor is "0", expected a number'),
            ({}, {}, {"energy_floor": -1}, "energy_floor is -1.0, expected 0 (none) or more"),
            ({}, {}, {"sample_scale": 32767}, "sample_scale is 32767.0, expected 1 (samples in [-1, 1)) or 32768"),
            ({}, {}, {"sample_scale": True}, "sample_scale is true, expected a number"),
            ({}, {"htk_mode": 1}, {}, "htk_mode is 1, expected true or false"),
            ({}, {}, {"MelBanksOptions": []}, "MelBanksOptions is [], expected an object"),
        ]
        for frame, mel, other, message in cases:
            with self.subTest(message):
                text = self.with_options(frame, mel, other)
                self.refused(message, lambda text=text: self.read(text))

    def test_a_pack_with_models_needs_both_libraries_and_log_mel_features(self) -> None:
        for options, message in (
            (FbankOptions(window_type="sine"), "torchaudio has no sine window"),
            (FbankOptions(num_bins=3), "num_bins is 3: torchaudio computes 4 or more"),
            (FbankOptions(vtln_warp=0.9), "vtln_warp is 0.9: kaldi-native-fbank has none"),
            (FbankOptions(htk_mode=True), "torchaudio has no htk_mode"),
            (FbankOptions(sample_rate_hz=20000, frame_shift_ms=3.3), "torchaudio rounds frame_shift_ms"),
            (FbankOptions(use_log=False), "use_log_fbank is false: the limits"),
        ):
            with self.subTest(message):
                self.refused(message, lambda options=options: require_embeddings(options, "x.json"))

    def test_kaldi_native_fbanks_own_options_are_read(self) -> None:
        options = FbankOptions(
            sample_rate_hz=8000.0, frame_shift_ms=12.5, preemphasis=0.5, window_type="hamming", num_bins=40, htk_mode=True,
            blackman_coefficient=0.25
        )
        config = native_options(options).as_dict()
        found, warnings = self.read(json.dumps(config))
        self.assertEqual((options, ""), (found, warnings))
        config["sample_scale"] = 32768
        self.assertEqual(32768, self.read(json.dumps(config))[0].sample_scale)
        for section, key, value, message in (
            ("frame_opts", "sample_freq", 1, "unknown key frame_opts.sample_freq beside frame_opts and mel_opts, expected"),
            ("mel_opts", "is_librosa", True, "mel_opts.is_librosa is true, expected false: librosa's"),
            (None, "use_log_floor", False, "use_log_floor is false, expected true"),
            (None, "eps", 1e-10, "eps is 1e-10, expected 1.192093e-07"),
            (None, "mel_opts", 7, "mel_opts is 7, expected the objects frame_opts and mel_opts"),
        ):
            changed = json.loads(json.dumps(config))
            (changed[section] if section else changed)[key] = value
            with self.subTest(message):
                self.refused(message, lambda changed=changed: self.read(json.dumps(changed)))
        self.refused("frame_opts is missing, expected", lambda: self.read('{"mel_opts": {}}'))

    def test_a_file_of_another_kind_is_not_read_as_defaults(self) -> None:
        for text, keys in (("{}", "no keys"), ('{"num_mel_bins": 80, "use_power": true}', "num_mel_bins, use_power")):
            message = f"found neither FrameExtractionOptions nor MelBanksOptions (nor frame_opts and mel_opts, as kaldi-native-fbank names them) among {keys}, expected the sections"
            self.refused(message, lambda text=text: self.read(text))

    def test_what_is_no_json_object_is_refused(self) -> None:
        self.refused("found [], expected a JSON object", lambda: self.read("[]"))
        self.refused("not valid JSON", lambda: self.read("{"))
        self.refused("a key is there twice", lambda: self.read('{"a": 1, "a": 1}'))
        self.refused("NaN is no number", lambda: self.read('{"energy_floor": NaN}'))


class EmbeddingsTest(InAFolder):
    def check(self, knf_error: float) -> str:
        model = mock.Mock(min_frames=1)
        model.configure_mock(name="mine")
        clips = [Clip("a", "", "speech", None, Path("a.wav"), 9, {}), Clip("chirp", "", "signal", None, Path(), 9, {})]
        reference = np.eye(2, 4, dtype=np.float32)
        native = reference.copy()
        native[1, 1] += np.float32(knf_error)
        tables = {"pytorch": None, "onnxruntime": reference, "onnxruntime_knf": native}
        return models.check_embeddings(model, clips, tables)

    def test_a_clip_on_which_correct_features_are_beyond_the_largest_limit_is_refused(self) -> None:
        self.check(0.0456)  # the published pack's largest
        self.check(0.09)
        self.refused("move the embedding of chirp by 1.10e-01, expected 0.1 or less", lambda: self.check(0.11))
        self.refused("move the embedding of chirp by nan", lambda: self.check(np.nan))


class MaterializeTest(InAFolder):
    def setUp(self) -> None:
        super().setUp()
        self.zoo_dir, self.out = self.folder / "zoo", self.folder / "out"
        self.zoo_dir.mkdir()
        (self.zoo_dir / "tiny.onnx").write_bytes(b"graph")
        self.recipe: dict[str, Any] = {
            "graph": {"sha256": zoo.sha256(self.zoo_dir / "tiny.onnx")},
            "weights": {"sha256": ""},
            "tensors": [{"offset": 0, "seed": "2a", "bound": "3f800000", "scale": "", "shape": [2, 2]}],
        }
        expected = self.folder / "expected"
        zoo.write_weights(self.recipe, expected)
        self.recipe["weights"]["sha256"] = zoo.sha256(expected)

    def materialize(self) -> Path:
        (self.zoo_dir / "tiny.json").write_text(json.dumps(self.recipe))
        return zoo.materialize("tiny", self.zoo_dir, self.out)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.out.glob("*")) if self.out.exists() else []

    def test_writes_both_files_and_repairs_a_damaged_one(self) -> None:
        self.assertEqual(self.out / "tiny.onnx", self.materialize())
        (self.out / "tiny.weights").write_bytes(b"damaged")
        self.materialize()
        self.assertEqual(["tiny.onnx", "tiny.weights"], self.files())
        self.assertEqual(self.recipe["weights"]["sha256"], zoo.sha256(self.out / "tiny.weights"))

    def test_weights_of_another_hash_never_get_their_name(self) -> None:
        self.recipe["weights"]["sha256"] = "0" * 64
        self.refused("tiny.weights: found SHA-256 ", self.materialize)
        self.assertEqual([], self.files())

    def test_nothing_is_left_when_writing_fails(self) -> None:
        with mock.patch("zoo.weights", side_effect=OSError("no space left")), self.assertRaises(OSError):
            self.materialize()
        self.assertEqual([], self.files())

    def test_a_graph_of_another_hash_is_refused(self) -> None:
        (self.zoo_dir / "tiny.onnx").write_bytes(b"another graph")
        self.refused("zoo/tiny.onnx: found SHA-256 ", self.materialize)
        self.assertEqual([], self.files())


class IndexTest(InAFolder):
    def test_lists_the_models_that_have_a_recipe_in_the_order_of_the_zoo(self) -> None:
        for key in (zoo.KEYS[2], zoo.KEYS[0]):
            (self.folder / zoo.recipe_file(key)).touch()
        zoo.write_index(self.folder)
        self.assertEqual(f"{zoo.KEYS[0]}\n{zoo.KEYS[2]}\n", (self.folder / "index.txt").read_text())

    def test_the_assets_have_every_model(self) -> None:
        index = Path(__file__).resolve().parents[2] / "assets/src/main/resources/org/speakerbench/assets/zoo/index.txt"
        self.assertEqual(zoo.KEYS, index.read_text().splitlines())


if __name__ == "__main__":
    unittest.main()
