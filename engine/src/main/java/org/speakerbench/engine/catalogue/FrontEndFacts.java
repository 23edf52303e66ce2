package org.speakerbench.engine.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a family of models takes, as far as its publisher says.
 *
 * @param framework the name that metadata of ONNX files has for it
 * @param sampleRateHz rate of the audio
 * @param bins mel bins per frame; 0 if not said
 * @param window before the FFT
 * @param sampleScale what samples in [-1, 1) are multiplied by; 0 if not said
 * @param meanNormalization what the mean that is subtracted is over
 * @param computed whether this engine computes it
 * @param source address of the page or the code that says so
 */
public record FrontEndFacts(
    String framework,
    @JsonProperty("sample_rate") int sampleRateHz,
    int bins,
    String window,
    @JsonProperty("sample_scale") int sampleScale,
    @JsonProperty("mean_normalization") String meanNormalization,
    boolean computed,
    String source) {

  @Override
  public String toString() {
    return framework
        + ": "
        + sampleRateHz
        + " Hz, "
        + (bins == 0 ? "" : bins + " mel bins, ")
        + window
        + " window, "
        + (sampleScale == 0 ? "" : "samples times " + sampleScale + ", ")
        + "mean normalisation "
        + meanNormalization;
  }
}
