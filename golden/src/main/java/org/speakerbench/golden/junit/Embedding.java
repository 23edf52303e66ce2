package org.speakerbench.golden.junit;

/**
 * A service's own way from a clip to its embedding, [dim].
 *
 * @param <T> what it takes: the path of a WAV, or samples
 */
@FunctionalInterface
public interface Embedding<T> {
  /** The embedding of a clip. What it throws fails the test of this clip. */
  float[] of(T clip) throws Exception;
}
