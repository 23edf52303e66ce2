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
  void scoreTakesAFrontEndThatAgreesWithTheModel() throws IOException {
    Path other = SmallPack.config(folder.resolve("c64.json"), 64);
    assertThat(run("score", wav, wav, "--model", model, "--config", other)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("error: " + other + ": num_bins is 64, expected 72 for model 72 (shape of x)\n");
    assertThat(run("score", wav, wav, "--model", model, "--config", config)).isZero();
    assertThat(run("score", wav, wav, "--model", model)).isZero();
    assertThat(out.toString().lines()).hasSize(2).allMatch(s -> Double.parseDouble(s) > 0.999999);
  }

  private Path scp() throws IOException {
    return Files.writeString(folder.resolve("wav.scp"), "a " + wav + "\n");
  }

  private String written(String suffix) throws IOException {
    return Files.readString(folder.resolve("a." + suffix));
  }

  @Test
  void withoutAConfigurationTheModelDecides() throws IOException {
    Path index = folder.resolve("e.scp");
    assertThat(run("extract", config, model, scp(), index, folder)).isZero();
    String configured = written("embedding");
    assertThat(run("extract", "-", model, scp(), index, folder)).isZero();
    assertThat(written("embedding")).isEqualTo(configured);
    Files.writeString(
        folder.resolve("72.speakerbench.json"),
        "{\"schema\": 1, \"mean_normalization\": \"none\", \"fbank\": {\"sample_scale\": 32768}}");
    assertThat(run("extract", "-", model, scp(), index, folder)).isZero();
    String own = written("embedding");
    assertThat(own).isNotEqualTo(configured);
    assertThat(run("extract", config, model, scp(), index, folder)).isZero(); // it says no scale
    assertThat(written("embedding")).isEqualTo(own);
    assertThat(run("extract", "-", "--cpp-defaults", model, scp(), index, folder)).isEqualTo(2);
    assertThat(err.toString()).contains("--cpp-defaults found with -, expected a configuration");
  }

  @Test
  void fbankTakesTheFrontEndOfAModel() throws IOException {
    Path index = folder.resolve("f.scp");
    assertThat(run("fbank", "-", scp(), index, folder)).isEqualTo(2);
    assertThat(err.toString())
        .contains("found - as CONFIG, expected --model too: the front end is that of a model");
    assertThat(run("fbank", "-", scp(), index, folder, "--model", model)).isZero();
    assertThat(written("feature").lines()).allMatch(line -> line.strip().split(" +").length == 72);
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
            "error: found "
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
