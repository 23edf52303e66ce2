package org.speakerbench.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.format.ProfileLevel;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.BenchZoo;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/** Real models under ONNX Runtime's profiler. No time is asserted. */
class ProfileRunTest {
  private static final Zoo ZOO = zoo();

  private static Zoo zoo() {
    String folder = System.getProperty(BenchZoo.PROPERTY);
    return folder == null ? Zoo.inCacheFolder() : new Zoo(Path.of(folder));
  }

  private static ProfileResult run(ModelRef model, int audioMs) throws Exception {
    return new ProfileRun(
            new ProfileSettings(model, BenchClip.DEFAULT, audioMs, 1, 2, ZOO), "speakerbench")
        .result();
  }

  /**
   * The optimised graph multiplies what the file does, fused or in blocks: all widths of these are
   * whole blocks. The counts are those of {@code MacsTest}, made in PyTorch.
   */
  @ParameterizedTest
  @CsvSource({"campplus, 1677792256, xvector/block2", "eres2net-base, 5044741120, layer3"})
  void theNodesDoWhatTheFileSays(String model, long macs, String group) throws Exception {
    ProfileResult result = run(ModelRef.parse(model), 3000);

    assertThat(result.subject().verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(result.subject().frames()).isEqualTo(298);
    assertThat(result.fileMacs()).hasValue(macs);
    ProfileRow nodes = result.session(ProfileRows.NODES);
    assertThat(nodes.macs()).hasValue(macs);
    assertThat(nodes.share()).isBetween(0.0, 1.0);
    List<ProfileRow> each = of(result, ProfileLevel.NODE);
    assertThat(each.stream().mapToDouble(ProfileRow::ms).sum()).isCloseTo(nodes.ms(), within(1e-9));
    assertThat(each).extracting(ProfileRow::calls).containsOnly(1);
    assertThat(of(result, ProfileLevel.LAYER_GROUP)).extracting(ProfileRow::name).contains(group);
    assertThat(of(result, ProfileLevel.CEILING))
        .extracting(ProfileRow::name)
        .contains("gemm", "gemm-int8", "copy");
  }

  /** Its convolutions over segments run once a segment: fewer, though blocks are filled up. */
  @Test
  void aTunedGraphDoesLess() throws Exception {
    ProfileResult result = run(ModelRef.parse("campplus").tuned(), 1000);

    long found = result.session(ProfileRows.NODES).macs().getAsLong();
    assertThat(found).isBetween(result.fileMacs().getAsLong() / 2, result.fileMacs().getAsLong());
    assertThat(result.subject().verdict()).isEqualTo(Verdict.UNVERIFIED);
    assertThat(of(result, ProfileLevel.LAYER_GROUP))
        .extracting(ProfileRow::name)
        .contains("head/layer1", "xvector/block3");
  }

  private static List<ProfileRow> of(ProfileResult result, ProfileLevel level) {
    return result.rows().stream().filter(row -> row.level() == level).toList();
  }

  @Test
  void framesAreALengthOfAudio() {
    assertThat(ProfileSettings.audioMs(298, FrameOptions.STANDARD)).isEqualTo(2995);
    assertThat(ProfileSettings.audioMs(1, FrameOptions.STANDARD)).isEqualTo(25);
    assertThatThrownBy(() -> ProfileSettings.audioMs(0, FrameOptions.STANDARD))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("--frames: found 0, expected 1 or more that make a whole number of ms");
  }
}
