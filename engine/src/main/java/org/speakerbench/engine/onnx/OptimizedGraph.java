package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * Keeps the graph that ONNX Runtime optimised beside the model it was made from, so that the next
 * process loads it instead of optimising again: CAM++ then loads in a third of the time. Answers
 * have the same bits.
 *
 * <p>An optimised graph is right for one version of ONNX Runtime, one kind of CPU (layouts depend
 * on the width of its vectors), one choice of optimisations, one remedy ({@link Remedy}) and one
 * model. All of these are in the name of the file, as a checksum, and in full in a stamp beside it,
 * with its size and time of change. What does not fit its stamp, or does not load, is made again;
 * where nothing can be written, or the kernel does not tell what the CPU can do, the model is
 * loaded as it is. Weights that no optimisation changed stay in the model's own file of external
 * data: the graph of CAM++ takes 1.2 MB. At most four graphs of at most 32 MB are kept per model.
 */
public final class OptimizedGraph {
  private static final Logger LOG = LoggerFactory.getLogger(OptimizedGraph.class);
  private static final int KEPT = 4;

  /** A larger graph is nearly all weights in a new layout: that of ERes2Net-Huge has 189 MB. */
  private static final long MAX_BYTES = 32_000_000;

  /** No process takes an hour to write a graph. */
  private static final long LEFTOVER_MS = 3_600_000;

  private static final String TOO_LARGE = "too large to keep\n";
  private static final String MARK = ".optimized-";
  private static final Path CPU_FACTS = Path.of("/proc/cpuinfo");

  private final String contents;
  private final Path cpuFacts;
  private final long maxBytes;
  private final Supplier<String> version;

  /**
   * Asks for an optimised graph to be kept.
   *
   * @param contents hash of the model and of its external data: another one is another model
   */
  public OptimizedGraph(String contents) {
    this(contents, CPU_FACTS, MAX_BYTES, OnnxRuntime::version);
  }

  OptimizedGraph(String contents, Path cpuFacts, long maxBytes, Supplier<String> version) {
    this.contents = contents;
    this.cpuFacts = cpuFacts;
    this.maxBytes = maxBytes;
    this.version = version;
  }

  /** Loads the optimised graph of a model, or the model itself, and then keeps its graph. */
  OpenSession open(Path onnx, SessionSettings settings) throws OrtException {
    return settings.graph() == GraphForm.TUNED
        ? TunedGraph.beside(onnx, contents).open(settings)
        : openOfficial(onnx, settings);
  }

  /** The same of this file, whatever form of a model it is. */
  OpenSession openOfficial(Path onnx, SessionSettings settings) throws OrtException {
    RightGraph right = RightGraph.of(onnx, version.get(), settings.provider());
    Optional<String> cpu = cpu(cpuFacts);
    if (cpu.isEmpty() || settings.provider().isPlugin()) { // a plugin's nodes cannot be written
      return right.open(settings.options());
    }
    String key =
        String.join(
            "\n",
            "onnxruntime " + version.get(),
            "cpu " + cpu.get(),
            "graph " + SessionSettings.GRAPH + remedyOf(right),
            "model " + contents,
            "");
    Path graph = onnx.resolveSibling(prefix(onnx) + checksum(key) + ".onnx");
    String stamp = stampOf(graph);
    if (stamp.equals(key + TOO_LARGE)) {
      return right.open(settings.options());
    }
    if (stamp.equals(key + describe(graph))) {
      try {
        return OpenSession.of(graph, settings.optionsForOptimized(), right.remedy());
      } catch (OrtException e) {
        LOG.warn("{} does not load and is made again: {}", graph, e.getMessage());
      }
    }
    return make(right, onnx, settings, graph, key);
  }

  /** A graph that was kept without the remedy must never answer. */
  private static String remedyOf(RightGraph right) {
    return right.remedy() == Remedy.NONE ? "" : ", " + right.remedy();
  }

  private static String prefix(Path onnx) {
    return onnx.getFileName() + MARK;
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** What the CPU can do, as the kernel lists it; empty if it does not. */
  static Optional<String> cpu() {
    return cpu(CPU_FACTS);
  }

  private static Optional<String> cpu(Path cpuFacts) {
    // Only as far as the first list: there is one for each of what may be hundreds of CPUs.
    try (BufferedReader lines = Files.newBufferedReader(cpuFacts)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("flags") && !line.startsWith("Features")) {
        line = lines.readLine();
      }
      return Optional.ofNullable(line)
          .map(list -> System.getProperty("os.arch") + list.substring(list.indexOf(':') + 1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path stamp(Path graph) {
    return sibling(graph, ".onnx", ".stamp");
  }

  private static Path sibling(Path file, String suffix, String other) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - suffix.length()) + other);
  }

  private static String stampOf(Path graph) {
    try {
      return Files.readString(stamp(graph));
    } catch (IOException e) {
      return "";
    }
  }

  /** Size and time of change of a file; another text than any of these if there is none. */
  private static String describe(Path graph) {
    try {
      return "file " + Files.size(graph) + " " + Files.getLastModifiedTime(graph) + "\n";
    } catch (IOException e) {
      return "no file\n";
    }
  }

  private OpenSession make(
      RightGraph right, Path onnx, SessionSettings settings, Path graph, String key)
      throws OrtException {
    String random = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path temporary = graph.resolveSibling("." + graph.getFileName() + "." + random + ".tmp");
    OpenSession opened;
    try {
      OrtSession.SessionOptions options = settings.options();
      options.setOptimizedModelFilePath(temporary.toString());
      opened = right.open(options);
    } catch (OrtException e) {
      delete(temporary);
      LOG.debug("no optimised graph is kept: {}", e.getMessage());
      return right.open(settings.options()); // tells what is wrong if it is the model
    }
    try {
      keep(temporary, graph, key);
      deleteOldest(onnx);
    } catch (IOException e) {
      LOG.debug("no optimised graph is kept: {}", e.toString());
    } finally {
      delete(temporary);
    }
    return opened;
  }

  private void keep(Path temporary, Path graph, String key) throws IOException {
    if (Files.size(temporary) > maxBytes) {
      AtomicFile.write(stamp(graph), key + TOO_LARGE);
      return;
    }
    Files.move(
        temporary, graph, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    AtomicFile.write(stamp(graph), key + describe(graph));
  }

  /** Keeps the newest, and removes what processes that were killed left. */
  private static void deleteOldest(Path onnx) throws IOException {
    List<Path> stamps = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(onnx.resolveSibling("."))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix(onnx)) && name.endsWith(".stamp")) {
          stamps.add(file);
        } else if (name.startsWith("." + prefix(onnx))
            && System.currentTimeMillis() - lastModified(file) > LEFTOVER_MS) {
          delete(file);
        }
      }
    }
    stamps.sort(Comparator.comparing(OptimizedGraph::lastModified).reversed());
    for (Path stamp : stamps.subList(Math.min(KEPT, stamps.size()), stamps.size())) {
      delete(stamp);
      delete(sibling(stamp, ".stamp", ".onnx"));
    }
  }

  private static long lastModified(Path file) {
    return file.toFile().lastModified();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("cannot delete {}: {}", file, e.toString());
    }
  }
}
