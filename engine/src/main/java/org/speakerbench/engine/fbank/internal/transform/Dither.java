package org.speakerbench.engine.fbank.internal.transform;

import org.speakerbench.engine.internal.SplitMix64;

/**
 * Gaussian noise on the samples of a frame (Kaldi's {@code Dither}), from a seed: a frame's noise
 * depends on the seed and the frame's number only, so neither threads nor the order of frames
 * change it. Overlapping frames get different noise, as in Kaldi. Clips get the same noise at the
 * same frame; who wants it different gives each a seed.
 *
 * <p>Pairs of Gaussians by Box and Muller from 53-bit uniforms of {@link SplitMix64}; {@link
 * StrictMath}, so that they are the same on every machine.
 */
public record Dither(double deviation, long seed) {

  /** Adds the noise of a frame to its samples in float arithmetic. */
  public void addTo(float[] samples, long frame) {
    SplitMix64 random = new SplitMix64(new SplitMix64(seed).skip(frame).next());
    for (int i = 0; i < samples.length; i += 2) {
      double radius = deviation * StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextUniform()));
      double angle = 2 * Math.PI * random.nextUniform();
      samples[i] += (float) (radius * StrictMath.cos(angle));
      if (i + 1 < samples.length) {
        samples[i + 1] += (float) (radius * StrictMath.sin(angle));
      }
    }
  }
}
