package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.speakerbench.bench.environment.ProcessCpuTime;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * The process that {@code ColdStart} starts: embeds a WAV file once and prints a {@link
 * ColdAnswer}. Arguments: model, intra-op threads, WAV file.
 */
final class FirstEmbedding {
  private static final double NANOS_PER_MS = 1e6;

  private FirstEmbedding() {}

  public static void main(String[] args) {
    long jvmMs = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    try {
      embed(jvmMs, ModelRef.parse(args[0]), Integer.parseInt(args[1]), Path.of(args[2]));
    } catch (IOException | RuntimeException | LinkageError e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Prints before the model is closed: the caller waits for the line only. */
  private static void embed(long jvmMs, ModelRef model, int intraOpThreads, Path wav)
      throws IOException {
    long start = System.nanoTime();
    try (SpeakerEmbedder embedder =
        new SpeakerEmbedder(
            new Fbank(FbankOptions.STANDARD),
            model.open(BenchZoo.fromProperty(), new SessionSettings(intraOpThreads)))) {
      long loaded = System.nanoTime();
      float[] embedding = embedder.embed(wav);
      long embedded = System.nanoTime();
      ColdAnswer answer =
          new ColdAnswer(
              jvmMs,
              (loaded - start) / NANOS_PER_MS,
              (embedded - loaded) / NANOS_PER_MS,
              ProcessCpuTime.ms(),
              embedding);
      System.out.println(answer.line());
    }
  }
}
