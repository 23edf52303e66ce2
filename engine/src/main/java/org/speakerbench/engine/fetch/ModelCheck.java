package org.speakerbench.engine.fetch;

import java.nio.file.Path;
import org.speakerbench.engine.catalogue.CatalogueEntry;

/** Whether a model computes what it shall, before it is taken. */
@FunctionalInterface
public interface ModelCheck {
  /**
   * Runs a model.
   *
   * @return what was found, which begins with {@code CHECKED} or {@code UNCHECKED}
   * @throws org.speakerbench.engine.SpeakerbenchException if it computes something else
   */
  String check(CatalogueEntry entry, Path onnx);
}
