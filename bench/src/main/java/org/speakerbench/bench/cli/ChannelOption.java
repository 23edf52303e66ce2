package org.speakerbench.bench.cli;

import org.speakerbench.engine.audio.ChannelChoice;
import org.speakerbench.engine.audio.ClipReader;
import picocli.CommandLine.Option;

/** {@code --channel}: clips of several channels. */
final class ChannelOption {
  static final String NAME = "--channel";

  @Option(
      names = NAME,
      paramLabel = "N|mean",
      description = {
        "What to take of clips of several channels: one, counted from 0 as Kaldi does, or the mean",
        "of all (default: such a clip fails)."
      })
  private String channel;

  boolean isGiven() {
    return channel != null;
  }

  /** Reads clips as the option says, and names it in errors. */
  ClipReader reader() {
    return ClipReader.of(isGiven() ? ChannelChoice.parse(channel) : ChannelChoice.ONLY)
        .naming(OptionNames::of);
  }
}
