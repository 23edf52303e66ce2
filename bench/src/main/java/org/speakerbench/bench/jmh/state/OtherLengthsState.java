package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;

/**
 * Times the whole way from samples to embedding for clips that differ in length from call to call,
 * as users' clips do: what compiles a model for a length, or keeps something of it, cannot use it
 * for the next one. The answer for the clip's own length is held against the golden pack; no two
 * calls in a row may give the same one, which would be that of the call before.
 */
@State(Scope.Benchmark)
public abstract class OtherLengthsState extends EndToEndState {
  private List<Waveform> clips;
  private int calls;
  private float[] before = new float[0];

  /** The clips in the order of the calls. */
  abstract List<Waveform> clips(OtherLengths lengths);

  /** Whether they begin again behind the last. */
  abstract boolean round();

  @Override
  void prepare(BenchClip clip) {
    if (batch != 1) {
      throw new SpeakerbenchException(
          "batch: found " + batch + ", expected 1: clips of a batch have one length");
    }
    clips = clips(new OtherLengths(waveform, embedder.frontEnd().fbank().frame()));
  }

  @Override
  public float[][] timed() {
    if (calls >= clips.size() && !round()) {
      throw new SpeakerbenchException(
          "lengths: found more calls than the "
              + clips.size()
              + " frame counts around the clip's own, expected fewer: a longer --audio-ms");
    }
    float[] embedding = embedder.embed(clips.get(calls++ % clips.size()));
    if (Arrays.equals(embedding, before)) {
      throw new SpeakerbenchException(
          "found the same embedding for clips of different lengths, one after the other, expected"
              + " another: it is that of the call before");
    }
    before = embedding;
    return new float[][] {embedding};
  }

  /** Of the clip's own length: the pack knows no other. */
  @Override
  float[][] checked() {
    return super.timed();
  }

  /** Lengths that a session meets again. */
  @State(Scope.Benchmark)
  public static class InTurn extends OtherLengthsState {
    @Override
    List<Waveform> clips(OtherLengths lengths) {
      return lengths.inTurn();
    }

    /** Once round: what is kept of a length is there. */
    @Override
    void warmUp() throws IOException, InterruptedException {
      super.warmUp();
      for (int call = 0; call < OtherLengths.TURNS; call++) {
        timed();
      }
    }

    @Override
    boolean round() {
      return true;
    }
  }

  /** Lengths that a session has never seen. */
  @State(Scope.Benchmark)
  public static class New extends OtherLengthsState {
    private static final int MOST = 400;

    @Override
    List<Waveform> clips(OtherLengths lengths) {
      return lengths.each(MOST);
    }

    @Override
    boolean round() {
      return false;
    }
  }
}
