package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.zoo.ModelRef;

/** What the user of a zoo key had better know. */
final class ZooNote {
  private ZooNote() {}

  /** Says so where a file of the current folder has the name of a key, and may have been meant. */
  static void ofFiles(List<ModelRef> models, PrintWriter err) {
    for (ModelRef model : models) {
      for (String name : List.of(model.name(), model.name() + ".onnx")) {
        if (model.isZoo() && !model.isTuned() && Files.exists(Path.of(name))) {
          err.println(
              "note: " + model.name() + " is the embedded model, ./" + name + " is the file here");
        }
      }
    }
  }
}
