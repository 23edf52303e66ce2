"""Tests of what a model says of its front end, and of configurations beside it.

python -m unittest discover golden/python
"""

from __future__ import annotations

import json
import tempfile
import unittest
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

import model_facts
from export_error import ExportError
from model_facts import MEAN, merge, read_facts


class ModelFactsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "m.onnx"

    def model(self, source: str = "x", target: str = "y", **metadata: str) -> Path:
        values = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
            for name, shape in ((source, ["n", "t", 80]), (target, ["n", 80]))
        ]
        node = helper.make_node("ReduceMean", [source], [target], axes=[1], keepdims=0)
        model = helper.make_model(helper.make_graph([node], "test", values[:1], values[1:]))
        for key, value in metadata.items():
            model.metadata_props.add(key=key, value=value)
        onnx.save(model, str(self.path))
        return self.path

    def sidecar(self, **keys: Any) -> None:
        model_facts.sidecar_of(self.path).write_text(json.dumps({"schema": 1, **keys}))

    def refused(self, message: str) -> None:
        with self.assertRaises(ExportError) as refusal:
            read_facts(self.path)
        self.assertIn(message, str(refusal.exception))

    def test_names_tell_the_exporter_and_a_configuration_overrules_them(self) -> None:
        facts = read_facts(self.model("feats", "embs"))
        self.assertEqual(facts.values, {"window_type": "hamming", "sample_scale": 32768, MEAN: "clip"})
        config, mean = merge({"FrameExtractionOptions": {"window_type": "povey"}}, None, self.path, "c.json")
        self.assertEqual(config, {"FrameExtractionOptions": {"window_type": "povey"}, "sample_scale": 32768})
        self.assertEqual(mean, "clip")
        self.assertEqual(read_facts(self.model()).values, {})

    def test_metadata_are_honoured_or_refused(self) -> None:
        facts = read_facts(
            self.model(framework="wespeaker", sample_rate="8000", normalize_samples="1", feature_normalize_type="")
        )
        expected = {"sample_freq": 8000, "sample_scale": 1, MEAN: "none", "window_type": "hamming"}
        self.assertEqual(facts.values, expected)
        self.model(framework="nemo")
        self.refused("metadata framework=nemo, expected one of 3d-speaker, wespeaker")
        self.model(feature_normalize_type="per_feature")
        self.refused("metadata feature_normalize_type=per_feature cannot be honoured as mean_normalization")

    def test_options_in_the_metadata_belong_into_the_sidecar(self) -> None:
        for name, option in (
            ("snip_edges", "snip_edges"), ("high-freq", "high_freq"), ("preemph_coeff", "pre_emphasis_coefficient"),
            ("num_mel_bins", "num_bins"), ("subtract-mean", MEAN),
        ):  # fmt: skip
            self.model(**{name: "1"})
            self.refused(f"metadata {name}=1, expected that in m.speakerbench.json, as {option}")
        self.sidecar(mean_normalization="none")
        self.assertEqual(read_facts(self.path).values[MEAN], "none")
        self.model(neg_mean="1,2")
        self.refused("metadata neg_mean cannot be honoured")

    def test_a_sidecar_is_asked_first_and_read_strictly(self) -> None:
        self.model(framework="nemo", sample_rate="16000")
        self.sidecar(framework="3d-speaker", fbank={"FrameExtractionOptions": {"sample_freq": 8000}})
        facts = read_facts(self.path)
        self.assertEqual(facts.values["sample_freq"], 8000)
        self.assertEqual(facts.sources["window_type"], "m.speakerbench.json")
        self.sidecar(mean_normalisation="clip")
        self.refused("unknown key mean_normalisation, expected mean_normalization")
        self.sidecar(fbank={"window_type": "povey"})
        self.refused("unknown key window_type")

    def test_what_a_model_states_is_not_overruled(self) -> None:
        self.model(sample_rate="8000")
        with self.assertRaises(ExportError) as refusal:
            merge({"FrameExtractionOptions": {"sample_freq": 16000}}, None, self.path, "c.json")
        message = "c.json: sample_freq is 16000, expected 8000.0 for m.onnx (metadata sample_rate=8000)"
        self.assertEqual(str(refusal.exception), message)
        self.sidecar(mean_normalization="none")
        with self.assertRaises(ExportError):
            merge({}, "clip", self.path, "c.json")
        expected = {"FrameExtractionOptions": {"sample_freq": 8000}}
        self.assertEqual(merge({}, None, self.path, "c.json"), (expected, "none"))


if __name__ == "__main__":
    unittest.main()
