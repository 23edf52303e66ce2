package org.speakerbench.golden.check;

import java.nio.file.Path;
import org.speakerbench.engine.zoo.Zoo;

/** Where the tests keep the weights of the zoo: they are made once and stay. */
public final class TestZoo {
  private TestZoo() {}

  /** The folder of {@code -Dspeakerbench.zooDir}, else the platform's cache folder. */
  public static Zoo zoo() {
    String folder = System.getProperty("speakerbench.zooDir");
    return folder == null ? Zoo.inCacheFolder() : new Zoo(Path.of(folder));
  }
}
