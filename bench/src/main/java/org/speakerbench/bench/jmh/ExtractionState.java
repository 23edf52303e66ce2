package org.speakerbench.bench.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speakerbench.engine.AtomicFile;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.OutputFormat;

/** Times the way from file to file, as the command {@code extract} goes it. */
@State(Scope.Benchmark)
public class ExtractionState extends ModelState {
  private Path wav;
  private Path embedding;

  @Override
  void prepare(BenchClip clip) throws IOException {
    if (batch != 1) {
      throw new SpeakerbenchException(
          "batch: found " + batch + ", expected 1: files are extracted one by one");
    }
    wav = clip.writeWav();
    embedding = Files.createTempFile("speakerbench-", OutputFormat.TEXT.embeddingSuffix());
  }

  @Override
  void warmUp() {
    FrontEndWarmUp.run(embedder, waveform);
  }

  @Override
  float[][] timed() throws IOException {
    float[] values = embedder.embed(wav);
    AtomicFile.write(embedding, out -> OutputFormat.TEXT.write(values, out));
    return new float[][] {values};
  }

  @Override
  @Setup(Level.Trial)
  public void setUp(ClipState clip) throws IOException {
    super.setUp(clip);
    requireWritten();
  }

  /** What was written has as many values as the embedding that was checked. */
  private void requireWritten() throws IOException {
    String line = Files.readString(embedding, StandardCharsets.US_ASCII);
    int values = line.strip().split(" ").length;
    int expected = timed()[0].length;
    if (values != expected) {
      throw new SpeakerbenchException(
          embedding + ": found " + values + " values, expected " + expected);
    }
  }

  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    Files.deleteIfExists(wav);
    Files.deleteIfExists(embedding);
  }
}
