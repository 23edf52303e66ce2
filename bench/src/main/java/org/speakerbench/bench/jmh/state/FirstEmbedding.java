package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.speakerbench.bench.environment.ProcessCpuTime;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.internal.ResidentMemory;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * The process that {@code ColdStart} starts: embeds a WAV file once and prints a {@link
 * ColdAnswer}. Arguments: model, intra-op threads, provider, precision, WAV file. With a number of
 * embeddings behind it it goes on to embed the same file so often, and prints a {@link
 * MemoryAnswer}.
 */
final class FirstEmbedding {
  /** A long clip on a large model is not embedded for hours. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final double NANOS_PER_MS = 1e6;

  private FirstEmbedding() {}

  public static void main(String[] args) {
    long jvmMs = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    int embeddings = args.length > 5 ? Integer.parseInt(args[5]) : 0;
    // Before ONNX Runtime's classes are, which load its library.
    ResidentMemory jvm = embeddings > 0 ? ResidentMemory.now() : null;
    try {
      embed(jvmMs, jvm, embeddings, args);
    } catch (IOException | RuntimeException | LinkageError e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Prints before the model is closed: the caller waits for the line only. */
  private static void embed(long jvmMs, ResidentMemory jvm, int embeddings, String[] args)
      throws IOException {
    ModelRef model =
        ModelRef.parse(args[0]).on(Provider.parse(args[2]).with(ComputePrecision.parse(args[3])));
    int intraOpThreads = Integer.parseInt(args[1]);
    Path wav = Path.of(args[4]);
    long start = System.nanoTime();
    try (SpeakerEmbedder embedder =
        OwnFiles.fromProperties()
            .open(model, BenchZoo.fromProperty(), new SessionSettings(intraOpThreads))) {
      long loaded = System.nanoTime();
      ResidentMemory loadedMemory = jvm == null ? null : ResidentMemory.now();
      float[] embedding = embedder.embed(wav);
      long embedded = System.nanoTime();
      ResidentMemory first = jvm == null ? null : ResidentMemory.now();
      ColdAnswer answer =
          new ColdAnswer(
              jvmMs,
              (loaded - start) / NANOS_PER_MS,
              (embedded - loaded) / NANOS_PER_MS,
              ProcessCpuTime.ms(),
              embedding);
      System.out.println(answer.line());
      if (jvm != null) {
        int made = 1 + again(embedder, wav, embeddings - 1);
        ResidentMemory settled = ResidentMemory.now();
        System.out.println(
            MemoryAnswer.line(
                new ProcessMemory(
                    jvm.nowMb(),
                    loadedMemory.nowMb(),
                    first.nowMb(),
                    made > 1 ? settled.nowMb() : Double.NaN,
                    settled.peakMb(),
                    made)));
      }
    }
  }

  /** How many were made in the time that there is. */
  private static int again(SpeakerEmbedder embedder, Path wav, int times) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    int made = 0;
    while (made < times && System.nanoTime() < end) {
      embedder.embed(wav);
      made++;
    }
    return made;
  }
}
