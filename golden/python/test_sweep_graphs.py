"""Tests of the sweep of graphs over releases of ONNX Runtime: what counts as wrong, and what is refused.

python -m unittest discover golden/python
"""

from __future__ import annotations

import contextlib
import csv
import io
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path
from unittest import mock

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

import sweep_graphs
from export_error import ExportError
from runtimes import Answer, Runtime, released

INSTALLED = Runtime("onnxruntime", Path(onnxruntime.__file__).resolve().parents[1])
"""The onnxruntime of this environment, in a process of its own like the others."""


def write_mean(path: Path, scale: float = 1.0) -> Path:
    """A model whose embedding is the mean over the frames, times ``scale``."""
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Mul", ["mean", "scale"], ["y"]),
    ]
    source = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["s77", "s27", 4])
    target = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["s77", 4])
    constant = onnx.numpy_helper.from_array(np.float32([scale]), "scale")
    graph = helper.make_graph(nodes, "mean", [source], [target], [constant])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=6), str(path))
    return path


class FrameCountsTest(unittest.TestCase):
    def test_spans_steps_and_lists(self) -> None:
        self.assertEqual(list(range(3, 701)), sweep_graphs.frame_counts("3-700"))
        self.assertEqual([3, 13, 23], sweep_graphs.frame_counts("3-30:10"))
        self.assertEqual([9, 50, 101], sweep_graphs.frame_counts("101,9,50,9"))


class ReleasedTest(unittest.TestCase):
    def test_a_plugin_is_named_behind_the_release(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for version, package in (("1.2.3", "onnxruntime"), ("1.2.3+openvino-4.5.6", "onnxruntime_ep_openvino")):
                Path(folder, version, package).mkdir(parents=True)
                found = released(version, Path(folder))
                self.assertEqual(Runtime(package.rpartition("_ep_")[2], Path(folder, version)), found)


class RowTest(unittest.TestCase):
    def setUp(self) -> None:
        self.expected = {"9": np.ones((1, 4)), "10": np.ones((1, 4)), "9x2": np.ones((2, 4))}
        self.graph = mock.Mock(opset=11, ir_version=6)
        self.graph.configure_mock(name="mean")

    def row(self, outputs: dict[str, np.ndarray], errors: dict[str, str] | None = None) -> dict[str, str | int]:
        answer = Answer("1.0", {**self.expected, **outputs}, errors or {})
        return sweep_graphs.row_of(self.graph, "1.0", answer, self.expected)

    def test_a_frame_count_beyond_the_limit_is_wrong(self) -> None:
        row = self.row({"10": np.full((1, 4), 1.01)})
        self.assertEqual((2, 1, "1.0e-02", 10), tuple(row[c] for c in ("frame_counts", "wrong", "worst_rel_l2", "worst_frames")))
        self.assertEqual(0, self.row({"10": np.full((1, 4), 1.00001)})["wrong"])

    def test_what_is_not_finite_is_wrong(self) -> None:
        self.assertEqual(("inf", 9), (self.row({"9": np.full((1, 4), np.nan)})["worst_rel_l2"], 9))

    def test_an_answer_of_another_shape_is_wrong(self) -> None:
        row = self.row({"9": np.ones((0, 4)), "9x2": np.ones((1, 4))})
        self.assertEqual((1, "inf", "inf"), tuple(row[c] for c in ("wrong", "worst_rel_l2", "batch_rel_l2")))

    def test_a_batch_is_as_wrong_as_its_worst_row(self) -> None:
        batch = np.ones((2, 4))
        batch[1] *= 1.5
        row = self.row({"9x2": batch})
        self.assertEqual((0, "5.0e-01"), (row["wrong"], row["batch_rel_l2"]))


class SweepTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def sweep(self, graphs: dict[str, Path], proof: Path | None = None) -> list[dict[str, str]]:
        out = self.folder / "out.csv"
        args = Namespace(
            graph=list(graphs.items()),
            frames=[3, 9],
            versions=["1"],
            right="1",
            runtimes=self.folder,
            proof=proof,
            limit=sweep_graphs.LIMIT,
            out=out,
        )
        with mock.patch.object(sweep_graphs, "released", return_value=INSTALLED), contextlib.redirect_stdout(io.StringIO()):
            sweep_graphs.sweep(args)
        return list(csv.DictReader(out.read_text().splitlines()))

    def test_every_form_is_held_against_the_first(self) -> None:
        rows = self.sweep({"right": write_mean(self.folder / "a.onnx"), "off": write_mean(self.folder / "b.onnx", 1.1)})
        self.assertEqual([("right", "0"), ("off", "2")], [(row["graph"], row["wrong"]) for row in rows])
        self.assertEqual("1.0e-01", rows[1]["batch_rel_l2"])

    def test_what_cannot_be_opened_is_a_line_without_paths(self) -> None:
        newer = onnx.load(str(write_mean(self.folder / "b.onnx")))
        newer.ir_version = 99
        onnx.save(newer, str(self.folder / "b.onnx"))
        problem = self.sweep({"a": write_mean(self.folder / "a.onnx"), "b": self.folder / "b.onnx"})[1]["problem"]
        self.assertIn("IR version: 99", problem)
        self.assertNotIn("/", problem)

    def test_a_version_that_is_not_right_is_no_reference(self) -> None:
        proof = self.folder / "proof.npz"
        np.savez(proof, **{f"y{n}": rows.mean(axis=1) * 1.01 for n, rows in sweep_graphs.proof_rows(4).items()})
        with self.assertRaisesRegex(ExportError, "(1.0e-02|9.9e-03) off PyTorch at 9 frames"):
            self.sweep({"a": write_mean(self.folder / "a.onnx")}, proof)


if __name__ == "__main__":
    unittest.main()
