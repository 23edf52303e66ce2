package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;

class FastestSessionTest {
  private static final String HEADER =
      "onnxruntime_version,provider,precision,model,exporter,verdict";

  @TempDir Path folder;

  private FastestSession session(String... verdicts) throws IOException {
    Path model = folder.resolve("cam.onnx");
    Files.write(model, new CamGraph(11, CamGraph.Pooling.PAD_IN_FRONT).bytes());
    List<String> lines =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(HEADER), java.util.Arrays.stream(verdicts))
            .toList();
    return new FastestSession(
        model,
        SessionSettings.DEFAULT,
        RuntimeVerdicts.parse(lines),
        settings -> EmbeddingModel.open(model, settings));
  }

  private static String row(String model, String verdict) {
    return OnnxRuntime.version() + ",cpu,f32," + model + ",torch," + verdict;
  }

  @Test
  void theOfficialGraphOnTheCpuProviderIsWhatThereAlwaysIs() throws IOException {
    FastestSession session = session();
    List<SessionSettings> candidates = session.candidates(List.of(), ComputePrecision.F32);
    assertThat(candidates).containsExactly(SessionSettings.DEFAULT);
    assertThat(session.choose(candidates).settings()).isEqualTo(SessionSettings.DEFAULT);
    assertThat(session.choose(candidates).why())
        .isEqualTo("cpu, official graph: nothing else is known to be safe here");
  }

  @Test
  void onlyWhatIsSafeIsACandidate() throws IOException {
    SessionSettings tuned = SessionSettings.DEFAULT.with(GraphForm.TUNED);
    assertThat(
            session(row("x (portable)", "safe"), row("x (tuned)", "safe"))
                .candidates(List.of(), ComputePrecision.F32))
        .containsExactly(SessionSettings.DEFAULT, tuned);
    for (String verdict : List.of("unsafe", "crashed", "unavailable")) {
      assertThat(
              session(row("x (portable)", "safe"), row("x (tuned)", verdict))
                  .candidates(List.of(), ComputePrecision.F32))
          .as(verdict)
          .containsExactly(SessionSettings.DEFAULT);
    }
  }

  /** What answers otherwise here is not chosen, whatever the matrix says of it. */
  @Test
  void whatAnswersOtherwiseIsNotChosen() throws IOException {
    Path other = folder.resolve("other.onnx");
    Files.write(
        other,
        new CamGraph(11, CamGraph.Pooling.PAD_IN_FRONT).repeating(2 * CamGraph.SEGMENT).bytes());
    Path model = folder.resolve("cam.onnx");
    Files.write(model, new CamGraph(11, CamGraph.Pooling.PAD_IN_FRONT).bytes());
    SessionSettings two = new SessionSettings(2);
    TimedSessions.Fastest fastest =
        TimedSessions.fastest(
            List.of(SessionSettings.DEFAULT, two),
            settings -> EmbeddingModel.open(settings.equals(two) ? other : model, settings));
    assertThat(fastest.settings()).isEqualTo(SessionSettings.DEFAULT);
    assertThat(fastest.why()).endsWith("no other is faster, of 1 that are safe here");
  }

  @Test
  void aPluginIsACandidateInThePrecisionsThatAreAllowed() throws IOException {
    Provider plugin = OpenVino.provider();
    FastestSession session =
        session(
            OnnxRuntime.version() + ",openvino,f32,x (portable),torch,safe",
            OnnxRuntime.version() + ",openvino,bf16,x (portable),torch,safe");
    assertThat(session.candidates(List.of(plugin), ComputePrecision.F32))
        .containsExactly(SessionSettings.DEFAULT, SessionSettings.DEFAULT.with(plugin));
    if (PluginDevice.of(plugin).has(ComputePrecision.BF16)) {
      assertThat(session.candidates(List.of(plugin), ComputePrecision.BF16))
          .contains(SessionSettings.DEFAULT.with(plugin.with(ComputePrecision.BF16)));
    }
  }
}
