package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end themselves by a signal: nothing else is harmed. */
@EnabledOnOs(OS.LINUX)
class JvmCrashTest {
  @TempDir private Path work;
  private final JvmCrash crash = JvmCrash.watch();

  /** HotSpot takes the signal for a crash, writes its error file, and ends itself. */
  @Test
  void theSignalIsToldAndNoErrorFileIsLeft() throws Exception {
    int exitCode = run("SEGV");

    Optional<String> reason = crash.reason(exitCode);
    assertThat(reason.orElseThrow()).startsWith("CRASHED by SIGSEGV");
    assertThat(JvmCrash.isIn("the process " + reason.get())).isTrue();
    assertThat(work).isEmptyDirectory();
    assertThat(crash.folder()).isEmptyDirectory();
  }

  /** Whoever kills a process does so from outside: nothing in it is wrong. */
  @Test
  void aProcessThatWasKilledDidNotCrash() throws Exception {
    assertThat(crash.reason(run("KILL"))).isEmpty();
    assertThat(crash.reason(1)).isEmpty();
    assertThat(JvmCrash.isIn("exit code 137")).isFalse();
  }

  @Test
  void theLibraryIsNamedWhereTheErrorFileKnowsIt() throws Exception {
    Files.writeString(
        crash.folder().resolve("hs_err_1.log"),
        "#\n#  SIGFPE (0x8) at pc=0x00007f, pid=1, tid=2\n#\n# Problematic frame:\n"
            + "# C  [libplugin.so.2+0x1b]  divide+0x2\n");

    assertThat(crash.reason(1)).contains("CRASHED by SIGFPE in libplugin.so.2");
    assertThat(crash.reason(1)).isEmpty(); // the file is read once
    assertThat(crash.reason(128 + 6)).contains("CRASHED by SIGABRT"); // abort() of a library
  }

  private int run(String signal) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(crash.arguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(EndsItself.class.getName(), signal));
    return new ProcessBuilder(line)
        .directory(work.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Sends itself the signal of the first argument. */
  static final class EndsItself {
    private EndsItself() {}

    public static void main(String[] args) throws Exception {
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("sh", "-c", "kill -" + args[0] + " " + pid).start().waitFor();
      Thread.sleep(60_000); // the signal comes first
    }
  }
}
