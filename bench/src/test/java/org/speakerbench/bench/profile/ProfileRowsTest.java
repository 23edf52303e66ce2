package org.speakerbench.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.ProfileLevel;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.statistics.Ratio;

/** Sums, rates and bounds of a few nodes, by hand. */
class ProfileRowsTest {
  /** 2e9 multiply-adds a second in float32, ten times that in bytes, a copy of 1 GB/s. */
  private static final MeasuredLimits LIMITS =
      new MeasuredLimits(
          Map.of(Limit.GEMM, 2e9, Limit.INT8, 2e10, Limit.FMA, 4e9, Limit.COPY, 1e9),
          Map.of(Limit.GEMM, 100L, Limit.INT8, 100L, Limit.FMA, 100L, Limit.COPY, 50L),
          Map.of(Limit.BF16, "the provider has none"));

  private static JsonNode arguments(String operator, String inputs, String outputs, long bytes)
      throws Exception {
    return new ObjectMapper()
        .readTree(
            """
            {"op_name":"%s","input_type_shape":[%s],"output_type_shape":[%s],
             "activation_size":"%d","parameter_size":"0","output_size":"0"}"""
                .formatted(operator, inputs, outputs, bytes));
  }

  private static RunNode node(String name, JsonNode arguments, double... us) {
    return new RunNode(name, arguments.path("op_name").asText(), arguments, 1, us);
  }

  /** 1 x 10 x 10 x 10 values, each a sum of 100: 100,000 multiply-adds, 50 us at the ceiling. */
  private static RunNode convolution(String name, long bytes, double... us) throws Exception {
    return node(
        name,
        arguments(
            "Conv",
            "{\"float\":[1,100,10,10]},{\"float\":[10,100,1,1]}",
            "{\"float\":[1,10,10,10]}",
            bytes),
        us);
  }

  private static List<ProfileRow> rows(double[] runUs, RunNode... nodes) {
    ModelProfile profile =
        ModelProfile.of(
            new RuntimeProfile(List.of(nodes), runUs), Map.of("packed", OptionalLong.of(7)));
    return ProfileRows.of(profile, LIMITS, 1.25, new Ratio(1.1, 1.0, 1.2));
  }

  private static ProfileRow find(List<ProfileRow> rows, ProfileLevel level, String name) {
    return rows.stream()
        .filter(row -> row.level() == level && row.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sumsAreThoseOfTheNodes() throws Exception {
    List<ProfileRow> rows =
        rows(
            new double[] {400, 400},
            convolution("/a/c/1", 1000, 100, 100),
            convolution("/b/c/2", 1000, 60, 60),
            node("/b/d/3", arguments("Relu", "", "", 100_000), 140, 140));

    ProfileRow nodes = find(rows, ProfileLevel.SESSION, ProfileRows.NODES);
    assertThat(nodes.ms()).isCloseTo(0.3, within(1e-12));
    assertThat(nodes.share()).isCloseTo(0.75, within(1e-12));
    assertThat(nodes.macs()).hasValue(200_000);
    for (ProfileLevel level :
        List.of(
            ProfileLevel.OPERATOR,
            ProfileLevel.LAYER_GROUP,
            ProfileLevel.BOUND,
            ProfileLevel.NODE)) {
      List<ProfileRow> parts = rows.stream().filter(row -> row.level() == level).toList();
      assertThat(parts.stream().mapToDouble(ProfileRow::ms).sum()).isCloseTo(0.3, within(1e-12));
      assertThat(parts.stream().mapToDouble(ProfileRow::share).sum()).isCloseTo(1, within(1e-12));
      assertThat(parts.stream().mapToLong(row -> row.macs().getAsLong()).sum()).isEqualTo(200_000);
      assertThat(parts.stream().mapToLong(ProfileRow::bytes).sum()).isEqualTo(102_000);
      assertThat(parts.stream().mapToInt(ProfileRow::nodes).sum()).isEqualTo(3);
    }
    assertThat(find(rows, ProfileLevel.SESSION, ProfileRows.PLAIN).ms()).isEqualTo(1.25);
    ProfileRow profiled = find(rows, ProfileLevel.SESSION, ProfileRows.PROFILED);
    assertThat(profiled.ms()).isEqualTo(0.4);
    assertThat(profiled.ratio()).isEqualTo(new Ratio(1.1, 1.0, 1.2));
  }

  /** 200,000 in 160 us: 1.25 G a second. */
  @Test
  void ratesAreOverTheTimeOfThoseThatMultiply() throws Exception {
    List<ProfileRow> rows =
        rows(
            new double[] {400},
            convolution("/a/c/1", 1000, 100),
            convolution("/a/c/2", 1000, 60),
            node("/a/c/3", arguments("Relu", "", "", 10), 40));

    ProfileRow group = find(rows, ProfileLevel.LAYER_GROUP, "a/c");
    assertThat(group.gflopPerS()).isCloseTo(2.5, within(1e-9));
    assertThat(group.ceiling()).isEqualTo("gemm");
    assertThat(group.ofCeiling()).isCloseTo(0.625, within(1e-9));
    assertThat(group.ofFma()).isCloseTo(0.3125, within(1e-9));
    ProfileRow relu = find(rows, ProfileLevel.OPERATOR, "Relu");
    assertThat(relu.gflopPerS()).isNaN();
    assertThat(relu.ceiling()).isEmpty();
  }

  @Test
  void whatIsBoundByMemoryIsToldFromWhatComputesAndWhatIsOnlyCalled() throws Exception {
    List<ProfileRow> rows =
        rows(
            new double[] {1000},
            convolution("computes", 49_000, 100), // 50 us to compute, 49 to move
            convolution("moves", 51_000, 100),
            node("copies", arguments("Concat", "", "", 10_000), 50),
            node("called", arguments("Shape", "", "", 4_000), 50),
            convolution("slow", 100, 501)); // 50 us of 501

    assertThat(find(rows, ProfileLevel.NODE, "computes").bound()).isEqualTo("compute");
    assertThat(find(rows, ProfileLevel.NODE, "moves").bound()).isEqualTo("memory");
    assertThat(find(rows, ProfileLevel.NODE, "copies").bound()).isEqualTo("memory");
    assertThat(find(rows, ProfileLevel.NODE, "called").bound()).isEqualTo("call");
    assertThat(find(rows, ProfileLevel.NODE, "slow").bound()).isEqualTo("call");
    assertThat(find(rows, ProfileLevel.BOUND, "memory").nodes()).isEqualTo(2);
  }

  @Test
  void bytesAreComparedWithTheProductOfBytes() throws Exception {
    JsonNode product =
        arguments(
            "MatMulInteger",
            "{\"uint8\":[10,100]},{\"int8\":[100,100]}",
            "{\"int32\":[10,100]}",
            10);

    List<ProfileRow> rows =
        rows(new double[] {200}, node("q", product, 50), convolution("f", 10, 100));

    ProfileRow quantised = find(rows, ProfileLevel.NODE, "q");
    assertThat(quantised.ceiling()).isEqualTo("gemm-int8");
    assertThat(quantised.ofCeiling()).isCloseTo(0.1, within(1e-9)); // 5 us of 50
    ProfileRow all = find(rows, ProfileLevel.SESSION, ProfileRows.NODES);
    assertThat(all.ceiling()).isEqualTo("several");
    assertThat(all.ofCeiling()).isCloseTo(55.0 / 150, within(1e-9));
  }

  @Test
  void whatIsNotKnownIsNotGuessed() throws Exception {
    List<ProfileRow> rows =
        rows(
            new double[] {200},
            node("lstm", arguments("LSTM", "{\"float\":[5,1,8]}", "", 10), 50),
            convolution("c", 10, 100));

    ProfileRow lstm = find(rows, ProfileLevel.NODE, "lstm");
    assertThat(lstm.macs()).isEmpty();
    assertThat(lstm.gflopPerS()).isNaN();
    assertThat(lstm.bound()).isEqualTo("not known");
    assertThat(find(rows, ProfileLevel.SESSION, ProfileRows.NODES).macs()).isEmpty();
    ProfileRow missing = find(rows, ProfileLevel.CEILING, "gemm-bf16");
    assertThat(missing.note()).isEqualTo("the provider has none");
    assertThat(missing.ms()).isNaN();
    ProfileRow copy = find(rows, ProfileLevel.CEILING, "copy");
    assertThat(copy.gbPerS()).isCloseTo(1, within(1e-9));
    assertThat(copy.macs()).isEmpty();
    assertThat(find(rows, ProfileLevel.CEILING, "gemm-int8").ofCeiling())
        .isCloseTo(10, within(1e-9));
  }

  /** The whole graph in one node of a plugin: what it does is that of the file. */
  @Test
  void aPluginsNodeHasTheOperationsOfTheGraph() throws Exception {
    JsonNode part =
        new ObjectMapper()
            .readTree("{\"op_name\":\"P_1\",\"provider\":\"P\",\"activation_size\":\"12\"}");
    RunNode node = new RunNode("P_1_0", "P", part, 1, new double[] {100});

    ProfileRow alone = find(rows(new double[] {110}, node), ProfileLevel.NODE, "P_1_0");
    assertThat(alone.macs()).hasValue(7);
    assertThat(alone.bytes()).isZero();
    assertThat(alone.bound()).isEqualTo("not known");
    assertThat(alone.ceiling()).isEqualTo("gemm-provider");
    ProfileRow beside =
        find(rows(new double[] {300}, node, convolution("c", 1, 9)), ProfileLevel.NODE, "P_1_0");
    assertThat(beside.macs()).isEmpty();
  }

  /** The weights of a convolution of bytes are packed: the file's own node tells. */
  @Test
  void aNodeWithPackedWeightsDoesWhatTheFileSays() throws Exception {
    JsonNode packed =
        arguments("QLinearConv", "{\"uint8\":[1,3,8]},{\"float\":[]}", "{\"uint8\":[1,4,8]}", 10);

    List<ProfileRow> rows = rows(new double[] {60}, node("packed_token_12", packed, 50));

    assertThat(find(rows, ProfileLevel.NODE, "packed_token_12").macs()).hasValue(7);
    assertThat(find(rows, ProfileLevel.NODE, "packed_token_12").ceiling()).isEqualTo("gemm-int8");
    rows = rows(new double[] {60}, node("unknown", packed, 50));
    assertThat(find(rows, ProfileLevel.NODE, "unknown").macs()).isEmpty();
  }

  /** What disturbs some runs changes nothing. */
  @Test
  void timesAreThoseOfTheFastestQuarter() throws Exception {
    List<ProfileRow> rows =
        rows(
            new double[] {200, 9000, 210, 190},
            node("a", arguments("Relu", "", "", 10), 100, 8900, 104, 90));

    assertThat(find(rows, ProfileLevel.NODE, "a").ms()).isCloseTo(0.09, within(1e-12));
    assertThat(find(rows, ProfileLevel.SESSION, ProfileRows.PROFILED).ms())
        .isCloseTo(0.19, within(1e-12));
  }

  /** ONNX Runtime packs the constant factor of a product, which is then not in its profile. */
  @Test
  void aPackedFactorIsMovedToo() throws Exception {
    JsonNode gemm =
        new ObjectMapper()
            .readTree(
                """
                {"op_name":"Gemm","activation_size":"400","parameter_size":"40","output_size":"40",
                 "input_type_shape":[{"float":[1,100]},{"float":[10]}],
                 "output_type_shape":[{"float":[1,10]}]}""");

    assertThat(NodeBytes.of(gemm, OptionalLong.of(1000))).isEqualTo(400 + 40 + 40 + 4000);
    assertThat(
            NodeBytes.of(
                arguments(
                    "MatMul",
                    "{\"float\":[1,100]},{\"float\":[100,10]}",
                    "{\"float\":[1,10]}",
                    4440),
                OptionalLong.of(1000)))
        .isEqualTo(4440);
  }
}
