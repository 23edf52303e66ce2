#!/usr/bin/env bash
# ONNX Runtime before 1.29: AveragePool with ceil_mode=1 and count_include_pad=1 divides the sum of a last, partial window by
# the size of a whole one, without an error, although there is no padding to count. PyTorch's exporters write exactly these
# attributes for F.avg_pool1d(x, k, ceil_mode=True), as in CAM++'s segment pooling. Opset 19 and later: right from 1.21 on.
# Without count_include_pad, which means the same where nothing is padded, every release is right.
# (onnxruntime 1.20.1, 1.23.2, 1.28.0 and 1.29.0 from PyPI, Python 3.11; onnx 1.18.0 only writes the model.)
#
# Seen: windows of 10 ones over 12 ones, the last window holds 2: expected "1 1"
#   1.20.1   opset 11: 1 0.2   opset 20: 1 0.2   opset 11, count_include_pad=0: 1 1
#   1.23.2   opset 11: 1 0.2   opset 20: 1 1     opset 11, count_include_pad=0: 1 1
#   1.28.0   likewise
#   1.29.0   opset 11: 1 1     opset 20: 1 1     opset 11, count_include_pad=0: 1 1
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export ORT_DISABLE_TELEMETRY=1

cat >write.py <<'PYTHON'
import onnx
from onnx import TensorProto, helper

for opset, counted in ((11, 1), (20, 1), (11, 0)):
    node = helper.make_node(
        "AveragePool", ["x"], ["y"], kernel_shape=[10], strides=[10], ceil_mode=1, count_include_pad=counted)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, "length"]) for name in "xy"]
    graph = helper.make_graph([node], "pool", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, f"opset{opset}-counted{counted}.onnx")
PYTHON
cat >run.py <<'PYTHON'
import sys
import numpy, onnxruntime

found = []
for name in ("opset11-counted1", "opset20-counted1", "opset11-counted0"):
    session = onnxruntime.InferenceSession(f"{name}.onnx", providers=["CPUExecutionProvider"])
    pooled = session.run(None, {"x": numpy.ones((1, 1, 12), numpy.float32)})[0]
    found.append(" ".join(f"{value:.3g}" for value in pooled.ravel()))
print(onnxruntime.__version__, *found, sep=" | ")
PYTHON

pip() { python3 -m pip install --quiet --disable-pip-version-check --target "$@" 2>pip.log || { cat pip.log >&2; exit 1; }; }

fail() {
  echo "changed: $1" >&2
  exit 1
}

pip writer onnx==1.18.0 numpy==1.26.4
PYTHONPATH=writer python3 write.py
echo "version | opset 11 | opset 20 | opset 11 without count_include_pad"
while IFS=: read -r version expected; do
  pip "$version" --no-deps onnxruntime=="$version" numpy==1.26.4
  found=$(PYTHONPATH=$version python3 run.py)
  echo "$found"
  [[ $found == "$version | $expected" ]] || fail "expected $expected"
done <<'TABLE'
1.20.1:1 0.2 | 1 0.2 | 1 1
1.23.2:1 0.2 | 1 1 | 1 1
1.28.0:1 0.2 | 1 1 | 1 1
1.29.0:1 1 | 1 1 | 1 1
TABLE
