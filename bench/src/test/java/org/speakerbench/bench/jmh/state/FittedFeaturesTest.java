package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;

/** Lengths of a sweep have features that are held against the golden pack too. */
class FittedFeaturesTest {

  @ParameterizedTest
  @ValueSource(ints = {25, 100, 1000, 3000, 3025, 10_000, 60_000})
  void aCutOrRepeatedClipIsVerified(int audioMs) throws Exception {
    BenchClip clip = BenchClip.load(References.standard(), BenchClip.DEFAULT, audioMs);

    FbankState.check(clip, features(clip));

    assertThat(AnswerCheck.last().verified()).isTrue();
  }

  @Test
  void aWrongFrameIsRefusedWhereverItLies() throws Exception {
    refused(1000, 97, "against the golden pack");
    refused(10_000, 0, "in frame 300, expected the bits of the same samples in frame 0");
    refused(10_000, 299, "in frame 599, expected the bits of the same samples in frame 299");
    refused(10_000, 450, "in frame 450, expected the bits of the same samples in frame 150");
    refused(10_000, 997, "in frame 997, expected the bits of the same samples in frame 97");
  }

  private static void refused(int audioMs, int frame, String expected) throws Exception {
    BenchClip clip = BenchClip.load(References.standard(), BenchClip.DEFAULT, audioMs);
    Features features = features(clip);
    features.data()[frame * features.bins() + 79] += 1;

    assertThatThrownBy(() -> FbankState.check(clip, features))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("are wrong and are not timed")
        .hasMessageContaining(expected);
  }

  private static Features features(BenchClip clip) {
    return new Fbank(FbankOptions.STANDARD).compute(clip.waveform());
  }
}
