package org.speakerbench.bench.measure;

import java.util.List;
import org.speakerbench.bench.jmh.state.FrontEndDifferences;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.fbank.config.FbankKey;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.zoo.ModelRef;

/**
 * Versions before {@link org.speakerbench.engine.spec.ModelSpec}: they run every model by the
 * configuration or the standard front end, with samples in [-1, 1) and the mean over the clip.
 */
final class OneFrontEnd {
  private OneFrontEnd() {}

  /**
   * Checks that such a version runs all models as this one does.
   *
   * @param what the version, for messages
   * @throws SpeakerbenchException naming the first model that it would run by another front end
   */
  static void requireEnough(String what, OwnFiles own, List<ModelRef> models) {
    FbankOptions fbank = own.config() == null ? FbankOptions.STANDARD : own.fbank();
    if (fbank.scale() != SampleScale.UNIT) {
      throw refused(what, own.config() + " has " + FbankKey.SAMPLE_SCALE.key(), "knows that");
    }
    FrontEnd one = FrontEnd.STANDARD.withFbank(fbank);
    for (ModelRef model : models) {
      List<String> differences = FrontEndDifferences.between(own.frontEnd(model.spec()), one);
      if (!differences.isEmpty()) {
        throw refused(
            what,
            "model " + model.name() + " has " + String.join(", ", differences),
            "runs each by its own");
      }
    }
  }

  private static SpeakerbenchException refused(String what, String found, String expected) {
    return new SpeakerbenchException(
        what
            + ": it runs all models by one front end, and "
            + found
            + ", expected a version that "
            + expected);
  }
}
