package org.speakerbench.bench.cli;

import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.ScpRun;

/** The library's messages for users of the command line: options in place of Java's methods. */
final class OptionNames {
  private OptionNames() {}

  static String message(SpeakerbenchException e) {
    return e.message(OptionNames::of);
  }

  /** A step whose errors, which become the reasons of failed utterances, name options. */
  static ScpRun.Step in(ScpRun.Step step) {
    return clip -> {
      try {
        return step.compute(clip);
      } catch (SpeakerbenchException e) {
        throw new SpeakerbenchException(message(e), e);
      }
    };
  }

  /** What users of the command line call a setting. */
  static String of(Setting setting) {
    return switch (setting) {
      case RESAMPLING -> "--resample";
      case CHANNEL -> ChannelOption.NAME;
      case INTRA_OP_THREADS -> "--threads";
      case COMPUTE_PRECISION -> ProviderWords.PRECISION;
      case JOBS -> "--jobs";
      case COMMANDS -> CommandsOption.NAME;
      case RESUME -> ScpOptions.RESUME;
      case ZOO_FOLDER -> "--zoo-dir";
    };
  }
}
