package org.speakerbench.engine.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a file of the catalogue is. */
public enum FileFormat {
  /** A state dict in PyTorch's zip format, which is imported. */
  @JsonProperty("pytorch")
  PYTORCH("a PyTorch checkpoint"),

  /** An ONNX model, which is taken as it is. */
  @JsonProperty("onnx")
  ONNX("an ONNX model");

  private final String title;

  FileFormat(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
