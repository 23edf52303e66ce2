"""Tests of the maps from state dicts to tensors of a graph, on a small model.

python -m unittest discover golden/python
"""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch

import import_map
from export_error import ExportError
from export_zoo import export
from import_check import random_state, ulps


class Small(torch.nn.Module):
    """Convolutions with a bias and without one before batch norms, a batch norm that stands alone, a linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.first = torch.nn.Conv1d(80, 4, 3, bias=True)
        self.norm1 = torch.nn.BatchNorm1d(4)
        self.second = torch.nn.Conv1d(4, 4, 3, bias=False)
        self.norm2 = torch.nn.BatchNorm1d(4, eps=1e-3)
        self.alone = torch.nn.BatchNorm1d(4)
        self.same = torch.nn.BatchNorm1d(4)
        self.last = torch.nn.Linear(4, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.norm1(self.first(x.permute(0, 2, 1))))
        x = torch.relu(self.norm2(self.second(x)))
        return self.last(self.same(torch.relu(self.alone(x))).mean(dim=2))


class ImportMapTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "small.onnx"
        self.model = Small().eval()
        random_state(self.model, 1)
        for tensor in ("weight", "bias"):  # equal, as those that no one trained are: the exporter writes one of them
            with torch.no_grad():
                getattr(self.model.same, tensor).copy_(getattr(self.model.alone, tensor))

    def graph(self) -> onnx.GraphProto:
        export(self.model, self.path)
        return onnx.load(str(self.path)).graph

    def test_every_tensor_is_copied_or_folded(self) -> None:
        graph = self.graph()
        self.assertTrue(any(node.op_type == "Identity" for node in graph.node))
        mapping = import_map.make("small", self.model, graph)
        self.assertIn("same.weight", mapping["copied"])
        self.assertEqual(
            [(fold["convolution"], fold["norm"][0], fold["eps"]) for fold in mapping["folded"]],
            [(["first.weight", "first.bias"], "norm1.weight", 1e-5), (["second.weight"], "norm2.weight", 1e-3)],
        )

    def test_a_map_holds_for_other_values_and_no_wrong_ones(self) -> None:
        mapping = import_map.make("small", self.model, self.graph())
        random_state(self.model, 2)
        other = self.graph()
        import_map.prove(mapping, self.model.state_dict(), other)
        self.model.norm2.running_mean[0] += 1
        with self.assertRaisesRegex(ExportError, "1 tensors of the graph do not follow from the state dict"):
            import_map.prove(mapping, self.model.state_dict(), other)

    def test_ulps_count_the_numbers_between(self) -> None:
        one = np.float32([1.0])
        self.assertEqual(ulps(one, np.nextafter(one, np.float32(2))), 1)
        smallest = np.float32([1e-45])
        self.assertEqual(ulps(smallest, -smallest), 2)


if __name__ == "__main__":
    unittest.main()
