package org.speakerbench.engine.table;

import java.io.IOException;
import java.nio.file.Path;

/** A format that holds the arrays of many utterances in one file. */
public interface Archive {

  /** The arrays of a run, in the order in which they are written. */
  interface Parts {
    int size();

    String id(int at);

    /** The array, read when it is asked for; float32. */
    StoredArray array(int at) throws IOException;
  }

  /** Takes the lines of the index: where in the archive each array is. */
  @FunctionalInterface
  interface Index {
    void add(String id, String place) throws IOException;
  }

  /** What the name of the file ends with. */
  String suffix();

  /** Whether arrays may have rows of different numbers, as features have. */
  boolean holdsFeatures();

  /**
   * Writes all parts to a file that is either complete or not there, and has reached the disk.
   *
   * @param file as it shall stand in the index
   */
  void write(Parts parts, Path file, Index index) throws IOException;
}
