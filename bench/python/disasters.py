"""What is left when a list does not end as it should?

    python bench/python/disasters.py --speech DIR [--kills 30] [--jar bench/target/speakerbench.jar]

DIR holds WAV files. ``speakerbench fbank`` works through them and is killed, interrupted, robbed of its disk, its inputs and its outputs.
After each disaster every file that is there must be whole, an index must name only such files, and the same command with ``--resume`` must end
with the bytes of a run that nothing happened to. Prints a line for each. The full and the read-only disk are a tmpfs of 12 MB, for which one
needs the right to mount; without it they are skipped, and that is said. (A disk does not become read-only under a run: the manifest is open.) Exit codes: 0 all held; 1 something did not.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOT_COMPARED = {"index.manifest", "log"}
CONFIG = '{"FrameExtractionOptions": {"sample_freq": 16000}, "MelBanksOptions": {"num_bins": 80}}\n'


class Trial:
    """A folder in which a run takes place; its list has one clip that is not there."""

    def __init__(self, place: Path, jar: Path, wav_scp: Path, config: Path) -> None:
        self.place, self.jar, self.wav_scp, self.config = place, jar, wav_scp, config
        (place / "out").mkdir(parents=True, exist_ok=True)

    def command(self, *options: str, index: str = "index", config: Path | None = None) -> list[str]:
        java = ["java", "-Xmx512m", "-jar", str(self.jar), "fbank", "--jobs", "2", *options]
        return [*java, str(config or self.config), str(self.wav_scp), index, "out"]

    def start(self, *options: str, **more: object) -> subprocess.Popen[bytes]:
        with (self.place / "log").open("wb") as log:
            return subprocess.Popen(
                self.command(*options, **more),  # type: ignore[arg-type]
                cwd=self.place,
                stdout=log,
                stderr=log,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )

    def run(self, *options: str, **more: object) -> int:
        return self.start(*options, **more).wait()

    def log(self) -> str:
        return (self.place / "log").read_text(errors="replace")

    def outputs(self) -> list[Path]:
        return [file for file in (self.place / "out").iterdir() if file.suffix == ".feature"]

    def wait_for(self, process: subprocess.Popen[bytes], more: int) -> None:
        """Waits for so many files more, or the end."""
        aim = len(self.outputs()) + more
        while process.poll() is None and len(self.outputs()) < aim:
            time.sleep(0.005)

    def files(self) -> dict[str, bytes]:
        found = (file for file in self.place.rglob("*") if file.is_file())
        return {
            str(file.relative_to(self.place)): file.read_bytes()
            for file in found
            if file.name not in NOT_COMPARED
        }


def require(holds: bool, what: str) -> None:
    if not holds:
        raise AssertionError(what)


class Disasters:
    def __init__(self, work: Path, jar: Path, speech: Path, kills: int) -> None:
        self.work, self.jar, self.kills = work, jar, kills
        self.config = work / "config.json"
        self.config.write_text(CONFIG)
        self.wav = work / "wav"
        shutil.copytree(speech, self.wav, ignore=lambda _, names: [n for n in names if not n.endswith(".wav")])
        self.clips = sorted(self.wav.glob("*.wav"))
        self.scp = work / "wav.scp"
        lines = [f"speaker/{clip.stem} {clip}\n" for clip in self.clips]
        self.scp.write_text("".join(lines) + f"zz {work}/none.wav\n")
        self.random = random.Random(19)
        whole = self.trial("undisturbed")
        require(whole.run() == 1, whole.log())
        self.expected = whole.files()
        require(len(self.expected) == len(self.clips) + 2, f"found {len(self.expected)} files")

    def trial(self, name: str) -> Trial:
        place = self.work / name
        shutil.rmtree(place, ignore_errors=True)
        return Trial(place, self.jar, self.scp, self.config)

    def require_honest(self, trial: Trial) -> None:
        for file in trial.outputs():
            expected = self.expected[f"out/{file.name}"]
            require(file.read_bytes() == expected, f"{file} is not whole")
        index = trial.place / "index"
        for line in index.read_text().splitlines() if index.exists() else []:
            require((trial.place / line.split(" ")[1]).exists(), f"the index says {line}")

    def require_resumes(self, trial: Trial) -> None:
        require(trial.run("--resume") == 1, trial.log())
        found = trial.files()
        differing = {k for k in found.keys() | self.expected.keys() if found.get(k) != self.expected.get(k)}
        require(not differing, f"after --resume {sorted(differing)[:3]} differ")

    # The disasters.

    def signals(self, number: signal.Signals) -> str:
        trial = self.trial("signals")
        indexes = 0
        for turn in range(self.kills):
            process = trial.start(*(["--resume"] if turn else []))
            trial.wait_for(process, self.random.randrange(len(self.clips) // 4))
            time.sleep(self.random.random() * 0.05)
            process.send_signal(number)
            process.wait()
            self.require_honest(trial)
            if "interrupted: " in trial.log():
                require((trial.place / "index").exists(), "interrupted, and no index of what is done")
                indexes += 1
            if turn % 5 == 4:
                self.require_resumes(trial)
                trial = self.trial("signals")
        self.require_resumes(trial)
        return f"{self.kills} times at random moments, {indexes} with an index of what was done"

    def new_model_in_an_old_folder(self) -> str:
        trial = self.trial("old")
        trial.run()
        other = self.work / "other.json"
        other.write_text(CONFIG.replace("80", "40"))
        process = trial.start(config=other)
        while process.poll() is None and not any(
            file.read_bytes() != self.expected[f"out/{file.name}"] for file in trial.outputs()
        ):
            time.sleep(0.005)
        process.kill()
        process.wait()
        require(not (trial.place / "index").exists(), "the old index is still there")
        require(trial.run("--resume") == 2, "another configuration was resumed")
        require("another configuration bins (40), expected 80" in trial.log(), trial.log())
        require(trial.run("--resume", config=other) == 1, trial.log())
        require((trial.place / "index").read_bytes() == self.expected["index"], "the index differs")
        return "no index of both; going on with the old one is refused"

    def spoilt_files(self) -> str:
        trial = self.trial("spoilt")
        trial.run()
        first, second, third = sorted(trial.outputs())[:3]
        first.write_bytes(first.read_bytes()[:-1])
        second.write_bytes(b"x" * second.stat().st_size)
        third.unlink()
        with (trial.place / "index.manifest").open("ab") as manifest:
            manifest.write(b"\0" * 4096 + b"\nspeaker/x\tcut")
        self.require_resumes(trial)
        require(f"({len(self.clips) - 3} from before)" in trial.log(), trial.log())
        return "three outputs spoilt, a manifest of zeros and a cut line: only these are done again"

    def changed_inputs(self) -> str:
        trial = self.trial("inputs")
        trial.run()
        clip = self.clips[5]
        kept = clip.read_bytes()
        clip.write_bytes(kept[:-2000])
        trial.run("--resume")
        require(f"({len(self.clips) - 1} from before)" in trial.log(), trial.log())
        clip.write_bytes(kept)
        self.require_resumes(trial)
        process = self.trial("inputs").start()
        trial.wait_for(process, 3)
        clips = {clip: clip.read_bytes() for clip in self.clips[-20:]}
        for clip in clips:
            clip.unlink()
        code = process.wait()
        for clip, content in clips.items():
            clip.write_bytes(content)
        require(code == 1, trial.log())
        self.require_honest(trial)
        failed = (trial.place / "index.failed.tsv").read_text().count("\tmissing\t")
        require(1 < failed <= 21, f"{failed} failed")
        self.require_resumes(trial)
        return f"a changed clip is done again; {failed - 1} clips deleted while running failed alone"

    def outputs_gone(self) -> str:
        trial = self.trial("gone")
        process = trial.start()
        trial.wait_for(process, 5)
        shutil.rmtree(trial.place / "out")
        code = process.wait()
        require(code in (1, 2), trial.log())
        require("Exception" not in trial.log(), trial.log())
        (trial.place / "out").mkdir(exist_ok=True)
        self.require_honest(trial)
        self.require_resumes(trial)
        return "the folder of outputs deleted while running: " + trial_end(trial)

    def two_at_once(self) -> str:
        trial = self.trial("twice")
        process = trial.start()
        trial.wait_for(process, 2)
        second = subprocess.run(trial.command(), cwd=trial.place, capture_output=True, text=True, check=False)
        process.wait()
        require(second.returncode == 2 and "another run is writing it" in second.stderr, second.stderr)
        self.require_honest(trial)
        return "a second run with the same index is refused"

    def no_files(self) -> str:
        """The index where no file of its own is."""
        trial = self.trial("nofile")
        index = self.expected["index"]

        for tail in ("/dev/stdout 2>/dev/null", "/dev/fd/3 3>&1 2>/dev/null", ">(cat) 2>/dev/null"):
            command = tail.split(" ", 1)
            line = " ".join(trial.command(index="INDEX"))
            line = line.replace("INDEX", command[0]) + " " + (command[1] if len(command) > 1 else "")
            done = subprocess.run(["bash", "-c", line + "; sleep 0.2"], cwd=trial.place, capture_output=True, check=False)
            require(done.stdout == index, f"{tail}: found {done.stdout[:200]!r}")
        line = " ".join(trial.command(index="/dev/stdout"))
        for tail, file in ((" > index", "index"), (" 2>&1 >> index2", "index2")):
            subprocess.run(["bash", "-c", line + tail], cwd=trial.place, capture_output=True, check=False)
            require((trial.place / file).read_bytes() == index, f"{tail}: another index")
        os.mkfifo(trial.place / "fifo")
        reader = subprocess.Popen(["cat", "fifo"], cwd=trial.place, stdout=subprocess.PIPE)
        trial.run(index="fifo")
        require(reader.communicate()[0] == index, "another index by the named pipe")
        for tail in (" | head -1", " >&-", " >/dev/full"):
            told = subprocess.run(["bash", "-o", "pipefail", "-c", line + tail], cwd=trial.place, capture_output=True, text=True, check=False)
            require("Exception" not in told.stderr, f"{tail}: {told.stderr}")
            require(tail == " | head -1" or told.returncode == 1, f"{tail}: exit code {told.returncode}")
        return "/dev/stdout, /dev/fd/3, >(...), a named pipe, a regular file behind /dev/stdout; closed and full ones"

    def small_disk(self) -> str:
        disk = self.trial("disk").place
        with mounted(disk, "size=12m") as works:
            if not works:
                return "SKIPPED: mount is not allowed here"
            trial = Trial(disk, self.jar, self.scp, self.config)
            code = trial.run()
            require(code == 1 and "No space left" in trial.log(), f"{code}: {trial.log()}")
            self.require_honest(trial)
            done = len(trial.outputs())
            require(0 < done < len(self.clips), f"{done} outputs")
            ended = trial_end(trial)
            subprocess.run(["mount", "-o", "remount,size=500m", str(disk)], check=True)
            self.require_resumes(trial)
            require(" from before)" in trial.log(), trial.log())
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            refused = subprocess.run(trial.command(), cwd=disk, capture_output=True, text=True, check=False)
            require(refused.returncode == 2 and "is not writable" in refused.stderr, f"read-only: {refused.stderr}")
            self.require_honest(trial)
        return f"full after {done} ({ended}), resumed when there was room; a read-only one is refused"


def trial_end(trial: Trial) -> str:
    lines = [line for line in trial.log().splitlines() if "stopped" in line or "cannot be written" in line]
    return lines[0].removeprefix("error: ") if lines else "not stopped"


@contextmanager
def mounted(place: Path, options: str) -> Iterator[bool]:
    works = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False)
    try:
        yield works.returncode == 0
    finally:
        if works.returncode == 0:
            subprocess.run(["umount", "-l", str(place)], check=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--speech", type=Path, required=True, help="a folder of WAV files")
    parser.add_argument("--kills", type=int, default=30, help="of each signal (default: 30)")
    parser.add_argument("--jar", type=Path, default=Path("bench/target/speakerbench.jar"))
    parser.add_argument("--only", help="the disaster of this name")
    arguments = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory() as work:
        trials = Disasters(Path(work), arguments.jar.resolve(), arguments.speech, arguments.kills)
        disasters: dict[str, Callable[[], str]] = {
            number.name: lambda number=number: trials.signals(number)  # type: ignore[misc]
            for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
        }
        for disaster in (
            trials.new_model_in_an_old_folder,
            trials.spoilt_files,
            trials.changed_inputs,
            trials.outputs_gone,
            trials.two_at_once,
            trials.no_files,
            trials.small_disk,
        ):
            disasters[disaster.__name__] = disaster
        for name, disaster in disasters.items():
            if arguments.only in (None, name):
                try:
                    print(f"ok    {name}: {disaster()}", flush=True)
                except AssertionError as e:
                    failures += 1
                    print(f"FAIL  {name}: {e}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
