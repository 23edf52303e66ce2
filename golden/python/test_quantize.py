"""Tests of int8 and float16 on a small model that is made here: what is written, how near it is, what is refused.

python -m unittest discover golden/python
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import onnx
import soundfile
from onnx import TensorProto, helper, numpy_helper

import calibration
import half
import opset
import qdq
import quantize
from calibration import calibrate, open_session
from drift import Trial, cosines, embeddings
from export_error import ExportError
from qdq import Form, Range
from qdq_graph import QuantisableGraph

BINS = 8
WIDTH = 6


def small_model(version: int = 11) -> onnx.ModelProto:
    """[batch, frames, 8] to [batch, 5]: two convolutions with a sum beside them, means over the frames, and a Gemm."""
    random = np.random.default_rng(2)

    def weights(name: str, *shape: int) -> TensorProto:
        values = random.standard_normal(shape) / np.sqrt(shape[-2] if shape[1:] else 1)
        return numpy_helper.from_array(values.astype(np.float32), name)

    tensors = [weights("w1", WIDTH, BINS, 3), weights("b1", WIDTH), weights("w2", WIDTH, WIDTH, 1), weights("b2", WIDTH),
               weights("w3", WIDTH, 5), weights("b3", 5), numpy_helper.from_array(np.float32(1e-12), "epsilon")]
    nodes = [
        helper.make_node("Transpose", ["x"], ["turned"], "turn", perm=[0, 2, 1]),
        helper.make_node("Conv", ["turned", "w1", "b1"], ["c1"], "first/Conv", pads=[1, 1]),
        helper.make_node("Relu", ["c1"], ["r1"], "relu"),
        helper.make_node("Conv", ["r1", "w2", "b2"], ["c2"], "second/Conv"),
        helper.make_node("Add", ["c2", "r1"], ["sum"], "sum"),
        helper.make_node("ReduceMean", ["sum"], ["mean"], "mean", axes=[2], keepdims=0),
        helper.make_node("Add", ["mean", "epsilon"], ["safe"], "safe"),
        helper.make_node("Gemm", ["safe", "w3", "b3"], ["y"], "last/Gemm"),
    ]
    ends = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", "t", BINS]), helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 5])]
    graph = helper.make_graph(nodes, "small", ends[:1], ends[1:], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", version)], ir_version=7)
    for key, value in (("framework", "3d-speaker"), ("feat_dim", str(BINS))):
        helper.set_model_props(model, {e.key: e.value for e in model.metadata_props} | {key: value})
    return model


def clips(count: int = 6) -> list[np.ndarray]:
    random = np.random.default_rng(3)
    return [random.standard_normal((1, 40, BINS)).astype(np.float32) for _ in range(count)]


def quantised(model: onnx.ModelProto, names: set[str], form: Form = Form()) -> onnx.ModelProto:
    graph = QuantisableGraph(model)
    return qdq.quantise(model, calibrate(model, graph.values(graph.candidates()), clips(), "minmax"), names, form)


ALL = {"c1", "c2", "y"}


class QuantisedTest(unittest.TestCase):
    def test_it_is_near_and_is_no_float_model(self) -> None:
        expected = embeddings(small_model(13), "y", clips())
        for form, least in ((Form(), 0.999), (Form(np.int8), 0.999), (Form(per_channel=False), 0.998), (Form(everywhere=False), 0.999)):
            with self.subTest(form=form):
                found = embeddings(quantised(small_model(13), ALL, form), "y", clips())
                self.assertGreater(cosines(found, expected).min(), least)
                self.assertGreater(np.abs(found - expected).max(), 1e-5)  # something was rounded

    def test_weights_have_a_scale_a_channel_and_are_half_a_step_off_at_most(self) -> None:
        model = quantised(small_model(13), ALL)
        constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
        scale, integers = constants["c1_weight_scale"], constants["c1_weight_q"]
        self.assertEqual(((WIDTH,), np.int8), (scale.shape, integers.dtype))
        weights = numpy_helper.to_array(small_model().graph.initializer[0])
        self.assertLessEqual(np.abs(integers * scale[:, None, None] - weights).max(), scale.max() * 0.501)
        self.assertEqual(127, np.abs(integers).max())
        self.assertNotIn("w1", constants)  # 1 byte a weight, not 5
        self.assertEqual((5,), constants["y_weight_scale"].shape)  # Gemm without transB: columns

    def test_a_relu_is_quantised_with_its_convolution_and_what_the_model_gives_is_not(self) -> None:
        graph = QuantisableGraph(small_model())
        self.assertEqual(["turned", "r1", "c2", "safe"], graph.values(graph.candidates()))

    def test_who_takes_a_value_in_integers(self) -> None:
        def sums(form: Form) -> list[str]:
            return list(next(n for n in quantised(small_model(13), {"c2"}, form).graph.node if n.name == "sum").input)

        self.assertEqual(["c2_dq", "r1_dq"], sums(Form()))
        self.assertEqual(["c2_dq", "r1"], sums(Form(everywhere=False)))

    def test_a_channel_of_nothing_but_a_bias_keeps_it(self) -> None:
        model = small_model(13)
        weights = numpy_helper.to_array(model.graph.initializer[0]).copy()
        weights[2] = 0
        model.graph.initializer[0].CopyFrom(numpy_helper.from_array(weights, "w1"))
        model.graph.initializer[1].CopyFrom(numpy_helper.from_array(np.full(WIDTH, 3, np.float32), "b1"))
        expected = embeddings(model, "y", clips())
        self.assertGreater(cosines(embeddings(quantised(model, ALL), "y", clips()), expected).min(), 0.999)

    def test_an_embedding_does_not_depend_on_its_batch(self) -> None:
        session = open_session(quantised(small_model(13), ALL))
        both = np.concatenate([clips()[0], 50 * clips()[1]])
        alone = session.run(None, {"x": both[:1]})[0]
        np.testing.assert_array_equal(alone, session.run(None, {"x": both})[0][:1])


class RangeTest(unittest.TestCase):
    def test_zero_is_exact_and_ends_are_held(self) -> None:
        for low, high in ((-1.0, 3.0), (0.0, 20.0), (2.0, 5.0), (-4.0, -1.0), (0.0, 0.0)):
            for dtype in (np.uint8, np.int8):
                scale, zero = Range(low, high).parameters(dtype)
                limits = np.iinfo(dtype)
                ends = (np.array([limits.min, limits.max], float) - zero) * scale
                self.assertGreater(scale, 0)
                self.assertLessEqual(ends[0], min(low, 0.0) + scale)
                self.assertGreaterEqual(ends[1], max(high, 0.0) - scale)

    def test_methods_cut_a_lone_value_off_and_minmax_does_not(self) -> None:
        rows = [np.random.default_rng(i).standard_normal((1, 3000, BINS)).astype(np.float32) for i in range(8)]
        rows[2][0, 7, 3] = 60.0
        found = {m: calibrate(small_model(), ["x"], rows, m)["x"] for m in ("minmax", *calibration.METHODS)}
        self.assertEqual(60, found["minmax"].high)
        for method in calibration.METHODS:
            self.assertLess(found[method].high, 55, method)
            self.assertGreater(found[method].high, 2, method)


class DriftTest(unittest.TestCase):
    def trial(self) -> Trial:
        model = small_model(13)
        graph = QuantisableGraph(model)
        ranges = calibrate(model, graph.values(graph.candidates()), clips(), "minmax")
        ranges["turned"] = Range(-300.0, 300.0)  # the first convolution sees next to nothing
        return Trial(model, "y", ranges, Form(), clips(), embeddings(model, "y", clips()))

    def test_the_worst_node_is_named_and_left(self) -> None:
        trial = self.trial()
        drifts = trial.alone(sorted(ALL))
        self.assertEqual("first/Conv", drifts[0].name)
        self.assertGreater(drifts[0].relative_l2, 5 * drifts[1].relative_l2)
        self.assertEqual(1, trial.fewest_kept(drifts, 0.999))
        self.assertEqual(3, trial.fewest_kept(drifts, 1.1))


class OpsetTest(unittest.TestCase):
    def test_it_is_raised_and_held_against_the_original(self) -> None:
        raised, moved = opset.raise_opset(small_model(), Path("m.onnx"), BINS)
        self.assertEqual(13, opset.opset_of(raised))
        self.assertLess(moved, 1e-6)
        self.assertEqual({"framework": "3d-speaker", "feat_dim": "8"}, {e.key: e.value for e in raised.metadata_props})
        self.assertIsNone(opset.raise_opset(small_model(13), Path("m.onnx"), BINS)[1])

    def test_a_conversion_that_moves_the_answer_is_refused(self) -> None:
        wrong = small_model(13)
        wrong.graph.initializer[1].CopyFrom(numpy_helper.from_array(np.zeros(WIDTH, np.float32), "b1"))
        with mock.patch("opset.version_converter.convert_version", return_value=wrong), self.assertRaisesRegex(ExportError, "opset 11 to 13 .* off"):
            opset.raise_opset(small_model(), Path("m.onnx"), BINS)


class HalfTest(unittest.TestCase):
    def test_it_loads_is_near_and_keeps_float32_where_half_has_no_such_number(self) -> None:
        expected = embeddings(small_model(), "y", clips())
        model, kept = half.halve(small_model(), [])
        self.assertEqual(["safe"], kept)  # 1e-12 would be zero
        self.assertEqual(TensorProto.FLOAT, model.graph.output[0].type.tensor_type.elem_type)
        types = {t.name: t.data_type for t in model.graph.initializer}
        self.assertEqual((TensorProto.FLOAT16, TensorProto.FLOAT), (types["w1_half"], types["epsilon"]))
        found = embeddings(model, "y", clips())
        self.assertGreater(cosines(found, expected).min(), 0.99999)
        self.assertGreater(np.abs(found - expected).max(), 1e-6)

    def test_values_too_large_stay_float32(self) -> None:
        self.assertEqual(["sum", "mean", "safe"], half.halve(small_model(), ["sum"])[1])

    def test_weights_only(self) -> None:
        model = small_model()
        with mock.patch.object(half, "LARGE", 30):
            result = half.weights_only(model)
        self.assertLess(len(result.SerializeToString()), len(model.SerializeToString()) + 4 * 60)
        weights = numpy_helper.to_array(result.graph.initializer[0])
        self.assertEqual(np.float16, weights.dtype)
        expected = embeddings(model, "y", clips())
        self.assertGreater(cosines(embeddings(result, "y", clips()), expected).min(), 0.99999)


class CommandTest(unittest.TestCase):
    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)
        self.model = self.folder / "m.onnx"
        self.out = self.folder / "out.onnx"
        onnx.save(small_model(), str(self.model))
        for i in range(3):
            samples = np.random.default_rng(i).standard_normal(8000) * 0.1
            soundfile.write(self.folder / f"{i}.wav", samples, 16000)

    def run_it(self, *args: str) -> str:
        printed = io.StringIO()
        line = ["quantize.py", args[0], str(self.model), str(self.out), "--wav", str(self.folder), *args[1:]]
        with mock.patch("sys.argv", line), contextlib.redirect_stdout(printed):
            quantize.main()
        return printed.getvalue()

    def refusal(self, *args: str) -> str:
        with self.assertRaises(SystemExit) as raised:
            self.run_it(*args)
        self.assertFalse(self.out.exists())
        self.assertEqual([], list(self.folder.glob(".out*")))
        return str(raised.exception)

    def test_int8(self) -> None:
        (self.folder / "m.speakerbench.json").write_text(json.dumps({"schema": 1, "min_frames": 3}))
        printed = self.run_it("int8", "--keep", "first/*", "--drift", str(self.folder / "drift.csv"))
        self.assertRegex(printed, "opset 11 raised to 13.*\n(.*\n)*int8: 2 of 3 nodes; 1 left in float32\n.*cosine 0.99")
        facts = {entry.key: entry.value for entry in onnx.load(str(self.out)).metadata_props}
        self.assertEqual(("3d-speaker", "8"), (facts["framework"], facts["feat_dim"]))
        self.assertRegex(facts[quantize.MARK], "int8 QDQ: 2 of 3 nodes, u8 .* minmax of 3 clips.*float32: first/\\*")
        rows = (self.folder / "drift.csv").read_text().splitlines()
        self.assertEqual(3, len(rows))
        self.assertTrue((self.folder / "out.speakerbench.json").exists())

    def test_fp16(self) -> None:
        self.assertIn("1 nodes stay in float32: safe", self.run_it("fp16"))
        self.assertRegex(self.run_it("fp16", "--weights-only"), "cosine 1.00000 mean")

    def test_what_is_wrong_is_one_sentence_and_nothing_is_written(self) -> None:
        self.assertIn("no node fits --keep 'x/*'; those that can be quantised are such as first/Conv", self.refusal("int8", "--keep", "x/*"))
        self.assertIn("all 3 nodes would stay in float32", self.refusal("int8", "--keep", "*"))
        (self.folder / "3.wav").write_bytes(b"no sound")
        self.assertIn("3.wav", self.refusal("int8"))
        (self.folder / "3.wav").unlink()
        self.model.write_bytes(b"no model")
        self.assertIn("m.onnx", self.refusal("int8"))

    def test_a_quantised_model_is_refused(self) -> None:
        onnx.save(quantised(small_model(13), ALL), str(self.model))
        self.assertIn("it is quantised already (DequantizeLinear)", self.refusal("int8"))


if __name__ == "__main__":
    unittest.main()
