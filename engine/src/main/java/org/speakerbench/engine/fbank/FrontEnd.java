package org.speakerbench.engine.fbank;

import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * What makes of samples that which a model takes: FBank, then mean normalisation. A model that gets
 * another front end than it was trained on still gives plausible embeddings, of less use.
 *
 * @param fbank samples to raw features
 * @param mean raw features to those that the model takes
 */
public record FrontEnd(FbankOptions fbank, MeanNormalization mean) {
  /** That of the 3D-Speaker models. */
  public static final FrontEnd STANDARD =
      new FrontEnd(FbankOptions.STANDARD, MeanNormalization.CLIP);

  /** The same normalisation of other features. */
  public FrontEnd withFbank(FbankOptions other) {
    return new FrontEnd(other, mean);
  }

  /** The same for clips of every sample rate, which are resampled. */
  public FrontEnd withResampling() {
    return withFbank(fbank.withFrame(fbank.frame().withResampling()));
  }
}
