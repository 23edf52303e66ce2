package org.speakerbench.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerGroupsTest {

  @Test
  void groupsAreTheOutermostModulesIfThereAreEnough() {
    LayerGroups groups =
        LayerGroups.of(
            List.of(
                "/conv1/Conv",
                "/layer1/layer1.0/conv1/Conv",
                "/layer1/layer1.1/Relu_output_0_nchwc",
                "/layer2/layer2.0/Add",
                "ReorderOutput_token_7",
                "/pool/Div",
                "/seg_1/Gemm"));

    assertThat(groups.names())
        .containsExactly("conv1", "layer1", "layer1", "layer2", "layer2", "pool", "seg_1");
    assertThat(groups.rule()).contains("outermost only");
  }

  @Test
  void elseTheyAreDeeper() {
    LayerGroups groups =
        LayerGroups.of(
            List.of(
                "/Transpose",
                "/head/layer1/layer1.0/Conv",
                "/head/Concat",
                "/xvector/block1/tdnnd1/linear1/Conv",
                "2d//xvector/block1/tdnnd2/linear1/Conv_output_0_nchwc",
                "segments/relu",
                "/xvector/transit1/Conv",
                "/xvector/stats/Sqrt"));

    assertThat(groups.names())
        .containsExactly(
            LayerGroups.OUTERMOST,
            "head/layer1",
            "head",
            "xvector/block1",
            "xvector/block1",
            "xvector/block1",
            "xvector/transit1",
            "xvector/stats");
    assertThat(groups.rule()).contains("2 deep");
  }

  /** Exporters that number their nodes, and one node alone. */
  @Test
  void withoutModulesTheyArePartsOfTheOrder() {
    List<String> nodes = IntStream.range(0, 25).mapToObj(i -> "node_conv2d_" + i).toList();

    LayerGroups groups = LayerGroups.of(nodes);

    assertThat(groups.names().get(0)).isEqualTo("part 01 of 10");
    assertThat(groups.names().get(24)).isEqualTo("part 10 of 10");
    for (String name : groups.names()) {
      assertThat(Collections.frequency(groups.names(), name)).isBetween(2, 3);
    }
    assertThat(groups.names()).isSorted();
    assertThat(groups.rule()).contains("parts of the run's order");
    assertThat(LayerGroups.of(List.of("all")).names()).containsExactly("part 01 of 1");
  }
}
