package org.speakerbench.engine.extract.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.speakerbench.engine.fbank.Features;

/** How values become the bytes of a file. */
public interface Encoding {
  /** Writes an embedding, [dim]. */
  void write(float[] embedding, OutputStream out) throws IOException;

  /** Writes features, [frames, bins]. */
  void write(Features features, OutputStream out) throws IOException;
}
