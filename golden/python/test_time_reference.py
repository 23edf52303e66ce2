"""Tests of the Python peer: files and text of the C++ tool, embeddings of the reference, refusals.

python -m unittest discover golden/python
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import onnx
import onnx.numpy_helper
from onnx import TensorProto, helper

import time_reference
from export_reference import ASSETS

PACK = Path(__file__).resolve().parents[1] / "src/main/resources/org/speakerbench/golden/packs/published"
WAV = ASSETS / "speech" / "flite-awb.wav"


def loudest_model(path: Path) -> Path:
    """A model whose embedding is the largest value of each bin: the mean of normalised features is zero."""
    shapes = {"feature": ["batch", "frames", 80], "embedding": ["batch", 80]}
    feature, embedding = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()
    )
    node = helper.make_node("ReduceMax", ["feature"], ["embedding"], axes=[1], keepdims=0)
    graph = helper.make_graph([node], "loudest", [feature], [embedding])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8), str(path))
    return path


class TimeReferenceTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = self.folder / "out"
        self.out.mkdir()
        self.index = self.folder / "embedding.scp"

    def run_on(self, scp: str, config: Path = ASSETS / "fbank_config.json") -> str:
        wav_scp = self.folder / "wav.scp"
        wav_scp.write_text(scp, encoding="utf-8")
        model = loudest_model(self.folder / "model.onnx")
        arguments = ["time_reference.py", *map(str, (config, model, wav_scp, self.index, self.out))]
        printed = io.StringIO()
        with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(printed):
            time_reference.main()
        return printed.getvalue()

    def refused(self, message: str, scp: str, config: Path = ASSETS / "fbank_config.json") -> None:
        with self.assertRaises(SystemExit) as exit_:
            self.run_on(scp, config)
        self.assertIn(message, str(exit_.exception))
        self.assertNotIn("\n", str(exit_.exception))
        self.assertFalse(self.index.exists())

    def test_files_and_text_are_those_of_the_cpp_tool(self) -> None:
        printed = self.run_on(f"spk/b {WAV} ignored\nskipped\n\na {WAV}\n")

        self.assertEqual(f"a {self.out}/a.embedding\nspk/b {self.out}/spk-b.embedding\n", self.index.read_text())
        self.assertTrue(re.fullmatch(r"Elapsed time: [0-9.e-]+s for wav duration 6\n", printed), printed)
        text = (self.out / "spk-b.embedding").read_text()
        self.assertEqual((self.out / "a.embedding").read_text(), text)
        self.assertTrue(text.endswith("\n"))
        self.assertEqual(80, len(text.split(" ")))

    def test_the_model_is_fed_what_the_golden_pack_has(self) -> None:
        self.run_on(f"a {WAV}\n")

        expected = np.load(PACK / "clips" / "flite-awb.fbank_normalised.npy").max(axis=0)
        found = np.array((self.out / "a.embedding").read_text().split(), np.float64)
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=0)

    def test_numbers_have_six_significant_digits(self) -> None:
        numbers = np.array([1 / 3, -2e-5 / 3, 1234567, 0, -1, 100000], np.float32)
        self.assertEqual("0.333333 -6.66667e-06 1.23457e+06 0 -1 100000\n", time_reference.embedding_text(numbers))

    def test_what_cannot_be_done_is_one_sentence(self) -> None:
        self.refused("utterance a is repeated, expected it once", f"a {WAV}\na {WAV}\n")
        self.refused("none.wav", f"a {self.folder}/none.wav\n")
        self.refused("found 100 samples, expected a whole frame", f"a {self.short_wav()}\n")
        self.refused("No such file", f"a {WAV}\n", self.folder / "none.json")

    def short_wav(self) -> Path:
        header = WAV.read_bytes()[:40]
        path = self.folder / "short.wav"
        path.write_bytes(header + (200).to_bytes(4, "little") + bytes(200))
        return path


if __name__ == "__main__":
    unittest.main()
