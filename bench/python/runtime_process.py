"""An open model under one runtime at one precision, in a process of its own: two runtimes in one process share threads, memory pools and crashes."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

Run = Callable[[np.ndarray], np.ndarray]
"""Features [1, frames, bins] to an embedding [dim]."""

CLOCKS: dict[str, Callable[[], int]] = {"wall": time.perf_counter_ns, "cpu": time.process_time_ns}
"""cpu is that of all threads of the process, and leaves out what others take of the CPU."""

SHERPA_SAMPLES_A_FRAME, SHERPA_SAMPLES_MORE = 160, 240  # Kaldi's windows of 400 samples, moved by 160, none over the end


def open_onnxruntime(file: Path, precision: str) -> Run:
    """ONNX Runtime's CPU provider, which computes in float32 what the file does not say otherwise."""
    import onnxruntime

    if precision != "f32":
        raise ValueError(f"onnxruntime: found precision {precision}, expected f32")
    return session(onnxruntime.InferenceSession(str(file), session_options(), providers=["CPUExecutionProvider"]))


def open_plugin(file: Path, precision: str) -> Run:
    """OpenVINO as a plugin provider of ONNX Runtime (the package ``onnxruntime-ep-openvino``), on the CPU."""
    import onnxruntime
    import onnxruntime_ep_openvino as plugin

    onnxruntime.register_execution_provider_library("openvino", plugin.get_library_path())
    cpu = [
        device
        for device in onnxruntime.get_ep_devices()
        if device.ep_name == plugin.get_ep_name() and device.ep_metadata.get("ov_device") == "CPU"
    ]
    options = session_options()
    options.add_provider_for_devices(cpu[:1], {"load_config": json.dumps({"CPU": openvino_settings(precision)})})
    return session(onnxruntime.InferenceSession(str(file), options))


def open_openvino(file: Path, precision: str) -> Run:
    """OpenVINO by itself (the package ``openvino``), on the CPU."""
    import openvino

    core = openvino.Core()
    request = core.compile_model(core.read_model(file), "CPU", openvino_settings(precision)).create_infer_request()
    return lambda features: next(iter(request.infer([features]).values()))[0].copy()


def open_sherpa(file: Path, precision: str) -> Run:
    """sherpa-onnx, which takes samples: noise as long as the features are, so that its FBank is in its time and its embedding is another one."""
    import sherpa_onnx

    if precision != "f32":
        raise ValueError(f"sherpa-onnx: found precision {precision}, expected f32")
    config = sherpa_onnx.SpeakerEmbeddingExtractorConfig(model=str(file), num_threads=1, provider="cpu")
    extractor = sherpa_onnx.SpeakerEmbeddingExtractor(config)

    def run(features: np.ndarray) -> np.ndarray:
        count = SHERPA_SAMPLES_A_FRAME * features.shape[1] + SHERPA_SAMPLES_MORE
        stream = extractor.create_stream()
        stream.accept_waveform(16000, noise[:count])
        stream.input_finished()
        return np.array(extractor.compute(stream), np.float32)

    noise = np.random.default_rng(2).standard_normal(16000 * 60).astype(np.float32) * 0.1
    return run


OPENERS: dict[str, Callable[[Path, str], Run]] = {
    "onnxruntime": open_onnxruntime,
    "plugin": open_plugin,
    "openvino": open_openvino,
    "sherpa-onnx": open_sherpa,
}


def openvino_settings(precision: str) -> dict[str, str]:
    """Precision is always said: where the CPU has bfloat16, OpenVINO takes it by itself."""
    return {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": "1", "NUM_STREAMS": "1"}


def session_options():  # type: ignore[no-untyped-def]  # the worker's onnxruntime is not the caller's
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return options


def session(opened) -> Run:  # type: ignore[no-untyped-def]  # as above
    name = opened.get_inputs()[0].name
    return lambda features: opened.run(None, {name: features})[0][0]


def features_of(frames: int, seed: int) -> np.ndarray:
    """Noise [1, frames, 80], the same in every process."""
    return np.random.default_rng(seed).standard_normal((1, frames, 80)).astype(np.float32) * 3


def serve(connection: Connection, runtime: str, precision: str, file: Path, cpu: int) -> None:
    """The process: answers ("embed", frames, seed) with an embedding, ("time", clock, [frames...]) with nanoseconds for all."""
    os.sched_setaffinity(0, {cpu})
    try:
        run = OPENERS[runtime](file, precision)
        connection.send(None)
    except Exception as problem:  # the runtimes' own have no common base but this one
        connection.send(f"{type(problem).__name__}: {problem}")
        return
    while (asked := connection.recv()) is not None:
        if asked[0] == "embed":
            connection.send(run(features_of(asked[1], asked[2])))
        else:
            clock, inputs = CLOCKS[asked[1]], [features_of(frames, 1) for frames in asked[2]]
            start = clock()
            for features in inputs:
                run(features)
            connection.send(clock() - start)


@dataclass
class RuntimeProcess:
    """A model that computes on request; raises ``RuntimeError`` if it cannot be opened, or its process ends."""

    name: str
    runtime: str
    precision: str
    file: Path
    cpu: int

    def __post_init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=serve, args=(theirs, self.runtime, self.precision, self.file, self.cpu), daemon=True
        )
        self.process.start()
        theirs.close()
        if problem := self.receive():
            raise RuntimeError(f"{self.name}: {problem}")

    def embed(self, frames: int, seed: int) -> np.ndarray:
        self.connection.send(("embed", frames, seed))
        return self.receive()

    def milliseconds(self, clock: str, frames: list[int]) -> float:
        """Of one call, the mean over these frame counts."""
        self.connection.send(("time", clock, frames))
        return self.receive() / 1e6 / len(frames)

    def receive(self):  # type: ignore[no-untyped-def]  # what is sent
        try:
            return self.connection.recv()
        except (EOFError, ConnectionResetError):
            self.process.join()
            code = self.process.exitcode or 0
            raise RuntimeError(f"{self.name}: CRASHED, {signal.Signals(-code).name if code < 0 else code}") from None

    def close(self) -> None:
        self.connection.send(None)
        self.process.join()
