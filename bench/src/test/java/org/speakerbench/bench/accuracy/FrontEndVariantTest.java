package org.speakerbench.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.config.WindowType;

class FrontEndVariantTest {
  private static final Waveform PROBE = new Waveform(new float[1600], 16_000);
  @TempDir private Path folder;

  private static FrontEnd of(String name) {
    return FrontEndVariant.parse(name).of(FrontEnd.STANDARD, PROBE).orElseThrow();
  }

  @Test
  void eachNameChangesWhatItSaysAndNothingElse() {
    FbankOptions own = FbankOptions.STANDARD;
    assertThat(of("scale-16bit"))
        .isEqualTo(FrontEnd.STANDARD.withFbank(own.withScale(SampleScale.INT16)));
    assertThat(of("hamming").fbank())
        .isEqualTo(own.withFrame(own.frame().withWindow(WindowType.HAMMING)));
    assertThat(of("hanning").fbank().frame().window()).isEqualTo(WindowType.HANNING);
    assertThat(of("no-mean")).isEqualTo(new FrontEnd(own, MeanNormalization.NONE));
    assertThat(of("dither-1").fbank().frame().dither()).isEqualTo(1);
    assertThat(of("dither-kaldi").fbank().frame().dither()).isEqualTo(1.0 / 32768);
    assertThat(of("wespeaker").fbank())
        .isEqualTo(of("scale-16bit").fbank().withFrame(of("hamming").fbank().frame()));
    assertThat(of("sherpa-onnx").fbank())
        .isEqualTo(of("snip-edges-off").fbank().withMel(of("high-freq-minus-400").fbank().mel()));
    assertThat(of("snip-edges-off").fbank().frame().snipEdges()).isFalse();
    assertThat(of("high-freq-minus-400").fbank().mel().highHz()).isEqualTo(-400);
  }

  /** A dither is a share of full scale: Kaldi's 1.0 on 16-bit samples is that of dither-kaldi. */
  @Test
  void ditherIsInTheUnitOfTheModelsSamples() {
    FrontEnd integers =
        FrontEnd.STANDARD.withFbank(FbankOptions.STANDARD.withScale(SampleScale.INT16));
    assertThat(
            FrontEndVariant.parse("dither-kaldi")
                .of(integers, PROBE)
                .orElseThrow()
                .fbank()
                .frame()
                .dither())
        .isEqualTo(1);
  }

  /** Two clips of a trial must not share their noise, and a clip has the same one in every run. */
  @ParameterizedTest
  @CsvSource({"dither-1, 1", "dither-kaldi, 0.000030517578125"})
  void eachClipHasNoiseOfItsOwn(String name, double deviation) {
    FrontEndVariant variant = FrontEndVariant.parse(name);
    FrontEnd one = variant.ofClip(of(name), "one");
    FrontEnd other = variant.ofClip(of(name), "other");
    assertThat(one.fbank().frame().dither()).isEqualTo(deviation);
    assertThat(other.fbank().frame().dither()).isEqualTo(deviation);
    // printf one | sha256sum: 7692c3ad3540bb80...
    assertThat(one.fbank().frame().ditherSeed()).isEqualTo(0x7692c3ad3540bb80L);
    assertThat(new Fbank(one.fbank()).compute(PROBE).data())
        .isEqualTo(new Fbank(variant.ofClip(of(name), "one").fbank()).compute(PROBE).data())
        .isNotEqualTo(new Fbank(other.fbank()).compute(PROBE).data());
  }

  @Test
  void otherFrontEndsAreTheSameForAllClips() {
    FrontEnd hamming = of("hamming");
    assertThat(FrontEndVariant.parse("hamming").ofClip(hamming, "one")).isSameAs(hamming);
  }

  @ParameterizedTest
  @CsvSource({"scale-unit", "povey"})
  void theModelsOwnIsNoOther(String name) {
    assertThat(FrontEndVariant.parse(name).of(FrontEnd.STANDARD, PROBE)).isEmpty();
  }

  @Test
  void audioThatWasOnTheTelephoneHasNothingAbove4000Hz() {
    FrontEndVariant variant = FrontEndVariant.parse("8khz");
    assertThat(variant.of(FrontEnd.STANDARD, PROBE)).contains(FrontEnd.STANDARD);
    Random random = new Random(1);
    float[] high = new float[16_000];
    for (int i = 0; i < high.length; i++) {
      high[i] =
          (float) (0.5 * Math.sin(2 * Math.PI * 6000 * i / 16_000) + 1e-4 * random.nextFloat());
    }
    Waveform heard = variant.audio().apply(new Waveform(high, 16_000));
    assertThat(heard.sampleRateHz()).isEqualTo(16_000);
    assertThat(heard.samples()).hasSize(16_000);
    for (int i = 1000; i < 15_000; i++) {
      assertThat(Math.abs(heard.samples()[i])).isLessThan(0.01f);
    }
  }

  @Test
  void aConfigurationIsAFrontEndWithTheModelsMean() throws Exception {
    Path config = folder.resolve("c.json");
    Files.writeString(
        config,
        """
        {"FrameExtractionOptions": {"window_type": "hamming"}, "MelBanksOptions": {"num_bins": 80}}
        """);
    assertThat(of("mine=" + config)).isEqualTo(of("hamming"));
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> FrontEndVariant.parse("haming"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("front end: found haming, expected one of scale-16bit, scale-unit,")
        .hasMessageEndingWith("8khz, or NAME=CONFIG");
    assertThatThrownBy(() -> FrontEndVariant.parse("hamming=x.json"))
        .hasMessageContaining("expected letters, digits");
  }
}
