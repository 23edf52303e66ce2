package org.speakerbench.engine.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file is that is no ONNX model, and what to do with it.
 *
 * @param what for example {@code a PyTorch checkpoint}
 * @param advice what to do
 */
public record FileKind(String what, String advice) {
  /** Enough for the first entries of a zip, and for the names of its directory at the end. */
  private static final int EDGE_BYTES = 1 << 16;

  private static final String AGAIN = "the copy or download is cut off, get it again";

  /** Looks at the first and last bytes; empty if they tell nothing. */
  public static Optional<FileKind> of(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size == 0) {
        return Optional.of(new FileKind("an empty file", AGAIN));
      }
      byte[] head = read(channel, 0);
      String start = latin(head);
      String end = latin(read(channel, Math.max(0, size - EDGE_BYTES)));
      return Magic.of(start, end, file)
          .or(() -> data(file))
          .or(() -> cut(head, size))
          .or(() -> text(start));
    } catch (IOException e) {
      return Optional.empty(); // whoever reads it next says why
    }
  }

  private static byte[] read(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(EDGE_BYTES);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // until it is full or the file ends
    }
    byte[] found = new byte[bytes.flip().remaining()];
    bytes.get(found);
    return found;
  }

  /** A byte a character, so that texts and numbers are found alike. */
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Optional<FileKind> data(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.toLowerCase(Locale.ROOT).endsWith(".data")) {
      return Optional.empty();
    }
    Path onnx = file.resolveSibling(name.substring(0, name.length() - ".data".length()));
    return Optional.of(
        new FileKind(
            "weights that belong to an ONNX file",
            Files.isRegularFile(onnx) ? "give " + onnx : "give the .onnx file beside it"));
  }

  /** A model of which a field says that it is longer than the file. */
  private static Optional<FileKind> cut(byte[] head, long size) {
    if (head[0] != 8) { // the version of the file's form, which is written first
      return Optional.empty();
    }
    CodedInputStream in = CodedInputStream.newInstance(head);
    try {
      while (!in.isAtEnd()) {
        int tag = in.readTag();
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
          in.skipField(tag);
          continue;
        }
        int length = in.readRawVarint32();
        long end = in.getTotalBytesRead() + (long) length;
        if (end > size) {
          return Optional.of(
              new FileKind(
                  "an ONNX file of " + size + " bytes that says it has at least " + end, AGAIN));
        }
        in.skipRawBytes(length);
      }
    } catch (IOException e) {
      // what follows is beyond these bytes, or no protobuf
    }
    return Optional.empty();
  }

  private static Optional<FileKind> text(String start) {
    boolean printable =
        start.chars().allMatch(c -> c >= ' ' && c != 0x7F || c == '\n' || c == '\r' || c == '\t');
    String trimmed = start.strip();
    if (!printable || trimmed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        trimmed.startsWith("{") || trimmed.startsWith("[")
            ? new FileKind("JSON", "give the model itself")
            : new FileKind("a text", "give the model itself"));
  }

  /** For example {@code a text, expected an ONNX model: give the model itself}. */
  public String sentence() {
    return what + ", expected an ONNX model: " + advice;
  }
}
