#!/usr/bin/env python3
"""What error rates and normalised scores come to, from their formulas: the reference of ``engine.score``.

Nothing here sorts or pools as the Java code does: error rates are counted at every threshold, and the best monotone
calibration is the max-min formula of isotonic regression.  Reads scores that are stored beside what it writes
(``trials``, ``campplus-1s.scores``: the trained CAM++ on the middle second of the clips), makes seeded embeddings, and
writes ``embeddings.csv`` and ``reference.json`` there.

    python score_reference.py [--folder engine/src/test/resources/org/speakerbench/engine/score]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).resolve().parents[2] / "engine/src/test/resources/org/speakerbench/engine/score"
SEED = 20240229
DIM = 16
SPEAKERS = 6
CLIPS = 5
COHORT = 25
TOP = 8


def rates_at_thresholds(targets: np.ndarray, nontargets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """P_miss and P_fa where scores above a threshold are accepted: for none rejected, then for each distinct score."""
    thresholds = np.unique(np.concatenate([targets, nontargets]))
    miss = (targets[None, :] <= thresholds[:, None]).mean(axis=1)
    false_alarm = (nontargets[None, :] > thresholds[:, None]).mean(axis=1)
    return np.concatenate([[0.0], miss]), np.concatenate([[1.0], false_alarm])


def equal_error_rate(targets: np.ndarray, nontargets: np.ndarray) -> float:
    """Where the polygon of all points meets the diagonal."""
    miss, false_alarm = rates_at_thresholds(targets, nontargets)
    for k in range(1, len(miss)):
        (x0, y0), (x1, y1) = (false_alarm[k - 1], miss[k - 1]), (false_alarm[k], miss[k])
        if y0 - x0 < 0 <= y1 - x1:
            step = (x0 - y0) / ((x0 - y0) + (y1 - x1))
            return float(y0 * (1 - step) + y1 * step)
    raise AssertionError("the curve begins below the diagonal and ends above it")


def min_detection_cost(targets: np.ndarray, nontargets: np.ndarray, share: float) -> float:
    miss, false_alarm = rates_at_thresholds(targets, nontargets)
    return float(np.min(share * miss + (1 - share) * false_alarm) / min(share, 1 - share))


def log_cost(targets: np.ndarray, nontargets: np.ndarray) -> float:
    """Cllr, in bits."""
    with np.errstate(over="ignore"):
        return float((np.logaddexp2(0, -targets / np.log(2)).mean() + np.logaddexp2(0, nontargets / np.log(2)).mean()) / 2)


def calibrated_log_cost(targets: np.ndarray, nontargets: np.ndarray) -> float:
    """Minimum Cllr: isotonic regression of the labels on the scores, as log-likelihood ratios."""
    values = np.unique(np.concatenate([targets, nontargets]))
    of_targets = np.array([(targets == value).sum() for value in values], dtype=float)
    both = of_targets + np.array([(nontargets == value).sum() for value in values])
    sums = np.concatenate([[0], np.cumsum(of_targets)])
    counts = np.concatenate([[0], np.cumsum(both)])
    count = len(values)
    share = np.zeros(count)
    for k in range(count):  # max over where a block begins of min over where it ends of its mean
        begin = np.arange(k + 1)[:, None]
        end = np.arange(k + 1, count + 1)[None, :]
        share[k] = ((sums[end] - sums[begin]) / (counts[end] - counts[begin])).min(axis=1).max()
    odds = len(nontargets) / len(targets)
    cost = 0.0
    for value, p in zip(values, share):
        t, n = (targets == value).sum(), (nontargets == value).sum()
        if t:
            cost += t / len(targets) * np.log2(1 + (1 - p) / (p * odds))
        if n:
            cost += n / len(nontargets) * np.log2(1 + p * odds / (1 - p))
    return float(cost / 2)


def rates(scores: np.ndarray, is_target: np.ndarray) -> dict[str, Any]:
    targets, nontargets = scores[is_target], scores[~is_target]
    return {
        "targets": len(targets),
        "nontargets": len(nontargets),
        "eer": equal_error_rate(targets, nontargets),
        "min_dcf_01": min_detection_cost(targets, nontargets, 0.01),
        "min_dcf_05": min_detection_cost(targets, nontargets, 0.05),
        "cllr": log_cost(targets, nontargets),
        "min_cllr": calibrated_log_cost(targets, nontargets),
    }


def stored(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    labels = {tuple(line.split()[:2]): line.split()[2] for line in (folder / "trials").read_text().splitlines()}
    rows = [line.split() for line in (folder / "campplus-1s.scores").read_text().splitlines()]
    is_target = np.array([labels[row[0], row[1]] == "target" for row in rows])
    return np.array([float(row[2]) for row in rows]), is_target


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    a, b = a.astype(np.float64), b.astype(np.float64)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def normalized(enrolled: np.ndarray, tested: np.ndarray, cohort: np.ndarray, top: int) -> float:
    """AS-norm1 of Matejka et al. 2017; with the whole cohort, S-norm."""
    score = cosine(enrolled, tested)
    parts = []
    for side in (enrolled, tested):
        nearest = np.sort([cosine(side, member) for member in cohort])[::-1][:top]
        parts.append((score - nearest.mean()) / nearest.std())
    return float(sum(parts) / 2)


def model_of(clips: np.ndarray) -> np.ndarray:
    """Mean of unit vectors, as float32 at unit length."""
    clips = clips.astype(np.float64)
    mean = (clips / np.linalg.norm(clips, axis=1, keepdims=True)).sum(axis=0)
    return (mean / np.linalg.norm(mean)).astype(np.float32)


def seeded() -> tuple[list[str], np.ndarray, np.ndarray]:
    """Names and embeddings of the clips of some speakers, and of a cohort behind them."""
    rng = np.random.default_rng(SEED)
    means = rng.standard_normal((SPEAKERS, 1, DIM))
    clips = (means + 0.9 * rng.standard_normal((SPEAKERS, CLIPS, DIM))).reshape(-1, DIM)
    clips *= rng.uniform(0.1, 10, (len(clips), 1))  # lengths that would show in a mean of unscaled ones
    cohort = rng.standard_normal((COHORT, DIM)) + 0.5
    names = [f"s{s}-{c}" for s in range(SPEAKERS) for c in range(CLIPS)]
    return names, clips.astype(np.float32), cohort.astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder = parser.parse_args().folder

    scores, is_target = stored(folder)
    rng = np.random.default_rng(SEED)
    tied = np.round(scores * 8) / 8
    llr = np.where(rng.uniform(size=len(scores)) < 0.02, np.where(is_target, np.inf, -np.inf), 10 * (scores - 0.5))

    names, clips, cohort = seeded()
    lines = ["id," + ",".join(f"v{i}" for i in range(DIM))]
    ids = names + [f"cohort-{i}" for i in range(COHORT)]
    for name, row in zip(ids, np.vstack([clips, cohort])):
        lines.append(name + "," + ",".join(str(value) for value in row))
    (folder / "embeddings.csv").write_text("\n".join(lines) + "\n")

    trials = []
    for a in range(len(names)):
        for b in range(a + 1, len(names)):
            pair = clips[a], clips[b]
            trials.append(
                {
                    "enrol": names[a],
                    "test": names[b],
                    "target": names[a].split("-")[0] == names[b].split("-")[0],
                    "cosine": cosine(*pair),
                    "s_norm": normalized(*pair, cohort, COHORT),
                    "as_norm": normalized(*pair, cohort, TOP),
                }
            )
    by_model = []
    for s in range(SPEAKERS):
        model = model_of(clips[s * CLIPS : s * CLIPS + 3])
        for t in range(SPEAKERS):
            test = clips[t * CLIPS + 4]
            by_model.append({"enrol": f"s{s}", "test": f"s{t}-4", "target": s == t, "cosine": cosine(model, test)})

    reference = {
        "generator": "golden/python/score_reference.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "seed": SEED,
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("trials", "campplus-1s.scores", "embeddings.csv")
        },
        "top": TOP,
        "rates": {
            "stored": rates(scores, is_target),
            "tied": rates(tied, is_target),
            "llr": rates(llr, is_target),
            "reversed": rates(-scores, is_target),
        },
        "tied_step": 8,
        "llr_scores": ["inf" if v == np.inf else "-inf" if v == -np.inf else float(v) for v in llr],
        "trials": trials,
        "models": by_model,
    }
    text = json.dumps(reference, indent=1) + "\n"
    (folder / "reference.json").write_text(text)


if __name__ == "__main__":
    main()
