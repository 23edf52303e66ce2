package org.speakerbench.bench.accuracy;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * A model on a plugin in a JVM of its own, which {@link PluginWorker} runs: what the plugin crashes
 * is not what others embed. One clip at a time.
 */
final class PluginProcess implements AutoCloseable {
  private static final long EXIT_SECONDS = 60;

  private final ModelRef model;
  private final JvmCrash crash;
  private final Process process;
  private final DataOutputStream features;
  private final BufferedReader answers;
  private String ending;

  private PluginProcess(ModelRef model, JvmCrash crash, Process process) {
    this.model = model;
    this.crash = crash;
    this.process = process;
    features = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it; whether it can be used is found by the first clip. */
  static PluginProcess start(ModelRef model, Zoo zoo) {
    JvmCrash crash = JvmCrash.watch();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(crash.arguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(PluginWorker.class.getName());
    line.addAll(
        List.of(
            model.text(),
            model.provider().text(),
            model.provider().precision().toString(),
            zoo.directory().toAbsolutePath().toString()));
    try {
      return new PluginProcess(
          model,
          crash,
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot start " + line.get(0) + ": " + e, e);
    }
  }

  /**
   * Embeds a clip.
   *
   * @throws SpeakerbenchException if it gives no embedding; all that follow fail too if it crashed
   */
  synchronized float[] embed(Features clip) {
    String line = null;
    try {
      PluginWorker.write(clip, features);
      do {
        line = answers.readLine();
      } while (line != null && !PluginWorker.isAnswer(line));
    } catch (IOException e) {
      line = null; // the process is gone
    }
    if (line == null) {
      throw new SpeakerbenchException(
          "model " + model.label() + ", in a process of its own, " + ended());
    }
    return PluginWorker.parse(line);
  }

  private String ended() {
    try {
      if (ending == null) { // the first clip asks, all that follow fail for the same reason
        ending =
            process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)
                ? crash
                    .reason(process.exitValue())
                    .orElse("ended with exit code " + process.exitValue())
                : "gave no answer";
      }
      return ending;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
