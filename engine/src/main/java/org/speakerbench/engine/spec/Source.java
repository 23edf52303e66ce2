package org.speakerbench.engine.spec;

/**
 * Where a fact about a model is from.
 *
 * @param text for people, for example {@code metadata sample_rate}
 */
public record Source(Kind kind, String text) {

  /** Kinds of sources: where two say something of one fact, the first of them holds. */
  public enum Kind {
    /** Known before the file was read: the zoo's index. */
    KNOWN,
    /** The file beside the model. */
    SIDECAR,
    /** Metadata of the ONNX file. */
    METADATA,
    /** Shapes of its input and output. */
    SHAPE,
    /** Their names, which tell the exporter. */
    NAMES,
    /** Nothing says: what most models take. */
    STANDARD
  }

  static final Source NOTHING = new Source(Kind.STANDARD, "nothing says");

  /** Whether it says so of this model; otherwise it is what models of its kind mostly take. */
  public boolean states() {
    return kind.compareTo(Kind.NAMES) < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
