package org.speakerbench.bench.accuracy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankFile;

/**
 * What a model is fed with in place of its own features.
 *
 * @param name as tables have it
 * @param change of the model's own front end
 * @param audio change of the clips
 */
public record FrontEndVariant(
    String name, UnaryOperator<FrontEnd> change, UnaryOperator<Waveform> audio) {

  /**
   * The variant of a name, or {@code NAME=CONFIG}: the options of a configuration file in place of
   * the model's, whose mean normalisation stays.
   *
   * @throws SpeakerbenchException if there is no such name, or the file holds no configuration
   */
  public static FrontEndVariant parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? KnownVariants.require(text)
        : ofFile(text.substring(0, equals), Path.of(text.substring(equals + 1)));
  }

  private static FrontEndVariant ofFile(String name, Path config) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || KnownVariants.isKnown(name)) {
      throw new SpeakerbenchException(
          "front end "
              + name
              + "="
              + config
              + ": found the name \""
              + name
              + "\", expected letters, digits and . _ - that are not the name of another");
    }
    FbankFile file = FbankConfig.readFile(config, FbankConfig.Defaults.SPEAKERBENCH);
    return new FrontEndVariant(
        name, own -> own.withFbank(file.over(own.fbank())), UnaryOperator.identity());
  }

  /**
   * The front end in place of a model's own.
   *
   * @return empty if it is the model's own, which is no other
   * @throws SpeakerbenchException if the change does not fit the model's options
   */
  Optional<FrontEnd> of(FrontEnd own, Waveform probe) {
    try {
      FrontEnd changed = change.apply(own);
      return changed.equals(own) && audio.apply(probe) == probe
          ? Optional.empty()
          : Optional.of(changed);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException("front end " + name + ": " + e.getMessage(), e);
    }
  }
}
