"""Quantises one model by many recipes, among them what users try first, and writes what became of each.

Speed is of one interleaved run of all files (as bench/python/graph_ratio.py measures), against the first file, as is
drift in a batch: a clip alone and beside a louder one.  Error rates are Java's (``speakerbench evaluate``), on clips
that no recipe was calibrated on.

    ./speakerbench models tune model.onnx segment.onnx --passes segment-context
    python quantize_recipes.py --official model.onnx --tuned segment.onnx --wav cohort.scp --speech ../shared/speech \\
      --work build/recipes --out quantize_recipes.csv
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_dynamic, quantize_static

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.append(str(REPOSITORY / "bench/python"))

import graph_ratio  # noqa: E402
from calibration import open_session  # noqa: E402
from calibration_clips import features_of, find_wavs, front_end  # noqa: E402
from drift import cosines, embeddings  # noqa: E402
from graph_signature import read_signature  # noqa: E402
from order_statistics import median_interval  # noqa: E402
from sweep_graphs import relative_l2  # noqa: E402

EDGES = ("*/head/conv1/*", "*/tdnn/linear/*", "*/dense/linear/*")
"""The first convolutions and the last: most of the drift, little of the time."""
CONTEXT = "*/cam_layer/linear[12]/*"
TRANSITS = "*/transit*"
COLUMNS = (
    "recipe,graph,tool,megabytes,cosine_3s_mean,cosine_3s_least,eer_3s,eer_3s_low,eer_3s_high,eer_1s,eer_1s_low,eer_1s_high,"
    "ms,times_as_fast,low,high,batch_relative_l2,onnxruntime,onnx,problem"
)


@dataclass
class Recipe:
    """How a file is made of a graph, and what was found of it."""

    name: str
    graph: str
    tool: str
    make: Callable[[Path, Path], None]
    found: dict[str, object] = field(default_factory=dict)


def ours(*options: str) -> Callable[[Path, Path], None]:
    """A command of quantize.py; the clips come from ``main``."""

    def make(source: Path, target: Path) -> None:
        command = [sys.executable, str(Path(__file__).with_name("quantize.py")), options[0], str(source), str(target), *options[1:]]
        done = subprocess.run([*command, "--wav", *map(str, WAVS)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["failed"])[-1])

    return make


WAVS: list[Path] = []


class Reader(CalibrationDataReader):  # type: ignore[misc]
    """The clips once, for quantize_static."""

    def __init__(self, model: Path) -> None:
        front = front_end(model, None)
        name = onnx.load(str(model), load_external_data=False).graph.input[0].name
        self.rows: Iterator[dict[str, np.ndarray]] = iter(
            [{name: features_of(wav, front, 3000)} for wav in find_wavs(WAVS, 24)]
        )

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self.rows, None)


def static(opset: int | None = None, **options: object) -> Callable[[Path, Path], None]:
    def make(source: Path, target: Path) -> None:
        model = onnx.load(str(source))
        raised = model if opset is None else onnx.version_converter.convert_version(model, opset)
        onnx.save(raised, str(target.with_suffix(".raised")))
        quantize_static(str(target.with_suffix(".raised")), str(target), Reader(source), **options)

    return make


def dynamic(source: Path, target: Path) -> None:
    quantize_dynamic(str(source), str(target))


def converter_common(source: Path, target: Path) -> None:
    from onnxconverter_common import float16  # not part of the requirements: one recipe that does not load

    onnx.save(float16.convert_float_to_float16(onnx.load(str(source)), keep_io_types=True), str(target))


U8S8 = {"activation_type": QuantType.QUInt8, "weight_type": QuantType.QInt8, "per_channel": True}
THREE = {"op_types_to_quantize": ["Conv", "Gemm", "MatMul"]}


def recipes() -> list[Recipe]:
    def quantise(name: str, graph: str, *options: str) -> Recipe:
        return Recipe(name, graph, "quantize.py", ours("int8", *options))

    kept = ("--keep", *EDGES, CONTEXT)
    return [
        Recipe("float32", "official", "", lambda source, target: onnx.save(onnx.load(str(source)), str(target))),
        Recipe("float32", "segment", "", lambda source, target: onnx.save(onnx.load(str(source)), str(target))),
        quantise("all that can be", "official"),
        quantise("all that can be", "segment"),
        quantise("edges and context in float32", "official", *kept),
        quantise("edges and context in float32", "segment", *kept),
        quantise("edges, context, transits in float32", "segment", *kept, TRANSITS),
        quantise("edges, context, head in float32", "segment", *kept, "*/head/*"),
        quantise("edges, context, head, transits in float32", "segment", *kept, "*/head/*", TRANSITS),
        quantise("worst by drift to cosine 0.998", "segment", "--keep", CONTEXT, "--least-cosine", "0.998"),
        quantise("edges and context in float32, percentile", "segment", *kept, "--calibration", "percentile"),
        quantise("edges and context in float32, mse", "segment", *kept, "--calibration", "mse"),
        quantise("edges and context in float32, entropy", "segment", *kept, "--calibration", "entropy"),
        quantise("edges and context in float32, one scale a weight", "segment", *kept, "--per-tensor"),
        quantise("edges and context in float32, s8 activations", "segment", *kept, "--activations", "s8"),
        quantise("edges and context in float32, residuals float32", "segment", *kept, "--residuals", "float32"),
        Recipe("static u8s8 per channel, Conv Gemm MatMul", "official", "quantize_static", static(13, **U8S8, **THREE)),
        Recipe("static u8s8 per channel, every operator", "official", "quantize_static", static(13, **U8S8)),
        Recipe("static u8s8 per channel, opset 11", "official", "quantize_static", static(**U8S8, **THREE)),
        Recipe("static, defaults", "official", "quantize_static", static(13)),
        Recipe("dynamic, defaults", "official", "quantize_dynamic", dynamic),
        Recipe("fp16", "official", "quantize.py", ours("fp16")),
        Recipe("fp16 weights", "official", "quantize.py", ours("fp16", "--weights-only")),
        Recipe("fp16", "official", "onnxconverter-common", converter_common),
    ]


def batch_error(path: Path, clips: list[np.ndarray]) -> float:
    """Relative L2 of a clip's embedding beside a louder one to that of the clip alone."""
    session = open_session(str(path))
    name = session.get_inputs()[0].name
    frames = min(clip.shape[1] for clip in clips)
    both = np.concatenate([clips[0][:, :frames], 3 * clips[1][:, :frames]])
    return relative_l2(session.run(None, {name: both})[0][:1], session.run(None, {name: both[:1]})[0])


def add_cosines(made: dict[str, tuple[Recipe, Path]], speech: Path) -> None:
    """Of the embeddings of the trials' clips, 3 s of each, to those of the first file."""
    trials = {name for line in (speech / "trials").read_text(encoding="utf-8").splitlines() for name in line.split()[:2]}
    first = next(path for _, path in made.values())
    rows = [features_of(speech / "wav" / f"{name}.wav", front_end(first, None), 3000) for name in sorted(trials)]
    output = read_signature(first).output
    expected = embeddings(str(first), output, rows)
    for recipe, path in made.values():
        near = cosines(embeddings(str(path), output, rows), expected)
        recipe.found |= {"cosine_3s_mean": f"{near.mean():.5f}", "cosine_3s_least": f"{near.min():.5f}"}


def evaluate(files: dict[str, Path], speech: Path, work: Path) -> dict[tuple[str, int], dict[str, str]]:
    """Rows of Java's accuracy.csv by file and length."""
    models = ",".join(f"{name}={path}" for name, path in files.items())
    command = [REPOSITORY / "speakerbench", "evaluate", "--models", models, "--speech", speech, "--trials", speech / "trials",
               "--crop-ms", "3000,1000", "--out", work / "evaluated"]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    with (work / "evaluated/accuracy.csv").open(encoding="utf-8", newline="") as table:
        return {(row["model"], int(row["crop_ms"])): row for row in csv.DictReader(table)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--official", type=Path, required=True, help="as the exporter wrote it")
    parser.add_argument("--tuned", type=Path, required=True, help="the same by models tune --passes segment-context")
    parser.add_argument("--wav", type=Path, nargs="+", required=True, help="clips of the calibration, none of the trials")
    parser.add_argument("--speech", type=Path, required=True, help="a folder of clips with a file trials")
    parser.add_argument("--work", type=Path, required=True, help="folder for the files")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--out", type=Path, required=True, help="CSV to write")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    WAVS.extend(args.wav)
    sources = {"official": args.official, "segment": args.tuned}
    clips = list(Reader(args.official).rows)
    made: dict[str, tuple[Recipe, Path]] = {}
    all_recipes = recipes()
    for i, recipe in enumerate(all_recipes):
        path = args.work / f"r{i:02d}.onnx"
        try:
            if not path.exists():
                recipe.make(sources[recipe.graph], path)
            recipe.found["megabytes"] = f"{path.stat().st_size / 1e6:.1f}"
            recipe.found["batch_relative_l2"] = f"{batch_error(path, [next(iter(c.values())) for c in clips[:2]]):.1e}"
            made[f"r{i:02d}"] = recipe, path
        except Exception as problem:  # the row says it: a recipe that fails is a result
            recipe.found["problem"] = str(problem).replace(str(path), path.name).strip().splitlines()[0][:200]
        print(recipe.name, recipe.graph, recipe.tool, recipe.found, flush=True)
    add_cosines(made, args.speech)
    for (name, crop), row in evaluate({n: p for n, (_, p) in made.items()}, args.speech, args.work).items():
        at = f"{crop // 1000}s"
        found = made[name][0].found
        found |= {f"eer_{at}": row["eer"], f"eer_{at}_low": row["eer_ci_low"], f"eer_{at}_high": row["eer_ci_high"]}
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    noise = np.random.default_rng(1).standard_normal((1, 298, 80)).astype(np.float32) * 3
    graphs = [graph_ratio.open_graph(name, path, noise) for name, (_, path) in made.items()]
    graph_ratio.measure(graphs, args.rounds, 60, graph_ratio.CLOCKS["wall"])
    for graph in graphs:
        quotients = [first / own for first, own in zip(graphs[0].ms, graph.ms)]
        low, high = median_interval(quotients)
        made[graph.name][0].found |= {"ms": f"{np.median(graph.ms):.2f}", "times_as_fast": f"{np.median(quotients):.3f}",
                                      "low": f"{low:.3f}", "high": f"{high:.3f}"}
    with args.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS.split(","), lineterminator="\n", restval="")
        table.writeheader()
        for recipe in all_recipes:
            versions = {"onnxruntime": onnxruntime.__version__, "onnx": onnx.__version__}
            table.writerow({"recipe": recipe.name, "graph": recipe.graph, "tool": recipe.tool, **versions, **recipe.found})


if __name__ == "__main__":
    main()
