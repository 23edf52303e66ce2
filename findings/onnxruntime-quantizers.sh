#!/usr/bin/env bash
# ONNX Runtime's quantisers, on a valid model, without an error or a warning of theirs that names what follows:
# - quantize_static with per_channel=True on a model of opset 11 or 12 writes a file that ONNX Runtime does not load: it gives
#   DequantizeLinear an attribute axis, which it has from opset 13 on, and leaves the opset as it is.
# - quantize_dynamic takes the range of a whole batch: the answer to a clip changes with the clips beside it, here by 10% and more beside
#   one that is 50 times louder. The float32 model and the static one answer to a clip alike whatever is beside it.
# - onnxconverter-common's convert_float_to_float16 writes files that do not load where a Cast to float stands in the graph: it leaves its type.
# (onnxruntime 1.29.0, onnx 1.18.0, onnxconverter-common 1.16.0 from PyPI, Python 3.11, Linux x64.)
#
# Seen:
#   static, a scale a channel, opset 11: does not load
#   static, a scale a channel, opset 13: loads, moves by 0 in a batch
#   dynamic: loads, moves by more than 0.01 in a batch
#   float16 of a model with a Cast: does not load
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export ORT_DISABLE_TELEMETRY=1

cat >run.py <<'PYTHON'
import logging

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxconverter_common import float16
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_dynamic, quantize_static

logging.disable(logging.WARNING)
random = numpy.random.default_rng(1)
CLIPS = [random.standard_normal((1, 8, 50)).astype(numpy.float32) for _ in range(4)]


class Reader(CalibrationDataReader):
    def __init__(self):
        self.rows = iter([{"x": clip} for clip in CLIPS])

    def get_next(self):
        return next(self.rows, None)


def write(opset, name, *first):
    weights = numpy_helper.from_array(random.standard_normal((16, 8, 3)).astype(numpy.float32), "w")
    nodes = [*first, helper.make_node("Conv", ["c" if first else "x", "w"], ["y"], "conv", pads=[1, 1])]
    ends = [helper.make_tensor_value_info(end, TensorProto.FLOAT, ["n", size, "t"]) for end, size in (("x", 8), ("y", 16))]
    model = helper.make_model(helper.make_graph(nodes, name, ends[:1], ends[1:], [weights]), opset_imports=[helper.make_opsetid("", opset)], ir_version=7)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, f"{name}.onnx")
    return f"{name}.onnx"


def judge(path):
    try:
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    except Exception:
        return "does not load"
    both = numpy.concatenate([CLIPS[0], 50 * CLIPS[1]])
    alone, beside = session.run(None, {"x": both[:1]})[0], session.run(None, {"x": both})[0][:1]
    moved = numpy.linalg.norm(alone - beside) / numpy.linalg.norm(alone)
    return "loads, moves by 0 in a batch" if moved == 0 else f"loads, moves by {'more than' if moved > 0.01 else 'less than'} 0.01 in a batch"


onnxruntime.set_default_logger_severity(4)
for opset in (11, 13):
    quantize_static(write(opset, f"float{opset}"), f"static{opset}.onnx", Reader(), per_channel=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8)
    print(f"static, a scale a channel, opset {opset}:", judge(f"static{opset}.onnx"))
quantize_dynamic("float13.onnx", "dynamic.onnx", weight_type=QuantType.QUInt8)
print("dynamic:", judge("dynamic.onnx"))
cast = write(13, "cast", helper.make_node("Cast", ["x"], ["c"], "cast", to=TensorProto.FLOAT))
onnx.save(float16.convert_float_to_float16(onnx.load(cast), keep_io_types=True), "half.onnx")
print("float16 of a model with a Cast:", judge("half.onnx"))
PYTHON

pip() { python3 -m pip install --quiet --disable-pip-version-check --target "$@" 2>pip.log || { cat pip.log >&2; exit 1; }; }

pip packages onnxruntime==1.29.0 onnx==1.18.0 numpy==1.26.4 protobuf==5.29.5 ml_dtypes==0.5.1 onnxconverter-common==1.16.0
found=$(PYTHONPATH=packages python3 run.py)
echo "$found"
expected='static, a scale a channel, opset 11: does not load
static, a scale a channel, opset 13: loads, moves by 0 in a batch
dynamic: loads, moves by more than 0.01 in a batch
float16 of a model with a Cast: does not load'
[[ $found == "$expected" ]] || { echo "changed: expected $expected" >&2; exit 1; }
