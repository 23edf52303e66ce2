package org.speakerbench.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

/** A profile made by hand, whose sums are known. */
class RuntimeProfileTest {
  @TempDir Path folder;

  private final List<String> events = new ArrayList<>();

  private void node(String name, String operator, int index, long start, long us) {
    events.add(
        """
        {"cat":"Node","name":"%s_kernel_time","ts":%d,"dur":%d,
         "args":{"op_name":"%s","node_index":"%d","provider":"CPUExecutionProvider"}}"""
            .formatted(name, start, us, operator, index));
  }

  private void run(long start, long us) {
    events.add(
        "{\"cat\":\"Session\",\"name\":\"SequentialExecutor::Execute\",\"ts\":%d,\"dur\":%d}"
            .formatted(start, us - 1));
    events.add(
        "{\"cat\":\"Session\",\"name\":\"model_run\",\"ts\":%d,\"dur\":%d}".formatted(start, us));
  }

  private RuntimeProfile read(int skipped, int runs) throws Exception {
    Path file = folder.resolve("profile_1.json");
    Files.writeString(file, "[" + String.join(",\n", events) + "]\n");
    return RuntimeProfile.read(file, skipped, runs);
  }

  @Test
  void nodesHaveTheirTimeInEachRunBehindTheWarmUp() throws Exception {
    for (int run = 0; run < 3; run++) {
      long start = 1000L * run;
      node("/a/Conv_output_0_nchwc", "Conv", 7, start, 100 + run);
      node("", "Relu", 8, start + 200, 10);
      node("", "Relu", 9, start + 300, 20 * run);
      run(start, 500 + run);
    }

    RuntimeProfile profile = read(1, 2);

    assertThat(profile.runUs()).containsExactly(501, 502);
    assertThat(profile.nodes())
        .extracting(RunNode::operator)
        .containsExactly("nchwc Conv", "Relu", "Relu");
    assertThat(profile.nodes()).extracting(RunNode::calls).containsExactly(1, 1, 1);
    assertThat(profile.nodes().get(0).us()).containsExactly(101, 102);
    assertThat(profile.nodes().get(1).us()).containsExactly(10, 10);
    assertThat(profile.nodes().get(2).us()).containsExactly(20, 40);
  }

  /** The event of a node with a graph of its own is around those of the nodes in it. */
  @Test
  void noTimeIsCountedTwice() throws Exception {
    node("before", "Conv", 1, 0, 50);
    node("body", "Add", 1, 110, 20);
    node("body", "Add", 1, 140, 30);
    node("loop", "Loop", 2, 100, 80);
    node("after", "Relu", 3, 200, 5);
    run(0, 210);

    RuntimeProfile profile = read(0, 1);

    assertThat(profile.nodes())
        .extracting(RunNode::name)
        .containsExactly("before", "body", "loop", "after");
    assertThat(profile.nodes())
        .extracting(node -> node.us()[0])
        .containsExactly(50.0, 50.0, 30.0, 5.0);
    assertThat(profile.nodes()).extracting(RunNode::calls).containsExactly(1, 2, 1, 1);
  }

  @Test
  void aPartOfTheGraphInAPluginIsNamedAfterIt() throws Exception {
    node("Plugin_123_0", "Plugin_123", 0, 0, 50);
    events.set(0, events.get(0).replace("CPUExecutionProvider", "PluginExecutionProvider"));
    run(0, 60);

    RunNode node = read(0, 1).nodes().get(0);

    assertThat(node.operator()).isEqualTo("PluginExecutionProvider");
    assertThat(node.isPlugin()).isTrue();
    assertThat(node.limit()).isEqualTo(Limit.PROVIDER);
  }

  @Test
  void runsThatAreMissingOrNotAlikeAreRefused() throws Exception {
    node("a", "Conv", 1, 0, 50);
    run(0, 60);

    assertThatThrownBy(() -> read(0, 2))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "the profile of ONNX Runtime: found 1 runs, expected 2: it ends after a million"
                + " events, so ask for fewer runs");

    node("a", "Conv", 1, 100, 50);
    node("a", "Conv", 1, 150, 50);
    run(100, 110);
    assertThatThrownBy(() -> read(0, 2))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "profile_1.json: found node a 2 times in one run and 1 times in another, expected runs"
                + " that are alike");
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("other.json"), "[{\"cat\": ");

    assertThatThrownBy(() -> RuntimeProfile.read(file, 0, 1))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("other.json: found no profile of ONNX Runtime: ");
  }
}
