package org.speakerbench.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrameOptions;
import org.speakerbench.engine.fbank.WindowType;
import org.speakerbench.engine.zoo.ModelRef;

/** Known mistakes, each of which the check must reject on every clip at the stage it is made. */
class NegativeControlsTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final List<String> CLIPS = List.of("flite-awb", "flite-slt", "espeak-de");
  private static final List<ModelRef> MODEL = List.of(new ModelRef("campplus", null));
  private static final Candidate ENGINE = Candidate.engine(PACK.fbankOptions());
  private static final Fbank HAMMING =
      new Fbank(
          PACK.fbankOptions().withFrame(FrameOptions.STANDARD.withWindow(WindowType.HAMMING)));

  /** A mistake, the stage that must reject it, and whether the embedding must show it too. */
  record Mistake(String name, Stage stage, boolean endToEndToo, UnaryOperator<Control> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Mistake shows(String name, Stage stage, UnaryOperator<Control> change) {
    return new Mistake(name, stage, true, change);
  }

  /** Mean subtraction or the model may hide these from the embedding: only the stage is sure. */
  private static Mistake hides(String name, Stage stage, UnaryOperator<Control> change) {
    return new Mistake(name, stage, false, change);
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        shows("16-bit samples", Stage.SAMPLES, c -> c.decode(w -> scaled(ENGINE.decode(w), 32768))),
        hides(
            "1/32767", Stage.SAMPLES, c -> c.decode(w -> scaled(ENGINE.decode(w), 32768f / 32767))),
        hides("a sample one LSB off", Stage.SAMPLES, c -> c.decode(w -> touched(ENGINE.decode(w)))),
        shows("swapped clips", Stage.SAMPLES, c -> c.decode(w -> ENGINE.decode(other(w)))),
        shows("hamming window", Stage.FBANK, c -> c.fbank(HAMMING::compute)),
        shows("dither", Stage.FBANK, c -> c.fbank(w -> ENGINE.fbank(dithered(w)))),
        shows("16-bit front end", Stage.FBANK, c -> c.fbank(w -> ENGINE.fbank(scaled(w, 32768)))),
        hides("mean in the raw stage", Stage.FBANK, c -> c.fbank(w -> mean(ENGINE.fbank(w), 1))),
        shows("one frame late", Stage.FBANK, c -> c.fbank(w -> ENGINE.fbank(late(w)))),
        shows("one frame short", Stage.FBANK, c -> c.fbank(w -> ENGINE.fbank(cut(w)))),
        hides("a cell 0.01 off", Stage.FBANK, c -> c.fbank(w -> touched(ENGINE.fbank(w)))),
        shows("no mean subtraction", Stage.NORMALISED, c -> c.normalise(raw -> raw)),
        shows("twice the mean", Stage.NORMALISED, c -> c.normalise(raw -> mean(raw, 2))),
        shows("a mean of zero", Stage.NORMALISED, c -> c.normalise(raw -> mean(raw, 0))),
        shows("constant embedding", Stage.INFERENCE, c -> c.embed((m, f) -> constant(1))),
        shows("zero embedding", Stage.INFERENCE, c -> c.embed((m, f) -> constant(0))),
        shows("not a number", Stage.INFERENCE, c -> c.embed((m, f) -> constant(Float.NaN))),
        shows("a value missing", Stage.INFERENCE, c -> c.embed((m, f) -> new float[511])),
        shows(
            "a value 1% of the norm off",
            Stage.INFERENCE, c -> c.embed((m, f) -> touched(ENGINE.embed(m, f)))),
        shows("no result", Stage.INFERENCE, c -> c.embed((m, f) -> null)),
        shows(
            "swapped embeddings",
            Stage.END_TO_END,
            c -> c.endToEnd((m, w) -> ENGINE.endToEnd(m, other(w)))));
  }

  private static ParityReport check(Candidate candidate) {
    return new ParityCheck(PACK, TestZoo.zoo())
        .withClips(CLIPS)
        .withCandidate(candidate)
        .run(MODEL);
  }

  @Test
  void theUnchangedControlPasses() {
    ParityReport report = check(Control.of(ENGINE));
    assertThat(report.passed()).as(ParityTable.render(report)).isTrue();
    assertThat(report.firstFailure()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isRejectedAtTheStageWhereItIsMade(Mistake mistake) {
    ParityReport report = check(mistake.change().apply(Control.of(ENGINE)));
    assertThat(report.finalLine()).startsWith("parity: FAIL at " + mistake.stage() + " (");
    for (String clip : CLIPS) {
      assertThat(report.firstFailure(clip, "campplus").orElseThrow().stage())
          .as(clip + "\n" + ParityTable.render(report))
          .isEqualTo(mistake.stage());
    }
    if (mistake.endToEndToo()) {
      assertThat(report.failures().stream().filter(row -> row.stage() == Stage.END_TO_END))
          .as("end to end\n" + ParityTable.render(report))
          .hasSize(CLIPS.size());
    }
  }

  /** It passes all comparisons of that clip: only the comparison with other voices rejects it. */
  @Test
  void aConstantThatIsRightForOneClipIsRejectedThereToo() {
    Features right = PACK.clip(CLIPS.get(0)).fbankNormalised();
    ParityReport report = check(Control.of(ENGINE).embed((m, f) -> ENGINE.embed(m, right)));
    assertThat(report.firstFailure(CLIPS.get(0)).orElseThrow().stage()).isEqualTo(Stage.DISTINCT);
    assertThat(report.firstFailure(CLIPS.get(1)).orElseThrow().stage()).isEqualTo(Stage.INFERENCE);
  }

  private static Waveform scaled(Waveform clip, float factor) {
    float[] samples = clip.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= factor;
    }
    return new Waveform(samples, clip.sampleRateHz());
  }

  private static Waveform touched(Waveform clip) {
    float[] samples = clip.samples().clone();
    samples[20_000] += 1 / 32768f;
    return new Waveform(samples, clip.sampleRateHz());
  }

  /** Noise of one LSB. */
  private static Waveform dithered(Waveform clip) {
    Random random = new Random(1);
    float[] samples = clip.samples().clone();
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) random.nextGaussian() / 32768f;
    }
    return new Waveform(samples, clip.sampleRateHz());
  }

  private static Waveform late(Waveform clip) {
    float[] samples = new float[clip.samples().length];
    System.arraycopy(clip.samples(), 0, samples, 160, samples.length - 160);
    return new Waveform(samples, clip.sampleRateHz());
  }

  private static Waveform cut(Waveform clip) {
    float[] samples = Arrays.copyOf(clip.samples(), clip.samples().length - 160);
    return new Waveform(samples, clip.sampleRateHz());
  }

  private static byte[] other(byte[] wav) {
    GoldenClip first = PACK.clip(CLIPS.get(0));
    return Arrays.equals(wav, first.wavBytes())
        ? PACK.clip(CLIPS.get(1)).wavBytes()
        : first.wavBytes();
  }

  private static Features touched(Features features) {
    float[] data = features.data().clone();
    data[100 * features.bins() + 40] += 0.01f;
    return new Features(features.frames(), features.bins(), data);
  }

  /** Features minus their mean, several times. */
  private static Features mean(Features features, int times) {
    float[] normalised = features.meanNormalized().data();
    float[] data = features.data().clone();
    for (int i = 0; i < data.length; i++) {
      data[i] -= times * (features.data()[i] - normalised[i]);
    }
    return new Features(features.frames(), features.bins(), data);
  }

  private static float[] constant(float value) {
    float[] embedding = new float[512];
    Arrays.fill(embedding, value);
    return embedding;
  }

  private static float[] touched(float[] embedding) {
    double squares = 0;
    for (float value : embedding) {
      squares += value * value;
    }
    embedding[7] += (float) (0.01 * Math.sqrt(squares));
    return embedding;
  }
}
