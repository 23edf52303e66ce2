package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ModelsTuneTest {
  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  private int run(Object... args) {
    PrintWriter print = new PrintWriter(said, true);
    List<String> line =
        Stream.concat(Stream.of("models", "tune"), Stream.of(args).map(Object::toString)).toList();
    return RootCommand.run(print, print, line.toArray(String[]::new));
  }

  @Test
  void oneFileIsWrittenAndWhatEachPassDidIsSaid() {
    Path out = folder.resolve("new/tuned.onnx");
    assertThat(run("campplus", out, "--passes=segment-context")).isEqualTo(RootCommand.OK);
    assertThat(said.toString())
        .matches(
            "(?s).*pass +places +nodes\n"
                + "segment-context +52 +2990 -> \\d+\n"
                + "all +52 +2990 -> \\d+\n"
                + "segment-context: the means of segments [^\n]+\n"
                + "largest relative L2 to IN at 10 frame counts of noise \\(9 to 700\\): \\d\\.\\de-0[6-9]\n"
                + ".*tuned.onnx\n");
    OnnxModel written = OnnxModel.read(out);
    assertThat(written.metadata()).containsEntry(Tuning.MARK, "segment-context 52");
    assertThat(written.graph().tensors()).allMatch(tensor -> tensor.external().isEmpty());
    assertThat(written.opset()).isEqualTo(11);
  }

  @Test
  void aFormForOpenVinoHasItsPasses() {
    Path out = folder.resolve("openvino.onnx");
    assertThat(run("campplus", out, "--for=openvino")).isEqualTo(RootCommand.OK);
    assertThat(OnnxModel.read(out).metadata())
        .containsEntry(Tuning.MARK, "segment-context 52, narrow-context 104, frames-as-rows 12");
  }

  @Test
  void whereNothingMatchesNothingIsWritten() throws IOException {
    Path model = MaximumModel.write(folder.resolve("other.onnx"), "batch", 80);
    Path out = folder.resolve("out.onnx");
    assertThat(run(model, out)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString())
        .contains("other.onnx: found nothing that a pass matches", "out.onnx is not written");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--passes=segment-contex        | found segment-contex (did you mean segment-context?), expected some of",
        "--passes=segment-context --for=cpu | --passes: found --for cpu too, expected one",
      })
  void wrongOptionsAreOneSentence(String options, String sentence) {
    Path out = folder.resolve("out.onnx");
    Object[] args =
        Stream.concat(Stream.of("campplus", out), Stream.of(options.split(" "))).toArray();
    assertThat(run(args)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains(sentence).hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void allPassesAreListedWithTheirSentences() {
    assertThat(run("--list-passes")).isEqualTo(RootCommand.OK);
    for (Pass pass : Passes.all()) {
      assertThat(said.toString())
          .contains(pass.name() + "\n", pass.does(), pass.exact(), pass.unless());
    }
  }

  @Test
  void aModelInWhichNothingMatchesHasNoRowOfItsOwn() throws IOException {
    Path model = MaximumModel.write(folder.resolve("other.onnx"), "batch", 80);
    List<ModelRef> models = List.of(ModelRef.parse("campplus"), new ModelRef("other", model));
    TuneOption option = new TuneOption();
    PrintWriter print = new PrintWriter(said, true);
    assertThat(option.with(models, Zoo.inCacheFolder(), print)).isEqualTo(models);

    new CommandLine(CommandSpec.create().addMixin("tune", CommandSpec.forAnnotatedObject(option)))
        .parseArgs("--tune");
    assertThat(option.with(models, Zoo.inCacheFolder(), print))
        .extracting(ModelRef::label)
        .containsExactly("campplus", "campplus (tuned)", "other");
    assertThat(said.toString())
        .contains("note: model other (tuned): found no tuned graph of it that may run here");
  }
}
