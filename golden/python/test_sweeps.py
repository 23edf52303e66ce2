"""Tests of the sweeps of frame counts: which cases there are, which rows, and what is refused.

python -m unittest discover golden/python
"""

from __future__ import annotations

import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import numpy as np

import export_reference
import sweeps
import zoo
from clips import Clip
from export_error import ExportError
from sweeps import Case

LONGEST_CLIP = 998
"""Frames of flite-slt-10s."""


def halved(frames: int) -> int:
    """Frames after a stride of 2 with the padding that these models have."""
    return -(-frames // 2)


class CaseTableTest(unittest.TestCase):
    def counts(self, sweep: str) -> list[set[int]]:
        """The frame counts of each model that has this sweep."""
        keys = [a.key for a in zoo.ARCHITECTURES.values() if a.sweep == sweep]
        self.assertTrue(keys, sweep)
        return [{case.frames for case in sweeps.cases_of(key)} for key in keys]

    def test_every_model_is_swept_from_its_minimum_to_700_frames(self) -> None:
        for key in zoo.KEYS:
            with self.subTest(key):
                cases = sweeps.cases_of(key)
                counts = [case.frames for case in cases]
                self.assertEqual(zoo.min_frames(key), counts[0])
                self.assertEqual(700, counts[-1])
                self.assertEqual(sorted(set(counts)), counts)
                self.assertLessEqual({298, 345}, set(counts))
                batched = [case.frames for case in cases if case.batch > 1]
                self.assertEqual([counts[0], 101, 298], batched)
                self.assertLessEqual(max(case.needed_frames for case in cases), LONGEST_CLIP)

    def test_no_sweep_is_left_over(self) -> None:
        self.assertEqual({a.sweep for a in zoo.ARCHITECTURES.values()}, set(sweeps.SWEEPS))

    def test_segments_end_partial_whole_and_with_one_frame(self) -> None:
        for counts in self.counts("segments-of-100"):
            pooled = {halved(n) for n in counts}
            self.assertLessEqual({2, 3, 4, 5}, pooled)
            for segments in (1, 2, 3):
                edge = 100 * segments
                self.assertLessEqual({edge - 1, edge, edge + 1, edge + 2}, pooled)
                self.assertLessEqual({2 * edge - 1, 2 * edge, 2 * edge + 1, 2 * edge + 2}, counts)

    def test_every_stride_rounds_both_ways_with_few_frames_left(self) -> None:
        for counts in self.counts("stride-8"):
            first_blocks = {n for n in counts if n <= 24}
            for left in (2, 3):  # frames after the three strides
                residues = {n % 8 for n in first_blocks if halved(halved(halved(n))) == left}
                self.assertEqual(set(range(8)), residues)
            for block in (64, 128, 256):
                self.assertLessEqual({block - 1, block, block + 1}, counts)


class RowsTest(unittest.TestCase):
    def test_rows_start_64_frames_apart(self) -> None:
        features = np.arange(400, dtype=np.float32)[:, None]
        rows = Case(3, 5).rows(features)
        self.assertEqual([0, 64, 128, 192, 256], [int(row[0, 0]) for row in rows])
        self.assertEqual({(3, 1)}, {row.shape for row in rows})
        self.assertEqual(259, Case(3, 5).needed_frames)
        self.assertEqual(3, Case(3, 1).needed_frames)


class RefusalTest(unittest.TestCase):
    def setUp(self) -> None:
        self.features = np.random.default_rng(1).standard_normal((998, 4)).astype(np.float32)
        self.clip = Clip("long", "", "speech", None, Path("long.wav"), 998, {"fbank_normalised": self.features})
        self.cases = [Case(3, 5), Case(7, 1), Case(700, 1)]

    def refused(self, message: str, call: Callable[[], Any]) -> None:
        with self.assertRaises(ExportError) as refusal:
            call()
        self.assertIn(message, str(refusal.exception))
        self.assertNotIn("\n", str(refusal.exception))

    def model(self, embed: Callable[[np.ndarray], np.ndarray], min_frames: int = 3) -> Any:
        """PyTorch gives the first frame, ONNX Runtime whatever ``embed`` makes of the features."""
        return SimpleNamespace(
            name="mine", min_frames=min_frames, embed=embed, embed_torch=lambda features: features[0].copy()
        )

    def summary(self, model: Any) -> str:
        return sweeps.check(model, self.cases, sweeps.embeddings_of(model, self.clip, self.cases))

    def test_rows_are_computed_alone_in_the_order_of_the_cases(self) -> None:
        tables = sweeps.embeddings_of(self.model(lambda features: features[-1]), self.clip, self.cases)
        starts = [0, 64, 128, 192, 256, 0, 0]
        ends = [start + n - 1 for start, n in zip(starts, [3] * 5 + [7, 700], strict=True)]
        np.testing.assert_array_equal(self.features[starts], tables["pytorch"])
        np.testing.assert_array_equal(self.features[ends], tables["onnxruntime"])

    def test_agreement_is_summed_up_in_a_line(self) -> None:
        def slightly_off(features: np.ndarray) -> np.ndarray:
            return features[0] * np.float32(1.001 if len(features) == 7 else 1)

        line = self.summary(self.model(slightly_off)).split()
        self.assertEqual(["mine", "3", "7", "3..700"], line[:4])
        self.assertEqual(["1.00e-03", "7"], line[-2:])

    def test_one_row_of_a_batch_that_disagrees_is_refused_with_model_and_frames(self) -> None:
        broken = self.features[128]

        def wrong_once(features: np.ndarray) -> np.ndarray:
            return features[0] + (np.float32(0.01) if np.array_equal(features[0], broken) else 0) * features[1]

        self.refused("mine: cosine of PyTorch and ONNX Runtime is 0.9999", lambda: self.summary(self.model(wrong_once)))
        self.refused("at 3 frames, expected 0.999999 or more", lambda: self.summary(self.model(wrong_once)))

    def test_nan_is_refused(self) -> None:
        def nan_at_700(features: np.ndarray) -> np.ndarray:
            return np.full(4, np.nan, np.float32) if len(features) == 700 else features[0]

        self.refused("is nan at 700 frames", lambda: self.summary(self.model(nan_at_700)))

    def test_a_sweep_that_misses_the_minimum_is_refused(self) -> None:
        model = self.model(lambda features: features[0], min_frames=2)
        self.refused("mine: the sweep starts at 3 frames, expected 2, its minimum", lambda: self.summary(model))

    def test_a_clip_that_is_missing_or_too_short_is_refused(self) -> None:
        self.refused("found no clip other, expected one of long", lambda: sweeps.sweep_clip([self.clip], "other"))
        self.assertIs(self.clip, sweeps.sweep_clip([self.clip], "long"))
        self.clip = Clip("brief", "", "speech", None, Path(), 699, {"fbank_normalised": self.features[:699]})
        model = self.model(lambda features: features[0])
        self.refused("brief: found 699 frames, expected 700 or more for the sweep", lambda: self.summary(model))


class ManifestTest(unittest.TestCase):
    def test_the_entry_names_clip_offset_cases_and_arrays(self) -> None:
        rows = {"pytorch": np.ones((6, 2), np.float32), "onnxruntime": np.ones((6, 2), np.float32)}
        cases = [Case(3, 5), Case(4, 1)]
        clip = Clip("long", "", "speech", None, Path("long.wav"), 998, {})
        model: Any = SimpleNamespace(name="campplus")
        with (
            tempfile.TemporaryDirectory() as folder,
            mock.patch.object(sweeps, "cases_of", return_value=cases),
            mock.patch.object(sweeps, "embeddings_of", return_value=rows),
        ):
            entry, line = export_reference.write_sweep(model, clip, Path(folder))
            self.assertTrue((Path(folder) / "sweeps/campplus.pytorch.npy").is_file())
        self.assertEqual(("long", 64), (entry["clip"], entry["row_offset"]))
        self.assertEqual([{"frames": 3, "batch": 5}, {"frames": 4, "batch": 1}], entry["cases"])
        self.assertEqual("sweeps/campplus.onnxruntime.npy", entry["onnxruntime"]["path"])
        self.assertEqual([6, 2], entry["pytorch"]["shape"])
        self.assertTrue(line.startswith("campplus "))


if __name__ == "__main__":
    unittest.main()
