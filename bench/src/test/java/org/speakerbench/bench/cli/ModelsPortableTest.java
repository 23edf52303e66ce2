package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.zoo.Zoo;

class ModelsPortableTest {
  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  private int run(String in, Path out) {
    PrintWriter print = new PrintWriter(said, true);
    return RootCommand.run(print, print, "models", "portable", in, out.toString());
  }

  @Test
  void aZooModelIsWrittenInOneFileAndHowFarItIsIsSaid() {
    Path out = folder.resolve("new/portable.onnx");
    assertThat(run("campplus", out)).isEqualTo(RootCommand.OK);
    assertThat(said.toString())
        .matches(
            "(?s).*average poolings rewritten: 52\n"
                + "largest relative L2 to IN at 10 frame counts of noise \\(9 to 700\\): \\d\\.\\de-0[6-9]\n"
                + ".*portable.onnx\n");
    OnnxModel written = OnnxModel.read(out);
    assertThat(written.metadata()).containsKey(Tuning.MARK);
    assertThat(written.graph().tensors()).allMatch(tensor -> tensor.external().isEmpty());
  }

  @Test
  void theModelItReadsIsNotOverwritten() throws IOException {
    Path model = Zoo.materialize("campplus", folder);
    byte[] before = Files.readAllBytes(model);
    assertThat(run(model.toString(), model)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("found the model to be read, expected another file");
    assertThat(model).hasBinaryContent(before);
  }

  @Test
  void whatIsNoModelLeavesNothingBehind() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    Path out = folder.resolve("out.onnx");
    assertThat(run(text.toString(), out)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("text.onnx", "expected an ONNX model");
    assertThat(out).doesNotExist();
  }
}
