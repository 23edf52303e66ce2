#!/usr/bin/env bash
# OpenVINO's plugin of ONNX Runtime takes the default of an operator's float attribute where the model says 0, without an error:
# HardSigmoid with beta=0 is computed with 0.5, Selu with gamma=0 with 1.05. A value next to 0 is taken as it is, such as 1.2e-38.
# So a HardSigmoid with alpha 1 and beta 0, which clips to [0, 1] and which ONNX Runtime fuses into a convolution, moves all values by a half.
# (onnxruntime 1.23.2 and 1.32.0, onnxruntime-ep-openvino 1.8.1 from PyPI, Python 3.11, Linux x64; onnx 1.18.0 only writes the models.)
#
# Seen, of x = 0.25:
#                 HardSigmoid(alpha=1, beta=0)   HardSigmoid(alpha=1, beta=1.2e-38)   Selu(gamma=0)
#   CPU provider  0.25                           0.25                                 0
#   OpenVINO      0.75                           0.25                                 0.263
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export ORT_DISABLE_TELEMETRY=1

cat >write.py <<'PYTHON'
import onnx
from onnx import TensorProto, helper

models = {
    "zero": ("HardSigmoid", {"alpha": 1.0, "beta": 0.0}),
    "tiny": ("HardSigmoid", {"alpha": 1.0, "beta": 1.1754944e-38}),
    "selu": ("Selu", {"gamma": 0.0}),
}
for name, (operator, attributes) in models.items():
    node = helper.make_node(operator, ["x"], ["y"], **attributes)
    ends = [helper.make_tensor_value_info(end, TensorProto.FLOAT, [1, "n"]) for end in "xy"]
    graph = helper.make_graph([node], name, ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, f"{name}.onnx")
PYTHON
cat >run.py <<'PYTHON'
import json
import sys

import numpy
import onnxruntime
import onnxruntime_ep_openvino as plugin

if sys.argv[1] == "openvino":
    onnxruntime.register_execution_provider_library("openvino", plugin.get_library_path())
    device = next(d for d in onnxruntime.get_ep_devices()
                  if d.ep_name == plugin.get_ep_name() and d.ep_metadata["ov_device"] == "CPU")


def answer(name):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    if sys.argv[1] == "cpu":
        session = onnxruntime.InferenceSession(f"{name}.onnx", options, providers=["CPUExecutionProvider"])
    else:
        float32 = {"load_config": json.dumps({"CPU": {"INFERENCE_PRECISION_HINT": "f32"}})}
        options.add_provider_for_devices([device], float32)
        session = onnxruntime.InferenceSession(f"{name}.onnx", options)
    return f"{session.run(None, {'x': numpy.float32([[0.25]])})[0].item():.3g}"


print(onnxruntime.__version__, sys.argv[1], *(answer(name) for name in ("zero", "tiny", "selu")), sep=" | ")
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
  while IFS=: read -r provider expected; do
    found=$(PYTHONPATH=$version python3 run.py "$provider")
    echo "$found"
    [[ $found == "$version | $provider | $expected" ]] || fail "expected $expected"
  done <<'TABLE'
cpu:0.25 | 0.25 | 0
openvino:0.75 | 0.25 | 0.263
TABLE
done
