package org.speakerbench.bench.jmh.state;

import java.nio.file.Path;
import org.speakerbench.engine.zoo.Zoo;

/** The zoo of a forked JVM. */
public final class BenchZoo {
  /** System property with the folder of the zoo; the cache folder when it is not set. */
  public static final String PROPERTY = "speakerbench.zooDir";

  private BenchZoo() {}

  static Zoo fromProperty() {
    String directory = System.getProperty(PROPERTY);
    return directory == null ? Zoo.inCacheFolder() : new Zoo(Path.of(directory));
  }
}
