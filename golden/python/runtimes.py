"""Runtimes that are no part of this environment: each in a folder of pip's ``--target``, run in a process of its own.

PyTorch 1.13.1 binds this environment to an old onnx and onnxruntime, which cannot open what exporters write today.
``requirements-runtimes.txt`` has the pinned ones that references of user models come from.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from export_error import ExportError

HERE = Path(__file__).resolve().parent
DEFAULT_FOLDER = HERE / ".runtimes"
REQUIREMENTS = HERE / "requirements-runtimes.txt"
NUMPY = "1.26.4"
"""Of the folder of a release: both those built for NumPy 1 (to 1.18) and those for 2 take it."""


PACKAGES = {"openvino": "onnxruntime_ep_openvino"}
"""Of a kind of runtime whose package has another name."""
PLUGIN = "+openvino-"
"""Between the version of ONNX Runtime and that of the plugin: ``1.32.0+openvino-1.8.1``."""


@dataclass(frozen=True)
class Answer:
    """What a runtime said to each array that it was asked: an output, or the first line of its error."""

    version: str
    outputs: dict[str, np.ndarray]
    errors: dict[str, str]


@dataclass(frozen=True)
class Runtime:
    """``kind`` is that of ``runtime_worker.py``: onnxruntime, openvino for its plugin, or onnx for its reference evaluator."""

    kind: str
    folder: Path

    def require(self) -> None:
        package = PACKAGES.get(self.kind, self.kind)
        if not (self.folder / package).is_dir():
            raise ExportError(
                f"{self.folder}: found no {package} there, expected what "
                f"pip install --target {self.folder} -r {REQUIREMENTS.name} puts there"
            )

    def ask(self, graph: Path, input_name: str, output_name: str, rows: dict[str, np.ndarray]) -> Answer:
        """The answers to arrays float32 [batch, frames, bins] by name; raises when it cannot open the graph."""
        with tempfile.TemporaryDirectory(prefix="runtime-") as folder:
            request = write_request(Path(folder), input_name, output_name, rows)
            return self.answer(graph, request)

    def answer(self, graph: Path, request: Path) -> Answer:
        """As ``ask``, of a request that ``write_request`` made."""
        self.require()
        answer = request.with_name(f"answer-{os.getpid()}.npz")
        command = [sys.executable, str(HERE / "runtime_worker.py"), self.kind, str(graph), str(request), str(answer)]
        done = subprocess.run(
            command, env=os.environ | {"PYTHONPATH": str(self.folder)}, text=True, capture_output=True, check=False
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            raise ExportError(f"{graph}: the process of {self.kind} in {self.folder} failed: {reason}")
        with np.load(answer) as found:
            arrays = dict(found)
        answer.unlink()
        if "problem" in arrays:
            raise ExportError(f"{graph}: {self.kind} in {self.folder} cannot open it: {arrays['problem']}")
        return Answer(
            str(arrays["version"]),
            {key.removeprefix("output/"): value for key, value in arrays.items() if key.startswith("output/")},
            {key.removeprefix("error/"): str(value) for key, value in arrays.items() if key.startswith("error/")},
        )


def write_request(folder: Path, input_name: str, output_name: str, rows: dict[str, np.ndarray]) -> Path:
    request = folder / "request.npz"
    named = {f"rows/{name}": array for name, array in rows.items()}
    np.savez(request, input=np.array(input_name), output=np.array(output_name), **named)
    return request


def released(version: str, root: Path) -> Runtime:
    """ONNX Runtime of this version, maybe with OpenVINO's plugin, in ``root/VERSION``, which pip fills if it is not there."""
    core, _, plugin = version.partition(PLUGIN)
    runtime = Runtime("openvino" if plugin else "onnxruntime", root / version)
    if not (runtime.folder / PACKAGES.get(runtime.kind, runtime.kind)).is_dir():
        root.mkdir(parents=True, exist_ok=True)
        packages = [f"onnxruntime=={core}", f"numpy=={NUMPY}", *([f"onnxruntime-ep-openvino=={plugin}"] if plugin else [])]
        with tempfile.TemporaryDirectory(prefix=f".{version}-", dir=root) as unfinished:
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", f"{unfinished}/new"]
            if subprocess.run([*pip, *packages], check=False).returncode:
                raise ExportError(f"onnxruntime {version}: pip cannot install it")
            Path(unfinished, "new").rename(runtime.folder)
    return runtime
