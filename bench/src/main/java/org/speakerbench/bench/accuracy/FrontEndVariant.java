package org.speakerbench.bench.accuracy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankConfig;
import org.speakerbench.engine.fbank.config.FbankFile;
import org.speakerbench.engine.fbank.config.FrameOptions;
import org.speakerbench.engine.internal.Sha256;

/**
 * What a model is fed with in place of its own features.
 *
 * @param name as tables have it
 * @param change of the model's own front end
 * @param audio change of the clips
 * @param noisePerClip whether each clip gets dither of its own; one seed for all would give the two
 *     clips of a trial the same noise, which no program does that draws on
 */
public record FrontEndVariant(
    String name,
    UnaryOperator<FrontEnd> change,
    UnaryOperator<Waveform> audio,
    boolean noisePerClip) {

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
        name, own -> own.withFbank(file.over(own.fbank())), UnaryOperator.identity(), false);
  }

  /**
   * The seed of a clip's noise: the first eight bytes, high byte first, of the SHA-256 of its id in
   * UTF-8. It depends on nothing else, so that a run can be repeated in any order.
   */
  static long seed(String id) {
    return ByteBuffer.wrap(Sha256.digest().digest(id.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  /** A front end that {@link #of} gave, for one clip. */
  FrontEnd ofClip(FrontEnd changed, String id) {
    if (!noisePerClip) {
      return changed;
    }
    FrameOptions frame = changed.fbank().frame();
    return changed.withFbank(changed.fbank().withFrame(frame.withDither(frame.dither(), seed(id))));
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
