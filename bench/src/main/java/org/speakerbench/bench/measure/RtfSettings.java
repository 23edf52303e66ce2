package org.speakerbench.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.speakerbench.bench.jmh.BenchClip;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What to measure.
 *
 * @param models at least one
 * @param clip id of a golden clip, or the path of a WAV file
 * @param audioMs length of the audio, ms
 * @param intraOpThreads threads of ONNX Runtime inside one operator
 * @param profile how long and how often
 * @param zoo where the weights of the embedded models are
 */
public record RtfSettings(
    List<ModelRef> models, String clip, int audioMs, int intraOpThreads, Profile profile, Zoo zoo) {

  /** An hour: one ERes2Net-Huge call on it already takes many minutes. */
  private static final int MAX_AUDIO_MS = 3_600_000;

  private static final String SAFE_NAME = "[A-Za-z0-9][A-Za-z0-9._ -]*";

  public RtfSettings {
    models = List.copyOf(models);
    if (audioMs < 1 || audioMs > MAX_AUDIO_MS) {
      throw new SpeakerbenchException(
          "--audio-ms: found " + audioMs + ", expected 1 to " + MAX_AUDIO_MS);
    }
    for (ModelRef model : models) {
      if (!model.name().matches(SAFE_NAME)) {
        throw new SpeakerbenchException(
            "model name: found "
                + model.name()
                + ", expected letters, digits and . _ - only: give it one with NAME=PATH");
      }
    }
    new SessionSettings(intraOpThreads); // refuses a number that is out of range
  }

  /** Settings of every session in the run. */
  public SessionSettings session() {
    return new SessionSettings(intraOpThreads);
  }

  /** The command that measures the same on another machine. */
  public String command() {
    String names =
        models.stream()
            .map(model -> model.isZoo() ? model.name() : model.name() + "=" + model.file())
            .collect(Collectors.joining(","));
    return "speakerbench rtf --models "
        + quoted(names)
        + (clip.equals(BenchClip.DEFAULT) ? "" : " --wav " + quoted(clip))
        + " --audio-ms "
        + audioMs
        + " --threads "
        + intraOpThreads
        + " --profile "
        + profile.name().toLowerCase(Locale.ROOT);
  }

  /** As a shell takes it. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9._,=/+:-]*")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
