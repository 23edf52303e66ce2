package org.speakerbench.engine.zoo;

import java.io.InputStream;

/** The files of the zoo in the assets. */
final class ZooAssets {
  private static final String FOLDER = "org/speakerbench/assets/zoo/";

  private ZooAssets() {}

  /**
   * A file, or null where the assets do not have it. It is looked for by the class loader: on the
   * module path a class finds the resources of its own module only.
   */
  static InputStream open(String file) {
    return ZooAssets.class.getClassLoader().getResourceAsStream(FOLDER + file);
  }
}
