package org.speakerbench.engine.extract;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.Npy;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.DirectFile;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.WriteFailedException;
import org.speakerbench.engine.table.Archive;
import org.speakerbench.engine.table.StoredArray;
import org.speakerbench.engine.table.Table;

/**
 * Gathers the files of a run in one archive, {@code OUT_DIR/<name of the index>.ark} for example.
 *
 * <p>While the run goes on each utterance has a file of its own, {@code <id>.npy} in {@code
 * OUT_DIR/<name>.parts}, and all that {@link ScpRun} promises holds for these. Then the archive is
 * written whole, the index that names places in it replaces that of the parts, and the parts go.
 * Whatever ends this early, the index names what is there. To go on, {@link #unpack} makes parts of
 * the archive again, which the manifest is held against.
 */
public final class ArchiveOutput {
  private final Archive archive;
  private final Path index;
  private final Path file;
  private final Path parts;

  /**
   * Makes the folder of the parts.
   *
   * @param index file of its own, since the archive is made from it
   * @param outDir existing folder, as it shall appear in the index
   * @throws SpeakerbenchException if one of them cannot be written to
   */
  public ArchiveOutput(Archive archive, Path index, String outDir) {
    this.archive = archive;
    this.index = index;
    if (DirectFile.is(index)) {
      throw new SpeakerbenchException(
          index + ": found no file of its own, expected one for the index of an archive");
    }
    String name = index.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    file = Path.of(outDir, name + archive.suffix());
    parts = Path.of(outDir, name + ".parts");
    if (file.toAbsolutePath().normalize().equals(index.toAbsolutePath().normalize())) {
      throw new SpeakerbenchException(
          index + ": found the name of the archive, expected another name for its index");
    }
    if (!Files.isDirectory(Path.of(outDir))) {
      throw new SpeakerbenchException(
          "output folder " + outDir + ": found no folder, expected one that can be written to");
    }
    boolean begun = Files.exists(index) || Files.exists(RunFiles.manifest(index));
    if (Files.exists(file) && !begun) {
      throw new SpeakerbenchException(
          file
              + ": found an archive that is not of "
              + index
              + ", expected another folder, or another name for the index");
    }
    try {
      Files.createDirectories(parts);
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot make the folder " + parts + ": " + Reasons.of(e), e);
    }
  }

  /** The folder for the files of the run. */
  public String partsFolder() {
    return parts.toString();
  }

  /** The archive. */
  public Path file() {
    return file;
  }

  /** Makes parts of what an earlier run has archived, unless they are there. */
  public void unpack() {
    if (!Files.isRegularFile(index) || !Files.isRegularFile(file)) {
      return;
    }
    try {
      Table.read(
          index,
          (id, array) -> {
            Path part = part(id);
            if (!Files.exists(part)) {
              write(part, array);
            }
          });
    } catch (SpeakerbenchException e) {
      // What cannot be read is done again.
    }
  }

  private static void write(Path part, StoredArray array) {
    try {
      AtomicFile.write(part, out -> Npy.write(out, array.floats(), array.shape()));
    } catch (IOException e) {
      // What cannot be made again is done again, or cannot be written then either, which is told.
    }
  }

  private Path part(String id) {
    return parts.resolve(id.replace('/', '-') + OutputFormat.NPY.embeddingSuffix());
  }

  /**
   * Writes the archive of what the index of the parts names, then its index, and deletes the parts.
   *
   * @throws SpeakerbenchException if the file system takes no more; the parts stay, and their index
   */
  public void pack() {
    try {
      Parts all = new Parts(ids());
      AtomicFile.write(
          index,
          out ->
              archive.write(
                  all,
                  file,
                  (id, place) ->
                      out.write((id + " " + place + "\n").getBytes(StandardCharsets.UTF_8))),
          true);
      for (String id : all.ids) {
        Files.deleteIfExists(part(id));
      }
      Files.delete(parts);
    } catch (DirectoryNotEmptyException e) {
      // Something of another is in there, and stays.
    } catch (IOException e) {
      WriteFailedException failure = WriteFailedException.of(file, e);
      throw new SpeakerbenchException(failure.getMessage(), failure);
    }
  }

  private List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(index)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ids.add(line.substring(0, line.indexOf(' ')));
      }
    }
    return ids;
  }

  /** The files of the run, each read when it is asked for. */
  private final class Parts implements Archive.Parts {
    private final List<String> ids;

    Parts(List<String> ids) {
      this.ids = ids;
    }

    @Override
    public int size() {
      return ids.size();
    }

    @Override
    public String id(int at) {
      return ids.get(at);
    }

    @Override
    public StoredArray array(int at) {
      return Table.at(part(id(at)).toString());
    }
  }
}
