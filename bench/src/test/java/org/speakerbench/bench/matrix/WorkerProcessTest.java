package org.speakerbench.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.provider.Provider;

/** How workers end, with a script in place of a JVM. */
@DisabledOnOs(OS.WINDOWS)
class WorkerProcessTest {
  @TempDir Path folder;

  private WorkerProcess.Outcome run(String script, Duration stillness) throws IOException {
    Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Job job =
        new Job(
            Path.of("model.onnx"),
            Provider.CPU,
            true,
            List.of(Question.of(Phase.SWEEP, Clip.noise(2, 3, 0))));
    return new WorkerProcess(java.toString(), "classes", folder, stillness)
        .run(job, new Release("1.2.3", Path.of("other.jar")));
  }

  private Ending ending(String script) throws IOException {
    return run(script, Duration.ofSeconds(30)).ending();
  }

  @Test
  void aSignalIsNamed() throws IOException {
    assertThat(ending("ulimit -c 0; kill -SEGV $$"))
        .isEqualTo(new Ending(Ending.Kind.SIGNAL, "SIGSEGV"));
  }

  /** As a JVM does: it writes its error file, then aborts itself. */
  @Test
  void theErrorFileOfAJvmTellsTheSignalAndTheLibrary() throws IOException {
    assertThat(
            ending(
                """
                ulimit -c 0
                printf '#\\n#  SIGFPE (0x8) at pc=0x1, pid=1\\n#\\n# C  [libx.so+0x12]  f+0x1\\n' \
                > "${1#-XX:ErrorFile=}"
                kill -ABRT $$"""))
        .isEqualTo(new Ending(Ending.Kind.SIGNAL, "SIGFPE in libx.so"));
  }

  @Test
  void whatHangsIsEnded() throws IOException {
    assertThat(run("exec sleep 60", Duration.ofMillis(300)).ending().kind())
        .isEqualTo(Ending.Kind.HUNG);
  }

  @Test
  void anExitCodeIsToldWithTheLastLine() throws IOException {
    assertThat(ending("echo first; echo last >&2; exit 3"))
        .isEqualTo(new Ending(Ending.Kind.FAILED, "exit code 3: last"));
  }

  @Test
  void theOtherReleaseIsInFrontOfTheClassPath() throws IOException {
    assertThat(ending("while [ \"$1\" != -cp ]; do shift; done; echo $2; exit 1").words())
        .endsWith("other.jar:classes");
  }

  @Test
  void answersBeforeACrashAreRead() throws IOException {
    Path whole = folder.resolve("whole");
    try (AnswerFile file = new AnswerFile(whole)) {
      file.version("1.2.3");
      file.answer(0, Answer.of(List.of(new float[] {1, 2})));
      file.answer(1, Answer.failed("no"));
      file.end(12);
    }
    AnswerFile.Content read = AnswerFile.read(whole);
    assertThat(read.whole()).isTrue();
    assertThat(read.peakMb()).isEqualTo(12);
    assertThat(read.answers().get(0).embeddings().get(0)).containsExactly(1, 2);
    assertThat(read.answers().get(1).problem()).isEqualTo("no");
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, length));
      assertThat(AnswerFile.read(cut).whole()).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void aJobReadsBack() throws IOException {
    Path file = folder.resolve("job");
    Provider provider =
        Provider.parse("openvino=/x/lib.so,a=b")
            .with(org.speakerbench.engine.provider.ComputePrecision.BF16);
    Job job =
        new Job(
            Path.of("/m.onnx"),
            provider,
            false,
            List.of(new Question(Phase.BATCH, List.of(Clip.noise(2, 3, 0), Clip.noise(2, 3, 1)))));
    job.write(file);
    Job read = Job.read(file);
    assertThat(read.provider()).isEqualTo(provider);
    assertThat(read.model()).isEqualTo(Path.of("/m.onnx"));
    assertThat(read.optimised()).isFalse();
    assertThat(read.questions().get(0).phase()).isEqualTo(Phase.BATCH);
    assertThat(read.questions().get(0).clips().get(1).features().data())
        .isEqualTo(job.questions().get(0).clips().get(1).features().data());
  }
}
