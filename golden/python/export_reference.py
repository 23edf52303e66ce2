"""Writes a golden pack: what Python computes for some WAVs and models, for other implementations to be held against.

For each clip: decoded samples, log-mel features from torchaudio, kaldi-native-fbank and the float64 truth, and
torchaudio's features minus their mean.  For each model: embeddings from PyTorch (zoo models only), from ONNX Runtime
and from ONNX Runtime on kaldi-native-fbank's features.  README.md describes the format.

Nothing is written unless the references agree with each other: both feature libraries with float64, ONNX Runtime with
PyTorch, and different voices far apart compared with the end-to-end limit.

    python export_reference.py --out build/mypack --wav clips/ --model mymodel=path/to/model.onnx

``--add`` puts further models into a pack that is there, computed from the features that it stores; nothing that it has changes.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import itertools
import json
import platform
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import soundfile
import torch
import torchaudio

import model_facts
import models
import pack_clips
import stored_pack
import sweeps
import user_models
import zoo
from clips import NAME, Clip, find_wavs, read_clip, read_table
from export_error import ExportError
from fbank_config import parse_options, read_json
from references import require_embeddings
from runtimes import DEFAULT_FOLDER
from zoo import sha256

SCHEMA = "speakerbench-golden-pack/2"
REPOSITORY = Path(__file__).resolve().parents[2]
ASSETS = REPOSITORY / "assets/src/main/resources/org/speakerbench/assets"
STANDARD_CONFIG = ASSETS / "fbank_config.json"
PACK_ENTRIES = {"manifest.json", "clips", "embeddings", "sweeps", "wav"}


def write_array(array: np.ndarray, pack: Path, path: str) -> dict[str, Any]:
    """Writes npy format 1.0, little endian, C order; returns the manifest's entry."""
    if not np.isfinite(array).all():
        raise ExportError(f"{path}: there is a value that is not finite")
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    target = pack / path
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as file:
        np.lib.format.write_array(file, little, version=(1, 0), allow_pickle=False)
    return {"path": path, "sha256": sha256(target), "dtype": array.dtype.name, "shape": list(array.shape)}


def write_clip(clip: Clip, pack: Path, asset_root: Path) -> dict[str, Any]:
    """Writes the arrays of a clip, copies the WAV unless it is an asset; returns the manifest's entry.

    Clips of one WAV that differ in their front ends share it and its samples.
    """
    source = clip.wav.resolve()
    if source.is_relative_to(asset_root.resolve()):
        path = f"asset:{source.relative_to(asset_root.resolve()).as_posix()}"
    else:
        path = f"wav/{clip.wav.stem}.wav"
        (pack / "wav").mkdir(exist_ok=True)
        shutil.copyfile(source, pack / path)

    def write(name: str, array: np.ndarray | None) -> dict[str, Any] | None:
        owner = clip.wav.stem if name == "samples" else clip.id
        return None if array is None else write_array(array, pack, f"clips/{owner}.{name}.npy")

    return {
        "id": clip.id,
        "description": clip.description,
        "group": clip.group,
        "voice": clip.voice,
        "wav": {"path": path, "sha256": sha256(source)},
        "sample_rate_hz": clip.rate_hz,
        "front_end": clip.front_end.manifest() if clip.front_end else None,
        "frames": clip.frames,
        "arrays": {name: write(name, array) for name, array in clip.features.items()},
    }


def describe_model(model: models.PackModel) -> dict[str, Any]:
    return {
        "kind": model.kind,
        "graph_sha256": sha256(model.graph),
        "weights_sha256": sha256(model.weights) if model.weights else None,
        "embedding_dim": model.embedding_dim,
        "input": model.input,
        "output": model.output,
        "min_frames": model.min_frames,
    }


def write_sweep(model: models.Model, clip: Clip, pack: Path) -> tuple[dict[str, Any], str]:
    """Computes and writes a zoo model's sweep of frame counts; the manifest's entry and a line of the summary."""
    cases = sweeps.cases_of(model.name)
    tables = sweeps.embeddings_of(model, clip, cases)
    line = sweeps.check(model, cases, tables)
    entry = {
        "clip": clip.id,
        "row_offset": sweeps.ROW_OFFSET,
        "cases": [{"frames": case.frames, "batch": case.batch} for case in cases],
        **{kind: write_array(rows, pack, f"sweeps/{model.name}.{kind}.npy") for kind, rows in tables.items()},
    }
    return entry, line


def versions() -> dict[str, str | None]:
    try:
        speakerlab: str | None = importlib.metadata.version("speakerlab-slim")
    except importlib.metadata.PackageNotFoundError:
        speakerlab = None  # only zoo models need it
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "torchaudio": torchaudio.__version__,
        "kaldi_native_fbank": importlib.metadata.version("kaldi_native_fbank"),
        "onnx": onnx.__version__,
        "onnxruntime": onnxruntime.__version__,
        "numpy": np.__version__,
        "soundfile": soundfile.__version__,
        "speakerlab-slim": speakerlab,
    }


def cpu_isa() -> str:
    """The widest instruction set that the libraries will have used: results differ a little between them."""
    try:
        cpu = Path("/proc/cpuinfo").read_text()
    except OSError:
        return "unknown"
    flags = re.search(r"^flags\s*:(.*)$", cpu, re.MULTILINE)
    if flags is None:
        return "unknown"
    known = {"avx512f": "avx512", "avx2": "avx2", "avx": "avx"}
    return next((name for flag, name in known.items() if flag in flags[1].split()), "sse2")


def generator(command: str) -> dict[str, Any]:
    """Where a pack comes from."""
    return {
        "command": command,
        "versions": versions(),
        "platform": f"{platform.system()} {platform.machine()}",
        "cpu_isa": cpu_isa(),
    }


def show(path: Path) -> str:
    """Relative to the repository, and only the last part of a path outside."""
    path = path.resolve()
    return path.relative_to(REPOSITORY).as_posix() if path.is_relative_to(REPOSITORY) else path.name


def command_line(args: argparse.Namespace) -> str:
    """The command with its paths as ``show`` has them."""
    words = ["python", "golden/python/export_reference.py", "--out", show(args.out)]
    if args.add:
        words += ["--add"]
    else:
        words += ["--name", args.name] if args.name else []
        words += ["--wav", *(show(wav) for wav in args.wav)] if args.wav else []
        words += ["--clips-from", show(args.clips_from)] if args.clips_from else []
        words += ["--only", *args.only] if args.only else []
        words += ["--clips", show(args.clips)] if args.clips else []
        words += ["--fbank-config", show(args.fbank_config), "--asset-root", show(args.asset_root)]
        words += ["--mean", args.mean] if args.mean else []
    if args.zoo:
        words += ["--zoo", *args.zoo, "--zoo-dir", show(args.zoo_dir), "--work", show(args.work)]
    words += ["--sweep", args.sweep] if args.sweep else []
    for name, path in args.model:
        words += ["--model", f"{name}={show(path)}"]
    for name, path in args.checkpoint:
        words += ["--checkpoint", f"{name}={show(path)}"]
    return shlex.join(words)


def front_end(args: argparse.Namespace, stored: pack_clips.PackClips | None) -> tuple[dict[str, Any], str]:
    """Configuration and mean normalisation: as asked for or stored, else as the models say; raises where they contradict."""
    if stored:
        return stored_front_end(args, stored.pack, stored.config, stored.mean)
    own = args.fbank_config == STANDARD_CONFIG and args.model and not args.zoo
    config: dict[str, Any] = {} if own else read_json(args.fbank_config)
    mean = args.mean
    for _, path in args.model:
        config, mean = model_facts.merge(config, mean, path, args.fbank_config.name)
    if own:
        config = model_facts.over(read_json(STANDARD_CONFIG), config)
    return config, mean or "clip"


def stored_front_end(
    args: argparse.Namespace, pack: str, config: dict[str, Any], mean: str
) -> tuple[dict[str, Any], str]:
    """That of the features of a pack, if it is the one of all models."""
    source = f"the configuration of pack {pack}"
    for _, path in args.model:
        merged, _ = model_facts.merge(config, mean, path, source)
        if parse_options(merged, source) != parse_options(config, source):
            raise ExportError(f"{path}: it says of its front end what {source} does not; expected a pack of its own, by --wav")
    return config, mean


def write_pack(pack: Path, args: argparse.Namespace) -> None:
    """Computes everything and writes it to the empty folder ``pack``; prints errors and the summary."""
    stored = pack_clips.read(args.clips_from, args.only, args.asset_root, SCHEMA) if args.clips_from else None
    config, mean = front_end(args, stored)
    options = parse_options(config, args.fbank_config.name)
    require_embeddings(options, args.fbank_config.name)
    if stored:
        clips = stored.clips
    else:
        table = read_table(args.clips)
        clips = [read_clip(wav, options, table.get(wav.stem), mean) for wav in find_wavs(args.wav)]
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "name": args.name or args.out.resolve().name,
        "generator": generator(command_line(args)),
        "fbank_config": config,
        "mean_normalization": mean,
        **({"clips_from": stored.pack} if stored else {}),
        "models": {},
        "clips": stored.entries if stored else [write_clip(clip, pack, args.asset_root) for clip in clips],
        "embeddings": {},
        "sweeps": {},
    }
    origin = write_models(manifest, clips, options.dim, pack, args)
    manifest["generator"]["versions"] |= origin
    write_manifest(manifest, pack)


def add_to_pack(pack: Path, args: argparse.Namespace) -> None:
    """Copies the pack of ``--out`` to the empty folder ``pack`` and adds models, with where they come from."""
    manifest = stored_pack.read_manifest(args.out, SCHEMA)
    if manifest.get("clips_from") is not None:
        raise ExportError(f"{args.out}: its clips are those of {manifest['clips_from']}, expected a pack with its own")
    stored_pack.require_new(manifest, args.zoo + [name for name, _ in args.model])
    config, _ = stored_front_end(
        args, manifest["name"], manifest["fbank_config"], manifest.get("mean_normalization", "clip")
    )
    dim = parse_options(config, "manifest.json").dim
    shutil.copytree(args.out, pack, dirs_exist_ok=True)
    before = set(manifest["models"])
    addition = generator(command_line(args))
    clips = stored_pack.read_clips(pack, manifest, manifest["clips"], args.asset_root)
    addition["versions"] |= write_models(manifest, clips, dim, pack, args)
    addition["models"] = [name for name in manifest["models"] if name not in before]
    manifest.setdefault("additions", []).append(addition)
    write_manifest(manifest, pack)


def write_models(
    manifest: dict[str, Any], clips: list[Clip], dim: int, pack: Path, args: argparse.Namespace
) -> dict[str, str]:
    """Computes and writes what is asked for of models, with their entries; the versions of runtimes of their own."""
    origin: dict[str, str] = {}
    swept = sweeps.sweep_clip(clips, args.sweep) if args.sweep else None
    checkpoints = dict(args.checkpoint)
    opened: Iterable[models.Model | user_models.UserModel] = itertools.chain(  # lazily: one model is in memory at a time
        (models.open_zoo_model(key, args.zoo_dir, args.work, dim) for key in args.zoo),
        (
            user_models.open_user_model(name, path, dim, args.runtimes, checkpoints.get(name))
            for name, path in args.model
        ),
    )
    summary, swept_summary = [models.SUMMARY_HEADER], [sweeps.SUMMARY_HEADER] if swept else []
    for model in opened:
        long_enough = [clip for clip in clips if clip.frames >= model.min_frames]
        if not long_enough:
            raise ExportError(f"{model.name}: no clip has the {model.min_frames} frames that it needs")
        tables = models.embeddings_of(model, long_enough)
        summary.append(models.check_embeddings(model, long_enough, tables))
        manifest["models"][model.name] = describe_model(model)
        if isinstance(model, user_models.UserModel):
            account = model.check(long_enough)
            manifest["models"][model.name]["reference"] = account
            origin["onnxruntime of own models"] = account["onnxruntime"]
        manifest["embeddings"][model.name] = {
            "clips": [clip.id for clip in long_enough],
            **{
                kind: None if rows is None else write_array(rows, pack, f"embeddings/{model.name}.{kind}.npy")
                for kind, rows in tables.items()
            },
        }
        if swept and isinstance(model, models.Model):
            manifest["sweeps"][model.name], line = write_sweep(model, swept, pack)
            swept_summary.append(line)
        print(f"{model.name} done", flush=True)
        del model
    print("", *summary, *swept_summary, sep="\n")
    print("cosine and relative L2: the worst clip or row; voices: distance of the two closest in end-to-end limits")
    return origin


def write_manifest(manifest: dict[str, Any], pack: Path) -> None:
    text = json.dumps(manifest, indent=2, ensure_ascii=True)
    (pack / "manifest.json").write_text(text + "\n", encoding="ascii")
    sizes = [path.stat().st_size for path in pack.rglob("*") if path.is_file()]
    print(f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB, the largest {max(sizes) / 1e6:.2f} MB")


def publish(out: Path, write: Callable[[Path], None]) -> None:
    """Lets ``write`` fill an empty folder, and puts it in the place of ``out`` only if that succeeds."""
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        unfinished.chmod(0o755)
        write(unfinished)
        replace_pack(unfinished, out)
    except (ExportError, OSError) as problem:
        sys.exit(f"{Path(sys.argv[0]).name}: {problem}")
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    print(f"written: {out}")


def replace_pack(new: Path, out: Path) -> None:
    """Puts a finished folder in the place of the old one."""
    if not out.exists():
        new.rename(out)
        return
    old = new.with_name(new.name + "-old")
    out.rename(old)
    try:
        new.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old)


def named_path(text: str) -> tuple[str, Path]:
    name, separator, path = text.partition("=")
    if not (separator and path and NAME.fullmatch(name)):
        raise argparse.ArgumentTypeError(f"expected NAME=PATH, found {text!r}")
    return name, Path(path)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder to write; a pack that is there is replaced")
    parser.add_argument("--name", help="name of the pack (default: that of the folder)")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--wav", type=Path, nargs="+", metavar="PATH", help="WAVs or folders of them")
    source.add_argument(
        "--clips-from",
        type=Path,
        metavar="DIR",
        help="an embedded pack, whose clips are referred to: nothing of them is stored in the new pack",
    )
    source.add_argument(
        "--add",
        action="store_true",
        help="add the models to the pack that is at --out, over its own clips and features; what it has stays as it is",
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="some clips of --clips-from (default: all)")
    parser.add_argument("--clips", type=Path, help="table with group, voice and text of each clip, such as clips.tsv")
    own = "front end (JSON; default: the models')"
    parser.add_argument("--fbank-config", type=Path, default=STANDARD_CONFIG, help=own)
    parser.add_argument(
        "--mean",
        choices=model_facts.MEANS,
        help="what is subtracted from features for the models: their mean over the clip, or none (default: the models')",
    )
    parser.add_argument("--asset-root", type=Path, default=ASSETS, help="WAVs below it are referred to, not copied")
    parser.add_argument(
        "--zoo",
        nargs="+",
        default=[],
        choices=["all", *zoo.KEYS],
        metavar="KEY",
        help=f"all, or some of {', '.join(zoo.KEYS)}",
    )
    parser.add_argument("--zoo-dir", type=Path, default=ASSETS / "zoo", help="folder of the zoo's graphs and recipes")
    parser.add_argument("--work", type=Path, help="the folder that export_zoo.py worked in")
    parser.add_argument("--sweep", metavar="CLIP", help="sweep frame counts of the zoo models over this clip")
    parser.add_argument(
        "--model", type=named_path, action="append", default=[], metavar="NAME=PATH", help="an ONNX file (repeatable)"
    )
    parser.add_argument(
        "--checkpoint",
        type=named_path,
        action="append",
        default=[],
        metavar="NAME=PATH",
        help="the PyTorch checkpoint of the model of that name, to check its embeddings by (repeatable)",
    )
    parser.add_argument(
        "--runtimes",
        type=Path,
        default=DEFAULT_FOLDER,
        metavar="DIR",
        help="folder of the runtimes for --model, from requirements-runtimes.txt (default: .runtimes beside this script)",
    )
    args = parser.parse_args()
    if args.add and (args.clips or args.name):
        parser.error("--add takes no --clips or --name: the clips are those of the pack")
    if "all" in args.zoo:
        args.zoo = zoo.KEYS
    names = args.zoo + [name for name, _ in args.model]
    if not names:
        parser.error("expected at least one model: --zoo or --model")
    if len(set(names)) < len(names):
        parser.error("two models have the same name")
    if not {name for name, _ in args.checkpoint} <= {name for name, _ in args.model}:
        parser.error("--checkpoint needs a --model of the same name")
    if args.only and not args.clips_from:
        parser.error("--only needs --clips-from")
    if args.clips_from and (args.clips or args.mean or args.fbank_config != STANDARD_CONFIG):
        parser.error("--clips-from brings its front end and table: leave --clips, --fbank-config and --mean out")
    if args.zoo and args.work is None:
        parser.error("--zoo needs --work, the folder that export_zoo.py worked in")
    if args.sweep and not args.zoo:
        parser.error("--sweep needs --zoo: where the edges lie is known of zoo models only")
    if args.out.exists() and not (args.out.is_dir() and {p.name for p in args.out.iterdir()} <= PACK_ENTRIES):
        parser.error(f"--out {args.out}: it exists and is not a golden pack; choose another folder")
    return args


def main() -> None:
    args = parse_arguments()
    torch.set_num_threads(1)
    write = add_to_pack if args.add else write_pack
    publish(args.out, lambda pack: write(pack, args))


if __name__ == "__main__":
    main()
