package org.speakerbench.engine.table;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that are written. */
final class CountedOutput extends FilterOutputStream {
  private long count;

  CountedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    count++;
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    out.write(bytes, start, length);
    count += length;
  }

  long count() {
    return count;
  }
}
