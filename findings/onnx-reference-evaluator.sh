#!/usr/bin/env bash
# onnx 1.23.2: ReferenceEvaluator, by which runtimes are judged, gives wrong results for two operators of ordinary models,
# without an error. BatchNormalization of opset 9 to 13, which is inference, is computed with the given mean and variance
# moved towards those of the batch by momentum, which exporters always write. AveragePool with ceil_mode and
# count_include_pad (PyTorch's F.avg_pool1d(x, k, ceil_mode=True)) shifts the windows: the elements that the last one lacks
# are taken as padding before the input. (onnx 1.23.2 from PyPI, Python 3.11.)
#
# Seen:
#   BatchNormalization of 1 3 with mean 0, variance 1, momentum 0.9:  opset 11: 0.8 2.8   opset 15: 1 3, as expected
#   AveragePool, windows of 10 over 12 ones:  count_include_pad 1: 0.6 1   0: 1 1, as expected (nothing is padded)
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

cat >run.py <<'PYTHON'
import warnings
import numpy
from onnx import TensorProto, checker, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

warnings.simplefilter("ignore")

def run(opset, node, x, tensors):
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 1, "length"]) for name in "xy"]
    constants = [numpy_helper.from_array(numpy.float32([value]), name) for name, value in tensors.items()]
    graph = helper.make_graph([node], "one", ends[:1], ends[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    checker.check_model(model)
    found = ReferenceEvaluator(model).run(None, {"x": numpy.float32([[x]])})[0]
    return " ".join(f"{value:.3g}" for value in found.ravel())

norm = helper.make_node("BatchNormalization", ["x", "scale", "bias", "mean", "var"], ["y"], momentum=0.9)
tensors = {"scale": 1, "bias": 0, "mean": 0, "var": 1}
for opset in (11, 15):
    print(f"BatchNormalization opset {opset}: {run(opset, norm, [1, 3], tensors)}")
for counted in (1, 0):
    pool = helper.make_node(
        "AveragePool", ["x"], ["y"], kernel_shape=[10], strides=[10], ceil_mode=1, count_include_pad=counted)
    print(f"AveragePool count_include_pad {counted}: {run(11, pool, [1] * 12, {})}")
PYTHON
python3 -m pip install --quiet --disable-pip-version-check --target onnx onnx==1.23.2 numpy==1.26.4 2>pip.log || { cat pip.log >&2; exit 1; }
PYTHONPATH=onnx python3 run.py | tee found
diff found - <<'SEEN' || { echo "changed" >&2; exit 1; }
BatchNormalization opset 11: 0.8 2.8
BatchNormalization opset 15: 1 3
AveragePool count_include_pad 1: 0.6 1
AveragePool count_include_pad 0: 1 1
SEEN
