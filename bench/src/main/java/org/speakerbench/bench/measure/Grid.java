package org.speakerbench.bench.measure;

import java.util.List;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * What varies within a run: every combination is measured.
 *
 * @param scenarios how calls follow each other; {@code Offline} is end to end only
 * @param stages the parts that are timed
 * @param audioMs lengths of the audio, ms
 * @param intraOpThreads threads of ONNX Runtime inside one operator
 * @param workers parallel callers in the scenario {@code Offline}
 * @param batches clips of equal length in one call, end to end and inference
 */
public record Grid(
    List<Scenario> scenarios,
    List<Stage> stages,
    List<Integer> audioMs,
    List<Integer> intraOpThreads,
    List<Integer> workers,
    List<Integer> batches) {

  /** An hour: one ERes2Net-Huge call on it already takes many minutes. */
  private static final int MAX_AUDIO_MS = 3_600_000;

  private static final int MAX_WORKERS = 1024;
  private static final int MAX_BATCH = 1024;

  public Grid {
    scenarios = distinct("--scenario", scenarios);
    stages = distinct("--stages", stages);
    audioMs = within("--audio-ms", audioMs, MAX_AUDIO_MS);
    intraOpThreads = distinct("--threads", intraOpThreads);
    requireRange("intra-op threads (--threads)", intraOpThreads, SessionSettings.MAX_THREADS);
    workers = within("--workers", workers, MAX_WORKERS);
    batches = within("--batch", batches, MAX_BATCH);
  }

  private static List<Integer> within(String option, List<Integer> values, int most) {
    requireRange(option, values, most);
    return distinct(option, values);
  }

  private static void requireRange(String option, List<Integer> values, int most) {
    for (int value : values) {
      if (value < 1 || value > most) {
        throw new SpeakerbenchException(option + ": found " + value + ", expected 1 to " + most);
      }
    }
  }

  private static <T> List<T> distinct(String option, List<T> values) {
    if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
      throw new SpeakerbenchException(
          option + ": found " + values + ", expected at least one and each once");
    }
    return List.copyOf(values);
  }
}
