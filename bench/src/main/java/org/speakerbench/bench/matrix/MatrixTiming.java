package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.speakerbench.bench.statistics.SampleStatistics;

/**
 * How fast a combination is, beside the official graph on the CPU provider of this program's own
 * release: both make the same calls in turn, in processes that stay, one thread each.
 */
final class MatrixTiming implements AutoCloseable {
  /** Lengths in turn, as users have them: 2, 3 and 4 s of audio. */
  private static final List<Integer> FRAMES = List.of(198, 298, 398);

  private static final double AUDIO_NANOS = 9e9;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 9;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WorkerProcess worker;
  private final Path folder;
  private final List<Question> calls;
  private final TimedProcess base;

  /**
   * Starts what others are compared with.
   *
   * @param official job of the official graph; its questions are not asked
   * @param bins features a frame
   */
  MatrixTiming(WorkerProcess worker, Job official, Release own, int bins, Path folder)
      throws IOException {
    this.worker = worker;
    this.folder = folder;
    calls = FRAMES.stream().map(n -> Question.of(Phase.SWEEP, Clip.noise(n, bins, 0))).toList();
    base = start(official, own, "base");
  }

  /**
   * Times of one combination.
   *
   * @param rtf real-time factor of the model alone, the median of the rounds
   * @param ratio its time over that of the official graph, the median of the rounds
   */
  record Times(double rtf, double ratio) {}

  /**
   * Times a combination round by round beside the other.
   *
   * @throws IOException if one of both ends or hangs
   */
  Times of(Job job, Release release) throws IOException {
    try (TimedProcess timed = start(job, release, "timed")) {
      double[] nanos = new double[ROUNDS];
      double[] ratios = new double[ROUNDS];
      for (int round = -WARM_UPS; round < ROUNDS; round++) {
        boolean first = round % 2 == 0;
        double other = first ? base.nanos() : 0;
        double own = timed.nanos();
        other = first ? other : base.nanos();
        if (round >= 0) {
          nanos[round] = own;
          ratios[round] = own / other;
        }
      }
      return new Times(
          SampleStatistics.ofCalls(nanos).median() / AUDIO_NANOS,
          SampleStatistics.ofCalls(ratios).median());
    }
  }

  private TimedProcess start(Job job, Release release, String name) throws IOException {
    Job asked = new Job(job.model(), job.provider(), true, calls);
    return new TimedProcess(worker, asked, release, folder.resolve(name + ".job"), PATIENCE);
  }

  @Override
  public void close() {
    base.close();
  }
}
