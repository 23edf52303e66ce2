package org.speakerbench.bench.measure;

import java.util.List;

/**
 * Which programs do the work besides this one.
 *
 * @param base whether another version of this program does all of it too
 * @param outside names of outside programs, which go from WAV file to embedding file
 */
public record Programs(boolean base, List<String> outside) {
  /** This program alone. */
  public static final Programs ALONE = new Programs(false, List.of());

  public Programs {
    outside = List.copyOf(outside);
  }
}
