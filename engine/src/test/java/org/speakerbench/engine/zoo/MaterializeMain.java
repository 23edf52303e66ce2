package org.speakerbench.engine.zoo;

import java.nio.file.Path;

/** Makes a model in a process of its own: arguments are its key and the zoo's folder. */
final class MaterializeMain {
  private MaterializeMain() {}

  public static void main(String[] args) {
    new Zoo(Path.of(args[1])).materialize(args[0]);
  }
}
