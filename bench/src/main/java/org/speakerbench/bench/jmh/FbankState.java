package org.speakerbench.bench.jmh;

import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.golden.GoldenClip;

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
    check(clip.loaded, timed());
  }

  static void check(BenchClip clip, Features found) {
    Optional<GoldenClip> fitted = clip.source().filter(FittedFeatures::comparable);
    if (clip.golden().isEmpty() && fitted.isPresent()) {
      FittedFeatures.check(fitted.get(), found, clip.name());
    } else {
      AnswerCheck.features(clip.golden(), found, clip.name());
    }
  }
}
