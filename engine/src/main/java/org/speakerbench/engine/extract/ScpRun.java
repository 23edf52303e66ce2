package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.Waveform;

/**
 * Turns the utterances of a {@code wav.scp} into one file each and an index of them, as the C++
 * tools do: {@code OUT_DIR/<id with '/' replaced by '-'><suffix>}, index lines {@code id path} in
 * the order of the ids' bytes. A clip that fails is told in {@code INDEX.failed.tsv} and the others
 * go on.
 *
 * <p>Several clips can be worked on at a time: files, index, result and log are the same however
 * many they are. Memory is that of the list, kept as bytes, and of the clips that are worked on.
 *
 * <p>Nothing lies, whatever ends a run. A file that is there is whole. The index of an earlier run
 * goes before the first file is written; that of this one appears when the list is done, when the
 * run is stopped or interrupted, and names what is complete by then. {@code INDEX.manifest} tells
 * the same to {@link #resume} after a kill or a loss of power: every file that it names is held
 * against its hash. Files reach the disk before the index names them; of a run that is interrupted
 * they may still be on their way.
 */
public final class ScpRun {
  /** Most clips at a time. */
  public static final int MAX_JOBS = 1024;

  /** Computes what goes into the file of one clip; with several jobs on many threads at a time. */
  @FunctionalInterface
  public interface Step {
    Content compute(Waveform clip);
  }

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * What came of a run.
   *
   * @param total utterances of the list
   * @param written utterances that have a file and a line in the index
   * @param kept how many of these an earlier run had written
   * @param failed how many failed
   * @param reasons how many of these for which reason: see {@link ClipFailure#reason}
   * @param firstFailures the first of these, in the order of the list
   * @param failedList the file that tells all of them; there is none if none failed
   * @param stopped why the run ended before the list; null if it did not
   * @param audioSeconds duration of all clips that were read
   */
  public record Result(
      int total,
      int written,
      int kept,
      int failed,
      SortedMap<String, Integer> reasons,
      List<ClipFailure> firstFailures,
      Path failedList,
      String stopped,
      double audioSeconds) {

    /** How many failed because the file system took no more. */
    public int unwritten() {
      return reasons.getOrDefault(ClipFailure.UNWRITTEN, 0);
    }
  }

  private final WavScp clips;
  private final RunFiles files;
  private final ClipWork work;
  private final SortedMap<String, String> madeBy = new TreeMap<>();
  private int maxFailures = Integer.MAX_VALUE;
  private boolean resume;
  private boolean durable = true;
  private RunListener listener = RunListener.NONE;

  /**
   * Checks the inputs and the places to write to, before any work.
   *
   * @param wavScp {@code -} for standard input
   * @param index file to write; what is no file of its own ({@code /dev/stdout}, a pipe) is written
   *     to, and the files beside it are {@code OUT_DIR/run.manifest} and {@code run.failed.tsv}
   * @param outDir existing folder, as it shall appear in the index
   * @param jobs clips that are worked on at a time, 1 to {@link #MAX_JOBS}
   * @throws SpeakerbenchException if the list or a place to write to cannot be used
   */
  public ScpRun(Path wavScp, Path index, String outDir, String suffix, int jobs) {
    ClipWork.requireJobs(jobs); // before the list is read, which may be long
    files = new RunFiles(index, outDir, suffix);
    clips = WavScp.read(wavScp);
    files.requireDistinct(clips, wavScp);
    work = new ClipWork(clips, jobs);
    madeBy.put("suffix", suffix);
  }

  /** Reads the clips by another reader than {@link ClipReader#MONO}, and returns this. */
  public ScpRun readBy(ClipReader reader) {
    work.opener().readBy(reader);
    madeBy.put("channel", reader.channel().toString());
    return this;
  }

  /**
   * Runs entries that are commands ({@code CMD |}) by {@code /bin/sh}, each for so long at most;
   * returns this. Only for lists that one trusts like a script.
   */
  public ScpRun allowCommands(Duration limit) {
    work.opener().allowCommands(limit);
    return this;
  }

  /** Stops as soon as more than so many failed; returns this. */
  public ScpRun maxFailures(int count) {
    maxFailures = count;
    return this;
  }

  /** Says what makes the files (models, options, by name): {@link #resume} mixes no two. */
  public ScpRun madeBy(SortedMap<String, String> what) {
    what.forEach((name, value) -> madeBy.put(name, value.replaceAll("[\\t\\n\\r]+", " ")));
    return this;
  }

  /**
   * Keeps what an earlier run with this index has completed, if its files and the clips are as they
   * were; returns this.
   */
  public ScpRun resume(boolean whether) {
    resume = whether;
    return this;
  }

  /** Whether files shall have reached the disk before the index names them; returns this. */
  public ScpRun durable(boolean whether) {
    durable = whether;
    return this;
  }

  /** Told how it goes; returns this. */
  public ScpRun listener(RunListener other) {
    listener = other;
    return this;
  }

  /**
   * Processes all utterances and writes the index of those that succeeded.
   *
   * @throws SpeakerbenchException if the index cannot be written, another run is writing it, what
   *     is to be resumed was made by something else, or the calling thread is interrupted
   * @throws IllegalStateException if the step throws what it should not, which is the cause
   */
  public Result run(Step step) {
    try (RunRecord record = new RunRecord(clips, files, listener, durable)) {
      record.begin(madeBy, resume);
      String stopped = null;
      try {
        work.run(
            record.open(),
            (clip, opened) ->
                record.write(clip, opened.stamp(), step.compute(opened.clip().waveform())),
            outcome -> {
              record.add(outcome);
              requireFew(record.failed(), outcome);
            });
      } catch (StoppedException e) {
        stopped = e.getMessage();
      } catch (RuntimeException | Error e) {
        finishAfter(e, record);
        throw e;
      }
      return record.finish(stopped);
    }
  }

  private void requireFew(int failed, Outcome outcome) {
    if (failed > maxFailures) {
      throw new StoppedException(failed + " failed, expected at most " + maxFailures);
    }
    if (outcome.failure() != null && outcome.failure().reason().equals(ClipFailure.UNWRITTEN)) {
      throw new StoppedException(outcome.failure().message());
    }
  }

  /** The index of what is done, also when it is an error that ends the run. */
  private static void finishAfter(Throwable thrown, RunRecord record) {
    boolean interrupted = Thread.interrupted(); // which would close what is written
    try {
      record.finish(thrown.getMessage());
    } catch (RuntimeException e) {
      thrown.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
