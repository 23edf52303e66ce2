package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.bench.jmh.state.SmallPack;
import org.speakerbench.golden.pack.GoldenPack;

/** A model file and a configuration of the user's on the command line. */
class OwnModelArgumentsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path model;
  private Path config;
  private Path wav;

  @BeforeEach
  void files() throws IOException {
    model = MaximumModel.write(folder.resolve("72.onnx"), "batch", 72);
    config = SmallPack.config(folder.resolve("c72.json"), 72);
    wav =
        Files.write(
            folder.resolve("a.wav"), GoldenPack.embedded().clip(BenchClip.DEFAULT).wavBytes());
  }

  private int run(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return RootCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
  }

  @Test
  void scoreTakesAFrontEnd() {
    assertThat(run("score", wav, wav, "--model", model)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "speakerbench: the FBank configuration gives 80 values a frame (num_bins), expected 72"
                + " for model 72\n");
    assertThat(run("score", wav, wav, "--model", model, "--config", config)).isZero();
    assertThat(Double.parseDouble(out.toString())).isGreaterThan(0.999999);
  }

  @Test
  void swappedArgumentsAreToldAsSuch() throws IOException {
    swapped(model.toString(), "", config.toString());
    swapped("campplus", ", a key of the zoo,", config.toString());
    Path unsuffixed = Files.writeString(folder.resolve("config"), "\uFEFF \n{}");
    swapped(model.toString(), "", unsuffixed.toString());
    swapped("none.onnx", "", "none.json");
    assertThat(folder.resolve("e.scp")).doesNotExist();
  }

  private void swapped(String first, String what, String second) {
    err.getBuffer().setLength(0);
    assertThat(run("extract", first, second, folder.resolve("x"), folder.resolve("e.scp"), folder))
        .isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "speakerbench: found "
                + first
                + what
                + " as CONFIG and "
                + second
                + " as MODEL, expected them the other way round: CONFIG MODEL are swapped\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"campplus.onnx", "campplus"})
  void argumentsInTheirOrderAreTaken(String name) throws IOException {
    Path file = MaximumModel.write(folder.resolve(name), "batch", 72);
    Path scp = Files.writeString(folder.resolve("wav.scp"), "a " + wav + "\n");
    Path index = folder.resolve("e.scp");

    assertThat(run("extract", config, file, scp, index, folder)).as(err.toString()).isZero();
    assertThat(Files.readString(folder.resolve("a.embedding")).split(" ")).hasSize(72);
  }

  /** The zoo wins, but not in silence. */
  @Test
  void aFileWithTheNameOfAKeyIsTold() throws IOException {
    Path here = Path.of("eres2net-voxceleb.onnx");
    Files.createFile(here);
    try {
      run("score", "none.wav", wav, "--model", "eres2net-voxceleb", "--config", config);
      assertThat(err.toString())
          .startsWith(
              "note: eres2net-voxceleb is the embedded model, ./eres2net-voxceleb.onnx is the file"
                  + " here\n");
    } finally {
      Files.delete(here);
    }
  }
}
