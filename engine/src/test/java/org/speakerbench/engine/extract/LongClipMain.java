package org.speakerbench.engine.extract;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.internal.ResidentMemory;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Prints what the process takes, in MB: before a long clip, at most, and after it; then whether a
 * clip of 3 s has the same bits before and after.
 */
final class LongClipMain {
  private static final int RATE_HZ = 16_000;

  private LongClipMain() {}

  public static void main(String[] args) throws IOException {
    float[] noise = new float[120 * RATE_HZ];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.1 * random.nextGaussian());
    }
    Waveform usual = new Waveform(Arrays.copyOf(noise, 3 * RATE_HZ), RATE_HZ);
    try (SpeakerEmbedder embedder =
        new SpeakerEmbedder(EmbeddingModel.open(Zoo.inCacheFolder().materialize("campplus")))) {
      float[] first = embedder.embed(usual);
      double before = settled();
      embedder.embed(new Waveform(noise, RATE_HZ));
      double after = settled();
      boolean same = Arrays.equals(first, embedder.embed(usual));
      System.out.println(before + " " + ResidentMemory.now().peakMb() + " " + after + " " + same);
    }
  }

  /** Without what Java has not collected yet. */
  private static double settled() {
    System.gc();
    return ResidentMemory.now().nowMb();
  }
}
