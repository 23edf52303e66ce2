"""The Python peer of the C++ ``extract_speaker_embedding``: what a service in Python does today, to be timed.

The same five arguments, files and text format; torchaudio's FBank, minus the mean over the frames, ONNX Runtime with
one intra-op thread.  Like the C++ tool it prints its CPU time (``std::clock`` there) around reading, FBank, inference and
writing; the imports and the session's load are outside.

    python time_reference.py fbank_config.json model.onnx wav.scp embedding.scp out_dir
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch

import models
from clips import normalise, read_wav
from export_error import ExportError
from fbank_config import read_options
from fbank_options import FbankOptions
from references import require_embeddings, torchaudio_fbank


def read_scp(path: Path) -> dict[str, Path]:
    """Paths by utterance id, sorted by it: lines of fewer than two fields are skipped, a repeated id is an error."""
    utterances: dict[str, Path] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) < 2:
            continue
        if fields[0] in utterances:
            raise ExportError(f"{path}: utterance {fields[0]} is repeated, expected it once")
        utterances[fields[0]] = Path(fields[1])
    return dict(sorted(utterances.items()))


def embedding_text(embedding: np.ndarray) -> str:
    """One line of numbers as C++ streams print them: 6 significant digits."""
    return " ".join(f"{value:g}" for value in embedding.tolist()) + "\n"


class Extractor:
    """Samples to an embedding."""

    def __init__(self, options: FbankOptions, model: Path) -> None:
        self.options = options
        self.session = models.open_session(model)
        self.input = models.feature_input(self.session, model)
        self.output = models.embedding_output(self.session, model)

    def embed(self, samples: np.ndarray, rate_hz: int) -> np.ndarray:
        """float32 [dim] of samples in [-1, 1) of at least one frame."""
        features = torchaudio_fbank(samples, self.options, rate_hz)
        assert features is not None  # by require_embeddings, and the number of samples
        return self.session.run([self.output], {self.input: normalise(features)[None]})[0][0]


def extract(extractor: Extractor, utterances: dict[str, Path], out_dir: Path) -> tuple[dict[str, Path], float]:
    """Writes one file per utterance; their paths, and the duration of all clips in seconds."""
    written: dict[str, Path] = {}
    duration = 0.0
    for utterance, wav in utterances.items():
        samples, rate_hz = read_wav(wav, extractor.options)
        if len(samples) < extractor.options.frame_length * rate_hz / extractor.options.sample_rate_hz:
            raise ExportError(f"{wav}: found {len(samples)} samples, expected a whole frame")
        duration += len(samples) / rate_hz
        target = out_dir / f"{utterance.replace('/', '-')}.embedding"
        target.write_text(embedding_text(extractor.embed(samples, rate_hz)), encoding="ascii")
        written[utterance] = target
    return written, duration


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", type=Path, help="fbank_config.json")
    parser.add_argument("model", type=Path, help="ONNX file")
    parser.add_argument("wav_scp", type=Path, help="lines of an id and the path of a WAV file")
    parser.add_argument("embedding_scp", type=Path, help="index to write: lines of an id and a path")
    parser.add_argument("out_dir", type=Path, help="existing folder for the embeddings")
    args = parser.parse_args()
    torch.set_num_threads(1)
    try:
        options = read_options(args.config)[1]
        require_embeddings(options, args.config.name)
        extractor = Extractor(options, args.model)
        utterances = read_scp(args.wav_scp)
        start = time.process_time()
        written, duration = extract(extractor, utterances, args.out_dir)
        elapsed = time.process_time() - start
        index = "".join(f"{utterance} {path}\n" for utterance, path in written.items())
        args.embedding_scp.write_text(index, encoding="utf-8")
    except (ExportError, OSError) as problem:
        sys.exit(f"time_reference.py: {problem}")
    print(f"Elapsed time: {elapsed:g}s for wav duration {duration:g}")


if __name__ == "__main__":
    main()
