package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;

@Timeout(60) // A mistake here is a thread that waits for ever.
class ScpJobsTest {
  private static final int UTTERANCES = 40;

  @TempDir Path folder;
  private byte[] speech;
  private Path list;
  private Path index;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    try (InputStream in =
        getClass().getResourceAsStream("/org/speakerbench/assets/speech/flite-awb.wav")) {
      speech = in.readAllBytes();
    }
    list = folder.resolve("wav.scp");
    index = folder.resolve("out.scp");
    out = Files.createDirectory(folder.resolve("out"));
  }

  /** Clips of different lengths, each cut off, so that each draws a warning; one is not there. */
  private void writeList() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = UTTERANCES - 1; i >= 0; i--) {
      Path wav = folder.resolve(i + ".wav");
      if (i != 17) {
        Files.write(wav, Arrays.copyOf(speech, speech.length - 2000 * i));
      }
      lines.append(String.format("utt%03d/%d %s%n", i, i, wav));
    }
    Files.writeString(list, lines);
  }

  private ScpRun.Result run(int jobs, ScpRun.Step step) {
    return new ScpRun(list, index, out.toString(), ".x", jobs).run(step);
  }

  /** The first clips take longest, and some fail. */
  private static ScpRun.Content slowerFirst(Waveform clip) {
    int number = (48_000 - clip.samples().length) / 1000;
    try {
      TimeUnit.MICROSECONDS.sleep(100L * (UTTERANCES - number));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (number % 7 == 3) {
      throw new SpeakerbenchException("clip " + number + " is not wanted");
    }
    return to -> {
      if (number % 7 == 5) {
        to.write('x');
        throw new IOException("no space left");
      }
      to.write(("n=" + clip.samples().length).getBytes(StandardCharsets.UTF_8));
    };
  }

  private Map<String, String> everythingWritten() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
        Files.delete(file);
      }
    }
    contents.put("index", Files.readString(index));
    Files.delete(index);
    return contents;
  }

  @Test
  void filesIndexResultAndLogAreTheSameHoweverManyJobs() throws IOException {
    writeList();
    ScpRun.Result[] result = new ScpRun.Result[1];
    String log = log(() -> result[0] = run(1, ScpJobsTest::slowerFirst));
    Map<String, String> files = everythingWritten();
    assertThat(result[0].failed()).isEqualTo(11);
    assertThat(result[0].written()).isEqualTo(UTTERANCES - 11);
    assertThat(files).hasSize(UTTERANCES - 11 + 1).containsEntry("utt039-39.x", "n=9000");
    assertThat(log.lines().filter(line -> line.contains("is truncated"))).hasSize(38);
    assertThat(log.lines().filter(line -> line.contains(" -> "))).hasSize(UTTERANCES - 11);
    for (int jobs : new int[] {2, 5, 64}) {
      ScpRun.Result[] other = new ScpRun.Result[1];
      assertThat(log(() -> other[0] = run(jobs, ScpJobsTest::slowerFirst))).isEqualTo(log);
      assertThat(other[0]).isEqualTo(result[0]);
      assertThat(everythingWritten()).isEqualTo(files);
    }
  }

  /** Lines without the thread, which the command line does not print either. */
  private static String log(Runnable action) {
    return LogCapture.of(action).replaceAll("(?m)^\\[[^]]*] ", "");
  }

  @Test
  void clipsAreWorkedOnAtTheSameTime() throws IOException {
    writeList();
    CyclicBarrier together = new CyclicBarrier(3);
    ScpRun.Result result =
        run(
            3,
            clip -> {
              try {
                together.await(); // 39 clips are there: 13 rounds
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return to -> {};
            });
    assertThat(result.written()).isEqualTo(UTTERANCES - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anErrorEndsTheRunWithItsCauseAndAnIndexOfWhatIsDone(int jobs) throws IOException {
    writeList();
    AssertionError error = new AssertionError("impossible");
    assertThatThrownBy(() -> run(jobs, failingAt(20, error)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("utterance utt020/20 \\(.*20\\.wav\\): .*impossible")
        .hasCause(error);
    assertIndexIsOfWhatIsThere();
    assertThat(out)
        .isDirectoryContaining("glob:**/utt000-0.x")
        .isDirectoryNotContaining("glob:**.tmp");
    if (jobs == 1) { // Others may be done with the list meanwhile.
      assertThat(out).isDirectoryNotContaining("glob:**/utt021-21.x");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aClipForWhichMemoryRunsOutFailsAlone(int jobs) throws IOException {
    writeList();
    ScpRun.Result result = run(jobs, failingAt(20, new OutOfMemoryError("Java heap space")));
    assertThat(result.reasons()).isEqualTo(Map.of("memory", 1, "missing", 1));
    assertThat(result.firstFailures().get(1).message())
        .endsWith(
            "20.wav: memory ran out (Java heap space), expected a larger heap (-Xmx) or fewer"
                + " clips at a time (ScpRun.jobs)");
  }

  private static ScpRun.Step failingAt(int number, Error error) {
    return clip -> {
      if (clip.samples().length == 48_000 - 1000 * number) {
        throw error;
      }
      return to -> {};
    };
  }

  private void assertIndexIsOfWhatIsThere() throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      assertThat(Files.readAllLines(index).stream().map(line -> line.split(" ")[1]))
          .containsExactlyElementsOf(files.map(Path::toString).sorted().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptEndsTheRunAndFailsNoClip(int jobs) throws IOException {
    writeList();
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                run(
                    jobs,
                    clip -> {
                      caller.interrupt();
                      return to -> {};
                    }))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageMatching("interrupted after [0-9]+ of 40 utterances");
    assertThat(Thread.interrupted()).isTrue();
    assertIndexIsOfWhatIsThere();
    assertThat(out).isDirectoryNotContaining("glob:**.tmp");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3, 1025, Integer.MAX_VALUE})
  void jobsOutOfRangeAreRefusedBeforeAnyWork(int jobs) {
    assertThatThrownBy(() -> run(jobs, clip -> to -> {}))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("jobs (ScpRun.jobs): found " + jobs + ", expected 1 to 1024");
  }
}
