package org.speakerbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a {@code java} and a {@code mvn} that take notes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  private static final String VECTORS = "--add-modules jdk.incubator.vector";

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      echo "$ORT_DISABLE_TELEMETRY|$*" >>"$NOTES"
      for argument; do
        case $argument in
          -XX:DumpLoadedClassList=*) echo class >"${argument#*=}" ;;
          -Xshare:dump) dump=1 ;;
          -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
        esac
      done
      if [[ -n ${dump-} ]]; then
        echo "a warning of the JVM"
        [[ -z ${DUMP_FAILS-} ]] || { echo half >"$archive"; exit 1; }
        echo classes >"$archive"
        exit
      fi
      [[ $* == *Rehearsal* ]] || echo done
      """;

  private static final String MVN =
      """
      #!/usr/bin/env bash
      echo "mvn $*" >>"$NOTES"
      echo jar >"$JAR"
      """;

  @TempDir Path temp;
  private Path home;
  private Path jar;
  private Path target;
  private Path notes;

  @BeforeEach
  void makeTree() throws IOException {
    home = temp.resolve("the home");
    target = Files.createDirectories(home.resolve("bench/target"));
    jar = target.resolve("speakerbench.jar");
    notes = temp.resolve("notes");
    for (String module : List.of("assets", "engine", "golden", "bench")) {
      Files.createDirectories(home.resolve(module).resolve("src"));
      write(home.resolve(module).resolve("pom.xml"), "");
    }
    Files.createDirectories(home.resolve("reports"));
    write(home.resolve("reports/published.csv"), "");
    write(home.resolve("pom.xml"), "");
    Files.copy(
        Path.of("../speakerbench"),
        home.resolve("speakerbench"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Path bin = Files.createDirectories(temp.resolve("jdk/bin"));
    write(bin.resolve("java"), JAVA);
    write(bin.resolve("mvn"), MVN);
    Path jvm = Files.createDirectories(temp.resolve("jdk/lib/server"));
    write(jvm.resolve("libjvm.so"), "the JVM");
    write(jar, "the jar");
  }

  @Test
  void theFirstRunMakesAnArchiveAndAllUseIt() throws Exception {
    assertThat(run("extract", "a b")).isEqualTo("done\n");
    assertThat(notes()).hasSize(3).last().asString().contains(ARCHIVE).endsWith(" extract a b");
    assertThat(run("extract", "c")).isEqualTo("done\n");
    assertThat(notes()).hasSize(4).last().asString().contains(ARCHIVE);
    assertThat(archives()).hasSize(2); // and what it is good for
  }

  @Test
  void anotherJarOrJvmNeedsAnother() throws Exception {
    run("extract");
    write(jar, "another jar");
    run("extract");
    assertThat(notes()).hasSize(6).last().asString().contains(ARCHIVE);
    write(temp.resolve("jdk/lib/server/libjvm.so"), "another JVM");
    run("extract");
    assertThat(notes()).hasSize(9).last().asString().contains(ARCHIVE);
    assertThat(archives()).hasSize(2);
  }

  @Test
  void whatCannotBeMadeIsNotTriedAgain() throws Exception {
    assertThat(run(Map.of("DUMP_FAILS", "1"), "extract")).isEqualTo("done\n");
    assertThat(run("extract")).isEqualTo("done\n");
    assertThat(notes()).hasSize(4).last().asString().doesNotContain(ARCHIVE);
    assertThat(archives()).hasSize(1);
  }

  @Test
  void whileAnotherProcessMakesItNoneIsUsed() throws Exception {
    run("extract");
    Path archive = archives().get(0);
    Files.delete(archive.resolveSibling(archive.getFileName() + ".id"));
    Path lock = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".lock"));
    assertThat(run("extract")).isEqualTo("done\n");
    assertThat(notes()).hasSize(4).last().asString().doesNotContain(ARCHIVE);
    // One that a killed process left is gone at the run after the next.
    Files.setLastModifiedTime(lock, FileTime.fromMillis(System.currentTimeMillis() - 3_600_000));
    run("extract");
    run("extract");
    assertThat(notes()).last().asString().contains(ARCHIVE);
  }

  @Test
  void manyAtOnceMakeOne() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      processes.add(start(Map.of(), "extract"));
    }
    for (Process process : processes) {
      assertThat(said(process)).isEqualTo("done\n");
    }
    assertThat(archives()).hasSize(2);
    run("extract");
    assertThat(notes()).last().asString().contains(ARCHIVE);
  }

  @Test
  void whatIsMeasuredRunsWithoutIt() throws Exception {
    run("-v", "rtf", "--profile", "smoke");
    assertThat(notes()).containsExactly("1|-jar " + jar.toRealPath() + " -v rtf --profile smoke");
  }

  @Test
  void javaHomeAloneIsEnough() throws Exception {
    run(Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", temp.resolve("jdk").toString()), "rtf");
    assertThat(notes()).containsExactly("1|-jar " + jar.toRealPath() + " rtf");
  }

  @Test
  void tmpdirIsTheFolderForTemporaryFiles() throws Exception {
    run(Map.of("TMPDIR", temp.toString()), "rtf");
    assertThat(notes()).last().asString().startsWith("1|-Djava.io.tmpdir=" + temp + " -jar ");
  }

  @Test
  void withoutOneItIsInTheCacheFolder() throws Exception {
    Map<String, String> environment =
        Map.of("TMPDIR", temp + "/gone", "XDG_CACHE_HOME", temp.resolve("cache").toString());
    run(environment, "rtf");
    Path folder = temp.resolve("cache/speakerbench/tmp");
    assertThat(notes()).last().asString().startsWith("1|-Djava.io.tmpdir=" + folder + " -jar ");
    assertThat(folder).isDirectory();
  }

  @Test
  void vectorsAreForLongListsWhereTheRuntimeHasThem() throws Exception {
    String few = Files.writeString(temp.resolve("few"), "a a.wav\n".repeat(999)).toString();
    String many = Files.writeString(temp.resolve("many"), "a a.wav\n".repeat(1000)).toString();
    run("fbank", "config", many, "out");
    assertThat(notes()).last().asString().doesNotContain(VECTORS); // no list of modules
    Path release = temp.resolve("jdk/release");
    Files.writeString(release, "MODULES=\"java.base java.logging\"\n");
    run("fbank", "config", many, "out");
    assertThat(notes()).last().asString().doesNotContain(VECTORS);
    Files.writeString(release, "MODULES=\"java.base jdk.incubator.vector\"\n");
    run("fbank", "config", many, "out");
    // The archive is of a JVM without it: one of Java 25 would say so on standard output.
    assertThat(notes()).last().asString().contains(VECTORS).doesNotContain(ARCHIVE);
    run("extract", "config", few, "out");
    assertThat(notes()).last().asString().doesNotContain(VECTORS);
    run("wavinfo", many);
    assertThat(notes()).last().asString().doesNotContain(VECTORS);
  }

  @Test
  void helpIsNotCompiledWell() throws Exception {
    run("--help");
    assertThat(notes()).last().asString().contains("|-XX:TieredStopAtLevel=1 ");
    run("extract", "--help");
    assertThat(notes()).last().asString().doesNotContain("TieredStopAtLevel");
  }

  @Test
  void telemetryIsOffUnlessItIsWanted() throws Exception {
    run("extract");
    assertThat(notes()).allMatch(line -> line.startsWith("1|"));
    run(Map.of("ORT_DISABLE_TELEMETRY", "0"), "extract");
    assertThat(notes()).last().asString().startsWith("0|");
  }

  @Test
  void itBuildsWhatIsOlderThanItsSources() throws Exception {
    Path source = write(home.resolve("engine/src/A.java"), "class A {}");
    Files.setLastModifiedTime(
        source, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 1000));
    Process process = start(Map.of(), "rtf");
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(err).isEqualTo("note: building bench/target/speakerbench.jar\n");
    assertThat(notes().get(0)).startsWith("mvn ").endsWith(" package");
  }

  @Test
  void aLinkLeadsToIt() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("sb"), home.resolve("speakerbench"));
    assertThat(said(start(link, Map.of(), "extract"))).isEqualTo("done\n");
    assertThat(notes()).last().asString().endsWith("-jar " + jar.toRealPath() + " extract");
  }

  private String run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  private String run(Map<String, String> environment, String... arguments) throws Exception {
    return said(start(environment, arguments));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    return start(home.resolve("speakerbench"), environment, arguments);
  }

  private Process start(Path program, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> all = builder.environment();
    all.keySet().removeAll(List.of("ORT_DISABLE_TELEMETRY", "JAVA_HOME", "TMPDIR"));
    all.put("PATH", temp.resolve("jdk/bin") + ":" + all.get("PATH"));
    all.put("NOTES", notes.toString());
    all.put("JAR", jar.toString());
    all.putAll(environment);
    return builder.start();
  }

  /** Standard output of a run that did well and said nothing else. */
  private static String said(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(err).isEmpty();
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private List<String> notes() throws IOException {
    return Files.readAllLines(notes);
  }

  /** Everything but the jar that is in the target folder. */
  private List<Path> archives() throws IOException {
    try (var files = Files.list(target)) {
      return files.filter(file -> !file.equals(jar)).sorted().toList();
    }
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
