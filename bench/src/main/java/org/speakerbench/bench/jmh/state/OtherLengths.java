package org.speakerbench.bench.jmh.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.config.FrameOptions;

/**
 * The clip at other lengths, each of another number of frames: longer ones go on with its beginning
 * again. They lie about its own length in pairs, so that the mean of many calls is that of its
 * length.
 */
final class OtherLengths {
  /** Of the clip's own length, in an order in which neighbours are on different sides of it. */
  private static final double[] IN_TURN = {0.02, -0.14, 0.09, -0.05, 0.14, -0.02, 0.05, -0.09};

  /** How many lengths there are to go round in. */
  static final int TURNS = IN_TURN.length;

  /** Shorter ones are no half second of speech. */
  private static final int LEAST_FRAMES = 10;

  private final Waveform clip;
  private final FrameOptions frames;

  OtherLengths(Waveform clip, FrameOptions frames) {
    this.clip = clip;
    this.frames = frames;
  }

  /**
   * Some lengths to go round in.
   *
   * @throws SpeakerbenchException if the clip is too short to have so many
   */
  List<Waveform> inTurn() {
    int own = frames.count(clip.samples().length);
    List<Integer> offsets =
        Arrays.stream(IN_TURN).mapToObj(share -> (int) Math.round(share * own)).toList();
    if (own < LEAST_FRAMES
        || offsets.contains(0)
        || offsets.stream().distinct().count() < offsets.size()) {
      throw new SpeakerbenchException(
          "clip: found "
              + own
              + " frames, expected so many that its length differs by 2, 5, 9 and 14%: a longer"
              + " --audio-ms");
    }
    return offsets.stream().map(this::longer).toList();
  }

  /** As many lengths as there are, the nearest first; at most {@code most}. */
  List<Waveform> each(int most) {
    int own = frames.count(clip.samples().length);
    List<Waveform> all = new ArrayList<>();
    for (int offset = 1; all.size() < most && own - offset >= LEAST_FRAMES; offset++) {
      all.add(longer(offset));
      all.add(longer(-offset));
    }
    return all;
  }

  /** The clip with so many frames more, or less. */
  private Waveform longer(int frames) {
    float[] samples = clip.samples();
    float[] other = Arrays.copyOf(samples, samples.length + frames * this.frames.shift());
    for (int i = samples.length; i < other.length; i++) {
      other[i] = samples[i % samples.length];
    }
    return new Waveform(other, clip.sampleRateHz());
  }
}
