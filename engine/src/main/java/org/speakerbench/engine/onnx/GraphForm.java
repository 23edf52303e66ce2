package org.speakerbench.engine.onnx;

import java.util.Locale;

/** Which graph of a model runs. */
public enum GraphForm {
  /** The one in its file. */
  OFFICIAL,
  /** The same answer in operators that are faster on ONNX Runtime's CPU provider. */
  TUNED;

  /** Behind the name of a model whose tuned graph is meant. */
  private static final String MARK = " (tuned)";

  /** What reports call this form of a model, for example {@code campplus (tuned)}. */
  public String of(String model) {
    return this == TUNED ? model + MARK : model;
  }

  /** Which form such a name means. */
  public static GraphForm in(String label) {
    return label.endsWith(MARK) ? TUNED : OFFICIAL;
  }

  /** The model in such a name. */
  public static String model(String label) {
    return in(label) == TUNED ? label.substring(0, label.length() - MARK.length()) : label;
  }

  /** As reports and the command line say it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
