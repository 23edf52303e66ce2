package org.speakerbench.engine.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/** The files beside an ONNX file that hold values of its tensors. */
final class ExternalData {
  /** {@code data_location} of a tensor whose values are in another file. */
  static final int EXTERNAL = 1;

  private final Path onnx;

  ExternalData(Path onnx) {
    this.onnx = onnx;
  }

  /** The values of a tensor; of a length that the file has. */
  ByteBuffer read(Tensor tensor, ExternalRange range) {
    Path file = file(tensor, range);
    try (FileChannel channel = FileChannel.open(file)) {
      long left = channel.size() - range.offset();
      long length = range.length() < 0 ? left : range.length();
      if (left < length || length < 0) {
        throw refused(
            tensor,
            file + " of " + channel.size() + " bytes",
            length + " bytes from " + range.offset() + " on: the file is cut or another's");
      }
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
      while (bytes.hasRemaining() && channel.read(bytes, range.offset() + bytes.position()) >= 0) {
        // until all is read
      }
      return bytes.flip();
    } catch (NoSuchFileException e) {
      throw refused(tensor, "no file " + file, "its values there: copy it beside the model");
    } catch (IOException | ArithmeticException e) {
      throw new SpeakerbenchException(
          "tensor "
              + tensor.name()
              + " of "
              + onnx
              + ": cannot read "
              + file
              + ": "
              + Reasons.of(e),
          e);
    }
  }

  private Path file(Tensor tensor, ExternalRange range) {
    return inside(onnx, range.location())
        .orElseThrow(
            () ->
                refused(
                    tensor,
                    "external data in " + range.location(),
                    "a file in the folder of the model or below it"));
  }

  /** The file of a location; empty if that is no path, or leads out of the folder of the model. */
  static Optional<Path> inside(Path onnx, String location) {
    try {
      Path path = Path.of(location).normalize();
      return path.isAbsolute() || path.startsWith("..")
          ? Optional.empty()
          : Optional.of(onnx.resolveSibling(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private SpeakerbenchException refused(Tensor tensor, String found, String expected) {
    return new SpeakerbenchException(
        "tensor " + tensor.name() + " of " + onnx + ": found " + found + ", expected " + expected);
  }
}
