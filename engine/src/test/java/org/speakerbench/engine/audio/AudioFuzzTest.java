package org.speakerbench.engine.audio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer looks for bytes that break the reader, from the corpus on. Without {@code JAZZER_FUZZ} in
 * the environment it reads the corpus and what was found before (its {@code Inputs} folder) only;
 * {@code mvn verify} has a run of so many executions.
 */
class AudioFuzzTest {

  static Stream<byte[]> corpus() throws IOException {
    return AudioCorpusTest.corpus().stream().map(AudioCorpusTest.Line::file);
  }

  @MethodSource("corpus")
  @FuzzTest(maxExecutions = 10_000)
  void readsWhatIsSoundAndRefusesTheRest(byte[] file) {
    Untrusted.read(file);
  }
}
