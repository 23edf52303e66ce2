#!/usr/bin/env bash
# sherpa-onnx: a speaker enrolled with several embeddings is their mean as they come, not of their directions: the longest one
# decides, and the order of magnitude of an embedding says nothing about a speaker. Two clips enrolled under one name, embeddings at a
# right angle, one ten times as long: the speaker then answers to the long one alone. (sherpa-onnx 2.0.1 from PyPI, Python 3.)
#
# Seen:
#   equal lengths: 0.707 and 0.707; one ten times as long: 0.100 and 0.995
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

python3 -m venv venv
venv/bin/pip -q install sherpa-onnx==2.0.1 numpy==2.3.5
cat >enrol.py <<'PY'
import sys

import numpy
import sherpa_onnx

first = numpy.array([1, 0, 0, 0], dtype=numpy.float32)
second = numpy.array([0, 1, 0, 0], dtype=numpy.float32)


def cosines(length: float) -> tuple[float, float]:
    """Scores of both embeddings against a speaker enrolled with them, the second of some length."""
    manager = sherpa_onnx.SpeakerEmbeddingManager(4)
    assert manager.add("speaker", [first, length * second])
    return manager.score("speaker", first), manager.score("speaker", second)


equal, longer = cosines(1), cosines(10)
print(f"equal lengths: {equal[0]:.3f} and {equal[1]:.3f}; one ten times as long: {longer[0]:.3f} and {longer[1]:.3f}")
if abs(longer[0] - longer[1]) < 0.5:
    sys.exit("changed: the length of an embedding no longer decides")
PY
venv/bin/python enrol.py
