package org.speakerbench.engine.extract;

import java.util.Locale;
import java.util.OptionalLong;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.onnx.EmbeddingModel;

/** What a long clip takes, in words. */
final class LongClip {
  /** From here on it is said: ten minutes. */
  static final int SECONDS = 600;

  /**
   * ONNX Runtime's arena takes more than the trial says for some lengths, as its regions are powers
   * of two: 0.8 to 1.9 times it was measured (CAM++, ERes2Net-Base, V2; 10 and 60 minutes).
   */
  private static final double ARENA = 2;

  private LongClip() {}

  /**
   * A sentence with the memory that embedding a clip takes: its samples, its features once by FBank
   * and once for the model, and the values between the nodes of the model.
   */
  static String memory(Waveform clip, int frames, int bins, EmbeddingModel model) {
    long known = Float.BYTES * (clip.samples().length + 2L * frames * bins);
    OptionalLong inside = model.runBytes(frames);
    String takes = "a clip of " + Math.round(clip.durationSeconds() / 60) + " minutes takes ";
    String end = "; in pieces it takes less";
    return inside.isPresent()
        ? takes
            + between(known + inside.getAsLong(), known + (long) (ARENA * inside.getAsLong()))
            + end
        : takes
            + String.format(
                Locale.ROOT, "%.1f GB of memory, and more inside the model", known / 1e9)
            + end;
  }

  private static String between(long least, long most) {
    return String.format(Locale.ROOT, "%.1f to %.1f GB of memory", least / 1e9, most / 1e9);
  }
}
