"""Archives as kaldi_native_io (Kaldi's own code), kaldiio and numpy write them: the reference of ``engine.table``.

Writes seeded arrays to FOLDER by each of the libraries, and what each file holds to ``expected.jsonl``: what
kaldi_native_io reads from it, since kaldiio types a text vector by its first number and rounds some compressed values
otherwise.  With ``--check`` it reads what ``speakerbench extract`` wrote of one list in two formats instead, by all
libraries that can, and compares bit for bit.

    python table_reference.py [--folder engine/src/test/resources/org/speakerbench/engine/table]
    python table_reference.py --check NPY.scp ARCHIVE.scp
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import kaldi_native_io as kni
import kaldiio
import numpy as np

FOLDER = Path(__file__).resolve().parents[2] / "engine/src/test/resources/org/speakerbench/engine/table"
SEED = 20261128
Arrays = dict[str, np.ndarray]


def arrays() -> tuple[Arrays, Arrays]:
    """Vectors and matrices with values that text must not round, of several signs and sizes."""
    random = np.random.default_rng(SEED)
    vectors = {
        "a": np.array([1, -2, 0.1, 1e-7, 3.4e38, 1 / 3], np.float32),
        "speaker-b/utt": random.standard_normal(5).astype(np.float32),
        "ü": np.array([7], np.float32),
    }
    matrices = {
        "m1": (random.standard_normal((9, 4)) * 3 - 8).astype(np.float32),
        "m2": random.standard_normal((1, 3)).astype(np.float32),
    }
    return vectors, matrices


def write_kaldi() -> None:
    """Archives of Kaldi's own code: binary and text, float and double, and each kind of compression."""
    vectors, matrices = arrays()
    for kind, mode in (("binary", "ark"), ("text", "ark,t")):
        with_doubles = (
            ("float-vectors", kni.FloatVectorWriter, vectors, np.float32),
            ("double-vectors", kni.DoubleVectorWriter, vectors, np.float64),
            ("float-matrices", kni.FloatMatrixWriter, matrices, np.float32),
            ("double-matrices", kni.DoubleMatrixWriter, matrices, np.float64),
        )
        for name, writer_type, values, dtype in with_doubles:
            with writer_type(f"{mode},scp:{name}-{kind}.ark,{name}-{kind}.scp") as writer:
                for key, value in values.items():
                    wide = value.astype(dtype)
                    writer.write(key, wide / 3 if dtype is np.float64 else wide)
    methods = {
        "CM": kni.CompressionMethod.kSpeechFeature,
        "CM2": kni.CompressionMethod.kTwoByteAuto,
        "CM3": kni.CompressionMethod.kOneByteAuto,
    }
    for name, method in methods.items():
        with kni.CompressedMatrixWriter(f"ark:compressed-{name}.ark") as writer:
            for key, value in matrices.items():
                writer.write(key, value, method=method)


def write_others() -> None:
    """Archives of kaldiio, and NumPy's of one matrix."""
    vectors, matrices = arrays()
    kaldiio.save_ark("kaldiio.ark", {**vectors, **matrices}, scp="kaldiio.scp")
    kaldiio.save_ark("kaldiio-text.ark", vectors, text=True)
    rows = matrices["m1"][:2, :3].copy()
    ids = list(matrices)
    np.savez("matrix.npz", ids=np.array(ids), embeddings=rows)
    np.savez("arrays.npz", **{key.replace("/", "-"): value for key, value in vectors.items()})
    np.save("matrix.npy", rows)
    Path("matrix.ids.txt").write_text("".join(f"{key}\n" for key in ids))


RANGES = ["[0:5]", "[2:2]", "[3:8,1:2]", "[:,0:0]", "[7:10]"]


def expected() -> list[dict[str, object]]:
    """What Kaldi's own code reads from each archive, and the first matrix through each range."""
    readers = {
        "vectors": (kni.SequentialFloatVectorReader, kni.SequentialDoubleVectorReader),
        "matrices": (kni.SequentialFloatMatrixReader, kni.SequentialDoubleMatrixReader),
    }
    lines: list[dict[str, object]] = []
    for file in sorted(Path().glob("*.ark")):
        for shape, (floats, doubles) in readers.items():
            if shape in file.name or (file.name.startswith("compressed") and shape == "matrices"):
                reader = doubles if file.name.startswith("double") and "binary" in file.name else floats
                with reader(f"ark:{file}") as table:
                    for key, value in table:
                        lines.append(line(file.name, key, value))
    place = Path("float-matrices-binary.scp").read_text().splitlines()[0].split()[1]
    for number in RANGES:
        Path("range.scp").write_text(f"m1 {place}{number}\n")
        with kni.SequentialFloatMatrixReader("scp:range.scp") as table:
            for key, value in table:
                lines.append(line(place + number, key, value))
    Path("range.scp").unlink()
    return lines


def line(source: str, key: str, value: object) -> dict[str, object]:
    """The copy matters: a reader's value is a view of memory that its next step writes to."""
    array = np.array(value, copy=True)
    return {"source": source, "id": key, "shape": list(array.shape), "values": array.astype(np.float64).ravel().tolist()}


def by_kaldi(source: str) -> Arrays:
    with kni.SequentialFloatVectorReader(source) as table:
        return {key: np.array(value, copy=True) for key, value in table}


def read_archive(index: Path) -> dict[str, Arrays]:
    """An archive beside its index, by each library that can read it."""
    archive = next(Path(line.split()[1].rsplit(":", 1)[0].split("[")[0]) for line in index.open())
    if archive.suffix == ".ark":
        return {
            "kaldiio, ark": dict(kaldiio.load_ark(str(archive))),
            "kaldiio, scp": dict(kaldiio.load_scp(str(index)).items()),
            "kaldi_native_io, ark": by_kaldi(f"ark:{archive}"),
            "kaldi_native_io, scp": by_kaldi(f"scp:{index}"),
        }
    if archive.suffix == ".npz":
        stored = np.load(archive)
        return {"numpy": dict(zip(stored["ids"].tolist(), stored["embeddings"], strict=True))}
    if archive.suffix == ".npy":
        ids = archive.with_suffix("").with_suffix(".ids.txt").read_text().splitlines()
        return {"numpy": dict(zip(ids, np.load(archive), strict=True))}
    objects = [json.loads(text) for text in archive.open()]
    return {"json": {item["id"]: np.array(item["embedding"], np.float32) for item in objects}}


def check(npy: Path, index: Path) -> None:
    """Compares an archive with the same embeddings in a file each."""
    truth = {key: np.load(path) for key, path in (text.split() for text in npy.open())}
    for library, found in read_archive(index).items():
        if list(found) != list(truth):
            raise SystemExit(f"{index} by {library}: other utterances, or in another order")
        for key, value in truth.items():
            if not np.array_equal(np.asarray(found[key], np.float32), value):
                raise SystemExit(f"{index} by {library}: other values of {key}")
        print(f"{index} by {library}: {len(found)} embeddings, the same bits")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--check", type=Path, nargs=2, metavar=("NPY.scp", "ARCHIVE.scp"))
    args = parser.parse_args()
    if args.check:
        check(*args.check)
        return
    args.folder.mkdir(parents=True, exist_ok=True)
    os.chdir(args.folder)
    write_kaldi()
    write_others()
    with Path("expected.jsonl").open("w") as out:
        for item in expected():
            out.write(json.dumps(item) + "\n")


if __name__ == "__main__":
    main()
