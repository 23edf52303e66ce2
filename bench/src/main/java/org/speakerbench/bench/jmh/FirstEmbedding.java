package org.speakerbench.bench.jmh;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * The process that {@link ColdStart} starts: embeds a WAV file once and prints one line: ms from
 * the start of the JVM to this class, ms of opening the model, ms of the first embedding, CPU ms of
 * the process, and the embedding's values.
 */
final class FirstEmbedding {
  private FirstEmbedding() {}

  public static void main(String[] args) throws IOException {
    long started = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    ModelRef model = ModelRef.parse(args[0]);
    SessionSettings settings = new SessionSettings(Integer.parseInt(args[1]));
    long start = System.nanoTime();
    try (SpeakerEmbedder embedder =
        new SpeakerEmbedder(
            new Fbank(FbankOptions.STANDARD), model.open(BenchZoo.fromProperty(), settings))) {
      long loaded = System.nanoTime();
      float[] embedding = embedder.embed(Path.of(args[2]));
      long embedded = System.nanoTime();
      StringBuilder line = new StringBuilder();
      line.append(
          String.format(
              Locale.ROOT,
              "%d %.3f %.3f %.3f",
              started,
              (loaded - start) / 1e6,
              (embedded - loaded) / 1e6,
              CpuTimeProfiler.processCpuNanos() / 1e6));
      for (float value : embedding) {
        line.append(' ').append(value);
      }
      System.out.println(line);
    }
  }
}
