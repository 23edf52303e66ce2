package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.PoolingForm;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.internal.CacheFolder;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.PluginDialect;
import org.speakerbench.engine.provider.Provider;

/**
 * A model in the form that passes make of it for the provider that runs it. It is made once and
 * kept: that of a zoo model beside it, that of a file of the user's in the cache folder, by the
 * hash of the model. Where nothing can be written it is made in memory each time; where it is not
 * known to be right, or there is nothing to change, the official graph is loaded, and a warning
 * says why.
 */
final class TunedGraph {
  private static final Logger LOG = LoggerFactory.getLogger(TunedGraph.class);
  private static final int NAME_DIGITS = 16;

  /** A form that nobody opened for so long is removed when another one is made. */
  private static final Duration UNUSED = Duration.ofDays(60);

  private final Path source;
  private final Place place;
  private final Loader official;

  private TunedGraph(Path source, Place place, Loader official) {
    this.source = source;
    this.place = place;
    this.official = official;
  }

  /** Where the form of a model is kept. */
  @FunctionalInterface
  private interface Place {
    TunedFiles files(SessionSettings settings) throws IOException;
  }

  /** Loads a session. */
  @FunctionalInterface
  private interface Loader {
    OpenSession load(SessionSettings settings) throws OrtException;
  }

  /**
   * Of a model in a folder of ours, where everything that is made of it is kept.
   *
   * @param contents hash of the model and of its external data
   */
  static TunedGraph beside(Path onnx, String contents) {
    Loader official = settings -> new OptimizedGraph(contents).openOfficial(onnx, settings);
    return new TunedGraph(
        onnx, settings -> files(onnx, contents, onnx, official, settings), official);
  }

  /** Of a file of the user's. */
  static TunedGraph inCacheFolder(Path onnx) {
    return in(
        () -> {
          try {
            return CacheFolder.locate().resolve("tuned");
          } catch (SpeakerbenchException e) {
            throw new IOException(e);
          }
        },
        onnx);
  }

  /** The folder of all tuned forms. */
  @FunctionalInterface
  interface Cache {
    Path folder() throws IOException;
  }

  /** The same in any folder. */
  static TunedGraph in(Cache cache, Path onnx) {
    Loader official =
        settings ->
            RightGraph.of(onnx, OnnxRuntime.version(), settings.provider())
                .open(settings.options());
    return new TunedGraph(
        onnx,
        settings -> {
          Path all = cache.folder();
          String contents = ModelContents.hash(onnx, all);
          Path folder = all.resolve(contents.substring(0, NAME_DIGITS));
          used(all, folder);
          return files(onnx, contents, folder.resolve("model.onnx"), official, settings);
        },
        official);
  }

  private static TunedFiles files(
      Path onnx, String contents, Path beside, Loader official, SessionSettings settings) {
    return new TunedFiles(
        onnx,
        contents,
        passes(settings.provider()),
        Passes.VERSION,
        settings.provider(),
        beside,
        tuned ->
            refusal(
                official,
                asked ->
                    RightGraph.of(tuned, OnnxRuntime.version(), asked.provider())
                        .open(asked.options()),
                settings.provider()));
  }

  /** What makes the form of a model that a provider runs. */
  private static List<Pass> passes(Provider provider) {
    return provider.isPlugin()
        ? passes(PluginDevice.of(provider).dialect(), provider.precision())
        : Passes.of(Target.CPU);
  }

  /** What makes OpenVINO faster in a reduced precision is no gain in float32 (docs/graphs.md). */
  static List<Pass> passes(PluginDialect dialect, ComputePrecision precision) {
    boolean openVino = dialect == PluginDialect.OPENVINO && precision.isReduced();
    return Passes.of(openVino ? Target.OPENVINO : Target.PORTABLE);
  }

  /**
   * Holds a tuned graph on a provider against the official one on the CPU provider, in float32. In
   * a reduced precision it may be as far off as the official graph is in that, and as far again.
   */
  private static Optional<String> refusal(Loader official, Loader tuned, Provider provider) {
    SessionSettings exact = SessionSettings.DEFAULT.with(provider.with(ComputePrecision.F32));
    try (OpenSession expected = official.load(SessionSettings.DEFAULT)) {
      Optional<String> refusal;
      try (OpenSession found = tuned.load(exact)) {
        refusal = SameOutput.refusal(expected, found);
      }
      if (refusal.isEmpty() && provider.precision().isReduced()) {
        SessionSettings reduced = SessionSettings.DEFAULT.with(provider);
        double loss;
        try (OpenSession same = official.load(reduced)) {
          loss = SameOutput.error(expected, same);
        }
        try (OpenSession found = tuned.load(reduced)) {
          refusal = SameOutput.refusal(expected, found, Math.max(SameOutput.LIMIT, 2 * loss));
        }
      }
      return refusal;
    } catch (OrtException e) {
      return Optional.of("it does not load (" + NativeMessage.sentence(e) + ")");
    }
  }

  /** Notes that a folder is in use; a new one takes the place of those that are not. */
  private static void used(Path all, Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        return;
      }
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
        for (Path other : folders) {
          Instant used = Files.getLastModifiedTime(other).toInstant();
          if (used.isBefore(Instant.now().minus(UNUSED))) {
            delete(other);
          }
        }
      }
    } catch (IOException e) {
      LOG.debug("{} is left as it is: {}", all, e.toString());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Loads the tuned graph, or the official one where there is none. */
  OpenSession open(SessionSettings settings) throws OrtException {
    Optional<String> refusal =
        settings.provider().isPlugin()
            ? Optional.empty()
            : TriedReleases.refusal(OnnxRuntime.version());
    if (refusal.isPresent()) {
      return official(settings, refusal.get());
    }
    try {
      TunedFiles files = place.files(settings);
      Optional<Path> graph = files.ensure();
      if (graph.isEmpty()) {
        return official(settings, files.whyNot());
      }
      try {
        return open(graph.get(), files, settings);
      } catch (OrtException e) {
        LOG.warn("{} does not load and is made again: {}", graph.get(), e.getMessage());
        files.discard();
        Optional<Path> again = files.ensure();
        return again.isPresent()
            ? open(again.get(), files, settings)
            : official(settings, files.whyNot());
      }
    } catch (IOException e) {
      LOG.debug("the tuned graph of {} is not kept: {}", source, e.toString());
      return inMemory(settings);
    } catch (RuntimeException | OutOfMemoryError e) {
      return official(settings, "it cannot be tuned (" + e.getMessage() + ")");
    }
  }

  private static OpenSession open(Path graph, TunedFiles files, SessionSettings settings)
      throws OrtException {
    return new OptimizedGraph(files.key()).openOfficial(graph, settings).tuned();
  }

  private OpenSession inMemory(SessionSettings settings) throws OrtException {
    byte[] tuned;
    try {
      OnnxModel model = OnnxModel.read(source);
      if (Tuning.apply(model, passes(settings.provider())).matches() == 0) {
        return official(settings, "no pass matches");
      }
      if (!PoolingForm.in(model).isEmpty()) {
        return official(settings, "its pooling needs a file to be put right");
      }
      tuned = model.bytes();
    } catch (RuntimeException | OutOfMemoryError e) {
      return official(settings, "it cannot be tuned (" + e.getMessage() + ")");
    }
    Loader loader = asked -> OpenSession.of(tuned, asked.options(), Remedy.NONE);
    Optional<String> refusal = refusal(official, loader, settings.provider());
    return refusal.isPresent() ? official(settings, refusal.get()) : loader.load(settings).tuned();
  }

  /** A file that is no model at all is told by the loading itself. */
  private OpenSession official(SessionSettings settings, String why) throws OrtException {
    OpenSession opened = official.load(settings.with(GraphForm.OFFICIAL));
    LOG.warn("{} is not tuned and runs as its file has it: {}", source, why);
    return opened;
  }
}
