package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.ModelRef;

class GoldenPackTest {
  private static final GoldenPack PACK = GoldenPack.embedded();

  @Test
  void knowsItsNameItsFrontEndAndWhereItComesFrom() {
    assertThat(PACK.name()).isEqualTo("published");
    assertThat(PACK.fbankOptions()).isEqualTo(FbankOptions.STANDARD);
    assertThat(PACK.provenance().command()).startsWith("python golden/python/export_reference.py");
    assertThat(PACK.provenance().versions()).containsKeys("torch", "torchaudio", "onnxruntime");
    assertThat(PACK.zooModels())
        .extracting(ModelRef::name)
        .containsExactlyElementsOf(PACK.models());
  }

  @Test
  void describesItself() {
    assertThat(PACK.clip("short-560")).hasToString("GoldenClip[short-560, 2 frames]");
    assertThat(PACK.clip("short-560").description()).isNotBlank();
    assertThat(PACK.toString()).startsWith("GoldenPack[published, 21 clips, models [campplus, ");
    assertThat(GoldenPack.embeddedNames()).contains("published", "options");
  }

  @Test
  void givesAClipWithItsArrays() {
    GoldenClip clip = PACK.clip("short-560");
    assertThat(clip.group()).isEqualTo("short");
    assertThat(clip.voice()).isEmpty();
    assertThat(clip.sampleRateHz()).isEqualTo(16000);
    assertThat(clip.frames()).isEqualTo(2);
    assertThat(clip.samples()).hasSize(560).isEqualTo(clip.waveform().samples());
    assertThat(clip.fbankFloat64()).hasSize(160);
    assertThat(clip.fbankTorchaudio().orElseThrow()).hasToString("Features[2, 80]");
    assertThat(PACK.clip("flite-awb").voice()).contains("awb");
    assertThatThrownBy(() -> PACK.clip("flite"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("golden pack published: found no clip flite, expected one of ");
  }

  @Test
  void hasEndToEndReferencesForClipsThatAreLongEnough() {
    EndToEndReference reference = PACK.endToEnd("flite-awb", "campplus").orElseThrow();
    assertThat(reference.expected()).hasSize(512);
    assertThat(reference.limit()).isEqualTo(Limits.END_TO_END_BASE);
    assertThat(PACK.endToEnd("short-560", "campplus")).isEmpty();
    assertThat(PACK.endToEnd("flite-awb", "mine")).isEmpty();
    assertThat(PACK.endToEnd("mine", "campplus")).isEmpty();
  }

  @Test
  void comparesAnEmbedding() {
    EndToEndReference reference = new EndToEndReference("clip", "model", new float[] {3, 4}, 0.1);
    EmbeddingError same = reference.compare(new float[] {3, 4});
    assertThat(same).isEqualTo(new EmbeddingError(0, 1, 0.1));
    assertThat(same.passes()).isTrue();
    EmbeddingError turned = reference.compare(new float[] {-4, 3});
    assertThat(turned.relativeL2()).isEqualTo(Math.sqrt(2));
    assertThat(turned.cosine()).isZero();
    assertThat(turned.passes()).isFalse();
    assertThat(reference.compare(new float[] {3, Float.NaN}).passes()).isFalse();
    assertThatThrownBy(() -> reference.compare(new float[3]))
        .hasMessage("embedding of clip by model: found 3 values, expected 2");
  }

  @Test
  void comparesFeaturesOfAClip() {
    GoldenClip clip = PACK.clip("flite-awb");
    FbankError torchaudio = clip.fbankError(clip.fbankTorchaudio().orElseThrow());
    FbankError knf = clip.fbankError(clip.fbankKnf().orElseThrow());
    assertThat(torchaudio.maxAbs()).isBetween(1.5e-4, 1.7e-4);
    assertThat(torchaudio.maxAbsLimit())
        .isEqualTo(Limits.fbankMaxAbs(1e-4, torchaudio.maxAbs(), knf.maxAbs()));
    assertThat(torchaudio.rmsLimit()).isEqualTo(Limits.fbankRms(1e-6, torchaudio.rms(), knf.rms()));
    assertThat(torchaudio.passes()).isTrue();

    assertThat(clip.fbankError(PACK.clip("flite-slt").fbankTorchaudio().orElseThrow()).passes())
        .isFalse();
    Features notANumber = clip.fbankTorchaudio().orElseThrow();
    notANumber.data()[7] = Float.NaN;
    assertThat(clip.fbankError(notANumber).maxAbs()).isNaN();
    assertThat(clip.fbankError(notANumber).passes()).isFalse();
    Features other = PACK.clip("short-560").fbankTorchaudio().orElseThrow();
    assertThatThrownBy(() -> clip.fbankError(other))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("features of flite-awb: found Features[2, 80], expected [298, 80]");
    Features narrow = new Features(298, 79, new float[298 * 79]);
    assertThatThrownBy(() -> clip.fbankError(narrow))
        .hasMessage("features of flite-awb: found Features[298, 79], expected [298, 80]");
  }

  @Test
  void refusesAModelThatItDoesNotKnow() {
    assertThatThrownBy(() -> PACK.requireSameModel(new ModelRef("mine", Path.of("mine.onnx"))))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("golden pack published: found no references for model mine")
        .hasMessageContaining("campplus, eres2net-base");
    assertThatThrownBy(() -> PACK.reference("mine"))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("golden pack published: found no references for model mine, ");
  }

  @Test
  void refusesAZooModelThatIsNotTheOneItWasMadeWith(@TempDir Path folder) throws Exception {
    PackCopy copy = new PackCopy(folder);
    ObjectNode model = (ObjectNode) copy.manifest().get("models").get("campplus");
    ModelRef zoo = new ModelRef("campplus", null);
    copy.save().requireSameModel(zoo);
    String weights = model.get("weights_sha256").asText();
    model.put("weights_sha256", "0".repeat(64));
    assertThatThrownBy(() -> copy.save().requireSameModel(zoo))
        .hasMessageStartingWith(
            "golden pack published: weights of campplus: found SHA-256 " + weights)
        .hasMessageContaining(", expected 0000");
    model.put("graph_sha256", "1".repeat(64));
    assertThatThrownBy(() -> copy.save().requireSameModel(zoo))
        .hasMessageContaining("graph of campplus: found SHA-256 ");
  }

  /** What {@code export_reference.py} writes of a model of kind file is for people. */
  @Test
  void aModelMaySayWhoCheckedItsReferences(@TempDir Path folder) throws Exception {
    PackCopy copy = new PackCopy(folder);
    ObjectNode model = (ObjectNode) copy.manifest().get("models").get("campplus");
    ObjectNode reference = model.putObject("reference");
    reference.put("onnxruntime", "1.32.0").put("checked_by", "torch 1.13.1");
    reference.putArray("checked").addObject().put("clip", "flite-awb").put("frames", 298);
    assertThat(copy.save().reference("campplus").row("flite-awb"))
        .usingRecursiveComparison()
        .isEqualTo(PACK.reference("campplus").row("flite-awb"));
  }

  @Test
  void readsEachArrayAnew() {
    GoldenClip clip = PACK.clip("short-400");
    Arrays.fill(clip.fbankFloat64(), 0);
    assertThat(clip.fbankFloat64()).doesNotContain(0);
  }
}
