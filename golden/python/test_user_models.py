"""Tests of references for models that a user brings: what is accepted, told and refused, and who has to agree.

The runtimes are those of this environment, in processes of their own like the pinned ones: onnxruntime 1.16.1 computes
average pooling wrongly where the last window is partial, which is what a second runtime is for.

python -m unittest discover golden/python
"""

from __future__ import annotations

import pickle
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

import checkpoints
import user_models
from clips import Clip
from export_error import ExportError
from reference_operators import OPERATORS, average_pool
from user_models import UserModel, open_user_model

INSTALLED = Path(onnxruntime.__file__).resolve().parents[1]
"""Where this environment has its onnxruntime and onnx."""
BINS = 4


def clip(name: str, frames: int) -> Clip:
    features = np.random.default_rng(frames).standard_normal((frames, BINS)).astype(np.float32)
    return Clip(name, "", "speech", None, Path(f"{name}.wav"), frames, {"fbank_normalised": features})


class UserModelCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def refused(self, message: str, call: Callable[[], Any]) -> None:
        with self.assertRaises(ExportError) as refusal:
            call()
        self.assertIn(message, str(refusal.exception))
        self.assertNotIn("\n", str(refusal.exception))

    def save(
        self,
        nodes: list[onnx.NodeProto],
        outputs: dict[str, list[str | int]],
        frames: str | int = "s77",
        external: bool = False,
        elements: int = TensorProto.FLOAT,
    ) -> Path:
        """A file of these nodes from ``x`` to the outputs, with a constant ``scale`` of 2."""
        source = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["s1", frames, BINS])
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()]
        scale = helper.make_tensor("scale", elements, [BINS], [2.0] * BINS)
        if external:
            scale = numpy_helper.from_array(np.full(BINS, 2, np.float32), "scale")
        graph = helper.make_graph(nodes, "test", [source], results, [scale])
        whole = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
        path = self.folder / "model.onnx"
        onnx.save(whole, str(path), save_as_external_data=external, size_threshold=0, location="model.onnx.data")
        return path

    def mean_of(self, name: str = "embedding", keep: int = 0, **more: Any) -> Path:
        """Twice the mean over the frames, [batch, bins], or [batch, 1, bins] if it is kept."""
        nodes = [
            helper.make_node("Mul", ["x", "scale"], ["scaled"]),
            helper.make_node("ReduceMean", ["scaled"], [name], axes=[1], keepdims=keep),
        ]
        return self.save(nodes, {name: ["s1", 1, BINS] if keep else ["s1", BINS]}, **more)

    def open(self, path: Path, checkpoint: Path | None = None, bins: int = BINS) -> UserModel:
        return open_user_model("mine", path, bins, INSTALLED, checkpoint)


class AcceptedTest(UserModelCase):
    def test_names_dimensions_and_second_files_as_exporters_of_today_write_them(self) -> None:
        features = [clip("a", 30).features["fbank_normalised"], clip("b", 7).features["fbank_normalised"]]
        for name, keep, external in (("embedding", 0, False), ("getitem_363", 0, True), ("getitem_363", 1, False)):
            with self.subTest(name=name, keep=keep, external=external):
                model = self.open(self.mean_of(name, keep, external=external))
                described = (model.input, model.output, model.embedding_dim, model.min_frames, model.kind)
                self.assertEqual(("x", name, BINS, 1, "file"), described)
                self.assertIsNone(model.weights)
                for found, rows in zip(model.embed_all(features), features, strict=True):
                    np.testing.assert_allclose(found, 2 * rows.mean(axis=0), rtol=0, atol=1e-6)

    def test_of_several_outputs_the_one_of_rank_2_or_the_one_named_embedding(self) -> None:
        nodes = [
            helper.make_node("Identity", ["x"], ["frames_out"]),
            helper.make_node("ReduceMean", ["x"], ["logits"], axes=[1], keepdims=0),
            helper.make_node("ReduceMax", ["x"], ["embedding"], axes=[1], keepdims=0),
        ]
        flat: list[str | int] = ["s1", BINS]
        path = self.save(nodes, {"frames_out": ["s1", "s77", BINS], "logits": flat})
        self.assertEqual("logits", self.open(path).output)
        path = self.save(nodes, {"logits": flat, "embedding": flat})
        self.assertEqual("embedding", self.open(path).output)

    def test_the_manifest_has_both_versions_and_what_was_compared(self) -> None:
        clips = [clip("short", 12), clip("long", 200)]
        account = self.open(self.mean_of()).check(clips)
        self.assertEqual(onnxruntime.__version__, account["onnxruntime"])
        self.assertEqual(f"onnx {onnx.__version__} (reference evaluator)", account["checked_by"])
        self.assertEqual([{"clip": "long", "frames": n} for n in (1, 50, 149)], account["checked"])
        self.assertLess(account["max_relative_l2"], 1e-6)


class RefusedTest(UserModelCase):
    def test_what_the_engine_refuses(self) -> None:
        nodes = [helper.make_node("ReduceMean", ["x"], [name], axes=[1], keepdims=0) for name in ("a", "b")]
        two = self.save(nodes, {"a": ["s1", BINS], "b": ["s1", BINS]})
        self.refused("expected one output of float [batch, dim], or one named embedding, found a", lambda: self.open(two))
        fixed = self.mean_of(frames=300)
        self.refused("expected a dynamic axis for the frames, found 300 frames", lambda: self.open(fixed))
        self.refused("it takes 4 bins, found 80 in the configuration", lambda: self.open(self.mean_of(), bins=80))
        self.refused("there is no such file", lambda: self.open(self.folder / "none.onnx"))
        text = self.folder / "text.onnx"
        text.write_text("no model")
        self.refused("text.onnx: it is no ONNX file", lambda: self.open(text))

    def test_half_precision_is_told_by_its_name(self) -> None:
        for elements, name in ((TensorProto.FLOAT16, "float16"), (TensorProto.BFLOAT16, "bfloat16")):
            path = self.mean_of(elements=elements)
            self.refused(f"weights are {name} (scale), expected float32", lambda path=path: self.open(path))

    def test_a_model_that_answers_differently_each_time(self) -> None:
        nodes = [
            helper.make_node("RandomNormalLike", ["x"], ["noise"]),
            helper.make_node("Add", ["x", "noise"], ["noisy"]),
            helper.make_node("ReduceMean", ["noisy"], ["embedding"], axes=[1], keepdims=0),
        ]
        path = self.save(nodes, {"embedding": ["s1", BINS]})
        self.refused("gives another embedding each time (relative L2 ", lambda: self.open(path))

    def test_a_model_of_more_frames_than_are_tried(self) -> None:
        path = self.mean_of()
        model = onnx.load(str(path))
        nodes = [
            helper.make_node("Transpose", ["x"], ["across"], perm=[0, 2, 1]),
            helper.make_node("Conv", ["across", "kernel"], ["wide"], kernel_shape=[65]),
            helper.make_node("ReduceMean", ["wide"], ["embedding"], axes=[2], keepdims=0),
        ]
        del model.graph.node[:]
        model.graph.node.extend(nodes)
        model.graph.initializer.append(numpy_helper.from_array(np.ones((BINS, BINS, 65), np.float32), "kernel"))
        onnx.save(model, str(path))
        self.refused("nothing from 1 to 64 frames gives an embedding: ", lambda: self.open(path))

    def test_without_the_runtimes_it_says_how_to_get_them(self) -> None:
        path = self.mean_of()
        self.refused(
            "found no onnxruntime there, expected what pip install",
            lambda: open_user_model("mine", path, BINS, self.folder / "none", None),
        )


class DisagreementTest(UserModelCase):
    def pooled(self) -> Path:
        """The sum of the means over windows of 10 frames, the last one partial: of one frame, 1.16.1 takes a tenth."""
        nodes = [
            helper.make_node("Transpose", ["x"], ["across"], perm=[0, 2, 1]),
            helper.make_node(
                "AveragePool", ["across"], ["means"], kernel_shape=[10], strides=[10], ceil_mode=1, count_include_pad=1
            ),
            helper.make_node("ReduceSum", ["means"], ["embedding"], axes=[2], keepdims=0),
        ]
        return self.save(nodes, {"embedding": ["s1", BINS]})

    def test_a_graph_that_this_onnxruntime_computes_wrongly_gets_no_reference(self) -> None:
        model = self.open(self.pooled())
        self.refused(
            f"mine: onnxruntime {onnxruntime.__version__} and onnx {onnx.__version__} (reference evaluator) disagree on "
            "a (1 frames): cosine 1.0000000, relative L2 9.00e-01",
            lambda: model.check([clip("a", 43)]),
        )

    def test_pytorch_is_asked_where_there_is_a_checkpoint(self) -> None:
        class Mean(torch.nn.Module):
            def __init__(self) -> None:
                super().__init__()
                self.scale = torch.nn.Parameter(torch.zeros(BINS))

            def forward(self, features: torch.Tensor) -> torch.Tensor:
                return (features * self.scale).mean(dim=1)

        for scale, refused in (([2.0] * BINS, False), ([2.0, 2.0, 2.0, 2.1], True)):
            path = self.folder / "mine.pt"
            torch.save({"state_dict": {"module.scale": torch.tensor(scale)}}, path)
            with mock.patch("zoo.build", side_effect=lambda key: Mean()):
                model = self.open(self.mean_of(), path)
            clips = [clip("short", 12), clip("long", 60)]
            if refused:
                self.refused(f"and torch {torch.__version__} disagree on ", lambda m=model, c=clips: m.check(c))
            else:
                account = model.check(clips)
                frames = [(case["clip"], case["frames"]) for case in account["checked"]]
                self.assertEqual([("long", 1), ("long", 50), ("short", 12), ("long", 60)], frames)


class CheckpointTest(UserModelCase):
    def write(self, content: Any) -> Path:
        path = self.folder / "weights.pt"
        torch.save(content, path)
        return path

    def test_a_state_dict_is_found_where_trainers_put_it(self) -> None:
        state = {"a": torch.ones(2)}
        for content in (state, {"model": state}, {"embedding_model": {"module.a": torch.ones(2)}, "epoch": 3}):
            self.assertEqual(["a"], list(checkpoints.read_state(self.write(content))))

    def test_what_fits_no_architecture_or_is_no_state_dict_is_refused(self) -> None:
        strange = self.write({"a": torch.ones(2)})
        with mock.patch("zoo.build", side_effect=lambda key: torch.nn.Linear(2, 2)):
            self.refused("names and shapes of its 1 tensors are those of none of campplus", lambda: checkpoints.load(strange))
        self.refused("found no state dict", lambda: checkpoints.read_state(self.write({"epoch": 3})))
        self.refused("there is no such file", lambda: checkpoints.read_state(self.folder / "none.pt"))

    def test_code_in_a_checkpoint_is_not_run(self) -> None:
        class Touch:
            def __reduce__(self) -> tuple[Any, ...]:
                return Path.touch, (Path("touched"),)

        path = self.write({"a": Touch()})
        self.refused("it is no checkpoint of weights only", lambda: checkpoints.read_state(path))
        path.write_bytes(pickle.dumps({"a": 1})[:5])
        self.refused("it is no checkpoint of weights only", lambda: checkpoints.read_state(path))
        self.assertFalse(Path("touched").exists())


class OperatorsTest(unittest.TestCase):
    def test_pooling_is_that_of_pytorch_at_every_length(self) -> None:
        random = np.random.default_rng(1)
        for kernel, stride, pad in ((10, 10, 0), (3, 2, 1), (4, 3, 2), (5, 2, 0)):
            for ceil_mode in (False, True):
                for counted in (False, True):
                    for length in range(kernel, 4 * kernel):
                        x = random.standard_normal((2, 3, length)).astype(np.float32)
                        right = torch.nn.functional.avg_pool1d(
                            torch.from_numpy(x), kernel, stride, pad, ceil_mode, counted
                        ).numpy()
                        found = average_pool(x, [kernel], [stride], [pad, pad], ceil_mode, counted)
                        np.testing.assert_allclose(found, right, rtol=0, atol=1e-6)

    def test_pooling_of_two_axes(self) -> None:
        x = np.random.default_rng(2).standard_normal((1, 2, 7, 9)).astype(np.float32)
        right = torch.nn.functional.avg_pool2d(torch.from_numpy(x), (2, 3), (2, 2), (1, 1), True, False).numpy()
        found = average_pool(x, [2, 3], [2, 2], [1, 1, 1, 1], True, False)
        np.testing.assert_allclose(found, right, rtol=0, atol=1e-6)

    def test_batch_norm_takes_the_statistics_that_it_is_given(self) -> None:
        random = np.random.default_rng(3)
        parameters = {name: random.random(3).astype(np.float32) for name in ("scale", "bias", "mean", "var")}
        x = random.standard_normal((2, 3, 5)).astype(np.float32)
        node = helper.make_node("BatchNormalization", ["x", *parameters], ["y"], epsilon=1e-5, momentum=0.9)
        ends = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["n", 3, 5]) for n in ("x", "y")]
        tensors = [numpy_helper.from_array(array, name) for name, array in parameters.items()]
        graph = helper.make_graph([node], "test", ends[:1], ends[1:], tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)])
        given = {name: torch.from_numpy(array) for name, array in parameters.items()}
        right = torch.nn.functional.batch_norm(
            torch.from_numpy(x), given["mean"], given["var"], given["scale"], given["bias"], eps=1e-5
        )
        found = ReferenceEvaluator(model, new_ops=OPERATORS).run(None, {"x": x})[0]
        np.testing.assert_allclose(found, right.numpy(), rtol=0, atol=1e-5)


if __name__ == "__main__":
    unittest.main()
