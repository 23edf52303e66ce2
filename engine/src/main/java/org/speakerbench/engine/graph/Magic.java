package org.speakerbench.engine.graph;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Kinds of files by the bytes that they begin with; each byte is a character here. */
final class Magic {
  /** Of a checkpoint before PyTorch 1.6: a pickle of this number, 0x1950a86a20f9469cfc6c. */
  private static final String OLD_TORCH =
      "\u008a\n\u006c\u00fc\u009c\u0046\u00f9\u0020\u006a\u00a8\u0050\u0019";

  /** Where a tar archive says what it is. */
  private static final int TAR_OFFSET = 257;

  private static final int SAFETENSORS_HEADER = 8;
  private static final int FLATBUFFERS_NAME = 4;
  private static final String UNPACK = "unpack it and give the .onnx file";

  private Magic() {}

  /**
   * @param start first bytes of the file
   * @param end its last bytes
   */
  static Optional<FileKind> of(String start, String end, Path file) {
    if (start.startsWith("PK\u0003\u0004")) {
      return Optional.of(zip(start + end, file));
    }
    String text = start.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("version https://git-lfs")) {
      return kind("a git-lfs pointer, not the file itself", "run git lfs pull where it is from");
    }
    if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
      return kind("an HTML page", "the download gave a page instead of the file, get it again");
    }
    if (text.startsWith("<?xml") || text.startsWith("<net")) {
      return kind("XML, maybe a model of OpenVINO", "give the ONNX file that it was made from");
    }
    if (start.startsWith("\u001f\u008b")) {
      return kind("a gzip archive", UNPACK);
    }
    if (start.startsWith("BZh") || start.startsWith("\u00fd7zXZ") || isTar(start)) {
      return kind("an archive", UNPACK);
    }
    if (start.startsWith("TFL3", FLATBUFFERS_NAME)) {
      return kind("a TensorFlow Lite model", "export the ONNX file from the training framework");
    }
    if (start.startsWith("ORTM", FLATBUFFERS_NAME)) {
      return kind("a model in ONNX Runtime's own format", "give the ONNX file it was made from");
    }
    if (start.startsWith("{", SAFETENSORS_HEADER) && start.startsWith("\0\0\0", 5)) {
      return kind(
          "safetensors, weights without a graph",
          "export the ONNX file from the training framework");
    }
    return pickle(start, file);
  }

  private static boolean isTar(String start) {
    return start.startsWith("ustar", TAR_OFFSET);
  }

  private static Optional<FileKind> pickle(String start, Path file) {
    if (start.length() < 2 || start.charAt(0) != 0x80 || start.charAt(1) > 5) {
      return Optional.empty();
    }
    return start.startsWith(OLD_TORCH, 2)
        ? kind(
            "a PyTorch checkpoint in the format before 1.6",
            "load it by torch, save it again by torch.save, then run models import KEY " + file)
        : kind("a pickle of Python", "export the ONNX file by the program that wrote it");
  }

  private static FileKind zip(String edges, Path file) {
    if (edges.contains("constants.pkl")) {
      return new FileKind(
          "a TorchScript archive", "export the ONNX file from the module in Python");
    }
    if (edges.contains("data.pkl")) {
      return new FileKind("a PyTorch checkpoint", "run models import KEY " + file);
    }
    if (edges.contains(".npy")) {
      return new FileKind("arrays of NumPy", "give the model itself");
    }
    return new FileKind("a zip archive", UNPACK);
  }

  private static Optional<FileKind> kind(String what, String advice) {
    return Optional.of(new FileKind(what, advice));
  }
}
