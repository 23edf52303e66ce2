package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.extract.OutputFormat;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * Times the way from file to file, as the command {@code extract} goes it: into a file that is not
 * there yet. To replace one costs a file system a multiple, which is not ours.
 */
@State(Scope.Benchmark)
public class ExtractionState extends ModelState {
  private final AtomicLong written = new AtomicLong();
  private Path wav;
  private Path folder;

  @Override
  void prepare(BenchClip clip) throws IOException {
    if (batch != 1) {
      throw new SpeakerbenchException(
          "batch: found " + batch + ", expected 1: files are extracted one by one");
    }
    wav = clip.writeWav();
    folder = BenchFile.createFolder();
  }

  @Override
  void warmUp() throws IOException, InterruptedException {
    float[] values = new float[embedder.model().embeddingDim()];
    Arrays.fill(values, 0.123456f);
    FrontEndWarmUp.run(
        () -> {
          Features features = embedder.features(WavReader.read(wav));
          write(values);
          return features;
        });
  }

  @Override
  public float[][] timed() throws IOException {
    float[] values = embedder.embed(wav);
    write(values);
    return new float[][] {values};
  }

  private void write(float[] values) throws IOException {
    AtomicFile.write(file(written.incrementAndGet()), out -> OutputFormat.TEXT.write(values, out));
  }

  private Path file(long number) {
    return folder.resolve(number + OutputFormat.TEXT.embeddingSuffix());
  }

  /** What a reader of the file gets. */
  @Override
  float[][] checked() throws IOException {
    timed();
    return new float[][] {read(file(written.get()))};
  }

  static float[] read(Path file) throws IOException {
    String[] fields = Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
    float[] values = new float[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(fields[i]);
    }
    return values;
  }
}
