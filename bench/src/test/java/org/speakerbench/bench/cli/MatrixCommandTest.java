package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.format.RuntimeMatrixCsv;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.engine.onnx.OnnxRuntime;

/** A matrix of one small model under the release at hand, for real. */
class MatrixCommandTest {
  private static final Path MODEL =
      Path.of("../golden/src/test/resources/org/speakerbench/golden/frontends/3d-speaker.onnx");

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("matrix"));
    all.addAll(List.of(arguments));
    PrintWriter print = new PrintWriter(said, true);
    return RootCommand.run(print, print, all.toArray(String[]::new));
  }

  @Test
  void theReleaseAtHandIsRightAndAWrongJarIsNotBelieved() throws Exception {
    String version = OnnxRuntime.version();
    Path jar =
        Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path out = folder.resolve("out");
    String[] arguments = {
      "--versions",
      version + ",1.2.3",
      "--jar",
      version + "=" + jar,
      "--jar",
      "1.2.3=" + jar,
      "--models",
      "small=" + MODEL,
      "--out",
      out.toString()
    };
    assertThat(run(arguments)).as(said.toString()).isEqualTo(RootCommand.OK);

    List<RuntimeRow> rows = RuntimeMatrixCsv.read(out.resolve(RuntimeMatrixCsv.FILE));
    assertThat(rows).extracting(RuntimeRow::version).containsExactly("1.2.3", version);
    assertThat(rows.get(0).verdict()).isEqualTo(RuntimeVerdict.UNAVAILABLE);
    assertThat(rows.get(0).note()).isEqualTo("found ONNX Runtime " + version + ", expected 1.2.3");
    assertThat(rows.get(1).verdict()).isEqualTo(RuntimeVerdict.SAFE);
    assertThat(rows.get(1).relL2Max()).isLessThan(1e-5);
    assertThat(said.toString()).contains("small", "cpu safe under " + version, "Matrix: " + out);
    assertThat(out.resolve("matrix.html")).content().contains("Which runtime is right");

    assertThat(run(arguments)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("found a matrix, expected none, or --resume");
    keepsRows(out, rows, arguments);
  }

  /** Rows that are there are not found again, and those of other runs stay. */
  private void keepsRows(Path out, List<RuntimeRow> rows, String... arguments) throws IOException {
    List<RuntimeRow> changed = new ArrayList<>(rows);
    changed.set(1, rows.get(1).timed(0.5, 2));
    Files.writeString(out.resolve(RuntimeMatrixCsv.FILE), RuntimeMatrixCsv.text(changed));
    List<String> resumed = new ArrayList<>(List.of(arguments));
    resumed.set(1, OnnxRuntime.version());
    resumed.add("--resume");
    assertThat(run(resumed.toArray(String[]::new))).isEqualTo(RootCommand.OK);
    assertThat(RuntimeMatrixCsv.read(out.resolve(RuntimeMatrixCsv.FILE))).isEqualTo(changed);
  }

  @Test
  void wrongUsageIsOneSentence() {
    String out = folder.resolve("none").toString();
    assertThat(run("--precisions", "bf16", "--out", out)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("found bf16 without f32, expected f32 too");
    assertThat(run("--models", "campplus (tuned)", "--out", out)).isEqualTo(RootCommand.USAGE);
    assertThat(said.toString()).contains("tuned graphs run beside the others");
    assertThat(Path.of(out)).doesNotExist();
  }
}
