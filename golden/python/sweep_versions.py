"""Runs the sweep of a zoo model in a golden pack under several released versions of ONNX Runtime.

Some compute a model wrongly at some frame counts without any error.  Each version is installed by pip into a temporary
folder and runs in a process of its own; the cosines are against the pack's PyTorch rows.

    python sweep_versions.py --model campplus --work ../zoo-work --versions 1.20.1 1.21.1
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

PUBLISHED = Path(__file__).resolve().parents[1] / "src/main/resources/org/speakerbench/golden/packs/published"
MIN_COSINE = 0.999999
"""As in ``models.py``, which is not imported: PyTorch must not be in the process of another ONNX Runtime."""


def run_here(pack: Path, name: str, graph: Path) -> None:
    """In the process of one version: prints its version and the worst cosine of each frame count as JSON."""
    import onnxruntime

    manifest = json.loads((pack / "manifest.json").read_text())
    sweep = manifest["sweeps"][name]
    clip = next(c for c in manifest["clips"] if c["id"] == sweep["clip"])
    features = np.load(pack / clip["arrays"]["fbank_normalised"]["path"])
    expected = iter(np.load(pack / sweep["pytorch"]["path"]).astype(np.float64))
    entry = manifest["models"][name]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    worst: dict[int, float] = {}
    for case in sweep["cases"]:
        cosines = []
        for row in range(case["batch"]):
            start = row * sweep["row_offset"]
            rows = features[None, start : start + case["frames"]]
            actual = session.run([entry["output"]], {entry["input"]: rows})[0][0].astype(np.float64)
            reference = next(expected)
            cosines.append(float(actual @ reference / np.linalg.norm(actual) / np.linalg.norm(reference)))
        worst[case["frames"]] = float(np.min(cosines))  # NaN stays
    print(json.dumps({"version": onnxruntime.__version__, "worst": worst}))


def run_version(version: str, arguments: argparse.Namespace) -> tuple[str, bool]:
    """(a line about one version, whether it is right)"""
    with tempfile.TemporaryDirectory(prefix=f"onnxruntime-{version}-") as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder]
        subprocess.run([*pip, f"onnxruntime=={version}"], check=True)
        command = [sys.executable, __file__, "--here", "--pack", str(arguments.pack), "--work", str(arguments.work)]
        command += ["--model", arguments.model]
        done = subprocess.run(
            command, env=os.environ | {"PYTHONPATH": folder}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    if done.returncode:
        return f"{version:<8} does not run it: {(done.stderr.strip().splitlines() or ['no message'])[-1]}", False
    result = json.loads(done.stdout.splitlines()[-1])
    if result["version"] != version:
        return f"{version:<8} is not what ran: found {result['version']}", False
    worst = {int(frames): cosine for frames, cosine in result["worst"].items()}
    wrong = {frames: cosine for frames, cosine in worst.items() if not cosine >= MIN_COSINE}
    line = f"{version:<8} wrong at {len(wrong):>2} of {len(worst)} frame counts, worst cosine {min(worst.values()):.7f}"
    return line + "".join(f" {frames}:{cosine:.4f}" for frames, cosine in wrong.items()), not wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=PUBLISHED, help="golden pack with a sweep (default: the published)")
    parser.add_argument("--model", default="campplus", help="zoo key (default: %(default)s)")
    parser.add_argument("--work", type=Path, required=True, help="the folder that export_zoo.py worked in")
    parser.add_argument("--versions", nargs="+", default=[], help="released versions of onnxruntime")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        run_here(arguments.pack, arguments.model, arguments.work / f"{arguments.model}.onnx")
        return
    right = []
    for version in arguments.versions:
        line, is_right = run_version(version, arguments)
        print(line, flush=True)
        right.append(is_right)
    sys.exit(0 if all(right) else 1)


if __name__ == "__main__":
    main()
