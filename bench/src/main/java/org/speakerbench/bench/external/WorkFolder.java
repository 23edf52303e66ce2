package org.speakerbench.bench.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FbankOverlay;

/** A temporary folder with everything that outside programs read and write. */
final class WorkFolder implements AutoCloseable {
  private static final String CONFIG = "/org/speakerbench/assets/fbank_config.json";

  private final Path folder;
  private final Thread atExit = new Thread(this::deleteQuietly, "work-folder");

  /**
   * What one run reads and writes.
   *
   * @param utterances ids in the list
   * @param scp the list
   * @param embeddingScp index that does not exist yet
   * @param out empty folder
   */
  record Lists(List<String> utterances, Path scp, Path embeddingScp, Path out) {}

  /**
   * Makes the folder.
   *
   * @param config the front end; null for the next
   * @param shared FBank of the models
   */
  WorkFolder(Path config, FbankOptions shared) throws IOException {
    folder = Files.createTempDirectory("speakerbench-external-");
    Runtime.getRuntime().addShutdownHook(atExit); // a run that is interrupted leaves nothing
    if (folder.toString().chars().anyMatch(Character::isWhitespace)) {
      close();
      throw new SpeakerbenchException(
          "--external: found white space in the temporary folder "
              + folder.getParent()
              + ", expected none: lists of utterances cannot hold it (-Djava.io.tmpdir=DIR)");
    }
    if (config == null && !shared.equals(FbankOptions.STANDARD)) {
      Files.writeString(config(), FbankOverlay.json(shared).toPrettyString());
      return;
    }
    try (InputStream in =
        config == null
            ? WorkFolder.class.getResourceAsStream(CONFIG)
            : Files.newInputStream(config)) {
      Files.copy(in, config());
    }
  }

  Path path() {
    return folder;
  }

  /** The front end. */
  Path config() {
    return folder.resolve("fbank_config.json");
  }

  /** The clip as a file; written once. */
  Path wav(BenchClip clip, int audioMs) throws IOException {
    Path wav = folder.resolve("clip-" + audioMs + "ms.wav");
    if (!Files.exists(wav)) {
      Files.write(wav, clip.wavBytes());
    }
    return wav;
  }

  /** A list of one clip under many ids; what an earlier run wrote is gone. */
  Lists lists(Path wav, int clips) throws IOException {
    List<String> utterances =
        Stream.iterate(1, i -> i + 1).limit(clips).map(i -> "utterance-" + i).toList();
    Path run = folder.resolve("run");
    FolderTree.delete(run);
    Path out = Files.createDirectories(run.resolve("out"));
    Path scp =
        Files.write(run.resolve("wav.scp"), utterances.stream().map(id -> id + " " + wav).toList());
    return new Lists(utterances, scp, run.resolve("embedding.scp"), out);
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(folder);
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void deleteQuietly() {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      // the JVM ends: temporary files stay to the system
    }
  }
}
