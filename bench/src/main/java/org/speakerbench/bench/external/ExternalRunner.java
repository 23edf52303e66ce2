package org.speakerbench.bench.external;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.environment.MachineWatch;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellRunner;
import org.speakerbench.bench.measure.ForkFailedException;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Runs outside programs as forks of a measurement.
 *
 * <p>A fork runs the command on a list of one clip, then on a list of 1 + K, and takes the
 * difference over K: the start of the process and loading the model cancel, and what is left is the
 * time of a clip from WAV file to embedding file, {@link Stage#EXTRACT}. The first clip of a
 * process, often slower, cancels too. K is chosen once for a program and a model, so that K clips
 * take a second at least, and no less than start and loading, whose scatter is in the difference;
 * three times as long from the profile {@code standard} on. A fork is one sample.
 *
 * <p>Every embedding of both lists is read back and held against the golden pack.
 */
public final class ExternalRunner implements CellRunner, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final double LEAST_MS = 1000;
  private static final double SMOKE_EFFORT = 0.2;
  private static final double STANDARD_EFFORT = 3;
  private static final int FIRST_CLIPS = 2;
  private static final int MOST_CLIPS = 2000;

  /** A pair in which something else stalled the shorter run says nothing of a clip. */
  private static final int ATTEMPTS = 3;

  private final Profile profile;
  private final Extractions extractions;
  private final Map<Cell, Integer> moreClips = new HashMap<>();

  /**
   * A runner with a temporary folder, which is removed when this is closed.
   *
   * @throws IOException if the folder cannot be made
   */
  public ExternalRunner(List<ExternalProgram> programs, RtfSettings settings) throws IOException {
    this(programs, settings, TIMEOUT);
  }

  ExternalRunner(List<ExternalProgram> programs, RtfSettings settings, Duration timeout)
      throws IOException {
    profile = settings.profile();
    extractions = new Extractions(programs, settings, timeout);
  }

  /**
   * Runs the program of a cell on one clip, so that a command that cannot work is told before the
   * long work, and so is one that cannot be told the front end of its model.
   *
   * @throws SpeakerbenchException why it cannot
   */
  public void check(Cell cell) {
    extractions.requireFrontEnd(cell);
    try {
      extractions.run(cell, 1);
    } catch (ForkFailedException e) {
      throw new SpeakerbenchException("--external " + cell + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Fork run(Cell cell, int fork) throws ForkFailedException {
    try {
      int clips = moreClips(cell);
      MachineWatch watch = MachineWatch.start();
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Extractions.Run one = extractions.run(cell, 1);
        Extractions.Run many = extractions.run(cell, 1 + clips);
        if (many.timing().wallMs() > one.timing().wallMs()) {
          return new Fork(List.of(difference(fork, clips, one, many)), watch.stop());
        }
      }
      throw new ForkFailedException(
          "found that " + (1 + clips) + " clips took no longer than one, expected them to", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IterationData difference(
      int fork, int clips, Extractions.Run one, Extractions.Run many) {
    double wallMs = (many.timing().wallMs() - one.timing().wallMs()) / clips;
    double cpuMs = (many.timing().cpuMs() - one.timing().cpuMs()) / clips;
    Agreement agreement = one.agreement().worse(many.agreement());
    return new IterationData(
        fork,
        Phase.MEASURED,
        1,
        List.of(new IterationData.Sample(wallMs, 1)),
        clips,
        new IterationData.Extras(
            cpuMs > 0 ? cpuMs : Double.NaN, // the clock ticks every 10 ms
            Double.NaN,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            agreement.verified(),
            agreement.cosine()));
  }

  /** K: found by trying, which also fills the page cache. */
  private int moreClips(Cell cell) throws ForkFailedException, IOException {
    Integer known = moreClips.get(cell);
    if (known != null) {
      return known;
    }
    double start = wallMs(cell, 1);
    double wanted = effort() * Math.max(LEAST_MS, start);
    int clips = FIRST_CLIPS;
    double took = wallMs(cell, 1 + clips) - start;
    while (took < wanted && clips < MOST_CLIPS) {
      clips = Math.min(most(clips), scaled(clips, wanted, took));
      took = wallMs(cell, 1 + clips) - start;
    }
    if (took > 2 * wanted) {
      clips = scaled(clips, wanted, took);
    }
    moreClips.put(cell, clips);
    return clips;
  }

  private double effort() {
    if (profile == Profile.SMOKE) {
      return SMOKE_EFFORT;
    }
    return profile.forks() < Profile.STANDARD.forks() ? 1 : STANDARD_EFFORT;
  }

  /** One try that was disturbed must not decide. */
  private static int most(int clips) {
    return Math.min(MOST_CLIPS, 5 * clips);
  }

  /** As many as take a quarter more than is wanted, so that most forks reach it. */
  private static int scaled(int clips, double wanted, double took) {
    double needed = took <= 0 ? MOST_CLIPS : Math.ceil(1.25 * clips * wanted / took);
    return (int) Math.max(FIRST_CLIPS, Math.min(MOST_CLIPS, needed));
  }

  private double wallMs(Cell cell, int clips) throws ForkFailedException, IOException {
    return extractions.run(cell, clips).timing().wallMs();
  }

  @Override
  public void close() throws IOException {
    extractions.close();
  }
}
