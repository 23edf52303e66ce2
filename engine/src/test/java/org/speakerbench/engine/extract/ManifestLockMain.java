package org.speakerbench.engine.extract;

import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;

/** Prints whether another process can have a manifest. */
final class ManifestLockMain {
  private ManifestLockMain() {}

  public static void main(String[] args) throws Exception {
    try {
      RunManifest.open(Path.of(args[0])).close();
      System.out.print("free");
    } catch (SpeakerbenchException e) {
      System.out.print("held");
    }
  }
}
