package org.speakerbench.engine.extract.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.speakerbench.engine.fbank.Features;

/** NumPy float32: [dim] or [frames, bins]. */
public final class NpyEncoding implements Encoding {
  @Override
  public void write(float[] embedding, OutputStream out) throws IOException {
    Npy.write(out, embedding, embedding.length);
  }

  @Override
  public void write(Features features, OutputStream out) throws IOException {
    Npy.write(out, features.data(), features.frames(), features.bins());
  }
}
