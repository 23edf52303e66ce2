package org.speakerbench.bench.format;

/** What a row of {@code profile.csv} is of. */
public enum ProfileLevel {
  /** A run as a whole. */
  SESSION("session"),
  /** A ceiling of the machine. */
  CEILING("ceiling"),
  /** All nodes of a type. */
  OPERATOR("operator"),
  /** All nodes of a part of the network. */
  LAYER_GROUP("layer_group"),
  /** All nodes whose time is bound by the same. */
  BOUND("bound"),
  /** One node. */
  NODE("node");

  private final String label;

  ProfileLevel(String label) {
    this.label = label;
  }

  /** Name in the CSV. */
  public String label() {
    return label;
  }
}
