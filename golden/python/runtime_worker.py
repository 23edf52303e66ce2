"""Runs an ONNX file under the runtime on the path of this process, one that is not installed beside PyTorch.

A process of its own, which imports nothing of PyTorch: ``runtimes.py`` starts it with ``PYTHONPATH`` set to a folder of
pip's ``--target``.

    python runtime_worker.py onnxruntime model.onnx request.npz answer.npz
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

Run = Callable[[str, str, np.ndarray], np.ndarray]
"""(input, output, features [batch, frames, bins]) to what the model answers."""


def open_onnxruntime(graph: Path) -> tuple[str, Run]:
    """(version, function): ONNX Runtime on the CPU with one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # probing for the fewest frames fails on purpose
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    return onnxruntime.__version__, lambda name, output, rows: session.run([output], {name: rows})[0]


def open_openvino(graph: Path) -> tuple[str, Run]:
    """(version, function): OpenVINO's plugin of ONNX Runtime on the CPU with one thread, in float32: its own choice is bfloat16
    where the CPU has it, and its option ``precision`` is ignored."""
    import json

    import onnxruntime
    import onnxruntime_ep_openvino as plugin

    onnxruntime.register_execution_provider_library("openvino", plugin.get_library_path())
    devices = [device for device in onnxruntime.get_ep_devices() if device.ep_name == plugin.get_ep_name()]
    cpu = [device for device in devices if device.ep_metadata.get("ov_device") == "CPU"]
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    settings = {"CPU": {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": "1"}}
    options.add_provider_for_devices([cpu[0]], {"load_config": json.dumps(settings)})
    session = onnxruntime.InferenceSession(str(graph), options)
    version = f"{onnxruntime.__version__} openvino {cpu[0].ep_metadata['version']}"
    return version, lambda name, output, rows: session.run([output], {name: rows})[0]


def open_reference(graph: Path) -> tuple[str, Run]:
    """(version, function): onnx's evaluator in NumPy, with our own of the operators that it computes wrongly."""
    import onnx
    from onnx.reference import ReferenceEvaluator

    from reference_operators import OPERATORS

    evaluator = ReferenceEvaluator(str(graph), new_ops=OPERATORS)

    def run(name: str, output: str, rows: np.ndarray) -> np.ndarray:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # NumPy's, of divisions whose result is not finite: that is looked at
            return evaluator.run([output], {name: rows})[0]

    return onnx.__version__, run


OPENERS = {"onnxruntime": open_onnxruntime, "openvino": open_openvino, "onnx": open_reference}


def answer(kind: str, graph: Path, request: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Of each array ``NAME`` in the request ``output/NAME`` or, if the runtime refused it, ``error/NAME``."""
    version, run = OPENERS[kind](graph)
    found = {"version": np.array(version)}
    input_name, output_name = str(request["input"]), str(request["output"])
    for key, rows in request.items():
        if key.startswith("rows/"):
            name = key.removeprefix("rows/")
            try:
                found[f"output/{name}"] = run(input_name, output_name, rows)
            except Exception as problem:  # the runtimes' own have no common base but this one
                found[f"error/{name}"] = np.array(first_line(problem))
    return found


def first_line(problem: Exception) -> str:
    return next(iter(str(problem).splitlines()), "") or type(problem).__name__


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runtime", choices=list(OPENERS))
    parser.add_argument("graph", type=Path)
    parser.add_argument("request", type=Path, help="npz with input, output and rows/NAME, float32 [batch, frames, bins]")
    parser.add_argument("answer", type=Path, help="npz to write")
    arguments = parser.parse_args()
    with np.load(arguments.request) as request:
        asked = dict(request)
    try:
        found = answer(arguments.runtime, arguments.graph, asked)
    except Exception as problem:  # as above
        found = {"problem": np.array(first_line(problem))}
    np.savez(arguments.answer, **found)


if __name__ == "__main__":
    main()
