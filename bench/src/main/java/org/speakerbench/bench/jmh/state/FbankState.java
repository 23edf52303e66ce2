package org.speakerbench.bench.jmh.state;

import java.util.Optional;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankProvider;
import org.speakerbench.engine.fbank.FbankStream;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.golden.pack.GoldenClip;

/** Times FBank, all of a clip at once or in the pieces of a live service. */
@State(Scope.Benchmark)
public class FbankState {
  /** Milliseconds of a piece: what telephones and browsers send. */
  private static final int PIECE_MS = 20;

  /** By which instructions: {@code auto}, {@code plain} or {@code vector}. */
  @Param("auto")
  public String provider;

  private Fbank fbank;
  private int dim;
  private Waveform waveform;
  private float[] pieceFeatures;
  private float[] streamed;

  /** What the benchmark times. */
  public Features timed() {
    return fbank.compute(waveform);
  }

  /** What the benchmark of a stream times. */
  public Features timedStream() {
    FbankStream stream = fbank.stream();
    float[] samples = waveform.samples();
    int piece = waveform.sampleRateHz() * PIECE_MS / 1000;
    int frames = 0;
    for (int at = 0; at < samples.length; at += piece) {
      stream.accept(samples, at, Math.min(piece, samples.length - at));
      frames += read(stream, frames);
    }
    stream.finish();
    for (int found = read(stream, frames); found > 0; found = read(stream, frames)) {
      frames += found;
    }
    return new Features(frames, dim, streamed);
  }

  private int read(FbankStream stream, int frames) {
    int found = stream.read(pieceFeatures);
    System.arraycopy(pieceFeatures, 0, streamed, frames * dim, found * dim);
    return found;
  }

  @Setup(Level.Trial)
  public void setUp(ClipState clip) throws InterruptedException {
    FbankUsed.settle(FbankProvider.of(provider));
    FbankOptions frontEnd = clip.loaded.references().fbank();
    fbank = new Fbank(frontEnd, FbankProvider.of(provider));
    dim = frontEnd.dim();
    waveform = clip.loaded.waveform();
    int piece = waveform.sampleRateHz() * PIECE_MS / 1000;
    pieceFeatures = new float[(piece / frontEnd.frame().shift() + 1) * dim];
    Features whole = timed();
    check(clip.loaded, whole);
    streamed = new float[whole.data().length];
    check(clip.loaded, timedStream());
  }

  static void check(BenchClip clip, Features found) {
    Optional<GoldenClip> golden = clip.goldenFeatures();
    Optional<GoldenClip> fitted = clip.wholeFeatures().filter(FittedFeatures::comparable);
    if (golden.isEmpty() && fitted.isPresent()) {
      FittedFeatures.check(fitted.get(), found, clip.name());
    } else {
      AnswerCheck.features(golden, found, clip.name());
    }
  }
}
