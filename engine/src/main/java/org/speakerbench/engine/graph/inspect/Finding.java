package org.speakerbench.engine.graph.inspect;

/**
 * Something that the user of a model had better know.
 *
 * @param topic what it is about
 * @param text one sentence, with what to do
 */
public record Finding(Topic topic, String text) {

  /** What findings are about. */
  public enum Topic {
    AXES("axes"),
    SIGNATURE("signature"),
    POOLING("pooling"),
    PADDING("padding"),
    LAYOUT("layout"),
    OPERATORS("operators"),
    FRONT_END("front end"),
    WEIGHTS("weights"),
    RANDOM("random"),
    PRECISION("precision"),
    FOLDERS("folders"),
    EXTERNAL_DATA("external data");

    private final String label;

    Topic(String label) {
      this.label = label;
    }

    /** In words. */
    @Override
    public String toString() {
      return label;
    }
  }
}
