package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.golden.pack.GoldenPack;

/** Packs, outputs and what is said before the work starts. What is measured is tested in golden. */
class VerifyCommandTest {
  private static final Path PUBLISHED =
      Path.of("../golden/src/main/resources/org/speakerbench/golden/packs/published");

  @TempDir Path folder;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  private int verify(Object... args) {
    List<String> line =
        Stream.concat(Stream.of("verify"), Stream.of(args).map(Object::toString)).toList();
    return RootCommand.run(
        new PrintWriter(stdout, true), new PrintWriter(stderr, true), line.toArray(String[]::new));
  }

  /** The published pack under another name. */
  private Path copy() throws IOException {
    Path copy = folder.resolve("pack");
    try (Stream<Path> files = Files.walk(PUBLISHED)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(PUBLISHED.relativize(file).toString()));
      }
    }
    Path manifest = copy.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("\"name\": *\"published\"", "\"name\":\"copy\""));
    return copy;
  }

  @Test
  void severalPacksHaveOneVerdictOneFileAndOnePage() throws IOException {
    Path page = folder.resolve("new/page.html");
    Path out = folder.resolve("out");
    assertThat(
            verify(
                "--golden=published," + copy(),
                "--models=campplus",
                "--summary",
                "--out=" + out,
                "--html=" + page,
                "--html-clips=short-400"))
        .as(stderr.toString())
        .isZero();
    List<String> lines = stdout.toString().lines().toList();
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("parity: PASS (2 packs, 42 clips, 1 model, 408 checks)");
    assertThat(lines).hasSizeLessThan(25);
    assertThat(Files.readAllLines(out.resolve("parity.csv")))
        .anyMatch(line -> line.startsWith("2,published,"))
        .anyMatch(line -> line.startsWith("2,copy,"));
    String html = Files.readString(page);
    assertThat(html.split("class=\"error-map\"", -1).length).isEqualTo(1 + 2);
    assertThat(html.contains(lines.get(lines.size() - 1))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--golden nowhere                  | golden pack nowhere: found no such folder, expected a",
        "--golden ,published --summary     | golden pack with an empty name: found no such folder",
        "--golden published,PUBLISHED      | found two golden packs with the name published, expected",
        "--models nosuchmodel=FOLDER/m.onnx| golden packs published, options: found no references for",
        "--html FOLDER                     | output file FOLDER: found a folder, expected the path of",
        "--html FOLDER/file/page.html      | cannot make the output folder FOLDER/file: ",
        "--out FOLDER/file                 | cannot make the output folder FOLDER/file: ",
        "--html FOLDER/p --html-clips ghost| clips to draw: found no clip ghost, expected some of esp",
        "--html FOLDER/p --html-clips a,,b | clips to draw: found \"a,,b\", expected a number or ids",
        "--golden trained                  | golden pack trained: found model campplus-zh-en-advanced",
        "--html-clips 3                    | --html-clips found without --html, expected both",
      })
  void whatCannotWorkIsOneSentenceBeforeTheWork(String args, String sentence) throws IOException {
    Files.writeString(folder.resolve("file"), "not a folder");
    String[] line =
        args.replace("FOLDER", folder.toString())
            .replace("PUBLISHED", PUBLISHED.toString())
            .split(" ");
    assertThat(verify((Object[]) line)).isEqualTo(RootCommand.USAGE);
    assertThat(stdout.toString()).isEmpty();
    assertThat(stderr.toString().lines().findFirst().orElseThrow())
        .contains(sentence.replace("FOLDER", folder.toString()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("file"));
    }
  }

  /** Never passed: its model is nobody's but the user's. */
  @Test
  void aPackWhoseModelIsNotThereIsLeftOutWithALine() {
    GoldenOption golden = new GoldenOption();
    String trained = "campplus-zh-en-advanced";
    assertThat(golden.packs(null))
        .extracting(GoldenPack::name)
        .containsExactly("published", "options");
    assertThat(golden.leftOut())
        .containsExactly(
            "golden pack trained: not checked, --models campplus-zh-en-advanced=PATH checks it with"
                + " the ONNX file of that model");
    assertThat(golden.packs(List.of(trained))).extracting(GoldenPack::name).contains("trained");
    assertThat(golden.packs(List.of("campplus"))).hasSize(2);
  }
}
