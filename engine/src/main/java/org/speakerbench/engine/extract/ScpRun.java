package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.Waveform;

/**
 * Turns the utterances of a {@code wav.scp} into one file each and an index of them, as the C++
 * tools do: {@code OUT_DIR/<id with '/' replaced by '-'><suffix>}, index lines {@code id path}
 * sorted by id. A clip that fails is recorded and the others go on.
 *
 * <p>Several clips can be worked on at a time: files, index, result and log are the same however
 * many they are. Memory is that of the list and of the clips that are worked on.
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
   * @param written utterances that have a file and a line in the index
   * @param failed why an utterance has none, sorted by id
   * @param unwritten how many of these failed because the file system took no more
   * @param audioSeconds duration of all clips that were read
   */
  public record Result(
      int written, SortedMap<String, String> failed, int unwritten, double audioSeconds) {}

  private final SortedMap<String, String> utterances;
  private final String outDir;
  private final String suffix;
  private final Path index;
  private final ClipWork work;

  /**
   * Checks the inputs and the places to write to, before any work.
   *
   * @param outDir existing folder, as it shall appear in the index
   * @param jobs clips that are worked on at a time, 1 to {@link #MAX_JOBS}
   * @throws SpeakerbenchException if the list or a place to write to cannot be used
   */
  public ScpRun(Path wavScp, Path index, String outDir, String suffix, int jobs) {
    ClipWork.requireJobs(jobs); // before the list is read, which may be long
    this.utterances = WavScp.read(wavScp);
    this.work = new ClipWork(utterances, jobs);
    this.outDir = outDir;
    this.suffix = suffix;
    this.index = index;
    requireFolder(Path.of(outDir));
    requireFolder(index.toAbsolutePath().getParent());
    if (Files.isDirectory(index)) {
      throw new SpeakerbenchException(index + " is a folder, expected the name of a file to write");
    }
    requireDistinctFiles(wavScp);
  }

  /** Reads the clips by another reader than {@link ClipReader#MONO}, and returns this. */
  public ScpRun readBy(ClipReader reader) {
    work.readBy(reader);
    return this;
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      String found =
          Files.isDirectory(folder)
              ? "not writable"
              : Files.exists(folder) ? "not a folder" : "missing";
      throw new SpeakerbenchException(
          "output folder "
              + folder
              + " is "
              + found
              + ", expected a folder that can be written to");
    }
  }

  /** Of two ids with one file, at least one has a '/': the others need not be kept. */
  private void requireDistinctFiles(Path wavScp) {
    Map<String, String> owners = new HashMap<>();
    for (String id : utterances.keySet()) {
      if (id.indexOf('/') >= 0) {
        String plain = id.replace('/', '-');
        String other = utterances.containsKey(plain) ? plain : owners.put(plain, id);
        if (other != null) {
          throw new SpeakerbenchException(
              wavScp
                  + ": utterances "
                  + other
                  + " and "
                  + id
                  + " would both be written to "
                  + plain
                  + suffix
                  + ", expected ids that differ after '/' becomes '-'");
        }
      }
    }
  }

  private String file(String id) {
    return outDir + "/" + id.replace('/', '-') + suffix;
  }

  /**
   * Processes all utterances and writes the index of those that succeeded.
   *
   * @throws SpeakerbenchException if the index cannot be written, memory runs out or the calling
   *     thread is interrupted. Files that are complete stay; an index is not written
   * @throws IllegalStateException if the step throws what it should not, which is the cause
   */
  public Result run(Step step) {
    ClipWork.Report report =
        work.run(
            (id, clip) -> {
              Path target = Path.of(file(id));
              Outcome.write(target, step.compute(clip));
              return target.toString();
            },
            done -> {});
    Outcome.write(index, out -> writeIndex(report.failed(), out));
    return new Result(
        report.succeeded(), report.failed(), report.unwritten(), report.audioSeconds());
  }

  private void writeIndex(SortedMap<String, String> failed, OutputStream out) throws IOException {
    for (String id : utterances.keySet()) {
      if (!failed.containsKey(id)) {
        out.write((id + " " + file(id) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
