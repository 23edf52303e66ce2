package org.speakerbench.bench.jmh;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.fbank.Features;

/** Times FBank. */
@State(Scope.Benchmark)
public class FbankState {
  private final Fbank fbank = new Fbank(FbankOptions.STANDARD);
  private Waveform waveform;

  /** What the benchmark times. */
  Features timed() {
    return fbank.compute(waveform);
  }

  @Setup(Level.Trial)
  public void setUp(ClipState clip) {
    waveform = clip.loaded.waveform();
    AnswerCheck.features(clip.loaded.golden(), timed(), clip.loaded.name());
  }
}
