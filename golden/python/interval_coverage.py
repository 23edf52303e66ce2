#!/usr/bin/env python3
"""How often an interval over speakers holds the equal error rate of all speakers: a simulation, no model needed.

Speakers are directions in 24 dimensions, some of them harder than others (the spread of their clips is lognormal);
each has ten clips, all pairs of clips are trials, scores are cosines. For each number of speakers it prints how often
three intervals at 95% hold the rate of a population of 2000 speakers:

  trials       Wilson's, which takes trials as independent
  percentile   the percentile bootstrap over speakers
  speakerbench the expanded percentiles together with Wilson's: what `score` prints

Usage: interval_coverage.py [--repeats N] [--seed N]
"""

from __future__ import annotations

import argparse
import math

import numpy as np

DIM = 24
CLIPS = 10
RESAMPLES = 500
Z = 1.959963984540054  # 97.5% quantile of the normal distribution
T = {5: 2.7764451, 10: 2.2621572, 20: 2.0930241}  # of Student's t with one degree of freedom less than speakers


def clips(rng, speakers, spread):
    means = rng.standard_normal((speakers, 1, DIM))
    own = spread * np.exp(0.3 * rng.standard_normal((speakers, 1, 1)))
    points = means + own * rng.standard_normal((speakers, CLIPS, DIM))
    points = points.reshape(-1, DIM)
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def equal_error_rate(targets, nontargets):
    """Of weights by ascending score, [resamples, scores]."""
    zeros = np.zeros((len(targets), 1))
    miss = np.hstack([zeros, np.cumsum(targets, axis=1)])
    miss /= miss[:, -1:]
    accepted = np.hstack([zeros, np.cumsum(nontargets, axis=1)])
    false_alarm = 1 - accepted / accepted[:, -1:]
    at = np.argmax(miss >= false_alarm, axis=1)
    rows = np.arange(len(at))
    below = false_alarm[rows, at - 1] - miss[rows, at - 1]
    above = miss[rows, at] - false_alarm[rows, at]
    return miss[rows, at - 1] + (miss[rows, at] - miss[rows, at - 1]) * below / (below + above)


def trials(points):
    speaker = np.repeat(np.arange(len(points) // CLIPS), CLIPS)
    first, second = np.triu_indices(len(points), 1)
    order = np.argsort(np.einsum("ij,ij->i", points[first], points[second]))
    return speaker[first][order], speaker[second][order]


def wilson(share, count):
    centre = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z / (1 + Z**2 / count) * np.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def population(spread, rng):
    targets, nontargets = [], []
    for _ in range(40):  # of 50 speakers each
        points = clips(rng, 50, spread)
        scores = points @ points.T
        speaker = np.repeat(np.arange(50), CLIPS)
        same = speaker[:, None] == speaker[None, :]
        upper = np.triu(np.ones_like(same), 1)
        targets.append(scores[same & upper])
        nontargets.append(scores[~same & upper])
    targets, nontargets = np.concatenate(targets), np.concatenate(nontargets)
    scores = np.concatenate([targets, nontargets])
    is_target = np.concatenate([np.ones(len(targets)), np.zeros(len(nontargets))])[np.argsort(scores)]
    return equal_error_rate(is_target[None, :], 1 - is_target[None, :])[0]


def intervals(points, rng):
    first, second = trials(points)
    target = (first == second).astype(float)
    rate = equal_error_rate(target[None, :], 1 - target[None, :])[0]
    speakers = len(points) // CLIPS
    drawn = rng.multinomial(speakers, np.full(speakers, 1 / speakers), RESAMPLES).astype(float)
    drawn = drawn[(drawn > 0).sum(axis=1) > 1]
    weights = np.where(target == 1, drawn[:, first], drawn[:, first] * drawn[:, second])
    rates = np.sort(equal_error_rate(weights * target, weights * (1 - target)))
    tail = math.erfc(math.sqrt(speakers / (speakers - 1)) * T[speakers] / math.sqrt(2)) / 2
    plain = rates[int(0.025 * (len(rates) - 1))], rates[len(rates) - 1 - int(0.025 * (len(rates) - 1))]
    cut = int(tail * (len(rates) - 1))
    independent = wilson(rate, min(target.sum(), (1 - target).sum()))
    wide = min(rates[cut], independent[0]), max(rates[len(rates) - 1 - cut], independent[1])
    return {"trials": independent, "percentile": plain, "speakerbench": wide}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print("spread,population_eer,speakers,trials,percentile,speakerbench")
    for spread in (1.0, 1.5):
        rng = np.random.default_rng(arguments.seed)
        truth = population(spread, rng)
        for speakers in T:
            held = {"trials": 0, "percentile": 0, "speakerbench": 0}
            for _ in range(arguments.repeats):
                for name, (low, high) in intervals(clips(rng, speakers, spread), rng).items():
                    held[name] += low <= truth <= high
            shares = ",".join(f"{held[name] / arguments.repeats:.3f}" for name in held)
            print(f"{spread},{truth:.4f},{speakers},{shares}", flush=True)


if __name__ == "__main__":
    main()
