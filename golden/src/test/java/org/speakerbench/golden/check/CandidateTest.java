package org.speakerbench.golden.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.ArrayErrors;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;

/** The engine's steps, and those that a candidate has without saying. */
class CandidateTest {
  private static final GoldenClip CLIP = GoldenPack.embedded().clip("flite-awb");

  private static Features frames(int start, int count) {
    float[] data = CLIP.fbankNormalised().orElseThrow().data();
    return new Features(count, 80, Arrays.copyOfRange(data, start * 80, (start + count) * 80));
  }

  @Test
  void batchesGiveTheEmbeddingsOfTheirClipsInOrder() {
    List<Features> batch = List.of(frames(0, 30), frames(40, 30), frames(100, 30));
    Candidate engine = Candidate.engine();
    Candidate oneByOne = Control.of(engine);
    try (EmbeddingModel model =
        new ModelRef("campplus", null).open(TestZoo.zoo(), new SessionSettings(1))) {
      float[][] together = engine.embedBatch(model, batch);
      float[][] apart = oneByOne.embedBatch(model, batch);
      assertThat(together.length).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        float[] alone = engine.embed(model, batch.get(i));
        assertThat(apart[i]).isEqualTo(alone);
        assertThat(ArrayErrors.between(alone, together[i]).relativeL2()).isLessThan(Limits.BATCH);
      }
    }
  }

  /** Without a model: the last step sees what the ones before made. */
  @Test
  void theWholePathIsTheFourStepsOneAfterTheOther() throws Exception {
    Candidate engine = Candidate.engine();
    float[] expected =
        engine.normalise(engine.fbank(CLIP.waveform(), FbankOptions.STANDARD)).data();
    Candidate control = Control.of(engine).embed((model, features) -> features.data());
    assertThat(control.endToEnd(null, CLIP.wavBytes(), FrontEnd.STANDARD)).isEqualTo(expected);
  }
}
