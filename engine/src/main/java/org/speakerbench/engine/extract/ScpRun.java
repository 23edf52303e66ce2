package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.AtomicFile;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;

/**
 * Turns the utterances of a {@code wav.scp} into one file each and an index of them, as the C++
 * tools do: {@code OUT_DIR/<id with '/' replaced by '-'><suffix>}, index lines {@code id path}
 * sorted by id. A clip that fails is recorded and the others go on.
 */
public final class ScpRun {
  private static final Logger LOG = LoggerFactory.getLogger(ScpRun.class);

  /** Computes what goes into the file of one clip. */
  @FunctionalInterface
  public interface Step {
    AtomicFile.Content compute(Waveform clip);
  }

  /**
   * What came of a run.
   *
   * @param written path of each utterance's file, sorted by id
   * @param failed why an utterance has none, sorted by id
   * @param audioSeconds duration of all clips that were read
   */
  public record Result(
      SortedMap<String, String> written, SortedMap<String, String> failed, double audioSeconds) {}

  private final SortedMap<String, String> utterances;
  private final String outDir;
  private final String suffix;
  private final Path index;

  /**
   * Checks the inputs and the places to write to, before any work.
   *
   * @param outDir existing folder, as it shall appear in the index
   * @throws SpeakerbenchException if the list or a place to write to cannot be used
   */
  public ScpRun(Path wavScp, Path index, String outDir, String suffix) {
    this.utterances = WavScp.read(wavScp);
    this.outDir = outDir;
    this.suffix = suffix;
    this.index = index;
    requireFolder(Path.of(outDir));
    requireFolder(index.toAbsolutePath().getParent());
    if (Files.isDirectory(index)) {
      throw new SpeakerbenchException(index + " is a folder, expected the name of a file to write");
    }
    Map<String, String> owners = new HashMap<>();
    for (String id : utterances.keySet()) {
      String other = owners.put(fileName(id), id);
      if (other != null) {
        throw new SpeakerbenchException(
            wavScp
                + ": utterances "
                + other
                + " and "
                + id
                + " would both be written to "
                + fileName(id)
                + ", expected ids that differ after '/' becomes '-'");
      }
    }
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

  private String fileName(String id) {
    return id.replace('/', '-') + suffix;
  }

  /**
   * Processes all utterances and writes the index of those that succeeded.
   *
   * @throws SpeakerbenchException if the index cannot be written
   */
  public Result run(Step step) {
    SortedMap<String, String> written = new TreeMap<>();
    SortedMap<String, String> failed = new TreeMap<>();
    double audioSeconds = 0;
    for (Map.Entry<String, String> utterance : utterances.entrySet()) {
      String id = utterance.getKey();
      String file = outDir + "/" + fileName(id);
      try {
        Path target = Path.of(file);
        Waveform clip = WavReader.read(Path.of(utterance.getValue()));
        audioSeconds += clip.durationSeconds();
        AtomicFile.Content content = step.compute(clip);
        write(target, content);
        written.put(id, file);
        LOG.info("{} -> {}", id, file);
      } catch (WavException e) {
        failed.put(id, e.getMessage());
      } catch (SpeakerbenchException | IllegalArgumentException e) {
        failed.put(id, utterance.getValue() + ": " + e.getMessage());
      }
    }
    write(index, out -> writeIndex(written, out));
    return new Result(written, failed, audioSeconds);
  }

  private static void writeIndex(SortedMap<String, String> written, OutputStream out)
      throws IOException {
    for (Map.Entry<String, String> entry : written.entrySet()) {
      out.write((entry.getKey() + " " + entry.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void write(Path target, AtomicFile.Content content) {
    try {
      AtomicFile.write(target, content);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot write " + target + ": " + e, e);
    }
  }
}
