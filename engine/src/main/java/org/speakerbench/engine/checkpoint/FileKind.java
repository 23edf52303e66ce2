package org.speakerbench.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.speakerbench.engine.SpeakerbenchException;

/** What a file is that is no zip, by its first bytes, and what to do with it. */
final class FileKind {
  private static final String EXPECTED = ", expected a PyTorch checkpoint (zip format)";

  private static final int HEAD_BYTES = 64;

  /** What each file in PyTorch's old format begins with: a pickle of this number. */
  private static final byte[] LEGACY = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e");

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private FileKind() {}

  /**
   * Returns only if the file begins as a zip does.
   *
   * @throws SpeakerbenchException that says what it is
   */
  static void requireZip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a folder" : "no such file";
      throw new SpeakerbenchException(file + ": found " + found + EXPECTED);
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD_BYTES);
    }
    if (!startsWith(head, ZIP)) {
      throw new SpeakerbenchException(file + ": found " + kind(head));
    }
  }

  private static String kind(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (head.length == 0) {
      return "a file of 0 bytes" + EXPECTED;
    }
    if (startsWith(head, LEGACY)) {
      return "PyTorch's format from before 1.6"
          + EXPECTED
          + ": torch.save(torch.load(FILE, map_location='cpu'), OUT) in Python writes one";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer" + EXPECTED + ": git lfs pull fetches the file itself";
    }
    if (text.startsWith("{", Long.BYTES)) {
      return "a safetensors file"
          + EXPECTED
          + ": torch.save(safetensors.torch.load_file(FILE), OUT) in Python writes one";
    }
    if (head[0] == (byte) 0x80) {
      return "a bare pickle" + EXPECTED + ": torch.save(model.state_dict(), OUT) writes one";
    }
    if (isOnnx(head)) {
      return "an ONNX model" + EXPECTED + ": it needs no import, use it as it is";
    }
    if (text.startsWith("<")) {
      return "a web page" + EXPECTED + ": the download gave something else";
    }
    String begin = HexFormat.of().formatHex(head, 0, Math.min(head.length, ZIP.length));
    return "a file that begins with " + begin + EXPECTED;
  }

  /**
   * The version of the form (field 1), then the producer (2), domain (4), graph (7) or opset (8).
   */
  private static boolean isOnnx(byte[] head) {
    return head.length > 2
        && head[0] == 0x08
        && head[1] > 0
        && head[1] < 0x40
        && (head[2] == 0x12 || head[2] == 0x22 || head[2] == 0x3a || head[2] == 0x42);
  }

  private static boolean startsWith(byte[] head, byte[] start) {
    return head.length >= start.length
        && Arrays.equals(head, 0, start.length, start, 0, start.length);
  }
}
