package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.internal.SplitMix64;

/** Ends processes in the middle of a list: what is there never lies, and going on ends the same. */
@Timeout(120)
class ScpRunKillTest {
  private static final int UTTERANCES = 150;
  private static final int KILLS = 8;

  @TempDir Path folder;
  private Path list;
  private Map<String, String> expected;

  @BeforeEach
  void undisturbed() throws IOException {
    byte[] speech;
    try (InputStream in =
        getClass().getResourceAsStream("/org/speakerbench/assets/speech/flite-awb.wav")) {
      speech = in.readAllBytes();
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < UTTERANCES; i++) {
      Path wav = folder.resolve(i + ".wav");
      if (i % 50 != 7) {
        Files.write(wav, Arrays.copyOf(speech, 40_000 - 200 * i));
      }
      lines.append("speaker/utt" + i + " " + wav + "\n");
    }
    list = Files.writeString(folder.resolve("wav.scp"), lines);
    Path whole = folder.resolve("whole");
    run(whole, false, 0);
    expected = contents(whole);
    assertThat(expected).hasSize(UTTERANCES - 3 + 2);
  }

  private ScpRun.Result run(Path place, boolean resume, long pauseMicros) throws IOException {
    Files.createDirectories(place.resolve("out"));
    String out = place.resolve("out").toString();
    return new ScpRun(list, place.resolve("index"), out, ".x", 2)
        .resume(resume)
        .durable(false)
        .run(clip -> content(clip, pauseMicros));
  }

  /** Written in pieces, so that a kill finds files that are half there. */
  private static ScpRun.Content content(Waveform clip, long pauseMicros) {
    return to -> {
      byte[] half = new byte[clip.samples().length];
      Arrays.fill(half, (byte) clip.samples().length);
      to.write(half);
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
      to.write(half);
    };
  }

  /** Of all files by name, the manifest aside, whose lines are in the order of time. */
  private static Map<String, String> contents(Path place) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        contents.put(place.relativize(file).toString(), text.replace(place.toString(), "PLACE"));
      }
    }
    contents.remove("index.manifest");
    return contents;
  }

  @Test
  void aRunThatIsKilledAgainAndAgainEndsAsIfNothingHadHappened() throws Exception {
    Path place = folder.resolve("killed");
    SplitMix64 random = new SplitMix64(19);
    for (int i = 0; i < KILLS; i++) {
      int done = whole(place).size();
      Process process = fork(place, i > 0);
      assertThat(process.getInputStream().read()).isEqualTo('s');
      int more = Math.floorMod(random.next(), UTTERANCES / KILLS);
      while (whole(place).size() < done + more) {
        TimeUnit.MICROSECONDS.sleep(Math.floorMod(random.next(), 3000));
      }
      process.destroyForcibly().waitFor();
      assertNothingLies(place);
      assertThat(place.resolve("index")).doesNotExist();
      assertThat(whole(place)).hasSizeGreaterThanOrEqualTo(done);
    }
    int done = Files.readAllLines(place.resolve("index.manifest")).size() - 1;
    ScpRun.Result result = run(place, true, 0);
    assertThat(result.kept()).isPositive().isBetween(done - KILLS, done);
    assertThat(contents(place).keySet()).isEqualTo(expected.keySet());
    assertThat(contents(place).equals(expected)).isTrue(); // not shown: it is long
  }

  @Test
  void aRunThatIsToldToEndLeavesTheIndexOfWhatIsDone() throws Exception {
    Path place = folder.resolve("ended");
    Process process = fork(place, false);
    assertThat(process.getInputStream().read()).isEqualTo('s');
    while (whole(place).size() < 12) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    process.toHandle().destroy(); // SIGTERM, for which the JVM does the same as for Ctrl-C
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("interrupted ");
    process.waitFor();
    assertNothingLies(place);
    List<String> index = Files.readAllLines(place.resolve("index"));
    assertThat(index).hasSizeGreaterThan(9).hasSizeLessThan(UTTERANCES - 3);
    assertThat(files(place.resolve("out")))
        .allMatch(file -> !file.endsWith(".tmp"))
        .hasSizeBetween(index.size(), index.size() + 2); // whole, but too late to be told
    assertThat(run(place, true, 0).kept()).isGreaterThanOrEqualTo(index.size());
    assertThat(contents(place).keySet()).isEqualTo(expected.keySet());
    assertThat(contents(place).equals(expected)).isTrue(); // not shown: it is long
  }

  /** What an index names is there, and every file that has its name is whole. */
  private void assertNothingLies(Path place) throws IOException {
    Map<String, String> found = contents(place);
    for (Map.Entry<String, String> file : found.entrySet()) {
      String name = file.getKey();
      if (name.startsWith("out") && !name.endsWith(".tmp")) {
        assertThat(file.getValue().equals(expected.get(name))).as(name).isTrue();
      }
    }
    for (String line : found.getOrDefault("index", "").lines().toList()) {
      assertThat(found).containsKey(line.split(" ")[1].replace("PLACE/", ""));
      assertThat(expected.get("index").lines()).contains(line);
    }
  }

  private static List<String> whole(Path place) throws IOException {
    return files(place.resolve("out")).stream().filter(file -> !file.endsWith(".tmp")).toList();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return files.map(Path::toString).toList();
    }
  }

  private Process fork(Path place, boolean resume) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Forked.class.getName(),
            list.toString(),
            place.toString(),
            Boolean.toString(resume))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Says when it starts, and what is done when it is told to end. */
  static final class Forked {
    private static final AtomicBoolean STARTED = new AtomicBoolean();

    public static void main(String[] args) throws IOException {
      ScpRunKillTest test = new ScpRunKillTest();
      test.list = Path.of(args[0]);
      Path place = Path.of(args[1]);
      Files.createDirectories(place.resolve("out"));
      new ScpRun(test.list, place.resolve("index"), place.resolve("out").toString(), ".x", 2)
          .resume(Boolean.parseBoolean(args[2]))
          .durable(false)
          .listener(
              new RunListener() {
                @Override
                public void interrupted(ScpRun.Result result) {
                  System.out.println("interrupted " + result.written());
                }
              })
          .run(
              clip -> {
                if (STARTED.compareAndSet(false, true)) { // jobs run at the same time
                  System.out.write('s');
                  System.out.flush();
                }
                return content(clip, 2000);
              });
    }
  }
}
