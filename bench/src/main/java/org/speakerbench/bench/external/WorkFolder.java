package org.speakerbench.bench.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.FolderTree;
import org.speakerbench.engine.SpeakerbenchException;

/** A temporary folder with everything that outside programs read and write. */
final class WorkFolder implements AutoCloseable {
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

  WorkFolder() throws IOException {
    folder = Files.createTempDirectory("speakerbench-external-");
    Runtime.getRuntime().addShutdownHook(atExit); // a run that is interrupted leaves nothing
    if (folder.toString().chars().anyMatch(Character::isWhitespace)) {
      close();
      throw new SpeakerbenchException(
          "--external: found white space in the temporary folder "
              + folder.getParent()
              + ", expected none: lists of utterances cannot hold it (-Djava.io.tmpdir=DIR)");
    }
  }

  Path path() {
    return folder;
  }

  /** The front end of a model as a file; written once. */
  Path config(String model, String text) throws IOException {
    Path config = folder.resolve("models").resolve(model).resolve("fbank_config.json");
    if (!Files.exists(config)) {
      Files.createDirectories(config.getParent());
      Files.writeString(config, text);
    }
    return config;
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
