package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.TrainedCheckpoint;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.pass.PoolingForm;
import org.speakerbench.engine.graph.pass.Tuning;
import org.speakerbench.engine.onnx.EmbeddingModel;

class ModelsImportTest {
  @TempDir Path folder;
  private final StringWriter said = new StringWriter();

  @Test
  void writesAPortableModel() {
    Path trained = TrainedCheckpoint.require();
    Path out = folder.resolve("portable.onnx");
    assertThat(run("campplus-192", trained.toString(), "--portable", "--out", out.toString()))
        .isEqualTo(RootCommand.OK);
    OnnxModel model = OnnxModel.read(out);
    assertThat(PoolingForm.in(model)).isEmpty();
    assertThat(model.metadata()).containsKey(Tuning.MARK);
  }

  @Test
  void writesAModelThatOpens() {
    Path trained = TrainedCheckpoint.require();
    Path out = folder.resolve("below/trained.onnx");
    assertThat(run("campplus-192", trained.toString(), "--out", out.toString()))
        .isEqualTo(RootCommand.OK);
    assertThat(said)
        .hasToString(
            out + ": CAM++-192, embeddings of 192 values, 28.2 MB, from " + trained + "\n");
    try (EmbeddingModel model = EmbeddingModel.open(out)) {
      assertThat(model.embeddingDim()).isEqualTo(192);
    }
  }

  @Test
  void whatCannotBeImportedLeavesNothing() throws IOException {
    Path text = Files.writeString(folder.resolve("a.pt"), "no checkpoint");
    Path out = folder.resolve("a.onnx");
    assertThat(run("campplus", text.toString(), "--out", out.toString()))
        .isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).startsWith("error: " + text + ": found a file that begins with ");
    assertThat(folder).isDirectoryNotContaining("glob:**.onnx");
  }

  @Test
  void keysAndFilesAreCheckedFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("a.pt"), "no checkpoint");
    assertThat(run("camplus", file.toString())).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("architecture camplus found, expected one of campplus, ");
    assertThat(run(file.toString(), "campplus")).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains(" first, then the checkpoint");
    assertThat(run("campplus", file.toString(), "--out", file.toString()))
        .isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("found the checkpoint itself");
    assertThat(file).hasContent("no checkpoint");
  }

  /** Only a file that was named is replaced; the tests run in the folder of the module. */
  @Test
  void aFileThatWasNotNamedIsNotReplaced() throws IOException {
    Path here = Files.createFile(Path.of("there.onnx"));
    try {
      assertThat(run("campplus", folder.resolve("there.pt").toString()))
          .isEqualTo(RootCommand.USAGE);
      assertThat(said.toString())
          .contains("there.onnx: found a file of that name", "--out there.onnx replaces it");
    } finally {
      Files.delete(here);
    }
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "models";
    all[1] = "import";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return RootCommand.run(new PrintWriter(said, true), new PrintWriter(said, true), all);
  }
}
