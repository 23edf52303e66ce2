package org.speakerbench.bench.experiment;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.internal.ResidentMemory;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * What a long clip takes, and what stays of it while the model is open. {@code
 * bench/experiments/soak/run --minutes N} calls it. Arguments: a model and a number of minutes.
 *
 * <p>Prints the resident memory after clips of 3 s, at most, and after clips of 3 s again, MB.
 */
public final class LongClipTrial {
  private static final int RATE_HZ = 16_000;

  private LongClipTrial() {}

  public static void main(String[] args) throws IOException {
    ModelRef model = ModelRef.parse(args[0]);
    int minutes = Integer.parseInt(args[1]);
    float[] noise = new float[minutes * 60 * RATE_HZ];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.1 * random.nextGaussian());
    }
    Waveform usual = new Waveform(Arrays.copyOf(noise, 3 * RATE_HZ), RATE_HZ);
    try (SpeakerEmbedder embedder =
        new SpeakerEmbedder(model.open(Zoo.inCacheFolder(), SessionSettings.DEFAULT))) {
      double before = after(embedder, usual);
      embedder.embed(new Waveform(noise, RATE_HZ));
      double left = after(embedder, usual);
      System.out.printf(
          Locale.ROOT,
          "%s, %d minutes: %.0f MB before, %.0f at most, %.0f after%n",
          model.label(),
          minutes,
          before,
          ResidentMemory.now().peakMb(),
          left);
    }
  }

  private static double after(SpeakerEmbedder embedder, Waveform usual) {
    for (int i = 0; i < 5; i++) {
      embedder.embed(usual);
    }
    System.gc();
    return ResidentMemory.now().nowMb();
  }
}
