package org.speakerbench.engine.fbank;

import java.util.Locale;
import org.speakerbench.engine.SpeakerbenchException;

/** By which instructions FBank is computed. All give the same bits; they differ in speed. */
public enum FbankProvider {
  /**
   * {@link #PLAIN} at first, {@link #VECTOR} as soon as it is compiled, if this JVM has it: a
   * process that embeds a clip or two does not wait for a compiler, a service gets the fastest.
   */
  AUTO,

  /** Plain Java, which runs on every JVM. */
  PLAIN,

  /**
   * The Vector API, from the first frame on: the incubator module {@code jdk.incubator.vector},
   * which the JVM has with {@code --add-modules jdk.incubator.vector}. Slow until it is compiled.
   */
  VECTOR;

  /**
   * The system property that decides where the code does not: {@code auto}, the default, and so on.
   */
  public static final String PROPERTY = "speakerbench.fbank";

  /**
   * What the system property {@value #PROPERTY} says.
   *
   * @throws SpeakerbenchException if it says something else
   */
  static FbankProvider configured() {
    return of(System.getProperty(PROPERTY, AUTO.toString()));
  }

  /**
   * The provider of a name.
   *
   * @throws SpeakerbenchException naming all, if there is none
   */
  public static FbankProvider of(String name) {
    for (FbankProvider provider : values()) {
      if (provider.toString().equals(name)) {
        return provider;
      }
    }
    throw new SpeakerbenchException(
        "FBank provider (system property "
            + PROPERTY
            + "): found "
            + name
            + ", expected auto, plain or vector");
  }

  /** The name in the property, for example {@code vector}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
