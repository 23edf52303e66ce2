#!/usr/bin/env bash
# OpenVINO's plugin of ONNX Runtime, held to one thread (INFERENCE_NUM_THREADS 1, usual in a service), answers a run that it cannot compute
# with the output of the run before, without an error. With its own choice of threads the same run is refused with a message.
# It cannot compute AveragePool with ceil_mode=1 whose input is shorter than the kernel, which is valid, has one output and is computed by
# the CPU provider: CAM++'s segment pooling, where a clip is shorter than two seconds. A service gets the embedding of another person's clip.
# (onnxruntime 1.32.0 and 1.23.2, onnxruntime-ep-openvino 1.8.1 from PyPI, Python 3.11, Linux x64; onnx 1.18.0 only writes the model.)
#
# Seen: windows of 10 over the ramp 1, 2, ... of 20, then 5, then 12 values
#   CPU provider              5.5 15.5 | 3        | 5.5 11.5
#   OpenVINO                  5.5 15.5 | refused  | 5.5 11.5
#   OpenVINO on one thread    5.5 15.5 | 5.5 15.5 | 5.5 11.5
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export ORT_DISABLE_TELEMETRY=1

cat >write.py <<'PYTHON'
import onnx
from onnx import TensorProto, helper

node = helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[10], strides=[10], ceil_mode=1)
ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1, f"length of {name}"]) for name in "xy"]
graph = helper.make_graph([node], "pool", ends[:1], ends[1:])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
onnx.checker.check_model(model, full_check=True)
onnx.save(model, "pool.onnx")
PYTHON
cat >run.py <<'PYTHON'
import json
import sys

import numpy
import onnxruntime
import onnxruntime_ep_openvino as plugin


def answers(session):
    found = []
    for length in (20, 5, 12):
        try:
            pooled = session.run(None, {"x": numpy.arange(1, length + 1, dtype=numpy.float32).reshape(1, 1, length)})[0]
            found.append(" ".join(f"{value:g}" for value in pooled.ravel()))
        except Exception:
            found.append("refused")
    return " | ".join(found)


if sys.argv[1] == "cpu":
    session = onnxruntime.InferenceSession("pool.onnx", providers=["CPUExecutionProvider"])
else:
    onnxruntime.register_execution_provider_library("openvino", plugin.get_library_path())
    device = next(d for d in onnxruntime.get_ep_devices()
                  if d.ep_name == plugin.get_ep_name() and d.ep_metadata["ov_device"] == "CPU")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    threads = {"load_config": json.dumps({"CPU": {"INFERENCE_NUM_THREADS": "1"}})} if sys.argv[1] == "one" else {}
    options.add_provider_for_devices([device], threads)
    session = onnxruntime.InferenceSession("pool.onnx", options)
print(onnxruntime.__version__, sys.argv[1], answers(session), sep=" | ")
PYTHON

pip() { python3 -m pip install --quiet --disable-pip-version-check --target "$@" 2>pip.log || { cat pip.log >&2; exit 1; }; }

fail() {
  echo "changed: $1" >&2
  exit 1
}

pip writer onnx==1.18.0 numpy==1.26.4
PYTHONPATH=writer python3 write.py
for version in 1.23.2 1.32.0; do
  pip "$version" --no-deps onnxruntime=="$version" onnxruntime-ep-openvino==1.8.1 numpy==1.26.4
  while IFS=: read -r kind expected; do
    found=$(PYTHONPATH=$version python3 run.py "$kind")
    echo "$found"
    [[ $found == "$version | $kind | $expected" ]] || fail "expected $expected"
  done <<'TABLE'
cpu:5.5 15.5 | 3 | 5.5 11.5
own:5.5 15.5 | refused | 5.5 11.5
one:5.5 15.5 | 5.5 15.5 | 5.5 11.5
TABLE
done
