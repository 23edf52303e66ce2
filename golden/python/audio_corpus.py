"""Odd and broken audio files, and what libsndfile and libFLAC read of them: the reference of ``engine.audio``.

Every line of the WAV policy has files here.  Each is stored with what ``engine`` is expected to do with it (``read``,
``warn`` or ``refuse``) and with a digest of the samples that libsndfile gives (python-soundfile, float32); FLAC is
made by the ``flac`` program, and its samples are those of ``flac -d``, which has bits that libsndfile has not; where
both read a file they agree, but that libsndfile gives no samples of FLAC that does not state its length.
A file of which libsndfile reads something else says why, and has the samples of the same file without its flaw.  Standard output
is a summary.

    python audio_corpus.py [--out engine/src/test/resources/org/speakerbench/engine/audio/corpus.jsonl]

Needs soundfile and numpy (requirements-audio.txt) and the program flac 1.4 or later (Debian: apt-get install flac).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import struct
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

OUT = Path(__file__).resolve().parents[2] / "engine/src/test/resources/org/speakerbench/engine/audio/corpus.jsonl"
SEED = 20240229
RATE = 16000
GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")
PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
UNKNOWN = 0xFFFFFFFF


@dataclass(frozen=True)
class Entry:
    """A file, what is expected of it, why libsndfile does otherwise, and the file that it reads so."""

    name: str
    data: bytes
    expect: str
    differs: str = ""
    repaired: bytes = b""


def noise(count: int, seed: int = 0) -> np.ndarray:
    """Noise on a tone, within full scale, float64."""
    random = np.random.default_rng(SEED + seed)
    return 0.5 * np.sin(0.05 * np.arange(count)) + 0.4 * random.uniform(-1, 1, count)


def integers(samples: np.ndarray, size: int, order: str = "<") -> bytes:
    """PCM of ``size`` bytes; one byte is unsigned."""
    values = np.round(samples * (2.0 ** (8 * size - 1) - 1)).astype(np.int64)
    if size == 1:
        unsigned: bytes = (values + 128).astype(np.uint8).tobytes()
        return unsigned
    whole: bytes = values.astype(">i8" if order == ">" else "<i8").tobytes()
    start = 8 - size if order == ">" else 0
    return b"".join(whole[i + start : i + start + size] for i in range(0, len(whole), 8))


def fmt(
    tag: int = PCM,
    bits: int = 16,
    channels: int = 1,
    rate: int = RATE,
    align: int | None = None,
    byte_rate: int | None = None,
    valid: int | None = None,
    extra: bytes = b"",
    order: str = "<",
) -> bytes:
    """The body of a fmt chunk; extensible if ``valid`` is given."""
    block = channels * ((bits + 7) // 8) if align is None else align
    speed = rate * block if byte_rate is None else byte_rate
    first = EXTENSIBLE if valid is not None else tag
    body = struct.pack(order + "HHIIHH", first, channels, rate, speed & UNKNOWN, block, bits)
    if valid is not None:
        body += struct.pack(order + "HHI", 22, valid, 0)
        guid = struct.pack("<H", tag) + GUID_TAIL
        if order == ">":
            guid = guid[3::-1] + guid[5:3:-1] + guid[7:5:-1] + guid[8:]
        body += guid
    return body + extra


def chunk(name: bytes, body: bytes, size: int | None = None, order: str = "<", pad: bool = True) -> bytes:
    declared = len(body) if size is None else size
    return name + struct.pack(order + "I", declared) + body + (b"\0" if pad and len(body) % 2 and size is None else b"")


def riff(*chunks: bytes, container: bytes = b"RIFF", size: int | None = None, order: str = "<", tail: bytes = b"") -> bytes:
    body = b"".join(chunks)
    return container + struct.pack(order + "I", 4 + len(body) if size is None else size) + b"WAVE" + body + tail


def wav(samples: bytes, **options: object) -> bytes:
    return riff(chunk(b"fmt ", fmt(**options)), chunk(b"data", samples))  # type: ignore[arg-type]


def ds64(riff_size: int, data_size: int, frames: int, table: bytes = b"", entries: int = 0) -> bytes:
    return chunk(b"ds64", struct.pack("<QQQI", riff_size, data_size, frames, entries) + table)


def rf64(samples: bytes, data_size: int, container: bytes = b"RF64", junk: bytes = b"", table: bytes = b"") -> bytes:
    size = 4 + 36 + len(table) + 24 + len(junk) + 8 + len(samples)
    return riff(
        ds64(size, data_size, len(samples) // 2, table, len(table) // 12),
        chunk(b"fmt ", fmt()) + junk,
        chunk(b"data", samples, UNKNOWN),
        container=container,
        size=UNKNOWN,
    )


def sound_wavs() -> list[Entry]:
    tone = noise(101)
    stereo = noise(150, 1)
    entries = []
    for bits in (1, 4, 7, 8, 9, 12, 14, 16, 18, 20, 23, 24, 25, 28, 31, 32):
        data = integers(tone, (bits + 7) // 8)
        entries.append(Entry(f"pcm-{bits}", wav(data, bits=bits), "read"))
    for bits in (8, 16, 24, 32):
        for valid in sorted({0, 1, 8, 12, 16, 20, 24, bits} | {bits - 1}):
            if valid <= bits:
                data = integers(tone, bits // 8)
                entries.append(Entry(f"extensible-{valid}-in-{bits}", wav(data, bits=bits, valid=valid), "read"))
    for tag, name in ((A_LAW, "a-law"), (MU_LAW, "mu-law")):
        codes = bytes(range(256))
        entries += [
            Entry(name, wav(codes, tag=tag, bits=8), "read"),
            Entry(f"{name}-8000", wav(codes, tag=tag, bits=8, rate=8000, extra=b"\0\0"), "read"),
            Entry(f"{name}-extensible", wav(codes, tag=tag, bits=8, valid=8), "read"),
            Entry(f"{name}-stereo", wav(codes, tag=tag, bits=8, channels=2), "read"),
            Entry(f"{name}-16-bits", wav(codes, tag=tag, bits=16, align=1), "warn"),
        ]
    for bits, kind in ((32, "<f4"), (64, "<f8")):
        data = np.concatenate([tone, [1.5, -3.0, 1e-30, -0.0]]).astype(kind).tobytes()
        entries += [
            Entry(f"float-{bits}", wav(data, tag=FLOAT, bits=bits), "read"),
            Entry(f"float-{bits}-fact", riff(chunk(b"fmt ", fmt(FLOAT, bits, extra=b"\0\0")), chunk(b"fact", struct.pack("<I", 105)), chunk(b"data", data)), "read"),
            Entry(f"float-{bits}-extensible", wav(data, tag=FLOAT, bits=bits, valid=bits), "read"),
            Entry(f"float-{bits}-16-bit-scale", wav((tone * 20000).astype(kind).tobytes(), tag=FLOAT, bits=bits), "warn"),
        ]
    for channels in (2, 3, 5, 6):
        data = integers(stereo, 2)
        entries.append(Entry(f"pcm-16-{channels}-channels", wav(data, channels=channels), "read"))
        entries.append(Entry(f"pcm-24-{channels}-channels", wav(integers(stereo, 3), bits=24, channels=channels, valid=24), "read"))
    entries.append(Entry("float-32-2-channels", wav(stereo.astype("<f4").tobytes(), tag=FLOAT, bits=32, channels=2), "read"))
    entries.append(Entry("pcm-8-2-channels", wav(integers(stereo, 1), bits=8, channels=2), "read"))
    for rate in (8000, 11025, 44100, 48000, 192000):
        entries.append(Entry(f"rate-{rate}", wav(integers(tone, 2), rate=rate), "read"))
    for size in (1, 2, 3, 4):
        data = integers(tone, size, ">")
        parts = (chunk(b"fmt ", fmt(bits=8 * size, order=">"), order=">"), chunk(b"data", data, order=">"))
        entries.append(Entry(f"rifx-{8 * size}", riff(*parts, container=b"RIFX", order=">"), "read"))
    data = stereo.astype(">f4").tobytes()
    parts = (chunk(b"fmt ", fmt(FLOAT, 32, 2, order=">"), order=">"), chunk(b"data", data, order=">"))
    entries.append(Entry("rifx-float-2-channels", riff(*parts, container=b"RIFX", order=">"), "read"))
    parts = (chunk(b"fmt ", fmt(PCM, 24, 1, valid=20, order=">"), order=">"), chunk(b"data", integers(tone, 3, ">"), order=">"))
    entries.append(Entry("rifx-extensible", riff(*parts, container=b"RIFX", order=">"), "read"))
    data = integers(tone, 2)
    entries += [
        Entry("rf64", rf64(data, len(data)), "read"),
        Entry("bw64", rf64(data, len(data), b"BW64"), "read", "libsndfile does not know BW64", rf64(data, len(data))),
        Entry("rf64-table", rf64(data, len(data), table=b"JUNK" + struct.pack("<Q", 4)), "read"),
        Entry("rf64-junk", rf64(data, len(data), junk=chunk(b"LIST", b"INFO")), "read"),
    ]
    return entries


def chunk_wavs() -> list[Entry]:
    tone = integers(noise(101), 2)
    form, data = chunk(b"fmt ", fmt()), chunk(b"data", tone)
    return [
        Entry("chunk-junk-before-fmt", riff(chunk(b"JUNK", bytes(28)), form, data), "read"),
        Entry("chunk-list-between", riff(form, chunk(b"LIST", b"INFOISFT\x04\0\0\0Lavf"), data), "read"),
        Entry("chunk-list-after", riff(form, data, chunk(b"LIST", b"INFO")), "read"),
        Entry("chunk-id3-after", riff(form, data, chunk(b"ID3 ", bytes(10))), "read"),
        Entry("chunk-odd", riff(chunk(b"odd1", b"\7"), form, chunk(b"odd3", b"\1\2\3"), data), "read", "libsndfile does not pad chunks that it does not know", riff(form, data)),
        Entry("chunk-bext", riff(chunk(b"bext", bytes(602)), form, data), "read"),
        Entry("fmt-18", riff(chunk(b"fmt ", fmt(extra=b"\0\0")), data), "read"),
        Entry("fmt-40-plain", riff(chunk(b"fmt ", fmt(extra=bytes(24))), data), "read"),
        Entry("fmt-twice", riff(form, form, data), "read", "libsndfile refuses a second fmt chunk", riff(form, data)),
        Entry("odd-8-bits-padded", riff(chunk(b"fmt ", fmt(bits=8)), chunk(b"data", bytes(range(33))), chunk(b"LIST", b"INFO")), "read"),
    ]


def flawed_wavs() -> list[Entry]:
    tone = integers(noise(101), 2)
    form, data = chunk(b"fmt ", fmt()), chunk(b"data", tone)
    fine, deep = chunk(b"fmt ", fmt(bits=24)), integers(noise(50), 3)
    empty = "libsndfile gives no samples"
    return [
        Entry("riff-size-0", riff(form, data, size=0), "warn"),
        Entry("riff-size-large", riff(form, data, size=1_000_000), "warn"),
        Entry("riff-size-ffffffff", riff(form, data, size=UNKNOWN), "warn"),
        Entry("byte-rate-0", wav(tone, byte_rate=0), "warn"),
        Entry("byte-rate-wrong", wav(tone, byte_rate=12345), "warn"),
        Entry("fact-wrong", riff(form, chunk(b"fact", struct.pack("<I", 7)), data), "warn"),
        Entry("data-truncated", riff(form, chunk(b"data", tone, 1000)), "warn"),
        Entry("data-truncated-in-a-frame", riff(form, chunk(b"data", tone[:-1], 202)), "warn"),
        Entry("data-streamed-ffffffff", riff(form, chunk(b"data", tone, UNKNOWN), size=UNKNOWN), "warn"),
        Entry("data-streamed-7ffff000", riff(form, chunk(b"data", tone, 0x7FFFF000), size=0x7FFFF024), "warn"),
        Entry("data-0-with-samples", riff(form, chunk(b"data", tone, 0), size=36), "warn", empty, riff(form, data)),
        Entry("data-0-with-samples-riff-0", riff(form, chunk(b"data", tone, 0), size=0), "warn", empty, riff(form, data)),
        Entry("data-0-with-silence", riff(form, chunk(b"data", bytes(64), 0), size=0), "warn", empty, wav(bytes(64))),
        Entry("data-0-24-bits", riff(fine, chunk(b"data", deep, 0), size=0), "warn", empty, riff(fine, chunk(b"data", deep))),
        Entry("data-twice", riff(form, data, chunk(b"data", tone[:20])), "warn", "libsndfile takes the last", riff(form, data)),
        Entry("data-odd-byte", riff(form, chunk(b"data", tone + b"\x09")), "warn"),
        Entry("valid-bits-above", wav(tone, valid=24), "warn"),
        Entry("valid-bits-of-float", wav(noise(20).astype("<f4").tobytes(), tag=FLOAT, bits=32, valid=24), "warn"),
        Entry("fmt-20", riff(chunk(b"fmt ", fmt(extra=bytes(4))), data), "warn"),
        Entry("stray-byte-at-the-end", riff(form, data, tail=b"\x09"), "warn"),
        Entry("rf64-killed", rf64(tone, 0), "warn", empty, riff(form, data)),
        Entry("rf64-truncated", rf64(tone, 1000), "warn"),
    ]


def broken_wavs() -> list[Entry]:
    tone = integers(noise(101), 2)
    form, data = chunk(b"fmt ", fmt()), chunk(b"data", tone)
    whole = riff(form, data)
    lenient = "libsndfile is more lenient"
    nan = np.array([0, 1, np.nan], "<f4").tobytes()
    return [
        Entry("empty", b"", "refuse"),
        Entry("riff-alone", whole[:12], "refuse"),
        Entry("cut-in-fmt", whole[:30], "refuse"),
        Entry("cut-after-fmt", whole[:36], "refuse"),
        Entry("cut-before-samples", whole[:44], "refuse", lenient),
        Entry("no-fmt", riff(data), "refuse"),
        Entry("late-fmt", riff(data, form), "refuse"),
        Entry("no-data", riff(form), "refuse"),
        Entry("data-0", riff(form, chunk(b"data", b"")), "refuse", lenient),
        Entry("data-0-chunk-after", riff(form, chunk(b"data", b""), chunk(b"LIST", b"INFO")), "refuse", lenient),
        Entry("channels-0", riff(chunk(b"fmt ", fmt(channels=0, align=2)), data), "refuse", lenient),
        Entry("channels-65535", riff(chunk(b"fmt ", fmt(channels=65535, align=2)), data), "refuse", lenient),
        Entry("rate-0", wav(tone, rate=0), "refuse", lenient),
        Entry("rate-4294967295", wav(tone, rate=UNKNOWN, byte_rate=0), "refuse", lenient),
        Entry("bits-0", wav(tone, bits=0, align=2), "refuse", lenient),
        Entry("bits-33", wav(tone, bits=33), "refuse", lenient),
        Entry("bits-64-pcm", wav(tone, bits=64), "refuse"),
        Entry("bits-16-float", wav(tone, tag=FLOAT, bits=16), "refuse"),
        Entry("align-0", wav(tone, align=0), "refuse", lenient),
        Entry("align-4", wav(tone, align=4), "refuse", lenient),
        Entry("align-4-of-24-bits", wav(tone, bits=24, align=4), "refuse", "libsndfile reads 3 bytes: the 4 may hold floats, or the upper or lower 3"),
        Entry("tag-0", wav(tone, tag=0), "refuse"),
        Entry("tag-adpcm", wav(tone, tag=2, bits=4, align=1), "refuse", lenient),
        Entry("tag-mp3", wav(tone, tag=0x55, bits=0, align=1), "refuse", lenient),
        Entry("extensible-in-18", riff(chunk(b"fmt ", struct.pack("<HHIIHHH", EXTENSIBLE, 1, RATE, 2 * RATE, 2, 16, 0)), data), "refuse", lenient),
        Entry("fmt-conflict", riff(form, chunk(b"fmt ", fmt(rate=8000)), data), "refuse"),
        Entry("chunk-past-end", riff(form, chunk(b"JUNK", bytes(10), 1000), data), "refuse", lenient),
        Entry("nan", wav(nan, tag=FLOAT, bits=32), "refuse", "libsndfile gives it as it is"),
        Entry("rf64-without-ds64", riff(form, chunk(b"data", tone, UNKNOWN), container=b"RF64", size=UNKNOWN), "refuse", lenient),
        Entry("avi", whole[:8] + b"AVI " + whole[12:], "refuse"),
        Entry("text", b"Hello, this is no audio at all, but a text.\n", "refuse"),
        Entry("mp3", b"ID3\3\0\0\0\0\0\0\xff\xfb\x90\xc4" + bytes(400), "refuse", lenient),
    ]


def flac_bytes(samples: np.ndarray, bits: int, *options: str, piped: bool = False) -> bytes:
    """Encodes integers, [frames, channels], from a WAV that has them in the upper bits of whole bytes."""
    size = (bits + 7) // 8
    zero = 128 if size == 1 else 0
    shifted = [(int(v) << 8 * size - bits) + zero for v in samples.reshape(-1)]
    data = b"".join(v.to_bytes(size, "little", signed=size > 1) for v in shifted)
    source = wav(data, bits=8 * size, valid=bits, channels=samples.shape[1])
    command = ["flac", "--silent", "--no-padding", "--lax", "--channel-map=none", *options]
    if piped:  # without a header of the input, neither length nor MD5 is known in time
        command += ["--force-raw-format", "--endian=little", "--sign=signed", f"--sample-rate={RATE}"]
        command += [f"--channels={samples.shape[1]}", f"--bps={bits}", "-c", "-"]
        return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        clip, target = Path(folder, "in.wav"), Path(folder, "out.flac")
        clip.write_bytes(source)
        subprocess.run([*command, "-o", str(target), str(clip)], check=True)
        return target.read_bytes()


def shaped(count: int, bits: int, channels: int = 1, seed: int = 0) -> np.ndarray:
    """Integers that exercise predictors: a tone with noise, the channels of one source."""
    base = noise(count, seed)
    columns = [base * (0.9 - 0.1 * c) + 0.02 * noise(count, seed + 7 + c) for c in range(channels)]
    return np.clip(np.stack(columns, 1) * 2 ** (bits - 1), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1).astype(np.int64)


def flacs() -> list[Entry]:
    entries = []
    for bits in (4, 5, 8, 11, 12, 13, 16, 17, 20, 23, 24, 25, 31, 32):
        entries.append(Entry(f"flac-{bits}-bits", flac_bytes(shaped(700, bits, seed=bits), bits), "read"))
        entries.append(Entry(f"flac-{bits}-bits-stereo", flac_bytes(shaped(300, bits, 2, bits), bits), "read"))
    for channels in (3, 6, 8):
        entries.append(Entry(f"flac-{channels}-channels", flac_bytes(shaped(200, 16, channels), 16), "read"))
    for level in range(9):
        entries.append(Entry(f"flac-level-{level}", flac_bytes(shaped(900, 16, 2, level), 16, f"-{level}"), "read"))
    for size in (16, 17, 192, 255, 256, 576, 1152, 4096, 65535):
        count = 900 if size < 1000 else size + 37
        data = flac_bytes(shaped(count, 8 if size > 1000 else 16), 8 if size > 1000 else 16, f"--blocksize={size}")
        entries.append(Entry(f"flac-block-{size}", data, "read"))
    quiet = shaped(700, 16)
    wild = np.random.default_rng(SEED).integers(-(2**15), 2**15, (700, 1))
    pulses = np.zeros((700, 1), np.int64)
    pulses[::97] = 32767
    anti = np.concatenate([shaped(700, 24), -shaped(700, 24) - 1], 1)
    extremes = np.tile(np.array([[-(2**31), 2**31 - 1], [2**31 - 1, -(2**31)]]), (200, 1))
    entries += [
        Entry("flac-silence", flac_bytes(np.zeros((700, 1), np.int64), 16), "read"),
        Entry("flac-constant", flac_bytes(np.full((700, 2), -1234), 16), "read"),
        Entry("flac-noise-verbatim", flac_bytes(wild, 16), "read"),
        Entry("flac-pulses", flac_bytes(pulses, 16, "-8", "-e", "-p"), "read"),
        Entry("flac-wasted-bits", flac_bytes(quiet << 4, 20), "read"),
        Entry("flac-negative-side", flac_bytes(anti, 24), "read"),
        Entry("flac-extremes-32", flac_bytes(extremes, 32), "read"),
        Entry("flac-no-mid-side", flac_bytes(shaped(300, 16, 2), 16, "--no-mid-side"), "read"),
        Entry("flac-order-32", flac_bytes(shaped(4096, 16), 16, "-l", "32", "-q", "15"), "read"),
        Entry("flac-partitions", flac_bytes(shaped(4096, 12), 12, "-r", "0,15"), "read"),
        Entry("flac-escape", flac_bytes(pulses, 16, "--lax", "-r", "4,4"), "read"),
        Entry("flac-tags-and-seekpoints", flac_bytes(quiet, 16, "-T", "ARTIST=nobody", "-S", "10x"), "read"),
        Entry("flac-piped", flac_bytes(quiet, 16, piped=True), "warn"),
    ]
    plain = flac_bytes(shaped(900, 16), 16, "--blocksize=192")
    tag = b"ID3\4\0\0\0\0\0\x0a" + bytes(10)
    no_length = bytearray(plain)
    no_length[21] &= 0xF0
    no_length[22:26] = bytes(4)
    no_md5 = bytearray(plain)
    no_md5[26:42] = bytes(16)
    entries += [
        Entry("flac-id3", tag + plain, "read"),
        Entry("flac-id3v1-behind", plain + b"TAG" + bytes(125), "read", "flac -d wants nothing behind the last frame"),
        Entry("flac-without-length", bytes(no_length), "read"),
        Entry("flac-without-md5", bytes(no_md5), "read"),
    ]
    return entries + broken_flacs(plain)


def broken_flacs(plain: bytes) -> list[Entry]:
    wrong_md5 = bytearray(plain)
    wrong_md5[30] ^= 1
    longer = bytearray(plain)
    longer[25] += 1
    shorter = bytearray(plain)
    shorter[25] -= 1
    why = "libsndfile does not check"
    frames = [i for i in range(42, len(plain) - 1) if plain[i] == 0xFF and plain[i + 1] in (0xF8, 0xF9)]
    entries = [
        Entry("flac-cut-in-header", plain[:30], "refuse"),
        Entry("flac-cut-before-frames", plain[: frames[0]], "refuse", why),
        Entry("flac-cut-in-a-frame", plain[: len(plain) // 2], "refuse", why),
        Entry("flac-cut-at-a-frame", plain[: frames[-1]], "refuse", why),
        Entry("flac-last-byte-gone", plain[:-1], "refuse", why),
        Entry("flac-frame-gone", plain[: frames[1]] + plain[frames[2] :], "refuse", why),
        Entry("flac-frames-swapped", plain[: frames[1]] + plain[frames[2] : frames[3]] + plain[frames[1] : frames[2]] + plain[frames[3] :], "refuse", why),
        Entry("flac-wrong-md5", bytes(wrong_md5), "refuse", why),
        Entry("flac-more-stated", bytes(longer), "refuse", why),
        Entry("flac-fewer-stated", bytes(shorter), "refuse", why),
        Entry("ogg-flac", b"OggS\0\2" + bytes(22) + b"\x7fFLAC\1\0" + bytes(60), "refuse"),
    ]
    for at in range(frames[0], len(plain), len(plain) // 12):
        damaged = bytearray(plain)
        damaged[at] ^= 0x10
        entries.append(Entry(f"flac-damaged-at-{at}", bytes(damaged), "refuse", why))
    return entries


def digest(samples: np.ndarray) -> dict[str, object]:
    """All samples, interleaved: how many, and the SHA-256 of them as float32, little-endian."""
    return {"samples": samples.size, "sha256": hashlib.sha256(samples.astype("<f4").tobytes()).hexdigest()}


def of_libsndfile(path: Path) -> dict[str, object]:
    """Rate, channels and samples as libsndfile reads them, or its error."""
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, ValueError, TypeError) as error:
        return {"error": str(error).split(": ", 2)[-1]}
    return {"rate": rate, "channels": samples.shape[1], **digest(samples)}


def of_flac(path: Path, data: bytes) -> dict[str, object]:
    """The same as ``flac -d`` reads it: its integers over full scale."""
    at = data.index(b"fLaC") + 8 + 10
    word = int.from_bytes(data[at : at + 8], "big")
    channels, bits = (word >> 41 & 7) + 1, (word >> 36 & 31) + 1
    command = ["flac", "-d", "--silent", "-c", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        return {"error": f"flac -d exits with {done.returncode}"}
    size = (bits + 7) // 8
    start = done.stdout.index(b"data") + 8
    stated = int.from_bytes(done.stdout[start - 4 : start], "little")
    raw = done.stdout[start : start + (stated or len(done.stdout))]
    zero, shift = (128 if size == 1 else 0), 8 * size - bits
    count = len(raw) // (size * channels) * channels
    values = [int.from_bytes(raw[i * size : (i + 1) * size], "little", signed=size > 1) - zero >> shift for i in range(count)]
    samples = np.array(values, np.int64).astype(np.float32) * np.float32(2.0 ** (1 - bits))
    return {"rate": word >> 44, "channels": channels, **digest(samples)}


def reference(entry: Entry, folder: Path) -> dict[str, object]:
    """What goes into the corpus; where both read FLAC they have to agree."""
    path = folder / f"clip.{'flac' if entry.name.startswith('flac') else 'wav'}"
    path.write_bytes(entry.repaired or entry.data)
    libsndfile = of_libsndfile(path)
    line: dict[str, object] = {"name": entry.name, "expect": entry.expect, "file": base64.b64encode(entry.data).decode()}
    if entry.name.startswith("flac"):
        flac = of_flac(path, entry.data)
        if entry.expect != "refuse" and libsndfile.get("samples") and libsndfile != flac and not entry.differs:
            raise AssertionError(f"{entry.name}: flac and libsndfile differ")
        line["reference"] = libsndfile if "error" in flac else flac
    else:
        line["reference"] = libsndfile
    read = bool(line["reference"].get("samples"))  # type: ignore[attr-defined]
    if (entry.repaired or not entry.differs) and read != (entry.expect != "refuse"):
        raise AssertionError(f"{entry.name}: expected {entry.expect}, found {line['reference']}")
    if entry.differs:
        line["differs"] = entry.differs
    if entry.expect == "refuse":
        del line["reference"]
    return line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    entries = sound_wavs() + chunk_wavs() + flawed_wavs() + broken_wavs() + flacs()
    names = Counter(entry.name for entry in entries)
    assert max(names.values()) == 1, names.most_common(1)
    with tempfile.TemporaryDirectory() as folder:
        lines = [json.dumps(reference(entry, Path(folder))) for entry in entries]
    arguments.out.write_text("\n".join(lines) + "\n", encoding="ascii")
    counts = Counter(entry.expect for entry in entries)
    print(f"{len(entries)} files: {dict(counts)}, libsndfile {soundfile.__libsndfile_version__}, {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
