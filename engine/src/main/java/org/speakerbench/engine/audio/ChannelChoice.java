package org.speakerbench.engine.audio;

import java.util.Objects;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.WavException.Reason;

/**
 * Which samples of a clip of several channels are taken. Without a choice such a clip is refused:
 * its channels may be two speakers of a telephone call, or microphones at different distances.
 */
public final class ChannelChoice {

  /** No choice: the only channel of a mono clip; a clip of several is refused. */
  public static final ChannelChoice ONLY = new ChannelChoice(-1);

  /** The mean of all channels, summed in double and rounded once. */
  public static final ChannelChoice MEAN = new ChannelChoice(-2);

  private static final String MEAN_NAME = "mean";

  private final int channel;

  private ChannelChoice(int channel) {
    this.channel = channel;
  }

  /**
   * One channel.
   *
   * @param channel its number from 0, as Kaldi's {@code --channel}: 0 is the left one
   */
  public static ChannelChoice of(int channel) {
    if (channel < 0) {
      throw new IllegalArgumentException("channel " + channel + ", expected 0 or more");
    }
    return new ChannelChoice(channel);
  }

  /**
   * A number from 0, or {@code mean}.
   *
   * @throws SpeakerbenchException if it is neither
   */
  public static ChannelChoice parse(String text) {
    if (text.equals(MEAN_NAME)) {
      return MEAN;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new SpeakerbenchException(
          "channel (",
          Setting.CHANNEL,
          "): found \"" + text + "\", expected a number from 0, or " + MEAN_NAME);
    }
    return of(Integer.parseInt(text));
  }

  boolean isMean() {
    return channel == MEAN.channel;
  }

  /** The number of the channel that is taken of {@code channels}; 0 for the mean. */
  int index(int channels, String file) throws WavException {
    if (channels > 1 && channel == ONLY.channel) {
      throw new WavException(
          Reason.SEVERAL_CHANNELS,
          file,
          "found " + channels + " channels, expected 1, or a choice (",
          Setting.CHANNEL,
          "): 0 to " + (channels - 1) + ", or " + MEAN_NAME);
    }
    if (channel >= channels) {
      throw new WavException(
          Reason.NO_SUCH_CHANNEL,
          file,
          "found " + channels + (channels == 1 ? " channel" : " channels") + ", expected (",
          Setting.CHANNEL,
          ") number " + channel + ", counted from 0, to be among them");
    }
    return Math.max(channel, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelChoice choice && choice.channel == channel;
  }

  @Override
  public int hashCode() {
    return Objects.hash(channel);
  }

  /** As {@link #parse} reads it; {@code only} without a choice. */
  @Override
  public String toString() {
    return isMean() ? MEAN_NAME : channel == ONLY.channel ? "only" : Integer.toString(channel);
  }
}
