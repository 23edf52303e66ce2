package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.jmh.state.SmallPack;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.zoo.ModelRef;

class BaseJarTest {
  private static final String JMH = "jmh.properties";
  private static final String MAIN = "org/speakerbench/bench/Speakerbench.class";

  @TempDir private Path folder;

  @Test
  void aJarIsTakenWithItsFacts() throws Exception {
    Path file =
        BaseJars.jar(
            folder.resolve("base.jar"),
            Map.of(BaseJars.BUILD, "git.commit.id.full=abc123\ngit.dirty=true\n"));

    BaseJar base = BaseJar.resolve(file);

    assertThat(base.file()).isEqualTo(file.toAbsolutePath());
    assertThat(text(base.facts())).containsEntry("commit", "abc123").containsEntry("dirty", "true");
    assertThat(base.facts().get("jar_sha256").value()).isEqualTo(Sha256.of(file));
    assertThat(base.facts().toString()).doesNotContain(folder.toString());
    assertThatCode(() -> base.requireAll(List.of(Stage.READ, Stage.E2E), OwnFiles.NONE, List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void aCheckoutIsTakenWhenItWasBuilt() throws Exception {
    assertThatThrownBy(() -> BaseJar.resolve(folder))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found no bench/target/speakerbench.jar in it");

    Path target = Files.createDirectories(folder.resolve("bench/target"));
    Path file = BaseJars.jar(target.resolve("speakerbench.jar"), Map.of());

    assertThat(BaseJar.resolve(folder).file()).isEqualTo(file.toAbsolutePath());
  }

  @Test
  void whatIsNoSpeakerbenchIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
    Path other = BaseJars.alone(folder.resolve("other.jar"), Map.of("x.txt", "y"));
    Path none = folder.resolve("none.jar");

    refused(none, none + ": no such file, expected a speakerbench.jar or a checkout");
    refused(text, text + ": found no speakerbench in it");
    refused(other, other + ": found no speakerbench in it");
  }

  @Test
  void anotherJmhIsRefused() throws Exception {
    Path file = BaseJars.jar(folder.resolve("old.jar"), Map.of(JMH, "jmh.version=1.21\n"));

    refused(file, "found JMH 1.21, expected 1.");
  }

  @Test
  void aVersionWithoutABenchmarkIsToldBeforeTheRun() throws Exception {
    Path file =
        BaseJars.alone(folder.resolve("old.jar"), Map.of(MAIN, "", JMH, "jmh.version=1.37\n"));
    BaseJar base = BaseJar.resolve(file);

    assertThatThrownBy(() -> base.requireAll(List.of(Stage.FBANK), OwnFiles.NONE, List.of()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found no FbankOnly in it");
    assertThatCode(() -> base.requireAll(List.of(Stage.GEMM, Stage.FMA), OwnFiles.NONE, List.of()))
        .doesNotThrowAnyException();
    OwnFiles own = new OwnFiles(null, folder);
    assertThatThrownBy(() -> base.requireAll(List.of(Stage.GEMM), own, List.of()))
        .hasMessageContaining("found no OwnFiles in it");
    assertThat(base.facts().get("commit").unavailable()).contains("git.commit.id.full");
  }

  /** Before models had front ends of their own, all were run by the standard one. */
  @Test
  void aVersionThatWouldTimeAnotherFrontEndIsRefused() throws Exception {
    String type = "org/speakerbench/engine/spec/ModelSpec.class";
    List<Stage> stages = List.of(Stage.GEMM);
    BaseJar old = base("old.jar", Map.of(MAIN, "", JMH, "jmh.version=1.37\n"));
    BaseJar later = base("later.jar", Map.of(MAIN, "", JMH, "jmh.version=1.37\n", type, ""));
    Path file = MaximumModel.write(folder.resolve("w.onnx"), "batch", 80);
    List<ModelRef> models = List.of(ModelRef.parse("campplus"), new ModelRef("w", file));
    assertThatCode(() -> old.requireAll(stages, OwnFiles.NONE, models)).doesNotThrowAnyException();

    Files.writeString(
        folder.resolve("w.speakerbench.json"), "{\"schema\": 1, \"framework\": \"wespeaker\"}");
    assertThatThrownBy(() -> old.requireAll(stages, OwnFiles.NONE, models))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "--against "
                + old.file()
                + ": it runs all models by one front end, and model w has frame.window HAMMING and"
                + " not POVEY, scale INT16 and not UNIT, expected a version that runs each by its"
                + " own");
    assertThatCode(() -> later.requireAll(stages, OwnFiles.NONE, models))
        .doesNotThrowAnyException();

    Path config = SmallPack.config(folder.resolve("c.json"), 80);
    String standard = Files.readString(config);
    Files.writeString(config, standard.replaceFirst("\\{", "{\"sample_scale\":32768,"));
    List<ModelRef> zoo = models.subList(0, 1);
    assertThatThrownBy(() -> old.requireAll(stages, new OwnFiles(config, null), zoo))
        .hasMessageContaining("c.json has sample_scale, expected a version that knows that");
  }

  private BaseJar base(String name, Map<String, String> resources) throws Exception {
    return BaseJar.resolve(BaseJars.alone(folder.resolve(name), resources));
  }

  private static void refused(Path path, String sentence) {
    assertThatThrownBy(() -> BaseJar.resolve(path))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(sentence);
  }

  private static Map<String, String> text(Map<String, Fact> facts) {
    return facts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, fact -> fact.getValue().text().orElse("")));
  }

  /** It would fail on the name, fork by fork. */
  @Test
  void aVersionThatCannotTuneIsToldBeforeTheRun() throws Exception {
    BaseJar old = base("old.jar", Map.of(MAIN, "", JMH, "jmh.version=1.37\n"));
    List<ModelRef> tuned = List.of(ModelRef.parse("campplus").tuned());
    assertThatThrownBy(() -> old.requireAll(List.of(Stage.GEMM), OwnFiles.NONE, tuned))
        .hasMessageContaining("found no GraphForm in it");
  }
}
