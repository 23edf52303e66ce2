"""Tests of adding models to a pack that is there, and rows to a table.

python -m unittest discover golden/python
"""

from __future__ import annotations

import argparse
import contextlib
import io
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import torch

import export_reference
import import_check
import stored_pack
from export_reference import SCHEMA, add_to_pack, publish, write_array, write_manifest
from models import torch_min_frames
from test_exporters import InAFolder
from zoo import sha256


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class AdditionTest(InAFolder):
    def setUp(self) -> None:
        super().setUp()
        self.pack = self.folder / "pack"
        (self.pack / "wav").mkdir(parents=True)
        wav = self.pack / "wav/a.wav"
        wav.write_bytes(b"samples")
        self.rows = np.arange(6, dtype=np.float32).reshape(2, 3)
        clip = {
            "id": "a",
            "description": "",
            "group": "speech",
            "voice": None,
            "wav": {"path": "wav/a.wav", "sha256": sha256(wav)},
            "sample_rate_hz": 16000,
            "frames": 2,
            "arrays": {"fbank_normalised": write_array(self.rows, self.pack, "clips/a.fbank_normalised.npy"), "fbank_knf": None},
        }
        self.manifest: dict[str, Any] = {
            "schema": SCHEMA,
            "name": "pack",
            "generator": {"command": "first"},
            "fbank_config": {"MelBanksOptions": {"num_bins": 80}, "FrameExtractionOptions": {"dither": 0}},
            "models": {"old": {}},
            "clips": [clip],
            "embeddings": {"old": {}},
            "sweeps": {},
        }
        with contextlib.redirect_stdout(io.StringIO()):
            write_manifest(self.manifest, self.pack)

    def add(self, name: str, fails: bool = False) -> None:
        def write(manifest: dict[str, Any], clips: list[Any], dim: int, pack: Path, _: Any) -> dict[str, str]:
            self.assertEqual((80, 2), (dim, clips[0].frames))
            np.testing.assert_array_equal(self.rows, clips[0].features["fbank_normalised"])
            self.assertIsNone(clips[0].features["fbank_knf"])
            manifest["models"][name] = {}
            manifest["embeddings"][name] = write_array(self.rows, pack, f"embeddings/{name}.npy")
            if fails:
                raise stored_pack.ExportError("voices are too close")
            return {"onnxruntime of own models": "1.32.0"}

        args = argparse.Namespace(out=self.pack, add=True, zoo=[name], model=[], checkpoint=[], sweep=None, asset_root=self.folder)
        args.zoo_dir = args.work = self.folder
        with (
            mock.patch("export_reference.write_models", write),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            publish(self.pack, lambda pack: add_to_pack(pack, args))

    def read(self) -> list[Any]:
        return stored_pack.read_clips(self.pack, self.manifest, self.manifest["clips"], self.folder)

    def test_what_is_there_stays_and_the_addition_says_where_it_is_from(self) -> None:
        before = contents(self.pack)
        self.add("new")
        after = contents(self.pack)
        self.assertEqual({"manifest.json"}, {name for name in before if after[name] != before[name]})
        self.assertEqual({"embeddings/new.npy"}, after.keys() - before.keys())
        manifest = stored_pack.read_manifest(self.pack, SCHEMA)
        addition = manifest.pop("additions")[0]
        self.assertEqual({"old", "new"}, set(manifest["models"]))
        self.assertEqual(self.manifest["generator"], manifest["generator"])
        self.assertEqual(self.manifest["clips"], manifest["clips"])
        self.assertEqual(["new"], addition["models"])
        self.assertIn("--add --zoo new", addition["command"])
        self.assertEqual("1.32.0", addition["versions"]["onnxruntime of own models"])
        self.add("newer")
        models = [one["models"] for one in stored_pack.read_manifest(self.pack, SCHEMA)["additions"]]
        self.assertEqual([["new"], ["newer"]], models)

    def test_a_failure_leaves_the_pack_as_it_was(self) -> None:
        before = contents(self.folder)
        for name, fails in (("new", True), ("old", False)):
            with self.assertRaises(SystemExit) as problem:
                self.add(name, fails)
            self.assertIn("too close" if fails else "it has old already", str(problem.exception))
            self.assertEqual(before, contents(self.folder))

    def test_a_damaged_pack_is_refused(self) -> None:
        clip = self.pack / "clips/a.fbank_normalised.npy"
        clip.write_bytes(clip.read_bytes()[:-1] + b"x")
        self.refused("a.fbank_normalised.npy: found SHA-256", lambda: self.read())
        (self.pack / "manifest.json").write_text('{"schema": "another"}')
        self.refused("found schema another, expected", lambda: stored_pack.read_manifest(self.pack, SCHEMA))
        self.refused("expected the manifest of a golden pack", lambda: stored_pack.read_manifest(self.folder, SCHEMA))

    def test_clips_are_given_or_those_of_the_pack(self) -> None:
        def parse(*words: str) -> str:
            command = ["export_reference.py", "--out", str(self.pack), "--model", "m=m.onnx", *words]
            with mock.patch("sys.argv", command), contextlib.redirect_stderr(io.StringIO()) as errors:
                try:
                    export_reference.parse_arguments()
                except SystemExit:
                    return errors.getvalue()
            return ""

        self.assertEqual("", parse("--add"))
        self.assertEqual("", parse("--wav", "clips"))
        self.assertIn("--wav: not allowed with argument --add", parse("--add", "--wav", "clips"))
        self.assertIn("one of the arguments --wav --clips-from --add is required", parse())


class MinFramesTest(unittest.TestCase):
    def test_is_what_pytorch_takes(self) -> None:
        pad = torch.nn.ReflectionPad1d(4)
        self.assertEqual(5, torch_min_frames(Lambda(lambda x: pad(x.transpose(1, 2)).mean(dim=2)), 80))
        self.assertEqual(2, torch_min_frames(Lambda(lambda x: x.std(dim=1)), 80))
        self.assertIsNone(torch_min_frames(Lambda(lambda x: x.sum(dim=1) / 0), 80))


class Lambda(torch.nn.Module):
    def __init__(self, function: Any) -> None:
        super().__init__()
        self.forward = function


class RowsTest(InAFolder):
    def test_rows_of_other_models_stay(self) -> None:
        table = self.folder / "table.csv"
        import_check.write_csv(["first"], [{"model": "a", "x": "1", "right": True}, {"model": "b", "x": "2"}], table)
        comments, rows = import_check.stored(table, ["b"])
        import_check.write_csv([*comments, "second"], [*rows, {"model": "b", "x": "3", "right": True}], table)
        self.assertEqual("# first\n# second\nmodel,x\na,1\nb,3\n", table.read_text())


if __name__ == "__main__":
    unittest.main()
