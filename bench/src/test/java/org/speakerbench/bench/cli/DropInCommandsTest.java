package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.score.Cosine;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.EndToEndReference;
import org.speakerbench.golden.pack.GoldenPack;

class DropInCommandsTest {
  @TempDir Path folder;
  private Path config;
  private Path wav;
  private Path out;
  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @BeforeEach
  void files() throws IOException {
    config = asset("fbank_config.json");
    wav = asset("speech/flite-awb.wav");
    out = Files.createDirectory(folder.resolve("out"));
  }

  private Path asset(String name) throws IOException {
    Path target = folder.resolve(Path.of(name).getFileName());
    try (InputStream in = getClass().getResourceAsStream("/org/speakerbench/assets/" + name)) {
      Files.copy(in, target);
    }
    return target;
  }

  private int run(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return RootCommand.run(new PrintWriter(stdout, true), new PrintWriter(stderr, true), texts);
  }

  private Path list(String lines) throws IOException {
    return Files.writeString(folder.resolve("wav.scp"), lines);
  }

  @Test
  void extractWritesWhatTheCppToolWrites() throws IOException {
    Path scp = list("spk/awb " + wav + "\n");
    Path index = folder.resolve("embedding.scp");
    assertThat(run("extract", config, "campplus", scp, index, out)).isZero();
    assertThat(Files.readString(index)).isEqualTo("spk/awb " + out + "/spk-awb.embedding\n");
    assertThat(stdout.toString()).matches("Elapsed time: [0-9.e+-]+s for wav duration 3\\R");
    String line = Files.readString(out.resolve("spk-awb.embedding"));
    assertThat(line).endsWith("\n").doesNotContain(" \n");
    String[] values = line.strip().split(" ");
    EndToEndReference python =
        GoldenPack.embedded().endToEnd("flite-awb", "campplus").orElseThrow();
    float[] embedding = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      embedding[i] = Float.parseFloat(values[i]);
    }
    assertThat(python.compare(embedding).passes()).isTrue();
    assertThat(Cosine.similarity(embedding, python.expected())).isGreaterThan(0.999999);
  }

  @Test
  void fbankWritesRawFeaturesUnlessToldToNormalise() throws IOException {
    Path scp = list("awb " + wav + "\n");
    Path index = folder.resolve("feature.scp");
    assertThat(run("fbank", config, scp, index, out)).isZero();
    assertThat(stdout.toString()).isEmpty();
    Path file = out.resolve("awb.feature");
    assertThat(Files.readString(index)).isEqualTo("awb " + file + "\n");
    String[] frames = Files.readString(file).split("\n");
    assertThat(frames).hasSize(298);
    assertThat(frames[0].split(" ")).hasSize(80);
    assertThat(frames[0]).matches("(-?\\d+\\.\\d{6} ){80}");
    assertThat(columnMean(frames)).isLessThan(-1);

    assertThat(run("fbank", "--mean-norm", config, scp, index, out)).isZero();
    assertThat(columnMean(Files.readString(file).split("\n"))).isBetween(-1e-5, 1e-5);
  }

  private static double columnMean(String[] frames) {
    double sum = 0;
    for (String frame : frames) {
      sum += Double.parseDouble(frame.split(" ")[0]);
    }
    return sum / frames.length;
  }

  @Test
  void otherFormatsHaveOtherSuffixes() throws IOException {
    Path scp = list("awb " + wav + "\n");
    assertThat(run("fbank", "--format", "npy", config, scp, folder.resolve("f.scp"), out)).isZero();
    assertThat(Files.size(out.resolve("awb.npy"))).isEqualTo(128 + 298 * 80 * 4);
    assertThat(run("fbank", "--format", "text-full", config, scp, folder.resolve("f.scp"), out))
        .isZero();
    assertThat(out.resolve("awb.feature")).exists();
  }

  @Test
  void oneBadClipIsToldAndTheOthersAreDone() throws IOException {
    Path scp = list("a " + wav + "\nb " + folder.resolve("none.wav") + "\n");
    Path index = folder.resolve("f.scp");
    assertThat(run("fbank", config, scp, index, out)).isEqualTo(1);
    assertThat(stderr.toString())
        .contains("error: b: ")
        .contains("none.wav: no such file")
        .contains("1 of 2 utterances failed");
    assertThat(Files.readString(index)).startsWith("a ").doesNotContain("b ");
  }

  @Test
  void nothingDoneIsExitCodeTwo() throws IOException {
    Path scp = list("b " + folder.resolve("none.wav") + "\n");
    assertThat(run("fbank", config, scp, folder.resolve("f.scp"), out)).isEqualTo(2);
  }

  @Test
  void wavinfoPrintsTheLineOfTheCppTool() {
    assertThat(run("wavinfo", wav)).isZero();
    assertThat(stdout.toString())
        .isEqualToNormalizingNewlines(
            "Sample rate: 16000 Num Channel: 1 Num Sample: 48000 Duration: 3 Bits Per Sample: 16\n");
  }

  @Test
  void wavinfoPrintsOneJsonObjectALine() throws IOException {
    Path none = folder.resolve("none.wav");
    assertThat(run("wavinfo", "--json", wav, none)).isEqualTo(1);
    String[] lines = stdout.toString().split("\\R");
    assertThat(lines).hasSize(2);
    JsonNode good = new ObjectMapper().readTree(lines[0]);
    assertThat(good.get("ok").asBoolean()).isTrue();
    assertThat(good.get("frames").asLong()).isEqualTo(48000);
    assertThat(good.get("encoding").asText()).isEqualTo("pcm");
    assertThat(good.get("error").isNull()).isTrue();
    JsonNode bad = new ObjectMapper().readTree(lines[1]);
    assertThat(bad.get("ok").asBoolean()).isFalse();
    assertThat(bad.get("error").asText()).contains("no such file");
    assertThat(good.properties().stream().map(e -> e.getKey()).toList())
        .containsExactly(
            "file",
            "ok",
            "sampleRateHz",
            "channels",
            "frames",
            "bitsPerSample",
            "encoding",
            "durationSeconds",
            "warnings",
            "error")
        .isEqualTo(bad.properties().stream().map(e -> e.getKey()).toList());
  }

  @Test
  void scoreIsTheCosineOfTwoClips() throws IOException {
    assertThat(run("score", wav, wav)).isZero();
    assertThat(Double.parseDouble(stdout.toString().strip())).isBetween(0.9999999, 1.0000001);
    assertThat(stderr.toString()).contains("synthetic");
  }

  @Test
  void verifyExitsTwoWithoutAPackAndOneWhenSomethingDiverges() throws IOException {
    assertThat(run("verify", "--golden", folder.resolve("none"))).isEqualTo(2);
    assertThat(stderr.toString()).startsWith("error: ").contains("none");

    Path pack = packWithOneChangedSample("noise");
    Path parity = folder.resolve("parity");
    assertThat(run("verify", "--golden", pack, "--models", "campplus", "--out", parity))
        .isEqualTo(1);
    assertThat(stdout.toString().strip().lines().reduce((first, second) -> second).orElseThrow())
        .startsWith("parity: FAIL at SAMPLES (noise");
    assertThat(Files.readString(parity.resolve("parity.csv"))).contains(",noise,,SAMPLES,");
  }

  /** The published pack with the last sample of a clip changed, and the manifest told of it. */
  private Path packWithOneChangedSample(String clip) throws IOException {
    Path published =
        Path.of("../golden/src/main/resources/org/speakerbench/golden/packs/published");
    Path copy = folder.resolve("pack");
    try (Stream<Path> files = Files.walk(published)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(published.relativize(file).toString()));
      }
    }
    Path samples = copy.resolve("clips/" + clip + ".samples.npy");
    String before = Sha256.of(samples);
    byte[] bytes = Files.readAllBytes(samples);
    bytes[bytes.length - 2] ^= 1;
    Files.write(samples, bytes);
    Path manifest = copy.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.of(samples)));
    return copy;
  }

  @Test
  void modelsAreListedAndWritten() {
    assertThat(run("models")).isZero();
    assertThat(stdout.toString()).contains(Zoo.keys()).contains("synthetic");
    assertThat(run("models", "materialize", "campplus", folder.resolve("m"))).isZero();
    assertThat(folder.resolve("m/campplus.onnx")).exists();
    assertThat(folder.resolve("m/campplus.weights")).exists();
    assertThat(run("models", "verify", "--zoo-dir", folder.resolve("empty"))).isZero();
    assertThat(stdout.toString()).contains("campplus: not made yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "extract",
        "fbank",
        "wavinfo",
        "rtf",
        "verify",
        "models",
        "models materialize",
        "score"
      })
  void everyCommandHasHelp(String command) {
    String[] args = (command + " --help").strip().split(" ");
    assertThat(run((Object[]) args)).isZero();
    assertThat(stdout.toString()).contains("Usage: speakerbench").contains("--help");
    assertThat(stderr.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "extract a b", "score only.wav", "wavinfo --nonsense x"})
  void wrongUsageIsExitCodeTwo(String line) {
    assertThat(run((Object[]) line.split(" "))).isEqualTo(2);
    assertThat(stderr.toString()).isNotEmpty();
  }

  @Test
  void threadsOutOfRangeAreOneSentence() throws IOException {
    Path scp = list("a " + wav + "\n");
    Path index = folder.resolve("e.scp");
    assertThat(run("extract", "--threads", "0", config, "campplus", scp, index, out)).isEqualTo(2);
    assertThat(stderr.toString().lines())
        .containsExactly("error: intra-op threads (--threads): found 0, expected 1 to 1024");
  }

  @ParameterizedTest
  @ValueSource(strings = {"extract", "fbank"})
  void jobsOutOfRangeAreOneSentence(String command) throws IOException {
    Path scp = list("a " + wav + "\n");
    Path index = folder.resolve("e.scp");
    for (String jobs : new String[] {"0", "-1", "1000000"}) {
      stderr.getBuffer().setLength(0);
      List<Object> args = new ArrayList<>(List.of(command, "--jobs", jobs, config));
      args.addAll(command.equals("extract") ? List.of("campplus") : List.of());
      args.addAll(List.of(scp, index, out));
      assertThat(run(args.toArray())).isEqualTo(2);
      assertThat(stderr.toString().lines())
          .containsExactly("error: jobs (--jobs): found " + jobs + ", expected 1 to 1024");
      assertThat(index).doesNotExist();
    }
  }

  @Test
  void whatIsWrittenAndToldIsTheSameHoweverManyJobs() throws IOException {
    StringBuilder lines = new StringBuilder();
    byte[] bytes = Files.readAllBytes(wav);
    for (int i = 0; i < 12; i++) {
      // Of other lengths: too short for a frame, cut off, and one that is not there.
      Path clip = folder.resolve(i + ".wav");
      if (i != 5) {
        Files.write(clip, Arrays.copyOf(bytes, i == 7 ? 300 : bytes.length - 6000 * i));
      }
      lines.append("utt" + (char) ('a' + i) + " " + clip + "\n");
    }
    Path scp = list(lines.toString());
    Path index = folder.resolve("e.scp");
    Map<String, String> expected = null;
    for (int jobs : new int[] {1, 2, 5, 30}) {
      stderr.getBuffer().setLength(0);
      assertThat(run("extract", "--jobs", jobs, config, "campplus", scp, index, out)).isEqualTo(1);
      Map<String, String> found = new TreeMap<>();
      try (Stream<Path> files = Files.list(out)) {
        for (Path file : files.toList()) {
          found.put(file.toString(), Files.readString(file));
          Files.delete(file);
        }
      }
      assertThat(found).hasSize(10);
      found.put("index", Files.readString(index));
      found.put("stderr", stderr.toString().replaceAll(" in .* s, .* times", ""));
      expected = expected == null ? found : expected;
      assertThat(found).isEqualTo(expected);
    }
    assertThat(stderr.toString())
        .matches("(?s)error: uttf: .*error: utth: .*error: 2 of 12 utterances failed.*");
    assertThat(stdout.toString().lines().map(line -> line.replaceAll(".* duration ", "")))
        .hasSize(4)
        .containsOnly("19.883");
  }

  @Test
  void anErrorIsOneSentenceWithoutAStackTrace() throws IOException {
    Path scp = list("a " + wav + "\n");
    assertThat(run("extract", config, "camplus", scp, folder.resolve("e.scp"), out)).isEqualTo(2);
    assertThat(stderr.toString().lines()).hasSize(1);
    assertThat(stderr.toString())
        .startsWith("error: model camplus found (did you mean campplus?), expected one of");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void outputThatCannotBeWrittenIsAFailure() throws IOException {
    Path scp = Files.writeString(folder.resolve("one.scp"), "full " + wav + "\n");
    assertThat(run("fbank", config, scp, "/dev/full", out)).isEqualTo(RootCommand.FAILED);
    assertThat(stderr.toString())
        .isEqualTo("error: /dev/full cannot be written: No space left on device\n");
    Files.delete(out.resolve("full.feature"));
    Files.createSymbolicLink(out.resolve("full.feature"), Path.of("/dev/full"));
    assertThat(run("fbank", config, scp, folder.resolve("i.scp"), out))
        .isEqualTo(RootCommand.FAILED);
  }

  @Test
  void extractByTheTunedGraphGivesTheSameEmbedding() throws IOException {
    Path scp = list("awb " + wav + "\n");
    for (String option : List.of("--tune", "--jobs=1")) {
      Path to = Files.createDirectories(folder.resolve(option));
      assertThat(
              run(
                  "extract",
                  option,
                  "--format=npy",
                  config,
                  "campplus",
                  scp,
                  folder.resolve("e.scp"),
                  to))
          .as(stderr.toString())
          .isZero();
    }
    byte[] tuned = Files.readAllBytes(folder.resolve("--tune/awb.npy"));
    byte[] official = Files.readAllBytes(folder.resolve("--jobs=1/awb.npy"));
    assertThat(Cosine.similarity(floats(tuned), floats(official))).isGreaterThan(0.9999999);
    assertThat(tuned).isNotEqualTo(official); // it is another graph
  }

  private static float[] floats(byte[] npy) {
    FloatBuffer values =
        ByteBuffer.wrap(npy, 128, npy.length - 128)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }
}
