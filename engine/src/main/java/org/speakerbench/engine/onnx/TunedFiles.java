package org.speakerbench.engine.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.provider.Provider;

/**
 * The tuned form of one model in a folder: a graph, the weights that passes changed, which ONNX
 * Runtime maps, and a stamp. Weights that no pass changed stay in the model's own file where that
 * is in the same folder.
 *
 * <p>What a form is of, the model and the passes with their version, is in its name as a checksum
 * and in its stamp in full, with sizes and times of change. What does not fit its stamp is made
 * again, by one process at a time. The two forms that were made last are kept: two versions of this
 * program may be in use.
 */
final class TunedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(TunedFiles.class);
  private static final Object MONITOR = new Object();
  private static final int KEPT = 2;
  private static final String MARK = "tuned-";
  private static final String STAMP = ".stamp";
  private static final String NOT = "not tuned: ";
  private static final String NO_MATCH = "no pass matches";

  private final Path source;
  private final List<Pass> passes;
  private final Check check;
  private final Path folder;
  private final String prefix;
  private final String key;
  private final Path graph;
  private final Path weights;
  private final Path stamp;

  /**
   * @param contents hash of the model and of its external data
   * @param version of the passes
   * @param provider that runs it
   * @param official where the official graph is, or would be: the form is kept beside it
   */
  TunedFiles(
      Path source,
      String contents,
      List<Pass> passes,
      int version,
      Provider provider,
      Path official,
      Check check) {
    this.source = source;
    this.passes = passes;
    this.check = check;
    folder = official.toAbsolutePath().getParent();
    prefix = official.getFileName() + "." + (provider.isPlugin() ? mark(provider) : "") + MARK;
    key =
        "passes "
            + version
            + " "
            + passes.stream().map(Pass::name).collect(Collectors.joining(","))
            + "\nonnxruntime "
            + OnnxRuntime.version()
            + (provider.isPlugin() ? "\nprovider " + described(provider) : "")
            + "\nmodel "
            + contents
            + "\n";
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    String name = prefix + Long.toHexString(crc.getValue());
    graph = folder.resolve(name + ".onnx");
    weights = folder.resolve(name + ".weights");
    stamp = folder.resolve(name + STAMP);
  }

  /** Each plugin and precision has files of its own, of which the last are kept. */
  private static String mark(Provider provider) {
    return PluginDevice.of(provider).dialect().name().toLowerCase(Locale.ROOT)
        + "-"
        + provider.precision()
        + ".";
  }

  private static String described(Provider provider) {
    PluginDevice device = PluginDevice.of(provider);
    return String.join(
        " ",
        device.executionProvider(),
        device.version(),
        provider.precision().toString(),
        provider.options().toString());
  }

  /** Compares a form that was just made with the official graph. */
  @FunctionalInterface
  interface Check {
    /** Why the form must not run, one clause; empty if it may. */
    Optional<String> refusal(Path graph);
  }

  /** What decides the form: another one is another graph. */
  String key() {
    return key;
  }

  /**
   * The graph, made and compared first if it is missing or damaged; empty if there is none, see
   * {@link #whyNot}.
   *
   * @throws IOException if the folder cannot be written
   * @throws org.speakerbench.engine.SpeakerbenchException if the model cannot be read
   */
  Optional<Path> ensure() throws IOException {
    if (!stampHolds()) {
      make();
    }
    return stampText().startsWith(key + NOT) ? Optional.empty() : Optional.of(graph);
  }

  /** Why there is no form to run, one clause. */
  String whyNot() {
    String text = stampText();
    return text.startsWith(key + NOT) ? text.substring((key + NOT).length()).strip() : "it is gone";
  }

  /** Says that the form must not run, and removes it. */
  void refuse(String why) throws IOException {
    AtomicFile.write(stamp, key + NOT + why + "\n");
    Files.deleteIfExists(graph);
    Files.deleteIfExists(weights);
  }

  /** Forgets what is there: it does not load. */
  void discard() throws IOException {
    Files.deleteIfExists(stamp);
  }

  private static boolean isStamp(Path file) {
    String name = file.getFileName().toString();
    return name.contains(MARK) && name.endsWith(STAMP) && !name.contains(".optimized-");
  }

  private void make() throws IOException {
    synchronized (MONITOR) {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("." + prefix + "lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        LOG.debug("holding {}", held);
        if (stampHolds()) {
          return; // another process was faster
        }
        AtomicFile.deleteLeftovers(graph);
        AtomicFile.deleteLeftovers(weights);
        OnnxModel model = OnnxModel.read(source);
        Tuning tuning = Tuning.apply(model, passes);
        LOG.info("{} is tuned: {}", source, tuning);
        if (tuning.matches() > 0) {
          model.write(graph, weights.getFileName().toString());
          Optional<String> refusal = check.refusal(graph);
          if (refusal.isPresent()) {
            refuse(refusal.get());
          } else {
            AtomicFile.write(stamp, key + described());
          }
        } else {
          refuse(NO_MATCH);
        }
        deleteOldest();
      }
    }
  }

  private boolean stampHolds() {
    String text = stampText();
    return text.startsWith(key + NOT) || Files.exists(graph) && text.equals(key + described());
  }

  private String stampText() {
    try {
      return Files.readString(stamp);
    } catch (IOException e) {
      return "";
    }
  }

  private String described() {
    return describe(graph) + describe(weights);
  }

  /** Size and time of change of a file; another text than any of these if there is none. */
  private static String describe(Path file) {
    try {
      return "file " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n";
    } catch (IOException e) {
      return "no file\n";
    }
  }

  /** With the optimised graphs that were made of them. */
  private void deleteOldest() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        if (file.getFileName().toString().startsWith(prefix)) {
          files.add(file);
        }
      }
    }
    List<String> names =
        files.stream()
            .filter(TunedFiles::isStamp)
            .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
            .map(file -> file.getFileName().toString().replace(STAMP, ""))
            .toList();
    for (String old : names.subList(Math.min(KEPT, names.size()), names.size())) {
      for (Path file : files) {
        if (file.getFileName().toString().startsWith(old)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
