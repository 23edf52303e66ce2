package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.speakerbench.engine.audio.WavBytes.ascii;
import static org.speakerbench.engine.audio.WavBytes.bytes;
import static org.speakerbench.engine.audio.WavBytes.float32;
import static org.speakerbench.engine.audio.WavBytes.float64;
import static org.speakerbench.engine.audio.WavBytes.le16;
import static org.speakerbench.engine.audio.WavBytes.le24;
import static org.speakerbench.engine.audio.WavBytes.le32;
import static org.speakerbench.engine.audio.WavBytes.pcm16;
import static org.speakerbench.engine.audio.WavBytes.riff;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.audio.WavBytes.Fmt;
import org.speakerbench.engine.audio.WavException.Reason;

/** One row for each kind of file that is accepted, accepted with a warning, or refused. */
class WavPolicyTest {

  /** The samples of {@link #DATA}. */
  private static final float[] SAMPLES = {0.5f, -1f, 0.25f};

  private static final byte[] DATA = le16(16384, -32768, 8192);

  private static final byte[] AMBISONIC_GUID_TAIL =
      bytes(0, 0, 0x21, 0x07, 0xD3, 0x11, 0x86, 0x44, 0xC8, 0xC1, 0xCA, 0, 0, 0);

  @TempDir Path folder;

  /** A file that is read, with its samples, and its warnings in order. */
  record Accepted(String name, byte[] file, float[] samples, List<String> warnings) {

    Accepted(String name, WavBytes file, float[] samples, String... warnings) {
      this(name, file.build(), samples, List.of(warnings));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A file that is refused, with parts of the message. */
  record Refused(String name, byte[] file, Reason reason, List<String> message) {

    Refused(String name, byte[] file, Reason reason, String... message) {
      this(name, file, reason, List.of(message));
    }

    Refused(String name, WavBytes file, Reason reason, String... message) {
      this(name, file.build(), reason, message);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource({"sound", "flawed"})
  void accepts(Accepted row) throws IOException {
    DecodedWav fromStream = WavReader.decode(new ByteArrayInputStream(row.file()), row.name());
    assertThat(fromStream.waveform().samples()).containsExactly(row.samples());
    assertThat(fromStream.info().warnings()).containsExactlyElementsOf(row.warnings());
    assertThat(fromStream.info().channels()).isEqualTo(1);
    assertThat(fromStream.info().frames()).isEqualTo(row.samples().length);
    assertThat(fromStream.waveform().sampleRateHz()).isEqualTo(fromStream.info().sampleRateHz());

    Path path = Files.write(folder.resolve("clip.wav"), row.file());
    DecodedWav fromFile = WavReader.decode(path);
    assertThat(fromFile.waveform().samples()).containsExactly(row.samples());
    assertThat(fromFile.info()).isEqualTo(fromStream.info());
    assertThat(WavReader.readInfo(path)).isEqualTo(fromStream.info());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void refuses(Refused row) throws IOException {
    Path path = Files.write(folder.resolve("clip.wav"), row.file());
    WavException fromFile = catchThrowableOfType(WavException.class, () -> WavReader.decode(path));
    assertThat(fromFile.reason()).isEqualTo(row.reason());
    assertThat(fromFile.file()).isEqualTo(path.toString());
    assertThat(fromFile).hasMessageStartingWith(path + ": ").hasMessageContaining("expected");
    assertThat(fromFile.getMessage()).contains(row.message()).doesNotContain("\n");

    WavException fromStream =
        catchThrowableOfType(
            WavException.class,
            () -> WavReader.read(new ByteArrayInputStream(row.file()), path.toString()));
    assertThat(fromStream).hasMessage(fromFile.getMessage());

    Set<Reason> aboutSamples =
        EnumSet.of(Reason.SEVERAL_CHANNELS, Reason.NON_FINITE_SAMPLE, Reason.FLAC_DAMAGED);
    if (!aboutSamples.contains(row.reason())) {
      WavException fromHeader =
          catchThrowableOfType(WavException.class, () -> WavReader.readInfo(path));
      assertThat(fromHeader).hasMessage(fromFile.getMessage());
    }
  }

  @Test
  void everyReasonHasARow() {
    Set<Reason> elsewhere =
        EnumSet.of(Reason.MISSING, Reason.UNREADABLE, Reason.TOO_LARGE, Reason.NO_SUCH_CHANNEL);
    Set<Reason> here = broken().map(Refused::reason).collect(Collectors.toSet());
    assertThat(here)
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(elsewhere)));
  }

  static Stream<Accepted> sound() {
    WavBytes manyChunks = riff();
    for (int i = 0; i < 1000; i++) {
      manyChunks.chunk("JUNK", new byte[i % 5]);
    }
    return Stream.of(
        accepted("PCM 8", Fmt.pcm(8), bytes(0, 128, 255, 64), -1f, 0f, 0.9921875f, -0.5f),
        accepted(
            "PCM 16",
            Fmt.pcm(16),
            le16(-32768, -1, 0, 1, 32767),
            -1f,
            -3.0517578125e-5f,
            0f,
            3.0517578125e-5f,
            0.999969482421875f),
        accepted(
            "PCM 24",
            Fmt.pcm(24),
            le24(-8388608, -1, 0, 1, 0x123456, 8388607),
            -1f,
            -1.1920928955078125e-7f,
            0f,
            1.1920928955078125e-7f,
            0.142222166061401367f,
            0.99999988079071044921875f),
        accepted(
            "PCM 32",
            Fmt.pcm(32),
            le32(Integer.MIN_VALUE, -1, 0, 1, 1 << 30, 2147483583, 2147483584, Integer.MAX_VALUE),
            -1f,
            -4.656612873077392578125e-10f,
            0f,
            4.656612873077392578125e-10f,
            0.5f,
            0.999999940395355224609375f,
            1f,
            1f),
        accepted(
            "float 32, also beyond full scale",
            Fmt.ieeeFloat(32),
            float32(0.1f, -1f, 1f, 1.5f, -16f, Float.MIN_VALUE, -0f),
            0.1f,
            -1f,
            1f,
            1.5f,
            -16f,
            Float.MIN_VALUE,
            -0f),
        accepted(
            "float 64, rounded to nearest",
            Fmt.ieeeFloat(64),
            float64(0.1, -1.0, 1 + 0x1p-24, 1 + 0x1.000001p-24, 1e-300),
            0.1f,
            -1f,
            1f,
            1.00000011920928955078125f,
            0f),
        accepted("12 bits are the upper ones of 16", Fmt.pcm(12).blockAlign(2), DATA, SAMPLES),
        accepted("4 bits are the upper ones of 8", Fmt.pcm(4).blockAlign(1), bytes(0x40), -0.5f),
        accepted("20 valid bits of 24", Fmt.pcm(24).extensible(20), le24(-4194304), -0.5f),
        accepted("24 valid bits of 32", Fmt.pcm(32).extensible(24), le32(1 << 30), 0.5f),
        accepted(
            "A-law: G.711 in 16 bits",
            Fmt.tag(6, 8),
            bytes(0xD5, 0x55, 0xAA, 0x2A, 0x80),
            8 * 0x1p-15f,
            -8 * 0x1p-15f,
            32256 * 0x1p-15f,
            -32256 * 0x1p-15f,
            5504 * 0x1p-15f),
        accepted(
            "mu-law: G.711 in 16 bits",
            Fmt.tag(7, 8),
            bytes(0xFF, 0x7F, 0x80, 0x00, 0xF0),
            0f,
            0f,
            32124 * 0x1p-15f,
            -32124 * 0x1p-15f,
            120 * 0x1p-15f),
        accepted("extensible mu-law", Fmt.tag(7, 8).extensible(8), bytes(0x80), 32124 * 0x1p-15f),
        new Accepted("RIFX", rifx(), SAMPLES),
        new Accepted("RF64", rf64("RF64", 6), SAMPLES),
        new Accepted("BW64", rf64("BW64", 6), SAMPLES),
        new Accepted(
            "RF64 whose sizes are where they belong",
            pcm16(16384, -32768, 8192).container("RF64"),
            SAMPLES),
        accepted("8 kHz", Fmt.pcm(16).rateHz(8000), DATA, SAMPLES),
        accepted("192 kHz", Fmt.pcm(16).rateHz(192_000), DATA, SAMPLES),
        accepted("lowest rate", Fmt.pcm(16).rateHz(100), DATA, SAMPLES),
        accepted("highest rate", Fmt.pcm(16).rateHz(768_000), DATA, SAMPLES),
        accepted("fmt of 18 bytes", Fmt.pcm(16).extension(le16(0)), DATA, SAMPLES),
        accepted("float, fmt of 18 bytes", Fmt.ieeeFloat(32).extension(le16(0)), float32(.5f), .5f),
        accepted("plain PCM, fmt of 40 bytes", Fmt.pcm(16).extension(new byte[24]), DATA, SAMPLES),
        accepted("extensible, valid bits equal", Fmt.pcm(16).extensible(16), DATA, SAMPLES),
        accepted("extensible, valid bits 0", Fmt.pcm(16).extensible(0), DATA, SAMPLES),
        accepted("extensible PCM 24", Fmt.pcm(24).extensible(24), le24(-4194304), -0.5f),
        accepted("extensible float 32", Fmt.ieeeFloat(32).extensible(32), float32(.5f), .5f),
        accepted("extensible float 64", Fmt.ieeeFloat(64).extensible(64), float64(.5), .5f),
        new Accepted(
            "JUNK before fmt",
            riff().chunk("JUNK", new byte[28]).fmt(Fmt.pcm(16)).data(DATA),
            SAMPLES),
        new Accepted(
            "LIST and fact between fmt and data",
            riff()
                .fmt(Fmt.pcm(16))
                .chunk("LIST", ascii("INFOISFT\4\0\0\0Lavf"))
                .chunk("fact", le32(3))
                .data(DATA),
            SAMPLES),
        new Accepted(
            "LIST, fact and ID3 after data",
            riff()
                .fmt(Fmt.pcm(16))
                .data(DATA)
                .chunk("LIST", ascii("INFO"))
                .chunk("fact", le32(3))
                .chunk("ID3 ", new byte[10]),
            SAMPLES),
        new Accepted(
            "fact at the end of the file",
            riff().fmt(Fmt.pcm(16)).data(DATA).chunk("fact", le32(3)),
            SAMPLES),
        new Accepted(
            "two facts, the first counts",
            riff().fmt(Fmt.pcm(16)).chunk("fact", le32(3)).chunk("fact", le32(7)).data(DATA),
            SAMPLES),
        new Accepted(
            "odd chunks with pad bytes",
            riff()
                .chunk("odd1", bytes(7))
                .fmt(Fmt.pcm(16))
                .chunk("odd3", bytes(1, 2, 3))
                .data(DATA),
            SAMPLES),
        new Accepted(
            "odd data with pad byte, chunk after it",
            riff().fmt(Fmt.pcm(8)).data(bytes(64, 192, 128)).chunk("LIST", ascii("INFO")),
            new float[] {-0.5f, 0.5f, 0f}),
        new Accepted(
            "odd data without pad byte at the end",
            riff().fmt(Fmt.pcm(8)).chunkClaiming("data", 3, bytes(64, 192, 128)),
            new float[] {-0.5f, 0.5f, 0f}),
        new Accepted(
            "odd data, pad byte not counted in the RIFF size",
            riff().fmt(Fmt.pcm(8)).data(bytes(64, 192, 128)).riffSize(4 + 24 + 8 + 3),
            new float[] {-0.5f, 0.5f, 0f}),
        new Accepted(
            "ids that do not print",
            riff()
                .chunk("\0\1\2\u00ff", new byte[6])
                .fmt(Fmt.pcm(16))
                .chunk("\0\0\0\0", new byte[0])
                .data(DATA)
                .chunk("\u0080\n\r\t", new byte[2]),
            SAMPLES),
        new Accepted("1000 chunks", manyChunks.fmt(Fmt.pcm(16)).data(DATA), SAMPLES),
        new Accepted(
            "the same fmt twice", riff().fmt(Fmt.pcm(16)).fmt(Fmt.pcm(16)).data(DATA), SAMPLES),
        new Accepted(
            "the same format in fmt chunks of 16 and 40 bytes, before and after data",
            riff().fmt(Fmt.pcm(16)).data(DATA).fmt(Fmt.pcm(16).extensible(16)),
            SAMPLES));
  }

  static Stream<Accepted> flawed() {
    return Stream.of(
        new Accepted(
            "RIFF size too large",
            pcm16(16384, -32768, 8192).riffSize(1000),
            SAMPLES,
            "RIFF size at byte 4 is 1000, expected 42"),
        new Accepted(
            "RIFF size 0",
            pcm16(16384, -32768, 8192).riffSize(0),
            SAMPLES,
            "RIFF size at byte 4 is 0, expected 42"),
        new Accepted(
            "RIFF size too large, odd data with pad byte",
            riff().fmt(Fmt.pcm(8)).data(bytes(64, 192, 128)).riffSize(1000),
            new float[] {-0.5f, 0.5f, 0f},
            "RIFF size at byte 4 is 1000, expected 40"),
        new Accepted(
            "a stray byte that the RIFF size does not count",
            pcm16(16384, -32768, 8192).riffSize(42).raw(9),
            SAMPLES,
            "found 1 bytes at byte 50, expected a chunk",
            "RIFF size at byte 4 is 42, expected 43"),
        new Accepted(
            "wrong byte rate",
            riff().fmt(Fmt.pcm(16).byteRate(16000)).data(DATA),
            SAMPLES,
            "byte rate at byte 28 is 16000, expected 32000"),
        new Accepted(
            "byte rate 0",
            riff().fmt(Fmt.pcm(16).byteRate(0)).data(DATA),
            SAMPLES,
            "byte rate at byte 28 is 0, expected 32000"),
        new Accepted(
            "wrong fact",
            riff().fmt(Fmt.pcm(16)).chunk("fact", le32(7)).data(DATA),
            SAMPLES,
            "'fact' chunk at byte 36 says 7 frames, expected 3"),
        new Accepted(
            "short fact",
            riff().fmt(Fmt.pcm(16)).chunk("fact", le16(3)).data(DATA),
            SAMPLES,
            "'fact' chunk at byte 36 has 2 bytes, expected 4"),
        new Accepted(
            "data truncated",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("data", 100, DATA).riffSize(136),
            SAMPLES,
            "RIFF size at byte 4 is 136, expected 42",
            "'data' chunk at byte 36 is truncated: found 6 bytes, expected 100, used 3 frames"),
        new Accepted(
            "data truncated to one frame",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("data", 100, le16(16384)),
            new float[] {0.5f},
            "'data' chunk at byte 36 is truncated: found 2 bytes, expected 100, used 1 frame"),
        new Accepted(
            "data truncated, its fact the frames that are left",
            riff().fmt(Fmt.pcm(16)).chunk("fact", le32(3)).chunkClaiming("data", 100, DATA),
            SAMPLES,
            "'data' chunk at byte 48 is truncated: found 6 bytes, expected 100, used 3 frames"),
        new Accepted(
            "data truncated inside a frame, its fact right before that",
            riff().fmt(Fmt.pcm(16)).chunk("fact", le32(50)).chunkClaiming("data", 100, DATA).raw(1),
            SAMPLES,
            "'data' chunk at byte 48 is truncated: found 7 bytes, expected 100, used 3 frames",
            "'data' chunk at byte 48 ends inside a frame: found 7 bytes, expected a multiple of 2,"
                + " dropped the last 1"),
        new Accepted(
            "4 GB promised, 6 bytes present",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("data", 0xFFFF_FFFEL, DATA),
            SAMPLES,
            "'data' chunk at byte 36 is truncated: found 6 bytes, expected 4294967294, used 3 frames"),
        new Accepted(
            "streamed, 0xFFFFFFFF",
            riff()
                .fmt(Fmt.pcm(16))
                .chunkClaiming("data", 0xFFFF_FFFFL, DATA)
                .riffSize(0xFFFF_FFFFL),
            SAMPLES,
            "RIFF size at byte 4 is 4294967295, expected 42",
            "'data' chunk at byte 36 has the size of a stream (4294967295): the 6 bytes up to the end are used"),
        new Accepted(
            "streamed, 0x7FFFF000",
            riff()
                .fmt(Fmt.pcm(16))
                .chunkClaiming("data", 0x7FFF_F000L, DATA)
                .riffSize(0x7FFF_F024L),
            SAMPLES,
            "RIFF size at byte 4 is 2147479588, expected 42",
            "'data' chunk at byte 36 has the size of a stream (2147479552): the 6 bytes up to the end are used"),
        new Accepted(
            "streamed, cut inside a frame",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("data", 0xFFFF_FFFFL, DATA).raw(9),
            SAMPLES,
            "'data' chunk at byte 36 has the size of a stream (4294967295): the 7 bytes up to the end are used",
            "'data' chunk at byte 36 ends inside a frame: found 7 bytes, expected a multiple of 2,"
                + " dropped the last 1"),
        new Accepted(
            "data size 0, samples after it",
            pcm16().raw(DATA).riffSize(36),
            SAMPLES,
            "RIFF size at byte 4 is 36, expected 42",
            "'data' chunk at byte 36 states 0 bytes, its writer did not end as it should: the 6 bytes up to the end are used"),
        new Accepted(
            "data size 0, silence after it that looks like empty chunks",
            pcm16().raw(new byte[16]).riffSize(0),
            new float[8],
            "RIFF size at byte 4 is 0, expected 52",
            "'data' chunk at byte 36 states 0 bytes, its writer did not end as it should: the 16 bytes up to the end are used"),
        new Accepted(
            "RF64 that was killed",
            rf64("RF64", 0),
            SAMPLES,
            "'data' chunk at byte 72 states 0 bytes, its writer did not end as it should: the 6 bytes up to the end are used"),
        new Accepted(
            "RF64 cut",
            rf64("RF64", 100),
            SAMPLES,
            "'data' chunk at byte 72 is truncated: found 6 bytes, expected 100, used 3 frames"),
        new Accepted(
            "RF64 that does not know",
            rf64("RF64", -1),
            SAMPLES,
            "'data' chunk at byte 72 has the size of a stream (4294967295): the 6 bytes up to the end are used"),
        new Accepted(
            "more valid bits than bits",
            riff().fmt(Fmt.pcm(16).extensible(24)).data(DATA),
            SAMPLES,
            "count of valid bits at byte 38 is 24, expected 0 or 16"),
        new Accepted(
            "mu-law that says 16 bits",
            riff().fmt(Fmt.tag(7, 16).blockAlign(1)).data(bytes(0x80)),
            new float[] {32124 * 0x1p-15f},
            "bits per sample at byte 34 is 16, expected 8 for mu-law"),
        new Accepted(
            "odd trailing byte",
            riff().fmt(Fmt.pcm(16)).chunk("data", bytes(0, 0x40, 0, 0x80, 0, 0x20, 9)),
            SAMPLES,
            "'data' chunk at byte 36 ends inside a frame: found 7 bytes, expected a multiple of 2,"
                + " dropped the last 1"),
        new Accepted(
            "partial frame of 24 bits",
            riff().fmt(Fmt.pcm(24)).data(bytes(0, 0, 0x40, 1, 2)),
            new float[] {0.5f},
            "'data' chunk at byte 36 ends inside a frame: found 5 bytes, expected a multiple of 3,"
                + " dropped the last 2"),
        new Accepted(
            "second data chunk",
            pcm16(16384, -32768, 8192).data(le16(1, 2)),
            SAMPLES,
            "second 'data' chunk at byte 50 ignored, the first at byte 36 is used"),
        new Accepted(
            "fmt of 20 bytes",
            riff().fmt(Fmt.pcm(16).extension(new byte[4])).data(DATA),
            SAMPLES,
            "'fmt ' chunk at byte 12 has 20 bytes, expected 16, 18 or 40"),
        new Accepted(
            "chunk after data runs past the end",
            pcm16(16384, -32768, 8192).chunkClaiming("LI\nT", 100, bytes(1, 2)),
            SAMPLES,
            "'LI\\x0AT' chunk at byte 50 runs past the end: found 2 bytes, expected 100"),
        new Accepted(
            "stray bytes after the last chunk",
            pcm16(16384, -32768, 8192).raw(1, 2, 3),
            SAMPLES,
            "found 3 bytes at byte 50, expected a chunk"),
        new Accepted(
            "100000 empty chunks after data",
            pcm16(16384, -32768, 8192).raw(new byte[8 * WavParser.MAX_CHUNKS]),
            SAMPLES,
            "found more chunks at byte 800034, expected at most 100000"));
  }

  static Stream<Refused> broken() {
    byte[] sound = pcm16(1, 2, 3).build();
    return Stream.of(
        new Refused("empty", new byte[0], Reason.EMPTY_FILE, "empty"),
        new Refused("1 byte", ascii("R"), Reason.SHORT_HEADER, "found 1 bytes"),
        new Refused("11 bytes", prefix(sound, 11), Reason.SHORT_HEADER, "found 11 bytes"),
        new Refused("12 bytes", prefix(sound, 12), Reason.NO_FMT, "no 'fmt ' chunk in 12 bytes"),
        new Refused(
            "cut in the header of fmt",
            prefix(sound, 15),
            Reason.SHORT_HEADER,
            "found 3 bytes at byte 12, expected a chunk"),
        new Refused(
            "cut in fmt",
            prefix(sound, 30),
            Reason.CHUNK_PAST_END,
            "'fmt ' chunk at byte 12 runs past the end: found 10 bytes, expected 16"),
        new Refused("cut after fmt", prefix(sound, 36), Reason.NO_DATA, "36 bytes"),
        new Refused(
            "cut in the header of data",
            prefix(sound, 40),
            Reason.SHORT_HEADER,
            "found 4 bytes at byte 36"),
        new Refused(
            "cut before the first sample",
            prefix(sound, 44),
            Reason.EMPTY_DATA,
            "found 0 bytes (6 declared), expected at least 2"),
        new Refused(
            "cut in the first sample",
            prefix(sound, 45),
            Reason.EMPTY_DATA,
            "found 1 bytes (6 declared), expected at least 2"),
        new Refused("text", ascii("Hello, this is no WAV"), Reason.NOT_RIFF_WAVE, "'Hell'"),
        new Refused("RMID", pcm16(1).form("RMID"), Reason.NOT_RIFF_WAVE, "'RMID'"),
        new Refused(
            "MP3 with a tag",
            ascii("ID3\3\0\0\0\0\0\0\0\0"),
            Reason.OTHER_FORMAT,
            "found MP3, expected WAV or FLAC; as a pipe of a wav.scp: ffmpeg -v error -i ",
            "clip.wav -f wav - |"),
        new Refused("MP3", bytes(0xFF, 0xFB, 0x90, 0xC4, 0, 0), Reason.OTHER_FORMAT, "found MP3,"),
        new Refused("MPEG", bytes(0xFF, 0xFD, 0x90, 0xC4), Reason.OTHER_FORMAT, "MPEG audio"),
        new Refused("AAC", bytes(0xFF, 0xF1, 0x50, 0x80), Reason.OTHER_FORMAT, "AAC (ADTS)"),
        new Refused("AVI", pcm16(1).form("AVI "), Reason.OTHER_FORMAT, "found AVI,"),
        new Refused("AIFF", pcm16(1).container("FORM").form("AIFF"), Reason.OTHER_FORMAT, "AIFF"),
        new Refused("SPHERE", ascii("NIST_1A\n   1024\n"), Reason.OTHER_FORMAT, "NIST SPHERE"),
        new Refused(
            "Ogg Opus",
            ascii("OggS" + "\0".repeat(24) + "OpusHead"),
            Reason.OTHER_FORMAT,
            "found Ogg Opus,"),
        new Refused("Ogg", ascii("OggS" + "\0".repeat(24)), Reason.OTHER_FORMAT, "found Ogg,"),
        new Refused("M4A", ascii("\0\0\0\40ftypM4A \0"), Reason.OTHER_FORMAT, "M4A or MP4"),
        new Refused(
            "pointer of Git LFS",
            ascii("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"),
            Reason.OTHER_FORMAT,
            "'git lfs pull'"),
        new Refused(
            "no bits in FLAC",
            ascii("fLaC\0\0\0\42" + "\0".repeat(34)),
            Reason.BAD_FLAC_HEADER,
            "STREAMINFO at byte 8 is 1, expected 4 to 32"),
        new Refused(
            "cut in the header of FLAC",
            ascii("fLaC\0\0\0\42\20\0\20\0"),
            Reason.FLAC_CUT,
            "byte 12"),
        new Refused(
            "FLAC of one frame that is none",
            flac(new byte[16]),
            Reason.FLAC_DAMAGED,
            "found no frame at byte 42, expected a sound one"),
        new Refused("lower case", pcm16(1).container("riff"), Reason.NOT_RIFF_WAVE, "'riff'"),
        new Refused(
            "RF64 without ds64",
            riff().container("RF64").fmt(Fmt.pcm(16)).chunkClaiming("data", 0xFFFF_FFFFL, DATA),
            Reason.BAD_DS64,
            "found the 'data' chunk at byte 36 with its size in a 'ds64' chunk"),
        new Refused(
            "RF64 with a short ds64",
            riff().container("RF64").chunk("ds64", new byte[24]).fmt(Fmt.pcm(16)).data(DATA),
            Reason.BAD_DS64,
            "'ds64' chunk at byte 12 has 24 bytes, expected at least 28"),
        new Refused("no fmt", riff().data(DATA), Reason.NO_FMT, "no 'fmt ' chunk in 26 bytes"),
        new Refused(
            "late fmt",
            riff().data(DATA).fmt(Fmt.pcm(16)),
            Reason.LATE_FMT,
            "'fmt ' chunk at byte 26, expected it before the 'data' chunk at byte 12"),
        new Refused("no data", riff().fmt(Fmt.pcm(16)), Reason.NO_DATA, "no 'data' chunk"),
        new Refused(
            "other chunks but no data",
            riff().fmt(Fmt.pcm(16)).chunk("LIST", DATA).chunk("DATA", DATA),
            Reason.NO_DATA,
            "no 'data' chunk"),
        new Refused(
            "data size 0",
            pcm16(),
            Reason.EMPTY_DATA,
            "'data' chunk at byte 36 has no frame: found 0 bytes (0 declared)"),
        new Refused(
            "data size 0, other chunks after it",
            pcm16().chunk("LIST", ascii("INFO")).chunk("odd3", bytes(1, 2, 3)),
            Reason.EMPTY_DATA,
            "found 0 bytes (0 declared), expected at least 2"),
        new Refused(
            "data size 0, half a sample after it",
            pcm16().raw(1),
            Reason.EMPTY_DATA,
            "found 1 bytes (0 declared), expected at least 2"),
        new Refused(
            "data smaller than a frame",
            riff().fmt(Fmt.pcm(24)).data(bytes(1, 2)),
            Reason.EMPTY_DATA,
            "found 2 bytes (2 declared), expected at least 3"),
        new Refused(
            "streamed data with no samples",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("data", 0xFFFF_FFFFL, new byte[0]),
            Reason.EMPTY_DATA,
            "found 0 bytes (4294967295 declared)"),
        refused("0 channels", Fmt.pcm(16).channels(0), Reason.BAD_CHANNEL_COUNT, "byte 22 is 0"),
        refused(
            "absurd channels",
            Fmt.pcm(16).channels(65535),
            Reason.BAD_CHANNEL_COUNT,
            "byte 22 is 65535, expected 1 to 256"),
        refused(
            "257 channels",
            Fmt.pcm(16).channels(257),
            Reason.BAD_CHANNEL_COUNT,
            "byte 22 is 257, expected 1 to 256"),
        refused("rate 0", Fmt.pcm(16).rateHz(0), Reason.BAD_SAMPLE_RATE, "byte 24 is 0"),
        refused("rate 1", Fmt.pcm(16).rateHz(1), Reason.BAD_SAMPLE_RATE, "is 1, expected 100 to"),
        refused(
            "rate just too low",
            Fmt.pcm(16).rateHz(99),
            Reason.BAD_SAMPLE_RATE,
            "byte 24 is 99, expected 100 to 768000 Hz"),
        refused(
            "rate just too high",
            Fmt.pcm(16).rateHz(768_001),
            Reason.BAD_SAMPLE_RATE,
            "byte 24 is 768001, expected 100 to 768000 Hz"),
        refused(
            "absurd rate",
            Fmt.pcm(16).rateHz(0xFFFF_FFFFL),
            Reason.BAD_SAMPLE_RATE,
            "is 4294967295, expected 100 to 768000 Hz"),
        refused("bits 0", Fmt.pcm(0), Reason.BAD_BITS_PER_SAMPLE, "byte 34 is 0, expected 1 to 32"),
        refused("33 bits", Fmt.pcm(33), Reason.BAD_BITS_PER_SAMPLE, "is 33, expected 1 to 32"),
        refused("12 bits in 1 byte", Fmt.pcm(12), Reason.BAD_BLOCK_ALIGN, "is 1, expected 2"),
        refused("24 bits in 4 bytes", Fmt.pcm(24).blockAlign(4), Reason.BAD_BLOCK_ALIGN, "is 4"),
        refused("64-bit PCM", Fmt.pcm(64), Reason.BAD_BITS_PER_SAMPLE, "is 64"),
        refused(
            "16-bit float",
            Fmt.ieeeFloat(16),
            Reason.BAD_BITS_PER_SAMPLE,
            "is 16, expected 32 or 64 for float"),
        refused(
            "block align 0",
            Fmt.pcm(16).blockAlign(0),
            Reason.BAD_BLOCK_ALIGN,
            "byte 32 is 0, expected 2: 16-bit pcm at 16000 Hz in 1 channel"),
        refused("block align 4", Fmt.pcm(16).blockAlign(4), Reason.BAD_BLOCK_ALIGN, "is 4"),
        refused(
            "tag 0", Fmt.tag(0, 16), Reason.UNSUPPORTED_ENCODING, "byte 20 is 0x0000, expected"),
        refused("ADPCM", Fmt.tag(2, 4), Reason.UNSUPPORTED_ENCODING, "0x0002 (Microsoft ADPCM)"),
        refused("IMA", Fmt.tag(0x11, 4), Reason.UNSUPPORTED_ENCODING, "0x0011 (IMA ADPCM)"),
        refused("GSM", Fmt.tag(0x31, 0), Reason.UNSUPPORTED_ENCODING, "0x0031 (GSM 6.10)"),
        refused("MP3 in WAV", Fmt.tag(0x55, 0), Reason.UNSUPPORTED_ENCODING, "0x0055 (MP3)"),
        refused("unknown tag", Fmt.tag(0xBEEF, 16), Reason.UNSUPPORTED_ENCODING, "is 0xBEEF, exp"),
        refused(
            "extensible in extensible",
            Fmt.tag(0xFFFE, 16).extensible(16),
            Reason.UNSUPPORTED_ENCODING,
            "0xFFFE"),
        refused(
            "other sub-format",
            Fmt.pcm(16).extensible(16, AMBISONIC_GUID_TAIL),
            Reason.UNSUPPORTED_ENCODING,
            "byte 44 is {00000001-0721-11D3-8644-C8C1CA000000}, expected PCM"),
        refused(
            "sub-format that differs in its first half only",
            Fmt.pcm(16).extensible(16, guidTail(1, 0x71)),
            Reason.UNSUPPORTED_ENCODING,
            "byte 44 is {00010001-0000-0010-8000-00AA00389B71}, expected PCM"),
        refused(
            "sub-format that differs in its second half only",
            Fmt.pcm(16).extensible(16, guidTail(0, 0x72)),
            Reason.UNSUPPORTED_ENCODING,
            "byte 44 is {00000001-0000-0010-8000-00AA00389B72}, expected PCM"),
        refused(
            "extensible in 18 bytes",
            Fmt.tag(0xFFFE, 16).extension(le16(0)),
            Reason.BAD_FMT_SIZE,
            "has 18 bytes, expected 40"),
        new Refused(
            "fmt of 14 bytes",
            riff().chunk("fmt ", prefix(Fmt.pcm(16).bytes(), 14)).data(DATA),
            Reason.BAD_FMT_SIZE,
            "'fmt ' chunk at byte 12 has 14 bytes, expected 16, 18 or 40"),
        new Refused(
            "two rates",
            riff().fmt(Fmt.pcm(16)).fmt(Fmt.pcm(16).rateHz(8000)).data(DATA),
            Reason.CONFLICTING_FMT,
            "second 'fmt ' chunk at byte 36 says 16-bit pcm at 8000 Hz in 1 channel",
            "expected 16-bit pcm at 16000 Hz in 1 channel as in the first"),
        new Refused(
            "two formats, the second after data",
            pcm16(1, 2).fmt(Fmt.pcm(8).channels(2)),
            Reason.CONFLICTING_FMT,
            "says 8-bit pcm at 16000 Hz in 2 channels"),
        new Refused(
            "chunk before fmt runs past the end",
            riff().chunkClaiming("JUNK", 1000, bytes(1, 2, 3, 4)).fmt(Fmt.pcm(16)).data(DATA),
            Reason.CHUNK_PAST_END,
            "'JUNK' chunk at byte 12 runs past the end: found 42 bytes, expected 1000"),
        new Refused(
            "chunk of 4 GB between fmt and data",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("LIST", 0xFFFF_FFFFL, ascii("INFO")).data(DATA),
            Reason.CHUNK_PAST_END,
            "found 18 bytes, expected 4294967295"),
        new Refused(
            "odd chunk without its pad byte",
            riff().fmt(Fmt.pcm(16)).chunkClaiming("odd1", 1, bytes(7)).data(DATA),
            Reason.SHORT_HEADER,
            "found 5 bytes at byte 54, expected a chunk"),
        new Refused(
            "nothing but empty chunks",
            riff().raw(new byte[8 * WavParser.MAX_CHUNKS + 8]),
            Reason.TOO_MANY_CHUNKS,
            "expected at most 100000"),
        new Refused(
            "NaN",
            riff().fmt(Fmt.ieeeFloat(32)).data(float32(0f, 1f, Float.NaN, Float.NaN)),
            Reason.NON_FINITE_SAMPLE,
            "sample 2 at byte 52 is NaN"),
        new Refused(
            "infinite",
            riff().fmt(Fmt.ieeeFloat(32)).data(float32(Float.NEGATIVE_INFINITY)),
            Reason.NON_FINITE_SAMPLE,
            "sample 0 at byte 44 is -Infinity"),
        new Refused(
            "NaN in float 64",
            riff().fmt(Fmt.ieeeFloat(64)).data(float64(0, Double.NaN)),
            Reason.NON_FINITE_SAMPLE,
            "sample 1 at byte 52 is NaN"),
        new Refused(
            "float 64 beyond the range of float",
            riff().fmt(Fmt.ieeeFloat(64)).data(float64(0, 0x1.ffffffp127)),
            Reason.NON_FINITE_SAMPLE,
            "sample 1 at byte 52 is Infinity as a 32-bit float, expected a finite number"),
        new Refused(
            "stereo",
            riff().fmt(Fmt.pcm(16).channels(2)).data(le16(1, 2)),
            Reason.SEVERAL_CHANNELS,
            "found 2 channels, expected 1",
            "or a choice (ChannelChoice): 0 to 1, or mean"));
  }

  private static Accepted accepted(String name, Fmt fmt, byte[] data, float... samples) {
    return new Accepted(name, riff().fmt(fmt).data(data), samples);
  }

  private static Refused refused(String name, Fmt fmt, Reason reason, String message) {
    return new Refused(name, riff().fmt(fmt).data(DATA), reason, message);
  }

  /** The numbers of {@link #DATA} the other way round. */
  private static WavBytes rifx() {
    ByteBuffer fmt = ByteBuffer.allocate(16); // big-endian
    fmt.putShort((short) 1).putShort((short) 1).putInt(16000).putInt(32000);
    fmt.putShort((short) 2).putShort((short) 16);
    byte[] samples =
        ByteBuffer.allocate(6)
            .putShort((short) 16384)
            .putShort((short) -32768)
            .putShort((short) 8192)
            .array();
    return riff()
        .container("RIFX")
        .riffSize(Integer.reverseBytes(42) & 0xFFFF_FFFFL)
        .raw(ascii("fmt "))
        .raw(ByteBuffer.allocate(4).putInt(16).array())
        .raw(fmt.array())
        .raw(ascii("data"))
        .raw(ByteBuffer.allocate(4).putInt(6).array())
        .raw(samples);
  }

  /** {@link #DATA} with sizes in a ds64 chunk, that of the samples as given. */
  private static WavBytes rf64(String container, long dataBytes) {
    ByteBuffer sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    sizes.putLong(78).putLong(dataBytes).putLong(3).putInt(0);
    return riff()
        .container(container)
        .riffSize(0xFFFF_FFFFL)
        .chunk("ds64", sizes.array())
        .fmt(Fmt.pcm(16))
        .chunkClaiming("data", 0xFFFF_FFFFL, DATA);
  }

  /** FLAC of 16 kHz, 16 bits and 1 channel, with these bytes as its frames. */
  private static byte[] flac(byte[] frames) {
    ByteBuffer file = ByteBuffer.allocate(42 + frames.length);
    file.put(ascii("fLaC")).putInt(0x8000_0022).position(18);
    file.putLong(16000L << 44 | 15L << 36 | 100).position(42);
    return file.put(frames).array();
  }

  /** A GUID without its tag, sound with 0 and 0x71. */
  private static byte[] guidTail(int first, int last) {
    return bytes(first, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, last);
  }

  private static byte[] prefix(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
