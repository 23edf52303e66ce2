package org.speakerbench.golden.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.speakerbench.engine.onnx.OnnxRuntime;

/** What embeddings depend on and a build may change unseen: runtime, JDK, CPU. */
final class Machine {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** Widest first, as {@code export_reference.py} names them. */
  private static final List<List<String>> INSTRUCTION_SETS =
      List.of(List.of("avx512f", "avx512"), List.of("avx2", "avx2"), List.of("avx", "avx"));

  private Machine() {}

  /** In one line. */
  static String describe() {
    return "ONNX Runtime "
        + OnnxRuntime.version()
        + ", Java "
        + System.getProperty("java.vm.version")
        + " ("
        + System.getProperty("java.vendor")
        + "), "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + cpu();
  }

  private static String cpu() {
    try {
      return cpu(Files.readAllLines(CPU));
    } catch (IOException e) { // another system than Linux
      return Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")).orElse("unknown CPU");
    }
  }

  /** Name and widest instruction set of the first processor in the lines of {@code cpuinfo}. */
  static String cpu(List<String> lines) {
    List<String> flags = List.of(value(lines, "flags").orElse("").split(" "));
    String widest =
        INSTRUCTION_SETS.stream()
            .filter(set -> flags.contains(set.get(0)))
            .map(set -> " (" + set.get(1) + ")")
            .findFirst()
            .orElse("");
    return value(lines, "model name").orElse("unknown CPU") + widest;
  }

  private static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
        .map(parts -> parts[1].strip())
        .findFirst();
  }
}
