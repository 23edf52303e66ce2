package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speakerbench.golden.check.Mistakes.ENGINE;
import static org.speakerbench.golden.check.Mistakes.constant;
import static org.speakerbench.golden.check.Mistakes.dither;
import static org.speakerbench.golden.check.Mistakes.first;
import static org.speakerbench.golden.check.Mistakes.frame;
import static org.speakerbench.golden.check.Mistakes.mel;
import static org.speakerbench.golden.check.Mistakes.on;
import static org.speakerbench.golden.check.Mistakes.option;
import static org.speakerbench.golden.check.Mistakes.other;
import static org.speakerbench.golden.check.Mistakes.then;
import static org.speakerbench.golden.check.Mistakes.window;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.report.ParityTable;

/**
 * Known mistakes, each of which the check must reject on every clip, and name the stage where it is
 * made as the first that diverges. One line is one mistake.
 */
class NegativeControlsTest {
  private static final GoldenPack PACK = GoldenPack.embedded();
  private static final List<String> CLIPS = List.of("flite-awb", "flite-slt", "espeak-de");

  @TempDir static Path folder;
  private static EmbeddingModel oneTensorScaled;
  private static EmbeddingModel weightsOfAnother;

  /** Opened once: what is wrong is what is done with it. */
  private static EmbeddingModel right;

  /** The fewest, the one of a mistake, and a batch of each size; the rest is the engine's test. */
  private static final Set<Integer> FEW_FRAMES = Set.of(3, 9, 101);

  static Stream<Mistake> mistakes() {
    return Stream.of(
        decode("16-bit samples", w -> Mistakes.scaled(ENGINE.decode(w), 32768)),
        decode("1/32767", w -> Mistakes.scaled(ENGINE.decode(w), 32768f / 32767)).hidden(),
        decode("half-precision samples", w -> Mistakes.float16(ENGINE.decode(w))).hidden(),
        decode("one channel read as two", w -> Mistakes.leftOfTwo(ENGINE.decode(w))),
        decode("bytes in the wrong order", w -> ENGINE.decode(Mistakes.bytesSwapped(w))),
        decode("one sample late", w -> Mistakes.late(ENGINE.decode(w), 1)).hidden(),
        decode("one sample missing", w -> Mistakes.cut(ENGINE.decode(w), 1)).hidden(),
        decode("one bit of one sample", w -> Mistakes.touched(ENGINE.decode(w))).hidden(),
        decode("another sample rate", w -> new Waveform(ENGINE.decode(w).samples(), 8000)),
        decode("swapped clips", w -> ENGINE.decode(other(w))),
        fbank("hamming window", window("hamming")),
        fbank("hanning window, Hann to the power 1", window("hanning")),
        fbank("rectangular window", window("rectangular")),
        fbank("blackman window", window("blackman")),
        fbank("sine window, Hann to the power 0.5", window("sine")),
        fbank("pre-emphasis 0.95", frame("pre_emphasis_coefficient", 0.95)).hidden(),
        fbank("no pre-emphasis", frame("pre_emphasis_coefficient", 0)),
        fbank("DC offset left", frame("remove_dc_offset", false)),
        fbank("filters from 0 Hz", mel("low_freq", 0)),
        fbank("filters to Nyquist - 400 Hz", mel("high_freq", -400)),
        fbank("triangles in Hz, as HTK's", new OtherFbank(true, OtherFbank::flooredLog)),
        fbank("edges not snipped", frame("snip_edges", false)),
        fbank("edges not snipped, then cut", first(298, frame("snip_edges", false))),
        fbank("log10", new OtherFbank(false, e -> Math.log10(Math.max(0x1p-23, e)))),
        fbank("no floor of the logarithm", new OtherFbank(false, Math::log)).only("half-silent"),
        fbank("floor 1e-10", new OtherFbank(false, e -> Math.log(Math.max(1e-10, e))))
            .only("half-silent"),
        fbank("magnitude", option("", "", ",'use_power':false")),
        fbank("no logarithm", option("", "", ",'use_log_fbank':false")),
        fbank("an energy column", option("", "", ",'use_energy':true")),
        fbank("dither 1 in the C++ sense", dither(1.0)),
        fbank("dither of one bit", dither(1 / 32768.0)),
        fbank("16-bit front end", on(w -> Mistakes.scaled(w, 32768))).hidden(),
        fbank("16-bit front end, digital silence", on(w -> Mistakes.scaled(w, 32768)))
            .only("half-silent"),
        fbank("one frame late", on(w -> Mistakes.late(w, 160))),
        fbank("one frame short", on(w -> Mistakes.cut(w, 160))),
        fbank("transposed features", then(Mistakes::transposed)),
        fbank("a cell 0.01 off", then(Mistakes::touched)).hidden(),
        fbank("mean inside the raw stage", then(f -> Mistakes.mean(f, 1))).hidden(),
        normalise("no mean subtraction", f -> f),
        normalise("twice the mean", f -> Mistakes.mean(f, 2)),
        normalise("mean over the bins of each frame", Mistakes::minusMeanOfFrames),
        normalise("mean and variance", Mistakes::standardised),
        embed("a weight tensor 1% larger", (m, f) -> ENGINE.embed(oneTensorScaled, f)),
        embed("another model's weights", (m, f) -> ENGINE.embed(weightsOfAnother, f)),
        embed("transposed input", (m, f) -> ENGINE.embed(m, Mistakes.transposed(f))),
        embed("embedding times 1.01", (m, f) -> Mistakes.scaled(ENGINE.embed(m, f), 1.01)),
        embed("one sign flipped", (m, f) -> Mistakes.signFlipped(ENGINE.embed(m, f))),
        embed("one value 1% of the norm off", (m, f) -> Mistakes.touched(ENGINE.embed(m, f))),
        embed("one value not a number", (m, f) -> Mistakes.oneNotANumber(ENGINE.embed(m, f))),
        embed("length normalised", (m, f) -> Mistakes.unit(ENGINE.embed(m, f))),
        embed("constant embedding", (m, f) -> constant(1)),
        embed("zero embedding", (m, f) -> constant(0)),
        embed("a value missing", (m, f) -> new float[511]),
        embed("no result", (m, f) -> null),
        endToEnd("swapped embeddings", (m, w) -> ENGINE.endToEnd(m, other(w), PACK.frontEnd())),
        endToEnd("raw features to the model", (m, w) -> Mistakes.withoutMean(m, w)),
        sweep("wrong at 9 frames only", c -> c.embed((m, f) -> Mistakes.wrongAt(9, m, f))),
        batch("a batch padded by a frame", c -> c.embedBatch(Mistakes::padded)),
        batch("a batch in reverse", c -> c.embedBatch(Mistakes::reversed)));
  }

  /**
   * A mistake and the stage that must reject it.
   *
   * @param clips that must show it
   * @param mayHide whether mean subtraction or the model may hide it from the embedding, so that
   *     only the stage is sure
   */
  record Mistake(
      String name,
      ParityStage stage,
      List<String> clips,
      boolean mayHide,
      UnaryOperator<Control> change) {

    Mistake hidden() {
      return new Mistake(name, stage, clips, true, change);
    }

    /** Where only one clip has what it takes. */
    Mistake only(String clip) {
      return new Mistake(name, stage, List.of(clip), mayHide, change);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Mistake decode(String name, Control.Step<byte[], Waveform> step) {
    return new Mistake(name, ParityStage.SAMPLES, CLIPS, false, c -> c.decode(step));
  }

  private static Mistake fbank(String name, Control.FrontEndStep step) {
    return new Mistake(name, ParityStage.FBANK, CLIPS, false, c -> c.fbank(step));
  }

  private static Mistake normalise(String name, Control.Step<Features, Features> step) {
    return new Mistake(name, ParityStage.NORMALISED, CLIPS, false, c -> c.normalise(step));
  }

  private static Mistake embed(String name, Control.ModelStep<Features> step) {
    return new Mistake(name, ParityStage.INFERENCE, CLIPS, false, c -> c.embed(step));
  }

  private static Mistake endToEnd(String name, Control.ModelStep<byte[]> step) {
    return new Mistake(name, ParityStage.END_TO_END, CLIPS, false, c -> c.endToEnd(step));
  }

  private static Mistake sweep(String name, UnaryOperator<Control> change) {
    return new Mistake(name, ParityStage.SWEEP, List.of("flite-slt-10s"), true, change);
  }

  private static Mistake batch(String name, UnaryOperator<Control> change) {
    return new Mistake(name, ParityStage.BATCH, List.of("flite-slt-10s"), true, change);
  }

  @BeforeAll
  static void openWrongModels() throws Exception {
    PACK.verifyFiles();
    right = new ModelRef("campplus", null).open(TestZoo.zoo(), ParityCheck.settings());
    PACK.requireSameModel(new ModelRef("campplus", null));
    oneTensorScaled = WrongWeights.oneTensorScaled(folder.resolve("scaled"));
    weightsOfAnother = WrongWeights.ofAnotherModel(folder.resolve("another"));
  }

  @AfterAll
  static void closeWrongModels() {
    right.close();
    oneTensorScaled.close();
    weightsOfAnother.close();
  }

  private static ParityReport check(Candidate candidate, List<String> clips) {
    return new ParityCheck(PACK, TestZoo.zoo())
        .withClips(clips)
        .withCandidate(candidate)
        .withFrameCounts(FEW_FRAMES::contains)
        .run(right);
  }

  @Test
  void theUnchangedControlPasses() {
    ParityReport report =
        check(
            Control.of(ENGINE), List.of("flite-awb", "espeak-de", "half-silent", "flite-slt-10s"));
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
    assertThat(report.firstFailure()).isEmpty();
    assertThat(report.rows()).extracting(ParityRow::stage).contains(ParityStage.values());
  }

  /** So the controls that are made of it differ from the reference by what they say, no more. */
  @Test
  void theOtherFilterBankPassesWithKaldisChoices() {
    ParityReport report = check(Control.of(ENGINE).fbank(OtherFbank.KALDI), CLIPS);
    assertThat(report.passed()).as(ParityTable.summary(report.alone())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isRejectedAtTheStageWhereItIsMade(Mistake mistake) {
    ParityReport report = check(mistake.change().apply(Control.of(ENGINE)), mistake.clips());
    String found = ParityTable.summary(report.alone());
    assertThat(report.finalLine())
        .as(found)
        .startsWith("parity: FAIL at " + mistake.stage() + " (");
    for (String clip : mistake.clips()) {
      assertThat(
              report.failures().stream()
                  .filter(row -> row.clip().startsWith(clip))
                  .map(ParityRow::stage)
                  .min(ParityStage::compareTo))
          .as(clip + "\n" + found)
          .contains(mistake.stage());
    }
    if (!mistake.mayHide()) {
      assertThat(report.failures().stream().filter(row -> row.stage() == ParityStage.END_TO_END))
          .as("end to end\n" + found)
          .hasSize(mistake.clips().size());
    }
  }

  /** It passes all comparisons of that clip: only the comparison with other voices rejects it. */
  @Test
  void aConstantThatIsRightForOneClipIsRejectedThereToo() {
    Features right = PACK.clip(CLIPS.get(0)).fbankNormalised().orElseThrow();
    ParityReport report = check(Control.of(ENGINE).embed((m, f) -> ENGINE.embed(m, right)), CLIPS);
    assertThat(report.firstFailure(CLIPS.get(0)).orElseThrow().stage())
        .isEqualTo(ParityStage.DISTINCT);
    assertThat(report.firstFailure(CLIPS.get(1)).orElseThrow().stage())
        .isEqualTo(ParityStage.INFERENCE);
  }
}
