package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * An open model and a clip for it. Set-up calls {@link #timed()}, the very method that the
 * benchmark times, and compares its answer with the golden pack.
 *
 * <p>The model is not closed: JMH counts a tear-down into the CPU time of the last iteration, and
 * the forked JVM ends after it.
 */
@State(Scope.Benchmark)
public abstract class ModelState extends ModelParams {
  /** Clips of equal length in one call. */
  @Param("1")
  public int batch;

  SpeakerEmbedder embedder;
  Waveform waveform;

  /** What the benchmark times: an embedding of each clip, [batch][dim]. */
  abstract float[][] timed() throws IOException;

  /** What the method needs besides model and clip. */
  void prepare(BenchClip clip) throws IOException {}

  /** What needs more calls than the warm-up iterations give. */
  void warmUp() throws IOException, InterruptedException {}

  /** The answer that is held against the golden pack: that of {@link #timed()}. */
  float[][] checked() throws IOException {
    return timed();
  }

  @Setup(Level.Trial)
  public void setUp(ClipState clip) throws IOException, InterruptedException {
    ModelRef ref = ref();
    SessionSettings settings = new SessionSettings(intraOpThreads);
    embedder = clip.loaded.references().own().open(ref, BenchZoo.fromProperty(), settings);
    waveform = clip.loaded.waveform();
    prepare(clip.loaded);
    warmUp();
    float[][] embeddings = checked();
    if (embeddings.length != batch) {
      throw new SpeakerbenchException(
          "embeddings: found " + embeddings.length + ", expected a batch of " + batch);
    }
    for (float[] embedding : embeddings) {
      CpuAnswer.check(clip.loaded, embedding, ref);
    }
  }
}
