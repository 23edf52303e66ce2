package org.speakerbench.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.bench.cli.RootCommand;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * What the launcher runs once to learn which classes the short commands load, for the archive that
 * the JVM starts from afterwards. Argument: an empty folder, which it fills.
 */
final class Rehearsal {
  private static final String ASSETS = "/org/speakerbench/assets/";

  private Rehearsal() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Speakerbench.configureLogging(); // the class that comes first
    String config = copy("fbank_config.json", folder);
    String wav = copy("speech/flite-awb.wav", folder);
    String scp = Files.writeString(folder.resolve("wav.scp"), "clip " + wav + "\n").toString();
    String index = folder.resolve("index.scp").toString();
    String zoo = "--zoo-dir=" + folder;
    List<String[]> commands =
        List.of(
            new String[] {"--help"},
            new String[] {"extract", "--help"},
            new String[] {"extract", zoo, config, "campplus", scp, index, args[0]},
            new String[] {"fbank", config, scp, index, args[0]},
            new String[] {"score", zoo, wav, wav, "--model", "campplus"},
            new String[] {"wavinfo", wav});
    for (String[] command : commands) {
      int code = RootCommand.run(nowhere(), nowhere(), command);
      if (code != RootCommand.OK) {
        throw new SpeakerbenchException(command[0] + ": found exit code " + code + ", expected 0");
      }
    }
  }

  private static String copy(String asset, Path folder) throws IOException {
    Path file = folder.resolve(Path.of(asset).getFileName());
    try (InputStream in = Rehearsal.class.getResourceAsStream(ASSETS + asset)) {
      Files.copy(in, file);
    }
    return file.toString();
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(Writer.nullWriter());
  }
}
