package org.speakerbench.engine.fbank.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.JsonTree;
import org.speakerbench.engine.internal.Reasons;

/**
 * Reads {@code fbank_config.json}, the file of the 3D-Speaker C++ runtime, into {@link
 * FbankOptions}. Every option of the file is honoured; {@code max_feature_vectors} bounds the
 * memory of Kaldi's streaming only and has no effect on whole clips. A key that is not known warns
 * and names the nearest known one; so does a dither that is loud enough to bury speech.
 *
 * <p>Also reads the options of kaldi-native-fbank and kaldifeat as JSON ({@code frame_opts}, {@code
 * mel_opts}) and a {@code .conf} of Kaldi's {@code compute-fbank-feats}, which means samples of 16
 * bits and Kaldi's defaults, whatever is said of missing keys. What is not known there is refused.
 */
public final class FbankConfig {

  /** What a missing {@code dither} means. */
  public enum Defaults {
    /** No dither, with a warning. */
    SPEAKERBENCH(0, "the C++ runtime would use 1.0"),
    /**
     * 1.0, as in the C++ runtime. It is meant for 16-bit samples: on samples in [-1, 1) it buries
     * the speech.
     */
    CPP(1, null);

    private final double dither;

    /** Who takes another, for a warning. */
    private final String otherDither;

    Defaults(double dither, String otherDither) {
      this.dither = dither;
      this.otherDither = otherDither;
    }
  }

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private FbankConfig() {}

  /**
   * Reads a configuration file.
   *
   * @throws SpeakerbenchException if it cannot be read, is neither JSON nor options of Kaldi, or
   *     its options are wrong or do not fit each other
   */
  public static FbankOptions read(Path file) {
    return read(file, Defaults.SPEAKERBENCH);
  }

  /**
   * Reads a configuration file.
   *
   * @param defaults what missing keys mean
   * @throws SpeakerbenchException as above
   */
  public static FbankOptions read(Path file, Defaults defaults) {
    return readFile(file, defaults).options(SampleScale.UNIT);
  }

  /**
   * Reads a configuration file for models that may have a sample scale of their own.
   *
   * @param defaults what missing keys mean
   * @throws SpeakerbenchException as above
   */
  public static FbankFile readFile(Path file, Defaults defaults) {
    try {
      return parse(Files.readString(file), file.toString(), defaults);
    } catch (CharacterCodingException e) {
      throw new SpeakerbenchException(file + ": not a UTF-8 text file", e);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot read the FBank configuration " + file + ": " + Reasons.of(e), e);
    }
  }

  /**
   * Parses a configuration of any of these forms.
   *
   * @param source what to call it in messages
   */
  public static FbankOptions parse(String text, String source) {
    return parse(text, source, Defaults.SPEAKERBENCH).given();
  }

  private static FbankFile parse(String text, String source, Defaults defaults) {
    String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try {
      return KaldiConf.is(content)
          ? KaldiConf.read(content, source)
          : json(JsonTree.read(content), source, defaults);
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
      throw new SpeakerbenchException(
          source + ": not valid JSON" + where + ": " + e.getOriginalMessage() + expected(content),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(source, e); // text in memory has none
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(source + ": " + e.getMessage(), e);
    }
  }

  /** Kaldi's options as a shell reads them, or only comments, are no JSON for another reason. */
  private static String expected(String content) {
    return content.isBlank() || "{[\"".indexOf(content.strip().charAt(0)) >= 0
        ? ""
        : "; expected a JSON object, or options of Kaldi as " + KaldiConf.FORM + ", one a line";
  }

  private static FbankFile json(JsonNode json, String source, Defaults defaults) {
    if (!NativeConfig.is(json)) {
      return new OptionsReader(source, defaults.dither, defaults.otherDither).read(json);
    }
    JsonNode ours = NativeConfig.translated(json);
    String other = defaults.otherDither == null ? null : NativeConfig.OTHER_DITHER;
    try {
      return new OptionsReader(source, defaults.dither, other).read(ours);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(NativeConfig.reworded(e.getMessage()), e);
    }
  }
}
