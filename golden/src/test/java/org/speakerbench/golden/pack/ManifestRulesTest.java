package org.speakerbench.golden.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.SpeakerbenchException;

/** A manifest that disagrees with itself is refused before any array is read. */
class ManifestRulesTest {
  private static final String CLIP = "flite-awb";

  @TempDir Path folder;
  private PackCopy copy;

  @BeforeEach
  void copyManifest() throws Exception {
    copy = PackCopy.ofManifest(folder);
  }

  /** A change of the manifest and what its refusal must say. */
  record Change(String message, Consumer<PackCopy> change) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Change> changes() {
    return Stream.of(
        new Change(
            "found schema speakerbench-golden-pack/1, expected speakerbench-golden-pack/2",
            c -> c.manifest().put("schema", "speakerbench-golden-pack/1")),
        new Change("found schema none, expected", c -> c.manifest().remove("schema")),
        new Change("fbank_config", c -> c.manifest().remove("fbank_config")),
        new Change(
            "generator: versions: found nothing",
            c -> ((ObjectNode) c.manifest().get("generator")).putNull("versions")),
        new Change("embeddings: found nothing", c -> c.manifest().putNull("embeddings")),
        new Change(
            "model campplus: embeddings: found nothing",
            c -> ((ObjectNode) c.manifest().get("embeddings")).putNull("campplus")),
        new Change("clips: found nothing", c -> ((ArrayNode) c.manifest().get("clips")).addNull()),
        new Change(
            "found no clips, expected", c -> ((ArrayNode) c.manifest().get("clips")).removeAll()),
        new Change(
            "clip flite-awb: found 299 frames, expected 298 for 48000 samples",
            c -> c.clip(CLIP).put("frames", 299)),
        new Change(
            "clip flite-awb: found 8000 Hz, expected 16000.0 Hz",
            c -> c.clip(CLIP).put("sample_rate_hz", 8000)),
        rate("allow_up_sample", 48000),
        rate("allow_down_sample", 8000),
        new Change(
            "fbank_knf: found float64 [298, 80], expected float32 [298, 80]",
            c -> c.array(CLIP, "fbank_knf").put("dtype", "float64")),
        new Change(
            "fbank_float64",
            c -> ((ObjectNode) c.clip(CLIP).get("arrays")).remove("fbank_float64")),
        new Change(
            "clip flite-awb: fbank_knf: found nothing, expected a value",
            c -> ((ObjectNode) c.clip(CLIP).get("arrays")).putNull("fbank_knf")),
        new Change(
            "clip short-400: found no library that computes its options, expected one to hold",
            c -> {
              ObjectNode arrays = (ObjectNode) c.clip("short-400").get("arrays");
              arrays.putNull("fbank_torchaudio").putNull("fbank_knf").putNull("fbank_normalised");
            }),
        new Change(
            "clip flite-awb: fbank_float64: found nothing, expected a value",
            c -> ((ObjectNode) c.clip(CLIP).get("arrays")).putNull("fbank_float64")),
        new Change(
            "clip flite-awb: fbank_normalised: found nothing, expected a value",
            c -> ((ObjectNode) c.clip(CLIP).get("arrays")).putNull("fbank_normalised")),
        new Change(
            "clip short-400: fbank_torchaudio: found nothing, expected a value",
            c -> ((ObjectNode) c.clip("short-400").get("arrays")).putNull("fbank_torchaudio")),
        new Change(
            "model campplus: found embeddings of the clips [",
            c ->
                ((ArrayNode) c.manifest().get("embeddings").get("campplus").get("clips"))
                    .remove(3)),
        new Change(
            "found embeddings of [campplus, ",
            c -> ((ObjectNode) c.manifest().get("models")).remove("campplus")),
        new Change("found two clips flite-awb", c -> c.clip("flite-slt").put("id", CLIP)),
        new Change(
            "model campplus: pytorch: found float32 [18, 512], expected float32 [18, 511]",
            c ->
                ((ObjectNode) c.manifest().get("models").get("campplus"))
                    .put("embedding_dim", 511)),
        absent("name", c -> c.manifest(), "name"),
        absent("generator", c -> c.manifest(), "generator"),
        absent("models", c -> c.manifest(), "models"),
        absent("clips", c -> c.manifest(), "clips"),
        absent("sweeps", c -> c.manifest(), "sweeps"),
        absent("clips: id", c -> c.clip(CLIP), "id"),
        absent("clip flite-awb: group", c -> c.clip(CLIP), "group"),
        absent("clip flite-awb: description", c -> c.clip(CLIP), "description"),
        absent("clip flite-awb: wav", c -> c.clip(CLIP), "wav"),
        absent("clip flite-awb: wav.path", c -> (ObjectNode) c.clip(CLIP).get("wav"), "path"),
        absent("clip flite-awb: arrays", c -> c.clip(CLIP), "arrays"),
        absent("clip flite-awb: samples.path", c -> c.array(CLIP, "samples"), "path"),
        absent("clip flite-awb: samples.shape", c -> c.array(CLIP, "samples"), "shape"),
        absent("clip flite-awb: samples", c -> (ObjectNode) c.clip(CLIP).get("arrays"), "samples"),
        absent("model campplus: description", c -> models(c), "campplus"),
        absent("model campplus: kind", c -> (ObjectNode) models(c).get("campplus"), "kind"),
        absent(
            "model campplus: graph_sha256",
            c -> (ObjectNode) models(c).get("campplus"),
            "graph_sha256"),
        absent(
            "model campplus: onnxruntime",
            c -> (ObjectNode) c.manifest().get("embeddings").get("campplus"),
            "onnxruntime"),
        absent(
            "model campplus: onnxruntime_knf",
            c -> (ObjectNode) c.manifest().get("embeddings").get("campplus"),
            "onnxruntime_knf"),
        new Change(
            "clip flite-awb: samples: found float32 [], expected float32 [samples]",
            c -> c.array(CLIP, "samples").putArray("shape")),
        new Change(
            "clip flite-awb: samples: found float32 [0], expected float32 [samples]",
            c -> c.array(CLIP, "samples").putArray("shape").add(0)),
        new Change(
            "clip flite-awb: samples: found float32 [48000, 1], expected float32 [samples]",
            c -> c.array(CLIP, "samples").putArray("shape").add(48000).add(1)),
        new Change(
            "clip flite-awb: fbank_knf: found float32 [297, 80], expected float32 [298, 80]",
            c -> c.array(CLIP, "fbank_knf").putArray("shape").add(297).add(80)),
        new Change(
            "clip flite-awb: fbank_torchaudio: found float32 [298, 81], expected",
            c -> c.array(CLIP, "fbank_torchaudio").putArray("shape").add(298).add(81)),
        new Change(
            "clip flite-awb: fbank_normalised: found float32 [298, 81], expected",
            c -> c.array(CLIP, "fbank_normalised").putArray("shape").add(298).add(81)),
        new Change(
            "clip flite-awb: fbank_float64: found float32 [298, 80], expected float64 [298, 80]",
            c -> c.array(CLIP, "fbank_float64").put("dtype", "float32")),
        new Change(
            "clip short-400: found 0 frames, expected at least 1 for 399 samples",
            c -> {
              c.clip("short-400").put("frames", 0);
              c.array("short-400", "samples").putArray("shape").add(399);
            }),
        new Change(
            "model campplus: onnxruntime: found float64 [18, 512], expected float32 [18, 512]",
            c -> c.table("campplus", "onnxruntime").put("dtype", "float64")),
        new Change(
            "model campplus: onnxruntime_knf: found float32 [17, 512], expected float32 [18, 512]",
            c -> c.table("campplus", "onnxruntime_knf").putArray("shape").add(17).add(512)),
        new Change(
            "model campplus: found embeddings of the clips [], expected those of at least 999",
            c -> {
              ((ObjectNode) models(c).get("campplus")).put("min_frames", 999);
              ((ObjectNode) c.manifest().get("embeddings").get("campplus")).putArray("clips");
            }),
        swept("found clip nobody, expected one of the pack", s -> s.put("clip", "nobody")),
        swept("found no cases, expected at least one", s -> s.putArray("cases")),
        swept("cases: found nothing, expected a value", s -> s.putNull("cases")),
        swept(
            "found SweepCase[frames=2, batch=18], expected at least 3 frames, the last of at most"
                + " 998",
            s -> ((ObjectNode) s.get("cases").get(0)).put("frames", 2)),
        swept(
            "found SweepCase[frames=3, batch=0], expected at least 3 frames",
            s -> ((ObjectNode) s.get("cases").get(0)).put("frames", 3).put("batch", 0)),
        swept(
            "found SweepCase[frames=999, batch=1], expected at least 3 frames",
            s -> ((ObjectNode) s.get("cases").get(0)).put("frames", 999).put("batch", 1)),
        swept(
            "found SweepCase[frames=301, batch=18], expected at least 3 frames",
            s -> s.put("row_offset", 42)),
        swept(
            "pytorch: found float32 [18, 512], expected float32 [17, 512]",
            s -> ((ObjectNode) s.get("cases").get(0)).put("batch", 17)),
        swept(
            "onnxruntime: found float64 [18, 512], expected float32 [18, 512]",
            s -> ((ObjectNode) s.get("onnxruntime")).put("dtype", "float64")),
        swept("onnxruntime: found nothing, expected a value", s -> s.putNull("onnxruntime")),
        new Change(
            "sweep of campplus: fbank_normalised of short-400: found nothing, expected a value",
            c -> {
              sweep(c).put("clip", "short-400");
              ((ObjectNode) c.clip("short-400").get("arrays")).putNull("fbank_normalised");
            }),
        new Change(
            "sweep of mine: model: found nothing, expected a value",
            c -> ((ObjectNode) c.manifest().get("sweeps")).set("mine", sweep(c))),
        new Change(
            "sweep of campplus: cases: found nothing, expected a value",
            c -> ((ObjectNode) c.manifest().get("sweeps")).putNull("campplus")),
        new Change(
            "model campplus: found kind trained, expected synthetic or file",
            c -> ((ObjectNode) c.manifest().get("models").get("campplus")).put("kind", "trained")));
  }

  private static ObjectNode models(PackCopy copy) {
    return (ObjectNode) copy.manifest().get("models");
  }

  /** A front end that resamples in the other direction only. */
  private static Change rate(String allowed, int rateHz) {
    return new Change(
        "clip flite-awb: found " + rateHz + " Hz, expected 16000.0 Hz (sample_freq)",
        c -> {
          ObjectNode own = c.clip(CLIP).put("sample_rate_hz", rateHz).putObject("front_end");
          own.put("vtln_warp", 1.0).put("dither_seed", 0);
          own.putObject("overrides").putObject("FrameExtractionOptions").put(allowed, true);
        });
  }

  private static Change absent(String what, Function<PackCopy, ObjectNode> of, String key) {
    return new Change(what + ": found nothing, expected a value", c -> of.apply(c).putNull(key));
  }

  /** 18 rows of 301 frames, each 41 after the one before: the last ends with the clip. */
  private static ObjectNode sweep(PackCopy copy) {
    return copy.addSweep(41, new int[][] {{301, 18}});
  }

  private static Change swept(String message, Consumer<ObjectNode> change) {
    return new Change("sweep of campplus: " + message, c -> change.accept(sweep(c)));
  }

  /** Clips of as many frames as the model needs have embeddings. */
  @Test
  void theLeastNumberOfFramesIsEnough() {
    ((ObjectNode) models(copy).get("campplus")).put("min_frames", 298);
    ((ObjectNode) copy.manifest().get("sweeps")).removeAll();
    assertThat(copy.save().models()).contains("campplus");
  }

  @Test
  void aFrontEndMayOverrideNothing() {
    ObjectNode own = copy.clip(CLIP).putObject("front_end");
    own.putNull("overrides").put("vtln_warp", 1.0).put("dither_seed", 0);
    GoldenPack pack = copy.save();
    assertThat(pack.clip(CLIP).frontEnd()).isEqualTo(pack.fbankOptions());
  }

  @Test
  void aSweepThatJustFitsIsAccepted() {
    sweep(copy);
    assertThat(copy.save().models()).contains("campplus");
    assertThat(GoldenPack.embedded().sweep("mine")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isRefusedWithTheReason(Change change) {
    change.change().accept(copy);
    assertThatThrownBy(() -> copy.save())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(folder + ": manifest.json: ")
        .hasMessageContaining(change.message());
  }
}
