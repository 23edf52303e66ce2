package org.speakerbench.engine.onnx;

import java.util.Locale;

/** Which graph of a model runs. */
public enum GraphForm {
  /** The one in its file. */
  OFFICIAL,
  /** The same answer in operators that are faster on ONNX Runtime's CPU provider. */
  TUNED;

  /** As reports and the command line say it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
