"""Times kaldi-native-fbank on a clip on request, for fbank_ratio.py: the same protocol as FbankTimer in Java.

    python kaldi_fbank_timer.py CLIP.wav list|array

Prints what it times, then for each line with a number that many times in nanoseconds.  Its object is made outside the timed part.
A process of its own, so that releases which cannot be loaded into one process can be timed in turns: PYTHONPATH chooses.
"""

from __future__ import annotations

import sys
import time
from importlib.metadata import version

import kaldi_native_fbank
import soundfile


def main() -> None:
    clip, form = sys.argv[1:]
    read, rate = soundfile.read(clip, dtype="float32")
    samples = read.tolist() if form == "list" else read
    options = kaldi_native_fbank.FbankOptions()
    options.frame_opts.dither = 0
    options.frame_opts.samp_freq = rate
    options.mel_opts.num_bins = 80

    def run() -> int:
        fbank = kaldi_native_fbank.OnlineFbank(options)
        start = time.perf_counter_ns()
        fbank.accept_waveform(rate, samples)
        fbank.input_finished()
        elapsed = time.perf_counter_ns() - start
        if fbank.num_frames_ready < 1:
            raise SystemExit("kaldi-native-fbank gave no frames")
        return elapsed

    print(f"kaldi-native-fbank {version('kaldi-native-fbank')}, {form}", flush=True)
    for line in sys.stdin:
        print(*(run() for _ in range(int(line))), flush=True)


if __name__ == "__main__":
    main()
