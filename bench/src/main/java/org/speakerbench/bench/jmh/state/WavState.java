package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;

/** Times reading a WAV file: the golden clip's own bytes, or the clip written with 16 bits. */
@State(Scope.Benchmark)
public class WavState {
  private Path file;

  /** What the benchmark times. */
  public Waveform timed() throws IOException {
    return WavReader.read(file);
  }

  @Setup(Level.Trial)
  public void setUp(ClipState clip) throws IOException {
    BenchClip loaded = clip.loaded;
    file = loaded.writeWav();
    AnswerCheck.samples(loaded.golden(), timed(), loaded.name());
  }
}
