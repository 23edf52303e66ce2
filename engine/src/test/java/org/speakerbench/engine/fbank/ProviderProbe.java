package org.speakerbench.engine.fbank;

import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.config.FbankOptions;

/** Says how a JVM of its own computes FBank: for {@link FbankProviderTest}. */
final class ProviderProbe {
  private ProviderProbe() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      new Fbank(FbankOptions.STANDARD, FbankProvider.VECTOR);
      System.out.println("vector: had");
    } catch (SpeakerbenchException e) {
      System.out.println("vector: " + e.getMessage());
    }
    System.out.println("auto: " + Fbank.warmUp());
  }
}
