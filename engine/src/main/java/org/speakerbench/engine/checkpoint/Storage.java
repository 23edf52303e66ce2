package org.speakerbench.engine.checkpoint;

import java.nio.ByteBuffer;

/** A row of elements in the file, which one or more tensors are views of. */
final class Storage {
  private final Archive archive;
  private final String key;
  private final StorageType type;
  private final long elements;
  private int views;

  /** Of at most so many elements as the file has. */
  Storage(Archive archive, String key, StorageType type, long elements) {
    this.archive = archive;
    this.key = key;
    this.type = type;
    this.elements = elements;
  }

  StorageType type() {
    return type;
  }

  long elements() {
    return elements;
  }

  /** Counts a tensor on it. */
  void addView() {
    views++;
  }

  ByteBuffer read() {
    return archive.storage(key, views > 1);
  }
}
