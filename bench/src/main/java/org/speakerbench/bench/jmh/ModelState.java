package org.speakerbench.bench.jmh;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.fbank.Features;
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
public abstract class ModelState {
  /** Zoo key, path of an ONNX file, or NAME=PATH. */
  @Param({"campplus", "eres2net-base", "eres2net-large", "eres2net-huge", "eres2netv2"})
  public String model;

  /** Threads of ONNX Runtime inside one operator. */
  @Param("1")
  public int intraOpThreads;

  SpeakerEmbedder embedder;
  Waveform waveform;
  Features features;

  /** What the benchmark times. */
  abstract float[] timed();

  /** What needs more calls than the warm-up iterations give. */
  void warmUp() {}

  @Setup(Level.Trial)
  public void setUp(ClipState clip) {
    ModelRef ref = ModelRef.parse(model);
    SessionSettings settings = new SessionSettings(intraOpThreads);
    embedder =
        new SpeakerEmbedder(
            new Fbank(FbankOptions.STANDARD), ref.open(BenchZoo.fromProperty(), settings));
    waveform = clip.loaded.waveform();
    features = embedder.fbank().compute(waveform).meanNormalized();
    warmUp();
    AnswerCheck.embedding(
        clip.loaded.reference(ref), timed(), ref.name() + " on " + clip.loaded.name());
  }
}
