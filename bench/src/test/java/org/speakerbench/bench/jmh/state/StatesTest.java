package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.format.ProcessMemory;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.golden.pack.GoldenPack;

/** What set-up checks, and what would be timed; {@code RtfRunTest} runs the benchmarks. */
class StatesTest {
  private static final String MODEL = "campplus";

  @Test
  void extractionChecksWhatAReaderOfTheFileGets() throws Exception {
    ExtractionState state = model(new ExtractionState(), 1);
    float[] expected =
        GoldenPack.embedded().endToEnd(BenchClip.DEFAULT, MODEL).orElseThrow().expected();

    state.setUp(clip());

    assertThat(AnswerCheck.last().verified()).isTrue();
    float[] computed = state.timed()[0];
    float[] written = state.checked()[0];
    assertThat(written).hasSameSizeAs(expected).isNotEqualTo(computed); // 6 digits
    for (int i = 0; i < written.length; i++) {
      assertThat(written[i]).isCloseTo(computed[i], within(1e-6f + 5e-6f * Math.abs(computed[i])));
    }
  }

  @Test
  void extractionOfAFileThatIsWrittenWronglyIsNotTimed() {
    ExtractionState wrong =
        new ExtractionState() {
          @Override
          float[][] checked() throws IOException {
            float[][] read = super.checked();
            read[0][0] += 1;
            return read;
          }
        };
    model(wrong, 1);

    assertThatThrownBy(() -> wrong.setUp(clip()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("embedding of campplus on flite-awb is wrong and is not timed");
  }

  @Test
  void filesAreExtractedOneByOne() {
    ExtractionState state = model(new ExtractionState(), 2);

    assertThatThrownBy(() -> state.setUp(clip()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("batch: found 2, expected 1: files are extracted one by one");
  }

  @Test
  void aBatchHasAnEmbeddingForEachClip() throws Exception {
    for (ModelState state : new ModelState[] {new EndToEndState(), new InferenceState()}) {
      model(state, 3);

      state.setUp(clip());

      assertThat(state.timed()).hasDimensions(3, 512);
      assertThat(AnswerCheck.last().verified()).isTrue();
    }
  }

  @Test
  void everyAnswerOfABatchIsChecked() {
    EndToEndState wrong =
        new EndToEndState() {
          @Override
          public float[][] timed() {
            float[][] answer = super.timed();
            answer[2][7] += 1;
            return answer;
          }
        };
    model(wrong, 3);

    assertThatThrownBy(() -> wrong.setUp(clip())).hasMessageContaining("is wrong");
  }

  @Test
  void anAnswerForEachClipIsExpected() {
    EndToEndState wrong =
        new EndToEndState() {
          @Override
          public float[][] timed() {
            return new float[][] {super.timed()[0]};
          }
        };
    model(wrong, 3);

    assertThatThrownBy(() -> wrong.setUp(clip()))
        .hasMessage("embeddings: found 1, expected a batch of 3");
  }

  @Test
  void everyFileOfAListIsChecked() throws Exception {
    for (int jobs : new int[] {1, 2}) {
      ExtractJobsState state = list(new ExtractJobsState(), jobs);

      state.setUp(clip());

      assertThat(AnswerCheck.last().verified()).isTrue();
      assertThat(state.timed().written()).isEqualTo(3);
      assertThat(state.timed().audioSeconds()).isEqualTo(9);
    }
  }

  @Test
  void aListWithAWrongFileIsNotTimed() {
    AtomicInteger calls = new AtomicInteger();
    ExtractJobsState wrong =
        new ExtractJobsState() {
          @Override
          float[] embed(Waveform clip) {
            float[] embedding = super.embed(clip);
            embedding[7] += calls.incrementAndGet() == 3 ? 1 : 0;
            return embedding;
          }
        };
    list(wrong, 2);

    assertThatThrownBy(() -> wrong.setUp(clip()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageMatching(
            "the embedding of campplus on flite-awb as utterance-. is wrong and is not timed.*");
  }

  @Test
  void aListOfWhichAClipFailsIsNotTimed() {
    ExtractJobsState failing =
        new ExtractJobsState() {
          @Override
          float[] embed(Waveform clip) {
            throw new SpeakerbenchException("no");
          }
        };
    list(failing, 2);

    assertThatThrownBy(() -> failing.setUp(clip()))
        .hasMessageStartingWith("clips that failed: utterance-0: ");
  }

  private static <T extends ExtractJobsState> T list(T state, int jobs) {
    state.model = MODEL;
    state.intraOpThreads = 1;
    state.jobs = jobs;
    state.utterances = 3;
    return state;
  }

  @Test
  void aLoadedModelWasChecked() throws Exception {
    SessionLoadState state = new SessionLoadState();
    state.model = MODEL;
    state.intraOpThreads = 1;

    state.setUp(clip());

    assertThat(AnswerCheck.last().verified()).isTrue();
    assertThat(state.timed()).isEqualTo(512);
  }

  @Test
  void aColdStartTellsItsAnswer() throws Exception {
    ColdStartState state = cold(MODEL);

    state.setUp(clip());

    assertThat(AnswerCheck.last().verified()).isTrue();
    ColdAnswer answer = ColdAnswer.parse(state.timed());
    state.check();
    assertThat(answer.embedding()).hasSize(512);
    assertThat(List.of(answer.jvmMs(), answer.loadMs(), answer.embedMs(), answer.cpuMs()))
        .allMatch(ms -> ms > 0);
  }

  /** In the order in which a process grows; the figures are those of a machine that tells them. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatIsAskedTellsItsMemory() throws Exception {
    System.setProperty(ColdStartState.EMBEDDINGS_PROPERTY, "3");
    try {
      ColdStartState state = cold(MODEL);
      state.setUp(clip());

      assertThat(AnswerCheck.last().verified()).isTrue();
      ProcessMemory memory = ColdAnswers.memory();
      assertThat(memory.jvmMb()).isBetween(10.0, 100.0);
      assertThat(memory.loadedMb()).isGreaterThan(memory.jvmMb() + 20); // 28 MB of weights
      assertThat(memory.firstMb()).isGreaterThan(memory.loadedMb());
      assertThat(memory.settledMb()).isPositive();
      assertThat(memory.peakMb()).isGreaterThanOrEqualTo(memory.firstMb()).isLessThan(400);
      assertThat(memory.embeddings()).isEqualTo(3);
      assertThat(MemoryAnswer.parse(MemoryAnswer.line(memory))).isEqualTo(memory);
      // What is timed is not the process that was asked.
      assertThat(ColdAnswer.isAnswer(state.timed())).isTrue();
      state.check();
    } finally {
      System.clearProperty(ColdStartState.EMBEDDINGS_PROPERTY);
      ColdAnswers.memory(ProcessMemory.UNKNOWN);
    }
  }

  @Test
  void aProcessThatFailsIsNotTimed(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("broken.onnx");
    Files.writeString(broken, "no model");
    ColdStartState state = cold("mine=" + broken);

    assertThatThrownBy(() -> state.setUp(clip()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("the process that embeds flite-awb with mine gave no embedding: ")
        .hasMessageContaining("broken.onnx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "extract"})
  @DisabledOnOs(OS.WINDOWS)
  void aCommandIsRunToItsEnd(String command, @TempDir Path folder) throws Exception {
    CommandStartState state = command(command, folder, "exec");

    state.setUp(clip());

    if (command.equals("extract")) {
      assertThat(AnswerCheck.last().verified()).isTrue();
    }
    assertThat(state.timed()).isZero();
    state.check();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCommandThatDoesNothingIsNotTimed(@TempDir Path folder) throws Exception {
    CommandStartState state = command("extract", folder, "echo");

    assertThatThrownBy(() -> state.setUp(clip()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("the command extract was not done: ");
  }

  /** A launcher as short as can be. */
  private static CommandStartState command(String command, Path folder, String how)
      throws IOException {
    Path launcher = folder.resolve("launcher");
    Files.writeString(
        launcher,
        "#!/bin/sh\n"
            + how
            + " '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -cp '"
            + System.getProperty("java.class.path")
            + "' org.speakerbench.bench.Speakerbench \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    CommandStartState state = new CommandStartState();
    state.command = command;
    state.model = MODEL;
    state.launcher = launcher.toString();
    return state;
  }

  private static ColdStartState cold(String model) {
    ColdStartState state = new ColdStartState();
    state.model = model;
    state.intraOpThreads = 1;
    return state;
  }

  private static <T extends ModelState> T model(T state, int batch) {
    state.model = MODEL;
    state.intraOpThreads = 1;
    state.batch = batch;
    return state;
  }

  private static ClipState clip() throws Exception {
    ClipState clip = new ClipState();
    clip.clip = BenchClip.DEFAULT;
    clip.audioMs = 3000;
    clip.setUp();
    return clip;
  }
}
