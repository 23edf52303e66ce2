package org.speakerbench.bench.matrix;

/** What a file's weights are stored in, which decides what its answers are held against. */
enum StoredPrecision {
  F32("f32"),
  F16("f16"),
  INT8("int8");

  private final String label;

  StoredPrecision(String label) {
    this.label = label;
  }

  /** As the matrix says it. */
  @Override
  public String toString() {
    return label;
  }
}
