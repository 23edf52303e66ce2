package org.speakerbench.engine.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * What a provider multiplies in, whatever the weights of the file are stored in: a float32 model
 * computed in bfloat16 is two to five times faster on a CPU with AMX, and answers otherwise.
 */
public enum ComputePrecision {
  /** IEEE 754 binary32: the answer of the model. */
  F32,
  /** IEEE 754 binary16: 11 bits of significand. */
  F16,
  /** bfloat16: 8 bits of significand, the range of float32. */
  BF16;

  /**
   * Reads {@code f32}, {@code f16} or {@code bf16}.
   *
   * @throws SpeakerbenchException if it is none of them
   */
  public static ComputePrecision parse(String text) {
    return Arrays.stream(values())
        .filter(precision -> precision.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    "precision: found "
                        + text
                        + ", expected one of "
                        + Arrays.stream(values())
                            .map(ComputePrecision::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** Whether answers are those of another precision than the model's. */
  public boolean isReduced() {
    return this != F32;
  }

  /** As reports and the command line say it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
