package org.speakerbench.bench.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.speakerbench.bench.format.AccuracyWork;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;

/**
 * The part of a clip that is embedded, from its middle; a clip that is not as long is left whole.
 *
 * @param ms its length; {@link AccuracyWork#WHOLE} for the whole clip
 */
public record Crop(int ms) {
  /** What stands for whole clips on the command line. */
  public static final String FULL = "full";

  private static final int MS_PER_SECOND = 1000;

  /**
   * Reads a list of lengths in ms and {@link #FULL}.
   *
   * @throws SpeakerbenchException if one is something else or is repeated
   */
  public static List<Crop> parseList(String text) {
    List<Crop> crops = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Crop crop = parse(part.strip());
      if (crops.contains(crop)) {
        throw new SpeakerbenchException(
            "crop: found " + part.strip() + " twice in " + text + ", expected each once");
      }
      crops.add(crop);
    }
    return crops;
  }

  private static Crop parse(String text) {
    if (text.equals(FULL)) {
      return new Crop(AccuracyWork.WHOLE);
    }
    try {
      int ms = Integer.parseInt(text);
      if (ms > 0) {
        return new Crop(ms);
      }
    } catch (NumberFormatException e) {
      // said below, as of a length of nothing
    }
    throw new SpeakerbenchException(
        "crop: found \"" + text + "\", expected a length in ms, or " + FULL);
  }

  boolean whole() {
    return ms == AccuracyWork.WHOLE;
  }

  /** The part of a clip. */
  Waveform of(Waveform clip) {
    long samples = Math.round((double) ms * clip.sampleRateHz() / MS_PER_SECOND);
    int all = clip.samples().length;
    if (whole() || samples >= all) {
      return clip;
    }
    int start = (all - (int) samples) / 2;
    return new Waveform(
        Arrays.copyOfRange(clip.samples(), start, start + (int) samples), clip.sampleRateHz());
  }

  private boolean shortens(double clipMs) {
    return !whole() && clipMs >= ms;
  }

  /**
   * What is left of clips.
   *
   * @param meanMs their mean length
   * @param shorter how many were not as long as the crop
   */
  record Lengths(double meanMs, int shorter) {}

  /**
   * What is left of clips of these lengths.
   *
   * @throws SpeakerbenchException if none is as long as the crop: the rates would be those of whole
   *     clips under another name
   */
  Lengths of(Collection<Double> clipsMs) {
    if (!whole() && clipsMs.stream().noneMatch(this::shortens)) {
      throw new SpeakerbenchException(
          "crop of "
              + ms
              + " ms: found no clip that is as long, the longest has "
              + Math.round(clipsMs.stream().mapToDouble(Double::doubleValue).max().orElse(0))
              + " ms, expected a shorter crop");
    }
    double mean =
        clipsMs.stream()
            .mapToDouble(length -> shortens(length) ? ms : length)
            .average()
            .orElse(Double.NaN);
    return new Lengths(
        mean, whole() ? 0 : (int) clipsMs.stream().filter(length -> !shortens(length)).count());
  }
}
