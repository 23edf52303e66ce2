"""Tests of how exports are described and compared; the exports themselves need another PyTorch.

python -m unittest discover golden/python
"""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import onnx
from onnx import TensorProto, helper

import export_today
from export_error import ExportError
from export_today import Reference
from runtimes import Answer


def pool(**attributes: int) -> onnx.NodeProto:
    return helper.make_node("AveragePool", ["padded"], ["y"], kernel_shape=[2], strides=[2], **attributes)


class DescriptionTest(unittest.TestCase):
    def describe(self, *nodes: onnx.NodeProto, data: int = 0) -> list[object]:
        ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["batch", 3, "frames"]) for n in ("x", "y")]
        graph = helper.make_graph(list(nodes), "test", ends[:1], ends[1:])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            onnx.save(model, str(path))
            if data:
                (Path(folder) / "model.onnx.data").write_bytes(b"\0" * data)
            return export_today.describe(path)

    def test_a_graph_in_columns(self) -> None:
        found = self.describe(helper.make_node("Identity", ["x"], ["padded"]), pool(), data=12)
        self.assertEqual([18, 10, 2], found[:3])
        self.assertEqual([12, "x", "batch 3 frames", "y", "batch 3 frames", ""], found[4:])
        header = export_today.GRAPH_COLUMNS.split(",")
        self.assertEqual(len(header), len(["model", "export", "torch", *found]))

    def test_the_forms_of_pooling_that_runtimes_differ_in(self) -> None:
        for before, attributes, form in (
            ("Identity", {"ceil_mode": 1, "count_include_pad": 1}, "AveragePool count_include_pad=1"),
            ("Pad", {"ceil_mode": 1}, "Pad AveragePool count_include_pad=0"),
        ):
            nodes = [helper.make_node(before, ["x"], ["padded"]), pool(**attributes)]
            self.assertEqual(form, self.describe(*nodes)[-1])


class ComparisonTest(unittest.TestCase):
    expected = Reference(
        {"9": np.zeros((1, 9, 80), np.float32), "50": np.zeros((1, 50, 80), np.float32)},
        {"9": np.float32([[3, 4]]), "50": np.float32([[0, 1]])},
    )

    def compare(self, runtime: Any) -> list[list[object]]:
        return export_today.compare(Path("model.onnx"), runtime, self.expected)

    def test_error_and_cosine_of_each_frame_count(self) -> None:
        answer = Answer("1.2.3", {"9": np.float32([[3, 4.5]])}, {"50": "no such shape"})
        runtime = mock.Mock()
        runtime.ask.return_value = answer
        cosine = (9 + 18) / 5 / np.sqrt(9 + 4.5**2)
        self.assertEqual(
            [["9", "1.00e-01", f"{cosine:.7f}", ""], ["50", "", "", "no such shape"]], self.compare(runtime)
        )

    def test_a_graph_that_is_not_opened_has_a_line_with_the_reason_alone(self) -> None:
        runtime = mock.Mock()
        runtime.ask.side_effect = ExportError(
            "/tmp/x/model.onnx: onnxruntime in /y cannot open it: FAIL : Load model from /tmp/x/model.onnx failed:"
            "/src/model.cc:149 Model(const ModelOptions&) Unsupported model IR version: 10, max supported IR version: 9"
        )
        reason = "Unsupported model IR version: 10, max supported IR version: 9"
        self.assertEqual([["", "", "", reason]], self.compare(runtime))


class CommittedTableTest(unittest.TestCase):
    def rows(self, name: str) -> list[list[str]]:
        return [line.split(",") for line in (export_today.HERE / name).read_text().splitlines()[1:]]

    def test_every_model_is_there_in_every_way_and_right_under_the_newest_release(self) -> None:
        ways = {(key, style) for key in export_today.KEYS for style in export_today.STYLES}
        self.assertEqual(ways, {(row[0], row[1]) for row in self.rows("exports_today_graphs.csv")})
        newest = [row for row in self.rows("exports_today.csv") if row[2] == export_today.VERSIONS[-1]]
        self.assertEqual(ways, {(row[0], row[1]) for row in newest})
        for row in newest:
            self.assertLess(float(row[4]), 1e-3, row)


if __name__ == "__main__":
    unittest.main()
