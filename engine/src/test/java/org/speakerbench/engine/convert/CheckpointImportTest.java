package org.speakerbench.engine.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.checkpoint.Checkpoint;
import org.speakerbench.engine.checkpoint.TorchFile;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.Zoo;

class CheckpointImportTest {
  private static final String KEY = "campplus-192";

  @TempDir Path folder;

  static List<String> keys() {
    return Zoo.keys();
  }

  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();

  /** A state dict of an architecture, with other values than the zoo's everywhere. */
  private void state(String key) {
    SplittableRandom random = new SplittableRandom(3);
    ImportMap.of(key)
        .state()
        .forEach(
            (name, shape) -> {
              int elements = (int) shape.stream().mapToLong(d -> d).reduce(1, (a, b) -> a * b);
              double scale = shape.size() < 2 ? 1 : Math.sqrt(3.0 * shape.get(0) / elements);
              double low = name.endsWith("running_var") ? 0.5 : shape.size() < 2 ? 0.1 : -1;
              shapes.put(name, shape);
              values.put(name, new float[elements]);
              for (int i = 0; i < elements; i++) {
                values.get(name)[i] = (float) (scale * random.nextDouble(low, 1));
              }
            });
  }

  private Checkpoint checkpoint() throws IOException {
    return Checkpoint.read(TorchFile.of(shapes, values).write(folder.resolve("a.pt")));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theMapMakesEveryTensorOfTheGraph(String key) {
    ImportMap map = ImportMap.of(key);
    Graph graph = OnnxModel.parse(Path.of(key), Zoo.graph(key)).graph();
    SharedTensors.separate(graph);
    Set<String> made = new HashSet<>(map.copied());
    for (String name : map.copied()) {
      assertThat(graph.constant(name).orElseThrow().shape()).isEqualTo(map.state().get(name));
    }
    for (ImportMap.Folded fold : map.folded()) {
      made.addAll(List.of(fold.weight(), fold.bias()));
      List<Long> weight = graph.constant(fold.weight()).orElseThrow().shape();
      assertThat(map.state().get(fold.convolution().get(0))).isEqualTo(weight);
      List<Long> channels = List.of(weight.get(0));
      assertThat(graph.constant(fold.bias()).orElseThrow().shape()).isEqualTo(channels);
      fold.norm().forEach(name -> assertThat(map.state().get(name)).isEqualTo(channels));
      assertThat(fold.eps()).isPositive();
    }
    assertThat(graph.tensors().stream().map(Tensor::name).collect(Collectors.toSet()))
        .isEqualTo(made);
    assertThat(map.state().keySet()).containsAll(map.used());
    assertThat(map.state().keySet().stream().filter(name -> !map.used().contains(name)))
        .allMatch(name -> name.endsWith("num_batches_tracked"));
  }

  @Test
  void tensorsAreCopiedOrFolded() throws IOException {
    state(KEY);
    Path out = folder.resolve("a.onnx");
    try (Checkpoint checkpoint = checkpoint()) {
      CheckpointImport.model(KEY, checkpoint).write(out);
    }
    OnnxModel model = OnnxModel.read(out);
    Graph graph = model.graph();
    assertThat(graph.tensors()).allMatch(tensor -> tensor.external().isEmpty());
    ImportMap map = ImportMap.of(KEY);
    for (String name : map.copied()) {
      assertThat(graph.constant(name).orElseThrow().floats())
          .isEqualTo(FloatBuffer.wrap(values.get(name)));
    }
    for (ImportMap.Folded fold : map.folded()) {
      requireFolded(fold, graph);
    }
    assertThat(model.metadata())
        .containsEntry("speakerbench.architecture", KEY)
        .containsEntry("speakerbench.checkpoint_sha256", Sha256.of(folder.resolve("a.pt")))
        .containsEntry("output_dim", "192")
        .doesNotContainKeys("speakerbench.zoo", "speakerbench.weights");
    try (EmbeddingModel session = EmbeddingModel.open(out)) {
      float[] embedding = session.embed(new Features(50, 80, new float[50 * 80]));
      assertThat(embedding).hasSize(192);
    }
  }

  /** Against the formula in double: each of at most five roundings to float32 is half a unit. */
  private void requireFolded(ImportMap.Folded fold, Graph graph) {
    float[] weight = values.get(fold.convolution().get(0));
    List<float[]> norm = fold.norm().stream().map(values::get).toList();
    FloatBuffer weights = graph.constant(fold.weight()).orElseThrow().floats();
    FloatBuffer biases = graph.constant(fold.bias()).orElseThrow().floats();
    int row = weight.length / norm.get(0).length;
    for (int channel = 0; channel < norm.get(0).length; channel++) {
      double scale = norm.get(0)[channel] / Math.sqrt(norm.get(3)[channel] + fold.eps());
      double before =
          fold.convolution().size() < 2 ? 0 : values.get(fold.convolution().get(1))[channel];
      double bias = (before - norm.get(2)[channel]) * scale + norm.get(1)[channel];
      float half = Math.ulp((float) Math.max(Math.abs(scale * norm.get(2)[channel]), 1)) / 2;
      assertThat((double) biases.get(channel)).isBetween(bias - 5 * half, bias + 5 * half);
      for (int i = channel * row; i < channel * row + row; i++) {
        double expected = weight[i] * scale;
        float ulp = Math.ulp((float) expected);
        assertThat(Math.abs(weights.get(i) - expected)).isLessThanOrEqualTo(2.5 * ulp);
      }
    }
  }

  @Test
  void aBiasOfTheConvolutionIsFoldedToo() {
    float[] one = {2};
    BatchNormFold fold =
        new BatchNormFold(one, new float[] {3}, new float[] {5}, new float[] {15}, 1);
    assertThat(fold.weights(new float[] {4, 6})).containsExactly(2, 3);
    assertThat(fold.biases()).containsExactly(0.5f);
    assertThat(fold.biases(new float[] {8})).containsExactly(4.5f);
  }

  @Test
  void countsOfBatchesMayBeMissing() throws IOException {
    state(KEY);
    values.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
    shapes.keySet().retainAll(values.keySet());
    try (Checkpoint checkpoint = checkpoint()) {
      assertThat(CheckpointImport.model(KEY, checkpoint).graph().tensors()).isNotEmpty();
    }
  }

  @Test
  void allThatDoesNotFitIsNamedWithWhatDoes() throws IOException {
    state(KEY);
    refused(
        "campplus",
        "of another shape: xvector.dense.linear.weight [192, 1024, 1] instead of [512, 1024, 1]",
        "expected all tensors of campplus.DTDNN.CAMPPlus(feat_dim=80, embedding_size=512)",
        "; it fits campplus-192");
    shapes.remove("head.bn1.weight");
    shapes.put("projection.weight", List.of(1L));
    values.put("projection.weight", new float[1]);
    shapes.put("head.bn1.bias", List.of(1L, 32L));
    refused(
        KEY,
        "missing: head.bn1.weight; surplus: projection.weight; of another shape: head.bn1.bias"
            + " [1, 32] instead of [32]; expected",
        "; no architecture of the zoo fits, campplus-192 is nearest: 3 tensors do not fit it");
    refused("eres2net-base", " and ", " more; ");
  }

  @Test
  void aLongListIsCounted() {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "t" + i).toList();
    assertThat(new Fit(names, List.of(), List.of(), List.of()))
        .asString()
        .startsWith("missing: t0, t1")
        .endsWith("t24 and 75 more");
  }

  private void refused(String key, String... parts) throws IOException {
    try (Checkpoint checkpoint = checkpoint()) {
      assertThatThrownBy(() -> CheckpointImport.model(key, checkpoint))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContainingAll(parts);
    }
  }
}
