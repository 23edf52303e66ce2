package org.speakerbench.bench.cli;

/** What the help of every command says that a model may be. */
final class ModelWords {
  static final String MODEL =
      "ONNX file, or a key that models lists: of the zoo, or fetched (models fetch)";

  static final String MODELS =
      "ONNX files, or keys that models lists: of the zoo (the word all is all of these), or fetched"
          + " (models fetch)";

  private ModelWords() {}
}
