package org.speakerbench.engine.score;

import java.util.function.ToDoubleFunction;

/** An error rate. Of each, lower is better. */
public enum Rate {
  /** Equal error rate. */
  EER("EER", ErrorRates::eer),
  /** Minimum detection cost where 1 of 100 trials is a target. */
  MIN_DCF_01("minDCF(0.01)", ErrorRates::minDcf01),
  /** Minimum detection cost where 5 of 100 trials are targets. */
  MIN_DCF_05("minDCF(0.05)", ErrorRates::minDcf05),
  /** Cost of the scores as log-likelihood ratios. */
  CLLR("Cllr", ErrorRates::cllr),
  /** The same after the best calibration. */
  MIN_CLLR("minCllr", ErrorRates::minCllr);

  private final String text;
  private final ToDoubleFunction<ErrorRates> value;

  Rate(String text, ToDoubleFunction<ErrorRates> value) {
    this.text = text;
    this.value = value;
  }

  /** Its value. */
  public double of(ErrorRates rates) {
    return value.applyAsDouble(rates);
  }

  /** The name in tables, for example {@code minDCF(0.01)}. */
  @Override
  public String toString() {
    return text;
  }
}
