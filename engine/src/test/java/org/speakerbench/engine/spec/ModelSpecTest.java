package org.speakerbench.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankFile;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.config.WindowType;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Value;

class ModelSpecTest {
  @TempDir private Path folder;

  private String input = "x";
  private String output = "y";
  private List<String> shape = List.of("n", "t", "80");
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private static Value value(String name, List<String> shape) {
    return new Value(name, Optional.of(ElementType.FLOAT), shape);
  }

  private ModelSpec spec() {
    return ModelSpec.of(
        KnownModel.file("m"),
        new ModelFile(
            folder.resolve("m.onnx"),
            metadata,
            List.of(value(input, shape)),
            List.of(value(output, List.of("n", "192")))));
  }

  private FbankOptions fbank() {
    return spec().frontEnd().fbank();
  }

  private void sidecar(String json) throws IOException {
    Files.writeString(folder.resolve("m.speakerbench.json"), json.replace('\'', '"'));
  }

  private void refused(String message) {
    assertThatThrownBy(this::spec)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("model m (" + folder.resolve("m.onnx") + "): " + message);
  }

  private void refusedSidecar(String json, String message) throws IOException {
    sidecar(json);
    refused(folder.resolve("m.speakerbench.json") + ": " + message);
  }

  @Test
  void ofWhatSaysNothingTheStandardFrontEndIsTaken() {
    ModelSpec spec = spec();
    assertThat(spec.frontEnd()).isEqualTo(FrontEnd.STANDARD);
    assertThat(spec.axes()).isEqualTo(AxisOrder.BATCH_FRAMES_BINS);
    assertThat(spec.featureBins()).isEqualTo(80);
    assertThat(spec.embeddingDim()).isEqualTo(192);
    assertThat(spec.minFrames()).isEqualTo(1);
    assertThat(spec.source("window_type")).hasToString("nothing says");
    assertThat(spec.source("num_bins")).hasToString("shape of x");
    assertThat(spec.source("embedding_size")).hasToString("shape of y");
  }

  @Test
  void namesTellTheExporter() {
    input = "feats";
    output = "embs";
    assertThat(fbank().frame().window()).isEqualTo(WindowType.HAMMING);
    assertThat(fbank().scale()).isEqualTo(SampleScale.INT16);
    assertThat(spec().frontEnd().mean()).isEqualTo(MeanNormalization.CLIP);
    assertThat(spec().source("window_type"))
        .hasToString("names feats and embs, those of WeSpeaker")
        .matches(source -> !source.states());
    input = "feature";
    output = "embedding";
    assertThat(spec().frontEnd()).isEqualTo(FrontEnd.STANDARD);
    assertThat(spec().source("sample_scale"))
        .hasToString("names feature and embedding, those of 3D-Speaker");
    input = "feats"; // with another's output it is nobody's
    assertThat(spec().source("window_type").kind()).isEqualTo(Source.Kind.STANDARD);
  }

  /** As scripts/3dspeaker of sherpa-onnx writes it, but for the rate. */
  @Test
  void everyFactOfTheMetadataIsHonoured() {
    metadata.putAll(
        Map.of(
            "framework", "3d-speaker",
            "language", "Chinese",
            "url", "https://example.org",
            "comment", "none",
            "sample_rate", "8000",
            "output_dim", "192",
            "normalize_samples", "1",
            "feature_normalize_type", "global-mean"));
    ModelSpec spec = spec();
    FbankOptions options = spec.frontEnd().fbank();
    assertThat(options.sampleRateHz()).isEqualTo(8000);
    assertThat(options.mel().highHz(options.sampleRateHz() / 2)).isEqualTo(4000);
    assertThat(options.frame().window()).isEqualTo(WindowType.POVEY);
    assertThat(spec.source("sample_freq"))
        .hasToString("metadata sample_rate=8000")
        .matches(Source::states);
    metadata.put("normalize_samples", "0");
    metadata.put("feature_normalize_type", "");
    metadata.put("window_type", "hanning");
    metadata.put("window_size_ms", "20");
    metadata.put("window_stride_ms", "12.5");
    metadata.put("feat_dim", "80");
    metadata.put("speakerbench.min_frames", "9");
    options = fbank();
    assertThat(options.scale()).isEqualTo(SampleScale.INT16);
    assertThat(options.frame().window()).isEqualTo(WindowType.HANNING);
    assertThat(options.frame().lengthMs()).isEqualTo(20);
    assertThat(options.frame().shiftMs()).isEqualTo(12.5);
    assertThat(spec().frontEnd().mean()).isEqualTo(MeanNormalization.NONE);
    assertThat(spec().minFrames()).isEqualTo(9);
  }

  /** As scripts/wespeaker of sherpa-onnx writes it: the scale under another name, no window. */
  @Test
  void aFrameworkSaysWhatSingleFactsDoNot() {
    metadata.putAll(Map.of("framework", "wespeaker", "normalize_features", "0"));
    assertThat(fbank().frame().window()).isEqualTo(WindowType.HAMMING);
    assertThat(fbank().scale()).isEqualTo(SampleScale.INT16);
    assertThat(fbank().frame().snipEdges()).isTrue(); // what sherpa-onnx computes is in no file
    assertThat(fbank().mel().highHz()).isZero();
    metadata.put("window_type", "povey");
    metadata.put("normalize_features", "1");
    assertThat(fbank().frame().window()).isEqualTo(WindowType.POVEY);
    assertThat(fbank().scale()).isEqualTo(SampleScale.UNIT);
    metadata.put("normalize_samples", "0");
    refused(
        "found metadata normalize_samples=0 and metadata normalize_features=1, expected them to say"
            + " the same");
  }

  @Test
  void sizesThatNoMemoryHoldsAreRefused() {
    shape = List.of("n", "t", "5000000000");
    refused("found an axis of 5000000000 values, expected at most 2147483647");
    shape = List.of("n", "t", "80");
    metadata.put("output_dim", "500000000");
    refused(
        "found an embedding size of 500000000 (metadata output_dim=500000000), expected at most"
            + " 65536");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "framework | nemo | one of 3d-speaker, wespeaker (NeMo and others compute other features than"
            + " Kaldi's FBank)",
        "feature_normalize_type | per_feature | global-mean (the mean over the clip is subtracted) or"
            + " nothing (none is)",
        "normalize_samples | yes | 1 (samples in [-1, 1)) or 0 (those of 16 bits)",
        "window_type | hann | one of povey, hamming, hanning, rectangular, sine, blackman",
        "sample_rate | 16k | a number above 0",
        "sample_rate | -8000 | a number above 0",
        "output_dim | 192.5 | a whole number above 0",
        "sample_rates | 8000 | the key sample_rate, if that is meant",
        "snip_edges | false | that in the sidecar MODEL.speakerbench.json, as"
            + " fbank.FrameExtractionOptions.snip_edges",
        "high-freq | -400 | that in the sidecar MODEL.speakerbench.json, as"
            + " fbank.MelBanksOptions.high_freq",
        "num_mel_bins | 80 | that in the sidecar MODEL.speakerbench.json, as"
            + " fbank.MelBanksOptions.num_bins",
        "preemph_coeff | 0 | that in the sidecar MODEL.speakerbench.json, as"
            + " fbank.FrameExtractionOptions.pre_emphasis_coefficient",
        "use_energy | 1 | that in the sidecar MODEL.speakerbench.json, as fbank.use_energy",
        "subtract-mean | true | that in the sidecar MODEL.speakerbench.json, as mean_normalization",
      })
  void whatCannotBeHonouredIsRefused(String key, String text, String expected) {
    metadata.put(key, text);
    refused("found metadata " + key + "=" + text + ", expected " + expected);
  }

  /** Whether it is true or 1, of 16-bit samples or not, nothing says: the sidecar does. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WINDOW_TYPE") // sherpa-onnx's key too
  void everyOptionInTheMetadataIsRefusedUnlessTheSidecarSaysIt(FbankKey option) throws IOException {
    String told = spec().toSidecar();
    metadata.put(option.key(), "1");
    assertThatThrownBy(this::spec)
        .hasMessageContaining("found metadata " + option.key() + "=1, expected that in the sidecar")
        .hasMessageEndingWith("." + option.key());
    sidecar(told);
    assertThat(spec().frontEnd()).isEqualTo(FrontEnd.STANDARD);
  }

  @Test
  void featuresThatAreStackedOrScaledByTrainingDataAreRefused() {
    metadata.put("lfr_window_size", "7");
    refused(
        "found metadata lfr_window_size=..., expected a model that takes single frames, not stacked"
            + " ones");
    metadata.clear();
    metadata.put("neg_mean", "1,2,3");
    assertThatThrownBy(this::spec).hasMessageContaining("without a mean of its training data");
  }

  @Test
  void factsThatTheFileContradictsAreRefused() throws IOException {
    metadata.put("output_dim", "256");
    refused("output y holds embeddings of 192 values, expected 256 (metadata output_dim=256)");
    metadata.clear();
    metadata.put("feat_dim", "72");
    refused("input x takes 80 bins, expected 72 (metadata feat_dim=72)");
    metadata.clear();
    sidecar("{'schema': 1, 'embedding_size': 512}");
    refused("output y holds embeddings of 192 values, expected 512 (m.speakerbench.json)");
    sidecar("{'schema': 1, 'input': 'feats'}");
    refused("found the input \"feats\" in m.speakerbench.json, expected one of the file: x");
    sidecar("{'schema': 1, 'fbank': {'use_energy': true, 'MelBanksOptions': {'num_bins': 80}}}");
    refused("input x takes 80 bins, expected 81 (m.speakerbench.json, and use_energy)");
  }

  @Test
  void aSidecarIsAskedFirst() throws IOException {
    metadata.putAll(Map.of("framework", "nemo", "sample_rate", "16000", "window_type", "hann"));
    input = "feats";
    output = "embs";
    shape = List.of("n", "80", "t");
    sidecar(
        """
        {'schema': 1, 'framework': '3d-speaker', 'min_frames': 7, 'embedding_size': 192,
         'fbank': {'FrameExtractionOptions': {'sample_freq': 8000, 'window_type': 'blackman'},
                   'MelBanksOptions': {'low_freq': 100}},
         'mean_normalization': 'none', 'axes': ['batch', 'bins', 'frames'],
         'input': 'feats', 'output': 'embs'}
        """);
    ModelSpec spec = spec();
    assertThat(spec.axes()).isEqualTo(AxisOrder.BATCH_BINS_FRAMES);
    assertThat(spec.featureBins()).isEqualTo(80);
    assertThat(spec.minFrames()).isEqualTo(7);
    assertThat(spec.frontEnd().mean()).isEqualTo(MeanNormalization.NONE);
    assertThat(fbank().sampleRateHz()).isEqualTo(8000);
    assertThat(fbank().frame().window()).isEqualTo(WindowType.BLACKMAN);
    assertThat(fbank().mel().lowHz()).isEqualTo(100);
    assertThat(fbank().scale()).isEqualTo(SampleScale.UNIT);
    assertThat(spec.source("sample_scale"))
        .hasToString("m.speakerbench.json, whose models take this");
  }

  @Test
  void aSidecarIsReadStrictly() throws IOException {
    String described = ", or another that is described in docs/front-ends.md";
    refusedSidecar("{}", "found no schema, expected 1");
    refusedSidecar("{'schema': 2}", "schema is 2, expected 1");
    refusedSidecar("[1]", "found no JSON object, expected one");
    refusedSidecar(
        "{'schema': 1, 'mean_normalisation': 'clip'}",
        "unknown key mean_normalisation, expected mean_normalization" + described);
    refusedSidecar(
        "{'schema': 1, 'fbank': {'window_type': 'povey'}}",
        "unknown key window_type, expected it in fbank.FrameExtractionOptions" + described);
    refusedSidecar(
        "{'schema': 1, 'fbank': {'MelBanksOptions': {'num_bin': 80}}}",
        "unknown key num_bin, expected num_bins" + described);
    refusedSidecar(
        "{'schema': 1, 'mean_normalization': 'global'}",
        "mean_normalization is \"global\", expected one of none, clip");
    refusedSidecar(
        "{'schema': 1, 'axes': ['batch', 'frames']}",
        "axes is [\"batch\",\"frames\"], expected [\"batch\", \"frames\", \"bins\"] or [\"batch\","
            + " \"bins\", \"frames\"]");
    refusedSidecar(
        "{'schema': 1, 'min_frames': 0}", "min_frames is 0, expected a whole number above 0");
    sidecar("{'schema': 1,");
    assertThatThrownBy(this::spec).hasMessageContaining("m.speakerbench.json: not valid JSON");
    sidecar("{'schema': 1, 'fbank': {'MelBanksOptions': {'num_bins': '80'}}}");
    assertThatThrownBy(this::spec)
        .hasMessageContaining("m.speakerbench.json: num_bins is \"80\", expected a whole number");
  }

  @Test
  void axesAreToldByWhichOneVaries() {
    shape = List.of("n", "80", "t");
    assertThat(spec().axes()).isEqualTo(AxisOrder.BATCH_BINS_FRAMES);
    assertThat(spec().source("axes")).hasToString("shape of x");
    shape = List.of("n", "298", "80");
    assertThatThrownBy(this::spec).hasMessageContaining("fixed frame count of 298");
    shape = List.of("n", "t", "b");
    assertThat(spec().featureBins()).isZero();
    assertThat(spec().frontEnd()).isEqualTo(FrontEnd.STANDARD);
  }

  /** What is written for a model says all that is known of it, and is read back as the same. */
  @Test
  void aSidecarThatIsWrittenSaysTheSame() throws IOException {
    metadata.putAll(
        Map.of("framework", "wespeaker", "sample_rate", "8000", "feature_normalize_type", ""));
    shape = List.of("n", "80", "t");
    ModelSpec told = spec();
    sidecar(told.toSidecar());
    metadata.clear();
    ModelSpec read = spec();
    assertThat(read.frontEnd()).isEqualTo(told.frontEnd());
    assertThat(read.axes()).isEqualTo(told.axes());
    assertThat(read.embeddingDim()).isEqualTo(192);
    assertThat(
            Arrays.stream(FbankKey.values()).map(key -> read.source(key.key()).kind()).distinct())
        .containsExactly(Source.Kind.SIDECAR);
  }

  private FbankFile config(String frame, String mel, String root) throws IOException {
    Path file = folder.resolve("fbank_config.json");
    Files.writeString(
        file,
        ("{'FrameExtractionOptions':{'dither':0"
                    + frame
                    + "},'MelBanksOptions':{"
                    + mel
                    + "}"
                    + root)
                .replace('\'', '"')
            + "}");
    return FbankConfig.readFile(file, FbankConfig.Defaults.SPEAKERBENCH);
  }

  @Test
  void aConfigurationGivesWhatTheModelDoesNotSay() throws IOException {
    metadata.putAll(Map.of("sample_rate", "8000", "normalize_samples", "0"));
    FrontEnd found = spec().frontEnd(config(",'window_type':'hamming'", "'low_freq':64", ""));
    assertThat(found.fbank().sampleRateHz()).isEqualTo(8000);
    assertThat(found.fbank().scale()).isEqualTo(SampleScale.INT16);
    assertThat(found.fbank().frame().window()).isEqualTo(WindowType.HAMMING);
    assertThat(found.fbank().mel().lowHz()).isEqualTo(64);
    assertThat(found.fbank().mel().bins()).isEqualTo(80);
  }

  @Test
  void aConfigurationThatContradictsTheModelIsRefused() throws IOException {
    metadata.putAll(Map.of("sample_rate", "8000", "normalize_samples", "0"));
    FbankFile rate = config(",'sample_freq':16000", "", "");
    assertThatThrownBy(() -> spec().frontEnd(rate))
        .hasMessage(
            rate.source()
                + ": sample_freq is 16000.0, expected 8000.0 for model m (metadata"
                + " sample_rate=8000); if it takes the other, say so in a file"
                + " MODEL.speakerbench.json beside it");
    FbankFile scale = config("", "", ",'sample_scale':1");
    assertThatThrownBy(() -> spec().frontEnd(scale))
        .hasMessageContaining("sample_scale is 1, expected 32768");
  }

  /** Names are no statement: who gives a configuration knows better. */
  @Test
  void aConfigurationDecidesWhereOnlyNamesTell() throws IOException {
    input = "feats";
    output = "embs";
    FbankFile povey = config(",'window_type':'povey'", "'num_bins':80", "");
    FbankOptions options = spec().frontEnd(povey).fbank();
    assertThat(options.frame().window()).isEqualTo(WindowType.POVEY);
    assertThat(options.scale()).isEqualTo(SampleScale.INT16);
  }
}
